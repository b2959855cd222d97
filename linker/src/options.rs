//! What a link is asked to do: plain data, filled in by the command or by a program.

use lzasm::formats::hydro::model::HeaderForm;
use lzasm::formats::lazer::model::MAX_MODULES;

/// What a link is asked to do. The default is what `roolink a b` does.
#[derive(Clone, Debug)]
pub struct Options {
    /// What happens to a second module, type or struct of one name.
    pub duplicates: Duplicates,
    /// Which undefined names are left to whoever loads the output.
    pub allow_undefined: Vec<Pattern>,
    /// The function that the output starts with, which must be there.
    pub entry: Option<Entry>,
    /// Whether only what the entry reaches is kept.
    pub gc: bool,
    /// Lazer: whether archives among the inputs are dissolved.
    pub flatten: bool,
    /// Lazer: how many modules an archive holds at most, from 2 to 255.
    pub nest: usize,
    /// Hydro: the form of module headers; that of the first input if not given.
    pub hydro_header: Option<HeaderForm>,
    /// SAILAR: the name of the output's module.
    pub name: Option<String>,
    /// SAILAR: the version of the output's module.
    pub module_version: Option<Vec<u32>>,
    /// Whether inputs are verified, not only read.
    pub verify: bool,
    /// What is done to the first input, if the output is to be that input changed and not a new file of all.
    pub edit: Option<Edit>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            duplicates: Duplicates::Error,
            allow_undefined: Vec::new(),
            entry: None,
            gc: false,
            flatten: false,
            nest: MAX_MODULES,
            hydro_header: None,
            name: None,
            module_version: None,
            verify: true,
            edit: None,
        }
    }
}

impl Options {
    /// Whether a name may stay undefined; it is tried in full, without its arity, and as its module alone.
    pub fn allows(&self, full: &str) -> bool {
        let (bare, _) = full.split_once('/').unwrap_or((full, ""));
        let (module, _) = bare.split_once("::").unwrap_or((bare, ""));
        self.allow_undefined.iter().any(|pattern| [full, bare, module].iter().any(|name| pattern.fits(name)))
    }
}

/// What is done to the first input. Archives in it stay as they are otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The modules of the other inputs follow its own: in its outermost archive while there is room, else in archives of
    /// archives around what that holds.
    Add,
    /// Its modules of these numbers, from 0 on, are left out.
    Remove(Vec<usize>),
    /// Modules of the other inputs are in the places of those of the same names.
    Replace,
}

/// What happens to a second definition of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// It is an error.
    #[default]
    Error,
    /// The first one counts.
    First,
    /// The last one counts, in its place.
    Last,
}

/// A function by name: `M::f`, or `M::f/2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its module.
    pub module: String,
    /// Its name.
    pub function: String,
    /// How many arguments it takes, if that matters.
    pub arity: Option<u8>,
}

impl Entry {
    /// Reads `M::f` or `M::f/2`, each name in backticks or not.
    pub fn parse(text: &str) -> Option<Self> {
        let lzasm::vm::Entry { module, function, arity } = lzasm::vm::Entry::parse(text);
        let module = module.filter(|module| !module.is_empty() && !function.is_empty())?;
        Some(Self { module, function, arity })
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}::{}", self.module, self.function)?;
        self.arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

/// A pattern for names, in which `*` stands for any characters and `?` for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// A pattern of this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether a name fits; takes time in proportion to both lengths multiplied at most.
    pub fn fits(&self, name: &str) -> bool {
        let (pattern, name) = (self.0.as_bytes(), name.as_bytes());
        let (mut p, mut n) = (0, 0);
        // Where the last `*` stands, and how much of the name it has taken.
        let mut star = None;
        while n < name.len() {
            match pattern.get(p) {
                Some(b'*') => {
                    star = Some((p, n));
                    p += 1;
                }
                Some(&c) if c == name[n] || c == b'?' => {
                    p += 1;
                    n += 1;
                    // One `?` is one character, however many bytes it has.
                    while c == b'?' && name.get(n).is_some_and(|byte| byte & 0xC0 == 0x80) {
                        n += 1;
                    }
                }
                _ => {
                    let Some((at, taken)) = star else { return false };
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
            }
        }
        pattern[p..].iter().all(|&c| c == b'*')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names() {
        let cases = [
            ("*", "", true),
            ("io", "io", true),
            ("io", "iox", false),
            ("io::*", "io::print/1", true),
            ("*::print", "io::print", true),
            ("i?::p*t", "io::print", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("?", "é", true),
            ("??", "é", false),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(Pattern::new(pattern).fits(name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn undefined_names_are_allowed_by_part() {
        let with = |text: &str| Options { allow_undefined: vec![Pattern::new(text)], ..Options::default() };
        assert!(with("io").allows("io::print/1"));
        assert!(with("io::print").allows("io::print/1"));
        assert!(with("io::print/1").allows("io::print/1"));
        assert!(!with("io::print/2").allows("io::print/1"));
        assert!(!Options::default().allows("io::print/1"));
    }

    #[test]
    fn entries_are_read() {
        let entry = Entry::parse("a::b::f/2").unwrap();
        assert_eq!((entry.module.as_str(), entry.function.as_str(), entry.arity), ("a::b", "f", Some(2)));
        assert_eq!(entry.to_string(), "a::b::f/2");
        assert_eq!(Entry::parse("main::main").unwrap().arity, None);
        let quoted = Entry::parse("`a::b`::`f::g`/2").unwrap();
        assert_eq!((quoted.module.as_str(), quoted.function.as_str()), ("a::b", "f::g"));
        assert_eq!((Entry::parse("main"), Entry::parse("::f"), Entry::parse("m::")), (None, None, None));
    }
}
