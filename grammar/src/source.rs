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
    lines: OnceLock<Counts>,
    chars: OnceLock<Counts>,
}

/// The distance in bytes between two places whose counts of lines and characters are remembered.
const STRIDE: usize = 1024;

impl SourceFile {
    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len() as u32)
    }

    /// The number of lines. A line end at the end of the text begins another, empty one.
    pub fn line_count(&self) -> usize {
        self.lines().before(self.text.as_bytes(), self.text.len()) + 1
    }

    /// The line (from 0) of an offset in this text.
    pub fn line_of(&self, offset: u32) -> usize {
        self.lines().before(self.text.as_bytes(), offset as usize)
    }

    /// The offset at which a line (from 0) starts; the length of the text if there is no such line.
    pub fn line_start(&self, line: usize) -> u32 {
        let Some(end) = line.checked_sub(1) else { return 0 };
        let bytes = self.text.as_bytes();
        let (start, before) = self.lines().piece_of(end);
        let piece = bytes.get(start..).unwrap_or_default();
        let end = memchr::memchr_iter(b'\n', piece).nth(end - before);
        end.map_or(bytes.len(), |end| start + end + 1) as u32
    }

    fn lines(&self) -> &Counts {
        self.lines.get_or_init(|| Counts::new(self.text.as_bytes(), line_ends))
    }

    /// The number of characters between two offsets. Only a little of the text is read, however long its lines are:
    /// thousands of diagnostics on one line of a megabyte take no longer than on many lines.
    fn chars_between(&self, from: usize, to: usize) -> usize {
        let bytes = self.text.as_bytes();
        if to.saturating_sub(from) <= STRIDE {
            return starts(bytes.get(from..to).unwrap_or_default());
        }
        let chars = self.chars.get_or_init(|| Counts::new(bytes, starts));
        chars.before(bytes, to) - chars.before(bytes, from)
    }

    /// The text of a line (from 0) without its line end.
    pub fn line_text(&self, line: usize) -> &str {
        let (lo, hi) = (self.line_start(line), self.line_start(line + 1));
        self.text[lo as usize..hi as usize].trim_end_matches(['\n', '\r'])
    }
}

/// How many of something a text has before each of its pieces of [`STRIDE`] bytes. With that and a count in one
/// piece, everything before any place is counted: that takes a thousandth of the memory of a table of places.
#[derive(Clone, Debug)]
struct Counts {
    before: Vec<u32>,
    count: fn(&[u8]) -> usize,
}

impl Counts {
    fn new(bytes: &[u8], count: fn(&[u8]) -> usize) -> Self {
        let pieces = bytes.chunks(STRIDE).scan(0, |sum, piece| {
            let before = *sum;
            *sum += count(piece) as u32;
            Some(before)
        });
        Self { before: pieces.collect(), count }
    }

    /// The number before a place.
    fn before(&self, bytes: &[u8], at: usize) -> usize {
        let piece = (at / STRIDE).min(self.before.len().saturating_sub(1));
        let before = self.before.get(piece).map_or(0, |before| *before as usize);
        before + (self.count)(bytes.get(piece * STRIDE..at).unwrap_or_default())
    }

    /// The start of the last piece with at most this number before it, and that number.
    fn piece_of(&self, count: usize) -> (usize, usize) {
        let piece = self.before.partition_point(|before| *before as usize <= count).saturating_sub(1);
        (piece * STRIDE, self.before.get(piece).map_or(0, |before| *before as usize))
    }
}

/// The number of characters that start in these bytes of a text.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

fn line_ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
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
        let start = file.line_start(line) as usize;
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
    fn lines_are_found_however_long_they_are() {
        let mut text = String::from("\n\n");
        for length in [0, 1, 5, 1000, 1023, 1024, 1025, 5000, 0, 0, 3] {
            text += &"x".repeat(length);
            text.push('\n');
        }
        for text in [text.as_str(), &text[..text.len() - 1], "", "\n"] {
            let mut map = SourceMap::new();
            let id = map.add("x.s", text, Origin::Root).unwrap();
            let file = map.file(id);
            let starts: Vec<usize> =
                std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            assert_eq!(file.line_count(), starts.len());
            for (line, &start) in starts.iter().enumerate() {
                assert_eq!(file.line_start(line) as usize, start, "line {line}");
                let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
                assert_eq!(file.line_text(line), &text[start..end]);
                assert!((start..=end).all(|at| file.line_of(at as u32) == line), "line {line}");
            }
            assert_eq!(file.line_start(starts.len()) as usize, text.len());
        }
    }

    #[test]
    fn a_place_on_a_long_line_looks_at_little_of_it() {
        let mut map = SourceMap::new();
        let id = map.add("x.s", "é".repeat(500_000), Origin::Root).unwrap();
        let file = map.file(id);
        assert_eq!(file.chars_between(0, 1_000_000), 500_000);
        let counts = file.chars.get().map(|chars| chars.before.len());
        assert_eq!(counts, Some(1_000_000_usize.div_ceil(STRIDE)));
        assert_eq!(file.chars_between(10, 20), 5);
        assert_eq!(file.chars_between(2, 999_998), 499_998);
    }
}
