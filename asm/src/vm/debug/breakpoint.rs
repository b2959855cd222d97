//! Breakpoints: places by function, by instruction or by line. The name of a place is computed once for each
//! instruction that is met.

use crate::prose;
use crate::vm::{Place, Spot, View};
use lzasm_grammar::diag::render::sanitize;
use lzasm_grammar::diag::suggest::Guesses;
use rustc_hash::FxHashMap;

/// A breakpoint.
#[derive(Clone, Debug)]
struct Breakpoint {
    number: u64,
    spec: String,
}

/// All breakpoints.
#[derive(Clone, Debug, Default)]
pub(super) struct Breakpoints {
    list: Vec<Breakpoint>,
    made: u64,
    /// The breakpoint of each instruction that was met.
    known: FxHashMap<Spot, Option<(u64, bool)>>,
    /// The last instruction, its depth, and the breakpoint by line there.
    before: Option<(Spot, usize, u64)>,
}

impl Breakpoints {
    /// Adds a breakpoint and reports it.
    pub(super) fn add(&mut self, spec: Option<String>, view: &dyn View) -> String {
        let spec = spec.unwrap_or_else(|| view.place().to_string());
        let is_known = self.list.iter().find(|known| known.spec == spec);
        if let Some(known) = is_known {
            return format!("breakpoint {} is at `{spec}` already", known.number);
        }
        if let Err(fault) = known_place(&spec, &view.functions()) {
            return fault;
        }
        self.made += 1;
        let reported = format!("breakpoint {} at `{spec}`", self.made);
        self.list.push(Breakpoint { number: self.made, spec });
        self.known.clear();
        reported
    }

    /// Removes a breakpoint, or all, and reports it.
    pub(super) fn remove(&mut self, number: Option<u64>) -> String {
        let before = self.list.len();
        self.list.retain(|known| number.is_some_and(|number| number != known.number));
        self.known.clear();
        match (before - self.list.len(), number) {
            (0, Some(number)) => format!("there is no breakpoint {number}"),
            (0, None) => "there are no breakpoints".to_owned(),
            (1, _) => "1 breakpoint removed".to_owned(),
            (count, _) => format!("{count} breakpoints removed"),
        }
    }

    /// All breakpoints, a line each.
    pub(super) fn list(&self) -> String {
        match self.list.is_empty() {
            true => "there are no breakpoints\n".to_owned(),
            false => {
                let line =
                    |known: &Breakpoint| format!("{}  `{}`\n", known.number, sanitize::line(&known.spec));
                self.list.iter().map(line).collect()
            }
        }
    }

    /// The breakpoint to stop at before this instruction.
    pub(super) fn at(&mut self, view: &dyn View) -> Option<u64> {
        if self.list.is_empty() {
            return None;
        }
        let spot = view.spot();
        let list = &self.list;
        let found = *self.known.entry(spot).or_insert_with(|| {
            let place = view.place();
            list.iter().find_map(|known| meant(&known.spec, &place).map(|by_line| (known.number, by_line)))
        });
        // Of a line of several instructions, the first one stops.
        let before = self.before.take();
        let (number, by_line) = found?;
        if !by_line {
            return Some(number);
        }
        let depth = view.depth();
        self.before = Some((spot, depth, number));
        let goes_on = before.is_some_and(|(last, at, of)| {
            (last.function, at, of) == (spot.function, depth, number) && last.instruction < spot.instruction
        });
        (!goes_on).then_some(number)
    }
}

