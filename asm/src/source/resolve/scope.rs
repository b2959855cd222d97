//! The owners of items: the modules and archives of a file, and the names of the module being read.

use crate::ir::{Archive, Module, Program, Span, Sym, Unit};
use crate::isa::Isa;
use crate::source::Context;
use crate::source::resolve::messages;
use lzasm_grammar::source::SourceMap;
use rustc_hash::FxHashMap;

/// The greatest nesting of archives.
pub(super) const MAX_ARCHIVES: usize = 64;

/// The state of "where are we".
pub(super) struct Scope {
    stem: Sym,
    archives: Vec<Archive>,
    /// The number of archives that are open inside the innermost one that is allowed. They are errors, and are not
    /// kept: the program is never nested deeper than what follows may descend into.
    too_deep: usize,
    current: Option<u32>,
    implicit: Option<(u32, Span)>,
    first_module: Option<Span>,
    after: Option<&'static str>,
    names: FxHashMap<(u32, Sym), (u32, Span)>,
    words: FxHashMap<u32, u64>,
    isas: FxHashMap<u32, FileIsa>,
}

/// The settings of `.isa` and `.target` in one file.
#[derive(Clone, Copy, Default)]
struct FileIsa {
    chosen: Option<Isa>,
    of_target: Option<Isa>,
}

impl Scope {
    pub(super) fn new(stem: Sym) -> Self {
        Self {
            stem,
            archives: Vec::new(),
            too_deep: 0,
            current: None,
            implicit: None,
            first_module: None,
            after: None,
            names: FxHashMap::default(),
            words: FxHashMap::default(),
            isas: FxHashMap::default(),
        }
    }

    /// The module being read.
    pub(super) fn current(&self) -> Option<u32> {
        self.current
    }

    /// The module that an item at this place belongs to; without a `.module` in the file, the implicit one.
    pub(super) fn module(&mut self, cx: &mut Context, program: &mut Program, item: Span) -> u32 {
        if let Some(module) = self.current {
            return module;
        }
        if self.first_module.is_some() || !self.archives.is_empty() {
            cx.report(messages::item_outside_module(item, self.after));
            // Without a name, so that no message shows a name that is not in the source.
            let module = self.add(program, None, item);
            return self.enter(module);
        } else if let Some((module, _)) = self.implicit {
            return self.enter(module);
        }
        let module = self.add(program, Some(self.stem), item);
        if self.first_module.is_none() && self.archives.is_empty() {
            self.implicit = Some((module, item));
        }
        self.enter(module)
    }

    /// `.module`
    pub(super) fn open_module(
        &mut self,
        cx: &mut Context,
        program: &mut Program,
        name: Option<Sym>,
        span: Span,
    ) -> u32 {
        self.first_module.get_or_insert(span);
        self.check_depth(cx, span);
        let module = self.add(program, name, span);
        self.enter(module)
    }

    /// `.native`: no module is open after it.
    pub(super) fn add_native(&mut self, cx: &mut Context, program: &mut Program) {
        self.leave(".native");
        let index = program.natives.len() as u32 - 1;
        self.check_depth(cx, program.natives[index as usize].span);
        self.units(program).push(Unit::Native(index));
    }

    /// The greatest number of archives around a module or native module.
    fn check_depth(&self, cx: &mut Context, module: Span) {
        if self.archives.len() > MAX_ARCHIVES && self.too_deep == 0 {
            cx.report(messages::archives_too_deep(module, MAX_ARCHIVES));
        }
    }

    /// `.archive`
    pub(super) fn open_archive(&mut self, cx: &mut Context, span: Span) {
        self.leave(".archive");
        // An archive without modules is allowed where a module is.
        if self.archives.len() > MAX_ARCHIVES {
            if self.too_deep == 0 {
                cx.report(messages::archives_too_deep(span, MAX_ARCHIVES));
            }
            self.too_deep += 1;
            return;
        }
        self.archives.push(Archive { units: Vec::new(), span });
    }

    /// The `.end` of an `.archive`.
    pub(super) fn close_archive(&mut self, program: &mut Program, _end: Span) {
        self.leave(".archive");
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(archive) = self.archives.pop() {
            self.units(program).push(Unit::Archive(archive));
        }
    }

    /// At the end of the file: items before the first `.module` have no module.
    pub(super) fn finish(&mut self, cx: &mut Context, program: &mut Program) {
        while self.too_deep > 0 || !self.archives.is_empty() {
            self.close_archive(program, Span::default());
        }
        if let (Some((_, item)), Some(module)) = (self.implicit, self.first_module) {
            cx.report(messages::item_before_module(item, module));
        }
    }

    /// The constant of the module being read with this name: its index and place.
    pub(super) fn constant(&self, name: Sym) -> Option<(u32, Span)> {
        self.names.get(&(self.current?, name)).copied()
    }

    /// Binds a name to a constant. Returns the constant that has the name already, if any.
    pub(super) fn name_constant(&mut self, name: Sym, index: u32, span: Span) -> Option<Span> {
        let module = self.current?;
        let old = self.names.get(&(module, name)).map(|(_, span)| *span);
        self.names.entry((module, name)).or_insert((index, span));
        old
    }

    /// Returns to a module whose items are complete.
    pub(super) fn revisit(&mut self, module: u32) {
        self.current = Some(module);
    }

    /// The number of words of the module so far.
    pub(super) fn words(&self, module: u32) -> u64 {
        self.words.get(&module).copied().unwrap_or(0)
    }

    /// Counts the words of a function that is complete.
    pub(super) fn add_words(&mut self, module: u32, count: usize) {
        *self.words.entry(module).or_default() += count as u64;
    }

    /// `.isa`
    pub(super) fn choose_isa(&mut self, sources: &SourceMap, at: Span, isa: Isa) {
        self.isas.entry(home(sources, at)).or_default().chosen = Some(isa);
    }

    /// `.target` of a format that has a set of its own (or none).
    pub(super) fn target_isa(&mut self, sources: &SourceMap, at: Span, isa: Option<Isa>) {
        self.isas.entry(home(sources, at)).or_default().of_target = isa;
    }

    /// The set of a function at this place: what its file says, else the file that includes it, else registers.
    pub(super) fn isa(&self, sources: &SourceMap, at: Span) -> Isa {
        let chain: Vec<FileIsa> =
            sources.enclosing(at.lo).filter_map(|(file, _)| self.isas.get(&file.start).copied()).collect();
        let chosen = chain.iter().find_map(|file| file.chosen);
        chosen.or_else(|| chain.iter().find_map(|file| file.of_target)).unwrap_or(Isa::Register)
    }

    fn add(&mut self, program: &mut Program, name: Option<Sym>, span: Span) -> u32 {
        let index = program.modules.len() as u32;
        program.modules.push(Module::new(name, span));
        self.units(program).push(Unit::Module(index));
        index
    }

    fn enter(&mut self, module: u32) -> u32 {
        self.current = Some(module);
        module
    }

    fn leave(&mut self, by: &'static str) {
        self.after = Some(by);
        self.current = None;
    }

    fn units<'p>(&'p mut self, program: &'p mut Program) -> &'p mut Vec<Unit> {
        self.archives.last_mut().map_or(&mut program.units, |archive| &mut archive.units)
    }
}

/// The file on disk in which a place lies: where an expansion was called.
fn home(sources: &SourceMap, at: Span) -> u32 {
    let file = sources.enclosing(at.lo).find(|(file, _)| !file.origin.is_formed());
    file.map_or(0, |(file, _)| file.start)
}
