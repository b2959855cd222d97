//! The laws of the formatter: what it prints it leaves alone, means the same, and keeps every comment.

use super::*;
use crate::ast::{Item, List, Operands, OperatorToken};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// A source as its tree: what a formatter must not change, one line for each statement.
fn shape(text: &str) -> Vec<String> {
    let mut names = Interner::new();
    let mut report = Vec::new();
    let ast = crate::parser::parse(text, 1, &mut names, &mut report);
    assert!(report.is_empty(), "{report:#?}\n{text}");
    let tree = Tree { ast: &ast, text, start: 1, names: &names };
    ast.stmts.iter().map(|stmt| stmt_shape(&tree, stmt)).collect()
}

fn stmt_shape(tree: &Tree, stmt: &Stmt) -> String {
    let names = tree.names;
    match stmt.kind {
        StmtKind::Label(name) => format!("label {}", names.text(name)),
        StmtKind::NumberLabel(number) => format!("label {number}"),
        StmtKind::Instr { name, operands } => format!("{} {}", names.text(name), list(tree, operands)),
        StmtKind::Assign { name, value } => format!("{} := {}", names.text(name), node(tree, value)),
        StmtKind::Plain(directive, operands) => format!("{directive:?} {}", list(tree, operands)),
        StmtKind::Item(item) => item_shape(tree, &tree.ast.items[item as usize]),
        StmtKind::Macro(raw) | StmtKind::Repeat(raw) => {
            let raw = tree.ast.raws[raw as usize];
            let name = raw.name.map(|name| tree.ident(name));
            let (body, end) = (tree.slice(raw.body).replace('\r', ""), raw.end.map(|end| tree.ident(end)));
            format!("raw {name:?} {} {body:?} {end:?}", list(tree, raw.operands))
        }
    }
}

fn list(tree: &Tree, list: List<NodeId>) -> String {
    tree.ast.operands(list).iter().map(|root| node(tree, *root)).collect::<Vec<_>>().join("; ")
}

fn node(tree: &Tree, root: NodeId) -> String {
    let nodes = tree.ast.subtree(root).iter().map(|node| match (node.kind.operands(), node.sym()) {
        (Operands::Leaf, _) => format!("{:?} {}", node.kind, tree.slice(node.span)),
        (_, Some(name)) => format!("{:?} {}", node.kind, tree.name_at(node.span.lo, name)),
        _ => format!("{:?}", node.kind),
    });
    nodes.collect::<Vec<_>>().join(", ")
}

fn item_shape(tree: &Tree, item: &Item) -> String {
    let token = match item.token {
        Some(OperatorToken::Symbol(span)) => tree.slice(span).to_owned(),
        Some(OperatorToken::Number(number)) => node(tree, number),
        None => String::new(),
    };
    let params = item.params.map(|params| {
        let params = tree.ast.params(params).iter();
        params.map(|param| (tree.ident(param.name), node(tree, param.ty))).collect::<Vec<_>>()
    });
    let attrs = tree.ast.attrs(item.attrs).iter();
    let attrs: Vec<_> =
        attrs.map(|attr| (tree.ident(attr.name), attr.value.map(|value| node(tree, value)))).collect();
    let ident = |ident: Option<Ident>| ident.map(|ident| tree.ident(ident));
    let part = |root: Option<NodeId>| root.map(|root| node(tree, root));
    let (name, from, version) =
        (ident(item.name), ident(item.from), item.version.map(|span| tree.slice(span)));
    let (ty, value) = (part(item.ty), part(item.value));
    format!("{:?} {name:?} {token} {version:?} {params:?} {ty:?} {from:?} {value:?} {attrs:?}", item.kind)
}

/// All comments outside raw bodies, sorted: a comment may move to the end of its statement, but never goes.
fn comments(text: &str) -> Vec<String> {
    let mut names = Interner::new();
    let ast = crate::parser::parse(text, 1, &mut names, &mut Vec::new());
    let tree = Tree { ast: &ast, text, start: 1, names: &names };
    let kept = ast.trivia.iter().filter(|trivia| trivia.kind != TriviaKind::Blank);
    let mut kept: Vec<String> = kept.map(|trivia| tree.comment(*trivia).into_owned()).collect();
    kept.sort();
    kept
}

fn check(text: &str) -> String {
    let once = format(text).unwrap_or_else(|report| panic!("{report:#?}\n{text}"));
    let twice = format(&once).unwrap_or_else(|report| panic!("{report:#?}\n{once}"));
    assert_eq!(once, twice);
    assert_eq!(shape(text), shape(&once));
    assert_eq!(comments(text), comments(&once));
    assert!(once.lines().all(|line| !line.ends_with([' ', '\t', '\r'])) || has_raw(text), "{once:?}");
    once
}

/// Bodies of macros are kept as they are, blanks at the ends of lines included, and so are block comments.
fn has_raw(text: &str) -> bool {
    text.contains(".macro") || text.contains(".repeat") || text.contains("/*")
}

const TOUR: &str = include_str!("tour.s");
const TOUR_FORMATTED: &str = include_str!("tour.fmt.s");

#[test]
fn the_tour_is_formatted_as_shown() {
    assert_eq!(check(TOUR), TOUR_FORMATTED);
    assert_eq!(format(TOUR_FORMATTED).unwrap(), TOUR_FORMATTED);
}

