//! The catalogue: each diagnostic's code, level, name and title. The wording lives where the phase does.
//!
//! Codes go by phase: LZ01xx lexing, LZ02xx syntax, LZ03xx names and expansion, LZ04xx operands and types, LZ05xx
//! limits of a format, LZ06xx decoding and verifying, LZ07xx linking, LZ08xx running, LZ09xx files and options.
//! Each row has a page in `docs/errors/` and at least one golden test.

use super::Level;

macro_rules! catalogue {
    ($( $variant:ident $number:literal $level:ident $name:literal $title:literal )*) => {
        /// A row of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( #[doc = $title] $variant, )* }

        impl Code {
            /// All rows, in the order of their numbers.
            pub const ALL: &[Self] = &[$( Self::$variant, )*];

            /// The number as it is printed: `LZ0301`.
            pub fn number(self) -> &'static str {
                match self { $( Self::$variant => concat!("LZ", $number), )* }
            }

            /// The name that `-W` takes.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// What it is about, in one line.
            pub fn title(self) -> &'static str {
                match self { $( Self::$variant => $title, )* }
            }

            /// The level unless an option changes it.
            pub fn level(self) -> Level {
                match self { $( Self::$variant => Level::$level, )* }
            }
        }
    };
}

catalogue! {
    // ---- lexing
    BadCharacter "0101" Error "bad-character" "a character that no token starts with"
    // ---- syntax
    UnexpectedToken "0201" Error "unexpected-token" "something else was expected here"
    // ---- names and expansion
    UnusedLabel "0350" Warning "unused-label" "a label that nothing refers to"
    // ---- operands and types
    // ---- limits of a format
    // ---- decoding and verifying
    // ---- linking
    // ---- running
    // ---- files and options
}

impl Code {
    /// The row with this number (`LZ0301`, `lz0301`, `0301` or `301`) or name.
    pub fn find(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['l', 'L', 'z', 'Z']);
        let number = format!("LZ{digits:0>4}");
        Self::ALL.iter().copied().find(|code| code.name() == text || code.number() == number)
    }
}
