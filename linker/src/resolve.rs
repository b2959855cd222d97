//! Who is who: which modules count, which are reached, and whether all that they want is there. In goes the table of
//! [`crate::symbols`], out come the modules to keep and the faults.

use crate::error::{LinkError, Origin};
use crate::input::Input;
use crate::options::{Duplicates, Edit, Entry, Options};
use crate::symbols::{Def, DefKind, Module, NONE, Ref, RefKind, Symbols};
use indexmap::IndexMap;
use lzasm_grammar::names::Sym;
use lzasm_grammar::suggest::Guesses;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How many of those who want something are told.
const SHOWN: usize = 8;
/// How many names are looked at for a guess at what was meant.
const CANDIDATES: usize = 50_000;
/// How many modules one thread looks at in one go.
const AT_ONCE: usize = 4096;

/// What became of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in the output.
    Kept,
    /// Another module of its name is.
    Repeats(u32),
    /// Nothing that is kept wants it.
    Unreached,
    /// It was to be left out.
    Removed,
}

/// The modules of the output, and why.
pub(crate) struct Resolution {
    /// What became of each module.
    pub(crate) fates: Vec<Fate>,
    /// For each module that stands in the place of another: the place and the module.
    moved: FxHashMap<u32, u32>,
    /// For each module that is reached from the entry, the one that reached it first; the entry's has itself.
    pub(crate) reached_from: Vec<Option<u32>>,
    /// What is wrong.
    pub(crate) errors: Vec<LinkError>,
}

impl Resolution {
    /// The module that is in the output in the place of this one.
    pub(crate) fn at(&self, place: usize) -> Option<usize> {
        let moved = if self.moved.is_empty() { None } else { self.moved.get(&(place as u32)) };
        if let Some(&module) = moved {
            let module = module as usize;
            return (self.fates[module] == Fate::Kept && module != place).then_some(module);
        }
        (self.fates[place] == Fate::Kept).then_some(place)
    }
}

/// Decides on all modules.
pub(crate) fn resolve(
    symbols: &Symbols,
    inputs: &[Input],
    options: &Options,
    has_arities: bool,
) -> Resolution {
    let fates = vec![Fate::Kept; symbols.modules.len()];
    let by_name = vec![NOWHERE; symbols.names.len()];
    let mut r = Resolver { symbols, inputs, options, by_name, fates, errors: Vec::new() };
    let moved = r.edit();
    r.duplicates();
    for module in 0..symbols.modules.len() {
        if r.fates[module] == Fate::Kept {
            r.errors.extend(symbols.repeated(module, inputs, has_arities));
        }
    }
    let mut reached_from = Vec::new();
    if let Some(start) = options.entry.as_ref().and_then(|entry| r.entry(entry)) {
        reached_from = r.reach(start);
    }
    if options.gc && !reached_from.is_empty() {
        for (fate, reached) in r.fates.iter_mut().zip(&reached_from) {
            if *fate == Fate::Kept && reached.is_none() {
                *fate = Fate::Unreached;
            }
        }
    }
    r.references();
    Resolution { fates: r.fates, moved, reached_from, errors: r.errors }
}

/// The module of a name that no module has.
const NOWHERE: u32 = u32::MAX;

struct Resolver<'l> {
    symbols: &'l Symbols,
    inputs: &'l [Input],
    options: &'l Options,
    /// The module of each name.
    by_name: Vec<u32>,
    fates: Vec<Fate>,
    errors: Vec<LinkError>,
}

/// What a reference finds.
enum Found<'l> {
    Yes,
    No,
    OtherArity(usize, &'l [Def]),
}

impl<'l> Resolver<'l> {
    fn origin(&self, module: usize) -> Origin {
        self.symbols.origin(module, self.inputs)
    }

    /// Changes the first input, and returns which modules are in the places of which; those have no place of their own.
    fn edit(&mut self) -> FxHashMap<u32, u32> {
        let mut moved = FxHashMap::default();
        let modules = &self.symbols.modules;
        let own = modules.partition_point(|module| module.input == 0);
        match &self.options.edit {
            None | Some(Edit::Add) => {}
            Some(Edit::Remove(gone)) => self.remove(gone, own),
            Some(Edit::Replace) => {
                let mut old: FxHashMap<Sym, u32> = FxHashMap::default();
                for (index, module) in modules[..own].iter().enumerate().filter(|(_, one)| one.name != NONE) {
                    old.entry(module.name).or_insert(index as u32);
                }
                for (index, module) in modules.iter().enumerate().skip(own) {
                    if let Some(&place) = old.get(&module.name) {
                        moved.insert(index as u32, index as u32);
                        match (moved.get(&place), self.options.duplicates) {
                            (Some(&first), Duplicates::First) => {
                                self.fates[index] = Fate::Repeats(first);
                                continue;
                            }
                            (Some(&first), Duplicates::Last) => {
                                self.fates[first as usize] = Fate::Repeats(index as u32);
                            }
                            _ => {}
                        }
                        self.fates[place as usize] = Fate::Repeats(index as u32);
                        moved.insert(place, index as u32);
                    }
                }
            }
        }
        moved
    }

