//! The `-W` options, and the level that each diagnostic has under them.

use super::suggest::{Guesses, Nearest};
use super::{Code, Level};
use rustc_hash::FxHashMap;

/// The `-W` options of a run. Later options win; a name wins over `error` alone.
#[derive(Clone, Debug, Default)]
pub struct Lints {
    errors: bool,
    shown: FxHashMap<Code, bool>,
    raised: FxHashMap<Code, bool>,
}

/// An invalid value of `-W`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintError {
    /// No lint has this name.
    Unknown {
        /// What was asked for.
        name: String,
        /// The lints with the names most like it.
        similar: Option<Nearest<'static>>,
    },
    /// The name is that of an error, which no option changes.
    NotALint(&'static str),
}

impl std::fmt::Display for LintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { name, similar: None } => write!(f, "unknown warning `{name}`"),
            Self::Unknown { name, similar: Some(similar) } => {
                write!(f, "unknown warning `{name}`; {}", similar.question())
            }
            Self::NotALint(name) => write!(f, "`{name}` is an error, and its level cannot be changed"),
        }
    }
}

impl std::error::Error for LintError {}

impl Lints {
    /// Applies one value: `NAME`, `no-NAME`, `error`, `no-error`, `error=NAME` or `no-error=NAME`.
    ///
    /// # Errors
    /// The name is not that of a warning.
    pub fn parse(&mut self, value: &str) -> Result<(), LintError> {
        match value {
            "error" => self.errors = true,
            "no-error" => self.errors = false,
            _ => self.parse_named(value)?,
        }
        Ok(())
    }

    fn parse_named(&mut self, value: &str) -> Result<(), LintError> {
        if let Some(name) = value.strip_prefix("error=") {
            let code = lint(name)?;
            self.raised.insert(code, true);
            self.shown.insert(code, true);
        } else if let Some(name) = value.strip_prefix("no-error=") {
            self.raised.insert(lint(name)?, false);
        } else if let Ok(code) = lint(value) {
            self.shown.insert(code, true);
        } else if let Some(name) = value.strip_prefix("no-") {
            self.shown.insert(lint(name)?, false);
        } else {
            lint(value)?;
        }
        Ok(())
    }

    /// The level of a diagnostic in this run, given the one it was made with; `None` if it is not to be shown.
    pub fn level(&self, code: Code, made: Level) -> Option<Level> {
        if made == Level::Error {
            return Some(made);
        }
        if self.shown.get(&code) == Some(&false) {
            return None;
        }
        let general = self.errors && made == Level::Warning;
        let raised = self.raised.get(&code).copied().unwrap_or(general);
        Some(if raised { Level::Error } else { made })
    }
}

fn lint(name: &str) -> Result<Code, LintError> {
    match Code::find(name) {
        Some(code) if code.level() == Level::Error => Err(LintError::NotALint(code.name())),
        Some(code) => Ok(code),
        None => Err(LintError::Unknown { name: name.to_owned(), similar: similar(name) }),
    }
}

fn similar(name: &str) -> Option<Nearest<'static>> {
    let lints = Code::ALL.iter().filter(|code| code.level() != Level::Error);
    Guesses::default().nearest(name, lints.map(|code| code.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lint_code() -> Code {
        Code::ALL.iter().copied().find(|code| code.level() == Level::Warning).unwrap()
    }

    fn with(values: &[String]) -> Lints {
        let mut lints = Lints::default();
        for value in values {
            lints.parse(value).unwrap();
        }
        lints
    }

    #[test]
    fn names_turn_off_and_raise() {
        let (code, name) = (lint_code(), lint_code().name());
        let level = |values: &[String]| with(values).level(code, Level::Warning);
        assert_eq!(level(&[]), Some(Level::Warning));
        assert_eq!(level(&[format!("no-{name}")]), None);
        assert_eq!(level(&[format!("no-{name}"), name.into()]), Some(Level::Warning));
        assert_eq!(level(&["error".into()]), Some(Level::Error));
        assert_eq!(level(&[format!("error={name}")]), Some(Level::Error));
        assert_eq!(level(&["error".into(), format!("no-error={name}")]), Some(Level::Warning));
        assert_eq!(level(&["error".into(), "no-error".into()]), Some(Level::Warning));
        assert_eq!(level(&["error".into(), format!("no-{name}")]), None);
    }

    #[test]
    fn errors_stay_and_notes_are_not_raised_together() {
        let lints = with(&["error".into(), format!("no-{}", lint_code().name())]);
        assert_eq!(lints.level(lint_code(), Level::Error), Some(Level::Error));
        assert_eq!(lints.level(Code::BadCharacter, Level::Note), Some(Level::Note));
    }

    #[test]
    fn unknown_names_are_refused_with_a_guess() {
        let mut lints = Lints::default();
        assert_eq!(lints.parse("bad-character"), Err(LintError::NotALint("bad-character")));
        let name = lint_code().name();
        let wrong = format!("{name}x");
        let error = lints.parse(&wrong).unwrap_err();
        let similar = Some(Nearest { first: name, second: None });
        assert_eq!(error, LintError::Unknown { name: wrong, similar });
        assert!(lints.parse("no-").is_err());
        assert!(lints.parse(&"x".repeat(1_000_000)).is_err());
    }
}
