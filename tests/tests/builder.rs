//! Laws of the module builder: whatever a program calls, the result is a file that our decoder reads or a diagnostic,
//! and nothing that was built is missing from the file.

use lzasm::{
    CallFlags, Callee, Constant, Diagnostics, Label, ModuleBuilder, NativeBuilder, Program, ProgramBuilder,
};
use lzasm::{EmitOptions, Lossy, Reg, RegisterCode, StackCode, Target, Type};
use lzasm_tests::dice::Dice;
use proptest::prelude::*;

/// Choices that decide what is built: each is the first one once there were enough, so that the program ends.
struct Choices {
    dice: Dice,
    made: usize,
    enough: usize,
}

impl Choices {
    fn new(seed: u64, enough: usize) -> Self {
        Self { dice: Dice::new(seed), made: 0, enough }
    }

    fn roll(&mut self, sides: u32) -> u32 {
        self.made += 1;
        if self.made > self.enough { 0 } else { self.dice.below(sides as usize) as u32 }
    }

    fn is_over(&self) -> bool {
        self.made >= self.enough
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len() as u32) as usize]
    }

    /// A name: mostly one that was never used, sometimes one that is hard to write or was used before.
    fn name(&mut self) -> String {
        const HARD: [&str; 10] = ["f", "r1", "fn", "operator", "a b", "`", "\n", "é\u{202e}", "x.y", ""];
        match self.roll(12) {
            0 => HARD[self.roll(HARD.len() as u32) as usize].to_owned(),
            _ => format!("name{}", self.made),
        }
    }

    /// Mostly one of the last list, sometimes one of the first.
    fn handle<T: Clone>(&mut self, all: &[T], own: &[T]) -> T {
        if own.is_empty() || self.roll(40) == 0 { self.pick(all).clone() } else { self.pick(own).clone() }
    }

    fn reg(&mut self) -> Reg {
        let number = self.roll(40) as u8;
        Reg::new(number).or(Reg::slot(number)).unwrap_or(Reg::R0)
    }

    fn ty(&mut self) -> Type {
        match self.roll(24) {
            0 => Type::named(&self.name()),
            1 => Type::qualified(&self.name(), &self.name()),
            2 => Type::verbatim(&self.name()),
            3 => Type::I64.array(self.roll(9)).reference(),
            4 => Type::CHAR.open_array().mutable(),
            5 => Type::FUNCTION,
            6 => Type::I32.mutable_reference(),
            _ => self.pick(&[Type::I32, Type::STRING, Type::BOOL, Type::F64, Type::U8, Type::I64]).clone(),
        }
    }

    fn constant(&mut self, handles: &Handles, depth: u32) -> Constant {
        match self.roll(if depth > 3 { 8 } else { 12 }) {
            0 => i128::from(self.roll(u32::MAX)).wrapping_mul(1 << 90).into(),
            1 => f32::from_bits(self.roll(u32::MAX)).into(),
            2 => self.name().into(),
            3 => Constant::atom(&self.name()),
            4 => Constant::bytes(self.name().as_bytes()),
            5 => (self.roll(2) == 0).into(),
            6 => self.roll(9).into(),
            7 => i64::from(self.roll(9)).into(),
            8 => Constant::list(
                (0..self.roll(3)).map(|_| self.constant(handles, depth + 1)).collect::<Vec<_>>(),
            ),
            9 => Constant::map([(self.constant(handles, depth + 1), self.constant(handles, depth + 1))]),
            _ if handles.callees.is_empty() => Constant::import(&self.name(), &self.name(), 2),
            _ => Constant::function(&self.handle(&handles.callees, &handles.own)),
        }
    }
}

/// Handles of all modules so far, so that some are used where they do not belong.
#[derive(Default)]
struct Handles {
    callees: Vec<Callee>,
    labels: Vec<Label>,
    /// The functions of the module at hand.
    own: Vec<Callee>,
}

impl Handles {
    fn function(&mut self, callee: Callee) {
        self.callees.push(callee.clone());
        self.own.push(callee);
    }
}

