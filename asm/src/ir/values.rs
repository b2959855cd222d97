//! Constant values, each different one stored once, and references to functions.

use super::{SizeClass, Span, Sym};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The number of a [`Value`] in its [`ValuePool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(pub u32);

impl ValueId {
    /// The placeholder for a value that is not known yet. Never seen by an emitter.
    pub const PENDING: Self = Self(u32::MAX);
}

pub use lzasm_grammar::literal::IntType;

/// A constant value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// An integer of a type: its bits, sign-extended to 128.
    Int(IntType, u128),
    /// An f32, as its bits.
    F32(u32),
    /// An f64, as its bits.
    F64(u64),
    /// `true` or `false`.
    Bool(bool),
    /// `:name`
    Atom(Sym),
    /// `"text"`
    Text(Box<str>, SizeClass),
    /// `b"bytes"`, or the content of a file.
    Bytes(Box<[u8]>, SizeClass),
    /// `[…]`
    List(Vec<ValueId>, SizeClass),
    /// `{…}`
    Tuple(Vec<ValueId>, SizeClass),
    /// `#{…}`
    Map(Vec<(ValueId, ValueId)>, SizeClass),
    /// `fn NAME`
    Function(FnRefId),
    /// `function({fn NAME/ARITY, REGISTERS, ENTRY})`: a function as its parts, wherever it may be.
    Placed {
        /// Its name and arity.
        function: FnRefId,
        /// The number of registers it uses.
        registers: u8,
        /// The index of its first word.
        entry: u32,
    },
    /// `import M::NAME/ARITY`
    Import(FnRefId),
    /// `ref NAME`
    Variable(Sym),
}

/// The number of a [`FnRef`] in its [`ValuePool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FnRefId(pub u32);

/// A function as a source names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FnRef {
    /// The module before `::`.
    pub module: Option<Sym>,
    /// The name.
    pub name: Sym,
    /// The number of parameters, where it is written.
    pub arity: Option<u8>,
}

/// The values of a program.
#[derive(Clone, Debug, Default)]
pub struct ValuePool {
    values: IndexSet<Value, FxBuildHasher>,
    places: Vec<u32>,
    /// The places of the keys of maps.
    keys: FxHashMap<ValueId, Box<[Span]>>,
    refs: IndexSet<FnRef, FxBuildHasher>,
    ref_places: Vec<Span>,
}

impl ValuePool {
    /// The number of a value; the position is kept if the value is new.
    pub fn add(&mut self, value: Value, position: u32) -> ValueId {
        let (index, new) = self.values.insert_full(value);
        if new {
            self.places.push(position);
        }
        ValueId(index as u32)
    }

    /// The value with this number.
    pub fn get(&self, id: ValueId) -> &Value {
        &self.values[id.0 as usize]
    }

    /// The place where a value was first written.
    pub fn place(&self, id: ValueId) -> u32 {
        self.places[id.0 as usize]
    }

    /// Keeps where the keys of a map are written, unless that is known of an equal map.
    pub fn set_keys(&mut self, map: ValueId, places: Vec<Span>) {
        self.keys.entry(map).or_insert_with(|| places.into());
    }

    /// The places of the keys of a map, as far as they are known.
    pub fn keys(&self, map: ValueId) -> &[Span] {
        self.keys.get(&map).map_or(&[], |places| places)
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of a function reference; the place is kept if the reference is new.
    pub fn add_ref(&mut self, function: FnRef, place: Span) -> FnRefId {
        let (index, new) = self.refs.insert_full(function);
        if new {
            self.ref_places.push(place);
        }
        FnRefId(index as u32)
    }

    /// All functions that anything names.
    pub fn refs(&self) -> impl Iterator<Item = &FnRef> {
        self.refs.iter()
    }

    /// The function reference with this number.
    pub fn get_ref(&self, id: FnRefId) -> FnRef {
        self.refs[id.0 as usize]
    }

    /// The place where a function reference was first written.
    pub fn ref_place(&self, id: FnRefId) -> Span {
        self.ref_places[id.0 as usize]
    }
}
