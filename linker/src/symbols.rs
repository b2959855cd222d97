//! The names that modules define and import, in one table for all inputs. Its rows are small, as there may be millions.

use crate::error::{LinkError, Origin, Reference};
use crate::input::Input;
use lzasm_grammar::names::{Interner, Sym};
use std::ops::Range;

/// No name: that of a module without one, or "this module" in a reference.
pub(crate) const NONE: Sym = Sym(u32::MAX);

/// The name of a module without a name, as messages show it: its number among all modules of the inputs, from 1.
pub(crate) fn number(index: usize) -> String {
    // An index that the user gave may be the greatest there is.
    format!("#{}", index as u128 + 1)
}

/// A module of an input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Module {
    pub(crate) input: u32,
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) name: Sym,
    defs_end: u32,
    refs_end: u32,
}

impl Module {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

/// The kind of a definition. `Native` functions take any number of arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DefKind {
    Function,
    Native,
    Layout,
}

/// A name that a module defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Def {
    pub(crate) name: Sym,
    pub(crate) kind: DefKind,
    pub(crate) arity: u8,
}

/// The kind of a reference. `Call` states the number of arguments, `Pointer` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum RefKind {
    Module,
    Call,
    Pointer,
    Layout,
}

/// A name that a module imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Ref {
    pub(crate) module: Sym,
    pub(crate) name: Sym,
    pub(crate) kind: RefKind,
    pub(crate) arity: u8,
}

/// A step into the nesting of an input: an archive with a number of parts, or a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(u16);

impl Node {
    pub(crate) const LEAF: Self = Self(u16::MAX);

    pub(crate) fn archive(count: usize) -> Self {
        Self(count.min(usize::from(u16::MAX - 1)) as u16)
    }

    /// The number of parts, if it is an archive.
    pub(crate) fn parts(self) -> Option<usize> {
        (self != Self::LEAF).then_some(self.0.into())
    }
}

/// The modules of inputs, with the names that they define and import.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    pub(crate) names: Interner,
    pub(crate) modules: Vec<Module>,
    defs: Vec<Def>,
    refs: Vec<Ref>,
    /// The nesting of all inputs, one after the other.
    pub(crate) nodes: Vec<Node>,
}

impl Symbols {
    /// Adds a module; its definitions and references are added before it.
    pub(crate) fn module(&mut self, input: usize, range: Range<usize>, name: Option<&str>) {
        let name = name.map_or(NONE, |name| self.names.intern(name));
        let defs = self.modules.last().map_or(0, |module| module.defs_end as usize);
        let refs = self.modules.last().map_or(0, |module| module.refs_end as usize);
        self.defs[defs..].sort_unstable();
        sort_and_dedup(&mut self.refs, refs);
        // Inputs have less than 4 GiB together, and each row has some bytes of them.
        self.modules.push(Module {
            input: input as u32,
            start: range.start as u32,
            len: range.len() as u32,
            name,
            defs_end: self.defs.len() as u32,
            refs_end: self.refs.len() as u32,
        });
    }

    pub(crate) fn define(&mut self, kind: DefKind, name: &str, arity: u8) {
        let name = self.names.intern(name);
        self.defs.push(Def { name, kind, arity });
    }

    /// Adds a reference; `None` is the module itself.
    pub(crate) fn refer(&mut self, kind: RefKind, module: Option<&str>, name: &str, arity: u8) {
        let module = module.map_or(NONE, |module| self.names.intern(module));
        let name = self.names.intern(name);
        self.refs.push(Ref { module, name, kind, arity });
    }

    /// Adds the modules of further inputs.
    pub(crate) fn absorb(&mut self, other: Self) {
        if self.modules.is_empty() && self.names.is_empty() && self.nodes.is_empty() {
            *self = other;
            return;
        }
        let syms: Vec<Sym> =
            (0..other.names.len()).map(|at| self.names.intern(other.names.text(Sym(at as u32)))).collect();
        let sym = |old: Sym| syms.get(old.0 as usize).copied().unwrap_or(NONE);
        let mut before = (0, 0);
        for module in &other.modules {
            let (defs, refs) = (module.defs_end as usize, module.refs_end as usize);
            let first = (self.defs.len(), self.refs.len());
            self.defs
                .extend(other.defs[before.0..defs].iter().map(|def| Def { name: sym(def.name), ..*def }));
            let renamed = |old: &Ref| Ref { module: sym(old.module), name: sym(old.name), ..*old };
            self.refs.extend(other.refs[before.1..refs].iter().map(renamed));
            self.defs[first.0..].sort_unstable();
            self.refs[first.1..].sort_unstable();
            before = (defs, refs);
            let (defs_end, refs_end) = (self.defs.len() as u32, self.refs.len() as u32);
            self.modules.push(Module { name: sym(module.name), defs_end, refs_end, ..*module });
        }
        self.nodes.extend(other.nodes);
    }

    /// The definitions of a module, sorted by name.
    pub(crate) fn defs(&self, module: usize) -> &[Def] {
        let start = module.checked_sub(1).map_or(0, |before| self.modules[before].defs_end);
        &self.defs[start as usize..self.modules[module].defs_end as usize]
    }

