//! Text that is safe to show: in goes any text, out comes one that cannot move a terminal's cursor, reorder what
//! is read or flood the screen.

use std::borrow::Cow;

/// How many characters of a message are shown.
const MESSAGE_LIMIT: usize = 600;
/// Blanks that a tab stands for reach to the next multiple of this.
const TAB: usize = 4;
/// Stands for a byte that was not UTF-8 (see [`crate::source::SourceFile::text`]).
const NOT_UTF8: char = '\u{1a}';

/// Whether a character would not show as itself: a control, a bidirectional control, an invisible separator.
pub fn is_unsafe(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Appends a character as it is to be seen; `column` is where it would stand in its line.
pub fn push(out: &mut String, ch: char, column: usize) {
    match ch {
        '\t' => out.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
        NOT_UTF8 => out.push('\u{fffd}'),
        ch if !is_unsafe(ch) => out.push(ch),
        ch if ch.is_ascii() => out.push_str(&format!("\\x{:02x}", ch as u32)),
        ch => out.push_str(&format!("\\u{{{:x}}}", ch as u32)),
    }
}

/// One line of text, with everything unsafe made visible.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (column, ch) in text.chars().enumerate() {
        push(&mut out, ch, column);
    }
    Cow::Owned(out)
}

/// A message: safe, and cut in the middle if it is very long (a name in it may be as long as the input).
pub fn message(text: &str) -> Cow<'_, str> {
    if text.len() <= MESSAGE_LIMIT {
        return line(text);
    }
    let (head, tail) = (MESSAGE_LIMIT * 2 / 3, MESSAGE_LIMIT / 3);
    let Some((cut, _)) = text.char_indices().nth(head) else { return line(text) };
    let Some((from, _)) = text.char_indices().rev().nth(tail - 1) else { return line(text) };
    if from <= cut {
        return line(text);
    }
    Cow::Owned(format!("{}…{}", line(&text[..cut]), line(&text[from..])))
}

/// A remark, which may have several lines.
pub fn lines(text: &str) -> String {
    let cleaned: Vec<_> = text.lines().map(message).collect();
    cleaned.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_deceive_becomes_visible() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\x1b[31mb");
        assert_eq!(line("x\u{202e}y\u{1a}"), "x\\u{202e}y\u{fffd}");
        assert_eq!(line("plain – äöü"), "plain – äöü");
    }

    #[test]
    fn long_messages_are_cut_in_the_middle() {
        let text = format!("`{}` is too long", "x".repeat(1_000_000));
        let shown = message(&text);
        assert!(shown.chars().count() <= MESSAGE_LIMIT + 1);
        assert!(shown.starts_with("`xxx") && shown.ends_with("is too long"));
    }

    #[test]
    fn wide_characters_are_cut_between_characters() {
        let shown = message(&"ä".repeat(500)).into_owned();
        assert_eq!(shown, "ä".repeat(500));
        assert!(message(&"ä".repeat(5000)).contains('…'));
    }
}
