//! The binary formats: one room each, and the registry that everything else iterates over. `docs/hacking/format.md`
//! describes the files of a room.

mod finding;
pub mod hydro;
pub mod inspect;
pub mod json;
pub mod lazer;
mod lossy;
pub mod messages;
mod raise;
pub mod roomod;
pub mod sailar;
mod settings;
mod target;
#[cfg(test)]
pub mod toy;

pub use finding::{Finding, Rule, Severity};
pub use lossy::Dropped;
pub(crate) use raise::{Labels, Names, PIECE, is_reserved};
pub use raise::{RaiseOptions, Sink, UserOp};
pub use settings::{Form, Setting};
pub use target::{Target, UnknownTarget};

use crate::bytes::{DecodeError, FieldTree, Fields, TooLarge};
use crate::ir::{Body, Packed, Program, UserOp as UserRow};
use crate::isa::{Isa, Row};
use crate::{Lossy, Session, SourceForm};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::source::FileId;
use std::path::Path;

#[cfg(test)]
pub(crate) mod testing;

/// The facts about a format that need no file.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// The name that options and `.target` take.
    pub name: &'static str,
    /// The name in a sentence.
    pub title: &'static str,
    /// The extensions of its files; the first is the one that is written.
    pub extensions: &'static [&'static str],
    /// The first bytes of its files.
    pub magic: &'static [u8],
    /// The instruction set it carries, if any.
    pub isa: Option<Isa>,
    /// The rows of that set.
    pub rows: &'static [Row],
    /// The rules of its verifier and its decoder.
    pub rules: &'static [&'static Rule],
    /// The settings that only its files have.
    pub settings: &'static [Setting],
}

/// A binary format.
pub trait Format: Sync {
    /// The facts about it.
    fn info(&self) -> &'static Info;

    /// Makes a file of a program; `None` if a diagnostic says why not.
    fn lower(&self, cx: &mut Session, program: &Program) -> Option<Box<dyn Model>>;

    /// Puts the code of a function into the form of the output, as soon as it is complete; `None` if that must wait for
    /// the whole program, or if something is wrong with it.
    fn pack(&self, _ops: &[UserRow], _body: &Body) -> Option<Packed> {
        None
    }

    /// Reads a file.
    fn decode(&self, bytes: &[u8]) -> Result<Box<dyn Model>, DecodeError>;

    /// Its text form of its own, if it has one besides the assembly language.
    fn text_form(&self) -> Option<&'static dyn TextForm> {
        None
    }

    /// Reads what can be read of a file that does not decode: its data as if it ended there, if that makes sense, and
    /// the fields before the fault.
    fn salvage(&self, bytes: &[u8]) -> (Option<Box<dyn Model>>, FieldTree);
}

/// A text form that a format has besides the assembly language.
pub trait TextForm: Sync {
    /// The extension of its files, without the dot.
    fn extension(&self) -> &'static str;

    /// Reads a text.
    fn read(&self, session: &mut Session, file: FileId) -> Program;

    /// The text of a file, which messages call `name`; `None` for a file of another format.
    fn write(&self, name: &str, model: &dyn Model, lossy: Lossy) -> Option<Written>;
}

/// A file in a text form.
pub struct Written {
    /// The text; `None` if there are errors.
    pub text: Option<String>,
    /// The parts of the file that the text cannot express, leaves out, or expresses in an unusual way.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of further diagnostics.
    pub left_out: Counts,
}

/// The data of one file.
pub trait Model: std::any::Any + Send + Sync {
    /// The facts about its format.
    fn info(&self) -> &'static Info;

    /// Its bytes.
    fn encode(&self) -> Result<Vec<u8>, TooLarge>;

    /// Its bytes, and which field made which, in this tree.
    fn record(&self, tree: FieldTree) -> Result<(Vec<u8>, FieldTree), TooLarge>;

    /// Shows its fields one by one.
    fn show(&self, fields: &mut dyn Fields) -> Result<(), TooLarge>;

    /// Its bytes, and which field made which.
    fn fields(&self) -> Result<(Vec<u8>, FieldTree), TooLarge> {
        self.record(FieldTree::default())
    }

    /// The invalid and suspicious parts of it.
    fn verify(&self) -> Vec<Finding>;

    /// Its contents.
    fn entries(&self) -> Vec<inspect::Entry>;

    /// The instructions of a piece of its code.
    fn steps(&self, code: &inspect::Code) -> Vec<inspect::Step>;

    /// All of it, as one JSON object.
    fn json(&self) -> String;

    /// Hands the source text that assembles to the file to `sink`, piece by piece.
    fn raise_to<'s>(&self, options: &RaiseOptions, sink: &'s mut Sink<'s>);

    /// The source text that assembles to the file.
    fn raise(&self, options: &RaiseOptions) -> String {
        let mut text = String::new();
        self.raise_to(options, &mut |piece| text.push_str(piece));
        text
    }

    /// Whether another model says the same. Places in a source do not count.
    fn same(&self, other: &dyn Model) -> bool;

    /// The bytes after the end of what the format describes.
    fn trailing(&self) -> &[u8];

    /// Its data as a machine runs it; `None` if the format has no code.
    fn executable(&self) -> Option<Executable<'_>> {
        None
    }
}

