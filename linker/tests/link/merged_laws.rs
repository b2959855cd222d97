//! Laws of merging Roo and SAILAR files, and of Hydro files, over generated ones.

use crate::merged::{item, kind, roo, sail, thing};
use crate::{hydro, link, linked};
use lzasm::formats::roomod::model::{Thing, Type};
use lzasm::formats::sailar::model::{LengthSize, Struct};
use lzasm::formats::{roomod, sailar};
use proptest::prelude::*;
use roolink::{Duplicates, Map, Options};

/// What a file of either format holds, as a number for each entry: those of one number are the same.
fn numbers() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(0..12u8, 1..12)
}

fn type_of(number: u8) -> Type {
    let members = [("x", "i32"), ("y", "i64")];
    kind(&format!("T{number}"), &members[..usize::from(number % 3)], [0, 4, 12][usize::from(number % 3)])
}

fn thing_of(number: u8) -> Thing {
    let params = vec!["i32"; usize::from(number % 4)];
    Thing { symbol: format!("s{number}"), ..thing(&format!("f{}", number / 4), &params) }
}

fn roo_of(numbers: &[u8]) -> Vec<u8> {
    let types: Vec<Type> = numbers.iter().map(|&number| type_of(number)).collect();
    let things: Vec<Thing> = numbers.iter().map(|&number| thing_of(number)).collect();
    roo(&types, &things)
}

fn sail_of(numbers: &[u8], size: LengthSize) -> Vec<u8> {
    let structs: Vec<Struct> = numbers.iter().map(|&number| item(&format!("S{number}"), "i32")).collect();
    sail("m", &[1, 2], &structs, size)
}

/// The numbers without those that were there before.
fn once(numbers: &[u8]) -> Vec<u8> {
    let mut seen = Vec::new();
    for number in numbers {
        if !seen.contains(number) {
            seen.push(*number);
        }
    }
    seen
}

fn all(files: &[Vec<u8>]) -> Vec<u8> {
    let inputs: Vec<(&str, &[u8])> = files.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    linked(Options::default(), &inputs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn entries_that_are_split_and_linked_are_the_file(numbers in numbers()) {
        let numbers = once(&numbers);
        let whole = roo_of(&numbers);
        let file = roomod::decode(&whole).unwrap();
        let types = file.types.iter().map(|one| roo(std::slice::from_ref(one), &[]));
        let things = file.things.iter().map(|one| roo(&[], std::slice::from_ref(one)));
        prop_assert_eq!(all(&types.chain(things).collect::<Vec<_>>()), whole.clone());
        prop_assert_eq!(all(std::slice::from_ref(&whole)), whole);
        let whole = sail_of(&numbers, LengthSize::One);
        let structs = sailar::decode(&whole).unwrap().structs.unwrap();
        let parts = structs.iter().enumerate().map(|(index, one)| {
            let size = [LengthSize::One, LengthSize::Two, LengthSize::Four][index % 3];
            sail("m", &[1, 2], std::slice::from_ref(one), size)
        });
        prop_assert_eq!(all(&parts.collect::<Vec<_>>()), whole);
    }

    #[test]
    fn the_order_of_files_is_that_of_entries(one in numbers(), two in numbers()) {
        let both = once(&[&one[..], &two].concat());
        let turned = once(&[&two[..], &one].concat());
        prop_assert_eq!(all(&[roo_of(&one), roo_of(&two)]), roo_of(&both));
        prop_assert_eq!(all(&[roo_of(&two), roo_of(&one)]), roo_of(&turned));
        let [a, b] = [&one, &two].map(|numbers| sail_of(numbers, LengthSize::Two));
        prop_assert_eq!(all(&[a.clone(), b.clone()]), sail_of(&both, LengthSize::One));
        prop_assert_eq!(all(&[b, a]), sail_of(&turned, LengthSize::One));
    }

    #[test]
    fn links_are_associative(a in numbers(), b in numbers(), c in numbers()) {
        let [x, y, z] = [&a, &b, &c].map(|numbers| roo_of(numbers));
        let left = all(&[all(&[x.clone(), y.clone()]), z.clone()]);
        prop_assert_eq!(&left, &all(&[x.clone(), all(&[y.clone(), z.clone()])]));
        prop_assert_eq!(left, all(&[x, y, z]));
        let [x, y, z] = [&a, &b, &c].map(|numbers| sail_of(numbers, LengthSize::One));
        let left = all(&[all(&[x.clone(), y.clone()]), z.clone()]);
        prop_assert_eq!(left, all(&[x, all(&[y, z])]));
    }

    #[test]
    fn hydro_links_are_associative(counts in prop::collection::vec(0..3usize, 3)) {
        let files: Vec<Vec<u8>> = counts.iter().enumerate().map(|(at, count)| {
            let functions: Vec<String> = (0..*count).map(|number| format!("f{number}")).collect();
            let functions: Vec<(&str, &[(&str, &str)])> =
                functions.iter().map(|name| (name.as_str(), [("", "f0")].as_slice())).collect();
            hydro(&format!("module{}", "x".repeat(at)), &[], &functions)
        }).collect();
        let left = all(&[all(&files[..2]), files[2].clone()]);
        prop_assert_eq!(&left, &all(&[files[0].clone(), all(&files[1..])]));
        prop_assert_eq!(left, all(&files));
    }

    #[test]
    fn damage_never_leads_to_a_panic(
        numbers in numbers(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        verify: bool, duplicates in 0..3usize,
    ) {
        for mut bytes in [roo_of(&numbers), sail_of(&numbers, LengthSize::Two)] {
            let whole = bytes.clone();
            for (at, value) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            let duplicates = [Duplicates::Error, Duplicates::First, Duplicates::Last][duplicates];
            let options = Options::default().verify(verify).duplicates(duplicates);
            if let Ok(made) = link(options, &[("damaged", &bytes), ("whole", &whole)]) {
                let bytes = made.to_vec();
                prop_assert!(made.format().decode(&bytes).is_ok());
                prop_assert_eq!(bytes.len() as u64, made.size());
                Map::of(&made, &bytes).text();
                made.plan("out");
            }
        }
    }
}
