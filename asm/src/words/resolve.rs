//! What resolution says. One function per diagnostic; the rule and the mend are worded here and nowhere else.

use super::grouped;
use crate::eval::Int;
use crate::ir::{IntType, Span};
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::suggest::did_you_mean;

fn similar(word: &str, known: &[&str]) -> Option<String> {
    did_you_mean(word, known.iter().copied()).map(|name| format!("did you mean `{name}`?"))
}

// ---- names

pub(crate) fn undefined_label(span: Span, name: &str, known: &[&str], elsewhere: Option<Span>) -> Diagnostic {
    let error = Diagnostic::new(Code::UndefinedLabel, format!("no label `{name}` in this function"))
        .at(span, "")
        .help_if(similar(name, known));
    match elsewhere {
        Some(place) => {
            error.and(place, "this one belongs to another function").note("labels belong to their function")
        }
        None => error,
    }
}

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

pub(crate) fn label_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("the label `{name}` stands twice in this function"))
        .at(span, "the second one")
        .and(first, "the first one")
        .help("labels that are numbers may repeat: `1:` is reached by `1b` and `1f`")
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
        .help_if(similar(name, known));
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

// ---- operands

pub(crate) fn unknown_mnemonic(
    span: Span,
    name: &str,
    known: &[&str],
    elsewhere: Option<&str>,
) -> Diagnostic {
    let error =
        Diagnostic::new(Code::UnknownMnemonic, format!("no instruction is called `{name}`")).at(span, "");
    match elsewhere {
        Some(isa) => error
            .note(format!(
                "`{name}` is an instruction of the {isa} set, and this function is not written in it"
            ))
            .help(format!("put `isa={isa}` on the function, or `.isa {isa}` above it")),
        None => error.help_if(similar(name, known)),
    }
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

pub(crate) fn not_a_register(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, format!("expected a register, found `{name}`"))
        .at(span, "")
        .note("registers are `r0` … `r31` and the stack slots `s0` … `s127`")
        .help_if(similar(name, known))
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
    Diagnostic::new(Code::ExpectedOperand, "only the register set has a constant pool")
        .at(span, "")
        .help("write the value itself")
}

pub(crate) fn unknown_operand_kind(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    Diagnostic::new(Code::ExpectedOperand, format!("`{name}` is no kind of operand"))
        .at(span, "")
        .note(format!("the kinds are {list}"))
        .help_if(similar(name, known))
}

pub(crate) fn loc_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`.loc` takes a file, a line and perhaps a column")
        .at(span, "")
        .help("write `.loc \"file\" LINE [COLUMN]`, or the file's index in `.lines` instead of its path")
}

pub(crate) fn let_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`.let` gives a register a name")
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

pub(crate) fn out_of_range(span: Span, value: &str, least: i64, greatest: i64) -> Diagnostic {
    Diagnostic::new(Code::OutOfRange, format!("{value} does not fit here")).at(span, "").note(format!(
        "this takes {} … {}",
        grouped(least.into()),
        grouped(greatest.into())
    ))
}

pub(crate) fn needs_suffix(span: Span, value: &str, ty: IntType, int: &Int) -> Diagnostic {
    let error = Diagnostic::new(Code::NeedsSuffix, format!("{value} does not fit {}", ty.name()))
        .at(span, "")
        .note("an integer without a suffix is an i32");
    let wide =
        [IntType::I64, IntType::U64, IntType::I128, IntType::U128].into_iter().find(|ty| int.fits(*ty));
    match wide {
        Some(wide) => error.help(format!("give it a type that holds it: `{value}{}`", wide.name())),
        None => error,
    }
}

pub(crate) fn unknown_isa(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    Diagnostic::new(Code::UnknownIsa, format!("`{name}` has no instruction set"))
        .at(span, "")
        .note(format!("the sets are {list}"))
        .help_if(similar(name, known))
}

pub(crate) fn unknown_operator(span: Span, token: &str) -> Diagnostic {
    let known =
        crate::ir::OPERATORS.iter().map(|row| format!("`{}`", row.token)).collect::<Vec<_>>().join(" ");
    Diagnostic::new(Code::UnknownOperator, format!("`{token}` is no operator"))
        .at(span, "")
        .note(format!("the operators are {known}"))
        .help("an operator without punctuation is written `token N`")
}

pub(crate) fn arity_not_a_literal(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Arity, "the arity behind `/` is a plain number")
        .at(span, "")
        .note("here `NAME/INTEGER` is a function and its number of parameters, never a division")
}

pub(crate) fn import_incomplete(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Arity, "an import names a module, a function and its number of parameters")
        .at(span, "")
        .help("write `import MODULE::NAME/ARITY`")
}

pub(crate) fn placed_form(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ExpectedOperand, "`function` takes a name with its arity, registers and a word")
        .at(span, "")
        .help("write `function({fn NAME/ARITY, REGISTERS, WORD})`")
}

pub(crate) fn too_many_register_parameters(span: Span, count: usize) -> Diagnostic {
    Diagnostic::new(Code::TooManyParameters, format!("{count} parameters, and registers hold 31"))
        .at(span, "this one has no register")
        .note("the parameters of a function written for registers are `r1` … `r31`")
}

pub(crate) fn version_number(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::Version, format!("`{text}` is no version number"))
        .at(span, "")
        .note("a version is decimal numbers with dots between them: `1.2.0`")
}

pub(crate) fn format_version(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(Code::Version, format!("`{text}` is no version of a format"))
        .at(span, "")
        .note("the version of a format is `MAJOR` or `MAJOR.MINOR`")
}

pub(crate) fn length_size(span: Span, size: i64) -> Diagnostic {
    Diagnostic::new(Code::OutOfRange, format!("a length cannot take {size} bytes"))
        .at(span, "")
        .note("`length_size` is 1, 2 or 4")
}

pub(crate) fn op_named_like_instruction(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DefinedTwice, format!("`{name}` is an instruction already"))
        .at(span, "")
        .help("choose another name")
}

pub(crate) fn op_too_wide(span: Span, name: &str, bytes: usize) -> Diagnostic {
    Diagnostic::new(Code::OpTooWide, format!("the operands of `{name}` take {bytes} bytes"))
        .at(span, "")
        .note("a word has three bytes for operands: `reg`, `u8`, `i8` take one, `u16`, `i16`, `const16`, `label16` two, `i24`, `label24` three")
}

pub(crate) fn odd_type(span: Span) -> Diagnostic {
    Diagnostic::new(Code::OddType, "`mut` behind a type that is no reference")
        .at(span, "")
        .note("only a file that no compiler wrote has this; it is kept as it is")
        .help("write `mut T`, or `T mut&`")
}
