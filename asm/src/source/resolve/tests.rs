//! Resolution and lowering of the conformance sources, without the expansion in between.

use super::{Resolver, prelude};
use crate::Options;
use crate::formats::{self, Model};
use crate::source::Context;
use crate::source::expand::{BlockKind, Sink};
use lzasm_grammar::ast::{Ast, Directive, ItemKind, StmtKind};
use lzasm_grammar::source::Origin;
use pretty_assertions::assert_eq;

fn feed(cx: &mut Context, ast: &Ast, sink: &mut Resolver) {
    let mut blocks = Vec::new();
    for stmt in &ast.stmts {
        match stmt.kind {
            StmtKind::Plain(Directive::End, _) => sink.close(cx, blocks.pop().unwrap(), stmt.span),
            StmtKind::Assign { .. } => {}
            _ => sink.statement(cx, ast, stmt),
        }
        match stmt.kind {
            StmtKind::Plain(Directive::Archive, _) => blocks.push(BlockKind::Archive),
            StmtKind::Plain(Directive::Code, _) => blocks.push(BlockKind::Code),
            StmtKind::Item(item) => blocks.extend(match ast.items[item as usize].kind {
                ItemKind::Func => Some(BlockKind::Func),
                ItemKind::Struct => Some(BlockKind::Struct),
                ItemKind::Native => Some(BlockKind::Native),
                ItemKind::Operator => Some(BlockKind::Operator),
                ItemKind::Intrinsic => Some(BlockKind::Intrinsic),
                _ => None,
            }),
            _ => {}
        }
    }
}

/// The program of a source without macros and the like, and all diagnostics.
pub(crate) fn lower<'o>(
    stem: &str,
    text: &str,
    options: &'o Options,
) -> (Option<Box<dyn Model>>, Context<'o>) {
    let mut cx = Context::new(options);
    cx.names = prelude();
    let file = cx.sources.add("x.s", text, Origin::Root).unwrap();
    let mut faults = Vec::new();
    let ast = lzasm_grammar::parser::parse(text, cx.sources.file(file).start, &mut cx.names, &mut faults);
    cx.report_all(faults);
    let mut sink = Resolver::new(&mut cx, stem);
    feed(&mut cx, &ast, &mut sink);
    let program = sink.finish(&mut cx);
    assert!(!cx.has_errors(), "{:#?}", cx.report);
    let model = formats::find(options.format.unwrap()).unwrap().lower(&mut cx, &program);
    assert_eq!(model.is_none(), cx.has_errors());
    (model, cx)
}

fn assemble(stem: &str, text: &str, format: &'static str) -> Vec<u8> {
    let options = Options { format: Some(format), ..Options::default() };
    let (model, cx) = lower(stem, text, &options);
    let bytes = model.map(|model| model.encode().unwrap());
    bytes.unwrap_or_else(|| panic!("{:#?}", cx.report))
}

fn unhex(text: &str) -> Vec<u8> {
    text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

#[test]
fn conformance() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance");
    for (name, ending, format) in [
        ("native", "lzr", "lazer"),
        ("pair", "lzr", "lazer"),
        ("usings", "hydro", "hydro"),
        ("fact", "hydro", "hydro"),
        ("shapes", "roomod", "roomod"),
        ("plain", "sail", "sailar"),
        ("wide", "sail", "sailar"),
    ] {
        let text = std::fs::read_to_string(format!("{folder}/{name}.s")).unwrap();
        let expected = unhex(&std::fs::read_to_string(format!("{folder}/{name}.{ending}.hex")).unwrap());
        assert_eq!(assemble(name, &text, format), expected, "{name}");
    }
    let text = std::fs::read_to_string(format!("{folder}/calc.s")).unwrap().replace("= ANSWER", "= 42");
    let expected = unhex(&std::fs::read_to_string(format!("{folder}/calc.lzr.hex")).unwrap());
    assert_eq!(assemble("calc", &text, "lazer"), expected);
}
