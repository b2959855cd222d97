//! Compares each source in `tests/golden` with the expectations beside it. `BLESS=1 cargo test` rewrites these; read
//! the difference before you keep it.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm_grammar::diag::Code;
use lzasm_tests::golden::{self, Outcome};
use lzasm_tests::{annotate, repo, running};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// Diagnostics that no source brings about, each with the reason.
const UNREACHABLE: &[(&str, &str)] = &[
    ("LZ0207", "takes a thousand faults: `limits.rs` makes them"),
    ("LZ0326", "takes a long chain of files: `limits.rs` makes it"),
    ("LZ0327", "takes four gigabytes of text"),
];

fn main() -> ExitCode {
    let mut trials = Vec::new();
    trials.extend(trials_of("asm", golden::assembles));
    trials.extend(trials_of("err", golden::fails));
    trials.extend(trials_of("fmt", golden::formats));
    trials.extend(trials_of("run", running::runs));
    trials.push(trial("every diagnostic of a source has a golden".into(), every_diagnostic));
    trials.push(trial("fifty faults are fifty diagnostics".into(), fifty));
    trials.push(trial("no expectation is left without its source".into(), no_strays));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(name: String, test: impl FnOnce() -> Outcome + Send + 'static) -> Trial {
    Trial::test(name, move || test().map_err(Failed::from))
}

fn trials_of(folder: &'static str, test: fn(&Path) -> Outcome) -> Vec<Trial> {
    let files = golden::sources(folder).into_iter();
    files.map(|path| trial(repo::name(&path).replace("tests/golden/", ""), move || test(&path))).collect()
}

/// The numbers in the expectations of all goldens.
fn numbers() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in repo::files("tests/golden", &["err", "hex"]) {
        let text = repo::text_lossy(&path);
        let hits = text.match_indices("[LZ").filter_map(|(at, _)| text.get(at + 1..at + 7));
        found.extend(hits.map(str::to_owned));
    }
    found
}

fn every_diagnostic() -> Outcome {
    let seen = numbers();
    let mut faults = Vec::new();
    for code in Code::ALL.iter().filter(|code| code.number() < "LZ06") {
        let excused = UNREACHABLE.iter().any(|(number, _)| *number == code.number());
        if seen.contains(code.number()) == excused {
            let what = if excused { "is reachable after all" } else { "has no golden" };
            faults.push(format!("{} {} {what}", code.number(), code.name()));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn fifty() -> Outcome {
    let path = repo::root().join("tests/golden/err/fifty.s");
    let text = repo::text(&path);
    let lines: Vec<&str> = text.lines().collect();
    let planted: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].ends_with("; <-")).collect();
    if planted.len() != 50 {
        return Err(format!("{} faults are planted", planted.len()));
    }
    let assembly = lzasm_tests::source::Source::read(&path).assemble(None);
    let mut found: Vec<usize> = Vec::new();
    for diagnostic in &assembly.diagnostics {
        let main =
            diagnostic.main.as_ref().ok_or_else(|| format!("`{}` has no place", diagnostic.message))?;
        let place = assembly.sources.place(assembly.sources.written(main.span).lo);
        found.push(place.map_or(0, |place| place.line as usize - 1));
    }
    if found == planted {
        Ok(())
    } else {
        Err(format!("planted in the lines {planted:?}, found in {found:?}"))
    }
}

/// Each expectation belongs to a source.
fn no_strays() -> Outcome {
    let mut faults = Vec::new();
    for path in repo::files("tests/golden", &["err", "hex", "fmt"]) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default();
        let exists = |ending: &str| path.with_file_name(format!("{stem}.{ending}")).exists();
        if !exists("s") && !exists("h2o") {
            faults.push(repo::name(&path));
        }
    }
    for path in golden::sources("asm") {
        let marked = repo::text_lossy(&path).lines().any(annotate::is_expectation);
        if marked {
            faults.push(format!("{} has expectations inside, which nobody reads", repo::name(&path)));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}
