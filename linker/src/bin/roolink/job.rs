//! Linking: reading the inputs, linking, and writing the output, its map and what the options ask for.

use crate::args::Args;
use crate::output::{claim, print, read, refuse_terminal, report, write, write_parts};
use lzasm::bytes::counted;
use lzasm::cli::{
    messages,
    tool::{Console, Exit, Verbosity},
};
use lzasm::files::is_standard;
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::suggest::question;
use lzasm_grammar::diag::{Code, Diagnostic, Level, render::sanitize};
use lzasm_grammar::source::SourceMap;
use roolink::{Input, Link, Linked, Map, Options, trace};
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Links, and reports errors and warnings.
pub(crate) fn run(args: Args, options: Options, lints: &Lints, console: &mut Console<'_>) {
    let Some(inputs) = read(&args.files, console) else { return };
    for name in &args.trace_symbol {
        print(&traced(&inputs, name), console);
    }
    let entry = args.entry().map(|entry| entry.to_string()).unwrap_or_default();
    let linked = match Link::new().inputs(inputs).options(options).run() {
        Ok(linked) => linked,
        Err(errors) => return report(&errors, console),
    };
    report(linked.warnings(), console);
    let is_error = |code: Code| lints.level(code, code.level()) == Some(Level::Error);
    if linked.warnings().iter().any(|warning| is_error(warning.code())) {
        return;
    }
    for module in &args.why {
        why(&linked, module, &entry, console);
    }
    let named = || PathBuf::from("out").with_extension(linked.format().info().extensions[0]);
    let output = args.output.clone().unwrap_or_else(named);
    if args.plan.is_some() {
        let shown = output.to_string_lossy();
        return print(&format!("{:#}\n", linked.plan(&shown)), console);
    }
    if console.exit() == Exit::Done {
        finish(&linked, &args, &output, console);
    }
}

fn finish(linked: &Linked, args: &Args, output: &Path, console: &mut Console<'_>) {
    let rule = args.dependencies.rule();
    if rule.as_ref().is_some_and(|rule| rule.file(output).is_none()) {
        return console.fail(&messages::unnamed_depfile(), Exit::Usage);
    }
    let read: Vec<&OsStr> =
        args.files.iter().filter(|path| !is_standard(path)).map(|path| path.as_os_str()).collect();
    let rule = rule.and_then(|rule| rule.text(output, &read));
    let outputs =
        std::iter::once(output).chain(args.map.as_deref()).chain(rule.as_ref().map(|rule| &*rule.0));
    if refuse_terminal(output, console) || !claim(outputs, &args.files, args, console) {
        return;
    }
    if rule.is_some_and(|(path, text)| !write(&path, &text, console)) {
        return;
    }
    if let Some(path) = &args.map {
        let map = Map::of(linked, &linked.to_vec());
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        let text = if is_json { format!("{:#}\n", map.json()) } else { map.text() };
        if !write(path, text.as_bytes(), console) {
            return;
        }
    }
    if !write_parts(output, &mut linked.pieces(), console) {
        return;
    }
    if args.print_size {
        print(&sizes(linked, output), console);
    }
    if args.common.verbosity() == Verbosity::Verbose {
        let (inputs, kept, size) = (linked.inputs().len(), linked.kept().len(), linked.size());
        let name = linked.format().info().name;
        let inputs = counted(inputs, "file");
        let size = counted(size, "byte");
        console.say(&format!("{inputs} -> {} ({name}, {kept} kept, {size})", output.display()));
    }
}

fn traced(inputs: &[Input], name: &str) -> String {
    let mut text = String::new();
    for mention in trace(inputs, name) {
        let how = if mention.is_definition { "defined by" } else { "required by" };
        let line = format!("{}: {how} {}", mention.name, mention.origin);
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}", sanitize::message(&line));
    }
    if text.is_empty() {
        let _ = writeln!(text, "{}: not in any input", sanitize::message(name));
    }
    text
}

fn why(linked: &Linked, module: &str, entry: &str, console: &mut Console<'_>) {
    let text = match linked.why(module) {
        Some(chain) => format!("{entry}: {}", chain.join(" -> ")),
        None if linked.has_module(module) => format!("{entry} does not reach {module}"),
        None => {
            let message = format!("no module `{module}` among the inputs");
            let help = question(&linked.similar_modules(module));
            let diagnostic = Diagnostic::new(Code::NoSuchMember, message).help_if(help);
            return console.report(&diagnostic, &SourceMap::new());
        }
    };
    print(&format!("{}\n", sanitize::message(&text)), console);
}

/// The size of the output and of each input, and how much of each input is kept.
fn sizes(linked: &Linked, output: &Path) -> String {
    let mut text = String::new();
    let mut kept = vec![0usize; linked.inputs().len()];
    for row in linked.kept() {
        kept[row.input as usize] += 1;
    }
    for (input, kept) in linked.inputs().iter().zip(kept) {
        let line = format!("{:>12}  {} ({kept} kept)", input.bytes.len(), input.name);
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}", sanitize::message(&line));
    }
    let _ = writeln!(text, "{:>12}  {}", linked.size(), sanitize::message(&output.to_string_lossy()));
    text
}
