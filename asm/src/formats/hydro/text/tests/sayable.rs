//! Files that the text form can express, made of any: what it cannot express is replaced.

use crate::formats::hydro::arbitrary::any_program;
use crate::formats::hydro::model::*;
use proptest::prelude::*;

/// A file that the text form can express, unusual in all other respects.
pub(super) fn any_sayable() -> impl Strategy<Value = File> {
    any_program().prop_map(|mut file| {
        for (index, module) in file.modules.iter_mut().enumerate() {
            mend_module(module, index);
        }
        file
    })
}

/// A name with the letters of another.
fn mend(name: &str) -> String {
    let is_part = |found: &char| found.is_ascii_alphanumeric() || "_-./".contains(*found);
    let kept: String = name.chars().filter(is_part).collect();
    let is_odd = kept.bytes().all(|byte| !byte.is_ascii_alphabetic()) || kept == kept.to_ascii_lowercase();
    if is_odd { format!("n-{kept}") } else { format!("{kept}_1") }
}

fn mend_module(module: &mut Module, index: usize) {
    module.name = match &*module.name {
        "main" => "main".into(),
        name => format!("{}{index}", mend(name)),
    };
    module.usings.iter_mut().for_each(|using| using.name = mend(&using.name));
    let layouts = module.layouts.len();
    for (at, layout) in module.layouts.iter_mut().enumerate() {
        layout.name = format!("L{at}");
        layout.members.iter_mut().for_each(|member| {
            member.name = mend(&member.name);
            mend_type(&mut member.ty, layouts);
        });
    }
    let functions = module.functions.len();
    for (at, function) in module.functions.iter_mut().enumerate() {
        function.name = format!("f{at}");
        for (at, param) in function.parameters.iter_mut().enumerate() {
            param.name = format!("p{at}");
            mend_type(&mut param.ty, layouts);
        }
        mend_body(&mut function.body, layouts, functions);
    }
}

fn mend_body(body: &mut Body, layouts: usize, functions: usize) {
    match body {
        Body::Code { code, .. } => code.iter_mut().for_each(|instr| mend_instr(instr, layouts, functions)),
        Body::Intrinsic(targets) => targets.iter_mut().for_each(|target| {
            target.target = mend(&target.target);
            mend_text(&mut target.code);
        }),
    }
}

fn mend_text(text: &mut String) {
    text.retain(|found| found != '\'' && found != '\u{1a}');
}

/// Types that have no words become `any`, own layouts those of the module.
fn mend_type(ty: &mut Type, layouts: usize) {
    match ty {
        Type::Function | Type::Reference(_) => *ty = Type::Any,
        Type::Array(_, inner) => mend_type(inner, layouts),
        Type::Layout(layout) if layout.module.is_empty() && layouts > 0 => {
            layout.name = format!("L{}", layout.name.len() % layouts).into();
        }
        Type::Layout(layout) => {
            layout.module = mend(&layout.module).into();
            layout.name = mend(&layout.name).into();
        }
        _ => {}
    }
}

fn mend_instr(instr: &mut Instr, layouts: usize, functions: usize) {
    match &mut instr.operand {
        Operand::Type(ty) => {
            mend_type(ty, layouts);
            if instr.opcode == b'{' && matches!(ty, Type::Array(..)) {
                *ty = Type::String;
            }
        }
        Operand::Array(_, element) => mend_type(element, layouts),
        Operand::Member(name) => *name = mend(name).into(),
        Operand::Value(value) => mend_value(value, functions),
        _ => {}
    }
}

fn mend_value(value: &mut Value, functions: usize) {
    match value {
        Value::F32(bits) if f32::from_bits(*bits).is_nan() => *bits = 0,
        Value::F64(bits) if f64::from_bits(*bits).is_nan() => *bits = 0,
        Value::String(text) => {
            let mut kept = text.to_string();
            mend_text(&mut kept);
            *text = kept.into();
        }
        Value::Variable(name) => *name = mend(name).into(),
        Value::Function(function) if function.module.is_empty() && functions > 0 => {
            function.name = format!("f{}", function.name.len() % functions).into();
        }
        Value::Function(function) => {
            function.module = format!("{}-else", mend(&function.module)).into();
            function.name = mend(&function.name).into();
        }
        _ => {}
    }
}
