//! The style, on trees made by hand.

use super::*;
use crate::ast::build::Builder;
use crate::ast::{BinaryOp, Directive, Item, ItemKind, NodeKind, SizeClass, UnaryOp};
use pretty_assertions::assert_eq;

fn built(build: impl FnOnce(&mut Builder)) -> String {
    let mut builder = Builder::new(|_| false);
    build(&mut builder);
    builder.print()
}

fn item(b: &mut Builder, kind: ItemKind, name: &str) {
    let mut item = Item::new(kind);
    item.name = Some(b.ident(name));
    b.item(item);
}

#[test]
fn long_lists_break_after_commas() {
    let text = built(|b| {
        b.plain(Directive::Archive, |_| ());
        b.instr_with("loadk", |b| {
            b.word("r1");
            let all = b.mark();
            for n in 0..60 {
                b.int(n, "");
            }
            b.group(all, NodeKind::List(SizeClass::Shortest))
        });
    });
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line.chars().count() <= 100 && !line.ends_with(' ')), "{text}");
    assert!(lines[1].starts_with("loadk r1, [0, 1,") && lines[1].ends_with(','));
    assert!(lines[2].starts_with("    2") && lines[2].chars().count() > 95);
    assert!(lines[3].ends_with("59]"));
}

#[test]
fn one_element_longer_than_a_line_does_not_break_further() {
    let text = built(|b| {
        b.plain(Directive::Word, |b| {
            let all = b.mark();
            for length in [3, 500, 3] {
                b.string(&"x".repeat(length));
            }
            b.group(all, NodeKind::Tuple(SizeClass::Bits32))
        });
    });
    assert_eq!(text, format!(".word tuple32{{\"xxx\",\n    \"{}\",\n    \"xxx\"}}\n", "x".repeat(500)));
}

#[test]
fn operands_fields_and_comments_are_aligned() {
    let text = built(|b| {
        item(b, ItemKind::Func, "f");
        b.instr_with("add", |b| b.word("r1"));
        b.trailing("one");
        b.instr_with("lessthanequal", |b| b.word("r1"));
        b.trailing("two");
        b.instr_with("nop", |_| ());
        b.trailing("three");
        b.plain(Directive::If, |b| b.word("A"));
        b.label("x");
        b.instr_with("swap", |b| b.word("r1"));
        b.trailing("four");
        b.plain(Directive::Else, |_| ());
        b.comment("last");
        b.end();
        b.end();
        item(b, ItemKind::Struct, "S");
        for (name, ty) in [("x", "i32"), ("tags", "char")] {
            let mut field = Item::new(ItemKind::Field);
            field.name = Some(b.ident(name));
            field.ty = Some(b.word(ty));
            b.item(field);
        }
        b.end();
    });
    let expected = "\
.func f
    add  r1           ; one
    lessthanequal r1  ; two
    nop               ; three
    .if A
x:
        swap r1  ; four
    .else
        ; last
    .end
.end
.struct S
    x:    i32
    tags: char
.end
";
    assert_eq!(text, expected);
}

#[test]
fn a_long_chain_is_printed_in_linear_time() {
    let count = 1_000_000;
    let text = built(|b| {
        b.plain(Directive::Word, |b| {
            b.int(1, "");
            for _ in 1..count {
                b.int(1, "");
                b.join(NodeKind::Binary(BinaryOp::Add));
            }
        });
    });
    assert_eq!(text.matches(" + ").count(), count - 1);
    let text = built(|b| {
        b.plain(Directive::Word, |b| {
            b.int(1, "");
            for _ in 0..count {
                b.wrap(NodeKind::Unary(UnaryOp::Complement));
            }
        });
    });
    assert_eq!(text.len(), ".word 1\n".len() + count);
}

#[test]
fn deep_blocks_do_not_make_the_text_grow_beyond_measure() {
    let text = built(|b| {
        for _ in 0..10_000 {
            b.plain(Directive::If, |b| b.word("A"));
        }
    });
    assert!(text.len() < 10_000 * 140);
}

#[test]
fn a_huge_name_does_not_widen_its_neighbours() {
    let text = built(|b| {
        item(b, ItemKind::Struct, "S");
        for name in ["x", &"y".repeat(100_000), "z"] {
            let mut field = Item::new(ItemKind::Field);
            field.name = Some(b.ident(name));
            field.ty = Some(b.word("i32"));
            b.item(field);
            b.trailing("c");
        }
        b.end();
    });
    assert!(text.len() < 100_300, "{}", text.len());
    assert!(text.contains("    x: i32  ; c\n"), "{text:.200}");
}

#[test]
fn malformed_trees_print_without_panic() {
    let mut ast = Ast::new();
    let names = Interner::new();
    ast.stmts.push(Stmt { span: Span::new(5, 900), kind: StmtKind::Item(7) });
    ast.stmts.push(Stmt { span: Span::new(5, 900), kind: StmtKind::Macro(7) });
    let kind = StmtKind::Plain(Directive::End, crate::ast::List::default());
    ast.stmts.push(Stmt { span: Span::new(900, 1), kind });
    ast.trivia.push(Trivia { span: Span::new(3, 1), kind: TriviaKind::Block, own_line: false });
    assert!(print(&ast, "ä", 4, &names).ends_with(".end\n"));
}
