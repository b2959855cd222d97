//! What the words of the text form mean: keywords, types, instructions and numbers; every other word is a name.

use crate::formats::hydro::table::{ROWS, text_name};
use crate::ir::Prim;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A keyword that is neither a type nor an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub(super) enum Key {
    Module,
    Using,
    Layout,
    Function,
    Main,
    Intrinsic,
    Target,
    Body,
    Label,
    Array,
    This,
    True,
    False,
    Funcp,
    Vref,
    Iref,
}

const KEYS: [(&str, Key); 16] = [
    ("module", Key::Module),
    ("using", Key::Using),
    ("layout", Key::Layout),
    ("function", Key::Function),
    ("main", Key::Main),
    ("intrinsic", Key::Intrinsic),
    ("target", Key::Target),
    ("body", Key::Body),
    ("label", Key::Label),
    ("array", Key::Array),
    ("this", Key::This),
    ("true", Key::True),
    ("false", Key::False),
    ("funcp", Key::Funcp),
    ("vref", Key::Vref),
    ("iref", Key::Iref),
];

/// The types that have names.
pub(super) const TYPES: [&str; 15] = [
    "any", "bool", "string", "u8", "u16", "u32", "u64", "u128", "s8", "s16", "s32", "s64", "s128", "f32",
    "f64",
];

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A keyword.
    Key(Key),
    /// A type.
    Type(Prim),
    /// An instruction: the first of its rows.
    Instr(u16),
    /// Digits with a sign or a dot, perhaps.
    Number,
    /// Anything else.
    Name,
}

/// The mnemonic that makes a variable of an array type too: the text form has no word for it.
const NOT_IN_TEXT: &str = "allocvar";

static RESERVED: LazyLock<FxHashMap<&'static str, Word>> = LazyLock::new(|| {
    let keys = KEYS.iter().map(|&(text, key)| (text, Word::Key(key)));
    let types = TYPES.iter().filter_map(|text| Some((*text, Word::Type(Prim::find(text)?))));
    let rows = ROWS.iter().enumerate().filter(|(_, row)| row.mnemonic != NOT_IN_TEXT).rev();
    let instrs = rows.map(|(at, row)| (text_name(row.mnemonic), Word::Instr(at as u16)));
    keys.chain(types).chain(instrs).collect()
});

/// What a word means.
pub(super) fn meaning(word: &str) -> Word {
    match RESERVED.get(word) {
        Some(found) => *found,
        None if is_number(word) => Word::Number,
        None => Word::Name,
    }
}

/// A word that differs from one with a meaning by its case only: the public machine takes it for that one.
pub(super) fn in_other_case(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let (text, _) = RESERVED.get_key_value(lower.as_str())?;
    (*text != word).then_some(*text)
}

/// Whether a word is a number in any context: digits, at most one dot, and a minus before them. Signs and dots
/// without digits count: they are not names either.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.matches('.').count() <= 1
}

/// Whether a text is a word at all.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte))
}

/// The text of a keyword.
pub(super) fn text_of(key: Key) -> &'static str {
    KEYS.iter().find(|(_, known)| *known == key).map_or("", |(text, _)| text)
}

/// The words that may begin a statement of a function.
pub(super) fn statements() -> impl Iterator<Item = &'static str> {
    let found = ROWS.iter().map(|row| row.mnemonic).filter(|mnemonic| *mnemonic != NOT_IN_TEXT);
    found.map(text_name).chain(["label"])
}

/// The words that may begin an item of a module.
pub(super) const ITEMS: [&str; 6] = ["module", "using", "layout", "function", "intrinsic", "main"];

/// The row of an instruction by the name that sources in the assembly language give it, if the text form has
/// another name for it.
pub(super) fn by_mnemonic(word: &str) -> Option<u16> {
    let at = ROWS.iter().position(|row| row.mnemonic == word && text_name(row.mnemonic) != word)?;
    Some(at as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_but_one_has_a_word() {
        for row in ROWS.iter().filter(|row| row.mnemonic != NOT_IN_TEXT) {
            let Word::Instr(at) = meaning(text_name(row.mnemonic)) else { panic!("{}", row.mnemonic) };
            assert_eq!(ROWS[at as usize].mnemonic, row.mnemonic);
        }
        assert_eq!(meaning(NOT_IN_TEXT), Word::Name);
        for word in TYPES {
            assert!(matches!(meaning(word), Word::Type(_)), "{word}");
        }
    }

    #[test]
    fn numbers_are_distinguished_from_names() {
        for word in ["0", "-1", "1.5", ".5", "5.", "-", "."] {
            assert_eq!(meaning(word), Word::Number, "{word}");
        }
        for word in ["1.2.3", "1e5", "0x10", "--1", "a", "std/io", "..", "-a"] {
            assert_eq!(meaning(word), Word::Name, "{word}");
        }
    }

    #[test]
    fn case_counts() {
        assert_eq!(meaning("Push"), Word::Name);
        assert_eq!(
            (in_other_case("Push"), in_other_case("push"), in_other_case("x")),
            (Some("push"), None, None)
        );
        assert_eq!(by_mnemonic("leftshift").map(|at| ROWS[at as usize].mnemonic), Some("leftshift"));
        assert_eq!(by_mnemonic("add"), None);
    }
}
