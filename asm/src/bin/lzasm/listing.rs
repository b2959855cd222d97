//! `--emit listing`: every byte of the output beside the line of the source it comes from.
//!
//! The bytes are shown in their order. Each row has the offset, up to eight bytes, the field they belong to with its
//! value, and the line that made them; lines that made nothing stand before the next one that did. Bytes that no
//! line made have only their field. Lines that start with `;` are headings.

use lzasm::Assembly;
use lzasm::bytes::{Field, FieldTree};
use lzasm_grammar::diag::clean;
use lzasm_grammar::source::{Origin, SourceFile, SourceMap, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// How many bytes a row shows.
const ROW: usize = 8;
/// Fields are at least aligned to this column, and cut there.
const FIELD: usize = 44;

/// The listing of an assembled source.
pub(crate) fn text(source: &Path, assembly: &Assembly) -> String {
    let Some(Ok((bytes, tree))) = assembly.model.as_ref().map(|model| model.fields()) else {
        return String::new();
    };
    let runs = runs(&tree, bytes.len());
    let made: FxHashSet<Line> =
        runs.iter().filter_map(|run| line_of(&assembly.sources, run.origin)).collect();
    let mut page = Page {
        bytes: &bytes,
        sources: &assembly.sources,
        made,
        last: None,
        silent: FxHashSet::default(),
        out: String::new(),
    };
    page.heading(source, assembly);
    for run in &runs {
        page.run(run);
    }
    page.lines_after();
    page.out
}

/// Bytes that belong together.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    bytes: Range<usize>,
    /// What they are: the path of their field, and its value.
    path: Vec<String>,
    value: String,
    /// The position that made them; 0 if none did.
    origin: u32,
}

/// A line of a text: the position of the text's first byte, and the number of the line from 0.
type Line = (u32, usize);

/// All bytes in order, cut where fields without parts begin and end.
fn runs(tree: &FieldTree, size: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut at = 0;
    for (index, field) in tree.fields.iter().enumerate() {
        close(tree, &mut path, field.depth, &mut at, &mut runs);
        push(tree, &path, at..field.start, &mut runs);
        at = at.max(field.start);
        path.push(index);
    }
    close(tree, &mut path, 0, &mut at, &mut runs);
    push(tree, &path, at..size, &mut runs);
    runs
}

/// Leaves the fields that are at least so deep.
fn close(tree: &FieldTree, path: &mut Vec<usize>, depth: usize, at: &mut usize, runs: &mut Vec<Run>) {
    while path.len() > depth {
        let end = path.last().map_or(*at, |index| tree.fields[*index].end);
        push(tree, path, *at..end, runs);
        *at = end.max(*at);
        path.pop();
    }
}

fn push(tree: &FieldTree, path: &[usize], bytes: Range<usize>, runs: &mut Vec<Run>) {
    if bytes.is_empty() {
        return;
    }
    let origin = path.iter().rev().map(|index| tree.fields[*index].origin.0).find(|origin| *origin != 0);
    let value = path.last().and_then(|index| tree.fields[*index].value.as_deref());
    runs.push(Run {
        bytes,
        path: path.iter().map(|index| step(&tree.fields[*index])).collect(),
        value: value.map_or(String::new(), |value| format!(" = {}", clean::message(value))),
        origin: origin.unwrap_or(0),
    });
}

fn step(field: &Field) -> String {
    field.index.map_or_else(|| field.name.to_owned(), |index| format!("{}[{index}]", field.name))
}

/// `modules[0].code[3].opcode = …`, without the outer steps if it is too long.
fn description(run: &Run) -> String {
    let mut text = run.path.join(".") + &run.value;
    for from in 1..run.path.len() {
        if text.chars().count() <= FIELD {
            break;
        }
        text = format!("….{}{}", run.path[from..].join("."), run.value);
    }
    match text.char_indices().nth(FIELD) {
        Some(_) => text.chars().take(FIELD - 1).chain(['…']).collect(),
        None => text,
    }
}

