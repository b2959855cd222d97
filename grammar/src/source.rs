//! Where text comes from: files, included files and texts formed by an expansion, all in one space of positions.
//!
//! A [`Span`] is two positions in that space; the [`SourceMap`] finds the file, the line and the column of one, and
//! the chain of includes and expansions that led to it.

use std::sync::{Arc, OnceLock};

/// A half-open range of byte positions in the space of a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub lo: u32,
    /// One past the last byte.
    pub hi: u32,
}

impl Span {
    /// The span from `lo` up to `hi`.
    pub fn new(lo: u32, hi: u32) -> Self {
        Self { lo, hi }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self::new(self.lo.min(other.lo), self.hi.max(other.hi))
    }

    /// The empty span at the start of this one.
    pub fn start(self) -> Self {
        Self::new(self.lo, self.lo)
    }

    /// The number of bytes covered.
    pub fn len(self) -> usize {
        (self.hi - self.lo) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.lo == self.hi
    }
}

/// The number of a text in a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The origin of a text.
#[derive(Clone, Debug, Default)]
pub enum Origin {
    /// Named on the command line (or by a caller of the library).
    #[default]
    Root,
    /// Read because of the `.include` at this place.
    Included(Span),
    /// Formed from a `.macro` or `.repeat` body.
    Expanded(Expansion),
}

impl Origin {
    /// The place that asked for the text.
    pub fn cause(&self) -> Option<Span> {
        match self {
            Self::Root => None,
            Self::Included(by) => Some(*by),
            Self::Expanded(expansion) => Some(expansion.call),
        }
    }

    /// Whether the text was formed by an expansion instead of read from a file.
    pub fn is_formed(&self) -> bool {
        matches!(self, Self::Expanded(_))
    }
}

/// The trace of a text that an expansion formed.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// The call (or the `.repeat` line) that caused it.
    pub call: Span,
    /// What was expanded, as a message names it: `` macro `max` `` or `` `.repeat` ``.
    pub what: Arc<str>,
    /// Pairs (offset in the formed text, position in the body), rising by the first; between two pairs both sides
    /// advance together, except that no position passes the next pair's.
    pub places: Arc<[(u32, u32)]>,
}

/// A text with shared ownership; a `String` becomes one without being copied.
#[derive(Clone, Debug)]
pub struct Text(Arc<String>);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Arc::new(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// One text with its name.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name as it was given; nothing is made absolute.
    pub name: Arc<str>,
    /// The text. Bytes that are not UTF-8 have become `\u{1a}`, one for one, so offsets are those of the file.
    pub text: Text,
    /// The position of its first byte.
    pub start: u32,
    /// Its origin.
    pub origin: Origin,
    lines: OnceLock<Vec<u32>>,
    chars: OnceLock<Vec<u32>>,
}

/// The distance in bytes between two places whose count of characters is remembered.
const STRIDE: usize = 1024;

impl SourceFile {
    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len() as u32)
    }

    /// Offsets at which lines start.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
    }

    /// The line (from 0) of an offset in this text.
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|&start| start <= offset) - 1
    }

    /// The number of characters between two offsets. Only a little of the text is read, however long its lines are:
    /// thousands of diagnostics on one line of a megabyte take no longer than on many lines.
    fn chars_between(&self, from: usize, to: usize) -> usize {
        let bytes = self.text.as_bytes();
        if to.saturating_sub(from) <= STRIDE {
            return starts(bytes.get(from..to).unwrap_or_default());
        }
        let counts = self.chars.get_or_init(|| {
            let pieces = bytes.chunks(STRIDE).scan(0, |sum, piece| {
                let before = *sum;
                *sum += starts(piece) as u32;
                Some(before)
            });
            pieces.collect()
        });
        let before = |at: usize| {
            let piece = (at / STRIDE).min(counts.len() - 1);
            counts[piece] as usize + starts(&bytes[piece * STRIDE..at])
        };
        before(to) - before(from)
    }

    /// The text of a line (from 0) without its line end.
    pub fn line_text(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let lo = starts[line] as usize;
        let hi = starts.get(line + 1).map_or(self.text.len(), |&next| next as usize);
        self.text[lo..hi].trim_end_matches(['\n', '\r'])
    }
}

