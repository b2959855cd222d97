//! Files as collections of modules: listing them, and extracting modules as files of their own.
//!
//! Adding, removing and replacing modules is an [`Edit`](crate::Edit) of a [`Link`](crate::Link).

use crate::error::{LinkError, LinkErrors};
use crate::formats::{self, Archived, Found};
use crate::input::Input;
use crate::listing::MapModule;
use crate::symbols::number;
use lzasm::formats::Format;
use lzasm_grammar::diag::suggest::Guesses;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// The longest part of a file name made from the name of a module; systems allow 255 bytes, and a number and an
/// extension follow.
const MAX_FILE_NAME: usize = 200;

/// A file as a collection of modules.
///
/// ```
/// use lzasm::{Assembler, Target};
/// use roolink::archive::Archive;
/// use roolink::{Input, Link};
///
/// let assembler = Assembler::new().target(Target::LAZER);
/// let [a, b] = ["a", "b"].map(|name| assembler.assemble_str(name, &format!(".module {name}\n")));
/// let linked = Link::new().input("a.lzr", a?.into_bytes()).input("b.lzr", b?.into_bytes()).run()?;
/// let file = Input::new("all.lzr", linked.to_vec());
/// let archive = Archive::open(&file)?;
/// let second = archive.pick(&["b".to_owned()])?[0];
/// assert_eq!(archive.file_names(&[second]), ["b.lzr"]);
/// assert_eq!(archive.file(second), linked.inputs()[1].bytes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Archive<'i> {
    input: &'i Input,
    format: &'static dyn Format,
    access: &'static dyn Archived,
    members: Vec<Member>,
    guesses: Guesses,
}

/// A module of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, or its number: `#3`.
    pub name: String,
    found: Found,
}

impl<'i> Archive<'i> {
    /// Reads which modules a file has.
    ///
    /// # Errors
    ///
    /// The file is damaged, or of a format whose files hold no modules.
    pub fn open(input: &'i Input) -> Result<Self, LinkErrors> {
        let room = formats::detect(input)?;
        let access = formats::archive(room, input)?;
        let found = access
            .members(&input.bytes)
            .map_err(|error| LinkError::Damaged { file: input.name.clone(), error })?;
        let member = |(index, found): (usize, Found)| {
            let name = found.name.clone().filter(|name| !name.is_empty());
            Member { name: name.unwrap_or_else(|| number(index)), found }
        };
        let members = found.into_iter().enumerate().map(member).collect();
        Ok(Self { input, format: room.format(), access, members, guesses: Guesses::default() })
    }

    /// The modules, in order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Returns a module as a file of its own, which is empty for a module of another archive.
    pub fn file(&self, member: &Member) -> Vec<u8> {
        // The modules of a file are in the order of their bytes.
        let at = self.members.partition_point(|own| own.found.range.start < member.found.range.start);
        if self.members.get(at) != Some(member) {
            return Vec::new();
        }
        self.access.extract(&self.input.bytes, &member.found)
    }

    /// Finds modules by their names or numbers (`#3`), in the order of the file. Without names it returns all modules.
    ///
    /// # Errors
    ///
    /// One of the names is not that of a module in the archive.
    pub fn pick(&self, wanted: &[String]) -> Result<Vec<&Member>, LinkErrors> {
        Ok(self.numbers(wanted)?.into_iter().map(|index| &self.members[index]).collect())
    }

    /// Finds modules like [`Self::pick`], and returns their indices in [`Self::members`].
    ///
    /// # Errors
    ///
    /// One of the names is not that of a module in the archive.
    pub fn numbers(&self, wanted: &[String]) -> Result<Vec<usize>, LinkErrors> {
        if wanted.is_empty() {
            return Ok((0..self.members.len()).collect());
        }
        let mut chosen = vec![false; self.members.len()];
        let mut by_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, member) in self.members.iter().enumerate() {
            by_name.entry(&member.name).or_default().push(index);
        }
        let mut errors = LinkErrors::default();
        for name in wanted {
            let number = name.strip_prefix('#').and_then(|digits| digits.parse::<usize>().ok());
            let number = number.and_then(|number| number.checked_sub(1)).filter(|&at| at < chosen.len());
            match (by_name.get(name.as_str()), number) {
                (Some(found), _) => found.iter().for_each(|&index| chosen[index] = true),
                (None, Some(index)) => chosen[index] = true,
                (None, None) => errors.add(self.no_member(name)),
            }
        }
        let picked = (0..chosen.len()).filter(|&index| chosen[index]);
        if errors.is_empty() { Ok(picked.collect()) } else { Err(errors) }
    }

    /// The error for a module that the archive does not have.
    pub fn no_member(&self, name: &str) -> LinkError {
        let known = self.members.iter().map(|member| member.name.as_str());
        let similar = self.guesses.similar(name, known);
        LinkError::NoMember { name: name.to_owned(), file: self.input.name.clone(), similar }
    }

    /// Makes names for the files of modules. They are all different, even where case is ignored, and contain no
    /// separators, so that no name leads out of a folder.
    pub fn file_names(&self, members: &[&Member]) -> Vec<String> {
        let extension = self.format.info().extensions.first().copied().unwrap_or_default();
        let mut taken: FxHashMap<String, usize> = FxHashMap::default();
        members.iter().map(|member| unique(&cleaned(&member.name), extension, &mut taken)).collect()
    }
}

/// Lists the modules or entries of a file of any format.
///
/// # Errors
///
/// The file is damaged, or is not a module.
///
/// ```
/// let bytes = lzasm::Assembler::new()
///     .target(lzasm::Target::ROOMOD)
///     .assemble_str("size.s", ".struct Size export\n    w: i32\n.end\n")?
///     .into_bytes();
/// let listed = roolink::archive::list(&roolink::Input::new("size.roomod", bytes))?;
/// assert_eq!((listed[0].kind, listed[0].name.as_str()), ("type", "Size"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn list(input: &Input) -> Result<Vec<MapModule>, LinkErrors> {
    let room = formats::detect(input)?;
    if let Err(error) = room.format().decode(&input.bytes) {
        return Err(LinkError::Damaged { file: input.name.clone(), error }.into());
    }
    Ok(room.list(&input.bytes))
}

/// Makes a part of a file name from the name of a module: without separators, and not a name that a system reserves.
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
    // Windows ignores blanks at the end of a name, and before the first dot of a device name.
    let stem = text.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        // Windows accepts these superscript digits in device names.
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
