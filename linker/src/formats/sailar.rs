//! SAILAR: the structs of several files become one module. The properties of the module must be equal in all files or
//! be set by options; the width of lengths is chosen anew.

use super::modules::trailing;
use super::{Linkable, Made};
use crate::error::{LISTED, LinkError, LinkErrors};
use crate::input::{Input, scan_all};
use crate::layout::Layout;
use crate::listing::MapModule;
use crate::merge::{Conflict, Entries, Hasher, Kind, Relation, Row, Scanned, compare, differ};
use crate::options::Options;
use lzasm::bytes::{DecodeError, TooLarge};
use lzasm::formats::Format;
use lzasm::formats::sailar::model::{File, LengthSize, Struct, identifier_fits};
use lzasm::formats::sailar::{self, encode, walk};
use std::ops::Range;

/// The room of SAILAR, for the registry.
pub(super) struct Sailar;

/// Settings of SAILAR outputs.
impl Options {
    /// SAILAR: sets the name of the output's module. A name that no module can have is ignored.
    pub fn name(mut self, name: impl Into<Option<String>>) -> Self {
        self.settings.name = name.into();
        self
    }

    /// SAILAR: sets the version of the output's module.
    pub fn module_version(mut self, version: impl Into<Option<Vec<u32>>>) -> Self {
        self.settings.version = version.into();
        self
    }
}

impl Linkable for Sailar {
    fn format(&self) -> &'static dyn Format {
        &sailar::Sailar
    }

    fn link(&self, inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
        link(inputs, options)
    }

    fn list(&self, bytes: &[u8]) -> Vec<MapModule> {
        let mut entries = Vec::new();
        // Of a damaged file, the structs before the fault are listed.
        let _ = walk::walk(bytes, |item, range| entries.push(MapModule::new("struct", item.name, range)));
        entries
    }
}

struct ScannedFile {
    head: Option<File>,
    structs: Vec<Scanned>,
    /// The greatest number in a struct.
    greatest: u64,
    errors: LinkErrors,
}

/// Decides what the output consists of.
fn link(inputs: &[Input], options: &Options) -> Result<Made, LinkErrors> {
    let hasher = Hasher::default();
    let mut heads: Vec<File> = Vec::new();
    let mut structs = Entries::default();
    let mut errors = LinkErrors::default();
    let mut greatest = 0;
    scan_all(
        inputs,
        |_, input| scan(input, &hasher),
        |scanned| {
            errors.append(scanned.errors);
            greatest = greatest.max(scanned.greatest);
            // Without a head there is an error.
            let Some(head) = scanned.head else { return };
            heads.push(head);
            let kind = Structs { inputs, heads: &heads };
            if !errors.has_errors() {
                let input = heads.len() - 1;
                scanned
                    .structs
                    .iter()
                    .for_each(|one| structs.add(input, one, &kind, inputs, options.duplicates));
            }
        },
    );
    if errors.has_errors() {
        return Err(errors);
    }
    errors.append(std::mem::take(&mut structs.errors));
    let Some(mut head) = head(&heads, inputs, options, &mut errors) else { return Err(errors) };
    let numbers = LengthSize::holding(greatest.max(structs.rows.len() as u64));
    // Four bytes hold every number of a file that has less than 4 GiB.
    head.length_size = LengthSize::smallest_for(&head).max(numbers).unwrap_or(LengthSize::Four);
    let mut layout = Layout::default();
    if let Err(TooLarge { field, value, max }) =
        lay_out(&mut layout, &head, &structs, &Structs { inputs, heads: &heads })
    {
        errors.add(LinkError::TooMuch { what: field, count: value, max });
    }
    let (kept, left) = (structs.kept().collect(), vec![structs.left(name)]);
    Ok(Made { layout, kept, left, errors, ..Made::default() })
}

/// The name of a struct of an input.
fn name(input: &Input, range: Range<usize>) -> String {
    let size = walk::head(&input.bytes).map(|head| head.length_size).unwrap_or(LengthSize::One);
    walk::struct_of(&input.bytes[range], size).map_or_else(|_| String::new(), |item| item.name)
}

fn lay_out(layout: &mut Layout, head: &File, structs: &Entries, kind: &Structs<'_>) -> Result<(), TooLarge> {
    layout.make(&encode::of_head(head, structs.rows.len())?);
    for row in &structs.rows {
        if kind.heads[row.input as usize].length_size == head.length_size {
            layout.copy(row.input as usize, row.range());
        } else if let Ok(item) = kind.read(row) {
            layout.make(&encode::of_struct(&item, head.length_size)?);
        }
        let max = u64::from(u32::MAX);
        if layout.size() > max {
            return Err(TooLarge { field: "bytes in the output", value: layout.size(), max });
        }
    }
    Ok(())
}

