//! The scan of Lazer inputs: a fast one of all of them, on all processors, and a full one where that finds a fault.

mod fast;
mod full;

use crate::error::LinkErrors;
use crate::input::{BATCH, Input, scan_all};
use crate::symbols::{DefKind, RefKind, Symbols};
use lzasm::formats::lazer::fast::Mention;
use rayon::prelude::*;

/// The symbols of all inputs.
#[derive(Default)]
pub(super) struct Scanned {
    pub(super) symbols: Symbols,
    /// Where the nodes of each input end.
    pub(super) ends: Vec<usize>,
    /// The warnings.
    pub(super) errors: LinkErrors,
}

/// Scans all inputs; without verifying, only what reading them takes.
pub(super) fn all(inputs: &[Input], is_verifying: bool) -> Result<Scanned, LinkErrors> {
    lzasm::threads::prepare();
    let faulty = match fast::all(inputs, is_verifying) {
        Ok(scanned) => return Ok(scanned),
        Err(faulty) => faulty,
    };
    let mut errors = LinkErrors::default();
    let look = |index: usize| full::one(index, &inputs[index], is_verifying).errors;
    for group in faulty.chunks(BATCH) {
        for found in group.par_iter().map(|&index| look(index)).collect::<Vec<_>>() {
            errors.append(found);
        }
    }
    if errors.has_errors() {
        return Err(errors);
    }
    full_of_all(inputs, is_verifying)
}

/// The full scan of all inputs.
fn full_of_all(inputs: &[Input], is_verifying: bool) -> Result<Scanned, LinkErrors> {
    let mut all = Scanned::default();
    scan_all(
        inputs,
        |index, input| full::one(index, input, is_verifying),
        |found| {
            all.errors.append(found.errors);
            all.symbols.absorb(found.symbols);
            all.ends.push(all.symbols.nodes.len());
        },
    );
    if all.errors.has_errors() { Err(all.errors) } else { Ok(all) }
}

/// The names that the modules of an input define and import.
pub(super) fn symbols(index: usize, input: &Input) -> Symbols {
    full::one(index, input, false).symbols
}

/// Adds what a module defines or imports.
#[inline]
fn add(symbols: &mut Symbols, mention: Mention<'_>) {
    match mention {
        Mention::Function(name, arity) => symbols.define(DefKind::Function, name, arity),
        Mention::Native(name) => symbols.define(DefKind::Native, name, 0),
        Mention::Import(module, name, arity) => symbols.refer(RefKind::Call, Some(module), name, arity),
    }
}
