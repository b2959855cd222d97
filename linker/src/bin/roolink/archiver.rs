//! Archives: listing, extracting, adding, removing and replacing modules.

use crate::args::Args;
use crate::output::{claim, print, read, refuse_terminal, report, write_parts};
use lzasm::cli::{
    messages,
    tool::{Console, Exit, Verbosity},
};
use lzasm::files::{self, Folder};
use lzasm::paths;
use lzasm_grammar::diag::render::sanitize;
use roolink::archive::{Archive, list};
use roolink::{Edit, Input, Link, LinkError, LinkErrors, Options};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Does what the options ask for.
pub(crate) fn run(args: &Args, options: &Options, console: &mut Console<'_>) {
    let named = args.extract.is_some() || args.remove;
    let count = if named { 1 } else { args.files.len() };
    let Some(inputs) = read(&args.files[..count.min(args.files.len())], console) else { return };
    let Some((first, others)) = inputs.split_first() else { return };
    if args.list {
        return inputs.iter().for_each(|input| listed(input, inputs.len() > 1, console));
    }
    let names: Vec<String> = args.files[1..].iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if let Some(folder) = &args.extract {
        return extract(first, &names, folder, args, console);
    }
    if args.files.len() == 1 {
        let what = if args.remove {
            "name the modules to remove after the file"
        } else {
            "name the files of modules after it"
        };
        return console
            .fail(&messages::options_clash("no modules are named after the first file", what), Exit::Usage);
    }
    let edit = match (args.add, args.remove) {
        (true, _) => Ok(Edit::Add),
        (_, true) => Archive::open(first).and_then(|archive| archive.numbers(&names)).map(Edit::Remove),
        _ => replaced(first, others).map(|()| Edit::Replace),
    };
    match edit {
        Ok(edit) => put(inputs, edit, args, options, console),
        Err(errors) => report(&errors, console),
    }
}

fn listed(input: &Input, has_heading: bool, console: &mut Console<'_>) {
    let modules = match list(input) {
        Ok(modules) => modules,
        Err(errors) => return report(&errors, console),
    };
    let mut text = String::new();
    if has_heading {
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}:", sanitize::message(&input.name));
    }
    for (index, module) in modules.iter().enumerate() {
        let name = if module.name.is_empty() { format!("#{}", index + 1) } else { module.name.clone() };
        let _ = writeln!(text, "{:>10}  {} {}", module.range.len(), module.kind, sanitize::message(&name));
    }
    print(&text, console);
}

fn extract(input: &Input, names: &[String], folder: &Path, args: &Args, console: &mut Console<'_>) {
    let archive = match Archive::open(input) {
        Ok(archive) => archive,
        Err(errors) => return report(&errors, console),
    };
    let members = match archive.pick(names) {
        Ok(members) => members,
        Err(errors) => return report(&errors, console),
    };
    let names = archive.file_names(&members);
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    if !claim(paths.iter().map(PathBuf::as_path), &args.files[..1], args, console) {
        return;
    }
    let folder = match Folder::open(folder) {
        Ok(folder) => folder,
        Err(error) => return console.file(&error),
    };
    for (member, name) in members.iter().zip(names) {
        let path = folder.path(&name);
        if folder.is_link(&name) {
            let path = path.to_string_lossy().into_owned();
            return report(&LinkError::LinkInTheWay { path }.into(), console);
        }
        if let Err(error) = folder.write(&name, &archive.file(member)) {
            return console.file(&error);
        }
        if args.common.verbosity() == Verbosity::Verbose {
            console.say(&format!("{} -> {}", member.name, path.display()));
        }
    }
}

/// Checks that each module of the other files replaces one.
fn replaced(input: &Input, others: &[Input]) -> Result<(), LinkErrors> {
    let archive = Archive::open(input)?;
    let known: HashSet<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
    let mut errors = Vec::new();
    for other in others {
        let new = Archive::open(other)?;
        let unknown = new.members().iter().filter(|member| !known.contains(member.name.as_str()));
        errors.extend(unknown.map(|member| archive.no_member(&member.name)));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// Writes the changed archive. An archive need not be complete, so all undefined names are allowed.
fn put(inputs: Vec<Input>, edit: Edit, args: &Args, options: &Options, console: &mut Console<'_>) {
    if let Err(errors) = Archive::open(&inputs[0]) {
        return report(&errors, console);
    }
    let options = options.clone().allow_undefined("*").edit(edit);
    let output = args.output.as_ref().unwrap_or(&args.files[0]);
    let others = if args.remove { &[] } else { &args.files[1..] };
    if refuse_terminal(output, console) || !claim([output.as_path()], others, args, console) {
        return;
    }
    match Link::new().inputs(inputs).options(options).run() {
        Ok(linked) => {
            report(linked.warnings(), console);
            if write_parts(output, &mut linked.pieces(), console)
                && args.common.verbosity() == Verbosity::Verbose
            {
                let count = linked.kept().len();
                let shown = if files::is_standard(output) {
                    "standard output".to_owned()
                } else {
                    paths::shown(output)
                };
                console.say(&format!("{shown}: {count} module(s), {} bytes", linked.size()));
            }
        }
        Err(errors) => report(&errors, console),
    }
}
