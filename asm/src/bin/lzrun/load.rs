//! The files of a run: modules are decoded, sources assembled.

use crate::args::Args;
use lzasm::cli::tool::{Console, Exit};
use lzasm::dump::File;
use lzasm::files;
use lzasm::files::FileLoader;
use lzasm::formats;
use lzasm::vm::Unit;
use lzasm::{Assembly, Input, Options, assemble, assemble_with_listener, paths};
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::SourceMap;
use std::path::Path;

/// The format of a source that does not name one: the first that carries code.
fn default_format() -> Option<&'static str> {
    formats::ALL.iter().map(|format| format.info()).find(|info| info.isa.is_some()).map(|info| info.name)
}

/// Loads all files of a run; `None` if a message was reported.
pub(crate) fn all(args: &Args, lints: &Lints, console: &mut Console<'_>) -> Option<Vec<Unit>> {
    let paths = args.file.iter().chain(&args.with);
    let units: Vec<Option<Unit>> = paths.map(|path| one(path, args, lints, console)).collect();
    units.into_iter().collect()
}

fn one(path: &Path, args: &Args, lints: &Lints, console: &mut Console<'_>) -> Option<Unit> {
    let bytes = match files::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            console.file(&error);
            return None;
        }
    };
    if formats::detect(&bytes).is_none() && is_text(&bytes) {
        return source(path, bytes, args, lints, console);
    }
    match File::open(&path.to_string_lossy(), bytes) {
        Ok(file) => Some(Unit { name: file.name, model: file.model, sources: None }),
        Err(diagnostic) => {
            console.fail(&diagnostic, Exit::of(&diagnostic, Some(diagnostic.level)));
            None
        }
    }
}

/// Whether bytes can be a source: an empty file, or the beginning of text.
fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().take(512).all(|&byte| byte >= b' ' || b"\t\r\n\x0c".contains(&byte))
}

/// Assembles a source.
fn source(
    path: &Path,
    bytes: Vec<u8>,
    args: &Args,
    lints: &Lints,
    console: &mut Console<'_>,
) -> Option<Unit> {
    let name = paths::shown(path);
    let (made, options) = made(&name, &paths::stem(path), &bytes, args.options(lints));
    if args.common.error_limit == 0 && !made.left_out.is_empty() {
        // The format was known only afterwards. Now all messages are printed.
        let mut listener = |found: &Diagnostic, sources: &SourceMap| console.report(found, sources);
        let input = Input { name: name.clone(), stem: paths::stem(path), bytes };
        assemble_with_listener(input, &options, Box::new(FileLoader), &mut listener);
    } else {
        console.assembly(&made);
    }
    let level = |found: &Diagnostic| lints.level(found.code, found.level);
    let is_sound = made.left_out.errors == 0
        && made.diagnostics.iter().all(|found| Exit::of(found, level(found)) == Exit::Done);
    let model = made.model.filter(|_| is_sound)?;
    Some(Unit { name, model: model.into(), sources: Some(made.sources) })
}

/// Assembles a source to the format that it names, or else to the default one.
fn made(name: &str, stem: &str, bytes: &[u8], options: Options) -> (Assembly, Options) {
    let assembled = |options: &Options| {
        let input = Input { name: name.to_owned(), bytes: bytes.to_vec(), stem: stem.to_owned() };
        assemble(input, options, Box::new(FileLoader))
    };
    let first = assembled(&options);
    let lacks_target = |code| matches!(code, Code::NoFormat | Code::TargetUnknown);
    if !first.diagnostics.iter().any(|found| lacks_target(found.code)) {
        return (first, options);
    }
    // Both at the same time would take twice the memory.
    drop(first);
    let options = Options { format: default_format(), ..options };
    (assembled(&options), options)
}
