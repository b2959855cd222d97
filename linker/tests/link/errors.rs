//! Each reason not to link, and the words for it.

use crate::{hydro, lazer, link};
use lzasm::formats::lazer::model::MAX_DEPTH;
use lzasm_grammar::diag::{Level, render};
use lzasm_grammar::source::SourceMap;
use pretty_assertions::assert_eq;
use roolink::{Entry, Link, Options, Pattern, words};

/// What the user reads: the code, the message and the remarks of each error and warning.
fn told(options: Options, inputs: &[(&str, &[u8])]) -> String {
    let found = match link(options, inputs) {
        Ok(linked) => linked.warnings().to_vec(),
        Err(errors) => errors,
    };
    let map = SourceMap::new();
    found.iter().map(|error| render::human(&words::diagnostic(error), &map, &Default::default())).collect()
}

#[track_caller]
fn tells(options: Options, inputs: &[(&str, &[u8])], expected: &[&str]) {
    let text = told(options, inputs);
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
    let text = told(Options::default(), &[("a.lzr", &module[..20])]);
    assert!(text.starts_with("error[LZ0703]: `a.lzr` is damaged: the file ends here"), "{text}");
    let mut bad = module.clone();
    let end = bad.len();
    bad[end - 4..].copy_from_slice(&[5, 0, 9, 9]);
    let text = told(Options::default(), &[("a.lzr", &bad)]);
    assert!(text.contains("error[LZ0704]: `a.lzr` is not valid: "), "{text}");
    assert!(text.contains("in `code[0]` [no-such-constant]"), "{text}");
    assert!(link(Options { verify: false, ..Options::default() }, &[("a.lzr", &bad)]).is_ok());
    let longer = [&module[..], b"xyz"].concat();
    let warning = "warning[LZ0716]: 3 byte(s) after the end of `a.lzr` are left out";
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
    let text = told(Options::default(), &inputs);
    assert!(
        text.starts_with("error[LZ0709]: there are 65536 modules, and at most 65535 are possible"),
        "{text}"
    );
    assert!(link(Options::default(), &inputs[1..]).is_ok());
}

#[test]
fn warnings_are_warnings() {
    let module = [&lazer("a", &[], &[])[..], b"x"].concat();
    let made = link(Options::default(), &[("a.lzr", &module)]).map_err(|_| ()).unwrap();
    let levels: Vec<Level> = made.warnings().iter().map(|warning| words::diagnostic(warning).level).collect();
    assert_eq!(levels, [Level::Warning]);
}
