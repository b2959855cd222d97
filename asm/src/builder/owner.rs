//! The owner of a handle: a module or function. A handle that is used elsewhere would silently mean something else of
//! the same name there, so it is checked wherever it is used.

use std::fmt::Display;
use std::sync::atomic::{AtomicU32, Ordering};

/// The number of a module builder, different for each builder of a process. It never reaches an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ModuleId(u32);

impl ModuleId {
    pub(super) fn fresh() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// The scope of a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Owner {
    /// Everywhere.
    Nobody,
    /// In this module.
    Module(ModuleId),
    /// In the function of this number in this module.
    Function(ModuleId, u32),
    /// Nowhere: its parts belong to different modules.
    Several,
}

impl Owner {
    /// The owner of a constant with parts of both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, one) | (one, Self::Nobody) => one,
            (one, same) if one == same => one,
            _ => Self::Several,
        }
    }

    /// Whether a handle may be used in a function of a module.
    pub(super) fn allows(self, module: ModuleId, function: u32) -> bool {
        match self {
            Self::Nobody => true,
            Self::Module(own) => own == module,
            Self::Function(own, number) => own == module && number == function,
            Self::Several => false,
        }
    }
}

/// Anything that an instruction takes: its text, and where it may be used.
pub(super) trait Owned: Display {
    /// Its scope.
    fn owner(&self) -> Owner {
        Owner::Nobody
    }
}

impl Owned for super::Reg {}
impl Owned for super::Type {}
impl Owned for super::CallFlags {}
impl Owned for super::Member<'_> {}
impl Owned for u8 {}
impl Owned for i8 {}
impl Owned for u16 {}
impl Owned for i16 {}
impl Owned for i32 {}
impl Owned for u32 {}
