//! A program: all modules of all files, with the names in them looked up.

use super::code::{self, Op, Shared};
use super::types::{Member, NameId, Names, TypeId, Types};
use super::value::{Meter, Value};
use crate::formats::Executable;
use crate::formats::hydro::model::{self, Body, Instr, Type};
use crate::vm::{HostRow, Place, SourceLine, Unit, Unready};
use lzasm_grammar::source::{self, SourceMap, Span};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A program.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) types: Types,
    pub(super) names: Names,
    pub(super) functions: Vec<Function>,
    pub(super) pointers: Vec<Pointer>,
    pub(super) constants: Vec<Value>,
}

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) module: Shared,
    pub(super) name: String,
    pub(super) parameters: Vec<TypeId>,
    pub(super) body: Code,
    /// The variables that it names, by their slots.
    pub(super) variables: Vec<NameId>,
    /// The slots of these.
    pub(super) slots: FxHashMap<NameId, u32>,
    /// Its instructions as they were, for messages.
    pub(super) instructions: Vec<Instr>,
    /// Their source lines, if known.
    lines: Vec<Option<source::Place>>,
}

/// The body of a function.
#[derive(Debug)]
pub(super) enum Code {
    Ops(Vec<Op>),
    /// The host does it.
    Host(&'static HostRow),
    /// No host knows it.
    Missing,
}

/// A function as it is named somewhere.
#[derive(Debug)]
pub(super) struct Pointer {
    pub(super) module: Shared,
    pub(super) name: String,
    pub(super) target: Target,
}

/// The meaning of a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Function(u32),
    /// No module has it, but the host does.
    Host(&'static HostRow),
    Unknown,
}

impl Program {
    /// The name of a layout with its module.
    pub(super) fn layout_name(&self, layout: u32, separator: &str) -> String {
        let layout = self.types.layout(layout);
        format!("{}{separator}{}", layout.module, layout.name)
    }

    pub(super) fn member_name(&self, layout: u32, at: usize) -> &str {
        let member = self.types.layout(layout).members.get(at);
        member.map_or("", |member| self.names.text(member.name))
    }

    /// The name of a function pointer.
    pub(super) fn pointer_name(&self, number: u32) -> String {
        let pointer = &self.pointers[number as usize];
        format!("{}::{}", pointer.module, pointer.name)
    }
}

impl Function {
    /// Its name with its module.
    pub(super) fn full_name(&self) -> String {
        format!("{}::{}", self.module, self.name)
    }

    /// An instruction of it.
    pub(super) fn place(&self, instruction: usize) -> Place {
        let text = self.instructions.get(instruction).map_or(String::new(), Instr::to_string);
        let line = self.lines.get(instruction).and_then(Option::as_ref);
        let source = line.map(|place| SourceLine {
            file: place.file.to_string(),
            line: place.line,
            column: place.column,
        });
        Place {
            module: self.module.to_string(),
            function: self.name.clone(),
            instruction: instruction as u32,
            text,
            source,
        }
    }
}

/// Makes a program.
pub(super) struct Builder<'u> {
    units: &'u [Unit],
    program: Program,
    meter: Rc<Meter>,
    /// The first function of each module and name.
    functions: FxHashMap<(Shared, String), u32>,
    pointers: FxHashMap<(Shared, String), u32>,
    strings: FxHashMap<Box<str>, u32>,
    /// The variables of the function that is being read.
    variables: Vec<NameId>,
    slots: FxHashMap<NameId, u32>,
}

/// A module under construction.
struct Source<'u> {
    unit: usize,
    module: &'u model::Module,
    name: Shared,
}

impl Program {
    /// The program in these files.
    pub(super) fn link(units: &[Unit]) -> Result<Self, Unready> {
        let mut builder = Builder {
            units,
            program: Self {
                types: Types::new(),
                names: Names::new(),
                functions: Vec::new(),
                pointers: Vec::new(),
                constants: Vec::new(),
            },
            // The program itself is not counted: it is as large as its files.
            meter: Meter::new(u64::MAX),
            functions: FxHashMap::default(),
            pointers: FxHashMap::default(),
            strings: FxHashMap::default(),
            variables: Vec::new(),
            slots: FxHashMap::default(),
        };
        let sources = modules(units)?;
        builder.declare(&sources)?;
        builder.define(&sources);
        builder.bind();
        Ok(builder.program)
    }
}

/// The modules of all files.
fn modules(units: &[Unit]) -> Result<Vec<Source<'_>>, Unready> {
    let mut owners: FxHashMap<&str, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (unit, Unit { name, model, .. }) in units.iter().enumerate() {
        let Some(Executable::Stack(file)) = model.executable() else {
            return Err(Unready::MixedFormats { one: units[0].name.clone(), other: name.clone() });
        };
        for module in &file.modules {
            if let Some(&first) = owners.get(&*module.name) {
                let (first, second) = (units[first].name.clone(), name.clone());
                return Err(Unready::DuplicateModule { name: module.name.clone(), first, second });
            }
            owners.insert(&module.name, unit);
            found.push(Source { unit, module, name: module.name.as_str().into() });
        }
    }
    Ok(found)
}

