//! The start and end of a run: finds the entry function, makes values of the arguments, and text of the result.

use super::call::Frame;
use super::program::{Code, Function, Program};
use super::step::Run;
use super::types::{Kind, TypeId};
use super::value::{Meter, Value};
use super::{Fuel, text};
use crate::formats::hydro::model::Int;
use crate::ir::IntType;
use crate::vm::input::Input;
use crate::vm::{Argument, Cause, Entry, Host, Observer, Outcome, Start, Stop, Unready};
use lzasm_grammar::diag::suggest::Guesses;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Runs a program.
pub(super) fn run<O: Observer>(
    program: &Program,
    start: &Start,
    host: &mut dyn Host,
    observer: &mut O,
) -> Result<Outcome, Stop> {
    let number = find(program, start)?;
    let function = &program.functions[number as usize];
    let meter = Meter::new(start.limits.memory);
    let mut run = Run {
        program,
        host,
        stack: Vec::new(),
        room: 0,
        frames: Vec::new(),
        at: Frame::new(number, 0),
        variables: Vec::new(),
        foreign: BTreeMap::new(),
        fuel: Fuel::new(start.limits.steps),
        depth: start.limits.depth as usize,
        meter,
        input: Input::default(),
        defaults: FxHashMap::default(),
    };
    let fault = |run: &Run<'_>, cause: Box<Cause>| Stop::from(run.fault(*cause));
    for value in arguments(program, function, &start.arguments, &run.meter)? {
        let pushed = value.and_then(|value| run.push(value));
        pushed.map_err(|cause| fault(&run, cause))?;
    }
    match &function.body {
        Code::Ops(_) => run.execute(observer)?,
        Code::Host(row) => {
            let done = run.outside(row.function, function.parameters.len());
            done.map_err(|cause| fault(&run, cause))?;
        }
        Code::Missing => {
            let cause = Cause::UnknownFunction { name: function.full_name(), similar: Vec::new() };
            return Err(run.fault(cause).into());
        }
    }
    outcome(&mut run)
}

fn outcome(run: &mut Run<'_>) -> Result<Outcome, Stop> {
    let steps = run.fuel.used();
    let Some(value) = run.stack.pop() else { return Ok(Outcome { steps, ..Outcome::default() }) };
    let result = run.text(&value).map_err(|cause| Stop::from(run.fault(*cause)))?;
    Ok(Outcome { result: Some(result), literal: Some(text::literal(run.program, &value)), steps })
}

/// The function to begin with.
fn find(program: &Program, start: &Start) -> Result<u32, Unready> {
    let main = Entry { module: None, function: "main".to_owned(), arity: None };
    let entry = start.entry.as_ref().unwrap_or(&main);
    // A name may end in what reads as a number of parameters.
    let whole = entry.arity.map(|arity| format!("{}/{arity}", entry.function));
    let is_called = |function: &Function| {
        let takes = function.parameters.len();
        whole.as_ref() == Some(&function.name)
            || function.name == entry.function && entry.arity.is_none_or(|arity| usize::from(arity) == takes)
    };
    let fits = |function: &Function| {
        is_called(function) && entry.module.as_ref().is_none_or(|module| *module == *function.module)
    };
    let functions = || (0u32..).zip(&program.functions);
    let mut found: Vec<u32> = functions().filter(|(_, f)| fits(f)).map(|(number, _)| number).collect();
    let module = |number: &u32| &*program.functions[*number as usize].module;
    // The module `main` comes before others; of two functions of one name in a module, the first counts.
    if found.iter().any(|number| module(number) == "main") {
        found.retain(|number| module(number) == "main");
    }
    found.dedup_by(|next, first| module(next) == module(first));
    let takes = |number: &u32| program.functions[*number as usize].parameters.len();
    if found.iter().any(|number| takes(number) == start.arguments.len()) {
        found.retain(|number| takes(number) == start.arguments.len());
    }
    match found[..] {
        [number] => Ok(number),
        [] => Err(no_entry(program, entry)),
        _ => {
            let functions = found.iter().map(|&number| program.functions[number as usize].full_name());
            Err(Unready::AmbiguousEntry { name: entry.to_string(), functions: functions.collect() })
        }
    }
}

