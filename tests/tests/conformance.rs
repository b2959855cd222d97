//! Sources with the exact bytes expected of them, spelled out by hand from the pages of the formats. Those in
//! `tests/conformance` are always read, those in `shared/conformance` beside the repository if they are there.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm::formats;
use lzasm_tests::source::{self, Source};
use lzasm_tests::{hex, repo};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for folder in ["tests/conformance", "../shared/conformance"] {
        for path in repo::files(folder, &["hex"]) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{folder}/{name}");
            trials.push(Trial::test(name, move || expect(&path).map_err(Failed::from)));
        }
    }
    trials.push(Trial::test("the files of the repository are read", || {
        let count = repo::files("tests/conformance", &["hex"]).len();
        if count >= 7 { Ok(()) } else { Err(format!("only {count} of them").into()) }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn expect(path: &Path) -> Result<(), String> {
    let source = source_of(path)?;
    let expected = hex::plain(&repo::text(path));
    let format = formats::detect(&expected).ok_or("the bytes are of no format")?;
    let assembly = Source::read(&source).assemble(Some(format.info().name));
    let Some(bytes) = &assembly.bytes else { return Err(source::human(&assembly)) };
    if *bytes != expected {
        let (expected, found) = (hex::spell(&expected), hex::spell(bytes));
        return Err(pretty_assertions::StrComparison::new(&expected, &found).to_string());
    }
    let model = format.decode(&expected).map_err(|error| error.to_string())?;
    let again = model.encode().map_err(|error| error.to_string())?;
    if again == expected { Ok(()) } else { Err("reading and writing it again changes it".into()) }
}

/// `fact.hydro.hex` is what becomes of `fact.s`.
fn source_of(path: &Path) -> Result<PathBuf, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.split('.').next().unwrap_or_default();
    let source = path.with_file_name(format!("{stem}.s"));
    if source.exists() { Ok(source) } else { Err(format!("{} is not there", source.display())) }
}
