//! Expressions by example.

use super::*;
use crate::ir::IntType;
use lzasm_grammar::ast::{BinaryOp, NodeKind, UnaryOp};
use lzasm_grammar::names::Interner;

/// Nodes' texts and a few names.
#[derive(Default)]
pub(super) struct TestEnv {
    text: String,
    names: Interner,
    values: Vec<(Sym, Scalar)>,
    target: Option<&'static str>,
}

impl TestEnv {
    pub(super) fn leaf(&mut self, kind: NodeKind, text: &str) -> Node {
        let lo = self.text.len() as u32;
        self.text.push_str(text);
        Node::new(kind, Span::new(lo, self.text.len() as u32), 0)
    }

    pub(super) fn name_node(&mut self, name: &str) -> Node {
        let sym = self.names.intern(name);
        Node::new(NodeKind::Name, self.leaf(NodeKind::Name, name).span, sym.0)
    }

    fn call(&mut self, name: &str) -> Node {
        let node = self.name_node(name);
        Node::new(NodeKind::Call, node.span, node.name().unwrap().0)
    }

    fn define(&mut self, name: &str, value: Scalar) {
        let sym = self.names.intern(name);
        self.values.push((sym, value));
    }
}

impl Env for TestEnv {
    fn text(&self, span: Span) -> &str {
        &self.text[span.lo as usize..span.hi as usize]
    }

    fn name(&self, sym: Sym) -> &str {
        self.names.text(sym)
    }

    fn constant(&self, sym: Sym) -> Lookup {
        let found = self.values.iter().find(|(name, _)| *name == sym);
        found.map_or(Lookup::Pending, |(_, value)| Lookup::Value(*value))
    }

    fn is_defined(&self, sym: Sym) -> bool {
        self.values.iter().any(|(name, _)| *name == sym)
    }

    fn size_of(&self, sym: Sym) -> Option<u64> {
        (self.names.text(sym) == "Point").then_some(12)
    }

    fn here(&self) -> Option<u64> {
        Some(7)
    }

    fn target(&self) -> Option<&'static str> {
        self.target
    }
}

fn op(kind: NodeKind) -> Node {
    Node::new(kind, Span::default(), 0)
}

const NEGATE: NodeKind = NodeKind::Unary(UnaryOp::Negate);

fn code(result: Result<Scalar, Trouble>) -> &'static str {
    match result {
        Err(Trouble::Error(diagnostic)) => diagnostic.code.name(),
        Err(Trouble::Pending { .. }) => "later",
        Err(Trouble::Reported) => "reported",
        Ok(_) => "fine",
    }
}

/// One literal, perhaps with a minus.
fn literal(text: &str) -> Result<Scalar, Trouble> {
    let mut env = TestEnv::default();
    let digits = text.trim_start_matches('-');
    let kind = match digits {
        "inf" => NodeKind::Inf,
        "nan" => NodeKind::Nan,
        _ if digits.starts_with('\'') => NodeKind::Char,
        _ if digits.contains('.') || digits.ends_with("f32") && !digits.starts_with("0x") => NodeKind::Float,
        _ => NodeKind::Int,
    };
    let mut nodes = vec![env.leaf(kind, digits)];
    nodes.extend(text.starts_with('-').then(|| op(NEGATE)));
    eval(&nodes, &env)
}

fn int(value: i128, ty: IntType) -> Scalar {
    Scalar::Int(Int::new(value).typed(ty).unwrap())
}

#[test]
fn literals_have_their_value_and_suffix() {
    assert_eq!(literal("42"), Ok(Scalar::Int(Int::new(42))));
    assert_eq!(literal("-42"), Ok(Scalar::Int(Int::new(-42))));
    assert_eq!(literal("999999999999999999"), Ok(Scalar::Int(Int::new(999_999_999_999_999_999))));
    assert_eq!(literal("0x2A"), Ok(Scalar::Int(Int::new(42))));
    assert_eq!(literal("1_000"), Ok(Scalar::Int(Int::new(1000))));
    assert_eq!(literal("'é'"), Ok(Scalar::Int(Int::new(0xE9))));
    assert_eq!(literal("-128i8"), Ok(int(-128, IntType::I8)));
    assert_eq!(literal("-128s8"), Ok(int(-128, IntType::I8)));
    assert_eq!(literal("-170141183460469231731687303715884105728i128"), Ok(int(i128::MIN, IntType::I128)));
    assert_eq!(literal("-170141183460469231731687303715884105728"), Ok(Scalar::Int(Int::new(i128::MIN))));
    let Ok(Scalar::Int(most)) = literal("0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFFu128") else { panic!() };
    assert_eq!((most.as_u128(), most.as_i128(), most.is_negative()), (Some(u128::MAX), None, false));
    assert_eq!(most.to_string(), u128::MAX.to_string());
}

