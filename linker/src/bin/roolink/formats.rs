//! The options that only one format has, and the settings of the library that they set.

use clap::{Args, ValueEnum};
use lzasm::cli::messages;
use lzasm::formats::hydro::model::HeaderForm;
use lzasm::formats::sailar::model::identifier_fits;
use lzasm_grammar::diag::Diagnostic;
use roolink::Options;

#[derive(Args, Debug)]
#[command(next_help_heading = "Formats")]
pub(crate) struct FormatArgs {
    /// Lazer: dissolve the archives among the inputs
    #[arg(long)]
    flatten: bool,
    /// Lazer: put at most N modules into an archive, and more modules into archives of archives
    #[arg(long, value_name = "N", default_value_t = 255)]
    #[arg(value_parser = clap::value_parser!(u8).range(2..))]
    nest: u8,
    /// Hydro: choose the form of module headers [default: that of the first input]
    #[arg(long, value_name = "FORM", value_enum)]
    hydro_header: Option<HydroHeader>,
    /// SAILAR: set the name of the module
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// SAILAR: set the version of the module, such as 1.2.0
    #[arg(long, value_name = "VERSION")]
    module_version: Option<String>,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum HydroHeader {
    /// As the table of the format defines it: with two zero bytes after the usings
    Table,
    /// Without these two bytes
    Packed,
}

impl FormatArgs {
    /// Adds the settings to the options of the library; invalid values are added to `wrong`.
    pub(crate) fn set(&self, options: Options, wrong: &mut Vec<Diagnostic>) -> Options {
        let form = self.hydro_header.map(|form| match form {
            HydroHeader::Table => HeaderForm::Table,
            HydroHeader::Packed => HeaderForm::Packed,
        });
        if let Some(name) = self.name.as_ref().filter(|name| !identifier_fits(name)) {
            wrong.push(messages::bad_option("--name", name, "a name has at least one character and no NUL"));
        }
        let version = self.module_version.as_deref().and_then(|text| version(text, wrong));
        let options = options.flatten(self.flatten).nest(self.nest.into());
        options.hydro_header(form).name(self.name.clone()).module_version(version)
    }
}

fn version(text: &str, wrong: &mut Vec<Diagnostic>) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = text.split('.').map(|number| number.parse().ok()).collect();
    if numbers.is_none() {
        let why = "a version is numbers with dots between them, such as 1.2.0";
        wrong.push(messages::bad_option("--module-version", text, why));
    }
    numbers
}
