//! The lines of source that a diagnostic shows, made safe and short, and the mapping from positions in the source to
//! positions in that text.
//!
//! Only what is shown is read: a line of many megabytes costs a few hundred characters.

use super::sanitize;
use crate::source::{Place, SourceFile, SourceMap, Span, floor};
use std::collections::BTreeMap;
use std::ops::Range;

/// Lines with more characters than this are clipped to what is around their labels.
const WIDTH: usize = 200;
/// The least that is shown around a label on a clipped line.
const LEAST: usize = 40;
/// A label over more lines than this is cut to its first.
const MANY_LINES: usize = 40;

/// Lines to show, with the spans to mark on each.
type Wanted = BTreeMap<usize, Vec<Range<usize>>>;

/// All lines to show.
#[derive(Debug)]
pub(crate) struct Snippet<'m> {
    map: &'m SourceMap,
    /// The texts that labels lie in.
    pub(crate) files: Vec<SnippetFile<'m>>,
}

/// The lines of one source text.
#[derive(Debug)]
pub(crate) struct SnippetFile<'m> {
    /// Where they come from.
    pub(crate) source: &'m SourceFile,
    /// The text of all of them.
    pub(crate) text: String,
    /// The lines, rising.
    pub(crate) lines: Vec<SnippetLine>,
}

/// A line to show.
#[derive(Debug)]
pub(crate) struct SnippetLine {
    /// Its index in the source text.
    pub(crate) index: usize,
    /// Its range in the snippet's text.
    pub(crate) range: Range<usize>,
    /// Where characters of the source (offsets in its text) are in the snippet's text.
    places: Vec<(usize, usize)>,
}

impl<'m> Snippet<'m> {
    /// The lines that are needed to show these spans, all of which lie in texts of the map.
    pub(crate) fn new(map: &'m SourceMap, spans: &[Span]) -> Self {
        let mut files: Vec<(&SourceFile, Wanted)> = Vec::new();
        for span in spans {
            let Some(source) = map.find(span.lo) else { continue };
            let at = files.iter().position(|(known, _)| std::ptr::eq(*known, source));
            let at = at.unwrap_or_else(|| {
                files.push((source, Wanted::new()));
                files.len() - 1
            });
            add_lines(&mut files[at].1, source, offsets(source, *span));
        }
        let files = files.into_iter().map(|(source, lines)| SnippetFile::new(source, lines)).collect();
        Self { map, files }
    }

    /// The place of a position, as a person reads it.
    pub(crate) fn place(&self, position: u32) -> Option<Place> {
        self.map.place(position)
    }

    /// The file of the snippet that a span is in, and where in its text.
    pub(crate) fn locate(&self, span: Span) -> Option<(usize, Range<usize>)> {
        let source = self.map.find(span.lo)?;
        let at = self.files.iter().position(|file| std::ptr::eq(file.source, source))?;
        let range = offsets(source, span);
        let file = &self.files[at];
        Some((at, file.shown(range.start)..file.shown(range.end)))
    }
}

/// The offsets of a span in its text: inside it, on character boundaries, not reaching over a line's end into the
/// start of the next line, and not over too many lines.
fn offsets(source: &SourceFile, span: Span) -> Range<usize> {
    let text = &source.text;
    let lo = floor(text, (span.lo - source.start) as usize);
    let hi = floor(text, (span.hi.max(span.lo) - source.start) as usize).max(lo);
    let (first, last) = (line_of(source, lo), line_of(source, hi.saturating_sub(1).max(lo)));
    let shown_last = if last - first > MANY_LINES { first } else { last };
    let end = source.line_start(shown_last) as usize + source.line_text(shown_last).len();
    lo..hi.min(end.max(lo))
}

fn line_of(source: &SourceFile, offset: usize) -> usize {
    source.line_of(offset as u32)
}

/// Notes the lines that a range touches, with the places on them that matter.
fn add_lines(lines: &mut Wanted, source: &SourceFile, range: Range<usize>) {
    let (first, last) = (line_of(source, range.start), line_of(source, range.end));
    if first == last {
        lines.entry(first).or_default().push(range);
        return;
    }
    lines.entry(first).or_default().push(range.start..range.start);
    lines.entry(last).or_default().push(range.end..range.end);
    for between in first + 1..last {
        lines.entry(between).or_default();
    }
}

