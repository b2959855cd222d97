//! From a source to bytes: each step of the way in a line.

use crate::expand::{self, Loader};
use crate::formats::{self, Format, Model};
use crate::ir::Program;
use crate::resolve::{self, Resolver};
use crate::translate;
use crate::words::limits as words;
use crate::{Context, Options, SourceForm, h2o};
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::{Origin, SourceMap};
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
    check(&mut cx);
    cx.names = resolve::prelude();
    cx.loader = loader;
    let mut program = read(&mut cx, input);
    let format = cx.target.and_then(formats::find);
    if let Some(isa) = format.and_then(|format| format.info().isa).filter(|_| goes_on(&mut cx)) {
        translate::translate(&mut cx, &mut program, isa);
    }
    let raw = if is_raw(&cx, &program) { program.trailing.as_ref() } else { None };
    let model = format
        .filter(|_| raw.is_none() && goes_on(&mut cx))
        .and_then(|format| lower(&mut cx, format, &program))
        .filter(|_| goes_on(&mut cx));
    let bytes = match (&model, raw) {
        (Some(model), _) => format.and_then(|format| encode(&mut cx, format, model.as_ref())),
        (None, raw) => raw.map(|raw| raw.is.clone()),
    };
    sort(&cx.sources, &mut cx.report);
    let Context { sources, names, report: diagnostics, dependencies, .. } = cx;
    Assembly { sources, names, diagnostics, dependencies, format, program, model, bytes }
}

/// Reports options that mean nothing. The commands let none of them through; a program may give any.
fn check(cx: &mut Context) {
    if let Some(name) = cx.options.format.filter(|name| formats::find(name).is_none()) {
        cx.tell(crate::words::files::unknown_format(name));
        cx.target = None;
    }
    if let Some(size) = cx.options.length_size.filter(|size| !matches!(size, 1 | 2 | 4)) {
        let why = "a length has 1, 2 or 4 bytes";
        cx.tell(crate::words::files::bad_option("--length-size", &size.to_string(), why));
    }
}

/// Whether there is memory for the next step. The error that there is not is reported once.
fn goes_on(cx: &mut Context) -> bool {
    let has_stopped = cx.report.iter().any(|told| told.code == Code::NotEnoughMemory);
    !has_stopped && cx.has_memory(None)
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

/// The file as data. After errors it is not made, and lowering only looks for more of them.
fn lower(cx: &mut Context, format: &dyn Format, program: &Program) -> Option<Box<dyn Model>> {
    let found = cx.report.len();
    let faulty = cx.has_errors();
    let model = format.lower(cx, program);
    if faulty {
        keep_independent(cx, found);
    }
    model.filter(|_| !cx.has_errors())
}

/// Of what lowering found in a faulty program, only errors on lines without an error are no follow-ups.
fn keep_independent(cx: &mut Context, found: usize) {
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

/// The file. In debug builds it is read again: what is written must be read as what was meant.
fn encode(cx: &mut Context, format: &dyn Format, model: &dyn Model) -> Option<Vec<u8>> {
    match model.encode() {
        Ok(bytes) => {
            debug_assert_eq!(formats::reads_back(format, model, &bytes), Ok(()));
            Some(bytes)
        }
        Err(fault) => {
            cx.tell(words::field_too_small(&fault));
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
