//! What is odd or wrong in a Roo module that decodes.
//!
//! Errors:
//! - `empty-name`: a type, a function, a type's name in a variable or a symbol is empty
//! - `duplicate-type`: two types have one name
//! - `duplicate-function`: two functions have one name and parameters of the same types
//! - `duplicate-operator`: the same for operators
//! - `endless-type`: a type contains itself without a reference
//! - `bad-text`: a string that the format cannot hold (never in a file that was decoded)
//!
//! Warnings:
//! - `empty-variable-name`: a member or parameter without a name
//! - `duplicate-member`, `duplicate-parameter`: two of one name
//! - `duplicate-symbol`: two things have one symbol
//! - `shadowed-type`: a type of the file is named like a primitive, which the name then means
//! - `size-mismatch`: a type states another size than the sum of its members
//! - `undefined-type`: a type that is neither primitive nor of the file
//! - `unknown-operator`: an operator's number is not in the table
//! - `odd-type`: `isReferenceMutable` without `isReference`
//! - `trailing-bytes`: bytes after the end

use super::keys::ThingKey;
use super::model::{File, Thing, ThingKind, Type, Variable, text_fits};
use super::{endless, sizes};
use crate::formats::finding::Finding;
use crate::ir::{OperatorRow, Prim};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Looks at a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let mut v = Verifier { found: Vec::new(), sizes: sizes::stated(file) };
    let mut names = Seen::default();
    for (index, kind) in file.types.iter().enumerate() {
        let path = format!("types[{index}]");
        v.kind(&path, kind);
        if let Some(first) = names.repeats(&kind.name, &path) {
            let message = format!("type `{}` is already defined", kind.name);
            v.found.push(Finding::error("duplicate-type", path, message).note(first));
        }
    }
    v.found.extend(endless::types(file));
    v.things(&file.things);
    v.found.extend(Finding::trailing(&file.trailing));
    v.found
}

/// A list of variables.
struct List {
    field: &'static str,
    what: &'static str,
    duplicate: &'static str,
}

const MEMBERS: List = List { field: "members", what: "member", duplicate: "duplicate-member" };
const PARAMS: List = List { field: "params", what: "parameter", duplicate: "duplicate-parameter" };

/// Where a key was seen first.
struct Seen<K>(HashMap<K, String>);

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq> Seen<K> {
    /// Remembers a key; if it was seen before, the note that says where.
    fn repeats(&mut self, key: K, path: &str) -> Option<String> {
        match self.0.get(&key) {
            Some(first) => Some(format!("the first one is {first}")),
            None => {
                self.0.insert(key, path.to_owned());
                None
            }
        }
    }
}

struct Verifier<'f> {
    found: Vec<Finding>,
    sizes: HashMap<&'f str, u64>,
}

