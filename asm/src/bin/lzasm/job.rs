//! The work on one source: reads it, assembles it and writes its output. Messages are returned, because other sources are
//! assembled at the same time.

use crate::args::Emit;
use crate::plan::Plan;
use crate::{dump, listing};
use lzasm::cli::{
    dependencies::Depfile,
    messages,
    tool::{Console, Exit, Verbosity},
};
use lzasm::files::{self, FileError, is_standard};
use lzasm::files::{FileLoader, text_of};
use lzasm::{Assembly, Input, assemble, assemble_with_listener, formats, paths};
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use lzasm_grammar::names::Interner;
use lzasm_grammar::parser::parse;
use lzasm_grammar::source::{Origin, SourceMap};
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The result of the work on one source.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The diagnostics in the source.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The number of further diagnostics.
    pub(crate) left_out: Counts,
    /// Whether there are errors, including warnings that count as errors.
    has_errors: bool,
    /// The texts that diagnostics point into.
    pub(crate) sources: SourceMap,
    /// Faults outside of the source.
    pub(crate) failures: Vec<(Diagnostic, Exit)>,
    /// The lines for `-v`.
    pub(crate) done: Vec<String>,
    /// The text for standard output, in the order of the sources.
    pub(crate) text: Option<Vec<u8>>,
    /// The files that were read.
    pub(crate) read: Vec<PathBuf>,
    /// The files to write, in this order, once all claims are checked.
    pub(crate) files: Vec<Output>,
}

/// A file to write.
pub(crate) struct Output {
    /// Its name.
    pub(crate) path: PathBuf,
    bytes: Vec<u8>,
    /// The line for `-v` after it is written.
    done: Option<String>,
}

impl Outcome {
    fn fail(&mut self, diagnostic: Diagnostic, exit: Exit) {
        self.failures.push((diagnostic, exit));
    }

    /// Records a failure to write.
    pub(crate) fn file(&mut self, error: &FileError) {
        if !error.is_broken_pipe() {
            self.fail(error.diagnostic(), error.into());
        }
    }

    /// Writes the files, up to the first that fails.
    pub(crate) fn write(&mut self) {
        for Output { path, bytes, done } in std::mem::take(&mut self.files) {
            if let Err(error) = files::write(&path, &bytes) {
                self.text = None;
                return self.file(&error);
            }
            self.done.extend(done);
        }
    }
}

/// Assembles a source without writing its output. A console gets the diagnostics at once.
pub(crate) fn run(source: &Path, plan: &Plan, console: Option<&mut Console<'_>>) -> Outcome {
    let mut outcome = Outcome::default();
    let input = match read(source) {
        Ok(input) => input,
        Err((diagnostic, exit)) => {
            outcome.fail(diagnostic, exit);
            return outcome;
        }
    };
    if plan.emit == Emit::Ast {
        ast(source, input, plan, &mut outcome);
        return outcome;
    }
    outcome.read.push(source.to_owned());
    let mut assembly = match console {
        Some(console) => streaming(source, input, plan, console, &mut outcome),
        None => assemble(input, &plan.options, Box::new(FileLoader)),
    };
    outcome.left_out = assembly.left_out;
    outcome.has_errors |= assembly.left_out.errors > 0;
    for diagnostic in std::mem::take(&mut assembly.diagnostics) {
        outcome.has_errors |= is_error(&diagnostic, plan);
        match diagnostic.code {
            Code::NoFormat => explain_format(source, plan, &mut outcome),
            _ => outcome.diagnostics.push(diagnostic),
        }
    }
    if !outcome.has_errors {
        finish(source, &mut assembly, plan, &mut outcome);
    }
    outcome.read.append(&mut assembly.dependencies);
    let Assembly { sources, program, model, .. } = assembly;
    if !outcome.diagnostics.is_empty() {
        outcome.sources = sources;
    }
    if plan.sources.len() == 1 {
        // The process ends soon, and takes less time for their memory than freeing each part of them would.
        std::mem::forget((program, model));
    }
    outcome
}

fn read(source: &Path) -> Result<Input, (Diagnostic, Exit)> {
    let bytes = files::read(source).map_err(|error| (error.diagnostic(), Exit::from(&error)))?;
    match formats::detect(&bytes) {
        Some(format) => Err((messages::source_is_module(source, format.info().title), Exit::Errors)),
        None => Ok(Input { name: paths::shown(source), stem: paths::stem(source), bytes }),
    }
}

