//! One look at each file: in go the options, out come text on standard output and messages.

use crate::args::Args;
use lzasm::dump::{File, graph, hex, json, sizes, summary, symbols, verify};
use lzasm::files;
use lzasm::tool::{Console, Exit, Verbosity};
use lzasm_grammar::diag::lints::Lints;
use std::path::Path;

/// Looks at all files. One that cannot be read does not keep the others from being shown.
pub(crate) fn all(args: &Args, lints: &Lints, console: &mut Console<'_>) {
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    if let Err(error) = files::refuse_input_as_output(output, args.files.iter().map(|file| &**file)) {
        return console.file(&error);
    }
    let mut text = String::new();
    for path in &args.files {
        if let Some(file) = open(path, console) {
            one(args, &file, lints, console, &mut text);
        }
    }
    let is_empty = text.is_empty() && args.output.is_none();
    if let Err(error) = if is_empty { Ok(()) } else { files::write(output, text.as_bytes()) } {
        console.file(&error);
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
            console.fail(&diagnostic, Exit::Errors);
            None
        }
    }
}

fn one(args: &Args, file: &File, lints: &Lints, console: &mut Console<'_>, text: &mut String) {
    if args.verify {
        return findings(args, file, lints, console);
    }
    let has_heading = args.files.len() > 1 && (args.hex || args.symbols);
    if has_heading {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(&format!("{}:\n", file.name));
    }
    text.push_str(&shown(args, file));
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
    } else if let Some(what) = args.graph {
        graph::graph(file, what.into())
    } else {
        summary::summary(file)
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
