//! A Roo module as JSON.

use super::model::{File, Thing, ThingKind, Type, Variable};
use crate::formats::json::Json;

/// Writes the file's model as one object.
pub(super) fn write(file: &File, json: &mut Json) {
    json.object(|json| {
        json.key("types").list(&file.types, |json, one| kind(one, json));
        json.key("things").list(&file.things, |json, one| thing(one, json));
        json.key("trailing").bytes(&file.trailing);
    });
}

fn kind(kind: &Type, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&kind.name);
        json.key("size").number(kind.size);
        json.key("members").list(&kind.members, |json, one| variable(one, json));
    });
}

fn thing(thing: &Thing, json: &mut Json) {
    json.object(|json| {
        match &thing.kind {
            ThingKind::Function { name } => {
                json.key("type").string("function");
                json.key("name").string(name);
            }
            kind @ ThingKind::Operator { token } => {
                json.key("type").string("operator");
                json.key("token").number(token);
                json.key("name").string(kind.spelling().trim_start_matches("operator "));
            }
        }
        json.key("params").list(&thing.params, |json, one| variable(one, json));
        json.key("symbol").string(&thing.symbol);
    });
}

fn variable(variable: &Variable, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&variable.name);
        json.key("type_name").string(&variable.type_name);
        json.key("is_mutable").bool(variable.is_mutable);
        json.key("is_reference").bool(variable.is_reference);
        json.key("is_reference_mutable").bool(variable.is_reference_mutable);
        json.key("array_size").number(variable.array_size);
    });
}
