//! Expectations beside the line in question: adds to a source its diagnostics, as a
//! comment under each line at fault.
//!
//! ```text
//!     mvoe r0, r1
//! ;   ^^^^ error[LZ0401]: no instruction `mvoe` in the lazer set
//! ```
//!
//! The carets are under the fault; where it starts in the first column, the `;` is the first of them. In Hydro's
//! text form a `%` takes the place of the `;`.

use lzasm::Assembly;
use lzasm_grammar::diag::{Diagnostic, render, render::sanitize};
use std::collections::BTreeMap;

/// Whether a line is an expectation.
pub fn is_expectation(line: &str) -> bool {
    let Some(rest) = line.strip_prefix([';', '%']) else { return false };
    let after = rest.trim_start().trim_start_matches('^').trim_start();
    ["error[LZ", "warning[LZ", "note[LZ"].iter().any(|level| after.starts_with(level))
}

/// A source without its expectations.
pub fn strip(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !is_expectation(line)).collect()
}

/// A source with an expectation for each diagnostic whose place is in it. `assembly` is that of this very text, and
/// comments in it begin with `comment`.
pub fn annotate(text: &str, comment: char, assembly: &Assembly) -> String {
    let mut marks = marks(comment, assembly);
    let mut out = String::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if !is_expectation(line) {
            out.push_str(line);
        }
        for mark in marks.remove(&(index as u32 + 1)).unwrap_or_default() {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&mark);
        }
    }
    out
}

/// The expectations by line.
fn marks(comment: char, assembly: &Assembly) -> BTreeMap<u32, Vec<String>> {
    let root = assembly.sources.files().first().map(|file| file.name.clone());
    let mut marks: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for diagnostic in &assembly.diagnostics {
        let Some(main) = &diagnostic.main else { continue };
        let span = assembly.sources.written(main.span);
        let Some(place) = assembly.sources.place(span.lo) else { continue };
        if Some(&place.file) != root.as_ref() {
            continue;
        }
        let covered = assembly.sources.text(span).lines().next().unwrap_or("").chars().count();
        marks.entry(place.line).or_default().push(mark(
            diagnostic,
            comment,
            place.column as usize - 1,
            covered,
        ));
    }
    marks
}

fn mark(diagnostic: &Diagnostic, comment: char, column: usize, covered: usize) -> String {
    let carets = "^".repeat(covered.max(1));
    let under = match column {
        0 => format!("{comment}{}", &carets[1..]),
        _ => format!("{comment}{}{carets}", " ".repeat(column - 1)),
    };
    let level = render::level_name(diagnostic.level);
    format!("{under} {level}[{}]: {}\n", diagnostic.code.number(), sanitize::message(&diagnostic.message))
}
