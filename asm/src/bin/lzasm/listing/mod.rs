//! `--emit listing`: every byte of the output beside the source line that made it.
//!
//! The bytes are shown in their order. Each row has the offset, up to eight bytes, the field they belong to with its
//! value, and the line that made them; lines that made nothing come before the next one that did. Bytes that no
//! line made have a field only. Lines that start with `;` are headings.

mod runs;

use lzasm::Assembly;
use lzasm_grammar::diag::render::sanitize;
use lzasm_grammar::source::{SourceFile, SourceMap, Span};
use runs::{Run, Runs};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

/// The number of bytes in a row.
const ROW: usize = 8;
/// The column at which fields are aligned and cut.
const FIELD: usize = 44;

/// The listing of an assembled source.
pub(crate) fn text(source: &Path, assembly: &Assembly) -> String {
    let Some(Ok((bytes, tree))) = assembly.model.as_ref().map(|model| model.fields()) else {
        return String::new();
    };
    let runs = Runs::new(&tree, bytes.len());
    let made: FxHashSet<Line> =
        runs.all.iter().filter_map(|run| line_of(&assembly.sources, run.origin)).collect();
    let mut page = Page {
        bytes: &bytes,
        sources: &assembly.sources,
        made,
        last: None,
        silent: FxHashSet::default(),
        out: String::new(),
    };
    page.heading(source, assembly);
    for run in &runs.all {
        page.run(run, &runs.description(run, FIELD));
    }
    page.lines_after();
    page.out
}

/// A line of a text: the position of the text's first byte, and the number of the line from 0.
type Line = (u32, usize);

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
        let _ = writeln!(self.out, "; {}: {format}, {size} bytes", sanitize::message(&source));
        self.row("; offset", "bytes", "field", "source");
    }

    fn run(&mut self, run: &Run, field: &str) {
        let line = line_of(self.sources, run.origin);
        if let Some(line) = line {
            self.lines_before(line);
        }
        let source =
            line.filter(|line| self.last != Some(*line)).map_or(String::new(), |line| self.line_text(line));
        self.last = line;
        for (row, bytes) in self.bytes[run.bytes.clone()].chunks(ROW).enumerate() {
            let mut hex = String::with_capacity(3 * ROW);
            for byte in bytes {
                let _ = write!(hex, "{byte:02x} ");
            }
            let (field, source) = if row == 0 { (field, source.as_str()) } else { ("", "") };
            self.row(&format!("{:08x}", run.bytes.start + row * ROW), hex.trim_end(), field, source);
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
        for file in sources.files().iter().filter(|file| !file.origin.is_formed()) {
            let end = file.line_count() - usize::from(file.text.ends_with('\n'));
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
        let text = sanitize::line(file.line_text(line)).trim_end().to_owned();
        format!("{} | {text}", self.place(file, line))
    }

    fn place(&self, file: &SourceFile, line: usize) -> String {
        let position = file.start + file.line_start(line);
        let written = self.sources.written(Span::new(position, position)).lo;
        let sign = if written == position { ' ' } else { '>' };
        match self.sources.place(written) {
            Some(place) => format!("{}:{:<4}{sign}", sanitize::message(&place.file), place.line),
            None => String::new(),
        }
    }
}
