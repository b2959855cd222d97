//! SAILAR: the structs of several files → one module. What the files say of the module must agree or be given; the
//! width of lengths is worked out anew.

use crate::entries::{Conflict, Entries, Hasher, Kind, Relation, Row, Shown, compare, differ};
use crate::error::LinkError;
use crate::input::Input;
use crate::layout::Layout;
use crate::link::{Made, scan_all};
use crate::modules::{not_an_archive, trailing};
use crate::options::Options;
use lzasm::bytes::{DecodeError, TooLarge};
use lzasm::formats::sailar::INFO;
use lzasm::formats::sailar::model::{File, LengthSize, Struct, identifier_fits};
use lzasm::formats::sailar::{encode, walk};
use std::ops::Range;

struct Scanned {
    head: Option<File>,
    structs: Vec<Shown>,
    /// The greatest number in a struct.
    greatest: u64,
    errors: Vec<LinkError>,
}

/// Decides what the output is.
pub(crate) fn link(inputs: &[Input], options: &Options) -> Result<Made, Vec<LinkError>> {
    not_an_archive(inputs, options, INFO.title)?;
    let hasher = Hasher::default();
    let mut heads: Vec<File> = Vec::new();
    let mut structs = Entries::default();
    let mut errors = Vec::new();
    let mut greatest = 0;
    scan_all(
        inputs,
        |_, input| scan(input, &hasher),
        |scanned| {
            errors.extend(scanned.errors);
            greatest = greatest.max(scanned.greatest);
            // Without a head there is an error.
            let Some(head) = scanned.head else { return };
            heads.push(head);
            let kind = Structs { inputs, heads: &heads };
            if errors.iter().all(LinkError::is_warning) {
                let input = heads.len() - 1;
                scanned
                    .structs
                    .iter()
                    .for_each(|one| structs.add(input, one, &kind, inputs, options.duplicates));
            }
        },
    );
    if errors.iter().any(|error| !error.is_warning()) {
        return Err(errors);
    }
    errors.append(&mut structs.errors);
    let Some(mut head) = head(&heads, inputs, options, &mut errors) else { return Err(errors) };
    let numbers = LengthSize::holding(greatest.max(structs.rows.len() as u64));
    // Four bytes hold every number of a file that has less than 4 GiB.
    head.length_size = LengthSize::smallest_for(&head).max(numbers).unwrap_or(LengthSize::Four);
    let mut layout = Layout::default();
    if let Err(TooLarge { field, value, max }) =
        lay_out(&mut layout, &head, &structs, &Structs { inputs, heads: &heads })
    {
        errors.push(LinkError::TooMuch { what: field, count: value, max });
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

fn scan(input: &Input, hasher: &Hasher) -> Scanned {
    let mut scanned = Scanned { head: None, structs: Vec::new(), greatest: 0, errors: Vec::new() };
    let walked = walk::walk(&input.bytes, |item, range| {
        scanned.greatest = scanned.greatest.max(item.greatest_number());
        scanned.structs.push(Shown::new(hasher.hash(&item.name), range));
    });
    // A file that decodes breaks no rule that is an error, but for two structs of one name, which is looked at here.
    match walked {
        Ok((head, end)) => {
            scanned.head = Some(head);
            scanned.errors.extend(trailing(input, end));
        }
        Err(error) => scanned.errors.push(LinkError::Damaged { file: input.name.clone(), error }),
    }
    scanned
}

/// What stands before the structs of the output: what all inputs say, or what the options say.
fn head(heads: &[File], inputs: &[Input], options: &Options, errors: &mut Vec<LinkError>) -> Option<File> {
    let mut head = heads.first()?.clone();
    head.structs = heads.iter().find_map(|head| head.structs.clone());
    head.minor = heads.iter().map(|head| head.minor).max().unwrap_or(head.minor);
    let mut say = |what, option, text: &dyn Fn(&File) -> String| {
        let mut values: Vec<(String, String)> = Vec::new();
        for (file, input) in heads.iter().zip(inputs) {
            let value = text(file);
            if values.iter().all(|(other, _)| *other != value) {
                values.push((value, input.name.clone()));
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

/// The structs of a file as a map shows them: what, name and bytes.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(&'static str, String, std::ops::Range<usize>)> {
    let mut parts = Vec::new();
    // The file was made by us or read before.
    let _ = walk::walk(bytes, |item, range| parts.push(("struct", item.name, range)));
    parts
}
