//! The commands that read a source of the table and what becomes of it.

use super::{Form, Row};
use lzasm::formats;
use std::path::PathBuf;

/// A command with its arguments. It runs in the folder of the sources.
#[derive(Clone, Debug)]
pub struct Call {
    /// What the table and the reports call it.
    pub name: String,
    /// The program.
    pub program: &'static str,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// Where the commands lie: beside the test, in the folder of the same profile.
pub fn folder_of_commands() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(2).map(PathBuf::from).unwrap_or_default()
}

/// The forms of messages, for sources with faults.
const MESSAGES: [&str; 4] = ["human", "short", "json", "sarif"];

/// What `lzasm` is asked for, besides the module: name and arguments.
const FROM_SOURCE: &[(&str, &str)] = &[
    ("debug", "-g -o debug.out"),
    ("listing", "--emit listing -o listing.txt"),
    ("ast", "--emit ast -o ast.txt"),
    ("ir", "--emit ir -o ir.txt"),
];

/// What `lzdump` is asked for.
const VIEWS: &[(&str, &str)] = &[
    ("summary", ""),
    ("disassemble", "-d"),
    ("annotate", "-d --annotate"),
    ("hex", "-x"),
    ("symbols", "-s"),
    ("dump-json", "--json"),
    ("verify", "--verify"),
    ("size", "--size"),
    ("calls", "--graph calls"),
    ("blocks", "--graph blocks"),
    ("graph-modules", "--graph modules"),
    ("html", "--html page.html"),
    ("roundtrip", "--check-roundtrip"),
];

/// What `roolink` is asked for with the modules as inputs …
const LINKS: &[(&str, &str)] = &[
    ("link", ""),
    ("gc", "--gc"),
    ("map", "--map - --print-size"),
    ("plan", "--plan json"),
    ("trace-symbol", "--trace-symbol f"),
];

/// … and with what it linked as its input.
const EDITS: &[(&str, &str)] = &[
    ("list", "--list linked"),
    ("extract", "--extract parts linked"),
    ("remove", "--remove linked m0 -o removed"),
    ("replace", "--replace linked linked -o replaced"),
];

/// The calls for a source, in the order in which each finds what it reads; the first makes the module.
pub fn calls(row: &Row, target: Option<&'static str>, form: &Form) -> Vec<Call> {
    let sources: Vec<&str> = match row.many_sources {
        true => form.files.iter().map(|(name, _)| name.as_str()).collect(),
        false => vec!["main.s"],
    };
    let format = target.map_or(String::new(), |target| format!("-f {target}"));
    if row.fails {
        return faults(&format, &sources);
    }
    let modules = modules(target, &sources);
    let (files, modules) = (sources.join(" "), modules.join(" "));
    let mut calls = vec![call("assemble", "lzasm", &[&format, &files, "--out-dir ."])];
    calls.push(call("format", "lzasm", &["--fmt --check", &files]));
    if !row.many_sources {
        calls.extend(FROM_SOURCE.iter().map(|(name, asked)| call(name, "lzasm", &[&format, &files, asked])));
        calls.push(call("diff", "lzdump", &["--diff", &modules, &modules]));
        calls.extend(VIEWS.iter().map(|(name, asked)| call(name, "lzdump", &[asked, &modules])));
        if target == Some("hydro") {
            calls.push(call("to-text", "lzdump", &["--to h2o -o text.h2o", &modules]));
            calls.push(call("from-text", "lzasm", &["text.h2o -o again.hydro"]));
        }
    }
    if row.runs {
        let asked = [("run", ""), ("trace", "--trace"), ("profile", "--profile")];
        calls.extend(asked.iter().map(|(name, asked)| call(name, "lzrun", &[asked, &modules])));
    }
    let link = |(name, asked): &(&str, &str)| {
        call(name, "roolink", &[asked, "--allow-undefined -o linked", &modules])
    };
    calls.extend(LINKS.iter().map(link));
    calls.push(call("duplicates", "roolink", &["--allow-undefined -o twice", &modules, &modules]));
    calls.push(call(
        "first",
        "roolink",
        &["--allow-undefined --duplicates first -o first", &modules, &modules],
    ));
    calls.extend(EDITS.iter().map(|(name, asked)| call(name, "roolink", &[asked])));
    calls
}

/// Each form of messages, with the default limit and without one.
fn faults(format: &str, sources: &[&str]) -> Vec<Call> {
    let files = sources.join(" ");
    let mut calls = Vec::new();
    for messages in MESSAGES {
        let asked = format!("--message-format {messages} -o faulty.out");
        calls.push(call(messages, "lzasm", &[format, &files, &asked]));
        calls.push(call(&format!("all-{messages}"), "lzasm", &[format, &files, &asked, "--error-limit 0"]));
    }
    calls.push(call("format", "lzasm", &["--fmt --check", &files]));
    calls
}

fn modules(target: Option<&str>, sources: &[&str]) -> Vec<String> {
    let extension = target.and_then(formats::find).map_or("", |format| format.info().extensions[0]);
    sources.iter().map(|source| source.replace(".s", &format!(".{extension}"))).collect()
}

fn call(name: &str, program: &'static str, arguments: &[&str]) -> Call {
    let arguments = arguments.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    Call { name: name.to_owned(), program, arguments }
}
