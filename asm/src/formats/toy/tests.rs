//! Tests that the toy passes everything that a format must pass, although only this folder and the registry mention
//! it.

use super::model::{File, Module, Struct};
use super::{INFO, decode, encode, verify};
use crate::dump::{self, Locator, diff, disassembly, graph, hex, html, json, sizes, summary, symbols};
use crate::formats::testing::{Codec, SOME, any_file_reads_back, assemble, keeps};
use crate::formats::{self, RaiseOptions};
use crate::vm::{self, Unready};
use crate::{Input, Options};
use crate::{Target, files::FileLoader};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

const CODEC: Codec<File> = Codec { decode, encode };

const TEXT: &str =
    ".target toy\n.format mark=2\n.module geo\n.struct P\n.end\n.struct Q\n.end\n.module empty\n";
const BYTES: &[u8] = b"TOY!\0\x02\x02\x03geo\x02\x01P\x01Q\x05empty\0";

fn module(name: &str, structs: &[&str]) -> Module {
    let structs = structs.iter().map(|name| Struct { name: (*name).into(), ..Struct::default() });
    Module { name: name.into(), structs: structs.collect(), ..Module::default() }
}

fn file() -> File {
    let modules = vec![module("geo", &["P", "Q"]), module("empty", &[])];
    File { mark: 2, modules, trailing: Vec::new() }
}

fn opened(bytes: &[u8]) -> dump::File {
    dump::File::open("geo.toy", bytes.to_vec()).unwrap_or_else(|fault| panic!("{}", fault.message))
}

#[test]
fn it_is_in_the_registry() {
    assert_eq!(formats::names().last(), Some(&"toy"));
    let target: Target = "toy".parse().unwrap();
    assert_eq!((target.title(), target.extension()), ("Toy", "toy"));
    assert_eq!(Target::detect(BYTES), Some(target));
    assert_eq!(Target::from_extension("toy"), Some(target));
}

#[test]
fn bytes_and_data_are_each_other() {
    assert_eq!(CODEC.keeps_bytes(BYTES), file());
    CODEC.keeps_model(&file());
    CODEC.refuses_cuts(BYTES, &[]);
    CODEC.names_fields_alike(BYTES);
    CODEC.bears_flips(BYTES);
}

#[test]
fn faults_have_a_place() {
    assert_eq!(CODEC.fault(b"TOY!\x01"), "version at offset 0x4: expected version 0, found 1");
    assert_eq!(CODEC.fault(b"TOY!\0\x03"), "mark at offset 0x5: expected a mark of at most 2, found 3");
    assert_eq!(
        CODEC.fault(b"TOY!\0\0\0"),
        "module_count at offset 0x6: expected at least one module, found 0"
    );
    let fault = CODEC.fault(b"TOY!\0\0\x01\x01-\0");
    assert_eq!(fault, "modules[0].name at offset 0x8: expected letters, digits and `_`");
}

#[test]
fn a_source_becomes_a_file() {
    assert_eq!(assemble(TEXT).as_deref(), Ok(BYTES));
}

#[test]
fn what_it_does_not_carry_is_reported() {
    let made = |text: &str| {
        let input = Input { name: "x.s".into(), bytes: text.into(), stem: "x".into() };
        let made = crate::assemble(input, &Options::default(), Box::new(FileLoader));
        (
            made.bytes.is_some(),
            made.diagnostics.into_iter().map(|reported| reported.message).collect::<Vec<_>>(),
        )
    };
    let left_out = "the toy format carries no functions: 1 left out";
    let extern_function = ".target toy\n.module m\n.extern f()\n";
    assert_eq!(made(extern_function), (true, vec![left_out.to_owned()]));
    let (written, reported) = made(".target toy\n.module `a b`\n");
    assert_eq!((written, reported), (false, vec!["the name has another character".to_owned()]));
    let (written, reported) = made(".target toy\n.format mark=3\n.module m\n");
    assert_eq!((written, reported.len()), (false, 1));
    let (written, reported) = made(".target roomod\n.format mark=1\n.module m\n");
    assert_eq!((written, reported), (false, vec!["`mark=` has no meaning in the roomod format".to_owned()]));
}

