//! Lowering to a SAILAR file: the resulting files and the diagnostics.

use super::INFO;
use super::model::{File, LengthSize};
use crate::Options;
use crate::source::resolve::tests::lower;
use lzasm_grammar::diag::{Code, Diagnostic};
use pretty_assertions::assert_eq;

fn options() -> Options {
    Options { format: Some(INFO.name), ..Options::default() }
}

#[track_caller]
fn file_with(text: &str, options: &Options) -> (File, Vec<Diagnostic>) {
    let (model, cx) = lower("main", text, options);
    let model = model.unwrap_or_else(|| panic!("{:#?}", cx.report));
    model.encode().unwrap();
    {
        let model: &dyn std::any::Any = &*model;
        (model.downcast_ref::<File>().unwrap().clone(), cx.report.to_vec())
    }
}

/// The file of a source, and its diagnostics.
#[track_caller]
fn file(text: &str) -> (File, Vec<Diagnostic>) {
    file_with(text, &options())
}

/// The only diagnostic about a source that makes no file.
#[track_caller]
fn fault_with(text: &str, options: &Options, code: Code, place: &str) -> Diagnostic {
    let (model, cx) = lower("main", text, options);
    assert!(model.is_none());
    let [found] = &*cx.report else { panic!("{:#?}", cx.report) };
    let under = found.main.as_ref().map_or("", |main| cx.sources.text(main.span));
    assert_eq!((found.code, under), (code, place));
    found.clone()
}

#[track_caller]
fn fault(text: &str, code: Code, place: &str) -> Diagnostic {
    fault_with(text, &options(), code, place)
}

#[test]
fn structs_come_with_flags_and_spelt_types() {
    let (file, reported) = file(
        "\
.module `my-mod/util` 1.300
.struct Point export open
    x: s32 export
    next: mut Point mut& export
.end
.struct A
    a: `any text at all`
    b: `A`[2]
    c: fn
    d: m::T[]
.end
.extern struct B
",
    );
    assert!(reported.is_empty(), "{reported:?}");
    assert_eq!((file.major, file.minor, file.length_size), (0, 12, LengthSize::Two));
    assert_eq!((file.module.name.as_str(), file.module.version.as_slice()), ("my-mod/util", &[1, 300][..]));
    let structs = file.structs.unwrap();
    assert_eq!((structs[0].flags(), structs[1].flags()), (3, 0));
    let types =
        |at: usize| structs[at].fields.iter().map(|field| field.type_name.clone()).collect::<Vec<_>>();
    assert_eq!(types(0), ["s32", "mut Point mut&"]);
    assert_eq!(types(1), ["any text at all", "`A`[2]", "fn", "m::T[]"]);
}

#[test]
fn what_is_left_out_is_counted_by_kind() {
    let (_, reported) = file(
        "\
.module m
.using n
.const a = 1
.func f(a: i32) -> i32
    ret
.end
.func g()
    .loc \"x\" 1
    ret
.end
.operator + (a: i32)
    ret
.end
.extern h
.extern operator - (a: i32)
.intrinsic i()
    vm \"i\"
.end
.code
    nop
.end
",
    );
    let kinds = [
        "usings: 1",
        "constants: 1",
        "functions: 2",
        "line rows: 1",
        "operators: 1",
        "prototypes: 2",
        "intrinsics: 1",
        "`.code` blocks: 1",
    ];
    let reported: Vec<&str> = reported.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(reported, kinds.map(|kind| format!("the sailar format carries no {kind} left out")));
}

#[test]
fn a_file_is_one_module() {
    fault("", Code::NothingToWrite, "");
    fault(".module a\n.module b", Code::CannotCarry, "b");
    fault(".module a\n.native l \"l\"\n.end", Code::CannotCarry, "l");
    fault(".native l \"l\"\n.end\n.module a", Code::CannotCarry, "l");
    fault(".native l \"l\"\n.end", Code::CannotCarry, "l");
    fault(".archive\n.module a\n.end", Code::CannotCarry, ".archive");
    assert_eq!(file(".struct S\n.end").0.module.name, "main");
}

#[test]
fn identifiers_have_a_character_and_no_nul() {
    fault(".module", Code::BadText, ".module");
    fault(".module ``", Code::BadText, "``");
    fault(".module `a\\0`", Code::BadText, "`a\\0`");
    fault(".struct ``\n.end", Code::BadText, "``");
    fault(".struct S\n ``: u8\n.end", Code::BadText, "``");
    fault(".struct S\n a: ``\n.end", Code::BadText, "``");
    fault(".struct S\n a: `\\0`\n.end", Code::BadText, "`\\0`");
    assert_eq!(file(".module `größe`").0.module.name, "größe");
}

