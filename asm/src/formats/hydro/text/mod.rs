//! Hydro's own text form (`.h2o`), in and out.
//!
//! Reading: text → [`lexer`] → [`items`], [`code`] and [`types`] → IR, which is then handled like that of any source.
//! Writing: a Hydro file's model → [`mod@write`] → text that reads back to the same bytes, or what the text cannot
//! express.
//!
//! A text is words, strings and comments (`%` to the end of the line); where lines end does not matter, because
//! every statement begins with a keyword and no keyword is a name.

mod code;
mod items;
mod keywords;
mod lexer;
mod messages;
mod names;
mod token;
mod types;
pub mod write;

#[cfg(test)]
mod tests;

use crate::formats::{Executable, Model, TextForm, Written};
use crate::ir::validate;
use crate::ir::{LabelId, Module, Program, Span, Sym, Unit};
use crate::{Lossy, Session};
use keywords::{Key, Word};
use lexer::{Kind, Lexeme, Lexer};
use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::parser::MOST_FAULTS;
use lzasm_grammar::source::FileId;
use rustc_hash::FxHashMap;

/// The extension of its files.
pub const EXTENSION: &str = "h2o";

/// The text form, for the registry.
pub(super) struct H2o;

impl TextForm for H2o {
    fn extension(&self) -> &'static str {
        EXTENSION
    }

    fn read(&self, session: &mut Session, file: FileId) -> Program {
        read(session, file)
    }

    fn write(&self, name: &str, model: &dyn Model, lossy: Lossy) -> Option<Written> {
        match model.executable() {
            Some(Executable::Stack(file)) => Some(write::write(name, file, lossy)),
            _ => None,
        }
    }
}

/// What a text means.
fn read(cx: &mut Session, file: FileId) -> Program {
    cx.instruction_at = statement;
    let source = cx.sources.file(file);
    let (text, start) = (source.text.clone(), source.start);
    let mut lexer = Lexer::new(&text, start);
    let next = lexer.next();
    let mut reader = Reader {
        cx,
        lexer,
        next,
        last: Span::new(start, start),
        faults: 0,
        faulty: None,
        program: Program::default(),
        module: None,
        labels: FxHashMap::default(),
    };
    reader.fetch();
    reader.items();
    let program = reader.program;
    names::undefined_labels(cx, &program);
    validate::check(cx, &program);
    program
}

/// The place of the instruction that begins at a position: up to the next statement.
fn statement(text: &str, start: u32, position: u32) -> Span {
    let rest = &text[(position - start) as usize..];
    let mut lexer = Lexer::new(rest, position);
    let mut span = lexer.next().span;
    loop {
        let next = lexer.next();
        if next.kind == Kind::End || next.kind == Kind::Bad || begins_statement(next.kind) {
            return span;
        }
        span = span.to(next.span);
    }
}

/// Whether a lexeme can only be the first of a statement or item.
fn begins_statement(kind: Kind) -> bool {
    let Kind::Word(word) = kind else { return false };
    begins_item(kind) || matches!(word, Word::Instr(_) | Word::Key(Key::Label | Key::Target))
}

/// Whether a lexeme can only be the first of an item.
fn begins_item(kind: Kind) -> bool {
    use Key::{Function, Intrinsic, Layout, Main, Module, Using};
    matches!(kind, Kind::Word(Word::Key(Module | Using | Layout | Function | Main | Intrinsic)))
}

/// The state of reading one text.
struct Reader<'c, 'o, 't> {
    cx: &'c mut Session<'o>,
    lexer: Lexer<'t>,
    /// The lexeme that is looked at.
    next: Lexeme,
    /// The place of the lexeme before it.
    last: Span,
    faults: usize,
    /// The place of the last fault.
    faulty: Option<Span>,
    program: Program,
    /// The module being read.
    module: Option<u32>,
    /// The labels of the function being read.
    labels: FxHashMap<Sym, LabelId>,
}

