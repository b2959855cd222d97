//! What the disassembler writes reads back as the same bytes, and reads well.

use crate::formats::hydro::arbitrary::{any_file, any_placement, any_program};
use crate::formats::hydro::model::*;
use crate::formats::hydro::{decode, encode};
use crate::formats::raise::RaiseOptions;
use crate::formats::testing::{conformance, files_read_back, holds_to, keeps, keeps_bytes, raised};
use proptest::prelude::*;

#[test]
fn conformance_files_read_back() {
    for name in ["fact.hydro", "usings.hydro"] {
        assert!(keeps_bytes(&conformance(name)));
    }
}

#[test]
fn fact_reads_like_a_program() {
    let text = raised(&decode(&conformance("fact.hydro")).unwrap(), &RaiseOptions::default());
    holds_to("hydro/raise/golden/fact.s", &text);
}

/// A file with an odd form of everything.
fn odd_file() -> File {
    let nested = Type::reference(Type::array(None, Type::array(Some(0), Type::layout("geo", "u8"))));
    let member = |name: &str, ty| Variable::new(name, ty);
    let layout = |name: &str, members| Layout { name: name.into(), members, ..Layout::default() };
    let target = |target: &str, code: &str| Target { target: target.into(), code: code.into() };
    let function = |name: &str, parameters, body| Function {
        name: name.into(),
        parameters,
        body,
        origin: Default::default(),
    };
    let int = |int, bits| Instr::push(Value::Int(Integer::new(int, bits)));
    let code = vec![
        Instr::new(b'j', Operand::Target(16)),
        Instr::new(b'b', Operand::Targets(0, u32::MAX)),
        int(Int::S32, 1 << 31),
        int(Int::U128, u128::MAX),
        int(Int::S128, 1 << 127),
        Instr::push(Value::F32(0x7FC0_0001)),
        Instr::push(Value::String("\0\u{202e}\"\n".into())),
        Instr::push(Value::function("", "nowhere")),
        Instr::push(Value::function("main", "f")),
        Instr::push(Value::Variable("r1".into())),
        Instr::new(b'd', Operand::Count(3)),
        Instr::new(b'd', Operand::Count(0)),
        Instr::new(b't', Operand::Places(-3)),
        Instr::new(b'{', Operand::Type(Type::array(Some(2), Type::layout("", "string")))),
        Instr::new(b'{', Operand::Type(nested.clone())),
        Instr::new(b'[', Operand::Array(None, Box::new(nested.clone()))),
    ];
    let origins = Default::default();
    let using = |name: &str| Using { name: name.into(), origin: Default::default() };
    let main = Module {
        usings: vec![using(""), using("")],
        layouts: vec![
            layout("P", vec![member("", nested), member("fn", Type::Function)]),
            layout("P", vec![]),
        ],
        functions: vec![
            function(
                "f",
                vec![member("u8", Type::Any), member("u8", Type::layout("", "P"))],
                Body::Intrinsic(vec![target("vm", "println"), target("my vm", "")]),
            ),
            function("f", vec![], Body::Code { code, origins }),
        ],
        placement: Placement {
            order: [Section::Functions, Section::Layouts, Section::Usings],
            gaps: [b"\0\0".to_vec(), vec![], vec![]],
            offsets: [None; 3],
        },
        ..Module::new("main")
    };
    let mut empty = Module::new("");
    empty.placement.offsets = [Some(0), None, Some(7)];
    File { header: HeaderForm::Packed, modules: vec![main, empty], trailing: vec![0xFF] }
}

#[test]
fn odd_forms_are_said() {
    keeps(&odd_file());
    holds_to("hydro/raise/golden/odd.s", &raised(&odd_file(), &RaiseOptions::default()));
}

#[test]
fn comments_say_what_is_not_to_be_seen() {
    let fact = decode(&conformance("fact.hydro")).unwrap();
    let options = RaiseOptions { annotate: true, ..RaiseOptions::default() };
    holds_to("hydro/raise/golden/fact_annotated.s", &raised(&fact, &options));
}

#[test]
fn limits_read_back() {
    keeps(&File::default());
    let mut ty = Type::layout("", "");
    for depth in 0..MAX_TYPE_DEPTH {
        ty = if depth % 2 == 0 { Type::reference(ty) } else { Type::array(Some(u32::MAX), ty) };
    }
    let parameters = vec![Variable::new("x", ty.clone()); MAX_PARAMETERS];
    let array = Instr::new(b'[', Operand::Array(Some(0), Box::new(ty.clone())));
    let code = vec![Instr::new(b'C', Operand::Type(ty)), array];
    let body = Body::Code { code, origins: Default::default() };
    let function = Function { name: "`".repeat(MAX_NAME), parameters, body, origin: Default::default() };
    let module = Module { functions: vec![function], ..Module::new("\n".repeat(MAX_NAME)) };
    keeps(&File { modules: vec![module], ..File::default() });
}

fn any() -> impl Strategy<Value = File> {
    let files = prop_oneof![1 => any_file().boxed(), 3 => any_program().boxed()];
    (files, prop::option::of(any_placement())).prop_map(|(mut file, placement)| {
        let usual = file.clone();
        if let Some(placement) = placement {
            file.modules[0].placement = placement;
        }
        // Not every module can be placed everywhere.
        let decodes = encode(&file, ()).is_ok_and(|(bytes, ())| decode(&bytes).is_ok());
        if decodes { file } else { usual }
    })
}

files_read_back!(any);
