//! Bounds of what a link reports: however many faults the inputs have, messages and memory stay small.

use crate::merged::{roo, thing};
use crate::{hydro, lazer, link};
use roolink::{LinkError, LinkErrors, Options};

/// A Lazer module that imports this many functions, each with a name of its own, from a module that is not there.
fn importer(module: usize, count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|index| format!("f{module}x{index}")).collect();
    let imports: Vec<(&str, &str, u8)> = names.iter().map(|name| ("none", name.as_str(), 0)).collect();
    lazer(&format!("m{module}"), &[], &imports)
}

fn counts(options: Options, inputs: &[(&str, &[u8])]) -> (usize, usize, usize) {
    let count = |list: &LinkErrors| (list.len(), list.left_out().errors, list.left_out().warnings);
    match link(options, inputs) {
        Ok(linked) => count(linked.warnings()),
        Err(errors) => count(&errors),
    }
}

#[test]
fn undefined_names_are_counted() {
    let inputs = [importer(0, 4000), importer(1, 1)];
    let inputs = [("a", inputs[0].as_slice()), ("b", inputs[1].as_slice())];
    assert_eq!(counts(Options::new(), &inputs), (1000, 3001, 0));
    assert_eq!(counts(Options::new().allow_undefined("none"), &inputs), (0, 0, 0));
    let things: Vec<_> =
        (0..1500).map(|index| thing(&format!("f{index}"), &[&format!("T{index}")])).collect();
    assert_eq!(counts(Options::new(), &[("a", &roo(&[], &things))]), (1000, 500, 0));
}

#[test]
fn findings_and_warnings_are_counted() {
    let repeated: Vec<(&str, u8)> = (0..3001).map(|_| ("f", 0)).collect();
    assert_eq!(counts(Options::new(), &[("a", &lazer("a", &repeated, &[]))]), (1000, 2000, 0));
    let longer: Vec<Vec<u8>> =
        (0..1200).map(|index| [&hydro(&format!("m{index}"), &[], &[])[..], b"x"].concat()).collect();
    let inputs: Vec<(&str, &[u8])> = longer.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    assert_eq!(counts(Options::new(), &inputs), (1000, 0, 200));
    let damaged = vec![("x", &b"LZR\0"[..]); 1100];
    assert_eq!(counts(Options::new(), &damaged), (1000, 100, 0));
}

/// A message about many files names a few of them.
#[test]
fn files_of_one_fault_are_counted() {
    let module = lazer("a", &[], &[]);
    let errors = link(Options::new(), &vec![("x", module.as_slice()); 2000]).err().unwrap();
    let [LinkError::DuplicateModule { origins, .. }] = &errors[..] else { panic!("{errors:?}") };
    assert_eq!((origins.first().len(), origins.count()), (8, 2000));
    assert!(errors.to_string().contains("and 1992 more"), "{errors}");
    let other = hydro("b", &[], &[]);
    let mixed = [vec![("x", module.as_slice()); 2000], vec![("y", &other)]].concat();
    assert!(link(Options::new(), &mixed).err().unwrap().to_string().contains("and 1992 more"));
}

/// A million undefined names in an address space that their messages would not fit into.
#[cfg(target_os = "linux")]
#[test]
fn a_million_undefined_names_take_little_memory() {
    use std::fmt::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut names = String::new();
    for module in 0..16 {
        let name = format!("{module}.lzr");
        std::fs::write(folder.path().join(&name), importer(module, 62_500)).unwrap();
        let _ = write!(names, " {name}");
    }
    let mut command = std::process::Command::new("sh");
    let script = format!("ulimit -v {KILOBYTES}; exec \"$ROOLINK\" --message-format short{names}");
    command.args(["-c", &script]).current_dir(folder.path());
    // Each thread reserves address space, so their number is fixed.
    command.env("ROOLINK", env!("CARGO_BIN_EXE_roolink")).env("RAYON_NUM_THREADS", "1");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("more errors"), "{text}");
}

/// The inputs take 20 megabytes, the tables of names and references of the link about 100; a million errors with their
/// names and origins would take 400 more.
#[cfg(target_os = "linux")]
const KILOBYTES: usize = 320 << 10;
