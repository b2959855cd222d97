//! What each kind of line becomes.

mod common;

use common::dump;
use pretty_assertions::assert_eq;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(dump(text).trim_end(), expected);
}

#[test]
fn labels_and_instructions() {
    check("nop", "nop");
    check("a: b: nop ; c", "label a\nlabel b\nnop");
    check("1:\n`odd one`: jmp 1b\n", "label 1\nlabel odd one\njmp 1b");
    check("`my instr` r1, 2", "my instr r1 2");
    check("call f, tail, save", "call f tail save");
    check("max r0, r1, b=r2", "max r0 r1 (Named b r2)");
    check("mut r1, true=1\nfn: import 2", "mut r1 (Named true 1)\nlabel fn\nimport 2");
}

#[test]
fn constants_of_the_assembler() {
    check("WIDTH = 10 * 2", "WIDTH = (Binary(Multiply) 10 2)");
    check("mut = 1", "mut = 1");
}

#[test]
fn modules_and_versions() {
    check(".module geometry 1.2.0", "Module geometry v1.2.0");
    check(".module `my-mod/util` 1.300 dup", "Module my-mod/util v1.300 @dup");
    check(".module\n.module 7", "Module\nModule v7");
    check(".format 0.12 length_size=2 structs=none", "Format v0.12 @length_size=2 @structs=none");
    check(".format header=packed", "Format @header=packed");
    check(".using std.io.print\n.using import", "Using std.io.print\nUsing import");
}

#[test]
fn structs_and_their_fields() {
    check(
        ".struct Point export open size=8\n x: i32 export\n next: mut Point mut& export\n a: T[4] mut\n.end struct",
        "Struct Point @export @open @size=8\nField x -> i32 @export\nField next -> (Mut (RefMut Point)) @export\n\
         Field a -> (MutSuffix (Array T 4))\nEnd struct",
    );
    check(
        ".struct S\n.if X\n a: m::T&&\n.end\n fields 3, x\n.end\nl: nop",
        "Struct S\nIf X\nField a -> (Ref (Ref (Qualified m T)))\nEnd\nfields 3 x\nEnd\nlabel l\nnop",
    );
}

#[test]
fn functions() {
    check(
        ".func area(w: i32, h: mut u8[] &) -> fn export symbol=\"geo_area\" isa=hydro\n.end func",
        "Func area (w: i32, h: (Mut (Ref (OpenArray u8)))) -> fn @export @symbol=\"geo_area\" @isa=hydro\nEnd func",
    );
    check(
        ".func f() registers=(N+1) x=-1",
        "Func f () @registers=(Paren (Binary(Add) N 1)) @x=(Unary(Negate) 1)",
    );
    check(
        ".intrinsic println(value: any)\n vm \"println\"\n.end",
        "Intrinsic println (value: any)\nvm \"println\"\nEnd",
    );
}

#[test]
fn operators() {
    check(".operator [] (n: Node&, i: uint) -> char", "Operator op [] (n: (Ref Node), i: uint) -> char");
    check(".operator &&(a: T, b: T)", "Operator op && (a: T, b: T)");
    check(".operator token 99 (a: T)", "Operator token 99 (a: T)");
    check(".extern operator + (a: P) -> P symbol=\"x\"", "ExternOperator op + (a: P) -> P @symbol=\"x\"");
    check(".extern operator token 7 () from m", "ExternOperator token 7 () from m");
}

#[test]
fn prototypes() {
    check(".extern sqrt(x: f64) -> f64 from libm dup", "Extern sqrt (x: f64) -> f64 from libm @dup");
    check(".extern helper\n.extern struct Shape", "Extern helper\nExternStruct Shape");
    check(".extern operator\n.extern operator(x: u8)", "Extern operator\nExtern operator (x: u8)");
    check(".extern struct\n.extern struct(x: u8)", "Extern struct\nExtern struct (x: u8)");
    check(".extern operator from m\n.extern struct from m", "Extern operator from m\nExtern struct from m");
    check(".extern from(a: from) -> from from from", "Extern from (a: from) -> from from from");
    check(".extern f() x=from", "Extern f () @x=from");
}

