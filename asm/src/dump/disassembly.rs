//! Disassembles files into sources, and checks that a source gives the file's bytes again. Files that do not decode
//! become sources too.

use super::File;
use super::diff::first_difference;
use super::hex;
use crate::dump::messages;
use crate::files::FileLoader;
use crate::formats::{self, RaiseOptions};
use crate::ir::Program;
use crate::isa::Isa;
use crate::{Assembly, Input, Options, assemble};
use lzasm_grammar::ast::Directive;
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::{Diagnostic, Remark};
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::SourceMap;

/// A disassembly that does not give its file again.
pub struct Fault {
    /// The fault.
    pub diagnostic: Diagnostic,
    /// The diagnostics of the text.
    pub report: Vec<Diagnostic>,
    /// The amount of detail.
    pub left_out: Counts,
    /// The texts that this is about.
    pub sources: SourceMap,
}

/// Disassembles a file, assembles the text with no options, and compares the bytes.
pub fn check(file: &File, options: &RaiseOptions) -> Result<(), Box<Fault>> {
    let text = file.model.raise(options);
    let made = made_of(&format!("the disassembly of {}", file.name), text.into_bytes(), &Options::default());
    let Some(bytes) = made.bytes else {
        let diagnostic = messages::not_assembled(&file.name);
        let (report, left_out) = (made.diagnostics, made.left_out);
        return Err(Box::new(Fault { diagnostic, report, left_out, sources: made.sources }));
    };
    match first_difference(file, &bytes) {
        None => Ok(()),
        Some((at, path)) => {
            let diagnostic = messages::other_bytes(&file.name, &file.bytes, at, &path);
            let (report, left_out) = (Vec::new(), Counts::default());
            Err(Box::new(Fault { diagnostic, report, left_out, sources: made.sources }))
        }
    }
}

/// The definitions of the source that `--ops` names.
pub fn definitions(
    name: &str,
    bytes: Vec<u8>,
    options: &Options,
) -> Result<(Program, Interner), Box<Assembly>> {
    // Only the register set leaves opcodes to the user.
    let head = format!(".target {}\n.module ops\n", formats::isa_name(Isa::Register));
    let text = [head.as_bytes(), &bytes].concat();
    let made = made_of(name, text, options);
    if made.bytes.is_some() { Ok((made.program, made.names)) } else { Err(Box::new(made)) }
}

fn made_of(name: &str, bytes: Vec<u8>, options: &Options) -> Assembly {
    let input = Input { name: name.to_owned(), bytes, stem: "main".to_owned() };
    assemble(input, options, Box::new(FileLoader))
}

/// The source of a file that may not decode: then its bytes as they are, after comments that show the fault, the
/// source of what can be read, and each field of it.
pub fn lenient(name: &str, bytes: Vec<u8>, options: &RaiseOptions) -> String {
    let fault = match File::open(name, bytes.clone()) {
        Ok(file) => return file.model.raise(options),
        Err(fault) => fault,
    };
    let mut builder = Builder::new(|_| false);
    builder.comment(&format!("{}: {}", fault.code.number(), fault.message));
    for remark in &fault.remarks {
        if let Remark::Note(text) = remark {
            builder.comment(text);
        }
    }
    if let Some(format) = formats::detect(&bytes) {
        let (model, fields) = format.salvage(&bytes);
        if let Some(model) = model {
            part(&mut builder, "what can be read, as a source:", &model.raise(options));
        }
        part(&mut builder, "what can be read, field by field:", &hex::dump(&bytes, &fields));
    }
    part(&mut builder, "the file as it is:", "");
    builder.plain(Directive::Trailing, |b| b.bytes(&bytes, Default::default()));
    builder.print()
}

/// Puts comments under a heading.
fn part(builder: &mut Builder, heading: &str, text: &str) {
    builder.blank();
    builder.comment(heading);
    for line in text.lines() {
        builder.comment(&format!("  {line}"));
    }
}
