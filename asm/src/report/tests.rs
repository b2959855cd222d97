//! What is kept, folded, counted and handed on.

use super::{KEPT, Report};
use crate::files::FileLoader;
use crate::{Assembly, Input, Options, assemble, assemble_with_listener};
use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::{Origin, SourceMap, Span};
use pretty_assertions::assert_eq;

fn options() -> Options {
    Options { format: Some("lazer"), ..Options::default() }
}

fn input(text: &str) -> Input {
    Input { name: "x.s".to_owned(), bytes: text.as_bytes().to_vec(), stem: "x".to_owned() }
}

fn made(text: &str, options: &Options) -> Assembly {
    assemble(input(text), options, Box::new(FileLoader))
}

/// How many diagnostics are kept, and how many there are in all.
fn sizes(made: &Assembly) -> (usize, usize) {
    let repeats: usize = made.diagnostics.iter().map(|found| found.repeats as usize).sum();
    let left_out = made.left_out.errors + made.left_out.warnings;
    (made.diagnostics.len(), made.diagnostics.len() + repeats + left_out)
}

/// A source with a number of lines, each formed from its own number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

#[test]
fn errors_and_warnings_are_kept_up_to_limits_of_their_own() {
    let text = lines(4000, |at| format!(".error \"e{at}\"\n.warning \"w{at}\""));
    let found = made(&text, &options());
    assert_eq!(sizes(&found), (2 * KEPT, 8000));
    assert_eq!(found.left_out, Counts { errors: 3000, warnings: 3000 });
    assert!(found.bytes.is_none());
    let more = Options { most_kept: 2500, ..options() };
    assert_eq!(made(&text, &more).left_out, Counts { errors: 1500, warnings: 1500 });
    let less = Options { most_kept: 1, ..options() };
    assert_eq!(made(&text, &less).diagnostics.len(), 2 * KEPT);
}

#[test]
fn lints_decide_what_counts_as_what() {
    let text = lines(1500, |at| format!("m{at}: .warning \"w{at}\""));
    let text = format!(".func f()\n{text}ret\n.end\n");
    let with = |lint: &str| {
        let mut lints = Lints::default();
        lints.parse(lint).unwrap();
        Options { lints, ..options() }
    };
    let left_out = |options: Options| made(&text, &options).left_out;
    assert_eq!(left_out(options()), Counts { errors: 0, warnings: 2000 });
    assert_eq!(left_out(with("no-unused-label")), Counts { errors: 0, warnings: 500 });
    assert_eq!(left_out(with("error=user-warning")), Counts { errors: 500, warnings: 500 });
    assert!(made(&text, &options()).bytes.is_some());
}

#[test]
fn a_listener_gets_everything_and_nothing_is_kept() {
    let text = lines(4500, |at| format!(".error \"e{at}\""));
    let mut heard = Vec::new();
    let mut listener = |found: &Diagnostic, _: &SourceMap| heard.push(found.message.clone());
    let made = assemble_with_listener(input(&text), &options(), Box::new(FileLoader), &mut listener);
    assert_eq!((made.diagnostics.len(), made.left_out, made.bytes), (0, Counts::default(), None));
    assert_eq!(heard, (0..4500).map(|at| format!("e{at}")).collect::<Vec<_>>());
}

#[test]
fn a_listener_hears_what_is_kept_otherwise() {
    let text = ".func f()\nfoo\nloadi r0\nl:\n.end\n.error \"x\"\n";
    let kept = made(text, &options()).diagnostics;
    let mut heard = Vec::new();
    let mut listener = |found: &Diagnostic, _: &SourceMap| heard.push(found.clone());
    assemble_with_listener(input(text), &options(), Box::new(FileLoader), &mut listener);
    assert_eq!(heard, kept);
    assert!(heard.len() >= 4, "{heard:#?}");
}

#[test]
fn equal_faults_at_one_place_are_folded() {
    let text = ".func f()\n.repeat 100000\nfoo\n.end\nbar\n.end\n";
    let found = made(text, &options());
    let reported: Vec<_> = found.diagnostics.iter().map(|found| (&*found.message, found.repeats)).collect();
    let foo = "unknown instruction `foo`";
    assert_eq!(reported, [(foo, 0), (foo, 99_998), ("unknown instruction `bar`", 0)]);
}

