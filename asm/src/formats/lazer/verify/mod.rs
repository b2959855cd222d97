//! Finds invalid or suspicious contents of a Lazer file that decodes.
//!
//! Refused, so that no file that decodes has them:
//! - `unknown-version`: a module of another version than 0
//! - `unknown-module-type`: a module that is neither an archive nor native nor bytecode
//! - `reserved-flags`: one of the flag bits 2 to 7 is set
//! - `name-not-atom`: flag bit 1 says that constant 0 is the module's name, and it is not an atom
//! - `unknown-tag`: a constant of a kind that is not known
//! - `empty-atom`: an atom without a character
//! - `bad-text`: an atom or the path of a source that is not UTF-8
//! - `too-deep`: a constant in more than 64 others, or a module in more than 64 archives
//! - `bad-lines`: rows of the line table that are out of order, or that name words or files that are not there
//! - `cut-short`: a count or a length that leads behind the end of the file
//!
//! Errors:
//! - `duplicate-function`: two functions of a module have one name and arity
//! - `too-many-arguments`: a function takes more arguments than there are registers for them, 31
//! - `entry-outside`: a function starts outside the code
//! - `entry-into-puts`: a function starts between the `put` words of a tuple, a list or a map
//! - `missing-function`: an import names a module of this file that has no such function
//! - `import-arity`: an import names a function of this file with another number of arguments
//! - `bad-register`: a byte that names neither a register (below 32) nor a stack slot (bit 7 set)
//! - `no-such-constant`: an index behind the end of the pool
//! - `not-callable`: a call of a constant that is neither a function nor an import
//! - `jump-outside`: a jump out of the code
//! - `jump-into-puts`: a jump between the `put` words of a tuple, a list or a map
//! - `missing-puts`: a tuple, a list or a map without the `put` words of all its elements
//! - `bad-put`: a `put` with an element too many or too few
//! - `stray-put`: a `put` that belongs to nothing
//!
//! Warnings:
//! - `duplicate-module`: two modules of the file have one name
//! - `duplicate-native`: a native module lists a function twice
//! - `duplicate-constant`: two constants of a pool are equal, though one is enough
//! - `equal-keys`: a map with two equal keys
//! - `few-registers`: a function states fewer registers than it uses or than its arguments need
//! - `many-registers`: a function states more registers than there are, 32
//! - `few-live`: a tuple, a list or a map states fewer live registers than its elements use
//! - `many-live`: a tuple, a list or a map states more live registers than there are, 32
//! - `unset-register`: a register is read that may be uninitialized: not an argument, and not written on some path
//! - `clobbered-register`: a register from `r1` to `r31` is read after a call without `save`, which may have changed
//!   it
//! - `unknown-opcode`: a word that is not an instruction
//! - `user-opcode`: words with an opcode from 80, whose meaning is the user's (reported once for each opcode)
//! - `spare-bits`: a word with bits set that its instruction does not use
//! - `unknown-flags`: a call with flags other than `tail` and `save`
//! - `save-without-effect`: a tail call with `save`, which has no effect
//! - `jump-to-other-function`: a jump from one function into another
//! - `falls-through`: the words of a function may run on into what follows
//! - `trailing-bytes`: bytes after the end of the file
//!
//! The rules as data are in [`rules`]. The contents of registers are followed through each function from its start; a
//! word whose meaning is the user's may write any of them.

mod code;
mod flow;
mod pool;
pub(super) mod quick;
pub mod rules;
#[cfg(test)]
mod tests;

use super::model::{Atom, Bytecode, Constant, File, Module, Native};
use crate::formats::finding::{Finding, Findings};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// Looks at a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let mut v = Verifier::default();
    v.declare(&file.module, &mut Vec::new());
    v.module(&file.module, &mut Vec::new());
    v.found.trailing(&rules::TRAILING_BYTES, &file.trailing);
    v.found.finish()
}

