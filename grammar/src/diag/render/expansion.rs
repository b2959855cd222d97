//! The places of a diagnostic: its labels moved from formed texts to written ones, and the chain of calls and includes
//! that led there.

use super::sanitize;
use crate::diag::{Diagnostic, Label};
use crate::source::{SourceMap, Span};
use std::sync::Arc;

/// The number of steps of a chain that are shown at each of its ends.
const SHOWN_AT_EACH_END: usize = 4;
/// The number of places besides the fault itself that are shown.
pub(super) const SHOWN_OTHERS: usize = 20;

/// A label at its place in written text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenLabel {
    pub(crate) span: Span,
    pub(crate) text: String,
    pub(crate) primary: bool,
}

/// A diagnostic's places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The main label first, then the others, then the calls that led there, innermost first.
    pub(crate) labels: Vec<WrittenLabel>,
    /// Notes about places, besides the diagnostic's own remarks.
    pub(crate) notes: Vec<String>,
}

/// A step of the chain to a place.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// What was expanded; `None` for an `.include`.
    pub(crate) expanded: Option<Arc<str>>,
    /// The call or the `.include`, where it is written.
    pub(crate) span: Span,
}

/// The chain to a place, innermost step first, without its middle if it is long.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) steps: Vec<Step>,
    pub(crate) left_out: usize,
}

/// The chain to a span.
pub(crate) fn chain(map: &SourceMap, span: Span) -> Chain {
    let trace = map.trace(span);
    let left_out = trace.len().saturating_sub(2 * SHOWN_AT_EACH_END);
    let middle = SHOWN_AT_EACH_END..SHOWN_AT_EACH_END + left_out;
    let shown = trace.into_iter().enumerate().filter(|(at, _)| !middle.contains(at));
    let steps = shown.map(|(_, (what, span))| Step {
        expanded: Some(what).filter(|what| &**what != "included"),
        span: map.written(span),
    });
    Chain { steps: steps.collect(), left_out }
}

/// The places of a diagnostic.
pub(crate) fn places(diagnostic: &Diagnostic, map: &SourceMap) -> Places {
    let mut places = Places::default();
    if let Some(main) = &diagnostic.main {
        places.add(map, main, true);
    }
    for other in diagnostic.others.iter().take(SHOWN_OTHERS) {
        places.add(map, other, false);
    }
    if let Some(more) = diagnostic.others.len().checked_sub(SHOWN_OTHERS).filter(|more| *more > 0) {
        places.notes.push(format!("{more} more places are left out"));
    }
    if let Some(main) = &diagnostic.main {
        places.add_chain(map, main.span);
    }
    places.notes.extend(diagnostic.about_repeats());
    places
}

impl Places {
    fn add(&mut self, map: &SourceMap, label: &Label, primary: bool) {
        let span = map.written(label.span);
        let text = sanitize::message(&label.text).into_owned();
        if map.find(span.lo).is_some() {
            self.labels.push(WrittenLabel { span, text, primary });
        } else if !text.is_empty() {
            self.notes.push(text);
        }
    }

    fn add_chain(&mut self, map: &SourceMap, span: Span) {
        let chain = chain(map, span);
        for step in &chain.steps {
            match &step.expanded {
                Some(what) => self.add_call(map, what, step.span),
                None => self.notes.extend(included_from(map, step.span)),
            }
        }
        if chain.left_out > 0 {
            self.notes.push(format!("{} more steps are left out", chain.left_out));
        }
    }

    fn add_call(&mut self, map: &SourceMap, what: &str, span: Span) {
        let text = format!("in this expansion of {}", sanitize::message(what));
        let call = WrittenLabel { span, text, primary: false };
        if map.find(span.lo).is_some() && !self.labels.contains(&call) {
            self.labels.push(call);
        }
    }
}

fn included_from(map: &SourceMap, span: Span) -> Option<String> {
    let place = map.place(span.lo)?;
    Some(format!("included from {}:{}", sanitize::message(&place.file), place.line))
}
