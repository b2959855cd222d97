//! The options for limits of commands that assemble.

use crate::Options;
use clap::Args;

/// Limits of expansions.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Limits")]
pub struct Expansion {
    /// Stop when a macro call or `.repeat` makes more than N statements [default: 16777216]
    #[arg(long, value_name = "N")]
    max_statements: Option<u64>,
    /// Stop when expansions and included data take more than BYTES [default: 268435456]
    #[arg(long, value_name = "BYTES")]
    max_expansion: Option<u64>,
}

impl Expansion {
    /// Options with these limits.
    pub fn limit(&self, options: Options) -> Options {
        Options { max_statements: self.max_statements, max_expansion: self.max_expansion, ..options }
    }
}
