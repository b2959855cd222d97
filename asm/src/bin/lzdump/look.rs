//! The views of files, as text on standard output.

use crate::args::Args;
use lzasm::cli::{
    messages,
    tool::{Console, Exit, Verbosity},
};
use lzasm::dump::{File, disassembly, graph, hex, html, json, sizes, summary, symbols, verify};
use lzasm::files;
use lzasm::formats::{RaiseOptions, UserOp};
use lzasm::{Options, formats};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::{Diagnostic, Level};
use std::io::{self, Write};
use std::path::Path;

/// Shows all files. One that cannot be read does not prevent the others.
pub(crate) fn all(args: &Args, lints: &Lints, console: &mut Console<'_>) {
    let output = args.html.as_deref().or(args.output.as_deref()).unwrap_or(Path::new("-"));
    if let Err(error) = args.claims().write(output) {
        return console.file(&error);
    }
    let Some(options) = raise_options(args, console) else { return };
    if args.hex || (args.disassemble && !args.lenient) {
        return stream(args, &options, output, console);
    }
    let mut text = String::new();
    for path in &args.files {
        if args.lenient {
            text.push_str(&lenient(path, &options, console));
        } else if let Some(file) = open(path, console) {
            one(args, &file, (lints, &options), console, &mut text);
        }
    }
    let is_empty = text.is_empty() && (args.output.is_none() || args.html.is_some());
    if let Err(error) = if is_empty { Ok(()) } else { files::write(output, text.as_bytes()) } {
        console.file(&error);
    }
}

/// Writes the long views of all files, file by file and piece by piece: they are many times larger than the files. If
/// none can be read, nothing is written.
fn stream(args: &Args, options: &RaiseOptions, output: &Path, console: &mut Console<'_>) {
    let mut opened = args.files.iter().filter_map(|path| open(path, console)).peekable();
    if opened.peek().is_none() {
        return;
    }
    let mut has_text = false;
    let written = files::write_with(output, &mut |out| {
        opened.by_ref().try_for_each(|file| long_view(args, options, &file, &mut has_text, out))
    });
    drop(opened);
    if let Err(error) = written {
        console.file(&error);
    }
}

fn long_view(
    args: &Args,
    options: &RaiseOptions,
    file: &File,
    has_text: &mut bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut written = Ok(());
    let mut sink = |piece: &str| {
        if written.is_ok() {
            written = out.write_all(piece.as_bytes());
        }
    };
    if args.disassemble {
        file.model.raise_to(options, &mut sink);
    } else {
        sink(&heading(args, file, std::mem::replace(has_text, true)));
        hex::to(file, &mut sink);
    }
    written
}

/// The name of a file above its view, if there are several.
fn heading(args: &Args, file: &File, has_text: bool) -> String {
    let gap = if has_text { "\n" } else { "" };
    if args.files.len() > 1 { format!("{gap}{}:\n", file.name) } else { String::new() }
}

/// The options of disassembly, with the instructions of `--ops`.
fn raise_options(args: &Args, console: &mut Console<'_>) -> Option<RaiseOptions> {
    let Some(path) = &args.ops else {
        return Some(RaiseOptions { annotate: args.annotate, ops: Vec::new() });
    };
    let bytes = files::read(path).map_err(|error| console.file(&error)).ok()?;
    let limits = args.expansion.limit(Options::default());
    let (program, names) = disassembly::definitions(&path.to_string_lossy(), bytes, &limits)
        .map_err(|made| console.assembly(&made))
        .ok()?;
    Some(RaiseOptions { annotate: args.annotate, ops: UserOp::all(&program, &names) })
}

/// The source of a file, whether it decodes or not.
fn lenient(path: &Path, options: &RaiseOptions, console: &mut Console<'_>) -> String {
    match files::read(path) {
        Ok(bytes) => disassembly::lenient(&path.to_string_lossy(), bytes, options),
        Err(error) => {
            console.file(&error);
            String::new()
        }
    }
}

