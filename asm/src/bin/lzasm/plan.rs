//! The plan of a run, made of the options, or the faults in their combination. Nothing is read or written here.

use crate::args::{Args, Emit, HydroHeader, LengthSize};
use lzasm::cli::{definition, dependencies::Depfile, forms, messages, tool::Verbosity};
use lzasm::files::is_standard;
use lzasm::{Options, SourceForm, formats, paths};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::diag::lints::Lints;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// The work of a run.
pub(crate) struct Plan {
    /// The sources, in order.
    pub(crate) sources: Vec<PathBuf>,
    /// The argument files that were read.
    pub(crate) argument_files: Vec<PathBuf>,
    /// `-o`
    pub(crate) output: Option<PathBuf>,
    /// `--out-dir`
    pub(crate) out_dir: Option<PathBuf>,
    /// The kind of output.
    pub(crate) emit: Emit,
    /// The options of the assembler.
    pub(crate) options: Options,
    /// The rule for Make, if the options ask for one.
    pub(crate) depfile: Option<Depfile>,
    /// The levels of warnings. One that is an error prevents the output.
    pub(crate) lints: Lints,
    /// The amount of messages.
    pub(crate) verbosity: Verbosity,
    /// Whether all messages are printed at once, so that none is kept.
    pub(crate) streams: bool,
}

/// Makes the plan.
///
/// # Errors
///
/// All faults in the options.
pub(crate) fn plan(args: Args, lints: Lints) -> Result<Plan, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let options = options(&args, &lints, &mut wrong);
    check(&args, &mut wrong);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Plan {
        output: args.output,
        out_dir: args.out_dir,
        emit: args.emit,
        options,
        depfile: args.dependencies.rule(),
        lints,
        verbosity: args.common.verbosity(),
        streams: args.common.error_limit == 0,
        sources: args.sources,
        argument_files: args.common.argument_files,
    })
}

fn options(args: &Args, lints: &Lints, wrong: &mut Vec<Diagnostic>) -> Options {
    let named = args.format.as_deref().and_then(|name| {
        let found = forms::format(name);
        wrong.extend(found.is_none().then(|| messages::unknown_format(name)));
        found
    });
    let format = named.or_else(|| args.output.as_deref().and_then(paths::format_of));
    args.expansion.limit(Options {
        format: format.map(|format| format.info().name),
        guessed: args.format.is_none(),
        from: args.from,
        include: args.include.clone(),
        define: args.define.iter().filter_map(|text| keep(definition(text), wrong)).collect(),
        debug: args.debug,
        jobs: args.common.jobs.map(usize::from),
        lossy: args.lossy.into(),
        length_size: args.length_size.map(|size| match size {
            LengthSize::One => 1,
            LengthSize::Two => 2,
            LengthSize::Four => 4,
        }),
        packed_header: args.hydro_header.map(|form| form == HydroHeader::Packed),
        path_prefix_map: args.path_prefix_map.iter().filter_map(|text| keep(prefix(text), wrong)).collect(),
        places: args.emit == Emit::Listing,
        keep_code: args.emit == Emit::Ir,
        lints: lints.clone(),
        most_kept: args.common.error_limit,
        ..Options::default()
    })
}

fn keep<T>(result: Result<T, Diagnostic>, wrong: &mut Vec<Diagnostic>) -> Option<T> {
    result.map_err(|diagnostic| wrong.push(diagnostic)).ok()
}

fn prefix(text: &str) -> Result<(String, String), Diagnostic> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() => Ok((old.to_owned(), new.to_owned())),
        _ => Err(messages::bad_option("--path-prefix-map", text, "expected `OLD=NEW`")),
    }
}

/// Finds options that do not go together.
fn check(args: &Args, wrong: &mut Vec<Diagnostic>) {
    let several = args.sources.len() > 1;
    let clash = |what, help| messages::options_clash(what, help);
    if args.fmt || args.emit == Emit::Ast {
        wrong.extend(other_form(args));
    }
    if several && args.output.is_some() {
        let help = "leave `-o` out, or name a folder with `--out-dir`";
        wrong.push(clash("`-o` names one output, but there are several sources", help));
    }
    if several && args.dependencies.depfile_path.is_some() {
        let help = "leave `-MF` out: each output gets a file of its own";
        wrong.push(clash("`-MF` names one file, but there are several sources", help));
    }
    if args.sources.iter().filter(|source| is_standard(source)).count() > 1 {
        wrong.push(messages::standard_input_twice());
    }
    let to_stdout = match (&args.output, &args.out_dir) {
        (Some(output), _) => is_standard(output),
        (None, Some(_)) => false,
        (None, None) => args.emit != Emit::Binary || args.sources.iter().any(|source| is_standard(source)),
    };
    if args.dependencies.depfile && to_stdout && args.dependencies.depfile_path.is_none() {
        wrong.push(messages::unnamed_depfile());
    }
    if args.dependencies.depfile && args.emit == Emit::Ast {
        wrong.push(clash(
            "`--emit ast` reads no other files, so `-MD` has nothing to list",
            "leave one of them out",
        ));
    }
    let has_files = args.emit == Emit::Binary || args.out_dir.is_some();
    if has_files && !args.fmt {
        wrong.extend(same_outputs(&args.sources, args.out_dir.as_deref()));
    }
}

/// A source in a format's own text form, which has neither a canonical form nor a tree.
fn other_form(args: &Args) -> Option<Diagnostic> {
    let form = |source: &PathBuf| args.from.unwrap_or_else(|| formats::source_form(&paths::shown(source)));
    let source = args.sources.iter().find(|source| form(source) != SourceForm::Assembly)?;
    let option = if args.fmt { "--fmt" } else { "--emit ast" };
    let what = format!(
        "`{option}` is for the assembly language, but `{}` is in another language",
        paths::shown(source)
    );
    Some(messages::options_clash(
        &what,
        "assemble it, then write it in the assembly language with `lzdump -d`",
    ))
}

/// Two sources with the same output, whatever their formats.
fn same_outputs(sources: &[PathBuf], folder: Option<&Path>) -> Option<Diagnostic> {
    let mut seen = FxHashMap::default();
    sources.iter().find_map(|source| {
        let first = seen.insert(paths::output(source, folder, ""), source)?;
        (!is_standard(source)).then(|| messages::same_output(first, source))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_compared_before_anything_is_written() {
        let sources = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert!(same_outputs(&sources(&["a/x.s", "b/x.s"]), None).is_none());
        assert!(same_outputs(&sources(&["a/x.s", "b/x.s"]), Some(Path::new("out"))).is_some());
        assert!(same_outputs(&sources(&["x.s", "x.asm"]), None).is_some());
    }
}
