//! The linker as its users meet it: laws over generated modules, each message, the command, and an independent reader
//! of the formats that looks at what it wrote.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bounds;
mod command;
#[cfg(unix)]
#[path = "../../../asm/tests/common/mod.rs"]
mod common;
mod edits;
mod errors;
mod laws;
mod manual;
mod merged;
mod merged_laws;
mod reader;
mod scale;

use roolink::{Link, LinkErrors, Linked, Options};

/// The bytes of a Lazer module with functions (name, arity) and imports (module, function, arity).
fn lazer(name: &str, functions: &[(&str, u8)], imports: &[(&str, &str, u8)]) -> Vec<u8> {
    let atom = |text: &str| [&[text.len() as u8], text.as_bytes()].concat();
    let mut bytes = b"LZR\0\x02".to_vec();
    let named = usize::from(!name.is_empty());
    bytes.push(2 * named as u8);
    bytes.extend(((named + functions.len() + imports.len()) as u16).to_le_bytes());
    if named == 1 {
        bytes.push(7);
        bytes.extend(atom(name));
    }
    for (index, (function, arity)) in functions.iter().enumerate() {
        bytes.push(20);
        bytes.extend(atom(function));
        bytes.extend([*arity, arity + 1]);
        bytes.extend((index as u32).to_le_bytes());
    }
    for (module, function, arity) in imports {
        bytes.push(21);
        bytes.extend(atom(module));
        bytes.extend(atom(function));
        bytes.push(*arity);
    }
    bytes.extend((functions.len() as u32).to_le_bytes());
    for _ in functions {
        bytes.extend([2, 0, 0, 0]);
    }
    bytes
}

/// The bytes of a Hydro file with one module: its usings, and functions that push pointers to others and return.
fn hydro(name: &str, usings: &[&str], functions: &[(&str, &[(&str, &str)])]) -> Vec<u8> {
    let text = |text: &str| [&(text.len() as u16).to_be_bytes(), text.as_bytes()].concat();
    let using = |name: &&str| [&b"u"[..], &text(name)].concat();
    let usings_bytes: Vec<u8> = usings.iter().flat_map(using).collect();
    let mut bytes = b"hydro\0\x01m".to_vec();
    bytes.extend(text(name));
    let body = 7 + 29 + name.len() as u32;
    let functions_at = body + usings_bytes.len() as u32;
    for (offset, count) in [(body, usings.len()), (functions_at, 0), (functions_at, functions.len())] {
        bytes.extend(offset.to_be_bytes());
        bytes.extend((count as u32).to_be_bytes());
        if bytes.len() == 18 + name.len() {
            bytes.extend([0, 0]);
        }
    }
    bytes.extend(usings_bytes);
    for (name, pointers) in functions {
        bytes.push(b'f');
        bytes.extend(text(name));
        bytes.push(0);
        bytes.extend((2 * pointers.len() as u32 + 2).to_be_bytes());
        for (module, function) in *pointers {
            bytes.extend(b":\x12");
            bytes.extend(text(module));
            bytes.extend(text(function));
            bytes.push(b'.');
        }
        bytes.extend(b":\x01\x01r");
    }
    bytes
}

fn link(options: Options, inputs: &[(&str, &[u8])]) -> Result<Linked, LinkErrors> {
    let link = inputs.iter().fold(Link::new(), |link, (name, bytes)| link.input(*name, bytes.to_vec()));
    link.options(options).run()
}

#[track_caller]
fn linked(options: Options, inputs: &[(&str, &[u8])]) -> Vec<u8> {
    match link(options, inputs) {
        Ok(linked) => linked.to_vec(),
        Err(errors) => panic!("{}", errors.iter().map(|error| format!("{error}\n")).collect::<String>()),
    }
}
