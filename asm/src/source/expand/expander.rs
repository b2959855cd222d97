//! The walk over the statements of texts.

use super::ahead::{self, Ahead, Chunks};
use super::blocks::Blocks;
use super::constants;
use super::directives::Assertion;
use super::macros::Macro;
use super::{BlockKind, Sink, report_unknown_now};
use crate::source::Context;
use crate::source::ContextEnv;
use crate::source::budget::{self, Known};
use crate::source::eval::{Int, eval_int};
use lzasm_grammar::ast::{Ast, Directive, ItemKind, Node, Stmt, StmtKind};
use lzasm_grammar::names::Sym;
use lzasm_grammar::parser::Parser;
use lzasm_grammar::source::{FileId, Span, Text};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::thread;

/// About so much of a text is parsed at once.
pub(super) const CHUNK: usize = 64 * 1024;

/// The extent to which an expansion is abandoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Up to the outermost call.
    Expansion,
    /// The whole run.
    Run,
}

/// The state of an expansion.
pub(super) struct Expander<'s, S> {
    pub(super) sink: &'s mut S,
    pub(super) blocks: Blocks,
    /// The number of blocks that were open where the current text began.
    pub(super) base: usize,
    /// Whether statements are passed over because of a condition.
    pub(super) skipping: bool,
    pub(super) macros: FxHashMap<Sym, Rc<Macro>>,
    /// The number of open calls and repetitions.
    pub(super) depth: usize,
    /// The number of statements the outermost open expansion has made.
    pub(super) made: u64,
    /// The number of expansions so far: the value of `\@`.
    pub(super) expansions: u64,
    pub(super) stop: Option<Stop>,
    /// The number of kept things that may remember a place: statements, definitions, assertions.
    pub(super) kept: u64,
    pub(super) assertions: Vec<Assertion>,
    /// The files that are open, outermost first.
    pub(super) includes: Vec<PathBuf>,
    pub(super) inclusions: usize,
    /// The number of open texts that were included before.
    pub(super) again: usize,
    pub(super) texts: FxHashMap<PathBuf, Text>,
    buffers: Vec<Ast>,
}

impl<'s, S: Sink> Expander<'s, S> {
    pub(super) fn new(sink: &'s mut S) -> Self {
        Self {
            sink,
            blocks: Blocks::default(),
            base: 0,
            skipping: false,
            macros: FxHashMap::default(),
            depth: 0,
            made: 0,
            expansions: 0,
            stop: None,
            kept: 0,
            assertions: Vec::new(),
            includes: Vec::new(),
            inclusions: 0,
            again: 0,
            texts: FxHashMap::default(),
            buffers: Vec::new(),
        }
    }

    /// The source itself.
    pub(super) fn root(&mut self, cx: &mut Context, file: FileId) {
        let name = PathBuf::from(&*cx.sources.file(file).name);
        self.includes.push(cx.loader.identity(&name));
        self.text(cx, file);
        self.includes.pop();
    }

    /// The work that was deferred to the end.
    pub(super) fn finish(&mut self, cx: &mut Context) {
        let sink = &*self.sink;
        constants::finish(cx, &|name| sink.size_of(name));
        self.check_assertions(cx);
    }

    /// The statements of one text.
    pub(super) fn text(&mut self, cx: &mut Context, file: FileId) {
        let source = cx.sources.file(file);
        let (text, start, end) = (source.text.clone(), source.start, source.span().hi);
        let base = std::mem::replace(&mut self.base, self.blocks.len());
        let mode = self.blocks.mode();
        let parser = || Parser::new(&text, start, mode);
        if ahead::is_worthwhile(&text, cx.options.jobs) {
            thread::scope(|scope| match Ahead::start(scope, parser(), &cx.names) {
                Ok(mut ahead) => self.chunks(cx, &mut ahead),
                // Where the system gives no thread, this one does all the work.
                Err(_) => self.chunks(cx, &mut parser()),
            });
        } else {
            self.chunks(cx, &mut parser());
        }
        self.close_unclosed(cx, self.base, Span::new(end, end), self.stop.is_some());
        self.base = base;
    }

    /// The statements of all chunks of a text.
    fn chunks(&mut self, cx: &mut Context, chunks: &mut impl Chunks) {
        let mut ast = self.buffers.pop().unwrap_or_default();
        let mut faults = Vec::new();
        let mut known = Known::new(&cx.names);
        while self.stop.is_none() && chunks.next(&mut ast, &mut cx.names, &mut faults) {
            cx.report_all(faults.drain(..));
            self.chunk(cx, &ast, known);
            known = Known::new(&cx.names);
        }
        self.buffers.push(ast);
    }

