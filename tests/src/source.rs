//! Test sources: reads what a source asks for in comments at its top, and returns what the
//! assembler made of it.
//!
//! `; target: lazer, hydro` names the targets (none: the source's own `.target` decides), `; options: -g -D N=1`
//! what else the command line would say.

use lzasm::files::Loader;
use lzasm::files::{self, FileError};
use lzasm::{Assembly, Input, Lossy, Options, SourceForm, assemble, formats};
use lzasm_grammar::diag::{Code, Diagnostic, Level, render};
use std::path::{Path, PathBuf};

/// A file to assemble.
#[derive(Clone, Debug)]
pub struct Source {
    /// The folder that the files it names are in.
    pub folder: PathBuf,
    /// Its name without the folder: what messages show.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads files as if its folder were the working one, so that messages name no other.
pub struct Folder(pub PathBuf);

impl Loader for Folder {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        files::read(&self.0.join(path)).map_err(|error| match error {
            FileError::Read { cause, .. } => FileError::read(path, cause),
            other => other,
        })
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.join(path).exists()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        let path = self.0.join(path);
        path.canonicalize().unwrap_or(path)
    }
}

impl Source {
    /// The source of a file.
    ///
    /// # Panics
    /// If the file cannot be read.
    pub fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { folder: path.parent().unwrap_or(Path::new(".")).to_owned(), name, bytes }
    }

    /// A source that is in no file.
    pub fn text(text: &str) -> Self {
        Self { folder: PathBuf::from("."), name: "main.s".into(), bytes: text.as_bytes().to_vec() }
    }

    /// What begins a comment in it.
    pub fn mark(&self) -> char {
        match formats::source_form(&self.name) {
            SourceForm::Assembly => ';',
            SourceForm::TextOf(_) => '%',
        }
    }

    /// The targets its top names.
    pub fn targets(&self) -> Vec<&'static str> {
        let listed = self.settings("target").chain(self.settings("targets"));
        listed
            .flat_map(|list| {
                list.split([',', ' ']).filter(|name| !name.is_empty()).map(target).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The options its top gives.
    ///
    /// # Panics
    /// If it gives one that is not known here.
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        for list in self.settings("options") {
            let mut words = list.split_whitespace();
            while let Some(word) = words.next() {
                option(&mut options, word, &mut words);
            }
        }
        options
    }

    /// The text after `; NAME:` in its lines.
    fn settings(&self, name: &str) -> impl Iterator<Item = String> {
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        let mark = format!("{} {name}:", self.mark());
        let found: Vec<_> =
            text.lines().filter_map(|line| line.strip_prefix(&mark)).map(str::to_owned).collect();
        found.into_iter()
    }

    /// What becomes of it for a target; with none, for its own.
    pub fn assemble(&self, target: Option<&'static str>) -> Assembly {
        let options = Options { format: target, ..self.options() };
        self.assemble_with(&options)
    }

    /// What becomes of it with these options.
    pub fn assemble_with(&self, options: &Options) -> Assembly {
        let stem = self.name.split('.').next().unwrap_or("main").to_owned();
        let input = Input { name: self.name.clone(), bytes: self.bytes.clone(), stem };
        assemble(input, options, Box::new(Folder(self.folder.clone())))
    }
}

fn target(name: &str) -> &'static str {
    let format = formats::find(name).unwrap_or_else(|| panic!("`{name}` is not a target"));
    format.info().name
}

fn option<'w>(options: &mut Options, word: &str, rest: &mut impl Iterator<Item = &'w str>) {
    let mut value = || rest.next().unwrap_or_else(|| panic!("`{word}` needs a value")).to_owned();
    match word {
        "-g" => options.debug = true,
        "-D" => {
            let text = value();
            let (name, value) = text.split_once('=').unwrap_or((&text, "1"));
            options.define.push((name.to_owned(), value.to_owned()));
        }
        "-I" => options.include.push(value().into()),
        "--lossy=allow" => options.lossy = Lossy::Allow,
        "--lossy=warn" => options.lossy = Lossy::Warn,
        "--lossy=deny" => options.lossy = Lossy::Deny,
        "--length-size" => options.length_size = value().parse().ok(),
        "--hydro-header" => options.packed_header = Some(value() == "packed"),
        "--path-prefix-map" => {
            let text = value();
            let map = text.split_once('=').map(|(old, new)| (old.to_owned(), new.to_owned()));
            options.path_prefix_map.extend(map);
        }
        "--max-statements" => options.max_statements = value().parse().ok(),
        "--max-expansion" => options.max_expansion = value().parse().ok(),
        _ => panic!("`{word}` is not an option of a test source"),
    }
}

/// The diagnostics in one line each.
pub fn short(assembly: &Assembly) -> Vec<String> {
    assembly.diagnostics.iter().map(|diagnostic| render::short(diagnostic, &assembly.sources)).collect()
}

/// The diagnostics as a person sees them.
pub fn human(assembly: &Assembly) -> String {
    let style = render::Style { color: false };
    assembly
        .diagnostics
        .iter()
        .map(|diagnostic| render::human(diagnostic, &assembly.sources, &style))
        .collect()
}

/// The codes of the diagnostics, in order.
pub fn codes(assembly: &Assembly) -> Vec<Code> {
    assembly.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// The errors among the diagnostics.
pub fn errors(assembly: &Assembly) -> Vec<&Diagnostic> {
    assembly.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).collect()
}

/// Assembles a text for a target; the bytes, or everything that was said.
pub fn bytes(text: &str, target: &'static str) -> Result<Vec<u8>, String> {
    let assembly = Source::text(text).assemble(Some(target));
    let said = human(&assembly);
    assembly.bytes.ok_or(said)
}