/// Whether a breakpoint can be met: it names a function that is there, or a line of a file, which is not known before
/// the program gets there.
fn known_place(spec: &str, functions: &[String]) -> Result<(), String> {
    let numbered = spec.rsplit_once(':').filter(|(_, number)| number.parse::<u32>().is_ok());
    let name = numbered.map_or(spec, |(name, _)| name);
    let is_known = functions.iter().any(|function| {
        let (module, function) = function.rsplit_once("::").unwrap_or(("", function));
        let (module, function) = (module.to_owned(), function.to_owned());
        is_function(name, &Place { module, function, ..Place::default() })
    });
    if is_known || numbered.is_some_and(|(file, _)| !file.contains("::") && file.contains(['.', '/'])) {
        return Ok(());
    }
    let short =
        functions.iter().map(|function| function.rsplit_once("::").map_or(&**function, |(_, name)| name));
    let bare = short.clone().map(|name| name.rsplit_once('/').map_or(name, |(bare, _)| bare));
    let known = bare.chain(short).chain(functions.iter().map(String::as_str));
    let help =
        prose::meant(&Guesses::default(), name, known).map_or(String::new(), |help| format!("; {help}"));
    Err(format!("unknown function `{name}`{help}"))
}

/// Whether a place matches, and if so, whether by its line.
fn meant(spec: &str, place: &Place) -> Option<bool> {
    if is_function(spec, place) && place.instruction == 0 {
        return Some(false);
    }
    let (name, number) = spec.rsplit_once(':')?;
    let number: u32 = number.parse().ok()?;
    if is_function(name, place) && place.instruction == number {
        return Some(false);
    }
    let line = place.source.as_ref()?;
    let is_file = line.file == name || line.file.strip_suffix(name).is_some_and(|rest| rest.ends_with('/'));
    (is_file && line.line == number).then_some(true)
}

/// Whether a name, with or without module and arity, is that of the place's function.
fn is_function(name: &str, place: &Place) -> bool {
    let name = match name.rsplit_once("::") {
        Some((module, _)) if module != place.module => return false,
        Some((_, name)) => name,
        None => name,
    };
    let bare = place.function.rsplit_once('/').map_or(place.function.as_str(), |(bare, _)| bare);
    name == place.function || name == bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::SourceLine;

    #[test]
    fn slips_are_found_before_the_program_runs() {
        let functions = ["a.b::fact/2", "a.b::fast/2", "a.b::main"].map(str::to_owned);
        for spec in ["fact", "fact/2", "a.b::fact:7", "main", "x.s:3", "dir/x:3"] {
            assert_eq!(known_place(spec, &functions), Ok(()), "{spec}");
        }
        let slip = |spec: &str| known_place(spec, &functions).unwrap_err();
        assert_eq!(slip("fcat"), "unknown function `fcat`; did you mean `fact`?");
        assert_eq!(slip("fact/1"), "unknown function `fact/1`; did you mean `fact/2`?");
        assert_eq!(slip("a.c::fact:7"), "unknown function `a.c::fact`; did you mean `a.b::fact/2`?");
        assert_eq!(slip("faxt"), "unknown function `faxt`; did you mean `fact` or `fast`?");
        assert_eq!(slip("12"), "unknown function `12`");
    }

    #[test]
    fn places_have_many_names() {
        let place = Place {
            module: "a.b".to_owned(),
            function: "f/2".to_owned(),
            instruction: 3,
            text: String::new(),
            source: Some(SourceLine { file: "src/x.s".to_owned(), line: 7, column: 1 }),
        };
        let start = Place { instruction: 0, source: None, ..place.clone() };
        for spec in ["f", "f/2", "a.b::f", "a.b::f/2"] {
            assert_eq!((meant(spec, &start), meant(spec, &place)), (Some(false), None), "{spec}");
        }
        for spec in ["f:3", "f/2:3", "a.b::f:3", "a.b::f/2:3"] {
            assert_eq!((meant(spec, &start), meant(spec, &place)), (None, Some(false)), "{spec}");
        }
        for spec in ["x.s:7", "src/x.s:7"] {
            assert_eq!(meant(spec, &place), Some(true), "{spec}");
        }
        for spec in ["x.s:8", ".s:7", "b::f", "f/1", "g", "f:x", "", ":", "::"] {
            assert_eq!((meant(spec, &start), meant(spec, &place)), (None, None), "{spec}");
        }
    }
}
