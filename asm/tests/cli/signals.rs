//! Runs that are ended from outside: what is left, and what the parent sees.

use super::*;
use std::os::unix::process::ExitStatusExt;
use std::process::Child;

/// A source whose output is large enough to be caught while it is written.
fn bench() -> Bench {
    let bench = Bench::new(&[("a.s", ".target lazer\n.module m\n.const big = incbin \"big\"\n")]);
    fs::File::create(bench.path("big")).unwrap().set_len(96 << 20).unwrap();
    bench
}

fn incomplete(bench: &Bench) -> usize {
    bench.names().iter().filter(|name| name.ends_with(".tmp")).count()
}

/// A run that has begun to write. Some are over too soon to be caught.
fn writing(bench: &Bench, script: &str) -> Child {
    for _ in 0..50 {
        let _ = fs::remove_file(bench.path("a.lzr"));
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_lzasm")]).current_dir(bench.0.path());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        while child.try_wait().unwrap().is_none() {
            if incomplete(bench) > 0 {
                return child;
            }
        }
    }
    panic!("no run was caught while it wrote");
}

fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn signals_leave_nothing_behind() {
    let bench = bench();
    for (name, number) in [("-TERM", 15), ("-INT", 2), ("-HUP", 1), ("-QUIT", 3), ("-XCPU", 24)] {
        let mut child = writing(&bench, "ulimit -c 0; exec \"$1\" a.s");
        send(name, &child);
        let status = child.wait().unwrap();
        // It may have come to its end before the signal came.
        assert!(status.signal() == Some(number) || status.code() == Some(0), "{name}: {status:?}");
        assert_eq!(incomplete(&bench), 0, "{name}: {:?}", bench.names());
    }
}

#[test]
fn what_a_killed_run_leaves_is_gone_after_the_next_one() {
    let bench = bench();
    let mut child = writing(&bench, "exec \"$1\" a.s");
    send("-KILL", &child);
    child.wait().unwrap();
    bench.run(&["a.s"]).exits(0).silently();
    assert_eq!(bench.names(), ["a.lzr", "a.s", "big"]);
}

#[test]
fn an_ignored_signal_stays_ignored() {
    let bench = bench();
    if !Path::new("/proc/self/status").exists() {
        return;
    }
    let mut child = writing(&bench, "trap '' HUP; exec \"$1\" a.s");
    send("-HUP", &child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(bench.names(), ["a.lzr", "a.s", "big"]);
}

#[test]
fn a_file_larger_than_permitted_is_an_error() {
    let bench = bench();
    for script in ["ulimit -f 8; exec \"$1\" a.s", "ulimit -f 8; exec \"$1\" a.s -o - > out"] {
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_lzasm")]).current_dir(bench.0.path());
        run(&mut command, b"").exits(3).says("too large");
        assert!(incomplete(&bench) == 0 && !bench.has("a.lzr"), "{:?}", bench.names());
    }
}
