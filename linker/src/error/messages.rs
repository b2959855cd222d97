//! The wording of errors and warnings. Binary files have no lines to show, so each message names its files.

use super::{Difference, Few, LISTED, LinkError, Origin, Reference};
use lzasm::bytes::{DecodeError, Fault, counted};
use lzasm::formats::Finding;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::suggest::question;

const CHOOSE_ONE: &str = "choose one with `--duplicates first` or `--duplicates last`";

/// The message for an error, without its files.
pub(super) fn diagnostic(error: &LinkError) -> Diagnostic {
    let base = Diagnostic::new(error.code(), headline(error));
    match error {
        LinkError::NoInput | LinkError::NotLinkable { .. } | LinkError::TrailingBytes { .. } => base,
        LinkError::NotAModule { start, .. } => not_a_module(base, start),
        LinkError::MixedFormats { files } => mixed(base, files),
        LinkError::Damaged { error, .. } => damaged(base, error),
        LinkError::Refused { finding, .. } => refused(base, finding),
        LinkError::DuplicateModule { origins, .. } => {
            let files = list(origins, |origin| format!("`{}`", origin.file));
            base.note(format!("defined in {files}")).help(CHOOSE_ONE)
        }
        LinkError::DuplicateFunction { origin, .. } => {
            base.note(format!("both definitions are in {origin}"))
        }
        LinkError::Undefined { reference, by, similar, module } => {
            undefined(base, reference, by, similar.as_ref(), module.as_ref())
        }
        LinkError::WrongArity { reference, by, defined, origin } => {
            wrong_arity(base, reference, by, defined, origin)
        }
        LinkError::TooMuch { .. } => base.help("link the inputs into several outputs"),
        LinkError::TooDeep { file, .. } => base
            .note(format!("the deepest input is `{file}`"))
            .help("dissolve the archives among the inputs with `--flatten`"),
        LinkError::Conflict { differences, first, second, .. } => {
            conflict(base, differences, first, second)
        }
        LinkError::SizeMismatch { origin, parts, .. } => size_mismatch(base, origin, parts),
        LinkError::SharedSymbol { first, second, .. } => base
            .note(format!("`{}` in {}", first.0, first.1))
            .note(format!("`{}` in {}", second.0, second.1)),
        LinkError::Disagreement { values, option, .. } => {
            let notes = values.iter().map(|(value, file)| format!("`{value}` in `{file}`"));
            notes
                .fold(base, Diagnostic::note)
                .help_if(option.map(|option| format!("set it with `{option}`")))
        }
        LinkError::NoEntry { similar, .. } => match question(similar) {
            Some(help) => base.help(help),
            None => base.note("the entry is a function of a module among the inputs"),
        },
        LinkError::NoMember { similar, .. } => base.help(
            question(similar).unwrap_or_else(|| "show the modules of the file with `--list`".to_owned()),
        ),
        LinkError::NotAnArchive { archives, .. } => {
            base.note(format!("only {} files hold modules", archives.join(" and ")))
        }
        LinkError::HiddenForm { file, option } => base
            .note(format!(
                "the form shows in the offset of the first usings, which misleads in the first module of `{file}`"
            ))
            .help(format!("name another file first, or choose the form with `{option}`")),
        LinkError::LinkInTheWay { .. } => base.help("remove it, or extract to another folder"),
    }
}

fn headline(error: &LinkError) -> String {
    match error {
        LinkError::NoInput => "no inputs to link".to_owned(),
        LinkError::NotAModule { file, .. } => format!("`{file}` is not a module of any format"),
        LinkError::NotLinkable { file, title } => {
            format!("`{file}` is a {title} file, which cannot be linked")
        }
        LinkError::MixedFormats { .. } => "the inputs are of different formats".to_owned(),
        LinkError::Damaged { file, error } => match error.fault {
            Fault::NoMemory => format!("cannot read `{file}`: {}", error.fault),
            _ => format!("`{file}` is damaged: {}", error.fault),
        },
        LinkError::Refused { file, finding } => format!("`{file}` is not valid: {}", finding.message),
        LinkError::DuplicateModule { name, .. } => format!("duplicate module `{name}`"),
        LinkError::DuplicateFunction { function, .. } => {
            format!("duplicate {} `{function}`", function.kind())
        }
        LinkError::Undefined { reference, .. } => format!("undefined {} `{reference}`", reference.kind()),
        LinkError::WrongArity { reference, .. } => {
            format!("wrong number of arguments for {} `{reference}`", reference.kind())
        }
        LinkError::TooMuch { what, count, max } => {
            format!("too many {what}: {count}, and the maximum is {max}")
        }
        LinkError::TooDeep { depth, max, .. } => {
            format!("archives nested too deep: {depth} levels, and the maximum is {max}")
        }
        LinkError::Conflict { what, name, .. } => format!("conflicting definitions of {what} `{name}`"),
        LinkError::SizeMismatch { name, stated, sum, .. } => {
            format!("type `{name}` has a size of {stated}, but its members add up to {sum}")
        }
        LinkError::SharedSymbol { symbol, .. } => format!("duplicate symbol `{symbol}`"),
        LinkError::Disagreement { what, .. } => format!("the inputs disagree on {what}"),
        LinkError::NoEntry { entry, .. } => format!("undefined entry function `{entry}`"),
        LinkError::TrailingBytes { file, count } => {
            format!("{} after the end of `{file}` left out", counted(*count, "byte"))
        }
        LinkError::NoMember { name, file, .. } => format!("no module `{name}` in `{file}`"),
        LinkError::NotAnArchive { file, title, .. } => {
            format!("`{file}` is a {title} file, which holds no modules")
        }
        LinkError::HiddenForm { .. } => "the headers of the output would be read in another form".to_owned(),
        LinkError::LinkInTheWay { path } => {
            format!("`{path}` is a symbolic link, which may lead out of the folder")
        }
    }
}