/// Reads a file, or reports why that failed.
pub(crate) fn open(path: &Path, console: &mut Console<'_>) -> Option<File> {
    let bytes = match files::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            console.file(&error);
            return None;
        }
    };
    match File::open(&path.to_string_lossy(), bytes) {
        Ok(file) => Some(file),
        Err(diagnostic) => {
            console.fail(&diagnostic, Exit::of(&diagnostic, Some(diagnostic.level)));
            None
        }
    }
}

type How<'h> = (&'h Lints, &'h RaiseOptions);

fn one(args: &Args, file: &File, (lints, options): How<'_>, console: &mut Console<'_>, text: &mut String) {
    if args.verify {
        return findings(args, file, lints, console);
    }
    if args.check_roundtrip {
        return round_trip(args, file, options, console);
    }
    if let Some(form) = &args.to {
        return to_form(form, args, file, lints, console, text);
    }
    if args.symbols {
        text.push_str(&heading(args, file, !text.is_empty()));
    }
    text.push_str(&shown(args, file));
}

/// Writes a file in a text form of its format, or reports why that is impossible.
fn to_form(
    form: &str,
    args: &Args,
    file: &File,
    lints: &Lints,
    console: &mut Console<'_>,
    text: &mut String,
) {
    let own = formats::by_text_extension(form).and_then(|format| format.text_form());
    let Some(written) = own.and_then(|own| own.write(&file.name, &*file.model, args.lossy.into())) else {
        let fault = messages::no_text_form(&file.name, file.info().title, form);
        return console.fail(&fault, Exit::Errors);
    };
    let is_error = |found: &Diagnostic| lints.level(found.code, found.level) == Some(Level::Error);
    for found in &written.diagnostics {
        console.fail(found, if is_error(found) { Exit::Errors } else { Exit::Done });
    }
    console.leave_out(written.left_out);
    let refused = written.diagnostics.iter().any(is_error);
    let Some(found) = written.text.filter(|_| !refused) else { return };
    if files::is_terminal(args.output.as_deref().unwrap_or(Path::new("-"))) && moves_cursor(&found) {
        return console.fail(&messages::control_to_terminal(), Exit::Usage);
    }
    text.push_str(&found);
}

/// Whether a text does more on a terminal than show letters: a text form may have no escapes for control characters
/// and for those that change the direction of writing.
fn moves_cursor(text: &str) -> bool {
    let turns = |found| matches!(found, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|found| found.is_control() && !matches!(found, '\n' | '\t') || turns(found))
}

fn shown(args: &Args, file: &File) -> String {
    if args.symbols {
        symbols::symbols(file)
    } else if args.size {
        sizes::text(file, files::is_terminal(args.output.as_deref().unwrap_or(Path::new("-"))))
    } else if args.json {
        json::json(file)
    } else if args.html.is_some() {
        html::page(file)
    } else if let Some(what) = args.graph {
        graph::graph(file, what.into())
    } else {
        summary::summary(file)
    }
}

/// Disassembles, assembles and compares.
fn round_trip(args: &Args, file: &File, options: &RaiseOptions, console: &mut Console<'_>) {
    match disassembly::check(file, options) {
        Ok(()) if args.common.verbosity() == Verbosity::Verbose => {
            console.say(&format!("{}: the disassembly gives the same bytes", file.name));
        }
        Ok(()) => {}
        Err(fault) => {
            fault.report.iter().for_each(|found| console.report(found, &fault.sources));
            console.leave_out(fault.left_out);
            console.fail(&fault.diagnostic, Exit::Errors);
        }
    }
}

/// Reports findings. Each that is not turned off makes the command fail.
fn findings(args: &Args, file: &File, lints: &Lints, console: &mut Console<'_>) {
    let found = verify::verify(file);
    if found.is_empty() && args.common.verbosity() == Verbosity::Verbose {
        console.say(&format!("{}: nothing found", file.name));
    }
    for diagnostic in found {
        if lints.level(diagnostic.code, diagnostic.level).is_some() {
            console.fail(&diagnostic, Exit::Errors);
        }
    }
}
