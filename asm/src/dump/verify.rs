//! Reports invalid or suspicious contents of a file that decodes, as diagnostics with the bytes they
//! are about.

use super::{File, Locator};
use crate::dump::messages;
use lzasm_grammar::diag::Diagnostic;

/// The findings of the format's verifier.
pub fn verify(file: &File) -> Vec<Diagnostic> {
    let findings = file.model.verify();
    if findings.is_empty() {
        return Vec::new();
    }
    let tree = file.outline();
    let mut locator = Locator::new(&tree);
    findings
        .iter()
        .map(|finding| messages::finding(&file.name, &file.bytes, finding, locator.bytes(&finding.path)))
        .collect()
}
