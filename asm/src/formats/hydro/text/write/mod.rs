//! From a Hydro file to its text form: items here, types and values in [`values`], code in [`code`]; what the text
//! cannot express is gathered in [`faults`].
//!
//! The law: a text that is written reads back to the bytes of the file, except for what is reported as left out.

mod code;
mod faults;
mod values;

use super::keywords::{self, Word};
use crate::Lossy;
use crate::formats::Written;
use crate::formats::hydro::model::{Body, File, Function, HeaderForm, Layout, Module, Placement, Target};
use faults::Faults;
use lzasm_grammar::diag::Level;
use rustc_hash::FxHashSet;

/// The text of a file. `name` is what messages call the file, `lossy` what happens to what the text leaves out.
pub fn write(name: &str, file: &File, lossy: Lossy) -> Written {
    let mut writer = Writer { out: String::new(), faults: Faults::new(name, lossy) };
    writer.file(file);
    let Writer { out, faults } = writer;
    let (diagnostics, left_out) = faults.finish();
    let failed = diagnostics.iter().any(|fault| fault.level == Level::Error);
    Written { text: (!failed).then_some(out), diagnostics, left_out }
}

struct Writer<'f> {
    out: String,
    faults: Faults<'f>,
}

/// What `main` means in the place of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Main {
    /// A name like any other.
    Name,
    /// A name to us, not to the public machine.
    Ours,
    /// No name.
    Keyword,
}

/// The own names of a module.
struct Own<'m> {
    module: &'m str,
    layouts: FxHashSet<&'m str>,
    functions: FxHashSet<&'m str>,
}

impl<'m> Own<'m> {
    fn new(module: &'m Module) -> Self {
        Self {
            module: &module.name,
            layouts: module.layouts.iter().map(|layout| layout.name.as_str()).collect(),
            functions: module.functions.iter().map(|function| function.name.as_str()).collect(),
        }
    }
}

