//! From a source to bytes: each step of the way in a line.

use crate::files::{Loader, text_of};
use crate::formats::{self, Format, Model, messages};
use crate::ir::Program;
use crate::source::resolve::{self, Resolver};
use crate::source::{Context, expand};
use crate::translate;
use crate::{Options, Session, SourceForm, Target};
use lzasm_grammar::diag::{Diagnostic, Level};
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::{FileId, Origin, SourceMap};
use rustc_hash::FxHashSet;
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
    /// What there is to tell, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
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
    let mut cx = Context::new(options);
    cx.names = resolve::prelude();
    cx.loader = loader;
    let mut program = read(&mut cx, input);
    let format = cx.target.and_then(formats::find);
    let raw = if is_raw(&cx, &program) { program.trailing.as_ref().map(|raw| raw.is.clone()) } else { None };
    let model = match format {
        Some(format) if raw.is_none() => emit(&mut cx, &mut program, format),
        _ => None,
    };
    let bytes = match &model {
        Some(model) => encode(&mut cx, model.as_ref()),
        None => raw,
    };
    let Context { session, dependencies, .. } = cx;
    let Session { sources, names, report: mut diagnostics, .. } = session;
    sort(&sources, &mut diagnostics);
    Assembly { sources, names, diagnostics, dependencies, format, program, model, bytes }
}

/// A source that was read for no format in particular.
pub(crate) struct Read {
    pub(crate) program: Program,
    pub(crate) names: Interner,
    pub(crate) sources: SourceMap,
    pub(crate) report: Vec<Diagnostic>,
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
    let Session { sources, names, mut report, .. } = cx.session;
    sort(&sources, &mut report);
    Read { program, names, sources, report }
}

/// A program in a format.
pub(crate) struct Emitted {
    pub(crate) report: Vec<Diagnostic>,
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
    let bytes = model.and_then(|model| encode(&mut cx, model.as_ref()));
    let Session { sources, mut report, .. } = cx;
    sort(&sources, &mut report);
    Emitted { report, bytes }
}

/// The file of a program as data; code of the other set is translated.
fn emit(cx: &mut Session, program: &mut Program, format: &'static dyn Format) -> Option<Box<dyn Model>> {
    if let Some(isa) = format.info().isa {
        translate::translate(cx, program, isa);
    }
    lower(cx, format, program)
}

/// What a source means.
fn read(cx: &mut Context, input: Input) -> Program {
    let text = text_of(input.bytes);
    cx.form = cx.options.from.unwrap_or_else(|| SourceForm::of(&input.name));
    let Ok(file) = cx.sources.add(input.name, text, Origin::Root) else {
        return too_large(cx);
    };
    let program = match cx.form {
        SourceForm::TextOf(target) => own_text(cx, target, file),
        SourceForm::Assembly => resolved(cx, file, &input.stem),
    };
    if cx.target.is_none() && !cx.has_errors() && !is_raw(cx, &program) {
        cx.tell(messages::no_format(&formats::names()));
    }
    program
}

/// What a text in the form that a format has of its own means. It is for that format unless an option says otherwise.
fn own_text(cx: &mut Context, target: Target, file: FileId) -> Program {
    cx.target.get_or_insert(target.name());
    cx.states_target = true;
    target.format().text_form().map_or_else(Program::default, |form| form.read(cx, file))
}

/// What a source of the assembly language means.
fn resolved(cx: &mut Context, file: FileId, stem: &str) -> Program {
    let mut resolver = Resolver::new(cx, stem);
    expand::expand(cx, file, &mut resolver);
    resolver.finish(cx)
}

fn too_large(cx: &mut Context) -> Program {
    cx.tell(crate::source::expand::messages::source_too_large());
    Program::default()
}

/// Whether a source is bytes alone: a `.trailing` and neither a target nor a module, as the disassembler writes a file
/// that does not decode. Whoever asks for a format, in the source or with an option, gets a file of that format.
fn is_raw(cx: &Context, program: &Program) -> bool {
    let asks = cx.options.format.is_some() && !cx.options.guessed;
    !asks && !cx.states_target && program.units.is_empty() && program.trailing.is_some() && !cx.has_errors()
}

/// The file as data. After errors it is not made, and lowering only looks for more of them.
fn lower(cx: &mut Session, format: &dyn Format, program: &Program) -> Option<Box<dyn Model>> {
    let found = cx.report.len();
    let faulty = cx.has_errors();
    let model = format.lower(cx, program);
    if faulty {
        keep_independent(cx, found);
    }
    model.filter(|_| !cx.has_errors())
}

/// Of what lowering found in a faulty program, only errors on lines without an error are no follow-ups.
fn keep_independent(cx: &mut Session, found: usize) {
    let new = cx.report.split_off(found);
    let lines: FxHashSet<(u32, usize)> =
        cx.report.iter().filter_map(|told| line_of(&cx.sources, told)).collect();
    let stands_alone = |error: &Diagnostic| {
        let line = line_of(&cx.sources, error);
        error.level == Level::Error && line.is_some_and(|line| !lines.contains(&line))
    };
    cx.report.extend(new.into_iter().filter(stands_alone));
}

/// The file and line of a diagnostic.
fn line_of(sources: &SourceMap, diagnostic: &Diagnostic) -> Option<(u32, usize)> {
    let place = diagnostic.main.as_ref()?.span.lo;
    let file = sources.find(place)?;
    Some((file.start, file.line_of(place - file.start)))
}

fn encode(cx: &mut Session, model: &dyn Model) -> Option<Vec<u8>> {
    match model.encode() {
        Ok(bytes) => Some(bytes),
        Err(fault) => {
            cx.tell(messages::field_too_small(&fault));
            None
        }
    }
}

/// In the order of the source: what was found in an included or formed text stands where that was asked for. What
/// has no place comes last.
fn sort(sources: &SourceMap, report: &mut [Diagnostic]) {
    report.sort_by_cached_key(|diagnostic| {
        diagnostic
            .main
            .as_ref()
            .map_or((u32::MAX, 0), |main| (root_position(sources, main.span.lo), main.span.lo))
    });
}

fn root_position(sources: &SourceMap, position: u32) -> u32 {
    sources.enclosing(position).last().map_or(position, |(_, at)| at)
}
