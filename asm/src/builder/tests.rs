//! Tests of the text of the builder's types and constants.

use super::{Constant, ModuleBuilder, Program, Type};
use crate::ir::Prim;

#[test]
fn each_primitive_has_a_constant() {
    for (spelling, prim) in Prim::SPELLINGS {
        let canonical = Prim::SPELLINGS.iter().find(|(_, first)| first == prim).map(|(text, _)| *text);
        if canonical == Some(*spelling) {
            assert!(Type::PRIMITIVES.iter().any(|ty| ty.to_string() == *spelling), "{spelling}");
        }
    }
}

#[test]
fn floats_keep_their_bits() {
    assert_eq!(Constant::from(-0.0f32).to_string(), "-0.0f32");
    assert_eq!(Constant::from(f32::NAN).to_string(), "f32bits(0x7FC00000)");
    assert_eq!(Constant::from(f64::NEG_INFINITY).to_string(), "-inf");
    assert_eq!(Constant::from(1e300).to_string(), "1e300f64");
}

#[test]
fn values_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<ModuleBuilder>();
    crosses::<Program>();
    crosses::<crate::Assembler>();
    crosses::<crate::Assembled>();
    crosses::<crate::Diagnostics>();
    crosses::<crate::File>();
    crosses::<crate::Outcome>();
}
