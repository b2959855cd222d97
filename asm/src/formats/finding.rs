//! What a verifier has to say about a file that decodes: data, in the words of people, with the path of a field.

use indexmap::IndexMap;
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

    /// The warning about bytes after the end, if there are any; every format keeps them.
    pub fn trailing(bytes: &[u8]) -> Option<Self> {
        let message = format!("{} byte(s) follow the end of the file", bytes.len());
        (!bytes.is_empty()).then(|| Self::warning("trailing-bytes", "trailing", message))
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

/// How many findings of one rule are kept: a hostile file must not make more of them than it has bytes.
const KEPT: usize = 1000;

/// Collects findings, and keeps their number in bounds.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Finding>,
    counts: IndexMap<&'static str, usize>,
}

impl Findings {
    /// Something that makes a loader or a machine stumble: its rule, path and message.
    pub(crate) fn error(&mut self, rule: &'static str, parts: impl FnOnce() -> (String, String)) {
        self.add(rule, "", parts, Severity::Error);
    }

    /// Something that is only odd.
    pub(crate) fn warning(&mut self, rule: &'static str, parts: impl FnOnce() -> (String, String)) {
        self.add(rule, "", parts, Severity::Warning);
    }

    /// A finding with a note.
    pub(crate) fn add(
        &mut self,
        rule: &'static str,
        note: &str,
        parts: impl FnOnce() -> (String, String),
        severity: Severity,
    ) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count <= KEPT {
            let (path, message) = parts();
            let note = (!note.is_empty()).then(|| note.to_owned());
            self.kept.push(Finding { rule, severity, path, message, note });
        }
    }

    /// The findings, and for each rule with more of them than were kept, how many more.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        for (rule, count) in self.counts {
            if count > KEPT {
                let of_rule = self.kept.iter().rev().find(|finding| finding.rule == rule);
                let severity = of_rule.map_or(Severity::Warning, |finding| finding.severity);
                let message = format!("there are {} more of these", count - KEPT);
                self.kept.push(Finding { rule, severity, path: String::new(), message, note: None });
            }
        }
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_findings_is_bounded() {
        let mut found = Findings::default();
        found.warning("other", || ("a".into(), "b".into()));
        for index in 0..KEPT + 5 {
            found.error("rule", || (format!("code[{index}]"), "no".into()));
        }
        let found = found.finish();
        assert_eq!(found.len(), KEPT + 2);
        assert_eq!(found[KEPT + 1].message, "there are 5 more of these");
        assert_eq!(found[KEPT + 1].severity, Severity::Error);
        assert_eq!(found[KEPT].to_string(), "code[999]: no [rule]");
    }
}
