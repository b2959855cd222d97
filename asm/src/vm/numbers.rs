//! Numbers as programs print them, the same on all machines.

use std::fmt::Display;

/// A float as it is printed: `1` for one, `0.5`, `inf`, `-inf`, `NaN`; with enough digits to distinguish it from its
/// neighbours.
pub fn float_text<F: Display + Into<f64> + Copy>(value: F) -> String {
    let wide: f64 = value.into();
    match wide.is_nan() {
        true => "NaN".to_owned(),
        false => value.to_string(),
    }
}
