//! The instruction rows of the hydro set: a stack, one ASCII byte and operands.

use crate::isa::Compute::{
    Add, And, BitAnd, BitNot, BitOr, BitXor, Divide, Equal, Greater, GreaterEqual, Less, LessEqual, Multiply,
    Not, NotEqual, Or, Remainder, ShiftLeft, ShiftRight, Subtract, Xor,
};
use crate::isa::Flow;
use crate::isa::OperandKind::{ArrayType, Count, Member, Places, Target, Type, Value};
use crate::isa::Role::{CallValue, Choose, Compute, Constant, Convert, Jump, Move, NotPortable, Return};
use crate::isa::row::{Row, op, pops, varies};

const VARIABLES: &str = "variables and references are hydro's alone";
const ARRAYS: &str = "arrays are values of hydro alone";
const LAYOUTS: &str = "layouts are values of hydro alone";

/// The rows, in the order of the format's page.
pub const ROWS: &[Row] = &[
    op(b':', "push", [Value], pops(0).pushes(1), Constant, "pushes the value"),
    op(b'.', "pop", [], pops(1), Move, "drops the top value"),
    op(b'd', "duplicate", [Count], varies(), Move, "inserts a copy of the top value n places below it"),
    op(b'w', "swap", [], pops(2).pushes(2), Move, "exchanges the two top values"),
    op(
        b't',
        "rotate",
        [Places],
        varies(),
        Move,
        "n > 0: brings the n-th value to the top; n < 0: puts the top there",
    ),
    op(b'+', "add", [], pops(2).pushes(1), Compute(Add), "a + b; integers wrap"),
    op(b'-', "subtract", [], pops(2).pushes(1), Compute(Subtract), "a − b; integers wrap"),
    op(b'*', "multiply", [], pops(2).pushes(1), Compute(Multiply), "a × b; integers wrap"),
    op(
        b'/',
        "divide",
        [],
        pops(2).pushes(1),
        Compute(Divide),
        "a ÷ b; integers truncate toward zero, by zero is a fault",
    ),
    op(b'%', "modulo", [], pops(2).pushes(1), Compute(Remainder), "the rest of a ÷ b, with the sign of a"),
    op(b'L', "leftshift", [], pops(2).pushes(1), Compute(ShiftLeft), "a shifted left by b bits, b a u8"),
    op(
        b'R',
        "rightshift",
        [],
        pops(2).pushes(1),
        Compute(ShiftRight),
        "a shifted right by b bits, arithmetic on signed types",
    ),
    op(b'&', "bitwiseand", [], pops(2).pushes(1), Compute(BitAnd), "a and b, bit by bit"),
    op(b'|', "bitwiseor", [], pops(2).pushes(1), Compute(BitOr), "a or b, bit by bit"),
    op(b'^', "bitwisexor", [], pops(2).pushes(1), Compute(BitXor), "a exclusive-or b, bit by bit"),
    op(b'~', "bitwisenot", [], pops(1).pushes(1), Compute(BitNot), "not a, bit by bit"),
    op(b'a', "and", [], pops(2).pushes(1), Compute(And), "a and b, of booleans"),
    op(b'o', "or", [], pops(2).pushes(1), Compute(Or), "a or b, of booleans"),
    op(b'x', "xor", [], pops(2).pushes(1), Compute(Xor), "a exclusive-or b, of booleans"),
    op(b'n', "not", [], pops(1).pushes(1), Compute(Not), "not a, of a boolean"),
    op(b'=', "equal", [], pops(2).pushes(1), Compute(Equal), "whether a = b"),
    op(b'!', "notequal", [], pops(2).pushes(1), Compute(NotEqual), "whether a ≠ b"),
    op(b'<', "lessthan", [], pops(2).pushes(1), Compute(Less), "whether a < b"),
    op(b'>', "greaterthan", [], pops(2).pushes(1), Compute(Greater), "whether a > b"),
    op(b'(', "lessthanequal", [], pops(2).pushes(1), Compute(LessEqual), "whether a ≤ b"),
    op(b')', "greaterthanequal", [], pops(2).pushes(1), Compute(GreaterEqual), "whether a ≥ b"),
    op(b'j', "jump", [Target], pops(0).flow(Flow::Jump), Jump, "jumps to the label"),
    op(
        b'b',
        "branch",
        [Target, Target],
        pops(1).flow(Flow::Branch),
        Choose,
        "jumps to the first label if true, otherwise to the second",
    ),
    op(
        b'c',
        "call",
        [],
        varies().flow(Flow::Call),
        CallValue,
        "pops a function pointer and its arguments, pushes the result",
    ),
    op(b'r', "return", [], varies().flow(Flow::Return), Return, "hands the top value back to the caller"),
    op(b'C', "cast", [Type], pops(1).pushes(1), Convert, "the value as this type"),
    op(b'g', "load", [], pops(1).pushes(1), NotPortable(VARIABLES), "replaces a reference by its value"),
    op(
        b's',
        "store",
        [],
        pops(2).pushes(1),
        NotPortable(VARIABLES),
        "stores a value through a reference, which stays",
    ),
    op(
        b'i',
        "getindex",
        [],
        pops(2).pushes(2),
        NotPortable(ARRAYS),
        "pushes element b of the array a, which stays",
    ),
    op(
        b'I',
        "setindex",
        [],
        pops(3).pushes(1),
        NotPortable(ARRAYS),
        "stores the value c as element b of the array a, which stays",
    ),
    op(
        b'm',
        "getindex",
        [Member],
        pops(1).pushes(2),
        NotPortable(LAYOUTS),
        "pushes this member of the layout a (or the length of an array), which stays",
    ),
    op(
        b'M',
        "setindex",
        [Member],
        pops(2).pushes(1),
        NotPortable(LAYOUTS),
        "stores the value b as this member of the layout a, which stays",
    ),
    op(
        b'[',
        "alloc",
        [ArrayType],
        varies(),
        NotPortable(ARRAYS),
        "pushes a new array, popping its length if the type has none",
    ),
    op(
        b'{',
        "alloc",
        [Type],
        pops(1).pushes(1),
        NotPortable(VARIABLES),
        "creates the variable of the reference with this type's default",
    ),
    op(
        b'{',
        "allocvar",
        [Type],
        pops(1).pushes(1),
        NotPortable(VARIABLES),
        "the same for any type, arrays too",
    ),
];

/// The instructions that Hydro's own text form calls by another name.
const TEXT_NAMES: &[(&str, &str)] = &[
    ("leftshift", "shiftleft"),
    ("rightshift", "shiftright"),
    ("bitwiseand", "bitand"),
    ("bitwiseor", "bitor"),
    ("bitwisexor", "bitxor"),
    ("bitwisenot", "bitnot"),
];

/// What Hydro's own text form calls an instruction.
pub fn text_name(mnemonic: &'static str) -> &'static str {
    TEXT_NAMES.iter().find(|(name, _)| *name == mnemonic).map_or(mnemonic, |(_, text)| text)
}
