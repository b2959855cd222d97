//! What a build script gets.

use super::*;
use pretty_assertions::assert_eq;
use std::fs;

/// A folder with sources, each a name and a text.
fn folder(sources: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in sources {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

const GOOD: &str = ".func main() export\n    ret\n.end\n";

#[test]
fn outputs_lie_in_the_folder_in_the_order_of_the_sources() {
    let sources = folder(&[("b.s", GOOD), ("a.s", ".target hydro\n.func main()\n.end\n")]);
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| sources.path().join(name);
    let outputs = Assembler::new().files([path("b.s")]).format("lazer").out_dir(out.path()).run().unwrap();
    assert_eq!(outputs, [out.path().join("b.lzr")]);
    assert!(fs::read(&outputs[0]).unwrap().starts_with(b"LZR"));
    let outputs = Assembler::new().file(path("a.s")).out_dir(out.path()).run().unwrap();
    assert_eq!(outputs, [out.path().join("a.hydro")]);
}

#[test]
fn the_text_form_of_hydro_is_told_by_its_ending() {
    let sources = folder(&[("a.h2o", "module main main body push u8 1 return")]);
    let outputs = Assembler::new().file(sources.path().join("a.h2o")).out_dir(sources.path()).run().unwrap();
    assert_eq!(outputs, [sources.path().join("a.hydro")]);
    assert!(fs::read(&outputs[0]).unwrap().starts_with(b"hydro"));
}

#[test]
fn faults_are_data_and_text() {
    let sources = folder(&[("bad.s", ".func f\n    ret\n    rte\n.end\n")]);
    let error = Assembler::new().file(sources.path().join("bad.s")).format("lazer").run().unwrap_err();
    let text = error.to_string();
    let Error::Source(faults) = error else { panic!("{text}") };
    assert!(!faults.diagnostics.is_empty());
    assert!(text.contains("bad.s:3:5") && text.contains("`rte`"), "{text}");
    assert!(!sources.path().join("bad.lzr").exists());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sources = folder(&[("x.s", GOOD), ("x.asm", GOOD)]);
    let path = |name: &str| sources.path().join(name);
    let run = |assembler: &mut Assembler| assembler.run().unwrap_err();
    let error = run(Assembler::new().file(path("x.s")).format("laser"));
    assert!(matches!(error, Error::UnknownFormat(name) if name == "laser"));
    assert!(matches!(run(Assembler::new().file(path("x.s"))), Error::NoFormat(_)));
    let error = run(Assembler::new().files([path("x.s"), path("x.asm")]).format("lazer"));
    assert!(matches!(error, Error::SameOutput(_)));
    let error = run(Assembler::new().file(path("missing.s")).format("lazer"));
    assert!(matches!(error, Error::File(FileError::Read { .. })));
}

#[test]
fn options_reach_the_assembler() {
    let text =
        ".if LEVEL != 3\n.error \"no\"\n.end\n.include \"part.s\"\n.func main() export\n    ret\n.end\n";
    let sources = folder(&[("x.s", text)]);
    let parts = folder(&[("part.s", "N = 1\n")]);
    let mut assembler = Assembler::new();
    assembler.file(sources.path().join("x.s")).format("lazer");
    assert!(matches!(assembler.run(), Err(Error::Source(_))));
    let outputs = assembler.define("LEVEL", "3").include(parts.path()).run().unwrap();
    assert_eq!(outputs, [sources.path().join("x.lzr")]);
}