fn registers(dice: &mut Choices, handles: &mut Handles, code: &mut RegisterCode<'_>) {
    handles.function(code.callee());
    let label = code.label();
    handles.labels.push(label);
    if dice.roll(20) > 0 {
        code.bind(label);
    }
    for _ in 0..dice.roll(6) {
        let (d, a, b) = (dice.reg(), dice.reg(), dice.reg());
        match dice.roll(14) {
            0 => code.add(d, a, b),
            1 => code.loadi(d, dice.roll(u32::MAX) as i16),
            2 => code.loadk(d, dice.constant(handles, 0)),
            3 => code.call(&dice.handle(&handles.callees, &handles.own)),
            4 => code.call_with(&dice.handle(&handles.callees, &handles.own), CallFlags::TailSave),
            5 => code.jmp(dice.handle(&handles.labels, &[label])),
            6 => code.jt(a, dice.handle(&handles.labels, &[label])),
            7 => code.word(dice.roll(u32::MAX)),
            8 => code.line(&dice.name(), dice.roll(u32::MAX), dice.roll(70_000) as u16),
            9 if dice.roll(20) == 0 => code.bind(*dice.pick(&handles.labels)),
            10 => code.put(a),
            11 => code.tuple(d, dice.roll(300) as u8, 0),
            12 => code.export(),
            _ => code.move_(d, a),
        };
    }
    code.ret();
}

fn stack(dice: &mut Choices, handles: &mut Handles, code: &mut StackCode<'_>) {
    let label = code.label();
    handles.labels.push(label);
    code.bind(label);
    for _ in 0..dice.roll(6) {
        match dice.roll(9) {
            0 => code.push(dice.constant(handles, 0)),
            1 => code.add(),
            2 => code.branch(dice.handle(&handles.labels, &[label]), label),
            3 => code.cast(&dice.ty()),
            4 => code.alloc(&dice.ty()),
            5 => code.getindex_member(&dice.name()),
            6 => code.rotate(dice.roll(u32::MAX) as i16),
            7 => code.duplicate_with(dice.roll(u32::MAX) as u16),
            _ => code.pop(),
        };
    }
    code.push(1i32).return_();
}

fn module(dice: &mut Choices, handles: &mut Handles, name: &str) -> ModuleBuilder {
    let mut m = ModuleBuilder::new(name);
    handles.own.clear();
    if dice.roll(4) == 0 {
        m.version(&[1, dice.roll(900), 7]);
    }
    for _ in 0..dice.roll(5) {
        let (name, other, ty) = (dice.name(), dice.name(), dice.ty());
        let params = [(other.as_str(), ty.clone())];
        match dice.roll(10) {
            0 => handles.function(m.import(&other, &name, &[("a", ty)], None)),
            1 => handles.function(m.prototype(&name, &[], Some(ty))),
            2 => _ = m.struct_(&name).exported_field(&other, ty).export(),
            3 => _ = m.constant(&name, dice.constant(handles, 0)),
            4 => handles.function(m.intrinsic(&name, &params, None, &[("vm", &other)])),
            5 | 6 => stack(dice, handles, &mut m.stack_function(&name, &params, Some(Type::I32))),
            7 => registers(
                dice,
                handles,
                &mut m.operator("+", &[("a", ty.clone()), ("b", ty)], Some(Type::I32)),
            ),
            _ => registers(dice, handles, &mut m.function(&name, &params, Some(Type::I32))),
        }
    }
    m
}

fn program(dice: &mut Choices) -> Result<Program, Diagnostics> {
    let mut handles = Handles::default();
    let mut all = ProgramBuilder::new().module(module(dice, &mut handles, "first"));
    while !dice.is_over() {
        let name = dice.name();
        all = match dice.roll(6) {
            0 => all.native(NativeBuilder::new(&name, &dice.name()).function("sqrt")),
            1 => all.archive(ProgramBuilder::new().module(module(dice, &mut handles, &name))),
            _ => all.module(module(dice, &mut handles, &name)),
        };
    }
    all.finish()
}

