//! The wording of diagnostics, one file for each phase. In go the data at hand, out come diagnostics.

pub(crate) mod decode;
pub(crate) mod expand;
pub mod files;
pub(crate) mod h2o;
pub(crate) mod limits;
pub(crate) mod numbers;
pub(crate) mod operands;
pub(crate) mod resolve;
pub(crate) mod run;
pub(crate) mod translate;

/// A number with its digits in groups of three.
pub(crate) fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
