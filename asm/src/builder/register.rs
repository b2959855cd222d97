//! The instructions of the register set as methods.
//!
//! Made from the rows of the set by `BLESS=1 cargo test -p lzasm-tests --test tables`.

use super::{CallFlags, Callee, Code, Constant, Label, Reg, Registers};

impl Code<'_, Registers> {
    /// `nop`: does nothing
    pub fn nop(&mut self) -> &mut Self {
        self.instruction("nop", &[])
    }

    /// `trap n`: stops with this fault code
    pub fn trap(&mut self, n: u8) -> &mut Self {
        self.instruction("trap", &[&n])
    }

    /// `ret`: returns `r0`
    pub fn ret(&mut self) -> &mut Self {
        self.instruction("ret", &[])
    }

    /// `move d, a`: d = a
    pub fn move_(&mut self, d: Reg, a: Reg) -> &mut Self {
        self.instruction("move", &[&d, &a])
    }

    /// `swap a, b`: exchanges the two
    pub fn swap(&mut self, a: Reg, b: Reg) -> &mut Self {
        self.instruction("swap", &[&a, &b])
    }

    /// `loadk d, value`: d = this constant
    pub fn loadk(&mut self, d: Reg, value: impl Into<Constant>) -> &mut Self {
        self.instruction("loadk", &[&d, &value.into()])
    }

    /// `loadi d, n`: d = this integer, as an i32
    pub fn loadi(&mut self, d: Reg, n: i16) -> &mut Self {
        self.instruction("loadi", &[&d, &n])
    }

    /// `call function`: r0 = the function applied to r1 …
    pub fn call(&mut self, function: &Callee) -> &mut Self {
        self.instruction("call", &[function])
    }

    /// `call function, flags`: r0 = the function applied to r1 …
    pub fn call_with(&mut self, function: &Callee, flags: CallFlags) -> &mut Self {
        self.instruction("call", &[function, &flags])
    }

    /// `callr a`: r0 = the function in a, applied to r1 …
    pub fn callr(&mut self, a: Reg) -> &mut Self {
        self.instruction("callr", &[&a])
    }

    /// `callr a, flags`: r0 = the function in a, applied to r1 …
    pub fn callr_with(&mut self, a: Reg, flags: CallFlags) -> &mut Self {
        self.instruction("callr", &[&a, &flags])
    }

    /// `add d, a, b`: d = a + b; integers wrap
    pub fn add(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("add", &[&d, &a, &b])
    }

    /// `sub d, a, b`: d = a − b; integers wrap
    pub fn sub(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("sub", &[&d, &a, &b])
    }

    /// `mul d, a, b`: d = a × b; integers wrap
    pub fn mul(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("mul", &[&d, &a, &b])
    }

    /// `div d, a, b`: d = a ÷ b; integers truncate toward zero, by zero is a fault
    pub fn div(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("div", &[&d, &a, &b])
    }

    /// `mod d, a, b`: d = the rest of a ÷ b, with the sign of a
    pub fn mod_(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("mod", &[&d, &a, &b])
    }

    /// `and d, a, b`: d = a and b: bitwise on integers, logical on booleans
    pub fn and(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("and", &[&d, &a, &b])
    }

    /// `or d, a, b`: d = a or b: bitwise on integers, logical on booleans
    pub fn or(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("or", &[&d, &a, &b])
    }

    /// `xor d, a, b`: d = a exclusive-or b: bitwise on integers, logical on booleans
    pub fn xor(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("xor", &[&d, &a, &b])
    }

    /// `shl d, a, b`: d = a shifted left by b bits; a count out of range is a fault
    pub fn shl(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("shl", &[&d, &a, &b])
    }

    /// `shr d, a, b`: d = a shifted right by b bits, arithmetic on signed types
    pub fn shr(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("shr", &[&d, &a, &b])
    }

    /// `neg d, a`: d = −a
    pub fn neg(&mut self, d: Reg, a: Reg) -> &mut Self {
        self.instruction("neg", &[&d, &a])
    }

    /// `not d, a`: d = not a: bitwise on integers, logical on booleans
    pub fn not(&mut self, d: Reg, a: Reg) -> &mut Self {
        self.instruction("not", &[&d, &a])
    }

    /// `eq d, a, b`: d = whether a = b, by value and structure
    pub fn eq(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("eq", &[&d, &a, &b])
    }

    /// `ne d, a, b`: d = whether a ≠ b
    pub fn ne(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("ne", &[&d, &a, &b])
    }

    /// `lt d, a, b`: d = whether a < b; numbers only
    pub fn lt(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("lt", &[&d, &a, &b])
    }

    /// `le d, a, b`: d = whether a ≤ b; numbers only
    pub fn le(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("le", &[&d, &a, &b])
    }

    /// `gt d, a, b`: d = whether a > b; numbers only
    pub fn gt(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("gt", &[&d, &a, &b])
    }

    /// `ge d, a, b`: d = whether a ≥ b; numbers only
    pub fn ge(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("ge", &[&d, &a, &b])
    }

    /// `jmp target`: jumps to the label
    pub fn jmp(&mut self, target: Label) -> &mut Self {
        self.instruction("jmp", &[&target])
    }

    /// `jt a, target`: jumps to the label if a is `true`
    pub fn jt(&mut self, a: Reg, target: Label) -> &mut Self {
        self.instruction("jt", &[&a, &target])
    }

    /// `jf a, target`: jumps to the label if a is `false`
    pub fn jf(&mut self, a: Reg, target: Label) -> &mut Self {
        self.instruction("jf", &[&a, &target])
    }

    /// `tuple d, n, m`: d = a new tuple of n elements, given by the `put` words that follow
    pub fn tuple(&mut self, d: Reg, n: u8, m: u8) -> &mut Self {
        self.instruction("tuple", &[&d, &n, &m])
    }

    /// `list d, n, m`: d = a new list of n elements, given by the `put` words that follow
    pub fn list(&mut self, d: Reg, n: u8, m: u8) -> &mut Self {
        self.instruction("list", &[&d, &n, &m])
    }

    /// `map d, n, m`: d = a new map of n pairs, given by the `put` words that follow
    pub fn map(&mut self, d: Reg, n: u8, m: u8) -> &mut Self {
        self.instruction("map", &[&d, &n, &m])
    }

    /// `put a`: one to three elements, or one pair of a map
    pub fn put(&mut self, a: Reg) -> &mut Self {
        self.instruction("put", &[&a])
    }

    /// `put a, b, c`: one to three elements, or one pair of a map
    pub fn put_with(&mut self, a: Reg, b: Reg, c: Reg) -> &mut Self {
        self.instruction("put", &[&a, &b, &c])
    }

    /// `get d, a, b`: d = element b of the tuple or list a, or the value of key b in the map a
    pub fn get(&mut self, d: Reg, a: Reg, b: Reg) -> &mut Self {
        self.instruction("get", &[&d, &a, &b])
    }

    /// `len d, a`: d = the number of elements of a
    pub fn len(&mut self, d: Reg, a: Reg) -> &mut Self {
        self.instruction("len", &[&d, &a])
    }
}
