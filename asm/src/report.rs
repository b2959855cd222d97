//! The report of a run: a bounded number of diagnostics, and counts of the rest.
//!
//! A few lines of source can cause millions of faults, so the report keeps the first of them and counts the others.
//! Repeats of one fault on one line are folded into the last one kept. With a listener nothing is lost: what is
//! kept is handed on and dropped whenever there is enough of it.

use lzasm_grammar::diag::emit::Counts;
use lzasm_grammar::diag::lints::Lints;
use lzasm_grammar::diag::{Code, Diagnostic, Level};
use lzasm_grammar::source::SourceMap;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Takes diagnostics when a run hands them on, with the texts they are about.
pub type Listener<'l> = dyn FnMut(&Diagnostic, &SourceMap) + 'l;

/// The least number of errors, and of warnings, that are kept. No user reads more, and they take a few megabytes. A run
/// with a listener hands on as many at a time: each such batch is in the order of the source.
pub(crate) const KEPT: usize = 1000;

/// Of equal faults at one place this many are kept: a body that is expanded twice may have two faults.
const AT_ONE_PLACE: usize = 2;
/// Of faults on one line with one code and headline this many are kept: those at other columns are other faults, but
/// who sees eight of them knows what they have in common.
const ON_ONE_LINE: usize = 8;

/// The diagnostics of a run.
pub struct Report<'o> {
    lints: &'o Lints,
    /// The number of errors and of warnings that are kept.
    most: usize,
    kept: Vec<Diagnostic>,
    /// The number of each that are kept. What the lints make an error counts as one.
    room: Counts,
    /// The number of each that are neither kept nor folded.
    left_out: Counts,
    /// The codes that end something and are among what is kept.
    ends: FxHashSet<Code>,
    has_errors: bool,
    /// The number that were added, and the number ever kept.
    added: u64,
    ever_kept: u64,
    repeats: FxHashMap<Line, Repeats>,
    /// Lines with faults whose follow-ups are not reported.
    faulty_lines: Option<FxHashSet<(u32, usize)>>,
    listener: Option<&'o mut Listener<'o>>,
}

/// A line of written text, a code, and the hash of a headline.
type Line = (u32, usize, Code, u64);

/// The record of faults with one code and headline on one line.
#[derive(Default)]
struct Repeats {
    /// The index of the last one.
    last: usize,
    /// The places of them.
    places: Vec<u32>,
}

impl std::ops::Deref for Report<'_> {
    type Target = [Diagnostic];

    /// The diagnostics that are kept at the moment.
    fn deref(&self) -> &[Diagnostic] {
        &self.kept
    }
}

impl std::fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report").field("kept", &self.kept).field("left_out", &self.left_out).finish()
    }
}

impl<'o> Report<'o> {
    /// An empty report that keeps this number of errors and of warnings, but at least a thousand. What the lints turn
    /// off is not added.
    pub fn new(lints: &'o Lints, most: usize) -> Self {
        Self {
            lints,
            most: most.max(KEPT),
            kept: Vec::new(),
            room: Counts::default(),
            left_out: Counts::default(),
            ends: FxHashSet::default(),
            has_errors: false,
            added: 0,
            ever_kept: 0,
            repeats: FxHashMap::default(),
            faulty_lines: None,
            listener: None,
        }
    }

    /// Hands everything on from now on.
    pub fn listen(&mut self, listener: &'o mut Listener<'o>) {
        self.listener = Some(listener);
    }

    /// Adds a diagnostic.
    pub fn add(&mut self, mut diagnostic: Diagnostic, sources: &SourceMap) {
        let Some(level) = self.lints.level(diagnostic.code, diagnostic.level) else { return };
        if self.is_follow_up(&diagnostic, sources) {
            return;
        }
        self.added += 1;
        self.has_errors |= diagnostic.level == Level::Error;
        if self.fold(&diagnostic, sources) {
            return;
        }
        let is_first_end = ends_something(diagnostic.code) && !self.ends.contains(&diagnostic.code);
        if self.room.of(level) >= self.most && !is_first_end {
            self.left_out.add(level, 1);
            return;
        }
        if is_first_end {
            self.ends.insert(diagnostic.code);
        }
        self.remember(&diagnostic, sources);
        diagnostic.clip();
        self.kept.push(diagnostic);
        self.ever_kept += 1;
        self.room.add(level, 1);
        if self.listener.is_some() && self.kept.len() >= KEPT {
            self.hand_on(sources);
        }
    }

