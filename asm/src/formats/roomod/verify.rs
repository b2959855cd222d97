//! Finds invalid or suspicious contents of a Roo module that decodes.
//!
//! Refused, so that no file that decodes has them:
//! - `unknown-version`: a file of another version than 0
//! - `unknown-thing`: a thing that is neither a function nor an operator
//! - `no-nul`: a string that does not end in a NUL
//! - `bad-text`: a string with a NUL inside it or with characters that are not ASCII
//! - `bad-boolean`: a boolean that is neither 0 nor 1
//! - `cut-short`: a count or a length that leads behind the end of the file
//!
//! Errors:
//! - `empty-name`: a type, a function, a type's name in a variable or a symbol is empty
//! - `duplicate-type`: two types have one name
//! - `duplicate-function`: two functions have one name and parameters of the same types
//! - `duplicate-operator`: two operators have one token and parameters of the same types
//! - `endless-type`: a type contains itself without a reference
//!
//! Warnings:
//! - `empty-variable-name`: a member or a parameter without a name
//! - `duplicate-member`: two members of a type have one name
//! - `duplicate-parameter`: two parameters of a thing have one name
//! - `duplicate-symbol`: two things have one symbol
//! - `shadowed-type`: a type of the file is named like a primitive, which the name then means
//! - `size-mismatch`: a type with members states another size than their sum
//! - `undefined-type`: a type that is neither primitive nor of the file
//! - `unknown-operator`: an operator's number is not in the table
//! - `odd-type`: `isReferenceMutable` without `isReference`
//! - `trailing-bytes`: bytes after the end of the file
//!
//! The rules as data are in [`super::rules`].

use super::keys::ThingKey;
use super::model::{File, Thing, ThingKind, Type, Variable, text_fits};
use super::{endless, rules, sizes};
use crate::formats::finding::{Finding, Findings, Rule};
use crate::ir::{OperatorRow, Prim};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;

/// Verifies a whole file.
pub fn verify(file: &File) -> Vec<Finding> {
    let mut v = Verifier { found: Findings::default(), sizes: sizes::stated(file) };
    let mut names = HashMap::new();
    for (index, kind) in file.types.iter().enumerate() {
        let path = Path("types", index);
        v.kind(path, kind);
        let first = *names.entry(&kind.name).or_insert(index);
        if first != index {
            v.found.noted(&rules::DUPLICATE_TYPE, || {
                let message = format!("type `{}` is already defined", kind.name);
                (path.to_string(), message, Some(format!("the first one is types[{first}]")))
            });
        }
    }
    endless::types(&mut v.found, file);
    v.things(&file.things);
    v.found.trailing(&rules::TRAILING_BYTES, &file.trailing);
    v.found.finish()
}

/// An element of one of the two lists of a file.
#[derive(Clone, Copy)]
struct Path(&'static str, usize);

impl Path {
    fn field(self, field: impl Display) -> String {
        format!("{self}.{field}")
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]", self.0, self.1)
    }
}

/// A list of variables.
struct List {
    field: &'static str,
    what: &'static str,
    duplicate: &'static Rule,
}

const MEMBERS: List = List { field: "members", what: "member", duplicate: &rules::DUPLICATE_MEMBER };
const PARAMS: List = List { field: "params", what: "parameter", duplicate: &rules::DUPLICATE_PARAMETER };

/// The index of the first element with each key.
struct Seen<K>(HashMap<K, usize>);

impl<K: Hash + Eq> Seen<K> {
    /// Adds a key, and returns the index of the first element with it if this is not the first one.
    fn repeats(&mut self, key: K, index: usize) -> Option<usize> {
        Some(*self.0.entry(key).or_insert(index)).filter(|&first| first != index)
    }
}

struct Verifier<'f> {
    found: Findings,
    sizes: HashMap<&'f str, u64>,
}

