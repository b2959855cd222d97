//! The programs of `examples/`, each for every target that its first line names (`; targets: lazer, hydro`).

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm_tests::source::{self, Source};
use lzasm_tests::{golden, repo};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files = repo::files("examples", &["s", "h2o"]);
    let mut trials = Vec::new();
    for path in files {
        let name = repo::name(&path);
        trials.push(Trial::test(name, move || assembles(&path).map_err(Failed::from)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn assembles(path: &Path) -> Result<(), String> {
    let source = Source::read(path);
    let text = repo::text(path);
    let targets = source.targets();
    if targets.is_empty() || !text.starts_with(&format!("{} targets: ", source.mark())) {
        return Err("its first line names no targets".into());
    }
    for target in targets {
        let assembly = source.assemble(Some(target));
        if assembly.bytes.is_none() {
            return Err(format!("for {target}:\n{}", source::human(&assembly)));
        }
    }
    if path.extension().is_some_and(|ending| ending != "s") {
        // Hydro's text form has no canonical form.
        return Ok(());
    }
    golden::compare(path, &golden::canonical(&text)?)
}
