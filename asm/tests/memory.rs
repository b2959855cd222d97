//! Commands that get less memory than their input needs: large buffers are asked for, and what is missing is an error
//! and not the end of the process.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::process::Command;
use tempfile::TempDir;

const LZASM: &str = env!("CARGO_BIN_EXE_lzasm");
const LZDUMP: &str = env!("CARGO_BIN_EXE_lzdump");
const LZRUN: &str = env!("CARGO_BIN_EXE_lzrun");

/// Sizes of the address space in kibibytes: from hardly any to enough.
const LIMITS: [u32; 6] = [60_000, 100_000, 150_000, 250_000, 500_000, 2_000_000];

/// What the commands are tried on: a large source, large modules, and a large file of nothing.
fn inputs() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let code = "\tadd r0, r1, r2\n".repeat(400_000);
    write("code.s", format!(".module m\n.func f()\n{code}\tret\n.end\n").as_bytes());
    write("remarks.s", format!("{}.module m\n", "; a remark\n".repeat(600_000)).as_bytes());
    write("empty", &vec![0; 80 << 20]);
    // Four million lists without elements: few bytes of a file, many of memory.
    let lists: Vec<u8> =
        (0..64).flat_map(|_| [&b"\x0a\0\0\x01\0"[..], &b"\x08\0".repeat(1 << 16)].concat()).collect();
    write("lists.lzr", &[&b"LZR\0\x02\0\x40\0"[..], &lists, &[0; 4]].concat());
    let words = 12_u32 << 20;
    write(
        "words.lzr",
        &[&b"LZR\0\x02\0\0\0"[..], &words.to_le_bytes(), &vec![0; 4 * words as usize]].concat(),
    );
    folder
}

/// The exit code of a command in an address space of this size, or what is wrong with its end.
fn ends(folder: &TempDir, limit: u32, program: &str, arguments: &str) -> Result<i32, String> {
    let script = format!("ulimit -v {limit}; exec '{program}' {arguments}");
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(code @ (0 | 1)) => Ok(code),
        Some(4) if said.contains("error[LZ0906]: ") => Ok(4),
        code => Err(format!("{limit} KiB: {program} {arguments}: {code:?}\n{said}")),
    }
}

#[test]
fn missing_memory_is_reported() {
    let folder = inputs();
    // The views of a module need memory that is not asked for, so its reading alone is tried.
    let (all, little) = (&LIMITS[..], &LIMITS[..2]);
    let table = [
        (LZASM, "-f lazer code.s -o code.lzr", all),
        (LZASM, "-f lazer remarks.s -o remarks.lzr", all),
        (LZDUMP, "empty", all),
        (LZDUMP, "lists.lzr", little),
        (LZDUMP, "words.lzr", little),
        (LZRUN, "empty", all),
    ];
    let mut faults = Vec::new();
    for (program, arguments, limits) in table {
        let mut codes = Vec::new();
        for &limit in limits {
            match ends(&folder, limit, program, arguments) {
                Ok(code) => codes.push(code),
                Err(fault) => faults.push(fault),
            }
        }
        if codes.first() != Some(&4) || limits == all && codes.last() == Some(&4) {
            faults.push(format!(
                "{program} {arguments} ends with {codes:?}: at first there is too little, at last enough"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
