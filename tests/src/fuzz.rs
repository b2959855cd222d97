//! Fuzz targets, which take any bytes that a fuzzer makes up. They return nothing, and panic where a promise
//! does not hold. The fuzzer's package, `tests/fuzz`, has a line for each of these; `tests/fuzz.rs` tries them on the
//! files of `tests/corpus` and on some changed ones, without a fuzzer.

use crate::source::human;
use lzasm::files::Loader;
use lzasm::files::{Cause, FileError};
use lzasm::formats::{self, Format, RaiseOptions};
use lzasm::vm::hydro::Hydro;
use lzasm::vm::lazer::Lazer;
use lzasm::vm::{Buffers, Limits, Machine, Nobody, Start, Unit};
use lzasm::{Assembly, Input, Options, SourceForm, assemble};
use lzasm_grammar::printer;
use roolink::archive::{self, Archive};
use roolink::{Duplicates, Edit, Entry, Link, Map, trace};
use std::path::{Path, PathBuf};

/// Something to do with bytes.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// The folder of `tests/corpus` that has files for it.
    pub corpus: &'static str,
    /// Does it.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "assemble", corpus: "text", run: assembled },
    Target { name: "format", corpus: "text", run: formatted },
    Target { name: "h2o", corpus: "h2o", run: hydro_text },
    Target { name: "decode", corpus: "binary", run: decoded },
    Target { name: "encode", corpus: "binary", run: encoded },
    Target { name: "disassemble", corpus: "binary", run: disassembled },
    Target { name: "run", corpus: "binary", run: ran },
    Target { name: "link", corpus: "link", run: linked },
    Target { name: "archive", corpus: "link", run: taken_apart },
];

/// The separator between the files of a list of files.
pub const BETWEEN: &[u8] = b"\xFF\xFE\xFD";
/// How much of everything a run may take.
const LIMITS: Limits = Limits { steps: 20_000, depth: 1000, memory: 1 << 24 };
/// How many statements a source may become.
const STATEMENTS: u64 = 20_000;

/// A disk without files.
struct Nothing;

