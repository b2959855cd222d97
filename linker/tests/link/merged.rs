//! Roo modules and SAILAR files, which are merged entry by entry.

use crate::{link, linked};
use lzasm::bytes::At;
use lzasm::formats::roomod::model::{File, Thing, ThingKind, Type, Variable};
use lzasm::formats::sailar::model::{Field, Identity, LengthSize, Struct};
use lzasm::formats::{Model, roomod, sailar};
use pretty_assertions::assert_eq;
use roolink::{Difference, Duplicates, LinkError, Options};

fn variable(name: &str, type_name: &str) -> Variable {
    Variable { name: name.into(), type_name: type_name.into(), ..Variable::default() }
}

pub(crate) fn kind(name: &str, members: &[(&str, &str)], size: u32) -> Type {
    let members = members.iter().map(|(name, type_name)| variable(name, type_name)).collect();
    Type { name: name.into(), members, size, origin: At::default() }
}

pub(crate) fn thing(name: &str, params: &[&str]) -> Thing {
    let params: Vec<Variable> = params.iter().map(|type_name| variable("p", type_name)).collect();
    let symbol = format!("_{name}_{}", params.len());
    Thing { kind: ThingKind::Function { name: name.into() }, params, symbol, origin: At::default() }
}

pub(crate) fn roo(types: &[Type], things: &[Thing]) -> Vec<u8> {
    File { types: types.to_vec(), things: things.to_vec(), trailing: Vec::new() }.encode().unwrap()
}

pub(crate) fn sail(name: &str, version: &[u32], structs: &[Struct], length_size: LengthSize) -> Vec<u8> {
    let module = Identity { name: name.into(), version: version.to_vec(), origin: At::default() };
    let structs = Some(structs.to_vec());
    let file = sailar::model::File {
        major: 0,
        minor: 12,
        length_size,
        module,
        optional: None,
        structs,
        trailing: Vec::new(),
    };
    file.encode().unwrap()
}

pub(crate) fn item(name: &str, type_name: &str) -> Struct {
    let field =
        Field { is_exported: true, name: "x".into(), type_name: type_name.into(), origin: At::default() };
    Struct { is_exported: true, is_open: true, name: name.into(), fields: vec![field], origin: At::default() }
}

#[test]
fn equal_types_and_things_are_kept_once() {
    let (point, line) = (kind("Point", &[("x", "i32")], 4), kind("Line", &[("a", "Point")], 4));
    let (area, other) = (thing("area", &["Point"]), thing("area", &["Point", "i32"]));
    let one = roo(std::slice::from_ref(&point), std::slice::from_ref(&area));
    let two = roo(&[line.clone(), point.clone()], &[area.clone(), other.clone()]);
    let made = linked(Options::default(), &[("a", &one), ("b", &two)]);
    assert_eq!(made, roo(&[point, line], &[area, other]));
    assert_eq!(linked(Options::default(), &[("made", &made), ("a", &one), ("b", &two)]), made);
}

#[test]
fn types_that_differ_are_distinguished_member_by_member() {
    let one = roo(&[kind("P", &[("x", "i32"), ("y", "i32")], 8)], &[]);
    let two = roo(&[kind("P", &[("x", "i32"), ("y", "i64"), ("z", "u8")], 13)], &[]);
    let Err(errors) = link(Options::default(), &[("a", &one), ("b", &two)]) else { panic!("linked") };
    let [LinkError::Conflict { what: "type", differences, first, second, .. }] = &errors[..] else {
        panic!("{errors:?}")
    };
    assert_eq!((first.file.as_str(), second.file.as_str()), ("a", "b"));
    let line = |part: &str, first: Option<&str>, second: Option<&str>| Difference {
        part: part.into(),
        first: first.map(str::to_owned),
        second: second.map(str::to_owned),
    };
    assert_eq!(
        differences,
        &[
            line("member 2", Some("y: i32"), Some("y: i64")),
            line("member 3", None, Some("z: u8")),
            line("size", Some("8"), Some("13")),
        ]
    );
    let last = Options::default().duplicates(Duplicates::Last);
    assert_eq!(linked(last, &[("a", &one), ("b", &two)]), two);
    let first = Options::default().duplicates(Duplicates::First);
    assert_eq!(linked(first, &[("a", &one), ("b", &two)]), one);
}

#[test]
fn sizes_and_names_of_types_are_checked_over_all_files() {
    let one = roo(&[kind("Line", &[("a", "Point")], 4)], &[thing("f", &["Piont"])]);
    let two = roo(&[kind("Point", &[("x", "i64")], 8)], &[]);
    let Err(errors) = link(Options::default(), &[("a", &one), ("b", &two)]) else { panic!("linked") };
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = ["undefined type `Piont`", "type `Line` has a size of 4, but its members add up to 8"];
    assert_eq!(texts, expected);
    let symbols = roo(&[], &[thing("f", &["i32"]), Thing { symbol: "_f_1".into(), ..thing("g", &[]) }]);
    let made = link(Options::default(), &[("a", &symbols)]).map_err(|_| ()).unwrap();
    assert_eq!(made.warnings()[0].to_string(), "duplicate symbol `_f_1`");
}

