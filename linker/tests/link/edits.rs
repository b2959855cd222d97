//! Changing archives: what is added, removed or replaced, and that all else stays as it is, nesting too.

use crate::{hydro, lazer, link, linked, reader};
use lzasm::formats::hydro::model::{File, HeaderForm, Module};
use lzasm::formats::hydro::{decode, encode};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use roolink::archive::Archive;
use roolink::{Duplicates, Edit, Input, LinkError, Options, Reason};

fn archive(parts: &[&[u8]]) -> Vec<u8> {
    [&b"LZR\0\0"[..], &[parts.len() as u8], &parts.concat()].concat()
}

fn edited(edit: Edit, inputs: &[&[u8]]) -> Vec<u8> {
    let inputs: Vec<(&str, &[u8])> = inputs.iter().map(|bytes| ("x", *bytes)).collect();
    linked(Options::default().edit(edit), &inputs)
}

fn one(name: &str) -> Vec<u8> {
    lazer(name, &[], &[])
}

#[test]
fn archives_inside_stay_as_they_are() {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(one);
    let inner = archive(&[&a, &b]);
    let whole = archive(&[&inner, &c]);
    assert_eq!(edited(Edit::Add, &[&whole, &d]), archive(&[&inner, &c, &d]));
    assert_eq!(edited(Edit::Remove(vec![0]), &[&whole]), archive(&[&archive(&[&b]), &c]));
    assert_eq!(edited(Edit::Remove(vec![0, 1]), &[&whole]), archive(&[&c]));
    assert_eq!(edited(Edit::Remove(vec![2]), &[&whole]), archive(&[&inner]));
    assert_eq!(edited(Edit::Remove(vec![0, 1, 2]), &[&whole]), archive(&[]));
    let new = lazer("b", &[("f", 0)], &[]);
    assert_eq!(edited(Edit::Replace, &[&whole, &new]), archive(&[&archive(&[&a, &new]), &c]));
    assert_eq!(
        edited(Edit::Replace, &[&whole, &archive(&[&c, &new])]),
        archive(&[&archive(&[&a, &new]), &c])
    );
}

#[test]
fn modules_that_are_not_in_the_first_input_cannot_be_removed() {
    let [a, b] = ["a", "b"].map(one);
    for (gone, name) in [(9, "#10"), (1, "#2"), (usize::MAX, "#18446744073709551616")] {
        let options = || Options::default().edit(Edit::Remove(vec![0, gone]));
        let expected = LinkError::NoMember { name: name.into(), file: "x".into(), similar: Vec::new() };
        assert_eq!(link(options(), &[("x", &a), ("y", &b)]).err(), Some(vec![expected.clone()].into()));
        let (a, b) = (hydro("a", &[], &[]), hydro("b", &[], &[]));
        assert_eq!(link(options(), &[("x", &a), ("y", &b)]).err(), Some(vec![expected].into()));
    }
}

/// The offset that determines the form of a Hydro file's headers moves with its module, and could indicate the other
/// form after that.
#[test]
fn hydro_headers_keep_their_form() {
    for form in [HeaderForm::Table, HeaderForm::Packed] {
        for offset in (0..120).chain([u32::MAX - 1, u32::MAX]) {
            let mut module = Module::new("second");
            module.placement.offsets = [Some(offset); 3];
            let file = File { header: form, modules: vec![Module::new("a"), module], trailing: Vec::new() };
            let (bytes, ()) = encode(&file, ()).unwrap();
            let alone = edited(Edit::Remove(vec![0]), &[&bytes]);
            let read = decode(&alone).unwrap();
            assert_eq!(
                (read.header, read.modules.len(), &*read.modules[0].name),
                (form, 1, "second"),
                "{offset}"
            );
            let input = Input::new("x", bytes);
            let archive = Archive::open(&input).ok().unwrap();
            let read = decode(&archive.file(&archive.members()[1])).unwrap();
            assert_eq!((read.header, &*read.modules[0].name), (form, "second"), "{offset}");
        }
    }
}

#[test]
fn an_archive_that_is_added_stays_one() {
    let [a, b, c] = ["a", "b", "c"].map(one);
    let (whole, other) = (archive(&[&a]), archive(&[&b, &c]));
    assert_eq!(edited(Edit::Add, &[&whole, &other]), archive(&[&a, &other]));
    assert_eq!(edited(Edit::Add, &[&archive(&[]), &a]), archive(&[&a]));
    assert_eq!(edited(Edit::Add, &[&a, &b]), archive(&[&a, &b]), "a lone module becomes an archive");
    let flat = Options::default().edit(Edit::Add).flatten(true);
    assert_eq!(linked(flat, &[("x", &whole), ("y", &other)]), archive(&[&a, &b, &c]));
}

