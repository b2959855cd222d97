//! Registers and stack slots as variables: which of them an instruction touches, and which are read later.

use super::callees::Callee;
use super::graph::Graph;
use super::job::Job;
use crate::ir::Operand;
use crate::isa::operand::FLAG_SAVE;
use crate::isa::{Access, OperandKind, Role};

/// The number of registers.
pub(super) const REGISTERS: usize = 32;
/// The number of registers and stack slots.
pub(super) const PLACES: usize = 160;
/// The bit of a slot in an operand.
const SLOT: u8 = 0x80;

/// A register, or a stack slot, numbered after the registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(pub(super) u8);

impl Place {
    /// `r0`
    pub(super) const RESULT: Self = Self(0);

    /// The place that an operand names.
    pub(super) fn of(register: u8) -> Self {
        if register & SLOT == 0 { Self(register) } else { Self(REGISTERS as u8 + (register & !SLOT)) }
    }

    /// Its number.
    pub(super) fn index(self) -> usize {
        self.0.into()
    }

    /// As an operand names it.
    pub(super) fn operand(self) -> Operand {
        Operand::Reg(if self.index() < REGISTERS { self.0 } else { (self.0 - REGISTERS as u8) | SLOT })
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        if self.index() < REGISTERS {
            format!("r{}", self.0)
        } else {
            format!("s{}", self.index() - REGISTERS)
        }
    }
}

/// A set of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Places([u64; 3]);

impl Places {
    /// Adds a place.
    pub(super) fn insert(&mut self, place: Place) {
        self.0[place.index() / 64] |= 1 << (place.index() % 64);
    }

    /// Whether a place is among them.
    pub(super) fn contains(self, place: Place) -> bool {
        self.0[place.index() / 64] & (1 << (place.index() % 64)) != 0
    }

    /// The places, in order.
    pub(super) fn iter(self) -> impl Iterator<Item = Place> {
        let words = self.0.into_iter().enumerate();
        words.flat_map(|(word, bits)| Ones(bits).map(move |bit| Place((64 * word + bit) as u8)))
    }

    fn zip(self, other: Self, with: impl Fn(u64, u64) -> u64) -> Self {
        Self(std::array::from_fn(|word| with(self.0[word], other.0[word])))
    }
}

/// The numbers of the bits that are set, in order.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

/// The places that an instruction reads and writes.
#[derive(Clone, Copy, Default)]
pub(super) struct Touched {
    pub(super) reads: Places,
    pub(super) writes: Places,
}

/// The registers that hold the arguments of a call.
pub(super) fn reads(callee: Option<&Callee>) -> Places {
    let mut places = Places::default();
    let count = callee.map_or(0, |callee| callee.params.len());
    (1..=count as u8).for_each(|register| places.insert(Place(register)));
    places
}

/// The places that an instruction reads and writes.
pub(super) fn touched(job: &mut Job, at: u32) -> Touched {
    let mut touched = Touched::default();
    let operands = job.operands(at);
    // An instruction of the user's may write each of its registers.
    const USER: &[OperandKind] = &[OperandKind::Reg(Access::Write); 3];
    let kinds = job.row(at).map_or(USER, |row| row.operands());
    for (kind, operand) in kinds.iter().zip(operands) {
        let (OperandKind::Reg(access), Operand::Reg(register)) = (kind, operand) else { continue };
        if *access != Access::Write {
            touched.reads.insert(Place::of(*register));
        }
        if *access != Access::Read {
            touched.writes.insert(Place::of(*register));
        }
    }
    match (job.role(at), operands.first()) {
        (Role::Call, Some(Operand::Callee(id))) => {
            touched.reads = reads(job.callee(*id, at).as_deref());
            let saves = matches!(operands.last(), Some(Operand::Int(flags)) if *flags as u8 & FLAG_SAVE != 0);
            let last = if saves { 0 } else { REGISTERS as u8 - 1 };
            (0..=last).for_each(|register| touched.writes.insert(Place(register)));
        }
        (Role::Return, _) if job.result.is_some() => touched.reads.insert(Place::RESULT),
        (Role::NotPortable(_), _) if !job.is_tail(at) => touched.writes.insert(Place::RESULT),
        _ => {}
    }
    touched
}

/// The places that the code from the start of each piece on reads before it writes them.
pub(super) struct Live(Vec<Places>);

impl Live {
    /// Those of a piece.
    pub(super) fn at(&self, piece: usize) -> Places {
        self.0[piece]
    }

    /// The first instruction on some path from a piece that reads a place, and the last jump on that path.
    pub(super) fn first_read(
        &self,
        job: &mut Job,
        graph: &Graph,
        piece: usize,
        place: Place,
    ) -> (u32, Option<u32>) {
        let mut seen = vec![false; graph.pieces.len()];
        let mut open = vec![(piece, None)];
        while let Some((index, via)) = open.pop() {
            if std::mem::replace(&mut seen[index], true) || !self.at(index).contains(place) {
                continue;
            }
            let piece = graph.pieces[index];
            if let Some(at) = (piece.from..piece.to).find(|&at| touched(job, at).reads.contains(place)) {
                return (at, via);
            }
            open.extend(graph.after(piece).map(|next| (next, piece.to.checked_sub(1))));
        }
        (graph.pieces[piece].from, None)
    }
}

/// The places that are live at the start of each piece.
pub(super) fn live(job: &mut Job, graph: &Graph) -> Live {
    let pieces = &graph.pieces;
    let summaries: Vec<Touched> = pieces
        .iter()
        .map(|piece| {
            (piece.from..piece.to).rev().fold(Touched::default(), |after, at| {
                let touched = touched(job, at);
                Touched {
                    reads: before(touched, after.reads),
                    writes: after.writes.zip(touched.writes, |a, b| a | b),
                }
            })
        })
        .collect();
    let mut before_of = vec![Vec::new(); pieces.len()];
    for (index, piece) in pieces.iter().enumerate() {
        graph.after(*piece).for_each(|after| before_of[after].push(index));
    }
    let mut live = vec![Places::default(); pieces.len()];
    let mut open: Vec<usize> = (0..pieces.len()).collect();
    let mut waits = vec![true; pieces.len()];
    while let Some(index) = open.pop() {
        waits[index] = false;
        let after = graph.after(pieces[index]).map(|next| live[next]);
        let after = after.fold(Places::default(), |all, some| all.zip(some, |a, b| a | b));
        let found = before(summaries[index], after);
        if found != live[index] {
            live[index] = found;
            for &earlier in &before_of[index] {
                if !std::mem::replace(&mut waits[earlier], true) {
                    open.push(earlier);
                }
            }
        }
    }
    Live(live)
}

/// The places that are live before an instruction, if these are live after it.
fn before(touched: Touched, after: Places) -> Places {
    after.zip(touched.writes, |after, writes| after & !writes).zip(touched.reads, |kept, reads| kept | reads)
}
