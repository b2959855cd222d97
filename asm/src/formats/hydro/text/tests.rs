//! What is read and what is written: texts against modules in the assembly language, laws over any file, and texts
//! of random words.

mod sayable;

use super::write::write;
use crate::files::FileLoader;
use crate::formats::Written;
use crate::formats::hydro::arbitrary::{any_file, any_program};
use crate::formats::hydro::model::{Body, Function, Int, Layout, Operand, Using, Variable};
use crate::formats::hydro::model::{File, HeaderForm, Instr, Integer, Module, Placement, Type, Value};
use crate::formats::hydro::{decode, encode};
use crate::formats::testing::{conformance, holds_to};
use crate::{Assembly, Input, Lossy, Options, assemble};
use lzasm_grammar::diag::Code;
use lzasm_grammar::diag::render::short;
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sayable::any_sayable;

fn assembled(name: &str, text: impl Into<Vec<u8>>) -> Assembly {
    let input = Input { name: name.to_owned(), bytes: text.into(), stem: "main".to_owned() };
    assemble(input, &Options::default(), Box::new(FileLoader))
}

#[track_caller]
fn bytes(name: &str, text: &str) -> Vec<u8> {
    let made = assembled(name, text);
    let reported: Vec<String> =
        made.diagnostics.iter().map(|reported| short(reported, &made.sources)).collect();
    made.bytes.unwrap_or_else(|| panic!("{reported:#?}\n{text}"))
}

/// Both texts are the same file.
#[track_caller]
fn same(text: &str, source: &str) {
    let (found, expected) = (bytes("x.h2o", text), bytes("x.s", &format!(".target hydro\n{source}")));
    assert_eq!(decode(&found).unwrap(), decode(&expected).unwrap());
    assert_eq!(found, expected);
}

/// The messages about a text, a line each.
fn reported(text: &str) -> Vec<String> {
    let made = assembled("x.h2o", text);
    assert!(made.bytes.is_none() || made.diagnostics.is_empty(), "no error");
    made.diagnostics.iter().map(|reported| short(reported, &made.sources).trim_end().to_owned()).collect()
}

fn written(file: &File) -> Written {
    write("x", file, Lossy::Warn)
}

/// The text of a file reads back.
#[track_caller]
fn keeps(file: &File) -> String {
    let Written { text, diagnostics, .. } = written(file);
    let text = text.unwrap_or_else(|| panic!("{diagnostics:#?}"));
    let (expected, ()) = encode(file, ()).unwrap();
    assert_eq!(decode(&bytes("x.h2o", &text)).as_ref(), Ok(file), "{text}");
    assert_eq!(bytes("x.h2o", &text), expected);
    text
}

#[test]
fn a_program_reads_like_its_source() {
    same(
        "% recursion\nmodule main function fib u32 body duplicate push u32 2 lessthan branch done more\n\
         label done return label more duplicate push u32 1 subtract push funcp this fib call swap\n\
         push u32 2 subtract push funcp main fib call add return\n\
         main body push u32 10 push funcp this fib call return",
        ".module main\n.func fib(p0: u32) -> u32\nduplicate\npush 2u32\nlessthan\nbranch done, more\n\
         done: return\nmore: duplicate\npush 1u32\nsubtract\npush fn fib\ncall\nswap\npush 2u32\nsubtract\n\
         push fn main::fib\ncall\nadd\nreturn\n.end\n\
         .func main() -> any\npush 10u32\npush fn fib\ncall\nreturn\n.end\n",
    );
}

#[test]
fn items_and_types() {
    same(
        "module geo layout Point s128 x array 3 u8 tag array geo Point next this Point other any v\n\
         using std/io using my-mod.x function f array [2] array string geo Point bool body\n\
         intrinsic print any body target vm 'println' target js \"a \n b\"\nmodule main main u8 body",
        ".module geo\n.struct Point\nx: s128\ntag: u8[3]\nnext: geo::Point[]\nother: Point\nv: any\n.end\n\
         .using `std/io`\n.using `my-mod.x`\n.func f(p0: bool, p1: geo::Point, p2: string[][2])\n.end\n\
         .intrinsic print(p0: any)\nvm \"println\"\njs \"a \\n b\"\n.end\n.module main\n.func main(p0: u8)\n.end\n",
    );
}

