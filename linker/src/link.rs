//! A link from start to end: in go inputs and options, out comes what the output consists of, or what is wrong.

use crate::entries::Left;
use crate::error::{LinkError, Origin};
use crate::input::{self, Input};
use crate::layout::Layout;
use crate::options::Options;
use crate::{emit, hydro, lazer, roomod, sailar};
use lzasm::formats::Format;
use lzasm_grammar::suggest::did_you_mean;
use rayon::prelude::*;

/// How many inputs are looked at before what was found is put together.
const BATCH: usize = 128;

/// A link to be made.
#[derive(Clone, Debug, Default)]
pub struct Link {
    inputs: Vec<Input>,
    options: Options,
}

impl Link {
    /// A link without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input; the output has them in the order of these calls.
    pub fn input(mut self, name: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.inputs.push(Input::new(name, bytes));
        self
    }

    /// Adds inputs.
    pub fn inputs(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.inputs.extend(inputs);
        self
    }

    /// Sets what is asked for.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Decides what the output is; nothing is copied yet. In the case of failure, warnings are among the errors.
    pub fn run(self) -> Result<Linked, Vec<LinkError>> {
        let format = input::format_of(&self.inputs)?;
        let work = match format.info().name {
            "lazer" => lazer::link,
            "hydro" => hydro::link,
            "roomod" => roomod::link,
            _ => sailar::link,
        };
        let made = work(&self.inputs, &self.options)?;
        let (warnings, errors): (Vec<_>, Vec<_>) = made.errors.into_iter().partition(LinkError::is_warning);
        if errors.is_empty() {
            let Made { layout, kept, dropped, left, reached_from, .. } = made;
            let inputs = self.inputs;
            let linked = Linked { format, inputs, layout, kept, dropped, left, reached_from, warnings };
            debug_assert_eq!(linked.reads_back(), Ok(()));
            return Ok(linked);
        }
        Err(errors.into_iter().chain(warnings).collect())
    }
}

/// What the work on one format hands back.
#[derive(Default)]
pub(crate) struct Made {
    pub(crate) layout: Layout,
    pub(crate) kept: Vec<Kept>,
    pub(crate) dropped: Vec<Dropped>,
    pub(crate) left: Vec<Left>,
    pub(crate) reached_from: Vec<(String, Option<usize>)>,
    pub(crate) errors: Vec<LinkError>,
}

/// Something of an input that is in the output: a module, or an entry of a format whose modules are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The number of its input.
    pub input: u32,
    /// Its number among the modules or entries of all inputs.
    pub index: u32,
}

/// Something of an input that is not in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The number of its input.
    pub input: u32,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why something is not in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something equal is.
    Same(Origin),
    /// Another of its name is, as asked for.
    Replaced(Origin),
    /// The entry does not reach it.
    Unreached,
    /// It was to be left out.
    Removed,
}

/// A link that was decided on.
pub struct Linked {
    pub(crate) format: &'static dyn Format,
    pub(crate) inputs: Vec<Input>,
    pub(crate) layout: Layout,
    pub(crate) kept: Vec<Kept>,
    dropped: Vec<Dropped>,
    left: Vec<Left>,
    reached_from: Vec<(String, Option<usize>)>,
    warnings: Vec<LinkError>,
}

impl Linked {
    /// The output.
    pub fn bytes(&self) -> Vec<u8> {
        emit::bytes(&self.layout, &self.inputs)
    }

    /// Whether the output is read as it was written: the law that whatever the tools write, they can read. (Debug builds
    /// look at each output that is not huge.)
    fn reads_back(&self) -> Result<(), String> {
        const HUGE: u64 = 1 << 26;
        if self.size() > HUGE {
            return Ok(());
        }
        let bytes = self.bytes();
        let read =
            self.format.decode(&bytes).map_err(|error| format!("the output cannot be read: {error}"))?;
        match read.encode() {
            Ok(again) if again == bytes => Ok(()),
            _ => Err("the output is read as something else".into()),
        }
    }

    /// The output in pieces that follow each other, for whoever writes it: nothing is copied.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        emit::pieces(&self.layout, &self.inputs)
    }

    /// How many bytes the output has.
    pub fn size(&self) -> u64 {
        self.layout.size()
    }

    /// The format of inputs and output.
    pub fn format(&self) -> &'static dyn Format {
        self.format
    }

    /// The inputs, in order.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What is in the output, in its order.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// What is not, in the order of the inputs.
    pub fn dropped(&self) -> impl Iterator<Item = Dropped> {
        let left = self.left.iter().flat_map(|left| left.each(&self.inputs));
        self.dropped.iter().cloned().chain(left)
    }

    /// What is odd.
    pub fn warnings(&self) -> &[LinkError] {
        &self.warnings
    }

    /// Whether there is a module of this name, reached or not; known only if there is an entry.
    pub fn has_module(&self, module: &str) -> bool {
        self.reached_from.iter().any(|(name, _)| name == module)
    }

    /// A module whose name is like this one, which is that of none.
    pub fn similar_module(&self, module: &str) -> Option<&str> {
        did_you_mean(module, self.reached_from.iter().map(|(name, _)| name.as_str()))
    }

    /// The modules from the entry to one of this name, each wanting the next; `None` if the entry does not reach it,
    /// or there is no entry.
    pub fn why(&self, module: &str) -> Option<Vec<&str>> {
        let mut at = self.reached_from.iter().position(|(name, from)| name == module && from.is_some())?;
        let mut chain = vec![self.reached_from[at].0.as_str()];
        while let Some(from) = self.reached_from[at].1.filter(|&from| from != at) {
            chain.push(&self.reached_from[from].0);
            at = from;
        }
        chain.reverse();
        Some(chain)
    }
}

/// Looks at all inputs, several at a time, and hands over what was found in their order.
pub(crate) fn scan_all<T: Send>(
    inputs: &[Input],
    scan: impl Fn(usize, &Input) -> T + Sync,
    mut take: impl FnMut(T),
) {
    if let [input] = inputs {
        take(scan(0, input));
        return;
    }
    for (batch, group) in inputs.chunks(BATCH).enumerate() {
        let found: Vec<T> =
            group.par_iter().enumerate().map(|(index, input)| scan(batch * BATCH + index, input)).collect();
        found.into_iter().for_each(&mut take);
    }
}
