//! The number of threads changes nothing: a source that is parsed ahead becomes the same file with the same messages.
//!
//! Only large sources are parsed on a thread of their own, so comments are put before the source and between its
//! functions: its parts come in several chunks then, and names of the thread and of the run get different numbers.

use lzasm::{Assembly, Options, formats};
use lzasm_tests::source::Source;
use lzasm_tests::{corpus, repo};
use std::fmt::Write;

/// The bytes of comments that make a source large.
const LARGE: usize = 1 << 20;
/// The bytes of comments that end a chunk.
const CHUNK: usize = 100_000;

fn comments(bytes: usize) -> String {
    const LINE: &str = "; nothing is here but what a reader passes over, line after line after line\n";
    LINE.repeat(bytes / LINE.len() + 1)
}

/// The source with comments before it and, where it repeats no text, before each of its declarations.
fn large(source: &Source) -> Option<Source> {
    let text = std::str::from_utf8(&source.bytes).ok()?.trim_start_matches('\u{feff}');
    let is_repeated = [".macro", ".repeat", "/*"].iter().any(|word| text.contains(word));
    let mut large = comments(LARGE);
    for line in text.split_inclusive('\n') {
        let is_declaration =
            [".func", ".struct", ".module", ".const"].iter().any(|word| line.starts_with(word));
        if is_declaration && !is_repeated {
            large += &comments(CHUNK);
        }
        large += line;
    }
    Some(Source { bytes: large.into_bytes(), ..source.clone() })
}

/// All that a run made.
fn result(assembly: &Assembly) -> String {
    let mut shown = String::new();
    for diagnostic in &assembly.diagnostics {
        writeln!(shown, "{diagnostic:?}").expect("a string takes all text");
    }
    writeln!(shown, "{:?} {:?}", assembly.left_out, assembly.bytes).expect("a string takes all text");
    shown
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut sources = 0;
    for path in corpus::all_sources() {
        let Some(source) = large(&Source::read(&path)) else { continue };
        let target = source.targets().first().copied();
        let with = |jobs| {
            let options = Options { format: target, jobs: Some(jobs), ..source.options() };
            result(&source.assemble_with(&options))
        };
        let alone = with(1);
        for jobs in [2, 3, 8] {
            assert!(alone == with(jobs), "{}: {jobs} threads make a difference", repo::name(&path));
        }
        sources += 1;
    }
    assert!(sources > 100, "only {sources} sources were tried");
}

#[test]
fn a_run_that_stops_stops_its_thread() {
    let text = format!(".error \"stop\"\n{}.include \"missing\"\n{}", comments(LARGE), comments(2 * LARGE));
    for name in formats::names() {
        let options =
            Options { format: Some(name), jobs: Some(2), max_expansion: Some(0), ..Options::default() };
        let made = Source::text(&format!(".repeat 3\n.word 1\n.end\n{text}")).assemble_with(&options);
        assert!(made.bytes.is_none() && !made.diagnostics.is_empty());
    }
}
