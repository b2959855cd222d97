//! Tokens and what depends on their place: the language's chapter on lexis, sentence by sentence.

mod common;

use common::{dump, faults, parsed};
use lzasm_grammar::ast::TriviaKind;
use pretty_assertions::assert_eq;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(dump(text).trim_end(), expected, "{text:?}");
}

#[track_caller]
fn fails(text: &str) {
    assert_eq!(faults(text).len(), 1, "{text:?}: {:?}", faults(text));
}

#[test]
fn comments_run_to_the_line_s_end_or_nest_and_are_blanks() {
    check("nop ; a // b /* c\nnop // d ; e\n;;; f\nnop", "nop\nnop\nnop");
    check("/* a /* b */ c */ nop /* d\n e */ \nx /* f\n g */ 1, /* h */ 2", "nop\nx 1 2");
    check("x a/**/, b", "x a b");
    check("x \"; // /*\", ';', `/*`", "x \"; // /*\" ';' `/*`");
    fails("x a/**/b");
    fails("/* a /* b */");
}

#[test]
fn a_join_is_a_blank_but_not_in_a_comment() {
    check("x 1, \\\n 2 \\\r\n , 3", "x 1 2 3");
    check("x 1 ; c \\\ny 2", "x 1\ny 2");
    check("x \\  \n 1", "x 1");
    fails("x \\ 1");
    fails("x \"a\\\nb\"");
}

#[test]
fn lines_go_on_inside_brackets_after_an_opener_or_a_comma() {
    check(
        "x [\n1,\n\n 2, ; c\n  /* d */ 3\n], {\n}, #{ // e\n:a =>1,\n}",
        "x (List(Shortest) 1 2 3) (Tuple(Shortest)) (Map(Shortest) (Pair :a 1))",
    );
    check(
        "x list8[\n1], tuple8{\n2}, map8#{\n3 => 4}",
        "x (List(Bits8) 1) (Tuple(Bits8) 2) (Map(Bits8) (Pair 3 4))",
    );
    check(
        "x [f(1,\n2), [\n3]]\nnop".replace("(1,\n2)", "(1)").as_str(),
        "x (List(Shortest) (Call f 1) (List(Shortest) 3))\nnop",
    );
    fails("x [1\n, 2]");
    fails("x (\n)");
    assert_eq!(faults("x 1,\n2")[0], "1:5 expected an operand, found the end of the line");
}

#[test]
fn tabs_line_ends_and_a_mark_are_fine() {
    check("\u{feff}\tnop\r\n\r\n\tx\t1,\t2\r\nloop:\r\n\tret", "nop\nx 1 2\nlabel loop\nret");
    check("", "");
    check("\u{feff}", "");
    check("\u{feff}; c", "");
    check("\n\n  \n", "");
}

#[test]
fn control_characters_and_what_is_not_utf8_are_faults_with_a_place() {
    for text in [
        "x \u{1}",
        "x \"\u{7f}\"",
        "; \u{8}",
        "/* \n\u{c} */",
        "`a\u{1a}`",
        "x '\u{1}'",
        "nop\u{feff}",
        "x\r1",
        "\u{1a}",
    ] {
        fails(text);
    }
    assert_eq!(faults("nop\nx \"ab\u{1a}\""), ["2:6 the text is not UTF-8"]);
}

#[test]
fn names_are_words_joined_by_dots_or_anything_in_backticks() {
    check("a_1.B.c _x, `my-mod/util`, ``, `a\\`b\\n\\u{e9}`", "a_1.B.c _x `my-mod/util` `` `a`b\né`");
    check("x `mut`, `fn`, `true`", "x `mut` `fn` `true`");
    fails("x a.");
    fails("x a.1");
    fails("x .a");
    fails("x `\\q`");
}

#[test]
fn labels_parameters_qualifiers_and_atoms_touch() {
    check(
        "loop: `a b`: 12: x `m n`::f, a::b, `m`::`f`",
        "label loop\nlabel a b\nlabel 12\nx (Qualified m n f) (Qualified a b) (Qualified m `f`)",
    );
    check(
        "x :ok, :a.b, :`any text`, [:a,:b], {:c}, #{:d=>:e}, /**/:f",
        "x :ok :a.b :any text (List(Shortest) :a :b) (Tuple(Shortest) :c) (Map(Shortest) (Pair :d :e)) :f",
    );
    check(".func f(x:i32,y: u8)", "Func f (x: i32, y: u8)");
    fails("x a :b");
    fails("x 1:b");
    fails("x [1]:b");
    fails("x \"\":b");
    fails(".func f(x :i32)");
    fails("x a ::b");
}

