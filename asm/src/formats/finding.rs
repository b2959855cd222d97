//! The findings of a verifier in a file that decodes, as data: a message with the path of a field; and the rules of
//! verifiers, as data too.

use crate::bytes::counted;
use indexmap::IndexMap;
use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file works, yet something about it is odd.
    Warning,
    /// The file cannot be loaded or run.
    Error,
}

/// Something that should hold of a file. Each room lists its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// How much it matters if it does not hold.
    pub severity: Severity,
    /// Whether files in which it does not hold are refused: then the decoder finds the fault, and no verifier.
    pub is_refused: bool,
    /// What is wrong then, in a few words.
    pub meaning: &'static str,
}

/// Makes the list of a room's rules: a constant for each, documented by its meaning, and [`Rule`]s of all in `ALL`.
macro_rules! rules {
    ($( $kind:ident { $( $(#[doc = $meaning:literal])+ $id:ident = $name:literal; )+ } )+) => {
        $($(
            $(#[doc = $meaning])+
            pub const $id: crate::formats::Rule = crate::formats::Rule {
                name: $name,
                severity: rules!(@severity $kind),
                is_refused: rules!(@is_refused $kind),
                meaning: concat!($($meaning),+).trim_ascii(),
            };
        )+)+

        /// All of them.
        pub const ALL: &[&crate::formats::Rule] = &[$($(&$id),+),+];
    };
    (@severity warnings) => { crate::formats::Severity::Warning };
    (@severity $kind:ident) => { crate::formats::Severity::Error };
    (@is_refused refused) => { true };
    (@is_refused $kind:ident) => { false };
}
pub(crate) use rules;

/// Something invalid or suspicious in a file that decodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule that does not hold; the verifier's page lists them.
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
    /// A rule does not hold of the field with this path.
    pub fn new(rule: &'static Rule, path: impl Into<String>, message: impl Into<String>) -> Self {
        let (path, message) = (path.into(), message.into());
        Self { rule: rule.name, severity: rule.severity, path, message, note: None }
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
    counts: IndexMap<&'static str, (usize, Severity)>,
}

impl Findings {
    /// A rule does not hold: the path of the field, and what is wrong there.
    pub(crate) fn add(&mut self, rule: &'static Rule, parts: impl FnOnce() -> (String, String)) {
        self.noted(rule, || {
            let (path, message) = parts();
            (path, message, None)
        });
    }

    /// A rule does not hold: the path of the field, what is wrong there, and what else one should know.
    pub(crate) fn noted(
        &mut self,
        rule: &'static Rule,
        parts: impl FnOnce() -> (String, String, Option<String>),
    ) {
        let (count, _) = self.counts.entry(rule.name).or_insert((0, rule.severity));
        *count += 1;
        if *count <= KEPT {
            let (path, message, note) = parts();
            self.kept.push(Finding { rule: rule.name, severity: rule.severity, path, message, note });
        }
    }

    /// The bytes after the end, if there are any; every format keeps them.
    pub(crate) fn trailing(&mut self, rule: &'static Rule, bytes: &[u8]) {
        if !bytes.is_empty() {
            let verb = if bytes.len() == 1 { "follows" } else { "follow" };
            let message = || format!("{} {verb} the end of the file", counted(bytes.len(), "byte"));
            self.add(rule, || ("trailing".into(), message()));
        }
    }

    /// The findings, and for each rule with more of them than were kept, how many more.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        for (rule, (count, severity)) in self.counts {
            if count > KEPT {
                let message = format!("there are {} more of these", count - KEPT);
                self.kept.push(Finding { rule, severity, path: String::new(), message, note: None });
            }
        }
        self.kept
    }
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the rules of a room are for everyone, those made here are not")]
mod tests {
    use super::*;

    rules! {
        refused {
            /// never
            NEVER = "never";
        }
        errors {
            /// a thing is
            /// wrong
            WRONG = "wrong";
        }
        warnings {
            /// a thing is odd
            ODD = "odd";
        }
    }

    #[test]
    fn rules_are_data() {
        assert_eq!(ALL.iter().map(|rule| rule.name).collect::<Vec<_>>(), ["never", "wrong", "odd"]);
        assert_eq!(
            (WRONG.meaning, WRONG.severity, WRONG.is_refused),
            ("a thing is wrong", Severity::Error, false)
        );
        assert_eq!((ODD.severity, NEVER.is_refused), (Severity::Warning, true));
    }

    #[test]
    fn the_number_of_findings_is_bounded() {
        let mut found = Findings::default();
        found.add(&ODD, || ("a".into(), "b".into()));
        for index in 0..KEPT + 5 {
            found.add(&WRONG, || (format!("code[{index}]"), "no".into()));
        }
        let found = found.finish();
        assert_eq!(found.len(), KEPT + 2);
        assert_eq!(found[KEPT + 1].message, "there are 5 more of these");
        assert_eq!(found[KEPT + 1].severity, Severity::Error);
        assert_eq!(found[KEPT].to_string(), "code[999]: no [wrong]");
    }

    #[test]
    fn bytes_after_the_end_are_counted() {
        let message = |bytes: &[u8]| {
            let mut found = Findings::default();
            found.trailing(&ODD, bytes);
            found.finish().pop().map(|finding| finding.message)
        };
        assert_eq!(message(&[]), None);
        assert_eq!(message(&[0]).as_deref(), Some("1 byte follows the end of the file"));
        assert_eq!(message(&[0; 3]).as_deref(), Some("3 bytes follow the end of the file"));
    }
}
