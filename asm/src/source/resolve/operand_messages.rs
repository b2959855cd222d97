//! The wording about instructions and their operands. One function per diagnostic.

use crate::ir::{IntType, Span};
use crate::prose::meant;
use crate::source::eval::Int;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};

pub(crate) fn unknown_mnemonic(
    guesses: &Guesses,
    span: Span,
    name: &str,
    known: &[&str],
    elsewhere: Option<&str>,
) -> Diagnostic {
    let error = Diagnostic::new(Code::UnknownMnemonic, format!("unknown instruction `{name}`")).at(span, "");
    match elsewhere {
        Some(isa) => error
            .note(format!(
                "`{name}` is an instruction of the {isa} set, and this function is not in that set"
            ))
            .help(format!("put `isa={isa}` on the function, or `.isa {isa}` above it")),
        None => error.help_if(meant(guesses, name, known.iter().copied())),
    }
}

/// `x :i32` in code: a name that is not an instruction before an atom.
pub(crate) fn misplaced_colon(before: Span, name: &str, atom: Span, text: &str) -> Diagnostic {
    let fixed = format!("{name}: {}", text.trim_start_matches(':'));
    Diagnostic::new(Code::MisplacedColon, "unexpected space before a colon")
        .at(atom, "must touch the name before it")
        .note(format!("`{text}` is an atom, and `{name}` is not an instruction"))
        .fix(before.to(atom), fixed.clone(), format!("write `{fixed}`"))
}

pub(crate) fn operand_count(span: Span, name: &str, least: usize, most: usize, found: usize) -> Diagnostic {
    let operands =
        |count: usize| if count == 1 { "1 operand".to_owned() } else { format!("{count} operands") };
    let expected = match (least, most) {
        (_, 0) => "no operands".to_owned(),
        (a, b) if a == b => operands(a),
        (a, b) => format!("{a} to {}", operands(b)),
    };
    Diagnostic::new(Code::OperandCount, format!("`{name}` takes {expected}, found {found}")).at(span, "")
}

pub(crate) fn expected_kind(span: Span, expected: &str, found: &str) -> Diagnostic {
    let message = match found {
        "" => format!("expected {expected}"),
        found => format!("expected {expected}, found `{}`", clipped(found)),
    };
    Diagnostic::new(Code::ExpectedOperand, message).at(span, "")
}

/// Adds a note with the operands of an instruction.
pub(crate) fn with_operands(error: Diagnostic, name: &str, nouns: &[&str]) -> Diagnostic {
    match nouns {
        [] => error,
        nouns => error.note(format!("the operands of `{name}` are, in order: {}", nouns.join(", "))),
    }
}

pub(crate) fn value_for_register(span: Span, found: &str) -> Diagnostic {
    expected_kind(span, "a register", found)
        .help("load the value into a register first, and write that register here")
}

fn clipped(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

pub(crate) fn expected_name(span: Span) -> Diagnostic {
    expected_kind(span, "a name", "")
}

pub(crate) fn expected_word(span: Span, expected: &str, found: &str) -> Diagnostic {
    expected_kind(span, &format!("`{expected}`"), found)
}

pub(crate) fn not_a_register(guesses: &Guesses, span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, format!("expected a register, found `{name}`"))
        .at(span, "")
        .note("registers are `r0` … `r31` and the stack slots `s0` … `s127`")
        .help_if(meant(guesses, name, known.iter().copied()))
}

pub(crate) fn not_a_type(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "expected a type").at(span, "")
}

pub(crate) fn ampersand_in_type(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "expected a type, found an expression with `&`")
        .at(span, "")
        .note("in an operand, `&` makes a reference before `,`, `[`, `&` or the end of the line; elsewhere it is bit-and")
}

pub(crate) fn not_a_function(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "expected a function")
        .at(span, "")
        .note("a function is written `f`, `f/2`, `module::f` or `module::f/2`")
}

pub(crate) fn no_pool_here(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "a pool entry outside the register set")
        .at(span, "")
        .note("only the register set has a constant pool")
        .help("write the value itself")
}

pub(crate) fn unknown_operand_kind(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    Diagnostic::new(Code::ExpectedOperand, format!("unknown kind of operand `{name}`"))
        .at(span, "")
        .note(format!("the kinds are {list}"))
        .help_if(meant(&Guesses::default(), name, known.iter().copied()))
}

pub(crate) fn loc_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`.loc` takes a file, a line and an optional column")
        .at(span, "")
        .help("write `.loc \"file\" LINE [COLUMN]`, or the file's index in `.lines` instead of its path")
}

