//! Diagnostics as data: what went wrong, where, why, and how to fix it.
//!
//! A [`Diagnostic`] is made by a function of the phase that finds the fault (all wording of a phase is in one file)
//! and rendered by one of the sibling modules. Spans may be in formed texts: rendering follows them to what a
//! person wrote and shows the calls that led there.

pub mod codes;
pub mod emit;
pub mod lints;
pub mod pages;
pub mod render;
pub mod suggest;

pub use codes::Code;

use crate::source::Span;
use render::sanitize;
use std::ops::Range;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The output cannot be made.
    Error,
    /// The output is made, but something is probably a mistake.
    Warning,
    /// Information only.
    Note,
}

/// A place in a text, and a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words; may be empty.
    pub text: String,
}

/// A line below the source, or data that accompanies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The rule behind the diagnostic.
    Note(String),
    /// How to fix it.
    Help(String),
    /// An exact fix: the text to put at a place.
    Fix {
        /// What the fix does.
        text: String,
        /// The place to replace.
        span: Span,
        /// The new text.
        with: String,
    },
    /// A binary file. The message names it in words; this is for programs.
    File {
        /// Its name as it was given.
        name: String,
        /// The offset of the first byte at fault, if there is one.
        offset: Option<u64>,
        /// The number of bytes at fault.
        length: u64,
        /// The path of the field that they are, if they are one.
        field: Option<String>,
    },
}

/// A fault or a remark, with its places and its remedies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its row in the catalogue.
    pub code: Code,
    /// Its severity, which options may change.
    pub level: Level,
    /// One line, lower case, no full stop.
    pub message: String,
    /// The fault itself; none for what has no place in a text.
    pub main: Option<Label>,
    /// Causes and other places.
    pub others: Vec<Label>,
    /// Rules, fixes and files.
    pub remarks: Vec<Remark>,
    /// The number of others of its kind on the same line that it represents.
    pub repeats: u32,
}

impl Diagnostic {
    /// A diagnostic without a place, at the level the catalogue gives.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level(),
            message: message.into(),
            main: None,
            others: Vec::new(),
            remarks: Vec::new(),
            repeats: 0,
        }
    }

    /// Adds the place of the fault.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.main = Some(Label { span, text: text.into() });
        self
    }

    /// Adds the place of a cause, or another place.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Names a binary file that it is about, the one at fault first.
    pub fn in_file(mut self, file: impl Into<String>, offset: Option<u64>) -> Self {
        self.remarks.push(Remark::File { name: file.into(), offset, length: 0, field: None });
        self
    }

    /// Names a field of a binary file, and the bytes it has there.
    pub fn in_field(mut self, file: impl Into<String>, bytes: Option<Range<usize>>, field: &str) -> Self {
        let length = bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        let offset = bytes.map(|bytes| bytes.start as u64);
        let field = (!field.is_empty()).then(|| field.to_owned());
        self.remarks.push(Remark::File { name: file.into(), offset, length, field });
        self
    }

    /// Adds the rule behind it.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.remarks.push(Remark::Note(text.into()));
        self
    }

    /// Adds a suggestion.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.remarks.push(Remark::Help(text.into()));
        self
    }

    /// Adds a suggestion if there is one.
    pub fn help_if(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Shortens its texts to what is shown of them. A name in them may be as long as the input, and a run keeps many
    /// diagnostics.
    pub fn clip(&mut self) {
        sanitize::clip(&mut self.message);
        self.main.iter_mut().chain(&mut self.others).for_each(|label| sanitize::clip(&mut label.text));
        for remark in &mut self.remarks {
            match remark {
                Remark::Note(text) | Remark::Help(text) => sanitize::clip_lines(text),
                Remark::Fix { text, .. } => sanitize::clip_lines(text),
                Remark::File { .. } => {}
            }
        }
    }

    /// The remark about the diagnostics that it represents.
    pub(crate) fn about_repeats(&self) -> Option<String> {
        match self.repeats {
            0 => None,
            1 => Some("and 1 more like this on this line".to_owned()),
            more => Some(format!("and {more} more like this on this line")),
        }
    }

    /// Adds an exact fix. One that is too long to be shown becomes a suggestion in words: a part of it would be wrong.
    pub fn fix(mut self, span: Span, with: impl Into<String>, text: impl Into<String>) -> Self {
        let (text, with) = (text.into(), with.into());
        self.remarks.push(match with.len() {
            ..=sanitize::MESSAGE_LIMIT => Remark::Fix { text, span, with },
            _ => Remark::Help(text),
        });
        self
    }
}
