//! Programs with what they print: runs a source on each machine that it names. The
//! input of `NAME.s` is in `NAME.in`, what is expected in `NAME.out`.

use crate::golden::{Outcome, compare};
use crate::source::{self, Source};
use lzasm::formats::{self, Model};
use lzasm::vm::hydro::Hydro;
use lzasm::vm::lazer::Lazer;
use lzasm::vm::{Buffers, Limits, Machine, Nobody, Start, Stop, Unit};
use std::fs;
use std::path::Path;

/// A source of `golden/run`, on each machine: all print the same, and so does the file that was written and read.
pub fn runs(path: &Path) -> Outcome {
    let source = Source::read(path);
    let input = fs::read(path.with_extension("in")).unwrap_or_default();
    let mut faults = Vec::new();
    for target in source.targets() {
        let assembly = source.assemble(Some(target));
        let (Some(model), Some(bytes)) = (assembly.model, &assembly.bytes) else {
            return Err(source::human(&source.assemble(Some(target))));
        };
        let format = formats::find(target).ok_or("it names a format that is none")?;
        let read = format.decode(bytes).map_err(|error| error.to_string())?;
        for model in [model, read] {
            let found = reported(target, model, &input)?;
            faults.extend(compare(&path.with_extension("out"), &found).err());
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// What a file prints, and its result or fault.
pub fn reported(target: &str, model: Box<dyn Model>, input: &[u8]) -> Result<String, String> {
    let unit = Unit { name: "main".into(), model: model.into(), sources: None };
    match target {
        "hydro" => on::<Hydro>(unit, input),
        "lazer" => on::<Lazer>(unit, input),
        other => Err(format!("{other} has no machine")),
    }
}

fn on<M: Machine>(unit: Unit, input: &[u8]) -> Result<String, String> {
    let mut host = Buffers::with_input(input);
    let limits = Limits { steps: 50_000_000, ..Limits::default() };
    let start = Start { limits, ..Start::default() };
    let mut machine = M::link(&[unit]).map_err(|unready| unready.diagnostic().message)?;
    let ended = machine.run(&start, &mut host, &mut Nobody);
    let mut text = String::from_utf8_lossy(&host.output).into_owned();
    match ended {
        Ok(outcome) => {
            text.extend(outcome.result.map(|result| format!("= {}\n", String::from_utf8_lossy(&result))));
        }
        Err(Stop::Fault(fault)) => {
            text += &format!("! {} at {} `{}`\n", fault.cause, fault.place, fault.place.text);
            text.extend(fault.stack.newest.iter().map(|place| format!("! called from {place}\n")));
        }
        Err(Stop::Unready(unready)) => return Err(unready.diagnostic().message),
        Err(Stop::Quit) => return Err("a run without a debugger cannot be quit".into()),
    }
    Ok(text)
}
