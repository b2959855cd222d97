//! A map of an output: each module or entry, the input it is from, and which bytes of the output it and its parts are.

use crate::link::Linked;
use crate::listing::{MapModule, MapPart};
use crate::symbols::number;
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// The offsets and sizes of everything in an output.
///
/// ```
/// use lzasm::{Assembler, Target};
/// use roolink::{Link, Map};
///
/// let text = ".module hello\n.func main()\n    ret\n.end\n";
/// let bytes = Assembler::new().target(Target::LAZER).assemble_str("hello.s", text)?.into_bytes();
/// let linked = Link::new().input("hello.lzr", bytes).run()?;
/// let map = Map::of(&linked, &linked.to_vec());
/// assert_eq!((map.modules[0].name.as_str(), map.modules[0].parts[0].name.as_str()), ("hello", "main/0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// The size of the output.
    pub size: usize,
    /// The modules or entries of the output, in order.
    pub modules: Vec<MapModule>,
}

impl Map {
    /// Makes the map of an output; `bytes` is the result of [`Linked::to_vec`].
    pub fn of(linked: &Linked, bytes: &[u8]) -> Self {
        let mut modules = linked.room.list(bytes);
        for (module, kept) in modules.iter_mut().zip(&linked.kept) {
            module.file.clone_from(&linked.inputs[kept.input as usize].name);
            if module.name.is_empty() {
                module.name = number(kept.index as usize);
            }
        }
        Self { size: bytes.len(), modules }
    }

    /// The map as text, one line for each module and part.
    pub fn text(&self) -> String {
        let mut text = String::from("    offset       size  name\n");
        for module in &self.modules {
            let Range { start, end } = module.range;
            let size = end - start;
            // Writing to memory cannot fail.
            let _ = writeln!(
                text,
                "{start:#010x} {size:>10}  {} {} ({})",
                module.kind,
                clean(&module.name),
                clean(&module.file)
            );
            for part in &module.parts {
                let size = part.range.len();
                let _ = writeln!(
                    text,
                    "{:#010x} {size:>10}    {} {}",
                    part.range.start,
                    part.kind,
                    clean(&part.name)
                );
            }
        }
        let _ = writeln!(text, "{:#010x} {:>10}  total", 0, self.size);
        text
    }

    /// The map as JSON.
    pub fn json(&self) -> Value {
        let part = |part: &MapPart| json!({ "kind": part.kind, "name": part.name, "offset": part.range.start, "size": part.range.len() });
        let modules = self.modules.iter().map(|module| {
            json!({
                "kind": module.kind,
                "name": module.name,
                "input": module.file,
                "offset": module.range.start,
                "size": module.range.len(),
                "parts": module.parts.iter().map(part).collect::<Vec<_>>(),
            })
        });
        json!({ "size": self.size, "modules": modules.collect::<Vec<_>>() })
    }
}

/// A name without characters that control a terminal or break lines.
fn clean(name: &str) -> String {
    lzasm_grammar::diag::render::sanitize::message(name).to_string()
}
