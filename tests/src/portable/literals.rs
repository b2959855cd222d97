//! Random types and literals of portable programs.

use super::{TYPES, Ty};
use crate::dice::Dice;

impl Dice {
    /// A type; the first ones more often.
    pub(super) fn ty(&mut self) -> Ty {
        let most = 1 + self.below(TYPES.len());
        TYPES[self.below(most)]
    }

    /// A literal of a type.
    pub(super) fn literal(&mut self, ty: Ty) -> String {
        match ty {
            Ty::Bool => if self.chance(50) { "true" } else { "false" }.to_owned(),
            Ty::Text => {
                let texts = ["\"\"", "\"a\"", "\"hello, \"", "\"two\\nlines\"", "\"größer\""];
                self.pick(&texts).to_owned()
            }
            Ty::F64 => {
                let texts = ["0.0", "-0.0", "1.5", "-2.25", "1e300", "inf", "-inf", "nan", "3.0", "0.1"];
                self.pick(&texts).to_owned()
            }
            Ty::F32 => {
                let texts =
                    ["0.0f32", "-0.0f32", "1.5f32", "-2.25f32", "1e30f32", "f32(inf)", "f32(nan)", "0.1f32"];
                self.pick(&texts).to_owned()
            }
            _ => self.integer(ty),
        }
    }

    fn integer(&mut self, ty: Ty) -> String {
        let is_signed = !matches!(ty, Ty::U8 | Ty::U64);
        let most = if is_signed { (1i128 << (ty.bits() - 1)) - 1 } else { (1i128 << ty.bits()) - 1 };
        let least = if is_signed { -most - 1 } else { 0 };
        let small = self.below(20) as i128 - if is_signed { 6 } else { 0 };
        let any = i128::from(self.u64()) % (most + 1);
        let number = self.pick(&[small, small, small, small, most, least, any, most - 1]);
        format!("{number}{}", ty.name())
    }

    /// An integer literal that is not 0.
    pub(super) fn divisor(&mut self, ty: Ty) -> String {
        let number = 1 + self.below(9);
        format!("{number}{}", ty.name())
    }

    /// The literal of a count that a shift of the type takes.
    pub(super) fn count(&mut self, ty: Ty) -> String {
        format!("{}u8", self.below(ty.bits() as usize))
    }
}
