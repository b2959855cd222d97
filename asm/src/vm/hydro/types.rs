//! The types of a program, each different one stored once, so that equal types are equal numbers.

use crate::formats::hydro::model::Int;
use crate::formats::hydro::types::Type;
use rustc_hash::FxHashMap;

/// The number of a type. Those of the types without parts are fixed: their tags in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TypeId(u32);

impl TypeId {
    pub(super) const ANY: Self = Self(0x00);
    pub(super) const U8: Self = Self::int(Int::U8);
    /// A string is an array of u8, and its type is that type.
    pub(super) const STRING: Self = Self(0x0E);

    pub(super) const fn int(int: Int) -> Self {
        Self(int as u32)
    }
}

/// A type by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Any,
    Bool,
    Int(Int),
    F32,
    F64,
    Array(Option<u32>, TypeId),
    Layout(u32),
    Function,
    Reference(TypeId),
}

/// A layout.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) module: String,
    pub(super) name: String,
    /// Whether a module defines it; a type may name any.
    pub(super) is_defined: bool,
    pub(super) members: Vec<Member>,
    /// The members by their names, if they are many.
    index: FxHashMap<NameId, u32>,
}

/// A member of a layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) name: NameId,
    pub(super) ty: TypeId,
}

impl Layout {
    /// Up to this number, comparing names one by one is faster than a lookup.
    const FEW: usize = 8;

    /// The place of a member; of two with one name, the first.
    pub(super) fn find(&self, name: NameId) -> Option<usize> {
        if self.members.len() <= Self::FEW {
            return self.members.iter().position(|member| member.name == name);
        }
        self.index.get(&name).map(|&at| at as usize)
    }

    pub(super) fn define(&mut self, members: Vec<Member>) {
        for (at, member) in members.iter().enumerate() {
            self.index.entry(member.name).or_insert(at as u32);
        }
        self.members = members;
        self.is_defined = true;
    }
}

/// The number of the name of a variable or member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NameId(pub(super) u32);

/// Names, each different one stored once.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, NameId>,
}

impl Names {
    /// The length of arrays.
    pub(super) const LENGTH: NameId = NameId(0);

    pub(super) fn new() -> Self {
        let mut names = Self::default();
        names.number("length");
        names
    }

    pub(super) fn number(&mut self, text: &str) -> NameId {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = NameId(self.texts.len() as u32);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    pub(super) fn find(&self, text: &str) -> Option<NameId> {
        self.numbers.get(text).copied()
    }

    pub(super) fn text(&self, number: NameId) -> &str {
        &self.texts[number.0 as usize]
    }
}

/// The types of a program.
#[derive(Debug)]
pub(super) struct Types {
    kinds: Vec<Kind>,
    numbers: FxHashMap<Kind, TypeId>,
    layouts: Vec<Layout>,
    layout_numbers: FxHashMap<(String, String), u32>,
}

impl Types {
    pub(super) fn new() -> Self {
        let string = Kind::Array(None, TypeId::U8);
        let ints = Int::ALL.into_iter().map(Kind::Int);
        let kinds: Vec<Kind> = [Kind::Any, Kind::Bool]
            .into_iter()
            .chain(ints)
            .chain([Kind::F32, Kind::F64, string, Kind::Function])
            .collect();
        let numbers = kinds.iter().enumerate().map(|(at, &kind)| (kind, TypeId(at as u32))).collect();
        Self { kinds, numbers, layouts: Vec::new(), layout_numbers: FxHashMap::default() }
    }

    /// The parts of a type.
    pub(super) fn kind(&self, ty: TypeId) -> Kind {
        self.kinds[ty.0 as usize]
    }

    /// A layout by its number.
    pub(super) fn layout(&self, number: u32) -> &Layout {
        &self.layouts[number as usize]
    }

    pub(super) fn layout_mut(&mut self, number: u32) -> &mut Layout {
        &mut self.layouts[number as usize]
    }

    /// The number of a layout, defined or not.
    pub(super) fn layout_number(&mut self, module: &str, name: &str) -> u32 {
        let key = (module.to_owned(), name.to_owned());
        *self.layout_numbers.entry(key).or_insert_with_key(|(module, name)| {
            self.layouts.push(Layout { module: module.clone(), name: name.clone(), ..Layout::default() });
            self.layouts.len() as u32 - 1
        })
    }

    pub(super) fn intern(&mut self, kind: Kind) -> TypeId {
        *self.numbers.entry(kind).or_insert_with(|| {
            self.kinds.push(kind);
            TypeId(self.kinds.len() as u32 - 1)
        })
    }

