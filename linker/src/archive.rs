//! Lazer archives and Hydro files as collections: what is in them, modules as files of their own, and names for these
//! files. In goes an input, out come members; putting members together again is the work of [`crate::Link`].

use crate::error::LinkError;
use crate::input::Input;
use crate::map::{self, MapModule};
use crate::{hydro, names};
use lzasm::formats::hydro::model::HeaderForm;
use lzasm::formats::{self, Format, lazer};
use lzasm_grammar::diag::suggest::Guesses;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// The longest name of a file made of a module's name; systems take 255 bytes.
const MAX_FILE_NAME: usize = 200;

/// A file as a collection of modules.
pub struct Archive<'i> {
    input: &'i Input,
    format: &'static dyn Format,
    form: HeaderForm,
    members: Vec<Member>,
    guesses: Guesses,
}

/// A module of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, or its number: `#3`.
    pub name: String,
    range: Range<usize>,
    header_end: usize,
}

impl<'i> Archive<'i> {
    /// Reads which modules a file has.
    pub fn open(input: &'i Input) -> Result<Self, Vec<LinkError>> {
        let damaged = |error| vec![LinkError::Damaged { file: input.name.clone(), error }];
        let format = format_of(input)?;
        let (form, guesses) = (HeaderForm::default(), Guesses::default());
        let mut archive = Self { input, format, form, members: Vec::new(), guesses };
        match format.info().name {
            "lazer" => {
                lazer::walk::walk(&input.bytes, |_, part| {
                    if let lazer::walk::Part::Module(module, range) = part {
                        archive.add(module.name().map(|name| &**name), range, 0);
                    }
                })
                .map_err(damaged)?;
            }
            "hydro" => {
                let walked = formats::hydro::walk::walk(&input.bytes, |_, part| {
                    archive.add(Some(&part.module.name), part.range, part.header_end);
                });
                archive.form = walked.map_err(damaged)?.form;
            }
            _ => {
                let title = format.info().title;
                return Err(vec![LinkError::NotAnArchive { file: input.name.clone(), title }]);
            }
        }
        Ok(archive)
    }

    fn add(&mut self, name: Option<&str>, range: Range<usize>, header_end: usize) {
        let name = name.filter(|name| !name.is_empty());
        let name = name.map_or_else(|| names::number(self.members.len()), str::to_owned);
        self.members.push(Member { name, range, header_end });
    }

    /// The modules, in order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// A module as a file of its own; nothing for a module that is not in this archive.
    pub fn file(&self, member: &Member) -> Vec<u8> {
        // Modules follow each other in a file.
        let at = self.members.partition_point(|own| own.range.start < member.range.start);
        if self.members.get(at) != Some(member) {
            return Vec::new();
        }
        match self.format.info().name {
            "hydro" => hydro::alone(&self.input.bytes, member.range.clone(), member.header_end, self.form),
            _ => self.input.bytes[member.range.clone()].to_vec(),
        }
    }

    /// The modules of these names or numbers, in the order of the file; all of them if none is named.
    pub fn pick(&self, wanted: &[String]) -> Result<Vec<&Member>, Vec<LinkError>> {
        Ok(self.numbers(wanted)?.into_iter().map(|index| &self.members[index]).collect())
    }

    /// The same as numbers of [`Self::members`].
    pub fn numbers(&self, wanted: &[String]) -> Result<Vec<usize>, Vec<LinkError>> {
        if wanted.is_empty() {
            return Ok((0..self.members.len()).collect());
        }
        let mut chosen = vec![false; self.members.len()];
        let mut by_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, member) in self.members.iter().enumerate() {
            by_name.entry(&member.name).or_default().push(index);
        }
        let mut errors = Vec::new();
        for name in wanted {
            let number = name.strip_prefix('#').and_then(|digits| digits.parse::<usize>().ok());
            let number = number.and_then(|number| number.checked_sub(1)).filter(|&at| at < chosen.len());
            match (by_name.get(name.as_str()), number) {
                (Some(found), _) => found.iter().for_each(|&index| chosen[index] = true),
                (None, Some(index)) => chosen[index] = true,
                (None, None) => errors.push(self.no_member(name)),
            }
        }
        let picked = (0..chosen.len()).filter(|&index| chosen[index]);
        if errors.is_empty() { Ok(picked.collect()) } else { Err(errors) }
    }

    /// The error that there is no such module.
    pub fn no_member(&self, name: &str) -> LinkError {
        let known = self.members.iter().map(|member| member.name.as_str());
        let similar = self.guesses.did_you_mean(name, known).map(str::to_owned);
        LinkError::NoMember { name: name.to_owned(), file: self.input.name.clone(), similar }
    }

    /// Names for files of modules: each in one folder, each different, even where case does not count.
    pub fn file_names(&self, members: &[&Member]) -> Vec<String> {
        let extension = self.format.info().extensions.first().copied().unwrap_or_default();
        let mut taken: FxHashMap<String, usize> = FxHashMap::default();
        members.iter().map(|member| unique(&cleaned(&member.name), extension, &mut taken)).collect()
    }
}

