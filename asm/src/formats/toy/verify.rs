//! What is invalid or suspicious in a toy that decodes.

use super::model::File;
use super::rules;
use crate::formats::finding::{Finding, Findings};
use rustc_hash::FxHashSet;

/// Verifies a whole file.
pub(super) fn verify(file: &File) -> Vec<Finding> {
    let mut found = Findings::default();
    for (at, module) in file.modules.iter().enumerate() {
        let mut seen = FxHashSet::default();
        for (index, one) in module.structs.iter().enumerate() {
            if !seen.insert(&one.name) {
                found.add(&rules::DUPLICATE_STRUCT, || {
                    let path = format!("modules[{at}].structs[{index}]");
                    (path, format!("struct `{}` is already defined", one.name))
                });
            }
        }
    }
    found.trailing(&rules::TRAILING_BYTES, &file.trailing);
    found.finish()
}
