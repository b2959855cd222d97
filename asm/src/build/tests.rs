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
    let outputs = Build::new().files([path("b.s")]).format("lazer").out_dir(out.path()).run().unwrap();
    assert_eq!(outputs, [out.path().join("b.lzr")]);
    assert!(fs::read(&outputs[0]).unwrap().starts_with(b"LZR"));
    let outputs = Build::new().file(path("a.s")).out_dir(out.path()).run().unwrap();
    assert_eq!(outputs, [out.path().join("a.hydro")]);
}

#[test]
fn the_extension_decides_the_text_form_of_hydro() {
    let sources = folder(&[("a.h2o", "module main main body push u8 1 return")]);
    let outputs = Build::new().file(sources.path().join("a.h2o")).out_dir(sources.path()).run().unwrap();
    assert_eq!(outputs, [sources.path().join("a.hydro")]);
    assert!(fs::read(&outputs[0]).unwrap().starts_with(b"hydro"));
}

#[test]
fn faults_are_data_and_text() {
    let sources = folder(&[("bad.s", ".func f\n    ret\n    rte\n.end\n")]);
    let error = Build::new().file(sources.path().join("bad.s")).format("lazer").run().unwrap_err();
    let text = error.to_string();
    assert_eq!(format!("{error:?}"), text, "what `main` returns is printed with `Debug`");
    let Error::Source { diagnostics, .. } = error else { panic!("{text}") };
    assert!(!diagnostics.is_empty());
    assert!(text.contains("bad.s:3:5") && text.contains("`rte`"), "{text}");
    assert!(!sources.path().join("bad.lzr").exists());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sources = folder(&[("x.s", GOOD), ("x.asm", GOOD)]);
    let path = |name: &str| sources.path().join(name);
    let run = |build: &mut Build| build.run().unwrap_err();
    let error = run(Build::new().file(path("x.s")).format("laser"));
    assert!(matches!(error, Error::UnknownFormat(unknown) if unknown.name() == "laser"));
    assert!(matches!(run(Build::new().file(path("x.s"))), Error::NoFormat(_)));
    let error = run(Build::new().files([path("x.s"), path("x.asm")]).format("lazer"));
    assert!(matches!(error, Error::SameOutput(_)));
    let error = run(Build::new().file(path("missing.s")).format("lazer"));
    assert!(matches!(error, Error::File(FileError::Read { .. })));
}

#[test]
fn options_reach_the_build() {
    let text =
        ".if LEVEL != 3\n.error \"no\"\n.end\n.include \"part.s\"\n.func main() export\n    ret\n.end\n";
    let sources = folder(&[("x.s", text)]);
    let parts = folder(&[("part.s", "N = 1\n")]);
    let mut build = Build::new();
    build.file(sources.path().join("x.s")).format("lazer");
    assert!(matches!(build.run(), Err(Error::Source { .. })));
    let outputs = build.define("LEVEL", "3").include(parts.path()).run().unwrap();
    assert_eq!(outputs, [sources.path().join("x.lzr")]);
}

/// Joins modules by putting them one after another.
struct Chain;

impl Linker for Chain {
    fn link(&self, modules: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        match modules.len() {
            0 => Err("nothing to link".into()),
            _ => Ok(modules.into_iter().flat_map(|(_, bytes)| bytes).collect()),
        }
    }
}

#[test]
fn modules_are_linked_to_one_file() {
    let sources = folder(&[("a.s", GOOD), ("b.s", GOOD)]);
    let path = |name: &str| sources.path().join(name);
    let mut build = Build::new();
    build.files([path("a.s"), path("b.s")]).format("lazer").out_dir(sources.path());
    let app = path("app.lzr");
    assert_eq!(build.link("app.lzr", Chain).run().unwrap(), [app.as_path()]);
    assert_eq!(fs::read(&app).unwrap().windows(3).filter(|bytes| *bytes == b"LZR").count(), 2);
    assert!(!path("a.lzr").exists(), "only the linked file is written");
    let error = Build::new().out_dir(sources.path()).link("no.lzr", Chain).run().unwrap_err();
    assert!(error.to_string().ends_with("no.lzr`\nnothing to link"), "{error}");
}

#[test]
fn constants_come_from_the_environment() {
    let text = ".if LEVEL != 1\n.error \"no\"\n.end\n.func main() export\n    ret\n.end\n";
    let sources = folder(&[("x.s", text)]);
    let mut build = Build::new();
    build.file(sources.path().join("x.s")).format("lazer").define_env("LEVEL", "CARGO_PKG_RUST_VERSION");
    assert!(matches!(build.run(), Err(Error::Source { .. })), "1.90 is no level");
    let error = build.define_env("OTHER", "LZASM_NO_SUCH_VARIABLE").run().unwrap_err();
    assert!(matches!(error, Error::Variable(name) if name == "LZASM_NO_SUCH_VARIABLE"));
}
