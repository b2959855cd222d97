//! Literals from values: the shortest text that reads back as the same value.

use super::build::Builder;
use super::quote::{atom_literal, bytes_literal, string_literal};
use super::{NodeId, NodeKind, SizeClass, UnaryOp};

/// The bits of the only 64-bit NaN that `nan` means.
const NAN64: u64 = 0x7FF8_0000_0000_0000;
/// The bits of the only 32-bit NaN that `f32(nan)` means.
const NAN32: u32 = 0x7FC0_0000;

impl Builder {
    /// An integer, with a suffix such as `i64` or none.
    pub fn int(&mut self, value: i128, suffix: &str) -> NodeId {
        let id = self.uint(value.unsigned_abs(), suffix);
        if value < 0 { self.wrap(NodeKind::Unary(UnaryOp::Negate)) } else { id }
    }

    /// An integer that may take all 128 bits, with a suffix or none.
    pub fn uint(&mut self, value: u128, suffix: &str) -> NodeId {
        self.leaf(NodeKind::Int, &format!("{value}{suffix}"), 0)
    }

    /// An integer in hexadecimal digits, at least `digits` of them, with a suffix or none.
    pub fn hex(&mut self, value: u128, digits: usize, suffix: &str) -> NodeId {
        self.leaf(NodeKind::Int, &format!("0x{value:0digits$X}{suffix}"), 0)
    }

    /// A 32-bit floating-point number from its bits.
    pub fn f32(&mut self, bits: u32) -> NodeId {
        let value = f32::from_bits(bits);
        if bits == NAN32 {
            self.call("f32", |b| b.leaf(NodeKind::Nan, "nan", 0))
        } else if value.is_infinite() {
            self.call("f32", |b| b.inf(value < 0.0))
        } else if value.is_nan() {
            self.call("f32bits", |b| b.hex(bits.into(), 8, ""))
        } else {
            self.float(&format!("{:?}f32", value.abs()), value.is_sign_negative())
        }
    }

    /// A 64-bit floating-point number from its bits, with the suffix or without.
    pub fn f64(&mut self, bits: u64, suffix: bool) -> NodeId {
        let value = f64::from_bits(bits);
        if bits == NAN64 {
            self.leaf(NodeKind::Nan, "nan", 0)
        } else if value.is_infinite() {
            self.inf(value < 0.0)
        } else if value.is_nan() {
            self.call("f64bits", |b| b.hex(bits.into(), 16, ""))
        } else {
            let suffix = if suffix { "f64" } else { "" };
            self.float(&format!("{:?}{suffix}", value.abs()), value.is_sign_negative())
        }
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) -> NodeId {
        let (kind, text) = if value { (NodeKind::True, "true") } else { (NodeKind::False, "false") };
        self.leaf(kind, text, 0)
    }

    /// `fn` as a type.
    pub fn fn_type(&mut self) -> NodeId {
        self.leaf(NodeKind::FnType, "fn", 0)
    }

    /// A string.
    pub fn string(&mut self, text: &str) -> NodeId {
        self.leaf(NodeKind::Str, &string_literal(text), 0)
    }

    /// Bytes, with the size of their length if it is not the shortest.
    pub fn bytes(&mut self, bytes: &[u8], size: SizeClass) -> NodeId {
        self.leaf(NodeKind::Bytes(size), &bytes_literal(bytes, size), 0)
    }

    /// `:name`
    pub fn atom(&mut self, name: &str) -> NodeId {
        let sym = self.names.intern(name);
        self.leaf(NodeKind::Atom, &atom_literal(name), sym.0)
    }

    /// `#N`, an entry of the constant pool.
    pub fn pool_entry(&mut self, index: u32) -> NodeId {
        self.uint(index.into(), "");
        self.wrap(NodeKind::PoolEntry)
    }

    /// `1b`, the label of that number before this place.
    pub fn label_back(&mut self, number: u32) -> NodeId {
        self.leaf(NodeKind::LabelBack, "", number)
    }

    /// `1f`, the label of that number after this place.
    pub fn label_forward(&mut self, number: u32) -> NodeId {
        self.leaf(NodeKind::LabelForward, "", number)
    }

    fn inf(&mut self, negative: bool) -> NodeId {
        let id = self.leaf(NodeKind::Inf, "inf", 0);
        if negative { self.wrap(NodeKind::Unary(UnaryOp::Negate)) } else { id }
    }

    fn float(&mut self, text: &str, negative: bool) -> NodeId {
        let id = self.leaf(NodeKind::Float, text, 0);
        if negative { self.wrap(NodeKind::Unary(UnaryOp::Negate)) } else { id }
    }
}
