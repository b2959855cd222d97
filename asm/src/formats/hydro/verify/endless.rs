//! Layouts that contain themselves. A reference or an array of unknown length ends the search: their values can be
//! made without one of the layout.

use super::{Names, rules};
use crate::formats::finding::Findings;
use crate::formats::hydro::model::{File, LayoutRef, Module, Type};
use rustc_hash::FxHashMap;

/// A layout of the file: its module and its number there.
type Node = (usize, usize);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// On the path that is being followed.
    Open,
    /// Looked at.
    Done,
}

/// Reports each cycle of layouts, at the layout where it closes.
pub(super) fn layouts(found: &mut Findings, names: &Names<'_>, file: &File) {
    let mut states = FxHashMap::default();
    for (at, module) in file.modules.iter().enumerate() {
        for index in 0..module.layouts.len() {
            from(found, names, file, &mut states, (at, index));
        }
    }
}

/// Follows all paths from a layout, deepest first.
fn from(
    found: &mut Findings,
    names: &Names<'_>,
    file: &File,
    states: &mut FxHashMap<Node, State>,
    start: Node,
) {
    if states.contains_key(&start) {
        return;
    }
    states.insert(start, State::Open);
    let mut way = vec![(start, 0)];
    while let Some((node, next)) = way.last_mut() {
        let module = &file.modules[node.0];
        let Some(member) = module.layouts[node.1].members.get(*next) else {
            states.insert(*node, State::Done);
            way.pop();
            continue;
        };
        *next += 1;
        let Some(inner) = contained(&member.ty).and_then(|layout| find(names, module, layout)) else {
            continue;
        };
        match states.get(&inner) {
            Some(State::Done) => {}
            Some(State::Open) => report(found, file, inner),
            None => {
                states.insert(inner, State::Open);
                way.push((inner, 0));
            }
        }
    }
}

/// The layout that a value of this type contains, if it does.
fn contained(ty: &Type) -> Option<&LayoutRef> {
    let mut ty = ty;
    loop {
        match ty {
            Type::Array(Some(1..), element) => ty = element,
            Type::Layout(layout) => return Some(layout),
            _ => return None,
        }
    }
}

fn find(names: &Names<'_>, module: &Module, layout: &LayoutRef) -> Option<Node> {
    let target = if layout.module.is_empty() { &*module.name } else { &*layout.module };
    names.layouts.get(&(target, &*layout.name)).copied()
}

fn report(found: &mut Findings, file: &File, (module, index): Node) {
    found.add(&rules::ENDLESS_LAYOUT, || {
        let name = &file.modules[module].layouts[index].name;
        (format!("module[{module}].layouts[{index}]"), format!("layout `{name}` contains itself"))
    });
}
