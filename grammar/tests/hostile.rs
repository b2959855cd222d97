//! Input that means harm, or is only very large: no panic, no overflow, and time that grows with the size.

mod common;

use common::{START, parsed};
use lzasm_grammar::ast::{Ast, NodeId, NodeKind, StmtKind, first};
use lzasm_grammar::literal;
use lzasm_grammar::names::Interner;
use lzasm_grammar::parser::{LineMode, Parser};
use proptest::prelude::*;

#[test]
fn a_million_of_anything() {
    let many = 1_000_000;
    for part in [
        "(",
        ")",
        "[",
        "]",
        "{",
        "#{",
        "-",
        "!",
        "- !",
        "&",
        "& ",
        "&&",
        "mut&",
        "mut ",
        "[1,",
        "[\n",
        "f(",
        "1+",
        "a.",
        ":",
        "::",
        "`",
        "'",
        "\"",
        "\\",
        "\\\n",
        "/*",
        "*/",
        "/**/",
        "#",
        ",",
        "=",
        "\n",
        "\r",
        "\t",
        ";",
        ".",
        "..",
        "1.",
        "1b ",
        "é",
        "\0",
        "[]",
        "fn ",
        "a::",
        "a: ",
        "1: ",
        "&/**/",
        "-(",
        "x\n",
        ".if\n",
        ".end\n",
        ".end ",
        ".func f(",
        ".macro m\n",
        "x -\n",
    ] {
        // Some of these are slow in debug builds because they are a million statements: fewer are enough.
        let count = many / part.len();
        let count = if part.ends_with('\n') { count / 10 } else { count };
        parsed(&format!("x {}", part.repeat(count)));
        for start in [".func f(a: T", ".const a = "] {
            parsed(&format!("{start}{}", part.repeat(count / 50)));
        }
    }
}

#[test]
fn nesting_is_stopped_with_a_place() {
    for part in ["(", "[", "{", "#{", "-", "~", "f(", "-("] {
        let parsed = parsed(&format!("x {}", part.repeat(100_000)));
        assert_eq!(
            parsed.message(&parsed.report[0]).split_once(' ').unwrap_or_default().1,
            "nesting deeper than 256 levels"
        );
        assert_eq!(parsed.report.len(), 1);
        assert!(parsed.report[0].main.as_ref().is_some_and(|label| label.span.lo < START + 1000));
    }
}

#[test]
fn nesting_up_to_the_limit_is_fine() {
    let deep =
        |open: &str, close: &str, count: usize| format!("x {}1{}", open.repeat(count), close.repeat(count));
    for (open, close) in [("(", ")"), ("[", "]"), ("-", ""), ("f(", ")")] {
        assert!(parsed(&deep(open, close, 256)).report.is_empty());
        assert_eq!(parsed(&deep(open, close, 257)).report.len(), 1);
    }
    assert!(parsed(&deep("-(", ")", 128)).report.is_empty());
    assert_eq!(parsed(&deep("-(", ")", 129)).report.len(), 1);
    assert!(parsed(&format!("x T{}", "&".repeat(256))).report.is_empty());
    assert_eq!(parsed(&format!("x T{}", "&".repeat(600))).report.len(), 1);
    assert_eq!(parsed(&format!("x T{}", "[]".repeat(600))).report.len(), 1);
}

#[test]
fn long_and_flat_is_fine() {
    let sum = parsed(&format!("x 1{}", "+1".repeat(1_000_000)));
    assert!(sum.report.is_empty());
    assert_eq!(sum.ast.nodes.len(), 2_000_001);
    let minus = parsed(&format!("x 1{}", " - -1".repeat(100_000)));
    assert!(minus.report.is_empty());
    let list = parsed(&format!("x [{}]", "1,\n".repeat(300_000)));
    assert!(list.report.is_empty());
    let string = parsed(&format!("x \"{}\"", "s".repeat(1 << 20)));
    assert!(string.report.is_empty());
    let comments = parsed(&"; c\n/* d */\n".repeat(10_000));
    assert!(comments.report.is_empty());
    assert_eq!(comments.ast.trivia.len(), 20_000);
    let nested = parsed(&format!("{}{} nop", "/*".repeat(500_000), "*/".repeat(500_000)));
    assert!(nested.report.is_empty());
}

