//! Many modules: slow in a build for debugging, so the largest is left to `cargo test --release -- --ignored`.

use crate::{lazer, linked, reader};
use roolink::{Input, Link, Options};

#[test]
fn more_than_fit_into_one_archive_nest() {
    let modules: Vec<Vec<u8>> = (0..70_000).map(|index| lazer(&format!("m{index}"), &[], &[])).collect();
    let inputs: Vec<(&str, &[u8])> = modules.iter().map(|bytes| ("x", bytes.as_slice())).collect();
    let bytes = linked(Options::default(), &inputs);
    assert!(reader::lazer(&bytes) == modules);
    // The third level begins beyond 255 * 255.
    assert_eq!(&bytes[..6], b"LZR\0\0\x02");
    let flat = Options::default().flatten(true);
    assert!(linked(flat, &[("all.lzr", &bytes)]) == bytes);
}

#[test]
#[ignore = "a million modules take long without optimisation"]
fn a_million_modules() {
    let module = |index: usize| {
        let wanted = format!("m{}", (index * 7919) % 1_000_000);
        lazer(&format!("m{index}"), &[("f", 0)], &[(&wanted, "f", 0)])
    };
    let inputs = (0..1_000_000).map(|index| Input::new("x", module(index)));
    let made = Link::new().inputs(inputs).run().map_err(|errors| errors.len()).unwrap();
    let bytes = made.to_vec();
    let again = Link::new().input("all", bytes.clone()).run().map_err(|errors| errors.len()).unwrap();
    assert_eq!(again.kept().len(), 1_000_000);
    assert!(again.to_vec() == bytes);
}
