//! Allocates registers to values: a scan over the code in its order. A value has its place wherever it is still
//! needed, and no other value has it there; when the registers are taken it gets a stack slot, which instructions name
//! as well.

use super::flow::{BlockId, End, Flow, Val, What};
use super::places::{PLACES, Place, REGISTERS};
use super::simplify::live;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// The places of all values.
pub(super) struct Registers {
    places: Vec<Place>,
    needed: Vec<bool>,
    /// The calls (by the instructions they come from) across which values stay in registers.
    saving: FxHashSet<u32>,
}

impl Registers {
    /// The place of a value.
    pub(super) fn of(&self, value: Val) -> Place {
        self.places[value.0 as usize]
    }

    /// Whether anything needs a value.
    pub(super) fn is_needed(&self, value: Val) -> bool {
        self.needed[value.0 as usize]
    }

    /// Whether a call must keep the registers.
    pub(super) fn saves(&self, source: u32) -> bool {
        self.saving.contains(&source)
    }
}

/// A stretch of code in which a value has its place. Positions count instructions, two for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: u32,
    to: u32,
}

/// The stretches that values have taken of a place: where each begins and ends.
#[derive(Clone, Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Whether none of these is taken.
    fn is_free(&self, spans: &[Span]) -> bool {
        spans.iter().all(|span| self.0.range(..span.to).next_back().is_none_or(|(_, to)| *to <= span.from))
    }

    fn take(&mut self, spans: &[Span]) {
        self.0.extend(spans.iter().map(|span| (span.from, span.to)));
    }
}

/// A call: its position, how many arguments it takes, and where it comes from.
#[derive(Clone, Copy)]
struct Call {
    at: u32,
    args: u8,
    source: u32,
}

/// Assigns each value a place. `None` if there are not enough of them.
pub(super) fn assign(flow: &Flow) -> Option<Registers> {
    let mut scan = Scan::of(flow)?;
    scan.wishes();
    scan.agree();
    let mut order: Vec<Val> = (0..flow.types.len() as u32).map(Val).collect();
    order.retain(|value| !scan.spans[value.0 as usize].is_empty());
    order.sort_by_key(|value| scan.spans[value.0 as usize].first().map(|span| span.from));
    let mut registers = Registers {
        places: vec![Place::RESULT; flow.types.len()],
        needed: scan.used.clone(),
        saving: FxHashSet::default(),
    };
    for value in order {
        let (place, across) = scan.place(value)?;
        registers.places[value.0 as usize] = place;
        if place.index() < REGISTERS {
            registers.saving.extend(across);
        }
    }
    Some(registers)
}

struct Scan<'f> {
    flow: &'f Flow,
    spans: Vec<Vec<Span>>,
    used: Vec<bool>,
    calls: Vec<Call>,
    /// `most[n][i]`: the most arguments of the calls `i` to `i + 2ⁿ − 1`.
    most: Vec<Vec<u8>>,
    /// Values that go to one parameter wish for one place: the value that speaks for each.
    speakers: Vec<Val>,
    /// The places that values wish for, by their speakers.
    wishes: Vec<Vec<Place>>,
    /// The first register that all values of a speaker may be in.
    lows: Vec<usize>,
    taken: Vec<Taken>,
}

impl<'f> Scan<'f> {
    fn of(flow: &'f Flow) -> Option<Self> {
        let count = flow.types.len();
        let mut scan = Self {
            flow,
            spans: vec![Vec::new(); count],
            used: vec![false; count],
            calls: Vec::new(),
            most: Vec::new(),
            speakers: (0..count as u32).map(Val).collect(),
            wishes: vec![Vec::new(); count],
            lows: vec![0; count],
            taken: vec![Taken::default(); PLACES],
        };
        let live = live(flow, |_| false)?;
        let mut at = 0;
        flow.params.iter().for_each(|&param| scan.begin(param, 0));
        for &id in &flow.order {
            let (before, after) = (&live.before[id.0 as usize], &live.after[id.0 as usize]);
            at = scan.block(id, at, before, after);
        }
        scan.most = tables(&scan.calls);
        Some(scan)
    }

    /// A value has its place from a position on.
    fn begin(&mut self, value: Val, at: u32) {
        let spans = &mut self.spans[value.0 as usize];
        match spans.last_mut() {
            Some(last) if last.to + 1 >= at => last.to = at + 1,
            _ => spans.push(Span { from: at, to: at + 1 }),
        }
    }

    /// A value has its place up to a position.
    fn reach(&mut self, value: Val, at: u32) {
        if let Some(last) = self.spans[value.0 as usize].last_mut() {
            last.to = last.to.max(at);
        }
    }

    fn takes(&mut self, value: Val, at: u32) {
        self.reach(value, at);
        self.used[value.0 as usize] = true;
    }

    /// The positions of a block; where the next one begins.
    fn block(&mut self, id: BlockId, start: u32, before: &[Val], after: &[Val]) -> u32 {
        let block = self.flow.block(id);
        before.iter().chain(&block.params).for_each(|&value| self.begin(value, start));
        let mut at = start;
        for op in &block.ops {
            at += 2;
            op.takes().iter().for_each(|&value| self.takes(value, at));
            if let What::Call(_, args) = &op.what {
                self.calls.push(Call { at, args: args.len() as u8, source: op.source });
            }
            if let Some(makes) = op.makes {
                self.begin(makes, at + 1);
            }
        }
        at += 2;
        let args = block.end.edges().iter().flat_map(|edge| &edge.args);
        args.copied().chain(block.end.value()).for_each(|value| self.takes(value, at));
        after.iter().for_each(|&value| self.reach(value, at + 1));
        at + 2
    }

