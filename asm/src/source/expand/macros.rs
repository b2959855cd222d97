//! `.macro`: definitions, and the arguments of a call.

use super::Sink;
use super::expander::Expander;
use super::template::Template;
use crate::source::Context;
use crate::source::budget;
use crate::source::expand::messages;
use lzasm_grammar::ast::{Ast, Ident, NodeId, NodeKind, Raw, Stmt};
use lzasm_grammar::diag::Diagnostic;
use lzasm_grammar::names::Sym;
use lzasm_grammar::source::Span;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// A macro.
#[derive(Debug)]
pub(super) struct Macro {
    /// Its name in its definition.
    pub(super) span: Span,
    /// Its name as messages show it.
    pub(super) what: Arc<str>,
    pub(super) params: Vec<Param>,
    /// The index of each parameter by its name.
    by_name: FxHashMap<Sym, u32>,
    /// The place of the body.
    pub(super) body: Span,
    /// The body, unless it is faulty: then calls make nothing.
    pub(super) template: Option<Template>,
}

/// A parameter of a macro.
#[derive(Clone, Copy, Debug)]
pub(super) struct Param {
    pub(super) name: Sym,
    span: Span,
    /// The place of the text that is used for a missing argument.
    default: Option<Span>,
}

impl<S: Sink> Expander<'_, S> {
    /// `.macro NAME params`
    pub(super) fn define_macro(&mut self, cx: &mut Context, ast: &Ast, stmt: &Stmt, raw: &Raw) {
        check_end(cx, raw, super::BlockKind::Macro, stmt.span);
        let Some(name) = raw.name else { return };
        let text = cx.names.text(name.sym);
        if let Some(first) = self.macros.get(&name.sym) {
            return cx.report(messages::duplicate_macro(text, name.span, first.span));
        }
        if self.sink.is_instruction(name.sym) {
            return cx.report(messages::macro_is_instruction(text, name.span));
        }
        self.kept += 1;
        let what = format!("macro `{text}`").into();
        cx.macros.push(name.sym);
        let (params, by_name) = params(cx, ast, ast.operands(raw.operands)).unwrap_or_default();
        let sound = by_name.len() == ast.operands(raw.operands).len();
        let template = if sound { template(cx, raw.body, &params, Some(name)) } else { None };
        let pieces = template.as_ref().map_or(0, Template::len);
        if self.is_formed() && !self.afford(cx, budget::pieces(pieces), name.span) {
            return;
        }
        let found = Macro { span: name.span, what, params, by_name, body: raw.body, template };
        self.macros.insert(name.sym, found.into());
    }
}

/// Parameters, and the index of each by its name.
type Params = (Vec<Param>, FxHashMap<Sym, u32>);

/// The parameters of a definition; nothing if they are faulty.
fn params(cx: &mut Context, ast: &Ast, operands: &[NodeId]) -> Option<Params> {
    let mut params: Vec<Param> = Vec::new();
    let mut by_name = FxHashMap::default();
    let mut sound = true;
    for id in operands {
        let node = ast.node(*id);
        let (default, span) = match node.kind {
            NodeKind::Named => {
                let default = ast.node(ast.child(*id)).span;
                (Some(default), Span::new(node.span.lo, default.lo))
            }
            _ => (None, node.span),
        };
        let Some(name) = node.sym() else { continue };
        match by_name.entry(name) {
            Entry::Occupied(first) => {
                let first: u32 = *first.get();
                let first = params[first as usize].span;
                cx.report(messages::duplicate_parameter(cx.names.text(name), span, first));
                sound = false;
            }
            Entry::Vacant(entry) => {
                entry.insert(params.len() as u32);
            }
        }
        params.push(Param { name, span, default });
    }
    sound.then_some((params, by_name))
}

/// Cuts a body at its templates; nothing if a name in it is not a parameter.
pub(super) fn template(
    cx: &mut Context,
    body: Span,
    params: &[Param],
    owner: Option<Ident>,
) -> Option<Template> {
    let names: Vec<&str> = params.iter().map(|param| cx.names.text(param.name)).collect();
    let (template, unknown) = Template::new(cx.sources.text(body), body, &names);
    if unknown.is_empty() {
        return Some(template);
    }
    // Copied, so that each fault can be reported before the next one is made: there may be very many.
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let known = names.iter().copied().collect();
    let owner = owner.map(|name| name.span);
    for unknown in &unknown {
        let (span, name) = (unknown.span, &unknown.name);
        cx.report(messages::unknown_parameter(&cx.guesses, span, name, &names, &known, owner));
    }
    None
}

impl Param {
    /// The counter of a `.repeat`.
    pub(super) fn counter(name: Sym, span: Span) -> Self {
        Self { name, span, default: None }
    }
}

/// Checks the name after the `.end` of a raw block.
pub(super) fn check_end(cx: &mut Context, raw: &Raw, kind: super::BlockKind, begin: Span) {
    let Some(end) = raw.end else { return };
    match super::BlockKind::find(cx.names.text(end.sym)) {
        Some(named) if named == kind => {}
        Some(named) => cx.report(messages::mismatched_end(named, end.span, kind, head(cx, begin))),
        None => cx.report(messages::unknown_block(cx, end.span)),
    }
}

/// The first line of a statement.
pub(super) fn head(cx: &Context, span: Span) -> Span {
    let text = cx.sources.text(span);
    let line = text.lines().next().unwrap_or("").trim_end();
    Span::new(span.lo, span.lo + line.len() as u32)
}

impl Macro {
    /// The place of the text for each parameter in a call with these operands.
    pub(super) fn bind(
        &self,
        cx: &Context,
        call: Span,
        ast: &Ast,
        operands: &[NodeId],
    ) -> Result<Vec<Span>, Diagnostic> {
        let mut given: Vec<Option<Span>> = vec![None; self.params.len()];
        let mut named = None;
        for (at, id) in operands.iter().enumerate() {
            let node = ast.node(*id);
            let (index, span) = match node.kind {
                NodeKind::Named if let Some(name) = node.sym() => {
                    named = Some(node.span);
                    (self.index(cx, name, node.span)?, ast.node(ast.child(*id)).span)
                }
                _ if let Some(named) = named => {
                    return Err(messages::positional_after_named(node.span, named));
                }
                _ if at >= self.params.len() => {
                    return Err(messages::too_many_arguments(
                        &self.what,
                        self.params.len(),
                        node.span,
                        self.span,
                    ));
                }
                _ => (at, node.span),
            };
            if let Some(first) = given[index].replace(span) {
                let name = cx.names.text(self.params[index].name);
                return Err(messages::argument_twice(name, span, first));
            }
        }
        let fill = |(param, given): (&Param, Option<Span>)| {
            given.or(param.default).ok_or_else(|| {
                messages::missing_argument(&self.what, cx.names.text(param.name), call, param.span)
            })
        };
        self.params.iter().zip(given).map(fill).collect()
    }

    fn index(&self, cx: &Context, name: Sym, span: Span) -> Result<usize, Diagnostic> {
        self.by_name.get(&name).map(|index| *index as usize).ok_or_else(|| {
            let known = self.params.iter().map(|param| cx.names.text(param.name));
            messages::unknown_argument(&cx.guesses, &self.what, cx.names.text(name), span, self.span, known)
        })
    }
}