    /// Leaves out modules of the first input, which has this many.
    fn remove(&mut self, gone: &[usize], own: usize) {
        for &index in gone {
            match self.fates[..own].get_mut(index) {
                Some(fate) => *fate = Fate::Removed,
                None => {
                    let file = self.inputs.first().map_or_else(String::new, |input| input.name.clone());
                    let name = crate::names::number(index);
                    self.errors.push(LinkError::NoMember { name, file, similar: None });
                }
            }
        }
    }

    /// Finds the modules by their names.
    fn duplicates(&mut self) {
        let mut groups: IndexMap<Sym, Vec<u32>> = IndexMap::new();
        let modules = self.symbols.modules.iter().zip(&self.fates).enumerate();
        let counts = modules.filter(|(_, (one, fate))| one.name != NONE && **fate == Fate::Kept);
        for (index, (module, _)) in counts {
            let known = &mut self.by_name[module.name.0 as usize];
            match *known {
                NOWHERE => *known = index as u32,
                first => groups.entry(module.name).or_insert_with(|| vec![first]).push(index as u32),
            }
        }
        for (name, group) in groups {
            let kept = match self.options.duplicates {
                Duplicates::Last => group[group.len() - 1],
                _ => group[0],
            };
            if self.options.duplicates == Duplicates::Error {
                let origins = group.iter().map(|&index| self.origin(index as usize)).collect();
                let name = self.symbols.shown(kept as usize);
                self.errors.push(LinkError::DuplicateModule { name, origins });
            }
            for &index in group.iter().filter(|&&index| index != kept) {
                self.fates[index as usize] = Fate::Repeats(kept);
            }
            self.by_name[name.0 as usize] = kept;
        }
    }

