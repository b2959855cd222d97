//! Expressions made at random, evaluated by the machine and, for comparison, by walking a tree.

use super::tests::TestEnv;
use super::{Scalar, Trouble, eval};
use lzasm_grammar::ast::{BinaryOp, Node, NodeKind, UnaryOp};
use lzasm_grammar::source::Span;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Tree {
    Literal(u64),
    Missing,
    Unary(UnaryOp, Box<Tree>),
    Binary(BinaryOp, Box<Tree>, Box<Tree>),
}

#[derive(Debug, PartialEq)]
enum Bad {
    Pending,
    Error,
}

const BINARY: [BinaryOp; 18] = [
    BinaryOp::LogicalOr,
    BinaryOp::LogicalAnd,
    BinaryOp::Or,
    BinaryOp::Xor,
    BinaryOp::And,
    BinaryOp::Equal,
    BinaryOp::NotEqual,
    BinaryOp::Less,
    BinaryOp::LessEqual,
    BinaryOp::Greater,
    BinaryOp::GreaterEqual,
    BinaryOp::ShiftLeft,
    BinaryOp::ShiftRight,
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::Divide,
    BinaryOp::Modulo,
];

const UNARY: [UnaryOp; 3] = [UnaryOp::Negate, UnaryOp::Not, UnaryOp::Complement];

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        8 => (0u64..6).prop_map(Tree::Literal),
        2 => any::<u64>().prop_map(Tree::Literal),
        1 => Just(Tree::Missing),
    ];
    leaf.prop_recursive(6, 48, 2, |inner| {
        prop_oneof![
            1 => (0..UNARY.len(), inner.clone()).prop_map(|(op, a)| Tree::Unary(UNARY[op], Box::new(a))),
            4 => (0..BINARY.len(), inner.clone(), inner)
                .prop_map(|(op, a, b)| Tree::Binary(BINARY[op], Box::new(a), Box::new(b))),
        ]
    })
}

/// Writes a tree down in postfix order.
fn flatten(tree: &Tree, env: &mut TestEnv, nodes: &mut Vec<Node>) {
    let first = nodes.len() as u32;
    match tree {
        Tree::Literal(value) => nodes.push(env.leaf(NodeKind::Int, &value.to_string())),
        Tree::Missing => nodes.push(env.name_node("missing")),
        Tree::Unary(op, operand) => {
            flatten(operand, env, nodes);
            nodes.push(Node::new(NodeKind::Unary(*op), Span::default(), 0));
        }
        Tree::Binary(op, left, right) => {
            flatten(left, env, nodes);
            flatten(right, env, nodes);
            nodes.push(Node::new(NodeKind::Binary(*op), Span::default(), first));
        }
    }
}

fn value(tree: &Tree) -> Result<i128, Bad> {
    match tree {
        Tree::Literal(value) => Ok(i128::from(*value)),
        Tree::Missing => Err(Bad::Pending),
        Tree::Unary(op, operand) => {
            let operand = value(operand)?;
            match op {
                UnaryOp::Negate => 0i128.checked_sub(operand).ok_or(Bad::Error),
                UnaryOp::Not => Ok(i128::from(operand == 0)),
                UnaryOp::Complement => Ok(-1 - operand),
            }
        }
        Tree::Binary(op, left, right) => binary(*op, value(left)?, right),
    }
}

fn binary(op: BinaryOp, a: i128, right: &Tree) -> Result<i128, Bad> {
    match op {
        BinaryOp::LogicalAnd => return Ok(i128::from(a != 0 && value(right)? != 0)),
        BinaryOp::LogicalOr => return Ok(i128::from(a != 0 || value(right)? != 0)),
        _ => {}
    }
    let b = value(right)?;
    let truth = |holds: bool| Some(i128::from(holds));
    let power = || u32::try_from(b).ok().filter(|b| *b < 128);
    let result = match op {
        BinaryOp::Or => Some(a | b),
        BinaryOp::Xor => Some((a | b) & !(a & b)),
        BinaryOp::And => Some(!(!a | !b)),
        BinaryOp::Equal => truth(a == b),
        BinaryOp::NotEqual => truth(a != b),
        BinaryOp::Less => truth(a < b),
        BinaryOp::LessEqual => truth(a <= b),
        BinaryOp::Greater => truth(a > b),
        BinaryOp::GreaterEqual => truth(a >= b),
        BinaryOp::ShiftLeft => power().and_then(|count| (0..count).try_fold(a, |a, _| a.checked_mul(2))),
        BinaryOp::ShiftRight => power().map(|count| (0..count).fold(a, |a, _| a.div_euclid(2))),
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::Divide => a.checked_div(b),
        _ if b == -1 => Some(0),
        _ => a.checked_rem(b),
    };
    result.ok_or(Bad::Error)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_machine_agrees_with_a_walk_of_the_tree(tree in tree()) {
        let (mut env, mut nodes) = (TestEnv::default(), Vec::new());
        flatten(&tree, &mut env, &mut nodes);
        let found = match eval(&nodes, &env) {
            Ok(Scalar::Int(found)) => Ok(found.as_i128().unwrap()),
            Ok(other) => panic!("a float: {other:?}"),
            Err(Trouble::Pending { .. }) => Err(Bad::Pending),
            Err(_) => Err(Bad::Error),
        };
        prop_assert_eq!(found, value(&tree));
    }
}
