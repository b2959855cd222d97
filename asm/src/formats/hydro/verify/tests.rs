use super::verify;
use crate::bytes::{At, Origins, counted};
use crate::formats::hydro::decode;
use crate::formats::hydro::model::*;
use crate::formats::testing::conformance;
use pretty_assertions::assert_eq;

fn file(modules: Vec<Module>) -> File {
    File { modules, ..File::default() }
}

fn using(name: &str) -> Using {
    Using { name: name.into(), origin: At::default() }
}

fn layout(name: &str, members: Vec<Variable>) -> Layout {
    Layout { name: name.into(), members, origin: At::default() }
}

fn function(name: &str, parameters: usize, code: Vec<Instr>) -> Function {
    let parameters = (0..parameters).map(|index| Variable::new(format!("p{index}"), Type::Any)).collect();
    let body = Body::Code { code, origins: Origins::default() };
    Function { name: name.into(), parameters, body, origin: At::default() }
}

fn intrinsic(name: &str, targets: &[&str]) -> Function {
    let target = |target: &&str| Target { target: (*target).into(), code: String::new() };
    Function { body: Body::Intrinsic(targets.iter().map(target).collect()), ..function(name, 1, vec![]) }
}

/// Instructions without operands, by their bytes.
fn plain(bytes: &str) -> Vec<Instr> {
    bytes.bytes().map(Instr::plain).collect()
}

fn one() -> Instr {
    Instr::push(Value::Int(Integer::new(Int::U8, 1)))
}

fn call(module: &str, name: &str) -> Vec<Instr> {
    vec![Instr::push(Value::function(module, name)), Instr::plain(b'c')]
}

fn branch(yes: u32, no: u32) -> Instr {
    Instr::new(b'b', Operand::Targets(yes, no))
}

fn jump(target: u32) -> Instr {
    Instr::new(b'j', Operand::Target(target))
}

#[track_caller]
fn found(modules: Vec<Module>, expected: &[&str]) {
    let found = verify(&file(modules));
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(lines, expected);
}

/// The findings about a function of these instructions, by the number of its instruction; with the first note.
#[track_caller]
fn code(parameters: usize, parts: &[Vec<Instr>], expected: &[&str]) -> Option<String> {
    let functions = vec![
        function("f", parameters, parts.concat()),
        function("one", 2, plain("+r")),
        function("none", 1, vec![]),
        function("either", 1, vec![branch(1, 3), one(), Instr::plain(b'r')]),
        intrinsic("host", &[]),
    ];
    let mut found = verify(&file(vec![Module { functions, ..Module::new("m") }]));
    found.retain(|finding| finding.path.starts_with("module[0].functions[0]"));
    let start = "module[0].functions[0].instruction";
    let lines: Vec<String> =
        found.iter().map(|finding| finding.to_string().trim_start_matches(start).to_owned()).collect();
    assert_eq!(lines, expected);
    found.into_iter().next().and_then(|finding| finding.note)
}

#[test]
fn the_conformance_files_are_clean() {
    for name in ["fact.hydro", "usings.hydro"] {
        assert_eq!(verify(&decode(&conformance(name)).unwrap()), []);
    }
}

