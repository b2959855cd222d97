//! The code of a function.

use super::{FnRefId, Sym, TypeId, ValueId};
use crate::isa::operand::FLAG_TAIL;
use crate::isa::{Isa, OperandKind};
use lzasm_grammar::source::Span;

/// The number of a label in its [`Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelId(pub u32);

/// The `row` of a `.word`.
pub const RAW_WORD: u16 = u16::MAX;
/// The `row` of the first instruction that an `.op` defined; the others follow.
pub const USER_ROWS: u16 = 0x8000;

/// An instruction of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instr {
    /// The first of its operands in [`Body::operands`].
    pub first: u32,
    /// The position of its text; its operands are found from there.
    pub position: u32,
    /// The index of its row in the table of the body's set, [`RAW_WORD`], or [`USER_ROWS`] and more.
    pub row: u16,
    /// The number of its operands.
    pub count: u8,
}

/// An operand of an instruction. Registers are bytes as a code word has them: bit 7 set = stack slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A register or stack slot.
    Reg(u8),
    /// A signed number.
    Int(i32),
    /// An unsigned number, or 32 bits.
    Bits(u32),
    /// A label of the body (or, for a `.code` block, of the module).
    Label(LabelId),
    /// A constant that is added to the pool where needed.
    Value(ValueId),
    /// A named constant: the index in `Module::consts`.
    Const(u32),
    /// `#N`
    PoolEntry(u32),
    /// A function to call.
    Callee(FnRefId),
    /// A type.
    Type(TypeId),
    /// The name of a member.
    Member(Sym),
    /// Not known yet: an index into the pending slots of `resolve`. Never seen by an emitter.
    Pending(u32),
}

/// A label.
#[derive(Clone, Copy, Debug)]
pub struct LabelInfo {
    /// Its name, or the digits of its number.
    pub name: Sym,
    /// The place of its definition, or of its first use if it has none.
    pub span: Span,
    /// The index of the next instruction (the number of instructions if there is none).
    pub target: Option<u32>,
    /// If it has no `target` here: the `.code` block of the module that defines it (the index in `functions`),
    /// and its number there.
    pub outer: Option<(u32, LabelId)>,
    /// Whether anything refers to it.
    pub used: bool,
}

/// A `.loc`: the line row of the next instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loc {
    /// The index of the instruction.
    pub instr: u32,
    /// The file.
    pub file: LocFile,
    /// The line.
    pub line: u32,
    /// The column, 0 if unknown.
    pub column: u16,
    /// Its place in the source.
    pub span: Span,
}

/// The form in which a `.loc` names its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocFile {
    /// By its path.
    Path(Sym),
    /// By its place in `.lines`, from 0.
    Index(u16),
}

/// Code of one instruction set.
#[derive(Clone, Debug)]
pub struct Body {
    /// The set it is written in.
    pub isa: Isa,
    /// Instructions in order.
    pub instrs: Vec<Instr>,
    /// The operands of all instructions.
    pub operands: Vec<Operand>,
    /// Its labels.
    pub labels: Vec<LabelInfo>,
    /// Its `.loc`s, in order.
    pub locs: Vec<Loc>,
    /// Its code in the form of the output, instead of the instructions and operands.
    pub packed: Option<Packed>,
}

/// The code of a function in the form of the output. Only what the whole module decides is not in it yet.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Its words.
    pub words: Box<[u32]>,
    /// The operands that are not in the words yet, in the order of the words.
    pub open: Box<[OpenOperand]>,
    /// One more than the highest register that it mentions.
    pub registers: u8,
    /// Whether its end can be reached.
    pub falls_through: bool,
}

/// An operand that is not in its word yet.
#[derive(Clone, Copy, Debug)]
pub struct OpenOperand {
    /// The index of the word.
    pub word: u32,
    /// The lowest of its bits.
    pub shift: u8,
    /// The operand.
    pub operand: Operand,
}

impl Body {
    /// A body without code.
    pub fn new(isa: Isa) -> Self {
        Self {
            isa,
            instrs: Vec::new(),
            operands: Vec::new(),
            labels: Vec::new(),
            locs: Vec::new(),
            packed: None,
        }
    }

    /// The code so far, in exactly the memory it needs: as it is, or in the form of the output. This body is empty then
    /// and keeps its own memory.
    pub fn take(&mut self, packed: Option<Packed>) -> Self {
        let (instrs, operands) = match packed {
            Some(_) => (&[][..], &[][..]),
            None => (self.instrs.as_slice(), self.operands.as_slice()),
        };
        let taken = Self {
            isa: self.isa,
            instrs: instrs.into(),
            operands: operands.into(),
            labels: self.labels.as_slice().into(),
            locs: self.locs.as_slice().into(),
            packed,
        };
        self.instrs.clear();
        self.operands.clear();
        self.labels.clear();
        self.locs.clear();
        taken
    }

    /// The number of its instructions.
    pub fn len(&self) -> usize {
        self.packed.as_ref().map_or(self.instrs.len(), |packed| packed.words.len())
    }

    /// Whether it has no instructions.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The operands that refer to something outside of the body; perhaps others too.
    pub fn references(&self) -> impl Iterator<Item = Operand> {
        let open = self.packed.iter().flat_map(|packed| packed.open.iter().map(|open| open.operand));
        self.operands.iter().copied().chain(open)
    }

    /// The operands of an instruction.
    pub fn operands(&self, instr: &Instr) -> &[Operand] {
        &self.operands[instr.first as usize..][..instr.count as usize]
    }

    /// Whether an instruction of a row with flags has the flag `tail`. A call of the stack set has no flags.
    pub fn is_tail(&self, instr: &Instr) -> bool {
        matches!(self.operands(instr).last(), Some(Operand::Int(flags)) if *flags as u8 & FLAG_TAIL != 0)
    }

    /// The index of the instruction that a label leads to from the instruction `at`. It may be outside of the body.
    pub fn target(&self, at: usize, label: Operand) -> Option<i64> {
        match (label, self.isa) {
            (Operand::Label(label), _) => self.labels[label.0 as usize].target.map(i64::from),
            (Operand::Int(distance), Isa::Register) => Some(at as i64 + 1 + i64::from(distance)),
            (Operand::Int(index), Isa::Stack) => Some(index.into()),
            (Operand::Bits(index), _) => Some(index.into()),
            _ => None,
        }
    }
}

/// An instruction that an `.op` defined.
#[derive(Clone, Debug)]
pub struct UserOp {
    /// Its name.
    pub name: Sym,
    /// Its opcode.
    pub opcode: u8,
    /// The kinds of its operands.
    pub kinds: Vec<OperandKind>,
    /// The place of its definition.
    pub span: Span,
}
