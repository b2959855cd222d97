//! The output of a run: its diagnostics in the form the user chose, written as they come, and the counts that decide
//! the exit code.

use super::lints::Lints;
use super::render::sarif::Log;
use super::render::{Style, heading, human, json, sanitize, short};
use super::{Diagnostic, Level};
use crate::source::SourceMap;
use std::io::{self, Write};

/// The default limit of errors, and of warnings, that are shown.
pub const ERROR_LIMIT: usize = 20;

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageFormat {
    /// With the lines in question.
    #[default]
    Human,
    /// A line each.
    Short,
    /// A JSON object a line.
    Json,
    /// One SARIF document at the end.
    Sarif,
}

/// The options of the output.
#[derive(Clone, Debug)]
pub struct Options {
    /// The form of the output.
    pub format: MessageFormat,
    /// The style of text for people.
    pub style: Style,
    /// The `-W` options.
    pub lints: Lints,
    /// How many errors are shown, and how many warnings; 0 for all.
    pub error_limit: usize,
    /// Whether only errors are shown, and no summary.
    pub quiet: bool,
    /// The name of the tool, for SARIF.
    pub tool: &'static str,
    /// Its version, for SARIF.
    pub version: &'static str,
}

impl Options {
    /// The defaults, for a tool of this name and version.
    pub fn new(tool: &'static str, version: &'static str) -> Self {
        Self {
            format: MessageFormat::default(),
            style: Style::default(),
            lints: Lints::default(),
            error_limit: ERROR_LIMIT,
            quiet: false,
            tool,
            version,
        }
    }
}

/// The numbers of errors and warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors, shown or not.
    pub errors: usize,
    /// Warnings, without those turned off.
    pub warnings: usize,
}

impl Counts {
    /// Adds to the count of a level. Notes are not counted.
    pub fn add(&mut self, level: Level, count: usize) {
        match level {
            Level::Error => self.errors += count,
            Level::Warning => self.warnings += count,
            Level::Note => {}
        }
    }

    /// How many of a level there are.
    pub fn of(&self, level: Level) -> usize {
        match level {
            Level::Error => self.errors,
            Level::Warning => self.warnings,
            Level::Note => 0,
        }
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }

    /// The line about diagnostics that are counted but not shown; `None` if there are none.
    pub fn in_words(&self) -> Option<String> {
        let errors = counted(self.errors, "more error");
        let warnings = counted(self.warnings, "more warning");
        match (self.errors, self.warnings) {
            (0, 0) => None,
            (_, 0) => Some(format!("… and {errors}")),
            (0, _) => Some(format!("… and {warnings}")),
            _ => Some(format!("… and {errors}, {warnings}")),
        }
    }
}

/// Prints the diagnostics of a run.
pub struct Printer<'w> {
    options: Options,
    out: &'w mut dyn Write,
    log: Log,
    counts: Counts,
    /// Those that were printed.
    shown: Counts,
    /// Those that are neither printed nor represented by one that is.
    left_out: Counts,
}

impl<'w> Printer<'w> {
    /// A printer on this writer.
    pub fn new(options: Options, out: &'w mut dyn Write) -> Self {
        let log = Log::new(options.tool, options.version);
        Self {
            options,
            out,
            log,
            counts: Counts::default(),
            shown: Counts::default(),
            left_out: Counts::default(),
        }
    }

    /// Prints and counts the next diagnostic.
    ///
    /// # Errors
    /// Errors of the writer.
    pub fn emit(&mut self, diagnostic: &Diagnostic, map: &SourceMap) -> io::Result<()> {
        let Some(level) = self.options.lints.level(diagnostic.code, diagnostic.level) else { return Ok(()) };
        let count = diagnostic.repeats as usize + 1;
        self.counts.add(level, count);
        if level != Level::Error && self.options.quiet {
            return Ok(());
        }
        let limit = self.options.error_limit;
        if limit != 0 && self.shown.of(level) >= limit {
            self.left_out.add(level, count);
            return Ok(());
        }
        self.shown.add(level, 1);
        if level == diagnostic.level {
            return self.show(diagnostic, map);
        }
        self.show(&Diagnostic { level, ..diagnostic.clone() }, map)
    }

