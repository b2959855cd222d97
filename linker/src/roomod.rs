//! Roo modules: files of types and things → one file. Equal ones are kept once; sizes and names of types are checked
//! over all files.

use crate::entries::{Conflict, Entries, Kind, Relation, Row, Shown, compare, differ};
use crate::error::{LinkError, Origin, Wanted};
use crate::input::Input;
use crate::layout::Layout;
use crate::link::{Made, scan_all};
use crate::modules::{findings, trailing};
use crate::options::Options;
use indexmap::IndexMap;
use lzasm::bytes::DecodeError;
use lzasm::formats::roomod::keys::ThingKey;
use lzasm::formats::roomod::model::{MAGIC, MAX_ENTRIES, Thing, ThingKind, Type, VERSION, Variable};
use lzasm::formats::roomod::walk::{self, Entry};
use lzasm::formats::roomod::{decode, sizes, verify};
use lzasm::ir::Prim;
use lzasm_grammar::suggest::did_you_mean;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// How many of those who want a type are told, and how many unknown types get a guess.
const SHOWN: usize = 8;
const GUESSES: usize = 20;

struct Scanned {
    types: Vec<Shown>,
    things: Vec<Shown>,
    errors: Vec<LinkError>,
}

/// Decides what the output is.
pub(crate) fn link(inputs: &[Input], options: &Options) -> Result<Made, Vec<LinkError>> {
    let (mut types, mut things) = (Entries::default(), Entries::default());
    let mut errors = Vec::new();
    let mut input = 0;
    scan_all(
        inputs,
        |_, input| scan(input, options),
        |scanned| {
            errors.extend(scanned.errors);
            for shown in &scanned.types {
                types.add(input, shown, &Types { inputs }, inputs, options.duplicates);
            }
            for shown in &scanned.things {
                things.add(input, shown, &Things { inputs }, inputs, options.duplicates);
            }
            input += 1;
        },
    );
    if errors.iter().any(|error| !error.is_warning()) {
        return Err(errors);
    }
    errors.append(&mut types.errors);
    errors.append(&mut things.errors);
    errors.extend(Check::new(inputs, options).all(&types, &things));
    errors.extend(too_much("types", types.rows.len()).or_else(|| too_much("things", things.rows.len())));
    let layout = lay_out(&types, &things);
    let kept = types.kept().chain(things.kept()).collect();
    types.dropped.append(&mut things.dropped);
    Ok(Made { layout, kept, dropped: types.dropped, errors, ..Made::default() })
}

fn too_much(what: &'static str, count: usize) -> Option<LinkError> {
    (count > MAX_ENTRIES).then_some(LinkError::TooMuch { what, count: count as u64, max: MAX_ENTRIES as u64 })
}

fn lay_out(types: &Entries, things: &Entries) -> Layout {
    let mut layout = Layout::default();
    layout.make(MAGIC);
    layout.make(&[VERSION]);
    layout.make(&(types.rows.len() as u32).to_le_bytes());
    layout.make(&(things.rows.len() as u32).to_le_bytes());
    for row in types.rows.iter().chain(&things.rows) {
        layout.copy(row.input as usize, row.range());
    }
    layout
}

fn scan(input: &Input, options: &Options) -> Scanned {
    let mut scanned = Scanned { types: Vec::new(), things: Vec::new(), errors: Vec::new() };
    let walked = walk::walk(&input.bytes, |entry, range| match entry {
        Entry::Type(kind) => {
            let hash = FxBuildHasher.hash_one(&kind.name);
            scanned.types.push(Shown { hash, range });
        }
        Entry::Thing(thing) => {
            let hash = FxBuildHasher.hash_one(ThingKey::of(&thing));
            scanned.things.push(Shown { hash, range });
        }
    });
    match walked.and_then(|end| if options.verify { looked_at(input, end).map(Some) } else { Ok(None) }) {
        Ok(Some(errors)) => scanned.errors.extend(errors),
        Ok(None) => {}
        Err(error) => scanned.errors.push(LinkError::Damaged { file: input.name.clone(), error }),
    }
    scanned
}