#[test]
fn faults_that_differ_are_not_folded() {
    let text = lines(50, |at| format!(".warning \"w{at}\""));
    let calls = lines(50, |at| format!("m foo{at}"));
    let text = format!("{text}.macro m a\n\\a\n.end\n.func f()\n{calls}.end\n");
    assert_eq!(sizes(&made(&text, &options())), (100, 100));
    // At eight places of a line people have seen what it is about.
    let text = format!("x = {}1\n", "y(1) + ".repeat(30));
    let many = made(&format!(".const a = [{}]\n", "q + 1, ".repeat(30)), &options());
    assert!(sizes(&many).0 <= 8 && sizes(&made(&text, &options())).0 <= 8);
}

#[test]
fn an_unclosed_repetition_is_reported_once_and_not_repeated() {
    for count in [1, 63, 1000] {
        let found = made(&".repeat 2\n".repeat(count), &options());
        let reported: Vec<_> = found.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!((reported, found.sources.files().len()), (vec![Code::OpenRawBlock], 1));
    }
}

#[test]
fn very_many_open_blocks_are_counted() {
    let found = made(&".if 1\n".repeat(100_000), &options());
    assert_eq!(sizes(&found), (KEPT, 100_000));
    assert_eq!(found.diagnostics[0].main.as_ref().unwrap().span.lo, 1 + 6 * 99_000);
}

#[test]
fn misspelled_names_get_a_suggestion_until_that_is_too_much() {
    let names = lines(8000, |at| format!("constant_{at} = {at}\nx{at} = cnostant_{at}"));
    let found = made(&names, &options());
    assert_eq!(sizes(&found), (KEPT, 8000));
    let has_help = |found: &Diagnostic| format!("{:?}", found.remarks).contains("did you mean `constant_");
    assert!(has_help(&found.diagnostics[0]) && has_help(&found.diagnostics[10]));
    assert!(!has_help(&found.diagnostics[KEPT - 1]));
}

#[test]
fn the_first_of_what_gives_up_is_always_kept() {
    let (lints, mut sources) = (Lints::default(), SourceMap::new());
    let file = sources.add("x.s", "\n".repeat(3000), Origin::Root).unwrap();
    let start = sources.file(file).start;
    let mut report = Report::new(&lints, 0);
    for at in 0..2000 {
        let code = if at < 1500 { Code::UserError } else { Code::ExpansionTooLarge };
        report.add(Diagnostic::new(code, "no").at(Span::new(start + at, start + at), ""), &sources);
    }
    assert!(report.has_errors());
    let (kept, left_out) = report.finish(&sources);
    assert_eq!((kept.len(), left_out.errors), (KEPT + 1, 999));
    assert_eq!(kept[KEPT].code, Code::ExpansionTooLarge);
}

#[test]
fn what_is_kept_is_short_whatever_it_is_about() {
    let name = "n".repeat(1_000_000);
    let found = made(&format!(".func f()\n{}.end\n", format!("{name} r0\n").repeat(3)), &options());
    assert_eq!(found.diagnostics.len(), 3);
    let size = |found: &Diagnostic| format!("{found:?}").len();
    assert!(found.diagnostics.iter().map(size).max() < Some(5000), "{:?}", found.diagnostics[0].message);
}

#[test]
fn follow_ups_of_lowering_stay_out_and_independent_errors_come() {
    let text = ".func f()\nfoo\ncall g()\n.end\n";
    let codes: Vec<_> = made(text, &options()).diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes.first(), Some(&Code::UnknownMnemonic));
    let (lints, mut sources) = (Lints::default(), SourceMap::new());
    let file = sources.add("x.s", "a\nb\nc\n", Origin::Root).unwrap();
    let at =
        |line: u32| Span::new(sources.file(file).start + 2 * line, sources.file(file).start + 2 * line + 1);
    let error = |line: u32, text: &str| Diagnostic::new(Code::UserError, text).at(at(line), "");
    let mut report = Report::new(&lints, 0);
    report.add(error(0, "first"), &sources);
    report.only_independent(&sources);
    report.add(error(0, "follow-up"), &sources);
    report.add(error(1, "independent"), &sources);
    report.add(error(1, "independent, too"), &sources);
    report.add(Diagnostic::new(Code::UserWarning, "odd").at(at(2), ""), &sources);
    report.add(Diagnostic::new(Code::UserError, "nowhere"), &sources);
    let reported: Vec<_> = report.finish(&sources).0.into_iter().map(|found| found.message).collect();
    assert_eq!(reported, ["first", "independent", "independent, too"]);
}