#[test]
fn a_full_archive_becomes_archives_of_archives() {
    let modules: Vec<Vec<u8>> = (0..256).map(|index| one(&format!("m{index}"))).collect();
    let parts: Vec<&[u8]> = modules.iter().map(Vec::as_slice).collect();
    let full = archive(&parts[..255]);
    let more = edited(Edit::Add, &[&full, parts[255]]);
    assert_eq!(more, archive(&[&archive(&parts[..128]), &archive(&parts[128..])]));
    let [a, b, c, d] = ["a", "b", "c", "d"].map(one);
    let inner = archive(&[&a, &b]);
    let options = Options::default().edit(Edit::Add).nest(2);
    let made = linked(options, &[("x", &archive(&[&inner, &c])), ("y", &d)]);
    assert_eq!(made, archive(&[&archive(&[&inner, &c]), &archive(&[&d])]));
}

#[test]
fn two_of_one_name_are_reported_or_chosen_from() {
    let (old, new, newer) = (one("a"), lazer("a", &[("f", 0)], &[]), lazer("a", &[("f", 1)], &[]));
    let whole = archive(&[&old, &one("b")]);
    let inputs: [(&str, &[u8]); 3] = [("whole", &whole), ("new", &new), ("newer", &newer)];
    let with = |edit: Edit, duplicates| {
        let options = Options::default().edit(edit).duplicates(duplicates);
        link(options, &inputs).map(|made| made.to_vec())
    };
    for edit in [Edit::Add, Edit::Replace] {
        let errors = with(edit.clone(), Duplicates::Error).unwrap_err();
        let [LinkError::DuplicateModule { name, origins }] = &errors[..] else { panic!("{errors}") };
        let count = if edit == Edit::Add { 3 } else { 2 };
        assert_eq!((name.as_str(), origins.count()), ("a", count));
    }
    let b = one("b");
    assert_eq!(with(Edit::Add, Duplicates::First).unwrap(), whole);
    assert_eq!(with(Edit::Add, Duplicates::Last).unwrap(), archive(&[&b, &newer]));
    assert_eq!(with(Edit::Replace, Duplicates::First).unwrap(), archive(&[&new, &b]));
    assert_eq!(with(Edit::Replace, Duplicates::Last).unwrap(), archive(&[&newer, &b]));
}

#[test]
fn hydro_files_are_changed_too() {
    let [a, b, c] = ["a", "b", "c"].map(|name| hydro(name, &[], &[("f", &[])]));
    let whole = linked(Options::default(), &[("a", &a), ("b", &b)]);
    let names =
        |bytes: &[u8]| reader::hydro(bytes, 2).into_iter().map(|module| module.name).collect::<Vec<_>>();
    assert_eq!(names(&edited(Edit::Add, &[&whole, &c])), ["a", "b", "c"]);
    assert_eq!(edited(Edit::Remove(vec![1]), &[&whole]), a);
    let new = hydro("a", &[], &[("f", &[]), ("g", &[])]);
    let made = edited(Edit::Replace, &[&whole, &new]);
    assert_eq!(names(&made), ["a", "b"]);
    assert_eq!(reader::hydro(&made, 2)[0].functions.len(), 2);
}

#[test]
fn what_was_removed_is_reported() {
    let whole = archive(&[&one("a"), &one("b")]);
    let options = Options::default().edit(Edit::Remove(vec![1]));
    let made = link(options, &[("whole", &whole)]).map_err(|_| ()).unwrap();
    let dropped: Vec<_> = made.dropped().map(|dropped| (dropped.name, dropped.reason)).collect();
    assert_eq!(dropped, [("b".to_owned(), Reason::Removed)]);
    assert_eq!((made.kept().len(), made.size()), (1, made.to_vec().len() as u64));
}

/// Archives of archives, with every module's number in its name.
fn trees() -> impl Strategy<Value = Vec<u8>> {
    #[derive(Clone, Debug)]
    enum Tree {
        Leaf,
        Archive(Vec<Tree>),
    }
    fn bytes(tree: &Tree, count: &mut usize) -> Vec<u8> {
        match tree {
            Tree::Leaf => {
                *count += 1;
                one(&format!("m{count}"))
            }
            Tree::Archive(parts) => {
                let parts: Vec<Vec<u8>> = parts.iter().map(|part| bytes(part, count)).collect();
                archive(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
            }
        }
    }
    let tree = Just(Tree::Leaf)
        .prop_recursive(4, 40, 6, |inner| prop::collection::vec(inner, 1..6).prop_map(Tree::Archive));
    prop::collection::vec(tree, 1..6).prop_map(|parts| bytes(&Tree::Archive(parts), &mut 0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_can_be_removed(whole in trees(), at in any::<prop::sample::Index>()) {
        let modules = reader::lazer(&whole);
        let added = edited(Edit::Add, &[&whole, &one("new")]);
        let mut expected = modules.clone();
        expected.push(one("new"));
        prop_assert_eq!(reader::lazer(&added), expected);
        prop_assert_eq!(&edited(Edit::Remove(vec![modules.len()]), &[&added]), &whole);
        prop_assert_eq!(&edited(Edit::Replace, &[&whole, &modules[at.index(modules.len())]]), &whole);
        let at = at.index(modules.len());
        let mut less = modules;
        less.remove(at);
        prop_assert_eq!(reader::lazer(&edited(Edit::Remove(vec![at]), &[&whole])), less);
    }
}
