//! Reports invalid or suspicious contents of a file that decodes, as diagnostics with the bytes they
//! are about.

use super::{File, Locator};
use crate::dump::messages;
use lzasm_grammar::diag::Diagnostic;

/// The findings of the format's verifier, in the order of the file; those without a place come last.
pub fn verify(file: &File) -> Vec<Diagnostic> {
    let findings = file.model.verify();
    if findings.is_empty() {
        return Vec::new();
    }
    let tree = file.outline();
    let mut locator = Locator::new(&tree);
    let mut placed: Vec<_> = findings.iter().map(|finding| (finding, locator.bytes(&finding.path))).collect();
    placed.sort_by_key(|(_, place)| place.as_ref().map_or(usize::MAX, |place| place.start));
    placed
        .into_iter()
        .map(|(finding, place)| messages::finding(&file.name, &file.bytes, finding, place))
        .collect()
}
