//! What the disassembler writes reads back as the same bytes, and reads well.

use super::raise;
use crate::formats::hydro::arbitrary::{any_file, any_placement, any_program};
use crate::formats::hydro::model::*;
use crate::formats::hydro::{decode, encode};
use crate::formats::raise::RaiseOptions;
use crate::formats::testing::{conformance, reads_back};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

/// The law for the file that the bytes are, if they are one.
fn keeps_bytes(bytes: &[u8]) {
    if let Ok(file) = decode(bytes) {
        reads_back(bytes, |options| raise(&file, options));
    }
}

fn keeps(file: &File) {
    let (bytes, ()) = encode(file, ()).unwrap();
    reads_back(&bytes, |options| raise(file, options));
}

#[test]
fn conformance_files_read_back() {
    for name in ["fact.hydro", "usings.hydro"] {
        keeps_bytes(&conformance(name));
    }
}

#[test]
fn fact_reads_like_a_program() {
    let text = raise(&decode(&conformance("fact.hydro")).unwrap(), &RaiseOptions::default());
    let expected = "\
.target hydro

.module main
.using std.io.print

.struct Point
    x:    i32
    y:    i32
    tags: u8[4]
.end

.func fact(n: i64)
    duplicate
    push   1i64
    lessthanequal
    branch L1, L2
L1:
    pop
    push   1i64
    return
L2:
    duplicate
    push   1i64
    subtract
    push   fn fact
    call
    multiply
    return
.end

.func main()
    push 10i64
    push fn fact
    call
    cast string
    push fn std.io.print::println
    call
.end
";
    assert_eq!(text, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_reads_back(file in any_file()) {
        keeps(&file);
    }

    #[test]
    fn any_program_reads_back(file in any_program()) {
        keeps(&file);
    }

    #[test]
    fn any_placement_reads_back(mut file in any_file(), placement in any_placement()) {
        file.modules[0].placement = placement;
        if let Ok((bytes, ())) = encode(&file, ()) {
            keeps_bytes(&bytes);
        }
    }

    #[test]
    fn a_changed_file_reads_back(file in any_program(), at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let (mut bytes, ()) = encode(&file, ()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = value;
        keeps_bytes(&bytes);
    }
}
