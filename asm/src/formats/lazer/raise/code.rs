//! Declarations and code of a module, as statements.

use super::plan::{Body, Entry, Plan, Reach, label_place};
use super::survey::Survey;
use super::values;
use crate::formats::lazer::model::{Constant, Function, LineRow};
use crate::formats::lazer::word::{self, NO_ELEMENT, Shape};
use crate::formats::raise::{Labels, Names, Text, shown};
use crate::isa::OperandKind;
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use lzasm_grammar::ast::build::Builder;
use lzasm_grammar::ast::{Attr, Directive, ItemKind};
use lzasm_grammar::printer::{Code, Width};
use rustc_hash::{FxHashMap, FxHashSet};

/// Writes the declarations and the code of one module.
pub(super) struct Coder<'p, 't, 's> {
    plan: &'p Plan<'p>,
    pub(super) text: &'t mut Text<'s>,
    /// The line rows that are not written yet.
    rows: &'p [LineRow],
    /// The first file of each path.
    files: FxHashMap<&'p str, u16>,
    /// Names and arities of the functions so far.
    keys: FxHashSet<(&'p str, u8)>,
}

/// The names of the registers and places of the current code.
struct Around<'l> {
    body: Body,
    params: Vec<String>,
    labels: &'l Labels,
}

impl<'p, 't, 's> Coder<'p, 't, 's> {
    /// A writer that has written nothing.
    pub(super) fn new(plan: &'p Plan<'p>, text: &'t mut Text<'s>) -> Self {
        let lines = plan.module.lines.as_ref();
        let mut files = FxHashMap::default();
        for (index, file) in lines.iter().flat_map(|lines| &lines.files).enumerate() {
            files.entry(file.as_str()).or_insert(index as u16);
        }
        let rows = lines.map_or(&[][..], |lines| &lines.rows);
        Self { plan, text, rows, files, keys: FxHashSet::default() }
    }

    /// `.const` or `.pool`.
    pub(super) fn constant(&mut self, index: u32, name: &str, pool: bool) {
        let Some(constant) = self.plan.constant(index) else { return };
        let mut item = self.text.head(if pool { ItemKind::Pool } else { ItemKind::Const }, name);
        match constant {
            Constant::Function(function) if pool => {
                values::fn_value(self.text, function, Reach::Arity);
                item.value = self.text.last();
                let attrs = self.entry_attrs(function);
                item.attrs = self.text.attrs(&attrs);
            }
            _ => {
                values::value(self.text, self.plan, constant);
                item.value = self.text.last();
            }
        }
        self.text.item(item);
        self.text.remark(|| format!("#{index}"));
    }

    /// `registers=3 at=PLACE`
    fn entry_attrs(&mut self, function: &Function) -> Vec<Attr> {
        let mut attrs = Vec::new();
        if function.registers != 0 {
            attrs.push(self.text.attr_with("registers", |b| b.uint(function.registers.into(), "")));
        }
        let label = self.plan.labels.at(function.entry).map(str::to_owned);
        attrs.push(self.text.attr_with("at", |b| match &label {
            Some(label) => b.name(label),
            None => b.uint(function.entry.into(), ""),
        }));
        attrs
    }

    /// `.func … .end`
    pub(super) fn function(&mut self, index: u32, body: Body) {
        let Some(Constant::Function(function)) = self.plan.constant(index) else { return };
        self.text.blank();
        let params: Vec<String> = (0..function.arity).map(param_name).collect();
        let mut item = self.text.head(ItemKind::Func, &function.name);
        item.params = Some(self.text.param_list(&params, |name| name, |b, _| b.word("any")));
        let mut found = Survey::of(self.plan, body);
        found.labels.name(&mut Names::default(), |place| self.plan.leaves(place, body));
        item.ty = found.result.then(|| self.text.word("any"));
        let mut attrs = Vec::new();
        if !self.keys.insert((&function.name, function.arity)) {
            attrs.push(self.text.attr("dup"));
        }
        if function.registers != found.registers.max(function.arity + 1) {
            attrs.push(self.text.attr_with("registers", |b| b.uint(function.registers.into(), "")));
        }
        item.attrs = self.text.attrs(&attrs);
        self.text.item(item);
        self.text.remark(|| format!("#{index}, from word {}", body.start));
        self.words(&Around { body, params, labels: &found.labels }, found.width);
    }

