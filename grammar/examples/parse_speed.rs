//! Prints how fast sources are read: a program of a million instructions, in chunks and as one tree.
//!
//! `cargo run --release -p lzasm-grammar --example parse_speed [INSTRUCTIONS]`

use lzasm_grammar::ast::Ast;
use lzasm_grammar::names::Interner;
use lzasm_grammar::parser::{LineMode, Parser};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Functions of a few dozen instructions with labels, calls and comments, as a compiler would write them.
fn program(instructions: usize) -> String {
    let mut text = String::with_capacity(instructions * 20);
    let mut count = 0;
    let mut function = 0;
    while count < instructions {
        let _ = writeln!(text, ".func f{function}(a: i64, b: i64) -> i64");
        for block in 0..6 {
            let r = (function + block) % 29;
            let _ = writeln!(text, "l{block}:\n    loadi r{r}, {}", function % 30_000);
            let _ = writeln!(text, "    add   r{r}, a, b\n    mul   r{}, r{r}, r{r}", r + 1);
            let _ =
                writeln!(text, "    loadk r{}, {}i64\n    lt    r{}, a, r{r}", r + 1, block * 1000, r + 2);
            let _ = writeln!(text, "    jt    r{}, l{}\n    sub   a, a, r{}", r + 2, (block + 1) % 6, r + 1);
            count += 7;
        }
        let _ = writeln!(text, "    call  f{}\n    ret\n.end\n", function / 2);
        count += 2;
        function += 1;
    }
    text
}

fn best(mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    for _ in 0..7 {
        let start = Instant::now();
        let statements = run();
        best = best.min((start.elapsed(), statements));
    }
    best
}

fn read(text: &str, limit: usize) -> usize {
    let (mut names, mut report, mut ast) = (Interner::new(), Vec::new(), Ast::new());
    let mut parser = Parser::new(text, 1, LineMode::Code);
    let mut statements = 0;
    while parser.next(&mut ast, &mut names, &mut report, limit) {
        statements += ast.stmts.len();
    }
    assert!(report.is_empty(), "the program has a fault: {:?}", report.first());
    statements
}

fn main() {
    let instructions = std::env::args().nth(1).and_then(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let text = program(instructions);
    println!("{instructions} instructions, {:.1} MB", text.len() as f64 / 1e6);
    for (what, limit) in [("chunks of 64 KB", 64 << 10), ("one tree", usize::MAX)] {
        let (time, statements) = best(|| read(&text, limit));
        let rate = instructions as f64 / time.as_secs_f64() / 1e6;
        println!(
            "{what}: {:.1} ms, {rate:.1} M instructions/s ({statements} statements)",
            time.as_secs_f64() * 1e3
        );
    }
}