impl<'m> SnippetFile<'m> {
    fn new(source: &'m SourceFile, mut wanted: Wanted) -> Self {
        // A single line between two shown ones is shown too.
        let indexes: Vec<usize> = wanted.keys().copied().collect();
        for pair in indexes.windows(2) {
            if pair[1] - pair[0] == 2 {
                wanted.entry(pair[0] + 1).or_default();
            }
        }
        let mut file = Self { source, text: String::new(), lines: Vec::new() };
        for (index, marks) in wanted {
            file.add_line(index, &marks);
        }
        file
    }

    fn add_line(&mut self, index: usize, marks: &[Range<usize>]) {
        let start = self.source.line_start(index) as usize;
        let text = self.source.line_text(index);
        let from = self.text.len();
        let mut line = Clipped { out: &mut self.text, from, column: 0, places: Vec::new() };
        let mut end = 0;
        for piece in pieces(text, start, marks) {
            if piece.start > end {
                line.cut();
            }
            line.copy(&text[piece.clone()], start + piece.start);
            end = piece.end;
        }
        line.places.push((start + end, line.out.len()));
        if end < text.len() {
            line.cut();
        }
        let places = line.places;
        self.lines.push(SnippetLine { index, range: from..self.text.len(), places });
        self.text.push('\n');
    }

    /// Where an offset of the source is in the snippet's text.
    fn shown(&self, offset: usize) -> usize {
        let Some(line) = self.line(line_of(self.source, offset)) else { return 0 };
        let next = line.places.partition_point(|(from, _)| *from < offset);
        line.places.get(next).map_or(line.range.end, |(_, to)| *to)
    }

    /// The offset in the source of a position in the snippet's text.
    pub(crate) fn offset(&self, shown: usize) -> usize {
        let Some(line) = self.lines.iter().rfind(|line| line.range.start <= shown) else { return 0 };
        let next = line.places.partition_point(|(_, to)| *to < shown);
        let place = line.places.get(next).or_else(|| line.places.last());
        place.map_or(self.source.line_start(line.index) as usize, |(from, _)| *from)
    }

    /// The line with this index, if it is shown.
    pub(crate) fn line(&self, index: usize) -> Option<&SnippetLine> {
        let at = self.lines.binary_search_by_key(&index, |line| line.index).ok()?;
        self.lines.get(at)
    }
}

/// The pieces of a line to show, rising and apart: all of it, or what is around the marks.
fn pieces(text: &str, start: usize, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    if text.len() <= WIDTH || text.chars().nth(WIDTH).is_none() {
        return vec![Range { start: 0, end: text.len() }];
    }
    let share = (WIDTH / marks.len().max(1)).max(LEAST);
    let mut found: Vec<Range<usize>> = marks
        .iter()
        .flat_map(|mark| {
            let (lo, hi) = (mark.start - start, mark.end - start);
            [around(text, lo, share / 4, share / 2), around(text, hi, share / 4, share / 8)]
        })
        .collect();
    if found.is_empty() {
        found.push(around(text, 0, 0, WIDTH));
    }
    found.sort_by_key(|piece| piece.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in found {
        match merged.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged
}

/// The characters around an offset.
fn around(text: &str, at: usize, before: usize, after: usize) -> Range<usize> {
    let at = floor(text, at);
    let start = text[..at].char_indices().rev().take(before).last().map_or(at, |(start, _)| start);
    let end = text[at..].char_indices().nth(after).map_or(text.len(), |(end, _)| at + end);
    start..end
}

/// A line being made safe.
struct Clipped<'o> {
    out: &'o mut String,
    from: usize,
    column: usize,
    places: Vec<(usize, usize)>,
}

impl Clipped<'_> {
    fn copy(&mut self, text: &str, offset: usize) {
        for (at, ch) in text.char_indices() {
            self.places.push((offset + at, self.out.len()));
            if ch == '\u{feff}' && offset + at == 0 {
                continue;
            }
            let before = self.out.len();
            sanitize::push(self.out, ch, self.column);
            self.column += self.out[before..].chars().count();
        }
    }

    fn cut(&mut self) {
        let blank = if self.out.len() > self.from { " " } else { "" };
        let mark = format!("{blank}… ");
        self.column += mark.chars().count();
        self.out.push_str(&mark);
    }
}