    /// Counts diagnostics that were found and not kept.
    pub fn leave_out(&mut self, found: Counts) {
        for level in [Level::Error, Level::Warning] {
            self.counts.add(level, found.of(level));
            if level == Level::Error || !self.options.quiet {
                self.left_out.add(level, found.of(level));
            }
        }
    }

    /// Prints a line that is not a diagnostic, in the forms for people.
    ///
    /// # Errors
    /// Errors of the writer.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        match self.options.format {
            MessageFormat::Human | MessageFormat::Short => writeln!(self.out, "{}", sanitize::message(text)),
            MessageFormat::Json | MessageFormat::Sarif => Ok(()),
        }
    }

    /// The counts so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Ends the output. If there were errors, the summary starts with `what`: ``could not assemble `x.s` ``.
    ///
    /// # Errors
    /// Errors of the writer.
    pub fn finish(mut self, what: &str) -> io::Result<Counts> {
        self.report_hidden()?;
        if self.options.format == MessageFormat::Human && !self.options.quiet {
            self.summary(what)?;
        }
        if self.options.format == MessageFormat::Sarif {
            writeln!(self.out, "{}", self.log.finish(self.counts.errors == 0))?;
        }
        self.out.flush()?;
        Ok(self.counts)
    }

    fn show(&mut self, diagnostic: &Diagnostic, map: &SourceMap) -> io::Result<()> {
        match self.options.format {
            MessageFormat::Human => {
                self.out.write_all(human(diagnostic, map, &self.options.style).as_bytes())
            }
            MessageFormat::Short => writeln!(self.out, "{}", short(diagnostic, map)),
            MessageFormat::Json => writeln!(self.out, "{}", json::line(diagnostic, map)),
            MessageFormat::Sarif => self.out.write_all(self.log.add(diagnostic, map).as_bytes()),
        }
    }

    fn report_hidden(&mut self) -> io::Result<()> {
        let Some(text) = self.left_out.in_words() else { return Ok(()) };
        match self.options.format {
            MessageFormat::Human | MessageFormat::Short => writeln!(self.out, "{text}"),
            MessageFormat::Json => writeln!(self.out, "{}", json::summary("failure-note", &text)),
            MessageFormat::Sarif => {
                self.log.notify(&text);
                Ok(())
            }
        }
    }

    fn summary(&mut self, what: &str) -> io::Result<()> {
        let Counts { errors, warnings } = self.counts;
        let warned = counted(warnings, "warning");
        let line = match (errors, warnings) {
            (0, 0) => return Ok(()),
            (0, _) => heading(Level::Warning, &warned, &self.options.style),
            (_, 0) => {
                heading(Level::Error, &format!("{what}: {}", counted(errors, "error")), &self.options.style)
            }
            _ => {
                let text = format!("{what}: {}, {warned}", counted(errors, "error"));
                heading(Level::Error, &text, &self.options.style)
            }
        };
        self.out.write_all(line.as_bytes())
    }
}

