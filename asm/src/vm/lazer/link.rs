//! Links files into a machine with their modules in it. References from one module to another are looked
//! up here, and those to modules that no file has, among the functions of the host.

use super::Lazer;
use super::code::{Instr, Op, instruction};
use super::heap::{Heap, Object};
use super::host;
use super::program::{Callable, Module, Program, Target};
use super::value::{ATOMS, Ref, Value};
use crate::formats::lazer::model::{Bytecode, Constant, Function, Import, MAX_DEPTH, Module as Part, Native};
use crate::formats::lazer::word::{PUT, SLOT_BIT, operands, row_of};
use crate::formats::{Executable, Model};
use crate::isa::OperandKind;
use crate::vm::{Unit, Unready};
use rustc_hash::FxHashMap;

/// A module of code, or a native one, and the file it is from.
struct Input<'u> {
    file: &'u str,
    name: &'u str,
    part: Leaf<'u>,
}

#[derive(Clone, Copy)]
enum Leaf<'u> {
    Bytecode(&'u Bytecode),
    Native(&'u Native),
}

/// Links these files.
pub(super) fn link(units: &[Unit]) -> Result<Lazer, Unready> {
    let inputs = leaves(units)?;
    refuse_twins(&inputs)?;
    let mut linker = Linker::new();
    for input in &inputs {
        if let Leaf::Bytecode(bytecode) = input.part {
            linker.declare(input, bytecode)?;
        }
    }
    linker.natives = inputs.iter().filter_map(native).collect();
    let bytecodes = inputs.iter().filter_map(|input| match input.part {
        Leaf::Bytecode(bytecode) => Some(bytecode),
        Leaf::Native(_) => None,
    });
    for (index, bytecode) in bytecodes.enumerate() {
        linker.constants(index, bytecode)?;
    }
    linker.code();
    Ok(Lazer { program: linker.program, heap: linker.heap })
}

/// The functions of a native module.
fn native<'u>(input: &Input<'u>) -> Option<(&'u str, Vec<&'u str>)> {
    match input.part {
        Leaf::Native(native) => Some((input.name, native.functions.iter().map(|name| &**name).collect())),
        Leaf::Bytecode(_) => None,
    }
}

/// All modules other than archives, in order.
fn leaves(units: &[Unit]) -> Result<Vec<Input<'_>>, Unready> {
    let mut leaves = Vec::new();
    for unit in units {
        let Some(Executable::Register(file)) = unit.model.executable() else {
            return Err(other_format(unit, units));
        };
        // The modules still to be visited, the next one last.
        let mut open = vec![&file.module];
        while let Some(module) = open.pop() {
            let name = module.name().map_or("", |name| name);
            match module {
                Part::Archive(archive) => open.extend(archive.modules.iter().rev()),
                Part::Native(native) => {
                    leaves.push(Input { file: &unit.name, name, part: Leaf::Native(native) });
                }
                Part::Bytecode(code) => {
                    leaves.push(Input { file: &unit.name, name, part: Leaf::Bytecode(code) });
                }
            }
        }
    }
    Ok(leaves)
}

fn other_format(unit: &Unit, units: &[Unit]) -> Unready {
    let fits = |model: &dyn Model| matches!(model.executable(), Some(Executable::Register(_)));
    let one = units.iter().find(|unit| fits(&*unit.model)).map_or("", |unit| &unit.name);
    Unready::MixedFormats { one: one.to_owned(), other: unit.name.clone() }
}

fn refuse_twins(inputs: &[Input<'_>]) -> Result<(), Unready> {
    let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
    for input in inputs.iter().filter(|input| !input.name.is_empty()) {
        if let Some(first) = seen.insert(input.name, input.file) {
            let (first, second) = (first.to_owned(), input.file.to_owned());
            return Err(Unready::DuplicateModule { name: input.name.to_owned(), first, second });
        }
    }
    Ok(())
}

struct Linker<'u> {
    program: Program,
    heap: Heap,
    by_name: FxHashMap<Box<str>, usize>,
    natives: FxHashMap<&'u str, Vec<&'u str>>,
    imports: FxHashMap<&'u Import, u32>,
}