#[test]
fn integers_have_bases_separators_and_suffixes() {
    let good =
        "42, 0x2A, 0b101, 0o52, 1_000, 0xFF_FF, 'c', 5u8, 5i128, 0x1s16, 0b1, 1f32, 007, 0x1f32, 0b1u8";
    check(&format!("x {good}"), &format!("x {}", good.replace(',', "")));
    check("x 0b, 1f, 12b, 4294967295f", "x 0b 1f 12b 4294967295f");
    for bad in ["1_", "1_b", "_1:", "0x", "0b2", "0o8", "1u7", "1f16", "0xG", "1a", "0b_1", "1i", "256u129"] {
        fails(&format!("x {bad} :"));
    }
    check("x '\\n', '\\'', '\"', '\\u{1F600}', 'é', '\\x7f'", "x '\\n' '\\'' '\"' '\\u{1F600}' 'é' '\\x7f'");
}

#[test]
fn floats_have_digits_on_both_sides_of_the_dot() {
    let good = "1.5, 2e-3, 2E+3f32, 1_0.2_5, 1.5f64, 1f64, 10e2, 0.1e0";
    check(&format!("x {good}"), &format!("x {}", good.replace(',', "")));
    for bad in ["1.", ".5", "1.e5", "1e", "1e+", "1.5f16", "1.5u8", "1._5", "1.5_", "1.f32"] {
        fails(&format!("x {bad}"));
    }
    check(
        "x inf, -nan, f32(inf), f32bits(0x7F)",
        "x inf (Unary(Negate) nan) (Call f32 inf) (Call f32bits 0x7F)",
    );
}

