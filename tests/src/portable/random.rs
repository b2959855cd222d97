//! Random choices: a seed gives the same sequence of choices each time.

use super::{TYPES, Ty};

/// A source of choices (SplitMix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below this one; 0 if that is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { (self.next() % count as u64) as usize }
    }

    /// True in this number of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let index = self.below(of.len());
        of.get(index).copied()
    }

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
                self.pick(&texts).unwrap_or("\"\"").to_owned()
            }
            Ty::F64 => {
                let texts = ["0.0", "-0.0", "1.5", "-2.25", "1e300", "inf", "-inf", "nan", "3.0", "0.1"];
                self.pick(&texts).unwrap_or("1.0").to_owned()
            }
            Ty::F32 => {
                let texts =
                    ["0.0f32", "-0.0f32", "1.5f32", "-2.25f32", "1e30f32", "f32(inf)", "f32(nan)", "0.1f32"];
                self.pick(&texts).unwrap_or("1.0f32").to_owned()
            }
            _ => self.integer(ty),
        }
    }

    fn integer(&mut self, ty: Ty) -> String {
        let is_signed = !matches!(ty, Ty::U8 | Ty::U64);
        let most = if is_signed { (1i128 << (ty.bits() - 1)) - 1 } else { (1i128 << ty.bits()) - 1 };
        let least = if is_signed { -most - 1 } else { 0 };
        let small = self.below(20) as i128 - if is_signed { 6 } else { 0 };
        let any = i128::from(self.next()) % (most + 1);
        let number = self.pick(&[small, small, small, small, most, least, any, most - 1]).unwrap_or(0);
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
