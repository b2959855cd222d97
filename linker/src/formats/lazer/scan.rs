//! The scan of Lazer inputs: a quick one of all of them, on all processors, and a thorough one where that finds a fault.
//! The work is divided by modules and not by files, so that one large archive takes no longer than many small ones.

use super::careful;
use crate::error::LinkErrors;
use crate::formats::modules::trailing;
use crate::input::{BATCH, Input, scan_all};
use crate::symbols::{DefKind, Node, RefKind, Symbols};
use lzasm::formats::lazer::skim::{self, Bound, Mention, Skimmer};
use rayon::prelude::*;

/// How many inputs or modules one thread scans in one go.
const CHUNK: usize = 512;
/// How many chunks are scanned before their symbols are merged: more would keep more of them in memory.
const WAVE: usize = 32;

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
    let faulty = match quick(inputs, is_verifying) {
        Ok(scanned) => return Ok(scanned),
        Err(faulty) => faulty,
    };
    let mut errors = LinkErrors::default();
    let look = |index: usize| careful::scan(index, &inputs[index], is_verifying).errors;
    for group in faulty.chunks(BATCH) {
        for found in group.par_iter().map(|&index| look(index)).collect::<Vec<_>>() {
            errors.append(found);
        }
    }
    if errors.has_errors() {
        return Err(errors);
    }
    thorough(inputs, is_verifying)
}

/// The thorough scan of all inputs.
fn thorough(inputs: &[Input], is_verifying: bool) -> Result<Scanned, LinkErrors> {
    let mut all = Scanned::default();
    scan_all(
        inputs,
        |index, input| careful::scan(index, input, is_verifying),
        |found| {
            all.errors.append(found.errors);
            all.symbols.absorb(found.symbols);
            all.ends.push(all.symbols.nodes.len());
        },
    );
    if all.errors.has_errors() { Err(all.errors) } else { Ok(all) }
}

/// A module of an input.
#[derive(Clone, Copy)]
struct Leaf {
    input: u32,
    start: u32,
    len: u32,
}

/// The parts of some inputs.
#[derive(Default)]
struct Frame {
    nodes: Vec<Node>,
    leaves: Vec<Leaf>,
    /// For each input, the number of nodes up to its end, and the offset after its last module.
    ends: Vec<(usize, usize)>,
    /// The inputs that have a fault.
    faulty: Vec<usize>,
}

impl Frame {
    fn add(&mut self, index: usize, input: &Input) {
        let Self { nodes, leaves, .. } = self;
        let end = skim::bounds(&input.bytes, |bound| match bound {
            Bound::Archive(count) => nodes.push(Node::archive(count)),
            Bound::Module(range) => {
                nodes.push(Node::LEAF);
                // Inputs have less than 4 GiB together.
                let (start, len) = (range.start as u32, range.len() as u32);
                leaves.push(Leaf { input: index as u32, start, len });
            }
        });
        self.faulty.extend(end.is_none().then_some(index));
        self.ends.push((self.nodes.len(), end.unwrap_or(0)));
    }
}

/// The quick scan of all inputs; if it fails, the inputs that have a fault.
fn quick(inputs: &[Input], is_verifying: bool) -> Result<Scanned, Vec<usize>> {
    let mut all = Scanned::default();
    let mut faulty = Vec::new();
    let mut leaves = Vec::new();
    for frame in chunks(inputs, |start, inputs| {
        let mut frame = Frame::default();
        inputs.iter().enumerate().for_each(|(at, input)| frame.add(start + at, input));
        frame
    }) {
        let before = all.symbols.nodes.len();
        for (nodes, end) in frame.ends {
            let input = &inputs[all.ends.len()];
            all.ends.push(before + nodes);
            all.errors.extend(trailing(input, end));
        }
        all.symbols.nodes.extend(frame.nodes);
        leaves.extend(frame.leaves);
        faulty.extend(frame.faulty);
    }
    all.symbols.names.reserve(leaves.len());
    let look = |leaves: &[Leaf]| chunks(leaves, |_, leaves| symbols(inputs, leaves, is_verifying));
    let mut ready = Vec::new();
    for wave in leaves.chunks(CHUNK * WAVE) {
        // The symbols of a wave are merged while the next one is scanned.
        ready = rayon::join(|| absorb(&mut all.symbols, &mut faulty, ready), || look(wave)).1;
    }
    absorb(&mut all.symbols, &mut faulty, ready);
    faulty.sort_unstable();
    faulty.dedup();
    if faulty.is_empty() { Ok(all) } else { Err(faulty) }
}

/// Scans a list in chunks; the results are in the order of the list.
fn chunks<T: Sync, R: Send>(list: &[T], look: impl Fn(usize, &[T]) -> R + Sync) -> Vec<R> {
    let size = (list.len() / (8 * rayon::current_num_threads())).clamp(1, CHUNK);
    if list.len() <= size {
        return vec![look(0, list)];
    }
    list.par_chunks(size).enumerate().map(|(index, part)| look(index * size, part)).collect()
}

/// The names that some modules define and import, and the inputs of modules that have a fault.
fn symbols(inputs: &[Input], leaves: &[Leaf], is_verifying: bool) -> (Symbols, Vec<usize>) {
    let mut symbols = Symbols::default();
    let mut faulty = Vec::new();
    let mut skimmer = Skimmer::new(is_verifying);
    for leaf in leaves {
        let (start, end) = (leaf.start as usize, leaf.start as usize + leaf.len as usize);
        let bytes = &inputs[leaf.input as usize].bytes[start..end];
        let name = skimmer.module(bytes, |mention| match mention {
            Mention::Function(name, arity) => symbols.define(DefKind::Function, name, arity),
            Mention::Native(name) => symbols.define(DefKind::Native, name, 0),
            Mention::Import(module, name, arity) => symbols.refer(RefKind::Call, Some(module), name, arity),
        });
        faulty.extend(name.is_none().then_some(leaf.input as usize));
        symbols.module(leaf.input as usize, start..end, name.flatten());
    }
    (symbols, faulty)
}

fn absorb(all: &mut Symbols, faulty: &mut Vec<usize>, found: Vec<(Symbols, Vec<usize>)>) {
    for (symbols, wrong) in found {
        all.absorb(symbols);
        faulty.extend(wrong);
    }
}
