//! The wording of faults in expressions. One function for each diagnostic.

use crate::formats;
use crate::ir::IntType;
use crate::prose::meant;
use crate::source::eval::{FUNCTIONS, Int};
use lzasm_grammar::ast::NodeKind;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;

/// An expression without a number.
pub(crate) fn not_an_expression(kind: NodeKind, span: Span) -> Diagnostic {
    let found = describe(kind);
    let reported =
        Diagnostic::new(Code::NotANumber, format!("expected a number, found {found}")).at(span, "");
    match kind {
        NodeKind::True => reported.help("write `1`: comparisons give 1 and 0"),
        NodeKind::False => reported.help("write `0`: comparisons give 1 and 0"),
        NodeKind::Str => reported.help("write `len(\"…\")` for the number of its bytes"),
        _ => reported,
    }
}

fn describe(kind: NodeKind) -> &'static str {
    use NodeKind::*;
    match kind {
        Str | Char => "a text",
        Bytes(_) | Incbin => "bytes",
        Atom => "an atom",
        Name | QuotedName | Qualified => "a name",
        True => "`true`",
        False => "`false`",
        LabelBack | LabelForward => "a label",
        FnType | Ref | RefMut | Mut | MutSuffix | OpenArray | Array => "a type",
        Named => "a named argument",
        PoolEntry => "a pool entry",
        FnValue | ImportValue => "a function",
        RefValue => "a variable",
        Pair | Map(_) => "a map",
        List(_) => "a list",
        Tuple(_) => "a tuple",
        _ => "another expression",
    }
}

/// `target` that is not compared.
pub(crate) fn lone_target(span: Span) -> Diagnostic {
    let example = formats::names().first().copied().unwrap_or_default();
    Diagnostic::new(Code::NotANumber, "`target` is not a number")
        .at(span, "")
        .note(format!("`target` is compared with the name of a format: `target == {example}`"))
}

/// A literal whose text means nothing; the lexer reports such ones before.
pub(crate) fn bad_literal(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotANumber, "expected a number, found an invalid literal").at(span, "")
}

/// A float where an integer is required.
pub(crate) fn float_for_integer(span: Span) -> Diagnostic {
    Diagnostic::new(Code::FloatArithmetic, "expected an integer, found a floating-point number")
        .at(span, "")
        .help("convert a whole number with `i32(…)` or another integer type")
}

/// A float that an operator computes with.
pub(crate) fn float_arithmetic(span: Span) -> Diagnostic {
    Diagnostic::new(Code::FloatArithmetic, "arithmetic on floating-point numbers")
        .at(span, "an operand is a floating-point number")
        .note(
            "the assembler computes with integers; a minus directly before a literal is part of the literal",
        )
}

/// A result of more than 128 bits.
pub(crate) fn overflow(span: Span) -> Diagnostic {
    Diagnostic::new(Code::IntegerOverflow, "the result does not fit in 128 bits")
        .at(span, "overflows")
        .note("expressions are computed in i128, or in u128 if a literal with that suffix takes part")
}

/// A shift by too much.
pub(crate) fn shift_count(count: Int, span: Span) -> Diagnostic {
    Diagnostic::new(Code::IntegerOverflow, format!("shift by {count} bits is out of range"))
        .at(span, "")
        .note("expressions are 128 bits wide, so a shift is by 0 to 127 bits")
}

/// A division by zero.
pub(crate) fn division_by_zero(modulo: bool, span: Span) -> Diagnostic {
    let what = if modulo { "remainder of a division by zero" } else { "division by zero" };
    Diagnostic::new(Code::DivisionByZero, what).at(span, "the right operand is 0")
}

/// Two types in one expression.
pub(crate) fn mixed_suffixes(a: IntType, b: IntType, span: Span) -> Diagnostic {
    let (a, b) = (a.name(), b.name());
    Diagnostic::new(Code::MixedSuffixes, format!("an expression cannot be both `{a}` and `{b}`"))
        .at(span, format!("the left operand is `{a}`, the right one `{b}`"))
        .note("an expression has the type of the suffixes in it")
        .help("remove one of the suffixes")
}

