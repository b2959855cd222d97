//! Archives: printing what is in them, taking modules out, putting modules in.

use crate::args::Args;
use crate::output::{print, read, refuse, tell, write, write_parts};
use lzasm::files::{self, FileError};
use lzasm::paths;
use lzasm::tool::{Console, Exit, Verbosity, faults};
use lzasm_grammar::diag::clean;
use roolink::archive::{Archive, list};
use roolink::{Input, Link, LinkError, Options, Pattern};
use std::fmt::Write;
use std::path::Path;

/// Does what is asked for.
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
            "name the modules' files after it"
        };
        return console
            .fail(&faults::options_clash("nothing is named after the first file", what), Exit::Usage);
    }
    let parts = match (args.add, args.remove) {
        (true, _) => split(first).map(|mut parts| {
            parts.extend(others.iter().cloned());
            parts
        }),
        (_, true) => without(first, &names),
        _ => replaced(first, others),
    };
    match parts {
        Ok(parts) => put(parts, args, options, console),
        Err(errors) => tell(&errors, console),
    }
}

fn listed(input: &Input, has_heading: bool, console: &mut Console<'_>) {
    let modules = match list(input) {
        Ok(modules) => modules,
        Err(errors) => return tell(&errors, console),
    };
    let mut text = String::new();
    if has_heading {
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{}:", clean::message(&input.name));
    }
    for (index, module) in modules.iter().enumerate() {
        let name = if module.name.is_empty() { format!("#{}", index + 1) } else { module.name.clone() };
        let _ = writeln!(text, "{:>10}  {} {}", module.range.len(), module.kind, clean::message(&name));
    }
    print(&text, console);
}

fn extract(input: &Input, names: &[String], folder: &Path, args: &Args, console: &mut Console<'_>) {
    let archive = match Archive::open(input) {
        Ok(archive) => archive,
        Err(errors) => return tell(&errors, console),
    };
    let members = match archive.pick(names) {
        Ok(members) => members,
        Err(errors) => return tell(&errors, console),
    };
    if let Err(error) = std::fs::create_dir_all(folder) {
        return console.file(&FileError::write(folder, error));
    }
    for (member, name) in members.iter().zip(archive.file_names(&members)) {
        let path = folder.join(name);
        // Writing follows links, and a link may lead out of the folder.
        if path.symlink_metadata().is_ok_and(|about| about.is_symlink()) {
            return tell([&LinkError::LinkInTheWay { path: path.to_string_lossy().into_owned() }], console);
        }
        if !write(&path, &archive.file(member), console) {
            return;
        }
        if args.common.verbosity() == Verbosity::Verbose {
            console.say(&format!("{} -> {}", member.name, path.display()));
        }
    }
}

/// The modules of a file, each as an input of its own that goes by the file's name.
fn split(input: &Input) -> Result<Vec<Input>, Vec<LinkError>> {
    let archive = Archive::open(input)?;
    Ok(archive.members().iter().map(|member| Input::new(&input.name, archive.file(member))).collect())
}

fn without(input: &Input, names: &[String]) -> Result<Vec<Input>, Vec<LinkError>> {
    let archive = Archive::open(input)?;
    let gone = archive.pick(names)?;
    let left =
        archive.members().iter().filter(|member| !gone.iter().any(|other| std::ptr::eq(*other, *member)));
    Ok(left.map(|member| Input::new(&input.name, archive.file(member))).collect())
}

fn replaced(input: &Input, others: &[Input]) -> Result<Vec<Input>, Vec<LinkError>> {
    let archive = Archive::open(input)?;
    let mut parts: Vec<Input> =
        archive.members().iter().map(|member| Input::new(&input.name, archive.file(member))).collect();
    let mut errors = Vec::new();
    for other in others {
        let new = Archive::open(other)?;
        for member in new.members() {
            match archive.members().iter().position(|old| old.name == member.name) {
                Some(at) => parts[at] = Input::new(&other.name, new.file(member)),
                None => errors.push(archive.no_member(&member.name)),
            }
        }
    }
    if errors.is_empty() { Ok(parts) } else { Err(errors) }
}

/// Puts modules together again. An archive need not be complete, so nothing is looked up.
fn put(parts: Vec<Input>, args: &Args, options: &Options, console: &mut Console<'_>) {
    let options = Options { allow_undefined: vec![Pattern::new("*")], flatten: true, ..options.clone() };
    let output = args.output.as_ref().unwrap_or(&args.files[0]);
    let others = if args.remove { &[] } else { &args.files[1..] };
    if refuse(output, others, console) {
        return;
    }
    match Link::new().inputs(parts).options(options).run() {
        Ok(linked) => {
            tell(linked.warnings(), console);
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
        Err(errors) => tell(&errors, console),
    }
}
