//! Programs that are not ours and that some tests need. Where one is missing the test is skipped with a message, or
//! fails if `LZASM_NEED_TOOLS` is set, as it is where everything is checked before a change is taken.

use crate::repo;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The folder that the checks of a change install tools into; `LZASM_TOOLS` names another one.
pub fn folder() -> PathBuf {
    std::env::var_os("LZASM_TOOLS").map_or_else(|| repo::root().join("target/tools"), PathBuf::from)
}

/// Whether a command can be run and ends well.
pub fn runs(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Reports that a test is skipped because something is missing.
///
/// # Panics
/// If nothing may be skipped.
pub fn skip(missing: &str) {
    assert!(std::env::var_os("LZASM_NEED_TOOLS").is_none(), "{missing}, and `LZASM_NEED_TOOLS` is set");
    eprintln!("skipped: {missing}");
}

/// What a command says on its standard output.
///
/// # Panics
/// If it cannot be run or fails.
pub fn said(command: &mut Command) -> String {
    let Output { status, stdout, stderr } =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).into_owned()
}
