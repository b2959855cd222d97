//! The wording of faults in expansion. One function for each diagnostic.

use crate::files::FileError;
use crate::prose::meant;
use crate::source::Context;
use crate::source::eval::{Int, Trouble};
use crate::source::expand::BlockKind;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

// ---- names

/// The diagnostic for an expression without a value when all names are defined. `None` if it was reported.
pub(super) fn at_the_end(cx: &Context, trouble: Trouble) -> Option<Diagnostic> {
    match trouble {
        // It may be defined in the part that was not read.
        Trouble::Pending { .. } if cx.is_cut_off => None,
        Trouble::Pending { name, span } => Some(undefined_name(cx, name, span)),
        Trouble::Reported => None,
        Trouble::Error(diagnostic) => Some(*diagnostic),
    }
}

/// The same where the shape of the program depends on the value.
pub(super) fn at_once(cx: &Context, trouble: Trouble) -> Option<Diagnostic> {
    match trouble {
        Trouble::Pending { name, span } if !cx.is_cut_off => Some(defined_too_late(cx, name, span)),
        other => at_the_end(cx, other),
    }
}

/// "did you mean …?" if a constant is like the word.
fn similar_constant(cx: &Context, word: &str) -> Option<String> {
    meant(&cx.guesses, word, cx.constants.names().map(|name| cx.names.text(name)))
}

/// A name that no definition gives a value.
pub(crate) fn undefined_name(cx: &Context, name: Sym, span: Span) -> Diagnostic {
    let text = cx.names.text(name);
    let similar = similar_constant(cx, text);
    let help = similar
        .unwrap_or_else(|| format!("define it with `{text} = …`, or with `-D {text}=…` on the command line"));
    Diagnostic::new(Code::UndefinedName, format!("undefined name `{text}`"))
        .at(span, "no constant of this name")
        .help(help)
}

/// A lone name where stack code takes a value.
pub(crate) fn undefined_value(cx: &Context, name: Sym, span: Span) -> Diagnostic {
    let text = cx.names.text(name);
    let similar = similar_constant(cx, text);
    let reported = Diagnostic::new(Code::UndefinedName, format!("undefined name `{text}`"))
        .at(span, "no constant of this name");
    match similar {
        Some(similar) => reported.help(similar),
        None => reported
            .note("a name alone refers to a `.const`")
            .help(format!("write `ref {text}` for a variable, `fn {text}` for a function")),
    }
}

/// A name that is needed before it has a value.
pub(crate) fn defined_too_late(cx: &Context, name: Sym, span: Span) -> Diagnostic {
    let text = cx.names.text(name);
    let Some(place) = cx.constants.place(name) else {
        let similar = similar_constant(cx, text);
        return Diagnostic::new(Code::DefinedTooLate, format!("`{text}` is used before its definition"))
            .at(span, "its value is needed here")
            .note("an expression that decides what is assembled may only use names defined before it")
            .help_if(similar);
    };
    Diagnostic::new(Code::DefinedTooLate, format!("`{text}` is used before its value is known"))
        .at(span, "its value is needed here")
        .and(place, "this definition depends on names that are defined later")
        .note("an expression that decides what is assembled may only use names whose values are known before it")
}

/// Constants whose definitions form a cycle.
pub(crate) fn circular_constant(cx: &Context, circle: &[(Sym, Span)]) -> Diagnostic {
    let name = |sym: Sym| cx.names.text(sym);
    let Some(((first, span), rest)) = circle.split_first() else {
        return Diagnostic::new(Code::CircularConstant, "cyclic definition of a constant");
    };
    let next = rest.first().map_or(*first, |(next, _)| *next);
    let mut reported =
        Diagnostic::new(Code::CircularConstant, format!("cyclic definition of `{}`", name(*first)))
            .at(*span, format!("`{}` depends on `{}`", name(*first), name(next)));
    for (at, (sym, span)) in rest.iter().enumerate().take(8) {
        let next = rest.get(at + 1).map_or(*first, |(next, _)| *next);
        reported = reported.and(*span, format!("`{}` depends on `{}`", name(*sym), name(next)));
    }
    reported
}

