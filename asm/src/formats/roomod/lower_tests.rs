//! Lowering to a Roo module: the resulting files and the diagnostics.

use super::INFO;
use super::model::{File, ThingKind};
use crate::source::resolve::tests::lower;
use crate::{Lossy, Options};
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use pretty_assertions::assert_eq;

fn options() -> Options {
    Options { format: Some(INFO.name), ..Options::default() }
}

/// The file of a source, and its diagnostics.
#[track_caller]
fn file(text: &str) -> (File, Vec<Diagnostic>) {
    let options = options();
    let (model, cx) = lower("main", text, &options);
    let model = model.unwrap_or_else(|| panic!("{:#?}", cx.report));
    {
        let model: &dyn std::any::Any = &*model;
        (model.downcast_ref::<File>().unwrap().clone(), cx.report.to_vec())
    }
}

/// The errors in a source that makes no file, with the text under each.
#[track_caller]
fn faults(text: &str) -> Vec<(Code, String)> {
    let options = options();
    let (model, cx) = lower("main", text, &options);
    assert!(model.is_none());
    let place = |found: &Diagnostic| cx.sources.text(found.main.as_ref().unwrap().span).to_owned();
    let errors = cx.report.iter().filter(|found| found.level == Level::Error);
    errors.map(|found| (found.code, place(found))).collect()
}

#[track_caller]
fn fault(text: &str, code: Code, place: &str) {
    assert_eq!(faults(text), [(code, place.to_owned())]);
}

#[test]
fn things_come_in_source_order_whatever_holds_them() {
    let (file, reported) = file(
        "\
.module one 1.2
.using two
.func f(a: i32) -> i32 export
    ret
.end
.extern g(b: u8&) from two
.extern named
.archive
.module two
.operator ! (c: bool) -> bool
    ret
.end
.struct S open
    d: mut S[3] mut&
.end
.end
.native libm \"libm.so\"
    sqrt(x: f64) -> f64
    cos
.end
.module three
.intrinsic println(value: any) symbol=\"say\"
    vm \"println\"
.end
.trailing b\"\\0x\"
",
    );
    let things: Vec<(String, &str)> =
        file.things.iter().map(|thing| (thing.kind.spelling(), thing.symbol.as_str())).collect();
    let expected = [
        ("f", "_R_f"),
        ("g", "_R_g"),
        ("operator !", "_RO_not_bool"),
        ("sqrt", "_R_sqrt"),
        ("println", "say"),
    ];
    assert_eq!(things, expected.map(|(name, symbol)| (name.to_owned(), symbol)));
    assert_eq!(file.types[0].members[0].spelling(), "mut S[3] mut&");
    assert_eq!((file.types[0].size, file.trailing.as_slice()), (8, &b"\0x"[..]));
    let reported: Vec<&str> = reported.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(reported, ["the roomod format carries no untyped native functions: 1 left out"]);
}

#[test]
fn what_is_left_out_is_counted_by_kind() {
    let text = "\
.const a = 1
.func f()
    .loc \"x\" 1
    nop
    .loc \"x\" 2
    ret
.end
.const b = 2
.lines \"x\"
";
    let (_, reported) = file(text);
    let reported: Vec<&str> = reported.iter().map(|found| found.message.as_str()).collect();
    let left_out = ["line tables: 1", "constants: 2", "line rows: 2"];
    assert_eq!(reported, left_out.map(|kind| format!("the roomod format carries no {kind} left out")));
    let options = Options { lossy: Lossy::Allow, ..options() };
    assert!(lower("main", text, &options).1.report.is_empty());
    let options = Options { lossy: Lossy::Deny, ..options };
    let (model, cx) = lower("main", text, &options);
    assert!(model.is_none());
    assert!(cx.report.iter().all(|found| found.code == Code::CannotCarry));
}

#[test]
fn nothing_at_all_is_a_file_too() {
    assert_eq!(file("").0, File::default());
}

#[test]
fn spellings_and_empty_names_are_kept() {
    let (file, reported) = file(
        "\
.extern ``(``: `any thing`[2] mut, b: s32) symbol=\"\"
.extern operator token 99 (c: other::T)
",
    );
    assert_eq!(reported.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::OddType]);
    let params = &file.things[0].params;
    assert_eq!((params[0].spelling(), params[0].name.as_str()), ("any thing[2] mut".to_owned(), ""));
    assert_eq!(params[1].spelling(), "s32");
    assert_eq!(file.things[0].kind, ThingKind::Function { name: String::new() });
    assert_eq!((file.things[0].symbol.as_str(), file.things[1].symbol.as_str()), ("", "_RO_op99_T"));
}

#[test]
fn sizes_are_stated_or_summed_up_over_all_modules() {
    let (file, _) = file(
        "\
.module one
.struct A
    b: two::B[2]
    c: B&
    d: T
.end
.struct T size=100
    x: Unknown
.end
.module two
.struct B
    text: char[7] mut&
    x: u16
.end
",
    );
    assert_eq!(file.types.iter().map(|ty| ty.size).collect::<Vec<_>>(), [20 + 8 + 100, 100, 10]);
}

