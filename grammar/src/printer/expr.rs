//! Expressions, values and types as text. The tree is walked with a stack of what is still to be written, so depth
//! costs memory and never the call stack.

use super::Tree;
use super::page::Page;
use crate::ast::{BinaryOp, NodeId, NodeKind, SizeClass, Trivia, TriviaKind, UnaryOp};

/// The strength of a prefix operator: tighter than all binary ones.
const UNARY: u8 = 11;
/// The strength of a suffix: tighter than all operators.
const SUFFIX: u8 = 12;

/// What is still to be written.
enum Work {
    /// A subtree, in parentheses if it binds less than this.
    Node(NodeId, u8),
    Text(&'static str),
    /// The comma before this element.
    Comma(NodeId),
}

/// The comments inside a statement that are not written yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inner<'t> {
    rest: &'t [Trivia],
}

impl<'t> Inner<'t> {
    pub(super) fn new(trivia: &'t [Trivia]) -> Self {
        Self { rest: trivia }
    }

    /// The next comment, if it starts before this position.
    pub(super) fn next_before(&mut self, position: u32) -> Option<Trivia> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            if first.span.lo >= position {
                return None;
            }
            self.rest = rest;
            if first.kind != TriviaKind::Blank {
                return Some(*first);
            }
        }
    }
}

/// Writes a subtree.
pub(super) fn node(tree: &Tree, page: &mut Page, inner: &mut Inner, root: NodeId) {
    walk(tree, page, inner, vec![Work::Node(root, 0)]);
}

/// Writes a subtree where a binary operator needs parentheses.
pub(super) fn tight(tree: &Tree, page: &mut Page, inner: &mut Inner, root: NodeId) {
    walk(tree, page, inner, vec![Work::Node(root, UNARY)]);
}

/// Writes an operand of an instruction, in which `PATH/INTEGER` may be a name with its arity.
pub(super) fn operand(tree: &Tree, page: &mut Page, inner: &mut Inner, root: NodeId) {
    if leaf(tree, page, root) {
        return;
    }
    let work = if is_arity(tree, root) { arity(tree, root) } else { vec![Work::Node(root, 0)] };
    walk(tree, page, inner, work);
}

/// Writes a node that is a leaf.
fn leaf(tree: &Tree, page: &mut Page, id: NodeId) -> bool {
    use NodeKind::*;
    let node = tree.ast.node(id);
    match node.kind {
        Name => page.push(node.name().map_or("", |name| tree.names.text(name))),
        LabelBack => page.push(&format!("{}b", node.data)),
        LabelForward => page.push(&format!("{}f", node.data)),
        Int | Float | Char | Str | Bytes(_) | Atom | QuotedName | True | False | Inf | Nan | FnType => {
            page.push(tree.slice(node.span));
        }
        _ => return false,
    }
    true
}

fn walk(tree: &Tree, page: &mut Page, inner: &mut Inner, mut stack: Vec<Work>) {
    while let Some(work) = stack.pop() {
        match work {
            Work::Text(text) => page.push(text),
            Work::Comma(next) => {
                page.comma();
                comments_before(tree, page, inner, next);
            }
            Work::Node(id, least) => expand(tree, page, inner, &mut stack, (id, least)),
        }
    }
}

fn comments_before(tree: &Tree, page: &mut Page, inner: &mut Inner, next: NodeId) {
    while let Some(comment) = inner.next_before(tree.ast.node(next).span.lo) {
        page.inner_comment(&tree.comment(comment), comment.own_line);
    }
}

/// Writes the start of a node and leaves the rest on the stack.
fn expand(tree: &Tree, page: &mut Page, inner: &mut Inner, stack: &mut Vec<Work>, (id, least): (NodeId, u8)) {
    use NodeKind::*;
    if leaf(tree, page, id) {
        return;
    }
    match tree.ast.node(id).kind {
        Array | Binary(_) | Pair => two(tree, page, stack, (id, least)),
        List(size) => many(tree, page, inner, stack, id, (size, "list", "[", "]")),
        Tuple(size) => many(tree, page, inner, stack, id, (size, "tuple", "{", "}")),
        Map(size) => many(tree, page, inner, stack, id, (size, "map", "#{", "}")),
        _ => one(tree, page, stack, id),
    }
}

