//! Graphs of a file for Graphviz, in the dot language: which functions call which, the blocks of each function, which
//! module needs which.

use super::File;
use super::text::safe;
use crate::formats::inspect::{Entry, Kind, Step};
use indexmap::{IndexMap, IndexSet};

/// The kind of the nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Functions; the edges are calls.
    Calls,
    /// Runs of instructions without jumps; the edges are jumps.
    Blocks,
    /// Modules; the edges are uses.
    Modules,
}

/// The graph.
pub fn graph(file: &File, of: Of) -> String {
    let mut out = String::from("digraph ");
    push_quoted(&mut out, &file.name);
    out.push_str(" {\n    rankdir=LR;\n    node [shape=box, fontname=\"monospace\"];\n");
    match of {
        Of::Calls => calls(file, &mut out),
        Of::Blocks => blocks(file, &mut out),
        Of::Modules => modules(file, &mut out),
    }
    out.push_str("}\n");
    out
}

/// Text in quotes, as dot reads it.
fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    push_escaped(out, text);
    out.push('"');
}

fn push_escaped(out: &mut String, text: &str) {
    for ch in safe(text).chars() {
        if matches!(ch, '"' | '\\') {
            out.push('\\');
        }
        out.push(ch);
    }
}

/// The functions of a file, each with its module.
fn functions(file: &File) -> Vec<(String, Entry)> {
    let mut list = Vec::new();
    let mut modules: Vec<(usize, String)> = Vec::new();
    for entry in file.entries() {
        modules.retain(|(depth, _)| *depth < entry.depth);
        match entry.kind {
            kind if kind.is_module() => modules.push((entry.depth, entry.name)),
            Kind::Function | Kind::NativeFunction | Kind::Intrinsic => {
                list.push((modules.last().map_or(String::new(), |(_, name)| name.clone()), entry));
            }
            _ => {}
        }
    }
    list
}

fn calls(file: &File, out: &mut String) {
    let functions = functions(file);
    let mut nodes: IndexSet<(String, String)> =
        functions.iter().map(|(module, entry)| (module.clone(), entry.name.clone())).collect();
    let defined = nodes.len();
    let mut edges: IndexMap<(usize, usize, bool), usize> = IndexMap::new();
    for (module, entry) in &functions {
        let Some(code) = &entry.code else { continue };
        let from = nodes.get_index_of(&(module.clone(), entry.name.clone())).unwrap_or_default();
        for named in file.model.steps(code).into_iter().filter_map(|step| step.names) {
            let key = (named.module.unwrap_or_else(|| module.clone()), named.name);
            let to = nodes.insert_full(key).0;
            *edges.entry((from, to, named.is_call)).or_default() += 1;
        }
    }
    push_clusters(out, &nodes, defined);
    for ((from, to, is_call), count) in edges {
        out.push_str(&format!("    n{from} -> n{to}"));
        match (is_call, count) {
            (true, 1) => {}
            (true, count) => out.push_str(&format!(" [label=\"{count}\"]")),
            (false, _) => out.push_str(" [style=dashed]"),
        }
        out.push_str(";\n");
    }
}

/// The nodes, those of a module together; the ones that the file does not define are dashed.
fn push_clusters(out: &mut String, nodes: &IndexSet<(String, String)>, defined: usize) {
    let mut modules: IndexMap<&str, Vec<usize>> = IndexMap::new();
    for (at, (module, _)) in nodes.iter().enumerate() {
        modules.entry(module).or_default().push(at);
    }
    for (number, (module, members)) in modules.iter().enumerate() {
        out.push_str(&format!("    subgraph cluster_{number} {{\n        label="));
        push_quoted(out, module);
        out.push_str(";\n");
        for &at in members {
            out.push_str(&format!("        n{at} [label="));
            push_quoted(out, &nodes[at].1);
            out.push_str(if at >= defined { ", style=dashed];\n" } else { "];\n" });
        }
        out.push_str("    }\n");
    }
}

