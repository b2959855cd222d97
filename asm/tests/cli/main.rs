//! The command `lzasm` as its users meet it: arguments and files in, exit code, messages and files out.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod about;
mod claims;
#[path = "../common/mod.rs"]
mod common;
mod depfile;
mod emit;
mod format;
mod full;
mod messages;
mod options;
mod outputs;
mod signals;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A source that is right for every format.
const GOOD: &str = ".func main() export\n    ret\n.end\n";
/// The same with a fault in line 2.
const BAD: &str = ".func main() export\n    rte\n.end\n";
/// The same with a warning.
const ODD: &str = ".func main() export\nodd:\n    ret\n.end\n";

/// The result of a run.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    /// Standard output as text.
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Checks the exit code.
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard error:\n{}", self.err);
        self
    }

    /// Checks that messages contain a text.
    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "expected {text:?} in\n{}", self.err);
        self
    }

    /// Checks that nothing is printed.
    #[track_caller]
    fn silently(self) -> Self {
        assert_eq!(self.err, "");
        self
    }
}

/// A folder to run the command in.
struct Bench(TempDir);

impl Bench {
    /// A folder with files, each a name and a text.
    fn new(files: &[(&str, &str)]) -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            bench.write(name, text.as_bytes());
        }
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(self.0.path());
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command(arguments), b"")
    }

    /// A run with a limit of memory in megabytes. It has one thread, because each more would take some of it.
    #[cfg(unix)]
    fn run_within(&self, megabytes: u32, arguments: &[&str]) -> Ran {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("ulimit -v {}; exec \"$@\"", megabytes * 1024)).arg("sh");
        shell.arg(env!("CARGO_BIN_EXE_lzasm")).args(arguments).current_dir(self.0.path());
        shell.env("NO_COLOR", "1").env("MALLOC_ARENA_MAX", "1").env("RAYON_NUM_THREADS", "1");
        run(&mut shell, b"")
    }

    fn pipe(&self, arguments: &[&str], input: &[u8]) -> Ran {
        run(&mut self.command(arguments), input)
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lzasm"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command
}

fn run(command: &mut Command, input: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // The command may end without reading; that is not a failure.
    let _ = std::io::Write::write_all(&mut pipe, input);
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
