//! Types and values as the text spells them.

use super::{Main, Own, Writer};
use crate::formats::hydro::model::{LayoutRef, MAX_TYPE_DEPTH, Type, Value};
use crate::formats::hydro::text::messages::quoted;
use std::fmt::Write;

impl Writer<'_> {
    /// The type of a member, where the public machine reads fewer.
    pub(super) fn member_type(&mut self, ty: &Type, own: &Own<'_>) {
        match ty {
            Type::Any | Type::Array(..) | Type::Layout(_) => {
                self.faults.not_for_machine("a member of this type");
            }
            _ => {}
        }
        let mut bare = ty;
        while let Some(inner) = bare.inner() {
            bare = inner;
        }
        if let Type::Layout(layout) = bare
            && &*layout.module == "main"
        {
            self.faults.cannot(
                "a member with a layout of the module `main`",
                "`main` begins a function behind a member",
            );
        }
        self.ty(ty, own);
    }

    /// A type.
    pub(super) fn ty(&mut self, ty: &Type, own: &Own<'_>) {
        let mut bare = ty;
        let mut depth = 0;
        while let Type::Array(length, inner) = bare {
            self.array_prefix(*length);
            bare = inner;
            depth += 1;
        }
        if depth > MAX_TYPE_DEPTH {
            self.faults.cannot("this type", "a type has at most 64 others around it");
        }
        match bare {
            Type::Layout(layout) => self.layout_type(layout, own),
            Type::Function => {
                self.faults.cannot("the type of function pointers", "the text form has no word for it")
            }
            Type::Reference(_) => {
                self.faults.cannot("the type of a reference", "the text form has no word for it")
            }
            bare => self.display(bare),
        }
    }

    /// `array N T`
    pub(super) fn array(&mut self, length: Option<u32>, element: &Type, own: &Own<'_>) {
        self.array_prefix(length);
        self.ty(element, own);
    }

    fn array_prefix(&mut self, length: Option<u32>) {
        self.out.push_str("array ");
        if let Some(length) = length {
            self.display(length);
            self.out.push(' ');
        }
    }

    fn layout_type(&mut self, layout: &LayoutRef, own: &Own<'_>) {
        if layout.module.is_empty() && !own.layouts.contains(&*layout.name) {
            let what = format!("the own layout {}, which the module does not define", quoted(&layout.name));
            self.faults.cannot(&what, "in the text nothing declares a name without defining it");
        }
        self.qualifier(&layout.module, Main::Ours);
        self.name(&layout.name, "the layout", Main::Keyword);
    }

    /// The module before a name; `this` for the own one.
    fn qualifier(&mut self, module: &str, main: Main) {
        match module {
            "" => self.out.push_str("this"),
            module => self.name(module, "the module", main),
        }
        self.out.push(' ');
    }

    /// A value with its type.
    pub(super) fn value(&mut self, value: &Value, own: &Own<'_>) {
        match value {
            Value::Bool(value) => {
                self.out.push_str("bool ");
                self.display(value);
            }
            Value::Int(integer) => {
                self.out.push_str(integer.int().name());
                self.out.push(' ');
                self.display(integer);
            }
            Value::F32(bits) => {
                let number = f32::from_bits(*bits);
                self.float("f32 ", f64::from(number), || number.to_string(), f32::MAX_10_EXP);
            }
            Value::F64(bits) => {
                let number = f64::from_bits(*bits);
                self.float("f64 ", number, || number.to_string(), f64::MAX_10_EXP);
            }
            Value::String(text) => {
                self.out.push_str("string ");
                self.string(text);
            }
            Value::Function(function) => self.pointer(&function.module, &function.name, own),
            Value::Variable(name) => {
                self.out.push_str("vref ");
                self.name(name, "the variable", Main::Keyword);
            }
        }
    }

    /// A float without an exponent. Infinity is the power of ten beyond the greatest one that is finite.
    fn float(&mut self, ty: &str, number: f64, finite: impl Fn() -> String, exponent: i32) {
        self.out.push_str(ty);
        if number.is_nan() {
            return self.faults.cannot("a float that is not a number", "numbers are decimal digits there");
        }
        if number.is_finite() {
            return self.out.push_str(&finite());
        }
        self.out.push_str(if number < 0.0 { "-1" } else { "1" });
        self.out.extend((0..=exponent).map(|_| '0'));
    }

    fn pointer(&mut self, module: &str, name: &str, own: &Own<'_>) {
        let is_own = module.is_empty() || module == own.module;
        if is_own && !own.functions.contains(name) {
            let what = format!("the own function {}, which the module does not define", quoted(name));
            self.faults.cannot(&what, "in the text nothing declares a name without defining it");
        }
        self.out.push_str("funcp ");
        self.qualifier(module, Main::Name);
        self.name(name, "the function", Main::Ours);
    }

    /// A string in the quotes that it does not have itself.
    pub(super) fn string(&mut self, text: &str) {
        let quote = if text.contains('"') { '\'' } else { '"' };
        if text.contains(quote) {
            self.faults.cannot("a string with both kinds of quotes", "the text form has no escapes");
        }
        if text.contains('\u{1a}') {
            self.faults
                .cannot("a string with the character U+001A", "in a source it marks bytes that are not text");
        }
        self.out.push(quote);
        self.out.push_str(text);
        self.out.push(quote);
    }

    pub(super) fn display(&mut self, shown: impl std::fmt::Display) {
        // Writing to memory cannot fail.
        let _ = write!(self.out, "{shown}");
    }
}
