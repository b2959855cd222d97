//! The text forms that options name: the assembly language, and those that formats have of their own.

use crate::{SourceForm, Target, formats};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// The text forms of formats, each by the extension of its files.
fn own() -> impl Iterator<Item = PossibleValue> {
    formats::ALL.iter().filter_map(|format| {
        let form = format.text_form()?;
        Some(PossibleValue::new(form.extension()).help(format!("{}'s own text form", format.info().title)))
    })
}

/// Parses the name of any text form.
pub fn any() -> impl TypedValueParser<Value = SourceForm> {
    let assembly = PossibleValue::new("asm").help("The assembly language");
    PossibleValuesParser::new(std::iter::once(assembly).chain(own()))
        .map(|name| Target::from_text_extension(&name).map_or(SourceForm::Assembly, SourceForm::TextOf))
}

/// Parses the name of a text form that a format has of its own.
pub fn of_format() -> PossibleValuesParser {
    PossibleValuesParser::new(own())
}