#[test]
fn values_and_instructions() {
    same(
        "module main layout L u8 m function f body\n\
         push s8 -128 push u8 255 push u128 340282366920938463463374607431768211455 push s128 -1 push s16 007\n\
         push f32 1.5 push f64 -0 push f64 .5 push f64 5. push bool true push false push string \"it's\" push string '\"'\n\
         push vref x alloc this L alloc any alloc string alloc array 4 u8 alloc array array u8\n\
         duplicate duplicate 3 rotate -2 getindex getindex m setindex setindex length\n\
         shiftleft shiftright bitand bitor bitxor bitnot and or xor not cast string load store pop\n\
         equal notequal lessthan greaterthan lessthanequal greaterthanequal multiply divide modulo jump 0 jump e label e",
        ".module main\n.struct L\nm: u8\n.end\n.func f()\n\
         push -128s8\npush 255u8\npush 340282366920938463463374607431768211455u128\npush -1s128\npush 7s16\n\
         push 1.5f32\npush -0.0\npush 0.5\npush 5.0\npush true\npush false\npush \"it's\"\npush \"\\\"\"\n\
         push ref x\nalloc L\nalloc any\nalloc string\nalloc u8[4]\nalloc u8[][]\n\
         duplicate\nduplicate 3\nrotate -2\ngetindex\ngetindex m\nsetindex\nsetindex length\n\
         leftshift\nrightshift\nbitwiseand\nbitwiseor\nbitwisexor\nbitwisenot\nand\nor\nxor\nnot\ncast string\n\
         load\nstore\npop\nequal\nnotequal\nlessthan\ngreaterthan\nlessthanequal\ngreaterthanequal\nmultiply\n\
         divide\nmodulo\njump 0\njump e\ne:\n.end\n",
    );
}

#[test]
fn an_empty_text_is_an_empty_file() {
    assert_eq!(bytes("x.h2o", ""), b"hydro\0\0");
    assert_eq!(bytes("x.h2o", " % nothing\n\u{a0}"), b"hydro\0\0");
    assert_eq!(keeps(&File::default()), "");
}

#[test]
fn the_form_is_chosen_by_name_or_option() {
    let text = "module main main body push u8 1 return";
    let made = |name: &str, from| {
        let input = Input { name: name.into(), bytes: text.into(), stem: "main".into() };
        assemble(input, &Options { from, ..Options::default() }, Box::new(FileLoader)).bytes
    };
    assert!(made("a/b.h2o", None).is_some());
    assert!(made("<stdin>", None).is_none());
    assert!(made("<stdin>", Some(crate::SourceForm::TextOf("hydro"))).is_some());
    assert!(made("a/b.h2o", Some(crate::SourceForm::Assembly)).is_none());
}

#[test]
fn conformance_files_become_texts() {
    for name in ["fact.hydro", "usings.hydro"] {
        let mut file = decode(&conformance(name)).unwrap();
        for function in file.modules.iter_mut().flat_map(|module| &mut module.functions) {
            for (index, param) in function.parameters.iter_mut().enumerate() {
                param.name = format!("p{index}");
            }
        }
        let text = keeps(&file);
        holds_to(&format!("hydro/text/golden/{}.h2o", name.trim_end_matches(".hydro")), &text);
    }
}

fn function(name: &str, parameters: Vec<Type>, code: Vec<Instr>) -> Function {
    let name_of = |(index, ty)| Variable::new(format!("p{index}"), ty);
    let parameters = parameters.into_iter().enumerate().map(name_of).collect();
    let body = Body::Code { code, origins: Default::default() };
    Function { name: name.into(), parameters, body, origin: Default::default() }
}

