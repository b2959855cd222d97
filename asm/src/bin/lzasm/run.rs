//! Assembling all sources of a plan: in parallel, reported in the order of the command line.

use crate::args::Emit;
use crate::job::{self, Outcome};
use crate::plan::Plan;
use lzasm::cli::tool::Console;
use lzasm::files::{self, Claims};
use lzasm::{formats, paths, threads};
use rayon::prelude::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Assembles the sources, writes the outputs, and reports on them.
pub(crate) fn all(plan: &Plan, console: &mut Console<'_>) {
    if plan.sources.len() > 1 {
        threads::prepare();
    }
    // One source is the usual case, and starting threads takes as long as assembling it.
    let mut outcomes: Vec<Outcome> = match plan.sources.as_slice() {
        // Messages are printed at once, so the sources must not run at the same time.
        sources if plan.streams => {
            sources.iter().map(|source| job::run(source, plan, Some(&mut *console))).collect()
        }
        [source] => vec![job::run(source, plan, None)],
        sources => sources.par_iter().map(|source| job::run(source, plan, None)).collect(),
    };
    match claim(plan, &mut outcomes) {
        true if outcomes.len() > 1 => outcomes.par_iter_mut().for_each(Outcome::write),
        true => outcomes.iter_mut().for_each(Outcome::write),
        // A file with two purposes is a fault of the command line: nothing is written.
        false => outcomes.iter_mut().for_each(|outcome| outcome.text = None),
    }
    for outcome in outcomes {
        report(outcome, console);
    }
}

/// Checks that each file of the run has one purpose, before any is written.
fn claim(plan: &Plan, outcomes: &mut [Outcome]) -> bool {
    let read = plan.sources.iter().chain(&plan.argument_files);
    let read = read.chain(outcomes.iter().flat_map(|outcome| &outcome.read)).cloned();
    let mut claims = Claims::reading(read.collect::<Vec<_>>());
    // The texts of several sources may share standard output, but nothing else may.
    let mut is_fine = true;
    if let Some(first) = outcomes.iter_mut().find(|outcome| outcome.text.is_some()) {
        is_fine &= claimed(&mut claims, Path::new("-"), first);
    }
    for outcome in outcomes {
        let paths: Vec<PathBuf> = outcome.files.iter().map(|output| output.path.clone()).collect();
        is_fine &= paths.iter().all(|path| claimed(&mut claims, path, outcome));
    }
    is_fine
}

fn claimed(claims: &mut Claims, path: &Path, outcome: &mut Outcome) -> bool {
    claims.write(path).map_err(|error| outcome.file(&error)).is_ok()
}

fn report(outcome: Outcome, console: &mut Console<'_>) {
    for diagnostic in &outcome.diagnostics {
        console.report(diagnostic, &outcome.sources);
    }
    console.leave_out(outcome.left_out);
    for (diagnostic, exit) in &outcome.failures {
        console.fail(diagnostic, *exit);
    }
    for line in &outcome.done {
        console.say(line);
    }
    if let Some(Err(error)) = outcome.text.map(|text| files::write_stdout(&text)) {
        console.file(&error);
    }
}

/// The last line of messages if there are errors.
pub(crate) fn failure(plan: &Plan) -> String {
    let work = if plan.emit == Emit::Ast { "read" } else { "assemble" };
    match plan.sources.as_slice() {
        [source] => format!("could not {work} `{}`", paths::shown(source)),
        sources => format!("could not {work} all of {} sources", sources.len()),
    }
}

/// The text of `--list-formats`.
pub(crate) fn formats() -> Vec<u8> {
    let mut text = String::new();
    for format in formats::ALL {
        let info = format.info();
        let extensions: Vec<String> =
            info.extensions.iter().map(|extension| format!(".{extension}")).collect();
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{:8} {:16} {}", info.name, extensions.join(" "), info.title);
    }
    text.into_bytes()
}
