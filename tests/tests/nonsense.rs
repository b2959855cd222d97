//! The libraries with arguments that no command would give them: faults are reported, and nothing panics.

use lzasm::bytes::{FieldTree, Reader};
use lzasm::cli::argfile;
use lzasm::dump::bytes::picture;
use lzasm::dump::disassembly::{definitions, lenient};
use lzasm::dump::{self, File};
use lzasm::files::FileLoader;
use lzasm::formats::inspect::Code as Piece;
use lzasm::formats::{self, RaiseOptions, UserOp};
use lzasm::vm::lazer::Lazer;
use lzasm::vm::{Argument, Buffers, CallStack, Limits, Machine, Nobody, Place, Start, Unit};
use lzasm::{Assembly, Input, Options, assemble, build, files, paths};
use lzasm_grammar::diag::Code;
use lzasm_tests::source;
use roolink::archive::Archive;
use roolink::{Duplicates, Edit, Entry, Link, Map, trace};
use std::path::Path;

const GOOD: &str = ".target lazer\n.module m\n.func main()\nret\n.end\n";
/// Names that nothing has, or that should have been refused.
const NAMES: [&str; 9] =
    ["", "\0", " ", "a\0b", "..", "/", "#0", "#18446744073709551616", "\u{202e}\u{1b}[2J"];
const NUMBERS: [usize; 5] = [0, 1, 9, usize::MAX - 1, usize::MAX];

fn made(options: &Options, name: &str, stem: &str, text: &str) -> Assembly {
    let input = Input { name: name.into(), bytes: text.into(), stem: stem.into() };
    assemble(input, options, Box::new(FileLoader))
}

/// There is a file or an error, not both and not nothing.
#[track_caller]
fn is_reported(assembly: &Assembly) {
    source::human(assembly);
    assert_eq!(assembly.bytes.is_none(), !source::errors(assembly).is_empty(), "{}", source::human(assembly));
}

#[test]
fn a_format_that_does_not_exist_is_an_error() {
    for name in NAMES.into_iter().chain(["lzr", "LAZER", "x"]) {
        let assembly = made(&Options { format: Some(name), ..Options::default() }, "a.s", "a", GOOD);
        assert!(
            source::codes(&assembly).contains(&Code::UnknownFormat),
            "{name:?}: {}",
            source::human(&assembly)
        );
        assert!(assembly.bytes.is_none());
        // No text form has such a name either.
        let options = Options { from: Some(lzasm::SourceForm::TextOf(name)), ..Options::default() };
        assert!(source::codes(&made(&options, "a.s", "a", GOOD)).contains(&Code::UnknownFormat), "{name:?}");
    }
}

#[test]
fn a_format_without_a_text_form_is_named_as_that() {
    let options = Options { from: Some(lzasm::SourceForm::TextOf("lazer")), ..Options::default() };
    let assembly = made(&options, "a.s", "a", GOOD);
    assert_eq!(source::codes(&assembly), [Code::BadOption]);
    assert!(source::human(&assembly).contains("has no text form"), "{}", source::human(&assembly));
}

#[test]
fn a_width_of_lengths_that_does_not_exist_is_an_error() {
    for size in [0, 3, 5, 255] {
        let options = Options { length_size: Some(size), format: Some("sailar"), ..Options::default() };
        let assembly = made(&options, "a.s", "a", ".module m\n");
        assert_eq!(source::codes(&assembly), [Code::BadOption], "{size}");
        assert!(assembly.bytes.is_none());
    }
}

#[test]
fn options_without_sense() {
    for format in formats::names() {
        for name in NAMES {
            let options = Options {
                format: Some(format),
                include: vec![name.into()],
                path_prefix_map: vec![(name.into(), name.into())],
                debug: true,
                ..Options::default()
            };
            is_reported(&made(&options, name, name, ".struct P\n.end\n"));
            is_reported(&made(&options, name, name, GOOD));
            is_reported(&made(&options, name, name, ".include \"\\0\"\n"));
            is_reported(&made(&options, name, name, ""));
            let define =
                vec![(name.to_owned(), name.to_owned()), ("a".into(), "a".into()), (name.into(), "(".into())];
            is_reported(&made(&Options { define, ..options }, name, name, GOOD));
        }
        for most in [0, 1, u64::MAX] {
            let options = Options { format: Some(format), max_statements: Some(most), ..Options::default() };
            is_reported(&made(&options, "a.s", "a", ".repeat 3, i\n.struct P\\i\n.end\n.end\n"));
        }
    }
}

