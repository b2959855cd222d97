//! Simplifies a flow without changing what it does: parameters of blocks that are one value whichever path leads
//! there, values that nothing needs, and negations before a branch.

use super::flow::{Block, BlockId, Edge, End, Flow, Op, Val, What};
use super::types::Ty;
use crate::isa::Compute;

/// Makes a flow smaller, and splits each critical edge: one from a branch to a block with other predecessors.
pub(super) fn simplify(flow: &mut Flow) {
    merge_params(flow);
    turn_branches(flow);
    drop_unneeded(flow);
    split_ways(flow);
}

/// Deep loops take a round for each level. Parameters that remain after this many rounds are harmless.
const MOST_ROUNDS: usize = 64;

/// Replaces parameters that are the same value on all paths.
fn merge_params(flow: &mut Flow) {
    let order = flow.forward();
    let mut incoming: Vec<Vec<(BlockId, usize)>> = vec![Vec::new(); flow.blocks.len()];
    for &id in &order {
        for (index, edge) in flow.block(id).end.edges().iter().enumerate() {
            incoming[edge.to.0 as usize].push((id, index));
        }
    }
    let mut replaced: Vec<Val> = (0..flow.types.len() as u32).map(Val).collect();
    for _ in 0..MOST_ROUNDS {
        let mut changed = false;
        for &id in &order[1..] {
            changed |= merge_block(flow, id, &incoming[id.0 as usize], &mut replaced);
        }
        if !changed {
            break;
        }
    }
    for block in &mut flow.blocks {
        block.ops.iter_mut().flat_map(Op::takes_mut).for_each(|value| *value = find(&mut replaced, *value));
        rename_end(&mut block.end, &mut replaced);
    }
}

fn rename_end(end: &mut End, replaced: &mut [Val]) {
    match end {
        End::Branch(value, _) | End::Return(Some(value)) => *value = find(replaced, *value),
        _ => {}
    }
    end.edges_mut()
        .iter_mut()
        .flat_map(|edge| &mut edge.args)
        .for_each(|value| *value = find(replaced, *value));
}

/// The value that a value has been replaced by.
fn find(replaced: &mut [Val], value: Val) -> Val {
    let mut root = value;
    while replaced[root.0 as usize] != root {
        root = replaced[root.0 as usize];
    }
    let mut at = value;
    while at != root {
        at = std::mem::replace(&mut replaced[at.0 as usize], root);
    }
    root
}

fn merge_block(flow: &mut Flow, id: BlockId, incoming: &[(BlockId, usize)], replaced: &mut [Val]) -> bool {
    let mut keeps = vec![true; flow.block(id).params.len()];
    for (index, keep) in keeps.iter_mut().enumerate() {
        let param = flow.block(id).params[index];
        let mut only = None;
        let same = incoming.iter().all(|&(from, edge)| {
            let arg = find(replaced, flow.block(from).end.edges()[edge].args[index]);
            arg == param || *only.get_or_insert(arg) == arg
        });
        if let Some(value) = only.filter(|_| same) {
            replaced[param.0 as usize] = value;
            *keep = false;
        }
    }
    if keeps.iter().all(|keep| *keep) {
        return false;
    }
    retain(flow, id, incoming, &keeps);
    true
}

/// Keeps some of a block's parameters, and their arguments.
fn retain(flow: &mut Flow, id: BlockId, incoming: &[(BlockId, usize)], keeps: &[bool]) {
    let keep = |values: &mut Vec<Val>| {
        let mut keeps = keeps.iter();
        values.retain(|_| keeps.next().copied().unwrap_or(true));
    };
    keep(&mut flow.blocks[id.0 as usize].params);
    for &(from, edge) in incoming {
        keep(&mut flow.blocks[from.0 as usize].end.edges_mut()[edge].args);
    }
}

/// A branch on a negation is the other branch.
fn turn_branches(flow: &mut Flow) {
    let mut negates = vec![None; flow.types.len()];
    for op in flow.blocks.iter().flat_map(|block| &block.ops) {
        if let (What::Compute(Compute::Not, values), Some(makes)) = (&op.what, op.makes) {
            negates[makes.0 as usize] = values.first().copied();
        }
    }
    for block in &mut flow.blocks {
        while let End::Branch(on, edges) = &mut block.end
            && let Some(value) = negates[on.0 as usize]
        {
            *on = value;
            edges.swap(0, 1);
        }
    }
}

/// Whether an instruction may stop with a fault, or do something besides making its value.
fn matters(flow: &Flow, op: &Op) -> bool {
    match &op.what {
        What::Call(..) => true,
        What::Compute(Compute::ShiftLeft | Compute::ShiftRight, _) => true,
        What::Compute(Compute::Divide | Compute::Remainder, values) => {
            !matches!(flow.ty(values[0]), Ty::F32 | Ty::F64)
        }
        What::Const(_) | What::Compute(..) | What::Convert(_) => false,
    }
}

