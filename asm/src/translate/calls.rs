//! Calls: arguments against what a function takes.

use super::callees::{Callee, Param};
use super::flow::{Flow, Op, Val, What};
use super::job::Job;
use super::types::Ty;
use crate::translate::messages;

/// Adds a call to a block; its result, if it has one.
pub(super) fn call(
    job: &mut Job,
    flow: &mut Flow,
    block: usize,
    at: u32,
    callee: &Callee,
    args: Vec<Val>,
) -> Option<Val> {
    for (index, (arg, param)) in args.iter().zip(&callee.params).enumerate() {
        let found = flow.ty(*arg);
        let fits = match param {
            _ if found == Ty::Faulty => true,
            Param::Any => !matches!(found, Ty::Function(_)),
            Param::Of(expected) => *expected == found || *expected == Ty::Faulty,
        };
        if !fits {
            let expected = match param {
                Param::Any => "any value but a function",
                Param::Of(ty) => ty.name(),
            };
            let name = job.values.get_ref(callee.function).name;
            let what = format!("argument {} of `{}`", index + 1, job.cx.names.text(name));
            let fault = messages::other_type(job.place(at), &what, expected, found.name());
            job.report(fault);
        }
    }
    let makes = callee.result.map(|result| flow.value(result));
    flow.blocks[block].ops.push(Op { what: What::Call(callee.function, args), makes, source: at });
    makes
}
