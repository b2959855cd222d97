//! What linking Lazer and Hydro files has in common: modules that define and want things.

use crate::error::LinkError;
use crate::input::Input;
use crate::layout::Layout;
use crate::link::{Dropped, Kept, Made, Reason};
use crate::options::Options;
use crate::resolve::{Fate, Resolution};
use crate::symbols::Symbols;
use lzasm::formats::{Finding, Severity};

/// How many findings of one file are told.
const MAX_FINDINGS: usize = 1000;

/// What was found in one input.
pub(crate) struct Scanned {
    pub(crate) symbols: Symbols,
    pub(crate) errors: Vec<LinkError>,
}

/// Takes the errors that a verifier found in a part of an input. What the linker looks at itself is left out.
pub(crate) fn findings(
    errors: &mut Vec<LinkError>,
    input: &Input,
    found: Vec<Finding>,
    path: impl Fn(&str) -> String,
) {
    const OWN: [&str; 6] = [
        "duplicate-function",
        "duplicate-layout",
        "missing-function",
        "import-arity",
        "undefined-function",
        "undefined-layout",
    ];
    let counts = |finding: &Finding| finding.severity == Severity::Error && !OWN.contains(&finding.rule);
    for finding in found.into_iter().filter(counts) {
        if errors.len() < MAX_FINDINGS {
            let path = path(&finding.path);
            let finding = Finding { path, ..finding };
            errors.push(LinkError::Refused { file: input.name.clone(), finding });
        }
    }
}

/// The error that the first input has no modules to change, if one is to be changed.
pub(crate) fn not_an_archive(
    inputs: &[Input],
    options: &Options,
    title: &'static str,
) -> Result<(), Vec<LinkError>> {
    match (inputs.first(), &options.edit) {
        (Some(first), Some(_)) => Err(vec![LinkError::NotAnArchive { file: first.name.clone(), title }]),
        _ => Ok(()),
    }
}

/// The warning about bytes after the end of an input.
pub(crate) fn trailing(input: &Input, end: usize) -> Option<LinkError> {
    let count = input.bytes.len() - end;
    (count > 0).then(|| LinkError::TrailingBytes { file: input.name.clone(), count })
}

/// What the linker hands back for modules.
pub(crate) fn made(
    layout: Layout,
    inputs: &[Input],
    symbols: &Symbols,
    mut resolution: Resolution,
    mut errors: Vec<LinkError>,
) -> Made {
    errors.append(&mut resolution.errors);
    let mut made = Made { layout, errors, ..Made::default() };
    let kept = (0..resolution.fates.len()).filter_map(|place| resolution.at(place));
    let kept = kept.map(|index| Kept { input: symbols.modules[index].input, index: index as u32 });
    made.kept = kept.collect();
    for (index, fate) in resolution.fates.iter().enumerate() {
        let reason = match *fate {
            Fate::Kept => continue,
            Fate::Repeats(other) => Reason::Replaced(symbols.origin(other as usize, inputs)),
            Fate::Unreached => Reason::Unreached,
            Fate::Removed => Reason::Removed,
        };
        let input = symbols.modules[index].input;
        made.dropped.push(Dropped { input, name: symbols.shown(index), reason });
    }
    let from = |reached: Option<u32>| reached.map(|from| from as usize);
    let reached = resolution.reached_from.into_iter().enumerate();
    made.reached_from = reached.map(|(index, reached)| (symbols.shown(index), from(reached))).collect();
    made
}