    /// The modules that can be referred to, in order.
    fn targets(&self) -> impl Iterator<Item = usize> + '_ {
        let modules = self.symbols.modules.iter().enumerate();
        let counts = |(index, module): &(usize, &Module)| {
            module.name != NONE && self.by_name[module.name.0 as usize] == *index as u32
        };
        modules.filter(counts).map(|(index, _)| index)
    }

    /// The module that a reference is into.
    fn target(&self, from: usize, wanted: Ref) -> Option<usize> {
        if wanted.module == NONE {
            return Some(from);
        }
        let at = self.by_name[wanted.module.0 as usize];
        (at != NOWHERE).then_some(at as usize)
    }

    fn find(&self, from: usize, wanted: Ref) -> Found<'l> {
        let Some(module) = self.target(from, wanted) else { return Found::No };
        if wanted.kind == RefKind::Module {
            return Found::Yes;
        }
        let named = self.symbols.named(module, wanted.name);
        let is_layout = |def: &Def| def.kind == DefKind::Layout;
        let fits = |def: &Def| match (wanted.kind, def.kind) {
            (RefKind::Layout, kind) => kind == DefKind::Layout,
            (RefKind::Call, DefKind::Function) => def.arity == wanted.arity,
            (_, kind) => kind != DefKind::Layout,
        };
        match named.iter().any(fits) {
            true => Found::Yes,
            false if wanted.kind == RefKind::Call && !named.iter().all(is_layout) => {
                Found::OtherArity(module, named)
            }
            false => Found::No,
        }
    }

    fn entry(&mut self, entry: &Entry) -> Option<usize> {
        let names = &self.symbols.names;
        let found = names.find(&entry.module).zip(names.find(&entry.function)).and_then(|(module, name)| {
            let kind = if entry.arity.is_some() { RefKind::Call } else { RefKind::Pointer };
            let wanted = Ref { module, name, kind, arity: entry.arity.unwrap_or(0) };
            // Only the module's name counts, so it does not matter who asks.
            matches!(self.find(0, wanted), Found::Yes).then(|| self.target(0, wanted)).flatten()
        });
        if found.is_none() {
            let similar = self.similar_entry(entry);
            self.errors.push(LinkError::NoEntry { entry: entry.to_string(), similar });
        }
        found
    }

    fn similar_entry(&self, entry: &Entry) -> Option<String> {
        let all = self.targets().flat_map(|module| {
            let defs = self.symbols.defs(module).iter().filter(|def| def.kind != DefKind::Layout);
            defs.map(move |def| {
                format!("{}::{}", self.symbols.shown(module), self.symbols.names.text(def.name))
            })
        });
        let all: Vec<String> = all.take(CANDIDATES).collect();
        let wanted = format!("{}::{}", entry.module, entry.function);
        let exact = all.iter().find(|name| **name == wanted).cloned();
        let guesses = Guesses::default();
        exact.or_else(|| guesses.did_you_mean(&wanted, all.iter().map(String::as_str)).map(str::to_owned))
    }

    /// Who is reached from a module, each by the shortest chain.
    fn reach(&self, start: usize) -> Vec<Option<u32>> {
        let mut from = vec![None; self.symbols.modules.len()];
        from[start] = Some(start as u32);
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(module) = queue.pop_front() {
            for wanted in self.symbols.refs(module) {
                if let Some(next) = self.target(module, *wanted).filter(|&next| from[next].is_none()) {
                    from[next] = Some(module as u32);
                    queue.push_back(next);
                }
            }
        }
        from
    }

    /// The references of modules that are kept to what is not there, in order.
    fn lacking(&self) -> Vec<(usize, Ref)> {
        let of = |module: usize| {
            let refs = if self.fates[module] == Fate::Kept { self.symbols.refs(module) } else { &[] };
            let lacks = move |wanted: &Ref| !matches!(self.find(module, *wanted), Found::Yes);
            refs.iter().copied().filter(lacks).map(move |wanted| (module, wanted))
        };
        let count = self.symbols.modules.len();
        if count < AT_ONCE {
            return (0..count).flat_map(of).collect();
        }
        lzasm::threads::prepare();
        (0..count).into_par_iter().with_min_len(AT_ONCE).flat_map_iter(of).collect()
    }

    fn references(&mut self) {
        let mut missing: IndexMap<(Ref, u32), (usize, Vec<Origin>)> = IndexMap::new();
        for (module, wanted) in self.lacking() {
            let own = if wanted.module == NONE { module as u32 } else { u32::MAX };
            let (count, by) = missing.entry((wanted, own)).or_default();
            *count += 1;
            if by.len() < SHOWN {
                by.push(self.symbols.origin(module, self.inputs));
            }
        }
        let guesses = Guesses::default();
        for ((wanted, own), (count, by)) in missing {
            // A reference with a module's name means the same for all.
            let from = if own == u32::MAX { 0 } else { own as usize };
            let error = self.missing(from, wanted, count, by, &guesses);
            self.errors.extend(error);
        }
    }

    fn missing(
        &self,
        from: usize,
        reference: Ref,
        count: usize,
        by: Vec<Origin>,
        guesses: &Guesses,
    ) -> Option<LinkError> {
        let wanted = self.symbols.wanted(from, reference);
        if reference.module != NONE && self.options.allows(&wanted.to_string()) {
            return None;
        }
        if let Found::OtherArity(module, defs) = self.find(from, reference) {
            let defined = defs.iter().filter(|def| def.kind == DefKind::Function).map(|def| def.arity);
            let (defined, origin) = (defined.collect(), self.origin(module));
            return Some(LinkError::WrongArity { wanted, by, count, defined, origin });
        }
        let module = self.target(from, reference);
        let similar = self.similar(reference, module, guesses);
        let module = module.map(|module| self.origin(module));
        Some(LinkError::Undefined { wanted, by, count, similar, module })
    }

    /// What was perhaps meant: another name of the module, or another module.
    fn similar(&self, wanted: Ref, module: Option<usize>, guesses: &Guesses) -> Option<(String, Origin)> {
        let names = &self.symbols.names;
        if let Some(module) = module {
            let is_layout = wanted.kind == RefKind::Layout;
            let defs = self.symbols.defs(module).iter();
            let like = defs.filter(|def| (def.kind == DefKind::Layout) == is_layout).take(CANDIDATES);
            let name = guesses.did_you_mean(names.text(wanted.name), like.map(|def| names.text(def.name)))?;
            return Some((format!("{}::{name}", self.symbols.shown(module)), self.origin(module)));
        }
        let modules = || self.targets().take(CANDIDATES);
        let known = modules().map(|index| names.text(self.symbols.modules[index].name));
        let name = guesses.did_you_mean(names.text(wanted.module), known)?;
        let module = modules().find(|&index| names.text(self.symbols.modules[index].name) == name)?;
        let shown = match wanted.kind {
            RefKind::Module => name.to_owned(),
            _ => format!("{name}::{}", names.text(wanted.name)),
        };
        Some((shown, self.origin(module)))
    }
}