fn no_entry(program: &Program, entry: &Entry) -> Unready {
    let mut name = entry.to_string();
    if *name == *"main" {
        name.insert_str(0, "main::");
    }
    let functions: Vec<String> = program.functions.iter().map(Function::full_name).collect();
    let plain = program.functions.iter().map(|function| function.name.as_str());
    let all = functions.iter().map(String::as_str).chain(plain);
    let similar = Guesses::default().similar(&name, all);
    Unready::NoEntry { name, similar, functions }
}

type Pushed = Result<Value, Box<Cause>>;

/// The arguments as values.
fn arguments(
    program: &Program,
    function: &Function,
    arguments: &[Argument],
    meter: &Rc<Meter>,
) -> Result<Vec<Pushed>, Unready> {
    if arguments.len() != function.parameters.len() {
        return Err(Unready::ArgumentCount {
            function: function.full_name(),
            takes: function.parameters.len(),
            given: arguments.len(),
        });
    }
    let pairs = function.parameters.iter().zip(arguments).enumerate();
    let values = pairs.map(|(index, (&ty, argument))| {
        value(program, ty, argument, meter).ok_or_else(|| Unready::ArgumentType {
            index: index + 1,
            given: argument.to_string(),
            takes: program.types.text(ty),
        })
    });
    values.collect()
}

/// An argument as a value of this type.
fn value(program: &Program, ty: TypeId, argument: &Argument, meter: &Rc<Meter>) -> Option<Pushed> {
    let kind = program.types.kind(ty);
    let value = match (kind, argument) {
        (Kind::Any, Argument::Int { ty, .. }) => any_int(*ty, argument)?,
        (Kind::Int(int), Argument::Int { .. }) => Value::int(int, argument.as_int(int_type(int)?)?),
        (Kind::F32 | Kind::F64, Argument::Int { negative, magnitude, ty: None }) => {
            let size = *magnitude as f64;
            float(kind, if *negative { -size } else { size })
        }
        (Kind::F32 | Kind::Any, Argument::F32(value)) => Value::F32(*value),
        (Kind::F64 | Kind::Any, Argument::F64 { value, .. }) => Value::F64(*value),
        (Kind::F32, Argument::F64 { value, typed: false }) => Value::F32(*value as f32),
        (Kind::Bool | Kind::Any, Argument::Bool(value)) => Value::Bool(*value),
        (Kind::Any | Kind::Array(..), Argument::Text(text)) => {
            return bytes(program, kind, text.as_bytes(), meter);
        }
        (Kind::Any | Kind::Array(..), Argument::Bytes(found)) => return bytes(program, kind, found, meter),
        _ => return None,
    };
    Some(Ok(value))
}

fn float(kind: Kind, value: f64) -> Value {
    if kind == Kind::F32 { Value::F32(value as f32) } else { Value::F64(value) }
}

fn bytes(program: &Program, kind: Kind, bytes: &[u8], meter: &Rc<Meter>) -> Option<Pushed> {
    let is_taken = match kind {
        Kind::Array(length, element) => {
            program.types.takes(element, TypeId::U8)
                && length.is_none_or(|length| length as usize == bytes.len())
        }
        _ => true,
    };
    is_taken.then(|| Value::string(meter, bytes.to_vec()))
}

/// An integer of the type it says, or of the first of s32, s64, s128 and u128 that holds it.
fn any_int(said: Option<IntType>, argument: &Argument) -> Option<Value> {
    let int = |int: Int| Some(Value::int(int, argument.as_int(int_type(int)?)?));
    match said {
        Some(said) => Int::ALL.into_iter().find(|&int| int_type(int) == Some(said)).and_then(int),
        None => [Int::S32, Int::S64, Int::S128, Int::U128].into_iter().find_map(int),
    }
}

/// The language's name of an integer type.
fn int_type(int: Int) -> Option<IntType> {
    IntType::find(&int.name().replace('s', "i"))
}
