//! What the parser expected, in a few words: terminals are grouped under the names a person would use.

use super::messages::Found;
use crate::ast::Shape;
use crate::lexer::messages::quoted;
use crate::token::Token;

/// Groups of terminals, the first that fits wins: a name for it, terminals that must all be expected, and the
/// terminals that it covers.
struct Group {
    name: &'static str,
    needs: &'static [&'static str],
    covers: &'static [&'static str],
}

const VALUE: &[&str] = &[
    "name",
    "ticked",
    "name::",
    "atom",
    "int",
    "float",
    "1b",
    "1f",
    "char",
    "str",
    "bytes",
    "sized bytes",
    "fn",
    "ref",
    "import",
    "incbin",
    "true",
    "false",
    "inf",
    "nan",
    "(",
    "[",
    "{",
    "#{",
    "sized [",
    "sized {",
    "sized #{",
    "#",
    "-",
    "!",
    "~",
    "mut",
];

const OPERATOR: &[&str] =
    &["||", "&&", "|", "^", "&", "==", "!=", "<", "<=", ">", ">=", "<<", ">>", "+", "-", "*", "/", "%"];

const SUFFIX: &[&str] = &["& suffix", "&& suffix", "mut&", "[", "&", "&&", "mut"];

const STATEMENT: &[&str] = &[
    "label",
    "1:",
    "field",
    "native",
    ".plain",
    ".spaced",
    ".format",
    ".module",
    ".struct",
    ".const",
    ".func",
    ".operator",
    ".extern",
    ".extern operator",
    ".extern struct",
    ".native",
    ".op",
    ".macro",
    ".repeat",
    "name",
    "ticked",
    "nl",
];

const GROUPS: &[Group] = &[
    Group { name: "a statement", needs: &[".func", "name"], covers: STATEMENT },
    Group { name: "a value", needs: &["str", "int", "atom"], covers: VALUE },
    Group { name: "a string, a number or a name", needs: &["str", "int"], covers: VALUE },
    Group { name: "a string", needs: &["str"], covers: &["str", "bytes", "sized bytes"] },
    Group { name: "an expression", needs: &["int", "name"], covers: VALUE },
    Group {
        name: "a type",
        needs: &["name", "name::", "fn"],
        covers: &["name", "ticked", "name::", "fn", "mut"],
    },
    Group { name: "an operator", needs: &["+", "*"], covers: OPERATOR },
    Group { name: "", needs: &["mut&"], covers: SUFFIX },
    Group { name: "a parameter", needs: &["name:"], covers: &["name:"] },
    Group { name: "a name", needs: &["name"], covers: &["name", "ticked", "name::"] },
    Group { name: "an integer", needs: &["int"], covers: &["int"] },
    Group { name: "a version", needs: &["version"], covers: &["version"] },
    Group { name: "an operator's token", needs: &["operator"], covers: &["operator", "token"] },
    Group { name: "`from`", needs: &["from"], covers: &["from"] },
    Group { name: "the end of the line", needs: &["nl"], covers: &["nl"] },
];

/// What was expected, in words.
pub(super) fn in_words(expected: &[String], found: &Found<'_>) -> String {
    let mut left: Vec<&str> = expected.iter().map(|name| name.trim_matches('"')).collect();
    let goes_on = left.contains(&",") || left.contains(&"nl");
    left.retain(|name| fits(name, goes_on, found));
    let mut words: Vec<String> = Vec::new();
    for group in GROUPS {
        if !group.needs.iter().all(|need| left.contains(need)) {
            continue;
        }
        left.retain(|name| !group.covers.contains(name));
        words.push(group.name.to_owned());
    }
    // Where a line may end or another operand may follow, naming operators would be noise.
    if words.len() + left.len() > 1 {
        words.retain(|word| word != "an operator");
    }
    words.retain(|word| !word.is_empty());
    // So would the brackets with which a name could continue.
    if left.iter().any(|name| [",", ")", "]", "}"].contains(name)) || !words.is_empty() {
        left.retain(|name| !["(", "=", "["].contains(name) || expected.len() < 4);
    }
    if found.directive.is_none() {
        words.iter_mut().filter(|word| *word == "a value").for_each(|word| *word = "an operand".to_owned());
    }
    let punctuation = left.iter().filter(|name| name.len() <= 2).map(|name| format!("`{name}`"));
    let mut all: Vec<String> = punctuation.collect();
    all.append(&mut words);
    join(&all)
}

/// Whether a terminal that ends or continues something is really possible here. The generated parser names some that
/// are possible only elsewhere, because its states are merged.
///
/// `goes_on`: the line could end here, or go on with a comma, so that a name could only be an attribute.
fn fits(name: &str, goes_on: bool, found: &Found<'_>) -> bool {
    let open = found.bracket;
    let item = found.directive.is_some_and(|row| matches!(row.shape, Shape::Item(_)));
    match name {
        "nl" => open.is_none(),
        "," => open.is_some() || !item,
        "name" | "ticked" => found.before.0 == Token::Newline || !goes_on || item && open.is_none(),
        ")" => open == Some(Token::LParen),
        "]" => matches!(open, Some(Token::LBracket | Token::SizedList)),
        "}" => matches!(open, Some(Token::LBrace | Token::SizedTuple | Token::HashBrace | Token::SizedMap)),
        "=>" => matches!(open, Some(Token::HashBrace | Token::SizedMap)),
        "from" => found.directive.is_some_and(|row| row.token == Token::Extern),
        "name:" => item,
        // Naming the arity after a name would be noise.
        "/" => !goes_on,
        _ if VALUE.contains(&name) => !(goes_on && item),
        _ => true,
    }
}

fn join(words: &[String]) -> String {
    match words {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The token that was found, in words.
pub(super) fn token(token: Token, text: &str) -> String {
    match token {
        Token::Newline => "the end of the line".to_owned(),
        Token::Str => format!("the string {}", quoted(text)),
        _ => quoted(text),
    }
}