#[test]
fn line_ends_and_marks_make_no_difference() {
    assert_eq!(check(&TOUR.replace('\n', "\r\n")), TOUR_FORMATTED);
    assert_eq!(check(&format!("\u{feff}{TOUR}")), TOUR_FORMATTED);
    assert_eq!(check(""), "");
    assert_eq!(check("\n\n  \n"), "");
    assert_eq!(check("nop"), "nop\n");
}

#[test]
fn faults_are_reported_and_nothing_is_printed() {
    let report = format("nop\n    add r0 r1\n").unwrap_err();
    assert_eq!(report.len(), 1);
    assert!(format(".func\n").is_err());
}

#[test]
fn comments_keep_their_place() {
    for text in [
        "add r0, /* one */ r1 ; two\n",
        "/* a */ ; b\nnop\n",
        "/* a */ nop /* b */ /* c */ ; d\n",
        "x: /* l */ nop ; n\n",
        ".const a = [1, ; one\n 2, /* two */ 3 /* three */, 4,\n ; own\n 5 ; five\n]\n",
        ".const a = [ ; open\n 1]\n",
        ".const a = [1, 2, ; two\n] ; end\nnop ; next\n",
        ".const a = [/* x\n y */ 1, /* z */ /* w */ 2]\n",
        "/* a\n   b */ nop\n",
        "nop /* a\n b */ ; c\n",
        "add r0, \\\n /* c */ r1\n",
        ".macro m a /* h */ ; header\n  nop ; body\n\t.end /* t */ m ; tail\nnop\n",
        ".func f()\n ; in\n.end\n ; out",
        ";; doc\n\n;; doc\n.func f()\n.end ;; not doc\n",
        "; a\n\n\n\n; b",
        "loadk r0, [ /* only */ ]\n",
        "loadk r0, [ ; only\n ]\n",
    ] {
        check(text);
    }
}

#[test]
fn long_lists_with_comments_break_alike_the_second_time() {
    for width in 80..110 {
        let name = "x".repeat(width);
        check(&format!(".const a = [{name}, 1, ; one\n 2]\n"));
        check(&format!(".const a = [1, {name}, /* two */ 2, ; one\n ; own\n 3]\n"));
        check(&format!(".const a = [1, {name}, [2, /* two */ 2], #{{:a => 3, :b => {{4, 5}}}}]\n"));
        check(&format!(".const a = [/* {name} */ 1, /* {name} */ 2, 3]\n"));
    }
}

const PIECES: &[&str] = &[
    "    nop",
    "add r0 ,r1,r2",
    "lessthanequal",
    "loadk r1,[1,2 , [], {:a, #{1=>2 , \"x\" => y}}]",
    "call f,tail",
    "call m::f/2",
    "loadk r1 , fn f/2",
    "push fn `odd name`",
    "x:",
    "x: y: nop",
    "1:",
    "jmp 1b",
    "jmp 1f",
    "loadi r0, -(1+2)*3 <<4 | ~ x",
    "loadi r0 , - -1",
    "loadi r0,!x&&y==3",
    "A=1",
    "B = defined( A )||A",
    "cast u8[4]&",
    "cast T mut&",
    "alloc `x`[]",
    ".func f ( a:i32 , b:mut T[4] mut& ) -> i32 export symbol = \"s\"",
    ".end",
    ".end func",
    ".struct S size=4 open",
    "    x:i32 export",
    ".if A>1",
    ".elif B",
    ".else",
    ".const c=incbin \"x\" dup",
    ".pool p = fn f/2 registers=3 at=x",
    ".extern f(x:f64)->f64 from libm",
    ".extern g",
    ".using a.b",
    ".word 0xFF , 2",
    ".loc \"a.s\" 1 2",
    ".let x=r5",
    ".macro m a , b=1\n  raw \\a  \n.end",
    ".repeat 4,i\n nop\n.end",
    ".archive",
    ".code",
    "; c",
    ";; d",
    "/* b */",
    "/* b\n c */",
    "",
    "  ",
    "\t",
    "loadk r0,[1, ; c\n2]",
    "/* p */ loadk /* q */ r1 , /* r */ [ /* s */ 1 , /* e\n e */ 2 , ; f\n ; g\n 3 ] , {1,\n\n ;; h\n2,}",
    "loadk r0,list16[1,\n\n2,]",
    ".module m 1.2.0",
    ".target lazer",
    ".operator + (a:T) -> T",
    ".op NAME 0x80 dst:reg,a:reg",
    ".native m \"x\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The laws hold for every sequence of lines that parses.
    #[test]
    fn the_laws_hold_for_any_pieces(
        picks in prop::collection::vec((0..PIECES.len(), 0..4usize), 0..24),
    ) {
        let mut text = String::new();
        for (pick, end) in picks {
            text.push_str(PIECES[pick]);
            text.push_str(["\n", " ; tail\n", "\n\n\n", " /* tail */\r\n"][end]);
        }
        if format(&text).is_ok() {
            check(&text);
        }
    }

    /// Formatting never panics, whatever the text.
    #[test]
    fn any_text_is_formatted_or_refused(text in "[ -~\n\t\"`;/*\\\\é]{0,120}") {
        if format(&text).is_ok() {
            check(&text);
        }
    }
}
