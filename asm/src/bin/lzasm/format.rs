//! `--fmt`: rewrites sources in canonical form, or reports those that are not in it.

use crate::plan::Plan;
use lzasm::cli::{
    messages,
    tool::{Console, Verbosity},
};
use lzasm::files::text_of;
use lzasm::files::{self, FileError, is_standard};
use lzasm::{paths, threads};
use lzasm_grammar::diag::{Diagnostic, render::sanitize};
use lzasm_grammar::printer;
use lzasm_grammar::source::{Origin, SourceMap, Span};
use rayon::prelude::*;
use std::path::Path;

/// The result for one source.
enum Form {
    /// It is in canonical form.
    Canonical,
    /// It is not. This is the text in that form.
    Other(String),
    /// It has errors, so it has no canonical form.
    Faulty(Vec<Diagnostic>),
    /// It was not read.
    Unread(FileError),
}

/// Formats the sources, or checks them.
pub(crate) fn all(plan: &Plan, check: bool, console: &mut Console<'_>) {
    let formed: Vec<(Form, SourceMap)> = match plan.sources.as_slice() {
        [source] => vec![one(source)],
        sources => {
            threads::prepare();
            sources.par_iter().map(|source| one(source)).collect()
        }
    };
    for (source, (form, sources)) in plan.sources.iter().zip(formed) {
        let text = sources.files().first().map_or("", |file| &file.text);
        match form {
            Form::Unread(error) => console.file(&error),
            Form::Faulty(diagnostics) => diagnostics.iter().for_each(|fault| console.report(fault, &sources)),
            Form::Canonical if check || !is_standard(source) => {}
            Form::Canonical => write(source, text, plan, console),
            Form::Other(canonical) if check => {
                let (place, difference) = difference(text, &canonical);
                console.report(&messages::not_formatted(source, place, difference), &sources);
            }
            Form::Other(canonical) => write(source, &canonical, plan, console),
        }
    }
}

fn one(source: &Path) -> (Form, SourceMap) {
    let mut sources = SourceMap::new();
    let bytes = match files::read(source) {
        Ok(bytes) => bytes,
        Err(error) => return (Form::Unread(error), sources),
    };
    let text = text_of(bytes);
    let form = match printer::format(&text) {
        Ok(canonical) if canonical == text => Form::Canonical,
        Ok(canonical) => Form::Other(canonical),
        Err(diagnostics) => Form::Faulty(diagnostics),
    };
    match sources.add(paths::shown(source), text, Origin::Root) {
        Ok(_) => (form, sources),
        Err(_) => (Form::Faulty(vec![messages::source_too_large(source)]), SourceMap::new()),
    }
}

fn write(source: &Path, text: &str, plan: &Plan, console: &mut Console<'_>) {
    match files::write(source, text.as_bytes()) {
        Err(error) => console.file(&error),
        Ok(()) if plan.verbosity == Verbosity::Verbose => {
            console.say(&format!("{}: formatted", paths::shown(source)));
        }
        Ok(()) => {}
    }
}

/// The greatest number of lines shown of each side of a difference.
const SHOWN: usize = 6;

/// The first line that differs, and the lines on both sides of the difference.
fn difference(text: &str, canonical: &str) -> (Span, String) {
    let old: Vec<&str> = text.split_inclusive('\n').collect();
    let new: Vec<&str> = canonical.split_inclusive('\n').collect();
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[same..], &new[same..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let start = 1 + old[..same].iter().map(|line| line.len()).sum::<usize>();
    let first = old_rest.first().map_or(0, |line| line.trim_end().len());
    let mut shown = format!("from line {} on:", same + 1);
    push_side(&mut shown, '-', old_rest);
    push_side(&mut shown, '+', new_rest);
    (Span::new(start as u32, (start + first) as u32), shown)
}

fn push_side(shown: &mut String, sign: char, lines: &[&str]) {
    for line in lines.iter().take(SHOWN) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        shown.push_str(&format!("\n{sign}{}", sanitize::message(line)));
    }
    if lines.len() > SHOWN {
        shown.push_str(&format!("\n{sign}… and {} more lines", lines.len() - SHOWN));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_the_lines_that_change() {
        let (place, shown) = difference("a\nb\nc\n", "a\n    b\nc\n");
        assert_eq!(place, Span::new(3, 4));
        assert_eq!(shown, "from line 2 on:\n-b\n+    b");
        let (place, shown) = difference("a", "a\n");
        assert_eq!((place, shown.as_str()), (Span::new(1, 2), "from line 1 on:\n-a\n+a"));
        let (place, shown) = difference("a\n\n\n", "a\n");
        assert_eq!((place, shown.as_str()), (Span::new(3, 3), "from line 2 on:\n-\n-"));
    }

    #[test]
    fn a_long_difference_is_cut() {
        let (_, shown) = difference(&"x\n".repeat(100), &"y\n".repeat(3));
        assert_eq!(shown.lines().count(), 1 + SHOWN + 1 + 3);
        assert!(shown.contains("-… and 94 more lines"), "{shown}");
    }
}
