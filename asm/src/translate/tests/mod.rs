//! Tests of the translation: sources of one set as they come out in the other, and the faults that are reported
//! instead.

mod faults;
mod shapes;

use crate::files::FileLoader;
use crate::formats::{RaiseOptions, Severity};
use crate::{Assembly, Input, Options, assemble};
use lzasm_grammar::diag::{Code, Level};

/// The translation of a text for a target.
fn assembled(target: &'static str, text: &str) -> Assembly {
    let options = Options { format: Some(target), ..Options::default() };
    let input = Input { name: "main.s".into(), bytes: text.into(), stem: "main".into() };
    assemble(input, &options, Box::new(FileLoader))
}

/// The disassembly of what becomes of a text for a target: from the first function on, without blank lines.
#[track_caller]
fn translated(target: &'static str, text: &str) -> String {
    let assembly = assembled(target, text);
    let errors: Vec<&str> = assembly
        .diagnostics
        .iter()
        .filter(|reported| reported.level == Level::Error)
        .map(|reported| reported.message.as_str())
        .collect();
    let model = assembly.model.unwrap_or_else(|| panic!("{errors:#?}"));
    let odd = model.verify().into_iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(odd.map(|finding| finding.message).collect::<Vec<_>>(), Vec::<String>::new(), "{text}");
    let text = model.raise(&RaiseOptions::default());
    let from = text.find(".func").unwrap_or(0);
    text[from..].lines().filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line + "\n")
}

/// The messages about a text for a target. All of them say that it cannot be translated.
#[track_caller]
fn reported(target: &'static str, text: &str) -> Vec<String> {
    let assembly = assembled(target, text);
    let errors = assembly.diagnostics.into_iter().filter(|reported| reported.level == Level::Error);
    errors
        .map(|reported| {
            assert_eq!(reported.code, Code::NotTranslated, "{}", reported.message);
            reported.message
        })
        .collect()
}