    /// `.code … .end`
    pub(super) fn loose(&mut self, body: Body) {
        self.text.blank();
        self.text.plain(Directive::Code, |_| ());
        let plan = self.plan;
        let width = Survey::of(self.plan, body).width;
        self.words(&Around { body, params: Vec::new(), labels: &plan.labels }, width);
    }

    fn words(&mut self, around: &Around, width: Width) {
        let mut code = self.text.code(width);
        let mut labels = around.labels.in_order();
        for at in around.body.words() {
            labels.write(&mut code, at);
            self.line_row(&mut code, at);
            let word = self.plan.module.code[at as usize];
            match self.plan.shape(word) {
                Some(shape) => self.instruction(&mut code, around, at, word, shape),
                None => {
                    code.plain(Directive::Word, |b| b.hex(word.into(), 8, ""));
                    let meaning = || word::row_of(word).map(|_| word::describe(word));
                    self.text.remark_on(&mut code, || meaning().unwrap_or_default());
                }
            }
        }
        labels.write(&mut code, around.body.end);
        self.text.end_code(code);
    }

    /// `.loc`
    fn line_row(&mut self, code: &mut Code, at: u32) {
        let Some((row, rest)) = self.rows.split_first().filter(|(row, _)| row.word == at) else { return };
        self.rows = rest;
        let files = self.plan.module.lines.as_ref().map_or(&[][..], |lines| &lines.files);
        let path = files.get(usize::from(row.file)).map(String::as_str);
        let path = path.filter(|path| self.files.get(path) == Some(&row.file));
        code.plain(Directive::Loc, |b| {
            match path {
                Some(path) => b.string(path),
                // A path that appears twice is known by its place.
                None => b.uint(row.file.into(), ""),
            };
            b.uint(row.line.into(), "");
            if row.column != 0 {
                b.uint(row.column.into(), "");
            }
        });
    }

    fn instruction(&self, code: &mut Code, around: &Around, at: u32, word: u32, shape: &Shape) {
        code.instr(shape.mnemonic);
        for (kind, value) in shape.layout.operands(word) {
            self.operand(code, around, at, kind, value);
        }
        self.text.remark_on(code, || self.about(around, at, word, shape));
    }

    fn operand(&self, code: &mut Code, around: &Around, at: u32, kind: OperandKind, value: i32) {
        match kind {
            OperandKind::Element if value == i32::from(NO_ELEMENT) => {}
            OperandKind::Reg(_) | OperandKind::Element => code.operand(around.register(value as u8)),
            OperandKind::Const | OperandKind::Callee => {
                code.operands(|b| self.pool_operand(b, kind, value as u32));
            }
            OperandKind::Flags8 | OperandKind::Flags16 => flags(code, value),
            _ => {
                let place = label_place(kind, at, value).filter(|place| around.body.has(*place));
                match place.and_then(|place| around.labels.at(place as u32)) {
                    Some(label) => code.operand(label),
                    None => code.int(value.into()),
                }
            }
        }
    }

    fn pool_operand(&self, b: &mut Builder, kind: OperandKind, index: u32) {
        let plan = self.plan;
        match (plan.constant(index), plan.entries.get(index as usize)) {
            (Some(Constant::Function(function)), _) if plan.reach_of(index).is_some() => {
                let reach = plan.reach_of(index).unwrap_or(Reach::Arity);
                match kind {
                    OperandKind::Callee => values::callee(b, function, reach),
                    _ => {
                        values::fn_value(b, function, reach);
                    }
                }
            }
            (Some(_), Some(Entry::Const(name) | Entry::Pool(name))) if kind == OperandKind::Const => {
                b.name(name);
            }
            (Some(constant), _) if plan.in_place(index, kind) && plan.is_first(index) => match constant {
                Constant::Import(import) if kind == OperandKind::Callee => {
                    b.qualified(&import.module, &import.function);
                    b.arity(import.arity);
                }
                constant => values::value(b, plan, constant),
            },
            _ => {
                b.pool_entry(index);
            }
        }
    }

