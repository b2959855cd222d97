//! Resolution: which modules are kept, which are reached, and whether everything that they import is defined.

use crate::error::{Few, KEPT, LinkError, LinkErrors, Origin};
use crate::input::Input;
use crate::options::{Duplicates, Edit, Entry, Options};
use crate::symbols::{Def, DefKind, Module, NONE, Ref, RefKind, Symbols};
use indexmap::IndexMap;
use lzasm_grammar::diag::suggest::Guesses;
use lzasm_grammar::names::Sym;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How many names are compared with a misspelled one: a few milliseconds' worth.
const CANDIDATES: usize = 50_000;
/// How many modules one thread looks at in one go. Fewer would take longer to hand out than to look at.
const AT_ONCE: usize = 4096;

/// Whether a module is kept, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in the output.
    Kept,
    /// Another module of its name is in the output.
    Repeats(u32),
    /// It is unreachable from the entry.
    Unreached,
    /// The edit removes it.
    Removed,
}

/// The result: the fate of each module, and the errors.
pub(crate) struct Resolution {
    /// The fate of each module.
    pub(crate) fates: Vec<Fate>,
    /// For each module that replaces another: the place and the module.
    moved: FxHashMap<u32, u32>,
    /// For each module that is reached from the entry, the one that reached it first; the entry's has itself.
    pub(crate) reached_from: Vec<Option<u32>>,
    pub(crate) errors: LinkErrors,
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

/// Resolves all modules. `has_arities` says whether functions of one name can differ in their number of arguments.
pub(crate) fn resolve(
    symbols: &Symbols,
    inputs: &[Input],
    options: &Options,
    has_arities: bool,
) -> Resolution {
    let fates = vec![Fate::Kept; symbols.modules.len()];
    let by_name = vec![NOWHERE; symbols.names.len()];
    let mut r = Resolver { symbols, inputs, options, by_name, fates, errors: LinkErrors::default() };
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

/// The module of a name if no module has it.
const NOWHERE: u32 = u32::MAX;
/// The index of an undefined name that is allowed, or only counted.
const NOT_KEPT: u32 = u32::MAX;

struct Resolver<'l> {
    symbols: &'l Symbols,
    inputs: &'l [Input],
    options: &'l Options,
    /// The module of each name.
    by_name: Vec<u32>,
    fates: Vec<Fate>,
    errors: LinkErrors,
}

/// The result of looking up a reference.
enum Found<'l> {
    Yes,
    No,
    OtherArity(usize, &'l [Def]),
}

impl<'l> Resolver<'l> {
    fn origin(&self, module: usize) -> Origin {
        self.symbols.origin(module, self.inputs)
    }

    /// Changes the first input, and returns which modules replace which. A module that replaces another has no place of
    /// its own.
    fn edit(&mut self) -> FxHashMap<u32, u32> {
        let mut moved = FxHashMap::default();
        let modules = &self.symbols.modules;
        let own = modules.partition_point(|module| module.input == 0);
        match &self.options.edit {
            None | Some(Edit::Add) => {}
            Some(Edit::Remove(removed)) => self.remove(removed, own),
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

    /// Removes modules of the first input, which has `own` modules.
    fn remove(&mut self, removed: &[usize], own: usize) {
        for &index in removed {
            match self.fates[..own].get_mut(index) {
                Some(fate) => *fate = Fate::Removed,
                None => {
                    let file = self.inputs.first().map_or_else(String::new, |input| input.name.clone());
                    let name = crate::symbols::number(index);
                    self.errors.add(LinkError::NoMember { name, file, similar: Vec::new() });
                }
            }
        }
    }

    /// Fills the table of modules by name, and decides between modules of one name.
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
                let mut origins = Few::default();
                group.iter().for_each(|&index| origins.push_with(|| self.origin(index as usize)));
                let name = self.symbols.shown(kept as usize);
                self.errors.add(LinkError::DuplicateModule { name, origins });
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
            // The reference names its module, so it means the same in all modules.
            matches!(self.find(0, wanted), Found::Yes).then(|| self.target(0, wanted)).flatten()
        });
        if found.is_none() {
            let similar = self.similar_entry(entry);
            self.errors.add(LinkError::NoEntry { entry: entry.to_string(), similar });
        }
        found
    }

