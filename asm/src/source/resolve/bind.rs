//! Binding: slots are filled, at once or when all names are known, and labels of `.code` blocks are joined.

use super::pending::{Pending, Slot, Tree};
use super::{Resolver, messages};
use crate::ir::{Entry, Function, FunctionKind, LabelId, Span, Spanned, Sym};
use crate::source::Context;
use crate::source::eval::Trouble;
use crate::source::expand::report_unknown;
use lzasm_grammar::ast::Node;
use rustc_hash::FxHashMap;

impl Resolver {
    /// Fills a slot now if that can be done, else at the end.
    pub(super) fn fill(&mut self, cx: &mut Context, module: u32, tree: Tree, slot: Slot) {
        let tree = tree.with_here(self.code.as_ref().map(|code| code.here()));
        match self.apply(cx, module, tree, slot) {
            Ok(()) => {}
            Err(Trouble::Pending { .. }) => self.pending.put(tree, module, slot),
            Err(Trouble::Error(error)) => cx.report(*error),
            Err(Trouble::Reported) => {}
        }
    }

    /// Fills every pending slot, now that the whole source is known.
    pub(super) fn bind(&mut self, cx: &mut Context) {
        self.collect_names();
        let (nodes, mut waiting) = self.pending.take();
        waiting.retain(|pending| self.try_pending(cx, &nodes, pending));
        // Constants may name constants that wait as well, so rounds go on as long as one more is known after each.
        // What still waits is put in order first: else each round might make only one more known.
        let mut before = usize::MAX;
        while waiting.len() < before {
            before = waiting.len();
            waiting = self.in_order(&nodes, waiting);
            waiting.retain(|pending| self.try_pending(cx, &nodes, pending));
        }
        // A cycle is reported where it begins in the source.
        waiting.sort_unstable_by_key(|pending| pending.root);
        self.give_up(cx, &nodes, waiting);
        self.join_labels(cx);
    }

    /// Whether it still waits.
    fn try_pending(&mut self, cx: &mut Context, nodes: &[Node], pending: &Pending) -> bool {
        self.scope.revisit(pending.module);
        match self.apply(cx, pending.module, pending.tree(nodes), pending.slot) {
            Ok(()) => false,
            Err(Trouble::Pending { .. }) => true,
            Err(trouble) => {
                report_unknown(cx, trouble);
                false
            }
        }
    }

    pub(super) fn apply(
        &mut self,
        cx: &mut Context,
        module: u32,
        tree: Tree,
        slot: Slot,
    ) -> Result<(), Trouble> {
        match slot {
            Slot::Operand { function, operand, kind } => {
                let found = self.read_operand(cx, tree, kind)?;
                if let Some(body) =
                    self.function_mut(module, function).and_then(|function| function.body.as_mut())
                {
                    body.operands[operand as usize] = found;
                }
            }
            Slot::FieldType(at, field) => {
                let ty = self.ty(cx, tree)?;
                self.program.modules[module as usize].structs[at as usize].fields[field as usize].ty = ty;
            }
            Slot::ParamType(function, param) => {
                let ty = self.ty(cx, tree)?;
                if let Some(function) = self.function_mut(module, function) {
                    function.params[param as usize].ty = ty;
                }
            }
            Slot::ResultType(function) => {
                let ty = self.ty(cx, tree)?;
                if let Some(function) = self.function_mut(module, function) {
                    function.result = Some(Spanned { value: ty, span: tree.span() });
                }
            }
            Slot::NativeParam(native, function, param) => {
                let ty = self.ty(cx, tree)?;
                self.program.natives[native as usize].functions[function as usize].params[param as usize]
                    .ty = ty;
            }
            Slot::NativeResult(native, function) => {
                let ty = self.ty(cx, tree)?;
                self.program.natives[native as usize].functions[function as usize].result =
                    Some(Spanned { value: ty, span: tree.span() });
            }
            Slot::Const(at) => {
                let value = self.value(cx, tree)?;
                self.program.modules[module as usize].consts[at as usize].value = value;
            }
            _ => self.fill_number(cx, module, tree, slot)?,
        }
        Ok(())
    }

    fn fill_number(&mut self, cx: &mut Context, module: u32, tree: Tree, slot: Slot) -> Result<(), Trouble> {
        if let Slot::PoolEntry(at) = slot {
            let entry = self.pool_entry(cx, module, tree)?;
            self.program.modules[module as usize].consts[at as usize].entry.at = Some(entry);
            return Ok(());
        }
        let greatest = match slot {
            Slot::Registers(_) | Slot::PoolRegisters(_) => u8::MAX.into(),
            Slot::LocColumn(..) => u16::MAX.into(),
            _ => u32::MAX.into(),
        };
        let number = self.number(cx, tree, 0, greatest)?;
        let data = &mut self.program.modules[module as usize];
        match slot {
            Slot::Size(at) => {
                data.structs[at as usize].size = Some(Spanned { value: number as u32, span: tree.span() });
                if let Some(sizes) = self.sizes.get_mut().get_mut(&module) {
                    sizes.reconsider();
                }
            }
            Slot::PoolRegisters(at) => data.consts[at as usize].entry.registers = Some(number as u8),
            Slot::Registers(at) => {
                data.functions[at as usize].registers =
                    Some(Spanned { value: number as u8, span: tree.span() });
            }
            Slot::LocLine(function, at) => self.set_loc(module, function, at, |loc| loc.line = number as u32),
            Slot::LocColumn(function, at) => {
                self.set_loc(module, function, at, |loc| loc.column = number as u16)
            }
            _ => {}
        }
        Ok(())
    }

