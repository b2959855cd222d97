//! Types, each different one stored once. Spelling is part of a type: `s32` and `i32` stay what the source wrote.

use super::{Interner, Sym};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// The number of a [`Type`] in its [`TypePool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

impl TypeId {
    /// The placeholder for a type that is not known yet. Never seen by an emitter.
    pub const PENDING: Self = Self(u32::MAX);
}

/// A primitive type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Prim {
    Bool,
    Char,
    Str,
    Any,
    Int,
    Uint,
    Float,
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
    F32,
    F64,
}

impl Prim {
    /// All spellings; the first of a primitive is its canonical one.
    pub const SPELLINGS: &[(&str, Self)] = &[
        ("bool", Self::Bool),
        ("char", Self::Char),
        ("string", Self::Str),
        ("any", Self::Any),
        ("int", Self::Int),
        ("uint", Self::Uint),
        ("float", Self::Float),
        ("u8", Self::U8),
        ("u16", Self::U16),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("u128", Self::U128),
        ("i8", Self::I8),
        ("i16", Self::I16),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("i128", Self::I128),
        ("f32", Self::F32),
        ("f64", Self::F64),
        ("s8", Self::I8),
        ("s16", Self::I16),
        ("s32", Self::I32),
        ("s64", Self::I64),
        ("s128", Self::I128),
    ];

    /// The primitive that a name means.
    pub fn find(name: &str) -> Option<Self> {
        Self::SPELLINGS.iter().find(|(spelling, _)| *spelling == name).map(|(_, prim)| *prim)
    }

    /// The size of a value in bytes; `None` for `string` and `any`, which have no size of their own.
    pub const fn size(self) -> Option<u64> {
        match self {
            Self::Bool | Self::Char | Self::U8 | Self::I8 => Some(1),
            Self::U16 | Self::I16 => Some(2),
            Self::Int | Self::Uint | Self::Float | Self::U32 | Self::I32 | Self::F32 => Some(4),
            Self::U64 | Self::I64 | Self::F64 => Some(8),
            Self::U128 | Self::I128 => Some(16),
            Self::Str | Self::Any => None,
        }
    }
}

/// The size of a reference in bytes, whatever it refers to.
pub const REFERENCE_SIZE: u64 = 8;

/// A type. The suffixes of a source nest: `char[8]&` is a reference to an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A primitive, as it is spelled.
    Prim(Prim, Sym),
    /// `fn`
    Function,
    /// A struct of this module or, qualified, of another one.
    Named {
        /// The module before `::`.
        module: Option<Sym>,
        /// The name.
        name: Sym,
        /// Whether the name is in backticks: a whole type that is one is written as its text.
        quoted: bool,
    },
    /// `T[N]`
    Array(TypeId, u32),
    /// `T[]`
    OpenArray(TypeId),
    /// `T&`
    Ref(TypeId),
    /// `T mut&`
    RefMut(TypeId),
    /// `mut T`
    Mut(TypeId),
    /// `T mut`
    MutSuffix(TypeId),
}

impl Type {
    /// The type this one is built on.
    pub fn inner(self) -> Option<TypeId> {
        match self {
            Self::Array(inner, _) | Self::OpenArray(inner) | Self::Ref(inner) => Some(inner),
            Self::RefMut(inner) | Self::Mut(inner) | Self::MutSuffix(inner) => Some(inner),
            Self::Prim(..) | Self::Function | Self::Named { .. } => None,
        }
    }
}

/// The types of a program.
#[derive(Clone, Debug, Default)]
pub struct TypePool {
    types: IndexSet<Type, FxBuildHasher>,
}

impl TypePool {
    /// The number of a type.
    pub fn add(&mut self, ty: Type) -> TypeId {
        TypeId(self.types.insert_full(ty).0 as u32)
    }

    /// The type with this number.
    pub fn get(&self, id: TypeId) -> Type {
        self.types[id.0 as usize]
    }

    /// The type at the bottom, below all suffixes, arrays and references.
    pub fn bare(&self, id: TypeId) -> Type {
        let mut ty = self.get(id);
        while let Some(inner) = ty.inner() {
            ty = self.get(inner);
        }
        ty
    }

    /// The name of the type at the bottom, as the source spells it.
    pub fn bare_name(&self, id: TypeId, names: &Interner) -> String {
        match self.bare(id) {
            Type::Prim(_, spelling) => names.text(spelling).to_owned(),
            Type::Named { name, .. } => names.text(name).to_owned(),
            _ => "fn".to_owned(),
        }
    }

    /// The type in the printer's spelling: `mut Point mut&`. A lone quoted name is written as its text.
    pub fn spell(&self, id: TypeId, names: &Interner) -> String {
        if let Type::Named { module: None, name, quoted: true } = self.get(id) {
            return names.text(name).to_owned();
        }
        self.spell_source(id, names)
    }

    /// The type as it is written in a source, backticks included.
    pub fn spell_source(&self, id: TypeId, names: &Interner) -> String {
        let mut suffixes = Vec::new();
        let mut prefix = "";
        let mut ty = self.get(id);
        while let Some(inner) = ty.inner() {
            match ty {
                Type::Array(_, count) => suffixes.push(format!("[{count}]")),
                Type::OpenArray(_) => suffixes.push("[]".to_owned()),
                Type::Ref(_) => suffixes.push("&".to_owned()),
                Type::RefMut(_) => suffixes.push(" mut&".to_owned()),
                Type::MutSuffix(_) => suffixes.push(" mut".to_owned()),
                _ => prefix = "mut ",
            }
            ty = self.get(inner);
        }
        let bare = bare_text(ty, names);
        suffixes.push(format!("{prefix}{bare}"));
        suffixes.reverse();
        suffixes.concat()
    }
}

fn bare_text(ty: Type, names: &Interner) -> String {
    match ty {
        Type::Prim(_, spelling) => names.text(spelling).to_owned(),
        Type::Function => "fn".to_owned(),
        Type::Named { module, name, quoted } => {
            let name = names.text(name);
            let name = if quoted { lzasm_grammar::names::in_backticks(name) } else { name.to_owned() };
            match module {
                Some(module) => format!("{}::{name}", names.text(module)),
                None => name,
            }
        }
        _ => String::new(),
    }
}
