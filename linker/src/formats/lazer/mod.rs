//! Lazer: bytecode modules, native modules and archives become one archive. Modules can be moved without a change; only
//! the headers of archives are new.

mod map;
mod scan;

use super::modules::made;
use super::{Archived, Found, Linkable, Made};
use crate::error::{LinkError, LinkErrors};
use crate::input::Input;
use crate::layout::Layout;
use crate::listing::MapModule;
use crate::options::Options;
use crate::resolve::{Resolution, resolve};
use crate::symbols::{Node, Symbols};
use lzasm::bytes::DecodeError;
use lzasm::formats::lazer::archive::{Step, Tree};
use lzasm::formats::lazer::model::{MAGIC, MAX_DEPTH, MAX_MODULES, VERSION};
use lzasm::formats::{Format, lazer};
use scan::Scanned;

/// The room of Lazer, for the registry.
pub(super) struct Lazer;

/// Settings of Lazer outputs.
impl Options {
    /// Lazer: dissolves the archives among the inputs.
    pub fn flatten(mut self, yes: bool) -> Self {
        self.settings.flatten = yes;
        self
    }

    /// Lazer: sets how many modules an archive holds at most, from 2 to 255. More modules are put into archives of
    /// archives.
    pub fn nest(mut self, count: usize) -> Self {
        self.settings.nest = Some(count.clamp(2, MAX_MODULES));
        self
    }
}

impl Linkable for Lazer {
    fn format(&self) -> &'static dyn Format {
        &lazer::Lazer
    }

    fn link(&self, inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
        let Scanned { symbols, ends, mut errors } = scan::all(inputs, options.verify)?;
        let resolution = resolve(&symbols, inputs, options, true);
        let mut layout = Layout::default();
        errors.extend(lay_out(&mut layout, inputs, &symbols, &ends, &resolution, options));
        Ok(made(layout, inputs, &symbols, resolution, errors))
    }

    fn list(&self, bytes: &[u8]) -> Vec<MapModule> {
        map::of(bytes)
    }

    fn symbols(&self, index: usize, input: &Input) -> Option<Symbols> {
        Some(scan::symbols(index, input))
    }

    fn archive(&self) -> Option<&dyn Archived> {
        Some(self)
    }
}

impl Archived for Lazer {
    fn members(&self, bytes: &[u8]) -> Result<Vec<Found>, DecodeError> {
        let mut found = Vec::new();
        lazer::walk::walk(bytes, |_, part| {
            if let lazer::walk::Part::Module(module, range) = part {
                let name = module.name().map(ToString::to_string);
                found.push(Found { name, header_end: range.start, range });
            }
        })?;
        Ok(found)
    }
}

/// A part of the output: a module, or an archive of an input with what is kept of it.
#[derive(Clone, Copy)]
struct Unit {
    /// The nodes that it consists of.
    nodes: (usize, usize),
    /// Its first module.
    module: usize,
}

fn lay_out(
    layout: &mut Layout,
    inputs: &[Input],
    symbols: &Symbols,
    ends: &[usize],
    resolution: &Resolution,
    options: &Options,
) -> Option<LinkError> {
    let out = Output { inputs, symbols, resolution };
    let units = out.units(ends, options);
    let tree = Tree::new(units.len(), options.settings.nest.unwrap_or(MAX_MODULES));
    // A lone archive is the output; everything else is packed into one.
    let lone =
        options.edit.is_none() && units.len() == 1 && symbols.nodes[units[0].nodes.0].parts().is_some();
    let around = if lone { 0 } else { tree.depth() };
    if let Some(error) = units.iter().find_map(|unit| out.too_deep(*unit, around)) {
        return Some(error);
    }
    let mut units = units.into_iter();
    for step in tree.steps() {
        match step {
            Step::Open(_) if lone => {}
            Step::Open(count) => open(layout, count),
            Step::Leaf => {
                if let Some(unit) = units.next() {
                    out.unit(layout, unit);
                }
            }
        }
    }
    None
}

/// The header of an archive. Its count fits: an archive of an input has at most as many parts as before.
fn open(layout: &mut Layout, count: usize) {
    let [a, b, c] = MAGIC;
    layout.make(&[a, b, c, VERSION, 0, count as u8]);
}

struct Output<'l> {
    inputs: &'l [Input],
    symbols: &'l Symbols,
    resolution: &'l Resolution,
}

