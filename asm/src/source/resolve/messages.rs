//! What resolution says of names and places. One function per diagnostic; the rule and the mend are worded here and
//! nowhere else. What it says of operands is next door.

pub(crate) use super::operand_messages::*;
pub(crate) use crate::ir::messages::{label_twice, out_of_range, similar, undefined_label};

use crate::ir::Span;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};

// ---- names

pub(crate) fn no_number_behind(span: Span, number: u32) -> Diagnostic {
    Diagnostic::new(Code::UndefinedLabel, format!("no label `{number}:` stands above this"))
        .at(span, "")
        .note(format!(
            "`{number}b` is the nearest label `{number}:` backwards, `{number}f` the nearest forwards"
        ))
}

pub(crate) fn no_number_ahead(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(Code::UndefinedLabel, format!("no label `{number}:` follows in this function"))
        .at(span, "")
        .note(format!(
            "`{number}f` is the nearest label `{number}:` forwards, `{number}b` the nearest backwards"
        ))
}

pub(crate) fn defined_twice(span: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("the {what} `{name}` is defined twice"))
        .at(span, "the second definition")
        .and(first, "the first definition")
}

pub(crate) fn defined_by_itself(span: Span, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedByItself, format!("the value of `{name}` depends on itself"))
        .at(span, "")
        .and(place, "defined here")
}

/// The name of a module's constant where an expression computes.
pub(crate) fn constant_in_expression(span: Span, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotANumber,
        format!("`{name}` is a constant of the module, which is not computed with"),
    )
    .at(span, "")
    .and(place, "defined here")
    .help(format!("expressions compute with constants of the assembler: `{name} = …`"))
}

pub(crate) fn named_like_register(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NamedLikeRegister, format!("`{name}` is the name of a register"))
        .at(span, "")
        .note("in a register operand a name means a register first, so this one could never be used")
        .help("choose another name")
}

// ---- places

pub(crate) fn item_outside_module(span: Span, after: Option<&str>) -> Diagnostic {
    let error =
        Diagnostic::new(Code::OutsideModule, "no module is open here").at(span, "this belongs to no module");
    let error = match after {
        Some(block) => error.note(format!("a `{block}` ends the module before it")),
        None => error,
    };
    error.help("begin one with `.module NAME` above this line")
}

pub(crate) fn item_before_module(span: Span, module: Span) -> Diagnostic {
    Diagnostic::new(Code::OutsideModule, "this stands before the first `.module`")
        .at(span, "this belongs to no module")
        .and(module, "the first module begins here")
        .note("in a file with a `.module`, each item belongs to the `.module` above it")
}

pub(crate) fn archives_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::ArchivesTooDeep, "too many archives inside each other")
        .at(span, "")
        .note(format!("archives nest at most {limit} deep"))
}

pub(crate) fn label_outside(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "a label outside a function")
        .at(span, "")
        .note("labels belong to a `.func`, an `.operator` or a `.code` block")
}

pub(crate) fn instruction_outside(span: Span, name: &str, known: bool) -> Diagnostic {
    if known {
        return Diagnostic::new(Code::Misplaced, "an instruction outside a function")
            .at(span, "")
            .help("put it between `.func NAME()` and `.end`");
    }
    Diagnostic::new(Code::Misplaced, format!("`{name}` is neither a directive nor a macro"))
        .at(span, "")
        .note("outside functions a line is a directive, `NAME = VALUE` or the call of a macro")
}

pub(crate) fn no_field(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "an instruction in a struct, or a field without its colon")
        .at(span, "")
        .help(format!("a field is written `{name}: TYPE`"))
}

pub(crate) fn item_inside_block(span: Span, block: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "this cannot stand inside another block")
        .at(span, "")
        .and(block, "this is still open")
        .help("close it with `.end` first")
}

pub(crate) fn field_outside(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "a line of a `.struct` or `.native` outside of one").at(span, "")
}

pub(crate) fn outside_code(span: Span, directive: &str) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, format!("`{directive}` has no meaning here"))
        .at(span, "")
        .note(format!("`{directive}` stands in a function written for registers"))
}

pub(crate) fn word_in_stack_code(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "`.word` in a function written for a stack")
        .at(span, "")
        .note("only the register set has words")
}

// ---- attributes

pub(crate) fn unknown_attribute(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let error = Diagnostic::new(Code::Attribute, format!("`{name}` is no attribute of this"))
        .at(span, "")
        .help_if(similar(&Guesses::default(), name, known));
    if known.is_empty() {
        error.note("this takes no attributes")
    } else {
        error.note(format!("it takes {list}"))
    }
}

pub(crate) fn attribute_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::Attribute, format!("`{name}` stands twice"))
        .at(span, "the second one")
        .and(first, "the first one")
}

pub(crate) fn attribute_without_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::Attribute, format!("`{name}` takes no value"))
        .at(span, "")
        .help(format!("write `{name}` alone"))
}

pub(crate) fn attribute_needs_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::Attribute, format!("`{name}` needs a value"))
        .at(span, "")
        .help(format!("write `{name}=…`"))
}