#[test]
fn open_structs_export_every_field() {
    let found = fault(".struct S open\n a: u8 export\n b: u8\n.end", Code::HiddenField, "b");
    assert_eq!(found.others.len(), 1);
    assert!(file(".struct S open\n.end").0.structs.unwrap()[0].is_open);
}

#[test]
fn the_same_struct_twice_needs_a_word() {
    fault(".struct S\n.end\n.struct S\n.end", Code::SameKey, "S");
    assert_eq!(file(".struct S\n.end\n.struct S dup\n.end").0.structs.unwrap().len(), 2);
}

#[test]
fn versions_fit_their_fields() {
    let version = |text: &str| file(text).0;
    let numbers = |text: &str| (version(text).major, version(text).minor);
    assert_eq!(numbers(".module m"), (0, 12));
    assert_eq!(numbers(".format 255.255\n.module m"), (255, 255));
    assert_eq!(numbers(".format 3\n.module m"), (3, 0));
    fault(".format 0.256\n.module m", Code::ValueTooLarge, "0.256");
    fault(".format 256\n.module m", Code::ValueTooLarge, "256");
    assert_eq!(version(".module m 4294967295").length_size, LengthSize::Four);
    fault(".module m 1.4294967296.2", Code::ValueTooLarge, "4294967296");
}

#[test]
fn the_length_size_is_the_smallest_or_the_forced_one() {
    let size = |text: &str| file(text).0.length_size;
    assert_eq!(size(".module m 255"), LengthSize::One);
    assert_eq!(size(".module m 256"), LengthSize::Two);
    assert_eq!(size(".format 0.12 length_size=4\n.module m"), LengthSize::Four);
    let forced = Options { length_size: Some(2), ..options() };
    assert_eq!(file_with(".format 0.12 length_size=4\n.module m", &forced).0.length_size, LengthSize::Two);
    let found = fault(".format 0.12 length_size=1\n.module m 1.256", Code::ValueTooLarge, "256");
    assert_eq!(found.others.len(), 1);
    let long = "x".repeat(256);
    let one = Options { length_size: Some(1), ..options() };
    for (text, place) in [
        (format!(".module {long}"), long.as_str()),
        (format!(".module m\n.struct {long}\n.end"), &long),
        (format!(".module m\n.struct S\n {long}: u8\n.end"), &long),
        (format!(".module m\n.struct S\n a: {long}\n.end"), &long),
        (format!(".module {}", &long[..255]), &long[..255]),
        (".optional 256 b\"\"\n.module m".to_owned(), ".optional 256 b\"\""),
        (
            format!(
                ".module m\n.struct S\n{}.end",
                (0..256).map(|at| format!(" a{at}: u8\n")).collect::<String>()
            ),
            "S",
        ),
        (
            format!(".module m\n{}", (0..256).map(|at| format!(".struct S{at}\n.end\n")).collect::<String>()),
            "m",
        ),
    ] {
        let found = fault_with(&text, &one, Code::ValueTooLarge, place);
        assert!(found.others.is_empty());
    }
}

#[test]
fn headers_keep_their_odd_parts() {
    let (odd, _) = file(".module m\n.optional 2 b\"\\xff\\0\"\n.trailing b\"t\"");
    let optional = odd.optional.unwrap();
    assert_eq!((optional.count.get(), optional.bytes.as_slice()), (2, &b"\xff\0"[..]));
    assert_eq!((odd.structs.unwrap().len(), odd.trailing.as_slice()), (0, &b"t"[..]));
    assert_eq!(file(".module m\n.optional 0 b\"\"").0.optional, None);
    fault(".module m\n.optional 0 b\"x\"", Code::FormatSetting, ".optional 0 b\"x\"");
    assert_eq!(file(".format 0.12 structs=none\n.module m").0.structs, None);
    fault(".format 0.12 structs=none\n.module m\n.struct S\n.end", Code::FormatSetting, "S");
    fault(".format 0.12 structs=none\n.module m\n.trailing b\"x\"", Code::FormatSetting, ".trailing b\"x\"");
    fault(".format 0.12 header=packed\n.module m", Code::FormatSetting, "packed");
    fault(".module m\n.sections usings", Code::FormatSetting, ".sections usings");
}

#[test]
fn elements_remember_where_they_came_from() {
    let text = ".module m\n.struct S\n x: u8\n.end";
    let (file, _) = file(text);
    let at = |what: &str| text.find(what).unwrap() as u32 + 1;
    let structs = file.structs.unwrap();
    assert_eq!((file.module.origin.0, structs[0].origin.0), (at("m\n"), at("S\n")));
    assert_eq!(structs[0].fields[0].origin.0, at("x: u8"));
}
