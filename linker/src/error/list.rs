//! The errors and warnings of a link: a bounded number of them, and counts of the rest.

use super::LinkError;
use lzasm::Diagnostics;
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::{Code, Level};
use rustc_hash::FxHashSet;
use std::fmt;

/// How many errors, and how many warnings, are kept. More would not be read, and these take about a megabyte.
pub(crate) const KEPT: usize = 1000;

/// The errors and warnings of a link, in the order in which they were found.
///
/// A link keeps a thousand errors and a thousand warnings and counts the others ([`LinkErrors::left_out`]), so that
/// memory does not grow with the number of faults. `Display` and `Debug` print the messages of the command.
///
/// ```
/// let refused = roolink::Link::new().input("a.lzr", *b"no module").run().err().ok_or("linked")?;
/// assert!(refused.to_string().contains("`a.lzr`"));
/// assert_eq!((refused.len(), refused.left_out().errors), (1, 0));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LinkErrors {
    kept: Vec<LinkError>,
    kept_counts: Counts,
    /// The codes of what is kept.
    codes: FxHashSet<Code>,
    left_out: Counts,
}

impl LinkErrors {
    /// Adds an error or a warning, or counts it if enough are kept.
    ///
    /// The first of each code is always kept: a code may be raised to an error by the command line, or report a
    /// limit of resources, and then it decides the exit code.
    pub(crate) fn add(&mut self, error: LinkError) {
        let code = error.code();
        let level = code.level();
        let is_first = self.codes.insert(code);
        if self.kept_counts.of(level) >= KEPT && !is_first {
            self.left_out.add(level, 1);
            return;
        }
        self.kept_counts.add(level, 1);
        self.kept.push(error);
    }

    /// Counts errors that were found and not made.
    pub(crate) fn leave_out(&mut self, errors: usize) {
        self.left_out.add(Level::Error, errors);
    }

    /// Takes over the errors and warnings of another list.
    pub(crate) fn append(&mut self, other: Self) {
        self.extend(other.kept);
        for level in [Level::Error, Level::Warning] {
            self.left_out.add(level, other.left_out.of(level));
        }
    }

    /// The same list with the errors before the warnings.
    pub(crate) fn errors_first(mut self) -> Self {
        // The sort is stable, so the order is otherwise kept.
        self.kept.sort_by_key(LinkError::is_warning);
        self
    }

    /// Whether there is an error, not only warnings.
    pub(crate) fn has_errors(&self) -> bool {
        self.kept_counts.errors > 0
    }

    /// The number of errors and warnings that were found and not kept.
    pub fn left_out(&self) -> Counts {
        self.left_out
    }

    /// The errors and warnings as messages.
    pub fn diagnostics(&self) -> Diagnostics {
        let diagnostics = self.kept.iter().map(LinkError::diagnostic).collect();
        Diagnostics::without_source(diagnostics).with_left_out(self.left_out)
    }
}

impl std::ops::Deref for LinkErrors {
    type Target = [LinkError];

    fn deref(&self) -> &[LinkError] {
        &self.kept
    }
}

impl Extend<LinkError> for LinkErrors {
    fn extend<I: IntoIterator<Item = LinkError>>(&mut self, errors: I) {
        errors.into_iter().for_each(|error| self.add(error));
    }
}

impl FromIterator<LinkError> for LinkErrors {
    fn from_iter<I: IntoIterator<Item = LinkError>>(errors: I) -> Self {
        let mut list = Self::default();
        list.extend(errors);
        list
    }
}

impl From<LinkError> for LinkErrors {
    fn from(error: LinkError) -> Self {
        Self::from_iter([error])
    }
}

impl From<Vec<LinkError>> for LinkErrors {
    fn from(errors: Vec<LinkError>) -> Self {
        Self::from_iter(errors)
    }
}

impl<'e> IntoIterator for &'e LinkErrors {
    type Item = &'e LinkError;
    type IntoIter = std::slice::Iter<'e, LinkError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for LinkErrors {
    type Item = LinkError;
    type IntoIter = std::vec::IntoIter<LinkError>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl fmt::Display for LinkErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics().fmt(f)
    }
}

impl fmt::Debug for LinkErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A program that returns this from `main` prints it with `Debug`.
        write!(f, "{self}")
    }
}

impl std::error::Error for LinkErrors {}

#[cfg(test)]
mod tests {
    use super::*;

    fn trailing(count: usize) -> LinkError {
        LinkError::TrailingBytes { file: "a".into(), count }
    }

    #[test]
    fn what_is_not_kept_is_counted() {
        let missing = |_| LinkError::NoMember { name: "m".into(), file: "a".into(), similar: Vec::new() };
        let mut list: LinkErrors = (0..1500).map(missing).collect();
        list.extend((0..1200).map(trailing));
        assert_eq!((list.len(), list.left_out().errors, list.left_out().warnings), (2000, 500, 200));
        list.add(LinkError::NoInput);
        assert_eq!((list.len(), list.left_out().errors), (2001, 500), "the first of a code is kept");
        let mut all = LinkErrors::from(LinkError::NoInput);
        all.append(list);
        assert_eq!((all.len(), all.left_out().errors, all.left_out().warnings), (2000, 502, 200));
    }

    #[test]
    fn messages_count_what_is_left_out() {
        let list: LinkErrors = (0..1003).map(trailing).collect();
        let text = list.to_string();
        assert!(text.contains("3 more warnings"), "{text}");
    }
}
