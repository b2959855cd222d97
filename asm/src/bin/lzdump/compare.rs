//! The comparison of two files, with the exit codes of `diff`.

use crate::args::Args;
use crate::look::open;
use lzasm::cli::tool::{Console, Exit, Verbosity};
use lzasm::dump::diff;
use lzasm::files;
use std::path::Path;

/// Compares the two files: [`Exit::Done`] if their content is the same, [`Exit::Errors`] if not, [`Exit::Usage`] on
/// trouble.
pub(crate) fn run(args: &Args, mut console: Console<'_>) -> Exit {
    let [one, other] = args.files.as_slice() else { return Exit::Usage };
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    if let Err(error) = args.claims().write(output) {
        console.file(&error);
        console.finish("could not compare");
        return Exit::Usage;
    }
    let text = match (open(one, &mut console), open(other, &mut console)) {
        (Some(one), Some(other)) => {
            let text = diff::diff(&one, &other);
            let is_noted = text.is_empty() && args.common.verbosity() != Verbosity::Quiet;
            if let (true, Some((at, path))) = (is_noted, diff::first_difference(&one, &other.bytes)) {
                console.say(&format!("the same content in other bytes, from offset {at:#x} on: {path}"));
            }
            text
        }
        _ => {
            console.finish("could not compare");
            return Exit::Usage;
        }
    };
    if let Err(error) = files::write(output, text.as_bytes()) {
        console.file(&error);
        console.finish("could not compare");
        return Exit::Usage;
    }
    match console.finish("could not compare") {
        // A message that was not written is trouble, too.
        Exit::Done if text.is_empty() => Exit::Done,
        Exit::Done => Exit::Errors,
        _ => Exit::Usage,
    }
}