impl Builder<'_> {
    /// Assigns numbers to all layouts and functions.
    fn declare(&mut self, sources: &[Source<'_>]) -> Result<(), Unready> {
        let mut count = 0u64;
        for source in sources {
            for layout in &source.module.layouts {
                self.layout(&source.name, layout);
            }
            for function in &source.module.functions {
                let key = (Rc::clone(&source.name), function.name.clone());
                self.functions.entry(key).or_insert(count as u32);
                count += 1;
                if count > u64::from(u32::MAX) {
                    return Err(Unready::TooLarge);
                }
            }
        }
        Ok(())
    }

    fn layout(&mut self, module: &str, layout: &model::Layout) {
        let number = self.program.types.layout_number(module, &layout.name);
        if self.program.types.layout(number).is_defined {
            return;
        }
        let members = layout.members.iter().map(|member| Member {
            name: self.program.names.number(&member.name),
            ty: self.program.types.read(module, &member.ty),
        });
        let members = members.collect();
        self.program.types.layout_mut(number).define(members);
    }

    fn define(&mut self, sources: &[Source<'_>]) {
        for source in sources {
            for function in &source.module.functions {
                let function = self.function(source, function);
                self.program.functions.push(function);
            }
        }
    }

    fn function(&mut self, source: &Source<'_>, function: &model::Function) -> Function {
        let parameters = function.parameters.iter();
        let parameters = parameters.map(|parameter| self.read_type(&source.name, &parameter.ty)).collect();
        let body = match &function.body {
            Body::Code { code, .. } => Code::Ops(code::read(self, &source.name, code)),
            Body::Intrinsic(targets) => {
                let code = targets.iter().find(|target| target.target == "vm");
                let found = code.and_then(|target| HostRow::by_name(&target.code));
                found
                    .or_else(|| HostRow::find(&source.name, &function.name))
                    .map_or(Code::Missing, Code::Host)
            }
        };
        Function {
            module: Rc::clone(&source.name),
            name: function.name.clone(),
            parameters,
            body,
            variables: std::mem::take(&mut self.variables),
            slots: std::mem::take(&mut self.slots),
            instructions: function.body.code().to_vec(),
            lines: self.lines(source.unit, function),
        }
    }

    /// The source lines of a function's instructions.
    fn lines(&self, unit: usize, function: &model::Function) -> Vec<Option<source::Place>> {
        match (&self.units[unit].sources, &function.body) {
            (Some(sources), Body::Code { origins, .. }) => {
                origins.0.iter().map(|origin| line(sources, origin.0)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Looks up what the function pointers name.
    fn bind(&mut self) {
        for pointer in &mut self.program.pointers {
            let key = (Rc::clone(&pointer.module), pointer.name.clone());
            pointer.target = match self.functions.get(&key) {
                Some(&number) => Target::Function(number),
                None => HostRow::find(&pointer.module, &pointer.name).map_or(Target::Unknown, Target::Host),
            };
        }
    }

    pub(super) fn read_type(&mut self, module: &str, ty: &Type) -> TypeId {
        self.program.types.read(module, ty)
    }

    pub(super) fn name(&mut self, text: &str) -> NameId {
        self.program.names.number(text)
    }

    /// The slot of a variable of the function that is being read.
    pub(super) fn slot(&mut self, name: NameId) -> u32 {
        *self.slots.entry(name).or_insert_with(|| {
            self.variables.push(name);
            self.variables.len() as u32 - 1
        })
    }

    pub(super) fn constant(&mut self, value: Value) -> u32 {
        self.program.constants.push(value);
        self.program.constants.len() as u32 - 1
    }

    pub(super) fn string(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.strings.get(text) {
            return number;
        }
        // The meter has no limit, so the text is always there.
        let value = Value::string(&self.meter, text.into()).unwrap_or(Value::Bool(false));
        let number = self.constant(value);
        self.strings.insert(text.into(), number);
        number
    }

    pub(super) fn pointer(&mut self, module: &str, name: &str) -> u32 {
        let key = (Shared::from(module), name.to_owned());
        *self.pointers.entry(key).or_insert_with_key(|(module, name)| {
            let pointer = Pointer { module: Rc::clone(module), name: name.clone(), target: Target::Unknown };
            self.program.pointers.push(pointer);
            self.program.pointers.len() as u32 - 1
        })
    }
}

/// The place of a position in the text that a person wrote.
fn line(sources: &SourceMap, position: u32) -> Option<source::Place> {
    if position == 0 {
        return None;
    }
    sources.place(sources.written(Span::new(position, position)).lo)
}
