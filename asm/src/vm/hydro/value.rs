//! The values of a program: 24 bytes each, with arrays and layouts behind a counted pointer. They are copied when
//! they are written to while they are shared, so that each behaves as if it were alone.

use super::Fail;
use super::types::{NameId, TypeId};
use crate::formats::hydro::model::Int;
use crate::vm::Cause;
use std::cell::Cell;
use std::rc::Rc;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// An integer of at most 64 bits, in 64 bits with the sign of its type.
    Int(Int, u64),
    /// One of 128 bits.
    Wide(Wide),
    Bool(bool),
    F32(f32),
    F64(f64),
    Array(Rc<Array>),
    Layout(Rc<Layout>),
    /// The number of a function pointer in its program.
    Function(u32),
    Variable(Variable),
}

/// An integer of 128 bits, in halves so that values need no greater alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    pub(super) is_signed: bool,
    low: u64,
    high: u64,
}

impl Wide {
    pub(super) const fn new(is_signed: bool, bits: u128) -> Self {
        Self { is_signed, low: bits as u64, high: (bits >> 64) as u64 }
    }

    pub(super) const fn bits(self) -> u128 {
        (self.high as u128) << 64 | self.low as u128
    }

    pub(super) const fn int(self) -> Int {
        if self.is_signed { Int::S128 } else { Int::U128 }
    }
}

/// A reference to a variable of the function that uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) name: NameId,
    /// The function that made the reference, and the place of the variable there: a short cut.
    pub(super) function: u32,
    pub(super) slot: u32,
}

/// An array. Its length never changes.
#[derive(Debug)]
pub(super) struct Array {
    pub(super) element: TypeId,
    pub(super) items: Items,
    charge: Charge,
}

/// The elements of an array.
#[derive(Clone, Debug)]
pub(super) enum Items {
    /// Of type u8.
    Bytes(Vec<u8>),
    /// Other integers of at most 64 bits.
    Words(Int, Vec<u64>),
    /// Everything else.
    Values(Vec<Value>),
}

/// A value with members.
#[derive(Debug)]
pub(super) struct Layout {
    /// The number of its layout.
    pub(super) layout: u32,
    /// Its type.
    pub(super) ty: TypeId,
    pub(super) members: Vec<Value>,
    charge: Charge,
}

/// The memory that values and calls take, and its limit.
#[derive(Debug)]
pub(super) struct Meter {
    used: Cell<u64>,
    limit: u64,
}

impl Meter {
    pub(super) fn new(limit: u64) -> Rc<Self> {
        Rc::new(Self { used: Cell::new(0), limit })
    }

    /// Takes bytes that are given back at the end of the run.
    pub(super) fn take(&self, bytes: u64) -> Result<(), Fail> {
        let used = self.used.get().saturating_add(bytes);
        if used > self.limit {
            return Err(Cause::MemoryLimit(self.limit).into());
        }
        self.used.set(used);
        Ok(())
    }

    /// Takes bytes that are returned when the charge is dropped.
    fn charge(self: &Rc<Self>, bytes: u64) -> Result<Charge, Fail> {
        self.take(bytes)?;
        Ok(Charge { meter: Rc::clone(self), bytes })
    }

    /// Whether this number of further bytes could be taken.
    pub(super) fn check(&self, bytes: u64) -> Result<(), Fail> {
        match self.used.get().saturating_add(bytes) > self.limit {
            true => Err(Cause::MemoryLimit(self.limit).into()),
            false => Ok(()),
        }
    }
}

#[derive(Debug)]
struct Charge {
    meter: Rc<Meter>,
    bytes: u64,
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.meter.used.set(self.meter.used.get() - self.bytes);
    }
}

/// The memory of an array or layout without its parts.
const OVERHEAD: u64 = 80;

impl Items {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bytes(items) => items.len(),
            Self::Words(_, items) => items.len(),
            Self::Values(items) => items.len(),
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        let each = match self {
            Self::Bytes(_) => 1,
            Self::Words(..) => size_of::<u64>(),
            Self::Values(_) => size_of::<Value>(),
        };
        self.len() as u64 * each as u64
    }

    /// An element; `at` is below the length.
    pub(super) fn get(&self, at: usize) -> Value {
        match self {
            Self::Bytes(items) => Value::Int(Int::U8, items[at].into()),
            Self::Words(int, items) => Value::Int(*int, items[at]),
            Self::Values(items) => items[at].clone(),
        }
    }

    /// Puts a value of the element type at a place below the length.
    pub(super) fn set(&mut self, at: usize, value: Value) {
        match (self, value) {
            (Self::Bytes(items), Value::Int(_, bits)) => items[at] = bits as u8,
            (Self::Words(_, items), Value::Int(_, bits)) => items[at] = bits,
            (Self::Values(items), value) => items[at] = value,
            // The type was checked.
            _ => {}
        }
    }
}

impl Array {
    /// An array of these elements.
    pub(super) fn new(meter: &Rc<Meter>, element: TypeId, items: Items) -> Result<Self, Fail> {
        let charge = meter.charge(OVERHEAD + items.bytes())?;
        Ok(Self { element, items, charge })
    }

