//! Scans the raw body of a block for the backslashes that have a meaning, and finds which further raw blocks
//! they are in. Literals and comments are skipped.

use super::template::Backslash;

/// Calls `found` for each backslash outside of literals and comments that does not join lines.
pub(super) fn scan(text: &str, mut found: impl FnMut(Backslash)) {
    let bytes = text.as_bytes();
    let mut blocks = Blocks::default();
    let mut at = 0;
    let mut starts = true;
    while at < bytes.len() {
        let start = at;
        at = match bytes[at..] {
            [b'\n', ..] => at + 1,
            [b' ' | b'\t' | b'\r', ..] => at + 1,
            [b';', ..] | [b'/', b'/', ..] => line_end(bytes, at),
            [b'/', b'*', ..] => comment_end(bytes, at),
            [b'"' | b'`', ..] => quoted_end(bytes, at),
            [b'\'', ..] => char_end(bytes, at),
            [b'\\', ..] => match join_end(bytes, at) {
                Some(end) => end,
                None => {
                    found(blocks.backslash(at));
                    at + 1
                }
            },
            [b'.', ..] if starts => {
                let end = word_end(bytes, at + 1);
                blocks.directive(&text[at + 1..end]);
                end
            }
            _ => at + 1,
        };
        starts = match bytes[start] {
            b'\n' | b':' => true,
            b' ' | b'\t' | b'\r' | b';' => starts,
            b'/' => starts && at > start + 1,
            b'\\' => starts && bytes[start..at].contains(&b'\n'),
            _ => false,
        };
    }
}

/// The blocks around a place of a body, as far as they are raw.
#[derive(Default)]
struct Blocks {
    open: Vec<Kind>,
    raw: usize,
    macros: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Repeat,
    Macro,
}

impl Blocks {
    fn backslash(&self, at: usize) -> Backslash {
        Backslash { at, nested: self.raw > 0, in_macro: self.macros > 0 }
    }

    fn directive(&mut self, name: &str) {
        match name {
            "macro" => self.begin(Kind::Macro),
            "repeat" => self.begin(Kind::Repeat),
            "end" => {
                let ended = self.open.pop();
                self.raw -= usize::from(ended.is_some_and(|kind| kind != Kind::Plain));
                self.macros -= usize::from(ended == Some(Kind::Macro));
            }
            _ if super::BlockKind::find(name).is_some() => self.begin(Kind::Plain),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind) {
        self.open.push(kind);
        self.raw += usize::from(kind != Kind::Plain);
        self.macros += usize::from(kind == Kind::Macro);
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| **byte != b'\n').count()
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

fn comment_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                at += 2;
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

/// The place after the text in quotes that starts at a place, or the end of its line.
fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' if bytes.get(at + 1) != Some(&b'\n') => at += 2,
            byte if byte == bytes[start] => return at + 1,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

/// The place after the character in quotes that starts at a place, or after the quote if none does.
fn char_end(bytes: &[u8], start: usize) -> usize {
    let first = match bytes.get(start + 1) {
        Some(b'\\') => start + 3,
        Some(_) => start + 2,
        None => return start + 1,
    };
    // The longest literal is `'\u{10FFFF}'`.
    let mut rest = bytes.iter().enumerate().skip(first).take(12).take_while(|(_, byte)| **byte != b'\n');
    let close = rest.find(|(_, byte)| **byte == b'\'');
    close.map_or(start + 1, |(at, _)| at + 1)
}

/// The place after the backslash at a place and the line end after it, if they join two lines.
fn join_end(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = bytes[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    (bytes.get(at + 1 + blanks) == Some(&b'\n')).then_some(at + 2 + blanks)
}
