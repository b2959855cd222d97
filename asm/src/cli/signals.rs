//! Handlers of signals. A signal that ends the command removes incomplete outputs first; a file that grows larger than
//! the system permits is an ordinary error.

#[cfg(unix)]
pub(super) use unix::prepare;

/// Other systems have no such signals.
#[cfg(not(unix))]
pub(super) fn prepare() {}

#[cfg(unix)]
mod unix {
    use crate::files;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::{flag, low_level};
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    /// Signals that end a process unless it handles them.
    const DEADLY: [i32; 5] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU];

    /// Installs the handlers that are needed from the start. The others follow with the first incomplete file, because
    /// starting their thread takes longer than most runs.
    pub(in crate::cli) fn prepare() {
        // With any handler the write fails. Without one the process would end, which is bad but safe.
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
        files::before_first_temporary(handle);
    }

    fn handle() {
        let ignored = ignored();
        let deadly: Vec<i32> = DEADLY.into_iter().filter(|signal| !is_ignored(*signal, ignored)).collect();
        let Ok(mut signals) = Signals::new(&deadly) else { return };
        let wait = move || {
            if let Some(signal) = signals.forever().next() {
                files::abandon();
                // Ends the process as the signal would have done, so that its parent sees which one it was.
                let _ = low_level::emulate_default_handler(signal);
            }
        };
        if std::thread::Builder::new().name("signals".to_owned()).spawn(wait).is_err() {
            // Without a thread that waits for them, the signals would be lost.
            for signal in deadly {
                let _ = flag::register_conditional_default(signal, Arc::new(AtomicBool::new(true)));
            }
        }
    }

    /// Whether this process was started with a signal ignored, as `nohup` does: then it stays ignored. Where the system
    /// does not say, only the signals that are rarely ignored are handled.
    fn is_ignored(signal: i32, ignored: Option<u64>) -> bool {
        match ignored {
            Some(mask) => mask >> (signal - 1) & 1 == 1,
            None => ![SIGINT, SIGTERM].contains(&signal),
        }
    }

    /// The signals that this process ignores, one bit each, if the system says so.
    fn ignored() -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    }
}
