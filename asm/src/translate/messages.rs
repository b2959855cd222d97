//! The reasons why a function cannot be translated. One function per reason; all of them are one diagnostic.

use crate::ir::{Span, Value};
use crate::translate::{Misfit, PORTABLE, Uncallable};
use lzasm_grammar::diag::{Code, Diagnostic};

fn fault(message: String) -> Diagnostic {
    Diagnostic::new(Code::NotTranslated, message)
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Adds to a fault the function it is about, and that the function is translated.
pub(crate) fn about(mut fault: Diagnostic, function: Span, written: &str, target: &str) -> Diagnostic {
    let why = format!("code of the {written} set, which is translated for {target}");
    match &mut fault.main {
        Some(main) if main.span == function => main.text = why,
        _ => return fault.and(function, why),
    }
    fault
}

pub(crate) fn no_counterpart(place: Span, mnemonic: &str, target: &str, why: &str) -> Diagnostic {
    fault(format!("`{mnemonic}` has no counterpart in the {target} set"))
        .at(place, "")
        .note(why)
        .help(format!("write the function in both sets, and choose with `.if target == {target}`"))
}

pub(crate) fn type_not_portable(place: Span, name: &str) -> Diagnostic {
    fault(format!("`{name}` is not a portable type"))
        .at(place, "")
        .note(format!("both sets have the types {PORTABLE}"))
}

pub(crate) fn constant_not_portable(place: Span, what: &str) -> Diagnostic {
    fault(format!("{what} is not a portable value"))
        .at(place, "")
        .note(format!("both sets have values of the types {PORTABLE}"))
}

/// The description of a value in a message.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Int(ty, _) => match ty.name() {
            "u16" => "an integer of the type u16",
            "u32" => "an integer of the type u32",
            "u128" => "an integer of the type u128",
            "i8" => "an integer of the type i8",
            "i128" => "an integer of the type i128",
            _ => "an integer",
        },
        Value::F32(_) | Value::F64(_) => "a float",
        Value::Bool(_) => "a boolean",
        Value::Atom(_) => "an atom",
        Value::Text(..) => "a string",
        Value::Bytes(..) => "a byte string",
        Value::List(..) => "a list",
        Value::Tuple(..) => "a tuple",
        Value::Map(..) => "a map",
        Value::Function(_) | Value::Placed { .. } => "a function",
        Value::Import(_) => "an import",
        Value::Variable(_) => "a reference to a variable",
    }
}

pub(crate) fn misfit(place: Span, mnemonic: &str, misfit: Misfit) -> Diagnostic {
    match misfit {
        Misfit::Takes(takes, found) => fault(format!(
            "`{mnemonic}` takes {}, found `{}`",
            takes.noun(),
            found.name()
        ))
        .at(place, "")
        .note(
            "types come from signatures and literals; a string is only a constant, an argument or a result",
        ),
        Misfit::Mixed(first, second) => fault(format!(
            "`{mnemonic}` takes two operands of one type, found `{}` and `{}`",
            first.name(),
            second.name()
        ))
        .at(place, "")
        .note("the sets widen operands in different ways, so that only equal types are portable"),
        Misfit::Count(found) => {
            fault(format!("`{mnemonic}` takes its count of bits as a `u8`, found `{}`", found.name()))
                .at(place, "")
                .note("a count of any other type is not portable")
        }
    }
}

pub(crate) fn other_type(place: Span, what: &str, expected: &str, found: &str) -> Diagnostic {
    fault(format!("type mismatch of {what}: expected `{expected}`, found `{found}`"))
        .at(place, "")
        .note("types come from signatures and literals")
}

/// Two paths bring values of different types: the ends of both, and the types.
pub(crate) fn types_differ(
    place: Span,
    what: &str,
    (first, expected): (Span, &str),
    (second, found): (Span, &str),
) -> Diagnostic {
    fault(format!("{what} is of the type `{expected}` or `{found}`, depending on the path here"))
        .at(place, "")
        .and(first, format!("`{expected}` on the path from here"))
        .and(second, format!("`{found}` on the path from here"))
        .note("where two paths meet, a value has one type")
}

/// Two paths bring different functions to call.
pub(crate) fn functions_differ(place: Span, first: Span, second: Span) -> Diagnostic {
    fault("the function on the stack depends on the path here".to_owned())
        .at(place, "")
        .and(first, "one function on the path from here")
        .and(second, "another one on the path from here")
        .note("a call names the function that it calls")
}

pub(crate) fn depths_differ(
    place: Span,
    (first, expected): (Span, usize),
    (second, found): (Span, usize),
) -> Diagnostic {
    fault("the depth of the stack depends on the path here".to_owned())
        .at(place, "")
        .and(first, format!("{} on the stack on the path from here", counted(expected, "value")))
        .and(second, format!("{} on the stack on the path from here", counted(found, "value")))
        .note("where two paths meet, the same values are on the stack")
}