impl Writer<'_> {
    fn file(&mut self, file: &File) {
        if file.header == HeaderForm::Packed {
            self.faults.lost(faults::HEADER);
        }
        if !file.trailing.is_empty() {
            self.faults.lost(faults::TRAILING);
        }
        for (index, module) in file.modules.iter().enumerate() {
            self.faults.at(format!("module[{index}]"));
            self.module(module, index + 1 == file.modules.len());
        }
    }

    fn module(&mut self, module: &Module, is_last: bool) {
        if module.placement != Placement::default() {
            self.faults.lost(faults::PLACEMENT);
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str("module ");
        self.name(&module.name, "the module", Main::Name);
        self.out.push('\n');
        let own = Own::new(module);
        match self.order(module, is_last) {
            Order::Usual => {
                self.usings(module);
                self.layouts(module, &own);
                self.functions(module, &own);
            }
            Order::LayoutsFirst => {
                self.layouts(module, &own);
                self.functions(module, &own);
                self.usings(module);
            }
        }
    }

    /// The order of a module's sections. The public machine reads on behind a layout or an intrinsic
    /// until it finds another item, so neither may end the text.
    fn order(&mut self, module: &Module, is_last: bool) -> Order {
        let open_end = match module.functions.last() {
            Some(function) => matches!(function.body, Body::Intrinsic(_)),
            None => !module.layouts.is_empty(),
        };
        if !(is_last && open_end) {
            return Order::Usual;
        }
        if module.usings.is_empty() {
            self.faults.not_for_machine("a text that ends with a layout or an intrinsic");
        }
        Order::LayoutsFirst
    }

    fn usings(&mut self, module: &Module) {
        self.blank_if(!module.usings.is_empty());
        for (index, using) in module.usings.iter().enumerate() {
            self.faults.enter(format!("usings[{index}]"));
            self.out.push_str("using ");
            self.name(&using.name, "the used module", Main::Ours);
            self.out.push('\n');
            self.faults.leave();
        }
    }

    fn layouts(&mut self, module: &Module, own: &Own<'_>) {
        let mut seen = FxHashSet::default();
        for (index, layout) in module.layouts.iter().enumerate() {
            self.faults.enter(format!("layouts[{index}]"));
            self.once(seen.insert(layout.name.as_str()), "layout", &layout.name);
            self.layout(layout, own);
            self.faults.leave();
        }
    }

    fn layout(&mut self, layout: &Layout, own: &Own<'_>) {
        self.out.push_str("\nlayout ");
        self.name(&layout.name, "the layout", Main::Keyword);
        self.out.push('\n');
        for (index, member) in layout.members.iter().enumerate() {
            self.faults.enter(format!("members[{index}]"));
            self.out.push_str("    ");
            self.member_type(&member.ty, own);
            self.out.push(' ');
            self.name(&member.name, "the member", Main::Keyword);
            self.out.push('\n');
            self.faults.leave();
        }
    }

    fn functions(&mut self, module: &Module, own: &Own<'_>) {
        let mut seen = FxHashSet::default();
        let behind_layout = !module.layouts.is_empty();
        for (index, function) in module.functions.iter().enumerate() {
            self.faults.enter(format!("functions[{index}]"));
            self.once(seen.insert(function.name.as_str()), "function", &function.name);
            match &function.body {
                Body::Code { code, .. } => {
                    self.head(function, own, behind_layout && index == 0);
                    self.code(code, own);
                }
                Body::Intrinsic(targets) => self.intrinsic(function, targets, own),
            }
            self.faults.leave();
        }
    }

    /// `function NAME types… body`, or `main types… body` where the public machine takes that.
    fn head(&mut self, function: &Function, own: &Own<'_>, behind_layout: bool) {
        let is_main = function.name == keywords::text_of(keywords::Key::Main);
        self.out.push_str(if is_main && !behind_layout { "\n" } else { "\nfunction " });
        self.name(&function.name, "the function", Main::Name);
        self.params(function, own);
    }

    fn intrinsic(&mut self, function: &Function, targets: &[Target], own: &Own<'_>) {
        self.out.push_str("\nintrinsic ");
        self.name(&function.name, "the intrinsic", Main::Keyword);
        if function.parameters.iter().any(|param| param.ty.inner().is_some()) {
            self.faults.not_for_machine("an intrinsic with an array as a parameter");
        }
        self.params(function, own);
        for (index, target) in targets.iter().enumerate() {
            self.faults.enter(format!("targets[{index}]"));
            self.out.push_str("    target ");
            self.name(&target.target, "the target", Main::Keyword);
            self.out.push(' ');
            self.string(&target.code);
            self.out.push('\n');
            self.faults.leave();
        }
    }

    /// The types of the parameters from the top of the stack down, and `body`.
    fn params(&mut self, function: &Function, own: &Own<'_>) {
        let given = function.parameters.iter().enumerate();
        let named = given.filter(|(index, param)| param.name != format!("p{index}")).count();
        self.faults.lost_times(faults::NAMES, named);
        for (index, param) in function.parameters.iter().enumerate().rev() {
            self.faults.enter(format!("parameters[{index}].type"));
            self.out.push(' ');
            self.ty(&param.ty, own);
            self.faults.leave();
        }
        self.out.push_str(" body\n");
    }

    fn blank_if(&mut self, wanted: bool) {
        if wanted {
            self.out.push('\n');
        }
    }

    fn once(&mut self, first: bool, kind: &str, name: &str) {
        if !first {
            let what = format!("a second {kind} {}", crate::formats::hydro::text::messages::quoted(name));
            self.faults.cannot(&what, "in the text as in the language the names of a module are different");
        }
    }

    /// A name, if the text can spell it.
    fn name(&mut self, name: &str, what: &str, main: Main) {
        self.out.push_str(name);
        let shown = || format!("{what} {}", crate::formats::hydro::text::messages::quoted(name));
        let is_main = name == keywords::text_of(keywords::Key::Main);
        if is_main && main == Main::Ours {
            return self.faults.not_for_machine(&format!("{}: a keyword as a name", shown()));
        }
        let is_name = keywords::is_word(name) && keywords::meaning(name) == Word::Name;
        if !(is_name || is_main && main == Main::Name) {
            self.faults.cannot(&shown(), faults::RULE_OF_NAMES);
        } else if let Some(keyword) = keywords::in_other_case(name).filter(|_| !is_main) {
            self.faults.not_for_machine(&format!("{}: it is `{keyword}` to it", shown()));
        }
    }
}

/// The order of a module's sections.
enum Order {
    /// Usings, layouts, functions.
    Usual,
    /// Layouts, functions, usings.
    LayoutsFirst,
}
