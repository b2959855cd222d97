//! The code of a file as a page holds it: the functions, and lists side by side with an entry for each step. A step's
//! place is that of its field, and mostly so is its text.

use super::fields::Fields;
use super::{File, safe};
use crate::bytes::FieldTree;
use crate::dump::Locator;
use crate::formats::inspect::{Entry, Kind};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// The functions and their steps.
#[derive(Default, Serialize)]
pub(super) struct Code {
    functions: Vec<Function>,
    /// The text of each step, if it is not the value of its field.
    texts: Vec<Option<String>>,
    /// The steps that each step may go to.
    targets: Vec<Vec<i64>>,
    /// The function that each step names.
    callees: Vec<Option<usize>>,
}

/// A function: its name, its signature, where its steps are.
#[derive(Serialize)]
struct Function {
    name: String,
    detail: String,
    base: usize,
    length: usize,
    /// The field of the first step.
    first: Option<usize>,
}

impl Code {
    /// The code of a file whose fields these are.
    pub(super) fn new(file: &File, tree: &FieldTree, fields: &Fields<'_>) -> Self {
        let functions = functions(file);
        let mut numbers: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for (number, (module, entry)) in functions.iter().enumerate() {
            numbers.entry((module, &entry.name)).or_insert(number);
        }
        let mut locator = Locator::new(tree);
        let mut found = Self::default();
        for (module, entry) in &functions {
            let Some(code) = &entry.code else { continue };
            let first = locator.find(&format!("{}[{}]", code.path, code.start));
            let mut at = first;
            for step in file.model.steps(code) {
                let text = safe(&step.text);
                let is_value = at.and_then(|at| fields.value(at)) == Some(&text);
                found.texts.push((!is_value).then(|| text.into_owned()));
                found.targets.push(step.targets);
                found.callees.push(step.names.and_then(|named| {
                    numbers.get(&(named.module.as_deref().unwrap_or(module), &named.name)).copied()
                }));
                at = at.map(|at| locator.after(at));
            }
            let joint = if module.is_empty() { "" } else { "::" };
            found.functions.push(Function {
                name: format!("{}{joint}{}", safe(module), safe(&entry.name)),
                detail: safe(&entry.detail).into_owned(),
                base: code.start,
                length: code.count,
                first,
            });
        }
        found
    }
}

/// The functions with code, each with its module.
fn functions(file: &File) -> Vec<(String, Entry)> {
    let mut modules: Vec<(usize, String)> = Vec::new();
    let mut list = Vec::new();
    for entry in file.entries() {
        modules.retain(|(depth, _)| *depth < entry.depth);
        if entry.kind.is_module() {
            modules.push((entry.depth, entry.name));
        } else if matches!(entry.kind, Kind::Function | Kind::Code) && entry.code.is_some() {
            list.push((modules.last().map_or(String::new(), |(_, name)| name.clone()), entry));
        }
    }
    list
}