    fn similar_entry(&self, entry: &Entry) -> Vec<String> {
        let all = self.targets().flat_map(|module| {
            let defs = self.symbols.defs(module).iter().filter(|def| def.kind != DefKind::Layout);
            defs.map(move |def| {
                format!("{}::{}", self.symbols.shown(module), self.symbols.names.text(def.name))
            })
        });
        let all: Vec<String> = all.take(CANDIDATES).collect();
        let wanted = format!("{}::{}", entry.module, entry.function);
        if all.contains(&wanted) {
            return vec![wanted];
        }
        Guesses::default().similar(&wanted, all.iter().map(String::as_str))
    }

    /// For each module that another one reaches, the module before it in the shortest chain.
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

    /// The references of kept modules that are not defined, in order.
    fn unresolved(&self) -> Vec<(usize, Ref)> {
        let of = |module: usize| {
            let refs = if self.fates[module] == Fate::Kept { self.symbols.refs(module) } else { &[] };
            let is_unresolved = move |wanted: &Ref| !matches!(self.find(module, *wanted), Found::Yes);
            refs.iter().copied().filter(is_unresolved).map(move |wanted| (module, wanted))
        };
        let count = self.symbols.modules.len();
        if count < AT_ONCE {
            return (0..count).flat_map(of).collect();
        }
        lzasm::threads::prepare();
        (0..count).into_par_iter().with_min_len(AT_ONCE).flat_map_iter(of).collect()
    }

    /// Reports each name that is not defined once. Only the first ones are kept with the modules that import them: of the
    /// others there is a small row each, so that memory does not grow with the messages.
    fn references(&mut self) {
        let mut kept: Vec<(usize, Ref, Few<Origin>)> = Vec::new();
        let mut known: FxHashMap<(Ref, u32), u32> = FxHashMap::default();
        let mut left_out = 0;
        for (module, reference) in self.unresolved() {
            // A reference that names its module means the same in all modules.
            let own = if reference.module == NONE { module as u32 } else { u32::MAX };
            let at = *known.entry((reference, own)).or_insert_with(|| {
                if self.is_allowed(module, reference) {
                    return NOT_KEPT;
                }
                if kept.len() == KEPT {
                    left_out += 1;
                    return NOT_KEPT;
                }
                kept.push((module, reference, Few::default()));
                kept.len() as u32 - 1
            });
            if let Some((_, _, by)) = kept.get_mut(at as usize) {
                by.push_with(|| self.symbols.origin(module, self.inputs));
            }
        }
        let guesses = Guesses::default();
        for (module, reference, by) in kept {
            let error = self.undefined(module, reference, by, &guesses);
            self.errors.add(error);
        }
        self.errors.leave_out(left_out);
    }

    fn is_allowed(&self, from: usize, reference: Ref) -> bool {
        // A reference of a module to itself cannot be provided by the host.
        reference.module != NONE
            && !self.options.allow_undefined.is_empty()
            && self.options.allows(&self.symbols.reference(from, reference).to_string())
    }

    fn undefined(&self, from: usize, wanted: Ref, by: Few<Origin>, guesses: &Guesses) -> LinkError {
        let reference = self.symbols.reference(from, wanted);
        if let Found::OtherArity(module, defs) = self.find(from, wanted) {
            let defined = defs.iter().filter(|def| def.kind == DefKind::Function).map(|def| def.arity);
            let (defined, origin) = (defined.collect(), self.origin(module));
            return LinkError::WrongArity { reference, by, defined, origin };
        }
        let module = self.target(from, wanted);
        let similar = self.similar(wanted, module, guesses);
        let module = module.map(|module| self.origin(module));
        LinkError::Undefined { reference, by, similar, module }
    }

    /// A similar name: another name of the module, or another module.
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