#[test]
fn names_that_are_empty_or_repeat() {
    let variables = ["x", "", "x", ""].map(|name| Variable::new(name, Type::Bool)).to_vec();
    let mut odd = Module::new("");
    odd.usings = vec![using("u"), using(""), using("u")];
    odd.layouts = vec![layout("L", variables.clone()), layout("", vec![]), layout("L", vec![])];
    let parameters = variables[..3].to_vec();
    odd.functions =
        vec![Function { parameters, ..function("f", 0, vec![]) }, intrinsic("f", &["vm", "", "vm"])];
    let expected = [
        "module[0]: the module has no name [empty-name]",
        "module[2]: module `m` is already module[1] [duplicate-module]",
        "module[0].usings[1]: the using has no name [empty-name]",
        "module[0].usings[2]: using `u` is already usings[0] [duplicate-using]",
        "module[0].layouts[1]: the layout has no name [empty-name]",
        "module[0].layouts[2]: layout `L` is already layouts[0] [duplicate-layout]",
        "module[0].functions[1]: function `f` is already functions[0] [duplicate-function]",
        "module[0].layouts[0].members[1]: the member has no name [empty-variable-name]",
        "module[0].layouts[0].members[2]: member `x` is already members[0] [duplicate-member]",
        "module[0].layouts[0].members[3]: the member has no name [empty-variable-name]",
        "module[0].layouts[0].members[3]: member `` is already members[1] [duplicate-member]",
        "module[0].functions[0].parameters[1]: the parameter has no name [empty-variable-name]",
        "module[0].functions[0].parameters[2]: parameter `x` is already parameters[0] [duplicate-parameter]",
        "module[0].functions[1].targets[2]: target `vm` is already targets[0] [duplicate-target]",
    ];
    found(vec![odd, Module::new("m"), Module::new("m")], &expected);
}

#[test]
fn references_to_layouts_and_functions() {
    let point = Type::reference(Type::array(None, Type::layout("geo", "Point")));
    let member = |ty| vec![Variable::new("x", ty)];
    let mut main = Module::new("main");
    main.usings = vec![using("std")];
    main.layouts = vec![layout("L", member(point)), layout("K", member(Type::layout("", "None")))];
    main.functions = vec![function(
        "f",
        0,
        vec![
            Instr::push(Value::function("", "f")),
            Instr::push(Value::function("main", "g")),
            Instr::push(Value::function("std", "anything")),
            Instr::push(Value::function("geo", "h")),
            Instr::new(b'[', Operand::Array(Some(1), Box::new(Type::layout("else", "L")))),
            Instr::new(b'C', Operand::Type(Type::layout("else", "M"))),
        ],
    )];
    let geo = Module { layouts: vec![layout("Point", vec![])], ..Module::new("geo") };
    let expected = [
        "module[0].layouts[0].members[0].type: layout `Point` is in module `geo`, which no using names [missing-using]",
        "module[0].layouts[1].members[0].type: module `main` of this file has no layout `None` [undefined-layout]",
        "module[0].functions[0].instruction[1].value: module `main` of this file has no function `g` [undefined-function]",
        "module[0].functions[0].instruction[3].value: module `geo` of this file has no function `h` [undefined-function]",
        "module[0].functions[0].instruction[4].element: layout `L` is in module `else`, which no using names [missing-using]",
    ];
    found(vec![main, geo], &expected);
}

#[test]
fn layouts_that_contain_themselves() {
    let of = |ty| vec![Variable::new("x", ty)];
    let mut m = Module::new("m");
    m.usings = vec![using("n")];
    m.layouts = vec![
        layout("Node", of(Type::reference(Type::layout("", "Node")))),
        layout("Tree", of(Type::array(None, Type::layout("", "Tree")))),
        layout("None", of(Type::array(Some(0), Type::layout("", "None")))),
        layout("Self", of(Type::array(Some(2), Type::layout("m", "Self")))),
        layout("A", of(Type::layout("n", "B"))),
        layout("User", of(Type::layout("", "Self"))),
    ];
    let mut n = Module::new("n");
    n.usings = vec![using("m")];
    n.layouts = vec![layout("B", of(Type::layout("m", "A")))];
    found(
        vec![m, n],
        &[
            "module[0].layouts[3]: layout `Self` contains itself [endless-layout]",
            "module[0].layouts[4]: layout `A` contains itself [endless-layout]",
        ],
    );
}

#[test]
fn a_long_chain_of_layouts_does_not_overflow() {
    let link = |index: usize| {
        let next = Type::layout("", &((index + 1) % 60_000).to_string());
        layout(&index.to_string(), vec![Variable::new("next", next)])
    };
    let m = Module { layouts: (0..60_000).map(link).collect(), ..Module::new("m") };
    found(vec![m], &["module[0].layouts[0]: layout `0` contains itself [endless-layout]"]);
}

