//! Calls of macros and `.repeat`: the texts they form.

use super::Sink;
use super::expander::{Expander, Stop};
use super::macros::{self, Macro, Param};
use super::template::{Formed, Unformed};
use crate::source::Context;
use crate::source::budget;
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, NodeId, Raw, Stmt};
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::{Expansion, Origin, Span};
use std::sync::Arc;

/// The greatest depth to which calls and repetitions may be nested.
const MOST_DEPTH: usize = 128;

/// The default limit on the statements of an expansion.
const MOST_STATEMENTS: u64 = 16 << 20;

/// Iterations are formed until there is about so much text of them.
const PIECE: usize = 64 * 1024;

impl<S: Sink> Expander<'_, S> {
    /// The call of a macro.
    pub(super) fn call(
        &mut self,
        cx: &mut Context,
        found: &Macro,
        span: Span,
        name: Sym,
        ast: &Ast,
        operands: &[NodeId],
    ) {
        let Some(template) = &found.template else { return };
        let args = match found.bind(cx, span, ast, operands) {
            Ok(args) => args,
            Err(diagnostic) => return cx.report(diagnostic),
        };
        let len = cx.names.text(name).len();
        if !self.enter(cx, span, len) {
            return;
        }
        if self.afford(cx, budget::arguments(args.len()), span) {
            let texts: Vec<&str> = args.iter().map(|arg| cx.sources.text(*arg)).collect();
            let mut formed = Formed::new(cx.budget.text_left(cx.options));
            match template.form(cx.sources.text(found.body), &texts, self.expansions, &mut formed) {
                Ok(()) => self.formed(cx, formed, span, found.what.clone(), found.body),
                Err(Unformed::TooLong) => self.costs_too_much(cx, span),
                Err(Unformed::Unfit { param, span }) => {
                    let name = cx.names.text(found.params[param].name);
                    cx.report(messages::glued_argument(name, texts[param], args[param], span));
                }
            }
        }
        self.leave();
    }

    /// `.repeat COUNT, NAME`
    pub(super) fn repeat(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, raw: &Raw) {
        macros::check_end(cx, raw, super::BlockKind::Repeat, stmt.span);
        // Without its `.end`, which has been reported, its body is all of the text, and blocks in it lack theirs as well:
        // repeating them would report each one many times.
        if raw.body.hi == stmt.span.hi {
            return;
        }
        let head = macros::head(cx, stmt.span);
        let (count, counter) = match ast.operands(raw.operands) {
            [count] => (*count, None),
            [count, name] if let Some(counter) = ast.node(*name).name() => {
                (*count, Some((counter, ast.node(*name).span)))
            }
            _ => {
                return cx.report(messages::directive_operands(
                    head,
                    ".repeat",
                    "a count and perhaps a name",
                ));
            }
        };
        let place = ast.node(count).span;
        let Some(count) = self.value_at_once(cx, ast.subtree(count)) else { return };
        let Some(times) = count.as_u128() else { return cx.report(messages::repeat_count(count, place)) };
        let params: Vec<Param> = counter.map(|(name, span)| Param::counter(name, span)).into_iter().collect();
        let Some(template) = macros::template(cx, raw.body, &params, None) else { return };
        if times == 0 || !self.enter(cx, head, ".repeat".len()) {
            return;
        }
        match u64::try_from(times).ok().filter(|times| *times <= self.room(cx)) {
            Some(times) => self.iterate(cx, &template, raw.body, times, head),
            None => self.too_large(cx, head),
        }
        self.leave();
    }

    fn iterate(
        &mut self,
        cx: &mut Context,
        template: &super::template::Template,
        body: Span,
        times: u64,
        head: Span,
    ) {
        let what: Arc<str> = "`.repeat`".into();
        let mut at = 0;
        while at < times && self.stop.is_none() {
            let mut formed = Formed::new(cx.budget.text_left(cx.options));
            let first = at;
            // Iterations without text have places, too.
            while at < times && formed.text.len() < PIECE && formed.places.len() < PIECE / 4 {
                let counter = at.to_string();
                // A number is always fit to be part of a word, so nothing else is in its way.
                if template.form(cx.sources.text(body), &[&counter], self.expansions, &mut formed).is_err() {
                    return self.costs_too_much(cx, head);
                }
                self.expansions += 1;
                at += 1;
            }
            let before = self.made;
            self.formed(cx, formed, head, what.clone(), body);
            // An iteration counts even if it makes nothing, so that there is an end to it.
            let made = self.made - before;
            self.count(cx, (at - first).saturating_sub(made), head);
        }
    }

    /// The statements of a text that was formed.
    fn formed(&mut self, cx: &mut Context, formed: Formed, call: Span, what: Arc<str>, body: Span) {
        let name = match cx.sources.find(body.lo) {
            Some(file) => file.name.clone(),
            None => what.clone(),
        };
        if !self.afford(cx, budget::text(formed.text.len(), formed.places.len()), call) {
            return;
        }
        let expansion = Expansion { call, what, places: formed.places.into() };
        let (kept, reported) = (self.kept, cx.report.mark());
        match cx.sources.add(name, formed.text, Origin::Expanded(expansion)) {
            Ok(file) => {
                self.text(cx, file);
                // Calls that come to nothing, of which a few lines can make millions, leave no text behind.
                if kept == self.kept && !cx.report.holds_since(reported) {
                    cx.sources.forget_from(file);
                }
            }
            Err(_) => {
                self.stop = Some(Stop::Run);
                cx.report(messages::too_much_text(call));
            }
        }
    }

    /// One level deeper, unless that is too deep.
    fn enter(&mut self, cx: &mut Context, call: Span, name: usize) -> bool {
        if self.depth == MOST_DEPTH {
            self.stop = Some(Stop::Expansion);
            cx.report(messages::too_deep(Span::new(call.lo, call.lo + name as u32), MOST_DEPTH));
            return false;
        }
        self.depth += 1;
        self.expansions += 1;
        true
    }

    fn leave(&mut self) {
        self.depth -= 1;
        if self.depth == 0 {
            self.made = 0;
            self.stop = self.stop.filter(|stop| *stop == Stop::Run);
        }
    }

    /// The number of statements that the current expansion may still make.
    fn room(&self, cx: &Context) -> u64 {
        cx.options.max_statements.unwrap_or(MOST_STATEMENTS).saturating_sub(self.made)
    }

    /// Counts statements that an expansion makes; false if they are too many.
    pub(super) fn count(&mut self, cx: &mut Context, statements: u64, place: Span) -> bool {
        if statements > self.room(cx) {
            self.too_large(cx, place);
            return false;
        }
        self.made += statements;
        cx.budget.statements += statements;
        true
    }

    /// Whether the current statements are not those of a file that is read for the first time.
    pub(super) fn is_formed(&self) -> bool {
        self.depth > 0 || self.again > 0
    }

    /// Spends a part of what the expansions of a run may take; false if that is not there.
    pub(super) fn afford(&mut self, cx: &mut Context, bytes: u64, place: Span) -> bool {
        let affordable = cx.budget.spend(cx.options, bytes);
        if !affordable {
            self.costs_too_much(cx, place);
        }
        affordable
    }

    fn costs_too_much(&mut self, cx: &mut Context, place: Span) {
        self.stop = Some(Stop::Run);
        cx.report(messages::expansion_takes_too_much(place, budget::most(cx.options), cx.budget.statements));
    }

    fn too_large(&mut self, cx: &mut Context, place: Span) {
        self.stop = Some(Stop::Run);
        let most = cx.options.max_statements.unwrap_or(MOST_STATEMENTS);
        cx.report(messages::expansion_too_large(place, most));
    }
}
