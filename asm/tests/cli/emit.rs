//! `--emit`: listings, and looks inside.

use super::*;

const FACT: &str = "\
; a comment
.target lazer
.module m

.const big = \"0123456789abcdef\"
.func fact(n: i64) -> i64
loop:
    loadi r0, 7    ; seven
    jmp loop
.end
";

/// The bytes that a listing shows, in order; and whether their offsets follow each other.
fn bytes_of(listing: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in listing.lines().filter(|line| !line.starts_with([' ', ';'])) {
        let offset = usize::from_str_radix(&line[..8], 16).unwrap();
        assert_eq!(offset, bytes.len(), "{line}");
        let hex = line[10..].split("  ").next().unwrap();
        bytes.extend(hex.split(' ').map(|pair| u8::from_str_radix(pair, 16).unwrap()));
    }
    bytes
}

#[test]
fn a_listing_shows_every_byte_and_every_line() {
    let bench = Bench::new(&[("a.s", FACT)]);
    bench.run(&["a.s"]).exits(0).silently();
    let listing = bench.run(&["--emit", "listing", "a.s"]).exits(0).silently();
    assert_eq!(bytes_of(listing.text()), bench.read("a.lzr"));
    let code = listing.text().lines().find(|line| line.contains("loadi")).unwrap();
    assert!(code.contains("06 00 07 00") && code.contains("a.s:8"), "{code}");
    let body: Vec<&str> =
        listing.text().lines().filter_map(|line| line.split_once(" | ")).map(|cut| cut.1).collect();
    for line in FACT.lines().filter(|line| !line.is_empty()) {
        assert_eq!(body.iter().filter(|shown| **shown == line).count(), 1, "{line}\n{}", listing.text());
    }
    let unmade = listing.text().lines().nth(2).unwrap();
    assert!(unmade.contains("4c 5a 52") && unmade.contains("magic"), "{unmade}");
}

#[test]
fn a_listing_shows_what_expansions_made() {
    let text = ".target lazer\n.macro two a\n    loadi \\a, 1\n    loadi \\a, 2\n.end\n.func f()\n    two r5\n    ret\n.end\n";
    let bench = Bench::new(&[("a.s", text)]);
    let listing = bench.run(&["--emit", "listing", "a.s"]).exits(0).silently();
    let line = listing.text().lines().find(|line| line.contains("loadi r5, 2")).unwrap();
    assert!(line.contains("06 05 02 00") && line.contains("a.s:4   >"), "{line}");
}

#[test]
fn listings_of_all_formats_account_for_all_bytes() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance"));
    let bench = Bench::new(&[]);
    let mut formats = std::collections::BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some((stem, ending)) = name.strip_suffix(".hex").and_then(|name| name.split_once('.')) else {
            continue;
        };
        let source = folder.join(stem).with_extension("s");
        let source = source.to_str().unwrap();
        let module = bench.run(&["-q", "-f", ending, source, "-o", "-"]).exits(0);
        let listing = bench.run(&["-q", "-f", ending, source, "--emit=listing"]).exits(0);
        assert_eq!(bytes_of(listing.text()), module.out, "{source}");
        formats.insert(ending.to_owned());
    }
    assert_eq!(formats.len(), lzasm::formats::ALL.len(), "{formats:?}");
}

#[test]
fn text_goes_to_the_terminal_a_file_or_a_folder() {
    let bench = Bench::new(&[("a.s", FACT), ("b.s", FACT)]);
    bench.run(&["--emit", "listing", "a.s", "-o", "x.txt"]).exits(0).silently();
    fs::create_dir(bench.path("out")).unwrap();
    bench.run(&["--emit", "listing", "a.s", "b.s", "--out-dir", "out"]).exits(0).silently();
    assert_eq!(bench.text("out/a.lst"), bench.text("x.txt"));
    assert!(bench.has("out/b.lst"));
    let both = bench.run(&["--emit", "listing", "a.s", "b.s"]).exits(0);
    let (a, b) = (bench.text("out/a.lst"), bench.text("out/b.lst"));
    assert_eq!(both.text(), a + &b);
    assert!(!bench.has("a.lzr"));
}

#[test]
fn trees_and_meanings_have_a_text() {
    let bench = Bench::new(&[("a.s", FACT), ("bad.s", "loadi r1,\n")]);
    let tree = bench.run(&["--emit", "ast", "a.s"]).exits(0).silently();
    assert!(tree.text().contains("8:5 Instr `loadi`\n    Name `r0`\n    Int 7\n"), "{}", tree.text());
    assert!(
        tree.text().contains("6:1 Item Func `fact`\n    param `n`\n        Name `i64`\n    type\n"),
        "{}",
        tree.text()
    );
    bench.run(&["--emit", "ast", "bad.s"]).exits(1).says("bad.s:1:10");
    let meaning = bench.run(&["--emit", "ir", "a.s"]).exits(0).silently();
    assert!(meaning.text().contains("name: `fact`"), "{}", meaning.text());
    assert!(meaning.text().contains("a.s:6:"), "{}", meaning.text());
}