    /// The definitions of a module that have one name.
    pub(crate) fn named(&self, module: usize, name: Sym) -> &[Def] {
        let defs = self.defs(module);
        let start = defs.partition_point(|def| def.name < name);
        let end = start + defs[start..].partition_point(|def| def.name == name);
        &defs[start..end]
    }

    /// The references of a module.
    pub(crate) fn refs(&self, module: usize) -> &[Ref] {
        let start = module.checked_sub(1).map_or(0, |before| self.modules[before].refs_end);
        &self.refs[start as usize..self.modules[module].refs_end as usize]
    }

    /// The name of a module, or its number.
    pub(crate) fn shown(&self, module: usize) -> String {
        match self.modules[module].name {
            NONE => number(module),
            name => self.names.text(name).to_owned(),
        }
    }

    /// Where a module is.
    pub(crate) fn origin(&self, module: usize, inputs: &[Input]) -> Origin {
        Origin::module(&inputs[self.modules[module].input as usize].name, self.shown(module))
    }

    fn text(&self, sym: Sym) -> String {
        if sym == NONE { String::new() } else { self.names.text(sym).to_owned() }
    }

    /// A reference of a module as messages show it.
    pub(crate) fn reference(&self, from: usize, wanted: Ref) -> Reference {
        let own = self.modules[from].name;
        let module = self.text(if wanted.module == NONE { own } else { wanted.module });
        let name = self.text(wanted.name);
        match wanted.kind {
            RefKind::Module => Reference::Module(module),
            RefKind::Call => Reference::Function { module, name, arity: Some(wanted.arity) },
            RefKind::Pointer => Reference::Function { module, name, arity: None },
            RefKind::Layout => Reference::Layout { module, name },
        }
    }

    /// The full names of the definitions (`true`) and references of a module; `own` is its own name.
    pub(crate) fn mentions(&self, module: usize, own: &str) -> Vec<(String, bool)> {
        let defs = self.defs(module).iter().map(|def| {
            let name = self.text(def.name);
            let arity = if def.kind == DefKind::Function { format!("/{}", def.arity) } else { String::new() };
            (format!("{own}::{name}{arity}"), true)
        });
        let refs =
            self.refs(module).iter().map(|wanted| (self.reference(module, *wanted).to_string(), false));
        defs.chain(refs).collect()
    }

    /// The functions and layouts that a module defines twice.
    pub(crate) fn repeated<'s>(
        &'s self,
        module: usize,
        inputs: &'s [Input],
        has_arities: bool,
    ) -> impl Iterator<Item = LinkError> + 's {
        let is_same = move |pair: &&[Def]| {
            let same_kind = pair[0].name == pair[1].name && pair[0].kind == pair[1].kind;
            let counts = pair[0].kind == DefKind::Function && has_arities;
            same_kind && pair[0].kind != DefKind::Native && (!counts || pair[0].arity == pair[1].arity)
        };
        let error = move |pair: &[Def]| {
            let (module_name, name) = (self.text(self.modules[module].name), self.text(pair[0].name));
            let function = match pair[0].kind {
                DefKind::Layout => Reference::Layout { module: module_name, name },
                _ => Reference::Function {
                    module: module_name,
                    name,
                    arity: has_arities.then_some(pair[0].arity),
                },
            };
            LinkError::DuplicateFunction { function, origin: self.origin(module, inputs) }
        };
        self.defs(module).windows(2).filter(is_same).map(error)
    }
}

fn sort_and_dedup(refs: &mut Vec<Ref>, start: usize) {
    refs[start..].sort_unstable();
    let mut kept = start;
    for at in start..refs.len() {
        if at == start || refs[at] != refs[kept - 1] {
            refs[kept] = refs[at];
            kept += 1;
        }
    }
    refs.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(input: usize, name: &str, wants: &[&str]) -> Symbols {
        let mut symbols = Symbols::default();
        symbols.define(DefKind::Function, "g", 1);
        symbols.define(DefKind::Function, name, 0);
        for wanted in wants {
            symbols.refer(RefKind::Pointer, Some(wanted), "g", 0);
            symbols.refer(RefKind::Pointer, Some(wanted), "g", 0);
        }
        symbols.nodes.push(Node::LEAF);
        symbols.module(input, 0..1, Some(name));
        symbols
    }

    #[test]
    fn tables_of_inputs_become_one() {
        let mut all = Symbols::default();
        all.absorb(one(0, "a", &["b"]));
        all.absorb(one(1, "b", &["a", "c"]));
        assert_eq!((all.modules.len(), all.nodes.len()), (2, 2));
        assert_eq!((all.shown(0), all.shown(1)), ("a".into(), "b".into()));
        assert_eq!((all.refs(0).len(), all.refs(1).len(), all.defs(1).len()), (1, 2, 2));
        let g = all.names.find("g").unwrap();
        assert_eq!(all.named(1, g).len(), 1);
        assert_eq!(all.reference(1, all.refs(1)[0]).to_string(), "a::g");
        assert!(all.named(0, all.names.find("b").unwrap()).is_empty());
    }

    #[test]
    fn rows_are_small() {
        assert_eq!((size_of::<Module>(), size_of::<Def>(), size_of::<Ref>()), (24, 8, 12));
    }
}
