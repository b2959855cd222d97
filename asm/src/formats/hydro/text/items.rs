//! Items: modules, usings, layouts, functions and intrinsics. After a fault, reading resumes at the next item,
//! member or statement.

use super::keywords::{Key, Word};
use super::{Kind, Reader, begins_item, messages};
use crate::ir::{Field, Function, FunctionKind, Item, Param, Span, Spanned, Struct, Sym, Type, TypeId};
use crate::prose;

impl Reader<'_, '_, '_> {
    /// Everything.
    pub(super) fn items(&mut self) {
        while self.next.kind != Kind::End {
            match self.next.kind {
                Kind::Word(Word::Key(Key::Module)) => self.module(),
                Kind::Word(Word::Key(Key::Using)) => self.using(),
                Kind::Word(Word::Key(Key::Layout)) => self.layout(),
                Kind::Word(Word::Key(Key::Intrinsic)) => self.intrinsic(),
                Kind::Word(Word::Key(Key::Function)) => {
                    self.bump();
                    self.function();
                }
                Kind::Word(Word::Key(Key::Main)) => self.function(),
                _ => self.no_item(),
            }
        }
    }

    /// Skips something that is not an item, up to the next one.
    fn no_item(&mut self) {
        let fault = match self.next.kind {
            Kind::Word(Word::Instr(_) | Word::Key(Key::Label)) if self.faulty != Some(self.next.span) => {
                messages::outside_function(self.next.span)
            }
            Kind::Word(Word::Name) => {
                let word = self.slice(self.next.span);
                let help = prose::meant(&self.cx.guesses, word, super::keywords::ITEMS);
                messages::expected(self.next.span, ITEM, &self.found()).help_if(help)
            }
            _ => self.expected(ITEM),
        };
        self.report_unless_bad(fault);
        self.bump();
        self.skip_to_item();
    }

    fn module(&mut self) {
        let head = self.bump().span;
        match self.name_or_main("the module's name") {
            Some((name, span)) => self.open_module(Some(name), span),
            None => self.open_module(None, head),
        };
    }

    fn using(&mut self) {
        let head = self.bump().span;
        let module = self.current(head);
        if let Some((is, span)) = self.name_or_main("the name of a module") {
            self.program.modules[module as usize].usings.push(Spanned { value: is, span });
        }
    }

    fn layout(&mut self) {
        let head = self.bump().span;
        let module = self.current(head);
        let Some((name, span)) = self.name("the layout's name") else { return self.skip_to_item() };
        let mut fields = Vec::new();
        while self.at_member() {
            match self.member() {
                Some(field) => fields.push(field),
                None => self.skip_to_member(),
            }
        }
        let module = &mut self.program.modules[module as usize];
        module.items.push(Item::Struct(module.structs.len() as u32));
        module.structs.push(Struct { name, span, fields, export: false, open: None, size: None, dup: false });
    }

    /// Whether a member of a layout comes next. `main` begins a function here.
    fn at_member(&self) -> bool {
        matches!(self.next.kind, Kind::Word(Word::Type(_) | Word::Name | Word::Key(Key::Array | Key::This)))
    }

    fn member(&mut self) -> Option<Field> {
        let (ty, ty_span) = self.ty()?;
        let is_layout = matches!(self.program.types.get(ty), Type::Named { .. });
        if is_layout && self.next.kind != Kind::Word(Word::Name) {
            let fault = self.expected("the member's name");
            let first = Span::new(ty_span.lo, ty_span.lo + self.first_word(ty_span));
            let fault = self.about_module(fault, first);
            self.report_unless_bad(fault);
            return None;
        }
        let (name, span) = self.name("the member's name")?;
        Some(Field { name, span, ty, ty_span, export: false })
    }

    /// How many bytes the first word of a place has.
    fn first_word(&self, place: Span) -> u32 {
        let text = self.slice(place);
        text.find(char::is_whitespace).unwrap_or(text.len()) as u32
    }

    fn skip_to_member(&mut self) {
        let is_member = |kind| matches!(kind, Kind::Word(Word::Type(_) | Word::Key(Key::Array | Key::This)));
        while self.next.kind != Kind::End && !begins_item(self.next.kind) && !is_member(self.next.kind) {
            self.bump();
        }
    }

    /// A function whose `function` has been taken, or one that is called `main` and needs none.
    fn function(&mut self) {
        let module = self.current(self.next.span);
        let Some((name, span)) = self.name_or_main("the function's name") else {
            // The statements of a function without a name are looked at all the same.
            self.skip_to_body();
            self.body();
            return;
        };
        let params = self.params();
        let body = self.body();
        let result = self.result(&body).map(|value| Spanned { value, span });
        self.add(module, Function { params, result, body: Some(body), ..function(name, span) });
    }

    fn intrinsic(&mut self) {
        let head = self.bump().span;
        let module = self.current(head);
        let Some((name, span)) = self.name("the intrinsic's name") else { return self.skip_to_item() };
        let params = self.params();
        let mut targets = Vec::new();
        while let Some(head) = self.take(Key::Target) {
            match self.target(head) {
                Some(target) => targets.push(target),
                None => self.skip_statement(),
            }
        }
        let kind = FunctionKind::Intrinsic(targets);
        self.add(module, Function { kind, params, ..function(name, span) });
    }

    /// `target vm "println"`
    fn target(&mut self, head: Span) -> Option<(Sym, Sym, Span)> {
        let (name, _) = self.name("the name of a machine")?;
        let code = self.string("the code as a string")?;
        let code = self.cx.names.intern(code);
        Some((name, code, head.to(self.last)))
    }

    /// The types of the parameters and `body`. The text lists them from the top of the stack down.
    fn params(&mut self) -> Vec<Param> {
        let mut types = Vec::new();
        while self.take(Key::Body).is_none() {
            if !self.at_type() {
                let fault = self.expected("a type or `body`");
                self.report_unless_bad(fault);
                self.skip_to_body();
                break;
            }
            match self.ty() {
                Some(found) => types.push(found),
                None => {
                    self.skip_to_body();
                    break;
                }
            }
        }
        types.reverse();
        let param = |(at, (ty, ty_span)): (usize, (TypeId, Span))| {
            let name = self.cx.names.intern(&format!("p{at}"));
            Param { name, span: ty_span, ty, ty_span }
        };
        types.into_iter().enumerate().map(param).collect()
    }

    fn skip_to_body(&mut self) {
        while self.next.kind != Kind::End && !self.at(Key::Body) && !super::begins_statement(self.next.kind) {
            self.bump();
        }
        self.take(Key::Body);
    }

    fn add(&mut self, module: u32, function: Function) {
        let module = &mut self.program.modules[module as usize];
        module.items.push(Item::Function(module.functions.len() as u32));
        module.functions.push(function);
    }
}

const ITEM: &str = "`module`, `using`, `layout`, `function`, `intrinsic` or `main`";

fn function(name: Sym, span: Span) -> Function {
    Function { kind: FunctionKind::Defined, name, ..Function::code(span) }
}