#[test]
fn a_build_script_without_sense() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for name in NAMES {
        let mut script = build::Build::new();
        script.file(name).format(name).out_dir(folder.path().join("\0"));
        assert!(matches!(script.run(), Err(build::Error::UnknownFormat(_))), "{name:?}");
        let mut script = build::Build::new();
        script.file(folder.path().join("none").join(name)).format("lazer").define(name, name).include(name);
        assert!(matches!(script.run(), Err(build::Error::File(_))), "{name:?}");
    }
    let source = folder.path().join("a.s");
    std::fs::write(&source, GOOD).expect("a file for the test");
    let mut script = build::Build::new();
    script.file(&source).out_dir(folder.path().join("a\0b"));
    assert!(matches!(script.run(), Err(build::Error::File(_))));
    script.options().format = Some("none");
    assert!(matches!(script.run(), Err(build::Error::Source { .. })));
    assert!(build::Build::new().run().is_ok_and(|outputs| outputs.is_empty()));
}

/// A file of each format.
fn opened() -> Vec<File> {
    let text = ".module m\n.struct P export\nx: u8\n.end\n.func main()\nret\n.end\n";
    let bytes = |format| source::bytes(text, format).unwrap_or_else(|said| panic!("{said}"));
    formats::names().into_iter().map(|format| File::open("x", bytes(format)).expect("a file")).collect()
}

#[test]
fn views_of_what_is_not_there() {
    let bytes: Vec<u8> = (0..100).collect();
    for (start, end) in NUMBERS.into_iter().flat_map(|start| NUMBERS.map(|end| (start, end))) {
        picture(&bytes, start..end);
        picture(b"", start..end);
    }
    for file in opened() {
        let fields = file.fields();
        for (start, count) in NUMBERS.into_iter().flat_map(|start| NUMBERS.map(|count| (start, count))) {
            let path = NAMES[start % NAMES.len()].to_owned();
            let code = Piece { path, at: vec![start, count], start, count };
            file.model.steps(&code);
            file.model.steps(&Piece { path: "rows".into(), at: Vec::new(), ..code });
        }
        dump::hex::dump(b"", &fields);
        dump::hex::dump(&file.bytes, &FieldTree::default());
        for op in [0, 255] {
            let user_ops = vec![UserOp { name: String::new(), opcode: op, kinds: Vec::new() }];
            file.model.raise(&RaiseOptions { ops: user_ops, ..RaiseOptions::default() });
        }
    }
    for name in NAMES {
        let _ = File::open(name, name.into());
        let _ = definitions(name, name.into(), &Options::default());
        lenient(name, name.into(), &RaiseOptions::default());
        formats::find(name);
        formats::by_extension(name);
        formats::isa(name);
        formats::detect(name.as_bytes());
        paths::stem(Path::new(name));
        paths::output(Path::new(name), Some(Path::new(name)), name);
        argfile::words(name.as_bytes());
    }
}

#[test]
fn readers_at_the_edge() {
    for count in [0, 1, 5, u64::MAX - 1, u64::MAX] {
        let mut reader = Reader::new(b"abcd");
        let _ = reader.take("", count);
        let _ = reader.text("", count);
        let _ = reader.seek("", count as usize);
        let _ = reader.list("", count as usize, |reader| reader.u8(""));
        let mut list = Vec::<u64>::new();
        let _ = reader.make_room(&mut list, count as usize);
    }
}

#[test]
fn files_that_cannot_be() {
    for name in ["", "\0", "a\0b", "/", "/dev/null/x"] {
        assert!(files::read(Path::new(name)).is_err(), "{name:?}");
        assert!(files::write(Path::new(name), b"x").is_err(), "{name:?}");
    }
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("f");
    std::fs::write(&file, "12345").expect("a file for the test");
    for (limit, is_read) in [(0, false), (4, false), (5, true), (u64::MAX, true)] {
        assert_eq!(files::read_up_to(&file, limit).is_ok(), is_read, "{limit}");
    }
}