    /// The comment on an instruction: what its text does not show.
    fn about(&self, around: &Around, at: u32, word: u32, shape: &Shape) -> String {
        let fields = shape.layout.operands(word);
        let reported = fields.clone().find_map(|(kind, value)| match kind {
            OperandKind::Const | OperandKind::Callee => Some(self.about_constant(kind, value as u32)),
            _ if kind.is_label() => label_place(kind, at, value).map(|place| format!("to word {place}")),
            _ => None,
        });
        let registers = shape.layout.kinds().all(|kind| matches!(kind, OperandKind::Reg(_)));
        match reported {
            Some(reported) => reported,
            None if registers => effect(shape.meaning, around, fields.map(|(_, value)| value as u8)),
            None => String::new(),
        }
    }

    /// The place of a constant in the pool, and its value unless the text shows it.
    fn about_constant(&self, kind: OperandKind, index: u32) -> String {
        let Some(constant) = self.plan.constant(index) else { return "beyond the pool".to_owned() };
        let declared =
            matches!(self.plan.entries.get(index as usize), Some(Entry::Const(_) | Entry::Pool(_)));
        match constant {
            Constant::Function(function) if self.plan.reach_of(index).is_some() => {
                format!("#{index}, word {}", function.entry)
            }
            _ if !declared && self.plan.in_place(index, kind) => format!("#{index}"),
            Constant::Binary(_, bytes) => format!("#{index}: {}", shown(&String::from_utf8_lossy(bytes))),
            _ => {
                let mut scratch = Builder::new(crate::formats::raise::is_reserved);
                values::value(&mut scratch, self.plan, constant);
                let text = scratch.last_text();
                let start: String = text.chars().take(MOST).collect();
                let more = if start.len() < text.len() { "…" } else { "" };
                format!("#{index}: {start}{more}")
            }
        }
    }
}

/// How much of a constant a comment shows.
const MOST: usize = 48;

impl Around<'_> {
    fn register(&self, byte: u8) -> &str {
        let param = byte.checked_sub(1).and_then(|index| self.params.get(usize::from(index)));
        param.map_or_else(|| word::register_name(byte), String::as_str)
    }
}

/// `a`, `b`, `c` … `z`, `p27` …
fn param_name(index: u8) -> String {
    match index {
        0..26 => char::from(b'a' + index).to_string(),
        _ => format!("p{}", index + 1),
    }
}

/// `tail`, `save`, or the bits.
fn flags(code: &mut Code, bits: i32) {
    let known = i32::from(FLAG_TAIL | FLAG_SAVE);
    if bits & !known != 0 {
        return code.int(bits.into());
    }
    for (flag, name) in [(FLAG_TAIL, "tail"), (FLAG_SAVE, "save")] {
        if bits & i32::from(flag) != 0 {
            code.operand(name);
        }
    }
}

/// The meaning of an instruction with its own registers for `d`, `a` and `b`.
fn effect(meaning: &str, around: &Around, registers: impl Iterator<Item = u8>) -> String {
    let registers: Vec<&str> = registers.map(|byte| around.register(byte)).collect();
    let letters: &[&str] = if meaning.starts_with("d = ") { &["d", "a", "b"] } else { &["a", "b", "c"] };
    let short = meaning.split(';').next().unwrap_or(meaning);
    let word = |word: &str| {
        let bare = word.trim_end_matches(',');
        let found = letters.iter().position(|letter| *letter == bare).and_then(|at| registers.get(at));
        found.map_or_else(|| word.to_owned(), |register| format!("{register}{}", &word[bare.len()..]))
    };
    short.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
