//! Assembling all sources of a plan: in parallel, reported in the order of the command line.

use crate::args::Emit;
use crate::job::{self, Outcome};
use crate::plan::Plan;
use lzasm::tool::Console;
use lzasm::{files, formats, paths};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::path::PathBuf;

/// Assembles the sources and reports on them.
pub(crate) fn all(plan: &Plan, console: &mut Console<'_>) {
    if plan.tells_all {
        return in_turn(plan, console);
    }
    // One source is the usual case, and starting threads takes as long as assembling it.
    let outcomes: Vec<Outcome> = match plan.sources.as_slice() {
        [source] => vec![job::run(source, plan, &FxHashSet::default(), None)],
        sources => {
            let known = identities(sources);
            sources.par_iter().map(|source| job::run(source, plan, &known, None)).collect()
        }
    };
    for outcome in outcomes {
        report(outcome, console);
    }
}

/// The same one after the other, for what is found is told at once: nothing has to wait for a source before it.
fn in_turn(plan: &Plan, console: &mut Console<'_>) {
    let known = if plan.sources.len() > 1 { identities(&plan.sources) } else { FxHashSet::default() };
    for source in &plan.sources {
        let outcome = job::run(source, plan, &known, Some(console));
        report(outcome, console);
    }
}

/// The sources as the system knows them: none may be another's output.
fn identities(sources: &[PathBuf]) -> FxHashSet<PathBuf> {
    sources.iter().filter_map(|source| std::fs::canonicalize(source).ok()).collect()
}

fn report(outcome: Outcome, console: &mut Console<'_>) {
    for diagnostic in &outcome.diagnostics {
        console.tell(diagnostic, &outcome.sources);
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

/// What was not done, if there are errors.
pub(crate) fn what(plan: &Plan) -> String {
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
        let endings: Vec<String> = info.extensions.iter().map(|ending| format!(".{ending}")).collect();
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{:8} {:16} {}", info.name, endings.join(" "), info.title);
    }
    text.into_bytes()
}