fn emitted_with_losses(program: &Program, target: Target) -> Result<Vec<u8>, Diagnostics> {
    program.emit_with(target, &EmitOptions::new().lossy(Lossy::Allow)).map(lzasm::Assembled::into_bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_built_is_a_file_or_a_diagnostic(seed in any::<u64>(), enough in 0..80usize) {
        let Ok(program) = program(&mut Choices::new(seed, enough)) else { return Ok(()) };
        for target in Target::all() {
            let Ok(bytes) = emitted_with_losses(&program, target) else { continue };
            let file = lzasm::decode(&bytes).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(file.target(), target);
            let again = lzasm::Assembler::new().target(target).lossy(Lossy::Allow)
                .assemble_str("again.s", program.source())
                .map_err(|fault| TestCaseError::fail(fault.to_string()))?;
            prop_assert_eq!(again.bytes(), &bytes[..], "the source of a program is that program");
        }
    }
}

/// The law above says nothing if no program comes through.
#[test]
fn many_arbitrary_programs_are_emitted() {
    let mut emitted = [0; 4];
    for seed in 0..600 {
        let Ok(program) = program(&mut Choices::new(seed, 24)) else { continue };
        for (count, target) in emitted.iter_mut().zip(Target::all()) {
            *count += u32::from(emitted_with_losses(&program, target).is_ok());
        }
    }
    assert!(emitted.iter().all(|count| *count > 10), "{emitted:?}");
}

/// A module with a function of this many instructions in each set.
fn both_sets() -> ModuleBuilder {
    let mut m = ModuleBuilder::new("main");
    m.function("twice", &[("n", Type::I32)], Some(Type::I32)).add(Reg::R0, Reg::R1, Reg::R1).ret();
    m.stack_function("half", &[("n", Type::I32)], Some(Type::I32)).push(2i32).divide().return_();
    m
}

#[test]
fn no_function_is_lost_in_the_other_set() {
    let program = both_sets().finish().unwrap();
    for target in [Target::LAZER, Target::HYDRO] {
        let file = lzasm::decode(&program.emit(target).unwrap()).unwrap();
        let text = file.disassemble().to_string();
        assert!(text.contains(".func twice") && text.contains(".func half"), "{text}");
        for (entry, result) in [("twice", "14"), ("half", "3")] {
            let seven = lzasm::Argument::parse("7i32").unwrap();
            let options = lzasm::RunOptions::new().entry(entry).argument(seven);
            assert_eq!(
                lzasm::run(&file, &options).unwrap().result.as_deref(),
                Some(result),
                "{target} {entry}"
            );
        }
    }
}

#[test]
fn what_a_format_cannot_carry_is_an_error() {
    let mut m = both_sets();
    m.struct_("Point").field("x", Type::I32);
    let program = m.finish().unwrap();
    let found = program.emit(Target::LAZER).unwrap_err();
    assert!(found.to_string().contains("carries no structs"), "{found}");
    let allowed = program.emit_with(Target::LAZER, &EmitOptions::new()).unwrap();
    assert_eq!(allowed.warnings().len(), 1);
}

#[test]
fn handles_of_other_modules_are_refused() {
    let mut one = ModuleBuilder::new("one");
    let f = one.callee("f", 0);
    let named = one.constant("k", 5i32);
    let label = one.function("f", &[], None).label();

    let mut two = ModuleBuilder::new("two");
    two.constant("k", 7i32);
    two.constant("j", Constant::list([Constant::function(&f)]));
    two.function("f", &[], None).call(&f).loadk(Reg::R1, named).jmp(label).bind(label).ret();
    let found = two.finish().unwrap_err();
    assert_eq!(found.errors().count(), 5, "{found}");
}

#[test]
fn labels_stay_in_their_function() {
    let mut m = ModuleBuilder::new("m");
    let mut f = m.function("f", &[], None);
    let first = f.label();
    f.bind(first).ret();
    m.function("g", &[], None).jmp(first).ret();
    let found = m.finish().unwrap_err();
    assert_eq!(found.errors().count(), 1, "{found}");
    assert!(found.to_string().contains("another module or function"), "{found}");
}

#[test]
fn a_label_that_stands_nowhere_is_an_error() {
    let mut m = ModuleBuilder::new("m");
    let mut f = m.function("f", &[], None);
    let nowhere = f.label();
    f.jmp(nowhere).ret();
    assert!(m.finish().unwrap_err().to_string().contains("L0"));
}
