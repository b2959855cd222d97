//! The pattern files for ImHex in `docs/formats/*.hexpat`, as far as they can be looked at without ImHex: brackets close,
//! what is named is defined, enumerations are used whole. That their enumerations are ours is a matter of `tables.rs`.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use lzasm_tests::{descriptions, repo};
use std::collections::{BTreeMap, BTreeSet};

/// A pattern file without comments and directives, cut into words and marks.
struct Pattern {
    name: String,
    text: String,
    tokens: Vec<String>,
}

fn patterns() -> Vec<Pattern> {
    let files = descriptions::FILES.iter().map(|(file, _)| *file).filter(|file| file.ends_with(".hexpat"));
    let patterns: Vec<_> = files.map(read).collect();
    assert_eq!(patterns.len(), 4);
    patterns
}

fn read(file: &str) -> Pattern {
    let text = repo::text(&repo::root().join("docs/formats").join(file));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let code: String =
        lines.map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    Pattern { name: file.to_owned(), tokens: tokens(&code), text }
}

/// Words, strings, `::`, and single marks.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
        let length = match first {
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|ch| {
                    let is_end = ch == '"' && !escaped;
                    escaped = ch == '\\' && !escaped;
                    is_end
                });
                end.expect("a string ends") + 2
            }
            _ if is_word(first) => rest.find(|ch| !is_word(ch)).unwrap_or(rest.len()),
            _ if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

impl Pattern {
    /// What follows each of these words.
    fn after(&self, words: &[&str]) -> BTreeSet<&str> {
        let pairs = self.tokens.windows(2).filter(|pair| words.contains(&pair[0].as_str()));
        pairs.map(|pair| pair[1].as_str()).collect()
    }

    /// The members of each enumeration.
    fn enumerations(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found = BTreeMap::new();
        for (at, _) in self.tokens.iter().enumerate().filter(|(_, token)| *token == "enum") {
            let end = at + self.tokens[at..].iter().position(|token| token == "}").unwrap();
            let body = &self.tokens[at + 5..end];
            let members = body.split(|token| token == ",").filter_map(|member| member.first());
            found.insert(self.tokens[at + 1].as_str(), members.map(String::as_str).collect());
        }
        found
    }
}

#[test]
fn brackets_close() {
    for pattern in patterns() {
        let mut open = Vec::new();
        for token in &pattern.tokens {
            match token.as_str() {
                "(" => open.push(")"),
                "[" => open.push("]"),
                "{" => open.push("}"),
                ")" | "]" | "}" => assert_eq!(open.pop(), Some(token.as_str()), "{}", pattern.name),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{}: {open:?}", pattern.name);
    }
}

/// The types that the language has by itself.
const BUILT_IN: &str =
    "u8 u16 u24 u32 u48 u64 u96 u128 s8 s16 s24 s32 s48 s64 s96 s128 float double char char16 bool";

/// Words that no field may have for a name.
const KEYWORDS: &str = "struct union enum bitfield using fn if else match while for return break continue namespace \
                        true false parent this in out as is from import auto any str le be null const ref padding try catch \
                        section addressof sizeof typenameof signed unsigned";

#[test]
fn fields_are_of_types_that_are_there() {
    for pattern in patterns() {
        let defined = pattern.after(&["struct", "enum", "bitfield", "using"]);
        let built_in: BTreeSet<&str> = BUILT_IN.split_whitespace().collect();
        let keywords: BTreeSet<&str> = KEYWORDS.split_whitespace().collect();
        let mut count = 0;
        // `Type name;` and `Type name[count];`
        for part in pattern.tokens.windows(4) {
            let [before, ty, name, after] = part else { continue };
            let is_word = |token: &str| token.starts_with(|ch: char| ch.is_ascii_alphabetic());
            let starts = [";", "{", "}", ")", ":"].contains(&before.as_str());
            if !starts || !is_word(ty) || !is_word(name) || ![";", "[", "=", "@"].contains(&after.as_str()) {
                continue;
            }
            if keywords.contains(ty.as_str()) {
                continue;
            }
            count += 1;
            let is_known = built_in.contains(ty.as_str()) || defined.contains(ty.as_str()) || ty == "Count";
            assert!(is_known, "{}: `{ty} {name}` is of no type", pattern.name);
            assert!(!keywords.contains(name.as_str()), "{}: `{name}` is a keyword", pattern.name);
            assert!(!built_in.contains(name.as_str()), "{}: `{name}` is a type", pattern.name);
        }
        assert!(count >= 15, "{}: only {count} fields", pattern.name);
    }
}

#[test]
fn enumerations_are_used_as_they_are() {
    for pattern in patterns() {
        let enumerations = pattern.enumerations();
        let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for part in pattern.tokens.windows(3).filter(|part| part[1] == "::") {
            if let Some(members) = enumerations.get(part[0].as_str()) {
                assert!(
                    members.contains(part[2].as_str()),
                    "{}: no `{}::{}`",
                    pattern.name,
                    part[0],
                    part[2]
                );
                used.entry(&part[0]).or_default().insert(&part[2]);
            }
        }
        for (name, members) in &enumerations {
            for member in members {
                let is_word =
                    BUILT_IN.split(' ').chain(KEYWORDS.split_whitespace()).any(|word| word == *member);
                assert!(!is_word, "{}: `{member}` is a word of the language", pattern.name);
            }
            // The meaning of each of these tags, and the form of each instruction, must be described.
            if ["ConstantTag", "ValueTag", "Opcode"].contains(name) {
                assert_eq!(used.get(name), Some(members), "{}: {name}", pattern.name);
            }
        }
    }
}

#[test]
fn functions_and_libraries_are_there() {
    for pattern in patterns() {
        let functions = pattern.after(&["fn"]);
        for part in pattern.tokens.windows(3).filter(|part| part[0] == "format" && part[1] == "(") {
            let name = part[2].trim_matches('"');
            assert!(
                functions.contains(name) || part[2].contains('{'),
                "{}: no function {name}",
                pattern.name
            );
        }
        let uses = |what: &str| pattern.tokens.join("").contains(what);
        for (what, library) in [
            ("std::format", "std/io.pat"),
            ("std::mem::", "std/mem.pat"),
            ("std::assert", "std/sys.pat"),
            ("type::Magic", "type/magic.pat"),
        ] {
            let is_included = pattern.text.contains(&format!("#include <{library}>"));
            assert_eq!(uses(what), is_included, "{}: {what} and {library}", pattern.name);
        }
        assert!(pattern.text.contains("#pragma endian ") && pattern.text.contains("#pragma magic ["));
    }
}

/// The magic in a pattern file is that of its format.
#[test]
fn patterns_know_the_magic() {
    for (file, format) in descriptions::FILES.iter().filter(|(file, _)| file.ends_with(".hexpat")) {
        let text = read(file).text;
        let line = text.lines().find(|line| line.starts_with("#pragma magic [")).unwrap();
        let bytes = line.trim_start_matches("#pragma magic [").split(']').next().unwrap();
        let magic = lzasm::formats::find(format).unwrap().info().magic;
        assert!(lzasm_tests::hex::plain(bytes).starts_with(magic), "{file}: {line}");
    }
}