/// The number of characters that start in these bytes of a text.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// A place as a person reads it. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The texts of a run. Positions of different texts never overlap.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// The space of positions is full: more than 4 GiB of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceTooLarge;

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and returns its id.
    ///
    /// # Errors
    /// The space of positions is full.
    pub fn add(
        &mut self,
        name: impl Into<Arc<str>>,
        text: impl Into<Text>,
        origin: Origin,
    ) -> Result<FileId, SourceTooLarge> {
        let text = text.into();
        // One position is left between two texts, so that the end of one is not the start of the next;
        // position 0 belongs to no text, so that `Span::default()` means "nowhere".
        let start = self.files.last().map_or(1, |last| u64::from(last.span().hi) + 1);
        if start + text.len() as u64 + 1 > u64::from(u32::MAX) {
            return Err(SourceTooLarge);
        }
        let start = start as u32;
        let (lines, chars) = (OnceLock::new(), OnceLock::new());
        self.files.push(SourceFile { name: name.into(), text, start, origin, lines, chars });
        Ok(FileId(self.files.len() as u32 - 1))
    }

    /// Removes a text and all that were added after it. No span in them may be kept: other texts will get their
    /// positions.
    pub fn forget_from(&mut self, id: FileId) {
        self.files.truncate(id.0 as usize);
    }

    /// The text with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All texts, in the order they were added.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The text in which a position lies.
    pub fn find(&self, position: u32) -> Option<&SourceFile> {
        let next = self.files.partition_point(|file| file.start <= position);
        self.files[..next].last().filter(|file| position <= file.span().hi)
    }

    /// The characters under a span.
    pub fn text(&self, span: Span) -> &str {
        self.find(span.lo).map_or("", |file| {
            let lo = (span.lo - file.start) as usize;
            let hi = ((span.hi - file.start) as usize).min(file.text.len());
            file.text.get(lo..hi).unwrap_or("")
        })
    }

    /// The place of a position in the text it lies in (which may be a formed one: see [`SourceMap::written`]).
    pub fn place(&self, position: u32) -> Option<Place> {
        let file = self.find(position)?;
        let offset = position - file.start;
        let line = file.line_of(offset);
        let start = file.line_starts()[line] as usize;
        let end = floor(&file.text, offset as usize);
        // A byte-order mark does not count as a character of the first line.
        let mark = file.text.len() - file.text.trim_start_matches('\u{feff}').len();
        let start = if start == 0 { mark.min(end) } else { start };
        Some(Place {
            file: file.name.clone(),
            line: line as u32 + 1,
            column: file.chars_between(start, end) as u32 + 1,
        })
    }

    /// The span in text that a person wrote: a span in a formed text becomes its place in the body that was
    /// expanded. Follows bodies that were themselves formed.
    pub fn written(&self, mut span: Span) -> Span {
        while let Some((file, expansion)) = self.expansion(span) {
            let lo = body_position(expansion, span.lo - file.start);
            let hi = body_position(expansion, span.hi.max(span.lo) - file.start);
            // What is expanded was there before: anything else would lead in circles.
            if lo >= file.start {
                break;
            }
            span = Span::new(lo, hi.max(lo));
        }
        span
    }

    /// The calls and includes that led to a span, innermost first: what was expanded or included, and where.
    pub fn trace(&self, span: Span) -> Vec<(Arc<str>, Span)> {
        let mut chain = Vec::new();
        let mut at = span;
        while let Some(file) = self.find(at.lo) {
            let (what, by) = match &file.origin {
                Origin::Root => break,
                Origin::Included(by) => (Arc::from("included"), *by),
                Origin::Expanded(expansion) => (expansion.what.clone(), expansion.call),
            };
            chain.push((what, by));
            if by.lo >= file.start {
                break;
            }
            at = by;
        }
        chain
    }

    /// The texts in which a position lies, innermost first, each with the position there: that of the call for what an
    /// expansion formed, that of the `.include` for an included file.
    pub fn enclosing(&self, position: u32) -> impl Iterator<Item = (&SourceFile, u32)> {
        let first = self.find(position).map(|file| (file, position));
        std::iter::successors(first, |(file, _)| {
            let by = file.origin.cause()?.lo;
            // What asked for a text was there before: anything else would lead in circles.
            self.find(by).filter(|outer| outer.start < file.start).map(|outer| (outer, by))
        })
    }

    fn expansion(&self, span: Span) -> Option<(&SourceFile, &Expansion)> {
        let file = self.find(span.lo)?;
        match &file.origin {
            Origin::Expanded(expansion) => Some((file, expansion)),
            _ => None,
        }
    }
}

/// The start of the character that an offset lies in, or the end of the text.
pub(crate) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn body_position(expansion: &Expansion, offset: u32) -> u32 {
    let places = &expansion.places;
    let next = places.partition_point(|(formed, _)| *formed <= offset);
    let Some(&(formed, body)) = places[..next].last() else {
        return expansion.call.lo;
    };
    let end = places.get(next).map_or(u32::MAX, |(_, next)| (*next).max(body));
    body.saturating_add(offset - formed).min(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_count_characters() {
        let line = "aé☃".repeat(1000);
        let text = format!("\u{feff}{line}\n{line}");
        let mut map = SourceMap::new();
        map.add("x.s", text.as_str(), Origin::Root).unwrap();
        let mut expected = (1, 1);
        for (at, ch) in text.char_indices() {
            let place = map.place(1 + at as u32).unwrap();
            assert_eq!((place.line, place.column), expected, "offset {at}");
            expected = match ch {
                '\u{feff}' => expected,
                '\n' => (expected.0 + 1, 1),
                _ => (expected.0, expected.1 + 1),
            };
        }
        let end = map.place(1 + text.len() as u32).unwrap();
        assert_eq!((end.line, end.column), (2, 3001));
    }

    #[test]
    fn a_place_on_a_long_line_looks_at_little_of_it() {
        let mut map = SourceMap::new();
        let id = map.add("x.s", "é".repeat(500_000), Origin::Root).unwrap();
        let file = map.file(id);
        assert_eq!(file.chars_between(0, 1_000_000), 500_000);
        let counts = file.chars.get().map(Vec::len);
        assert_eq!(counts, Some(1_000_000_usize.div_ceil(STRIDE)));
        assert_eq!(file.chars_between(10, 20), 5);
        assert_eq!(file.chars_between(2, 999_998), 499_998);
    }
}
