//! The settings that only SAILAR files have.

use crate::formats::{Form, Setting};

/// The key of the number of bytes of each length.
pub(super) const LENGTH_SIZE: &str = "length_size";
/// The key that leaves out the table of structs.
pub(super) const STRUCTS: &str = "structs";

/// All of them.
pub(super) const ALL: &[Setting] = &[
    Setting {
        form: Form::Version,
        option: None,
        meaning: "the version in the file, 0.12 by default; the others have only 0",
    },
    Setting {
        form: Form::Number { key: LENGTH_SIZE, values: &[1, 2, 4] },
        option: Some("--length-size"),
        meaning: "bytes of each length; by default the smallest number that is enough",
    },
    Setting {
        form: Form::Word { key: STRUCTS, word: "none" },
        option: None,
        meaning: "the file ends after its header",
    },
    Setting {
        form: Form::Directive {
            name: ".optional",
            places: |program| program.optional.iter().map(|optional| optional.span).collect(),
        },
        option: None,
        meaning: "the optional fields of the header",
    },
];
