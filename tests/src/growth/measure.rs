//! What a call costs: instructions and memory. Time is not measured here, as it depends on the machine and on what else
//! it does.
//!
//! The processor's own counter is the best one, but machines that are not real ones often have none; then Valgrind
//! counts, which takes twenty times as long. Both count what the program itself executes, all its threads together.

use super::Call;
use crate::tools;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a call costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// The instructions it executes.
    pub instructions: u64,
    /// The most memory it has at a time, in bytes.
    pub peak: u64,
    /// Its exit code.
    pub exit: i32,
}

/// What counts instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// The processor.
    Perf,
    /// An emulator.
    Valgrind,
}

/// Where the counters and the commands write what they print.
const COUNT: &str = "count.txt";
const PRINTED: &str = "printed.txt";
/// The option of GNU time that reports memory: another `time` has no such option.
const TIME: &str = "/usr/bin/time";

impl Counter {
    /// The best one of this machine, if GNU time is there as well.
    pub fn of_this_machine() -> Option<Counter> {
        let perf = Command::new("perf").args(["stat", "-x,", "-e", "instructions:u", "true"]).output();
        let counts = perf.is_ok_and(|output| counted(&String::from_utf8_lossy(&output.stderr)).is_some());
        if !tools::runs(Command::new(TIME).args(["-f", "%M", "true"])) {
            return None;
        }
        match counts {
            true => Some(Counter::Perf),
            false => tools::runs(Command::new("valgrind").arg("--version")).then_some(Counter::Valgrind),
        }
    }

    fn command(self) -> Command {
        match self {
            Counter::Perf => {
                let mut command = Command::new("perf");
                command.args(["stat", "-x,", "-e", "instructions:u", "-o", COUNT, "--"]);
                command
            }
            Counter::Valgrind => {
                let mut command = Command::new("valgrind");
                let log = format!("--log-file={COUNT}");
                command.args([
                    "--tool=cachegrind",
                    "--cache-sim=no",
                    "--cachegrind-out-file=/dev/null",
                    &log,
                ]);
                command
            }
        }
    }

    fn read(self, text: &str) -> Option<u64> {
        match self {
            Counter::Perf => counted(text),
            Counter::Valgrind => {
                let line = text.lines().find(|line| line.contains("I   refs:"))?;
                line.rsplit(' ').next()?.replace(',', "").parse().ok()
            }
        }
    }
}

/// The number in a line of `perf stat -x,`: the first field, unless the event is not supported.
fn counted(text: &str) -> Option<u64> {
    text.lines().find(|line| line.contains("instructions"))?.split(',').next()?.parse().ok()
}

/// The cost of a call in a folder, where `commands` is the folder of the programs.
///
/// # Errors
/// If it cannot be run or what counts says nothing.
pub fn cost(call: &Call, folder: &Path, commands: &Path, counter: Counter) -> Result<Cost, String> {
    let program = commands.join(call.program);
    let mut counted = counter.command();
    counted.arg(&program).args(&call.arguments);
    run(counted, folder)?;
    let text = fs::read_to_string(folder.join(COUNT)).map_err(|error| error.to_string())?;
    let instructions = counter.read(&text).ok_or_else(|| format!("{}: no count in `{text}`", call.name))?;
    let (exit, peak) = peak(call, folder, commands)?;
    Ok(Cost { instructions, peak, exit })
}

/// The exit code of a call and its peak of memory.
///
/// # Errors
/// If it cannot be run or the memory is not reported.
pub fn peak(call: &Call, folder: &Path, commands: &Path) -> Result<(i32, u64), String> {
    let mut timed = Command::new(TIME);
    timed.args(["-q", "-f", "%M", "-o", COUNT]).arg(commands.join(call.program)).args(&call.arguments);
    let exit = run(timed, folder)?;
    let text = fs::read_to_string(folder.join(COUNT)).map_err(|error| error.to_string())?;
    let kibibytes: u64 = text.trim().parse().map_err(|_| format!("{}: no number in `{text}`", call.name))?;
    Ok((exit, kibibytes * 1024))
}

fn run(mut command: Command, folder: &Path) -> Result<i32, String> {
    let printed = fs::File::create(folder.join(PRINTED)).map_err(|error| error.to_string())?;
    let errors = printed.try_clone().map_err(|error| error.to_string())?;
    let status = command.current_dir(folder).stdin(Stdio::null()).stdout(printed).stderr(errors).status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    status.code().ok_or_else(|| format!("{command:?}: {status}"))
}
