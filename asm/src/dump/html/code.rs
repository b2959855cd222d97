//! The code of a file as a page holds it: for the functions and their steps, a line for each function and
//! numbers. A step's place is that of its field, and mostly so is its text.

use super::fields::shown;
use super::pack::{Numbers, Pool, Ranked, TextId};
use super::{File, safe};
use crate::bytes::FieldTree;
use crate::dump::Locator;
use crate::formats::inspect::{Code, Entry, Kind};
use crate::formats::json::Json;
use rustc_hash::FxHashMap;

/// A function: its name, its signature, where its steps are.
struct Function {
    module: TextId,
    name: TextId,
    detail: TextId,
    code: Code,
    /// The field of the first step.
    field: Option<usize>,
}

/// A step.
struct Step {
    /// Its text, if it is not the value of its field.
    text: Option<TextId>,
    /// The distances to its targets.
    targets: Vec<i64>,
    /// The function it names.
    names: Option<usize>,
}

/// The code, before texts have their numbers.
#[derive(Default)]
pub(super) struct Steps {
    functions: Vec<Function>,
    steps: Vec<Step>,
}

impl Steps {
    /// Looks through the functions, and collects their texts.
    pub(super) fn new(file: &File, tree: &FieldTree, pool: &mut Pool) -> Self {
        let functions = functions(file);
        let mut numbers: FxHashMap<(String, String), usize> = FxHashMap::default();
        for (number, (module, entry)) in functions.iter().enumerate() {
            numbers.entry((module.clone(), entry.name.clone())).or_insert(number);
        }
        let mut locator = Locator::new(tree);
        let mut found = Self::default();
        for (module, entry) in functions {
            let Some(code) = entry.code else { continue };
            let field = locator.find(&format!("{}[{}]", code.path, code.start));
            let mut at = field;
            for (index, step) in file.model.steps(&code).into_iter().enumerate() {
                let text = safe(&step.text);
                let value = at.and_then(|at| tree.fields.get(at)?.value.as_deref()).map(shown);
                let named = step.names.and_then(|named| {
                    numbers.get(&(named.module.unwrap_or_else(|| module.clone()), named.name)).copied()
                });
                found.steps.push(Step {
                    text: (value.as_deref() != Some(&*text)).then(|| pool.add(&text)),
                    targets: step.targets.iter().map(|target| target - (code.start + index) as i64).collect(),
                    names: named,
                });
                at = at.map(|at| locator.after(at));
            }
            let module = if module.is_empty() { String::new() } else { module + "::" };
            let [module, name, detail] =
                [module, entry.name, entry.detail].map(|text| pool.add(&safe(&text)));
            found.functions.push(Function { module, name, detail, code, field });
        }
        found
    }

    /// Writes the members of the page's data that are about code.
    pub(super) fn write(&self, texts: &Ranked, json: &mut Json) {
        let mut numbers = Numbers::default();
        for Function { module, name, detail, code, field } in &self.functions {
            [module, name, detail].iter().for_each(|text| numbers.push(texts.rank(**text)));
            let places = [code.start, code.count, field.map_or(0, |field| field + 1)];
            places.iter().for_each(|&number| numbers.push(number));
        }
        json.key("function_count").number(self.functions.len());
        json.key("functions");
        numbers.write(json);
        let mut numbers = Numbers::default();
        for step in &self.steps {
            push(&mut numbers, step, texts);
        }
        json.key("steps");
        numbers.write(json);
    }
}

/// A number with what follows: 1 if it has a text, 2 if it names a function, 4 for each target.
fn push(numbers: &mut Numbers, step: &Step, texts: &Ranked) {
    let (has_text, has_name) = (step.text.is_some() as usize, step.names.is_some() as usize);
    numbers.push(has_text + 2 * has_name + 4 * step.targets.len());
    if let Some(text) = step.text {
        numbers.push(texts.rank(text));
    }
    if let Some(function) = step.names {
        numbers.push(function);
    }
    step.targets.iter().for_each(|&target| numbers.push_signed(target));
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
