//! The wording of lowering: the limits of each format, and what it cannot carry.

use crate::SourceForm;
use crate::formats;
use crate::ir::Span;
use crate::isa::OperandKind;
use crate::prose::{grouped, listed, meant};
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};

pub(crate) fn left_out(first: Span, format: &str, kind: &str, count: usize) -> Diagnostic {
    Diagnostic::new(Code::LeftOut, format!("the {format} format carries no {kind}: {count} left out"))
        .at(first, "the first one")
        .help("`--lossy=allow` leaves them out silently, `--lossy=deny` makes this an error")
}

pub(crate) fn must_not_leave_out(first: Span, format: &str, kind: &str, count: usize) -> Diagnostic {
    Diagnostic::new(
        Code::CannotCarry,
        format!("the {format} format carries no {kind}, and there are {count}"),
    )
    .at(first, "the first one")
    .note("`--lossy=deny` makes this an error")
}

pub(crate) fn cannot_carry(place: Span, format: &str, what: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::CannotCarry, format!("the {format} format cannot carry {what}"))
        .at(place, "")
        .note(why)
}

/// More of something than its count holds. `what` is a plural, `rule` the rule of the format.
pub(crate) fn too_many(place: Span, what: &str, count: usize, max: usize, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::TooMany, format!("{count} {what}, and at most {max} fit")).at(place, "").note(rule)
}

pub(crate) fn text_too_long(place: Span, what: &str, length: usize, max: usize, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::TextTooLong, format!("{what} has {length} bytes, and at most {max} fit"))
        .at(place, "")
        .note(rule)
}

pub(crate) fn bad_text(place: Span, what: &str, fault: &str, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::BadText, format!("{what} {fault}")).at(place, "").note(rule)
}

pub(crate) fn number_too_large(place: Span, what: &str, value: u64, max: u64, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::ValueTooLarge, format!("{what} is {value}, and at most {max} fits"))
        .at(place, "")
        .note(rule)
}

pub(crate) fn same_key(place: Span, what: &str, first: Span, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::SameKey, format!("duplicate {}", what.trim_start_matches("the ")))
        .at(place, "the second definition")
        .and(first, "the first definition")
        .note(rule)
}

/// The fix for [`same_key`] in the assembly language.
pub(crate) const KEEP_BOTH: &str =
    "rename one of them; `dup` after the second keeps both, if that is intended";

/// A struct without a size of its own: the type of `member` has none.
pub(crate) fn unknown_size(place: Span, name: &str, member: Span, ty: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownSize, format!("unknown size of `{name}`"))
        .at(place, "")
        .and(member, format!("the source does not state the size of `{ty}`"))
        .note("a size is the sum of the members; `string`, `any` and `fn` have none, nor has a type that is not defined in the file")
        .help("state it: `size=N`")
}

/// A struct that contains itself: `member` leads back to it.
pub(crate) fn endless_size(place: Span, name: &str, member: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownSize, format!("`{name}` contains itself, so it has no size"))
        .at(place, "")
        .and(member, "this member leads back to it")
        .help("hold it through a reference (`&`), or state a size: `size=N`")
}

pub(crate) fn size_too_large(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ValueTooLarge,
        format!("the size of `{name}` is greater than {}", grouped(u32::MAX.into())),
    )
    .at(place, "")
    .note("the size of a type has four bytes")
}

pub(crate) fn hidden_field(place: Span, name: &str, open: Span) -> Diagnostic {
    Diagnostic::new(Code::HiddenField, format!("the field `{name}` of an open struct is not exported"))
        .at(place, "")
        .and(open, "the struct is open here")
        .note("`open` says that all fields are visible, so each must be exported")
        .help("put `export` after the field's type, or remove `open`")
}

/// A number that the length size of a file does not hold. `forced` is where the source forces that size.
pub(crate) fn length_size_too_small(
    place: Span,
    what: &str,
    value: u64,
    size: u8,
    max: u64,
    forced: Option<Span>,
) -> Diagnostic {
    let error = Diagnostic::new(
        Code::ValueTooLarge,
        format!("{what} is {value}, and a length size of {size} holds at most {max}"),
    )
    .at(place, "");
    let error = match forced {
        Some(forced) => error.and(forced, "the length size is forced here"),
        None => error,
    };
    error.note("every length, count, size and version number of the file takes as many bytes as the length size says")
}

