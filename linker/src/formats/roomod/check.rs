//! The checks over all Roo modules together: that named types are defined, that sizes add up, that no type contains
//! itself, and that no two things share a symbol.

use super::{read_thing, read_type, signature};
use crate::error::{Few, KEPT, LinkError, LinkErrors, Origin, Reference};
use crate::input::Input;
use crate::merge::{Entries, Hasher, Row, Table};
use crate::options::Options;
use indexmap::IndexMap;
use lzasm::formats::roomod::model::{Type, Variable};
use lzasm::formats::roomod::{endless, sizes};
use lzasm::ir::Prim;
use lzasm_grammar::diag::suggest::Guesses;
use rustc_hash::FxHashSet;

/// Checks all types and things. `starts` has the index of each input's first type among all; if it is empty, it is not
/// checked whether types contain themselves.
pub(super) fn all(
    inputs: &[Input],
    options: &Options,
    hasher: &Hasher,
    starts: &[usize],
    (types, things): (&Entries, &Entries),
) -> LinkErrors {
    let sizes = types.rows.iter().map(|row| read_type(row.bytes(inputs)).size).collect();
    let mut check = Check {
        inputs,
        options,
        hasher,
        types,
        sizes,
        undefined: IndexMap::new(),
        further: FxHashSet::default(),
        found: LinkErrors::default(),
    };
    for row in &types.rows {
        let kind = read_type(row.bytes(inputs));
        check.names(row, || kind.name.clone(), &kind.members);
        check.size(row, kind);
    }
    check.things(things);
    check.report_undefined();
    if !starts.is_empty() {
        check.endless(starts);
    }
    check.found
}

struct Check<'l> {
    inputs: &'l [Input],
    options: &'l Options,
    hasher: &'l Hasher,
    types: &'l Entries,
    /// The size that each type states.
    sizes: Vec<u32>,
    /// The first types that are not defined, and what requires them.
    undefined: IndexMap<String, Few<Origin>>,
    /// The hashes of the others, which are only counted: their names may take as much memory as the inputs.
    further: FxHashSet<u64>,
    found: LinkErrors,
}

impl Check<'_> {
    /// The row of the type of this name.
    fn find(&self, name: &str) -> Option<usize> {
        let is_it = |row: &Row| name_of(row.bytes(self.inputs)) == name.as_bytes();
        self.types.find(self.hasher.hash(name), is_it)
    }

    fn size(&mut self, row: &Row, kind: Type) {
        let known = |name: &str| self.find(name).map(|at| self.sizes[at].into());
        let sum = sizes::of_members(&kind.members, known).filter(|&sum| sum != u64::from(kind.size));
        if let Some(sum) = sum {
            let (origin, parts) = (row.origin(self.inputs), self.elsewhere(row, &kind.members));
            self.found.add(LinkError::SizeMismatch {
                name: kind.name,
                stated: kind.size,
                sum,
                origin,
                parts,
            });
        }
    }

    /// The types of members that other files define.
    fn elsewhere(&self, user: &Row, members: &[Variable]) -> Vec<(String, Origin)> {
        let mut parts: Vec<(String, Origin)> = Vec::new();
        for member in members.iter().filter(|member| endless::holds(member)) {
            let row = self.find(&member.type_name).map(|at| &self.types.rows[at]);
            let Some(row) = row.filter(|row| row.input != user.input) else { continue };
            if parts.iter().all(|(name, _)| *name != member.type_name) {
                parts.push((member.type_name.clone(), row.origin(self.inputs)));
            }
        }
        parts
    }

    fn names(&mut self, row: &Row, user: impl Fn() -> String, variables: &[Variable]) {
        for variable in variables {
            let name = &variable.type_name;
            let is_known = Prim::find(name).is_some() || name == "fn" || self.find(name).is_some();
            if is_known || name.is_empty() || self.options.allows(name) {
                continue;
            }
            if self.undefined.len() == KEPT && !self.undefined.contains_key(name) {
                self.further.insert(self.hasher.wide(name));
                continue;
            }
            let by = self.undefined.entry(name.clone()).or_default();
            by.push_with(|| Origin::module(&self.inputs[row.input as usize].name, user()));
        }
    }

    /// The things, by name and by symbol.
    fn things(&mut self, things: &Entries) {
        let mut symbols = Table::default();
        for (index, row) in things.rows.iter().enumerate() {
            let thing = read_thing(row.bytes(self.inputs));
            self.names(row, || signature(&thing), &thing.params);
            if thing.symbol.is_empty() {
                continue;
            }
            let hash = self.hasher.hash(&thing.symbol);
            let read = |at: usize| read_thing(things.rows[at].bytes(self.inputs));
            match symbols.find(hash, |at| read(at).symbol == thing.symbol) {
                Some(at) => {
                    let first = (signature(&read(at)), things.rows[at].origin(self.inputs));
                    let second = (signature(&thing), row.origin(self.inputs));
                    self.found.add(LinkError::SharedSymbol { symbol: thing.symbol, first, second });
                }
                None => symbols.insert(hash, index),
            }
        }
    }

    fn report_undefined(&mut self) {
        let undefined = std::mem::take(&mut self.undefined);
        if undefined.is_empty() {
            return;
        }
        let name = |row: &Row| String::from_utf8_lossy(name_of(row.bytes(self.inputs))).into_owned();
        let known: Vec<(String, u32)> = self.types.rows.iter().map(|row| (name(row), row.input)).collect();
        let guesses = Guesses::default();
        for (name, by) in undefined {
            let names = known.iter().map(|(name, _)| name.as_str());
            let similar = guesses.did_you_mean(&name, names).and_then(|nearest| {
                let (_, input) = known.iter().find(|(name, _)| name == nearest)?;
                Some((nearest.to_owned(), Origin::file(&self.inputs[*input as usize].name)))
            });
            let reference = Reference::Type(name);
            self.found.add(LinkError::Undefined { reference, by, similar, module: None });
        }
        self.found.leave_out(self.further.len());
    }

    /// Reports the types that contain themselves, be it through types of other files.
    fn endless(&mut self, starts: &[usize]) {
        let rows = &self.types.rows;
        let held = |member: &Variable| {
            endless::holds(member).then(|| self.find(&member.type_name)).flatten().map(|at| at as u32)
        };
        let mut edges = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let members = read_type(row.bytes(self.inputs)).members;
            edges.extend(members.iter().filter_map(held).map(|inner| (index as u32, inner)));
        }
        let mut found = LinkErrors::default();
        let left = endless::circles(rows.len(), edges);
        for (row, _) in rows.iter().zip(&left).filter(|(_, left)| **left) {
            let kind = read_type(row.bytes(self.inputs));
            let leads_on = |member: &Variable| held(member).is_some_and(|inner| left[inner as usize]);
            if let Some(member) = kind.members.iter().position(leads_on) {
                let index = row.index as usize - starts[row.input as usize];
                let finding = endless::finding(&kind, index, member);
                let file = self.inputs[row.input as usize].name.clone();
                found.add(LinkError::Refused { file, finding });
            }
        }
        self.found.append(found);
    }
}

/// The name of a type, which its bytes start with: a length that counts the NUL, characters, the NUL.
fn name_of(bytes: &[u8]) -> &[u8] {
    let end = bytes.first().map_or(1, |&length| usize::from(length).max(1));
    bytes.get(1..end).unwrap_or_default()
}