/// What is in a file of any format, as a map shows it.
pub fn list(input: &Input) -> Result<Vec<MapModule>, Vec<LinkError>> {
    let format = format_of(input)?;
    if let Err(error) = format.decode(&input.bytes) {
        return Err(vec![LinkError::Damaged { file: input.name.clone(), error }]);
    }
    Ok(map::listed(format.info().name, &input.bytes))
}

fn format_of(input: &Input) -> Result<&'static dyn Format, Vec<LinkError>> {
    formats::detect(&input.bytes).ok_or_else(|| {
        let start = input.bytes.iter().copied().take(8).collect();
        vec![LinkError::NotAModule { file: input.name.clone(), start }]
    })
}

/// A module's name as part of a file's name: no separators, nothing that leads elsewhere or that a system reserves.
fn cleaned(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-+@ ".contains(c);
    let name: String = match name.strip_prefix('#') {
        Some(number) => format!("module-{number}"),
        None => name.to_owned(),
    };
    let mut text: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut end = text.len().min(MAX_FILE_NAME);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    let text = text.trim_matches(['.', ' ', '-']);
    // Windows leaves out blanks at the end of a name, and before the first dot of a device's.
    let stem = text.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        // Windows takes the superscript digits for digits here.
        let is_digit =
            |rest: &str| matches!(rest, "¹" | "²" | "³") || rest.parse::<u8>().is_ok_and(|n| n < 10);
        stem.strip_prefix(device).is_some_and(|rest| rest.chars().count() == 1 && is_digit(rest))
    };
    let is_device =
        ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt");
    match text {
        "" => "module".to_owned(),
        text if is_device => format!("_{text}"),
        text => text.to_owned(),
    }
}

fn unique(stem: &str, extension: &str, taken: &mut FxHashMap<String, usize>) -> String {
    let mut name = format!("{stem}.{extension}");
    loop {
        if let Entry::Vacant(free) = taken.entry(name.to_lowercase()) {
            free.insert(1);
            return name;
        }
        let count = taken.entry(format!("{}.{extension}", stem.to_lowercase())).or_insert(1);
        *count += 1;
        name = format!("{stem}-{count}.{extension}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_lead_out_of_a_folder() {
        let cases = [
            ("a", "a"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("/abs", "_abs"),
            ("..", "module"),
            (".", "module"),
            ("c:\\x", "c__x"),
            ("nul", "_nul"),
            ("COM1.x", "_COM1.x"),
            ("COM1 .x", "_COM1 .x"),
            ("com¹", "_com¹"),
            ("LPT².x", "_LPT².x"),
            ("lpt³ ..", "_lpt³"),
            ("COM10", "COM10"),
            ("com⁴", "com⁴"),
            ("CON. ", "_CON"),
            ("aux ", "_aux"),
            ("#3", "module-3"),
            ("-rf", "rf"),
            ("größe", "größe"),
            ("a\0\n\x1b[31m", "a____31m"),
        ];
        for (name, expected) in cases {
            assert_eq!(cleaned(name), expected);
        }
        assert!(cleaned(&"é".repeat(500)).len() <= MAX_FILE_NAME);
    }

    #[test]
    fn names_are_numbered() {
        let mut taken = FxHashMap::default();
        let mut next = |stem: &str| unique(stem, "lzr", &mut taken);
        assert_eq!(next("a"), "a.lzr");
        assert_eq!(next("A"), "A-2.lzr");
        assert_eq!(next("a-3"), "a-3.lzr");
        assert_eq!(next("a"), "a-4.lzr");
    }
}