#[test]
fn strings_and_bytes_have_escapes() {
    check(
        r#"x "\n\t\r\0\\\"\'\`\x7F\u{e9}", b"\xffé", bytes16"\x80", "" "#,
        r#"x "\n\t\r\0\\\"\'\`\x7F\u{e9}" b"\xffé" bytes16"\x80" """#,
    );
    for bad in [r"\a", r"\x8", r"\x80", r"\u{d800}", r"\u{}", r"\u", r"\u{1234567}", r"\xg0"] {
        fails(&format!("x \"{bad}\""));
    }
    fails(r#"x b"\a""#);
    fails(r#"x b"\u{e9}""#);
    check("x bytes16 , b", "x bytes16 b");
}

#[test]
fn versions_are_digits_and_dots() {
    check(".module a 1.2.0", "Module a v1.2.0");
    check(".format 0.120", "Format v0.120");
    for bad in ["1e3", "1u8", "1_0", "0x1", "1.5f32", "1.2.x", "1b"] {
        fails(&format!(".module a {bad}"));
    }
    check(".format 1 length_size=1.5", "Format v1 @length_size=1.5");
    fails("x 1.2.0");
}

#[test]
fn keywords_are_words_of_values_and_types_only() {
    check("true false, inf", "true false inf");
    check(
        ".const ref = 1\n.func fn()\n.end\n.struct nan\n import: u8\n.end",
        "Const ref = 1\nFunc fn ()\nEnd\nStruct nan\nField import -> u8\nEnd",
    );
    check(
        "x import m::incbin/1, fn true, ref inf",
        "x (ImportValue (Binary(Divide) (Qualified m incbin) 1)) (FnValue true) (RefValue inf)",
    );
    check(".func f(mut: mut T mut&)", "Func f (mut: (Mut (RefMut T)))");
    check("x from, token, struct, operator, here", "x from token struct operator here");
}

#[test]
fn a_reference_stands_before_a_comma_a_bracket_a_reference_or_the_line_s_end() {
    check(
        "x T&, T & [3], T&&, T& &, T&;c\n",
        "x (Ref T) (Array (Ref T) 3) (Ref (Ref T)) (Ref (Ref T)) (Ref T)",
    );
    check(
        "x T& // c\nx T& /* c */\nx T& /* c */ , 1\nx T& \\\n, 2",
        "x (Ref T)\nx (Ref T)\nx (Ref T) 1\nx (Ref T) 2",
    );
    check(
        "x a & b, a && b, a &(b)",
        "x (Binary(And) a b) (Binary(LogicalAnd) a b) (Binary(And) a (Paren b))",
    );
    check("x a & & b", "x (Binary(And) (Ref a) b)");
    check(
        ".func f(a: T&, b: T&&, c: m::T[2]&[] mut&)",
        "Func f (a: (Ref T), b: (Ref (Ref T)), c: (RefMut (OpenArray (Ref (Array (Qualified m T) 2)))))",
    );
}

#[test]
fn operators_have_the_precedence_of_c() {
    check("X = 1 + 2 * 3 - 4", "X = (Binary(Subtract) (Binary(Add) 1 (Binary(Multiply) 2 3)) 4)");
    check(
        "X = a || b && c | d ^ e & f == g < h << i + j * k",
        "X = (Binary(LogicalOr) a (Binary(LogicalAnd) b (Binary(Or) c (Binary(Xor) d (Binary(And) e (Binary(Equal) f \
         (Binary(Less) g (Binary(ShiftLeft) h (Binary(Add) i (Binary(Multiply) j k))))))))))",
    );
    check(
        "X = k * j + i << h < g == f & e ^ d | c && b || a",
        "X = (Binary(LogicalOr) (Binary(LogicalAnd) (Binary(Or) (Binary(Xor) (Binary(And) (Binary(Equal) (Binary(Less) \
         (Binary(ShiftLeft) (Binary(Add) (Binary(Multiply) k j) i) h) g) f) e) d) c) b) a)",
    );
    check("X = 8 / 4 % 3 >> 1", "X = (Binary(ShiftRight) (Binary(Modulo) (Binary(Divide) 8 4) 3) 1)");
    check(
        "X = -a - -b * !~c",
        "X = (Binary(Subtract) (Unary(Negate) a) (Binary(Multiply) (Unary(Negate) b) (Unary(Not) (Unary(Complement) c))))",
    );
    check("X = 2 * (1 + 2) * 3", "X = (Binary(Multiply) (Binary(Multiply) 2 (Paren (Binary(Add) 1 2))) 3)");
    check(
        "X = defined(A) && len(\"t\") >= sizeof(m::S) != (1 <= 2)",
        "X = (Binary(LogicalAnd) (Call defined A) (Binary(NotEqual) (Binary(GreaterEqual) (Call len \"t\") (Call sizeof (Qualified m S))) (Paren (Binary(LessEqual) 1 2))))",
    );
    check(
        "X = a * f(b + 1) + c[d * 2 + e] - g",
        "X = (Binary(Subtract) (Binary(Add) (Binary(Multiply) a (Call f (Binary(Add) b 1))) (Array c (Binary(Add) (Binary(Multiply) d 2) e))) g)",
    );
}

/// The trivia of a text: its kind, its text, and whether it has its line for itself.
fn trivia(text: &str) -> Vec<(TriviaKind, String, bool)> {
    let parsed = parsed(text);
    assert!(parsed.report.is_empty());
    parsed.ast.trivia.iter().map(|one| (one.kind, parsed.slice(one.span).to_owned(), one.own_line)).collect()
}

#[test]
fn what_stands_beside_the_statements_is_kept() {
    use TriviaKind::*;
    let own = |kind, text: &str| (kind, text.to_owned(), true);
    let beside = |kind, text: &str| (kind, text.to_owned(), false);
    assert_eq!(
        trivia(";; doc\r\n  ;; more\n;;; no\nnop ;; no\n"),
        [own(Doc, ";; doc"), own(Doc, ";; more"), own(Line, ";;; no"), beside(Line, ";; no")]
    );
    assert_eq!(
        trivia("\n\n; a\n\n\nnop\n/* b */ nop // c\n"),
        [
            own(Blank, "\n\n"),
            own(Line, "; a"),
            own(Blank, "\n\n"),
            own(Block, "/* b */"),
            beside(Line, "// c")
        ]
    );
    assert_eq!(trivia("x [1, ; a\n 2]"), [beside(Line, "; a")]);
    assert_eq!(trivia("nop\n\nret"), [own(Blank, "\n")]);
    assert_eq!(trivia("\u{feff}  ;; a"), [own(Doc, ";; a")]);
    assert_eq!(trivia(".repeat 2 ; a\n\n; b\n\n.end ; c\n"), [beside(Line, "; a"), beside(Line, "; c")]);
}

#[test]
fn spans_hold_the_text_and_nothing_else() {
    let text =
        " a:  add  r1 ,  - 2 ; c\n.func f ( x : u8 )  -> T &  export  /* d */ \n.module  \n X  =  (1)  \n"
            .replace("x :", "x:");
    let parsed = parsed(&text);
    assert!(parsed.report.is_empty());
    let stmts: Vec<_> = parsed.ast.stmts.iter().map(|stmt| parsed.slice(stmt.span)).collect();
    assert_eq!(stmts, ["a:", "add  r1 ,  - 2", ".func f ( x: u8 )  -> T &  export", ".module", "X  =  (1)"]);
    let nodes: Vec<_> = parsed.ast.nodes.iter().map(|node| parsed.slice(node.span)).collect();
    assert_eq!(nodes, ["r1", "2", "- 2", "u8", "T", "T &", "1", "(1)"]);
}
