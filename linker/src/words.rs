//! The wording of diagnostics about linking: in goes an error as data, out comes what the user reads. Bytes have no
//! lines to show, so each message names its files.

use crate::error::{Difference, LinkError, Origin, Wanted};
use crate::places;
use lzasm::bytes::Fault;
use lzasm_grammar::diag::{Code, Diagnostic};

/// How many files or differences a message lists.
const LISTED: usize = 8;

/// An error in words.
pub fn diagnostic(error: &LinkError) -> Diagnostic {
    let places = places::files(error).into_iter();
    places.fold(worded(error), |diagnostic, (file, offset)| diagnostic.in_file(file, offset))
}

fn worded(error: &LinkError) -> Diagnostic {
    match error {
        LinkError::NoInput => Diagnostic::new(Code::NotAModule, "there is nothing to link"),
        LinkError::NotAModule { file, start } => not_a_module(file, start),
        LinkError::MixedFormats { files } => mixed(files),
        LinkError::Damaged { file, error } => {
            let base = match error.fault {
                Fault::NoMemory => {
                    Diagnostic::new(Code::NotEnoughMemory, format!("cannot read `{file}`: {}", error.fault))
                }
                _ => Diagnostic::new(Code::DamagedInput, format!("`{file}` is damaged: {}", error.fault)),
            };
            let base = base.note(format!("at offset {:#x}, in {}", error.offset, place(&error.path)));
            error.note.map_or(base.clone(), |note| base.note(note))
        }
        LinkError::Refused { file, finding } => {
            let message = format!("`{file}` is not valid: {}", finding.message);
            let base = Diagnostic::new(Code::InvalidInput, message).note(format!(
                "in {} [{}]",
                place(&finding.path),
                finding.rule
            ));
            let base = finding.note.as_ref().map_or(base.clone(), |note| base.note(note));
            base.help("`--no-verify` links it all the same")
        }
        LinkError::TrailingBytes { file, count } => {
            let message = {
                let are = if *count == 1 { "is" } else { "are" };
                format!("{} after the end of `{file}` {are} left out", lzasm::bytes::counted(*count, "byte"))
            };
            Diagnostic::new(Code::TrailingInput, message)
        }
        LinkError::NoMember { file, name, similar } => {
            Diagnostic::new(Code::NoSuchMember, format!("there is no module `{name}` in `{file}`")).help(
                match similar {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "`--list` shows what is in it".to_owned(),
                },
            )
        }
        LinkError::NotAnArchive { file, title } => {
            let message = format!("`{file}` is a {title} file, which holds no modules of their own");
            Diagnostic::new(Code::NotAnArchive, message)
                .note("modules are taken out of and put into Lazer and Hydro files")
        }
        LinkError::HiddenForm { file } => {
            let message =
                format!("with the first module of `{file}` at its start, the output would be read wrongly");
            Diagnostic::new(Code::Disagreement, message)
                .note("readers tell the form of the headers by where the usings of the first module are")
                .help("name another file first, or choose the form with `--hydro-header`")
        }
        LinkError::LinkInTheWay { path } => Diagnostic::new(
            Code::LinkInTheWay,
            format!("`{path}` is a link, which may lead out of the folder"),
        )
        .help("remove it, or extract to another folder"),
        other => names(other),
    }
}

/// What is wrong with names and what they stand for.
fn names(error: &LinkError) -> Diagnostic {
    match error {
        LinkError::DuplicateModule { name, origins } => {
            let message = format!("module `{name}` is there {}", times(origins.len()));
            Diagnostic::new(Code::DuplicateModule, message)
                .note(format!("in {}", files(origins)))
                .help("`--duplicates first` or `last` takes one of them")
        }
        LinkError::DuplicateFunction { function, origin } => {
            let message = format!("{} `{function}` is defined twice", function.what());
            Diagnostic::new(Code::DuplicateDefinition, message).note(format!("both are in {origin}"))
        }
        LinkError::Undefined { wanted, by, count, similar, module } => {
            undefined(wanted, by, *count, similar.as_ref(), module.as_ref())
        }
        LinkError::WrongArity { wanted, by, count, defined, origin } => {
            let numbers: Vec<String> = defined.iter().map(u8::to_string).collect();
            let bare = wanted.to_string();
            let bare = bare.rsplit_once('/').map_or(bare.as_str(), |(bare, _)| bare);
            let message = format!("function `{wanted}` is not defined, but takes {}", taken(&numbers));
            Diagnostic::new(Code::WrongArity, message)
                .note(format!("wanted by {}", who(by, *count)))
                .note(format!("`{bare}` is defined in {origin}"))
        }
        LinkError::NoEntry { entry, similar } => {
            let base =
                Diagnostic::new(Code::NoEntry, format!("there is no function `{entry}` to start with"));
            match similar {
                Some(name) => base.help(format!("did you mean `{name}`?")),
                None => base.note("the entry is a function of a module among the inputs"),
            }
        }
        other => contents(other),
    }
}

