//! The thorough scan of Lazer inputs, module by module as a model: it reports what is wrong.

use crate::error::{LinkError, LinkErrors};
use crate::formats::modules::{self, findings, trailing};
use crate::input::Input;
use crate::symbols::{DefKind, Node, RefKind, Symbols};
use lzasm::formats::lazer::model::{Constant, File, Module};
use lzasm::formats::lazer::{verify, walk};

/// The names that the modules of an input define and import.
pub(super) fn symbols(index: usize, input: &Input) -> Symbols {
    scan(index, input, false).symbols
}

/// The names and the errors of an input.
pub(super) fn scan(index: usize, input: &Input, is_verifying: bool) -> modules::Scanned {
    let mut symbols = Symbols::default();
    let mut errors = LinkErrors::default();
    let walked = walk::walk(&input.bytes, |place, part| match part {
        walk::Part::Archive(count) => symbols.nodes.push(Node::archive(count)),
        walk::Part::Module(module, range) => {
            symbols.nodes.push(Node::LEAF);
            declare(&mut symbols, &module);
            symbols.module(index, range, module.name().map(|name| &**name));
            if is_verifying {
                let around: String = place.iter().map(|index| format!("modules[{index}].")).collect();
                findings(&mut errors, input, verify(&File::from(module)), |path| format!("{around}{path}"));
            }
        }
    });
    match walked {
        Ok(end) => errors.extend(trailing(input, end)),
        Err(error) => errors.add(LinkError::Damaged { file: input.name.clone(), error }),
    }
    modules::Scanned { symbols, errors }
}

fn declare(symbols: &mut Symbols, module: &Module) {
    match module {
        Module::Archive(_) => {}
        Module::Native(native) => {
            for name in &native.functions {
                symbols.define(DefKind::Native, name, 0);
            }
        }
        Module::Bytecode(bytecode) => {
            for constant in &bytecode.constants {
                if let Constant::Function(function) = constant {
                    symbols.define(DefKind::Function, &function.name, function.arity);
                }
                imports(symbols, constant);
            }
        }
    }
}

/// The imports in a constant; constants nest at most 64 deep, so this may call itself.
fn imports(symbols: &mut Symbols, constant: &Constant) {
    match constant {
        Constant::Import(import) => {
            symbols.refer(RefKind::Call, Some(&import.module), &import.function, import.arity);
        }
        Constant::List(_, elements) | Constant::Tuple(_, elements) => {
            elements.iter().for_each(|element| imports(symbols, element));
        }
        Constant::Map(_, pairs) => {
            for (key, value) in pairs {
                imports(symbols, key);
                imports(symbols, value);
            }
        }
        _ => {}
    }
}
