//! The programs of `examples/`, each for every target that its first line names (`; targets: lazer, hydro`). Where a
//! target has a machine they run, and do the same on each; what they do is in `tests/golden/examples/`.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm::ir::Program;
use lzasm_grammar::names::Interner;
use lzasm_tests::source::{self, Source};
use lzasm_tests::{golden, repo, running};
use std::path::{Path, PathBuf};
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
        let human = source::human(&assembly);
        let (Some(model), Some(_)) = (assembly.model, &assembly.bytes) else {
            return Err(format!("for {target}:\n{human}"));
        };
        if is_program(&assembly.program, &assembly.names) {
            golden::compare(&printed(path), &running::reported(target, model, b"")?)?;
        }
    }
    if path.extension().is_some_and(|ending| ending != "s") {
        // Hydro's text form has no canonical form.
        return Ok(());
    }
    golden::compare(path, &golden::canonical(&text)?)
}

/// Whether there is a `main` that can run.
fn is_program(program: &Program, names: &Interner) -> bool {
    let mut functions = program.modules.iter().flat_map(|module| &module.functions);
    functions.any(|function| function.body.is_some() && names.text(function.name) == "main")
}

/// The file that says what an example prints, on whatever machine: `fact.s.out` for `fact.s`.
fn printed(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    repo::root().join(format!("tests/golden/examples/{name}.out"))
}