fn modules(file: &File, out: &mut String) {
    let mut nodes: IndexMap<String, &str> = IndexMap::new();
    let mut edges: IndexSet<(usize, usize)> = IndexSet::new();
    let entries = file.entries();
    for entry in entries.iter().filter(|entry| entry.kind.is_module() && entry.kind != Kind::Archive) {
        let shape = if entry.kind == Kind::Native { "shape=component" } else { "shape=box" };
        nodes.insert(entry.name.clone(), shape);
    }
    let mut current = None;
    for entry in &entries {
        let needed = match entry.kind {
            kind if kind.is_module() => {
                current = nodes.get_index_of(&entry.name);
                continue;
            }
            Kind::Using => Some(entry.name.clone()),
            Kind::Import => entry.module.clone(),
            _ => None,
        };
        if let (Some(from), Some(needed)) = (current, needed) {
            let to =
                nodes.get_index_of(&needed).unwrap_or_else(|| nodes.insert_full(needed, "style=dashed").0);
            edges.insert((from, to));
        }
    }
    for (at, (name, shape)) in nodes.iter().enumerate() {
        out.push_str(&format!("    n{at} [label="));
        push_quoted(out, name);
        out.push_str(&format!(", {shape}];\n"));
    }
    for (from, to) in edges {
        out.push_str(&format!("    n{from} -> n{to};\n"));
    }
}

fn blocks(file: &File, out: &mut String) {
    for (number, (module, entry)) in functions(file).iter().enumerate() {
        let Some(code) = &entry.code else { continue };
        out.push_str(&format!("    subgraph cluster_{number} {{\n        label="));
        let name = if module.is_empty() { entry.name.clone() } else { format!("{module}::{}", entry.name) };
        push_quoted(out, &name);
        out.push_str(";\n");
        let steps = file.model.steps(code);
        function_blocks(out, number, code.start as i64, &steps);
        out.push_str("    }\n");
    }
}

/// The blocks of a function; `base` is the index of its first step.
fn function_blocks(out: &mut String, number: usize, base: i64, steps: &[Step]) {
    let starts = block_starts(base, steps);
    let block_of = |step: i64| starts.binary_search(&usize::try_from(step - base).ok()?).ok();
    for (block, &start) in starts.iter().enumerate() {
        let end = starts.get(block + 1).copied().unwrap_or(steps.len());
        out.push_str(&format!("        n{number}_{block} [label=\""));
        for (index, step) in steps[start..end].iter().enumerate() {
            push_escaped(out, &format!("{}  {}", base + (start + index) as i64, step.text));
            out.push_str("\\l");
        }
        out.push_str("\"];\n");
        let Some(last) = steps[start..end].last() else { continue };
        let is_branch = last.falls_through && !last.targets.is_empty();
        let falls = last.falls_through.then_some(base + end as i64).filter(|_| end < steps.len());
        for (way, target) in last.targets.iter().copied().enumerate() {
            let label = match (is_branch, last.targets.len()) {
                (true, _) => "yes",
                (_, 2) => ["yes", "no"][way.min(1)],
                _ => "",
            };
            push_edge(out, number, block, block_of(target), target, label);
        }
        if let Some(next) = falls {
            let label = if is_branch { "no" } else { "" };
            push_edge(out, number, block, block_of(next), next, label);
        }
    }
}

/// The first steps of the blocks.
fn block_starts(base: i64, steps: &[Step]) -> Vec<usize> {
    let mut starts: Vec<usize> = vec![0];
    for (at, step) in steps.iter().enumerate() {
        let inside = step.targets.iter().filter_map(|target| usize::try_from(target - base).ok());
        starts.extend(inside.filter(|&target| target < steps.len()));
        if (!step.falls_through || !step.targets.is_empty()) && at + 1 < steps.len() {
            starts.push(at + 1);
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|start| *start < steps.len());
    starts
}

fn push_edge(out: &mut String, number: usize, from: usize, to: Option<usize>, target: i64, label: &str) {
    match to {
        Some(to) => out.push_str(&format!("        n{number}_{from} -> n{number}_{to}")),
        None => {
            let node = format!(
                "out{number}_{}",
                if target < 0 { format!("m{}", -target) } else { target.to_string() }
            );
            out.push_str(&format!("        {node} [label=\"outside: {target}\", style=dashed];\n"));
            out.push_str(&format!("        n{number}_{from} -> {node}"));
        }
    }
    out.push_str(&if label.is_empty() { ";\n".to_owned() } else { format!(" [label=\"{label}\"];\n") });
}