fn one(tree: &Tree, page: &mut Page, stack: &mut Vec<Work>, id: NodeId) {
    use NodeKind::*;
    let (node, child) = (tree.ast.node(id), tree.ast.child(id));
    // Leaves with a name were written before.
    if let Some(name) = node.sym() {
        page.push(tree.name_at(node.span.lo, name));
    }
    let (before, least, after) = match node.kind {
        Paren | Call => ("(", 0, ")"),
        Unary(op) => (unary_text(tree, op, child), UNARY, ""),
        Qualified => ("::", SUFFIX, ""),
        Named => ("=", 0, ""),
        PoolEntry => ("#", UNARY, ""),
        Incbin => ("incbin ", SUFFIX, ""),
        FnValue => ("fn ", SUFFIX, ""),
        ImportValue => ("import ", SUFFIX, ""),
        RefValue => ("ref ", SUFFIX, ""),
        Ref => ("", SUFFIX, "&"),
        RefMut => ("", SUFFIX, " mut&"),
        Mut => ("mut ", SUFFIX, ""),
        MutSuffix => ("", SUFFIX, " mut"),
        _ => ("", SUFFIX, "[]"),
    };
    page.push(before);
    stack.push(Work::Text(after));
    if matches!(node.kind, FnValue | ImportValue) && tree.ast.node(child).kind == Binary(BinaryOp::Divide) {
        stack.extend(arity(tree, child));
    } else {
        stack.push(Work::Node(child, least));
    }
}

/// The operator with the blank that it needs before its operand, if any.
fn unary_text(tree: &Tree, op: UnaryOp, child: NodeId) -> &'static str {
    let again = tree.ast.node(child).kind == NodeKind::Unary(UnaryOp::Negate);
    match op {
        UnaryOp::Negate if again => "- ",
        UnaryOp::Negate => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "~",
    }
}

fn two(tree: &Tree, page: &mut Page, stack: &mut Vec<Work>, (id, least): (NodeId, u8)) {
    let (first, second) = tree.ast.pair(id);
    let (before, between, after) = match tree.ast.node(id).kind {
        NodeKind::Binary(op) => {
            let (text, strength) = binary(op);
            if strength < least {
                page.push("(");
                stack.push(Work::Text(")"));
            }
            (strength, text, strength + 1)
        }
        NodeKind::Array => {
            stack.push(Work::Text("]"));
            (SUFFIX, "[", 0)
        }
        _ => (0, " => ", 0),
    };
    stack.push(Work::Node(second, after));
    stack.push(Work::Text(between));
    stack.push(Work::Node(first, before));
}

type Brackets = (SizeClass, &'static str, &'static str, &'static str);

fn many(
    tree: &Tree,
    page: &mut Page,
    inner: &mut Inner,
    stack: &mut Vec<Work>,
    id: NodeId,
    (size, word, open, close): Brackets,
) {
    let digits = match size {
        SizeClass::Shortest => "",
        SizeClass::Bits8 => "8",
        SizeClass::Bits16 => "16",
        SizeClass::Bits32 => "32",
    };
    if !digits.is_empty() {
        page.push(word);
        page.push(digits);
    }
    page.push(open);
    stack.push(Work::Text(close));
    let elements = tree.ast.elements(id);
    if let Some(first) = elements.first() {
        comments_before(tree, page, inner, *first);
    }
    for (at, element) in elements.iter().enumerate().rev() {
        stack.push(Work::Node(*element, 0));
        if at > 0 {
            stack.push(Work::Comma(*element));
        }
    }
}

/// Whether a division is a name with its arity: it is written without blanks, or its left side cannot be divided.
fn is_arity(tree: &Tree, root: NodeId) -> bool {
    use NodeKind::*;
    if tree.ast.node(root).kind != Binary(BinaryOp::Divide) {
        return false;
    }
    let (path, count) = tree.ast.pair(root);
    let (path, count) = (tree.ast.node(path), tree.ast.node(count));
    let touching = path.span.hi + 1 == count.span.lo;
    count.kind == Int && (path.kind == Qualified || touching && matches!(path.kind, Name | QuotedName))
}

fn arity(tree: &Tree, root: NodeId) -> Vec<Work> {
    let (path, count) = tree.ast.pair(root);
    vec![Work::Node(count, UNARY), Work::Text("/"), Work::Node(path, UNARY)]
}

/// An operator's text, and how tightly it binds.
fn binary(op: BinaryOp) -> (&'static str, u8) {
    match op {
        BinaryOp::LogicalOr => (" || ", 1),
        BinaryOp::LogicalAnd => (" && ", 2),
        BinaryOp::Or => (" | ", 3),
        BinaryOp::Xor => (" ^ ", 4),
        BinaryOp::And => (" & ", 5),
        BinaryOp::Equal => (" == ", 6),
        BinaryOp::NotEqual => (" != ", 6),
        BinaryOp::Less => (" < ", 7),
        BinaryOp::LessEqual => (" <= ", 7),
        BinaryOp::Greater => (" > ", 7),
        BinaryOp::GreaterEqual => (" >= ", 7),
        BinaryOp::ShiftLeft => (" << ", 8),
        BinaryOp::ShiftRight => (" >> ", 8),
        BinaryOp::Add => (" + ", 9),
        BinaryOp::Subtract => (" - ", 9),
        BinaryOp::Multiply => (" * ", 10),
        BinaryOp::Divide => (" / ", 10),
        BinaryOp::Modulo => (" % ", 10),
    }
}