// ---- constants and texts for the user

/// A constant that is defined a second time.
pub(crate) fn duplicate_constant(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateConstant, format!("duplicate constant `{name}`"))
        .at(span, "defined again here")
        .and(first, "first defined here")
        .note("a constant is defined once in a run; `.const` and `.pool` share its names")
        .help(format!("put `.if !defined({name})` around a definition that is a default"))
}

/// A constant with a name that has a meaning in expressions.
pub(crate) fn reserved_name(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ReservedName, format!("reserved name `{name}`"))
        .at(span, "this name has a meaning in expressions")
        .help("choose another name")
}

/// A `-D` that is not a definition.
pub(crate) fn bad_define(name: &str, value: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadDefine, format!("invalid definition `-D {name}={value}`"))
        .at(span, "")
        .note("`-D` takes `NAME` or `NAME=EXPRESSION`")
}

/// A directive whose operands are not what it takes.
pub(crate) fn directive_operands(span: Span, directive: &str, wants: &str) -> Diagnostic {
    Diagnostic::new(Code::DirectiveOperands, format!("`{directive}` takes {wants}")).at(span, "")
}

/// `.error` or `.warning`.
pub(crate) fn user_message(code: Code, text: String, span: Span) -> Diagnostic {
    Diagnostic::new(code, text).at(span, "")
}

/// An `.assert` whose condition does not hold.
pub(crate) fn assertion_failed(text: Option<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::AssertionFailed, text.unwrap_or_else(|| "the assertion does not hold".to_owned()))
        .at(span, "this is 0")
}

// ---- included files

/// An `.include` of a file that is not found.
pub(crate) fn include_not_found(path: &Path, span: Span, tried: &[PathBuf]) -> Diagnostic {
    let shown: Vec<_> = tried.iter().take(8).map(|path| format!("`{}`", path.display())).collect();
    Diagnostic::new(Code::CannotInclude, format!("file `{}` not found", path.display()))
        .at(span, "")
        .note(format!("looked for {}", shown.join(", ")))
        .help("write the path relative to this file, or add a folder with `-I DIR`")
}

/// An `.include` of a file that cannot be read.
pub(crate) fn include_unreadable(error: &FileError, span: Span) -> Diagnostic {
    Diagnostic::new(Code::CannotInclude, error.to_string()).at(span, "")
}

/// An `.include` of a file that is open.
pub(crate) fn include_loop(path: &Path, span: Span, direct: bool) -> Diagnostic {
    let message = match direct {
        true => format!("`{}` includes itself", path.display()),
        false => format!("`{}` includes itself through other files", path.display()),
    };
    Diagnostic::new(Code::IncludeLoop, message)
        .at(span, "this file is still open")
        .note("a file may be included any number of times, but not by itself")
}

/// Too many included files.
pub(crate) fn too_many_includes(span: Span, open: usize, all: usize) -> Diagnostic {
    Diagnostic::new(Code::TooManyIncludes, "too many included files")
        .at(span, "")
        .note(format!("a chain of includes has at most {open} files, and a run at most {all}"))
}

/// A source with more text than there are positions for.
pub(crate) fn source_too_large() -> Diagnostic {
    Diagnostic::new(Code::TooMuchText, "the source exceeds 4 GiB")
}

/// More text than there are positions for.
pub(crate) fn too_much_text(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooMuchText, "the text of this run exceeds 4 GiB")
        .at(span, "this exceeds the limit")
        .note("files and the texts that macros form count together")
}

// ---- macros and repetitions

/// A macro that is defined a second time.
pub(crate) fn duplicate_macro(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateMacro, format!("duplicate macro `{name}`"))
        .at(span, "defined again here")
        .and(first, "first defined here")
}

