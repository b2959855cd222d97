//! What holds of any text: assembling it never panics and ends, whatever it is; formatting does not change what it
//! means and is done after one time.

use lzasm::{Options, formats};
use lzasm_tests::source::Source;
use lzasm_tests::{golden, repo, soup};
use proptest::prelude::*;
use std::path::PathBuf;

/// Assembles a text for all targets; what went wrong, if something did.
fn bears(bytes: &[u8]) -> Result<(), TestCaseError> {
    for target in formats::names().into_iter().map(Some).chain([None]) {
        let source =
            Source { folder: PathBuf::from("nowhere"), name: "soup.s".into(), bytes: bytes.to_vec() };
        let options = Options { format: target, max_statements: Some(20_000), ..Options::default() };
        let assembly = source.assemble_with(&options);
        let silent = assembly.bytes.is_none() && assembly.diagnostics.is_empty();
        prop_assert!(!silent, "no bytes, and nothing is said");
        lzasm_tests::source::human(&assembly);
        // Without a model the bytes are a `.trailing` alone: raw bytes, of no format.
        if let (Some(bytes), Some(format), Some(_)) = (&assembly.bytes, assembly.format, &assembly.model) {
            let again = format.decode(bytes).map(|model| model.encode());
            prop_assert_eq!(again, Ok(Ok(bytes.clone())));
        }
    }
    Ok(())
}

/// Formatting a text that reads is done after one time.
fn settles(text: &str) -> Result<(), TestCaseError> {
    if let Ok(once) = golden::canonical(text) {
        prop_assert_eq!(golden::canonical(&once), Ok(once.clone()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_borne(numbers in prop::collection::vec(any::<u16>(), 0..60)) {
        bears(soup::text(&numbers).as_bytes())?;
        settles(&soup::text(&numbers))?;
    }

    #[test]
    fn any_words_apart_are_borne(numbers in prop::collection::vec(any::<u16>(), 0..60)) {
        bears(soup::spaced(&numbers).as_bytes())?;
        settles(&soup::spaced(&numbers))?;
    }

    #[test]
    fn any_words_inside_a_function_are_borne(numbers in prop::collection::vec(any::<u16>(), 0..40)) {
        let body = soup::spaced(&numbers);
        bears(format!(".module m\n.func f(a: i32)\n{body}\n.end\n").as_bytes())?;
    }

    #[test]
    fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        bears(&bytes)?;
    }

    #[test]
    fn any_damage_to_a_source_is_borne(file in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u16>()), 1..4)) {
        let paths = sources();
        let mut text = repo::text_lossy(&paths[file.index(paths.len())]);
        text.truncate(text.floor_char_boundary(6000));
        for (at, word) in cuts {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((at + 1 + word as usize % 9).min(text.len()));
            text.replace_range(at..end.max(at), &soup::text(&[word]));
        }
        bears(text.as_bytes())?;
        settles(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "long"]
    fn long_any_words_are_borne(numbers in prop::collection::vec(any::<u16>(), 0..150)) {
        bears(soup::text(&numbers).as_bytes())?;
        bears(soup::spaced(&numbers).as_bytes())?;
        settles(&soup::spaced(&numbers))?;
    }
}

fn sources() -> Vec<PathBuf> {
    let mut paths = golden::sources("asm");
    paths.extend(golden::sources("fmt"));
    paths.extend(repo::files("tests/conformance", &["s"]));
    paths.extend(repo::files("examples", &["s"]));
    // Hydro's text form has no canonical form.
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "s"));
    assert!(paths.len() > 10, "only {} sources", paths.len());
    paths
}

#[test]
fn formatting_keeps_what_a_source_means() {
    for path in sources() {
        let source = Source::read(&path);
        let text = repo::text(&path);
        let formatted =
            golden::canonical(&text).unwrap_or_else(|fault| panic!("{}: {fault}", repo::name(&path)));
        assert_eq!(golden::canonical(&formatted).as_ref(), Ok(&formatted), "{}", repo::name(&path));
        let again = Source { bytes: formatted.into_bytes(), ..source.clone() };
        for target in formats::names().into_iter().map(Some).chain([None]) {
            // Line tables hold the places of a source, which formatting changes.
            let options = Options { format: target, debug: false, ..source.options() };
            let (one, other) = (source.assemble_with(&options), again.assemble_with(&options));
            assert_eq!(one.bytes, other.bytes, "{} for {target:?}", repo::name(&path));
        }
    }
}
