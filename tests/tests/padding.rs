//! Sources behind other text: the place of a source in its file changes nothing about it. Small files hide faults
//! that show in large ones, where there are more operands than names and more texts than one.
//!
//! Each source of the goldens, of the conformance folder and of the examples is assembled as it is, and again with
//! three hundred lines of operands in front of it that make nothing: the bytes and the messages are the same. A second
//! time the lines are code or structs that the file gets besides: the messages are the same.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm::isa::Isa;
use lzasm::{Assembly, Options, formats};
use lzasm_grammar::diag::{Diagnostic, Label, Remark};
use lzasm_tests::repo;
use lzasm_tests::source::Source;
use std::process::ExitCode;

const FOLDERS: [&str; 6] = [
    "tests/golden/asm",
    "tests/golden/err",
    "tests/golden/run",
    "tests/golden/fmt",
    "tests/conformance",
    "examples",
];

/// More lines than the smallest source needs to have more operands than there are names from the start.
const LINES: usize = 300;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    let mut real = 0;
    for path in FOLDERS.iter().flat_map(|folder| repo::files(folder, &["s"])) {
        let name = repo::name(&path);
        let source = Source::read(&path);
        let mut targets: Vec<_> = source.targets().into_iter().map(Some).collect();
        if targets.is_empty() {
            targets.push(None);
        }
        for target in targets {
            let shown = target.unwrap_or("its own target");
            let unpadded = source.clone();
            let test = move || idle(&unpadded, target).map_err(Failed::from);
            trials.push(Trial::test(format!("{name} for {shown}, behind what makes nothing"), test));
            if let Some(padded) = with_code(&source, target) {
                real += 1;
                let unpadded = source.clone();
                let test = move || same(&unpadded, &padded, target).map(drop).map_err(Failed::from);
                trials.push(Trial::test(format!("{name} for {shown}, behind code"), test));
            }
        }
    }
    trials.push(Trial::test("most sources take code in front of them", move || {
        if real >= 50 { Ok(()) } else { Err(format!("only {real} of them do").into()) }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A source with lines before one of its lines.
struct Padded {
    source: Source,
    /// The number of the line, from 1.
    before: usize,
    lines: usize,
}

fn padded(source: &Source, at: usize, text: &str) -> Padded {
    let mut bytes = source.bytes.clone();
    bytes.splice(at..at, text.bytes());
    let before = source.bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    Padded { source: Source { bytes, ..source.clone() }, before, lines: text.lines().count() }
}

/// Behind a condition that does not hold.
fn idle(source: &Source, target: Option<&'static str>) -> Result<(), String> {
    // A byte-order mark is one at the start of a file only.
    let start = if source.bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let text = format!(".if 0\n{}.end\n", "add r0, r1, r2 + 3 * 4\n".repeat(LINES));
    let (plain, behind) = same(source, &padded(source, start, &text), target)?;
    if plain == behind { Ok(()) } else { Err("the bytes differ".into()) }
}

type Bytes = Option<Vec<u8>>;

/// Both files, if the diagnostics of both sources are the same.
fn same(source: &Source, behind: &Padded, target: Option<&'static str>) -> Result<(Bytes, Bytes), String> {
    // Line tables hold lines, which are other ones.
    let options = Options { format: target, debug: false, ..source.options() };
    let (plain, padded) = (source.assemble_with(&options), behind.source.assemble_with(&options));
    let (a, b) = (said(&plain, source, None), said(&padded, source, Some(behind)));
    if a != b {
        return Err(pretty_assertions::StrComparison::new(&a.join("\n"), &b.join("\n")).to_string());
    }
    if plain.bytes.is_some() != padded.bytes.is_some() {
        return Err("only one of them becomes a file".into());
    }
    Ok((plain.bytes, padded.bytes))
}

/// All diagnostics, each place as the line of the source.
fn said(assembly: &Assembly, source: &Source, behind: Option<&Padded>) -> Vec<String> {
    let place = |label: &Label| {
        let Some(place) = assembly.sources.place(assembly.sources.written(label.span).lo) else {
            return format!("nowhere: {}", label.text);
        };
        let mut line = place.line as usize;
        if let Some(padded) = behind.filter(|padded| *place.file == *source.name && line >= padded.before) {
            line = line.saturating_sub(padded.lines);
        }
        format!("{}:{line}:{}: {}", place.file, place.column, label.text)
    };
    let one = |reported: &Diagnostic| {
        let mut text = format!("{} {:?} {}", reported.code.number(), reported.level, reported.message);
        for label in reported.main.iter().chain(&reported.others) {
            text += &format!("\n  {}", place(label));
        }
        for remark in &reported.remarks {
            match remark {
                Remark::Note(note) | Remark::Help(note) => text += &format!("\n  {note}"),
                Remark::Fix { text: fix, with, .. } => text += &format!("\n  {fix}: {with:?}"),
                _ => {}
            }
        }
        text
    };
    assembly.diagnostics.iter().map(one).collect()
}

/// The source with code, or structs where the target has no code, before its first function or struct outside any
/// other; `None` if there is none, if its meaning depends on the place (`here`), or if a struct is the fault.
fn with_code(source: &Source, target: Option<&'static str>) -> Option<Padded> {
    let text = std::str::from_utf8(&source.bytes).ok()?;
    let own = || text.lines().find_map(|line| line.strip_prefix(".target "));
    let info = formats::find(target.or_else(own)?.trim())?.info();
    let (head, padding) = match info.isa {
        Some(Isa::Register) => (
            ".func",
            format!(".func padding_() isa={}\n{}ret\n.end\n", info.name, "add r0, r1, r2\n".repeat(LINES)),
        ),
        Some(Isa::Stack) => (
            ".func",
            format!(".func padding_() isa={}\n{}return\n.end\n", info.name, "push 1\npop\n".repeat(LINES)),
        ),
        None => (".struct", (0..LINES).map(|at| format!(".struct padding_{at}\nx: u8[3]\n.end\n")).collect()),
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(head) {
            return (!["here", "structs=none"].iter().any(|word| text.contains(word)))
                .then(|| padded(source, at, &padding));
        }
        // What is inside something else may be read twice, or not at all.
        let opens =
            [".macro", ".repeat", ".if", ".func", ".struct", ".native", ".intrinsic", ".operator", ".code"];
        if opens.iter().any(|word| line.trim_start().starts_with(word)) {
            return None;
        }
        at += line.len();
    }
    None
}