fn scan(input: &Input, hasher: &Hasher) -> ScannedFile {
    let mut scanned =
        ScannedFile { head: None, structs: Vec::new(), greatest: 0, errors: LinkErrors::default() };
    let walked = walk::walk(&input.bytes, |item, range| {
        scanned.greatest = scanned.greatest.max(item.greatest_number());
        scanned.structs.push(Scanned::new(hasher.hash(&item.name), range));
    });
    // The only error that the verifier finds in a decoded file is two structs of one name, which the merging checks.
    match walked {
        Ok((head, end)) => {
            scanned.head = Some(head);
            scanned.errors.extend(trailing(input, end));
        }
        Err(error) => scanned.errors.add(LinkError::Damaged { file: input.name.clone(), error }),
    }
    scanned
}

/// The head of the output, before its structs: with what all inputs agree on, or what the options set.
fn head(heads: &[File], inputs: &[Input], options: &Options, errors: &mut LinkErrors) -> Option<File> {
    let mut head = heads.first()?.clone();
    head.structs = heads.iter().find_map(|head| head.structs.clone());
    head.minor = heads.iter().map(|head| head.minor).max().unwrap_or(head.minor);
    let mut agree = |what, option, text: &dyn Fn(&File) -> String| {
        let mut values: Vec<(String, String)> = Vec::new();
        for (file, input) in heads.iter().zip(inputs) {
            // A message shows no more, and comparing each with all would take long.
            if values.len() == LISTED {
                break;
            }
            let value = text(file);
            if values.iter().all(|(other, _)| *other != value) {
                values.push((value, input.name.clone()));
            }
        }
        if values.len() > 1 {
            errors.add(LinkError::Disagreement { what, values, option });
        }
    };
    agree("the major version of the format", None, &|file| file.major.to_string());
    agree("the optional fields of the header", None, &|file| match &file.optional {
        None => "none".to_owned(),
        Some(optional) => format!("{} ({})", optional.count, optional.bytes.escape_ascii()),
    });
    match &options.settings.name {
        Some(name) if identifier_fits(name) => head.module.name.clone_from(name),
        _ => agree("the name of the module", Some("--name"), &|file| file.module.name.clone()),
    }
    match &options.settings.version {
        Some(version) => head.module.version.clone_from(version),
        None => agree("the version of the module", Some("--module-version"), &|file| version(file)),
    }
    Some(head)
}

fn version(file: &File) -> String {
    let numbers: Vec<String> = file.module.version.iter().map(u32::to_string).collect();
    if numbers.is_empty() { "none".to_owned() } else { numbers.join(".") }
}

struct Structs<'i> {
    inputs: &'i [Input],
    heads: &'i [File],
}

impl Structs<'_> {
    fn read(&self, row: &Row) -> Result<Struct, DecodeError> {
        walk::struct_of(row.bytes(self.inputs), self.heads[row.input as usize].length_size)
    }
}

impl Kind for Structs<'_> {
    fn relation(&self, first: &Row, second: &Row) -> Relation {
        match (self.read(first), self.read(second)) {
            (Ok(first), Ok(second)) if first == second => Relation::Same,
            (Ok(first), Ok(second)) if first.name == second.name => Relation::Differ,
            _ => Relation::None,
        }
    }

    fn conflict(&self, first: &Row, second: &Row) -> Conflict {
        let mut name = String::new();
        let mut differences = Vec::new();
        if let (Ok(first), Ok(second)) = (self.read(first), self.read(second)) {
            differences.extend(differ("flags", flags(&first), flags(&second)));
            differences.extend(compare("field", &fields(&first), &fields(&second)));
            name = first.name;
        }
        Conflict { what: "struct", name, differences }
    }
}

fn flags(item: &Struct) -> &'static str {
    match (item.is_exported, item.is_open) {
        (true, true) => "export open",
        (true, false) => "export",
        (false, true) => "open",
        (false, false) => "none",
    }
}

fn fields(item: &Struct) -> Vec<String> {
    let spelled = item.fields.iter().map(|field| {
        format!("{}: {}{}", field.name, field.type_name, if field.is_exported { " export" } else { "" })
    });
    spelled.collect()
}
