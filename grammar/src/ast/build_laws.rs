//! What is built and printed reads back as what was put in, whatever it is.

use super::build::*;
use super::*;
use crate::literal;
use crate::names::Interner;
use proptest::prelude::*;

/// The tree and the text of `x OPERAND`, built and printed, and its operand.
fn read_back<R>(build: impl FnOnce(&mut Builder) -> R) -> (Ast, String, Interner, Node) {
    let mut builder = Builder::new(|name| name == "r1");
    builder.instr_with("x", build);
    let text = builder.print();
    let (mut names, mut report) = (Interner::new(), Vec::new());
    let ast = crate::parser::parse(&text, 0, &mut names, &mut report);
    assert!(report.is_empty() && ast.stmts.len() == 1, "{report:?}\n{text}");
    let node = ast.nodes[ast.nodes.len() - 1];
    (ast, text, names, node)
}

fn written(text: &str, node: Node) -> &str {
    &text[node.span.lo as usize..node.span.hi as usize]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,12}", "[a-z.0-9`\"\\\\\n\r\t\0\u{1}\u{7f}\u{85}\u{202e}]{0,8}", any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names(name in any_text()) {
        let (_, _, names, node) = read_back(|b| b.name(&name));
        prop_assert!(matches!(node.kind, NodeKind::Name | NodeKind::QuotedName));
        prop_assert_eq!(names.text(node.sym().unwrap()), &name);
        let (_, _, names, node) = read_back(|b| b.atom(&name));
        prop_assert_eq!(node.kind, NodeKind::Atom);
        prop_assert_eq!(names.text(node.sym().unwrap()), &name);
        let (ast, _, names, node) = read_back(|b| { b.qualified(&name, &name); b.arity(2) });
        prop_assert_eq!(node.kind, NodeKind::Binary(crate::ast::BinaryOp::Divide));
        prop_assert_eq!(names.text(ast.nodes[1].sym().unwrap()), &name);
    }

    #[test]
    fn strings_and_bytes(text in any_text(), bytes in prop::collection::vec(any::<u8>(), 0..20)) {
        let (_, printed, _, node) = read_back(|b| b.string(&text));
        prop_assert_eq!(literal::unescape_str(written(&printed, node)).unwrap(), text);
        let (_, printed, _, node) = read_back(|b| b.bytes(&bytes, SizeClass::Shortest));
        prop_assert_eq!(&literal::unescape_bytes(&written(&printed, node)[1..]).unwrap()[..], &bytes[..]);
        let (_, _, _, node) = read_back(|b| b.bytes(&bytes, SizeClass::Bits32));
        prop_assert_eq!(node.kind, NodeKind::Bytes(SizeClass::Bits32));
    }

    #[test]
    fn numbers(int in any::<i128>(), wide in any::<u64>(), narrow in any::<u32>()) {
        let (_, printed, _, node) = read_back(|b| b.int(int, "i128"));
        let node = if int < 0 { Node { span: Span::new(node.span.lo + 1, node.span.hi), ..node } } else { node };
        prop_assert_eq!(literal::int(written(&printed, node)).unwrap().0, int.unsigned_abs());
        let (ast, printed, _, node) = read_back(|b| b.f64(wide, false));
        if f64::from_bits(wide).is_finite() {
            let value = literal::float(written(&printed, ast.nodes[0])).unwrap().0;
            prop_assert_eq!(value.to_bits(), wide & !(1 << 63));
            prop_assert_eq!(node.kind != NodeKind::Float, wide >> 63 == 1);
        }
        let (ast, printed, _, _) = read_back(|b| b.f32(narrow));
        if f32::from_bits(narrow).is_finite() {
            let value = literal::float32(written(&printed, ast.nodes[0])).unwrap();
            prop_assert_eq!(value.to_bits(), narrow & !(1 << 31));
        }
    }

    #[test]
    fn labels_and_comments(name in any_text()) {
        let mut builder = Builder::new(|_| false);
        builder.label(&name);
        builder.trailing(&name);
        builder.comment(&name);
        let start = builder.start(&name);
        builder.int(1, "");
        builder.assign(start);
        let text = builder.print();
        let (mut names, mut report) = (Interner::new(), Vec::new());
        let ast = crate::parser::parse(&text, 0, &mut names, &mut report);
        prop_assert!(report.is_empty(), "{:?}\n{}", report, text);
        let named = |kind| match kind {
            StmtKind::Label(sym) | StmtKind::Assign { name: sym, .. } => names.text(sym) == name,
            _ => false,
        };
        prop_assert_eq!(ast.stmts.iter().filter(|stmt| named(stmt.kind)).count(), 2);
        prop_assert_eq!(ast.stmts.len(), 2);
    }
}
