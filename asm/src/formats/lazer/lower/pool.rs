//! The constant pool of a module: values become constants, and equal ones share an entry.

use super::InModule;
use super::functions::{Functions, Target, has_code};
use crate::bytes::{At, Origins};
use crate::formats::lazer::INFO;
use crate::formats::lazer::model::{self, Atom, Class, Constant, MAX_CONSTANTS, MAX_DEPTH};
use crate::formats::messages;
use crate::ir::{self, Entry, FnRefId, FunctionKind, IntType, Item, SizeClass, Span, Sym, Value, ValueId};
use rustc_hash::FxHashMap;

const POOL_RULE: &str = "a module counts its constants in two bytes";

/// The pool while it grows.
pub(super) struct Pool<'p> {
    constants: Vec<Constant>,
    origins: Vec<At>,
    shared: FxHashMap<Constant, u32>,
    of_value: FxHashMap<ValueId, u32>,
    of_ref: FxHashMap<FnRefId, u32>,
    of_const: Vec<u32>,
    of_function: FxHashMap<u32, u32>,
    functions: Functions<'p>,
}

impl<'p> Pool<'p> {
    pub(super) fn new(functions: Functions<'p>) -> Self {
        Self {
            constants: Vec::new(),
            origins: Vec::new(),
            shared: FxHashMap::default(),
            of_value: FxHashMap::default(),
            of_ref: FxHashMap::default(),
            of_const: Vec::new(),
            of_function: FxHashMap::default(),
            functions,
        }
    }

    /// The module's name, as the first constant.
    pub(super) fn name(&mut self, name: Atom, place: Span) {
        self.share(Constant::Atom(name), place.lo);
    }

    /// The entry of a constant: the one that an equal constant has, or a new one.
    fn share(&mut self, constant: Constant, position: u32) -> u32 {
        if let Some(&index) = self.shared.get(&constant) {
            return index;
        }
        self.push(constant, position)
    }

    fn push(&mut self, constant: Constant, position: u32) -> u32 {
        let index = self.constants.len() as u32;
        self.shared.entry(constant.clone()).or_insert(index);
        self.constants.push(constant);
        self.origins.push(At(position));
        index
    }

    /// The entry of a `.const` or `.pool`.
    pub(super) fn named(&self, index: u32) -> u32 {
        self.of_const[index as usize]
    }

    pub(super) fn origins(&self) -> Origins {
        Origins(self.origins.clone())
    }

    pub(super) fn into_constants(self) -> Vec<Constant> {
        self.constants
    }
}

