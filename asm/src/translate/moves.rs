//! Orders parallel moves as sequential ones: each place is read before it is written, and a cycle is resolved
//! by exchanges.

use super::places::{PLACES, Place};

/// A value goes from a place to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) from: Place,
    pub(super) to: Place,
}

/// A move of its own, or an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Move(Move),
    Swap(Place, Place),
}

/// The moves in an order in which they do the same. No two go to one place.
pub(super) fn in_order(mut moves: Vec<Move>) -> Vec<Step> {
    moves.retain(|step| step.from != step.to);
    let mut readers = [0u16; PLACES];
    moves.iter().for_each(|step| readers[step.from.index()] += 1);
    let mut steps = Vec::with_capacity(moves.len());
    while !moves.is_empty() {
        let free = moves.iter().position(|step| readers[step.to.index()] == 0);
        if let Some(index) = free {
            let step = moves.remove(index);
            readers[step.from.index()] -= 1;
            steps.push(Step::Move(step));
            continue;
        }
        exchange(&mut moves, &mut readers, &mut steps);
    }
    steps
}

/// Only circles are left: an exchange brings one value to its place, and the other where the first one was.
fn exchange(moves: &mut Vec<Move>, readers: &mut [u16; PLACES], steps: &mut Vec<Step>) {
    let Some(Move { from, to }) = moves.pop() else { return };
    steps.push(Step::Swap(to, from));
    readers[from.index()] -= 1;
    for other in moves.iter_mut().filter(|other| other.from == to) {
        other.from = from;
        readers[to.index()] -= 1;
        readers[from.index()] += 1;
    }
    moves.retain(|other| {
        let is_done = other.from == other.to;
        if is_done {
            readers[other.from.index()] -= 1;
        }
        !is_done
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contents of each place after the steps, if each place holds its own number before.
    fn run(steps: &[Step]) -> [u8; PLACES] {
        let mut holds: [u8; PLACES] = std::array::from_fn(|place| place as u8);
        for step in steps {
            match *step {
                Step::Move(Move { from, to }) => holds[to.index()] = holds[from.index()],
                Step::Swap(a, b) => holds.swap(a.index(), b.index()),
            }
        }
        holds
    }

    fn check(pairs: &[(u8, u8)], most: usize) {
        let moves: Vec<Move> =
            pairs.iter().map(|&(from, to)| Move { from: Place(from), to: Place(to) }).collect();
        let steps = in_order(moves);
        let holds = run(&steps);
        for (from, to) in pairs {
            assert_eq!(holds[usize::from(*to)], *from, "{pairs:?}: {steps:?}");
        }
        assert!(steps.len() <= most, "{pairs:?}: {steps:?}");
    }

    #[test]
    fn chains_and_circles_come_out_right() {
        check(&[(1, 1)], 0);
        check(&[(1, 2), (2, 3)], 2);
        check(&[(1, 2), (2, 1)], 1);
        check(&[(1, 2), (2, 3), (3, 1)], 2);
        check(&[(1, 2), (2, 1), (1, 5), (7, 8), (8, 9), (9, 7)], 4);
        check(&[(1, 2), (1, 3), (2, 1)], 3);
    }

    #[test]
    fn every_small_set_of_moves_comes_out_right() {
        for code in 0..4u32.pow(4) {
            let pairs: Vec<(u8, u8)> = (0..4).map(|to| ((code / 4u32.pow(to) % 4) as u8, to as u8)).collect();
            check(&pairs, 4);
        }
    }
}
