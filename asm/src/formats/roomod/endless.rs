//! Finds the types that contain themselves without a reference, and so have no finite size.
//!
//! Types that contain no other type of the file are removed until there are none, then types that no other contains.
//! What is left is on a circle, or on a path between two. There is no recursion, and the time is proportional to the
//! number of members.

use super::model::{File, Type, Variable};
use super::rules;
use super::verify::is_builtin;
use crate::formats::finding::{Finding, Findings};
use std::collections::HashMap;

/// Reports each type of a file that is on a circle, at the member that leads to the next one.
pub(super) fn types(found: &mut Findings, file: &File) {
    let mut by_name = HashMap::new();
    for (index, kind) in file.types.iter().enumerate() {
        by_name.entry(kind.name.as_str()).or_insert(index);
    }
    let held =
        |member: &Variable| holds(member).then(|| by_name.get(member.type_name.as_str()).copied()).flatten();
    let mut edges = Vec::new();
    for (index, kind) in file.types.iter().enumerate() {
        // A file counts its types in four bytes.
        edges.extend(kind.members.iter().filter_map(held).map(|inner| (index as u32, inner as u32)));
    }
    let left = circles(file.types.len(), edges);
    for (index, kind) in file.types.iter().enumerate().filter(|(index, _)| left[*index]) {
        let leads_on = |member: &Variable| held(member).is_some_and(|inner| left[inner]);
        let Some(at) = kind.members.iter().position(leads_on) else { continue };
        found.noted(&rules::ENDLESS_TYPE, || reported(kind, index, at));
    }
}

/// The finding about the type with this index, of which this member leads to the next one.
pub fn finding(kind: &Type, index: usize, member: usize) -> Finding {
    let (path, message, note) = reported(kind, index, member);
    Finding { note, ..Finding::new(&rules::ENDLESS_TYPE, path, message) }
}

fn reported(kind: &Type, index: usize, member: usize) -> (String, String, Option<String>) {
    let Variable { name, type_name, .. } = &kind.members[member];
    let message = format!("type `{}` never ends: `{name}` holds `{type_name}`", kind.name);
    let note = "a type can contain itself only through a reference";
    (format!("types[{index}].members[{member}]"), message, Some(note.into()))
}

/// Whether a variable holds a value of its type, if that is a type of some file.
pub fn holds(variable: &Variable) -> bool {
    !variable.is_reference && !is_builtin(&variable.type_name)
}

/// For each of `count` nodes, whether it is on a circle of these edges, or on a path between two circles.
pub fn circles(count: usize, mut edges: Vec<(u32, u32)>) -> Vec<bool> {
    let mut left = vec![true; count];
    peel(&mut left, &mut edges);
    edges.iter_mut().for_each(|(from, to)| std::mem::swap(from, to));
    peel(&mut left, &mut edges);
    left
}

/// Removes nodes without an edge to another node that is left, until there are none.
fn peel(left: &mut [bool], edges: &mut Vec<(u32, u32)>) {
    edges.retain(|&(from, to)| left[from as usize] && left[to as usize]);
    edges.sort_unstable_by_key(|&(_, to)| to);
    let mut out = vec![0u32; left.len()];
    edges.iter().for_each(|&(from, _)| out[from as usize] += 1);
    let mut done: Vec<u32> =
        (0..left.len()).filter(|&node| left[node] && out[node] == 0).map(|node| node as u32).collect();
    while let Some(node) = done.pop() {
        left[node as usize] = false;
        let start = edges.partition_point(|&(_, to)| to < node);
        for &(from, _) in edges[start..].iter().take_while(|(_, to)| *to == node) {
            out[from as usize] -= 1;
            if out[from as usize] == 0 {
                done.push(from);
            }
        }
    }
}
