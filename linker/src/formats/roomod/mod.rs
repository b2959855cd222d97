//! Roo modules: files of types and things become one file. Equal entries are kept once; sizes and names of types are
//! checked over all files.

mod check;

use super::modules::{findings, trailing};
use super::{Linkable, Made};
use crate::error::{LinkError, LinkErrors};
use crate::input::{Input, scan_all};
use crate::layout::Layout;
use crate::listing::MapModule;
use crate::merge::{Conflict, Entries, Hasher, Kind, Relation, Row, Scanned, compare, differ};
use crate::options::Options;
use lzasm::formats::Format;
use lzasm::formats::roomod::keys::ThingKey;
use lzasm::formats::roomod::model::{File, MAGIC, MAX_ENTRIES, Thing, ThingKind, Type, VERSION, Variable};
use lzasm::formats::roomod::walk::{self, Entry};
use lzasm::formats::roomod::{self, verify};
use std::ops::Range;

/// The room of Roo modules, for the registry.
pub(super) struct Roomod;

impl Linkable for Roomod {
    fn format(&self) -> &'static dyn Format {
        &roomod::Roomod
    }

    fn link(&self, inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
        link(inputs, options)
    }

    fn list(&self, bytes: &[u8]) -> Vec<MapModule> {
        let mut entries = Vec::new();
        // Of a damaged file, the entries before the fault are listed.
        let _ = walk::walk(bytes, |entry, range| match entry {
            Entry::Type(kind) => entries.push(MapModule::new("type", kind.name, range)),
            Entry::Thing(thing) => {
                entries.push(MapModule::new(kind_of(&thing), signature(&thing), range));
            }
        });
        entries
    }
}

struct ScannedFile {
    types: Vec<Scanned>,
    things: Vec<Scanned>,
    errors: LinkErrors,
}

/// Decides what the output consists of.
fn link(inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
    let hasher = Hasher::default();
    let (mut types, mut things) = (Entries::default(), Entries::default());
    let mut errors = LinkErrors::default();
    // The index of each input's first type among all.
    let mut starts = Vec::new();
    let mut seen = 0;
    scan_all(
        inputs,
        |_, input| scan(input, &hasher, options),
        |scanned| {
            let input = starts.len();
            starts.push(seen);
            seen += scanned.types.len();
            errors.append(scanned.errors);
            if errors.has_errors() {
                return;
            }
            for one in &scanned.types {
                types.add(input, one, &Types { inputs }, inputs, options.duplicates);
            }
            for one in &scanned.things {
                things.add(input, one, &Things { inputs }, inputs, options.duplicates);
            }
        },
    );
    if errors.has_errors() {
        return Err(errors);
    }
    errors.append(std::mem::take(&mut types.errors));
    errors.append(std::mem::take(&mut things.errors));
    let starts = if options.verify { starts.as_slice() } else { &[] };
    errors.append(check::all(inputs, options, &hasher, starts, (&types, &things)));
    errors.extend(too_much("types", types.rows.len()).or_else(|| too_much("things", things.rows.len())));
    let layout = lay_out(&types, &things);
    let kept = types.kept().chain(things.kept()).collect();
    let type_name = |input: &Input, range: Range<usize>| read_type(&input.bytes[range]).name;
    let thing_name = |input: &Input, range: Range<usize>| signature(&read_thing(&input.bytes[range]));
    let left = vec![types.left(type_name), things.left(thing_name)];
    Ok(Made { layout, kept, left, errors, ..Made::default() })
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

fn scan(input: &Input, hasher: &Hasher, options: &Options) -> ScannedFile {
    let mut scanned = ScannedFile { types: Vec::new(), things: Vec::new(), errors: LinkErrors::default() };
    let walked = walk::walk(&input.bytes, |entry, range| match entry {
        Entry::Type(kind) => {
            let index = scanned.types.len();
            scanned.types.push(Scanned::new(hasher.hash(&kind.name), range));
            if options.verify && (kind.name.is_empty() || has_nameless(&kind.members)) {
                nameless(&mut scanned.errors, input, File { types: vec![kind], ..File::default() }, index);
            }
        }
        Entry::Thing(thing) => {
            let index = scanned.things.len();
            scanned.things.push(Scanned::new(hasher.hash(ThingKey::of(&thing)), range));
            let is_nameless = matches!(&thing.kind, ThingKind::Function { name } if name.is_empty());
            if options.verify && (is_nameless || thing.symbol.is_empty() || has_nameless(&thing.params)) {
                nameless(&mut scanned.errors, input, File { things: vec![thing], ..File::default() }, index);
            }
        }
    });
    match walked {
        Ok(end) => scanned.errors.extend(trailing(input, end)),
        Err(error) => scanned.errors.add(LinkError::Damaged { file: input.name.clone(), error }),
    }
    scanned
}

/// Whether the type of a variable has no name. Variables have no other errors.
fn has_nameless(variables: &[Variable]) -> bool {
    variables.iter().any(|variable| variable.type_name.is_empty())
}

/// Adds what the verifier finds in one entry, which is alone in a file here.
fn nameless(errors: &mut LinkErrors, input: &Input, file: File, index: usize) {
    let found = verify(&file).into_iter().filter(|finding| finding.rule == "empty-name").collect();
    findings(errors, input, found, |path| path.replacen("[0]", &format!("[{index}]"), 1));
}

/// Reads a type again. It was read before, so this cannot fail; if it did, the type would be empty.
fn read_type(bytes: &[u8]) -> Type {
    walk::type_of(bytes).unwrap_or_default()
}

fn read_thing(bytes: &[u8]) -> Thing {
    walk::thing_of(bytes).unwrap_or_default()
}

struct Types<'i> {
    inputs: &'i [Input],
}

