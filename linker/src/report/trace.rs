//! The places where a name is defined or imported, over all inputs.

use crate::error::Origin;
use crate::formats;
use crate::input::Input;
use crate::listing::MapModule;
use crate::symbols::Symbols;

/// A place where a name is defined or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The file, and the module in it.
    pub origin: Origin,
    /// The full name.
    pub name: String,
    /// Whether the name is defined there; otherwise it is imported.
    pub is_definition: bool,
}

/// Finds the places where a name is defined or imported, in the order of the inputs.
///
/// The name is `f`, `M`, `M::f` or `M::f/2`, or that of a type, function, operator or struct of a format without code.
/// Inputs of unknown formats are skipped, as are the damaged parts of others.
///
/// ```
/// use lzasm::{Assembler, Target};
/// use roolink::{Input, trace};
///
/// let text = ".module hello\n.func main()\n    ret\n.end\n";
/// let bytes = Assembler::new().target(Target::LAZER).assemble_str("hello.s", text)?.into_bytes();
/// let found = trace(&[Input::new("hello.lzr", bytes)], "main");
/// assert_eq!((found[0].name.as_str(), found[0].is_definition), ("hello::main/0", true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn trace(inputs: &[Input], name: &str) -> Vec<Mention> {
    let mut symbols = Symbols::default();
    let mut found = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let Ok(room) = formats::detect(input) else { continue };
        match room.symbols(index, input) {
            Some(own) => symbols.absorb(own),
            None => found.extend(entries(input, room.list(&input.bytes), name)),
        }
    }
    for module in 0..symbols.modules.len() {
        let origin = symbols.origin(module, inputs);
        let own = symbols.shown(module);
        if own == name {
            found.push(Mention { origin: origin.clone(), name: own.clone(), is_definition: true });
        }
        for (full, is_definition) in symbols.mentions(module, &own) {
            // An import from a module is an import of the module.
            let is_of_it = || full.rsplit_once("::").is_some_and(|(module, _)| module == name);
            if matches(&full, name) || !is_definition && is_of_it() {
                found.push(Mention { origin: origin.clone(), name: full, is_definition });
            }
        }
    }
    found
}

fn entries(input: &Input, entries: Vec<MapModule>, name: &str) -> impl Iterator<Item = Mention> {
    let matches = move |full: &str| full == name || full.split('(').next() == Some(name);
    let mention =
        |full: String| Mention { origin: Origin::file(&input.name), name: full, is_definition: true };
    entries.into_iter().map(|entry| entry.name).filter(move |full| matches(full)).map(mention)
}

/// Whether a full name (`M::f/2`, or a module alone) matches the name that the caller asks for.
fn matches(full: &str, name: &str) -> bool {
    let bare = full.rsplit_once('/').map_or(full, |(bare, _)| bare);
    let (module, last) = bare.rsplit_once("::").unwrap_or((bare, bare));
    [full, bare, last].contains(&name) || module == name && !full.contains("::")
}