/// A macro that would hide an instruction.
pub(crate) fn macro_is_instruction(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::MacroIsInstruction, format!("a macro named like the instruction `{name}`"))
        .at(span, "this name is an instruction")
        .note("a macro never changes what an instruction means")
        .help("choose another name")
}

/// A duplicate parameter.
pub(crate) fn duplicate_parameter(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateParameter, format!("duplicate parameter `{name}`"))
        .at(span, "the second one")
        .and(first, "the first one")
}

/// `\name` in a body that has no such parameter.
pub(crate) fn unknown_parameter(
    guesses: &Guesses,
    span: Span,
    name: &str,
    params: &[&str],
    known: &FxHashSet<&str>,
    owner: Option<Span>,
) -> Diagnostic {
    let reported =
        Diagnostic::new(Code::UnknownParameter, format!("unknown parameter `{name}`")).at(span, "");
    let reported = match owner {
        Some(owner) if params.is_empty() => reported.and(owner, "this macro has no parameters"),
        Some(owner) => reported.and(owner, format!("the parameters of this macro are {}", list(params))),
        None if params.is_empty() => {
            reported.help(format!("write `.repeat COUNT, {name}` to count in `{name}`"))
        }
        None => reported.note(format!("the counter of this `.repeat` is {}", list(params))),
    };
    match longest_start(name, known) {
        Some(prefix) => {
            reported.help(format!("end the name with `\\()`: `\\{prefix}\\(){}`", &name[prefix.len()..]))
        }
        None => reported.help_if(meant(guesses, name, params.iter().copied())),
    }
}

/// The longest parameter that a name starts with. It is looked up by its length: a macro may have many parameters, and
/// each of many names may be unknown.
fn longest_start<'n>(name: &'n str, known: &FxHashSet<&str>) -> Option<&'n str> {
    const LONGEST: usize = 64;
    let starts = (1..=name.len().min(LONGEST)).rev().filter_map(|length| name.get(..length));
    starts.into_iter().find(|start| known.contains(start))
}

/// The first names of a list, for more are too many to read.
fn list(names: &[&str]) -> String {
    const LISTED: usize = 12;
    let shown = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// More arguments than parameters.
pub(crate) fn too_many_arguments(what: &str, params: usize, span: Span, definition: Span) -> Diagnostic {
    let takes = match params {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{params} arguments"),
    };
    Diagnostic::new(Code::MacroArguments, format!("the {what} takes {takes}"))
        .at(span, "one too many")
        .and(definition, "defined here")
}

/// A parameter that gets nothing.
pub(crate) fn missing_argument(what: &str, param: &str, call: Span, definition: Span) -> Diagnostic {
    Diagnostic::new(Code::MacroArguments, format!("missing argument for `{param}` of the {what}"))
        .at(call, "")
        .and(definition, "this parameter has no default")
}

/// A parameter that gets two arguments.
pub(crate) fn argument_twice(param: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::MacroArguments, format!("duplicate argument for `{param}`"))
        .at(span, "the second one")
        .and(first, "the first one")
}

/// A named argument without a parameter of that name.
pub(crate) fn unknown_argument<'c>(
    guesses: &Guesses,
    what: &str,
    name: &str,
    span: Span,
    definition: Span,
    params: impl Iterator<Item = &'c str>,
) -> Diagnostic {
    Diagnostic::new(Code::MacroArguments, format!("unknown parameter `{name}` of the {what}"))
        .at(span, "")
        .and(definition, "defined here")
        .help_if(meant(guesses, name, params))
}

/// An argument without a name after one with a name.
pub(crate) fn positional_after_named(span: Span, named: Span) -> Diagnostic {
    Diagnostic::new(Code::MacroArguments, "an argument without a name after one with a name")
        .at(span, "expected `NAME=` before this argument")
        .and(named, "every argument after this one needs a name")
}

/// An argument that cannot be part of a word.
pub(crate) fn glued_argument(param: &str, text: &str, argument: Span, template: Span) -> Diagnostic {
    let shown: String = text.chars().take(40).collect();
    Diagnostic::new(Code::GluedArgument, format!("`{shown}` cannot be part of a word"))
        .at(argument, "expected one word or integer")
        .and(template, format!("`\\{param}` touches other letters here"))
}