#[test]
fn jumps_and_dead_code() {
    code(
        1,
        &[vec![branch(1, 4), jump(5)], plain("."), vec![jump(9)], vec![jump(0)]],
        &[
            "[3].target: a jump to instruction 9, and the function has 5 instructions [jump-outside]",
            "[0]: reached with 1 value on the stack, and with 0 [stack-mismatch]",
            "[2]: unreachable instruction, and the one after it [unreachable-code]",
        ],
    );
    code(
        1,
        &[vec![branch(7, 1)]],
        &["[0].true: a jump to instruction 7, and the function has 1 instruction [jump-outside]"],
    );
    code(
        0,
        &[vec![jump(0)], plain("w"), vec![jump(2)]],
        &["[1]: unreachable instruction, and the one after it [unreachable-code]"],
    );
}

#[test]
fn values_that_are_not_there() {
    let effects: &[(usize, Instr)] = &[
        (1, Instr::new(b'd', Operand::Count(0))),
        (3, Instr::new(b'd', Operand::Count(2))),
        (2, Instr::new(b't', Operand::Places(2))),
        (2, Instr::new(b't', Operand::Places(-2))),
        (1, Instr::new(b'[', Operand::Array(None, Box::new(Type::Bool)))),
        (1, Instr::new(b'C', Operand::Type(Type::Bool))),
        (1, Instr::plain(b'r')),
        (1, Instr::plain(b'.')),
        (3, Instr::plain(b'I')),
        (1, branch(1, 1)),
    ];
    for (takes, instr) in effects {
        code(*takes, &[vec![instr.clone()]], &[]);
        let message = format!(
            "[0]: `{instr}` takes {}, and the stack has {} [stack-underflow]",
            counted(*takes as u32, "value"),
            takes - 1
        );
        let note = code(takes - 1, &[vec![instr.clone()]], &[&message]);
        assert_eq!(note.as_deref(), Some("control comes here straight from the start"));
    }
    code(0, &[vec![Instr::new(b't', Operand::Places(0))]], &[]);
    let kept = vec![
        Instr::new(b'd', Operand::Count(0)),
        Instr::new(b'[', Operand::Array(Some(1), Box::new(Type::Any))),
    ];
    code(1, &[kept, plain("...")], &[]);
}

#[test]
fn calls_take_their_arguments_and_give_their_results() {
    code(0, &[vec![one(), one()], call("", "one"), plain(".")], &[]);
    code(
        0,
        &[vec![one()], call("m", "one")],
        &[
            "[2]: `call` takes 3 values, 2 arguments of `one` and the pointer to it, and the stack has 2 [stack-underflow]",
        ],
    );
    code(
        0,
        &[vec![one()], call("", "none"), plain(".")],
        &["[3]: `pop` takes 1 value, and the stack has 0 [stack-underflow]"],
    );
    for unknown in ["either", "host"] {
        code(0, &[vec![one()], call("", unknown), plain("....r")], &[]);
    }
    code(
        0,
        &[vec![one(), Instr::plain(b'c')]],
        &["[1]: expected a function to call, found `1u8` [not-callable]"],
    );
    let joined = [vec![one(), branch(2, 3)], vec![Instr::push(Value::function("", "one"))], plain("c")];
    code(1, &joined, &["[3]: reached with 1 value on the stack, and with 2 [stack-mismatch]"]);
}

