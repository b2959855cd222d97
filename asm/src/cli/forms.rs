//! The formats and text forms that options name.

use crate::formats::{self, Format};
use crate::{SourceForm, Target};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// The format of this name, or with this extension of its files, with or without the dot.
pub fn format(name: &str) -> Option<&'static dyn Format> {
    formats::find(name).or_else(|| formats::by_extension(name.strip_prefix('.').unwrap_or(name)))
}

/// The text forms that formats have of their own, each by the extension of its files.
fn own() -> impl Iterator<Item = PossibleValue> {
    formats::ALL.iter().filter_map(|format| {
        let form = format.text_form()?;
        Some(PossibleValue::new(form.extension()).help(format!("{}'s own text form", format.info().title)))
    })
}

/// Parses the name of any text form.
pub fn any() -> impl TypedValueParser<Value = SourceForm> {
    let assembly = PossibleValue::new("asm").help("The assembly language");
    PossibleValuesParser::new(std::iter::once(assembly).chain(own())).map(|name| {
        Target::from_text_extension(&name)
            .map_or(SourceForm::Assembly, |target| SourceForm::TextOf(target.name()))
    })
}

/// Parses the name of a text form that a format has of its own.
pub fn of_format() -> PossibleValuesParser {
    PossibleValuesParser::new(own())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_names_and_extensions() {
        let name = |text: &str| format(text).map(|format| format.info().name);
        for format in formats::ALL {
            let info = format.info();
            assert_eq!(name(info.name), Some(info.name));
            for extension in info.extensions {
                assert_eq!(name(extension), Some(info.name));
                assert_eq!(name(&format!(".{extension}")), Some(info.name));
            }
        }
        assert_eq!(name("Lazer"), None);
    }
}
