//! The types that both sets have, and what can be computed with them.

use crate::ir::{FnRefId, IntType, Prim, Type, TypeId, TypePool, Value};
use crate::isa::{Compute, Role, Takes};

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ty {
    U8,
    I16,
    I32,
    I64,
    U64,
    F32,
    F64,
    Bool,
    /// A text: nothing is computed with it.
    Text,
    /// This function: only a call takes it.
    Function(FnRefId),
    /// The type of a faulty value: agrees with every type, so that the fault is reported once.
    Faulty,
}

/// The portable types, as a message lists them.
pub(crate) const PORTABLE: &str = "u8 i16 i32 i64 u64 f32 f64 bool string";

impl Ty {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Bool => "bool",
            Self::Text => "string",
            Self::Function(_) => "fn",
            Self::Faulty => "?",
        }
    }

    /// The type of a declaration, if it is one of these. `char` and `int` are other names of two.
    pub(super) fn of_type(types: &TypePool, id: TypeId) -> Option<Self> {
        let mut found = types.get(id);
        while let Type::Mut(inner) = found {
            found = types.get(inner);
        }
        let Type::Prim(prim, _) = found else { return None };
        Some(match prim {
            Prim::U8 | Prim::Char => Self::U8,
            Prim::I16 => Self::I16,
            Prim::I32 | Prim::Int => Self::I32,
            Prim::I64 => Self::I64,
            Prim::U64 => Self::U64,
            Prim::F32 | Prim::Float => Self::F32,
            Prim::F64 => Self::F64,
            Prim::Bool => Self::Bool,
            Prim::Str => Self::Text,
            _ => return None,
        })
    }

    /// The type of a constant, if it is one of these.
    pub(super) fn of_value(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Int(IntType::U8, _) => Self::U8,
            Value::Int(IntType::I16, _) => Self::I16,
            Value::Int(IntType::I32, _) => Self::I32,
            Value::Int(IntType::I64, _) => Self::I64,
            Value::Int(IntType::U64, _) => Self::U64,
            Value::F32(_) => Self::F32,
            Value::F64(_) => Self::F64,
            Value::Bool(_) => Self::Bool,
            Value::Text(..) => Self::Text,
            Value::Function(id) => Self::Function(*id),
            _ => return None,
        })
    }

    const fn is_integer(self) -> bool {
        matches!(self, Self::U8 | Self::I16 | Self::I32 | Self::I64 | Self::U64)
    }

    const fn is_number(self) -> bool {
        self.is_integer() || matches!(self, Self::F32 | Self::F64)
    }

    /// The number one of this type, or minus one (which is the greatest of unsigned types).
    pub(super) fn unit(self, negative: bool) -> Option<Value> {
        let int = |ty: IntType, minus_one: u128| Some(Value::Int(ty, if negative { minus_one } else { 1 }));
        match self {
            Self::U8 => int(IntType::U8, u8::MAX.into()),
            Self::I16 => int(IntType::I16, u128::MAX),
            Self::I32 => int(IntType::I32, u128::MAX),
            Self::I64 => int(IntType::I64, u128::MAX),
            Self::U64 => int(IntType::U64, u64::MAX.into()),
            Self::F32 => Some(Value::F32(if negative { -1f32 } else { 1f32 }.to_bits())),
            Self::F64 => Some(Value::F64(if negative { -1f64 } else { 1f64 }.to_bits())),
            Self::Bool | Self::Text | Self::Function(_) | Self::Faulty => None,
        }
    }

    /// Whether the register set makes a `to` of this by multiplying it with one, and the result is what a conversion
    /// gives: all values keep, or they wrap as the conversion does, or they are rounded once.
    pub(super) const fn widens_to(self, to: Self) -> bool {
        match self {
            Self::U8 => matches!(to, Self::I16 | Self::I32 | Self::I64 | Self::U64 | Self::F32 | Self::F64),
            Self::I16 => matches!(to, Self::I32 | Self::I64 | Self::F32 | Self::F64),
            Self::I32 => matches!(to, Self::I64 | Self::F32 | Self::F64),
            Self::I64 => matches!(to, Self::F64),
            Self::U64 => matches!(to, Self::I64 | Self::F64),
            Self::F32 => matches!(to, Self::F64),
            Self::F64 | Self::Bool | Self::Text | Self::Function(_) | Self::Faulty => false,
        }
    }
}

/// Why something cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// Takes these, and not a value of this type.
    Takes(Takes, Ty),
    /// The operands are of two types.
    Mixed(Ty, Ty),
    /// The number of bits to shift by has this type.
    Count(Ty),
}

/// The operation of an instruction on operands of these types, and the type of the result.
pub(super) fn compute(role: Role, types: &[Ty]) -> Result<(Compute, Ty), Misfit> {
    let first = types.first().copied().unwrap_or(Ty::Faulty);
    let compute = match role {
        Role::ByType(_, on_truth) if first == Ty::Bool => on_truth,
        Role::ByType(compute, _) | Role::Compute(compute) => compute,
        _ => return Ok((Compute::Add, Ty::Faulty)),
    };
    if types.contains(&Ty::Faulty) {
        return Ok((compute, if compute.compares() { Ty::Bool } else { Ty::Faulty }));
    }
    let takes = compute.takes();
    let misfit = types.iter().find(|ty| !fits(takes, **ty));
    if let Some(ty) = misfit {
        return Err(Misfit::Takes(takes, *ty));
    }
    match types.get(1) {
        Some(count) if takes == Takes::Shift && *count != Ty::U8 => return Err(Misfit::Count(*count)),
        Some(second) if takes != Takes::Shift && *second != first => {
            return Err(Misfit::Mixed(first, *second));
        }
        _ => {}
    }
    Ok((compute, if compute.compares() { Ty::Bool } else { first }))
}

fn fits(takes: Takes, ty: Ty) -> bool {
    match takes {
        Takes::Numbers => ty.is_number(),
        Takes::Integers | Takes::Shift => ty.is_integer(),
        Takes::Truth => ty == Ty::Bool,
        Takes::Comparable => ty.is_number() || ty == Ty::Bool,
    }
}