pub(crate) fn optional_bytes_without_count(place: Span) -> Diagnostic {
    Diagnostic::new(Code::FormatSetting, "bytes of optional fields, and no optional field")
        .at(place, "")
        .note("a header that counts no optional fields ends after the count")
}

/// Something that comes after the structs of a file whose table of structs is left out.
pub(crate) fn without_struct_table(place: Span, what: &str, setting: Span) -> Diagnostic {
    Diagnostic::new(Code::FormatSetting, format!("{what} in a file without a table of structs"))
        .at(place, "")
        .and(setting, "this leaves out the table")
        .note("what follows the header is the table: a file without one ends there")
        .help("remove `structs=none`")
}

pub(crate) fn module_without_name(place: Span, format: &str) -> Diagnostic {
    Diagnostic::new(Code::BadText, format!("a {format} module needs a name"))
        .at(place, "")
        .help("write `.module NAME`")
}

pub(crate) fn second_module(place: Span, what: &str, first: Span, format: &str) -> Diagnostic {
    Diagnostic::new(Code::CannotCarry, format!("the {format} format cannot carry {what} beside a module"))
        .at(place, "")
        .and(first, "this is the file's module")
        .note(format!("a {format} file is one module"))
        .help("assemble each one from a source of its own")
}

pub(crate) fn wrong_format_setting(place: Span, setting: &str, format: &str, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::FormatSetting, format!("{setting} has no meaning in the {format} format"))
        .at(place, "")
        .note(rule)
}

pub(crate) fn format_version(place: Span, format: &str, version: &str, rule: &str) -> Diagnostic {
    Diagnostic::new(Code::FormatSetting, format!("the {format} format has no version {version}"))
        .at(place, "")
        .note(rule)
}

pub(crate) fn nothing_to_write(format: &str, rule: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NothingToWrite,
        format!("the source has nothing that a {format} file can be made of"),
    )
    .note(rule)
}

pub(crate) fn too_deep(place: Span, what: &str, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, format!("{what} nested deeper than {limit}"))
        .at(place, "")
        .note(format!("a reader follows at most {limit} enclosing {what}"))
}

pub(crate) fn equal_keys(place: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::EqualKeys, "duplicate key in a map")
        .at(place, "the same key again")
        .and(first, "the first one")
        .note("both pairs are written")
}

pub(crate) fn slot_in_put(place: Span) -> Diagnostic {
    Diagnostic::new(Code::CannotCarry, "`s127` cannot be an element of a `put`")
        .at(place, "")
        .note("its byte, FF, says that an element is left out")
        .help("move it into a register first")
}

/// A jump whose distance does not fit. `label` is where it was to go.
pub(crate) fn out_of_reach(
    jump: Span,
    mnemonic: &str,
    name: &str,
    label: Span,
    distance: i64,
    kind: OperandKind,
    format: &str,
) -> Diagnostic {
    let (least, greatest) = kind.range().unwrap_or((0, 0));
    let bits = 8 * kind.width();
    let range = format!("{} … {}", grouped(least.into()), grouped(greatest.into()));
    let error = Diagnostic::new(Code::OutOfReach, format!("`{mnemonic}` cannot reach `{name}`"))
        .at(jump, format!("{} words away", grouped(distance.unsigned_abs().into())))
        .and(label, "the label is here")
        .note(format!("`{mnemonic}` of the {format} set holds a {bits}-bit distance: {range} words"));
    match (mnemonic, kind) {
        ("jt", _) => error.help(format!(
            "jump over a `jmp`, which reaches ±8 388 607 words: `jf r, near` / `jmp {name}` / `near:`"
        )),
        ("jf", _) => error.help(format!(
            "jump over a `jmp`, which reaches ±8 388 607 words: `jt r, near` / `jmp {name}` / `near:`"
        )),
        _ => error,
    }
}

pub(crate) fn falls_through(place: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::FallsThrough, format!("the end of `{name}` can be reached"))
        .at(place, "")
        .note("code that runs off a function's end continues with the words that follow it, or faults")
        .help("end it with `ret`, `jmp`, a tail call or `trap`")
}