#[test]
fn literals_that_do_not_fit_are_errors() {
    for text in ["128i8", "-129i8", "256u8", "-1u128", "-1u8", "0x80000000000000000000000000000000"] {
        assert_eq!(code(literal(text)), "constant-range", "{text}");
    }
    assert_eq!(code(literal("1.0e999")), "constant-range");
    assert_eq!(code(literal("3.5e38f32")), "constant-range");
}

#[test]
fn floats_keep_their_bits() {
    assert_eq!(literal("1.5"), Ok(Scalar::F64(1.5f64.to_bits())));
    assert_eq!(literal("-1.5f32"), Ok(Scalar::F32((-1.5f32).to_bits())));
    assert_eq!(literal("inf"), Ok(Scalar::F64(0x7FF0_0000_0000_0000)));
    assert_eq!(literal("-inf"), Ok(Scalar::F64(0xFFF0_0000_0000_0000)));
    assert_eq!(literal("nan"), Ok(Scalar::F64(0x7FF8_0000_0000_0000)));
    assert_eq!(literal("-nan"), Ok(Scalar::F64(0xFFF8_0000_0000_0000)));
}

/// `function(text)`
fn convert(function: &str, kind: NodeKind, text: &str) -> Result<Scalar, Trouble> {
    let mut env = TestEnv::default();
    let nodes = [env.leaf(kind, text), env.call(function)];
    eval(&nodes, &env)
}

#[test]
fn conversions_are_checked() {
    assert_eq!(convert("i64", NodeKind::Int, "5"), Ok(int(5, IntType::I64)));
    assert_eq!(convert("s64", NodeKind::Int, "5u8"), Ok(int(5, IntType::I64)));
    assert_eq!(convert("i64", NodeKind::Float, "5.0"), Ok(int(5, IntType::I64)));
    assert_eq!(code(convert("u8", NodeKind::Int, "256")), "constant-range");
    assert_eq!(code(convert("u8", NodeKind::Float, "2.5")), "constant-range");
    assert_eq!(code(convert("u8", NodeKind::Inf, "inf")), "constant-range");
    assert_eq!(code(convert("u9", NodeKind::Int, "1")), "bad-function");
    assert_eq!(
        convert("u128", NodeKind::Float, "2.0e38").map(|value| matches!(value, Scalar::Int(_))),
        Ok(true)
    );
}

#[test]
fn conversions_to_floats_round_once() {
    // Halfway between two f32, as an f64 exactly halfway, as decimal just above: rounding twice goes down.
    let tie = "1.00000005960464477540";
    assert_eq!(convert("f32", NodeKind::Float, tie), Ok(Scalar::F32(0x3F80_0001)));
    assert_eq!(convert("f32", NodeKind::Nan, "nan"), Ok(Scalar::F32(0x7FC0_0000)));
    assert_eq!(convert("f32", NodeKind::Inf, "inf"), Ok(Scalar::F32(0x7F80_0000)));
    assert_eq!(convert("f32", NodeKind::Int, "16777217"), Ok(Scalar::F32(16_777_216f32.to_bits())));
    assert_eq!(convert("f64", NodeKind::Int, "3"), Ok(Scalar::F64(3f64.to_bits())));
    assert_eq!(convert("f32bits", NodeKind::Int, "0x7FC00001"), Ok(Scalar::F32(0x7FC0_0001)));
    assert_eq!(convert("f64bits", NodeKind::Int, "1"), Ok(Scalar::F64(1)));
    assert_eq!(code(convert("f32", NodeKind::Float, "1.0e39")), "constant-range");
    assert_eq!(code(convert("f32bits", NodeKind::Int, "0x100000000")), "constant-range");
}

#[test]
fn a_minus_before_a_literal_reaches_into_a_conversion() {
    let mut env = TestEnv::default();
    let nodes = [env.leaf(NodeKind::Float, "0.1"), op(NEGATE), env.call("f32")];
    assert_eq!(eval(&nodes, &env), Ok(Scalar::F32((-0.1f32).to_bits())));
    let nodes = [env.leaf(NodeKind::Float, "0.1"), op(NodeKind::Paren), op(NEGATE)];
    assert_eq!(code(eval(&nodes, &env)), "float-arithmetic");
}

