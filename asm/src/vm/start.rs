//! The parameters of a run: files, the function to start with, its arguments; and the outcome.

use super::{Argument, Limits};
use crate::formats::Model;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::literal::unescape_str;
use lzasm_grammar::source::SourceMap;
use std::fmt;
use std::sync::Arc;

/// A file to run.
pub struct Unit {
    /// Its name as it was given.
    pub name: String,
    /// Its contents.
    pub model: Arc<dyn Model>,
    /// The texts it was assembled from, if that was now: places in the model point into them.
    pub sources: Option<SourceMap>,
}

/// The start of a run.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The function; without one, `main`.
    pub entry: Option<Entry>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// The limits of the run.
    pub limits: Limits,
}

/// The name of a function: `main`, `std.math::gcd`, `std.math::gcd/2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its module, if stated.
    pub module: Option<String>,
    /// Its name.
    pub function: String,
    /// The number of arguments it takes, if stated.
    pub arity: Option<u8>,
}

impl Entry {
    /// The name of this text; any text is one. A part in backticks, as `lzdump -s` prints it, is read as the language
    /// reads it.
    pub fn parse(text: &str) -> Self {
        Self::quoted(text).unwrap_or_else(|| Self::plain(text))
    }

    /// The name of a text with a part in backticks; `None` if none is, or something else is around them.
    fn quoted(text: &str) -> Option<Self> {
        let (module, rest) = match quoted_part(text) {
            Some((module, rest)) if rest.starts_with("::") => (Some(module), &rest[2..]),
            Some(_) => (None, text),
            None => {
                let (module, rest) = text.split_once("::`")?;
                (Some(module.to_owned()), &text[text.len() - rest.len() - 1..])
            }
        };
        match quoted_part(rest) {
            Some((function, "")) => Some(Self { module, function, arity: None }),
            Some((function, rest)) => {
                let arity = rest.strip_prefix('/')?.parse().ok()?;
                Some(Self { module, function, arity: Some(arity) })
            }
            None => Some(Self { module, ..Self::plain(rest) }).filter(|entry| !entry.function.contains('`')),
        }
    }

    fn plain(text: &str) -> Self {
        let (module, rest) = match text.rsplit_once("::") {
            Some((module, rest)) => (Some(module.to_owned()), rest),
            None => (None, text),
        };
        let (function, arity) = match rest.rsplit_once('/') {
            Some((function, digits)) if !function.is_empty() => (function, digits.parse().ok()),
            _ => (rest, None),
        };
        match arity {
            Some(arity) => Self { module, function: function.to_owned(), arity: Some(arity) },
            None => Self { module, function: rest.to_owned(), arity: None },
        }
    }
}

/// The name in backticks that a text begins with, and the rest.
fn quoted_part(text: &str) -> Option<(String, &str)> {
    let mut is_escaped = false;
    let (end, _) = text.strip_prefix('`')?.char_indices().find(|(_, ch)| {
        let is_end = *ch == '`' && !is_escaped;
        is_escaped = *ch == '\\' && !is_escaped;
        is_end
    })?;
    let (quoted, rest) = text.split_at(end + 2);
    Some((unescape_str(quoted).ok()?.into_owned(), rest))
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = &self.module {
            write!(f, "{module}::")?;
        }
        f.write_str(&self.function)?;
        self.arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

/// The outcome of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The result as `print` writes it; none if the function returns nothing.
    pub result: Option<Vec<u8>>,
    /// The same as the language writes it, with its type; the end of a long one is left out.
    pub literal: Option<String>,
    /// The number of instructions that were executed.
    pub steps: u64,
}

/// Why a program could not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// A file of a format that has no code.
    NoCode {
        /// The file.
        file: String,
        /// The name of its format.
        format: &'static str,
    },
    /// Files of different formats.
    MixedFormats {
        /// A file.
        one: String,
        /// A file of another format.
        other: String,
    },
    /// Two modules of one name.
    DuplicateModule {
        /// The name.
        name: String,
        /// The file of the first.
        first: String,
        /// The file of the second.
        second: String,
    },
    /// No function to start with.
    NoEntry {
        /// Its name.
        name: String,
        /// The functions whose names are nearest to it.
        similar: Vec<String>,
        /// The functions there are, some of them.
        functions: Vec<String>,
    },
    /// The name fits several functions.
    AmbiguousEntry {
        /// The name.
        name: String,
        /// The functions.
        functions: Vec<String>,
    },
    /// The function takes another number of arguments.
    ArgumentCount {
        /// The function.
        function: String,
        /// The number it takes.
        takes: usize,
        /// The number that was given.
        given: usize,
    },
    /// The function takes an argument of another type.
    ArgumentType {
        /// The number of the argument, from 1.
        index: usize,
        /// The argument that was given.
        given: String,
        /// The type it takes.
        takes: String,
    },
    /// The program is larger than a machine can number.
    TooLarge,
}

impl Unready {
    /// The diagnostic.
    pub fn diagnostic(&self) -> Diagnostic {
        crate::vm::messages::unready(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_and_without_backticks() {
        let cases = [
            ("main", None, "main", None),
            ("std.math::gcd/2", Some("std.math"), "gcd", Some(2)),
            ("a::b::f", Some("a::b"), "f", None),
            ("`a::b`::f/1", Some("a::b"), "f", Some(1)),
            ("m::`f::g`/1", Some("m"), "f::g", Some(1)),
            ("`a::`::`\\u{1b}\\`/2`", Some("a::"), "\u{1b}`/2", None),
            ("`a/1`", None, "a/1", None),
            ("m::``/0", Some("m"), "", Some(0)),
            // What is not written so is a name like any other.
            ("`a", None, "`a", None),
            ("m::`a`b", Some("m"), "`a`b", None),
            ("`\\q`", None, "`\\q`", None),
        ];
        for (text, module, function, arity) in cases {
            let entry = Entry::parse(text);
            let found = (entry.module.as_deref(), entry.function.as_str(), entry.arity);
            assert_eq!(found, (module, function, arity), "{text}");
        }
    }
}
