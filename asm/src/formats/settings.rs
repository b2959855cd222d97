//! Settings that the files of one format have. They are rows of that format's room; `.format` reads its keys and values
//! from them, lowering refuses those of another format, and the manual lists them.

use super::{ALL, Info, messages};
use crate::Session;
use crate::ir::{Program, Span};

/// A setting that only the files of one format have.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// How a source states it.
    pub form: Form,
    /// The option of `lzasm` that states it, if there is one.
    pub option: Option<&'static str>,
    /// What it sets, as the manual has it.
    pub meaning: &'static str,
}

/// How a source states a setting.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// `.format MAJOR.MINOR`: a version other than 0.
    Version,
    /// `.format KEY=NUMBER`
    Number {
        /// The key.
        key: &'static str,
        /// The numbers that are valid.
        values: &'static [u8],
    },
    /// `.format KEY=WORD`
    Word {
        /// The key.
        key: &'static str,
        /// The only word that is valid.
        word: &'static str,
    },
    /// A directive of its own.
    Directive {
        /// The directive with its dot.
        name: &'static str,
        /// The places where a program has it.
        places: fn(&Program) -> Vec<Span>,
    },
}

impl Form {
    /// The key in a `.format`, if the setting is stated by one.
    pub const fn key(&self) -> Option<&'static str> {
        match *self {
            Self::Number { key, .. } | Self::Word { key, .. } => Some(key),
            Self::Version | Self::Directive { .. } => None,
        }
    }

    /// The setting as messages and the manual spell it: `length_size=`, `structs=none`, `.sections`.
    pub fn spelling(&self) -> String {
        match self {
            Self::Version => ".format MAJOR.MINOR".to_owned(),
            Self::Number { key, .. } => format!("{key}="),
            Self::Word { key, word } => format!("{key}={word}"),
            Self::Directive { name, .. } => (*name).to_owned(),
        }
    }

    /// The places where a program has the setting. The version is not among them: every format has one.
    fn places(&self, program: &Program) -> Vec<Span> {
        match self {
            Self::Version => Vec::new(),
            Self::Number { key, .. } | Self::Word { key, .. } => {
                program.format.setting(key).map(|value| value.span).into_iter().collect()
            }
            Self::Directive { places, .. } => places(program),
        }
    }
}

/// Reports the settings of a program that the files of a format do not have.
pub(super) fn check(cx: &mut Session, program: &Program, info: &Info) {
    let has_versions = info.settings.iter().any(|setting| matches!(setting.form, Form::Version));
    if let Some(version) = program
        .format
        .version
        .filter(|version| !has_versions && version.value != (0, None) && version.value != (0, Some(0)))
    {
        let text = cx.sources.text(version.span).to_owned();
        cx.report(messages::format_version(version.span, info.name, &text, "its only version is 0"));
    }
    for owner in ALL.iter().map(|format| format.info()).filter(|owner| owner.name != info.name) {
        let rule = format!("it belongs to {}", owner.name);
        for setting in owner.settings {
            let spelling = format!("`{}`", setting.form.spelling());
            for span in setting.form.places(program) {
                cx.report(messages::wrong_format_setting(span, &spelling, info.name, &rule));
            }
        }
    }
}
