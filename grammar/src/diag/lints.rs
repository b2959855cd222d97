//! The `-W` options: in go their values in order, out comes the level each diagnostic has in this run.

use super::{Code, Level};
use rustc_hash::FxHashMap;

/// What the `-W` options of a run ask for. Later options win; a name wins over `error` alone.
#[derive(Clone, Debug, Default)]
pub struct Lints {
    errors: bool,
    shown: FxHashMap<Code, bool>,
    raised: FxHashMap<Code, bool>,
}

/// A value of `-W` that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintError {
    /// No lint has this name; perhaps another was meant.
    Unknown {
        /// What was asked for.
        name: String,
        /// A lint with a name much like it.
        similar: Option<&'static str>,
    },
    /// The name is that of an error, which no option changes.
    NotALint(&'static str),
}

impl std::fmt::Display for LintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { name, similar: None } => write!(f, "there is no warning `{name}`"),
            Self::Unknown { name, similar: Some(similar) } => {
                write!(f, "there is no warning `{name}`; did you mean `{similar}`?")
            }
            Self::NotALint(name) => write!(f, "`{name}` is an error and always stays one"),
        }
    }
}

impl std::error::Error for LintError {}

impl Lints {
    /// Takes one value: `NAME`, `no-NAME`, `error`, `no-error`, `error=NAME` or `no-error=NAME`.
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

fn similar(name: &str) -> Option<&'static str> {
    let lints = Code::ALL.iter().filter(|code| code.level() != Level::Error);
    let near = lints.map(|code| (distance(name, code.name()), code.name())).min()?;
    (near.0 <= 1 + name.len() / 4).then_some(near.1)
}

/// How many characters have to be put in, taken out or changed to make one text of the other. Texts that are long
/// are far from everything, so that an option of any length costs little.
fn distance(from: &str, to: &str) -> usize {
    if from.len() > 64 {
        return from.len();
    }
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, b) in to.chars().enumerate() {
            let best = (diagonal + usize::from(a != b)).min(row[column] + 1).min(row[column + 1] + 1);
            diagonal = std::mem::replace(&mut row[column + 1], best);
        }
    }
    row.last().copied().unwrap_or(0)
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
        assert_eq!(error, LintError::Unknown { name: wrong, similar: Some(name) });
        assert!(lints.parse("no-").is_err());
        assert!(lints.parse(&"x".repeat(1_000_000)).is_err());
    }
}