impl<'t> Reader<'_, '_, 't> {
    /// Reports something. After very many faults the rest of the text is passed over.
    fn report(&mut self, fault: Diagnostic) {
        let place = fault.main.as_ref().map(|main| main.span);
        if place == self.faulty && fault.code == Code::UnexpectedToken || self.faults > MOST_FAULTS {
            // One word is one fault, whatever was expected in its place.
            return;
        }
        self.faulty = place;
        self.faults += 1;
        if self.faults < MOST_FAULTS {
            self.cx.report(fault);
        } else if self.faults == MOST_FAULTS {
            self.lexer.stop();
            self.next = self.lexer.next();
            self.cx.report(messages::too_many(self.next.span, MOST_FAULTS));
        }
    }

    /// Reports what the lexer found.
    fn fetch(&mut self) {
        for fault in std::mem::take(&mut self.lexer.report) {
            self.report(fault);
        }
    }

    /// Advances to the next lexeme and returns the current one.
    fn bump(&mut self) -> Lexeme {
        let next = self.lexer.next();
        let found = std::mem::replace(&mut self.next, next);
        self.last = found.span;
        self.fetch();
        found
    }

    fn slice(&self, span: Span) -> &'t str {
        self.lexer.slice(span)
    }

    /// Whether this keyword comes next.
    fn at(&self, key: Key) -> bool {
        self.next.kind == Kind::Word(Word::Key(key))
    }

    /// Takes this keyword if it comes next.
    fn take(&mut self, key: Key) -> Option<Span> {
        self.at(key).then(|| self.bump().span)
    }

    /// Reports that something else was expected; what is faulty in itself was reported before.
    fn expected(&mut self, what: &str) -> Diagnostic {
        messages::expected(self.next.span, what, &self.found())
    }

    /// What comes next, in words.
    fn found(&self) -> String {
        match self.next.kind {
            Kind::End => "the end of the text".to_owned(),
            Kind::Text => "a string".to_owned(),
            _ => messages::quoted(self.slice(self.next.span)),
        }
    }

    /// Reports unless the lexeme at fault was reported before.
    fn report_unless_bad(&mut self, fault: Diagnostic) {
        if self.next.kind != Kind::Bad {
            self.report(fault);
        }
    }

    /// Skips to where a statement or item begins.
    fn skip_statement(&mut self) {
        while self.next.kind != Kind::End && !begins_statement(self.next.kind) {
            self.bump();
        }
    }

    /// Skips to where an item begins.
    fn skip_to_item(&mut self) {
        while self.next.kind != Kind::End && !begins_item(self.next.kind) {
            self.bump();
        }
    }

    /// A name; `main` is one where modules and functions are named.
    fn name(&mut self, what: &str) -> Option<(Sym, Span)> {
        match self.next.kind {
            Kind::Word(Word::Name) => {}
            Kind::Bad => return None,
            _ => {
                let fault = self.expected(what);
                let fault = self.about_words(fault);
                self.report(fault);
                return None;
            }
        }
        let found = self.bump().span;
        Some((self.cx.names.intern(self.slice(found)), found))
    }

    fn name_or_main(&mut self, what: &str) -> Option<(Sym, Span)> {
        match self.take(Key::Main) {
            Some(span) => Some((self.cx.names.intern(keywords::text_of(Key::Main)), span)),
            None => self.name(what),
        }
    }

    /// Adds why the next word is not a name.
    fn about_words(&self, fault: Diagnostic) -> Diagnostic {
        match self.next.kind {
            Kind::Word(Word::Number) => fault.note("a name has something else in it than digits"),
            Kind::Word(_) => fault.note("keywords, types and instructions cannot be names"),
            Kind::Text => fault.note("names are written without quotes"),
            _ => fault,
        }
    }

    /// The module that an item belongs to.
    fn current(&mut self, item: Span) -> u32 {
        match self.module {
            Some(module) => module,
            None => {
                self.report(messages::no_module(item));
                self.open_module(None, item)
            }
        }
    }

    fn open_module(&mut self, name: Option<Sym>, span: Span) -> u32 {
        let index = self.program.modules.len() as u32;
        self.program.modules.push(Module::new(name, span));
        self.program.units.push(Unit::Module(index));
        self.module = Some(index);
        index
    }
}
