//! The program's equality: numbers by value, the rest by structure. Values may nest as deep as they like and
//! share parts, so the path through them is kept in a list, and each step counts.

use super::heap::Heap;
use super::value::{Ref, Value};

/// A comparison of two objects of one kind and size, and how far it is.
#[derive(Clone, Copy)]
enum Open {
    /// The elements before this one are equal.
    Elements(Ref, Ref, usize),
    /// The pairs before this one are there in the other map; this number of its pairs have been asked for its key.
    Key(Ref, Ref, usize, usize),
    /// The same, with the key found: now the values count.
    Held(Ref, Ref, usize, usize),
}

/// The comparison of two values, as far as it is known at once.
enum Known {
    Equal(bool),
    Depends(Open),
}

/// Whether two values are equal; `None` if finding out takes more than `steps` steps, which are counted down.
pub(super) fn equal(heap: &Heap, a: Value, b: Value, steps: &mut u64) -> Option<bool> {
    let mut waiting: Vec<Open> = Vec::new();
    let mut at = match known(heap, a, b) {
        Known::Equal(equal) => return Some(equal),
        Known::Depends(open) => open,
    };
    loop {
        *steps = steps.checked_sub(1)?;
        let mut answer = match next(heap, at) {
            Ok((a, b)) => match known(heap, a, b) {
                Known::Equal(equal) => {
                    waiting.push(at);
                    equal
                }
                Known::Depends(inner) => {
                    waiting.push(at);
                    at = inner;
                    continue;
                }
            },
            Err(answer) => answer,
        };
        at = loop {
            let Some(open) = waiting.pop() else { return Some(answer) };
            match resumed(open, answer) {
                Ok(rest) => break rest,
                Err(known) => answer = known,
            }
        };
    }
}

fn known(heap: &Heap, a: Value, b: Value) -> Known {
    Known::Equal(match (a, b) {
        (Value::Atom(a), Value::Atom(b)) => a == b,
        (Value::Binary(a), Value::Binary(b)) => a == b || heap.binary(a) == heap.binary(b),
        (Value::Tuple(a), Value::Tuple(b)) | (Value::List(a), Value::List(b))
            if heap.elements(a).len() == heap.elements(b).len() =>
        {
            return Known::Depends(Open::Elements(a, b, 0));
        }
        (Value::Map(a), Value::Map(b)) if heap.pairs(a).len() == heap.pairs(b).len() => {
            return Known::Depends(Open::Key(a, b, 0, 0));
        }
        _ => are_same_number(a, b),
    })
}

fn are_same_number(a: Value, b: Value) -> bool {
    match (a.integer(), b.integer()) {
        (Some(a), Some(b)) => a == b,
        _ => a.float().zip(b.float()).is_some_and(|(a, b)| a == b),
    }
}

/// The next comparison; if there is none, the answer.
fn next(heap: &Heap, open: Open) -> Result<(Value, Value), bool> {
    match open {
        Open::Elements(a, b, at) => match heap.elements(a).get(at).zip(heap.elements(b).get(at)) {
            Some((&a, &b)) => Ok((a, b)),
            None => Err(true),
        },
        Open::Key(a, b, at, asked) => match heap.pairs(a).get(at) {
            None => Err(true),
            Some(pair) => candidate(heap, b, at, asked).map(|other| (pair.0, other.0)).ok_or(false),
        },
        Open::Held(a, b, at, asked) => {
            let pair = heap.pairs(a).get(at);
            pair.and_then(|pair| candidate(heap, b, at, asked).map(|other| (pair.1, other.1))).ok_or(false)
        }
    }
}

/// The pair of a map to ask for the key of pair `at` of another one: first the one at the same place, as maps that are
/// made alike have their keys in one order.
fn candidate(heap: &Heap, map: Ref, at: usize, asked: usize) -> Option<(Value, Value)> {
    let pairs = heap.pairs(map);
    (asked < pairs.len()).then(|| pairs[(at + asked) % pairs.len()])
}

/// The state of a comparison after an answer. If it is over, its own answer.
fn resumed(open: Open, answer: bool) -> Result<Open, bool> {
    match (open, answer) {
        (Open::Elements(a, b, at), true) => Ok(Open::Elements(a, b, at + 1)),
        (Open::Elements(..), false) => Err(false),
        (Open::Key(a, b, at, asked), true) => Ok(Open::Held(a, b, at, asked)),
        (Open::Held(a, b, at, _), true) => Ok(Open::Key(a, b, at + 1, 0)),
        (Open::Key(a, b, at, asked) | Open::Held(a, b, at, asked), false) => {
            Ok(Open::Key(a, b, at, asked + 1))
        }
    }
}
