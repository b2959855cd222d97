//! The wording of what is wrong or suspicious in a program as a whole.

use crate::SourceForm;
use crate::prose::{grouped, meant};
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;

pub(crate) fn same_name(span: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SameName, format!("the {what} `{name}` stands twice"))
        .at(span, "the second one")
        .and(first, "the first one")
}

pub(crate) fn unused_label(span: Span, name: &str, in_code: bool) -> Diagnostic {
    let error =
        Diagnostic::new(Code::UnusedLabel, format!("nothing refers to the label `{name}`")).at(span, "");
    if in_code { error.note("labels of a `.code` block are known in their whole module") } else { error }
}

pub(crate) fn odd_type(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OddType, "`mut` behind a type that is no reference")
        .at(span, "")
        .note("only a file that no compiler wrote has this; it is kept as it is")
        .help("write `mut T`, or `T mut&`")
}

pub(crate) fn unknown_function(
    place: Span,
    name: &str,
    similar: Option<&str>,
    form: SourceForm,
) -> Diagnostic {
    let elsewhere = match form {
        SourceForm::Assembly => format!(
            "a function of another module is written `MODULE::{name}`, or declared: `.extern {name}(…) from MODULE`"
        ),
        SourceForm::TextOf(_) => format!("a function of another module is written `funcp MODULE {name}`"),
    };
    Diagnostic::new(Code::UnknownFunction, format!("no function `{name}` is defined or declared"))
        .at(place, "")
        .help_if(similar.map(|name| format!("did you mean `{name}`?")))
        .help(elsewhere)
}

pub(crate) fn similar(guesses: &Guesses, word: &str, known: &[&str]) -> Option<String> {
    meant(guesses, word, known.iter().copied())
}

pub(crate) fn label_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("the label `{name}` stands twice in this function"))
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
    let error = Diagnostic::new(Code::UndefinedLabel, format!("no label `{name}` in this function"))
        .at(span, "")
        .help_if(similar(guesses, name, known));
    match elsewhere {
        Some(place) => {
            error.and(place, "this one belongs to another function").note("labels belong to their function")
        }
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