/// Calls that are nested too deeply.
pub(crate) fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::ExpansionDepth, format!("expansions are nested deeper than {most}"))
        .at(span, "this call exceeds the limit")
        .note("a macro that calls itself needs an `.if` that ends it")
}

/// An expansion without a foreseeable end.
pub(crate) fn expansion_too_large(span: Span, most: u64) -> Diagnostic {
    Diagnostic::new(Code::ExpansionTooLarge, format!("an expansion of more than {most} statements"))
        .at(span, "the expansion stops here")
        .note("each iteration of a `.repeat` counts as a statement at least")
}

/// Expansions, files included again and `incbin` that together need more memory than they may take.
pub(crate) fn expansion_takes_too_much(span: Span, most: u64, statements: u64) -> Diagnostic {
    Diagnostic::new(
        Code::ExpansionTooLarge,
        format!("expansions and included data take more than {most} bytes"),
    )
    .at(span, "the expansion stops here")
    .note(format!("expansions have made {statements} statements so far; statements and names count, too"))
    .help("correct the count, or set another limit with `--max-expansion BYTES`")
}

/// A count below zero.
pub(crate) fn repeat_count(count: Int, span: Span) -> Diagnostic {
    Diagnostic::new(Code::RepeatCount, format!("invalid repeat count {count}")).at(span, "")
}

// ---- blocks

/// A block without its end.
pub(crate) fn unclosed_block(kind: BlockKind, begin: Span, end: Span) -> Diagnostic {
    let name = kind.name();
    Diagnostic::new(Code::UnclosedBlock, format!("unclosed block `.{name}`"))
        .at(begin, "begins here")
        .and(end, "it must end before this")
        .note("a block ends in the included file, macro, `.if` or `.repeat` in which it begins")
        .help(format!("write `.end` where the `.{name}` ends"))
}

/// An `.end` without a block.
pub(crate) fn stray_end(span: Span, around: Option<(BlockKind, Span)>) -> Diagnostic {
    let reported = Diagnostic::new(Code::StrayEnd, "`.end` without a block").at(span, "");
    match around {
        None => reported.note("no block is open here"),
        Some((kind, begin)) => reported
            .and(begin, format!("this `.{}` begins in another text", kind.name()))
            .note("a block ends in the file, macro or `.repeat` that it begins in"),
    }
}

/// An `.else` or `.elif` outside of an `.if`.
pub(crate) fn stray_branch(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayEnd, "a branch without an `.if`").at(span, "").note(
        "`.elif` and `.else` belong between an `.if` and its `.end`, in the same file, macro or `.repeat`",
    )
}

/// A branch after the last one.
pub(crate) fn branch_after_else(span: Span, last: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayEnd, "a branch after `.else`")
        .at(span, "is never reached")
        .and(last, "`.else` is the last branch of its `.if`")
}

/// An `.end` with the name of another block than the innermost.
pub(crate) fn mismatched_end(named: BlockKind, name: Span, innermost: BlockKind, begin: Span) -> Diagnostic {
    let (named, innermost) = (named.name(), innermost.name());
    Diagnostic::new(
        Code::MismatchedEnd,
        format!("expected the end of `.{innermost}`, found the end of `.{named}`"),
    )
    .at(name, "")
    .and(begin, format!("this `.{innermost}` is open"))
}

/// An `.end` with a name that is not a block.
pub(crate) fn unknown_block(cx: &Context, span: Span) -> Diagnostic {
    let names = BlockKind::ALL.iter().map(|kind| kind.name());
    let word = cx.sources.text(span);
    Diagnostic::new(Code::MismatchedEnd, format!("expected the name of a block, found `{word}`"))
        .at(span, "")
        .note("`.end` takes no operand, or the directive that began the block, without its dot")
        .help_if(meant(&cx.guesses, word, names))
}