fn module(functions: Vec<Function>) -> File {
    File { modules: vec![Module { functions, ..Module::new("m") }], ..File::default() }
}

#[test]
fn odd_values_are_written() {
    let push = |value| Instr::push(value);
    let code = vec![
        push(Value::F32(f32::INFINITY.to_bits())),
        push(Value::F64(f64::NEG_INFINITY.to_bits())),
        push(Value::F64((-0.0f64).to_bits())),
        push(Value::F64(1)),
        push(Value::F32(1)),
        push(Value::F64(f64::MAX.to_bits())),
        push(Value::Int(Integer::new(Int::S128, 1 << 127))),
        push(Value::String("\0\u{1b}[31m\r\n\u{202e}%".into())),
        push(Value::function("main", "main")),
        Instr::new(b'j', Operand::Target(u32::MAX)),
        Instr::new(b't', Operand::Places(i16::MIN)),
        Instr::new(b'd', Operand::Count(u16::MAX)),
    ];
    let text =
        keeps(&module(vec![function("main", vec![Type::Any, Type::array(Some(0), Type::Bool)], code)]));
    assert!(text.starts_with("module m\n\nmain array 0 bool any body\n    push f32 1000"), "{text}");
}

#[test]
fn the_public_machine_finds_no_layout_or_intrinsic_at_the_end() {
    let layout = Layout { name: "L".into(), ..Layout::default() };
    let using = Using { name: "u".into(), origin: Default::default() };
    let mut file = module(vec![]);
    file.modules[0].layouts = vec![layout];
    let codes =
        |file: &File| written(file).diagnostics.iter().map(|reported| reported.code).collect::<Vec<_>>();
    assert_eq!(codes(&file), [Code::NotForMachine]);
    keeps(&file);
    file.modules[0].usings = vec![using];
    assert_eq!(codes(&file), []);
    assert_eq!(keeps(&file), "module m\n\nlayout L\n\nusing u\n");
    file.modules[0].functions = vec![function("main", vec![], vec![])];
    assert_eq!(codes(&file), []);
    assert_eq!(keeps(&file), "module m\n\nusing u\n\nlayout L\n\nfunction main body\n");
}

#[test]
fn what_cannot_be_said_is_reported() {
    let push = |value| Instr::push(value);
    let code = vec![
        push(Value::F64(f64::NAN.to_bits())),
        push(Value::String("\"'".into())),
        push(Value::function("", "nowhere")),
        push(Value::Variable("a b".into())),
        Instr::new(b'{', Operand::Type(Type::array(None, Type::Bool))),
        Instr::new(b'C', Operand::Type(Type::reference(Type::Bool))),
        Instr::new(b'C', Operand::Type(Type::Function)),
        Instr::new(b'C', Operand::Type(Type::layout("", "L"))),
        Instr::new(b'm', Operand::Member("Add".into())),
    ];
    let twice =
        vec![function("push", vec![], code), function("f", vec![], vec![]), function("f", vec![], vec![])];
    let Written { text, diagnostics, .. } = written(&module(twice));
    assert_eq!(text, None);
    let all: Vec<String> = diagnostics.iter().map(|reported| format!("{}\n", reported.message)).collect();
    assert!(diagnostics.iter().all(|reported| reported.code == Code::NotInText), "{all:?}");
    holds_to("hydro/text/golden/cannot.txt", &all.concat());
}

