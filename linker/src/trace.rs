//! Where a name is defined and who wants it, over all inputs. In go inputs and a name, out come the places in the
//! order of the inputs.

use crate::error::Origin;
use crate::input::Input;
use crate::symbols::Symbols;
use crate::{hydro, lazer, roomod, sailar};
use lzasm::formats;

/// A place where a name is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The file, and the module in it.
    pub origin: Origin,
    /// What is mentioned, in full.
    pub name: String,
    /// Whether it is defined there; else it is wanted there.
    pub is_definition: bool,
}

/// Finds the mentions of a name: `f`, `M`, `M::f` or `M::f/2`; of types, structs and things their names.
pub fn trace(inputs: &[Input], name: &str) -> Vec<Mention> {
    let mut symbols = Symbols::default();
    let mut found = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        match formats::detect(&input.bytes).map(|format| format.info().name) {
            Some("lazer") => symbols.absorb(lazer::symbols(index, input)),
            Some("hydro") => symbols.absorb(hydro::symbols(index, input)),
            Some("roomod") => found.extend(entries(input, roomod::parts(&input.bytes), name)),
            Some(_) => found.extend(entries(input, sailar::parts(&input.bytes), name)),
            None => {}
        }
    }
    for module in 0..symbols.modules.len() {
        let origin = symbols.origin(module, inputs);
        let own = symbols.shown(module);
        if own == name {
            found.push(Mention { origin: origin.clone(), name: own.clone(), is_definition: true });
        }
        for (full, is_definition) in symbols.mentions(module, &own) {
            // Whoever wants something of a module wants the module.
            let is_of_it = || full.rsplit_once("::").is_some_and(|(module, _)| module == name);
            if fits(&full, name) || !is_definition && is_of_it() {
                found.push(Mention { origin: origin.clone(), name: full, is_definition });
            }
        }
    }
    found
}

type Parts = Vec<(&'static str, String, std::ops::Range<usize>)>;

fn entries(input: &Input, parts: Parts, name: &str) -> Vec<Mention> {
    let fits = |full: &str| full == name || full.split('(').next() == Some(name);
    let mention =
        |full: String| Mention { origin: Origin::file(&input.name), name: full, is_definition: true };
    parts.into_iter().map(|(_, full, _)| full).filter(|full| fits(full)).map(mention).collect()
}

/// Whether a full name (`M::f/2`, or a module alone) is one that was asked for.
fn fits(full: &str, name: &str) -> bool {
    let bare = full.rsplit_once('/').map_or(full, |(bare, _)| bare);
    let (module, last) = bare.rsplit_once("::").unwrap_or((bare, bare));
    [full, bare, last].contains(&name) || module == name && !full.contains("::")
}
