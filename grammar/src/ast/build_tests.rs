//! What is built reads as what a person would write.

use super::build::*;
use super::*;
use pretty_assertions::assert_eq;

fn registers(name: &str) -> bool {
    name.strip_prefix('r').is_some_and(|rest| rest.parse::<u8>().is_ok())
}

fn text<R>(build: impl FnOnce(&mut Builder) -> R) -> String {
    let mut builder = Builder::new(registers);
    build(&mut builder);
    builder.last_text()
}

#[test]
fn names_are_quoted_when_they_must_be() {
    for (name, expected) in [
        ("main", "main"),
        ("std.io.print", "std.io.print"),
        ("", "``"),
        ("r7", "`r7`"),
        ("true", "`true`"),
        ("my-mod/util", "`my-mod/util`"),
        ("a`\\\n\u{202e}", "`a\\`\\\\\\n\\u{202e}`"),
        ("1st", "`1st`"),
        ("a..b", "`a..b`"),
    ] {
        assert_eq!(text(|b| b.name(name)), expected);
    }
    assert_eq!(text(|b| b.word("r7")), "r7");
    assert_eq!(text(|b| b.qualified("my mod", "x")), "`my mod`::x");
    assert_eq!(text(|b| b.named("my attr", |b| b.int(3, ""))), "`my attr`=3");
}

#[test]
fn literals_are_the_shortest_that_read_back() {
    assert_eq!(text(|b| b.int(-128, "i8")), "-128i8");
    assert_eq!(text(|b| b.uint(u128::MAX, "u128")), "340282366920938463463374607431768211455u128");
    assert_eq!(text(|b| b.hex(0xAB, 8, "")), "0x000000AB");
    assert_eq!(text(|b| b.f64(0.1f64.to_bits(), false)), "0.1");
    assert_eq!(text(|b| b.f64(1e300f64.to_bits(), true)), "1e300f64");
    assert_eq!(text(|b| b.f64((-0.0f64).to_bits(), false)), "-0.0");
    assert_eq!(text(|b| b.f64(f64::NEG_INFINITY.to_bits(), false)), "-inf");
    assert_eq!(text(|b| b.f64(0x7FF8_0000_0000_0000, false)), "nan");
    assert_eq!(text(|b| b.f64(0x7FF8_0000_0000_0001, false)), "f64bits(0x7FF8000000000001)");
    assert_eq!(text(|b| b.f32(0.1f32.to_bits())), "0.1f32");
    assert_eq!(text(|b| b.f32(f32::INFINITY.to_bits())), "f32(inf)");
    assert_eq!(text(|b| b.f32(0x7FC0_0000)), "f32(nan)");
    assert_eq!(text(|b| b.f32(0xFFC0_0000)), "f32bits(0xFFC00000)");
    assert_eq!(text(|b| b.string("a\"\\\n\u{7}é`")), "\"a\\\"\\\\\\n\\x07é`\"");
    assert_eq!(text(|b| b.bytes(b"a\"\0\xFF", SizeClass::Bits16)), "bytes16\"a\\\"\\0\\xff\"");
    assert_eq!(text(|b| b.atom("ok")), ":ok");
    assert_eq!(text(|b| b.atom("not ok")), ":`not ok`");
    assert_eq!(text(|b| b.pool_entry(3)), "#3");
    assert_eq!(text(|b| b.label_back(0)) + &text(|b| b.label_forward(12)), "0b12f");
}

#[test]
fn groups_types_and_arities() {
    let list = text(|b| {
        let all = b.mark();
        b.int(1, "");
        let inner = b.mark();
        b.atom("k");
        b.bool(true);
        b.join(NodeKind::Pair);
        b.group(inner, NodeKind::Map(SizeClass::Bits8));
        let empty = b.mark();
        b.group(empty, NodeKind::Tuple(SizeClass::Shortest));
        b.group(all, NodeKind::List(SizeClass::Bits16))
    });
    assert_eq!(list, "list16[1, map8#{:k => true}, {}]");
    let ty = text(|b| {
        b.word("Point");
        b.int(4, "");
        b.join(NodeKind::Array);
        b.wrap(NodeKind::RefMut);
        b.wrap(NodeKind::Mut)
    });
    assert_eq!(ty, "mut Point[4] mut&");
    let import = text(|b| {
        b.qualified("libm", "sqrt");
        b.arity(1);
        b.wrap(NodeKind::ImportValue)
    });
    assert_eq!(import, "import libm::sqrt/1");
}

#[test]
fn parentheses_stand_where_precedence_demands() {
    let product = text(|b| {
        b.int(1, "");
        b.int(2, "");
        b.join(NodeKind::Binary(BinaryOp::Add));
        b.int(3, "");
        b.int(4, "");
        b.join(NodeKind::Binary(BinaryOp::Multiply));
        b.int(5, "");
        b.join(NodeKind::Binary(BinaryOp::Multiply));
        b.join(NodeKind::Binary(BinaryOp::Multiply));
        b.wrap(NodeKind::Unary(UnaryOp::Negate));
        b.wrap(NodeKind::Unary(UnaryOp::Negate))
    });
    assert_eq!(product, "- -((1 + 2) * (3 * 4 * 5))");
}

#[test]
fn a_module_reads_well() {
    let mut b = Builder::new(registers);
    b.comment("made from x.lzr\u{1b}[2J\nsecond line");
    let mut module = Item::new(ItemKind::Module);
    module.name = Some(b.ident("geometry"));
    module.version = Some(b.part("1.2.0"));
    b.item(module);
    b.blank();
    b.blank();
    let mut func = Item::new(ItemKind::Func);
    func.name = Some(b.ident("operator"));
    let (name, ty) = (b.ident("w"), b.word("i32"));
    func.params = Some(b.params(&[Param { name, ty }]));
    func.ty = Some(b.word("i32"));
    let attr = b.attr_with("registers", |b| b.int(3, ""));
    func.attrs = b.attrs(&[attr]);
    b.item(func);
    b.label("again");
    b.label("`");
    b.instr_with("loadk", |b| {
        b.word("r0");
        b.string("hi")
    });
    b.trailing("greets\nall");
    b.instr_with("call", |b| {
        b.qualified("std.io", "print");
        b.arity(1);
        b.word("tail")
    });
    b.trailing("gone");
    b.comment("raw");
    b.plain(Directive::Word, |b| b.hex(0xFF, 8, ""));
    b.instr_with("ret", |_| ());
    b.end();
    let start = b.start("N");
    b.int(-1, "");
    b.assign(start);
    let expected = "\
; made from x.lzr\\x1b[2J
; second line
.module geometry 1.2.0

.func `operator`(w: i32) -> i32 registers=3
again:
`\\``:
    loadk r0, \"hi\"               ; greets all
    call  std.io::print/1, tail  ; gone
    ; raw
    .word 0x000000FF
    ret
.end
N = -1
";
    assert_eq!(b.print(), expected);
}

#[test]
fn flushing_makes_no_difference() {
    let build = |flush: bool| {
        let (mut b, mut out) = (Builder::new(registers), String::new());
        for name in ["f", "g"] {
            b.blank();
            b.comment(name);
            let mut func = Item::new(ItemKind::Func);
            func.name = Some(b.ident(name));
            b.item(func);
            b.instr_with("ret", |_| ());
            b.end();
            if flush {
                b.flush(&mut out);
            }
        }
        b.flush(&mut out);
        out
    };
    assert_eq!(build(true), build(false));
    assert_eq!(build(true), "; f\n.func f\n    ret\n.end\n\n; g\n.func g\n    ret\n.end\n");
}
