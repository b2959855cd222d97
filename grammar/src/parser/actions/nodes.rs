//! Expressions, values and types.

use super::Builder;
use crate::ast::*;

/// Nodes.
impl Builder<'_> {
    /// The index of the next node: the first node of a subtree without operands.
    pub(crate) fn here(&self) -> u32 {
        self.ast.nodes.len() as u32
    }

    #[inline]
    pub(crate) fn leaf(&mut self, kind: NodeKind, l: u32, r: u32) -> u32 {
        self.push(kind, 0, l, r)
    }

    /// An integer whose text was not looked at.
    pub(crate) fn int(&mut self, l: u32, r: u32) -> u32 {
        let value = small_decimal(self.slice(l, r).as_bytes());
        self.small_int(value, l, r)
    }

    /// An integer that is perhaps a small decimal one.
    #[inline]
    pub(crate) fn small_int(&mut self, value: Option<u32>, l: u32, r: u32) -> u32 {
        self.push(NodeKind::Int, value.map_or(0, |value| value + 1), l, r)
    }

    #[inline]
    pub(crate) fn one(&mut self, kind: NodeKind, l: u32, r: u32) {
        self.push(kind, 0, l, r);
    }

    /// A node that keeps the first node of its subtree; returns that.
    #[inline]
    pub(crate) fn many(&mut self, kind: NodeKind, first: u32, l: u32, r: u32) -> u32 {
        self.push(kind, first, l, r);
        first
    }

    pub(crate) fn name(&mut self, l: u32, r: u32) -> u32 {
        let kind = if self.quoted(l) { NodeKind::QuotedName } else { NodeKind::Name };
        let sym = self.sym(l, r);
        self.push(kind, sym.0, l, r)
    }

    /// A name that is not in backticks and whose key is known.
    #[inline]
    pub(crate) fn bare_name(&mut self, key: u64, l: u32, r: u32) -> u32 {
        let sym = self.sym_of(key, l, r);
        self.push(NodeKind::Name, sym.0, l, r)
    }

    pub(crate) fn qualified(&mut self, l: u32, e: u32, m: u32, r: u32) -> u32 {
        let first = self.name(m, r);
        let module = self.sym(l, e - 2);
        self.push(NodeKind::Qualified, module.0, l, r);
        first
    }

    pub(crate) fn atom(&mut self, l: u32, r: u32) -> u32 {
        let sym = self.sym(l + 1, r);
        self.push(NodeKind::Atom, sym.0, l, r)
    }

    pub(crate) fn call(&mut self, l: u32, e: u32, r: u32) {
        let sym = self.sym(l, e);
        self.push(NodeKind::Call, sym.0, l, r);
    }

    pub(crate) fn named(&mut self, l: u32, e: u32, r: u32) {
        let sym = self.sym(l, e);
        self.push(NodeKind::Named, sym.0, l, r);
    }

    pub(crate) fn label_ref(&mut self, kind: NodeKind, l: u32, r: u32) -> u32 {
        let number = self.number(l, r);
        self.push(kind, number, l, r)
    }

    /// The digits before the last character. The lexer has checked that they fit.
    pub(super) fn number(&self, l: u32, r: u32) -> u32 {
        self.slice(l, r - 1).parse().unwrap_or(u32::MAX)
    }

    pub(crate) fn ref_ref(&mut self, l: u32, r: u32) {
        self.one(NodeKind::Ref, l, r - 1);
        self.one(NodeKind::Ref, l, r);
    }

    pub(crate) fn mut_both(&mut self, l: u32, m: u32, r: u32) {
        self.one(NodeKind::MutSuffix, m, r);
        self.one(NodeKind::Mut, l, r);
    }

    fn size_class(&self, l: u32, r: u32) -> SizeClass {
        let digits = self.slice(l, r).trim_start_matches(|c: char| c.is_ascii_lowercase());
        match digits.as_bytes() {
            [b'8', ..] => SizeClass::Bits8,
            [b'1', b'6', ..] => SizeClass::Bits16,
            [b'3', b'2', ..] => SizeClass::Bits32,
            _ => SizeClass::Shortest,
        }
    }

    pub(crate) fn sized_bytes(&mut self, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.leaf(NodeKind::Bytes(class), l, r)
    }

    pub(crate) fn list(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::List(class), first, l, r)
    }

    pub(crate) fn tuple(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::Tuple(class), first, l, r)
    }

    pub(crate) fn map(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::Map(class), first, l, r)
    }
}

/// The most digits of an integer that is read with its node.
const MOST_DIGITS: usize = 9;

/// The value of a short decimal integer without suffix.
#[inline]
pub(crate) fn small_decimal(text: &[u8]) -> Option<u32> {
    let value = |value: u32, byte: &u8| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'));
    (text.len() <= MOST_DIGITS).then(|| text.iter().try_fold(0, value)).flatten()
}
