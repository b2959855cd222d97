//! What a file says, for comparison: formats a model of the library as JSON in the shape of `lzdump --json`,
//! without what other readers cannot or need not know — texts made for people, and how floats are spelled beside their
//! bits. The places of a Hydro file's sections are given by their offsets, as the file states them, and by the bytes
//! between them.

use lzasm::formats::Model;
use serde_json::{Value, json};

/// The facts of a model.
///
/// # Panics
/// If the model is not written as JSON.
pub fn of(model: &dyn Model) -> Value {
    let mut facts = read(&model.json()).unwrap_or_else(|error| panic!("{error}"));
    strip(&mut facts);
    if facts.get("header").is_some() {
        place(&mut facts, model);
    }
    facts
}

/// JSON of any depth: a format's own limit on nesting, not the reader's, holds for it.
///
/// # Errors
/// If it is not JSON.
pub fn read(text: &str) -> serde_json::Result<Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    reader.into_iter().next().unwrap_or(Ok(Value::Null))
}

/// Takes out what is there for people. Values nest at most a few hundred deep.
fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("text");
            if members.contains_key("bits") {
                members.remove("value");
            }
            // The operator of a token has a name, which the file does not.
            if members.contains_key("token") {
                members.remove("name");
            }
            members.values_mut().for_each(strip);
        }
        Value::Array(elements) => elements.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Puts the stated offsets and the gaps in the place of what the model says of them.
fn place(facts: &mut Value, model: &dyn Model) {
    let tree = model.fields().map(|(_, tree)| tree).unwrap_or_default();
    let stated = |name: &str| {
        let fields = tree.fields.iter().filter(|field| field.name == name && field.depth == 1);
        fields.filter_map(|field| field.value.as_ref()?.parse().ok()).collect::<Vec<u32>>()
    };
    let offsets = ["usings_offset", "layouts_offset", "functions_offset"].map(stated);
    for (at, module) in facts["modules"].as_array_mut().into_iter().flatten().enumerate() {
        let gaps = module["placement"]["gaps"].as_array().map(Vec::as_slice).unwrap_or_default();
        let gaps: String = gaps.iter().filter_map(Value::as_str).collect();
        if let Some(members) = module.as_object_mut() {
            members.remove("placement");
            members.insert("gaps".into(), gaps.into());
            members.insert("offsets".into(), json!(offsets.each_ref().map(|offsets| offsets.get(at))));
        }
    }
}

/// Bytes as the facts spell them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
