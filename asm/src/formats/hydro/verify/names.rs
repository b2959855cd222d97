//! The rules about names: empty ones, and two of one kind.

use super::rules;
use crate::formats::Rule;
use crate::formats::finding::Findings;
use crate::formats::hydro::model::{Body, File, Module, Variable};
use rustc_hash::FxHashMap;

/// A kind of things with names: the rules about them, and how a person calls one.
struct Kind {
    what: &'static str,
    field: &'static str,
    duplicate: &'static Rule,
    empty: Option<&'static Rule>,
}

const MODULES: Kind = kind("module", "module", &rules::DUPLICATE_MODULE);
const USINGS: Kind = kind("using", "usings", &rules::DUPLICATE_USING);
const LAYOUTS: Kind = kind("layout", "layouts", &rules::DUPLICATE_LAYOUT);
const FUNCTIONS: Kind = kind("function", "functions", &rules::DUPLICATE_FUNCTION);
const MEMBERS: Kind = variables("member", "members", &rules::DUPLICATE_MEMBER);
const PARAMETERS: Kind = variables("parameter", "parameters", &rules::DUPLICATE_PARAMETER);
const TARGETS: Kind = Kind { empty: None, ..kind("target", "targets", &rules::DUPLICATE_TARGET) };

const fn kind(what: &'static str, field: &'static str, duplicate: &'static Rule) -> Kind {
    Kind { what, field, duplicate, empty: Some(&rules::EMPTY_NAME) }
}

const fn variables(what: &'static str, field: &'static str, duplicate: &'static Rule) -> Kind {
    Kind { what, field, duplicate, empty: Some(&rules::EMPTY_VARIABLE_NAME) }
}

/// The names of the modules.
pub(super) fn modules(found: &mut Findings, file: &File) {
    check(found, &MODULES, file.modules.iter().map(|module| &*module.name), String::new);
}

/// The names in a module.
pub(super) fn module(found: &mut Findings, module: &Module, index: usize) {
    let path = || format!("module[{index}].");
    check(found, &USINGS, module.usings.iter().map(|using| &*using.name), path);
    check(found, &LAYOUTS, module.layouts.iter().map(|layout| &*layout.name), path);
    check(found, &FUNCTIONS, module.functions.iter().map(|function| &*function.name), path);
    for (at, layout) in module.layouts.iter().enumerate() {
        let path = || format!("module[{index}].layouts[{at}].");
        check(found, &MEMBERS, layout.members.iter().map(name_of), path);
    }
    for (at, function) in module.functions.iter().enumerate() {
        let path = || format!("module[{index}].functions[{at}].");
        check(found, &PARAMETERS, function.parameters.iter().map(name_of), path);
        if let Body::Intrinsic(targets) = &function.body {
            check(found, &TARGETS, targets.iter().map(|target| &*target.target), path);
        }
    }
}

fn name_of(variable: &Variable) -> &str {
    &variable.name
}

fn check<'n>(
    found: &mut Findings,
    kind: &Kind,
    names: impl Iterator<Item = &'n str>,
    around: impl Fn() -> String,
) {
    let Kind { what, field, duplicate, empty } = kind;
    let mut seen = FxHashMap::default();
    for (index, name) in names.enumerate() {
        let path = || format!("{}{field}[{index}]", around());
        if let Some(rule) = empty.filter(|_| name.is_empty()) {
            found.add(rule, || (path(), format!("the {what} has no name")));
        }
        let first = *seen.entry(name).or_insert(index);
        if first != index {
            found.add(duplicate, || (path(), format!("{what} `{name}` is already {field}[{first}]")));
        }
    }
}