impl Output<'_> {
    fn is_kept(&self, place: usize) -> bool {
        self.resolution.at(place).is_some()
    }

    /// The parts of the output in order, without those of which no module is kept.
    fn units(&self, ends: &[usize], options: &Options) -> Vec<Unit> {
        let mut units = Vec::new();
        let (mut start, mut module) = (0, 0);
        for (input, &end) in ends.iter().enumerate() {
            let nodes = &self.symbols.nodes[start..end];
            let is_whole = |at: &usize| match nodes[*at].parts() {
                None => true,
                // An archive that is to be changed keeps what is in it, and is itself made anew.
                Some(_) => !options.settings.flatten && (*at > 0 || input > 0 || options.edit.is_none()),
            };
            let mut at = 0;
            while at < nodes.len() {
                let count = if is_whole(&at) { whole(&nodes[at..]) } else { 1 };
                let inner = &nodes[at..at + count];
                let leaves = inner.iter().filter(|node| node.parts().is_none()).count();
                let keeps = (module..module + leaves).any(|module| self.is_kept(module));
                if keeps || leaves == 0 && is_whole(&at) {
                    units.push(Unit { nodes: (start + at, start + at + count), module });
                }
                (at, module) = (at + count, module + leaves);
            }
            start = end;
        }
        units
    }

    /// Writes what is kept of a unit.
    fn unit(&self, layout: &mut Layout, unit: Unit) {
        let nodes = &self.symbols.nodes[unit.nodes.0..unit.nodes.1];
        let counts = self.counts(nodes, unit.module);
        let mut module = unit.module;
        for (node, count) in nodes.iter().zip(counts) {
            match node.parts() {
                // An archive that was empty stays; one that became empty is left out.
                Some(parts) if count > 0 || parts == 0 => open(layout, count),
                Some(_) => {}
                None => {
                    if let Some(kept) = self.resolution.at(module) {
                        let kept = &self.symbols.modules[kept];
                        layout.copy(kept.input as usize, kept.range());
                    }
                    module += 1;
                }
            }
        }
    }

    /// The number of kept parts of each archive.
    fn counts(&self, nodes: &[Node], first: usize) -> Vec<usize> {
        let mut counts = vec![0; nodes.len()];
        // The archives around a node: their indices, and how many of their parts are still to come.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut module = first;
        for (at, node) in nodes.iter().enumerate() {
            let mut is_kept = match node.parts() {
                Some(0) => true,
                Some(parts) => {
                    open.push((at, parts));
                    continue;
                }
                None => {
                    module += 1;
                    self.is_kept(module - 1)
                }
            };
            while let Some((around, left)) = open.last_mut() {
                counts[*around] += usize::from(is_kept);
                *left -= 1;
                if *left > 0 {
                    break;
                }
                is_kept = counts[*around] > 0;
                open.pop();
            }
        }
        counts
    }

    fn too_deep(&self, unit: Unit, around: usize) -> Option<LinkError> {
        let nodes = &self.symbols.nodes[unit.nodes.0..unit.nodes.1];
        let (mut deepest, mut open) = (0, Vec::new());
        for node in nodes {
            deepest = deepest.max(open.len());
            match node.parts() {
                Some(parts) if parts > 0 => open.push(parts),
                _ => close(&mut open),
            }
        }
        let depth = around + deepest;
        // A unit of archives only has the file of the module after it, or of the last one.
        let module = self.symbols.modules.get(unit.module).or(self.symbols.modules.last());
        let file =
            || module.map_or_else(String::new, |module| self.inputs[module.input as usize].name.clone());
        (depth > MAX_DEPTH).then(|| LinkError::TooDeep { depth, max: MAX_DEPTH, file: file() })
    }
}

/// The number of nodes that the first one spans with its contents.
fn whole(nodes: &[Node]) -> usize {
    let mut left = 1;
    let counts = nodes.iter().take_while(|node| {
        let goes_on = left > 0;
        left += node.parts().unwrap_or(0);
        left -= usize::from(goes_on);
        goes_on
    });
    counts.count()
}

/// Counts a complete part, and the archives that are complete with it.
fn close(open: &mut Vec<usize>) {
    while let Some(left) = open.last_mut() {
        *left -= 1;
        if *left > 0 {
            return;
        }
        open.pop();
    }
}
