//! A toy as JSON.

use super::model::File;
use crate::formats::json::Json;

/// Writes the file's model as one object.
pub(super) fn write(file: &File, json: &mut Json) {
    json.object(|json| {
        json.key("mark").number(file.mark);
        json.key("modules").list(&file.modules, |json, module| {
            json.object(|json| {
                json.key("name").string(&module.name);
                json.key("structs").list(&module.structs, |json, found| json.string(&found.name));
            });
        });
        json.key("trailing").bytes(&file.trailing);
    });
}
