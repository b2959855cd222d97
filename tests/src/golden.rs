//! Files with expectations: compares the result for a file with the expectation beside it.
//! With `BLESS=1` in the environment it is written there instead.

use crate::{annotate, hex, repo, source};
use lzasm::Assembly;
use lzasm_grammar::printer;
use pretty_assertions::StrComparison;
use source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// The outcome of a test: what differs, for people.
pub type Outcome = Result<(), String>;

/// Whether expectations are written instead of compared.
pub fn blesses() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// The sources in a folder of goldens, each a test.
pub fn sources(folder: &str) -> Vec<PathBuf> {
    repo::files(&format!("tests/golden/{folder}"), &["s", "h2o"])
}

/// Compares what is with what a file expects, or makes it expect that.
pub fn compare(path: &Path, found: &str) -> Outcome {
    let expected = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if expected.as_ref().is_ok_and(|expected| expected == found) {
        return Ok(());
    }
    if blesses() {
        return fs::write(path, found).map_err(|error| format!("{}: {error}", path.display()));
    }
    let expected =
        expected.map_err(|error| format!("{}: {error}; BLESS=1 writes it:\n{found}", path.display()))?;
    Err(format!(
        "{} (expected) and what came out differ; BLESS=1 rewrites it\n{}",
        repo::name(path),
        StrComparison::new(&expected, found)
    ))
}

/// A source of `golden/asm`: for each target that it names, the warnings and the bytes with their fields.
pub fn assembles(path: &Path) -> Outcome {
    let source = Source::read(path);
    let targets = source.targets();
    let all: Vec<_> = if targets.is_empty() { vec![None] } else { targets.into_iter().map(Some).collect() };
    let mut faults = Vec::new();
    for target in all {
        let assembly = source.assemble(target);
        if assembly.bytes.is_none() {
            faults.push(source::human(&assembly));
            continue;
        }
        let extension = assembly.format.map_or("none", |format| format.info().extensions[0]);
        faults.extend(compare(&path.with_extension(format!("{extension}.hex")), &outcome(&assembly)).err());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The diagnostics, a comment each, and the bytes.
fn outcome(assembly: &Assembly) -> String {
    let said: String = source::short(assembly).iter().map(|line| format!("; {line}\n")).collect();
    let bytes = assembly.model.as_ref().filter(|_| assembly.bytes.is_some());
    said + &bytes.map_or(String::new(), |model| hex::annotated(model.as_ref()))
}

/// A source of `golden/err`: an expectation under each line at fault, and all diagnostics in the file beside it.
///
/// A source with `; marks: none` has faults that cannot have a comment beside them (in a literal that does not end, say).
pub fn fails(path: &Path) -> Outcome {
    let mut source = Source::read(path);
    let text = String::from_utf8_lossy(&source.bytes).into_owned();
    if text.lines().any(|line| line == "; marks: none") {
        return compare(&path.with_extension("err"), &source::human(&said(&source)?));
    }
    let marked = if blesses() {
        source.bytes = annotate::strip(&text).into_bytes();
        annotate::annotate(&annotate::strip(&text), source.mark(), &said(&source)?)
    } else {
        annotate::annotate(&text, source.mark(), &said(&source)?)
    };
    source.bytes = marked.clone().into_bytes();
    let marks = compare(path, &marked);
    let human = compare(&path.with_extension("err"), &source::human(&said(&source)?));
    marks.and(human)
}

/// What becomes of a faulty source: for the first target it names.
fn said(source: &Source) -> Result<Assembly, String> {
    let assembly = source.assemble(source.targets().first().copied());
    if assembly.diagnostics.is_empty() { Err("there is no diagnostic about it".into()) } else { Ok(assembly) }
}

/// A source of `golden/fmt`: its canonical form, which is its own canonical form.
pub fn formats(path: &Path) -> Outcome {
    let text = repo::text(path);
    let formatted = canonical(&text)?;
    compare(&path.with_extension("fmt"), &formatted)?;
    let again = canonical(&formatted)?;
    if again == formatted {
        Ok(())
    } else {
        Err(format!("formatting twice:\n{}", StrComparison::new(&formatted, &again)))
    }
}

/// The canonical form of a text.
pub fn canonical(text: &str) -> Result<String, String> {
    printer::format(text).map_err(|report| report.iter().map(|fault| fault.message.clone() + "\n").collect())
}