#[test]
fn sizes_that_nothing_gives_are_reported_where_they_are_missing() {
    let text = ".struct A\n x: i32\n b: B\n.end\n.struct B\n y: Handle\n.end\n.struct C\n z: C\n.end";
    assert_eq!(faults(text), [(Code::UnknownSize, "B".to_owned()), (Code::UnknownSize, "C".to_owned())]);
    for ty in ["string", "any", "fn", "fn[2]"] {
        fault(&format!(".struct S\n x: {ty}\n.end"), Code::UnknownSize, "S");
        assert_eq!(
            file(&format!(".struct S size=3\n x: {ty}\n.end\n.struct R\n x: S\n.end")).0.types[1].size,
            3
        );
    }
    fault(".struct S\n x: u64[536870912]\n.end", Code::ValueTooLarge, "S");
    assert_eq!(file(".struct S\n x: u8[4294967295]\n.end").0.types[0].size, u32::MAX);
}

#[test]
fn other_shapes_of_types_are_refused() {
    for ty in ["u8[0]", "u8&[2]", "u8&&", "u8[2][2]", "u8[]", "u8[]&", "u8 mut&&", "u8& mut"] {
        fault(&format!(".extern f(a: {ty})"), Code::CannotCarry, ty);
    }
    let (file, _) = file(".extern f(a: mut u8[2] mut&, b: mut u8, c: u8[2]&, d: u8 mut)");
    let spelt: Vec<String> = file.things[0].params.iter().map(|param| param.spelling()).collect();
    assert_eq!(spelt, ["mut u8[2] mut&", "mut u8", "u8[2]&", "u8 mut"]);
}

#[test]
fn texts_are_short_and_ascii() {
    let long = "x".repeat(254);
    assert_eq!(file(&format!(".extern {long}() symbol=\"{long}\"")).0.things[0].symbol, long);
    // The symbol that is made of the name is longer.
    fault(&format!(".extern {long}()"), Code::TextTooLong, &long);
    let longer = format!("{long}x");
    fault(&format!(".extern {longer}()"), Code::TextTooLong, &longer);
    fault(&format!(".struct S\n {longer}: u8\n.end"), Code::TextTooLong, &longer);
    fault(".extern `é`()", Code::BadText, "`é`");
    fault(".extern f(a: `é`)", Code::BadText, "`é`");
    fault(".extern f() symbol=\"a\\0\"", Code::BadText, "\"a\\0\"");
    assert_eq!(file(".extern `\\x01\\x7F`()").0.things[0].symbol, "_R_\u{1}\u{7f}");
}

#[test]
fn lists_are_counted_in_a_byte() {
    let fields = |count: usize| (0..count).map(|at| format!(" m{at}: u8\n")).collect::<String>();
    assert_eq!(file(&format!(".struct S\n{}.end", fields(255))).0.types[0].members.len(), 255);
    fault(&format!(".struct S\n{}.end", fields(257)), Code::TooMany, "m255");
    let params: Vec<String> = (0..256).map(|at| format!("p{at}: u8")).collect();
    fault(&format!(".extern f({})", params.join(", ")), Code::TooMany, "p255");
    file(&format!(".extern f({})", params[1..].join(", ")));
}

#[test]
fn the_same_key_twice_needs_a_word() {
    fault(".struct S\n.end\n.struct `S`\n.end", Code::SameKey, "`S`");
    fault(".extern f(a: i32&)\n.func f(b: s32&)\n ret\n.end", Code::SameKey, "f");
    fault(".extern operator + (a: u8)\n.extern operator token 22 (b: u8)", Code::SameKey, "22");
    file(".extern f(a: i32)\n.extern f(a: i32&)\n.extern f(a: mut i32)\n.extern f()\n.extern f");
    file(".extern operator + (a: u8)\n.extern operator - (a: u8)");
    let (kept, _) = file(".struct S\n.end\n.struct S dup\n.end\n.extern f()\n.extern f() dup");
    assert_eq!((kept.types.len(), kept.things.len()), (2, 2));
    fault(".module a\n.struct S\n.end\n.module b\n.struct S\n.end", Code::SameKey, "S");
}

#[test]
fn settings_of_other_formats_are_refused() {
    fault(".format 1.0", Code::FormatSetting, "1.0");
    fault(".format 0 length_size=2", Code::FormatSetting, "2");
    fault(".format 0.0 header=packed", Code::FormatSetting, "packed");
    fault(".optional 1 b\"x\"", Code::FormatSetting, ".optional 1 b\"x\"");
    fault(".module m\n.sections usings", Code::FormatSetting, ".sections usings");
    file(".format 0");
}

#[test]
fn elements_remember_where_they_came_from() {
    let text = ".struct S\n x: u8\n.end\n.extern f(a: u8)";
    let (file, _) = file(text);
    let at = |what: &str| text.find(what).unwrap() as u32 + 1;
    assert_eq!((file.types[0].origin.0, file.types[0].members[0].origin.0), (at("S\n"), at("x: u8")));
    assert_eq!((file.things[0].origin.0, file.things[0].params[0].origin.0), (at("f("), at("a: u8")));
}
