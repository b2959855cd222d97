//! Reading inputs and writing outputs for both halves of the command. Faults are reported.

use crate::args::Args;
use lzasm::cli::{
    messages,
    tool::{Console, Exit},
};
use lzasm::files::{self, Claims};
use lzasm_grammar::source::SourceMap;
use roolink::{Input, LinkErrors};
use std::path::{Path, PathBuf};

/// Reads all inputs; `None` if one cannot be read.
pub(crate) fn read(paths: &[PathBuf], console: &mut Console<'_>) -> Option<Vec<Input>> {
    let mut inputs = Vec::new();
    for result in Input::read_all(paths) {
        match result {
            Ok(input) => inputs.push(input),
            Err(error) => console.file(&error),
        }
    }
    (inputs.len() == paths.len()).then_some(inputs)
}

/// Reports the errors and warnings of the library.
pub(crate) fn report(errors: &LinkErrors, console: &mut Console<'_>) {
    let sources = SourceMap::new();
    for error in errors {
        console.report(&error.diagnostic(), &sources);
    }
    console.leave_out(errors.left_out());
}

/// Prints text to standard output. The caller removes characters that control a terminal.
pub(crate) fn print(text: &str, console: &mut Console<'_>) {
    if let Err(error) = files::write_stdout(text.as_bytes()) {
        console.file(&error);
    }
}

/// Refuses to write a module to a terminal.
pub(crate) fn refuse_terminal(output: &Path, console: &mut Console<'_>) -> bool {
    let is_seen = files::is_terminal(output);
    if is_seen {
        console.fail(&messages::binary_to_terminal(), Exit::Usage);
    }
    is_seen
}

/// Claims outputs; `false` if one is an input or another output, which is reported.
pub(crate) fn claim<'p>(
    outputs: impl IntoIterator<Item = &'p Path>,
    inputs: &[PathBuf],
    args: &Args,
    console: &mut Console<'_>,
) -> bool {
    let mut claims = Claims::reading(inputs.iter().chain(&args.common.argument_files));
    outputs.into_iter().all(|output| claims.write(output).map_err(|error| console.file(&error)).is_ok())
}

/// Writes a file; `false` if that failed, which is reported.
pub(crate) fn write(path: &Path, bytes: &[u8], console: &mut Console<'_>) -> bool {
    write_parts(path, &mut std::iter::once(bytes), console)
}

/// Writes a file that is in parts.
pub(crate) fn write_parts(
    path: &Path,
    parts: &mut dyn Iterator<Item = &[u8]>,
    console: &mut Console<'_>,
) -> bool {
    files::write_parts(path, parts).map_err(|error| console.file(&error)).is_ok()
}
