//! The operators that a source can declare: punctuation, number and word of each.

/// An operator with a token of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperatorRow {
    /// The text after `.operator`.
    pub token: &'static str,
    /// Its number in the Roo compiler's token list.
    pub number: u32,
    /// Its word in a symbol: `_RO_plus_…`.
    pub word: &'static str,
}

const fn row(token: &'static str, number: u32, word: &'static str) -> OperatorRow {
    OperatorRow { token, number, word }
}

/// All operators, by number.
pub const OPERATORS: &[OperatorRow] = &[
    row("[]", 19, "index"),
    row("*", 21, "multiply"),
    row("+", 22, "plus"),
    row("-", 23, "minus"),
    row("/", 24, "divide"),
    row("!", 26, "not"),
    row("~", 27, "complement"),
    row("%", 28, "modulo"),
    row("==", 33, "equal"),
    row("!=", 34, "notequal"),
    row(">", 35, "greater"),
    row(">=", 36, "greaterequal"),
    row("<", 37, "less"),
    row("<=", 38, "lessequal"),
    row("++", 39, "increment"),
    row("--", 40, "decrement"),
    row("<<", 41, "leftshift"),
    row(">>", 42, "rightshift"),
    row("&", 43, "and"),
    row("|", 44, "or"),
    row("^", 45, "xor"),
    row("&&", 46, "logicaland"),
    row("||", 47, "logicalor"),
];

impl OperatorRow {
    /// The operator written like this.
    pub fn by_token(token: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|row| row.token == token)
    }

    /// The operator with this number.
    pub fn by_number(number: u32) -> Option<&'static Self> {
        OPERATORS.iter().find(|row| row.number == number)
    }
}

/// The word of any operator number in a symbol: `plus`, or `op99` for a number without a row.
pub fn word(number: u32) -> String {
    OperatorRow::by_number(number).map_or_else(|| format!("op{number}"), |row| row.word.to_owned())
}
