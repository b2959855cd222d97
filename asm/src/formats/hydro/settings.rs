//! The settings that only Hydro files have.

use crate::formats::{Form, Setting};

/// The key of the form of module headers.
pub(super) const HEADER: &str = "header";

/// All of them.
pub(super) const ALL: &[Setting] = &[
    Setting {
        form: Form::Word { key: HEADER, word: "packed" },
        option: Some("--hydro-header"),
        meaning: "module headers without the two unused bytes",
    },
    Setting {
        form: Form::Directive {
            name: ".sections",
            places: |program| {
                let sections = program.modules.iter().filter_map(|module| module.sections.as_ref());
                sections.map(|sections| sections.span).collect()
            },
        },
        option: None,
        meaning: "the order of the sections of a module, and the bytes before each",
    },
];
