//! Reading what is to be run: modules are decoded, sources assembled. In go paths, out come units, or messages.

use crate::args::Args;
use lzasm::dump::File;
use lzasm::expand::FileLoader;
use lzasm::files;
use lzasm::formats;
use lzasm::run::Unit;
use lzasm::tool::{Console, Exit};
use lzasm::{Assembly, Input, Options, assemble, paths};
use lzasm_grammar::diag::Code;
use lzasm_grammar::diag::lints::Lints;
use std::path::Path;

/// The format of a source that does not say one.
const USUAL: &str = formats::lazer::INFO.name;

/// All files of a run; `None` if a message says what is wrong.
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

/// Whether bytes can be a source: an empty file, or the beginning of a text.
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
    let made = made(&name, &paths::stem(path), bytes, &args.options());
    let mut is_sound = true;
    for diagnostic in &made.diagnostics {
        console.tell(diagnostic, &made.sources);
        is_sound &= Exit::of(diagnostic, lints.level(diagnostic.code, diagnostic.level)) == Exit::Done;
    }
    let model = made.model.filter(|_| is_sound)?;
    Some(Unit { name, model, sources: Some(made.sources) })
}

/// Assembles a source to the format it says, else to the usual one.
fn made(name: &str, stem: &str, bytes: Vec<u8>, options: &Options) -> Assembly {
    let input = |bytes| Input { name: name.to_owned(), bytes, stem: stem.to_owned() };
    let first = assemble(input(bytes.clone()), options, Box::new(FileLoader));
    let lacks_target = |code| matches!(code, Code::NoFormat | Code::TargetUnknown);
    match first.diagnostics.iter().any(|told| lacks_target(told.code)) {
        true => {
            let options = Options { format: Some(USUAL), ..options.clone() };
            assemble(input(bytes), &options, Box::new(FileLoader))
        }
        false => first,
    }
}
