//! The rules about constants.

use super::{Place, Verifier, rules};
use crate::bytes::counted;
use crate::formats::lazer::model::{Bytecode, Constant, Function, Import};
use crate::formats::lazer::word::{MAX_ARGUMENTS, REGISTERS};
use rustc_hash::{FxHashMap, FxHashSet};

/// The place of a constant: a module, and the steps to the constant in it.
struct At<'p> {
    module: Place<'p>,
    steps: Vec<String>,
}

impl At<'_> {
    fn path(&self) -> String {
        self.module.path(self.steps.join("."))
    }
}

impl Verifier<'_> {
    pub(super) fn pool(&mut self, bytecode: &Bytecode, place: Place<'_>) {
        if bytecode.named && bytecode.name().is_none() {
            let message = "flag bit 1 says that constant 0 is an atom, the module's name, and it is not";
            self.found.add(&rules::NAME_NOT_ATOM, || (place.path("flags"), message.into()));
        }
        self.repeats(bytecode, place);
        for (index, constant) in bytecode.constants.iter().enumerate() {
            let mut at = At { module: place, steps: vec![format!("constants[{index}]")] };
            self.constant(constant, bytecode.code.len(), &mut at);
        }
    }

    /// Functions of one name and arity, and constants of one value.
    fn repeats(&mut self, bytecode: &Bytecode, place: Place<'_>) {
        let mut functions = FxHashMap::default();
        let mut constants = FxHashMap::default();
        for (index, constant) in bytecode.constants.iter().enumerate() {
            let path = || place.path(format_args!("constants[{index}]"));
            if let Constant::Function(Function { name, arity, .. }) = constant {
                let first = *functions.entry((name, arity)).or_insert(index);
                if first != index {
                    self.found.add(&rules::DUPLICATE_FUNCTION, || {
                        (path(), format!("function `{name}/{arity}` is already constants[{first}]"))
                    });
                }
                continue;
            }
            let first = *constants.entry(constant).or_insert(index);
            if first != index {
                self.found.add(&rules::DUPLICATE_CONSTANT, || {
                    (path(), format!("the constant is equal to constants[{first}]"))
                });
            }
        }
    }

    /// A constant and what is in it; they nest at most 64 deep, so this may call itself.
    fn constant(&mut self, constant: &Constant, words: usize, at: &mut At<'_>) {
        match constant {
            Constant::List(_, elements) | Constant::Tuple(_, elements) => {
                for (index, element) in elements.iter().enumerate().filter(|(_, element)| has_rules(element))
                {
                    at.steps.push(format!("elements[{index}]"));
                    self.constant(element, words, at);
                    at.steps.pop();
                }
            }
            Constant::Map(_, pairs) => self.map(pairs, words, at),
            Constant::Function(function) => self.function(function, words, at),
            Constant::Import(import) => self.import(import, at),
            _ => {}
        }
    }

    fn map(&mut self, pairs: &[(Constant, Constant)], words: usize, at: &mut At<'_>) {
        let mut keys = FxHashSet::default();
        for (index, (key, value)) in pairs.iter().enumerate() {
            if !keys.insert(key) {
                self.found.add(&rules::EQUAL_KEYS, || {
                    let path = format!("{}.pairs[{index}].key", at.path());
                    (path, "an earlier pair of the map has this key".into())
                });
            }
            for (side, part) in
                [("key", key), ("value", value)].into_iter().filter(|(_, part)| has_rules(part))
            {
                at.steps.push(format!("pairs[{index}].{side}"));
                self.constant(part, words, at);
                at.steps.pop();
            }
        }
    }

    fn function(&mut self, function: &Function, words: usize, at: &At<'_>) {
        let Function { name, arity, registers, entry } = function;
        if *entry as usize >= words {
            self.found.add(&rules::ENTRY_OUTSIDE, || {
                (
                    format!("{}.entry", at.path()),
                    format!(
                        "function `{name}/{arity}` starts at word {entry}, and the code has {}",
                        counted(words, "word")
                    ),
                )
            });
        }
        if *arity > MAX_ARGUMENTS {
            self.found.add(&rules::TOO_MANY_ARGUMENTS, || {
                let message = format!(
                    "function `{name}` takes {arity} arguments, and there are registers for {MAX_ARGUMENTS}"
                );
                (format!("{}.arity", at.path()), message)
            });
        }
        let path = || format!("{}.registers", at.path());
        if *registers != 0 && *registers <= *arity {
            self.found.add(&rules::FEW_REGISTERS, || {
                let needed = u16::from(*arity) + 1;
                let stated = counted(*registers, "register");
                let message =
                    format!("function `{name}/{arity}` states {stated}, and its arguments need {needed}");
                (path(), message)
            });
        }
        if *registers > REGISTERS {
            self.found.add(&rules::MANY_REGISTERS, || {
                (
                    path(),
                    format!(
                        "function `{name}/{arity}` states {registers} registers, and there are {REGISTERS}"
                    ),
                )
            });
        }
    }

    fn import(&mut self, import: &Import, at: &At<'_>) {
        let Import { module, function, arity } = import;
        let Some(exports) = self.exports.get(&**module) else { return };
        match exports.names.get(&**function) {
            None => self.found.add(&rules::MISSING_FUNCTION, || {
                let message = format!("module `{module}` of this file has no function `{function}`");
                (format!("{}.function", at.path()), message)
            }),
            Some(false) if !exports.functions.contains(&(&**function, *arity)) => {
                self.found.add(&rules::IMPORT_ARITY, || {
                    let message = format!(
                        "module `{module}` of this file has `{function}`, but not `{function}/{arity}`"
                    );
                    (format!("{}.arity", at.path()), message)
                });
            }
            Some(_) => {}
        }
    }
}

/// Whether there are rules about constants of this kind or about what is in them.
fn has_rules(constant: &Constant) -> bool {
    match constant {
        Constant::Function(_) | Constant::Import(_) => true,
        Constant::List(_, parts) | Constant::Tuple(_, parts) => !parts.is_empty(),
        Constant::Map(_, pairs) => !pairs.is_empty(),
        _ => false,
    }
}