pub(crate) fn loc_without_word(place: Span) -> Diagnostic {
    Diagnostic::new(Code::CannotCarry, "no word follows this `.loc`")
        .at(place, "")
        .note("a line row belongs to the next word of the module")
}

pub(crate) fn no_such_file(place: Span, index: u16, listed: usize) -> Diagnostic {
    Diagnostic::new(
        Code::CannotCarry,
        format!("`.lines` lists {listed} file(s), and {index} is out of range"),
    )
    .at(place, "")
    .note("files are counted from 0; a file that is not listed is named by its path")
}

// ---- functions

pub(crate) fn other_arity(place: Span, name: &str, wanted: u8, found: usize, definition: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownFunction,
        format!("unknown function `{name}/{wanted}`: it is `{name}/{found}`"),
    )
    .at(place, "")
    .and(definition, format!("`{name}` has {}", crate::bytes::counted(found, "parameter")))
}

pub(crate) fn declared_nowhere(place: Span, name: &str, declaration: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownFunction, format!("the module of `{name}` is not declared"))
        .at(place, "")
        .and(declaration, "declared here")
        .help(format!("write `.extern {name}(…) from MODULE`"))
}

pub(crate) fn arity_unknown(place: Span, module: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::Arity, format!("unknown number of parameters of `{module}::{name}`"))
        .at(place, "")
        .note("an import names a function together with the number of its parameters")
        .help(format!("write `{module}::{name}/N`, or declare it: `.extern {name}(…) from {module}`"))
}

pub(crate) fn several_arities(place: Span, name: &str, first: Span, second: Span) -> Diagnostic {
    Diagnostic::new(Code::Arity, format!("ambiguous function `{name}`"))
        .at(place, "")
        .and(first, "this one")
        .and(second, "and this one, with another number of parameters")
        .help(format!("state the number of parameters: `{name}/N`"))
}

pub(crate) fn arity_too_large(place: Span, arity: usize) -> Diagnostic {
    Diagnostic::new(Code::TooMany, format!("a function of {arity} parameters, and at most 255 fit"))
        .at(place, "")
        .note("the arity of a function is one byte")
}

pub(crate) fn unknown_type(place: Span, name: &str, similar: Option<&str>, form: SourceForm) -> Diagnostic {
    let elsewhere = match form {
        SourceForm::Assembly => format!(
            "a struct of another module is written `MODULE::{name}`, or declared: `.extern struct {name}`"
        ),
        SourceForm::TextOf(_) => format!("a layout of another module is written `MODULE {name}`"),
    };
    Diagnostic::new(Code::UnknownType, format!("unknown type `{name}`"))
        .at(place, "")
        .help_if(similar.map(|name| format!("did you mean `{name}`?")))
        .help(elsewhere)
}

pub(crate) fn missing_using(place: Span, module: &str, form: SourceForm) -> Diagnostic {
    let using = match form {
        SourceForm::Assembly => ".using",
        SourceForm::TextOf(_) => "using",
    };
    Diagnostic::new(Code::MissingUsing, format!("no `{using}` names the module `{module}`"))
        .at(place, "this function is in it")
        .note("the machine loads the modules that the usings name, and no others")
        .help(format!("add `{using} {module}`"))
}

pub(crate) fn sections(place: Span, fault: &str) -> Diagnostic {
    Diagnostic::new(Code::FormatSetting, format!("invalid sections: {fault}"))
        .at(place, "")
        .note("`.sections` names each section at most once, with the bytes before it; `NAME=OFFSET` places an empty one")
}

// ---- the whole

/// A format that does not exist.
pub fn unknown_format(given: &str) -> Diagnostic {
    let names = formats::names();
    Diagnostic::new(Code::UnknownFormat, format!("unknown format `{given}`"))
        .note(format!("the formats are {}", listed(names.iter().map(|name| format!("`{name}`")))))
        .help_if(meant(&Guesses::default(), given, names.iter().copied()))
}

pub(crate) fn no_format(known: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::NoFormat, "cannot determine the output format").help(format!(
        "name one of {} with `-f`, with the extension of the output, or with `.target`",
        known.join(", ")
    ))
}

pub(crate) fn field_too_small(fault: &crate::bytes::TooLarge) -> Diagnostic {
    Diagnostic::new(Code::ValueTooLarge, fault.to_string())
}
