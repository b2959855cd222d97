//! What becomes of the constants and the words of a module, so that lowering makes the same pool and the same code.
//!
//! Lowering fills the pool in this order: the module's name, then constants and functions as they are declared, then
//! what instructions name, by first use; equal constants share the first entry. So the end of a pool can be left to
//! the instructions if it lists, in this order, what they name first; everything before must be declared. Functions
//! take the words in the order they are declared, so those whose order in the pool is the order of their entries
//! can be written as functions.

use super::survey::Survey;
use crate::formats::lazer::model::{Bytecode, Constant, Function};
use crate::formats::lazer::word::{self, Shape};
use crate::formats::raise::{Labels, Names, name_of};
use crate::isa::OperandKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The most parameters of a function written for registers.
const MAX_PARAMETERS: u8 = 31;

/// What becomes of a constant.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// It is the module's name.
    Name,
    /// It is declared with this body.
    Func(Body),
    /// It is a `.const` of this name.
    Const(String),
    /// It is a `.pool` entry of this name.
    Pool(String),
    /// The instructions make it.
    Literal,
}

/// A range of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    /// The first.
    pub(super) start: u32,
    /// The word behind the last.
    pub(super) end: u32,
}

impl Body {
    /// The words.
    pub(super) fn words(self) -> Range<u32> {
        self.start..self.end
    }

    /// Whether a label can be placed there.
    pub(super) fn has(self, place: i64) -> bool {
        (i64::from(self.start)..=i64::from(self.end)).contains(&place)
    }
}

/// How a function of the module is named by instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// By its name.
    Name,
    /// By its name and arity.
    Arity,
}

/// The plan for a module.
pub(super) struct Plan<'m> {
    pub(super) module: &'m Bytecode,
    /// What becomes of each constant.
    pub(super) entries: Vec<Entry>,
    /// The words before the first function, if there are any.
    pub(super) loose: Option<Body>,
    /// Their labels.
    pub(super) labels: Labels,
    first: FxHashMap<&'m Constant, u32>,
    reach: FxHashMap<u32, Reach>,
    /// The user's instructions by their opcodes.
    ops: &'m FxHashMap<u8, Shape<'m>>,
}

impl<'m> Plan<'m> {
    /// The plan for a module.
    pub(super) fn new(module: &'m Bytecode, ops: &'m FxHashMap<u8, Shape<'m>>) -> Self {
        let mut first = FxHashMap::default();
        for (index, constant) in module.constants.iter().enumerate() {
            first.entry(constant).or_insert(index as u32);
        }
        let mut plan = Self {
            module,
            entries: Vec::new(),
            loose: None,
            labels: Labels::default(),
            first,
            reach: FxHashMap::default(),
            ops,
        };
        let functions = plan.functions();
        plan.reach(&functions);
        plan.declare(&functions);
        plan.name_loose();
        plan
    }

    fn size(&self) -> u32 {
        self.module.code.len() as u32
    }

    /// Whether no constant before this one equals it.
    pub(super) fn is_first(&self, index: u32) -> bool {
        self.constant(index).is_some_and(|constant| self.first.get(constant) == Some(&index))
    }

