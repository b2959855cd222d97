//! The start of a run: the entry function, and its arguments as values.

use super::heap::{Heap, Object};
use super::program::{Callable, Program};
use super::value::Value;
use crate::formats::lazer::word::REGISTERS;
use crate::ir::IntType;
use crate::vm::{Argument, Start, Unready};
use lzasm_grammar::diag::suggest::Guesses;

/// The function that is meant, by the number of its callable.
pub(super) fn find(program: &Program, start: &Start) -> Result<u32, Unready> {
    let given = start.arguments.len();
    let (module, name) = match &start.entry {
        Some(entry) => (entry.module.as_deref(), entry.function.as_str()),
        None if has_main(program, given) => (Some("main"), "main"),
        None => (None, "main"),
    };
    let arity = start.entry.as_ref().and_then(|entry| entry.arity);
    let asked = start.entry.as_ref().map_or("main".to_owned(), |entry| entry.to_string());
    let named: Vec<u32> = functions(program)
        .filter(|(_, callable)| {
            &*callable.name == name && module.is_none_or(|module| module == &*callable.module)
        })
        .filter(|(_, callable)| arity.is_none_or(|arity| arity == callable.arity))
        .map(|(function, _)| function)
        .collect();
    let fits = |function: &u32| usize::from(program.callables[*function as usize].arity) == given;
    let fitting: Vec<u32> = named.iter().copied().filter(fits).collect();
    match (fitting.as_slice(), named.as_slice()) {
        ([function], _) => check_count(program, *function),
        ([_, _, ..], _) => {
            let functions = fitting.iter().map(|function| shown(program, *function)).collect();
            Err(Unready::AmbiguousEntry { name: asked, functions })
        }
        ([], [function, ..]) => {
            let takes = program.callables[*function as usize].arity.into();
            Err(Unready::ArgumentCount { function: shown(program, *function), takes, given })
        }
        ([], []) => Err(missing(program, asked)),
    }
}

/// Whether the module `main` has a `main` with this number of arguments.
fn has_main(program: &Program, given: usize) -> bool {
    functions(program).any(|(_, callable)| {
        (&*callable.module, &*callable.name) == ("main", "main") && usize::from(callable.arity) == given
    })
}

/// All functions that programs define, each once, by module and place.
fn functions(program: &Program) -> impl Iterator<Item = (u32, &Callable)> {
    let numbers = program.modules.iter().flat_map(|module| {
        let mut numbers: Vec<u32> = module.functions.values().copied().collect();
        numbers.sort_unstable();
        numbers
    });
    numbers.map(|number| (number, &program.callables[number as usize]))
}

fn shown(program: &Program, function: u32) -> String {
    program.callables[function as usize].to_string()
}

/// The greatest number of arguments: they are passed in registers.
fn check_count(program: &Program, function: u32) -> Result<u32, Unready> {
    let arity = usize::from(program.callables[function as usize].arity);
    let most = usize::from(REGISTERS) - 1;
    if arity > most {
        return Err(Unready::ArgumentCount { function: shown(program, function), takes: most, given: arity });
    }
    Ok(function)
}

/// The greatest number of names that a missing function is compared with.
const COMPARED: usize = 10_000;

fn missing(program: &Program, name: String) -> Unready {
    let first = || functions(program).take(COMPARED);
    let functions: Vec<String> = first().map(|(function, _)| shown(program, function)).collect();
    let without_arity =
        |name: &'_ String| name.rsplit_once('/').map_or(name.clone(), |(name, _)| name.to_owned());
    let bare: Vec<String> = functions.iter().map(without_arity).collect();
    let short = first().map(|(_, callable)| &*callable.name);
    let names = short.chain(bare.iter().map(String::as_str)).chain(functions.iter().map(String::as_str));
    let similar = Guesses::default().similar(&name, names);
    Unready::NoEntry { name, similar, functions }
}

/// The arguments as values.
pub(super) fn arguments(
    program: &mut Program,
    heap: &mut Heap,
    arguments: &[Argument],
) -> Result<Vec<Value>, Unready> {
    let mut values = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let value = match argument {
            Argument::Int { ty, .. } => integer(argument, *ty, index)?,
            Argument::F32(value) => Value::F32(*value),
            Argument::F64 { value, .. } => Value::F64(*value),
            Argument::Bool(value) => Value::bool(*value),
            Argument::Atom(name) => Value::Atom(program.atom(name).ok_or(Unready::TooLarge)?),
            Argument::Text(text) => bytes(heap, text.as_bytes())?,
            Argument::Bytes(list) => bytes(heap, list)?,
        };
        values.push(value);
    }
    Ok(values)
}

fn bytes(heap: &mut Heap, bytes: &[u8]) -> Result<Value, Unready> {
    heap.add(Object::Bytes(bytes.into())).map(Value::Binary).ok_or(Unready::TooLarge)
}

/// An integer of the type it says, or of the first one that holds it: i32, i64, u64. Types that the machine does not
/// have become the next wider one.
fn integer(argument: &Argument, ty: Option<IntType>, index: usize) -> Result<Value, Unready> {
    let held = |ty: IntType| argument.as_int(ty);
    let value = match ty {
        Some(IntType::U8) => held(IntType::U8).map(|bits| Value::U8(bits as u8)),
        Some(IntType::I8) => held(IntType::I8).map(|bits| Value::I16(bits as i16)),
        Some(IntType::I16) => held(IntType::I16).map(|bits| Value::I16(bits as i16)),
        Some(IntType::U16) => held(IntType::U16).map(|bits| Value::I32(bits as i32)),
        Some(IntType::I32) => held(IntType::I32).map(|bits| Value::I32(bits as i32)),
        Some(IntType::U32) => held(IntType::U32).map(|bits| Value::I64(bits as i64)),
        Some(IntType::I64) => held(IntType::I64).map(|bits| Value::I64(bits as i64)),
        Some(IntType::U64) => held(IntType::U64).map(|bits| Value::U64(bits as u64)),
        Some(IntType::U128 | IntType::I128) => None,
        None => held(IntType::I32)
            .map(|bits| Value::I32(bits as i32))
            .or_else(|| held(IntType::I64).map(|bits| Value::I64(bits as i64)))
            .or_else(|| held(IntType::U64).map(|bits| Value::U64(bits as u64))),
    };
    value.ok_or_else(|| Unready::ArgumentType {
        index: index + 1,
        given: argument.to_string(),
        takes: "an integer of at most 64 bits".to_owned(),
    })
}
