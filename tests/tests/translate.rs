//! Portable programs give the same on both machines, whichever set they are written in: what they print, their result,
//! or the fault that stops them.

use lzasm::formats::{self, Model, RaiseOptions};
use lzasm::vm::hydro::Hydro;
use lzasm::vm::lazer::Lazer;
use lzasm::vm::{Buffers, Cause, Limits, Machine, Nobody, Start, Stop, Unit};
use lzasm_tests::dice::asked_for;
use lzasm_tests::portable;
use lzasm_tests::source::{self, Source};
use rayon::prelude::*;
use std::mem::discriminant;

/// How a run ended.
#[derive(Debug)]
struct Ended {
    printed: String,
    result: Result<String, Cause>,
}

impl Ended {
    fn is_limit(&self) -> bool {
        self.result.as_ref().is_err_and(Cause::is_limit)
    }

    fn is_like(&self, other: &Self) -> bool {
        let results = match (&self.result, &other.result) {
            (Ok(one), Ok(other)) => one == other,
            (Err(one), Err(other)) => discriminant(one) == discriminant(other),
            _ => false,
        };
        results && self.printed == other.printed
    }
}

fn run<M: Machine>(model: Box<dyn Model>) -> Result<Ended, String> {
    let unit = Unit { name: "main".into(), model: model.into(), sources: None };
    let mut machine = M::link(&[unit]).map_err(|unready| format!("{unready:?}"))?;
    let mut host = Buffers::default();
    let start = Start { limits: Limits { steps: 200_000, ..Limits::default() }, ..Start::default() };
    let result = match machine.run(&start, &mut host, &mut Nobody) {
        Ok(outcome) => Ok(outcome.result.map_or("nothing".into(), |text| lossy(&text))),
        Err(Stop::Fault(fault)) => Err(fault.cause),
        Err(other) => return Err(format!("{other:?}")),
    };
    Ok(Ended { printed: lossy(&host.output), result })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a program gives on a machine: assembled, disassembled, and assembled again.
fn given(text: &str, target: &'static str) -> Result<Ended, String> {
    let assembly = Source::text(text).assemble(Some(target));
    let (Some(model), Some(bytes)) = (assembly.model.as_ref(), assembly.bytes.as_ref()) else {
        return Err(source::human(&assembly));
    };
    if !source::errors(&assembly).is_empty() {
        return Err(source::human(&assembly));
    }
    let findings = model.verify();
    if let Some(finding) = findings.first() {
        return Err(format!("{finding:?}\n{}", model.raise(&RaiseOptions::default())));
    }
    let again = source::bytes(&model.raise(&RaiseOptions::default()), target)?;
    if again != *bytes {
        return Err(format!("the disassembly for {target} gives other bytes"));
    }
    let format = formats::detect(&again).ok_or("no format")?;
    let model = format.decode(&again).map_err(|error| error.to_string())?;
    if target == "lazer" { run::<Lazer>(model) } else { run::<Hydro>(model) }
}

/// Whether a program ran to its end; false if it took too long.
fn check(text: &str) -> Result<bool, String> {
    let explained = |fault: String| format!("{fault}\n{text}");
    let one = given(text, "lazer").map_err(explained)?;
    let other = given(text, "hydro").map_err(explained)?;
    if one.is_limit() || other.is_limit() {
        return Ok(false);
    }
    if one.is_like(&other) {
        return Ok(true);
    }
    let code = |target| {
        let model = Source::text(text).assemble(Some(target)).model;
        model.map_or(String::new(), |model| model.raise(&RaiseOptions::default()))
    };
    Err(format!("{text}\n{}\n{}\nlazer: {one:#?}\nhydro: {other:#?}", code("lazer"), code("hydro")))
}

#[track_caller]
fn check_all(seeds: std::ops::Range<u64>) {
    let count = seeds.end - seeds.start;
    // Another number makes other programs.
    let base = asked_for("LAW_SEED", 0) << 32;
    let seeds = base + seeds.start..base + seeds.end;
    let ran: Vec<Result<bool, String>> = seeds
        .into_par_iter()
        .map(|seed| check(&portable::program(seed)).map_err(|fault| format!("program {seed}: {fault}")))
        .collect();
    let faults: Vec<&String> = ran.iter().filter_map(|ran| ran.as_ref().err()).collect();
    let shortest = faults.iter().min_by_key(|fault| fault.len());
    assert!(
        faults.is_empty(),
        "{} programs are at fault; {}",
        faults.len(),
        shortest.map_or("", |fault| fault)
    );
    let ended = ran.iter().filter(|ran| **ran == Ok(true)).count() as u64;
    assert!(ended * 10 > count * 9, "only {ended} of {count} programs came to an end");
}

#[test]
fn programs_give_the_same_on_both_machines() {
    check_all(0..2_000);
}

/// A program without some of its lines, as a number says.
fn damaged(seed: u64) -> String {
    let text = portable::program(seed);
    let inside: Vec<usize> =
        (0..).zip(text.lines()).filter(|(_, line)| line.starts_with("    ")).map(|(at, _)| at).collect();
    let hit =
        |at: &usize| (0..1 + seed % 3).any(|n| inside[(seed / 3 + n * 7) as usize % inside.len()] == *at);
    let lines = text.lines().enumerate().filter(|(at, _)| inside.is_empty() || !hit(at));
    lines.map(|(_, line)| format!("{line}\n")).collect()
}

/// Of a damaged program, what is translated is right; what is not translated is reported.
#[test]
fn damaged_programs_give_the_same_or_are_refused() {
    let given = |text: &str, target| {
        let model = Source::text(text).assemble(Some(target)).model?;
        let ended = if target == "lazer" { run::<Lazer>(model) } else { run::<Hydro>(model) };
        ended.ok().filter(|ended| !ended.is_limit())
    };
    // Another number makes other programs.
    let base = asked_for("LAW_SEED", 0) << 32;
    let both: Vec<bool> = (base..base + 2_000)
        .into_par_iter()
        .map(|seed| {
            let text = damaged(seed);
            let (Some(one), Some(other)) = (given(&text, "lazer"), given(&text, "hydro")) else {
                return false;
            };
            assert!(one.is_like(&other), "program {seed}: {text}\nlazer: {one:#?}\nhydro: {other:#?}");
            true
        })
        .collect();
    let both = both.iter().filter(|both| **both).count();
    assert!(both > 200, "only {both} programs are translated");
}

#[test]
#[ignore = "takes minutes: `.ci/run` runs it with optimisation"]
fn very_many_programs_give_the_same_on_both_machines() {
    check_all(2_000..102_000);
}