#[test]
fn functions_show_sizes_and_definitions() {
    assert_eq!(convert("len", NodeKind::Str, "\"hé\\n\""), Ok(Scalar::Int(Int::new(4))));
    assert_eq!(
        convert("len", NodeKind::Bytes(Default::default()), "b\"\\xFF\\0\""),
        Ok(Scalar::Int(Int::new(2)))
    );
    assert_eq!(code(convert("len", NodeKind::Int, "1")), "bad-function");
    let mut env = TestEnv::default();
    env.define("X", Scalar::Int(Int::new(1)));
    let mut of = |function: &str, name: &str| {
        let nodes = [env.name_node(name), env.call(function)];
        code_or_value(eval(&nodes, &env))
    };
    assert_eq!(of("defined", "X"), "1");
    assert_eq!(of("defined", "Y"), "0");
    assert_eq!(of("sizeof", "Point"), "12");
    assert_eq!(of("sizeof", "Line"), "later");
    assert_eq!(of("i8", "X"), "1");
}

fn code_or_value(result: Result<Scalar, Trouble>) -> String {
    match result {
        Ok(Scalar::Int(value)) => value.to_string(),
        other => code(other).to_owned(),
    }
}

#[test]
fn suffixes_join_and_hold_the_result() {
    let join = |a: &str, operator: BinaryOp, b: &str| {
        let mut env = TestEnv::default();
        let nodes = [env.leaf(NodeKind::Int, a), env.leaf(NodeKind::Int, b), op(NodeKind::Binary(operator))];
        eval(&nodes, &env)
    };
    assert_eq!(join("1u8", BinaryOp::Add, "2"), Ok(int(3, IntType::U8)));
    assert_eq!(join("1", BinaryOp::Add, "2i64"), Ok(int(3, IntType::I64)));
    assert_eq!(code(join("1u8", BinaryOp::Add, "2i64")), "mixed-suffixes");
    assert_eq!(code(join("200u8", BinaryOp::Add, "100")), "constant-range");
    assert_eq!(code(join("1u128", BinaryOp::Subtract, "2")), "integer-overflow");
    assert_eq!(code(join("1", BinaryOp::ShiftLeft, "127")), "integer-overflow");
    assert_eq!(
        join("1u128", BinaryOp::ShiftLeft, "127").map(|value| matches!(value, Scalar::Int(_))),
        Ok(true)
    );
    assert_eq!(code(join("1", BinaryOp::Divide, "0")), "division-by-zero");
    assert_eq!(code(join("1", BinaryOp::Modulo, "0")), "division-by-zero");
}

#[test]
fn target_is_compared_from_either_side() {
    let compare = |names: [&str; 2], operator: BinaryOp, target: Option<&'static str>| {
        let mut env = TestEnv { target, ..TestEnv::default() };
        env.define("lazer", Scalar::Int(Int::new(99)));
        let nodes = [env.name_node(names[0]), env.name_node(names[1]), op(NodeKind::Binary(operator))];
        code_or_value(eval(&nodes, &env))
    };
    assert_eq!(compare(["target", "lazer"], BinaryOp::Equal, Some("lazer")), "1");
    assert_eq!(compare(["lazer", "target"], BinaryOp::Equal, Some("hydro")), "0");
    assert_eq!(compare(["hydro", "target"], BinaryOp::NotEqual, Some("lazer")), "1");
    assert_eq!(compare(["target", "hydro"], BinaryOp::Equal, None), "target-unknown");
    assert_eq!(compare(["target", "laser"], BinaryOp::Equal, Some("lazer")), "unknown-format");
    assert_eq!(compare(["target", "lazer"], BinaryOp::Less, Some("lazer")), "not-a-number");
}

#[test]
fn here_is_a_number() {
    let mut env = TestEnv::default();
    let nodes = [env.name_node("here")];
    assert_eq!(eval(&nodes, &env), Ok(Scalar::Int(Int::new(7))));
}

#[test]
fn a_million_nested_operators_are_no_trouble() {
    let mut env = TestEnv::default();
    let mut nodes = vec![env.leaf(NodeKind::Int, "1"), op(NodeKind::Paren)];
    nodes.extend(std::iter::repeat_n(op(NEGATE), 1_000_000));
    assert_eq!(eval(&nodes, &env), Ok(Scalar::Int(Int::new(1))));
}
