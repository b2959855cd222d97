//! The contents of a file in terms that all formats share: a flat list of entries, and the steps of the code of one.
//! Each format's room makes them of its model; the views of files read nothing else.

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Modules in one.
    Archive,
    /// A module.
    Module,
    /// A module that represents a shared library.
    Native,
    /// A module that is used.
    Using,
    /// A structure, layout or type.
    Struct,
    /// A field of a structure.
    Field,
    /// A constant of a pool.
    Constant,
    /// A function.
    Function,
    /// A function of a shared library.
    NativeFunction,
    /// A function that the host provides.
    Intrinsic,
    /// An operator.
    Operator,
    /// A function of another module.
    Import,
    /// Code that belongs to no function.
    Code,
    /// A table of source lines.
    Lines,
    /// Something of the format's own.
    Other,
}

impl Kind {
    /// Its name: one, and several.
    pub const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Archive => ("archive", "archives"),
            Self::Module => ("module", "modules"),
            Self::Native => ("native module", "native modules"),
            Self::Using => ("using", "usings"),
            Self::Struct => ("struct", "structs"),
            Self::Field => ("field", "fields"),
            Self::Constant => ("constant", "constants"),
            Self::Function => ("function", "functions"),
            Self::NativeFunction => ("native function", "native functions"),
            Self::Intrinsic => ("intrinsic", "intrinsics"),
            Self::Operator => ("operator", "operators"),
            Self::Import => ("import", "imports"),
            Self::Code => ("code", "pieces of code"),
            Self::Lines => ("line table", "line tables"),
            Self::Other => ("setting", "settings"),
        }
    }

    /// Whether such an entry contains other entries, as a module does.
    pub const fn is_module(self) -> bool {
        matches!(self, Self::Archive | Self::Module | Self::Native)
    }
}

/// One thing that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name as the user would spell it: `area/2`. May be empty.
    pub name: String,
    /// The module that an import is from.
    pub module: Option<String>,
    /// What else to know about it: a signature, a type, a value.
    pub detail: String,
    /// How many entries contain it.
    pub depth: usize,
    /// The path of its field; empty for a part of several fields.
    pub path: String,
    /// Its code; for a line table, its rows.
    pub code: Option<Code>,
}

/// Where the code of an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The indexes that lead to it; only the format interprets them.
    pub at: Vec<usize>,
    /// The path of the list of its steps: `modules[0].code`.
    pub path: String,
    /// The index of its first step in that list.
    pub start: usize,
    /// How many steps it has.
    pub count: usize,
}

/// An instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its text, without labels.
    pub text: String,
    /// Whether control may continue with the next step.
    pub falls_through: bool,
    /// The steps that its labels refer to, by index in the list; an index may be out of range.
    pub targets: Vec<i64>,
    /// The function it names.
    pub names: Option<Named>,
}

/// A function that an instruction names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// Its module; `None` for the one of the instruction.
    pub module: Option<String>,
    /// Its name, as [`Entry::name`] has it.
    pub name: String,
    /// Whether the function is called here; else it is only taken.
    pub is_call: bool,
}

/// Makes the list of entries.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// The list.
    pub(crate) list: Vec<Entry>,
    /// The depth of the next entry.
    pub(crate) depth: usize,
}

impl Entries {
    /// Adds an entry.
    pub(crate) fn add(
        &mut self,
        kind: Kind,
        name: impl Into<String>,
        detail: impl Into<String>,
        path: String,
    ) {
        let (name, detail) = (name.into(), detail.into());
        self.list.push(Entry { kind, name, module: None, detail, depth: self.depth, path, code: None });
    }

    /// Adds a function of another module.
    pub(crate) fn import(&mut self, module: &str, name: String, path: String) {
        self.add(Kind::Import, name, "", path);
        if let Some(entry) = self.list.last_mut() {
            entry.module = Some(module.to_owned());
        }
    }

    /// Says where the code of the last entry is.
    pub(crate) fn code(&mut self, code: Code) {
        if let Some(entry) = self.list.last_mut() {
            entry.code = Some(code);
        }
    }

    /// Adds entries inside the last one.
    pub(crate) fn inside(&mut self, add: impl FnOnce(&mut Self)) {
        self.depth += 1;
        add(self);
        self.depth -= 1;
    }
}