fn range(ty: IntType) -> String {
    let (least, most) = ty.range();
    format!("`{}` takes {least} to {most}", ty.name())
}

/// A literal that its own suffix, or 128 bits, cannot hold.
pub(crate) fn literal_out_of_range(
    negative: bool,
    text: &str,
    suffix: Option<IntType>,
    span: Span,
) -> Diagnostic {
    let minus = if negative { "-" } else { "" };
    let Some(ty) = suffix else {
        return Diagnostic::new(Code::ConstantRange, format!("`{minus}{text}` does not fit `i128`"))
            .at(span, "")
            .note("a literal without a suffix is an i128 in expressions")
            .help_if((!negative).then(|| format!("write `{text}u128` to compute in u128")));
    };
    Diagnostic::new(Code::ConstantRange, format!("`{minus}{text}` does not fit `{}`", ty.name()))
        .at(span, "")
        .note(range(ty))
}

/// A result that its type cannot hold.
pub(crate) fn result_out_of_range(value: Int, ty: IntType, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ConstantRange, format!("the value {value} does not fit `{}`", ty.name()))
        .at(span, format!("this is {value}"))
        .note(range(ty))
}

/// A float too great for its type.
pub(crate) fn float_too_large(text: &str, ty: &str, span: Span) -> Diagnostic {
    let shown =
        if text.starts_with(|c: char| c.is_ascii_digit()) { format!("`{text}`") } else { text.to_owned() };
    Diagnostic::new(Code::ConstantRange, format!("{shown} exceeds the greatest finite `{ty}`"))
        .at(span, "")
        .help(format!("write infinity as `{}`", if ty == "f32" { "f32(inf)" } else { "inf" }))
}

/// A float too great for an integer type.
pub(crate) fn float_out_of_range(value: f64, ty: IntType, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ConstantRange, format!("the value {value:e} does not fit `{}`", ty.name()))
        .at(span, "")
        .note(range(ty))
}

/// A conversion to an integer of a float with a fraction.
pub(crate) fn not_whole(value: f64, ty: IntType, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ConstantRange, format!("{value} is not a whole number"))
        .at(span, format!("cannot become `{}`", ty.name()))
        .note("a conversion to an integer type never rounds")
}

/// A function with the wrong operand.
pub(crate) fn function_wants(function: &str, what: &str, span: Span) -> Diagnostic {
    let example = match function {
        "len" => "`len(\"text\")`",
        "sizeof" => "`sizeof(Point)`",
        _ => "`defined(NAME)`",
    };
    Diagnostic::new(Code::BadFunction, format!("`{function}` takes {what}"))
        .at(span, "")
        .help(format!("write it like {example}"))
}

/// A function that expressions do not have.
pub(crate) fn unknown_function(name: &str, span: Span) -> Diagnostic {
    let types = IntType::ALL.iter().map(|ty| ty.name());
    Diagnostic::new(Code::BadFunction, format!("unknown function `{name}` in an expression"))
        .at(span, "")
        .note("the functions are `defined`, `sizeof`, `len`, `f32bits`, `f64bits`, and each number type as a conversion")
        .help_if(meant(&Guesses::default(), name, FUNCTIONS.iter().copied().chain(types)))
}

/// `here` where nothing is counted.
pub(crate) fn here_outside_code(span: Span) -> Diagnostic {
    Diagnostic::new(Code::HereOutsideCode, "`here` outside code")
        .at(span, "")
        .note("`here` is the index of the next word or instruction in the enclosing code")
}

/// `target` before anything says what it is.
pub(crate) fn target_unknown(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TargetUnknown, "the target is not known here")
        .at(span, "")
        .note("the target is the format of `-f`, or of a `.target` before this place")
        .help("put `.target NAME` first in the file, or assemble with `-f NAME`")
}
