//! The wording of the parser's diagnostics: one function for each.

use super::expected;
use crate::diag::{Code, Diagnostic};
use crate::lexer::Row;
use crate::lexer::messages::{misplaced_colon, quoted};
use crate::source::Span;
use crate::token::Token;

/// A directive without its dot.
pub(crate) fn no_dot(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownDirective, format!("missing dot before the directive {}", quoted(name)))
        .at(span, "")
        .fix(span, format!(".{name}"), format!("write `.{name}`"))
}

pub(crate) fn too_many(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooManyFaults, format!("more than {most} errors: the rest of this text is skipped"))
        .at(span, "")
}

/// A token that the grammar does not allow where it is, and what is around it.
pub(crate) struct Found<'t> {
    pub(crate) token: Token,
    pub(crate) span: Span,
    pub(crate) text: &'t str,
    /// The token before it.
    pub(crate) before: (Token, Span),
    pub(crate) before_text: &'t str,
    /// The text after it.
    pub(crate) after: &'t str,
    /// The innermost bracket that is open.
    pub(crate) bracket: Option<Token>,
    /// The directive the statement starts with.
    pub(crate) directive: Option<&'static Row>,
}

/// An unexpected token; `expected` are the terminals that the grammar allows instead.
pub(crate) fn unexpected(found: &Found<'_>, expected: &[String]) -> Diagnostic {
    let (before, before_span) = found.before;
    match (before, found.token) {
        (_, Token::Hash) => hash_comment(found.span),
        (Token::Hash, _) => hash_comment(before_span),
        (_, Token::Dot) => misplaced_directive(found),
        (Token::Name | Token::Ticked | Token::Int, Token::Atom | Token::Colon) => {
            misplaced_colon(before_span, found.before_text, found.span, found.text)
        }
        (_, Token::Name | Token::Ticked) if expected.iter().any(|name| name == "\"name:\"") => {
            no_parameter(found, expected)
        }
        _ => anything_else(found, expected),
    }
}

/// A name where a parameter was expected.
fn no_parameter(found: &Found<'_>, expected: &[String]) -> Diagnostic {
    let blanks = found.after.len() - found.after.trim_start_matches([' ', '\t']).len();
    let rest = &found.after[blanks..];
    if !rest.starts_with(':') {
        return anything_else(found, expected).note("a parameter is written `name: type`");
    }
    let word =
        rest[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(byte)).count();
    let lo = found.span.hi + blanks as u32;
    let span = Span::new(lo, lo + 1 + word as u32);
    misplaced_colon(found.span, found.text, span, &rest[..=word])
}

fn hash_comment(span: Span) -> Diagnostic {
    Diagnostic::new(Code::HashComment, "unexpected `#`")
        .at(span, "")
        .note("`#N` is a constant-pool entry, `#{` opens a map")
        .help("start a comment with `;`")
}

fn misplaced_directive(found: &Found<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::MisplacedDirective,
        format!("directive {} in the middle of a line", quoted(found.text)),
    )
    .at(found.span, "")
    .note("a directive starts a statement; a name never starts with a dot")
}

fn anything_else(found: &Found<'_>, expected: &[String]) -> Diagnostic {
    let wanted = expected::in_words(expected, found);
    let what = expected::token(found.token, found.text);
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, format!("expected {wanted}, found {what}"))
        .at(found.span, format!("expected {wanted}"));
    with_hint(found, diagnostic)
}

/// Adds a hint for common slips.
fn with_hint(found: &Found<'_>, diagnostic: Diagnostic) -> Diagnostic {
    match (found.before.0, found.token) {
        (Token::Mut, Token::And | Token::RefSuffix) => {
            let whole = found.before.1.to(found.span);
            diagnostic.fix(whole, "mut&", "write `mut&` as one word")
        }
        (_, Token::Dotted) => {
            diagnostic.note("a version comes after `.format` and after the name of a `.module`")
        }
        (_, Token::Colons) => {
            diagnostic.note("`module::` is one word: nothing comes between the name and its `::`")
        }
        (_, Token::NameColon) => diagnostic.note("a label comes at the start of a line"),
        _ => diagnostic,
    }
}