/// What is wrong with a whole file. Equal things in it are no fault here: they become one.
fn looked_at(input: &Input, end: usize) -> Result<Vec<LinkError>, DecodeError> {
    let mut errors = Vec::new();
    let found = verify(&decode(&input.bytes)?);
    let repeats = ["duplicate-type", "duplicate-operator"];
    let found = found.into_iter().filter(|finding| !repeats.contains(&finding.rule)).collect();
    findings(&mut errors, input, found, str::to_owned);
    errors.extend(trailing(input, end));
    Ok(errors)
}

struct Types<'i> {
    inputs: &'i [Input],
}

impl Types<'_> {
    /// A type that was read before; nothing can go wrong a second time, and if so it is empty.
    fn read(&self, row: &Row) -> Type {
        read_type(row, self.inputs)
    }
}

fn read_type(row: &Row, inputs: &[Input]) -> Type {
    walk::type_of(row.bytes(inputs)).unwrap_or_else(|_| Type {
        name: String::new(),
        members: Vec::new(),
        size: 0,
        origin: Default::default(),
    })
}

impl Kind for Types<'_> {
    fn relation(&self, first: &Row, second: &Row) -> Relation {
        if first.bytes(self.inputs) == second.bytes(self.inputs) {
            return Relation::Same;
        }
        // One form of bytes for each type: other bytes are another type.
        if self.read(first).name == self.read(second).name { Relation::Differ } else { Relation::None }
    }

    fn conflict(&self, first: &Row, second: &Row) -> Conflict {
        let (first, second) = (self.read(first), self.read(second));
        let mut differences = compare("member", &spellings(&first.members), &spellings(&second.members));
        differences.extend(differ("size", first.size, second.size));
        Conflict { what: "type", name: first.name, differences }
    }

    fn name(&self, row: &Row) -> String {
        self.read(row).name
    }
}

struct Things<'i> {
    inputs: &'i [Input],
}

fn read_thing(row: &Row, inputs: &[Input]) -> Thing {
    walk::thing_of(row.bytes(inputs)).unwrap_or_else(|_| Thing {
        kind: ThingKind::Function { name: String::new() },
        params: Vec::new(),
        symbol: String::new(),
        origin: Default::default(),
    })
}

impl Kind for Things<'_> {
    fn relation(&self, first: &Row, second: &Row) -> Relation {
        if first.bytes(self.inputs) == second.bytes(self.inputs) {
            return Relation::Same;
        }
        let (first, second) = (read_thing(first, self.inputs), read_thing(second, self.inputs));
        if ThingKey::of(&first) == ThingKey::of(&second) { Relation::Differ } else { Relation::None }
    }

    fn conflict(&self, first: &Row, second: &Row) -> Conflict {
        let (first, second) = (read_thing(first, self.inputs), read_thing(second, self.inputs));
        let mut differences = compare("parameter", &spellings(&first.params), &spellings(&second.params));
        differences.extend(differ("symbol", &first.symbol, &second.symbol));
        let what = if matches!(first.kind, ThingKind::Function { .. }) { "function" } else { "operator" };
        Conflict { what, name: signature(&first), differences }
    }

    fn name(&self, row: &Row) -> String {
        signature(&read_thing(row, self.inputs))
    }
}

fn spellings(variables: &[Variable]) -> Vec<String> {
    variables.iter().map(|variable| format!("{}: {}", variable.name, variable.spelling())).collect()
}

/// A function or operator with the types of its parameters, which tell overloads apart.
pub(crate) fn signature(thing: &Thing) -> String {
    let types: Vec<String> = thing.params.iter().map(Variable::spelling).collect();
    format!("{}({})", thing.kind.spelling(), types.join(", "))
}

