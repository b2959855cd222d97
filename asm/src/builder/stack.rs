//! The instructions of the stack set as methods.
//!
//! Made from the rows of the set by `BLESS=1 cargo test -p lzasm-tests --test tables`.

use super::code::Member;
use super::{Code, Constant, Label, Stack, Type};

impl Code<'_, Stack> {
    /// `push value`: pushes the value
    pub fn push(&mut self, value: impl Into<Constant>) -> &mut Self {
        self.instruction("push", &[&value.into()])
    }

    /// `pop`: drops the top value
    pub fn pop(&mut self) -> &mut Self {
        self.instruction("pop", &[])
    }

    /// `duplicate`: inserts a copy of the top value n places below it
    pub fn duplicate(&mut self) -> &mut Self {
        self.instruction("duplicate", &[])
    }

    /// `duplicate n`: inserts a copy of the top value n places below it
    pub fn duplicate_with(&mut self, n: u16) -> &mut Self {
        self.instruction("duplicate", &[&n])
    }

    /// `swap`: exchanges the two top values
    pub fn swap(&mut self) -> &mut Self {
        self.instruction("swap", &[])
    }

    /// `rotate n`: n > 0: brings the n-th value to the top; n < 0: puts the top there
    pub fn rotate(&mut self, n: i16) -> &mut Self {
        self.instruction("rotate", &[&n])
    }

    /// `add`: a + b; integers wrap
    pub fn add(&mut self) -> &mut Self {
        self.instruction("add", &[])
    }

    /// `subtract`: a − b; integers wrap
    pub fn subtract(&mut self) -> &mut Self {
        self.instruction("subtract", &[])
    }

    /// `multiply`: a × b; integers wrap
    pub fn multiply(&mut self) -> &mut Self {
        self.instruction("multiply", &[])
    }

    /// `divide`: a ÷ b; integers truncate toward zero, by zero is a fault
    pub fn divide(&mut self) -> &mut Self {
        self.instruction("divide", &[])
    }

    /// `modulo`: the rest of a ÷ b, with the sign of a
    pub fn modulo(&mut self) -> &mut Self {
        self.instruction("modulo", &[])
    }

    /// `leftshift`: a shifted left by b bits, b a u8
    pub fn leftshift(&mut self) -> &mut Self {
        self.instruction("leftshift", &[])
    }

    /// `rightshift`: a shifted right by b bits, arithmetic on signed types
    pub fn rightshift(&mut self) -> &mut Self {
        self.instruction("rightshift", &[])
    }

    /// `bitwiseand`: a and b, bit by bit
    pub fn bitwiseand(&mut self) -> &mut Self {
        self.instruction("bitwiseand", &[])
    }

    /// `bitwiseor`: a or b, bit by bit
    pub fn bitwiseor(&mut self) -> &mut Self {
        self.instruction("bitwiseor", &[])
    }

    /// `bitwisexor`: a exclusive-or b, bit by bit
    pub fn bitwisexor(&mut self) -> &mut Self {
        self.instruction("bitwisexor", &[])
    }

    /// `bitwisenot`: not a, bit by bit
    pub fn bitwisenot(&mut self) -> &mut Self {
        self.instruction("bitwisenot", &[])
    }

    /// `and`: a and b, of booleans
    pub fn and(&mut self) -> &mut Self {
        self.instruction("and", &[])
    }

    /// `or`: a or b, of booleans
    pub fn or(&mut self) -> &mut Self {
        self.instruction("or", &[])
    }

    /// `xor`: a exclusive-or b, of booleans
    pub fn xor(&mut self) -> &mut Self {
        self.instruction("xor", &[])
    }

    /// `not`: not a, of a boolean
    pub fn not(&mut self) -> &mut Self {
        self.instruction("not", &[])
    }

    /// `equal`: whether a = b
    pub fn equal(&mut self) -> &mut Self {
        self.instruction("equal", &[])
    }

    /// `notequal`: whether a ≠ b
    pub fn notequal(&mut self) -> &mut Self {
        self.instruction("notequal", &[])
    }

    /// `lessthan`: whether a < b
    pub fn lessthan(&mut self) -> &mut Self {
        self.instruction("lessthan", &[])
    }

    /// `greaterthan`: whether a > b
    pub fn greaterthan(&mut self) -> &mut Self {
        self.instruction("greaterthan", &[])
    }

    /// `lessthanequal`: whether a ≤ b
    pub fn lessthanequal(&mut self) -> &mut Self {
        self.instruction("lessthanequal", &[])
    }

    /// `greaterthanequal`: whether a ≥ b
    pub fn greaterthanequal(&mut self) -> &mut Self {
        self.instruction("greaterthanequal", &[])
    }

    /// `jump target`: jumps to the label
    pub fn jump(&mut self, target: Label) -> &mut Self {
        self.instruction("jump", &[&target])
    }

    /// `branch target, otherwise`: jumps to the first label if true, otherwise to the second
    pub fn branch(&mut self, target: Label, otherwise: Label) -> &mut Self {
        self.instruction("branch", &[&target, &otherwise])
    }

    /// `call`: pops a function pointer and its arguments, pushes the result
    pub fn call(&mut self) -> &mut Self {
        self.instruction("call", &[])
    }

    /// `return`: hands the top value back to the caller
    pub fn return_(&mut self) -> &mut Self {
        self.instruction("return", &[])
    }

    /// `cast ty`: the value as this type
    pub fn cast(&mut self, ty: &Type) -> &mut Self {
        self.instruction("cast", &[ty])
    }

    /// `load`: replaces a reference by its value
    pub fn load(&mut self) -> &mut Self {
        self.instruction("load", &[])
    }

    /// `store`: stores a value through a reference, which stays
    pub fn store(&mut self) -> &mut Self {
        self.instruction("store", &[])
    }

    /// `getindex`: pushes element b of the array a, which stays
    pub fn getindex(&mut self) -> &mut Self {
        self.instruction("getindex", &[])
    }

    /// `setindex`: stores the value c as element b of the array a, which stays
    pub fn setindex(&mut self) -> &mut Self {
        self.instruction("setindex", &[])
    }

    /// `getindex member`: pushes this member of the layout a (or the length of an array), which stays
    pub fn getindex_member(&mut self, member: &str) -> &mut Self {
        self.instruction("getindex", &[&Member(member)])
    }

    /// `setindex member`: stores the value b as this member of the layout a, which stays
    pub fn setindex_member(&mut self, member: &str) -> &mut Self {
        self.instruction("setindex", &[&Member(member)])
    }

    /// `alloc ty`: pushes a new array, popping its length if the type has none
    pub fn alloc(&mut self, ty: &Type) -> &mut Self {
        self.instruction("alloc", &[ty])
    }

    /// `allocvar ty`: the same for any type, arrays too
    pub fn allocvar(&mut self, ty: &Type) -> &mut Self {
        self.instruction("allocvar", &[ty])
    }
}
