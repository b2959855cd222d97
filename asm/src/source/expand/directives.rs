//! Directives that neither begin a block nor read a file: constants, `.target`, `.error`, `.warning`, `.assert`.

use super::constants::{self, RESERVED};
use super::expander::Expander;
use super::{Sink, report_unknown};
use crate::formats;
use crate::source::Context;
use crate::source::ContextEnv;
use crate::source::eval::{Int, Trouble, eval_int};
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, Directive, Node, NodeId, NodeKind, Stmt, StmtKind};
use lzasm_grammar::diag::Code;
use lzasm_grammar::literal::unescape_str;
use lzasm_grammar::names::Sym;
use lzasm_grammar::parser;
use lzasm_grammar::source::{Origin, Span};

/// An assertion whose condition needs names that are defined later.
#[derive(Debug)]
pub(super) struct Assertion {
    condition: Box<[Node]>,
    text: Option<String>,
    here: Option<u64>,
}

/// The name of `-D` texts in messages.
const COMMAND_LINE: &str = "<command line>";

impl<S: Sink> Expander<'_, S> {
    /// The constants that `-D` defines.
    pub(super) fn define_options(&mut self, cx: &mut Context) {
        for (name, value) in &cx.options.define {
            let Ok(file) = cx.sources.add(COMMAND_LINE, format!("{name} = {value}\n"), Origin::Root) else {
                return cx.report(messages::too_much_text(Span::default()));
            };
            let source = cx.sources.file(file);
            let (text, start, span) = (source.text.clone(), source.start, source.span());
            let mut faults = Vec::new();
            let ast = parser::parse(&text, start, &mut cx.names, &mut faults);
            let is_faulty = !faults.is_empty();
            cx.report_all(faults);
            match ast.stmts[..] {
                [stmt @ Stmt { kind: StmtKind::Assign { name, value }, .. }] => {
                    self.assign(cx, &ast, &stmt, name, value);
                }
                _ if is_faulty => {}
                _ => cx.report(messages::bad_define(name, value, span)),
            }
        }
    }

    /// `NAME = EXPR`
    pub(super) fn assign(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, name: Sym, value: NodeId) {
        let text = cx.names.text(name);
        let written = cx.sources.text(stmt.span);
        let quoted = written.starts_with('`');
        let len = if quoted { written[1..].find('`').map_or(1, |at| at + 2) } else { text.len() };
        let span = Span::new(stmt.span.lo, stmt.span.lo + len as u32);
        if !quoted && RESERVED.contains(&text) {
            return cx.report(messages::reserved_name(text, span));
        }
        if let Some(first) = cx.constants.place(name).or_else(|| self.sink.constant(name)) {
            return cx.report(messages::duplicate_constant(text, span, first));
        }
        self.kept += 1;
        let sink = &*self.sink;
        constants::define(cx, (name, span), ast.subtree(value), sink.here(), &|name| sink.size_of(name));
    }

    /// `.target NAME`
    pub(super) fn target(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        let [name] = operands else {
            return cx.report(messages::directive_operands(stmt.span, ".target", "the name of a format"));
        };
        let node = ast.node(*name);
        let Some(name) = node.name() else {
            return cx.report(messages::directive_operands(node.span, ".target", "the name of a format"));
        };
        let word = cx.names.text(name);
        let Some(format) = formats::find(word) else {
            return cx.report(formats::messages::unknown_format(word).at(node.span, ""));
        };
        if cx.options.format.is_none() {
            cx.target = Some(format.info().name);
        }
        cx.states_target = true;
        self.give(cx, ast, stmt);
    }

    /// `.error "text"` and `.warning "text"`
    pub(super) fn speak(
        &mut self,
        cx: &mut Context,
        ast: &Ast,
        stmt: &Stmt,
        directive: Directive,
        operands: &[NodeId],
    ) {
        let (code, name) = match directive {
            Directive::Error => (Code::UserError, ".error"),
            _ => (Code::UserWarning, ".warning"),
        };
        match operands {
            [text] if let Some(text) = text_at(cx, ast, *text) => {
                cx.report(messages::user_message(code, text, stmt.span))
            }
            _ => cx.report(messages::directive_operands(stmt.span, name, "a text in quotes")),
        }
    }

    /// `.assert EXPR, "text"`
    pub(super) fn assert(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, operands: &[NodeId]) {
        let (condition, text) = match operands {
            [condition] => (*condition, None),
            [condition, text] if let Some(text) = text_at(cx, ast, *text) => (*condition, Some(text)),
            _ => {
                return cx.report(messages::directive_operands(
                    stmt.span,
                    ".assert",
                    "a condition and a text in quotes",
                ));
            }
        };
        let assertion = Assertion { condition: ast.subtree(condition).into(), text, here: self.sink.here() };
        let left = self.judge(cx, assertion, false);
        self.kept += u64::from(left.is_some());
        self.assertions.extend(left);
    }

    /// Checks the assertions that waited for the end.
    pub(super) fn check_assertions(&mut self, cx: &mut Context) {
        for assertion in std::mem::take(&mut self.assertions) {
            self.judge(cx, assertion, true);
        }
    }

    /// Checks an assertion; gives it back if its condition needs names that may still be defined.
    fn judge(&self, cx: &mut Context, assertion: Assertion, last: bool) -> Option<Assertion> {
        let env = ContextEnv::new(cx, assertion.here, |name| self.sink.size_of(name));
        let value: Result<Int, Trouble> = eval_int(&assertion.condition, &env);
        match value {
            Ok(value) if value.is_zero() => {
                let span = assertion.condition.last().map_or(Span::default(), |node| node.span);
                cx.report(messages::assertion_failed(assertion.text, span));
            }
            Ok(_) => {}
            Err(Trouble::Pending { .. }) if !last => return Some(assertion),
            Err(trouble) => {
                report_unknown(cx, trouble);
            }
        }
        None
    }
}

/// The text of a string literal.
pub(super) fn text_at(cx: &Context, ast: &Ast, id: NodeId) -> Option<String> {
    let node = ast.node(id);
    let text = unescape_str(cx.sources.text(node.span)).ok()?;
    (node.kind == NodeKind::Str).then(|| text.into_owned())
}
