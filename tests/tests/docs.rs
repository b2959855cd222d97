//! The sources in the manual: a block that begins with ```` ```lzasm,lazer,hydro ```` assembles for these targets, one
//! with ```` ```lzasm,fails=LZ0301 ```` has that fault. A block with neither is not a complete
//! source and is not checked. The same holds for Hydro's text form with `h2o` in place of `lzasm`.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm::formats;
use lzasm_grammar::diag::Code;
use lzasm_tests::repo;
use lzasm_tests::source::{self, Source};
use std::path::Path;
use std::process::ExitCode;

/// The names of the sources in blocks, by the language that the block names.
const NAMES: [(&str, &str); 2] = [("lzasm", "main.s"), ("h2o", "main.h2o")];

/// A fenced block of a page.
struct Block {
    name: &'static str,
    line: usize,
    info: Vec<String>,
    text: String,
}

fn main() -> ExitCode {
    let mut trials = Vec::new();
    let mut pages = repo::files("docs", &["md"]);
    pages.push(repo::root().join("README.md"));
    for path in pages.iter().filter(|path| path.exists()) {
        for block in blocks(&repo::text(path)) {
            let name = format!("{}:{}", repo::name(path), block.line);
            let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
            trials.push(Trial::test(name, move || check(&folder, &block).map_err(Failed::from)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The blocks of the language that say what must become of them.
fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((line, text)) = lines.next() {
        let ticks = text.len() - text.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let fence = "`".repeat(ticks);
        let body = lines.by_ref().map(|(_, text)| text).take_while(|text| *text != fence);
        let text_of: String = body.map(|line| line.to_owned() + "\n").collect();
        let info: Vec<String> = text[ticks..].split(',').map(|word| word.trim().to_owned()).collect();
        let name = NAMES.iter().find(|(language, _)| *language == info[0]);
        if let Some((_, name)) = name.filter(|_| info.len() > 1) {
            found.push(Block { name, line: line + 1, info: info[1..].to_vec(), text: text_of });
        }
    }
    found
}

fn check(folder: &Path, block: &Block) -> Result<(), String> {
    let source =
        Source { folder: folder.to_owned(), name: block.name.into(), bytes: block.text.clone().into_bytes() };
    let fault = block.info.iter().find_map(|word| word.strip_prefix("fails="));
    let targets = block.info.iter().filter(|word| !word.starts_with("fails="));
    let targets: Result<Vec<_>, String> =
        targets.map(|name| formats::find(name).ok_or(format!("`{name}` is not a target"))).collect();
    let mut targets: Vec<_> = targets?.into_iter().map(|format| Some(format.info().name)).collect();
    if targets.is_empty() {
        targets.push(None);
    }
    targets.into_iter().try_for_each(|target| match fault {
        Some(fault) => fails(&source, target, fault),
        None => assembles(&source, target),
    })
}

fn assembles(source: &Source, target: Option<&'static str>) -> Result<(), String> {
    let assembly = source.assemble(target);
    if assembly.bytes.is_some() { Ok(()) } else { Err(source::human(&assembly)) }
}

fn fails(source: &Source, target: Option<&'static str>, fault: &str) -> Result<(), String> {
    let code = Code::find(fault).ok_or_else(|| format!("`{fault}` is no diagnostic"))?;
    let assembly = source.assemble(target);
    if source::codes(&assembly).contains(&code) {
        Ok(())
    } else {
        Err(format!("not {fault}, but:\n{}", source::human(&assembly)))
    }
}