    fn set_loc(&mut self, module: u32, function: u32, at: u32, set: impl FnOnce(&mut crate::ir::Loc)) {
        let open = self.code.as_mut().filter(|code| code.index == function);
        let body = match open {
            Some(code) => Some(&mut code.body),
            None => self.function_mut(module, function).and_then(|function| function.body.as_mut()),
        };
        if let Some(loc) = body.and_then(|body| body.locs.get_mut(at as usize)) {
            set(loc);
        }
    }

    /// `at=LABEL` or `at=WORD`.
    fn pool_entry(&mut self, cx: &mut Context, module: u32, tree: Tree) -> Result<Entry, Trouble> {
        let node = tree.node();
        let Some(name) = node.name() else {
            return Ok(Entry::Word(self.number(cx, tree, 0, u32::MAX.into())? as u32));
        };
        match self.code_label(module, name) {
            Some((function, label)) => {
                self.mark_used(module, function, label);
                Ok(Entry::Label(function, label))
            }
            None => Err(Trouble::Pending { name, span: node.span }),
        }
    }

    fn mark_used(&mut self, module: u32, function: u32, label: LabelId) {
        if let Some(body) = self.function_mut(module, function).and_then(|function| function.body.as_mut()) {
            body.labels[label.0 as usize].used = true;
        }
    }

    fn function_mut(&mut self, module: u32, function: u32) -> Option<&mut Function> {
        self.program.modules.get_mut(module as usize)?.functions.get_mut(function as usize)
    }

    /// Labels of `.code` blocks are known in their whole module.
    fn join_labels(&mut self, cx: &mut Context) {
        for module in 0..self.program.modules.len() as u32 {
            for function in 0..self.program.modules[module as usize].functions.len() as u32 {
                self.join_labels_of(cx, module, function);
            }
        }
    }

    fn join_labels_of(&mut self, cx: &mut Context, module: u32, function: u32) {
        let Some(body) = self.function_mut(module, function).and_then(|function| function.body.as_ref())
        else {
            return;
        };
        let open =
            |(at, label): (usize, &crate::ir::LabelInfo)| label.target.is_none().then_some((at, *label));
        let missing: Vec<_> = body.labels.iter().enumerate().filter_map(open).collect();
        if missing.is_empty() {
            return;
        }
        let defined = body.labels.iter().filter(|label| label.target.is_some());
        let defined: Vec<Sym> = defined.map(|label| label.name).collect();
        for (at, label) in missing {
            match self.code_label(module, label.name) {
                Some(outer) => {
                    self.mark_used(module, outer.0, outer.1);
                    if let Some(body) =
                        self.function_mut(module, function).and_then(|function| function.body.as_mut())
                    {
                        body.labels[at].outer = Some(outer);
                    }
                }
                None => self.undefined_label(cx, module, label.span, label.name, &defined),
            }
        }
    }

    /// `own` are the labels that the function defines.
    fn undefined_label(&mut self, cx: &mut Context, module: u32, span: Span, name: Sym, own: &[Sym]) {
        if cx.names.text(name).starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let own = if cx.guesses.can_gather(own.len()) { own } else { &[] };
        let known: Vec<&str> = own.iter().map(|label| cx.names.text(*label)).collect();
        let elsewhere = self.labels_of(module).get(&name).copied();
        let error = messages::undefined_label(&cx.guesses, span, cx.names.text(name), &known, elsewhere);
        cx.report(error);
    }

    /// The first label of each name in a module, gathered once for each module that has an undefined one.
    fn labels_of(&mut self, module: u32) -> &FxHashMap<Sym, Span> {
        let functions = &self.program.modules[module as usize].functions;
        self.all_labels.entry(module).or_insert_with(|| {
            let bodies = functions.iter().filter_map(|function| function.body.as_ref());
            let mut labels = FxHashMap::default();
            for label in bodies.flat_map(|body| &body.labels).filter(|label| label.target.is_some()) {
                labels.entry(label.name).or_insert(label.span);
            }
            labels
        })
    }

    /// Labels of `.code` blocks, by module and name; the first of a name counts.
    fn collect_names(&mut self) {
        for (module, data) in self.program.modules.iter().enumerate() {
            for (function, code) in data.functions.iter().enumerate() {
                let Some(body) = code.body.as_ref().filter(|_| code.kind == FunctionKind::Code) else {
                    continue;
                };
                for (label, info) in body.labels.iter().enumerate().filter(|(_, info)| info.target.is_some())
                {
                    let place = (function as u32, LabelId(label as u32));
                    self.code_labels.entry((module as u32, info.name)).or_insert(place);
                }
            }
        }
    }
}