#[test]
fn a_file_becomes_a_source_of_the_same_bytes() {
    keeps(&file());
    keeps(&File { trailing: vec![0, 255], ..file() });
    keeps(&File { mark: 0, modules: vec![module("r1", &["u8", "x", "x", "1x"])], trailing: Vec::new() });
    let name = || "[a-z_0-9]{1,6}";
    let structs = prop::collection::vec(name(), 0..5);
    let any_module = move || {
        (name(), structs.clone()).prop_map(|(name, structs)| {
            let structs: Vec<&str> = structs.iter().map(String::as_str).collect();
            module(&name, &structs)
        })
    };
    // Two modules of one name are not of this language.
    let any_file = || {
        (0..=2u8, any_module(), prop::collection::vec(any::<u8>(), 0..3))
            .prop_map(|(mark, module, trailing)| File { mark, modules: vec![module], trailing })
    };
    any_file_reads_back(any_file, SOME);
}

#[test]
fn every_view_shows_it() {
    let file = opened(BYTES);
    let other = opened(b"TOY!\0\0\x02\x03geo\x01\x01P\x05empty\0\x00");
    for (view, text) in [
        ("summary", summary::summary(&file)),
        ("hex", hex::dump(&file.bytes, &file.fields())),
        ("symbols", symbols::symbols(&file)),
        ("json", json::json(&file)),
        ("sizes", sizes::text(&file, false)),
        ("html", html::page(&file)),
        ("disassembly", file.model.raise(&RaiseOptions::default())),
        ("graph", graph::graph(&file, graph::Of::Modules)),
        ("lenient", disassembly::lenient("cut.toy", BYTES[..12].to_vec(), &RaiseOptions::default())),
    ] {
        assert!(text.contains("geo"), "{view}: {text}");
    }
    for of in [graph::Of::Calls, graph::Of::Blocks] {
        assert!(graph::graph(&file, of).starts_with("digraph "));
    }
    assert!(diff::diff(&file, &other).contains('Q'));
    assert_eq!(diff::diff(&file, &opened(BYTES)), "");
    assert!(disassembly::check(&file, &RaiseOptions::default()).is_ok());
    assert_eq!((file.trailing(), other.trailing()), (&b""[..], &b"\0"[..]));
}

#[test]
fn the_verifier_finds_what_is_wrong() {
    let twice = File { modules: vec![module("m", &["P", "P"])], trailing: vec![1], ..File::default() };
    let found: Vec<_> = verify(&twice).into_iter().map(|finding| (finding.rule, finding.path)).collect();
    let duplicate = ("duplicate-struct", "modules[0].structs[1]".to_owned());
    assert_eq!(found, [duplicate, ("trailing-bytes", "trailing".to_owned())]);
    let bytes = CODEC.bytes(&twice);
    assert_eq!(dump::verify::verify(&opened(&bytes)).len(), 2);
    assert_eq!(verify(&file()), []);
}

#[test]
fn a_listing_finds_the_line_of_each_byte() {
    let input = Input { name: "x.s".into(), bytes: TEXT.into(), stem: "x".into() };
    let made = crate::assemble(input, &Options::default(), Box::new(FileLoader));
    let (_, tree) = made.model.unwrap().fields().unwrap();
    let mut locator = Locator::new(&tree);
    for (path, start) in [("modules[0]", 7), ("modules[0].structs[1]", 14), ("modules[1]", 16)] {
        let at = locator.find(path).unwrap();
        assert_eq!(tree.fields[at].start, start, "{path}");
        assert_ne!(tree.fields[at].origin.0, 0, "{path}");
    }
}

#[test]
fn it_says_that_no_machine_runs_it() {
    let model = opened(BYTES).model;
    assert!(model.executable().is_none());
    let unit = vm::Unit { name: "geo.toy".into(), model, sources: None };
    let refused = vm::machine(&[unit]).err();
    let (file, format) = ("geo.toy".to_owned(), INFO.title);
    assert_eq!(refused, Some(Unready::NoCode { file, format }));
}
