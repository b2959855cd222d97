//! Laws of linking, over generated modules.

use crate::{hydro, lazer, link, linked, reader};
use lzasm::formats;
use lzasm::formats::hydro::model::HeaderForm;
use proptest::prelude::*;
use roolink::archive::Archive;
use roolink::{Input, Link, Map, Options};

/// Lazer modules that need nothing, some without a name.
fn lazers(most: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec((any::<bool>(), 0..4u8), 1..most).prop_map(|shapes| {
        let one = |(index, (named, functions)): (usize, (bool, u8))| {
            let name = if named { format!("m{index}") } else { String::new() };
            let functions: Vec<(&str, u8)> = (0..functions).map(|arity| ("f", arity)).collect();
            lazer(&name, &functions, &[])
        };
        shapes.into_iter().enumerate().map(one).collect()
    })
}

fn hydros(most: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(0..4usize, 1..most).prop_map(|shapes| {
        let names: Vec<String> =
            (0..shapes.len()).map(|index| format!("module{}", "x".repeat(index))).collect();
        let one = |(index, functions): (usize, usize)| {
            let usings: Vec<&str> = names.iter().map(String::as_str).take(functions).collect();
            let pointers: Vec<(&str, &str)> =
                names.iter().map(|name| (name.as_str(), "f0")).take(index).collect();
            let functions: Vec<(String, &[_])> =
                (0..=functions).map(|number| (format!("f{number}"), pointers.as_slice())).collect();
            let functions: Vec<(&str, &[_])> =
                functions.iter().map(|(name, all)| (name.as_str(), *all)).collect();
            hydro(&names[index], &usings, &functions)
        };
        shapes.into_iter().enumerate().map(one).collect()
    })
}

fn all(options: &Options, modules: &[Vec<u8>]) -> Vec<u8> {
    let inputs: Vec<(&str, &[u8])> = modules.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    linked(options.clone(), &inputs)
}

