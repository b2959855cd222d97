//! The statements of a function: instructions and labels.

use super::keywords::{self, Key, Word, in_other_case};
use super::{Kind, Reader, begins_item, messages};
use crate::formats::hydro::table::{ROWS, text_name};
use crate::ir::messages::label_twice;
use crate::ir::{Body, Instr, LabelId, LabelInfo, Operand, Prim, Span, Sym, Type, TypeId, Value};
use crate::isa::{Flow, Isa, OperandKind};
use crate::prose;

/// The instructions that push a boolean.
const TRUTHS: [&str; 10] = [
    "equal",
    "notequal",
    "lessthan",
    "greaterthan",
    "lessthanequal",
    "greaterthanequal",
    "and",
    "or",
    "xor",
    "not",
];

impl Reader<'_, '_, '_> {
    /// All statements up to the next item.
    pub(super) fn body(&mut self) -> Body {
        let mut body = Body::new(Isa::Stack);
        self.labels.clear();
        while self.next.kind != Kind::End && !begins_item(self.next.kind) {
            if self.statement(&mut body).is_none() {
                self.skip_statement();
            }
        }
        body
    }

    /// What a function returns, if it returns. Neither the text nor a file states it; a translation infers it from the
    /// instruction before each `return`, where these agree on one type.
    pub(super) fn result(&mut self, body: &Body) -> Option<TypeId> {
        let is_return = |row: u16| ROWS[row as usize].effect.flow == Flow::Return;
        if !body.instrs.iter().any(|instr| is_return(instr.row)) {
            return None;
        }
        let pairs = body.instrs.windows(2).filter(|pair| is_return(pair[1].row));
        let mut reported: Vec<TypeId> = pairs.filter_map(|pair| self.pushed_type(body, &pair[0])).collect();
        reported.dedup();
        match *reported {
            [ty] => Some(ty),
            _ => Some(self.primitive("any", Prim::Any)),
        }
    }

    /// The type of the value that an instruction leaves on the stack, if the instruction alone determines it.
    fn pushed_type(&mut self, body: &Body, instr: &Instr) -> Option<TypeId> {
        let mnemonic = ROWS[instr.row as usize].mnemonic;
        if TRUTHS.contains(&mnemonic) {
            return Some(self.primitive("bool", Prim::Bool));
        }
        match body.operands(instr) {
            [Operand::Type(ty)] if mnemonic == "cast" => Some(*ty),
            [Operand::Value(value)] => {
                let name = match self.program.values.get(*value) {
                    Value::Int(ty, _) => ty.name(),
                    Value::F32(_) => "f32",
                    Value::F64(_) => "f64",
                    Value::Bool(_) => "bool",
                    Value::Text(..) => "string",
                    _ => return None,
                };
                Prim::find(name).map(|prim| self.primitive(name, prim))
            }
            _ => None,
        }
    }

    fn primitive(&mut self, name: &str, prim: Prim) -> TypeId {
        let spelling = self.cx.names.intern(name);
        self.program.types.add(Type::Prim(prim, spelling))
    }

    fn statement(&mut self, body: &mut Body) -> Option<()> {
        match self.next.kind {
            Kind::Word(Word::Instr(row)) => {
                self.bump();
                self.instr(body, row)
            }
            Kind::Word(Word::Key(Key::Label)) => {
                self.bump();
                let (name, span) = self.name("the label's name")?;
                self.place_label(body, name, span);
                Some(())
            }
            _ => self.no_statement(body),
        }
    }

    /// Something else where a statement was expected.
    fn no_statement(&mut self, body: &mut Body) -> Option<()> {
        let span = self.next.span;
        let word = self.slice(span);
        if self.next.kind != Kind::Word(Word::Name) {
            let fault = self.expected("an instruction, `label` or the next item");
            self.report_unless_bad(fault);
            self.bump();
            return None;
        }
        self.bump();
        if let Some(row) = keywords::by_mnemonic(word) {
            self.cx.report(messages::other_spelling(span, word, text_name(ROWS[row as usize].mnemonic)));
            return self.instr(body, row);
        }
        let fault = match in_other_case(word) {
            Some(keyword) => messages::wrong_case(span, word, keyword),
            None => {
                let known = keywords::statements().chain(keywords::ITEMS);
                messages::unknown_instruction(span, word, prose::meant(&self.cx.guesses, word, known))
            }
        };
        self.report(fault);
        None
    }

    /// An instruction whose name has been taken.
    fn instr(&mut self, body: &mut Body, first: u16) -> Option<()> {
        let position = self.last.lo;
        let row = self.choose_row(first)?;
        let operands = body.operands.len();
        for kind in ROWS[row as usize].operands() {
            match self.operand(body, *kind) {
                Some(operand) => body.operands.push(operand),
                None => {
                    body.operands.truncate(operands);
                    return None;
                }
            }
        }
        let count = (body.operands.len() - operands) as u8;
        body.instrs.push(Instr { first: operands as u32, position, row, count });
        Some(())
    }

    /// Of the rows that share a name, the one whose operands come next.
    fn choose_row(&mut self, first: u16) -> Option<u16> {
        let name = ROWS[first as usize].mnemonic;
        let member = self.next.kind == Kind::Word(Word::Name);
        if member && ROWS.iter().any(|row| row.mnemonic == name && row.operands() == [OperandKind::Member]) {
            self.refuse_other_case()?;
        }
        let fits = |kinds: &[OperandKind]| match kinds {
            [OperandKind::Member] => member,
            [OperandKind::ArrayType] => self.at(Key::Array),
            _ => true,
        };
        let fitting = (0..ROWS.len()).filter(|&at| ROWS[at].mnemonic == name && fits(ROWS[at].operands()));
        // Of several the one with the most operands, of these the first.
        fitting.min_by_key(|&at| std::cmp::Reverse(ROWS[at].operands().len())).map(|at| at as u16)
    }

    /// A word that could be a member or, to the public machine, the next statement.
    fn refuse_other_case(&mut self) -> Option<()> {
        let word = self.slice(self.next.span);
        let Some(keyword) = in_other_case(word) else { return Some(()) };
        let fault = messages::wrong_case(self.next.span, word, keyword);
        self.report(fault);
        None
    }

    fn operand(&mut self, body: &mut Body, kind: OperandKind) -> Option<Operand> {
        match kind {
            OperandKind::Count if self.next.kind != Kind::Word(Word::Number) => Some(Operand::Int(0)),
            OperandKind::Count | OperandKind::Places => {
                let (least, greatest) = kind.range().unwrap_or_default();
                self.integer(kind.noun(), least, greatest).map(|number| Operand::Int(number as i32))
            }
            OperandKind::Target => self.jump_target(body),
            OperandKind::Value => {
                let position = self.next.span.lo;
                let value = self.value()?;
                Some(Operand::Value(self.program.values.add(value, position)))
            }
            OperandKind::Member => self.name(kind.noun()).map(|(name, _)| Operand::Member(name)),
            OperandKind::ArrayType => self.array_type().map(|(ty, _)| Operand::Type(ty)),
            _ => self.ty().map(|(ty, _)| Operand::Type(ty)),
        }
    }

    /// A label, or the index of an instruction.
    fn jump_target(&mut self, body: &mut Body) -> Option<Operand> {
        if self.next.kind == Kind::Word(Word::Number) {
            let index = self.integer("a label", 0, u32::MAX.into())? as u32;
            return Some(Operand::Bits(index));
        }
        let (name, span) = self.name("a label or the index of an instruction")?;
        let label = self.label(body, name, span);
        body.labels[label.0 as usize].used = true;
        Some(Operand::Label(label))
    }

    fn label(&mut self, body: &mut Body, name: Sym, span: Span) -> LabelId {
        *self.labels.entry(name).or_insert_with(|| {
            body.labels.push(LabelInfo { name, span, target: None, outer: None, used: false });
            LabelId(body.labels.len() as u32 - 1)
        })
    }

    fn place_label(&mut self, body: &mut Body, name: Sym, span: Span) {
        let next = body.instrs.len() as u32;
        let label = self.label(body, name, span);
        let info = &mut body.labels[label.0 as usize];
        if info.target.is_some() {
            let first = info.span;
            let fault = label_twice(span, self.cx.names.text(name), first);
            return self.report(fault);
        }
        info.target = Some(next);
        info.span = span;
    }
}
