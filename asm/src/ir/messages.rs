//! The wording of faults and warnings about a program as a whole.

use crate::SourceForm;
use crate::prose::{grouped, meant};
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;

pub(crate) fn same_name(span: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SameName, format!("duplicate {what} `{name}`"))
        .at(span, "the second one")
        .and(first, "the first one")
}

pub(crate) fn unused_label(span: Span, name: &str, in_code: bool) -> Diagnostic {
    let error = Diagnostic::new(Code::UnusedLabel, format!("unused label `{name}`")).at(span, "");
    if in_code { error.note("labels of a `.code` block are known in their whole module") } else { error }
}

pub(crate) fn odd_type(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OddType, "`mut` after a type that is not a reference")
        .at(span, "")
        .note("compilers do not write this; it is kept unchanged")
        .help("write `mut T`, or `T mut&`")
}

pub(crate) fn unknown_function(
    place: Span,
    name: &str,
    help: Option<String>,
    form: SourceForm,
) -> Diagnostic {
    let elsewhere = match form {
        SourceForm::Assembly => format!(
            "a function of another module is written `MODULE::{name}`, or declared: `.extern {name}(…) from MODULE`"
        ),
        SourceForm::TextOf(_) => format!("a function of another module is written `funcp MODULE {name}`"),
    };
    Diagnostic::new(Code::UnknownFunction, format!("undefined function `{name}`"))
        .at(place, "")
        .help_if(help)
        .help(elsewhere)
}

pub(crate) fn label_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("duplicate label `{name}` in this function"))
        .at(span, "the second one")
        .and(first, "the first one")
}

pub(crate) fn undefined_label(
    guesses: &Guesses,
    span: Span,
    name: &str,
    known: &[&str],
    elsewhere: Option<Span>,
) -> Diagnostic {
    let error = Diagnostic::new(Code::UndefinedLabel, format!("undefined label `{name}`"))
        .at(span, "")
        .help_if(meant(guesses, name, known.iter().copied()));
    match elsewhere {
        Some(place) => error
            .and(place, "this label belongs to another function")
            .note("a label is known only in its function"),
        None => error,
    }
}

pub(crate) fn out_of_range(span: Span, value: &str, least: i64, greatest: i64) -> Diagnostic {
    Diagnostic::new(Code::OutOfRange, format!("{value} does not fit here")).at(span, "").note(format!(
        "this takes {} … {}",
        grouped(least.into()),
        grouped(greatest.into())
    ))
}
