//! Code that is packed function by function gives the same file and messages as code that is kept to the end: for every
//! source of the corpus, and for sources with words exchanged at random.

use lzasm::{Assembly, Options};
use lzasm_tests::dice::{Dice, asked_for};
use lzasm_tests::source::Source;
use lzasm_tests::{corpus, repo};

/// What a run makes, with the code of functions kept or packed.
fn result(source: &Source, options: &Options, keep_code: bool) -> (String, Assembly) {
    let options = Options { keep_code, ..options.clone() };
    let made = source.assemble_with(&options);
    (format!("{:?} {:?} {:?}", made.diagnostics, made.left_out, made.bytes), made)
}

/// The number of packed functions of a source whose results are equal.
fn packed(source: &Source, options: &Options, name: &str) -> usize {
    let mut count = 0;
    for target in lzasm::formats::names() {
        let options = Options { format: Some(target), ..options.clone() };
        let (kept, _) = result(source, &options, true);
        let (packed, made) = result(source, &options, false);
        assert_eq!(packed, kept, "{name} for {target}:\n{}", String::from_utf8_lossy(&source.bytes));
        let functions = made.program.modules.iter().flat_map(|module| &module.functions);
        count +=
            functions.filter(|found| found.body.as_ref().is_some_and(|body| body.packed.is_some())).count();
    }
    count
}

#[test]
fn packed_code_is_the_same_code() {
    let mut count = 0;
    for path in corpus::all_sources() {
        let source = Source::read(&path);
        count += packed(&source, &source.options(), &repo::name(&path));
    }
    assert!(count > 60, "only {count} functions were packed");
}

/// Lines of a function that name what is only defined after it.
const AHEAD: &[&str] = &[
    ".word LATER",
    ".word 1 + LATER * 2",
    "loadi r1, LATER",
    "loadk r1, later",
    "loadk r1, [LATER, 2]",
    "loadk r1, fn g",
    "jmp LATER",
    "jt r1, 1f\n1:",
    "jmp 1b",
    "call g",
    "call g/1",
    "call g, tail",
    "mine r1, LATER",
    "mine r1, r2",
    "add r1, r2, nowhere",
    "put r1, r2",
    ".loc \"a.s\" LATER 1",
    ".loc \"a.s\" 1 LATER",
];

#[test]
fn names_that_come_later_are_waited_for() {
    let mut count = 0;
    for first in AHEAD {
        for second in AHEAD {
            let text = format!(
                ".module m\n.op mine 0x90 a:reg, b:u8\n.func f(a: i32)\n1:\n{first}\n{second}\n    ret\n.end\n\
                 .func h()\n    ret\n.end\n.func g(a: i32)\n    ret\n.end\n.const later = 7\nLATER = 5\n"
            );
            let source = Source::text(&text);
            count += packed(&source, &source.options(), &text);
        }
    }
    assert!(count > 300, "only {count} functions were packed");
}

#[test]
fn packed_code_of_odd_sources_is_the_same_code() {
    let sources: Vec<Source> = corpus::all_sources().iter().map(|path| Source::read(path)).collect();
    let texts: Vec<&str> =
        sources.iter().filter_map(|source| std::str::from_utf8(&source.bytes).ok()).collect();
    let words: Vec<&str> = texts.iter().flat_map(|text| text.split_inclusive([' ', ',', '\n'])).collect();
    let mut count = 0;
    for seed in 0..asked_for("SEEDS", 400) {
        let mut dice = Dice::new(seed);
        let mut source = dice.pick(&sources);
        let options = source.options();
        let Ok(text) = std::str::from_utf8(&source.bytes) else { continue };
        let mut parts: Vec<&str> = text.split_inclusive([' ', ',', '\n']).collect();
        for _ in 0..=seed % 4 {
            let at = (dice.u64() % parts.len().max(1) as u64) as usize;
            if let Some(part) = parts.get_mut(at) {
                *part = dice.pick(&words);
            }
        }
        source.bytes = parts.concat().into_bytes();
        count += packed(&source, &options, &format!("seed {seed}"));
    }
    assert!(count > 20, "only {count} functions were packed");
}
