//! What a shape becomes: the texts of its files.
//!
//! | a line | becomes |
//! |---|---|
//! | `* TEXT` | TEXT for each turn; several such lines in a row are one part, repeated as a whole |
//! | `< TEXT` | the same, with the last turn first |
//! | `~ TEXT` | TEXT for each turn, all on one line |
//! | `~< TEXT` | the same, with the last turn first |
//! | `> TEXT` | TEXT without the end of its line |
//! | `.` | the end of a line |
//! | `--` | nothing: it parts two repetitions |
//! | `@ NAME` | nothing: what follows is the file NAME, and what comes before the first one is `main.s` |
//! | `@* NAME` | nothing: what follows is a file for each turn |
//! | another | itself |
//!
//! In all of them `{i}` is the number of the turn, from 0, `{n}` one more, `{N}` how many there are, `{e}` the number
//! within the registers, and `{r}` within those that hold no argument.

const MARKS: [&str; 4] = ["*", "<", "~<", "~"];
/// The registers of the lazer set.
const REGISTERS: usize = 32;
/// How many of them `{r}` leaves out at the start, and how many are in use then.
const FREE: (usize, usize) = (3, 20);

/// The files of a source.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Their names and texts; the first is the one that includes the others, if any does.
    pub files: Vec<(String, String)>,
}

impl Form {
    /// The bytes of all files.
    pub fn size(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }
}

/// The files of a shape with as many repetitions.
pub fn form(lines: &[String], times: usize) -> Form {
    let mut form = Form::default();
    let is_head = |line: &String| line.starts_with("@ ") || line.starts_with("@* ");
    let first = lines.iter().position(is_head).unwrap_or(lines.len());
    if first > 0 {
        form.files.push(("main.s".to_owned(), text(&lines[..first], times)));
    }
    let mut rest = &lines[first..];
    while let Some((head, body)) = rest.split_first() {
        let end = body.iter().position(is_head).unwrap_or(body.len());
        match head.strip_prefix("@* ") {
            Some(name) => {
                let unit: String = body[..end].iter().map(|line| format!("{line}\n")).collect();
                form.files.extend((0..times).map(|turn| (fill(name, turn, times), fill(&unit, turn, times))));
            }
            None => form.files.push((fill(&head[2..], 0, times), text(&body[..end], times))),
        }
        rest = &body[end..];
    }
    form
}

fn text(lines: &[String], times: usize) -> String {
    let mut text = String::new();
    let mut rest = lines;
    while let Some(line) = rest.first() {
        let Some(mark) = mark(line) else {
            match (line.as_str(), line.strip_prefix("> ")) {
                ("--", _) => {}
                (".", _) => text.push('\n'),
                (_, Some(part)) => text.push_str(&fill(part, 0, times)),
                (line, None) => text.push_str(&(fill(line, 0, times) + "\n")),
            }
            rest = &rest[1..];
            continue;
        };
        let count = rest.iter().take_while(|line| self::mark(line) == Some(mark)).count();
        let line_end = if mark.starts_with('~') { "" } else { "\n" };
        let unit: String =
            rest[..count].iter().map(|line| unmarked(line, mark).to_owned() + line_end).collect();
        let turn = |turn: usize| if mark.ends_with('<') { times - 1 - turn } else { turn };
        text.extend((0..times).map(|at| fill(&unit, turn(at), times)));
        rest = &rest[count..];
    }
    text
}

fn mark(line: &str) -> Option<&'static str> {
    MARKS
        .into_iter()
        .find(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

fn unmarked<'a>(line: &'a str, mark: &str) -> &'a str {
    line.get(mark.len() + 1..).unwrap_or("")
}

fn fill(text: &str, turn: usize, times: usize) -> String {
    let mut filled = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        let number = match rest.get(at..at + 3) {
            Some("{i}") => Some(turn),
            Some("{n}") => Some(turn + 1),
            Some("{N}") => Some(times),
            Some("{e}") => Some(turn % REGISTERS),
            Some("{r}") => Some(FREE.0 + turn % FREE.1),
            _ => None,
        };
        match number {
            Some(number) => filled.push_str(&number.to_string()),
            None => filled.push('{'),
        }
        rest = &rest[at + if number.is_some() { 3 } else { 1 }..];
    }
    filled + rest
}
