//! Types and values, as they follow instructions and appear in signatures.

use super::keywords::{self, Key, Word};
use super::{Kind, Reader, messages};
use crate::formats::hydro::model::MAX_TYPE_DEPTH;
use crate::ir::{FnRef, IntType, Prim, Span, Sym, Type, TypeId, Value};
use crate::prose;
use lzasm_grammar::diag::Diagnostic;

impl<'t> Reader<'_, '_, 't> {
    /// Whether a type comes next. Before another name `main` is the module of a layout.
    pub(super) fn at_type(&self) -> bool {
        match self.next.kind {
            Kind::Word(Word::Type(_) | Word::Name | Word::Key(Key::Array | Key::This)) => true,
            Kind::Word(Word::Key(Key::Main)) => self.lexer.peek() == Kind::Word(Word::Name),
            _ => false,
        }
    }

    /// A type: `u8`, `array 4 u8`, `MODULE LAYOUT`.
    pub(super) fn ty(&mut self) -> Option<(TypeId, Span)> {
        self.type_inside(MAX_TYPE_DEPTH)
    }

    /// The type of a new array: its elements may be as deep as any type.
    pub(super) fn array_type(&mut self) -> Option<(TypeId, Span)> {
        self.type_inside(MAX_TYPE_DEPTH + 1)
    }

    /// A type inside at most this number of arrays.
    fn type_inside(&mut self, most: usize) -> Option<(TypeId, Span)> {
        let start = self.next.span;
        let mut lengths = Vec::new();
        while self.take(Key::Array).is_some() {
            lengths.push(self.length()?);
        }
        if lengths.len() > most {
            let fault = crate::formats::messages::too_deep(start.to(self.last), "types", MAX_TYPE_DEPTH);
            self.report(fault);
            return None;
        }
        let bare = self.bare_type()?;
        let types = &mut self.program.types;
        let ty = lengths.into_iter().rev().fold(types.add(bare), |inner, length| match length {
            Some(length) => types.add(Type::Array(inner, length)),
            None => types.add(Type::OpenArray(inner)),
        });
        Some((ty, start.to(self.last)))
    }

    /// The length of an array, if one comes next: `4` or `[4]`.
    fn length(&mut self) -> Option<Option<u32>> {
        let bracket = self.next.kind == Kind::Open;
        if bracket {
            self.bump();
        }
        if !bracket && self.next.kind != Kind::Word(Word::Number) {
            return Some(None);
        }
        let length = self.integer("the array's length", 0, u32::MAX.into())? as u32;
        if bracket && self.next.kind != Kind::Close {
            let fault = self.expected("`]`");
            self.report_unless_bad(fault);
            return None;
        }
        if bracket {
            self.bump();
        }
        Some(Some(length))
    }

    fn bare_type(&mut self) -> Option<Type> {
        match self.next.kind {
            Kind::Word(Word::Type(prim)) => {
                let spelling = self.bump().span;
                Some(Type::Prim(prim, self.cx.names.intern(self.slice(spelling))))
            }
            _ if self.at_type() => self.layout_type(),
            _ => {
                let fault = self.expected("a type");
                self.report_unless_bad(fault);
                None
            }
        }
    }

    /// `MODULE LAYOUT` or `this LAYOUT`
    fn layout_type(&mut self) -> Option<Type> {
        let first = self.next.span;
        let module = self.module_name("a type")?;
        if self.next.kind != Kind::Word(Word::Name) {
            let fault = self.expected("the layout's name");
            let fault = self.about_module(fault, first);
            self.report_unless_bad(fault);
            return None;
        }
        let (name, _) = self.name("the layout's name")?;
        Some(Type::Named { module, name, quoted: false })
    }

    /// Adds that a word was read as the module of a layout, and which type has a similar name.
    pub(super) fn about_module(&self, fault: Diagnostic, module: Span) -> Diagnostic {
        let word = self.slice(module);
        let signed = IntType::find(word).and_then(|_| word.strip_prefix('i'));
        let help = match signed {
            _ if matches!(keywords::meaning(word), Word::Key(_)) => None,
            Some(bits) => Some(format!("did you mean `s{bits}`?")),
            None => prose::meant(&self.cx.guesses, word, keywords::TYPES),
        };
        messages::about_layouts(fault, module, help)
    }

    /// A module, or `this`.
    fn module_name(&mut self, what: &str) -> Option<Option<Sym>> {
        match self.take(Key::This) {
            Some(_) => Some(None),
            None => self.name_or_main(what).map(|(name, _)| Some(name)),
        }
    }