pub(crate) fn underflow(place: Span, mnemonic: &str, needs: usize, found: usize) -> Diagnostic {
    fault(format!("`{mnemonic}` needs {} on the stack, found {found}", counted(needs, "value")))
        .at(place, "")
        .note("a function begins with its parameters on the stack, the last one on top")
}

pub(crate) fn too_deep_stack(place: Span, most: usize) -> Diagnostic {
    fault(format!("more than {most} values are on the stack"))
        .at(place, "")
        .note("a function of the register set has 160 places for values")
}

/// A register that may be uninitialized. `from` is the end of the path on which it is.
pub(crate) fn unset(place: Span, register: &str, from: Option<Span>) -> Diagnostic {
    let found = fault(format!("`{register}` may be uninitialized")).at(place, "");
    let found = match from {
        Some(from) if from != place => found.and(from, "not written on the path from here"),
        _ => found,
    };
    found.note(
        "a register holds a parameter or a value that the function wrote; anything else is not portable",
    )
}

pub(crate) fn clobbered(place: Span, register: &str, call: Span) -> Diagnostic {
    fault(format!("`{register}` may have been changed by a call"))
        .at(place, "")
        .and(call, "this call does not keep the registers")
        .note("without `save`, the called function may change `r1` to `r31`")
        .help("add `save` to the call, or keep the value in a stack slot")
}

pub(crate) fn no_result(place: Span, call: Span) -> Diagnostic {
    let found = fault("the called function has no result".to_owned()).at(place, "");
    let found = if call == place { found } else { found.and(call, "this call leaves nothing in `r0`") };
    found.note("types come from signatures: a result is declared with `->`")
}

pub(crate) fn unknown_callee(
    place: Span,
    why: Uncallable,
    module: Option<&str>,
    name: &str,
    target: &str,
) -> Diagnostic {
    let full = module.map_or_else(|| name.to_owned(), |module| format!("{module}::{name}"));
    let declare =
        format!("declare the function: `.extern {name}(…) -> T from {}`", module.unwrap_or("MODULE"));
    let (message, note) = match why {
        Uncallable::NoSignature => {
            (format!("the signature of `{full}` is unknown"), "types come from signatures".to_owned())
        }
        Uncallable::Several => (
            format!("ambiguous function `{full}`"),
            "they differ in the number of their parameters".to_owned(),
        ),
        Uncallable::Intrinsic => (
            format!("`{full}` is an intrinsic, which the {target} machine does not have"),
            "a prototype (`.extern … from MODULE`) is called on both machines".to_owned(),
        ),
        Uncallable::Type => (
            format!("the parameters or the result of `{full}` are not portable"),
            format!("both sets have the types {PORTABLE}; a parameter may be `any` as well"),
        ),
        Uncallable::Parameters => (
            format!("`{full}` takes more arguments than there are registers for them"),
            "at most 31 arguments are portable".to_owned(),
        ),
    };
    let found = fault(message).at(place, "").note(note);
    if why == Uncallable::NoSignature { found.help(declare) } else { found }
}

pub(crate) fn not_a_function(place: Span, found: &str) -> Diagnostic {
    fault(format!("expected a function to call, found `{found}`"))
        .at(place, "")
        .note("the function must be known: `push fn NAME` on every path here")
}

pub(crate) fn no_conversion(place: Span, from: &str, to: &str, target: &str) -> Diagnostic {
    fault(format!("the {target} set cannot convert `{from}` to `{to}`"))
        .at(place, "")
        .note("it converts numbers only to wider types, where the result is exact")
}

pub(crate) fn falls_off(place: Span) -> Diagnostic {
    fault("the end of the function is reached".to_owned())
        .at(place, "after this instruction")
        .note("control would run into what follows the function, which has no counterpart in a stack set")
        .help("end the function with `ret`")
}

pub(crate) fn ends_without_result(place: Span) -> Diagnostic {
    fault("the end of the function is reached without a result".to_owned())
        .at(place, "after this instruction")
        .note("the signature declares a result")
        .help("end the function with `return`")
}

pub(crate) fn returns_without_result(place: Span) -> Diagnostic {
    fault("`return` with a value in a function without a result".to_owned())
        .at(place, "")
        .note("a function without a result ends at its end")
        .help("declare the result (`-> T`), or jump to a label before `.end`")
}

pub(crate) fn jump_outside(place: Span, mnemonic: &str) -> Diagnostic {
    fault(format!("the target of `{mnemonic}` is outside the function"))
        .at(place, "")
        .note("only calls reach other functions in both sets")
}

pub(crate) fn too_many_params(place: Span, most: usize) -> Diagnostic {
    fault(format!("more than {most} parameters"))
        .at(place, "")
        .note("arguments are passed in registers, and none is left for this one")
}

pub(crate) fn too_many_values(place: Span, most: usize) -> Diagnostic {
    fault(format!("more than {most} values are needed at once"))
        .at(place, "")
        .note(format!("registers and stack slots together are {most}"))
        .help("split the function")
}

pub(crate) fn too_large(place: Span) -> Diagnostic {
    fault("the function is too large to be translated".to_owned())
        .at(place, "")
        .note("too many values are live around too many labels")
        .help("split the function")
}