    /// Where values would best be: where they arrive, where a call or a return takes them, and where the parameter is
    /// that they go to.
    fn wishes(&mut self) {
        for &id in &self.flow.order {
            for edge in self.flow.block(id).end.edges() {
                let params = &self.flow.block(edge.to).params;
                edge.args.iter().zip(params).for_each(|(arg, param)| self.join(*arg, *param));
            }
        }
        let params = self.flow.params.iter().enumerate();
        params.for_each(|(index, param)| self.wish(*param, Place(index as u8 + 1)));
        for &id in &self.flow.order {
            let block = self.flow.block(id);
            for op in &block.ops {
                if let What::Call(_, args) = &op.what {
                    args.iter().enumerate().for_each(|(index, arg)| self.wish(*arg, Place(index as u8 + 1)));
                    op.makes.into_iter().for_each(|makes| self.wish(makes, Place::RESULT));
                }
            }
            if let End::Return(Some(value)) = &block.end {
                self.wish(*value, Place::RESULT);
            }
        }
    }

    /// What one of several values with one wish cannot have, the others do not wish for.
    fn agree(&mut self) {
        for index in 0..self.spans.len() {
            let low = self.low(&self.spans[index]);
            let speaker = self.speaker(Val(index as u32)).0 as usize;
            self.lows[speaker] = self.lows[speaker].max(low);
        }
    }

    fn speaker(&mut self, value: Val) -> Val {
        let mut at = value;
        while self.speakers[at.0 as usize] != at {
            let next = self.speakers[at.0 as usize];
            self.speakers[at.0 as usize] = self.speakers[next.0 as usize];
            at = next;
        }
        at
    }

    fn join(&mut self, one: Val, other: Val) {
        let (one, other) = (self.speaker(one), self.speaker(other));
        self.speakers[one.0 as usize] = other;
    }

    fn wish(&mut self, value: Val, place: Place) {
        let speaker = self.speaker(value);
        let wishes = &mut self.wishes[speaker.0 as usize];
        if wishes.len() < 4 && !wishes.contains(&place) {
            wishes.push(place);
        }
    }

    /// The calls in a stretch, but those at its ends.
    fn across(&self, span: Span) -> (usize, usize) {
        let first = self.calls.partition_point(|call| call.at <= span.from);
        (first, self.calls.partition_point(|call| call.at < span.to).max(first))
    }

    /// The first register that a value may be in: a call writes `r0` and the registers of its arguments.
    fn low(&self, spans: &[Span]) -> usize {
        let across = spans.iter().map(|span| self.across(*span));
        let lows = across.filter(|(first, last)| first < last);
        lows.map(|(first, last)| usize::from(self.most_args(first, last)) + 1).max().unwrap_or(0)
    }

    /// Takes a place for a value; with it come the calls (as the instructions they come from) that must keep it.
    fn place(&mut self, value: Val) -> Option<(Place, Vec<u32>)> {
        let spans = std::mem::take(&mut self.spans[value.0 as usize]);
        let low = self.low(&spans);
        let speaker = self.speaker(value).0 as usize;
        let all_low = self.lows[speaker];
        let is_free = |place: Place, low| place.index() >= low && self.taken[place.index()].is_free(&spans);
        let wished = self.wishes[speaker].iter().copied().find(|&place| is_free(place, all_low));
        // `r0` last of the registers: results are returned in it.
        let all = (1..REGISTERS as u8).chain([0]).chain(REGISTERS as u8..PLACES as u8).map(Place);
        let mut fits_all = all.clone().filter(|&place| is_free(place, all_low));
        let mut fits = all.filter(|&place| is_free(place, low));
        let place = wished.or_else(|| fits_all.next()).or_else(|| fits.next())?;
        self.taken[place.index()].take(&spans);
        let wishes = &mut self.wishes[speaker];
        wishes.retain(|wish| *wish != place);
        wishes.insert(0, place);
        let calls = spans.iter().map(|span| self.across(*span));
        let calls = calls.flat_map(|(first, last)| &self.calls[first..last]).map(|call| call.source);
        Some((place, if place.index() < REGISTERS { calls.collect() } else { Vec::new() }))
    }

    fn most_args(&self, first: usize, last: usize) -> u8 {
        let level = (last - first).ilog2() as usize;
        let row = &self.most[level];
        row[first].max(row[last - (1 << level)])
    }
}

/// The most arguments of runs of calls, by the length of the run.
fn tables(calls: &[Call]) -> Vec<Vec<u8>> {
    let mut tables = vec![calls.iter().map(|call| call.args).collect::<Vec<u8>>()];
    let mut length = 1;
    while 2 * length <= calls.len() {
        let last = &tables[tables.len() - 1];
        let next = (0..=calls.len() - 2 * length).map(|at| last[at].max(last[at + length]));
        tables.push(next.collect());
        length *= 2;
    }
    tables
}
