//! SAILAR: the structs of several files → one module. What the files say of the module must agree or be given; the
//! width of lengths is worked out anew.

use crate::entries::{Conflict, Entries, Kind, Relation, Row, Shown, compare, differ};
use crate::error::LinkError;
use crate::input::Input;
use crate::layout::Layout;
use crate::link::{Made, scan_all};
use crate::modules::{findings, trailing};
use crate::options::Options;
use lzasm::bytes::{DecodeError, TooLarge};
use lzasm::formats::sailar::model::{File, LengthSize, Struct, identifier_fits};
use lzasm::formats::sailar::{decode, encode, verify, walk};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

struct Scanned {
    head: Option<File>,
    structs: Vec<Shown>,
    /// The greatest number in a struct.
    greatest: u64,
    errors: Vec<LinkError>,
}

/// Decides what the output is.
pub(crate) fn link(inputs: &[Input], options: &Options) -> Result<Made, Vec<LinkError>> {
    let mut scanned: Vec<Scanned> = Vec::new();
    scan_all(inputs, |_, input| scan(input, options), |found| scanned.push(found));
    let mut errors: Vec<LinkError> = scanned.iter_mut().flat_map(|found| found.errors.drain(..)).collect();
    if errors.iter().any(|error| !error.is_warning()) {
        return Err(errors);
    }
    let heads: Vec<(usize, &File)> =
        scanned.iter().enumerate().filter_map(|(index, found)| Some((index, found.head.as_ref()?))).collect();
    let sizes: Vec<LengthSize> = heads.iter().map(|(_, head)| head.length_size).collect();
    let kind = Structs { inputs, sizes: &sizes };
    let mut structs = Entries::default();
    for (input, found) in scanned.iter().enumerate() {
        for shown in &found.structs {
            structs.add(input, shown, &kind, inputs, options.duplicates);
        }
    }
    errors.append(&mut structs.errors);
    let Some(mut head) = head(&heads, inputs, options, &mut errors) else { return Err(errors) };
    let greatest = scanned.iter().map(|found| found.greatest).max().unwrap_or(0);
    let numbers = LengthSize::holding(greatest.max(structs.rows.len() as u64));
    // Four bytes hold every number of a file that has less than 4 GiB.
    head.length_size = LengthSize::smallest_for(&head).max(numbers).unwrap_or(LengthSize::Four);
    let mut layout = Layout::default();
    if let Err(TooLarge { field, value, max }) = lay_out(&mut layout, &head, &structs, &kind) {
        errors.push(LinkError::TooMuch { what: field, count: value, max });
    }
    let kept = structs.kept().collect();
    Ok(Made { layout, kept, dropped: structs.dropped, errors, ..Made::default() })
}

fn lay_out(layout: &mut Layout, head: &File, structs: &Entries, kind: &Structs<'_>) -> Result<(), TooLarge> {
    layout.make(&encode::of_head(head, structs.rows.len())?);
    for row in &structs.rows {
        if kind.sizes[row.input as usize] == head.length_size {
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

fn scan(input: &Input, options: &Options) -> Scanned {
    let mut scanned = Scanned { head: None, structs: Vec::new(), greatest: 0, errors: Vec::new() };
    let walked = walk::walk(&input.bytes, |item, range| {
        scanned.greatest = scanned.greatest.max(item.greatest_number());
        scanned.structs.push(Shown { hash: FxBuildHasher.hash_one(&item.name), range });
    });
    let looked_at = walked.and_then(|(head, end)| {
        scanned.head = Some(head);
        if options.verify { looked_at(input, end) } else { Ok(Vec::new()) }
    });
    match looked_at {
        Ok(errors) => scanned.errors.extend(errors),
        Err(error) => scanned.errors.push(LinkError::Damaged { file: input.name.clone(), error }),
    }
    scanned
}

/// What is wrong with a whole file. Equal structs in it are no fault here: they become one.
fn looked_at(input: &Input, end: usize) -> Result<Vec<LinkError>, DecodeError> {
    let mut errors = Vec::new();
    let found = verify(&decode(&input.bytes)?);
    let found = found.into_iter().filter(|finding| finding.rule != "duplicate-struct").collect();
    findings(&mut errors, input, found, str::to_owned);
    errors.extend(trailing(input, end));
    Ok(errors)
}

/// What stands before the structs of the output: what all inputs say, or what the options say.
fn head(
    heads: &[(usize, &File)],
    inputs: &[Input],
    options: &Options,
    errors: &mut Vec<LinkError>,
) -> Option<File> {
    let (_, first) = heads.first()?;
    let mut head =
        File { structs: heads.iter().find_map(|(_, head)| head.structs.clone()), ..(*first).clone() };
    head.minor = heads.iter().map(|(_, head)| head.minor).max().unwrap_or(head.minor);
    let mut say = |what, option, text: &dyn Fn(&File) -> String| {
        let mut values: Vec<(String, String)> = Vec::new();
        for (input, file) in heads {
            let value = text(file);
            if values.iter().all(|(other, _)| *other != value) {
                values.push((value, inputs[*input].name.clone()));
            }
        }
        if values.len() > 1 {
            errors.push(LinkError::Disagreement { what, values, option });
        }
    };
    say("the major version of the format", None, &|file| file.major.to_string());
    say("the optional fields of the header", None, &|file| match &file.optional {
        None => "none".to_owned(),
        Some(optional) => format!("{} ({})", optional.count, optional.bytes.escape_ascii()),
    });
    match &options.name {
        Some(name) if identifier_fits(name) => head.module.name.clone_from(name),
        _ => say("the name of the module", Some("--name"), &|file| file.module.name.clone()),
    }
    match &options.module_version {
        Some(version) => head.module.version.clone_from(version),
        None => say("the version of the module", Some("--module-version"), &|file| version(file)),
    }
    Some(head)
}

fn version(file: &File) -> String {
    let numbers: Vec<String> = file.module.version.iter().map(u32::to_string).collect();
    if numbers.is_empty() { "none".to_owned() } else { numbers.join(".") }
}

struct Structs<'i> {
    inputs: &'i [Input],
    sizes: &'i [LengthSize],
}

impl Structs<'_> {
    fn read(&self, row: &Row) -> Result<Struct, DecodeError> {
        walk::struct_of(row.bytes(self.inputs), self.sizes[row.input as usize])
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
        let name = self.name(first);
        let mut differences = Vec::new();
        if let (Ok(first), Ok(second)) = (self.read(first), self.read(second)) {
            differences.extend(differ("flags", flags(&first), flags(&second)));
            differences.extend(compare("field", &fields(&first), &fields(&second)));
        }
        Conflict { what: "struct", name, differences }
    }

    fn name(&self, row: &Row) -> String {
        self.read(row).map_or_else(|_| String::new(), |item| item.name)
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

/// The structs of a file as a map shows them: what, name and bytes.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(&'static str, String, std::ops::Range<usize>)> {
    let mut parts = Vec::new();
    // The file was made by us or read before.
    let _ = walk::walk(bytes, |item, range| parts.push(("struct", item.name, range)));
    parts
}
