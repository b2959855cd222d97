//! Values: numbers and atoms themselves, and references to what lies in the heap.

/// The number of an object in the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ref(pub(super) u32);

/// A value. Equality here is identity, not what the program calls equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    U8(u8),
    I16(i16),
    I32(i32),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    /// The number of an atom's name.
    Atom(u32),
    /// The number of a callable.
    Function(u32),
    Tuple(Ref),
    List(Ref),
    Map(Ref),
    Binary(Ref),
}

/// The initial value of registers and slots.
pub(super) const ZERO: Value = Value::I32(0);
/// The atom `false`.
pub(super) const FALSE: Value = Value::Atom(0);
/// The atom `true`.
pub(super) const TRUE: Value = Value::Atom(1);
/// The atom that host functions without a result leave.
pub(super) const NOTHING: Value = Value::Atom(2);
/// The names of the atoms that every program has, by number.
pub(super) const ATOMS: [&str; 4] = ["false", "true", "nothing", "eof"];
/// The atom at the end of the input.
pub(super) const EOF: Value = Value::Atom(3);

impl Value {
    /// A boolean.
    #[inline(always)]
    pub(super) fn bool(value: bool) -> Self {
        if value { TRUE } else { FALSE }
    }

    /// Its value as a boolean, if it is one.
    #[inline(always)]
    pub(super) fn truth(self) -> Option<bool> {
        match self {
            Self::Atom(0) => Some(false),
            Self::Atom(1) => Some(true),
            _ => None,
        }
    }

    /// The object it refers to.
    #[inline]
    pub(super) fn object(self) -> Option<Ref> {
        match self {
            Self::Tuple(at) | Self::List(at) | Self::Map(at) | Self::Binary(at) => Some(at),
            _ => None,
        }
    }

    /// Its number, if it is an integer.
    #[inline]
    pub(super) fn integer(self) -> Option<i128> {
        match self {
            Self::U8(value) => Some(value.into()),
            Self::I16(value) => Some(value.into()),
            Self::I32(value) => Some(value.into()),
            Self::I64(value) => Some(value.into()),
            Self::U64(value) => Some(value.into()),
            _ => None,
        }
    }

    /// Its number as a float of 64 bits, if it is a number.
    #[inline]
    pub(super) fn float(self) -> Option<f64> {
        match self {
            Self::F32(value) => Some(value.into()),
            Self::F64(value) => Some(value),
            Self::I64(value) => Some(value as f64),
            Self::U64(value) => Some(value as f64),
            Self::U8(value) => Some(value.into()),
            Self::I16(value) => Some(value.into()),
            Self::I32(value) => Some(value.into()),
            _ => None,
        }
    }

    /// A number of elements.
    pub(super) fn count(count: usize) -> Self {
        i32::try_from(count).map_or(Self::I64(count as i64), Self::I32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_sixteen_bytes() {
        assert_eq!(size_of::<Value>(), 16);
    }

    #[test]
    fn atoms_are_where_their_names_are() {
        for (atom, name) in [(FALSE, "false"), (TRUE, "true"), (NOTHING, "nothing"), (EOF, "eof")] {
            let Value::Atom(number) = atom else { panic!("{atom:?}") };
            assert_eq!(ATOMS[number as usize], name);
        }
    }
}
