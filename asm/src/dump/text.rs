//! Helpers for text in columns.

use lzasm_grammar::diag::render::sanitize;

/// Text from a file, safe to show on a terminal.
pub(super) fn safe(text: &str) -> std::borrow::Cow<'_, str> {
    sanitize::line(text)
}

/// A number with its noun: `1 function`, `3 functions`.
pub(super) fn counted(count: usize, (one, many): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Appends blanks up to a column of the last line, one at least.
pub(super) fn pad(out: &mut String, column: usize) {
    let line = out.rfind('\n').map_or(0, |at| at + 1);
    let width = out[line..].chars().count();
    out.extend(std::iter::repeat_n(' ', column.saturating_sub(width).max(1)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_begin_at_the_last_line() {
        let mut out = String::from("abc\nä");
        pad(&mut out, 3);
        assert_eq!(out, "abc\nä  ");
        pad(&mut out, 1);
        assert_eq!(out, "abc\nä   ");
        assert_eq!(counted(1, ("byte", "bytes")), "1 byte");
    }
}
