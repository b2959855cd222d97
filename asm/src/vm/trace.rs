//! Traces and profiles of a running machine: a line for each instruction, or a table of the functions
//! with the number of instructions each took.

use super::{Control, Observer, View};
use lzasm_grammar::diag::render::sanitize;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write};

/// Writes a line for each instruction: the call's depth as dots, the place, the instruction, its operands.
pub struct Trace<'w> {
    out: &'w mut dyn Write,
    /// Why the output is gone, and with it the reason to run.
    failure: Option<ErrorKind>,
}

impl<'w> Trace<'w> {
    /// A trace to this output.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, failure: None }
    }

    /// Why the run was ended, if that was because the trace could not be written.
    pub fn failure(&self) -> Option<ErrorKind> {
        self.failure
    }
}

/// Deeper calls are not moved to the right any further.
const MOST_DOTS: usize = 24;

impl Observer for Trace<'_> {
    fn before(&mut self, view: &dyn View) -> Control {
        let place = view.place();
        let dots = ".".repeat(view.depth().saturating_sub(1).min(MOST_DOTS));
        let operands = view.operands();
        let line = match operands.is_empty() {
            true => format!("{dots}{place}  {}", place.text),
            false => format!("{dots}{place}  {:32}  ; {operands}", place.text),
        };
        self.failure = writeln!(self.out, "{}", sanitize::line(&line)).err().map(|error| error.kind());
        if self.failure.is_some() { Control::Quit } else { Control::Go }
    }
}

/// Counts the instructions of each function.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    functions: FxHashMap<u32, Row>,
    total: u64,
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    instructions: u64,
    /// The number of times the first instruction was executed.
    entered: u64,
}

impl Observer for Profile {
    fn before(&mut self, view: &dyn View) -> Control {
        let spot = view.spot();
        let row = self.functions.entry(spot.function).or_insert_with(|| {
            let place = view.place();
            let module = if place.module.is_empty() { String::new() } else { format!("{}::", place.module) };
            Row { name: format!("{module}{}", place.function), instructions: 0, entered: 0 }
        });
        row.instructions += 1;
        row.entered += u64::from(spot.instruction == 0);
        self.total += 1;
        Control::Go
    }
}

impl Profile {
    /// The table, the busiest function first.
    pub fn table(&self) -> String {
        let mut rows: Vec<(&u32, &Row)> = self.functions.iter().collect();
        rows.sort_by_key(|(number, row)| (std::cmp::Reverse(row.instructions), **number));
        let mut text = format!("{:>16} {:>7} {:>12}  function\n", "instructions", "share", "entered");
        for (_, row) in rows {
            let share = row.instructions as f64 * 100.0 / self.total as f64;
            // Writing to memory cannot fail.
            let _ = writeln!(
                text,
                "{:>16} {share:>6.1}% {:>12}  {}",
                row.instructions,
                row.entered,
                sanitize::line(&row.name)
            );
        }
        let _ = writeln!(text, "{:>16} {:>6.1}% {:>12}  all", self.total, 100.0, "");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::lazer::Lazer;
    use crate::vm::testing::{machine, start};
    use crate::vm::{Buffers, Machine, Stop};

    const TEXT: &str = "
.func main()
    loadi r1, 3
    call  down, save
    ret
.end
.func down(n: i32)
    loadi r2, 1
    lt    r3, n, r2
    jt    r3, 1f
    sub   n, n, r2
    call  down
1:  ret
.end";

    fn observed<O: Observer>(observer: &mut O) -> Option<Stop> {
        let mut machine: Lazer = machine("lazer", TEXT);
        machine.run(&start("main", ""), &mut Buffers::default(), observer).err()
    }

    #[test]
    fn a_trace_shows_each_instruction() {
        let mut out = Vec::new();
        assert_eq!(observed(&mut Trace::new(&mut out)), None);
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "main::main/0:0  loadi r1, 3");
        assert_eq!(lines[3], ".main::down/1:1  lt r3, r1, r2                     ; r1 = 3, r2 = 1");
        assert_eq!(lines.len(), 3 + 3 * 6 + 4);
    }

    #[test]
    fn nobody_reads_a_trace_for_ever() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let mut gone = Gone;
        let mut trace = Trace::new(&mut gone);
        assert_eq!(observed(&mut trace), Some(Stop::Quit));
        assert_eq!(trace.failure(), Some(ErrorKind::BrokenPipe));
    }

    #[test]
    fn a_profile_counts_by_function() {
        let mut profile = Profile::default();
        assert_eq!(observed(&mut profile), None);
        let expected = "    instructions   share      entered  function
              22   88.0%            4  main::down/1
               3   12.0%            1  main::main/0
              25  100.0%               all
";
        assert_eq!(profile.table(), expected);
    }
}
