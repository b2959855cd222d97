//! A plan, which is a link that is not written: for each input what is kept, what is not, and why, as JSON.

use crate::link::{Linked, Reason};
use serde_json::{Value, json};

impl Linked {
    /// What is kept and what is not, and why, as JSON; `output` is the name of the output.
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
                Reason::Same(origin) => ("the same is already there", Some(origin.to_string())),
                Reason::Replaced(origin) => ("another of its name counts", Some(origin.to_string())),
                Reason::Unreached => ("the entry does not reach it", None),
                Reason::Removed => ("it was to be left out", None),
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
