//! The values of `-D`.

use super::messages;
use lzasm_grammar::diag::Diagnostic;

/// Parses `NAME=VALUE` or `NAME`, which has the value `1`.
///
/// # Errors
///
/// The name is invalid.
pub fn definition(text: &str) -> Result<(String, String), Diagnostic> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    let is_start = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    if name.starts_with(is_start) && name.chars().all(|letter| is_start(letter) || letter.is_ascii_digit()) {
        return Ok((name.to_owned(), value.to_owned()));
    }
    Err(messages::bad_option("-D", text, "expected `NAME` or `NAME=VALUE`, NAME of letters, digits and `_`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_names_with_values() {
        let pair = |name: &str, value: &str| Ok((name.to_owned(), value.to_owned()));
        assert_eq!(definition("DEBUG"), pair("DEBUG", "1"));
        assert_eq!(definition("_x9=a=b"), pair("_x9", "a=b"));
        assert_eq!(definition("X="), pair("X", ""));
        for text in ["", "=1", "9x", "a-b=1", "é"] {
            assert!(definition(text).is_err(), "{text}");
        }
    }
}