/// What does not go together, or does not fit.
fn contents(error: &LinkError) -> Diagnostic {
    match error {
        LinkError::TooMuch { what, count, max } => Diagnostic::new(
            Code::LinkTooLarge,
            format!("there are {count} {what}, and at most {max} are possible"),
        )
        .help("make several outputs"),
        LinkError::TooDeep { depth, max, file } => {
            let message = format!("archives would be nested {depth} deep, and at most {max} are possible");
            Diagnostic::new(Code::NestedArchives, message)
                .note(format!("the deepest input is `{file}`"))
                .help("`--flatten` dissolves the archives among the inputs")
        }
        LinkError::Conflict { what, name, differences, first, second } => {
            let message = format!("{what} `{name}` is not the same in {first} and in {second}");
            let base = Diagnostic::new(Code::Conflict, message);
            let base = differences.iter().take(LISTED).fold(base, |base, line| base.note(difference(line)));
            let more = differences.len().saturating_sub(LISTED);
            let base = if more > 0 { base.note(format!("and {more} more differences")) } else { base };
            base.help("`--duplicates first` or `last` takes one of them")
        }
        LinkError::SizeMismatch { name, stated, sum, origin, parts } => {
            let message =
                format!("type `{name}` in {origin} states a size of {stated}, its members make {sum}");
            let base = parts
                .iter()
                .take(LISTED)
                .fold(Diagnostic::new(Code::SizeMismatch, message), |base, (part, origin)| {
                    base.note(format!("type `{part}` of a member is in {origin}"))
                });
            base.note("the size of a type is the sum of its members, without padding; a reference counts 8")
        }
        LinkError::SharedSymbol { symbol, first, second } => {
            let message = format!("symbol `{symbol}` stands for two things");
            Diagnostic::new(Code::SharedSymbol, message)
                .note(format!("`{}` in {}", first.0, first.1))
                .note(format!("`{}` in {}", second.0, second.1))
        }
        LinkError::Disagreement { what, values, option } => {
            let base = Diagnostic::new(Code::Disagreement, format!("the inputs do not agree on {what}"));
            let base = values
                .iter()
                .take(LISTED)
                .fold(base, |base, (value, file)| base.note(format!("`{value}` in `{file}`")));
            base.help_if(option.map(|option| format!("`{option}` decides")))
        }
        // The rest has been told by the callers.
        other => Diagnostic::new(Code::DamagedInput, format!("{other:?}")),
    }
}

fn not_a_module(file: &str, start: &[u8]) -> Diagnostic {
    let shown: Vec<String> = start.iter().map(|byte| format!("{byte:02x}")).collect();
    let message = format!("`{file}` is no module of any format");
    let base = Diagnostic::new(Code::NotAModule, message);
    match start {
        [] => base.note("it is empty"),
        _ => {
            base.note(format!("it starts with {}", shown.join(" "))).help("`lzasm` makes modules of sources")
        }
    }
}

fn mixed(formats: &[(&'static str, Vec<String>)]) -> Diagnostic {
    let base = Diagnostic::new(Code::MixedFormats, "the inputs are of different formats");
    let lines = formats.iter().map(|(title, names)| {
        let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
        format!("{title}: {}{}", shown.join(", "), more(names.len()))
    });
    lines.fold(base, Diagnostic::note).help("link the files of each format on their own")
}

fn undefined(
    wanted: &Wanted,
    by: &[Origin],
    count: usize,
    similar: Option<&(String, Origin)>,
    module: Option<&Origin>,
) -> Diagnostic {
    let message = format!("{} `{wanted}` is not defined", wanted.what());
    let mut base = Diagnostic::new(Code::Undefined, message).note(format!("wanted by {}", who(by, count)));
    if let Some(module) = module {
        base = base.note(format!("{module} does not define it"));
    }
    match similar {
        Some((name, origin)) => base.help(format!("did you mean `{name}`, which is {}?", within(origin))),
        // A module's own names must be its own.
        None if module.is_some_and(|module| by.contains(module)) => base,
        None => {
            base.help(format!("add the file that defines it, or allow it with `--allow-undefined={wanted}`"))
        }
    }
}

fn within(origin: &Origin) -> String {
    format!("in `{}`", origin.file)
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

fn place(path: &str) -> String {
    if path.is_empty() { "the file itself".to_owned() } else { format!("`{path}`") }
}

fn times(count: usize) -> String {
    if count == 2 { "twice".to_owned() } else { format!("{count} times") }
}

fn taken(numbers: &[String]) -> String {
    match numbers.split_last() {
        Some((last, [])) if last == "1" => "1 argument".to_owned(),
        Some((last, [])) => format!("{last} arguments"),
        Some((last, others)) => format!("{} or {last} arguments", others.join(", ")),
        None => "none".to_owned(),
    }
}

fn more(count: usize) -> String {
    match count.saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

fn files(origins: &[Origin]) -> String {
    let shown: Vec<String> = origins.iter().take(LISTED).map(|origin| format!("`{}`", origin.file)).collect();
    shown.join(", ") + &more(origins.len())
}

fn who(by: &[Origin], count: usize) -> String {
    let shown: Vec<String> = by.iter().take(LISTED).map(Origin::to_string).collect();
    let more = match count.saturating_sub(shown.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    shown.join(", ") + &more
}
