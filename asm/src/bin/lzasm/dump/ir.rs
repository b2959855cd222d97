//! A program as text: its data, with names and places where the data has only numbers.

use lzasm::Assembly;
use lzasm_grammar::names::{Interner, Sym, in_backticks};
use lzasm_grammar::source::SourceMap;

/// The text of a program.
pub(crate) fn text(assembly: &Assembly) -> String {
    let plain = format!("{:#?}\n", assembly.program);
    let mut out = String::with_capacity(plain.len());
    let mut lines = plain.lines();
    while let Some(line) = lines.next() {
        if let Some(before) = line.strip_suffix("Sym(") {
            let inside = number(lines.next());
            out.push_str(before);
            out.push_str(&name(inside, &assembly.names));
            out.push_str(rest(lines.next()));
        } else if let Some(before) = line.strip_suffix("Span {") {
            let (lo, hi) = (number(lines.next()), number(lines.next()));
            out.push_str(before);
            out.push_str(&place(lo, hi, &assembly.sources));
            out.push_str(rest(lines.next()));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// The number in a line like `lo: 12,`.
fn number(line: Option<&str>) -> u32 {
    let line = line.unwrap_or("").trim_end_matches(',');
    line.rsplit(' ').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The text after a closing bracket.
fn rest(line: Option<&str>) -> &str {
    line.map_or("", |line| line.trim_start().trim_start_matches([')', '}']))
}

fn name(number: u32, names: &Interner) -> String {
    if (number as usize) < names.len() { in_backticks(names.text(Sym(number))) } else { number.to_string() }
}

fn place(lo: u32, hi: u32, sources: &SourceMap) -> String {
    match (sources.place(lo), sources.place(hi)) {
        (Some(from), Some(to)) if from.line == to.line => {
            format!("{}:{}:{}-{}", from.file, from.line, from.column, to.column)
        }
        (Some(from), Some(to)) => {
            format!("{}:{}:{}-{}:{}", from.file, from.line, from.column, to.line, to.column)
        }
        _ => "nowhere".to_owned(),
    }
}