fn not_a_module(base: Diagnostic, start: &[u8]) -> Diagnostic {
    if start.is_empty() {
        return base.note("it is empty");
    }
    let shown: Vec<String> = start.iter().map(|byte| format!("{byte:02x}")).collect();
    base.note(format!("it starts with {}", shown.join(" "))).help("assemble sources with `lzasm`")
}

fn mixed(base: Diagnostic, formats: &[(&'static str, Few<String>)]) -> Diagnostic {
    let line = |(title, files): &(&str, Few<String>)| {
        format!("{title}: {}", list(files, |file| format!("`{file}`")))
    };
    formats.iter().map(line).fold(base, Diagnostic::note).help("link the files of each format on their own")
}

fn damaged(base: Diagnostic, error: &DecodeError) -> Diagnostic {
    let base = base.note(format!("at offset {:#x}, in {}", error.offset, place(&error.path)));
    match error.note {
        Some(note) => base.note(note),
        None => base,
    }
}

fn refused(base: Diagnostic, finding: &Finding) -> Diagnostic {
    let base = base.note(format!("in {} [{}]", place(&finding.path), finding.rule));
    let base = match &finding.note {
        Some(note) => base.note(note),
        None => base,
    };
    base.help("link it anyway with `--no-verify`")
}

fn undefined(
    base: Diagnostic,
    reference: &Reference,
    by: &Few<Origin>,
    similar: Option<&(String, Origin)>,
    module: Option<&Origin>,
) -> Diagnostic {
    let mut base = base.note(required_by(by));
    if let Some(module) = module {
        base = base.note(format!("{module} does not define it"));
    }
    match similar {
        Some((name, origin)) => base.help(format!("did you mean `{name}` in `{}`?", origin.file)),
        // No other file can define what a module requires of itself.
        None if module.is_some_and(|module| by.first().contains(module)) => base,
        None => base
            .help(format!("add the file that defines it, or allow it with `--allow-undefined={reference}`")),
    }
}

fn wrong_arity(
    base: Diagnostic,
    reference: &Reference,
    by: &Few<Origin>,
    defined: &[u8],
    origin: &Origin,
) -> Diagnostic {
    let full = reference.to_string();
    let bare = full.rsplit_once('/').map_or(full.as_str(), |(bare, _)| bare);
    let numbers: Vec<String> = defined.iter().map(u8::to_string).collect();
    base.note(required_by(by)).note(format!("`{bare}` in {origin} takes {}", arguments(&numbers)))
}

fn conflict(base: Diagnostic, differences: &[Difference], first: &Origin, second: &Origin) -> Diagnostic {
    let base = base.note(format!("the first is in {first}, the second in {second}"));
    let base = differences.iter().take(LISTED).map(difference).fold(base, Diagnostic::note);
    let more = differences.len().saturating_sub(LISTED);
    let base = if more > 0 { base.note(format!("and {}", counted(more, "more difference"))) } else { base };
    base.help(CHOOSE_ONE)
}

fn difference(line: &Difference) -> String {
    match (&line.first, &line.second) {
        (Some(first), Some(second)) => {
            format!("{}: `{first}` in the first, `{second}` in the second", line.part)
        }
        (Some(first), None) => format!("{}: `{first}` in the first only", line.part),
        (None, Some(second)) => format!("{}: `{second}` in the second only", line.part),
        (None, None) => line.part.clone(),
    }
}

fn size_mismatch(base: Diagnostic, origin: &Origin, parts: &[(String, Origin)]) -> Diagnostic {
    let base = base.note(format!("in {origin}"));
    let part = |(name, origin): &(String, Origin)| format!("type `{name}` of a member is in {origin}");
    parts
        .iter()
        .take(LISTED)
        .map(part)
        .fold(base, Diagnostic::note)
        .note("the size of a type is the sum of its members, without padding; a reference counts 8")
}

fn place(path: &str) -> String {
    if path.is_empty() { "the file itself".to_owned() } else { format!("`{path}`") }
}

fn arguments(numbers: &[String]) -> String {
    match numbers.split_last() {
        Some((last, [])) if last == "1" => "1 argument".to_owned(),
        Some((last, [])) => format!("{last} arguments"),
        Some((last, others)) => format!("{} or {last} arguments", others.join(", ")),
        None => "no arguments".to_owned(),
    }
}

fn required_by(by: &Few<Origin>) -> String {
    format!("required by {}", list(by, Origin::to_string))
}

/// The first items of a list with commas, and how many more there are.
fn list<T>(few: &Few<T>, text: impl Fn(&T) -> String) -> String {
    let shown: Vec<String> = few.first().iter().map(text).collect();
    match few.count() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
