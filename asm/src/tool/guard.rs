//! The outermost layer of a command: a panic is a fault of ours and is reported as one.

use super::Exit;
use std::panic::{self, PanicHookInfo, UnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Runs a command. If it panics, in whatever thread, one message asks the user to report it.
pub fn guard(tool: &'static str, command: impl FnOnce() -> Exit + UnwindSafe) -> ExitCode {
    static TOLD: AtomicBool = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        if !TOLD.swap(true, Ordering::Relaxed) {
            eprint!("{}", report(tool, info));
        }
    }));
    panic::catch_unwind(command).unwrap_or(Exit::Bug).into()
}

fn report(tool: &str, info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let what = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
    let place =
        info.location().map_or(String::new(), |place| format!(" ({}:{})", place.file(), place.line()));
    let (version, home) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
    format!(
        "error: {tool} {version} has a fault: {what}{place}\n  \
         = note: this is not the fault of your input, whatever is in it; no output was left half written\n  \
         = help: please report it with the command line and the input at {home}/issues\n"
    )
}