    /// Another one with the same elements.
    pub(super) fn copy(&self, meter: &Rc<Meter>) -> Result<Self, Fail> {
        let charge = meter.charge(self.charge.bytes)?;
        Ok(Self { element: self.element, items: self.items.clone(), charge })
    }
}

impl Layout {
    pub(super) fn new(meter: &Rc<Meter>, layout: u32, ty: TypeId, members: Vec<Value>) -> Result<Self, Fail> {
        let charge = meter.charge(OVERHEAD + members.len() as u64 * size_of::<Value>() as u64)?;
        Ok(Self { layout, ty, members, charge })
    }

    /// Another one with the same members.
    pub(super) fn copy(&self, meter: &Rc<Meter>) -> Result<Self, Fail> {
        let charge = meter.charge(self.charge.bytes)?;
        Ok(Self { layout: self.layout, ty: self.ty, members: self.members.clone(), charge })
    }
}

impl Value {
    /// The integer of this type with these bits; those beyond its width are dropped.
    pub(super) fn int(int: Int, bits: u128) -> Self {
        match int {
            Int::U128 | Int::S128 => Self::Wide(Wide::new(int.is_signed(), bits)),
            _ => Self::Int(int, clip(int, bits as u64)),
        }
    }

    /// A text.
    pub(super) fn string(meter: &Rc<Meter>, bytes: Vec<u8>) -> Result<Self, Fail> {
        Ok(Self::Array(Rc::new(Array::new(meter, TypeId::U8, Items::Bytes(bytes))?)))
    }

    /// The bytes of a string.
    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Array(array) => match &array.items {
                Items::Bytes(bytes) => Some(bytes),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its type, if it is an integer, and its bits, the sign of its type in all bits above.
    pub(super) fn as_int(&self) -> Option<(Int, u128)> {
        match *self {
            Self::Int(int, bits) if int.is_signed() => Some((int, bits as i64 as u128)),
            Self::Int(int, bits) => Some((int, bits.into())),
            Self::Wide(wide) => Some((wide.int(), wide.bits())),
            _ => None,
        }
    }

    const fn has_parts(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Layout(_))
    }
}

/// Bits as this type has them: those beyond its width are dropped, and filled with its sign.
#[inline(always)]
pub(super) fn clip(int: Int, bits: u64) -> u64 {
    let unused = 64 - int.bits();
    match int.is_signed() {
        true => ((bits << unused) as i64 >> unused) as u64,
        false => bits << unused >> unused,
    }
}

impl Drop for Array {
    fn drop(&mut self) {
        if let Items::Values(values) = &mut self.items
            && values.iter().any(Value::has_parts)
        {
            discard(std::mem::take(values));
        }
    }
}

impl Drop for Layout {
    fn drop(&mut self) {
        if self.members.iter().any(Value::has_parts) {
            discard(std::mem::take(&mut self.members));
        }
    }
}

/// Drops values of any depth without going into depth.
fn discard(mut open: Vec<Value>) {
    while let Some(value) = open.pop() {
        match value {
            Value::Array(array) => {
                if let Some(mut array) = Rc::into_inner(array)
                    && let Items::Values(values) = &mut array.items
                {
                    open.append(values);
                }
            }
            Value::Layout(layout) => {
                if let Some(mut layout) = Rc::into_inner(layout) {
                    open.append(&mut layout.members);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_small_and_give_memory_back() {
        assert!(size_of::<Value>() <= 24, "{}", size_of::<Value>());
        let meter = Meter::new(1000);
        let text = Value::string(&meter, vec![b'x'; 100]).unwrap();
        assert!(meter.take(900).is_err());
        assert_eq!(text.as_bytes().map(<[u8]>::len), Some(100));
        drop(text);
        assert!(meter.take(900).is_ok());
    }

    #[test]
    fn a_chain_of_a_million_layouts_is_dropped() {
        let meter = Meter::new(u64::MAX);
        let mut chain = Value::Bool(true);
        for _ in 0..1_000_000 {
            chain = Value::Layout(Rc::new(Layout::new(&meter, 0, TypeId::ANY, vec![chain]).unwrap()));
        }
        drop(chain);
        assert_eq!(meter.used.get(), 0);
    }

    #[test]
    fn integers_keep_their_width_and_sign() {
        assert!(matches!(Value::int(Int::S8, 0xFF), Value::Int(Int::S8, u64::MAX)));
        assert!(matches!(Value::int(Int::U16, 0x1_2345), Value::Int(Int::U16, 0x2345)));
        assert_eq!(Value::int(Int::S8, 0x80).as_int(), Some((Int::S8, -128i128 as u128)));
        assert_eq!(Value::int(Int::U128, u128::MAX).as_int(), Some((Int::U128, u128::MAX)));
        assert_eq!(Value::int(Int::U64, u128::MAX).as_int(), Some((Int::U64, u64::MAX.into())));
    }
}
