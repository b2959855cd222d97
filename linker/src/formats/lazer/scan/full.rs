//! The full scan of a Lazer input, module by module as a model: it reports what is wrong.

use super::add;
use crate::error::{LinkError, LinkErrors};
use crate::formats::modules::{self, findings, trailing};
use crate::input::Input;
use crate::symbols::{Node, Symbols};
use lzasm::formats::lazer::fast::Scanner;
use lzasm::formats::lazer::model::File;
use lzasm::formats::lazer::{verify, walk};

/// The names and the errors of an input.
pub(super) fn one(index: usize, input: &Input, is_verifying: bool) -> modules::Scanned {
    let mut symbols = Symbols::default();
    let mut errors = LinkErrors::default();
    let mut scanner = Scanner::new(false);
    let walked = walk::walk(&input.bytes, |place, part| match part {
        walk::Part::Archive(count) => symbols.nodes.push(Node::archive(count)),
        walk::Part::Module(module, range) => {
            symbols.nodes.push(Node::LEAF);
            // A module that makes a model has these names: the reader is the same.
            let name = scanner.module(&input.bytes[range.clone()], |mention| add(&mut symbols, mention));
            symbols.module(index, range, name.flatten());
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
