//! The wording of faults in names and places. One function per diagnostic; the rule and the fix are worded here and
//! nowhere else. The wording about operands is in `operand_messages`.

pub(crate) use super::operand_messages::*;
pub(crate) use crate::ir::messages::{label_twice, out_of_range, undefined_label};

use crate::ir::Span;
use crate::prose::meant;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};

// ---- names

pub(crate) fn no_number_behind(span: Span, number: u32) -> Diagnostic {
    Diagnostic::new(Code::UndefinedLabel, format!("no label `{number}:` above this")).at(span, "").note(
        format!("`{number}b` is the nearest label `{number}:` backwards, `{number}f` the nearest forwards"),
    )
}

pub(crate) fn no_number_ahead(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(Code::UndefinedLabel, format!("no label `{number}:` follows in this function"))
        .at(span, "")
        .note(format!(
            "`{number}f` is the nearest label `{number}:` forwards, `{number}b` the nearest backwards"
        ))
}

pub(crate) fn defined_twice(span: Span, what: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("duplicate {what} `{name}`"))
        .at(span, "the second definition")
        .and(first, "the first definition")
}

pub(crate) fn defined_by_itself(span: Span, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedByItself, format!("cyclic definition of `{name}`"))
        .at(span, "")
        .and(place, "defined here")
}

/// The name of a module's constant where an expression computes.
pub(crate) fn constant_in_expression(span: Span, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(Code::NotANumber, format!("expected a constant of the assembler, found `{name}`"))
        .at(span, "")
        .and(place, "a constant of the module")
        .help(format!("define a constant of the assembler: `{name} = …`"))
}

pub(crate) fn named_like_register(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::NamedLikeRegister, format!("`{name}` is the name of a register"))
        .at(span, "")
        .note("a register operand is first looked up among registers, so this name would never be found")
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
    error.help("begin a module with `.module NAME` above this line")
}

pub(crate) fn item_before_module(span: Span, module: Span) -> Diagnostic {
    Diagnostic::new(Code::OutsideModule, "declaration before the first `.module`")
        .at(span, "this belongs to no module")
        .and(module, "the first module begins here")
        .note("in a file with a `.module`, each item belongs to the `.module` above it")
}

pub(crate) fn archives_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::ArchivesTooDeep, "archives are nested too deeply")
        .at(span, "")
        .note(format!("archives may be nested {limit} deep"))
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
        .note("outside functions a line is a directive, `NAME = VALUE` or a macro call")
}

pub(crate) fn no_field(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "an instruction in a struct, or a field without a colon")
        .at(span, "")
        .help(format!("a field is written `{name}: TYPE`"))
}

pub(crate) fn item_inside_block(span: Span, block: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "a declaration inside another block")
        .at(span, "")
        .and(block, "this block is still open")
        .help("close the block with `.end` first")
}

pub(crate) fn field_outside(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "a line of a `.struct` or `.native` outside such a block").at(span, "")
}

pub(crate) fn outside_code(span: Span, directive: &str) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, format!("`{directive}` has no meaning here"))
        .at(span, "")
        .note(format!("`{directive}` belongs in a function written for registers"))
}

pub(crate) fn word_in_stack_code(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Misplaced, "`.word` in a function written for a stack")
        .at(span, "")
        .note("only the register set has words")
}

// ---- attributes

pub(crate) fn unknown_attribute(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let error = Diagnostic::new(Code::Attribute, format!("unknown attribute `{name}`"))
        .at(span, "")
        .help_if(meant(&Guesses::default(), name, known.iter().copied()));
    if known.is_empty() {
        error.note("no attributes are allowed here")
    } else {
        error.note(format!("the attributes allowed here are {list}"))
    }
}

pub(crate) fn attribute_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::Attribute, format!("duplicate attribute `{name}`"))
        .at(span, "the second definition")
        .and(first, "the first definition")
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
