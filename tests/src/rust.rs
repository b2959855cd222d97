//! A view of Rust sources that is good enough for formatted code: finds the code without
//! comments, the part that is not a test, and its functions with their lengths.

/// A function as its lines show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line it starts on, from 1.
    pub line: usize,
    /// How many lines it takes, its signature and last brace included.
    pub lines: usize,
}

/// The text without line comments, documentation included. Formatted code has no others.
pub fn code(text: &str) -> String {
    text.lines().map(|line| line[..comment_start(line)].trim_end().to_owned() + "\n").collect()
}

/// Where the comment of a line starts: a `//` outside quotes.
fn comment_start(line: &str) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut quoted) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            // A quote between single quotes is a character.
            b'"' if at == 0 || bytes[at - 1] != b'\'' => quoted = !quoted,
            b'/' if !quoted && bytes.get(at + 1) == Some(&b'/') => return at,
            _ => {}
        }
        at += 1;
    }
    line.len()
}

/// The lines before the module of tests, with which a file ends.
pub fn without_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod ").map_or(text, |at| &text[..at + 1])
}

/// The functions of formatted code.
pub fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).filter_map(|at| function_at(&lines, at)).collect()
}

fn function_at(lines: &[&str], at: usize) -> Option<Function> {
    let line = lines[at];
    let name = function_name(line.trim_start())?;
    let indent = &line[..line.len() - line.trim_start().len()];
    let length = if line.ends_with('}') || line.ends_with(';') {
        1
    } else {
        let last = lines[at..].iter().position(|line| is_last(line, indent))?;
        last + 1
    };
    Some(Function { name, line: at + 1, lines: length })
}

/// Whether a function that starts with this indentation ends with this line.
fn is_last(line: &str, indent: &str) -> bool {
    let rest = line.strip_prefix(indent).unwrap_or(" ");
    rest == "}" || (rest.starts_with(')') && (rest.ends_with(';') || rest.ends_with('}')))
}

fn function_name(line: &str) -> Option<String> {
    let mut words = line.split(' ');
    let name = loop {
        match words.next()? {
            "fn" => break words.next()?,
            "pub" | "pub(crate)" | "pub(super)" | "pub(in" | "const" | "async" | "extern" => {}
            _ => return None,
        }
    };
    let end = name.find(|ch: char| !ch.is_alphanumeric() && ch != '_').unwrap_or(name.len());
    Some(name[..end].to_owned())
}
