//! What the rooms of formats with modules have in common: scanned modules, findings of a verifier, and the result.

use super::Made;
use crate::error::{LinkError, LinkErrors};
use crate::input::Input;
use crate::layout::Layout;
use crate::resolve::{Fate, Resolution};
use crate::selection::{Dropped, Kept, Reason};
use crate::symbols::Symbols;
use lzasm::formats::{Finding, Severity};

/// The names and the errors of one input.
pub(crate) struct Scanned {
    pub(crate) symbols: Symbols,
    pub(crate) errors: LinkErrors,
}

/// Adds the errors that a verifier found in a part of an input. What the linker checks itself is left out.
pub(crate) fn findings(
    errors: &mut LinkErrors,
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
        let path = path(&finding.path);
        let finding = Finding { path, ..finding };
        errors.add(LinkError::Refused { file: input.name.clone(), finding });
    }
}

/// The warning about bytes after the end of an input.
pub(crate) fn trailing(input: &Input, end: usize) -> Option<LinkError> {
    let count = input.bytes.len() - end;
    (count > 0).then(|| LinkError::TrailingBytes { file: input.name.clone(), count })
}

/// The result of a link of modules.
pub(crate) fn made(
    layout: Layout,
    inputs: &[Input],
    symbols: &Symbols,
    mut resolution: Resolution,
    mut errors: LinkErrors,
) -> Made {
    errors.append(std::mem::take(&mut resolution.errors));
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
