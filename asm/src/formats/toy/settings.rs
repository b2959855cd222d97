//! The setting that only toys have.

use crate::formats::{Form, Setting};

/// The key of the mark.
pub(super) const MARK: &str = "mark";

/// All of them.
pub(super) const ALL: &[Setting] = &[Setting {
    form: Form::Number { key: MARK, values: &[0, 1, 2] },
    option: None,
    meaning: "a number that means nothing",
}];
