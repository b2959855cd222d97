//! Labels without a place, reported once the whole text is known.

use crate::Session;
use crate::ir::messages;
use crate::ir::{Body, Program, Span, Sym};
use rustc_hash::FxHashMap;

/// Reports the labels that instructions name and that their function does not define.
pub(super) fn undefined_labels(cx: &mut Session, program: &Program) {
    for module in &program.modules {
        let bodies: Vec<&Body> =
            module.functions.iter().filter_map(|function| function.body.as_ref()).collect();
        if bodies.iter().all(|body| body.labels.iter().all(|label| label.target.is_some())) {
            continue;
        }
        let elsewhere = first_places(&bodies);
        for body in bodies {
            of_body(cx, body, &elsewhere);
        }
    }
}

fn of_body(cx: &mut Session, body: &Body, elsewhere: &FxHashMap<Sym, Span>) {
    let defined: Vec<Sym> =
        body.labels.iter().filter(|label| label.target.is_some()).map(|label| label.name).collect();
    for label in body.labels.iter().filter(|label| label.target.is_none()) {
        let own = if cx.guesses.can_gather(defined.len()) { defined.as_slice() } else { &[] };
        let known: Vec<&str> = own.iter().map(|name| cx.names.text(*name)).collect();
        let place = elsewhere.get(&label.name).copied();
        let fault =
            messages::undefined_label(&cx.guesses, label.span, cx.names.text(label.name), &known, place);
        cx.report(fault);
    }
}

/// The first label of each name in a module.
fn first_places(bodies: &[&Body]) -> FxHashMap<Sym, Span> {
    let mut places = FxHashMap::default();
    for label in bodies.iter().flat_map(|body| &body.labels).filter(|label| label.target.is_some()) {
        places.entry(label.name).or_insert(label.span);
    }
    places
}