#[test]
fn what_is_left_out_is_a_matter_of_choice() {
    let mut file = module(vec![function("f", vec![Type::Any], vec![])]);
    file.modules[0].functions[0].parameters[0].name = "x".into();
    file.header = HeaderForm::Packed;
    file.trailing = vec![0];
    let placement = Placement { gaps: [vec![1], vec![], vec![]], ..Placement::default() };
    file.modules[0].placement = placement;
    let codes = |lossy| {
        let Written { text, diagnostics, .. } = write("x", &file, lossy);
        (text.is_some(), diagnostics.iter().map(|reported| reported.code).collect::<Vec<_>>())
    };
    assert_eq!(codes(Lossy::Allow), (true, vec![]));
    assert_eq!(codes(Lossy::Warn), (true, vec![Code::LostInText; 4]));
    assert_eq!(codes(Lossy::Deny), (false, vec![Code::NotInText; 4]));
}

/// What is written reads back to the file, except for what is reported as left out.
fn law(file: &File) -> bool {
    let Written { text, diagnostics, .. } = written(file);
    let lossy = diagnostics.iter().any(|reported| reported.code == Code::LostInText);
    let Some(text) = text else { return false };
    let (found, (expected, ())) = (bytes("x.h2o", &text), encode(file, ()).unwrap());
    assert!(lossy || found == expected, "{text}");
    // A text that was read leaves nothing out.
    let again = written(&decode(&found).unwrap());
    assert_eq!(again.text.as_deref(), Some(text.as_str()));
    true
}

fn run(cases: u32) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let files = prop_oneof![1 => any_file().boxed(), 1 => any_program().boxed(), 6 => any_sayable().boxed()];
    let said = std::cell::Cell::new(0);
    let held = TestRunner::new(config).run(&files, |file| {
        said.set(said.get() + u32::from(law(&file)));
        Ok(())
    });
    held.unwrap();
    assert!(said.get() > cases / 2, "only {} of {cases} files can be said", said.get());
}

#[test]
fn any_file_that_can_be_said_reads_back() {
    run(300);
}

#[test]
#[ignore = "takes minutes"]
fn very_many_files_read_back() {
    run(100_000);
}

const TOUR: &str = include_str!("golden/tour.h2o");

#[test]
fn cuts_are_never_worse_than_errors() {
    for end in 0..=TOUR.len() {
        assembled("x.h2o", &TOUR.as_bytes()[..end]);
    }
}

#[test]
fn anything_may_be_a_text() {
    let words =
        super::keywords::statements().chain(super::keywords::ITEMS).chain(super::keywords::TYPES).chain([
            "body", "label", "array", "this", "true", "funcp", "vref", "iref", "x", "5", "-", "1.5", "\"",
            "'", "'a'", "%", "\n", "[", "]", ";", "é", "target",
        ]);
    let words: Vec<&str> = words.collect();
    let soup = prop::collection::vec(prop::sample::select(words), 0..40)
        .prop_map(|words| words.join(" ").into_bytes());
    let any = prop_oneof![soup.boxed(), prop::collection::vec(any::<u8>(), 0..60).boxed()];
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&any, |text| {
            assembled("x.h2o", text);
            Ok(())
        })
        .unwrap();
}

#[test]
fn nesting_and_numbers_of_any_size() {
    let deep = format!("module m function f {} u8 body", "array ".repeat(100_000));
    assert_eq!(reported(&deep).len(), 1);
    let fits = format!("module m function f {} u8 body", "array ".repeat(64));
    bytes("x.h2o", &fits);
    let long = format!("module m main body push u8 {}", "9".repeat(100_000));
    assert!(reported(&long)[0].len() < 200);
    let quotes = format!("module m main body {}", "push string \"a' \n".repeat(2_001));
    assert!(!reported(&quotes).is_empty());
    let faults = "module m main body ".to_owned() + &"x pop\n".repeat(5_000);
    assert_eq!(reported(&faults).len(), 1_000);
    // On one line they are folded.
    assert_eq!(reported(&faults.replace('\n', " ")).len(), 9);
}

#[test]
fn a_statement_ends_before_the_next() {
    let text = "main body cast this\n Foo % x\n pop";
    let span = super::statement(text, 1, 11);
    assert_eq!(&text[10..span.hi as usize - 1], "cast this\n Foo");
}