pub(crate) fn let_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`.let` takes a name and a register")
        .at(span, "")
        .help("write `.let NAME = r5`")
}

pub(crate) fn section_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "expected a section")
        .at(span, "")
        .note("`.sections` takes `usings`, `layouts`, `functions`, bytes between them, and `NAME=OFFSET` for an empty one")
}

pub(crate) fn optional_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`.optional` takes a count and bytes")
        .at(span, "")
        .help("write `.optional COUNT b\"…\"`")
}

pub(crate) fn intrinsic_line(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "a line of an intrinsic is a target and its code")
        .at(span, "")
        .help("write `vm \"code\"`")
}

pub(crate) fn needs_suffix(span: Span, value: &str, ty: IntType, int: &Int) -> Diagnostic {
    let error = Diagnostic::new(Code::NeedsSuffix, format!("{value} does not fit {}", ty.name()))
        .at(span, "")
        .note("an integer without a suffix is an i32");
    let wide =
        [IntType::I64, IntType::U64, IntType::I128, IntType::U128].into_iter().find(|ty| int.fits(*ty));
    match wide {
        Some(wide) => error.help(format!("give the value a type that holds it: `{value}{}`", wide.name())),
        None => error,
    }
}

pub(crate) fn unknown_isa(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    Diagnostic::new(Code::UnknownIsa, format!("unknown instruction set `{name}`"))
        .at(span, "")
        .note(format!("the sets are {list}"))
        .help_if(meant(&Guesses::default(), name, known.iter().copied()))
}

pub(crate) fn unknown_operator(span: Span, token: &str) -> Diagnostic {
    let known =
        crate::ir::OPERATORS.iter().map(|row| format!("`{}`", row.token)).collect::<Vec<_>>().join(" ");
    Diagnostic::new(Code::UnknownOperator, format!("unknown operator `{token}`"))
        .at(span, "")
        .note(format!("the operators are {known}"))
        .help("write `token N` for an operator without punctuation")
}

pub(crate) fn arity_not_a_literal(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Arity, "expected a plain number as the arity")
        .at(span, "")
        .note("`NAME/INTEGER` here is a function and its number of parameters, never a division")
}

pub(crate) fn import_incomplete(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Arity, "an import takes a module, a function and its number of parameters")
        .at(span, "")
        .help("write `import MODULE::NAME/ARITY`")
}

pub(crate) fn placed_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`function` takes a name with its arity, registers and a word")
        .at(span, "")
        .help("write `function({fn NAME/ARITY, REGISTERS, WORD})`")
}

pub(crate) fn too_many_register_parameters(span: Span, count: usize) -> Diagnostic {
    Diagnostic::new(Code::TooManyParameters, format!("{count} parameters exceed the 31 registers for them"))
        .at(span, "no register is left for this parameter")
        .note("the parameters of a function written for registers are `r1` … `r31`")
}

pub(crate) fn version_number(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::Version, format!("`{text}` is not a version number"))
        .at(span, "")
        .note("a version is decimal numbers with dots between them: `1.2.0`")
}

pub(crate) fn format_version(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::Version, format!("`{text}` is not a version of a format"))
        .at(span, "")
        .note("the version of a format is `MAJOR` or `MAJOR.MINOR`")
}

/// A number that a setting of `.format` cannot have.
pub(crate) fn value_of_setting(span: Span, key: &str, value: i64, valid: &[u8]) -> Diagnostic {
    let (last, others) = valid.split_last().unwrap_or((&0, &[]));
    let others: Vec<_> = others.iter().map(u8::to_string).collect();
    Diagnostic::new(Code::OutOfRange, format!("invalid value {value} for `{key}`"))
        .at(span, "")
        .note(format!("`{key}` is {} or {last}", others.join(", ")))
}

pub(crate) fn op_named_like_instruction(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("duplicate instruction `{name}`"))
        .at(span, "")
        .help("choose another name")
}

pub(crate) fn op_too_wide(span: Span, name: &str, bytes: usize) -> Diagnostic {
    Diagnostic::new(Code::OpTooWide, format!("the operands of `{name}` take {bytes} bytes"))
        .at(span, "")
        .note("a word has three bytes for operands: `reg`, `u8`, `i8` take one, `u16`, `i16`, `const16`, `label16` two, `i24`, `label24` three")
}

pub(crate) fn too_many_ops(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooMany, format!("more than {most} instructions are defined with `.op`"))
        .at(span, "")
        .note("there are only 256 opcodes")
}
