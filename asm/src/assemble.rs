//! The whole path from a source to bytes, one step a line.

use crate::files::{Loader, text_of};
use crate::formats::{self, Format, Model, messages};
use crate::ir::Program;
use crate::report::Listener;
use crate::source::resolve::{self, Resolver};
use crate::source::{Context, expand};
use crate::translate;
use crate::{Options, Session, SourceForm};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::{FileId, Origin, SourceMap};
use std::path::PathBuf;

/// A source to assemble.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name as it was given. Messages and line tables show it, `.include` starts from its folder, and its extension
    /// decides what it is written in unless [`Options::from`] does.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name of the module that a source without a `.module` is.
    pub stem: String,
}

/// The result of assembling a source.
pub struct Assembly {
    /// All texts that were read or formed.
    pub sources: SourceMap,
    /// All names.
    pub names: Interner,
    /// The diagnostics, in the order of the source: at most a thousand errors and as many warnings, unless
    /// [`Options::most_kept`] says more. Each may represent others ([`Diagnostic::repeats`]).
    pub diagnostics: Vec<Diagnostic>,
    /// The number of further ones.
    pub left_out: Counts,
    /// The files that the source named, in order.
    pub dependencies: Vec<PathBuf>,
    /// The format that was chosen; `None` if nothing says which.
    pub format: Option<&'static dyn Format>,
    /// The meaning of the source. Without [`Options::keep_code`] functions may have their code only as words.
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
pub fn assemble_with_listener<'o>(
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
    check(&mut cx);
    cx.names = resolve::prelude();
    cx.loader = loader;
    let mut program = read(&mut cx, input);
    let format = cx.target.and_then(formats::find);
    let raw =
        if is_raw(&cx, &program) { program.trailing.as_ref().map(|raw| raw.value.clone()) } else { None };
    let model = match format {
        Some(format) if raw.is_none() => emit(&mut cx, &mut program, format),
        _ => None,
    };
    let bytes = match (&model, format) {
        (Some(model), Some(format)) => encode(&mut cx, format, model.as_ref()),
        _ => raw,
    };
    let Context { session, dependencies, .. } = cx;
    let Session { sources, names, report, .. } = session;
    let (diagnostics, left_out) = report.finish(&sources);
    Assembly { sources, names, diagnostics, left_out, dependencies, format, program, model, bytes }
}

/// A source that was read for no format in particular.
pub(crate) struct Read {
    pub(crate) program: Program,
    pub(crate) names: Interner,
    pub(crate) sources: SourceMap,
    pub(crate) report: (Vec<Diagnostic>, Counts),
}

/// Reads a source that names no files and no format.
pub(crate) fn read_program(name: String, text: String) -> Read {
    let options = Options { from: Some(SourceForm::Assembly), ..Options::default() };
    let mut cx = Context::new(&options);
    cx.names = resolve::prelude();
    let program = match cx.sources.add(name, text, Origin::Root) {
        Ok(file) => resolved(&mut cx, file, ""),
        Err(_) => too_large(&mut cx),
    };
    let Session { sources, names, report, .. } = cx.session;
    let report = report.finish(&sources);
    Read { program, names, sources, report }
}

