//! Diagnostics for people: text with the lines in question, or one line. The only file that names codespan-reporting.
//!
//! That library prints its input as it is, so everything passes [`super::snippet`] and [`super::sanitize`] first.

use super::expansion::{self, Places};
use super::sanitize;
use super::snippet::{Snippet, SnippetFile};
use crate::diag::{Diagnostic, Level, Remark};
use crate::source::SourceMap;
use codespan_reporting::diagnostic::{self as shown, LabelStyle, Severity};
use codespan_reporting::files::{Error, Files, Location};
use codespan_reporting::term::{Config, GeneralWriteResult, WriteStyle, emit_to_write_style};
use std::io::{self, Write};
use std::ops::Range;

/// The style of text for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
}

/// A diagnostic with the lines it is about, its remarks and an empty line.
pub fn human(diagnostic: &Diagnostic, map: &SourceMap, style: &Style) -> String {
    let places = expansion::places(diagnostic, map);
    let spans: Vec<_> = places.labels.iter().map(|label| label.span).collect();
    let snippet = Snippet::new(map, &spans);
    let shown = translate(diagnostic, &places, &snippet);
    let mut out = Painter { bytes: Vec::new(), color: style.color };
    match emit_to_write_style(&mut out, &Config::default(), &snippet, &shown) {
        Ok(()) if style.color => String::from_utf8_lossy(&out.bytes).into_owned(),
        Ok(()) => String::from_utf8_lossy(&out.bytes)
            .lines()
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect(),
        Err(_) => short(diagnostic, map) + "\n",
    }
}

/// A diagnostic in one line, without a line end: `file:line:col: error: text [LZ0301]`.
pub fn short(diagnostic: &Diagnostic, map: &SourceMap) -> String {
    let main = diagnostic.main.as_ref().and_then(|main| map.place(map.written(main.span).lo));
    let place = main.map_or(String::new(), |place| {
        format!("{}:{}:{}: ", sanitize::message(&place.file), place.line, place.column)
    });
    let (level, code) = (level_name(diagnostic.level), diagnostic.code.number());
    format!("{place}{level}: {} [{code}]", sanitize::message(&diagnostic.message))
}

/// The word for a level.
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// A line on its own, such as the summary of a run.
pub fn heading(level: Level, text: &str, style: &Style) -> String {
    let mut out = Painter { bytes: Vec::new(), color: style.color };
    // Writing to memory cannot fail.
    let _ = out.heading(severity(level), level_name(level), &sanitize::message(text));
    String::from_utf8_lossy(&out.bytes).into_owned()
}

/// The text of an exact fix: what to do and, unless the words contain it, what to write.
pub(crate) fn fix_text(text: &str, with: &str) -> String {
    let quoted = format!("`{}`", with.trim());
    if quoted == "``" || text.contains(&quoted) { text.to_owned() } else { format!("{text}: {quoted}") }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}

fn translate(diagnostic: &Diagnostic, places: &Places, snippet: &Snippet) -> shown::Diagnostic<usize> {
    let labels = places.labels.iter().filter_map(|label| {
        let (file, range) = snippet.locate(label.span)?;
        let style = if label.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
        Some(shown::Label::new(style, file, range).with_message(&label.text))
    });
    let remarks = diagnostic.remarks.iter().filter_map(|remark| match remark {
        Remark::Note(text) => Some(sanitize::lines(text)),
        Remark::Help(text) => Some(format!("help: {}", sanitize::lines(text))),
        Remark::Fix { text, with, .. } => Some(format!("help: {}", sanitize::lines(&fix_text(text, with)))),
        Remark::File { .. } => None,
    });
    shown::Diagnostic {
        severity: severity(diagnostic.level),
        code: Some(diagnostic.code.number().to_owned()),
        message: sanitize::message(&diagnostic.message).into_owned(),
        labels: labels.collect(),
        notes: places.notes.iter().map(|note| sanitize::lines(note)).chain(remarks).collect(),
    }
}

impl Snippet<'_> {
    fn get(&self, id: usize) -> Result<&SnippetFile<'_>, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

impl<'f> Files<'f> for Snippet<'_> {
    type FileId = usize;
    type Name = String;
    type Source = &'f str;

    fn name(&'f self, id: usize) -> Result<String, Error> {
        Ok(sanitize::message(&self.get(id)?.source.name).into_owned())
    }

    fn source(&'f self, id: usize) -> Result<&'f str, Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'f self, id: usize, at: usize) -> Result<usize, Error> {
        let lines = &self.get(id)?.lines;
        Ok(lines.iter().rfind(|line| line.range.start <= at).map_or(0, |line| line.index))
    }

    fn line_range(&'f self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let line = self.get(id)?.line(index);
        line.map(|line| line.range.clone()).ok_or(Error::LineTooLarge { given: index, max: 0 })
    }

    fn location(&'f self, id: usize, at: usize) -> Result<Location, Error> {
        let file = self.get(id)?;
        let place = self.place(file.source.start + file.offset(at) as u32).ok_or(Error::FileMissing)?;
        Ok(Location { line_number: place.line as usize, column_number: place.column as usize })
    }
}

/// Collects text, with escape sequences for colours if they are wanted.
struct Painter {
    bytes: Vec<u8>,
    color: bool,
}

impl Painter {
    fn paint(&mut self, codes: &str) -> GeneralWriteResult {
        if self.color { write!(self.bytes, "\u{1b}[{codes}m") } else { Ok(()) }
    }

    fn heading(&mut self, severity: Severity, level: &str, text: &str) -> io::Result<()> {
        self.set_header(severity)?;
        self.write_all(level.as_bytes())?;
        self.set_header_message()?;
        write!(self, ": {text}")?;
        self.reset()?;
        self.write_all(b"\n")
    }
}

impl Write for Painter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn hue(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Note => "32",
        Severity::Help => "36",
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> GeneralWriteResult {
        self.paint(&format!("1;{}", hue(severity)))
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.paint("0;1")
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.paint("34")
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.paint("34")
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.paint("34")
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> GeneralWriteResult {
        match style {
            LabelStyle::Primary => self.paint(hue(severity)),
            LabelStyle::Secondary => self.paint("34"),
        }
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.paint("0")
    }
}

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
