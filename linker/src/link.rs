//! A link from start to end: in go inputs and options, out comes what the output consists of, or what is wrong.

use crate::entries::Left;
use crate::error::{LinkError, LinkErrors, Origin};
use crate::input::{self, Input};
use crate::layout::Layout;
use crate::options::{Entry, Options, Pattern};
use crate::{emit, hydro, lazer, roomod, sailar};
use lzasm::formats::Format;
use lzasm_grammar::suggest::Guesses;
use rayon::prelude::*;

/// How many inputs are looked at before what was found is put together.
const BATCH: usize = 128;

/// A link to be made.
#[derive(Clone, Debug, Default)]
pub struct Link {
    inputs: Vec<Input>,
    options: Options,
    /// The text of an entry that is no name of a function.
    bad_entry: Option<String>,
}

impl Link {
    /// A link without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input; the output has them in the order of these calls.
    pub fn input(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.inputs.push(Input::new(name, bytes.into()));
        self
    }

    /// Adds inputs.
    pub fn inputs(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.inputs.extend(inputs);
        self
    }

    /// Requires a function, `M::f` or `M::f/2`, that the output starts with.
    pub fn entry(mut self, function: &str) -> Self {
        self.options.entry = Entry::parse(function);
        self.bad_entry = self.options.entry.is_none().then(|| function.to_owned());
        self
    }

    /// Keeps only what the entry reaches.
    pub fn gc(mut self, yes: bool) -> Self {
        self.options.gc = yes;
        self
    }

    /// Leaves undefined names that fit this pattern to the program that loads the output.
    pub fn allow_undefined(mut self, pattern: impl Into<String>) -> Self {
        self.options.allow_undefined.push(Pattern::new(pattern));
        self
    }

    /// Sets all options at once.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Decides what the output is; nothing is copied yet.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the inputs and the options, warnings included.
    pub fn run(self) -> Result<Linked, LinkErrors> {
        if let Some(entry) = self.bad_entry {
            return Err(vec![LinkError::NoEntry { entry, similar: None }].into());
        }
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
        Err(errors.into_iter().chain(warnings).collect::<Vec<_>>().into())
    }
}

/// In a build script, a link without inputs says how the modules that were assembled are joined.
///
/// ```no_run
/// // build.rs
/// use lzasm::build::{Build, Error};
/// use roolink::Link;
///
/// fn main() -> Result<(), Error> {
///     let link = Link::new().entry("main::main");
///     Build::new().files(["src/main.s", "src/geo.s"]).link("app.lzr", link).cargo(true).run()?;
///     Ok(())
/// }
/// ```
impl lzasm::build::Linker for Link {
    fn link(&self, modules: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let link = modules.into_iter().fold(self.clone(), |link, (name, bytes)| link.input(name, bytes));
        Ok(link.run()?.to_vec())
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
    /// The bytes of the output.
    pub fn to_vec(&self) -> Vec<u8> {
        emit::bytes(&self.layout, &self.inputs)
    }

    /// Whether the output is read as it was written: the law that whatever the tools write, they can read. (Debug builds
    /// look at each output that is not huge.)
    fn reads_back(&self) -> Result<(), String> {
        const HUGE: u64 = 1 << 26;
        if self.size() > HUGE {
            return Ok(());
        }
        let bytes = self.to_vec();
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
        Guesses::default().did_you_mean(module, self.reached_from.iter().map(|(name, _)| name.as_str()))
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
    lzasm::threads::prepare();
    for (batch, group) in inputs.chunks(BATCH).enumerate() {
        let found: Vec<T> =
            group.par_iter().enumerate().map(|(index, input)| scan(batch * BATCH + index, input)).collect();
        found.into_iter().for_each(&mut take);
    }
}
