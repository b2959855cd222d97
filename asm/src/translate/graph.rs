//! The control flow of a body: its blocks, and the edges between them. Unreachable instructions are left out.

use super::job::{Failed, Job};
use crate::isa::{Exit, Successors};
use crate::translate::messages;

/// The successors of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// To the next one.
    Next,
    /// To this one.
    Jump(u32),
    /// To the first if a value is true, else to the second.
    Branch(u32, u32),
    /// Nowhere in this function.
    Leave,
}

/// A piece of a body that is only entered at its start: the indices of its first instruction and past its last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) from: u32,
    pub(super) to: u32,
}

/// The pieces of a body, in order. An empty one is the end of the body.
pub(super) struct Graph {
    pub(super) pieces: Vec<Piece>,
    controls: Vec<Control>,
}

impl Graph {
    /// The pieces of a body.
    pub(super) fn of(job: &mut Job) -> Result<Self, Failed> {
        let count = job.body.instrs.len() as u32;
        let controls: Result<Vec<Control>, Failed> = (0..count).map(|at| control(job, at)).collect();
        let controls = controls?;
        let (reached, starts) = follow(&controls);
        let mut pieces: Vec<Piece> = Vec::new();
        for at in (0..=count).filter(|&at| reached[at as usize]) {
            match pieces.last_mut() {
                Some(last) if last.to == at && !starts[at as usize] && at < count => last.to += 1,
                _ => pieces.push(Piece { from: at, to: (at + 1).min(count) }),
            }
        }
        Ok(Self { pieces, controls })
    }

    /// The successors of a piece.
    pub(super) fn leaves(&self, piece: Piece) -> Control {
        match piece.to.checked_sub(1).filter(|_| piece.to > piece.from) {
            Some(last) => match self.controls[last as usize] {
                Control::Next => Control::Jump(piece.to),
                other => other,
            },
            None => Control::Leave,
        }
    }

    /// Whether an instruction decides where control goes.
    pub(super) fn decides(&self, at: u32) -> bool {
        self.controls[at as usize] != Control::Next
    }

    /// The piece that begins at an instruction.
    pub(super) fn piece_at(&self, start: u32) -> usize {
        self.pieces.partition_point(|piece| piece.from < start)
    }

    /// The pieces that may come after one.
    pub(super) fn after(&self, piece: Piece) -> impl Iterator<Item = usize> + use<> {
        let targets = match self.leaves(piece) {
            Control::Jump(to) => [Some(to), None],
            Control::Branch(yes, no) => [Some(yes), Some(no)],
            Control::Next | Control::Leave => [None, None],
        };
        targets.map(|target| target.map(|target| self.piece_at(target))).into_iter().flatten()
    }
}

/// The instructions that are reached, and those that jumps lead to (or follow one).
fn follow(controls: &[Control]) -> (Vec<bool>, Vec<bool>) {
    let end = controls.len();
    let (mut reached, mut starts) = (vec![false; end + 1], vec![false; end + 1]);
    starts[0] = true;
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut reached[at], true) || at == end {
            continue;
        }
        let targets = match controls[at] {
            Control::Next => {
                open.push(at + 1);
                continue;
            }
            Control::Jump(to) => [Some(to), None],
            Control::Branch(yes, no) => [Some(yes), Some(no)],
            Control::Leave => [None, None],
        };
        for target in targets.into_iter().flatten() {
            starts[target as usize] = true;
            open.push(target as usize);
        }
    }
    (reached, starts)
}

fn control(job: &mut Job, at: u32) -> Result<Control, Failed> {
    let successors = match job.row(at) {
        Some(row) => row.successors(job.is_tail(at)),
        None => Successors::One(Exit::Next),
    };
    Ok(match successors {
        Successors::None => Control::Leave,
        Successors::One(Exit::Next) => Control::Next,
        Successors::One(label) => Control::Jump(target(job, at, label)?),
        Successors::Either(yes, no) => Control::Branch(target(job, at, yes)?, target(job, at, no)?),
    })
}

fn target(job: &mut Job, at: u32, exit: Exit) -> Result<u32, Failed> {
    let found = match exit {
        Exit::Next => Some(i64::from(at) + 1),
        Exit::Label(index) => {
            job.operands(at).get(index).and_then(|&label| job.body.target(at as usize, label))
        }
    };
    let count = job.body.instrs.len() as i64;
    match found.filter(|found| (0..=count).contains(found)) {
        Some(found) => Ok(found as u32),
        None => {
            let (place, mnemonic) = (job.place(at), job.mnemonic(at));
            job.report(messages::jump_outside(place, &mnemonic));
            Err(Failed)
        }
    }
}
