//! Tests of blocks and their `.end`s.

use super::{lines, reported};

#[test]
fn ends_close_the_innermost_block() {
    let source = ".archive\n.func f()\n.if 1\na\n.end if\n.end func\n.end archive\n";
    assert_eq!(lines(source), [".archive", ".func f()", "a", "end func", "end archive"]);
}

#[test]
fn ends_without_a_block_are_reported() {
    assert_eq!(reported(".end\n"), ["stray-end main.s:1:1 .end"]);
    assert_eq!(reported(".else\n"), ["stray-end main.s:1:1 .else"]);
    assert_eq!(reported(".elif 1\n"), ["stray-end main.s:1:1 .elif 1"]);
    assert_eq!(reported(".if 1\n.else\n.else\n.end\n"), ["stray-end main.s:3:1 .else"]);
    assert_eq!(
        reported(".macro m\n.end\n.func f()\n.macro n\n.else\n.end\nn\n.end\n"),
        ["stray-end main.s:5:1 .else"]
    );
}

#[test]
fn ends_with_the_wrong_name_are_reported() {
    assert_eq!(reported(".func f()\n.end struct\n"), ["mismatched-end main.s:2:6 struct"]);
    assert_eq!(reported(".func f()\n.if 1\n.end func\n"), ["mismatched-end main.s:3:6 func"]);
    assert_eq!(reported(".func f()\n.end fun\n"), ["mismatched-end main.s:2:6 fun"]);
    assert_eq!(reported(".macro m\n.end func\n"), ["mismatched-end main.s:2:6 func"]);
    assert_eq!(reported(".repeat 1\n.end repeat\n"), Vec::<String>::new());
}

#[test]
fn blocks_end_where_they_begin() {
    assert_eq!(reported(".func f()\nnop\n"), ["unclosed-block main.s:1:1 .func f()"]);
    assert_eq!(reported(".if 1\n.func f()\n.else\n.end\n"), ["unclosed-block main.s:2:1 .func f()"]);
    assert_eq!(reported(".macro m\n.if 1\n.end\n.end\n.macro n\n.end\nm\nn\n"), Vec::<String>::new());
    let open = ".macro m name\n\\name\n.end\n.macro n\nm 1\n.end\nn\n";
    assert_eq!(reported(open).len(), 1);
}

#[test]
fn a_block_ends_in_the_file_it_begins_in() {
    let files = vec![("open.s", ".func f()\nnop\n"), ("close.s", "nop\n.end\n")];
    let run = super::Run { files, ..Default::default() };
    assert_eq!(run.go(".include \"open.s\"\n").reported, ["unclosed-block open.s:1:1 .func f()"]);
    assert_eq!(run.go(".func g()\n.include \"close.s\"\n.end\n").reported, ["stray-end close.s:2:1 .end"]);
}

#[test]
fn native_and_struct_lines_stay_what_they_are_in_expansions() {
    let source = ".macro fields a\n\\a: i32\n.if 1\nq: u8\n.end\n.end\n.struct S\nfields x\nfields y\n.end\n";
    assert_eq!(lines(source), [".struct S", "x: i32", "q: u8", "y: i32", "q: u8", "end struct"]);
    let source = ".macro names\nsin\ncos\n.end\n.native libm \"m\"\nnames\ntan\n.end\n";
    assert_eq!(lines(source), [".native libm \"m\"", "sin", "cos", "tan", "end native"]);
}
