//! The sizes of types: the size of a type's name, and the sum of members.
//!
//! A reference has 8 bytes, even if it refers to an array; an array has the size of its element times their number; a
//! type of the file has the size that it states. There is no padding.

use super::model::{File, Variable};
use super::verify::is_builtin;
use crate::ir::{Prim, REFERENCE_SIZE};
use std::collections::HashMap;

/// The size of a variable; `known` gives the sizes of the types of the file. `None` if it is unknown or does not fit 64
/// bits.
pub fn of_variable(variable: &Variable, known: impl Fn(&str) -> Option<u64>) -> Option<u64> {
    if variable.is_reference {
        return Some(REFERENCE_SIZE);
    }
    let element = match variable.type_name.as_str() {
        name if is_builtin(name) => Prim::find(name).and_then(Prim::size),
        name => known(name),
    }?;
    element.checked_mul(u64::from(variable.array_size.max(1)))
}

/// The sum of the members' sizes; `None` if one is unknown, or if the sum does not fit 64 bits.
pub fn of_members(members: &[Variable], known: impl Fn(&str) -> Option<u64>) -> Option<u64> {
    members.iter().try_fold(0u64, |sum, member| sum.checked_add(of_variable(member, &known)?))
}

/// The size each type of a file states, by name; the first of several with one name.
pub fn stated(file: &File) -> HashMap<&str, u64> {
    let mut sizes = HashMap::new();
    for kind in &file.types {
        sizes.entry(kind.name.as_str()).or_insert(u64::from(kind.size));
    }
    sizes
}
