//! The instruction rows of the lazer set: registers, four-byte words `[op, a, b, c]`.

use crate::isa::Access::{Read, ReadWrite, Write};
use crate::isa::Compute::{
    Add, And, BitAnd, BitNot, BitOr, BitXor, Divide, Equal, Greater, GreaterEqual, Less, LessEqual, Multiply,
    Negate, Not, NotEqual, Or, Remainder, ShiftLeft, ShiftRight, Subtract, Xor,
};
use crate::isa::Flow;
use crate::isa::OperandKind::{
    self, Callee, Const, Element, Flags8, Flags16, I16, Label16, Label24, Reg, U8,
};
use crate::isa::Role::{ByType, Call, Compute, Constant, Jump, JumpIf, Move, NotPortable, Return};
use crate::isa::row::{Row, op, pops};

const D: OperandKind = Reg(Write);
const A: OperandKind = Reg(Read);
const B: OperandKind = Reg(Read);
const X: OperandKind = Reg(ReadWrite);

const TRAP: &str = "no instruction of a stack stops with a fault code of its own";
const POINTER: &str =
    "which function is called is known at run time only, and its parameters are not known at all";
const STRUCTURES: &str = "tuples, lists and maps are values of lazer alone";

/// The rows, by opcode.
pub const ROWS: &[Row] = &[
    op(0x00, "nop", [], pops(0), Move, "does nothing"),
    op(0x01, "trap", [U8], pops(0).flow(Flow::Stop), NotPortable(TRAP), "stops with this fault code"),
    op(0x02, "ret", [], pops(0).flow(Flow::Return), Return, "returns `r0`"),
    op(0x03, "move", [D, A], pops(0), Move, "d = a"),
    op(0x04, "swap", [X, X], pops(0), Move, "exchanges the two"),
    op(0x05, "loadk", [D, Const], pops(0), Constant, "d = this constant"),
    op(0x06, "loadi", [D, I16], pops(0), Constant, "d = this integer, as an i32"),
    op(0x07, "call", [Callee, Flags8], pops(0).flow(Flow::Call), Call, "r0 = the function applied to r1 …"),
    op(
        0x08,
        "callr",
        [A, Flags16],
        pops(0).flow(Flow::Call),
        NotPortable(POINTER),
        "r0 = the function in a, applied to r1 …",
    ),
    op(0x10, "add", [D, A, B], pops(0), Compute(Add), "d = a + b; integers wrap"),
    op(0x11, "sub", [D, A, B], pops(0), Compute(Subtract), "d = a − b; integers wrap"),
    op(0x12, "mul", [D, A, B], pops(0), Compute(Multiply), "d = a × b; integers wrap"),
    op(
        0x13,
        "div",
        [D, A, B],
        pops(0),
        Compute(Divide),
        "d = a ÷ b; integers truncate toward zero, by zero is a fault",
    ),
    op(0x14, "mod", [D, A, B], pops(0), Compute(Remainder), "d = the rest of a ÷ b, with the sign of a"),
    op(
        0x15,
        "and",
        [D, A, B],
        pops(0),
        ByType(BitAnd, And),
        "d = a and b: bitwise on integers, logical on booleans",
    ),
    op(
        0x16,
        "or",
        [D, A, B],
        pops(0),
        ByType(BitOr, Or),
        "d = a or b: bitwise on integers, logical on booleans",
    ),
    op(
        0x17,
        "xor",
        [D, A, B],
        pops(0),
        ByType(BitXor, Xor),
        "d = a exclusive-or b: bitwise on integers, logical on booleans",
    ),
    op(
        0x18,
        "shl",
        [D, A, B],
        pops(0),
        Compute(ShiftLeft),
        "d = a shifted left by b bits; a count out of range is a fault",
    ),
    op(
        0x19,
        "shr",
        [D, A, B],
        pops(0),
        Compute(ShiftRight),
        "d = a shifted right by b bits, arithmetic on signed types",
    ),
    op(0x1A, "neg", [D, A], pops(0), Compute(Negate), "d = −a"),
    op(
        0x1B,
        "not",
        [D, A],
        pops(0),
        ByType(BitNot, Not),
        "d = not a: bitwise on integers, logical on booleans",
    ),
    op(0x20, "eq", [D, A, B], pops(0), Compute(Equal), "d = whether a = b, by value and structure"),
    op(0x21, "ne", [D, A, B], pops(0), Compute(NotEqual), "d = whether a ≠ b"),
    op(0x22, "lt", [D, A, B], pops(0), Compute(Less), "d = whether a < b; numbers only"),
    op(0x23, "le", [D, A, B], pops(0), Compute(LessEqual), "d = whether a ≤ b; numbers only"),
    op(0x24, "gt", [D, A, B], pops(0), Compute(Greater), "d = whether a > b; numbers only"),
    op(0x25, "ge", [D, A, B], pops(0), Compute(GreaterEqual), "d = whether a ≥ b; numbers only"),
    op(0x30, "jmp", [Label24], pops(0).flow(Flow::Jump), Jump, "jumps to the label"),
    op(
        0x31,
        "jt",
        [A, Label16],
        pops(0).flow(Flow::Branch),
        JumpIf(true),
        "jumps to the label if a is `true`",
    ),
    op(
        0x32,
        "jf",
        [A, Label16],
        pops(0).flow(Flow::Branch),
        JumpIf(false),
        "jumps to the label if a is `false`",
    ),
    op(
        0x40,
        "tuple",
        [D, U8, U8],
        pops(0),
        NotPortable(STRUCTURES),
        "d = a new tuple of n elements, given by the `put` words that follow",
    ),
    op(
        0x41,
        "list",
        [D, U8, U8],
        pops(0),
        NotPortable(STRUCTURES),
        "d = a new list of n elements, given by the `put` words that follow",
    ),
    op(
        0x42,
        "map",
        [D, U8, U8],
        pops(0),
        NotPortable(STRUCTURES),
        "d = a new map of n pairs, given by the `put` words that follow",
    ),
    op(
        0x43,
        "put",
        [Element, Element, Element],
        pops(0),
        NotPortable(STRUCTURES),
        "one to three elements, or one pair of a map",
    ),
    op(
        0x44,
        "get",
        [D, A, B],
        pops(0),
        NotPortable(STRUCTURES),
        "d = element b of the tuple or list a, or the value of key b in the map a",
    ),
    op(0x45, "len", [D, A], pops(0), NotPortable(STRUCTURES), "d = the number of elements of a"),
];
