//! Types and values of a Hydro module.

use super::InModule;
use crate::formats::hydro::INFO;
use crate::formats::hydro::model::{Int, Integer, MAX_TYPE_DEPTH, Type, Value};
use crate::formats::messages;
use crate::ir::validate;
use crate::ir::{self, FnRefId, IntType, Prim, Span, Sym, TypeId, ValueId};

impl InModule<'_, '_, '_> {
    /// The type of a place; a type that the format lacks is reported there.
    pub(super) fn ty(&mut self, id: TypeId, place: Span) -> Type {
        self.type_within(id, place, MAX_TYPE_DEPTH)
    }

    /// The type of an array that is allocated: the file writes the array apart from the type of its elements, so only
    /// the latter is held to the limit.
    pub(super) fn array_type(&mut self, id: TypeId, place: Span) -> Type {
        self.type_within(id, place, MAX_TYPE_DEPTH + 1)
    }

    fn type_within(&mut self, id: TypeId, place: Span, most: usize) -> Type {
        let types = &self.program.types;
        let mut layers = Vec::new();
        let mut at = types.get(id);
        while let Some(inner) = at.inner() {
            if !matches!(at, ir::Type::Mut(_) | ir::Type::MutSuffix(_)) {
                layers.push(at);
            }
            at = types.get(inner);
        }
        if layers.len() > most {
            self.cx.report(messages::too_deep(place, "types", MAX_TYPE_DEPTH));
            return Type::Any;
        }
        let bare = self.bare(at, place);
        layers.into_iter().rev().fold(bare, |inner, layer| match layer {
            ir::Type::Array(_, length) => Type::array(Some(length), inner),
            ir::Type::OpenArray(_) => Type::array(None, inner),
            _ => Type::reference(inner),
        })
    }

    fn bare(&mut self, ty: ir::Type, place: Span) -> Type {
        match ty {
            ir::Type::Prim(prim, _) => primitive(prim),
            ir::Type::Named { module, name, .. } => self.layout_type(module, name, place),
            _ => Type::Function,
        }
    }

    fn similar_type(&self, name: &str) -> Option<&str> {
        if !self.cx.guesses.can_gather(self.structs.len()) {
            return None;
        }
        let mut known: Vec<&str> = self.structs.iter().map(|&name| self.cx.names.text(name)).collect();
        known.extend(Prim::SPELLINGS.iter().map(|(spelling, _)| *spelling));
        known.sort_unstable();
        self.cx.guesses.did_you_mean(name, known)
    }

    fn layout_type(&mut self, module: Option<Sym>, name: Sym, place: Span) -> Type {
        if module.is_none() && !self.structs.contains(&name) {
            let text = self.cx.names.text(name);
            let similar = self.similar_type(text);
            let error = messages::unknown_type(place, text, similar, self.cx.form);
            self.cx.report(error);
        }
        let module = module.map_or_else(String::new, |module| self.name(module, place));
        Type::layout(&module, &self.name(name, place))
    }

    /// The value that a `push` writes in place.
    pub(super) fn value(&mut self, id: ValueId, place: Span) -> Option<Value> {
        let what = match self.program.values.get(id) {
            ir::Value::Int(ty, bits) => return Some(Value::Int(Integer::new(integer_type(*ty), *bits))),
            ir::Value::F32(bits) => return Some(Value::F32(*bits)),
            ir::Value::F64(bits) => return Some(Value::F64(*bits)),
            ir::Value::Bool(value) => return Some(Value::Bool(*value)),
            ir::Value::Text(text, _) => return Some(Value::String(text.clone())),
            ir::Value::Function(id) => return self.pointer(*id),
            ir::Value::Variable(name) => return Some(Value::Variable(self.name(*name, place).into())),
            ir::Value::Atom(_) => "an atom",
            ir::Value::Bytes(..) => "bytes that are not text",
            ir::Value::List(..) => "a list as a value",
            ir::Value::Tuple(..) => "a tuple",
            ir::Value::Map(..) => "a map",
            ir::Value::Placed { .. } => "a function at a word",
            ir::Value::Import(_) => "an import",
        };
        let rule = "its values are booleans, numbers, strings, function pointers and references to variables";
        self.cx.report(messages::cannot_carry(place, INFO.name, what, rule));
        None
    }

    /// A function pointer: as the source qualifies it.
    pub(super) fn pointer(&mut self, id: FnRefId) -> Option<Value> {
        let function = self.program.values.get_ref(id);
        let place = self.program.values.ref_place(id);
        let own = function.module.is_none() || function.module == self.module.name;
        if own && !self.functions.contains_key(&function.name) {
            let error = validate::unknown_function(self.cx, self.module, function.name, place);
            self.cx.report(error);
            return None;
        }
        let module = function.module.filter(|_| !own || function.module.is_some());
        if let Some(module) =
            module.filter(|module| !own && !self.usings.contains(module) && self.missing.insert(*module))
        {
            let warning = messages::missing_using(place, self.cx.names.text(module), self.cx.form);
            self.cx.report(warning);
        }
        let from = function.module.or_else(|| self.functions.get(&function.name).copied().flatten());
        let module = from.map_or_else(String::new, |module| self.name(module, place));
        Some(Value::function(&module, &self.name(function.name, place)))
    }
}

fn primitive(prim: Prim) -> Type {
    match prim {
        Prim::Bool => Type::Bool,
        Prim::Str => Type::String,
        Prim::Any => Type::Any,
        Prim::Char | Prim::U8 => Type::Int(Int::U8),
        Prim::U16 => Type::Int(Int::U16),
        Prim::Uint | Prim::U32 => Type::Int(Int::U32),
        Prim::U64 => Type::Int(Int::U64),
        Prim::U128 => Type::Int(Int::U128),
        Prim::I8 => Type::Int(Int::S8),
        Prim::I16 => Type::Int(Int::S16),
        Prim::Int | Prim::I32 => Type::Int(Int::S32),
        Prim::I64 => Type::Int(Int::S64),
        Prim::I128 => Type::Int(Int::S128),
        Prim::Float | Prim::F32 => Type::F32,
        Prim::F64 => Type::F64,
    }
}

fn integer_type(ty: IntType) -> Int {
    match ty {
        IntType::U8 => Int::U8,
        IntType::U16 => Int::U16,
        IntType::U32 => Int::U32,
        IntType::U64 => Int::U64,
        IntType::U128 => Int::U128,
        IntType::I8 => Int::S8,
        IntType::I16 => Int::S16,
        IntType::I32 => Int::S32,
        IntType::I64 => Int::S64,
        IntType::I128 => Int::S128,
    }
}
