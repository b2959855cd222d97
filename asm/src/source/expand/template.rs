//! The body of a `.macro` or `.repeat` as a template: forms a text from it and arguments, and maps each part of the
//! text to its source.

use lzasm_grammar::source::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A part of a body.
#[derive(Clone, Debug)]
struct Piece {
    /// Its place in the body.
    at: Range<u32>,
    kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    /// Stays as it is.
    Text,
    /// The parameter with this index; whether it is part of a longer word.
    Param { index: u32, glued: bool },
    /// `\@`
    Unique,
    /// `\()`
    Nothing,
}

/// A body cut at what is replaced in it.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pieces: Vec<Piece>,
    body: Span,
}

/// A `\name` that is not a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) name: String,
    pub(super) span: Span,
}

/// Why a text was not formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unformed {
    /// An argument cannot be part of a word.
    Unfit {
        /// The index of the parameter.
        param: usize,
        /// The places where the body uses it.
        span: Span,
    },
    /// Longer than allowed.
    TooLong,
}

/// A text that an expansion forms, with the places in the body that its parts come from.
#[derive(Debug)]
pub(super) struct Formed {
    pub(super) text: String,
    pub(super) places: Vec<(u32, u32)>,
    /// The greatest length of the text.
    room: usize,
}

impl Formed {
    /// A text that is still empty.
    pub(super) fn new(room: usize) -> Self {
        Self { text: String::new(), places: Vec::new(), room }
    }

    /// Adds a part, unless the text gets too long: arguments that are passed on twice double it.
    fn push(&mut self, part: &str) -> Result<(), Unformed> {
        if part.len() > self.room.saturating_sub(self.text.len()) {
            return Err(Unformed::TooLong);
        }
        self.text.push_str(part);
        Ok(())
    }
}

impl Template {
    /// The number of pieces that the body is cut into.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Cuts a body. Inside a further `.macro` or `.repeat`, names that are not parameters are left to it.
    pub(super) fn new(text: &str, body: Span, params: &[&str]) -> (Self, Vec<Unknown>) {
        let params = params.iter().zip(0..).map(|(name, index)| (*name, index)).collect();
        let mut scanner =
            Scanner { text, params, body, at: 0, from: 0, pieces: Vec::new(), unknown: Vec::new() };
        super::scan::scan(text, |event| scanner.event(event));
        scanner.flush(text.len());
        (Self { pieces: scanner.pieces, body }, scanner.unknown)
    }

    /// Adds a text with these arguments to what is formed.
    pub(super) fn form(
        &self,
        text: &str,
        args: &[&str],
        unique: u64,
        formed: &mut Formed,
    ) -> Result<(), Unformed> {
        formed.places.reserve(self.pieces.len());
        formed.text.reserve(text.len().min(formed.room));
        for piece in &self.pieces {
            let place = self.body.lo + piece.at.start;
            formed.places.push((formed.text.len() as u32, place));
            match piece.kind {
                PieceKind::Text => formed.push(&text[piece.at.start as usize..piece.at.end as usize])?,
                PieceKind::Nothing => {}
                PieceKind::Unique => formed.push(&unique.to_string())?,
                PieceKind::Param { index, glued } => {
                    let param = index as usize;
                    let arg = args.get(param).copied().unwrap_or("");
                    if glued && !is_word(arg) {
                        let span = Span::new(place, self.body.lo + piece.at.end);
                        return Err(Unformed::Unfit { param, span });
                    }
                    formed.push(arg)?;
                }
            }
        }
        // Where the last part ends, so that the next repetition's first does not bound it.
        formed.places.push((formed.text.len() as u32, self.body.hi));
        if !formed.text.ends_with('\n') {
            formed.push("\n")?;
        }
        Ok(())
    }
}

/// Whether an argument is one word or integer.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_word_byte)
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

/// A finding of the scan of a body: a `\` outside of literals and comments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backslash {
    /// Its offset.
    pub(super) at: usize,
    /// Whether it is inside a nested `.macro` or `.repeat`.
    pub(super) nested: bool,
    /// Whether it is inside a nested `.macro`.
    pub(super) in_macro: bool,
}

struct Scanner<'t> {
    text: &'t str,
    /// The index of each parameter.
    params: FxHashMap<&'t str, u32>,
    body: Span,
    /// The end of the last thing that was replaced.
    at: usize,
    /// The start of the text that was not put down yet.
    from: usize,
    pieces: Vec<Piece>,
    unknown: Vec<Unknown>,
}

impl Scanner<'_> {
    fn flush(&mut self, to: usize) {
        if self.from < to {
            self.pieces.push(Piece { at: self.from as u32..to as u32, kind: PieceKind::Text });
        }
        self.from = to;
    }

    fn replace(&mut self, at: Range<usize>, kind: PieceKind) {
        self.flush(at.start);
        (self.at, self.from) = (at.end, at.end);
        self.pieces.push(Piece { at: at.start as u32..at.end as u32, kind });
    }

    fn event(&mut self, found: Backslash) {
        let start = found.at;
        let rest = &self.text[start + 1..];
        if rest.starts_with("()") {
            // A template that an inner block forms still needs its end.
            if !found.nested {
                self.replace(start..start + 3, PieceKind::Nothing);
            }
        } else if rest.starts_with('@') {
            if !found.in_macro {
                self.replace(start..start + 2, PieceKind::Unique);
            }
        } else {
            self.name(start, name_len(rest), found.nested);
        }
    }

    fn name(&mut self, start: usize, len: usize, nested: bool) {
        let end = start + 1 + len;
        let name = &self.text[start + 1..end];
        match self.params.get(name) {
            Some(&index) => {
                let glued = self.is_glued(start, end);
                self.replace(start..end, PieceKind::Param { index, glued });
            }
            None if nested || len == 0 => {}
            None => {
                let span = Span::new(self.body.lo + start as u32, self.body.lo + end as u32);
                self.unknown.push(Unknown { name: name.to_owned(), span });
            }
        }
    }

    /// Whether a part of the same word is on either side.
    fn is_glued(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let before =
            start > 0 && (is_word_byte(bytes[start - 1]) || (self.at == start && !self.pieces.is_empty()));
        let rest = self.text[end..].strip_prefix("\\()").unwrap_or(&self.text[end..]).as_bytes();
        let after = match rest {
            [b'\\', next, ..] => is_word_byte(*next) || matches!(next, b'@' | b'('),
            [next, ..] => is_word_byte(*next),
            [] => false,
        };
        before || after
    }
}

fn name_len(text: &str) -> usize {
    match text.bytes().next() {
        Some(first) if first.is_ascii_alphabetic() || first == b'_' => {
            text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
        }
        _ => 0,
    }
}