/// What holds for every tree, whatever the text.
fn check(ast: &Ast, text: &str, faulty: bool) -> Result<(), TestCaseError> {
    let slice = |span: lzasm_grammar::source::Span| {
        text.get((span.lo - START) as usize..(span.hi - START) as usize)
            .ok_or_else(|| TestCaseError::fail(format!("the span {span:?} is not in the text")))
    };
    for stmt in &ast.stmts {
        let text = slice(stmt.span)?;
        // A raw block without its `.end` goes up to the end of the text.
        let open = faulty && matches!(stmt.kind, StmtKind::Macro(_) | StmtKind::Repeat(_));
        prop_assert!(open || text == text.trim());
    }
    for trivia in &ast.trivia {
        slice(trivia.span)?;
    }
    for (at, node) in ast.nodes.iter().enumerate() {
        let text = slice(node.span)?;
        prop_assert!(!text.is_empty() && text == text.trim());
        prop_assert!(first(&ast.nodes, NodeId(at as u32)).0 as usize <= at);
        match node.kind {
            NodeKind::Int | NodeKind::Char => prop_assert!(literal::int(text).is_ok()),
            NodeKind::Float => prop_assert!(literal::float(text).is_ok()),
            NodeKind::Str => prop_assert!(literal::unescape_str(text).is_ok()),
            NodeKind::Bytes(_) => prop_assert!(literal::unescape_bytes(text).is_ok()),
            _ => {}
        }
    }
    Ok(())
}

/// The dumps of the chunks of a text, joined.
fn in_chunks(text: &str, limit: usize) -> (String, usize) {
    let (mut names, mut report, mut ast) = (Interner::new(), Vec::new(), Ast::new());
    let mut parser = Parser::new(text, START, LineMode::Code);
    let mut dump = String::new();
    while parser.next(&mut ast, &mut names, &mut report, limit) {
        let parsed = common::Parsed { text: text.to_owned(), ast, names, report: Vec::new() };
        dump += &parsed.dump();
        (ast, names) = (parsed.ast, parsed.names);
    }
    (dump, report.len())
}

fn everything_holds(text: &str) -> Result<(), TestCaseError> {
    let parsed = parsed(text);
    check(&parsed.ast, text, !parsed.report.is_empty())?;
    let (dump, faults) = in_chunks(text, 8);
    prop_assert_eq!(dump, parsed.dump());
    prop_assert_eq!(faults, parsed.report.len());
    let mut lines: Vec<_> = parsed.report.iter().filter_map(|fault| fault.main.as_ref()).collect();
    lines.sort_by_key(|label| label.span.lo);
    for label in lines {
        prop_assert!(label.span.hi as usize - START as usize <= text.len());
    }
    Ok(())
}

/// Pieces of which sources are made.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n",
    "\t",
    "\r\n",
    ",",
    ", ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "#{",
    "=",
    "==",
    "=>",
    "->",
    "&",
    "&&",
    "mut&",
    "mut",
    "fn",
    "import",
    "ref",
    "incbin",
    "true",
    "inf",
    "nan",
    "x",
    "y.z",
    "`q`",
    "`a\\n`",
    ":ok",
    "a:",
    "m::",
    "1:",
    "1b",
    "1f",
    "42",
    "0x1F",
    "1.5",
    "2e3",
    "1.2.0",
    "'c'",
    "\"s\"",
    "b\"\\xff\"",
    "bytes8\"x\"",
    "list16[",
    "map8#{",
    "tuple32{",
    "+",
    "-",
    "*",
    "/",
    "~",
    "!",
    "<<",
    "|",
    "\\\n",
    "\\x",
    "; c",
    ";; d\n",
    "// e\n",
    "/* f */",
    "/*",
    "*/",
    "\"",
    "'",
    "`",
    "#",
    "#5",
    "é",
    "\u{1a}",
    "\0",
    ":",
    "::",
    ".5",
    "1.",
    "0b2",
    ".func f()",
    ".func",
    ".end",
    ".end\n",
    ".struct S\n",
    ".native n \"p\"\n",
    ".macro m a\n",
    ".repeat 2\n",
    ".if 1\n",
    ".else\n",
    ".elif 0\n",
    ".const c = ",
    ".pool",
    ".module m 1.2",
    ".format 0.12",
    ".operator + ",
    ".extern ",
    ".extern operator ",
    ".extern struct ",
    "from",
    "token",
    ".op o 1 ",
    ".let",
    ".loc",
    ".optional",
    ".word",
    ".code",
    ".archive",
    ".fucn",
    ".x",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        everything_holds(&text)?;
    }

    #[test]
    fn any_ascii(text in "[ -~\n\t]{0,200}") {
        everything_holds(&text)?;
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        everything_holds(&pieces.concat())?;
    }

    #[test]
    fn any_pieces_with_blanks(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        everything_holds(&pieces.join(" "))?;
    }
}
