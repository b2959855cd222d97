//! Diagnostics as data: what went wrong, where, why, and how to mend it.
//!
//! A [`Diagnostic`] is made by a function of the phase that finds the fault (all wording of a phase is in one file)
//! and rendered by one of the sibling modules. Spans may lie in formed texts: rendering follows them to what a
//! person wrote and shows the calls on the way.

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

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The output cannot be made.
    Error,
    /// The output is made; something is probably not meant.
    Warning,
    /// Only tells.
    Note,
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to know about it; may be empty.
    pub text: String,
}

/// A line under the source, or something that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The rule behind the diagnostic.
    Note(String),
    /// How to mend it.
    Help(String),
    /// How to mend it, exactly: the text to put at a place.
    Fix {
        /// What the mend does.
        text: String,
        /// The place to replace.
        span: Span,
        /// The new text.
        with: String,
    },
    /// A file that is no text. The words of a diagnostic name it; programs get it as data.
    File {
        /// Its name as it was given.
        name: String,
        /// The offset of the first byte that is meant, if one is.
        offset: Option<u64>,
        /// How many bytes are meant.
        length: u64,
        /// The path of the field that they are, if they are one.
        field: Option<String>,
    },
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its row in the catalogue.
    pub code: Code,
    /// Its weight, which options may change.
    pub level: Level,
    /// One line, lower case, no full stop.
    pub message: String,
    /// The fault itself; none for what has no place in a text.
    pub main: Option<Label>,
    /// Causes and other places.
    pub others: Vec<Label>,
    /// Rules and mends.
    pub remarks: Vec<Remark>,
    /// How many more of its kind on its line it stands for.
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

    /// Marks the fault.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.main = Some(Label { span, text: text.into() });
        self
    }

    /// Marks a cause or another place.
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

    /// Adds the rule.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.remarks.push(Remark::Note(text.into()));
        self
    }

    /// Adds a mend.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.remarks.push(Remark::Help(text.into()));
        self
    }

    /// Adds a mend if there is one.
    pub fn help_if(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Cuts its texts to what is ever shown of them. A name in them may be as long as the input, and a run keeps many
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

    /// What is said about the diagnostics that it stands for.
    pub(crate) fn about_repeats(&self) -> Option<String> {
        match self.repeats {
            0 => None,
            1 => Some("and 1 more like this on this line".to_owned()),
            more => Some(format!("and {more} more like this on this line")),
        }
    }

    /// Adds an exact mend. One that is too long to be shown is only told: a part of it would be wrong.
    pub fn fix(mut self, span: Span, with: impl Into<String>, text: impl Into<String>) -> Self {
        let (text, with) = (text.into(), with.into());
        self.remarks.push(match with.len() {
            ..=sanitize::MESSAGE_LIMIT => Remark::Fix { text, span, with },
            _ => Remark::Help(text),
        });
        self
    }
}
