//! The limits at which a run is stopped.

/// Limits on a run. Reaching one is a fault that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The number of instructions that may be executed; comparing, copying and printing values of many parts counts,
    /// too.
    pub steps: u64,
    /// The number of calls that may be open at a time.
    pub depth: u32,
    /// The number of bytes the program's values and calls may take.
    pub memory: u64,
}

impl Limits {
    /// A number of steps that no run reaches.
    pub const NO_STEPS: u64 = u64::MAX;
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 100_000_000_000, depth: 100_000, memory: 1 << 30 }
    }
}
