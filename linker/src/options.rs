//! The options of a link.

/// The options of a link, set by methods. The default is what `roolink a b` does.
///
/// The settings of a format apply to its outputs and are ignored for others.
///
/// ```
/// use roolink::{Duplicates, Entry, Options};
///
/// let options = Options::new().entry(Entry::parse("main::main")).gc(true).duplicates(Duplicates::First);
/// let link = roolink::Link::new().options(options);
/// assert!(link.run().is_err(), "there are no inputs");
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) duplicates: Duplicates,
    pub(crate) allow_undefined: Vec<Pattern>,
    pub(crate) entry: Option<Entry>,
    pub(crate) gc: bool,
    pub(crate) verify: bool,
    pub(crate) edit: Option<Edit>,
    pub(crate) settings: Settings,
}

/// The settings that only one format has, as plain values. The rooms of the formats have the methods that set them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Whether archives among the inputs are dissolved.
    pub(crate) flatten: bool,
    /// How many modules an archive holds at most.
    pub(crate) nest: Option<usize>,
    /// Whether module headers are packed.
    pub(crate) packed_header: Option<bool>,
    /// The name of the output's module.
    pub(crate) name: Option<String>,
    /// The version of the output's module.
    pub(crate) version: Option<Vec<u32>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            duplicates: Duplicates::Error,
            allow_undefined: Vec::new(),
            entry: None,
            gc: false,
            verify: true,
            edit: None,
            settings: Settings::default(),
        }
    }
}

impl Options {
    /// Creates the default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses what happens to a second module, type or struct of one name.
    pub fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Allows undefined names that match a pattern, in which `*` matches any characters and `?` matches one.
    ///
    /// A name matches in full (`M::f/2`), without its number of arguments, or by its module alone.
    pub fn allow_undefined(mut self, pattern: impl Into<String>) -> Self {
        self.allow_undefined.push(Pattern(pattern.into()));
        self
    }

    /// Sets the function where the program starts, which must be defined.
    pub fn entry(mut self, entry: impl Into<Option<Entry>>) -> Self {
        self.entry = entry.into();
        self
    }

    /// Keeps only the modules that the entry reaches. Without an entry all are kept.
    pub fn gc(mut self, yes: bool) -> Self {
        self.gc = yes;
        self
    }

    /// Verifies the inputs, as is the default, or only reads them.
    pub fn verify(mut self, yes: bool) -> Self {
        self.verify = yes;
        self
    }

    /// Changes the first input instead of making a new file of all inputs.
    pub fn edit(mut self, edit: impl Into<Option<Edit>>) -> Self {
        self.edit = edit.into();
        self
    }

    /// Whether a name may stay undefined; it is tried in full, without its arity, and as its module alone.
    pub(crate) fn allows(&self, full: &str) -> bool {
        let (bare, _) = full.split_once('/').unwrap_or((full, ""));
        let (module, _) = bare.split_once("::").unwrap_or((bare, ""));
        self.allow_undefined
            .iter()
            .any(|pattern| [full, bare, module].iter().any(|name| pattern.matches(name)))
    }
}

/// A change of the first input. Archives inside it stay as they are otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Adds the modules of the other inputs at the end: to its outermost archive while there is room, else in archives of
    /// archives around the parts of that archive.
    Add,
    /// Removes its modules of these indices, counted from 0.
    Remove(Vec<usize>),
    /// Replaces its modules by those of the same names in the other inputs.
    Replace,
}

/// What happens to a second definition of one name that differs from the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// It is an error.
    #[default]
    Error,
    /// The first definition is kept.
    First,
    /// The last definition is kept, in its place.
    Last,
}

/// A function by name: `M::f`, or `M::f/2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its module.
    pub module: String,
    /// Its name.
    pub function: String,
    /// Its number of arguments; `None` for any.
    pub arity: Option<u8>,
}

impl Entry {
    /// Parses `M::f` or `M::f/2`, each name in backticks or not.
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

/// A pattern for names, in which `*` matches any characters and `?` matches one.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(String);

impl Pattern {
    /// Whether a name matches. The time is at most proportional to the product of both lengths: of several `*` only the
    /// last one is tried again.
    fn matches(&self, name: &str) -> bool {
        let (pattern, name) = (self.0.as_bytes(), name.as_bytes());
        let (mut p, mut n) = (0, 0);
        // Where the last `*` is, and where what it matches ends.
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
    fn patterns_match_names() {
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
            assert_eq!(Pattern(pattern.into()).matches(name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn undefined_names_are_allowed_by_part() {
        let with = |text: &str| Options::new().allow_undefined(text);
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
