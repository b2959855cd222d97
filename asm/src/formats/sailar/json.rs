//! A SAILAR file as JSON.

use super::model::{File, Struct};
use crate::formats::json::Json;

/// Writes the file's model as one object.
pub(super) fn write(file: &File, json: &mut Json) {
    json.object(|json| {
        json.key("major").number(file.major);
        json.key("minor").number(file.minor);
        json.key("length_size").number(file.length_size.bytes());
        json.key("name").string(&file.module.name);
        json.key("version").list(&file.module.version, |json, number| json.number(number));
        json.key("optional");
        match &file.optional {
            Some(optional) => json.object(|json| {
                json.key("count").number(optional.count);
                json.key("bytes").bytes(&optional.bytes);
            }),
            None => json.null(),
        }
        json.key("structs");
        match &file.structs {
            Some(structs) => json.list(structs, |json, item| structure(item, json)),
            None => json.null(),
        }
        json.key("trailing").bytes(&file.trailing);
    });
}

fn structure(item: &Struct, json: &mut Json) {
    json.object(|json| {
        json.key("name").string(&item.name);
        json.key("export").bool(item.is_exported);
        json.key("open").bool(item.is_open);
        json.key("fields").list(&item.fields, |json, field| {
            json.object(|json| {
                json.key("name").string(&field.name);
                json.key("type").string(&field.type_name);
                json.key("export").bool(field.is_exported);
            });
        });
    });
}
