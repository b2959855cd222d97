//! Unique names, made of texts that are already known.

use super::is_reserved;
use rustc_hash::FxHashMap;

/// How many characters of a text are used in a name.
const MOST: usize = 24;

/// Words that have a meaning in the place of a value.
const KEYWORDS: [&str; 15] = [
    "mut", "fn", "ref", "import", "incbin", "true", "false", "inf", "nan", "here", "target", "defined",
    "sizeof", "len", "function",
];

/// The names given out so far.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// How often each name was asked for.
    taken: FxHashMap<String, u32>,
}

impl Names {
    /// This name, or one like it if it is taken or has a meaning of its own.
    pub(crate) fn unique(&mut self, wanted: &str, between: &str) -> String {
        let reserved = is_reserved(wanted) || KEYWORDS.contains(&wanted);
        let mut count = *self.taken.entry(wanted.to_owned()).or_insert(u32::from(reserved));
        loop {
            count += 1;
            let name = if count == 1 { wanted.to_owned() } else { format!("{wanted}{between}{count}") };
            let free = count == 1 || !self.taken.contains_key(&name);
            if free {
                self.taken.insert(wanted.to_owned(), count);
                if count > 1 {
                    self.taken.insert(name.clone(), 1);
                }
                return name;
            }
        }
    }
}

/// A name that hints at a text, or the other one if the text gives none.
pub(crate) fn name_of(text: &str, otherwise: &str) -> String {
    let mut name = String::new();
    for ch in text.chars() {
        if ch.is_ascii_alphanumeric() {
            name.push(ch.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if name.len() >= MOST {
            break;
        }
    }
    let name = name.trim_end_matches('_');
    match name.as_bytes() {
        [] => otherwise.to_owned(),
        // A single letter would look like a parameter.
        [_] | [b'0'..=b'9', ..] => format!("{otherwise}_{name}"),
        _ => name.to_owned(),
    }
}
