//! What to run: files, the function to start with, its arguments; and what comes out.

use super::{Argument, Limits};
use crate::formats::Model;
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::source::SourceMap;
use std::fmt;
use std::sync::Arc;

/// A file to run.
pub struct Unit {
    /// Its name as it was given.
    pub name: String,
    /// What is in it.
    pub model: Arc<dyn Model>,
    /// The texts it was assembled from, if that was now: places in the model point into them.
    pub sources: Option<SourceMap>,
}

/// How a run begins.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The function; without one, `main`.
    pub entry: Option<Entry>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// How far the run may go.
    pub limits: Limits,
}

/// The name of a function: `main`, `std.math::gcd`, `std.math::gcd/2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its module, if that is said.
    pub module: Option<String>,
    /// Its name.
    pub function: String,
    /// How many arguments it takes, if that is said.
    pub arity: Option<u8>,
}

impl Entry {
    /// The name of this text; any text is one.
    pub fn parse(text: &str) -> Self {
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

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(module) = &self.module {
            write!(f, "{module}::")?;
        }
        f.write_str(&self.function)?;
        self.arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The result as `print` writes it; none if the function returns nothing.
    pub result: Option<Vec<u8>>,
    /// The same as the language writes it, with its type; the end of a long one is left out.
    pub literal: Option<String>,
    /// How many instructions were executed.
    pub steps: u64,
}

/// Why a program could not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// A file of a format that has no code.
    NoCode {
        /// The file.
        file: String,
        /// What its format is called.
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
    /// There is no function to start with.
    NoEntry {
        /// Its name.
        name: String,
        /// A function that is called much the same.
        similar: Option<String>,
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
        /// How many it takes.
        takes: usize,
        /// How many were given.
        given: usize,
    },
    /// The function takes an argument of another type.
    ArgumentType {
        /// Which argument, from 1.
        index: usize,
        /// What was given.
        given: String,
        /// The type it takes.
        takes: String,
    },
    /// The program is larger than a machine can number.
    TooLarge,
}

impl Unready {
    /// What the user reads.
    pub fn diagnostic(&self) -> Diagnostic {
        crate::vm::messages::unready(self)
    }
}
