//! Each reason not to link, and the words for it.

use crate::merged::{item, kind, roo, sail, thing};
use crate::{hydro, lazer, link};
use lzasm::formats::Model;
use lzasm::formats::hydro::model as hydro;
use lzasm::formats::lazer::model::MAX_DEPTH;
use lzasm::formats::roomod::model::Thing;
use lzasm::formats::sailar::model::{LengthSize, Struct};
use lzasm_grammar::diag::{Level, Remark, render};
use lzasm_grammar::source::SourceMap;
use pretty_assertions::assert_eq;
use roolink::archive::Archive;
use roolink::{Entry, Input, Link, LinkError, Options, Pattern, words};

/// What the user reads: the code, the message and the remarks of each error and warning.
fn told(options: Options, inputs: &[(&str, &[u8])]) -> String {
    let found = match link(options, inputs) {
        Ok(linked) => linked.warnings().to_vec(),
        Err(errors) => errors.to_vec(),
    };
    shown(&found)
}

fn shown(found: &[LinkError]) -> String {
    let map = SourceMap::new();
    found.iter().map(|error| render::human(&words::diagnostic(error), &map, &Default::default())).collect()
}

#[track_caller]
fn tells(options: Options, inputs: &[(&str, &[u8])], expected: &[&str]) {
    is(&told(options, inputs), expected);
}

#[track_caller]
fn lines(errors: &[LinkError], expected: &[&str]) {
    is(&shown(errors), expected);
}

