//! What a verifier has to say about a file that decodes: data, in the words of people, with the path of a field.

use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file works, yet something about it is odd.
    Warning,
    /// Whoever loads or runs the file must stumble.
    Error,
}

/// One thing that is odd or wrong in a file that decodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that does not hold, in kebab-case; the verifier's page lists them.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The path of the field: `module[3].functions[0].instruction[12].target`.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// The rule in words, or what else one should know.
    pub note: Option<String>,
}

impl Finding {
    /// Something that makes a loader or a machine stumble.
    pub fn error(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { rule, severity: Severity::Error, path: path.into(), message: message.into(), note: None }
    }

    /// Something that is only odd.
    pub fn warning(rule: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, path, message) }
    }

    /// The same with a note.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.path, self.message, self.rule)
    }
}