/// The data of a file with code, by the instruction set of the code. Each machine takes its own kind and refuses the
/// other, without knowing which formats exist.
#[derive(Clone, Copy, Debug)]
pub enum Executable<'m> {
    /// Code for the register machine.
    Register(&'m lazer::model::File),
    /// Code for the stack machine.
    Stack(&'m hydro::model::File),
}

/// Checks that a file reads back as the model it was written from.
///
/// # Errors
/// How it differs.
pub fn reads_back(format: &dyn Format, model: &dyn Model, bytes: &[u8]) -> Result<(), String> {
    let read = format.decode(bytes).map_err(|error| format!("what was written cannot be read: {error}"))?;
    if read.same(model) { Ok(()) } else { Err("what was written is read as something else".into()) }
}

/// All formats.
pub const ALL: &[&dyn Format] = &[
    &lazer::Lazer,
    &hydro::Hydro,
    &roomod::Roomod,
    &sailar::Sailar,
    #[cfg(test)]
    &toy::Toy,
];

/// The format of this name.
pub fn find(name: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.info().name == name)
}

/// The format whose files have this extension (without the dot).
pub fn by_extension(extension: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.info().extensions.contains(&extension))
}

/// The format that a file's first bytes announce.
pub fn detect(bytes: &[u8]) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| bytes.starts_with(format.info().magic))
}

/// The language of a source with this name: the assembly language, unless the extension is that of a format's own text
/// form.
pub fn source_form(name: &str) -> SourceForm {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    let format = extension.and_then(by_text_extension);
    format.map_or(SourceForm::Assembly, |format| SourceForm::TextOf(format.info().name))
}

/// The format whose own text form has files with this extension (without the dot).
pub fn by_text_extension(extension: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.text_form().is_some_and(|form| form.extension() == extension))
}

/// The names of all formats.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|format| format.info().name).collect()
}

/// The settings of all formats.
pub fn settings() -> impl Iterator<Item = &'static Setting> {
    ALL.iter().flat_map(|format| format.info().settings)
}

/// The instruction set with the name of a format.
pub fn isa(name: &str) -> Option<Isa> {
    find(name).and_then(|format| format.info().isa)
}

/// The formats that have an instruction set.
pub fn isa_names() -> Vec<&'static str> {
    [Isa::Register, Isa::Stack].map(isa_name).to_vec()
}

/// The format that gives a set its name.
pub const fn isa_name(isa: Isa) -> &'static str {
    match isa {
        Isa::Register => lazer::INFO.name,
        Isa::Stack => hydro::INFO.name,
    }
}

/// The rows of a set.
pub const fn rows(isa: Isa) -> &'static [Row] {
    match isa {
        Isa::Register => lazer::table::ROWS,
        Isa::Stack => hydro::table::ROWS,
    }
}

/// Implements [`Model`] and the reading half of [`Format`] for a room with the usual functions.
macro_rules! room {
    ($format:ident $(, packs: $pack:expr)? $(, text: $text:expr)? $(, runs: $machine:ident)?) => {
        /// The format, for the registry.
        pub struct $format;

        impl crate::formats::Format for $format {
            fn info(&self) -> &'static crate::formats::Info {
                &INFO
            }

            $(fn pack(
                &self,
                ops: &[crate::ir::UserOp],
                body: &crate::ir::Body,
            ) -> Option<crate::ir::Packed> {
                $pack(ops, body)
            })?

            $(fn text_form(&self) -> Option<&'static dyn crate::formats::TextForm> {
                Some(&$text)
            })?

            fn lower(
                &self,
                cx: &mut crate::Session,
                program: &crate::ir::Program,
            ) -> Option<Box<dyn crate::formats::Model>> {
                lower::lower(cx, program).map(|file| Box::new(file) as Box<dyn crate::formats::Model>)
            }

            fn decode(
                &self,
                bytes: &[u8],
            ) -> Result<Box<dyn crate::formats::Model>, crate::bytes::DecodeError> {
                decode(bytes).map(|file| Box::new(file) as Box<dyn crate::formats::Model>)
            }

            fn salvage(
                &self,
                bytes: &[u8],
            ) -> (Option<Box<dyn crate::formats::Model>>, crate::bytes::FieldTree) {
                let mut r = crate::bytes::Reader::salvaging(bytes);
                let file = decode::read(&mut r).ok();
                let model = file.map(|file| Box::new(file) as Box<dyn crate::formats::Model>);
                (model, r.into_fields())
            }
        }

        impl crate::formats::Model for model::File {
            fn info(&self) -> &'static crate::formats::Info {
                &INFO
            }

            fn encode(&self) -> Result<Vec<u8>, crate::bytes::TooLarge> {
                encode(self, ()).map(|(bytes, ())| bytes)
            }

            fn record(
                &self,
                tree: crate::bytes::FieldTree,
            ) -> Result<(Vec<u8>, crate::bytes::FieldTree), crate::bytes::TooLarge> {
                encode(self, tree)
            }

            fn show(&self, fields: &mut dyn crate::bytes::Fields) -> Result<(), crate::bytes::TooLarge> {
                encode(self, fields).map(|_| ())
            }

            fn verify(&self) -> Vec<crate::formats::Finding> {
                verify(self)
            }

            fn entries(&self) -> Vec<crate::formats::inspect::Entry> {
                inspect::entries(self)
            }

            fn steps(&self, code: &crate::formats::inspect::Code) -> Vec<crate::formats::inspect::Step> {
                inspect::steps(self, code)
            }

            fn json(&self) -> String {
                crate::formats::json::text(self)
            }

            fn raise_to<'s>(
                &self,
                options: &crate::formats::RaiseOptions,
                sink: &'s mut crate::formats::Sink<'s>,
            ) {
                raise(self, options, sink);
            }

            fn same(&self, other: &dyn crate::formats::Model) -> bool {
                // Two models can be equal only if they are of one type, and only here is it known which.
                let other: &dyn std::any::Any = other;
                other.downcast_ref::<Self>().is_some_and(|other| self == other)
            }

            fn trailing(&self) -> &[u8] {
                &self.trailing
            }

            $(fn executable(&self) -> Option<crate::formats::Executable<'_>> {
                Some(crate::formats::Executable::$machine(self))
            })?
        }
    };
}
use room;