#[test]
fn structs_become_one_module() {
    let one = sail("m", &[1, 2], &[item("P", "i32")], LengthSize::One);
    let long = "x".repeat(300);
    let two = sail("m", &[1, 2], &[item("P", "i32"), item("Q", &long)], LengthSize::Two);
    let made = linked(Options::default(), &[("a", &one), ("b", &two)]);
    assert_eq!(made, two);
    assert_eq!(linked(Options::default(), &[("b", &two), ("a", &one)]), two);
    let wide = sail("m", &[1, 2], &[item("P", "i32")], LengthSize::Four);
    assert_eq!(linked(Options::default(), &[("w", &wide)]), one);
}

#[test]
fn names_and_versions_must_agree_or_be_given() {
    let one = sail("m", &[1], &[item("P", "i32")], LengthSize::One);
    let two = sail("n", &[], &[item("P", "i64")], LengthSize::One);
    let Err(errors) = link(Options::default(), &[("a", &one), ("b", &two)]) else { panic!("linked") };
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = [
        "conflicting definitions of struct `P`",
        "the inputs disagree on the name of the module",
        "the inputs disagree on the version of the module",
    ];
    assert_eq!(texts, expected);
    let given =
        Options::default().name("all".to_owned()).module_version(vec![2, 0]).duplicates(Duplicates::Last);
    assert_eq!(
        linked(given, &[("a", &one), ("b", &two)]),
        sail("all", &[2, 0], &[item("P", "i64")], LengthSize::One)
    );
}

#[test]
fn cut_files_are_refused_with_their_name() {
    let files = [
        roo(&[kind("P", &[("x", "i32")], 4)], &[thing("f", &[])]),
        sail("m", &[1], &[item("P", "i32")], LengthSize::One),
    ];
    for bytes in &files {
        for end in 7..bytes.len() - 1 {
            if let Err(errors) = link(Options::default(), &[("cut", &bytes[..end])]) {
                assert!(errors.iter().all(|error| error.to_string().contains("`cut`")), "{errors:?}");
            }
        }
    }
    assert!(roomod::decode(&files[0]).is_ok());
}

#[test]
fn types_that_never_end_by_way_of_another_file() {
    let one = roo(&[kind("X", &[], 0), kind("A", &[("b", "B")], 4)], &[]);
    let two = roo(&[kind("B", &[("x", "X"), ("a", "A")], 4)], &[]);
    assert!(
        link(Options::default(), &[("one", &one)]).is_err_and(|errors| errors.len() == 1),
        "`B` is missing"
    );
    let Err(errors) = link(Options::default(), &[("one", &one), ("two", &two)]) else { panic!("linked") };
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = [
        "`one` is not valid: type `A` never ends: `b` holds `B`",
        "`two` is not valid: type `B` never ends: `a` holds `A`",
    ];
    assert_eq!(texts, expected);
    let LinkError::Refused { finding, .. } = &errors[0] else { panic!("{errors:?}") };
    assert_eq!((finding.path.as_str(), finding.rule), ("types[1].members[0]", "endless-type"));
    let unverified = Options::default().verify(false);
    assert!(link(unverified, &[("one", &one), ("two", &two)]).is_ok());
}

#[test]
fn what_one_file_has_twice_is_kept_once() {
    let (point, area) = (kind("P", &[("x", "i32")], 4), thing("area", &["P"]));
    let twice = roo(&[point.clone(), point.clone()], &[area.clone(), area.clone()]);
    let made = link(Options::default(), &[("a", &twice)]).map_err(|_| ()).unwrap();
    assert_eq!(made.to_vec(), roo(&[point], &[area]));
    let names: Vec<String> = made.dropped().map(|dropped| dropped.name).collect();
    assert_eq!(names, ["P", "area(P)"]);
    let structs = [item("P", "i32"), item("P", "i32"), item("Q", "i32")];
    let sail = |structs: &[Struct]| sail("m", &[], structs, LengthSize::One);
    let made = link(Options::default(), &[("a", &sail(&structs))]).map_err(|_| ()).unwrap();
    assert_eq!(made.to_vec(), sail(&structs[1..]));
    assert_eq!(made.dropped().next().map(|dropped| dropped.name).as_deref(), Some("P"));
}

#[test]
fn names_that_are_empty_are_refused_where_they_are() {
    let file = roo(
        &[kind("P", &[("x", "i32")], 4), kind("", &[("x", "i32"), ("y", "")], 4)],
        &[thing("f", &[]), Thing { symbol: String::new(), ..thing("g", &["i32"]) }],
    );
    let Err(errors) = link(Options::default(), &[("a", &file)]) else { panic!("linked") };
    let paths: Vec<&str> = errors
        .iter()
        .map(|error| match error {
            LinkError::Refused { finding, .. } => finding.path.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(paths, ["types[1].name", "types[1].members[1].type_name", "things[1].symbol"]);
}