impl Verifier<'_> {
    fn kind(&mut self, path: Path, kind: &Type) {
        self.name("the name of the type", &kind.name, || path.field("name"));
        if is_builtin(&kind.name) {
            self.found.noted(&rules::SHADOWED_TYPE, || {
                let message = format!("type `{}` is named like a primitive type", kind.name);
                let note = "members and parameters with that type name have the primitive type";
                (path.field("name"), message, Some(note.into()))
            });
        }
        self.variables(path, &MEMBERS, &kind.members);
        self.size(path, kind);
    }

    fn size(&mut self, path: Path, kind: &Type) {
        if kind.members.is_empty() {
            // A type that states its size and hides its members.
            return;
        }
        let known = |name: &str| self.sizes.get(name).copied();
        let Some(sum) = sizes::of_members(&kind.members, known).filter(|&sum| sum != u64::from(kind.size))
        else {
            return;
        };
        self.found.noted(&rules::SIZE_MISMATCH, || {
            let message =
                format!("type `{}` states a size of {}, and its members take {sum}", kind.name, kind.size);
            let note =
                "the size of a type is the sum of its members, without padding; a reference takes 8 bytes";
            (path.field("size"), message, Some(note.into()))
        });
    }

    fn things(&mut self, things: &[Thing]) {
        let mut keys = Seen(HashMap::new());
        let mut symbols = Seen(HashMap::new());
        for (index, thing) in things.iter().enumerate() {
            let path = Path("things", index);
            self.thing(path, thing);
            if let Some(first) = keys.repeats(ThingKey::of(thing), index) {
                let (what, rule) = match &thing.kind {
                    ThingKind::Function { .. } => ("function", &rules::DUPLICATE_FUNCTION),
                    ThingKind::Operator { .. } => ("operator", &rules::DUPLICATE_OPERATOR),
                };
                self.found.noted(rule, || {
                    let name = thing.kind.spelling();
                    let name = name.strip_prefix("operator ").unwrap_or(&name);
                    let message = format!("duplicate {what} `{name}` with these parameter types");
                    (path.to_string(), message, Some(format!("the first one is things[{first}]")))
                });
            }
            let again = (!thing.symbol.is_empty()).then(|| symbols.repeats(&thing.symbol, index)).flatten();
            if let Some(first) = again {
                self.found.noted(&rules::DUPLICATE_SYMBOL, || {
                    let message = format!("symbol `{}` is not unique", thing.symbol);
                    (path.field("symbol"), message, Some(format!("the first one is things[{first}]")))
                });
            }
        }
    }

    fn thing(&mut self, path: Path, thing: &Thing) {
        match &thing.kind {
            ThingKind::Function { name } => {
                self.name("the name of the function", name, || path.field("name"));
            }
            ThingKind::Operator { token } if OperatorRow::by_number(*token).is_none() => {
                self.found.add(&rules::UNKNOWN_OPERATOR, || {
                    (path.field("token"), format!("no operator has the number {token}"))
                });
            }
            ThingKind::Operator { .. } => {}
        }
        self.variables(path, &PARAMS, &thing.params);
        self.name("the symbol", &thing.symbol, || path.field("symbol"));
    }

    fn variables(&mut self, path: Path, list: &List, variables: &[Variable]) {
        let mut names = HashSet::new();
        for (index, variable) in variables.iter().enumerate() {
            let path = |part: &str| path.field(format_args!("{}[{index}].{part}", list.field));
            self.variable(path, variable);
            if !variable.name.is_empty() && !names.insert(&variable.name) {
                self.found.add(list.duplicate, || {
                    let message = format!("`{}` is already the name of another {}", variable.name, list.what);
                    (path("name"), message)
                });
            }
        }
    }

    fn variable(&mut self, path: impl Fn(&str) -> String, variable: &Variable) {
        if variable.name.is_empty() {
            self.found.add(&rules::EMPTY_VARIABLE_NAME, || (path("name"), "the name is empty".into()));
        }
        self.text(&variable.name, || path("name"));
        self.name("the name of the type", &variable.type_name, || path("type_name"));
        let name = variable.type_name.as_str();
        if !name.is_empty() && !is_builtin(name) && !self.sizes.contains_key(name) {
            self.found.add(&rules::UNDEFINED_TYPE, || {
                (path("type_name"), format!("type `{name}` is not defined in this file"))
            });
        }
        if variable.is_reference_mutable && !variable.is_reference {
            self.found.noted(&rules::ODD_TYPE, || {
                let message = format!(
                    "`{}` is marked as a mutable reference, but not as a reference",
                    variable.spelling()
                );
                let note = "`isReferenceMutable` is meaningful only together with `isReference`";
                (path("is_reference_mutable"), message, Some(note.into()))
            });
        }
    }

    /// A text that may not be empty.
    fn name(&mut self, what: &str, text: &str, path: impl Fn() -> String) {
        if text.is_empty() {
            self.found.add(&rules::EMPTY_NAME, || (path(), format!("{what} is empty")));
        }
        self.text(text, path);
    }

    fn text(&mut self, text: &str, path: impl FnOnce() -> String) {
        if !text_fits(text) {
            self.found.noted(&rules::BAD_TEXT, || {
                let note = "a string is ASCII without NUL, of at most 254 characters";
                (path(), format!("`{text}` cannot be written"), Some(note.into()))
            });
        }
    }
}

/// Whether a name means a type of the language, whatever the file calls its own.
pub(super) fn is_builtin(name: &str) -> bool {
    Prim::find(name).is_some() || name == "fn"
}
