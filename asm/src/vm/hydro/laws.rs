//! Laws of the machine, over programs of any instructions: none makes it panic or run beyond its limits, and observing
//! changes nothing.

use super::Hydro;
use crate::bytes::Origins;
use crate::formats::hydro::model::*;
use crate::formats::hydro::table::ROWS;
use crate::vm::{Buffers, Control, Limits, Machine, Nobody, Observer, Outcome, Start, Stop, Unit, View};
use proptest::prelude::*;

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "length", "main", "f", "g", "P", "Q"])
}

fn ty() -> impl Strategy<Value = Type> {
    let leaf = prop_oneof![
        4 => prop::sample::select(&Int::ALL).prop_map(Type::Int),
        2 => prop::sample::select(vec![Type::Any, Type::Bool, Type::F32, Type::F64, Type::String, Type::Function]),
        2 => name().prop_map(|name| Type::layout("", name)),
    ];
    leaf.prop_recursive(3, 4, 1, |inner| {
        prop_oneof![
            (prop::option::of(0..4u32), inner.clone()).prop_map(|(length, inner)| Type::array(length, inner)),
            inner.prop_map(Type::reference),
        ]
    })
}

fn value() -> impl Strategy<Value = Value> {
    let int = (prop::sample::select(&Int::ALL), prop_oneof![0..5u128, any::<u128>()]);
    prop_oneof![
        8 => int.prop_map(|(int, bits)| Value::Int(Integer::new(int, bits))),
        2 => any::<bool>().prop_map(Value::Bool),
        1 => any::<u64>().prop_map(Value::F64),
        1 => any::<u32>().prop_map(Value::F32),
        2 => name().prop_map(|text| Value::String(text.into())),
        3 => name().prop_map(|name| Value::function("", name)),
        1 => prop::sample::select(vec!["print", "println"]).prop_map(|name| Value::function("std.io.print", name)),
        1 => prop::sample::select(vec!["sqrt", "pow", "isqrt", "abs", "min"]).prop_map(|name| Value::function("std.math", name)),
        1 => prop::sample::select(vec!["readline", "readchar", "prompt"]).prop_map(|name| Value::function("std.io.read", name)),
        5 => name().prop_map(|name| Value::Variable(name.into())),
    ]
}

fn instr() -> impl Strategy<Value = Instr> {
    let plain: Vec<u8> = ROWS.iter().filter(|row| row.operands().is_empty()).map(|row| row.opcode).collect();
    let element = || (prop_oneof![3 => 0..5u32, 1 => any::<u32>()], ty());
    prop_oneof![
        10 => value().prop_map(Instr::push),
        12 => prop::sample::select(plain).prop_map(Instr::plain),
        2 => (0..4u16).prop_map(|count| Instr::new(b'd', Operand::Count(count))),
        2 => (-4..5i16).prop_map(|places| Instr::new(b't', Operand::Places(places))),
        1 => (0..30u32).prop_map(|to| Instr::new(b'j', Operand::Target(to))),
        1 => (0..30u32, 0..30u32).prop_map(|(yes, no)| Instr::new(b'b', Operand::Targets(yes, no))),
        4 => (prop::sample::select(&b"C{"[..]), ty()).prop_map(|(op, ty)| Instr::new(op, Operand::Type(ty))),
        2 => element().prop_map(|(n, ty)| Instr::new(b'[', Operand::Array(Some(n), Box::new(ty)))),
        1 => ty().prop_map(|ty| Instr::new(b'[', Operand::Array(None, Box::new(ty)))),
        3 => (prop::sample::select(&b"mM"[..]), name())
            .prop_map(|(op, name)| Instr::new(op, Operand::Member(name.into()))),
    ]
}

fn variables() -> impl Strategy<Value = Vec<Variable>> {
    prop::collection::vec((name(), ty()).prop_map(|(name, ty)| Variable::new(name, ty)), 0..3)
}

fn function(name: &'static str, parameters: Vec<Variable>, code: Vec<Instr>) -> Function {
    let body = Body::Code { code, origins: Origins::default() };
    Function { name: name.into(), parameters, body, origin: Default::default() }
}

fn file() -> impl Strategy<Value = File> {
    let code = || prop::collection::vec(instr(), 0..40);
    let layouts = (variables(), variables()).prop_map(|(one, two)| {
        let layout = |name: &str, members| Layout { name: name.into(), members, ..Layout::default() };
        vec![layout("P", one), layout("Q", two)]
    });
    (layouts, code(), variables(), code(), variables(), code()).prop_map(
        |(layouts, main, f_parameters, f, g_parameters, g)| {
            let functions = vec![
                function("main", Vec::new(), main),
                function("f", f_parameters, f),
                function("g", g_parameters, g),
            ];
            let module = Module { layouts, functions, ..Module::new("main") };
            File { modules: vec![module], ..File::default() }
        },
    )
}

/// Looks at everything.
#[derive(Default)]
struct Everything {
    steps: u64,
}

impl Observer for Everything {
    fn before(&mut self, view: &dyn View) -> Control {
        self.steps += 1;
        let seen = (view.place(), view.stack(), view.operands(), view.variables(), view.nearby(2));
        assert_eq!(seen.0.instruction, view.spot().instruction);
        assert!(view.depth() >= 1 && !seen.0.text.is_empty());
        for variable in seen.3 {
            assert!(view.variable(&variable.name).is_some(), "{}", variable.name);
        }
        Control::Go
    }
}

fn run(file: &File, observer: &mut impl Observer) -> (Result<Outcome, Stop>, Vec<u8>) {
    let unit = Unit { name: "main".into(), model: std::sync::Arc::new(file.clone()), sources: None };
    let limits = Limits { steps: 2_000, depth: 20, memory: 1 << 20 };
    let mut host = Buffers::with_input("one\ntwo\n");
    let mut machine = Hydro::link(&[unit]).unwrap_or_else(|unready| panic!("{unready:?}"));
    let ended = machine.run(&Start { limits, ..Start::default() }, &mut host, observer);
    (ended, host.output)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_program_ends_the_same_whoever_looks(file in file()) {
        let alone = run(&file, &mut Nobody);
        let mut everything = Everything::default();
        // Values may be NaN, which equals nothing: the words are compared.
        prop_assert_eq!(format!("{alone:?}"), format!("{:?}", run(&file, &mut everything)));
        if let Ok(outcome) = &alone.0 {
            prop_assert!(outcome.steps <= 2_000 && everything.steps <= outcome.steps);
        }
    }
}