#[test]
fn runs_without_sense() {
    let bytes = source::bytes(".module m\n.func main(a: i32)\nret\n.end\n", "lazer")
        .unwrap_or_else(|said| panic!("{said}"));
    let unit = || {
        let model = formats::detect(&bytes).and_then(|format| format.decode(&bytes).ok()).expect("a file");
        Unit { name: "\0".into(), model: model.into(), sources: None }
    };
    let _ = Lazer::link(&[]);
    for entry in NAMES.into_iter().chain(["m::main/-1", "m::main/256", "::", "/"]) {
        for limit in [0, 1, u64::MAX] {
            let Ok(mut machine) = Lazer::link(&[unit()]) else { panic!("it is a program") };
            let depth = limit.min(1 << 20) as u32;
            let limits = Limits { steps: limit, depth, memory: limit };
            let arguments = [0, i128::MIN, i128::MAX].map(Argument::int).to_vec();
            let start = Start { limits, arguments, entry: Some(lzasm::vm::Entry::parse(entry)) };
            let _ = machine.run(&start, &mut Buffers::default(), &mut Nobody);
        }
    }
    for depth in NUMBERS {
        CallStack::clipped(depth, |_| Place::default());
    }
    for word in NAMES.into_iter().chain(["-", "1e", "'", "b\"", "-340282366920938463463374607431768211456"]) {
        let _ = Argument::parse(word);
    }
}

fn input(name: &str, format: &'static str) -> roolink::Input {
    let bytes = source::bytes(".module m\n.struct P export\nx: u8\n.end\n.func f()\nret\n.end\n", format);
    roolink::Input::new(name, bytes.unwrap_or_else(|said| panic!("{said}")))
}

#[test]
fn links_without_sense() {
    assert!(Link::new().run().is_err());
    for format in formats::names() {
        for (at, name) in NUMBERS.into_iter().zip(NAMES) {
            for edit in [None, Some(Edit::Add), Some(Edit::Replace), Some(Edit::Remove(vec![at, at, 0]))] {
                let removed = matches!(&edit, Some(Edit::Remove(_)));
                let entry = Entry { module: name.into(), function: name.into(), arity: Some(255) };
                let options = roolink::Options::new()
                    .nest(at)
                    .name(name.to_owned())
                    .module_version(vec![u32::MAX; at.min(300)])
                    .entry(Entry::parse(name).unwrap_or(entry))
                    .allow_undefined(name)
                    .gc(true)
                    .duplicates(Duplicates::Last)
                    .edit(edit.clone());
                let plain = roolink::Options::new().edit(edit).duplicates(Duplicates::First);
                for options in [options, plain] {
                    let link = Link::new().inputs([input(name, format), input("", format)]).options(options);
                    match link.run() {
                        Ok(linked) => {
                            assert!(!removed || at == 0, "{format}: there is no module {at}");
                            Map::of(&linked, b"").text();
                            Map::of(&linked, &linked.to_vec()).json();
                            linked.why(name);
                            linked.plan(name);
                        }
                        Err(errors) => errors.iter().for_each(|error| drop(error.diagnostic())),
                    }
                }
            }
        }
        trace(&[input("", format)], "\0");
    }
    trace(&[], "");
}

/// A module of another archive is not a module of this one.
#[test]
fn members_of_other_archives() {
    for format in lzasm::formats::isa_names() {
        let one = input("one", format);
        let many = source::bytes(
            ".module abcdefghijklmnop\n.func f()\nret\n.end\n.module second\n.func g()\nret\n.end\n",
            format,
        );
        let many = roolink::Input::new("many", many.unwrap_or_else(|said| panic!("{said}")));
        let (one, many) = (Archive::open(&one).expect("a file"), Archive::open(&many).expect("a file"));
        for member in many.members() {
            one.file(member);
        }
        one.file_names(&many.members().iter().collect::<Vec<_>>());
        for name in NAMES {
            assert!(one.pick(&[name.to_owned()]).is_err(), "{name:?}");
        }
    }
}