/// A number with its noun: `1 error`, `3 errors`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;
    use crate::source::{Origin, Span};
    use pretty_assertions::assert_eq;

    fn run(options: Options, diagnostics: &[Diagnostic]) -> (String, Counts) {
        let mut map = SourceMap::new();
        map.add("x.s", "nop\n", Origin::Root).unwrap();
        let mut out = Vec::new();
        let mut printer = Printer::new(options, &mut out);
        for diagnostic in diagnostics {
            printer.emit(diagnostic, &map).unwrap();
        }
        let counts = printer.finish("could not assemble `x.s`").unwrap();
        (String::from_utf8(out).unwrap(), counts)
    }

    fn options(format: MessageFormat) -> Options {
        Options { format, ..Options::new("lzasm", "0.1.0") }
    }

    fn error() -> Diagnostic {
        Diagnostic::new(Code::UnexpectedToken, "bad").at(Span::new(1, 4), "")
    }

    fn warning() -> Diagnostic {
        Diagnostic::new(Code::UnusedLabel, "odd").at(Span::new(1, 4), "")
    }

    #[test]
    fn a_summary_ends_text_for_people() {
        let (text, counts) = run(options(MessageFormat::Human), &[error(), warning(), error()]);
        assert!(text.ends_with("\n\nerror: could not assemble `x.s`: 2 errors, 1 warning\n"), "{text}");
        assert_eq!(counts, Counts { errors: 2, warnings: 1 });
        let (text, _) = run(options(MessageFormat::Human), &[warning()]);
        assert!(text.ends_with("\n\nwarning: 1 warning\n"), "{text}");
        assert_eq!(run(options(MessageFormat::Human), &[]).0, "");
    }

    #[test]
    fn the_limit_holds_back_errors_but_counts_them() {
        let many = vec![error(); 15];
        let limited = |limit| Options { error_limit: limit, ..options(MessageFormat::Short) };
        let (text, counts) = run(limited(3), &many);
        assert_eq!(text.lines().count(), 4);
        assert!(text.ends_with("\n… and 12 more errors\n"), "{text}");
        assert_eq!(counts.errors, 15);
        assert_eq!(run(limited(0), &many).0.lines().count(), 15);
        assert_eq!(run(limited(15), &many).0.lines().count(), 15);
    }

    #[test]
    fn warnings_have_a_limit_of_their_own() {
        let many: Vec<Diagnostic> = (0..1000).flat_map(|_| [error(), warning(), warning()]).collect();
        let limited = |format| Options { error_limit: 3, ..options(format) };
        let counts = Counts { errors: 1000, warnings: 2000 };
        let (text, found) = run(limited(MessageFormat::Short), &many);
        assert_eq!((text.lines().count(), found), (7, counts));
        assert!(text.ends_with("\n… and 997 more errors, 1997 more warnings\n"), "{text}");
        for format in [MessageFormat::Human, MessageFormat::Json, MessageFormat::Sarif] {
            let (text, found) = run(limited(format), &many);
            assert!(text.contains("… and 997 more errors, 1997 more warnings"), "{text}");
            assert_eq!((text.matches("LZ0350").count() > 0, found), (true, counts));
            assert!(text.len() < 40_000, "{}", text.len());
        }
        let quiet = Options { quiet: true, ..limited(MessageFormat::Short) };
        assert!(run(quiet, &many).0.ends_with("\n… and 997 more errors\n"));
    }

    #[test]
    fn diagnostics_that_are_not_kept_or_folded_are_counted() {
        let mut out = Vec::new();
        let mut printer = Printer::new(options(MessageFormat::Human), &mut out);
        printer.emit(&Diagnostic { repeats: 4, ..error() }, &SourceMap::new()).unwrap();
        printer.leave_out(Counts { errors: 10, warnings: 1 });
        let counts = printer.finish("no").unwrap();
        assert_eq!(counts, Counts { errors: 15, warnings: 1 });
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("and 4 more like this on this line"), "{text}");
        assert!(text.contains("… and 10 more errors, 1 more warning\n"), "{text}");
        assert!(text.ends_with("error: no: 15 errors, 1 warning\n"), "{text}");
    }

    #[test]
    fn options_change_levels() {
        let mut strict = options(MessageFormat::Short);
        strict.lints.parse("error").unwrap();
        let (text, counts) = run(strict, &[warning()]);
        assert_eq!((text.as_str(), counts.errors), ("x.s:1:1: error: odd [LZ0350]\n", 1));
        let mut lax = options(MessageFormat::Short);
        lax.lints.parse("no-unused-label").unwrap();
        assert_eq!(run(lax, &[warning()]), (String::new(), Counts::default()));
        let quiet = Options { quiet: true, ..options(MessageFormat::Human) };
        assert_eq!(run(quiet, &[warning()]).0, "");
    }

    #[test]
    fn machine_forms_are_json_throughout() {
        let limited = |format| Options { error_limit: 1, ..options(format) };
        let (text, _) = run(limited(MessageFormat::Json), &[error(), error(), warning()]);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2]["message"], "… and 1 more error");
        let (text, _) = run(limited(MessageFormat::Sarif), &[error(), error(), warning()]);
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
        let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(notes[0]["message"]["text"], "… and 1 more error");
    }
}