impl InModule<'_, '_, '_> {
    /// `.const`s and functions, in source order.
    pub(super) fn declare(&mut self) -> Option<()> {
        let mut keys: FxHashMap<(Sym, usize), Span> = FxHashMap::default();
        for item in &self.module.items {
            match *item {
                Item::Const(index) => self.named_constant(index)?,
                Item::Function(index) => self.function_constant(index, &mut keys)?,
                Item::Struct(_) => {}
            }
        }
        Some(())
    }

    fn named_constant(&mut self, index: u32) -> Option<()> {
        let found = &self.module.consts[index as usize];
        let constant = match self.program.values.get(found.value) {
            Value::Function(id) if found.pool => self.pool_function(found, *id)?,
            _ => self.constant(found.value, 0)?,
        };
        let entry = match found.pool {
            true => self.pool.push(constant, found.span.lo),
            false => self.pool.share(constant, found.span.lo),
        };
        self.pool.of_const.push(entry);
        if !found.pool {
            self.pool.of_value.insert(found.value, entry);
        }
        Some(())
    }

    /// `.pool f = fn f/2 registers=3 at=PLACE`
    fn pool_function(&mut self, found: &ir::Const, id: FnRefId) -> Option<Constant> {
        let entry = match found.entry.at {
            None => return self.function_ref(id),
            Some(Entry::Word(word)) => word,
            Some(Entry::Label(function, label)) => {
                let body = self.module.functions[function as usize].body.as_ref()?;
                self.entries.of(function) + body.labels[label.0 as usize].target?
            }
        };
        let function = self.program.values.get_ref(id);
        let name = self.atom(function.name, found.value_span)?;
        let arity = function.arity.unwrap_or(0);
        let registers = found.entry.registers.unwrap_or(0);
        Some(Constant::Function(model::Function { name, arity, registers, entry }))
    }

    fn function_constant(&mut self, index: u32, keys: &mut FxHashMap<(Sym, usize), Span>) -> Option<()> {
        let function = &self.module.functions[index as usize];
        if !has_code(function) || function.kind == FunctionKind::Code {
            return Some(());
        }
        let key = (function.name, function.arity());
        if let Some(first) = keys.get(&key).filter(|_| !function.dup) {
            let what = format!("the function `{}/{}`", self.cx.names.text(function.name), function.arity());
            let rule = "functions are distinguished by name and number of parameters";
            self.cx.report(messages::same_key(function.span, &what, *first, rule).help(messages::KEEP_BOTH));
        }
        keys.entry(key).or_insert(function.span);
        let constant = self.function(index)?;
        let entry = self.pool.share(constant, function.span.lo);
        self.pool.of_function.insert(index, entry);
        Some(())
    }

    /// The Function constant of a function of this module.
    fn function(&mut self, index: u32) -> Option<Constant> {
        let function = &self.module.functions[index as usize];
        let name = self.atom(function.name, function.span)?;
        let arity = u8::try_from(function.arity()).ok()?;
        let registers =
            function.registers.map_or_else(|| super::pack::registers(function), |registers| registers.value);
        Some(Constant::Function(model::Function { name, arity, registers, entry: self.entries.of(index) }))
    }

    /// The entry of a value that an instruction names.
    pub(super) fn value_entry(&mut self, id: ValueId) -> Option<u32> {
        if let Some(&entry) = self.pool.of_value.get(&id) {
            return Some(entry);
        }
        let constant = self.constant(id, 0)?;
        let entry = self.pool.share(constant, self.program.values.place(id));
        self.pool.of_value.insert(id, entry);
        Some(entry)
    }

    /// The entry of a function that an instruction calls.
    pub(super) fn callee_entry(&mut self, id: FnRefId) -> Option<u32> {
        if let Some(&entry) = self.pool.of_ref.get(&id) {
            return Some(entry);
        }
        let place = self.program.values.ref_place(id);
        let target = self.target(id, place)?;
        let entry = match target {
            Target::Own(index) if self.pool.of_function.contains_key(&index) => self.pool.of_function[&index],
            _ => {
                let constant = self.target_constant(target, place)?;
                self.pool.share(constant, place.lo)
            }
        };
        self.pool.of_ref.insert(id, entry);
        Some(entry)
    }

    fn function_ref(&mut self, id: FnRefId) -> Option<Constant> {
        let place = self.program.values.ref_place(id);
        let target = self.target(id, place)?;
        self.target_constant(target, place)
    }

    fn target(&mut self, id: FnRefId, place: Span) -> Option<Target> {
        match self.pool.functions.find(self.cx, self.program.values.get_ref(id), place) {
            Ok(target) => Some(target),
            Err(error) => {
                self.cx.report(error);
                None
            }
        }
    }

    fn target_constant(&mut self, target: Target, place: Span) -> Option<Constant> {
        match target {
            Target::Own(index) => self.function(index),
            Target::Import { module, name, arity } => self.import(module, name, arity, place),
        }
    }

    fn import(&mut self, module: Sym, name: Sym, arity: u8, place: Span) -> Option<Constant> {
        Some(Constant::import(self.atom(module, place)?, self.atom(name, place)?, arity))
    }

    /// The constant of a value. Nesting is bounded, so is the recursion.
    fn constant(&mut self, id: ValueId, depth: usize) -> Option<Constant> {
        let place = Span::new(self.program.values.place(id), self.program.values.place(id));
        if depth > MAX_DEPTH {
            self.cx.report(messages::too_deep(place, "constants", MAX_DEPTH));
            return None;
        }
        match self.program.values.get(id) {
            Value::Int(ty, bits) => self.integer(*ty, *bits, place),
            Value::F32(bits) => Some(Constant::F32(*bits)),
            Value::F64(bits) => Some(Constant::F64(*bits)),
            Value::Bool(value) => Some(Constant::bool(*value)),
            Value::Atom(name) => self.atom(*name, place).map(Constant::Atom),
            Value::Text(text, class) => self
                .class(*class, text.len(), place)
                .map(|class| Constant::Binary(class, text.as_bytes().to_vec())),
            Value::Bytes(bytes, class) => {
                self.class(*class, bytes.len(), place).map(|class| Constant::Binary(class, bytes.to_vec()))
            }
            Value::List(ids, class) => {
                let elements = self.constants(ids, depth)?;
                self.class(*class, elements.len(), place).map(|class| Constant::List(class, elements))
            }
            Value::Tuple(ids, class) => {
                let elements = self.constants(ids, depth)?;
                self.class(*class, elements.len(), place).map(|class| Constant::Tuple(class, elements))
            }
            Value::Map(pairs, class) => self.map((id, pairs), *class, place, depth),
            Value::Function(id) => self.function_ref(*id),
            &Value::Placed { function, registers, entry } => {
                let named = self.program.values.get_ref(function);
                let name = self.atom(named.name, self.program.values.ref_place(function))?;
                let arity = named.arity.unwrap_or(0);
                Some(Constant::Function(model::Function { name, arity, registers, entry }))
            }
            Value::Import(id) => {
                let function = self.program.values.get_ref(*id);
                self.import(
                    function.module?,
                    function.name,
                    function.arity?,
                    self.program.values.ref_place(*id),
                )
            }
            Value::Variable(_) => {
                self.cx.report(messages::cannot_carry(
                    place,
                    INFO.name,
                    "a reference to a variable",
                    "only hydro has variables",
                ));
                None
            }
        }
    }

    fn constants(&mut self, ids: &[ValueId], depth: usize) -> Option<Vec<Constant>> {
        ids.iter().map(|&id| self.constant(id, depth + 1)).collect()
    }

    fn map(
        &mut self,
        (map, pairs): (ValueId, &[(ValueId, ValueId)]),
        class: SizeClass,
        place: Span,
        depth: usize,
    ) -> Option<Constant> {
        let places = self.program.values.keys(map);
        let mut keys = FxHashMap::default();
        let mut constants = Vec::new();
        for (at, &(key, value)) in pairs.iter().enumerate() {
            let key_place = places.get(at).copied().unwrap_or(place);
            let key = self.constant(key, depth + 1)?;
            if let Some(first) = keys.get(&key) {
                self.cx.report(messages::equal_keys(key_place, *first));
            } else {
                keys.insert(key.clone(), key_place);
            }
            constants.push((key, self.constant(value, depth + 1)?));
        }
        self.class(class, constants.len(), place).map(|class| Constant::Map(class, constants))
    }

    fn class(&mut self, wanted: SizeClass, count: usize, place: Span) -> Option<Class> {
        let class = match wanted {
            SizeClass::Shortest => Class::shortest(count),
            SizeClass::Bits8 => Class::Bits8,
            SizeClass::Bits16 => Class::Bits16,
            SizeClass::Bits32 => Class::Bits32,
        };
        let most = u32::MAX as usize >> (32 - class.bits());
        if count > most {
            let rule = format!("its count has {} bits", class.bits());
            self.cx.report(messages::too_many(place, "elements", count, most, &rule));
            return None;
        }
        Some(class)
    }

    fn integer(&mut self, ty: IntType, bits: u128, place: Span) -> Option<Constant> {
        Some(match ty {
            IntType::U8 => Constant::U8(bits as u8),
            IntType::I8 | IntType::I16 => Constant::I16(bits as i16),
            IntType::U16 | IntType::I32 => Constant::I32(bits as i32),
            IntType::U32 | IntType::I64 => Constant::I64(bits as i64),
            IntType::U64 => Constant::U64(bits as u64),
            IntType::U128 | IntType::I128 => {
                let what = format!("a constant of the type {}", ty.name());
                self.cx.report(messages::cannot_carry(
                    place,
                    INFO.name,
                    &what,
                    "its widest integers have 64 bits",
                ));
                return None;
            }
        })
    }

    pub(super) fn check_pool_size(&mut self) {
        if let Some(first) = self.pool.origins.get(MAX_CONSTANTS) {
            let place = if first.0 == 0 { self.module.span } else { Span::new(first.0, first.0) };
            self.cx.report(messages::too_many(
                place,
                "constants",
                self.pool.constants.len(),
                MAX_CONSTANTS,
                POOL_RULE,
            ));
        }
    }
}
