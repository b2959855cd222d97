//! Names of formats outside their rooms. What is true of one format only belongs into its room, behind a trait that the
//! registry reaches; a `match` on a name elsewhere is a format that the next one will be mistaken for.

use super::{Exceptions, Source, except, has_word, none, search, shipped, sources};
use lzasm::formats;
use lzasm_tests::repo;

/// Files whose task it is to name formats.
const REGISTRIES: &Exceptions = &[
    ("asm/src/formats/mod.rs", "the registry: it declares the rooms and lists them"),
    ("asm/src/formats/target.rs", "the registry as constants for users of the library"),
    ("asm/src/vm/registry.rs", "the registry of the machines"),
];

/// Commands that name the room of a format.
const NAMED_BY_COMMANDS: &Exceptions =
    &[("linker/src/bin/roolink/formats.rs", "values of options that only two formats have")];

/// Files that look for the type behind a trait object.
const DOWNCASTS: &Exceptions = &[
    (
        "asm/src/formats/mod.rs",
        "two models are equal only if they are of one type: the registry's macro compares them",
    ),
    ("asm/src/cli/tool/guard.rs", "the payload of a panic has no other type"),
];

/// The format whose name this line of code contains, in a path or in a string.
fn named(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    // The declaration of a module is how a folder is part of a crate.
    let is_declaration =
        line.trim_end().ends_with(';') && line.trim_start_matches("pub ").starts_with("mod ");
    formats::names().into_iter().find(|format| !is_declaration && has_word(&line, format))
}

/// The format whose room this line of code names.
fn room_named(line: &str) -> Option<&'static str> {
    formats::names().into_iter().find(|format| line.contains(&format!("{format}::")))
}

/// Whether a file is in the room of a format: in a folder of its name, or called like it.
fn is_in_a_room(name: &str) -> bool {
    formats::names().iter().any(|format| name.split('/').any(|part| part.trim_end_matches(".rs") == *format))
}

fn is_command(name: &str) -> bool {
    ["/src/bin/", "/src/cli/", "/src/tool/"].iter().any(|folder| name.contains(folder))
}

#[test]
fn a_room_names_no_other_format() {
    let mut faults = Vec::new();
    for format in formats::names() {
        let room = sources(&format!("asm/src/formats/{format}"));
        assert!(!room.is_empty(), "the room of {format} is not where it should be");
        // A format without code has no machine.
        let machine = sources(&format!("asm/src/vm/{format}"));
        for room in [room, machine] {
            faults.extend(search(&room, |_, line| {
                let other = room_named(line).filter(|other| *other != format)?;
                Some(format!("{format} names {other}"))
            }));
        }
    }
    none(faults);
}

#[test]
fn shared_code_names_no_format() {
    let is_registry = |name: &str| REGISTRIES.iter().any(|(file, _)| *file == name);
    let mut files = sources("grammar/src");
    files.extend(sources("asm/src").into_iter().filter(|(name, _)| !is_command(name) && !is_in_a_room(name)));
    assert!(files.len() > 100, "the shared code is not where it should be");
    let registries: Vec<Source> = files.extract_if(.., |(name, _)| is_registry(name)).collect();
    assert_eq!(registries.len(), REGISTRIES.len(), "a registry is not where it should be");
    none(search(&files, |_, line| named(line).map(|format| format!("names {format}"))));
}

#[test]
fn commands_name_the_room_of_no_format() {
    let files: Vec<Source> = shipped().into_iter().filter(|(name, _)| is_command(name)).collect();
    assert!(files.len() > 10, "the commands are not where they should be");
    let faults =
        search(&files, |_, line| room_named(line).map(|format| format!("names the room of {format}")));
    none(except(faults, NAMED_BY_COMMANDS));
}

#[test]
fn no_code_looks_for_the_type_behind_a_trait() {
    let faults = search(&shipped(), |_, line| {
        ["downcast", "as_any", "dyn Any"]
            .iter()
            .find(|word| line.contains(*word))
            .map(|word| format!("has `{word}`"))
    });
    none(except(faults, DOWNCASTS));
}

#[test]
fn the_search_finds_names() {
    assert_eq!(named("match name { \"lazer\" => 1 }"), Some("lazer"));
    assert_eq!(named("Target::HYDRO"), Some("hydro"));
    assert_eq!((named("pub mod hydro;"), named("    hydro_room();")), (None, None));
    assert_eq!((room_named("lazer::INFO.name"), room_named("\"lazer\"")), (Some("lazer"), None));
    assert!(is_in_a_room("linker/src/hydro.rs") && is_in_a_room("a/lazer/b.rs") && !is_in_a_room("a/b.rs"));
    assert!(repo::root().join("asm/src/formats").is_dir());
}
