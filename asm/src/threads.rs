//! Threads for work that is done in parallel, where the system has some to give.

use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};
use std::error::Error;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of threads of `rayon`; 0 is one for each processor.
static LIMIT: AtomicUsize = AtomicUsize::new(0);

/// Sets the number of threads for [`prepare`]. A command calls it once, before any work.
pub fn limit(count: usize) {
    LIMIT.store(count, Ordering::Relaxed);
}

/// Starts the threads of `rayon`, unless they run. Must be called before parallel work: `rayon` panics where it
/// cannot start them (a limit of processes, no memory for their stacks), while after this call the work is done by the
/// calling thread alone.
pub fn prepare() {
    static STARTED: OnceLock<bool> = OnceLock::new();
    let started = *STARTED.get_or_init(|| {
        let threads = ThreadPoolBuilder::new().num_threads(LIMIT.load(Ordering::Relaxed));
        threads.build_global().as_ref().map_or_else(is_running, |()| true)
    });
    if !started {
        work_alone();
    }
}

/// Whether an attempt to start threads failed because they run already. The other reasons have a source.
fn is_running(error: &ThreadPoolBuildError) -> bool {
    error.source().is_none()
}

/// Makes the calling thread the only one of its pool, from now on. Each thread has a pool of its own then, so that none
/// waits for another one.
fn work_alone() {
    if rayon::current_thread_index().is_some() {
        return;
    }
    let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    // The thread refers to its pool for as long as it lives.
    std::mem::forget(alone);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn one_thread_does_all_work_alone() {
        let sum = || (0..10_000u64).into_par_iter().map(|n| n * n).sum::<u64>();
        let usual = sum();
        let thread = std::thread::spawn(move || {
            work_alone();
            work_alone();
            assert_eq!(rayon::current_num_threads(), 1);
            (sum(), rayon::join(|| 1, || rayon::join(|| 2, || 3)))
        });
        assert_eq!(thread.join().unwrap(), (usual, (1, (2, 3))));
    }

    #[test]
    fn threads_that_run_are_taken() {
        prepare();
        prepare();
        let again = ThreadPoolBuilder::new().build_global().unwrap_err();
        assert!(is_running(&again));
    }
}