/// A program in a format.
pub(crate) struct Emitted {
    pub(crate) report: (Vec<Diagnostic>, Counts),
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Makes a file of a program that was read before, with the names and texts that belong to it.
pub(crate) fn emit_program(
    (mut program, names, sources): (Program, Interner, SourceMap),
    format: &'static dyn Format,
    options: &Options,
) -> Emitted {
    let mut cx = Session::new(options);
    (cx.names, cx.sources) = (names, sources);
    let model = emit(&mut cx, &mut program, format);
    let bytes = model.and_then(|model| encode(&mut cx, format, model.as_ref()));
    let Session { sources, report, .. } = cx;
    Emitted { report: report.finish(&sources), bytes }
}

/// The file of a program as data; code of the other set is translated.
fn emit(cx: &mut Session, program: &mut Program, format: &'static dyn Format) -> Option<Box<dyn Model>> {
    if let Some(isa) = format.info().isa.filter(|_| goes_on(cx)) {
        translate::translate(cx, program, isa);
    }
    if !goes_on(cx) {
        return None;
    }
    lower(cx, format, program).filter(|_| goes_on(cx))
}

/// Reports options that mean nothing. The commands let none of them through; a program may give any.
fn check(cx: &mut Context) {
    if let Some(name) = cx.options.format.filter(|name| formats::find(name).is_none()) {
        cx.report(messages::unknown_format(name));
        cx.target = None;
    }
    if let Some(size) = cx.options.length_size.filter(|size| !matches!(size, 1 | 2 | 4)) {
        let why = "a length has 1, 2 or 4 bytes";
        cx.report(crate::files::messages::bad_option("--length-size", &size.to_string(), why));
    }
}

/// Whether there is memory for the next step. The error that there is not is reported once.
fn goes_on(cx: &mut Session) -> bool {
    !cx.is_out_of_memory && cx.has_memory(None)
}

/// The meaning of a source.
fn read(cx: &mut Context, input: Input) -> Program {
    let text = text_of(input.bytes);
    cx.form = cx.options.from.unwrap_or_else(|| formats::source_form(&input.name));
    let Ok(file) = cx.sources.add(input.name, text, Origin::Root) else {
        return too_large(cx);
    };
    let program = match cx.form {
        SourceForm::TextOf(name) => own_text(cx, name, file),
        SourceForm::Assembly => resolved(cx, file, &input.stem),
    };
    if cx.target.is_none() && !cx.has_errors() && !is_raw(cx, &program) {
        cx.report(messages::no_format(&formats::names()));
    }
    program
}

/// The meaning of a text in a format's own text form. It is for that format unless an option says otherwise.
fn own_text(cx: &mut Context, name: &'static str, file: FileId) -> Program {
    cx.target.get_or_insert(name);
    cx.states_target = true;
    let format = formats::find(name);
    if let Some(form) = format.and_then(|format| format.text_form()) {
        return form.read(cx, file);
    }
    let why = "this format has no text form of its own";
    cx.report(match format {
        Some(_) => crate::files::messages::bad_option("--from", name, why),
        None => messages::unknown_format(name),
    });
    Program::default()
}

/// The meaning of a source of the assembly language.
fn resolved(cx: &mut Context, file: FileId, stem: &str) -> Program {
    let mut resolver = Resolver::new(cx, stem);
    expand::expand(cx, file, &mut resolver);
    resolver.finish(cx)
}

fn too_large(cx: &mut Context) -> Program {
    cx.report(crate::source::expand::messages::source_too_large());
    Program::default()
}

/// Whether a source is bytes alone: a `.trailing` and neither a target nor a module, as the disassembler writes a file
/// that does not decode. A format that the source or an option names is always the format of the output.
fn is_raw(cx: &Context, program: &Program) -> bool {
    let asks = cx.options.format.is_some() && !cx.options.guessed;
    !asks && !cx.states_target && program.units.is_empty() && program.trailing.is_some() && !cx.has_errors()
}

/// The file as data. After errors it is not made, and lowering only looks for more of them. After very many errors it
/// does not even do that: new ones could not be distinguished from follow-ups.
fn lower(cx: &mut Session, format: &dyn Format, program: &Program) -> Option<Box<dyn Model>> {
    if cx.has_errors() {
        if cx.report.is_partial() {
            return None;
        }
        cx.report.only_independent(&cx.sources);
    }
    let model = format.lower(cx, program);
    model.filter(|_| !cx.has_errors())
}

/// The file. In debug builds it is read again: decoding must return the model that was encoded.
fn encode(cx: &mut Session, format: &dyn Format, model: &dyn Model) -> Option<Vec<u8>> {
    match model.encode() {
        Ok(bytes) => {
            debug_assert_eq!(formats::reads_back(format, model, &bytes), Ok(()));
            Some(bytes)
        }
        Err(fault) => {
            cx.report(messages::field_too_small(&fault));
            None
        }
    }
}
