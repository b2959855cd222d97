//! The blocks of the manual that show what is made of the source above them: fills these
//! blocks of a page.
//!
//! A source is a block that begins with ```` ```lzasm,TARGET ```` or ```` ```h2o,TARGET ````; the first target counts.
//! Below it may be
//! ```` ```text,dump ````, each field of the module with its bytes; ```` ```text,hexdump ````, the bytes alone;
//! ```` ```text,says ````, the messages. `=NAME` after these words is the name of the source's file, without extension.

use lzasm::bytes::FieldTree;
use lzasm::files::FileLoader;
use lzasm::{Assembly, Input, Options, assemble, formats};
use lzasm_grammar::diag::render::{Style, human};
use std::fmt::Write;

/// The languages of sources, and how the names of their files end.
const LANGUAGES: [(&str, &str); 2] = [("lzasm", "s"), ("h2o", "h2o")];
/// How many bytes a row of a dump with fields shows.
const FIELD_ROW: usize = 8;
/// How many bytes a row of a dump without fields shows.
const HEX_ROW: usize = 16;

/// A page with its blocks filled.
///
/// # Errors
/// If a source has no target, or errors where bytes are wanted; the text says so.
pub fn filled(page: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut source = Source::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let body: String =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        match info.strip_prefix("text,") {
            Some(what) => out.push_str(&source.shown(what)?),
            None => out.push_str(&body),
        }
        out.push_str("```\n");
        for (language, extension) in LANGUAGES {
            if let Some(words) = info.strip_prefix(language).and_then(|rest| rest.strip_prefix(',')) {
                let target = words.split(',').next().unwrap_or_default().to_owned();
                source = Source { target, extension, text: body.clone() };
            }
        }
    }
    Ok(out)
}

/// The source that was read last.
#[derive(Default)]
struct Source {
    target: String,
    extension: &'static str,
    text: String,
}

impl Source {
    /// What a block shows of it.
    fn shown(&self, what: &str) -> Result<String, String> {
        let (what, stem) = what.split_once('=').unwrap_or((what, "example"));
        let assembly = self.assembled(stem)?;
        let said = said(&assembly);
        let Some(model) = assembly.model.as_ref().filter(|_| what != "says") else {
            return if what == "says" { Ok(said) } else { Err(said) };
        };
        let (bytes, tree) = model.fields().map_err(|fault| fault.to_string())?;
        match what {
            "dump" => Ok(fields(&bytes, &tree)),
            "hexdump" => Ok(hex(&bytes)),
            _ => Err(format!("`{what}` is nothing that a block can show")),
        }
    }

    fn assembled(&self, stem: &str) -> Result<Assembly, String> {
        let format =
            formats::find(&self.target).ok_or_else(|| format!("`{}` is not a target", self.target))?;
        let options = Options { format: Some(format.info().name), ..Options::default() };
        let input = Input {
            name: format!("{stem}.{}", self.extension),
            bytes: self.text.clone().into_bytes(),
            stem: stem.to_owned(),
        };
        Ok(assemble(input, &options, Box::new(FileLoader)))
    }
}

/// The messages, without the empty lines at the end.
fn said(assembly: &Assembly) -> String {
    let style = Style { color: false };
    let all: String =
        assembly.diagnostics.iter().map(|diagnostic| human(diagnostic, &assembly.sources, &style)).collect();
    format!("{}\n", all.trim_end())
}

/// Offset, bytes and path of each field without parts, and its value.
fn fields(bytes: &[u8], tree: &FieldTree) -> String {
    let mut text = String::new();
    for (at, field) in tree.fields.iter().enumerate() {
        let has_parts = tree.fields.get(at + 1).is_some_and(|next| next.depth > field.depth);
        if has_parts || field.start == field.end {
            continue;
        }
        let value = field.value.as_ref().map_or(String::new(), |value| format!(" = {value}"));
        let reported = tree.path(at) + &value;
        for (row, chunk) in bytes[field.start..field.end].chunks(FIELD_ROW).enumerate() {
            let reported = if row == 0 { reported.as_str() } else { "" };
            let line = format!("{:04x}  {:23}  {reported}", field.start + row * FIELD_ROW, digits(chunk));
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

/// Bytes and the characters among them.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (row, chunk) in bytes.chunks(HEX_ROW).enumerate() {
        let shown =
            |byte: &u8| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' };
        let characters: String = chunk.iter().map(shown).collect();
        let _ = writeln!(text, "{:04x}  {:47}  |{characters}|", row * HEX_ROW, digits(chunk));
    }
    text
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
