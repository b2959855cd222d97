//! The objects of a program: what tuples, lists, maps and binaries hold. Objects never change once they are made. Those
//! of the constant pool stay; of the others, unreachable ones are freed when memory runs low.

use super::value::{Ref, Value};

/// The object that a value refers to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    /// No object: the place is free.
    Free,
    /// The elements of a tuple or list.
    Elements(Box<[Value]>),
    /// The pairs of a map.
    Pairs(Box<[(Value, Value)]>),
    /// The bytes of a binary.
    Bytes(Box<[u8]>),
}

impl Object {
    /// The number of bytes it takes.
    pub(super) fn size(&self) -> u64 {
        let held = match self {
            Self::Free => return 0,
            Self::Elements(elements) => size_of_val(&**elements),
            Self::Pairs(pairs) => size_of_val(&**pairs),
            Self::Bytes(bytes) => bytes.len(),
        };
        (size_of::<Self>() + held) as u64
    }
}

/// The least number of new bytes between two sweeps of the heap.
const LEAST_GROWTH: u64 = 1 << 22;

/// All objects.
pub(super) struct Heap {
    objects: Vec<Object>,
    free: Vec<u32>,
    /// The number of constants; they are the first objects.
    constants: usize,
    /// The number of bytes of the other objects, unreachable ones included.
    bytes: u64,
    /// The number of bytes at which the heap is swept.
    collect_at: u64,
    limit: u64,
}

impl Heap {
    pub(super) fn new() -> Self {
        let (objects, free) = (Vec::new(), Vec::new());
        Self { objects, free, constants: 0, bytes: 0, collect_at: LEAST_GROWTH, limit: u64::MAX }
    }

    /// Adds an object that stays.
    pub(super) fn constant(&mut self, object: Object) -> Option<Ref> {
        debug_assert_eq!(self.constants, self.objects.len(), "constants come first");
        let at = u32::try_from(self.objects.len()).ok()?;
        self.objects.push(object);
        self.constants = self.objects.len();
        Some(Ref(at))
    }

    /// Forgets all objects but the constants.
    pub(super) fn restart(&mut self, limit: u64) {
        self.objects.truncate(self.constants);
        self.free.clear();
        self.bytes = 0;
        self.limit = limit;
        self.collect_at = LEAST_GROWTH.min(limit);
    }

    /// The number of bytes the program's objects take.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The number of bytes they may take, with the calls.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether the heap should be swept before this number of further bytes are taken.
    #[inline]
    pub(super) fn is_full(&self, more: u64) -> bool {
        self.bytes.saturating_add(more) > self.collect_at
    }

    /// Adds an object; `None` if there are more than a machine can number.
    pub(super) fn add(&mut self, object: Object) -> Option<Ref> {
        self.bytes += object.size();
        if let Some(at) = self.free.pop() {
            self.objects[at as usize] = object;
            return Some(Ref(at));
        }
        let at = u32::try_from(self.objects.len()).ok()?;
        self.objects.push(object);
        Some(Ref(at))
    }

    /// The elements of a tuple or list.
    #[inline]
    pub(super) fn elements(&self, at: Ref) -> &[Value] {
        match self.objects.get(at.0 as usize) {
            Some(Object::Elements(elements)) => elements,
            _ => &[],
        }
    }

    /// The pairs of a map.
    #[inline]
    pub(super) fn pairs(&self, at: Ref) -> &[(Value, Value)] {
        match self.objects.get(at.0 as usize) {
            Some(Object::Pairs(pairs)) => pairs,
            _ => &[],
        }
    }

    /// The bytes of a binary.
    #[inline]
    pub(super) fn binary(&self, at: Ref) -> &[u8] {
        match self.objects.get(at.0 as usize) {
            Some(Object::Bytes(bytes)) => bytes,
            _ => &[],
        }
    }

    /// Frees the objects that cannot be reached from these values.
    pub(super) fn collect(&mut self, roots: impl Iterator<Item = Value>) {
        let mut marked = vec![false; self.objects.len()];
        let mut open: Vec<Ref> = roots.filter_map(Value::object).collect();
        while let Some(at) = open.pop() {
            let index = at.0 as usize;
            if index < self.constants || std::mem::replace(&mut marked[index], true) {
                continue;
            }
            match &self.objects[index] {
                Object::Elements(elements) => open.extend(elements.iter().filter_map(|value| value.object())),
                Object::Pairs(pairs) => {
                    let parts = pairs.iter().flat_map(|(key, value)| [key.object(), value.object()]);
                    open.extend(parts.flatten());
                }
                Object::Bytes(_) | Object::Free => {}
            }
        }
        self.sweep(&marked);
    }

    fn sweep(&mut self, marked: &[bool]) {
        self.bytes = 0;
        self.free.clear();
        for (index, object) in self.objects.iter_mut().enumerate().skip(self.constants) {
            if marked[index] {
                self.bytes += object.size();
            } else {
                *object = Object::Free;
                self.free.push(index as u32);
            }
        }
        let growth = self.bytes.max(LEAST_GROWTH);
        self.collect_at = self.bytes.saturating_add(growth).min(self.limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reached_stays() {
        let mut heap = Heap::new();
        let constant = heap.constant(Object::Bytes(b"constant".as_slice().into())).unwrap();
        heap.restart(1000);
        let inner = heap.add(Object::Bytes(b"inner".as_slice().into())).unwrap();
        let lost = heap.add(Object::Bytes(b"lost".as_slice().into())).unwrap();
        let pair = (Value::I32(1), Value::Binary(inner));
        let map = heap.add(Object::Pairs(Box::new([pair]))).unwrap();
        let list = heap.add(Object::Elements(Box::new([Value::Map(map), Value::Binary(constant)]))).unwrap();
        let before = heap.bytes();
        heap.collect([Value::List(list)].into_iter());
        assert_eq!(heap.bytes(), before - 24 - 4);
        assert_eq!((heap.binary(inner), heap.binary(constant)), (&b"inner"[..], &b"constant"[..]));
        assert_eq!(heap.add(Object::Elements(Box::new([]))), Some(lost), "the free place is used again");
        heap.collect(std::iter::empty());
        assert_eq!((heap.bytes(), heap.binary(constant)), (0, &b"constant"[..]));
    }
}
