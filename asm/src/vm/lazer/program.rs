//! A linked program: the code and constants of all modules in one, and a description of each part.

use super::code::Instr;
use super::value::Value;
use crate::formats::lazer::model::LineTable;
use crate::vm::functions::HostFunction;
use indexmap::IndexSet;
use rustc_hash::FxHashMap;

/// The parts of a program.
#[derive(Default)]
pub(super) struct Program {
    /// The instructions of all modules, each module followed by [`super::code::Op::End`].
    pub(super) code: Vec<Instr>,
    /// The constants of all modules.
    pub(super) constants: Vec<Value>,
    /// Whatever can be called.
    pub(super) callables: Vec<Callable>,
    /// The modules of code, in the order of their code.
    pub(super) modules: Vec<Module>,
    /// The names of atoms.
    pub(super) atoms: IndexSet<Box<str>>,
    /// `r1` to this one are all that code names: a call need not save others.
    pub(super) registers: u8,
}

/// A module of code.
#[derive(Default)]
pub(super) struct Module {
    /// Its name; empty if it has none.
    pub(super) name: String,
    /// The start of its code.
    pub(super) base: usize,
    /// Its words.
    pub(super) words: Vec<u32>,
    /// The start of its constants.
    pub(super) constants: u32,
    /// By the index of a constant: what it calls, if it is a function or an import.
    pub(super) callables: Vec<Option<u32>>,
    /// Its functions by the index of their first word, rising: that and the callable.
    pub(super) entries: Vec<(u32, u32)>,
    /// Its functions by name and arity.
    pub(super) functions: FxHashMap<(Box<str>, u8), u32>,
    /// The source lines of words.
    pub(super) lines: Option<LineTable>,
    /// The number of slots its code names.
    pub(super) slots: u8,
}

impl Module {
    /// The number in the program of a constant.
    pub(super) fn constant(&self, index: usize) -> Option<u32> {
        (index < self.callables.len()).then(|| self.constants + index as u32)
    }
}

/// A callable function.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Callable {
    /// The name of its module.
    pub(super) module: Box<str>,
    /// Its name.
    pub(super) name: Box<str>,
    /// The number of arguments it takes.
    pub(super) arity: u8,
    /// The effect of a call.
    pub(super) target: Target,
}

/// The effect of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// Continues at an instruction, with this number of slots.
    Code {
        /// The instruction.
        entry: u32,
        /// The number of slots the module names.
        slots: u8,
    },
    /// Leads outside its module.
    Outside,
    /// The host does it.
    Host(HostFunction),
    /// Nothing: there is no such function.
    Unknown,
}

impl Program {
    /// The module of the code at an index.
    pub(super) fn module_at(&self, pc: usize) -> &Module {
        let after = self.modules.partition_point(|module| module.base <= pc);
        &self.modules[after.saturating_sub(1)]
    }

    /// The number of an atom of this name.
    pub(super) fn atom(&mut self, name: &str) -> Option<u32> {
        let found = match self.atoms.get_index_of(name) {
            Some(found) => found,
            None => self.atoms.insert_full(name.into()).0,
        };
        u32::try_from(found).ok()
    }
}
