//! Finds the types that contain themselves without a reference, and so never end.
//!
//! Types are taken away as long as one contains no other type of the file, then as long as one is contained in no
//! other: what is left runs in circles. No recursion, and time in proportion to the members.

use super::model::{File, Variable};
use super::verify::is_builtin;
use crate::formats::finding::Finding;
use std::collections::HashMap;

/// A finding for each type that runs in a circle, at the member that leads on.
pub(super) fn types(file: &File) -> Vec<Finding> {
    let mut by_name = HashMap::new();
    for (index, kind) in file.types.iter().enumerate() {
        by_name.entry(kind.name.as_str()).or_insert(index);
    }
    let held = |member: &Variable| {
        let is_held = !member.is_reference && !is_builtin(&member.type_name);
        is_held.then(|| by_name.get(member.type_name.as_str()).copied()).flatten()
    };
    let mut edges = Vec::new();
    for (index, kind) in file.types.iter().enumerate() {
        edges.extend(kind.members.iter().filter_map(held).map(|inner| (index, inner)));
    }
    let mut left = vec![true; file.types.len()];
    peel(&mut left, &edges);
    let reversed: Vec<_> = edges.iter().map(|&(outer, inner)| (inner, outer)).collect();
    peel(&mut left, &reversed);
    let mut found = Vec::new();
    for (index, kind) in file.types.iter().enumerate().filter(|(index, _)| left[*index]) {
        let leads_on = |member: &Variable| held(member).is_some_and(|inner| left[inner]);
        let Some(at) = kind.members.iter().position(leads_on) else { continue };
        let member = &kind.members[at];
        let message =
            format!("type `{}` never ends: `{}` holds `{}`", kind.name, member.name, member.type_name);
        found.push(
            Finding::error("endless-type", format!("types[{index}].members[{at}]"), message)
                .note("a type can contain itself only through a reference"),
        );
    }
    found
}

/// Takes away what has no edge to anything left, until nothing changes.
fn peel(left: &mut [bool], edges: &[(usize, usize)]) {
    let mut out = vec![0usize; left.len()];
    let mut into = vec![Vec::new(); left.len()];
    for &(from, to) in edges.iter().filter(|(from, to)| left[*from] && left[*to]) {
        out[from] += 1;
        into[to].push(from);
    }
    let mut done: Vec<usize> = (0..left.len()).filter(|&node| left[node] && out[node] == 0).collect();
    while let Some(node) = done.pop() {
        left[node] = false;
        for &from in &into[node] {
            out[from] -= 1;
            if out[from] == 0 {
                done.push(from);
            }
        }
    }
}
