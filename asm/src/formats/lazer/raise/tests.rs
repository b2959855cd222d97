//! What the disassembler writes reads back as the same bytes, and reads well.

use super::raise;
use crate::formats::lazer::arbitrary::{any_file, any_program};
use crate::formats::lazer::model::*;
use crate::formats::lazer::{decode, encode};
use crate::formats::raise::RaiseOptions;
use crate::formats::testing::{conformance, reads_back};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

fn keeps(file: &File) {
    let (bytes, ()) = encode(file, ()).unwrap();
    reads_back(&bytes, |options| raise(file, options));
}

/// Holds the law for the files that the bytes are once one of them is changed.
fn keeps_changed(bytes: &[u8], at: usize, value: u8) {
    let mut changed = bytes.to_vec();
    changed[at] = value;
    if let Ok(file) = decode(&changed) {
        keeps(&file);
    }
}

#[test]
fn conformance_files_read_back() {
    for name in ["calc.lzr", "native.lzr", "pair.lzr"] {
        keeps(&decode(&conformance(name)).unwrap());
    }
}

#[test]
fn calc_reads_like_a_program() {
    let text = raise(&decode(&conformance("calc.lzr")).unwrap(), &RaiseOptions::default());
    let expected = "\
.target lazer

.module calc

.const int_42 = 42
.const hello = \"hello\"
.const list = [1, 2.5, :three]
.const tuple = {:ok, true}
.const map = #{:k => 7u8}

.func fact(a: any) -> any
    loadk r0, 1i64
loop:
    loadk r3, 1i64
    le    r2, a, r3
    jt    r2, done
    mul   r0, r0, a
    sub   a, a, r3
    jmp   loop
done:
    ret
.end

.func main()
    loadi r1, 10
    call  fact
    move  r1, r0
    call  libm::sqrt/1, tail
    loadk r2, hello
    ret
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
    fn a_changed_program_reads_back(file in any_program(), at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let (bytes, ()) = encode(&file, ()).unwrap();
        keeps_changed(&bytes, at.index(bytes.len()), value);
    }
}
