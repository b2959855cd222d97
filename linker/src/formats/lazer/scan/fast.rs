//! The fast scan of Lazer inputs, on all processors. The work is divided by modules and not by files, so that one large
//! archive takes no longer than many small ones.

use super::{Scanned, add};
use crate::formats::modules::trailing;
use crate::input::Input;
use crate::symbols::{Node, Symbols};
use lzasm::formats::lazer::fast::{self, Scanner};
use lzasm::formats::lazer::walk::Part;
use rayon::prelude::*;

/// How many inputs or modules one thread scans in one go.
const CHUNK: usize = 512;
/// How many chunks are scanned before their symbols are merged: more would keep more of them in memory.
const WAVE: usize = 32;

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
        let end = fast::bounds(&input.bytes, |part| match part {
            Part::Archive(count) => nodes.push(Node::archive(count)),
            Part::Module((), range) => {
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

/// The scan of all inputs; if it fails, the inputs that have a fault.
pub(super) fn all(inputs: &[Input], is_verifying: bool) -> Result<Scanned, Vec<usize>> {
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
    let mut scanner = Scanner::new(is_verifying);
    for leaf in leaves {
        let (start, end) = (leaf.start as usize, leaf.start as usize + leaf.len as usize);
        let bytes = &inputs[leaf.input as usize].bytes[start..end];
        let name = scanner.module(bytes, |mention| add(&mut symbols, mention));
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