    /// Whether an error has been found.
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// The number of diagnostics added so far, kept or not.
    pub fn added(&self) -> u64 {
        self.added
    }

    /// The number of diagnostics ever kept: a mark for [`Report::holds_since`].
    pub fn mark(&self) -> u64 {
        self.ever_kept
    }

    /// Whether there are diagnostics that were added after a mark and are still kept.
    pub fn holds_since(&self, mark: u64) -> bool {
        self.ever_kept > mark && !self.kept.is_empty()
    }

    /// Whether diagnostics are missing here that were added.
    pub fn is_partial(&self) -> bool {
        !self.left_out.is_empty() || self.ever_kept > self.kept.len() as u64
    }

    /// From now on only errors are added that are on lines without a diagnostic so far: the others are follow-ups.
    pub fn only_independent(&mut self, sources: &SourceMap) {
        self.faulty_lines =
            Some(self.kept.iter().filter_map(|reported| line_of(sources, reported)).collect());
    }

    /// The diagnostics that are kept, in the order of the source, and the number of further ones. With a listener
    /// nothing of that is left.
    pub fn finish(mut self, sources: &SourceMap) -> (Vec<Diagnostic>, Counts) {
        if self.listener.is_some() {
            self.hand_on(sources);
        }
        sort(sources, &mut self.kept);
        (self.kept, self.left_out)
    }

    fn hand_on(&mut self, sources: &SourceMap) {
        sort(sources, &mut self.kept);
        if let Some(listener) = &mut self.listener {
            self.kept.iter().for_each(|diagnostic| listener(diagnostic, sources));
        }
        self.kept.clear();
        self.repeats.clear();
        self.room = Counts::default();
    }

    fn is_follow_up(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
        self.faulty_lines.as_ref().is_some_and(|lines| {
            let line = line_of(sources, diagnostic);
            diagnostic.level != Level::Error || line.is_none_or(|line| lines.contains(&line))
        })
    }

    /// Counts a diagnostic among those like it, if enough of them are kept.
    fn fold(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
        let Some((line, place)) = kind(diagnostic, sources) else { return false };
        let Some(repeats) = self.repeats.get(&line) else { return false };
        let at_place = repeats.places.iter().filter(|other| **other == place).count();
        if at_place < AT_ONE_PLACE && repeats.places.len() < ON_ONE_LINE {
            return false;
        }
        let last = &mut self.kept[repeats.last];
        last.repeats = last.repeats.saturating_add(1);
        true
    }

    /// Notes that a diagnostic is the next one kept.
    fn remember(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) {
        let Some((line, place)) = kind(diagnostic, sources) else { return };
        let repeats = self.repeats.entry(line).or_default();
        repeats.last = self.kept.len();
        repeats.places.push(place);
    }
}

/// Whether a code says that something was given up: the first such diagnostic is always kept, for what is missing
/// otherwise has no reason, and a limit of resources decides the exit code.
fn ends_something(code: Code) -> bool {
    code.is_resource_limit() || code == Code::TooManyFaults
}

/// The common part of folded diagnostics, and the place of one.
fn kind(diagnostic: &Diagnostic, sources: &SourceMap) -> Option<(Line, u32)> {
    let place = sources.written(diagnostic.main.as_ref()?.span).lo;
    let file = sources.find(place)?;
    let mut hasher = FxHasher::default();
    diagnostic.message.hash(&mut hasher);
    let line = file.line_of(place - file.start);
    Some(((file.start, line, diagnostic.code, hasher.finish()), place))
}

/// The text and line of a diagnostic.
fn line_of(sources: &SourceMap, diagnostic: &Diagnostic) -> Option<(u32, usize)> {
    let place = diagnostic.main.as_ref()?.span.lo;
    let file = sources.find(place)?;
    Some((file.start, file.line_of(place - file.start)))
}

/// In the order of the source: what was found in an included or formed text comes where that text was requested. What
/// has no place comes last.
fn sort(sources: &SourceMap, report: &mut [Diagnostic]) {
    report.sort_by_cached_key(|diagnostic| {
        diagnostic
            .main
            .as_ref()
            .map_or((u32::MAX, 0), |main| (root_position(sources, main.span.lo), main.span.lo))
    });
}

fn root_position(sources: &SourceMap, position: u32) -> u32 {
    sources.enclosing(position).last().map_or(position, |(_, at)| at)
}

#[cfg(test)]
mod tests;