impl Types<'_> {
    fn read(&self, row: &Row) -> Type {
        read_type(row.bytes(self.inputs))
    }
}

impl Kind for Types<'_> {
    fn relation(&self, first: &Row, second: &Row) -> Relation {
        if first.bytes(self.inputs) == second.bytes(self.inputs) {
            return Relation::Same;
        }
        // A type has one encoding, so other bytes are another type.
        if self.read(first).name == self.read(second).name { Relation::Differ } else { Relation::None }
    }

    fn conflict(&self, first: &Row, second: &Row) -> Conflict {
        let (first, second) = (self.read(first), self.read(second));
        let mut differences = compare("member", &spellings(&first.members), &spellings(&second.members));
        differences.extend(differ("size", first.size, second.size));
        Conflict { what: "type", name: first.name, differences }
    }
}

struct Things<'i> {
    inputs: &'i [Input],
}

impl Things<'_> {
    fn read(&self, row: &Row) -> Thing {
        read_thing(row.bytes(self.inputs))
    }
}

impl Kind for Things<'_> {
    fn relation(&self, first: &Row, second: &Row) -> Relation {
        if first.bytes(self.inputs) == second.bytes(self.inputs) {
            return Relation::Same;
        }
        let (first, second) = (self.read(first), self.read(second));
        if ThingKey::of(&first) == ThingKey::of(&second) { Relation::Differ } else { Relation::None }
    }

    fn conflict(&self, first: &Row, second: &Row) -> Conflict {
        let (first, second) = (self.read(first), self.read(second));
        let mut differences = compare("parameter", &spellings(&first.params), &spellings(&second.params));
        differences.extend(differ("symbol", &first.symbol, &second.symbol));
        Conflict { what: kind_of(&first), name: signature(&first), differences }
    }
}

fn spellings(variables: &[Variable]) -> Vec<String> {
    variables.iter().map(|variable| format!("{}: {}", variable.name, variable.spelling())).collect()
}

/// A function or operator with the types of its parameters, which distinguish overloads.
fn signature(thing: &Thing) -> String {
    let types: Vec<String> = thing.params.iter().map(Variable::spelling).collect();
    format!("{}({})", thing.kind.spelling(), types.join(", "))
}

fn kind_of(thing: &Thing) -> &'static str {
    if matches!(thing.kind, ThingKind::Function { .. }) { "function" } else { "operator" }
}