    /// The constant of this index.
    pub(super) fn constant(&self, index: u32) -> Option<&'m Constant> {
        self.module.constants.get(index as usize)
    }

    /// How instructions name the function of this pool index, if they can.
    pub(super) fn reach_of(&self, index: u32) -> Option<Reach> {
        self.reach.get(&index).copied()
    }

    /// The same for a function inside another constant.
    pub(super) fn reach_nested(&self, constant: &Constant) -> Option<Reach> {
        self.reach_of(*self.first.get(constant)?)
    }

    /// The constants that are declared as functions: a longest series of them with rising entries.
    fn functions(&self) -> Vec<(u32, &'m Function)> {
        let fits = |function: &&Function| function.arity <= MAX_PARAMETERS && function.entry <= self.size();
        let all = self.module.constants.iter().enumerate().filter_map(|(index, constant)| match constant {
            Constant::Function(function) => Some((index as u32, function)),
            _ => None,
        });
        longest_rise(all.filter(|(index, function)| fits(function) && self.is_first(*index)).collect())
    }

    /// Which functions instructions can name: of several with the same name and arity, the first.
    fn reach(&mut self, functions: &[(u32, &'m Function)]) {
        let mut arities: FxHashMap<&str, Vec<u8>> = FxHashMap::default();
        for (_, function) in functions {
            let known = arities.entry(&function.name).or_default();
            if !known.contains(&function.arity) {
                known.push(function.arity);
            }
        }
        let mut seen = rustc_hash::FxHashSet::default();
        for (index, function) in functions {
            if seen.insert((&*function.name, function.arity)) {
                let several = arities.get(&*function.name).is_some_and(|arities| arities.len() > 1);
                self.reach.insert(*index, if several { Reach::Arity } else { Reach::Name });
            }
        }
    }

    fn declare(&mut self, functions: &[(u32, &'m Function)]) {
        let literals = self.literals();
        let mut names = Names::default();
        let mut functions = functions.iter().peekable();
        let before = functions.peek().map_or(self.size(), |(_, function)| function.entry);
        self.loose = (before > 0).then_some(Body { start: 0, end: before });
        for (index, constant) in self.module.constants.iter().enumerate() {
            let index = index as u32;
            let entry = if index == 0 && self.module.named {
                Entry::Name
            } else if let Some((_, function)) = functions.next_if(|(at, _)| *at == index) {
                let end = functions.peek().map_or(self.size(), |(_, next)| next.entry);
                Entry::Func(Body { start: function.entry, end })
            } else if index >= literals {
                Entry::Literal
            } else {
                let name = names.unique(&constant_name(constant), "_");
                let shared = self.is_first(index) && !matches!(constant, Constant::Function(_));
                if shared { Entry::Const(name) } else { Entry::Pool(name) }
            };
            self.entries.push(entry);
        }
    }

    /// From which constant on the instructions make them all, in order.
    fn literals(&self) -> u32 {
        let mut uses = vec![None; self.module.constants.len()];
        for (at, word) in self.module.code.iter().enumerate() {
            let Some((kind, index)) = self.constant_operand(*word) else { continue };
            if let Some(first @ None) = uses.get_mut(index as usize) {
                *first = Some((at, kind));
            }
        }
        let mut before = usize::MAX;
        let mut start = self.module.constants.len() as u32;
        while start > u32::from(self.module.named) {
            let index = start - 1;
            match uses[index as usize] {
                Some((at, kind)) if at < before && self.is_first(index) && self.in_place(index, kind) => {
                    before = at
                }
                _ => break,
            }
            start = index;
        }
        start
    }

    /// Whether an instruction can say a constant in an operand of this kind.
    pub(super) fn in_place(&self, index: u32, kind: OperandKind) -> bool {
        match self.constant(index) {
            None | Some(Constant::Function(_)) => false,
            // A name qualified with this very module is its own function.
            Some(Constant::Import(import)) if kind == OperandKind::Callee => {
                self.module.name() != Some(&import.module)
            }
            Some(_) => kind == OperandKind::Const,
        }
    }

    fn constant_operand(&self, word: u32) -> Option<(OperandKind, u32)> {
        let shape = self.shape(word).filter(|shape| shape.layout.names_constant)?;
        let mut operands = shape.layout.operands(word);
        operands
            .find(|(kind, _)| matches!(kind, OperandKind::Const | OperandKind::Callee))
            .map(|(kind, value)| (kind, value as u32))
    }

    /// The labels of the words before the first function: where jumps go, and where functions begin.
    fn name_loose(&mut self) {
        let Some(body) = self.loose else { return };
        let mut labels = Survey::of(self, body).labels;
        for (entry, constant) in self.entries.iter().zip(&self.module.constants) {
            if let (Entry::Pool(_), Constant::Function(function)) = (entry, constant)
                && body.has(function.entry.into())
            {
                labels.entry(function.entry, name_of(&function.name, "function"));
            }
        }
        labels.name(&mut Names::default(), |place| self.leaves(place, body));
        self.labels = labels;
    }

    /// Whether code is left at a place.
    pub(super) fn leaves(&self, place: u32, body: Body) -> bool {
        place == body.end || self.module.code.get(place as usize).is_some_and(|word| *word == RET)
    }

    /// How a word is written as an instruction; `None` if no instruction is assembled to it.
    #[inline]
    pub(super) fn shape(&self, word: u32) -> Option<&Shape<'m>> {
        let opcode = word as u8;
        let shape = word::shape(opcode).or_else(|| self.ops.get(&opcode))?;
        shape.layout.is_exact(word).then_some(shape)
    }
}

/// The word of `ret`.
const RET: u32 = 2;

/// The word that a label operand of the word `at` leads to.
pub(super) fn label_place(kind: OperandKind, at: u32, distance: i32) -> Option<i64> {
    kind.is_label().then(|| i64::from(at) + 1 + i64::from(distance))
}

/// A longest series of functions whose entries do not fall, in order.
fn longest_rise(all: Vec<(u32, &Function)>) -> Vec<(u32, &Function)> {
    // For each length, the series that ends lowest: its last member; and the predecessor of each member.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; all.len()];
    for (at, (_, function)) in all.iter().enumerate() {
        let length = ends.partition_point(|&end| all[end].1.entry <= function.entry);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        ends.truncate(length.max(ends.len()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut series = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        series.push(all[at]);
        next = before[at];
    }
    series.reverse();
    series
}

/// A name that hints at a constant.
fn constant_name(constant: &Constant) -> String {
    let int = |value: i128| format!("{}{}", if value < 0 { "minus_" } else { "int_" }, value.unsigned_abs());
    match constant {
        Constant::U8(value) => int((*value).into()),
        Constant::I16(value) => int((*value).into()),
        Constant::I32(value) => int((*value).into()),
        Constant::I64(value) => int((*value).into()),
        Constant::U64(value) => int((*value).into()),
        Constant::F32(bits) => name_of(&format!("float {:?}", f32::from_bits(*bits)), "float"),
        Constant::F64(bits) => name_of(&format!("float {:?}", f64::from_bits(*bits)), "float"),
        Constant::Atom(name) => name_of(name, "atom"),
        Constant::List(..) => "list".to_owned(),
        Constant::Tuple(..) => "tuple".to_owned(),
        Constant::Map(..) => "map".to_owned(),
        Constant::Binary(_, bytes) => {
            std::str::from_utf8(bytes).map_or("bytes".to_owned(), |text| name_of(text, "text"))
        }
        Constant::Function(function) => name_of(&function.name, "function"),
        Constant::Import(import) => name_of(&import.function, "import"),
    }
}
