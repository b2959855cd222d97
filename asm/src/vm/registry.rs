//! The machine of each format, for callers that learn the format from a file.

use super::{Control, Host, Machine, Nobody, Observer, Outcome, Start, Stop, Unit, Unready, View};
use super::{hydro::Hydro, lazer::Lazer};
use crate::formats;

/// A machine with a program in it, of a kind that is known at run time only.
pub trait Linked {
    /// As [`Machine::run`], without an observer.
    ///
    /// # Errors
    ///
    /// Why the program could not start, or what stopped it.
    fn run_to_end(&mut self, start: &Start, host: &mut dyn Host) -> Result<Outcome, Stop>;

    /// As [`Machine::run`]; `watch` is called before each instruction.
    ///
    /// # Errors
    ///
    /// Why the program could not start, or what stopped it.
    fn run_watched(&mut self, start: &Start, host: &mut dyn Host, watch: Watch<'_>) -> Result<Outcome, Stop>;
}

/// The observer, which is called before each instruction.
pub type Watch<'w> = &'w mut dyn FnMut(&dyn View) -> Control;

impl<M: Machine> Linked for M {
    fn run_to_end(&mut self, start: &Start, host: &mut dyn Host) -> Result<Outcome, Stop> {
        self.run(start, host, &mut Nobody)
    }

    fn run_watched(&mut self, start: &Start, host: &mut dyn Host, watch: Watch<'_>) -> Result<Outcome, Stop> {
        self.run(start, host, &mut Watcher(watch))
    }
}

struct Watcher<'w>(Watch<'w>);

impl Observer for Watcher<'_> {
    fn before(&mut self, view: &dyn View) -> Control {
        (self.0)(view)
    }
}

/// A machine: the name of the format that it runs, and how files are put into it.
struct Row {
    format: &'static str,
    link: fn(&[Unit]) -> Ready,
}

/// A machine that is ready to run, or why it is not.
type Ready = Result<Box<dyn Linked>, Unready>;

/// All machines.
const ALL: &[Row] = &[row::<Lazer>(), row::<Hydro>()];

const fn row<M: Machine + 'static>() -> Row {
    Row {
        format: M::FORMAT,
        link: |units| M::link(units).map(|machine| Box::new(machine) as Box<dyn Linked>),
    }
}

/// The formats that have a machine, as a sentence names them.
pub(super) fn titles() -> impl Iterator<Item = String> {
    let titles = ALL.iter().filter_map(|row| formats::find(row.format));
    titles.map(|format| format.info().title.to_owned())
}

/// The machine for the format of the first file, with all files in it.
///
/// # Errors
///
/// That the format has no code, or why the files do not fit together.
pub fn machine(units: &[Unit]) -> Result<Box<dyn Linked>, Unready> {
    let no_code = |file: &str, format| Unready::NoCode { file: file.to_owned(), format };
    let Some(first) = units.first() else { return Err(no_code("", "")) };
    let info = first.model.info();
    match ALL.iter().find(|row| row.format == info.name) {
        Some(row) => (row.link)(units),
        None => Err(no_code(&first.name, info.title)),
    }
}