fn line_of(sources: &SourceMap, origin: u32) -> Option<Line> {
    let file = sources.find(origin).filter(|_| origin != 0)?;
    Some((file.start, file.line_of(origin - file.start)))
}

struct Page<'a> {
    bytes: &'a [u8],
    sources: &'a SourceMap,
    /// Lines that made bytes.
    made: FxHashSet<Line>,
    /// The line shown last.
    last: Option<Line>,
    /// Lines that made none and have been shown.
    silent: FxHashSet<Line>,
    out: String,
}

impl Page<'_> {
    fn heading(&mut self, source: &Path, assembly: &Assembly) {
        let (source, size) = (lzasm::paths::shown(source), self.bytes.len());
        let format = assembly.format.map_or("", |format| format.info().name);
        let _ = writeln!(self.out, "; {}: {format}, {size} bytes", clean::message(&source));
        self.row("; offset", "bytes", "field", "source");
    }

    fn run(&mut self, run: &Run) {
        let line = line_of(self.sources, run.origin);
        if let Some(line) = line {
            self.lines_before(line);
        }
        let source =
            line.filter(|line| self.last != Some(*line)).map_or(String::new(), |line| self.line_text(line));
        self.last = line;
        let field = description(run);
        for (row, bytes) in self.bytes[run.bytes.clone()].chunks(ROW).enumerate() {
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let (field, source) = if row == 0 { (field.as_str(), source.as_str()) } else { ("", "") };
            self.row(&format!("{:08x}", run.bytes.start + row * ROW), &hex.join(" "), field, source);
        }
    }

    fn row(&mut self, offset: &str, hex: &str, field: &str, source: &str) {
        let row = format!("{offset:8}  {hex:23}  {field:FIELD$}  {source}");
        self.out.push_str(row.trim_end());
        self.out.push('\n');
    }

    /// The lines just before one that made no bytes: comments, labels, directives.
    fn lines_before(&mut self, (start, line): Line) {
        let is_silent =
            |line: &usize| !self.made.contains(&(start, *line)) && !self.silent.contains(&(start, *line));
        let first = (0..line).rev().take_while(is_silent).last().unwrap_or(line);
        self.silent_lines(start, first..line);
    }

    /// The lines behind the last one of each text that made bytes.
    fn lines_after(&mut self) {
        let mut last: FxHashMap<u32, usize> = FxHashMap::default();
        for (start, line) in &self.made {
            let most = last.entry(*start).or_default();
            *most = (*most).max(*line);
        }
        let sources = self.sources;
        for file in sources.files().iter().filter(|file| !matches!(file.origin, Origin::Expanded(_))) {
            let end = file.line_starts().len() - usize::from(file.text.ends_with('\n'));
            if let Some(last) = last.get(&file.start) {
                self.silent_lines(file.start, last + 1..end);
            }
        }
    }

    fn silent_lines(&mut self, start: u32, lines: Range<usize>) {
        for line in lines {
            self.silent.insert((start, line));
            let source = self.line_text((start, line));
            self.row("", "", "", &source);
        }
    }

    /// A line with its number; that of a formed text has the place it was formed from, and a sign.
    fn line_text(&self, (start, line): Line) -> String {
        let Some(file) = self.sources.find(start) else { return String::new() };
        let text = clean::line(file.line_text(line)).trim_end().to_owned();
        format!("{} | {text}", self.place(file, line))
    }

    fn place(&self, file: &SourceFile, line: usize) -> String {
        let position = file.start + file.line_starts()[line];
        let written = self.sources.written(Span::new(position, position)).lo;
        let sign = if written == position { ' ' } else { '>' };
        match self.sources.place(written) {
            Some(place) => format!("{}:{:<4}{sign}", clean::message(&place.file), place.line),
            None => String::new(),
        }
    }
}
