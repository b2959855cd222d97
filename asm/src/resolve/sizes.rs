//! Sizes of types: what a struct takes if nothing states its size.

use crate::ir::{Prim, Program, Struct, Sym, Type, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// The size of a reference.
const REFERENCE: u64 = 8;

/// The sizes of the structs of one module, each summed up once.
#[derive(Debug, Default)]
pub struct Sizes {
    names: FxHashMap<Sym, u32>,
    known: FxHashMap<u32, u64>,
}

/// Why a size is not known.
enum Missing {
    /// It depends on these structs.
    Structs(Vec<u32>),
    /// It depends on something that has no size.
    Unknown,
}

impl Sizes {
    /// The sizes of all structs of a module.
    pub fn of(structs: &[Struct]) -> Self {
        let mut sizes = Self::default();
        for (index, found) in structs.iter().enumerate() {
            sizes.add(found.name, index as u32);
        }
        sizes
    }

    /// Makes a struct known; of several with one name, the first counts.
    pub fn add(&mut self, name: Sym, index: u32) {
        self.names.entry(name).or_insert(index);
    }

    /// Whether a struct of this name is known.
    pub fn has(&self, name: Sym) -> bool {
        self.names.contains_key(&name)
    }

    /// The size of the struct of this name, stated or summed up.
    pub fn named(&mut self, program: &Program, structs: &[Struct], name: Sym) -> Option<u64> {
        let index = *self.names.get(&name)?;
        match structs[index as usize].size {
            Some(size) => Some(size.is.into()),
            None => self.sum(program, structs, index),
        }
    }

    /// The size of a struct's members in order, without padding.
    pub fn sum(&mut self, program: &Program, structs: &[Struct], index: u32) -> Option<u64> {
        let mut stack = vec![index];
        let mut seen = FxHashSet::from_iter([index]);
        while let Some(&top) = stack.last() {
            match self.try_sum(program, structs, top) {
                Ok(size) => {
                    self.known.insert(top, size);
                    stack.pop();
                }
                // A struct that was asked for before lies in itself.
                Err(Missing::Structs(needed)) if needed.iter().all(|index| seen.insert(*index)) => {
                    stack.extend(needed)
                }
                Err(_) => return None,
            }
        }
        self.known.get(&index).copied()
    }

    fn try_sum(&self, program: &Program, structs: &[Struct], index: u32) -> Result<u64, Missing> {
        let mut total = 0u64;
        let mut needed = Vec::new();
        for field in &structs[index as usize].fields {
            match self.type_size(program, structs, field.ty) {
                Ok(size) => total = total.checked_add(size).ok_or(Missing::Unknown)?,
                Err(Missing::Structs(more)) if needed.contains(&more[0]) => {}
                Err(Missing::Structs(more)) => needed.extend(more),
                Err(Missing::Unknown) => return Err(Missing::Unknown),
            }
        }
        if needed.is_empty() { Ok(total) } else { Err(Missing::Structs(needed)) }
    }

    fn type_size(&self, program: &Program, structs: &[Struct], ty: TypeId) -> Result<u64, Missing> {
        if ty == TypeId::PENDING {
            return Err(Missing::Unknown);
        }
        let mut factor = 1u64;
        let mut ty = program.types.get(ty);
        loop {
            match ty {
                Type::Array(_, count) => factor = factor.checked_mul(count.into()).ok_or(Missing::Unknown)?,
                Type::Mut(_) | Type::MutSuffix(_) => {}
                _ => break,
            }
            ty = program.types.get(ty.inner().ok_or(Missing::Unknown)?);
        }
        let size = match ty {
            Type::Ref(_) | Type::RefMut(_) => REFERENCE,
            Type::Prim(prim, _) => prim_size(prim).ok_or(Missing::Unknown)?,
            Type::Named { module: None, name, .. } => self.struct_size(structs, name)?,
            _ => return Err(Missing::Unknown),
        };
        factor.checked_mul(size).ok_or(Missing::Unknown)
    }

    fn struct_size(&self, structs: &[Struct], name: Sym) -> Result<u64, Missing> {
        let index = *self.names.get(&name).ok_or(Missing::Unknown)?;
        match structs[index as usize].size {
            Some(size) => Ok(size.is.into()),
            None => self.known.get(&index).copied().ok_or_else(|| Missing::Structs(vec![index])),
        }
    }
}

/// The size of a primitive; `string` and `any` have none of their own.
fn prim_size(prim: Prim) -> Option<u64> {
    use Prim::*;
    match prim {
        Bool | Char | U8 | I8 => Some(1),
        U16 | I16 => Some(2),
        Int | Uint | Float | U32 | I32 | F32 => Some(4),
        U64 | I64 | F64 => Some(8),
        U128 | I128 => Some(16),
        Str | Any => None,
    }
}