fn split(bytes: &[u8]) -> Vec<Vec<u8>> {
    let input = Input::new("x", bytes.to_vec());
    let archive = Archive::open(&input).unwrap();
    archive.members().iter().map(|member| archive.file(member)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn splitting_and_linking_give_the_file_back(modules in lazers(600), nest in 2..9usize) {
        for nest in [255, nest] {
            let options = Options::default().nest(nest);
            let file = all(&options, &modules);
            prop_assert_eq!(&split(&file), &modules);
            prop_assert_eq!(reader::lazer(&file), modules.clone());
            prop_assert_eq!(all(&options, &split(&file)), file);
        }
    }

    #[test]
    fn hydro_modules_can_be_moved_and_moved_back(modules in hydros(12)) {
        let file = all(&Options::default(), &modules);
        prop_assert_eq!(&split(&file), &modules);
        prop_assert_eq!(all(&Options::default(), &split(&file)), file.clone());
        let alone: Vec<_> = modules.iter().flat_map(|bytes| reader::hydro(bytes, 2)).collect();
        prop_assert_eq!(&reader::hydro(&file, 2), &alone);
        let packed = Options::default().hydro_header(HeaderForm::Packed);
        let small = all(&packed, &modules);
        prop_assert_eq!(&reader::hydro(&small, 0), &alone);
        let table = Options::default().hydro_header(HeaderForm::Table);
        prop_assert_eq!(linked(table, &[("small", &small)]), file);
    }

    #[test]
    fn the_order_of_inputs_is_the_only_thing_that_order_changes(modules in lazers(40), by in any::<prop::sample::Index>()) {
        let mut turned = modules.clone();
        turned.rotate_left(by.index(modules.len()));
        let (one, other) = (all(&Options::default(), &modules), all(&Options::default(), &turned));
        let (mut one, mut other) = (reader::lazer(&one), reader::lazer(&other));
        one.sort();
        other.sort();
        prop_assert_eq!(one, other);
    }

    #[test]
    fn flat_links_are_associative(modules in lazers(40), cut in any::<prop::sample::Index>()) {
        let flat = Options::default().flatten(true);
        let (left, right) = modules.split_at(cut.index(modules.len()));
        let whole = all(&flat, &modules);
        let mut nested: Vec<Vec<u8>> = Vec::new();
        for part in [left, right].into_iter().filter(|part| !part.is_empty()) {
            nested.push(all(&flat, part));
        }
        prop_assert_eq!(all(&flat, &nested), whole);
    }

    #[test]
    fn damaged_inputs_never_panic(at in any::<prop::sample::Index>(), value: u8, verify: bool) {
        let lazer = all(&Options::default(), &[lazer("a", &[("f", 1)], &[("a", "f", 1)]), lazer("b", &[], &[])]);
        let hydro = all(&Options::default(), &[hydro("a", &["b"], &[("f", &[("b", "g")])]), hydro("b", &[], &[("g", &[])])]);
        for mut bytes in [lazer, hydro] {
            let at = at.index(bytes.len());
            bytes[at] = value;
            let options = Options::default().verify(verify);
            if let Ok(linked) = link(options, &[("x", &bytes)]) {
                let made = linked.to_vec();
                prop_assert_eq!(made.len() as u64, linked.size());
                prop_assert!(linked.format().decode(&made).is_ok());
                Map::of(&linked, &made).text();
            }
        }
    }
}

#[test]
fn archives_stay_whole_unless_flattened() {
    let (a, b, c) = (lazer("a", &[], &[]), lazer("b", &[], &[]), lazer("c", &[], &[]));
    let inner = all(&Options::default(), &[a.clone(), b.clone()]);
    let kept = all(&Options::default(), &[inner.clone(), c.clone()]);
    assert_eq!(kept, [&b"LZR\0\0\x02"[..], &inner, &c].concat());
    let flat = Options::default().flatten(true);
    assert_eq!(all(&flat, &[inner.clone(), c.clone()]), [&b"LZR\0\0\x03"[..], &a, &b, &c].concat());
    assert_eq!(all(&Options::default(), std::slice::from_ref(&inner)), inner);
}

#[test]
fn what_is_not_reached_is_left_out_of_nested_archives() {
    let main = lazer("main", &[("main", 0)], &[("b", "g", 0)]);
    let (a, b) = (lazer("a", &[], &[]), lazer("b", &[("g", 0)], &[]));
    let inner = all(&Options::default(), &[a.clone(), b.clone()]);
    let dead = all(&Options::default(), &[lazer("d", &[], &[])]);
    let outer = all(&Options::default(), &[inner, dead]);
    let gc = Options::default().gc(true).entry(roolink::Entry::parse("main::main"));
    let made = link(gc, &[("m", &main), ("o", &outer)]).map_err(|errors| format!("{errors:?}")).unwrap();
    let b_alone = [&b"LZR\0\0\x01LZR\0\0\x01"[..], &b].concat();
    assert_eq!(made.to_vec(), [&b"LZR\0\0\x02"[..], &main, &b_alone].concat());
    assert_eq!(made.why("b"), Some(vec!["main", "b"]));
    assert_eq!((made.why("a"), made.dropped().count()), (None, 2));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let modules: Vec<Vec<u8>> =
        (0..3000).map(|index| lazer(&format!("m{index}"), &[("f", 0)], &[])).collect();
    let one = || {
        let inputs = modules.iter().enumerate().map(|(at, bytes)| Input::new(format!("{at}"), bytes.clone()));
        Link::new().inputs(inputs).run().map_err(|_| ()).unwrap().to_vec()
    };
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    assert_eq!(pool(1).install(one), pool(7).install(one));
}

#[test]
fn maps_name_every_function() {
    let bytes = [lazer("a", &[("f", 0), ("g", 1)], &[]), lazer("", &[("h", 0)], &[])];
    let made =
        link(Options::default(), &[("a.lzr", &bytes[0]), ("b.lzr", &bytes[1])]).map_err(|_| ()).unwrap();
    let map = Map::of(&made, &made.to_vec());
    let names: Vec<_> =
        map.modules.iter().map(|module| (module.name.as_str(), module.file.as_str())).collect();
    assert_eq!(names, [("a", "a.lzr"), ("#2", "b.lzr")]);
    let parts: Vec<_> =
        map.modules[0].parts.iter().map(|part| (part.name.as_str(), part.range.len())).collect();
    assert_eq!(parts, [("f/0", 4), ("g/1", 4)]);
    let end = map.modules[0].range.end;
    assert_eq!(map.modules[0].parts[1].range.end, end);
    assert_eq!(formats::detect(&made.to_vec()).map(|format| format.info().name), Some("lazer"));
}
