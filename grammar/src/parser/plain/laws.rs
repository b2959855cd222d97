//! The law of plain lines: the reader and the grammar make the same trees, comments and diagnostics of any text.

use super::super::*;
use crate::names::Sym;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// Lines of every sort, plain or not.
const LINES: &[&str] = &[
    "add r0, r1, r2\n",
    "    loadi r5, 406\n",
    "\tjt r9 , l1 ; why\n",
    "l0:\n",
    "l0: ; a label\n",
    "l1: ret\n",
    "call f12/2\n",
    "call m::f/2\n",
    "push \"text\", -5, :ok\n",
    "push \"a\\n\", b\"x\", 'c'\n",
    "ret\r\n",
    "\n",
    "\r\n\r\n",
    "  \n\t\n",
    "; a comment\n",
    ";; documentation\n",
    ";;; not documentation\r\n",
    "ret ;; after code\n",
    "// another\n",
    "/* a block\n */ nop\n",
    ".func f(a: i64, b: i64)\n",
    ".func operator(a: i64)\n",
    ".func token()\n",
    ".func  struct( x: i8,y: S ) -> i64\n",
    ".func f() -> string ; why\n",
    ".func f(a: T, b: U&) -> T[] export\n",
    ".func f(a: T mut, fn: fn)->mut T\n",
    ".func f(a: T)  -> T symbol=x\n",
    "f(a: i64)\n",
    ".end\n",
    ".struct S\n",
    ".struct S export open ; why\n",
    ".struct struct size=4 export\n",
    ".struct token a b c d e\n",
    ".structure S\n",
    "x: i32\n",
    ".native n \"lib\"\n",
    ".macro m x\n add r0, \\x, r1\n.end\n",
    ".repeat 3\n nop\n.end\n",
    "SIZE = 4 + 3\n",
    "loadi r1, SIZE * 6 + (MASK >> 3)\n",
    "loadi r1, 0x10\n",
    "push i64(SIZE * 6 + (MASK >> 7)) - -x / 2\n",
    "push a + b * c - d % e << 2 | f ^ ~g\n",
    "push sizeof (S), a & b, a && b, x < y, (a), -(b), f(g(h))\n",
    "push a->b, a || b, a // c\n",
    "push a /* c */ + b\n",
    "push ((((((((((((((((((((1))))))))))))))))))))\n",
    "loadi r1, 5u8\n",
    "loadi r1, 1_000\n",
    "loadk r1, [1, 2,\n 3]\n",
    "loadk r1, {a, #{b => c}}\n",
    "jmp 1f\n1: jmp 1b\n",
    "m r1, x=3\n",
    "push T&\n",
    "push mut\n",
    "true r1\n",
    "inf:\n",
    "a.b c.d\n",
    "`odd name` r1\n",
    "x :y\n",
    "add r0,\n",
    "add r0 r1\n",
    "add , r1\n",
    "add (r0\n",
    "func g()\n",
    ".unknown 3\n",
    "push 12345678901234567890\n",
    "push 5i64, -3u8\n",
    "push 1i128, 1i12, 1i6, 2f32, 3s16\n",
    "y: f64 export\n",
    "z: i64 a b c d e\n",
    "w: T& export\n",
    "v: i8 offset=3 ; field\n",
    ".end ; closes\n",
    ".end f\n",
    ".endif\n",
    "push 99999999999999999999999999999999999999999999\n",
    "add r0, r1 \\\n , r2\n",
    "name::x\n",
    "f/2\n",
    "push -x, - 5, --5\n",
    "push a/2, a/b, a/2/3, 4/2\n",
    "ret",
];

/// What a change puts into a text.
const PIECES: &[&str] = &[
    "", " ", "\t", ",", ", ", ":", "::", ";", "\n", "\r", "\r\n", ".", "/", "-", "=", "\"", "`", "\\", "(",
    ")", "[", "]", "{", "}", "#", "&", "*", "+", ">>", "<", "~", "!", "1", "b", "f", "0x", "_", "é",
    "\u{1a}", "mut", "fn", "true", "nan", "\u{feff}", ";;", ".end\n",
];

/// A text of such lines, changed at a few places.
fn texts() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..12);
    let change = (any::<prop::sample::Index>(), 0..3usize, prop::sample::select(PIECES));
    (lines, prop::collection::vec(change, 0..4)).prop_map(|(lines, changes)| {
        let mut text = lines.concat();
        for (at, length, piece) in changes {
            let starts: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let first = at.index(starts.len());
            let last = (first + length).min(starts.len() - 1);
            text.replace_range(starts[first]..starts[last], piece);
        }
        text
    })
}

/// All that a parser makes of a text, chunk by chunk.
fn parsed(text: &str, limit: usize, reads_plain: bool) -> Vec<String> {
    let mut parser = Parser::new(text, 7, LineMode::Code);
    if !reads_plain {
        parser.lexer.without_plain_lines();
    }
    let (mut ast, mut names, mut report) = (Ast::new(), Interner::new(), Vec::new());
    let mut found = Vec::new();
    while parser.next(&mut ast, &mut names, &mut report, limit) {
        let nodes = ast.nodes.iter().map(|node| match node.sym() {
            Some(name) => format!("{:?} {} at {:?}", node.kind, names.text(name), node.span),
            None => format!("{node:?}"),
        });
        found.extend(nodes);
        ast.nodes.clear();
        found.push(with_names(&format!("{ast:?}"), &names));
    }
    found.extend(report.iter().map(|diagnostic| format!("{diagnostic:#?}")));
    found
}

/// A text with names instead of their numbers: a faulty line may number its names in another order.
fn with_names(text: &str, names: &Interner) -> String {
    let mut parts = text.split("Sym(");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').expect("a number is in parentheses");
        shown += names.text(Sym(number.parse().expect("names have numbers")));
        shown += rest;
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn plain_lines_are_read_as_the_grammar_reads_them(text in texts(), limit in prop::sample::select(&[1, 20, 1000][..])) {
        assert_eq!(parsed(&text, limit, true), parsed(&text, limit, false), "{text:?}");
    }
}

#[test]
fn most_lines_are_plain() {
    let text = "f:\n add r0, r1, r2 ; c\n call g/2\n\n ; alone\n loadi r1, -5\n push \"a\", :b\n";
    let mut lexer = Lexer::new(text, 1, LineMode::Code);
    let (mut ast, mut names, mut cache) = (Ast::new(), Interner::new(), Cache::new(text.len()));
    let mut builder = Builder::new(&mut ast, &mut names, &mut cache, text, 1);
    lexer.resume(usize::MAX);
    super::read(&mut lexer, &mut builder);
    assert!(!lexer.resume(usize::MAX), "something was left to the grammar");
    assert_eq!((ast.stmts.len(), lexer.trivia.len()), (5, 3));
}
