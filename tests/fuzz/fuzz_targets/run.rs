//! The fuzzer's way to `lzasm_tests::fuzz::ran`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lzasm_tests::fuzz::ran(bytes));
