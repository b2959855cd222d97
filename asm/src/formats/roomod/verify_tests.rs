use super::model::{File, Thing, ThingKind, Type, Variable};
use super::{decode, verify};
use crate::bytes::At;
use crate::formats::testing::conformance;
use pretty_assertions::assert_eq;

fn variable(name: &str, type_name: &str) -> Variable {
    Variable { name: name.to_owned(), type_name: type_name.to_owned(), ..Variable::default() }
}

fn kind(name: &str, members: Vec<Variable>, size: u32) -> Type {
    Type { name: name.to_owned(), members, size, origin: At::default() }
}

fn function(name: &str, params: Vec<Variable>, symbol: &str) -> Thing {
    let kind = ThingKind::Function { name: name.to_owned() };
    Thing { kind, params, symbol: symbol.to_owned(), origin: At::default() }
}

fn operator(token: u32, params: Vec<Variable>, symbol: &str) -> Thing {
    Thing { kind: ThingKind::Operator { token }, ..function("", params, symbol) }
}

#[track_caller]
fn types(types: Vec<Type>, expected: &[&str]) {
    found(&File { types, ..File::default() }, expected);
}

#[track_caller]
fn things(things: Vec<Thing>, expected: &[&str]) {
    found(&File { things, ..File::default() }, expected);
}

#[track_caller]
fn found(file: &File, expected: &[&str]) {
    let lines: Vec<String> = verify(file).iter().map(ToString::to_string).collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_good_file_has_no_findings() {
    found(&decode(&conformance("shapes.roomod")).unwrap(), &[]);
    found(&File::default(), &[]);
}

#[test]
fn names_that_are_empty_or_doubled() {
    types(
        vec![kind("", vec![variable("", "i32")], 4)],
        &[
            "types[0].name: the name of the type is empty [empty-name]",
            "types[0].members[0].name: the name is empty [empty-variable-name]",
        ],
    );
    types(
        vec![kind("A", vec![], 0), kind("B", vec![], 0), kind("A", vec![], 0)],
        &["types[2]: type `A` is already defined [duplicate-type]"],
    );
    types(
        vec![kind("A", vec![variable("m", "u8"), variable("m", "")], 1)],
        &[
            "types[0].members[1].type_name: the name of the type is empty [empty-name]",
            "types[0].members[1].name: `m` is already the name of another member [duplicate-member]",
        ],
    );
    things(
        vec![function("", vec![], "")],
        &[
            "things[0].name: the name of the function is empty [empty-name]",
            "things[0].symbol: the symbol is empty [empty-name]",
        ],
    );
    things(
        vec![function("f", vec![], "s"), function("g", vec![variable("a", "u8"), variable("a", "u8")], "s")],
        &[
            "things[1].params[1].name: `a` is already the name of another parameter [duplicate-parameter]",
            "things[1].symbol: symbol `s` is not unique [duplicate-symbol]",
        ],
    );
}

#[test]
fn overloads_differ_in_their_parameter_types() {
    let one = |type_name| vec![variable("a", type_name)];
    things(
        vec![
            function("f", one("i32"), "1"),
            function("f", one("u32"), "2"),
            function("f", vec![Variable { is_reference: true, ..variable("a", "i32") }], "3"),
            function("f", vec![Variable { array_size: 2, ..variable("a", "i32") }], "4"),
            function("f", one("s32"), "5"),
            operator(22, one("i32"), "6"),
            operator(23, one("i32"), "7"),
            operator(22, vec![variable("b", "i32")], "8"),
        ],
        &[
            "things[4]: duplicate function `f` with these parameter types [duplicate-function]",
            "things[7]: duplicate operator `+` with these parameter types [duplicate-operator]",
        ],
    );
    let double =
        File { things: vec![function("f", vec![], "1"), function("f", vec![], "2")], ..File::default() };
    assert_eq!(verify(&double)[0].note.as_deref(), Some("the first one is things[0]"));
}

#[test]
fn sizes_are_the_sum_where_it_is_known() {
    let point = || kind("Point", vec![variable("x", "i32"), variable("y", "i32")], 8);
    types(
        vec![
            point(),
            kind("Line", vec![Variable { array_size: 2, ..variable("ends", "Point") }], 17),
            kind("Text", vec![variable("text", "string")], 99),
            kind("Opaque", vec![], 64),
        ],
        &["types[1].size: type `Line` states a size of 17, and its members take 16 [size-mismatch]"],
    );
    let huge = Variable { array_size: u32::MAX, ..variable("m", "u128") };
    types(
        vec![kind("Huge", vec![huge], u32::MAX)],
        &[
            "types[0].size: type `Huge` states a size of 4294967295, and its members take 68719476720 [size-mismatch]",
        ],
    );
}

#[test]
fn types_that_are_unknown_odd_or_shadowed() {
    let odd = Variable { is_reference_mutable: true, ..variable("b", "u8") };
    types(
        vec![kind("A", vec![variable("a", "Gone"), odd], 9), kind("i32", vec![], 0)],
        &[
            "types[0].members[0].type_name: type `Gone` is not defined in this file [undefined-type]",
            "types[0].members[1].is_reference_mutable: `u8 mut` is marked as a mutable reference, but not as a reference [odd-type]",
            "types[1].name: type `i32` is named like a primitive type [shadowed-type]",
        ],
    );
    let builtin = ["string", "any", "fn", "s128"].map(|name| variable(name, name)).to_vec();
    things(vec![function("f", builtin, "f")], &[]);
}

#[test]
fn types_that_contain_themselves() {
    let refers = Variable { is_reference: true, ..variable("r", "A") };
    types(
        vec![
            kind("Outer", vec![variable("a", "A")], 12),
            kind("A", vec![refers, variable("x", "Leaf"), variable("b", "B")], 12),
            kind("B", vec![variable("a", "A")], 12),
            kind("Leaf", vec![variable("n", "u16")], 2),
            kind("Self", vec![variable("s", "Self")], 0),
        ],
        &[
            "types[1].size: type `A` states a size of 12, and its members take 22 [size-mismatch]",
            "types[1].members[2]: type `A` never ends: `b` holds `B` [endless-type]",
            "types[2].members[0]: type `B` never ends: `a` holds `A` [endless-type]",
            "types[4].members[0]: type `Self` never ends: `s` holds `Self` [endless-type]",
        ],
    );
}

#[test]
fn operators_texts_and_the_end() {
    things(
        vec![operator(99, vec![], "x")],
        &["things[0].token: no operator has the number 99 [unknown-operator]"],
    );
    things(
        vec![function("é", vec![variable("a\0", "u8")], "s")],
        &[
            "things[0].name: `é` cannot be written [bad-text]",
            "things[0].params[0].name: `a\0` cannot be written [bad-text]",
        ],
    );
    found(
        &File { trailing: vec![0; 3], ..File::default() },
        &["trailing: 3 bytes follow the end of the file [trailing-bytes]"],
    );
}

#[test]
fn a_long_chain_of_types_is_walked_in_no_time() {
    let count = 50_000;
    let link = |index: usize| {
        let next = variable("n", &format!("T{}", (index + 1) % count));
        kind(&format!("T{index}"), vec![next], 1)
    };
    let mut chain: Vec<Type> = (0..count).map(link).collect();
    assert_eq!(
        verify(&File { types: chain.clone(), ..File::default() }).len(),
        1001,
        "they are counted from there on"
    );
    chain[count - 1].members = vec![variable("n", "u16")];
    let found = verify(&File { types: chain, ..File::default() });
    assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["size-mismatch"]);
}