    /// A type of a file, as a module of this name means it.
    pub(super) fn read(&mut self, module: &str, ty: &Type) -> TypeId {
        let mut around = Vec::new();
        let mut inner = ty;
        while let Some(next) = inner.inner() {
            around.push(inner);
            inner = next;
        }
        let mut id = self.intern(self.plain(inner).unwrap_or(Kind::Any));
        if let Type::Layout(layout) = inner {
            let owner = if layout.module.is_empty() { module } else { &layout.module };
            let number = self.layout_number(owner, &layout.name);
            id = self.intern(Kind::Layout(number));
        }
        for outer in around.into_iter().rev() {
            id = self.intern(match outer {
                Type::Array(length, _) => Kind::Array(*length, id),
                _ => Kind::Reference(id),
            });
        }
        id
    }

    /// A type without parts.
    fn plain(&self, ty: &Type) -> Option<Kind> {
        Some(match ty {
            Type::Bool => Kind::Bool,
            Type::Int(int) => Kind::Int(*int),
            Type::F32 => Kind::F32,
            Type::F64 => Kind::F64,
            Type::String => self.kind(TypeId::STRING),
            Type::Function => Kind::Function,
            _ => return None,
        })
    }

    /// Whether values of the type `found` go where `expected` is asked for: the same type, but `any` takes all, and an
    /// array of unknown length takes any length.
    pub(super) fn takes(&self, mut expected: TypeId, mut found: TypeId) -> bool {
        loop {
            if expected == found || expected == TypeId::ANY {
                return true;
            }
            match (self.kind(expected), self.kind(found)) {
                (Kind::Array(asked, to), Kind::Array(has, from)) if asked.is_none() || asked == has => {
                    (expected, found) = (to, from);
                }
                (Kind::Reference(to), Kind::Reference(from)) => (expected, found) = (to, from),
                _ => return false,
            }
        }
    }

    /// A type as the language writes it.
    pub(super) fn text(&self, mut ty: TypeId) -> String {
        let mut suffixes = Vec::new();
        let plain = loop {
            match self.kind(ty) {
                _ if ty == TypeId::STRING => break "string".to_owned(),
                Kind::Any => break "any".to_owned(),
                Kind::Bool => break "bool".to_owned(),
                Kind::Int(int) => break int.name().to_owned(),
                Kind::F32 => break "f32".to_owned(),
                Kind::F64 => break "f64".to_owned(),
                Kind::Function => break "fn".to_owned(),
                Kind::Layout(number) => {
                    let layout = self.layout(number);
                    break format!("{}::{}", layout.module, layout.name);
                }
                Kind::Array(None, element) => (suffixes.push("[]".to_owned()), ty = element).1,
                Kind::Array(Some(length), element) => (suffixes.push(format!("[{length}]")), ty = element).1,
                Kind::Reference(target) => (suffixes.push("&".to_owned()), ty = target).1,
            }
        };
        suffixes.iter().rev().fold(plain, |text, suffix| text + suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_types_are_equal_numbers() {
        let mut types = Types::new();
        assert_eq!(types.read("m", &Type::String), TypeId::STRING);
        assert_eq!(types.read("m", &Type::array(None, Type::Int(Int::U8))), TypeId::STRING);
        assert_eq!(types.read("m", &Type::Function), types.intern(Kind::Function));
        assert_eq!(types.read("m", &Type::Any), TypeId::ANY);
        let own = types.read("m", &Type::reference(Type::layout("", "P")));
        assert_eq!(own, types.read("n", &Type::reference(Type::layout("m", "P"))));
        assert_eq!(types.text(own), "m::P&");
        let nested = types.read("m", &Type::array(Some(3), Type::array(None, Type::Bool)));
        assert_eq!(types.text(nested), "bool[][3]");
    }

    #[test]
    fn any_takes_all_and_unknown_lengths_take_every_length() {
        let mut types = Types::new();
        let fixed = types.read("m", &Type::array(Some(3), Type::Int(Int::U32)));
        let open = types.read("m", &Type::array(None, Type::Int(Int::U32)));
        assert!(types.takes(TypeId::ANY, fixed) && types.takes(open, fixed) && types.takes(fixed, fixed));
        assert!(!types.takes(fixed, open) && !types.takes(TypeId::STRING, fixed));
        assert!(!types.takes(fixed, TypeId::ANY));
    }
}
