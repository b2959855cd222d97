//! From a source to bytes: each step of the way in a line.

use crate::expand::{self, Loader};
use crate::formats::{self, Format, Model};
use crate::ir::Program;
use crate::report::Listener;
use crate::resolve::{self, Resolver};
use crate::translate;
use crate::words::limits as words;
use crate::{Context, Options, SourceForm, h2o};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::{Origin, SourceMap};
use std::path::PathBuf;

/// A source to assemble.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name as it was given: messages and line tables show it, `.include` starts from its folder, and its ending
    /// tells what it is written in unless [`Options::from`] does.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name of the module that a source without a `.module` is.
    pub stem: String,
}

/// What became of a source.
pub struct Assembly {
    /// All texts that were read or formed.
    pub sources: SourceMap,
    /// All names.
    pub names: Interner,
    /// What there is to tell, in the order of the source: at most a thousand errors and as many warnings, unless
    /// [`Options::most_kept`] says more. Each may stand for others ([`Diagnostic::repeats`]).
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there were.
    pub left_out: Counts,
    /// The files that the source named, in order.
    pub dependencies: Vec<PathBuf>,
    /// The format that was chosen; `None` if nothing says which.
    pub format: Option<&'static dyn Format>,
    /// What the source means.
    pub program: Program,
    /// The file as data; `None` if there are errors.
    pub model: Option<Box<dyn Model>>,
    /// The file; `None` if there are errors.
    pub bytes: Option<Vec<u8>>,
}

/// Assembles a source.
pub fn assemble(input: Input, options: &Options, loader: Box<dyn Loader>) -> Assembly {
    run(input, Context::new(options), loader)
}

/// Assembles a source and hands all diagnostics on, however many they are, instead of keeping them: whenever there are
/// a thousand, and at the end. Each time they are in the order of the source.
pub fn assemble_telling<'o>(
    input: Input,
    options: &'o Options,
    loader: Box<dyn Loader>,
    listener: &'o mut Listener<'o>,
) -> Assembly {
    let mut cx = Context::new(options);
    cx.report.listen(listener);
    run(input, cx, loader)
}

fn run(input: Input, mut cx: Context, loader: Box<dyn Loader>) -> Assembly {
    cx.names = resolve::prelude();
    cx.loader = loader;
    let mut program = read(&mut cx, input);
    let format = cx.target.and_then(formats::find);
    if let Some(isa) = format.and_then(|format| format.info().isa) {
        translate::translate(&mut cx, &mut program, isa);
    }
    let raw = if is_raw(&cx, &program) { program.trailing.as_ref() } else { None };
    let model = format.filter(|_| raw.is_none()).and_then(|format| lower(&mut cx, format, &program));
    let bytes = match (&model, raw) {
        (Some(model), _) => encode(&mut cx, model.as_ref()),
        (None, raw) => raw.map(|raw| raw.is.clone()),
    };
    let Context { sources, names, report, dependencies, .. } = cx;
    let (diagnostics, left_out) = report.finish(&sources);
    Assembly { sources, names, diagnostics, left_out, dependencies, format, program, model, bytes }
}

/// What a source means.
fn read(cx: &mut Context, input: Input) -> Program {
    let text = expand::text_of(input.bytes);
    cx.form = cx.options.from.unwrap_or_else(|| SourceForm::of(&input.name));
    let Ok(file) = cx.sources.add(input.name, text, Origin::Root) else {
        cx.tell(crate::words::expand::source_too_large());
        return Program::default();
    };
    let program = match cx.form {
        SourceForm::HydroText => h2o::read(cx, file),
        SourceForm::Assembly => {
            let mut resolver = Resolver::new(cx, &input.stem);
            expand::expand(cx, file, &mut resolver);
            resolver.finish(cx)
        }
    };
    if cx.target.is_none() && !cx.has_errors() && !is_raw(cx, &program) {
        cx.tell(words::no_format(&formats::names()));
    }
    program
}

/// Whether a source is bytes alone: a `.trailing` and neither a target nor a module, as the disassembler writes a file
/// that does not decode. Whoever asks for a format, in the source or with an option, gets a file of that format.
fn is_raw(cx: &Context, program: &Program) -> bool {
    let asks = cx.options.format.is_some() && !cx.options.guessed;
    !asks && !cx.states_target && program.units.is_empty() && program.trailing.is_some() && !cx.has_errors()
}

/// The file as data. After errors it is not made, and lowering only looks for more of them. After very many errors it
/// does not even do that: there is no telling any more which of the new ones are follow-ups.
fn lower(cx: &mut Context, format: &dyn Format, program: &Program) -> Option<Box<dyn Model>> {
    if cx.has_errors() {
        if cx.report.is_partial() {
            return None;
        }
        cx.report.only_independent(&cx.sources);
    }
    let model = format.lower(cx, program);
    model.filter(|_| !cx.has_errors())
}

fn encode(cx: &mut Context, model: &dyn Model) -> Option<Vec<u8>> {
    match model.encode() {
        Ok(bytes) => Some(bytes),
        Err(fault) => {
            cx.tell(words::field_too_small(&fault));
            None
        }
    }
}