impl<'u> Linker<'u> {
    fn new() -> Self {
        let mut program = Program::default();
        program.atoms.extend(ATOMS.iter().map(|name| Box::from(*name)));
        Self {
            program,
            heap: Heap::new(),
            by_name: FxHashMap::default(),
            natives: FxHashMap::default(),
            imports: FxHashMap::default(),
        }
    }

    /// Makes room for the code of a module, and notes its functions.
    fn declare(&mut self, input: &Input<'u>, bytecode: &'u Bytecode) -> Result<(), Unready> {
        let (slots, registers) = names_used(&bytecode.code);
        let base = self.program.modules.last().map_or(0, |last| last.base + last.words.len() + 1);
        if u32::try_from(base + bytecode.code.len() + 1).is_err() {
            return Err(Unready::TooLarge);
        }
        let mut module = Module {
            name: input.name.to_owned(),
            base,
            words: bytecode.code.clone(),
            lines: bytecode.lines.clone(),
            slots,
            ..Module::default()
        };
        for constant in &bytecode.constants {
            let callable = match constant {
                Constant::Function(function) => Some(self.function(&mut module, function)?),
                _ => None,
            };
            module.callables.push(callable);
        }
        module.entries.sort_by_key(|entry| entry.0);
        if !module.name.is_empty() {
            self.by_name.insert(module.name.as_str().into(), self.program.modules.len());
        }
        self.program.registers = self.program.registers.max(registers);
        self.program.modules.push(module);
        Ok(())
    }

    /// A function of a module that is being declared.
    fn function(&mut self, module: &mut Module, function: &Function) -> Result<u32, Unready> {
        let callable = callable(module, function);
        let (name, is_inside) = (callable.name.clone(), callable.target != Target::Outside);
        let number = self.callable(callable)?;
        if is_inside {
            module.entries.push((function.entry, number));
        }
        module.functions.entry((name, function.arity)).or_insert(number);
        Ok(number)
    }

    fn callable(&mut self, callable: Callable) -> Result<u32, Unready> {
        let number = u32::try_from(self.program.callables.len()).map_err(|_| Unready::TooLarge)?;
        self.program.callables.push(callable);
        Ok(number)
    }

    /// Makes values of the constants of a module.
    fn constants(&mut self, index: usize, bytecode: &'u Bytecode) -> Result<(), Unready> {
        let first = u32::try_from(self.program.constants.len()).map_err(|_| Unready::TooLarge)?;
        self.program.modules[index].constants = first;
        for (at, constant) in bytecode.constants.iter().enumerate() {
            if let Constant::Import(import) = constant {
                self.program.modules[index].callables[at] = Some(self.import(import)?);
            }
            let own = self.program.modules[index].callables[at];
            let value = match own {
                Some(callable) => Value::Function(callable),
                None => self.value(index, constant, 0)?,
            };
            self.program.constants.push(value);
        }
        Ok(())
    }

    /// The value of a constant of a module. Constants nest at most 64 deep, so this may call itself.
    fn value(&mut self, module: usize, constant: &'u Constant, depth: usize) -> Result<Value, Unready> {
        if depth > MAX_DEPTH {
            return Err(Unready::TooLarge);
        }
        let depth = depth + 1;
        Ok(match constant {
            Constant::U8(value) => Value::U8(*value),
            Constant::I16(value) => Value::I16(*value),
            Constant::I32(value) => Value::I32(*value),
            Constant::I64(value) => Value::I64(*value),
            Constant::U64(value) => Value::U64(*value),
            Constant::F32(bits) => Value::F32(f32::from_bits(*bits)),
            Constant::F64(bits) => Value::F64(f64::from_bits(*bits)),
            Constant::Atom(name) => Value::Atom(self.program.atom(name).ok_or(Unready::TooLarge)?),
            Constant::Import(import) => Value::Function(self.import(import)?),
            Constant::Function(function) => Value::Function(self.inner(module, function)?),
            Constant::List(_, parts) => Value::List(self.elements(module, parts, depth)?),
            Constant::Tuple(_, parts) => Value::Tuple(self.elements(module, parts, depth)?),
            Constant::Map(_, pairs) => Value::Map(self.pairs(module, pairs, depth)?),
            Constant::Binary(_, bytes) => Value::Binary(self.object(Object::Bytes(bytes.as_slice().into()))?),
        })
    }

