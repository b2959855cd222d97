//! The table of shapes, read from `tests/growth/*.txt`.
//!
//! A row begins with `== NAME: WORDS`. The words are its targets and what is special about it; the lines behind are
//! the shape, as [`form`](super::form()) describes.

use crate::repo;
use lzasm::formats;

/// The default number of repetitions of a shape's repeated part in its small source.
const TIMES: usize = 1000;

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name, of which the table has one each.
    pub name: String,
    /// The formats it is assembled to; none if only the source is looked at.
    pub targets: Vec<&'static str>,
    /// The number of repetitions in the small source; the large one has ten times as many.
    pub times: usize,
    /// Whether all its files are sources for the command line, and not only the first.
    pub many_sources: bool,
    /// Whether it has errors or warnings, which are what is looked at.
    pub fails: bool,
    /// Whether the module can be run.
    pub runs: bool,
    /// The commands that `cargo test` checks each time, with the number of repetitions.
    pub quick: Option<(usize, Vec<String>)>,
    /// The shape.
    pub lines: Vec<String>,
}

/// All rows.
///
/// # Panics
/// If the table is not spelled right.
pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for path in repo::files("tests/growth", &["txt"]) {
        for line in repo::text(&path).lines() {
            match line.strip_prefix("== ") {
                Some(head) => rows.push(row(head)),
                None => rows.last_mut().expect("a row begins before its lines").lines.push(line.to_owned()),
            }
        }
    }
    for row in &mut rows {
        while row.lines.last().is_some_and(String::is_empty) {
            row.lines.pop();
        }
    }
    rows
}

fn row(head: &str) -> Row {
    let (name, words) = head.split_once(": ").unwrap_or_else(|| panic!("`{head}` has no targets"));
    let mut row = Row {
        name: name.to_owned(),
        targets: Vec::new(),
        times: TIMES,
        many_sources: false,
        fails: false,
        runs: false,
        quick: None,
        lines: Vec::new(),
    };
    for word in words.split_whitespace() {
        match word.split_once('=') {
            None => plain_word(&mut row, word),
            Some(("n", times)) => row.times = number(head, times),
            Some(("quick", quick)) => {
                let (times, commands) = quick.split_once(':').unwrap_or_else(|| panic!("{head}"));
                let commands = commands.split(',').map(str::to_owned).collect();
                row.quick = Some((number(head, times), commands));
            }
            Some(_) => panic!("`{word}` in `{head}` has no meaning"),
        }
    }
    row
}

fn plain_word(row: &mut Row, word: &str) {
    match word {
        "fails" => row.fails = true,
        "runs" => row.runs = true,
        "sources" => row.many_sources = true,
        "-" => {}
        target => {
            let format = formats::find(target).unwrap_or_else(|| panic!("`{target}` is not a target"));
            row.targets.push(format.info().name);
        }
    }
}

fn number(head: &str, text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("`{text}` in `{head}` is not a number"))
}
