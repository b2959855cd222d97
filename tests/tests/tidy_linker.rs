//! The walls of the linker: its shared files name no format, and the room of a format names no other format.

use lzasm_tests::{repo, rust};

/// The rooms: the name of the folder or file, and the words that mean the format.
const ROOMS: [(&str, &[&str]); 4] = [
    ("lazer", &["lazer", "lzr"]),
    ("hydro", &["hydro"]),
    ("roomod", &["roomod", "roo"]),
    ("sailar", &["sailar", "sail"]),
];

/// Files that may name formats, each with its reason.
const EXCUSED: &[(&str, &str)] = &[
    ("linker/src/formats/mod.rs", "the registry lists the rooms"),
    ("linker/src/bin/roolink/formats.rs", "the options that only one format has"),
    ("linker/src/bin/roolink/args.rs", "the help describes the formats"),
];

/// The code of the linker without comments and tests, by file.
fn sources() -> Vec<(String, String)> {
    let paths = repo::files("linker/src", &["rs"]);
    assert!(paths.len() > 20, "the sources of the linker are not where they should be");
    let read = |path: &std::path::PathBuf| {
        (repo::name(path), rust::code(rust::without_tests(&repo::text(path))).to_lowercase())
    };
    paths.iter().map(read).collect()
}

/// Whether a file belongs to the room of a format.
fn is_in(name: &str, room: &str) -> bool {
    let rest = name.strip_prefix("linker/src/formats/").unwrap_or_default();
    rest == format!("{room}.rs") || rest.starts_with(&format!("{room}/"))
}

/// The words of a line. `_` separates words, so that `of_lazer` names a format.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|ch: char| !ch.is_alphanumeric())
}

/// The lines that name one of these formats, in the form `file:line: text`.
fn naming(name: &str, text: &str, is_foreign: impl Fn(&str) -> bool) -> Vec<String> {
    let foreign: Vec<&str> =
        ROOMS.iter().filter(|(room, _)| is_foreign(room)).flat_map(|(_, words)| *words).copied().collect();
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| words(line).any(|word| foreign.contains(&word)));
    lines.map(|(index, line)| format!("{name}:{}: {}", index + 1, line.trim())).collect()
}

#[track_caller]
fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} of them:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn each_format_has_a_room() {
    assert_eq!(ROOMS.map(|(room, _)| room).as_slice(), lzasm::formats::names());
}

#[test]
fn shared_files_name_no_format() {
    let files = sources();
    for (name, _) in EXCUSED {
        let (_, text) = files.iter().find(|(file, _)| file == name).expect("an excused file exists");
        assert!(!naming(name, text, |_| true).is_empty(), "{name} needs no excuse any more");
    }
    let shared = files.iter().filter(|(name, _)| {
        ROOMS.iter().all(|(room, _)| !is_in(name, room)) && EXCUSED.iter().all(|(excused, _)| excused != name)
    });
    none(shared.flat_map(|(name, text)| naming(name, text, |_| true)).collect());
}

#[test]
fn a_room_names_no_other_format() {
    let files = sources();
    let mut faults = Vec::new();
    for (room, _) in ROOMS {
        let own: Vec<_> = files.iter().filter(|(name, _)| is_in(name, room)).collect();
        assert!(!own.is_empty(), "the room of {room} is not where it should be");
        let foreign = |other: &str| other != room;
        faults.extend(own.iter().flat_map(|(name, text)| naming(name, text, foreign)));
    }
    none(faults);
}

/// A format is asked through its trait: nothing outside of the rooms looks behind it.
#[test]
fn nothing_looks_behind_the_trait() {
    let faults = sources().into_iter().flat_map(|(name, text)| {
        let lines = text.lines().enumerate();
        let is_fault = |line: &str| {
            line.contains("downcast") || line.contains("info().name ==") || line.contains("info().name {")
        };
        let lines = lines.filter(|(_, line)| is_fault(line));
        lines.map(|(index, line)| format!("{name}:{}: {}", index + 1, line.trim())).collect::<Vec<_>>()
    });
    none(faults.collect());
}

#[test]
fn the_search_finds_names() {
    let text = "match x {\n    \"lazer\" => of_lazer(),\n    _ => lzasm::formats::sailar::walk(),\n}\n";
    let found = naming("x.rs", text, |_| true);
    assert_eq!(found, ["x.rs:2: \"lazer\" => of_lazer(),", "x.rs:3: _ => lzasm::formats::sailar::walk(),"]);
    assert!(naming("x.rs", "let room = detect(sailing);\n", |_| true).is_empty());
    assert!(naming("x.rs", text, |room| room == "hydro").is_empty());
}
