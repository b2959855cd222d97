//! One look at each file: in go the options, out come text on standard output and messages.

use crate::args::Args;
use lzasm::Options;
use lzasm::dump::{File, disassembly, graph, hex, html, json, sizes, summary, symbols, verify};
use lzasm::files;
use lzasm::formats::hydro::text::write as h2o;
use lzasm::formats::{RaiseOptions, UserOp};
use lzasm::tool::{Console, Exit, Verbosity, faults};
use lzasm_grammar::diag::Level;
use lzasm_grammar::diag::lints::Lints;
use std::path::Path;

/// Looks at all files. One that cannot be read does not keep the others from being shown.
pub(crate) fn all(args: &Args, lints: &Lints, console: &mut Console<'_>) {
    let output = args.html.as_deref().or(args.output.as_deref()).unwrap_or(Path::new("-"));
    if let Err(error) = args.claims().write(output) {
        return console.file(&error);
    }
    let Some(options) = raise_options(args, console) else { return };
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

/// How files are disassembled: with the instructions of `--ops`.
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

/// A file as a source, whether it decodes or not.
fn lenient(path: &Path, options: &RaiseOptions, console: &mut Console<'_>) -> String {
    match files::read(path) {
        Ok(bytes) => disassembly::lenient(&path.to_string_lossy(), bytes, options),
        Err(error) => {
            console.file(&error);
            String::new()
        }
    }
}

/// Reads a file, or tells why not.
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
    if args.to.is_some() {
        return hydro_text(args, file, lints, console, text);
    }
    if args.disassemble {
        return text.push_str(&file.model.raise(options));
    }
    let has_heading = args.files.len() > 1 && (args.hex || args.symbols);
    if has_heading {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(&format!("{}:\n", file.name));
    }
    text.push_str(&shown(args, file));
}

/// Writes a file in Hydro's text form, or tells why not.
fn hydro_text(args: &Args, file: &File, lints: &Lints, console: &mut Console<'_>, text: &mut String) {
    let Some(model) = file.model.as_any().downcast_ref() else {
        return console.fail(&faults::no_text_form(&file.name, file.info().title), Exit::Errors);
    };
    let written = h2o::write(&file.name, model, args.lossy.into());
    for told in &written.diagnostics {
        let is_error = lints.level(told.code, told.level) == Some(Level::Error);
        console.fail(told, if is_error { Exit::Errors } else { Exit::Done });
    }
    console.leave_out(written.left_out);
    let refused =
        written.diagnostics.iter().any(|told| lints.level(told.code, told.level) == Some(Level::Error));
    let Some(found) = written.text.filter(|_| !refused) else { return };
    if files::is_terminal(args.output.as_deref().unwrap_or(Path::new("-"))) && h2o::moves_cursor(&found) {
        return console.fail(&faults::control_to_terminal(), Exit::Usage);
    }
    text.push_str(&found);
}

fn shown(args: &Args, file: &File) -> String {
    if args.hex {
        hex::dump(&file.bytes, &file.fields())
    } else if args.symbols {
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
            fault.report.iter().for_each(|told| console.tell(told, &fault.sources));
            console.leave_out(fault.left_out);
            console.fail(&fault.diagnostic, Exit::Errors);
        }
    }
}

/// Whatever is found and not turned off makes the command fail.
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
