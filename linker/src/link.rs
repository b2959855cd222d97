//! A link from start to end: from inputs and options to what the output consists of.

use crate::error::{Few, LinkError, LinkErrors};
use crate::formats::{self, Linkable, Made};
use crate::input::{Input, MAX_BYTES};
use crate::layout::Layout;
use crate::merge::Left;
use crate::options::{Entry, Options};
use crate::selection::{Dropped, Kept};
use lzasm::formats::Format;
use lzasm_grammar::diag::suggest::Guesses;

/// A link: inputs and options.
///
/// ```
/// use lzasm::{Assembler, Target};
/// use roolink::Link;
///
/// let text = ".module main\n.using geo\n.extern f() from geo\n.func main()\n    call f\n    ret\n.end\n";
/// let bytes = Assembler::new().target(Target::LAZER).assemble_str("main.s", text)?.into_bytes();
/// let refused = Link::new().input("main.lzr", bytes.clone()).run().err().ok_or("linked")?;
/// assert_eq!(refused[0].to_string(), "undefined function `geo::f/0`");
/// let linked = Link::new().input("main.lzr", bytes).allow_undefined("geo").run()?;
/// assert_eq!(linked.kept().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Link {
    inputs: Vec<Input>,
    options: Options,
    /// The text of an entry that is not the name of a function.
    bad_entry: Option<String>,
}

impl Link {
    /// Creates a link without inputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input. The output has the order of the inputs.
    pub fn input(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.inputs.push(Input::new(name, bytes.into()));
        self
    }

    /// Adds inputs.
    pub fn inputs(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.inputs.extend(inputs);
        self
    }

    /// Requires a function, `M::f` or `M::f/2`, where the program starts.
    pub fn entry(mut self, function: &str) -> Self {
        let entry = Entry::parse(function);
        self.bad_entry = entry.is_none().then(|| function.to_owned());
        self.options = self.options.entry(entry);
        self
    }

    /// Keeps only the modules that the entry reaches.
    pub fn gc(mut self, yes: bool) -> Self {
        self.options = self.options.gc(yes);
        self
    }

    /// Allows undefined names that match a pattern: the program that loads the output provides them.
    pub fn allow_undefined(mut self, pattern: impl Into<String>) -> Self {
        self.options = self.options.allow_undefined(pattern);
        self
    }

    /// Sets all options at once.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Decides what the output consists of. Nothing is copied yet.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the inputs and the options, followed by the warnings.
    pub fn run(self) -> Result<Linked, LinkErrors> {
        if let Some(entry) = self.bad_entry {
            return Err(LinkError::NoEntry { entry, similar: Vec::new() }.into());
        }
        let room = room_of(&self.inputs)?;
        if let (Some(first), Some(_)) = (self.inputs.first(), &self.options.edit) {
            formats::archive(room, first)?;
        }
        let made = room.link(&self.inputs, &self.options)?;
        if made.errors.has_errors() {
            return Err(made.errors.errors_first());
        }
        let Made { layout, kept, dropped, left, reached_from, errors: warnings } = made;
        let linked =
            Linked { room, inputs: self.inputs, layout, kept, dropped, left, reached_from, warnings };
        debug_assert_eq!(linked.reads_back(), Ok(()));
        Ok(linked)
    }
}

/// In a build script, a link without inputs joins the modules that the script assembles.
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

/// A finished link: what the output consists of, and why.
pub struct Linked {
    pub(crate) room: &'static dyn Linkable,
    pub(crate) inputs: Vec<Input>,
    pub(crate) layout: Layout,
    pub(crate) kept: Vec<Kept>,
    dropped: Vec<Dropped>,
    left: Vec<Left>,
    reached_from: Vec<(String, Option<usize>)>,
    warnings: LinkErrors,
}

impl Linked {
    /// The bytes of the output.
    pub fn to_vec(&self) -> Vec<u8> {
        self.layout.bytes(&self.inputs)
    }

    /// Checks the law that the tools can read everything that they write. Debug builds check each output that is not
    /// huge.
    fn reads_back(&self) -> Result<(), String> {
        const HUGE: u64 = 1 << 26;
        if self.size() > HUGE {
            return Ok(());
        }
        let bytes = self.to_vec();
        let read =
            self.format().decode(&bytes).map_err(|error| format!("the output cannot be read: {error}"))?;
        match read.encode() {
            Ok(again) if again == bytes => Ok(()),
            _ => Err("the output is read as something else".into()),
        }
    }

    /// The output in consecutive pieces, which can be written without copying them into one.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.layout.pieces(&self.inputs)
    }

    /// The size of the output in bytes.
    pub fn size(&self) -> u64 {
        self.layout.size()
    }

    /// The format of the inputs and the output.
    pub fn format(&self) -> &'static dyn Format {
        self.room.format()
    }

    /// The inputs, in order.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The modules or entries of the output, in its order.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// The modules and entries that are not in the output.
    pub fn dropped(&self) -> impl Iterator<Item = Dropped> {
        let left = self.left.iter().flat_map(|left| left.each(&self.inputs));
        self.dropped.iter().cloned().chain(left)
    }

    /// The warnings.
    pub fn warnings(&self) -> &LinkErrors {
        &self.warnings
    }

    /// Whether an input has a module of this name. Always `false` without an entry.
    pub fn has_module(&self, module: &str) -> bool {
        self.reached_from.iter().any(|(name, _)| name == module)
    }

    /// The names of modules nearest to a misspelled one: none, one, or two that are equally near.
    pub fn similar_modules(&self, module: &str) -> Vec<String> {
        let known = self.reached_from.iter().map(|(name, _)| name.as_str());
        Guesses::default().similar(module, known)
    }

    /// The modules from the entry to one of this name, each of which imports from the next; `None` if the entry does
    /// not reach the module, or there is no entry.
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

/// The room of the format of all inputs.
fn room_of(inputs: &[Input]) -> Result<&'static dyn Linkable, LinkErrors> {
    let mut errors = LinkErrors::default();
    let mut found: Vec<(&'static dyn Linkable, Few<String>)> = Vec::new();
    for input in inputs {
        let room = match formats::detect(input) {
            Ok(room) => room,
            Err(error) => {
                errors.append(error);
                continue;
            }
        };
        let at = found.iter().position(|(other, _)| formats::is_one(other.format(), room.format()));
        let at = at.unwrap_or_else(|| {
            found.push((room, Few::default()));
            found.len() - 1
        });
        found[at].1.push_with(|| input.name.clone());
    }
    let total = inputs.iter().map(|input| input.bytes.len() as u64).sum::<u64>();
    if total > MAX_BYTES {
        errors.add(LinkError::TooMuch { what: "bytes in all inputs together", count: total, max: MAX_BYTES });
    }
    match found.as_slice() {
        [(room, _)] if !errors.has_errors() => return Ok(*room),
        [] if !errors.has_errors() => errors.add(LinkError::NoInput),
        [] | [_] => {}
        _ => {
            let files = found.into_iter().map(|(room, files)| (room.format().info().title, files)).collect();
            errors.add(LinkError::MixedFormats { files });
        }
    }
    Err(errors)
}