#[test]
fn native_modules() {
    check(
        ".native libm \"libm.so.6\"\n cos\n sin(x: f64) -> f64\n `odd`\n twice 1, 2\n.if A\n tan\n.end\n.end\ncos",
        "Native libm = \"libm.so.6\"\nNativeFunc cos\nNativeFunc sin (x: f64) -> f64\nNativeFunc odd\ntwice 1 2\n\
         If A\nNativeFunc tan\nEnd\nEnd\ncos",
    );
    check(".native a b\"x\"\n.end native", "Native a = b\"x\"\nEnd native");
}

#[test]
fn values_in_constants() {
    check(".const a = fn area", "Const a = (FnValue area)");
    check(
        ".const t = [1, 2.5, :three, fn area, import libm::sqrt/1, incbin \"logo.png\"]",
        "Const t = (List(Shortest) 1 2.5 :three (FnValue area) \
         (ImportValue (Binary(Divide) (Qualified libm sqrt) 1)) (Incbin \"logo.png\"))",
    );
    check(
        ".pool p = fn f/2 registers=3 at=PLACE",
        "Pool p = (FnValue (Binary(Divide) f 2)) @registers=3 @at=PLACE",
    );
    check(".const x = 1 dup", "Const x = 1 @dup");
    check(".const x = -inf", "Const x = (Unary(Negate) inf)");
    check(
        ".const m = #{:k => {}, \"s\" => []}\n.const s = list16[1,] ",
        "Const m = (Map(Shortest) (Pair :k (Tuple(Shortest))) (Pair \"s\" (List(Shortest))))\n\
         Const s = (List(Bits16) 1)",
    );
    check(
        "x tuple32{1, 2}, map8#{1 => 2}, bytes32\"ab\", list16 [4], b\"\\xff\"",
        "x (Tuple(Bits32) 1 2) (Map(Bits8) (Pair 1 2)) bytes32\"ab\" (Array list16 4) b\"\\xff\"",
    );
}

#[test]
fn operands_of_hydro() {
    check("push fn std.io.print::println", "push (FnValue (Qualified std.io.print println))");
    check("push ref x\npush ref m::x", "push (RefValue x)\npush (RefValue (Qualified m x))");
    check("cast fn\nalloc u8[5]\nalloc u8[]", "cast fn\nalloc (Array u8 5)\nalloc (OpenArray u8)");
    check("allocvar T& ; c\nallocvar T&&\nx T&, 1", "allocvar (Ref T)\nallocvar (Ref (Ref T))\nx (Ref T) 1");
    check("x a & b, c & [2]", "x (Binary(And) a b) (Array (Ref c) 2)");
    check("x fn[2], T mut& [3]", "x (Array fn 2) (Array (RefMut T) 3)");
    check("loadk r1, #4", "loadk r1 (PoolEntry 4)");
}

#[test]
fn other_directives() {
    check(".let x = r5", "Let (Named x r5)");
    check(".loc \"a.s\" 3 4", "Loc \"a.s\" 3 4");
    check(".optional 2 b\"\\x01\"", "Optional 2 b\"\\x01\"");
    check(".sections functions, b\"\\0\", usings=0", "Sections functions b\"\\0\" (Named usings 0)");
    check(".assert A == 1, \"no\"", "Assert (Binary(Equal) A 1) \"no\"");
    check(".op foo 0x80 dst:reg, n:u8", "Op foo (dst: reg, n: u8) = 0x80");
    check(".op bar 0x81", "Op bar = 0x81");
    check("a: .word 1\n.code\n.archive\n.end if", "label a\nWord 1\nCode\nArchive\nEnd if");
}

#[test]
fn raw_blocks() {
    check(
        ".macro max dst, a, tmp=r9 ; c\n  gt \\tmp, \\a\n.end macro ; d\nnop",
        "raw max dst a (Named tmp r9) \"  gt \\\\tmp, \\\\a\\n\" end macro\nnop",
    );
    check(".repeat 4, i\n\n loadi r\\i\n.end\nnop", "raw  4 i \"\\n loadi r\\\\i\\n\"\nnop");
    check(
        ".macro m\n.if 1\n.func f()\nl\\@: .repeat 2\n.end\n .end\n; .end\n\".end\"\n/*\n.end*/.end\na \\\n.end\n.end\nnop",
        "raw m \".if 1\\n.func f()\\nl\\\\@: .repeat 2\\n.end\\n .end\\n; .end\\n\\\".end\\\"\\n/*\\n.end*/.end\\na \\\\\\n.end\\n\"\nnop",
    );
    check(".macro mut fn, ref=1\n.end", "raw mut fn (Named ref 1) \"\"");
}