    fn object(&mut self, object: Object) -> Result<Ref, Unready> {
        self.heap.constant(object).ok_or(Unready::TooLarge)
    }

    fn elements(&mut self, module: usize, parts: &'u [Constant], depth: usize) -> Result<Ref, Unready> {
        let parts = parts.iter().map(|part| self.value(module, part, depth)).collect::<Result<_, _>>()?;
        self.object(Object::Elements(parts))
    }

    fn pairs(
        &mut self,
        module: usize,
        pairs: &'u [(Constant, Constant)],
        depth: usize,
    ) -> Result<Ref, Unready> {
        let pair = |(key, value): &'u (Constant, Constant)| {
            Ok((self.value(module, key, depth)?, self.value(module, value, depth)?))
        };
        let pairs = pairs.iter().map(pair).collect::<Result<_, _>>()?;
        self.object(Object::Pairs(pairs))
    }

    /// A function inside another constant.
    fn inner(&mut self, module: usize, function: &Function) -> Result<u32, Unready> {
        let module = &self.program.modules[module];
        let inner = callable(module, function);
        match module.functions.get(&(inner.name.clone(), function.arity)) {
            Some(&known) if self.program.callables[known as usize] == inner => Ok(known),
            _ => self.callable(inner),
        }
    }

    /// The function that an import calls: a function of a module that is there, or one of the host.
    fn import(&mut self, import: &'u Import) -> Result<u32, Unready> {
        if let Some(&known) = self.imports.get(import) {
            return Ok(known);
        }
        let number = match self.by_name.get(&*import.module) {
            Some(&module) => {
                let key = (Box::from(&*import.function), import.arity);
                self.program.modules[module].functions.get(&key).copied()
            }
            None => None,
        };
        let number = match number {
            Some(number) => number,
            None => {
                let (module, name) = ((*import.module).into(), (*import.function).into());
                let target = self.host(import);
                self.callable(Callable { module, name, arity: import.arity, target })?
            }
        };
        self.imports.insert(import, number);
        Ok(number)
    }

    fn host(&self, import: &Import) -> Target {
        let (module, name) = (&*import.module, &*import.function);
        let found = match self.natives.get(module) {
            _ if self.by_name.contains_key(module) => None,
            Some(functions) if functions.contains(&name) => host::native(name, import.arity),
            Some(_) => None,
            None => host::find(module, name, import.arity),
        };
        found.map_or(Target::Unknown, Target::Host)
    }

    /// Makes instructions of all words.
    fn code(&mut self) {
        let mut code = Vec::new();
        for module in &self.program.modules {
            code.extend((0..module.words.len()).map(|at| instruction(module, at)));
            code.push(Instr { op: Op::End, a: 0, b: 0, c: 0, number: 0 });
        }
        self.program.code = code;
    }
}

/// A function of a module as something that can be called.
fn callable(module: &Module, function: &Function) -> Callable {
    let target = match (function.entry as usize) < module.words.len() {
        true => Target::Code { entry: module.base as u32 + function.entry, slots: module.slots },
        false => Target::Outside,
    };
    let (module, name) = (module.name.as_str().into(), (*function.name).into());
    Callable { module, name, arity: function.arity, target }
}

/// The number of slots that code names, and the highest register.
fn names_used(code: &[u32]) -> (u8, u8) {
    let (mut slots, mut registers) = (0, 0);
    let mut name = |byte: u8| {
        if byte & SLOT_BIT != 0 {
            slots = slots.max((byte & !SLOT_BIT) + 1);
        } else {
            registers = registers.max(byte.min(31));
        }
    };
    for &word in code {
        let Some(row) = row_of(word) else { continue };
        for (kind, value) in operands(row, word) {
            match kind {
                OperandKind::Reg(_) => name(value as u8),
                OperandKind::Element if word as u8 == PUT && value != 0xFF => name(value as u8),
                _ => {}
            }
        }
    }
    (slots, registers)
}
