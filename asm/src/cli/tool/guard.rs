//! The outermost layer of a command: reports a panic as a fault of the command.

use super::Exit;
use std::panic::{self, PanicHookInfo, UnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs a command. If any thread panics, one message asks the user to report it.
pub fn guard(
    tool: &'static str,
    version: &'static str,
    command: impl FnOnce() -> Exit + UnwindSafe,
) -> ExitCode {
    guarded(tool, version, command).into()
}

fn guarded(tool: &'static str, version: &'static str, command: impl FnOnce() -> Exit + UnwindSafe) -> Exit {
    static REPORTED: AtomicBool = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        if !REPORTED.swap(true, Ordering::Relaxed) {
            eprint!("{}", report(tool, version, info));
        }
    }));
    panic::catch_unwind(command).unwrap_or(Exit::Bug)
}

fn report(tool: &str, version: &str, info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let what = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
    let place =
        info.location().map_or(String::new(), |place| format!(" ({}:{})", place.file(), place.line()));
    let home = env!("CARGO_PKG_REPOSITORY");
    format!(
        "error: {tool} {version} has a fault: {what}{place}\n  \
         = note: this is not the fault of your input, whatever is in it; no output was left half written\n  \
         = help: please report it with the command line and the input at {home}/issues\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Set in the process that the test starts.
    const MARK: &str = "LZASM_TEST_OF_GUARD";

    /// A hook belongs to a whole process, so this test starts itself in a new one.
    #[test]
    fn a_panic_is_reported_once() {
        if std::env::var_os(MARK).is_some() {
            let fault = || rayon::join(|| panic!("one fault"), || panic!("one fault")).0;
            std::process::exit(guarded("lzasm", "0", fault).code().into());
        }
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["a_panic_is_reported_once", "--nocapture"]).env(MARK, "1");
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(70), "{said}");
        assert_eq!(said.matches("has a fault: one fault").count(), 1, "{said}");
        assert!(said.contains("please report it") && !said.contains("RUST_BACKTRACE"), "{said}");
    }
}
