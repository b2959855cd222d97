//! What errors refer to: files, modules and names, and short lists of them.

use std::fmt;

/// A file, and the module in it if the file can hold several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The name of the file as it was given.
    pub file: String,
    /// The name of the module, or its number: `#3`.
    pub module: Option<String>,
}

impl Origin {
    /// A whole file.
    pub(crate) fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), module: None }
    }

    /// A module of a file.
    pub(crate) fn module(file: impl Into<String>, module: impl Into<String>) -> Self {
        Self { file: file.into(), module: Some(module.into()) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.module {
            Some(module) => write!(f, "`{module}` in `{}`", self.file),
            None => write!(f, "`{}`", self.file),
        }
    }
}

/// A name that a module refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// A module.
    Module(String),
    /// A function, with its number of arguments if the format states it.
    Function {
        /// Its module; empty for a module without a name.
        module: String,
        /// Its name.
        name: String,
        /// The number of arguments.
        arity: Option<u8>,
    },
    /// A layout of a module.
    Layout {
        /// Its module; empty for a module without a name.
        module: String,
        /// Its name.
        name: String,
    },
    /// A type.
    Type(String),
}

impl Reference {
    /// The kind of thing: `module`, `function`, `layout` or `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Module(_) => "module",
            Self::Function { .. } => "function",
            Self::Layout { .. } => "layout",
            Self::Type(_) => "type",
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (module, name, arity) = match self {
            Self::Module(name) | Self::Type(name) => ("", name, None),
            Self::Function { module, name, arity } => (module.as_str(), name, *arity),
            Self::Layout { module, name } => (module.as_str(), name, None),
        };
        if !module.is_empty() {
            write!(f, "{module}::")?;
        }
        f.write_str(name)?;
        arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

/// One difference between two things of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The part that differs: `member 2`.
    pub part: String,
    /// Its value in the first; `None` if the first has no such part.
    pub first: Option<String>,
    /// Its value in the second; `None` if the second has no such part.
    pub second: Option<String>,
}

/// The first few items of a list, and the length of the whole list.
///
/// A million files can share one fault, and a message lists no more than a few of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<T> {
    first: Vec<T>,
    count: usize,
}

/// How many items of a list a message shows.
pub(crate) const LISTED: usize = 8;

impl<T> Few<T> {
    /// The first items, at most eight.
    pub fn first(&self) -> &[T] {
        &self.first
    }

    /// The number of all items.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds an item, which is made only if it is one of the first.
    pub(crate) fn push_with(&mut self, item: impl FnOnce() -> T) {
        self.count += 1;
        if self.first.len() < LISTED {
            self.first.push(item());
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        items.into_iter().for_each(|item| few.push_with(|| item));
        few
    }
}
