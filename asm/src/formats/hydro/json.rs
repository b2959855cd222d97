//! A Hydro file as JSON. Integers of 64 bits and more are strings, for not every reader keeps them whole; floats have
//! their bits beside their text.

use super::instr::{Instr, Integer, Operand, Value};
use super::model::{Body, File, Function, HeaderForm, Layout, Module, Placement, Section, Target, Variable};
use crate::formats::json::Json;

/// Writes the file's model as one object.
pub(super) fn write(file: &File, json: &mut Json) {
    json.object(|json| {
        json.key("header").string(match file.header {
            HeaderForm::Table => "table",
            HeaderForm::Packed => "packed",
        });
        json.key("modules").list(&file.modules, |json, part| module(part, json));
        json.key("trailing").bytes(&file.trailing);
    });
}

fn module(module: &Module, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&module.name);
        json.key("placement");
        placement(&module.placement, json);
        json.key("usings").list(&module.usings, |json, using| json.string(&using.name));
        json.key("layouts").list(&module.layouts, |json, part| layout(part, json));
        json.key("functions").list(&module.functions, |json, part| function(part, json));
    });
}

/// `null` if all is as usual.
fn placement(placement: &Placement, json: &mut Json) {
    if *placement == Placement::default() {
        return json.null();
    }
    json.object(|json| {
        json.key("order").list(&placement.order, |json, section| json.string(section.name()));
        json.key("gaps").list(&placement.gaps, |json, gap| json.bytes(gap));
        json.key("offsets").object(|json| {
            for (section, offset) in Section::ALL.iter().zip(placement.offsets) {
                if let Some(offset) = offset {
                    json.key(section.name()).number(offset);
                }
            }
        });
    });
}

fn layout(layout: &Layout, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&layout.name);
        json.key("members").list(&layout.members, |json, member| variable(member, json));
    });
}

fn variable(variable: &Variable, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&variable.name);
        json.key("type").string(&variable.ty.to_string());
    });
}

fn function(function: &Function, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&function.name);
        json.key("parameters").list(&function.parameters, |json, parameter| variable(parameter, json));
        match &function.body {
            Body::Code { code, .. } => {
                json.key("instructions").list(code, |json, part| instruction(part, json));
            }
            Body::Intrinsic(targets) => json.key("targets").list(targets, |json, part| target(part, json)),
        }
    });
}

fn target(target: &Target, json: &mut Json) {
    json.object(|json| {
        json.key("target").string(&target.target);
        json.key("code").string(&target.code);
    });
}

fn instruction(instr: &Instr, json: &mut Json) {
    json.object(|json| {
        json.key("opcode").string(&char::from(instr.opcode).to_string());
        json.key("text").string(&instr.to_string());
        match &instr.operand {
            Operand::None => {}
            Operand::Count(count) => json.key("count").number(count),
            Operand::Places(places) => json.key("places").number(places),
            Operand::Value(inner) => {
                json.key("value");
                value(inner, json);
            }
            Operand::Target(target) => json.key("targets").array(|json| json.number(target)),
            Operand::Targets(yes, no) => json.key("targets").list(&[*yes, *no], |json, one| json.number(one)),
            Operand::Type(ty) => json.key("type").string(&ty.to_string()),
            Operand::Array(length, element) => {
                json.key("element").string(&element.to_string());
                if let Some(length) = length {
                    json.key("length").number(length);
                }
            }
            Operand::Member(name) => json.key("member").string(name),
        }
    });
}

fn value(value: &Value, json: &mut Json) {
    json.object(|json| match value {
        Value::Bool(value) => tagged(json, "bool").bool(*value),
        Value::Int(integer) => self::integer(*integer, json),
        Value::F32(bits) => {
            tagged(json, "f32").string(&f32::from_bits(*bits).to_string());
            json.key("bits").bytes(&bits.to_be_bytes());
        }
        Value::F64(bits) => {
            tagged(json, "f64").string(&f64::from_bits(*bits).to_string());
            json.key("bits").bytes(&bits.to_be_bytes());
        }
        Value::String(text) => tagged(json, "string").string(text),
        Value::Function(function) => {
            json.key("type").string("fn");
            json.key("module").string(&function.module);
            json.key("function").string(&function.name);
        }
        Value::Variable(name) => tagged(json, "ref").string(name),
    });
}

fn integer(integer: Integer, json: &mut Json) {
    let value = tagged(json, integer.int().name());
    match integer.int().bits() {
        64.. => value.string(&integer.to_string()),
        _ => value.number(integer),
    }
}

/// Writes a value's type and the key of the value.
fn tagged<'j>(json: &'j mut Json, ty: &str) -> &'j mut Json {
    json.key("type").string(ty);
    json.key("value")
}