#[track_caller]
fn is(text: &str, expected: &[&str]) {
    let lines: Vec<&str> =
        text.lines().map(|line| line.trim_start_matches(' ')).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

fn entry(name: &str) -> Options {
    Options { entry: Entry::parse(name), ..Options::default() }
}

#[test]
fn files_that_are_no_modules() {
    let module = lazer("a", &[], &[]);
    tells(
        Options::default(),
        &[("a.s", b"nop\n"), ("b", b"")],
        &[
            "error[LZ0701]: `a.s` is no module of any format",
            "= it starts with 6e 6f 70 0a",
            "= help: `lzasm` makes modules of sources",
            "error[LZ0701]: `b` is no module of any format",
            "= it is empty",
        ],
    );
    tells(
        Options::default(),
        &[("a.lzr", &module), ("b.hydro", &hydro("b", &[], &[])), ("c.lzr", &module)],
        &[
            "error[LZ0702]: the inputs are of different formats",
            "= Lazer: `a.lzr`, `c.lzr`",
            "= Hydro: `b.hydro`",
            "= help: link the files of each format on their own",
        ],
    );
    assert!(Link::new().run().is_err());
}

#[test]
fn damaged_and_invalid_files() {
    let module = lazer("a", &[("f", 0)], &[]);
    tells(
        Options::default(),
        &[("a.lzr", &module[..20])],
        &[
            "error[LZ0703]: `a.lzr` is damaged: the file ends here, 4 bytes short",
            "= at offset 0x14, in `bytecode_size`",
        ],
    );
    let mut bad = module.clone();
    let end = bad.len();
    bad[end - 4..].copy_from_slice(&[5, 0, 9, 9]);
    tells(
        Options::default(),
        &[("a.lzr", &bad)],
        &[
            "error[LZ0704]: `a.lzr` is not valid: there is no constant 2313: the pool has 2 constants",
            "= in `code[0]` [no-such-constant]",
            "= help: `--no-verify` links it all the same",
        ],
    );
    let outer = [&b"LZR\0\0\x02"[..], &module, &bad].concat();
    tells(
        Options::default(),
        &[("good.lzr", &lazer("b", &[], &[])), ("outer.lzr", &outer)],
        &[
            "error[LZ0704]: `outer.lzr` is not valid: there is no constant 2313: the pool has 2 constants",
            "= in `modules[1].code[0]` [no-such-constant]",
            "= help: `--no-verify` links it all the same",
        ],
    );
    assert!(link(Options { verify: false, ..Options::default() }, &[("a.lzr", &bad)]).is_ok());
    let longer = [&module[..], b"xyz"].concat();
    let warning = "warning[LZ0716]: 3 bytes after the end of `a.lzr` are left out";
    tells(Options::default(), &[("a.lzr", &longer)], &[warning]);
}

#[test]
fn names_that_are_there_twice() {
    let module = lazer("a", &[], &[]);
    tells(
        Options::default(),
        &[("x.lzr", &module), ("y.lzr", &module)],
        &[
            "error[LZ0705]: module `a` is there twice",
            "= in `x.lzr`, `y.lzr`",
            "= help: `--duplicates first` or `last` takes one of them",
        ],
    );
    tells(
        Options::default(),
        &[("x.lzr", &lazer("a", &[("f", 1), ("f", 1), ("f", 2)], &[]))],
        &["error[LZ0706]: function `a::f/1` is defined twice", "= both are in `a` in `x.lzr`"],
    );
}

#[test]
fn undefined_names() {
    let main = lazer("main", &[], &[("geo", "aera", 2), ("gio", "area", 2), ("geo", "area", 1)]);
    let geo = lazer("geo", &[("area", 2)], &[]);
    tells(
        Options::default(),
        &[("main.lzr", &main), ("geo.lzr", &geo)],
        &[
            "error[LZ0707]: function `geo::aera/2` is not defined",
            "= wanted by `main` in `main.lzr`",
            "= `geo` in `geo.lzr` does not define it",
            "= help: did you mean `geo::area`, which is in `geo.lzr`?",
            "error[LZ0708]: function `geo::area/1` is not defined, but takes 2 arguments",
            "= wanted by `main` in `main.lzr`",
            "= `geo::area` is defined in `geo` in `geo.lzr`",
            "error[LZ0707]: function `gio::area/2` is not defined",
            "= wanted by `main` in `main.lzr`",
            "= help: did you mean `geo::area`, which is in `geo.lzr`?",
        ],
    );
    let allowed = |text: &str| Options { allow_undefined: vec![Pattern::new(text)], ..Options::default() };
    tells(allowed("*"), &[("main.lzr", &main)], &[]);
    assert!(told(allowed("gio"), &[("main.lzr", &main), ("geo.lzr", &geo)]).matches("error").count() == 2);
}

#[test]
fn hydro_modules_and_functions() {
    let main = hydro("main", &["gio"], &[("main", &[("geo", "aera"), ("", "min")])]);
    let geo = hydro("geo", &[], &[("area", &[])]);
    tells(
        Options::default(),
        &[("main.hydro", &main), ("geo.hydro", &geo)],
        &[
            "error[LZ0707]: module `gio` is not defined",
            "= wanted by `main` in `main.hydro`",
            "= help: did you mean `geo`, which is in `geo.hydro`?",
            "error[LZ0707]: function `geo::aera` is not defined",
            "= wanted by `main` in `main.hydro`",
            "= `geo` in `geo.hydro` does not define it",
            "= help: did you mean `geo::area`, which is in `geo.hydro`?",
            "error[LZ0707]: function `main::min` is not defined",
            "= wanted by `main` in `main.hydro`",
            "= `main` in `main.hydro` does not define it",
            "= help: did you mean `main::main`, which is in `main.hydro`?",
        ],
    );
}

#[test]
fn an_entry_that_is_not_there() {
    let main = lazer("main", &[("main", 0)], &[]);
    tells(
        entry("main::mian"),
        &[("main.lzr", &main)],
        &[
            "error[LZ0715]: there is no function `main::mian` to start with",
            "= help: did you mean `main::main`?",
        ],
    );
    assert!(link(entry("main::main/0"), &[("main.lzr", &main)]).is_ok());
    assert!(link(entry("main::main/1"), &[("main.lzr", &main)]).is_err());
}

#[test]
fn archives_that_would_be_too_deep() {
    let mut deep = b"LZR\0\0\x01".repeat(MAX_DEPTH);
    deep.extend(lazer("a", &[], &[]));
    assert!(link(Options::default(), &[("deep.lzr", &deep)]).is_ok());
    let other = lazer("b", &[], &[]);
    tells(
        Options::default(),
        &[("deep.lzr", &deep), ("b.lzr", &other)],
        &[
            "error[LZ0710]: archives would be nested 65 deep, and at most 64 are possible",
            "= the deepest input is `deep.lzr`",
            "= help: `--flatten` dissolves the archives among the inputs",
        ],
    );
    let flat = Options { flatten: true, ..Options::default() };
    assert!(link(flat, &[("deep.lzr", &deep), ("b.lzr", &other)]).is_ok());
}

#[test]
fn more_modules_than_a_hydro_file_counts() {
    let files: Vec<Vec<u8>> = (0..65_536).map(|index| hydro(&format!("m{index}"), &[], &[])).collect();
    let inputs: Vec<(&str, &[u8])> = files.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    let expected = [
        "error[LZ0709]: there are 65536 modules, and at most 65535 are possible",
        "= help: make several outputs",
    ];
    tells(Options::default(), &inputs, &expected);
    assert!(link(Options::default(), &inputs[1..]).is_ok());
}

#[test]
fn layouts_are_looked_up_too() {
    let module = |name: &str, layouts: &[&str], wanted: &[(&str, &str)]| {
        let mut made = hydro::Module::new(name);
        let member =
            |(module, name): &(&str, &str)| hydro::Variable::new("x", hydro::Type::layout(module, name));
        let one =
            |name: &&str| hydro::Layout { name: (*name).into(), members: vec![], origin: Default::default() };
        made.layouts = layouts.iter().map(one).collect();
        made.layouts[0].members = wanted.iter().map(member).collect();
        Model::encode(&hydro::File { modules: vec![made], ..hydro::File::default() }).unwrap()
    };
    let main = module("main", &["A"], &[("geo", "Pint"), ("", "B"), ("main", "A")]);
    let geo = module("geo", &["Point", "Point"], &[]);
    tells(
        Options { verify: false, ..Options::default() },
        &[("main.hydro", &main), ("geo.hydro", &geo)],
        &[
            "error[LZ0706]: layout `geo::Point` is defined twice",
            "= both are in `geo` in `geo.hydro`",
            "error[LZ0707]: layout `geo::Pint` is not defined",
            "= wanted by `main` in `main.hydro`",
            "= `geo` in `geo.hydro` does not define it",
            "= help: did you mean `geo::Point`, which is in `geo.hydro`?",
            "error[LZ0707]: layout `main::B` is not defined",
            "= wanted by `main` in `main.hydro`",
            "= `main` in `main.hydro` does not define it",
        ],
    );
}

#[test]
fn things_of_one_name_that_differ() {
    let one = roo(&[kind("P", &[("x", "i32"), ("y", "i32")], 8)], &[thing("f", &["P"])]);
    let other = Thing { symbol: "f2".into(), ..thing("f", &["P"]) };
    let two = roo(&[kind("P", &[("x", "i32"), ("y", "i64"), ("z", "u8")], 13)], &[other]);
    tells(
        Options::default(),
        &[("a.roomod", &one), ("b.roomod", &two)],
        &[
            "error[LZ0711]: type `P` is not the same in `a.roomod` and in `b.roomod`",
            "= member 2: `y: i32` in the first, `y: i64` in the second",
            "= member 3: `z: u8` in the second only",
            "= size: `8` in the first, `13` in the second",
            "= help: `--duplicates first` or `last` takes one of them",
            "error[LZ0711]: function `f(P)` is not the same in `a.roomod` and in `b.roomod`",
            "= symbol: `_f_1` in the first, `f2` in the second",
            "= help: `--duplicates first` or `last` takes one of them",
        ],
    );
    let (one, two) = (item("S", "i32"), Struct { is_open: false, ..item("S", "i64") });
    tells(
        Options::default(),
        &[
            ("a.sail", &sail("m", &[], &[one], LengthSize::One)),
            ("b.sail", &sail("m", &[], &[two], LengthSize::One)),
        ],
        &[
            "error[LZ0711]: struct `S` is not the same in `a.sail` and in `b.sail`",
            "= flags: `export open` in the first, `export` in the second",
            "= field 1: `x: i32 export` in the first, `x: i64 export` in the second",
            "= help: `--duplicates first` or `last` takes one of them",
        ],
    );
}

#[test]
fn types_and_symbols_over_all_files() {
    let one = roo(&[kind("Line", &[("a", "Point")], 4)], &[thing("f", &["Piont"]), thing("g", &["i32"])]);
    let other = Thing { symbol: "_g_1".into(), ..thing("h", &[]) };
    let two = roo(&[kind("Point", &[("x", "i64")], 8)], &[other]);
    tells(
        Options { allow_undefined: vec![Pattern::new("none")], ..Options::default() },
        &[("a.roomod", &one), ("b.roomod", &two)],
        &[
            "error[LZ0707]: type `Piont` is not defined",
            "= wanted by `f(Piont)` in `a.roomod`",
            "= help: did you mean `Point`, which is in `b.roomod`?",
            "warning[LZ0712]: type `Line` in `a.roomod` states a size of 4, its members make 8",
            "= type `Point` of a member is in `b.roomod`",
            "= the size of a type is the sum of its members, without padding; a reference counts 8",
            "warning[LZ0713]: symbol `_g_1` stands for two things",
            "= `g(i32)` in `a.roomod`",
            "= `h()` in `b.roomod`",
        ],
    );
}

#[test]
fn inputs_that_do_not_agree() {
    let file = |name: &str, version: &[u32]| sail(name, version, &[], LengthSize::One);
    tells(
        Options::default(),
        &[("a.sail", &file("m", &[1, 2])), ("b.sail", &file("n", &[])), ("c.sail", &file("m", &[]))],
        &[
            "error[LZ0714]: the inputs do not agree on the name of the module",
            "= `m` in `a.sail`",
            "= `n` in `b.sail`",
            "= help: `--name` decides",
            "error[LZ0714]: the inputs do not agree on the version of the module",
            "= `1.2` in `a.sail`",
            "= `none` in `b.sail`",
            "= help: `--module-version` decides",
        ],
    );
}

#[test]
fn archives_and_what_is_asked_of_them() {
    let whole = link(Options::default(), &[("a", &lazer("main", &[], &[])), ("b", &lazer("geo", &[], &[]))]);
    let input = Input::new("app.lzr", whole.map_err(|_| ()).unwrap().to_vec());
    let archive = Archive::open(&input).map_err(|_| ()).unwrap();
    let errors = archive.pick(&["goe".into(), "#3".into()]).unwrap_err();
    lines(
        &errors,
        &[
            "error[LZ0717]: there is no module `goe` in `app.lzr`",
            "= help: did you mean `geo`?",
            "error[LZ0717]: there is no module `#3` in `app.lzr`",
            "= help: `--list` shows what is in it",
        ],
    );
    let input = Input::new("a.roomod", roo(&[], &[]));
    lines(
        &Archive::open(&input).err().unwrap(),
        &[
            "error[LZ0718]: `a.roomod` is a Roo module file, which holds no modules of their own",
            "= modules are taken out of and put into Lazer and Hydro files",
        ],
    );
    lines(
        &[LinkError::LinkInTheWay { path: "parts/geo.lzr".into() }],
        &[
            "error[LZ0719]: `parts/geo.lzr` is a link, which may lead out of the folder",
            "= help: remove it, or extract to another folder",
        ],
    );
}

#[test]
fn programs_are_told_which_files_and_where() {
    let main = lazer("main", &[], &[("geo", "aera", 2)]);
    let geo = lazer("geo", &[("area", 2)], &[]);
    let places = |inputs: &[(&str, &[u8])]| {
        let found = link(Options::default(), inputs).err().unwrap_or_default();
        let diagnostics: Vec<_> = found.iter().map(words::diagnostic).collect();
        let place = |remark: &Remark| match remark {
            Remark::File { name, offset, .. } => Some((name.clone(), *offset)),
            _ => None,
        };
        diagnostics.iter().flat_map(|one| one.remarks.iter().filter_map(place)).collect::<Vec<_>>()
    };
    assert_eq!(
        places(&[("main.lzr", &main), ("geo.lzr", &geo)]),
        [("main.lzr".to_owned(), None), ("geo.lzr".to_owned(), None)]
    );
    assert_eq!(places(&[("a.lzr", &geo[..20])]), [("a.lzr".to_owned(), Some(0x14))]);
}

#[test]
fn warnings_are_warnings() {
    let module = [&lazer("a", &[], &[])[..], b"x"].concat();
    let made = link(Options::default(), &[("a.lzr", &module)]).map_err(|_| ()).unwrap();
    let levels: Vec<Level> = made.warnings().iter().map(|warning| words::diagnostic(warning).level).collect();
    assert_eq!(levels, [Level::Warning]);
}
