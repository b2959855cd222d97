//! The patterns of Hydro's text form: words, strings, and what separates them. The meaning of a word is decided in
//! [`keywords`](super::keywords).

use logos::Logos;

/// The shape of a token; its text is taken through the span.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(skip r"\s+")]
#[logos(skip(r"%[^\n]*", allow_greedy = true))]
pub(super) enum Shape {
    /// A name, a number or a keyword.
    #[regex(r"[A-Za-z0-9_./-]+")]
    Word,
    /// A string: everything up to the next quote of its kind, line ends too.
    #[regex(r#""[^"]*""#)]
    #[regex(r"'[^']*'")]
    Text,
    /// A string that nothing closes: the rest of the text.
    #[regex(r#""[^"]*"#)]
    #[regex(r"'[^']*")]
    Unclosed,
    /// `[`, which may precede the length of an array.
    #[token("[")]
    Open,
    /// `]`
    #[token("]")]
    Close,
}
