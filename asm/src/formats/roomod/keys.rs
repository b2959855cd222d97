//! What distinguishes two things of a file: for functions and operators, their name or token and the types of their
//! parameters.

use super::model::{Thing, ThingKind, Variable};
use crate::ir::Prim;

/// The key of a function or operator.
#[derive(PartialEq, Eq, Hash)]
pub struct ThingKey<'f> {
    kind: &'f ThingKind,
    params: Vec<TypeKey<'f>>,
}

impl<'f> ThingKey<'f> {
    /// The key of a thing.
    pub fn of(thing: &'f Thing) -> Self {
        Self { kind: &thing.kind, params: thing.params.iter().map(TypeKey::of).collect() }
    }
}

/// The type of a parameter as overloading sees it: `s32` is another spelling of `i32`.
#[derive(PartialEq, Eq, Hash)]
struct TypeKey<'f> {
    base: Result<Prim, &'f str>,
    flags: [bool; 3],
    array_size: u32,
}

impl<'f> TypeKey<'f> {
    fn of(variable: &'f Variable) -> Self {
        let name = variable.type_name.as_str();
        Self {
            base: Prim::find(name).ok_or(name),
            flags: [variable.is_mutable, variable.is_reference, variable.is_reference_mutable],
            array_size: variable.array_size,
        }
    }
}