    fn chunk(&mut self, cx: &mut Context, ast: &Ast, known: Known) {
        let place = ast.stmts.first().map_or(Span::default(), |stmt| stmt.span);
        if self.depth > 0 && !self.count(cx, ast.stmts.len() as u64, place) {
            return;
        }
        if self.is_formed() && !self.afford(cx, budget::statements(ast, &cx.names, known), place) {
            return;
        }
        let end = ast.stmts.last().map_or(place, |stmt| stmt.span);
        if !cx.has_memory_for_chunk(place.to(end).len() as u32, place) {
            self.stop = Some(Stop::Run);
            return;
        }
        for stmt in &ast.stmts {
            self.statement(cx, ast, stmt);
            if self.stop.is_some() {
                break;
            }
        }
    }

    #[inline]
    fn statement(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt) {
        match stmt.kind {
            StmtKind::Instr { .. } | StmtKind::Label(_) | StmtKind::NumberLabel(_) if self.skipping => {}
            StmtKind::Instr { name, operands } => match self.find_macro(name) {
                None => self.give(cx, ast, stmt),
                Some(found) => self.call(cx, &found, stmt.span, name, ast, ast.operands(operands)),
            },
            StmtKind::Label(_) | StmtKind::NumberLabel(_) => self.give(cx, ast, stmt),
            _ => self.dispatch(cx, ast, stmt),
        }
    }

    /// Hands a statement to the sink.
    #[inline]
    pub(super) fn give(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt) {
        self.kept += 1;
        self.sink.statement(cx, ast, stmt);
    }

    #[inline]
    fn find_macro(&self, name: Sym) -> Option<Rc<Macro>> {
        if self.macros.is_empty() { None } else { self.macros.get(&name).cloned() }
    }

    fn dispatch(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt) {
        match stmt.kind {
            StmtKind::Plain(directive, operands) => {
                let operands = ast.operands(operands);
                match directive {
                    Directive::If => self.if_(cx, ast, stmt, operands),
                    Directive::Elif => self.elif(cx, ast, stmt, operands),
                    Directive::Else => self.else_(cx, stmt, operands),
                    Directive::End => self.end(cx, ast, stmt, operands),
                    Directive::Archive => self.block(cx, ast, stmt, BlockKind::Archive),
                    Directive::Code => self.block(cx, ast, stmt, BlockKind::Code),
                    _ if self.skipping => {}
                    Directive::Include => self.include(cx, ast, stmt, operands),
                    Directive::Error | Directive::Warning => self.speak(cx, ast, stmt, directive, operands),
                    Directive::Assert => self.assert(cx, ast, stmt, operands),
                    Directive::Target => self.target(cx, ast, stmt, operands),
                    _ => self.give(cx, ast, stmt),
                }
            }
            StmtKind::Item(at) => self.item(cx, ast, stmt, at),
            _ if self.skipping => {}
            StmtKind::Assign { name, value } => self.assign(cx, ast, stmt, name, value),
            StmtKind::Macro(at) => self.define_macro(cx, ast, stmt, &ast.raws[at as usize]),
            StmtKind::Repeat(at) => self.repeat(cx, ast, stmt, &ast.raws[at as usize]),
            StmtKind::Instr { .. } | StmtKind::Label(_) | StmtKind::NumberLabel(_) => {}
        }
    }

    fn item(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, at: u32) {
        let item = &ast.items[at as usize];
        let kind = match item.kind {
            ItemKind::Func => BlockKind::Func,
            ItemKind::Operator => BlockKind::Operator,
            ItemKind::Struct => BlockKind::Struct,
            ItemKind::Native => BlockKind::Native,
            ItemKind::Intrinsic => BlockKind::Intrinsic,
            _ if self.skipping => return,
            ItemKind::NativeFunc if item.params.is_none() && item.attrs.is_empty() => {
                // In a native module a lone name is a function, unless it is a macro.
                let name = item.name.map(|name| name.sym);
                return match name.and_then(|name| Some((name, self.find_macro(name)?))) {
                    Some((name, found)) => self.call(cx, &found, stmt.span, name, ast, &[]),
                    None => self.give(cx, ast, stmt),
                };
            }
            _ => return self.give(cx, ast, stmt),
        };
        self.block(cx, ast, stmt, kind);
    }

    /// A statement that begins a block of the sink's.
    fn block(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, kind: BlockKind) {
        self.begin(kind, stmt.span);
        if !self.skipping {
            self.give(cx, ast, stmt);
        }
    }

    /// The value of an expression that must have one now. A fault in it is reported.
    pub(super) fn value_at_once(&self, cx: &mut Context, nodes: &[Node]) -> Option<Int> {
        let value = eval_int(nodes, &ContextEnv::new(cx, self.sink.here(), |name| self.sink.size_of(name)));
        match value {
            Ok(value) => Some(value),
            Err(trouble) => {
                report_unknown_now(cx, trouble);
                None
            }
        }
    }
}