/// Assembles a source and reports diagnostics at once.
fn streaming(
    source: &Path,
    input: Input,
    plan: &Plan,
    console: &mut Console<'_>,
    outcome: &mut Outcome,
) -> Assembly {
    let mut listener = |diagnostic: &Diagnostic, sources: &SourceMap| {
        outcome.has_errors |= is_error(diagnostic, plan);
        match diagnostic.code {
            Code::NoFormat => explain_format(source, plan, outcome),
            _ => console.report(diagnostic, sources),
        }
    };
    assemble_with_listener(input, &plan.options, Box::new(FileLoader), &mut listener)
}

/// Reports that the output format is unknown. The options that could choose it are known here only.
fn explain_format(source: &Path, plan: &Plan, outcome: &mut Outcome) {
    outcome.fail(messages::no_format(source, plan.output.as_deref()), Exit::Usage);
}

/// Whether a diagnostic is an error, or a warning that counts as one.
fn is_error(diagnostic: &Diagnostic, plan: &Plan) -> bool {
    plan.lints.level(diagnostic.code, diagnostic.level) == Some(Level::Error)
}

fn ast(source: &Path, input: Input, plan: &Plan, outcome: &mut Outcome) {
    let (mut sources, mut names) = (SourceMap::new(), Interner::new());
    let Ok(file) = sources.add(input.name, text_of(input.bytes), Origin::Root) else {
        return outcome.fail(messages::source_too_large(source), Exit::Files);
    };
    let file = sources.file(file);
    let tree = parse(&file.text, file.start, &mut names, &mut outcome.diagnostics);
    if !outcome.diagnostics.iter().any(|found| is_error(found, plan)) {
        show(source, dump::ast(&tree, &sources, &names), "ast", plan, outcome);
    }
    outcome.sources = sources;
}

fn finish(source: &Path, assembly: &mut Assembly, plan: &Plan, outcome: &mut Outcome) {
    let Some(bytes) = assembly.bytes.take() else { return };
    // A source of raw bytes has no format.
    let (name, extension) =
        assembly.format.map_or(("raw", "bin"), |format| (format.info().name, format.info().extensions[0]));
    let extension = match plan.emit {
        Emit::Binary => extension,
        Emit::Listing => "lst",
        Emit::Ast => "ast",
        Emit::Ir => "ir",
    };
    let output = match plan.emit {
        Emit::Binary => binary_output(source, extension, plan),
        _ => text_output(source, extension, plan),
    };
    if plan.emit == Emit::Binary && files::is_terminal(&output) {
        return outcome.fail(messages::binary_to_terminal(), Exit::Usage);
    }
    outcome.files.extend(plan.depfile.as_ref().and_then(|rule| rule_file(rule, source, &output, assembly)));
    match plan.emit {
        Emit::Binary => write(source, output, bytes, name, plan, outcome),
        Emit::Listing => show(source, listing::text(source, assembly), extension, plan, outcome),
        Emit::Ir | Emit::Ast => show(source, dump::ir(assembly), extension, plan, outcome),
    }
}

fn binary_output(source: &Path, extension: &str, plan: &Plan) -> PathBuf {
    let named = || paths::output(source, plan.out_dir.as_deref(), extension);
    plan.output.clone().unwrap_or_else(named)
}

/// The output for text: standard output, unless a file or folder is named.
fn text_output(source: &Path, extension: &str, plan: &Plan) -> PathBuf {
    match (&plan.output, &plan.out_dir) {
        (Some(output), _) => output.clone(),
        (None, Some(folder)) => paths::output(source, Some(folder), extension),
        (None, None) => PathBuf::from("-"),
    }
}

fn rule_file(rule: &Depfile, source: &Path, output: &Path, assembly: &Assembly) -> Option<Output> {
    let own = (!is_standard(source)).then_some(source.as_os_str());
    let mut read: Vec<&OsStr> = own.into_iter().collect();
    let mut seen: FxHashSet<&OsStr> = read.iter().copied().collect();
    read.extend(assembly.dependencies.iter().map(|path| path.as_os_str()).filter(|name| seen.insert(name)));
    let (path, bytes) = rule.text(output, &read)?;
    Some(Output { path, bytes, done: None })
}

fn write(source: &Path, output: PathBuf, bytes: Vec<u8>, format: &str, plan: &Plan, outcome: &mut Outcome) {
    let done = (plan.verbosity == Verbosity::Verbose).then(|| {
        let (source, output, size) = (paths::shown(source), output.display(), bytes.len());
        format!("{source} -> {output} ({format}, {size} bytes)")
    });
    outcome.files.push(Output { path: output, bytes, done });
}

/// Writes text, or keeps it for standard output until the source's turn comes.
fn show(source: &Path, text: String, extension: &str, plan: &Plan, outcome: &mut Outcome) {
    let output = text_output(source, extension, plan);
    if is_standard(&output) {
        outcome.text = Some(text.into_bytes());
    } else {
        write(source, output, text.into_bytes(), extension, plan, outcome);
    }
}
