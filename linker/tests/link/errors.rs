//! Each error and warning, and its message.

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
use roolink::{Entry, Input, Link, LinkError, Options};

/// What the user reads: the code, the message and the remarks of each error and warning.
fn reported(options: Options, inputs: &[(&str, &[u8])]) -> String {
    let found = match link(options, inputs) {
        Ok(linked) => linked.warnings().to_vec(),
        Err(errors) => errors.to_vec(),
    };
    shown(&found)
}

fn shown(found: &[LinkError]) -> String {
    let map = SourceMap::new();
    found.iter().map(|error| render::human(&error.diagnostic(), &map, &Default::default())).collect()
}

#[track_caller]
fn reports(options: Options, inputs: &[(&str, &[u8])], expected: &[&str]) {
    is(&reported(options, inputs), expected);
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
    Options::new().entry(Entry::parse(name))
}

#[test]
fn files_that_are_no_modules() {
    let module = lazer("a", &[], &[]);
    reports(
        Options::default(),
        &[("a.s", b"nop\n"), ("b", b"")],
        &[
            "error[LZ0701]: `a.s` is not a module of any format",
            "= it starts with 6e 6f 70 0a",
            "= help: assemble sources with `lzasm`",
            "error[LZ0701]: `b` is not a module of any format",
            "= it is empty",
        ],
    );
    reports(
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
    reports(
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
    reports(
        Options::default(),
        &[("a.lzr", &bad)],
        &[
            "error[LZ0704]: `a.lzr` is not valid: there is no constant 2313: the pool has 2 constants",
            "= in `code[0]` [no-such-constant]",
            "= help: link it anyway with `--no-verify`",
        ],
    );
    let outer = [&b"LZR\0\0\x02"[..], &module, &bad].concat();
    reports(
        Options::default(),
        &[("good.lzr", &lazer("b", &[], &[])), ("outer.lzr", &outer)],
        &[
            "error[LZ0704]: `outer.lzr` is not valid: there is no constant 2313: the pool has 2 constants",
            "= in `modules[1].code[0]` [no-such-constant]",
            "= help: link it anyway with `--no-verify`",
        ],
    );
    assert!(link(Options::default().verify(false), &[("a.lzr", &bad)]).is_ok());
    let longer = [&module[..], b"xyz"].concat();
    let warning = "warning[LZ0716]: 3 bytes after the end of `a.lzr` left out";
    reports(Options::default(), &[("a.lzr", &longer)], &[warning]);
}

#[test]
fn names_that_are_there_twice() {
    let module = lazer("a", &[], &[]);
    reports(
        Options::default(),
        &[("x.lzr", &module), ("y.lzr", &module)],
        &[
            "error[LZ0705]: duplicate module `a`",
            "= defined in `x.lzr`, `y.lzr`",
            "= help: choose one with `--duplicates first` or `--duplicates last`",
        ],
    );
    reports(
        Options::default(),
        &[("x.lzr", &lazer("a", &[("f", 1), ("f", 1), ("f", 2)], &[]))],
        &["error[LZ0706]: duplicate function `a::f/1`", "= both definitions are in `a` in `x.lzr`"],
    );
}

#[test]
fn undefined_names() {
    let main = lazer("main", &[], &[("geo", "aera", 2), ("gio", "area", 2), ("geo", "area", 1)]);
    let geo = lazer("geo", &[("area", 2)], &[]);
    reports(
        Options::default(),
        &[("main.lzr", &main), ("geo.lzr", &geo)],
        &[
            "error[LZ0707]: undefined function `geo::aera/2`",
            "= required by `main` in `main.lzr`",
            "= `geo` in `geo.lzr` does not define it",
            "= help: did you mean `geo::area` in `geo.lzr`?",
            "error[LZ0708]: wrong number of arguments for function `geo::area/1`",
            "= required by `main` in `main.lzr`",
            "= `geo::area` in `geo` in `geo.lzr` takes 2 arguments",
            "error[LZ0707]: undefined function `gio::area/2`",
            "= required by `main` in `main.lzr`",
            "= help: did you mean `geo::area` in `geo.lzr`?",
        ],
    );
    let allowed = |text: &str| Options::default().allow_undefined(text);
    reports(allowed("*"), &[("main.lzr", &main)], &[]);
    assert!(
        reported(allowed("gio"), &[("main.lzr", &main), ("geo.lzr", &geo)]).matches("error").count() == 2
    );
}

#[test]
fn hydro_modules_and_functions() {
    let main = hydro("main", &["gio"], &[("main", &[("geo", "aera"), ("", "min")])]);
    let geo = hydro("geo", &[], &[("area", &[])]);
    reports(
        Options::default(),
        &[("main.hydro", &main), ("geo.hydro", &geo)],
        &[
            "error[LZ0707]: undefined module `gio`",
            "= required by `main` in `main.hydro`",
            "= help: did you mean `geo` in `geo.hydro`?",
            "error[LZ0707]: undefined function `geo::aera`",
            "= required by `main` in `main.hydro`",
            "= `geo` in `geo.hydro` does not define it",
            "= help: did you mean `geo::area` in `geo.hydro`?",
            "error[LZ0707]: undefined function `main::min`",
            "= required by `main` in `main.hydro`",
            "= `main` in `main.hydro` does not define it",
            "= help: did you mean `main::main` in `main.hydro`?",
        ],
    );
}

#[test]
fn an_entry_that_is_not_there() {
    let main = lazer("main", &[("main", 0)], &[]);
    reports(
        entry("main::mian"),
        &[("main.lzr", &main)],
        &["error[LZ0715]: undefined entry function `main::mian`", "= help: did you mean `main::main`?"],
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
    reports(
        Options::default(),
        &[("deep.lzr", &deep), ("b.lzr", &other)],
        &[
            "error[LZ0710]: archives nested too deep: 65 levels, and the maximum is 64",
            "= the deepest input is `deep.lzr`",
            "= help: dissolve the archives among the inputs with `--flatten`",
        ],
    );
    let flat = Options::default().flatten(true);
    assert!(link(flat, &[("deep.lzr", &deep), ("b.lzr", &other)]).is_ok());
}

#[test]
fn more_modules_than_a_hydro_file_counts() {
    let files: Vec<Vec<u8>> = (0..65_536).map(|index| hydro(&format!("m{index}"), &[], &[])).collect();
    let inputs: Vec<(&str, &[u8])> = files.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    let expected = [
        "error[LZ0709]: too many modules: 65536, and the maximum is 65535",
        "= help: link the inputs into several outputs",
    ];
    reports(Options::default(), &inputs, &expected);
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
    reports(
        Options::default().verify(false),
        &[("main.hydro", &main), ("geo.hydro", &geo)],
        &[
            "error[LZ0706]: duplicate layout `geo::Point`",
            "= both definitions are in `geo` in `geo.hydro`",
            "error[LZ0707]: undefined layout `geo::Pint`",
            "= required by `main` in `main.hydro`",
            "= `geo` in `geo.hydro` does not define it",
            "= help: did you mean `geo::Point` in `geo.hydro`?",
            "error[LZ0707]: undefined layout `main::B`",
            "= required by `main` in `main.hydro`",
            "= `main` in `main.hydro` does not define it",
        ],
    );
}

#[test]
fn things_of_one_name_that_differ() {
    let one = roo(&[kind("P", &[("x", "i32"), ("y", "i32")], 8)], &[thing("f", &["P"])]);
    let other = Thing { symbol: "f2".into(), ..thing("f", &["P"]) };
    let two = roo(&[kind("P", &[("x", "i32"), ("y", "i64"), ("z", "u8")], 13)], &[other]);
    reports(
        Options::default(),
        &[("a.roomod", &one), ("b.roomod", &two)],
        &[
            "error[LZ0711]: conflicting definitions of type `P`",
            "= the first is in `a.roomod`, the second in `b.roomod`",
            "= member 2: `y: i32` in the first, `y: i64` in the second",
            "= member 3: `z: u8` in the second only",
            "= size: `8` in the first, `13` in the second",
            "= help: choose one with `--duplicates first` or `--duplicates last`",
            "error[LZ0711]: conflicting definitions of function `f(P)`",
            "= the first is in `a.roomod`, the second in `b.roomod`",
            "= symbol: `_f_1` in the first, `f2` in the second",
            "= help: choose one with `--duplicates first` or `--duplicates last`",
        ],
    );
    let (one, two) = (item("S", "i32"), Struct { is_open: false, ..item("S", "i64") });
    reports(
        Options::default(),
        &[
            ("a.sail", &sail("m", &[], &[one], LengthSize::One)),
            ("b.sail", &sail("m", &[], &[two], LengthSize::One)),
        ],
        &[
            "error[LZ0711]: conflicting definitions of struct `S`",
            "= the first is in `a.sail`, the second in `b.sail`",
            "= flags: `export open` in the first, `export` in the second",
            "= field 1: `x: i32 export` in the first, `x: i64 export` in the second",
            "= help: choose one with `--duplicates first` or `--duplicates last`",
        ],
    );
}

#[test]
fn types_and_symbols_over_all_files() {
    let one = roo(&[kind("Line", &[("a", "Point")], 4)], &[thing("f", &["Piont"]), thing("g", &["i32"])]);
    let other = Thing { symbol: "_g_1".into(), ..thing("h", &[]) };
    let two = roo(&[kind("Point", &[("x", "i64")], 8)], &[other]);
    reports(
        Options::default().allow_undefined("none"),
        &[("a.roomod", &one), ("b.roomod", &two)],
        &[
            "error[LZ0707]: undefined type `Piont`",
            "= required by `f(Piont)` in `a.roomod`",
            "= help: did you mean `Point` in `b.roomod`?",
            "warning[LZ0712]: type `Line` has a size of 4, but its members add up to 8",
            "= in `a.roomod`",
            "= type `Point` of a member is in `b.roomod`",
            "= the size of a type is the sum of its members, without padding; a reference counts 8",
            "warning[LZ0713]: duplicate symbol `_g_1`",
            "= `g(i32)` in `a.roomod`",
            "= `h()` in `b.roomod`",
        ],
    );
}

#[test]
fn inputs_that_do_not_agree() {
    let file = |name: &str, version: &[u32]| sail(name, version, &[], LengthSize::One);
    reports(
        Options::default(),
        &[("a.sail", &file("m", &[1, 2])), ("b.sail", &file("n", &[])), ("c.sail", &file("m", &[]))],
        &[
            "error[LZ0714]: the inputs disagree on the name of the module",
            "= `m` in `a.sail`",
            "= `n` in `b.sail`",
            "= help: set it with `--name`",
            "error[LZ0714]: the inputs disagree on the version of the module",
            "= `1.2` in `a.sail`",
            "= `none` in `b.sail`",
            "= help: set it with `--module-version`",
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
            "error[LZ0717]: no module `goe` in `app.lzr`",
            "= help: did you mean `geo`?",
            "error[LZ0717]: no module `#3` in `app.lzr`",
            "= help: show the modules of the file with `--list`",
        ],
    );
    let input = Input::new("a.roomod", roo(&[], &[]));
    lines(
        &Archive::open(&input).err().unwrap(),
        &[
            "error[LZ0718]: `a.roomod` is a Roo module file, which holds no modules",
            "= only Lazer and Hydro files hold modules",
        ],
    );
    lines(
        &[LinkError::LinkInTheWay { path: "parts/geo.lzr".into() }],
        &[
            "error[LZ0719]: `parts/geo.lzr` is a symbolic link, which may lead out of the folder",
            "= help: remove it, or extract to another folder",
        ],
    );
}

#[test]
fn faults_of_programs_name_files_and_places() {
    let main = lazer("main", &[], &[("geo", "aera", 2)]);
    let geo = lazer("geo", &[("area", 2)], &[]);
    let places = |inputs: &[(&str, &[u8])]| {
        let found = link(Options::default(), inputs).err().unwrap_or_default();
        let diagnostics: Vec<_> = found.iter().map(LinkError::diagnostic).collect();
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
    let levels: Vec<Level> = made.warnings().iter().map(|warning| warning.diagnostic().level).collect();
    assert_eq!(levels, [Level::Warning]);
}
