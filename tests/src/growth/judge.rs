//! Whether a cost grows as it should: ten times the source may cost ten times as much, and a little more.

use super::{Call, Cost, Counter, Row, calls, cost, folder_of_commands, form, peak};
use std::fs;
use std::path::{Path, PathBuf};

/// How much larger the large source is.
pub const FACTOR: usize = 10;
/// What the large source may cost in costs of the small one. Sorting and trees of maps add a third at these sizes.
const MOST: f64 = 13.0;
/// Growth below this is not reported: it is that of caches that fill and of pages that are touched once.
const FEW_INSTRUCTIONS: u64 = 5_000_000;
const LITTLE_MEMORY: u64 = 4 << 20;
/// What is counted for the small source at least, for the same reason.
const LEAST_MEMORY: u64 = 1 << 20;
/// A source of this size …
const SMALL_SOURCE: usize = 1 << 20;
/// … never takes more memory than this.
const MEMORY_OF_SMALL: u64 = 512 << 20;
/// The highest exit code that a command documents.
const LAST_EXIT: i32 = 4;

/// What a call costs for a source with one repetition, and for the small and the large one.
#[derive(Clone, Debug)]
pub struct Growth {
    /// Row, target and call.
    pub name: String,
    /// The costs.
    pub costs: [Cost; 3],
    /// The bytes of the large source.
    pub size: usize,
    /// Whether the call makes the module that the others read, so that it must not fail.
    pub makes: bool,
}

impl Growth {
    /// The instructions for the large source in those for the small one.
    pub fn instructions(&self) -> f64 {
        let [base, small, large] = self.costs.map(|cost| cost.instructions);
        ratio(large.saturating_sub(base), small.saturating_sub(base).max(FEW_INSTRUCTIONS / FACTOR as u64))
    }

    /// The same of memory.
    pub fn memory(&self) -> f64 {
        let [base, small, large] = self.costs.map(|cost| cost.peak);
        ratio(large.saturating_sub(base), small.saturating_sub(base).max(LEAST_MEMORY))
    }

    /// What is wrong with it.
    pub fn faults(&self) -> Vec<String> {
        let [base, _, large] = self.costs;
        let mut faults = Vec::new();
        if large.instructions.saturating_sub(base.instructions) > FEW_INSTRUCTIONS
            && self.instructions() > MOST
        {
            faults.push("too many instructions".to_owned());
        }
        if large.peak.saturating_sub(base.peak) > LITTLE_MEMORY && self.memory() > MOST {
            faults.push("memory grows too fast".to_owned());
        }
        if self.size <= SMALL_SOURCE && large.peak > MEMORY_OF_SMALL {
            faults.push("too much memory for a small source".to_owned());
        }
        let fails = |cost: &Cost| cost.exit > LAST_EXIT || (self.makes && cost.exit != 0);
        if let Some(cost) = self.costs[1..].iter().find(|cost| fails(cost)) {
            faults.push(format!("exit code {}", cost.exit));
        }
        faults
    }

    /// A line of the report.
    pub fn line(&self) -> String {
        let [_, small, large] = self.costs;
        let faults = self.faults().join(", ");
        format!(
            "{:50} {:>12} {:>13} × {:<5.1} {:>5} MiB × {:<5.1} exit {} {faults}",
            self.name,
            small.instructions,
            large.instructions,
            self.instructions(),
            large.peak >> 20,
            self.memory(),
            large.exit,
        )
        .trim_end()
        .to_owned()
    }
}

fn ratio(large: u64, small: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a ratio of two digits is looked at")]
    let ratio = large as f64 / small as f64;
    ratio
}

/// The growth of those calls of a row whose names are wanted, for each of its targets.
///
/// # Errors
/// If something cannot be run.
pub fn growths(
    row: &Row,
    times: usize,
    counter: Counter,
    folder: &Path,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Growth>, String> {
    let targets: Vec<Option<&str>> = match row.targets.as_slice() {
        [] => vec![None],
        targets => targets.iter().copied().map(Some).collect(),
    };
    let mut growths = Vec::new();
    for target in targets {
        let places = [1, times, times * FACTOR].map(|times| place(row, times, folder));
        let [first, small, large] = places;
        let places = [first?, small?, large?];
        let lists = places.each_ref().map(|place| calls(row, target, &place.files));
        for (at, call) in lists[2].iter().enumerate() {
            if !wanted(&call.name) {
                // What makes the files of the others is run, but not counted.
                if at == 0 || call.name == "link" {
                    let lists = [&lists[0][at], &lists[1][at], call];
                    lists.into_iter().zip(&places).try_for_each(|(call, place)| {
                        peak(call, &place.folder, &folder_of_commands()).map(|_| ())
                    })?;
                }
                continue;
            }
            let costs = run([&lists[0][at], &lists[1][at], call], &places, counter)?;
            let name = format!("{}/{}/{}", row.name, target.unwrap_or("-"), call.name);
            let growth = Growth { name, costs, size: places[2].size, makes: at == 0 && !row.fails };
            growths.push(growth);
        }
    }
    Ok(growths)
}

/// A source and its folder.
struct Place {
    folder: PathBuf,
    files: super::Form,
    size: usize,
}

fn place(row: &Row, times: usize, folder: &Path) -> Result<Place, String> {
    let folder = folder.join(times.to_string());
    let files = form(&row.lines, times);
    let written = fs::create_dir_all(&folder)
        .and_then(|()| files.files.iter().try_for_each(|(name, text)| fs::write(folder.join(name), text)));
    written.map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(Place { size: files.size(), folder, files })
}

fn run(calls: [&Call; 3], places: &[Place; 3], counter: Counter) -> Result<[Cost; 3], String> {
    let commands = folder_of_commands();
    let costs = [0, 1, 2].map(|at: usize| cost(calls[at], &places[at].folder, &commands, counter));
    let [first, small, large] = costs;
    Ok([first?, small?, large?])
}