/// Drops instructions and parameters whose values nothing needs.
fn drop_unneeded(flow: &mut Flow) {
    let mut needed = vec![false; flow.types.len()];
    let mut makers = vec![None; flow.types.len()];
    let mut param_of = vec![None; flow.types.len()];
    let mut incoming: Vec<Vec<(BlockId, usize)>> = vec![Vec::new(); flow.blocks.len()];
    let mut open = Vec::new();
    for (index, block) in flow.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        for (place, param) in block.params.iter().enumerate() {
            param_of[param.0 as usize] = Some((id, place));
        }
        for (place, op) in block.ops.iter().enumerate() {
            if let Some(makes) = op.makes {
                makers[makes.0 as usize] = Some((id, place));
            }
            if matters(flow, op) {
                open.extend(op.takes());
            }
        }
        open.extend(block.end.value());
        for (index, edge) in block.end.edges().iter().enumerate() {
            incoming[edge.to.0 as usize].push((id, index));
        }
    }
    while let Some(value) = open.pop() {
        if std::mem::replace(&mut needed[value.0 as usize], true) {
            continue;
        }
        if let Some((id, place)) = makers[value.0 as usize] {
            open.extend(flow.block(id).ops[place].takes());
        }
        if let Some((id, place)) = param_of[value.0 as usize] {
            let args = |&(from, edge): &(BlockId, usize)| flow.block(from).end.edges()[edge].args[place];
            open.extend(incoming[id.0 as usize].iter().map(args));
        }
    }
    sweep(flow, &needed, &incoming);
}

fn sweep(flow: &mut Flow, needed: &[bool], incoming: &[Vec<(BlockId, usize)>]) {
    for (index, incoming) in incoming.iter().enumerate() {
        let keeps: Vec<bool> =
            flow.blocks[index].params.iter().map(|param| needed[param.0 as usize]).collect();
        if keeps.contains(&false) {
            retain(flow, BlockId(index as u32), incoming, &keeps);
        }
        let mut ops = std::mem::take(&mut flow.blocks[index].ops);
        ops.retain(|op| op.makes.is_some_and(|makes| needed[makes.0 as usize]) || matters(flow, op));
        flow.blocks[index].ops = ops;
    }
}

/// Puts a block on each critical edge, from a branch to a block with other predecessors: what must happen on that edge
/// alone has its place there.
fn split_ways(flow: &mut Flow) {
    let incoming = flow.ways_in();
    let mut order = Vec::with_capacity(flow.order.len());
    for id in std::mem::take(&mut flow.order) {
        order.push(id);
        let source = flow.block(id).source;
        let End::Branch(_, mut edges) = flow.block(id).end.clone() else { continue };
        for edge in edges.iter_mut().filter(|edge| incoming[edge.to.0 as usize] > 1) {
            let between = BlockId(flow.blocks.len() as u32);
            let end = End::Jump(std::mem::replace(edge, Edge { to: between, args: Vec::new() }));
            flow.blocks.push(Block { params: Vec::new(), ops: Vec::new(), end, source });
            order.push(between);
        }
        if let End::Branch(_, old) = &mut flow.blocks[id.0 as usize].end {
            *old = edges;
        }
    }
    flow.order = order;
}

/// The values that are needed at the start of each block though they are made before it, and those that are needed
/// after its end. Values for which `skip` holds are never among them.
pub(super) struct Live {
    pub(super) before: Vec<Vec<Val>>,
    pub(super) after: Vec<Vec<Val>>,
}

/// The greatest number of values that are live around the blocks of a function, in total.
const MOST_LIVE: usize = 1 << 22;

/// The values that are live around each block. `None` if there are too many.
pub(super) fn live(flow: &Flow, skip: impl Fn(Val) -> bool) -> Option<Live> {
    let count = flow.blocks.len();
    let mut live = Live { before: vec![Vec::new(); count], after: vec![Vec::new(); count] };
    let mut incoming = vec![Vec::new(); count];
    let mut made_in = vec![u32::MAX; flow.types.len()];
    flow.params.iter().for_each(|param| made_in[param.0 as usize] = 0);
    let mut uses: Vec<Vec<u32>> = vec![Vec::new(); flow.types.len()];
    let mut open: Vec<(Val, u32)> = Vec::new();
    for (index, block) in flow.blocks.iter().enumerate() {
        let here = index as u32;
        let made = block.params.iter().copied().chain(block.ops.iter().filter_map(|op| op.makes));
        made.for_each(|value| made_in[value.0 as usize] = here);
        let args = block.end.edges().iter().flat_map(|edge| &edge.args).copied();
        let used = block.ops.iter().flat_map(Op::takes).copied().chain(block.end.value()).chain(args);
        used.for_each(|value| uses[value.0 as usize].push(here));
        block.end.edges().iter().for_each(|edge| incoming[edge.to.0 as usize].push(here));
    }
    let mut total = 0;
    for (index, uses) in uses.iter().enumerate() {
        let value = Val(index as u32);
        if skip(value) {
            continue;
        }
        open.extend(uses.iter().map(|&block| (value, block)));
        while let Some((value, block)) = open.pop() {
            let before = &mut live.before[block as usize];
            if made_in[index] == block || before.last() == Some(&value) {
                continue;
            }
            before.push(value);
            total += 1;
            for &from in &incoming[block as usize] {
                let after = &mut live.after[from as usize];
                if after.last() != Some(&value) {
                    after.push(value);
                }
                open.push((value, from));
            }
        }
        if total > MOST_LIVE {
            return None;
        }
    }
    Some(live)
}