impl Loader for Nothing {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        Err(FileError::read(path, Cause::NotFound))
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

fn made(bytes: &[u8], format: &'static dyn Format, from: SourceForm) -> Assembly {
    let input = Input { name: "main.s".into(), bytes: bytes.to_vec(), stem: "main".into() };
    let options = Options {
        format: Some(format.info().name),
        from: Some(from),
        max_statements: Some(STATEMENTS),
        debug: true,
        ..Options::default()
    };
    assemble(input, &options, Box::new(Nothing))
}

/// A text becomes a file of each format, which reads back, or there are messages.
pub fn assembled(bytes: &[u8]) {
    for format in formats::ALL {
        let assembly = made(bytes, *format, SourceForm::Assembly);
        human(&assembly);
        assert!(assembly.bytes.is_some() || !assembly.diagnostics.is_empty(), "no file and no message");
        was_written(*format, &assembly);
    }
}

/// The same for Hydro's text form.
pub fn hydro_text(bytes: &[u8]) {
    let Some(format) = formats::find("hydro") else { return };
    let assembly = made(bytes, format, SourceForm::TextOf("hydro"));
    human(&assembly);
    was_written(format, &assembly);
}

/// What was written is read as what was meant.
#[track_caller]
fn was_written(format: &dyn Format, assembly: &Assembly) {
    if let (Some(bytes), Some(model)) = (&assembly.bytes, &assembly.model) {
        assert_eq!(formats::reads_back(format, model.as_ref(), bytes), Ok(()));
        reads_back(format, bytes);
    }
}

/// What has been formatted is formatted.
pub fn formatted(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(once) = printer::format(text) {
        assert_eq!(printer::format(&once).as_ref(), Ok(&once));
    }
}

#[track_caller]
fn reads_back(format: &dyn Format, bytes: &[u8]) {
    match format.decode(bytes) {
        Ok(model) => assert_eq!(model.encode().as_deref(), Ok(bytes)),
        Err(error) => panic!("what was written cannot be read: {error}"),
    }
}

/// Each decoder bears all bytes, and what it makes of them can be looked at.
pub fn decoded(bytes: &[u8]) {
    for format in formats::ALL {
        let Ok(model) = format.decode(bytes) else { continue };
        model.verify();
        model.json();
        for entry in model.entries() {
            entry.code.iter().for_each(|code| drop(model.steps(code)));
        }
    }
}

/// A file that decodes is that file again when it is encoded.
pub fn encoded(bytes: &[u8]) {
    if let Some(format) = formats::detect(bytes).filter(|format| format.decode(bytes).is_ok()) {
        reads_back(format, bytes);
    }
}

/// A file that decodes is that file again when its disassembly is assembled.
pub fn disassembled(bytes: &[u8]) {
    let Some(format) = formats::detect(bytes) else { return };
    let Ok(model) = format.decode(bytes) else { return };
    let text = model.raise(&RaiseOptions::default());
    let input = Input { name: "main.s".into(), bytes: text.clone().into_bytes(), stem: "main".into() };
    let assembly = assemble(input, &Options::default(), Box::new(Nothing));
    assert_eq!(assembly.bytes.as_deref(), Some(bytes), "{text}\n{}", human(&assembly));
    assert!(assembly.model.is_some_and(|made| made.same(model.as_ref())), "{text}");
}

/// A program runs, and stops at a limit if not before.
pub fn ran(bytes: &[u8]) {
    let Some(format) = formats::detect(bytes) else { return };
    let Ok(model) = format.decode(bytes) else { return };
    let unit = Unit { name: "main".into(), model: model.into(), sources: None };
    match format.info().name {
        "lazer" => run_on::<Lazer>(unit),
        "hydro" => run_on::<Hydro>(unit),
        _ => {}
    }
}

fn run_on<M: Machine>(unit: Unit) {
    let Ok(mut machine) = M::link(&[unit]) else { return };
    let mut host = Buffers::with_input(b"1\n2\n".as_slice());
    // However it ends, it ends.
    let _ = machine.run(&Start { limits: LIMITS, ..Start::default() }, &mut host, &mut Nobody);
}

/// The files of a list.
fn files(bytes: &[u8]) -> Vec<roolink::Input> {
    let mut files = Vec::new();
    let mut start = 0;
    for at in 0..=bytes.len() {
        let is_end = at == bytes.len();
        if at >= start && (is_end || bytes[at..].starts_with(BETWEEN)) {
            files.push(roolink::Input::new(format!("{}", files.len()), bytes[start..at].to_vec()));
            start = at + BETWEEN.len();
        }
    }
    files
}

/// Files become one, which its format decodes, or there are messages. The first byte chooses options.
pub fn linked(bytes: &[u8]) {
    let Some((&chosen, bytes)) = bytes.split_first() else { return };
    let is_set = |bit: u8| chosen >> bit & 1 != 0;
    let inputs = files(bytes);
    let duplicates = match chosen >> 5 & 3 {
        0 => Duplicates::Error,
        1 => Duplicates::First,
        _ => Duplicates::Last,
    };
    let mut options = roolink::Options::new()
        .verify(is_set(0))
        .flatten(is_set(1))
        .gc(is_set(2))
        .entry(if is_set(2) { Entry::parse("main::main") } else { None })
        .nest(if is_set(4) { 2 } else { 255 })
        .duplicates(duplicates)
        .name(is_set(7).then(|| "all".to_owned()));
    if is_set(3) {
        options = options.allow_undefined("*");
    }
    trace(&inputs, "main");
    match Link::new().inputs(inputs).options(options).run() {
        Ok(made) => {
            let bytes = made.to_vec();
            assert_eq!(bytes.len() as u64, made.size());
            reads_back(made.format(), &bytes);
            Map::of(&made, &bytes).text();
            made.plan("out");
            made.why("main");
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "no file and no message");
            errors.iter().for_each(|error| drop(error.diagnostic()));
        }
    }
}

/// A file that is changed is a file, or there are messages.
fn edited(input: &roolink::Input) {
    for edit in [Edit::Add, Edit::Replace, Edit::Remove(vec![0]), Edit::Remove(vec![1, 0, usize::MAX])] {
        let options = roolink::Options::new().edit(edit).duplicates(Duplicates::First);
        match Link::new().inputs([input.clone(), input.clone()]).options(options).run() {
            Ok(made) => reads_back(made.format(), &made.to_vec()),
            Err(errors) => assert!(!errors.is_empty(), "no file and no message"),
        }
    }
}

/// The modules of a file have names for files that stay in a folder, and are files themselves.
pub fn taken_apart(bytes: &[u8]) {
    for input in files(bytes.get(1..).unwrap_or_default()) {
        // What cannot be listed is reported.
        let _ = archive::list(&input);
        let Ok(archive) = Archive::open(&input) else { continue };
        edited(&input);
        let Ok(members) = archive.pick(&[]) else { continue };
        let mut seen = std::collections::HashSet::new();
        for (member, name) in members.iter().zip(archive.file_names(&members)) {
            let is_plain =
                !name.contains(['/', '\\', ':', '\0']) && !name.starts_with('.') && name.len() < 256;
            assert!(is_plain, "{name:?} may lead elsewhere");
            assert!(seen.insert(name.to_lowercase()), "{name:?} is there twice");
            let file = archive.file(member);
            assert!(formats::detect(&file).is_some_and(|format| format.decode(&file).is_ok()), "{name:?}");
        }
    }
}