/// The checks over all files.
struct Check<'l> {
    inputs: &'l [Input],
    options: &'l Options,
    /// The size that each type states, and its input.
    sizes: FxHashMap<String, (u64, u32)>,
    /// Who wants the types that are not there.
    missing: IndexMap<String, (usize, Vec<Origin>)>,
    found: Vec<LinkError>,
}

impl<'l> Check<'l> {
    fn new(inputs: &'l [Input], options: &'l Options) -> Self {
        Self { inputs, options, sizes: FxHashMap::default(), missing: IndexMap::new(), found: Vec::new() }
    }

    fn all(mut self, types: &Entries, things: &Entries) -> Vec<LinkError> {
        for row in &types.rows {
            let kind = read_type(row, self.inputs);
            self.sizes.insert(kind.name, (kind.size.into(), row.input));
        }
        for row in &types.rows {
            let kind = read_type(row, self.inputs);
            self.names(row, &kind.name, &kind.members);
            self.size(row, kind);
        }
        let mut symbols: FxHashMap<String, Row> = FxHashMap::default();
        for row in &things.rows {
            let thing = read_thing(row, self.inputs);
            self.names(row, &signature(&thing), &thing.params);
            if let Some(first) = symbols.get(&thing.symbol).filter(|_| !thing.symbol.is_empty()) {
                let first = (signature(&read_thing(first, self.inputs)), first.origin(self.inputs));
                let second = (signature(&thing), row.origin(self.inputs));
                self.found.push(LinkError::SharedSymbol { symbol: thing.symbol, first, second });
            } else {
                symbols.insert(thing.symbol, *row);
            }
        }
        self.undefined();
        self.found
    }

    fn size(&mut self, row: &Row, kind: Type) {
        let known = |name: &str| self.sizes.get(name).map(|(size, _)| *size);
        let sum = sizes::of_members(&kind.members, known).filter(|&sum| sum != u64::from(kind.size));
        if let Some(sum) = sum {
            let origin = row.origin(self.inputs);
            self.found.push(LinkError::SizeMismatch { name: kind.name, stated: kind.size, sum, origin });
        }
    }

    fn names(&mut self, row: &Row, user: &str, variables: &[Variable]) {
        for variable in variables {
            let name = &variable.type_name;
            let is_known = Prim::find(name).is_some() || name == "fn" || self.sizes.contains_key(name);
            if is_known || name.is_empty() || self.options.allows(name) {
                continue;
            }
            let (count, by) = self.missing.entry(name.clone()).or_default();
            *count += 1;
            if by.len() < SHOWN {
                by.push(Origin::module(&self.inputs[row.input as usize].name, user));
            }
        }
    }

    fn undefined(&mut self) {
        let mut known: Vec<&str> = self.sizes.keys().map(String::as_str).collect();
        known.sort_unstable();
        for (at, (name, (count, by))) in std::mem::take(&mut self.missing).into_iter().enumerate() {
            let nearest = if at < GUESSES { did_you_mean(&name, known.iter().copied()) } else { None };
            let similar = nearest.map(|nearest| {
                let (_, input) = self.sizes[nearest];
                (nearest.to_owned(), Origin::file(&self.inputs[input as usize].name))
            });
            let wanted = Wanted::Type(name);
            self.found.push(LinkError::Undefined { wanted, by, count, similar, module: None });
        }
    }
}

/// The entries of a file as a map shows them: what, name and bytes.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(&'static str, String, std::ops::Range<usize>)> {
    let mut parts = Vec::new();
    // The file was made by us or read before.
    let _ = walk::walk(bytes, |entry, range| match entry {
        Entry::Type(kind) => parts.push(("type", kind.name, range)),
        Entry::Thing(thing) => {
            let what = if matches!(thing.kind, ThingKind::Function { .. }) { "function" } else { "operator" };
            parts.push((what, signature(&thing), range));
        }
    });
    parts
}