/// The place of a module: its number in each archive around it.
#[derive(Clone, Copy)]
struct Place<'p>(&'p [usize]);

impl Place<'_> {
    /// The path of a part of the module.
    fn path(self, part: impl fmt::Display) -> String {
        let mut path = String::new();
        for index in self.0 {
            path.push_str(&format!("modules[{index}]."));
        }
        path + &part.to_string()
    }
}

/// What the modules of one name offer.
#[derive(Default)]
struct Exports<'f> {
    /// The functions of bytecode modules.
    functions: FxHashSet<(&'f str, u8)>,
    /// All functions by their names only; those of native modules state no arity.
    names: FxHashMap<&'f str, bool>,
}

#[derive(Default)]
struct Verifier<'f> {
    found: Findings,
    exports: FxHashMap<&'f str, Exports<'f>>,
}

impl<'f> Verifier<'f> {
    /// Collects what the modules offer. Archives nest at most 64 deep, so this may call itself.
    fn declare(&mut self, module: &'f Module, place: &mut Vec<usize>) {
        if let Some(name) = module.name() {
            if self.exports.contains_key(&**name) {
                self.found.add(&rules::DUPLICATE_MODULE, || {
                    let path = Place(place).path("");
                    (path.trim_end_matches('.').into(), format!("duplicate module `{name}`"))
                });
            }
            self.export(name, module);
        }
        if let Module::Archive(archive) = module {
            for (index, part) in archive.modules.iter().enumerate() {
                place.push(index);
                self.declare(part, place);
                place.pop();
            }
        }
    }

    fn export(&mut self, name: &'f Atom, module: &'f Module) {
        let exports = self.exports.entry(name).or_default();
        match module {
            Module::Archive(_) => {}
            Module::Native(native) => {
                exports.names.extend(native.functions.iter().map(|name| (&**name, true)));
            }
            Module::Bytecode(bytecode) => {
                for constant in &bytecode.constants {
                    if let Constant::Function(function) = constant {
                        exports.functions.insert((&function.name, function.arity));
                        exports.names.entry(&function.name).or_default();
                    }
                }
            }
        }
    }

    fn module(&mut self, module: &Module, place: &mut Vec<usize>) {
        match module {
            Module::Archive(archive) => {
                for (index, part) in archive.modules.iter().enumerate() {
                    place.push(index);
                    self.module(part, place);
                    place.pop();
                }
            }
            Module::Native(native) => self.native(native, Place(place)),
            Module::Bytecode(bytecode) => self.bytecode(bytecode, Place(place)),
        }
    }

    fn native(&mut self, native: &Native, place: Place<'_>) {
        let mut seen = FxHashMap::default();
        for (index, name) in native.functions.iter().enumerate() {
            let first = *seen.entry(name).or_insert(index);
            if first != index {
                self.found.add(&rules::DUPLICATE_NATIVE, || {
                    let path = place.path(format_args!("functions[{index}]"));
                    (path, format!("function `{name}` is already functions[{first}]"))
                });
            }
        }
    }

    fn bytecode(&mut self, bytecode: &Bytecode, place: Place<'_>) {
        self.pool(bytecode, place);
        self.lines(bytecode, place);
        code::verify(&mut self.found, bytecode, place);
    }

    fn lines(&mut self, bytecode: &Bytecode, place: Place<'_>) {
        let Some(table) = &bytecode.lines else { return };
        let mut before = None;
        for (index, row) in table.rows.iter().enumerate() {
            let known =
                (row.word as usize) < bytecode.code.len() && usize::from(row.file) < table.files.len();
            if !known || before >= Some(row.word) {
                self.found.add(&rules::BAD_LINES, || {
                    let path = place.path(format_args!("line_table.rows[{index}]"));
                    let rule = "rows strictly increase and name words and files that are there";
                    (path, format!("word {} of file {}: {rule}", row.word, row.file))
                });
            }
            before = Some(row.word);
        }
    }
}