    /// The value behind `push`.
    pub(super) fn value(&mut self) -> Option<Value> {
        match self.next.kind {
            Kind::Word(Word::Type(prim)) => {
                self.bump();
                self.value_of(prim)
            }
            Kind::Word(Word::Key(Key::True | Key::False)) => self.truth(),
            Kind::Word(Word::Key(Key::Funcp)) => self.pointer(),
            Kind::Word(Word::Key(Key::Vref)) => {
                self.bump();
                self.name("the variable's name").map(|(name, _)| Value::Variable(name))
            }
            Kind::Word(Word::Key(Key::Iref)) => {
                self.report(messages::index_reference(self.next.span));
                None
            }
            _ => {
                let fault = self.expected("a value with its type");
                let fault = messages::about_values(fault, self.slice(self.next.span));
                self.report_unless_bad(fault);
                None
            }
        }
    }

    fn value_of(&mut self, prim: Prim) -> Option<Value> {
        match prim {
            Prim::Bool => self.truth(),
            Prim::Str => self.string("a string").map(|text| Value::Text(text.into(), Default::default())),
            Prim::F32 => self.float::<f32>().map(|number| Value::F32(number.to_bits())),
            Prim::F64 => self.float::<f64>().map(|number| Value::F64(number.to_bits())),
            _ => match IntType::find(self.slice(self.last)) {
                Some(ty) => self.typed(ty),
                None => {
                    self.report(messages::no_value_of(self.last, self.slice(self.last)));
                    None
                }
            },
        }
    }

    fn truth(&mut self) -> Option<Value> {
        let is_true = self.take(Key::True).is_some();
        if is_true || self.take(Key::False).is_some() {
            return Some(Value::Bool(is_true));
        }
        let fault = self.expected("`true` or `false`");
        self.report_unless_bad(fault);
        None
    }

    /// `funcp MODULE NAME`
    fn pointer(&mut self) -> Option<Value> {
        self.bump();
        let start = self.next.span;
        let module = self.module_name("a module or `this`")?;
        let (name, _) = self.name_or_main("the function's name")?;
        let place = start.to(self.last);
        Some(Value::Function(self.program.values.add_ref(FnRef { module, name, arity: None }, place)))
    }

    /// The text between the quotes of a string.
    pub(super) fn string(&mut self, what: &str) -> Option<&'t str> {
        if self.next.kind != Kind::Text {
            let fault = self.expected(what);
            self.report_unless_bad(fault);
            return None;
        }
        let span = self.bump().span;
        let text = self.slice(span);
        Some(&text[1..text.len() - 1])
    }

    /// The digits of a number with their sign.
    fn number(&mut self, what: &str) -> Option<(&'t str, Span)> {
        match self.next.kind {
            Kind::Word(Word::Number) => {
                let span = self.bump().span;
                Some((self.slice(span), span))
            }
            Kind::Word(Word::Name) if looks_like_number(self.slice(self.next.span)) => {
                let span = self.bump().span;
                self.report(messages::bad_number(span, self.slice(span)));
                None
            }
            _ => {
                let fault = self.expected(what);
                self.report_unless_bad(fault);
                None
            }
        }
    }

    /// An integer of a range.
    pub(super) fn integer(&mut self, what: &str, least: i64, greatest: i64) -> Option<i64> {
        let (text, span) = self.number(what)?;
        if !is_integer(text) {
            self.report(messages::bad_number(span, text));
            return None;
        }
        let found = text.parse().ok().filter(|number| (least..=greatest).contains(number));
        if found.is_none() {
            self.report(crate::ir::messages::out_of_range(span, &messages::clipped(text), least, greatest));
        }
        found
    }

    /// An integer of a type.
    fn typed(&mut self, ty: IntType) -> Option<Value> {
        let spelling = self.slice(self.last);
        let (text, span) = self.number("an integer")?;
        if !is_integer(text) {
            self.report(messages::bad_number(span, text));
            return None;
        }
        let (least, greatest) = ty.range();
        let bits = match text.parse::<i128>() {
            Ok(number) => {
                (number >= least && (number < 0 || number as u128 <= greatest)).then_some(number as u128)
            }
            Err(_) => text.parse::<u128>().ok().filter(|number| *number <= greatest),
        };
        if bits.is_none() {
            self.report(messages::does_not_fit(span, &messages::clipped(text), spelling, least, greatest));
        }
        Some(Value::Int(ty, bits?))
    }

    fn float<F: std::str::FromStr>(&mut self) -> Option<F> {
        let (text, span) = self.number("a number")?;
        let found = text.parse().ok();
        if found.is_none() {
            self.report(messages::bad_number(span, text));
        }
        found
    }
}

/// Digits and a sign, no dot.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text was probably written as a number.
fn looks_like_number(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '.']);
    text.starts_with(|first: char| first.is_ascii_digit()) || ["inf", "nan", "NaN"].contains(&text)
}