impl Verifier<'_> {
    fn kind(&mut self, path: &str, kind: &Type) {
        self.name(path, "name", "the name of the type", &kind.name);
        if is_builtin(&kind.name) {
            let message = format!("type `{}` is named like a primitive type", kind.name);
            let note = "members and parameters of that type name mean the primitive";
            self.found.push(Finding::warning("shadowed-type", format!("{path}.name"), message).note(note));
        }
        self.variables(path, &MEMBERS, &kind.members);
        self.size(path, kind);
    }

    fn size(&mut self, path: &str, kind: &Type) {
        let known = |name: &str| self.sizes.get(name).copied();
        let Some(sum) = sizes::of_members(&kind.members, known).filter(|&sum| sum != u64::from(kind.size))
        else {
            return;
        };
        let message = format!("type `{}` states a size of {}, its members make {sum}", kind.name, kind.size);
        let note = "the size of a type is the sum of its members, without padding; a reference counts 8";
        self.found.push(Finding::warning("size-mismatch", format!("{path}.size"), message).note(note));
    }

    fn things(&mut self, things: &[Thing]) {
        let mut keys = Seen::default();
        let mut symbols = Seen::default();
        for (index, thing) in things.iter().enumerate() {
            let path = format!("things[{index}]");
            let (what, rule) = self.thing_kind(&path, thing);
            self.variables(&path, &PARAMS, &thing.params);
            self.name(&path, "symbol", "the symbol", &thing.symbol);
            if let Some(first) = keys.repeats(ThingKey::of(thing), &path) {
                let message = format!("{what} with these parameter types is already there");
                self.found.push(Finding::error(rule, &path, message).note(first));
            }
            if thing.symbol.is_empty() {
                continue;
            }
            if let Some(first) = symbols.repeats(&thing.symbol, &path) {
                let message = format!("symbol `{}` stands for another thing too", thing.symbol);
                let path = format!("{path}.symbol");
                self.found.push(Finding::warning("duplicate-symbol", path, message).note(first));
            }
        }
    }

    /// What to call the thing, and the rule against a second one.
    fn thing_kind(&mut self, path: &str, thing: &Thing) -> (String, &'static str) {
        match &thing.kind {
            ThingKind::Function { name } => {
                self.name(path, "name", "the name of the function", name);
                (format!("function `{name}`"), "duplicate-function")
            }
            ThingKind::Operator { token } => {
                if OperatorRow::by_number(*token).is_none() {
                    let message = format!("no operator has the number {token}");
                    let path = format!("{path}.token");
                    self.found.push(Finding::warning("unknown-operator", path, message));
                }
                (format!("`{}`", thing.kind.spelling()), "duplicate-operator")
            }
        }
    }

    fn variables(&mut self, path: &str, list: &List, variables: &[Variable]) {
        let mut names = HashSet::new();
        for (index, variable) in variables.iter().enumerate() {
            let path = format!("{path}.{}[{index}]", list.field);
            self.variable(&path, variable);
            if !variable.name.is_empty() && !names.insert(&variable.name) {
                let message = format!("`{}` is already the name of another {}", variable.name, list.what);
                self.found.push(Finding::warning(list.duplicate, format!("{path}.name"), message));
            }
        }
    }

    fn variable(&mut self, path: &str, variable: &Variable) {
        if variable.name.is_empty() {
            let path = format!("{path}.name");
            self.found.push(Finding::warning("empty-variable-name", path, "the name is empty"));
        }
        self.text(path, "name", &variable.name);
        self.name(path, "type_name", "the name of the type", &variable.type_name);
        let name = variable.type_name.as_str();
        if !name.is_empty() && !is_builtin(name) && !self.sizes.contains_key(name) {
            let message = format!("type `{name}` is not defined in this file");
            let path = format!("{path}.type_name");
            self.found.push(Finding::warning("undefined-type", path, message));
        }
        if variable.is_reference_mutable && !variable.is_reference {
            let message = format!("`{}` is a mutable reference that is no reference", variable.spelling());
            let note = "`isReferenceMutable` has a meaning only beside `isReference`";
            let path = format!("{path}.is_reference_mutable");
            self.found.push(Finding::warning("odd-type", path, message).note(note));
        }
    }

    /// A text that may not be empty.
    fn name(&mut self, path: &str, field: &str, what: &str, text: &str) {
        if text.is_empty() {
            let message = format!("{what} is empty");
            self.found.push(Finding::error("empty-name", format!("{path}.{field}"), message));
        }
        self.text(path, field, text);
    }

    fn text(&mut self, path: &str, field: &str, text: &str) {
        if !text_fits(text) {
            let message = format!("`{text}` cannot be written");
            let note = "a string is ASCII without NUL, of at most 254 characters";
            self.found.push(Finding::error("bad-text", format!("{path}.{field}"), message).note(note));
        }
    }
}

/// Whether a name means a type of the language, whatever the file calls its own.
pub(super) fn is_builtin(name: &str) -> bool {
    Prim::find(name).is_some() || name == "fn"
}