#[test]
fn pointers_are_followed_to_where_they_are_called() {
    let pointer = || vec![Instr::push(Value::function("", "one"))];
    let message = |at: usize, has: usize| {
        let takes = "takes 3 values, 2 arguments of `one` and the pointer to it";
        format!("[{at}]: `call` {takes}, and the stack has {has} [stack-underflow]")
    };
    // Pushed first, then brought to the top.
    let turned = [pointer(), vec![one(), Instr::new(b't', Operand::Places(2))], plain("c")];
    code(0, &turned, &[&message(3, 2)]);
    let swapped = [pointer(), vec![one()], plain("wc")];
    code(0, &swapped, &[&message(3, 2)]);
    let doubled = [pointer(), vec![Instr::new(b'd', Operand::Count(0))], plain("c")];
    code(0, &doubled, &[&message(2, 2)]);
    let below = [vec![one()], pointer(), vec![Instr::new(b'd', Operand::Count(1))], plain(".wc")];
    code(0, &below, &[&message(5, 2)]);
    let sunk = [vec![one(), one()], pointer(), vec![Instr::new(b't', Operand::Places(-2))], plain("wc.")];
    code(0, &sunk, &[]);
    // Behind a branch with a path that brings another value, nothing is known.
    let either = [vec![one(), branch(2, 4)], pointer(), vec![jump(5), one()], plain("c")];
    code(1, &either, &[]);
    // Deeper than is followed.
    for deep in [7, 8, 9, 10, 300] {
        let turn = |places| Instr::new(b't', Operand::Places(places));
        let moved = [vec![turn(deep), turn(-deep), Instr::new(b'd', Operand::Count(deep as u16))]];
        code(302, &moved, &[]);
    }
    let text = [vec![one(), one()], plain("wc")];
    let note = code(0, &text, &["[3]: expected a function to call, found `1u8` [not-callable]"]);
    assert_eq!(note.as_deref(), Some("instruction 0 pushed it"));
}

#[test]
fn another_path_gives_the_number_of_values() {
    // After a call of the host the number is unknown, until the other path joins.
    let parts = [vec![one(), branch(2, 6), one()], call("", "host"), vec![jump(6)], plain("..")];
    code(0, &parts, &["[6]: `pop` takes 1 value, and the stack has 0 [stack-underflow]"]);
}

#[test]
fn functions_that_only_sometimes_hand_back_a_value() {
    let parts = [vec![branch(1, 3), one()], plain("r")];
    code(
        1,
        &parts,
        &[
            "module[0].functions[0]: function `f` returns a value on some paths and none on others [mixed-results]",
        ],
    );
}

#[test]
fn ways_that_meet_with_different_depths() {
    let parts = [vec![one(), one(), branch(3, 5)], vec![one(), jump(6)], vec![jump(6)], plain(".")];
    let note = code(0, &parts, &["[6]: reached with 1 value on the stack, and with 2 [stack-mismatch]"]);
    assert_eq!(
        note.as_deref(),
        Some("with 1 value by the jumps 2 → 5 → 6; with 2 values by the jumps 2 → 4 → 6")
    );
    let looped = [vec![one(), branch(0, 2)]];
    code(0, &looped, &[]);
    let grows = [vec![one(), jump(0)]];
    let note = code(0, &grows, &["[0]: reached with 0 values on the stack, and with 1 [stack-mismatch]"]);
    assert_eq!(
        note.as_deref(),
        Some("with 0 values straight from the start; with 1 value by the jump 1 → 0")
    );
    let mut chain: Vec<Instr> = (1..=20).map(jump).collect();
    chain.push(Instr::plain(b'.'));
    let note = code(0, &[chain], &["[20]: `pop` takes 1 value, and the stack has 0 [stack-underflow]"]);
    assert_eq!(
        note.as_deref(),
        Some("control comes here by the jumps … 12 → 13 → 14 → 15 → 16 → 17 → 18 → 19 → 20")
    );
}

#[test]
fn odd_files() {
    let placement = Placement { gaps: [vec![0], vec![], vec![]], ..Placement::default() };
    let odd = File {
        modules: vec![Module { placement, ..Module::new("m") }],
        trailing: vec![0],
        ..File::default()
    };
    let lines: Vec<String> = verify(&odd).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "module[0]: the sections do not follow the header in the order usings, layouts, functions [odd-placement]",
            "trailing: 1 byte follows the end of the file [trailing-bytes]",
        ]
    );
}
