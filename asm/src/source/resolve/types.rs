//! Types: from nodes to the pool.

use super::pending::Tree;
use super::{Resolver, messages};
use crate::ir::{Prim, Type, TypeId};
use crate::source::Context;
use crate::source::eval::Trouble;
use lzasm_grammar::ast::{BinaryOp, Node, NodeKind};

impl Resolver {
    /// The type that a tree spells.
    pub(super) fn ty(&mut self, cx: &mut Context, tree: Tree) -> Result<TypeId, Trouble> {
        let mut suffixes = Vec::new();
        let mut at = tree;
        while let Some(inner) = suffix_of(at) {
            suffixes.push(at);
            at = inner;
        }
        let bare = bare(cx, at)?;
        let mut ty = self.program.types.add(bare);
        for suffix in suffixes.into_iter().rev() {
            ty = self.with_suffix(cx, suffix, ty)?;
        }
        Ok(ty)
    }

    fn with_suffix(&mut self, cx: &mut Context, suffix: Tree, inner: TypeId) -> Result<TypeId, Trouble> {
        let ty = match suffix.node().kind {
            NodeKind::Ref => Type::Ref(inner),
            NodeKind::RefMut => Type::RefMut(inner),
            NodeKind::Mut => Type::Mut(inner),
            NodeKind::MutSuffix => Type::MutSuffix(inner),
            NodeKind::OpenArray => Type::OpenArray(inner),
            _ => {
                let count = suffix.pair().1;
                Type::Array(inner, self.number(cx, count, 0, u32::MAX.into())? as u32)
            }
        };
        Ok(self.program.types.add(ty))
    }
}

/// What a suffix, or the leading `mut`, is put on.
fn suffix_of(tree: Tree<'_>) -> Option<Tree<'_>> {
    match tree.node().kind {
        NodeKind::Ref | NodeKind::RefMut | NodeKind::Mut | NodeKind::MutSuffix | NodeKind::OpenArray => {
            Some(tree.child())
        }
        NodeKind::Array => Some(tree.pair().0),
        _ => None,
    }
}

fn bare(cx: &mut Context, tree: Tree) -> Result<Type, Trouble> {
    let node = tree.node();
    let quoted = |node: Node| node.kind == NodeKind::QuotedName;
    match node.kind {
        _ if let Some(name) = node.name() => Ok(match Prim::find(cx.names.text(name)) {
            Some(prim) if !quoted(node) => Type::Prim(prim, name),
            _ => Type::Named { module: None, name, quoted: quoted(node) },
        }),
        NodeKind::Qualified if let Some(name) = tree.child().node().name() => {
            Ok(Type::Named { module: node.sym(), name, quoted: quoted(tree.child().node()) })
        }
        NodeKind::FnType => Ok(Type::Function),
        NodeKind::Binary(BinaryOp::And) => Err(Trouble::from(messages::ampersand_in_type(node.span))),
        _ => Err(Trouble::from(messages::not_a_type(node.span))),
    }
}

/// Whether a tree can only be an array type.
pub(super) fn is_array(tree: Tree) -> bool {
    matches!(tree.node().kind, NodeKind::Array | NodeKind::OpenArray)
}
