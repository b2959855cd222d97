//! The plan of a link that is not written, as JSON: for each input what is kept, what is dropped, and why.

use crate::link::Linked;
use crate::selection::Reason;
use serde_json::{Value, json};

impl Linked {
    /// The plan as JSON: what is kept, what is dropped, and why. `output` is the name of the output.
    pub fn plan(&self, output: &str) -> Value {
        let mut kept = vec![0usize; self.inputs().len()];
        for row in self.kept() {
            kept[row.input as usize] += 1;
        }
        let inputs = self
            .inputs()
            .iter()
            .zip(&kept)
            .map(|(input, kept)| json!({ "file": input.name, "bytes": input.bytes.len(), "kept": kept }));
        let dropped = self.dropped().map(|dropped| {
            let (why, other) = match &dropped.reason {
                Reason::Same(origin) => ("duplicate of an identical definition", Some(origin.to_string())),
                Reason::Replaced(origin) => {
                    ("replaced by another definition of the same name", Some(origin.to_string()))
                }
                Reason::Unreached => ("unreachable from the entry", None),
                Reason::Removed => ("removed by an option", None),
            };
            let file = &self.inputs()[dropped.input as usize].name;
            json!({ "file": file, "name": dropped.name, "why": why, "instead": other })
        });
        json!({
            "format": self.format().info().name,
            "output": output,
            "size": self.size(),
            "inputs": inputs.collect::<Vec<_>>(),
            "kept": self.kept().len(),
            "dropped": dropped.collect::<Vec<_>>(),
        })
    }
}
