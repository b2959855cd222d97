//! Text that is safe to show: it cannot move a terminal's cursor, reorder what is read or flood the screen.

use std::borrow::Cow;

/// The number of characters of a message that are shown.
pub(crate) const MESSAGE_LIMIT: usize = 600;
/// The number of lines of a remark that are shown.
const LINE_LIMIT: usize = 40;
/// The distance of tab stops: a tab is shown as blanks up to the next one.
const TAB: usize = 4;
/// The replacement of a byte that was not UTF-8 (see [`crate::source::SourceFile::text`]).
const NOT_UTF8: char = '\u{1a}';

/// Whether a character would not show as itself: a control, a bidirectional control, an invisible separator.
pub(crate) fn is_unsafe(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Appends a character as it is shown; `column` is its column in the line.
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
    match ends(text) {
        Some((head, tail)) => Cow::Owned(format!("{}…{}", line(head), line(tail))),
        None => line(text),
    }
}

/// The two ends of a text that is too long to be shown in full.
fn ends(text: &str) -> Option<(&str, &str)> {
    if text.len() <= MESSAGE_LIMIT {
        return None;
    }
    let (head, tail) = (MESSAGE_LIMIT * 2 / 3, MESSAGE_LIMIT / 3);
    let (cut, _) = text.char_indices().nth(head)?;
    let (from, _) = text.char_indices().rev().nth(tail - 1)?;
    (from > cut).then(|| (&text[..cut], &text[from..]))
}

/// A remark, which may have several lines.
pub fn lines(text: &str) -> String {
    each_line(text, message)
}

fn each_line<'t>(text: &'t str, shown: impl Fn(&'t str) -> Cow<'t, str>) -> String {
    let lines: Vec<_> = text.lines().take(LINE_LIMIT).map(shown).collect();
    let more = if text.lines().nth(LINE_LIMIT).is_some() { "\n…" } else { "" };
    lines.join("\n") + more
}

/// A message without the part that is not shown, otherwise unchanged: [`message`] returns the same for both.
fn clipped(text: &str) -> Cow<'_, str> {
    ends(text).map_or(Cow::Borrowed(text), |(head, tail)| Cow::Owned(format!("{head}…{tail}")))
}

/// Removes the part of a message that is not shown.
pub(crate) fn clip(text: &mut String) {
    if text.len() > MESSAGE_LIMIT {
        *text = clipped(text).into_owned();
    }
}

/// Removes the part of a remark that is not shown.
pub(crate) fn clip_lines(text: &mut String) {
    if text.len() > MESSAGE_LIMIT {
        *text = each_line(text, clipped);
    }
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
    fn what_was_clipped_is_shown_as_before() {
        for text in ["x".repeat(5000), "ä\u{202e}".repeat(900), "a\n".repeat(LINE_LIMIT + 5)] {
            let (mut one, mut many) = (text.clone(), text.clone());
            clip(&mut one);
            clip_lines(&mut many);
            assert_eq!((message(&one), lines(&many)), (message(&text), lines(&text)));
        }
    }

    #[test]
    fn remarks_of_many_lines_are_cut() {
        let shown = lines(&"x\n".repeat(1_000_000));
        assert_eq!(shown.lines().count(), LINE_LIMIT + 1);
        assert!(shown.ends_with("\nx\n…"), "{shown}");
    }

    #[test]
    fn wide_characters_are_cut_between_characters() {
        let shown = message(&"ä".repeat(500)).into_owned();
        assert_eq!(shown, "ä".repeat(500));
        assert!(message(&"ä".repeat(5000)).contains('…'));
    }
}
