//! A page to explore a file: in goes a file, out comes one HTML document with everything in it, which a browser shows
//! without a network. The data is JSON in the page; the page's style and script are files beside this one.

use super::text::safe;
use super::{File, Locator, sizes};
use crate::bytes::FieldTree;
use crate::formats::inspect::{Entry, Kind};
use crate::formats::json::Json;
use indexmap::IndexSet;
use rustc_hash::FxHashMap;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const BODY: &str = include_str!("html/body.html");

/// The page.
pub fn page(file: &File) -> String {
    let tree = file.fields();
    let mut json = Json::default();
    json.object(|json| {
        json.key("name").string(&safe(&file.name));
        json.key("format").string(file.info.title);
        json.key("bytes").bytes(&file.bytes);
        put_fields(json, &tree);
        put_code(json, file, &tree);
        put_sizes(json, file);
    });
    let mut title = String::new();
    push_text(&mut title, &safe(&file.name));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{BODY}\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        json.into_text()
    )
}

/// Text as HTML shows it.
fn push_text(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            ch => out.push(ch),
        }
    }
}

/// How many characters of a value are shown.
const VALUE: usize = 200;

/// The fields, one after another: the number of its name, index or -1, depth, start, end, value or 0.
fn put_fields(json: &mut Json, tree: &FieldTree) {
    let mut names: IndexSet<&str> = IndexSet::new();
    json.key("fields").array(|json| {
        for field in &tree.fields {
            json.number(names.insert_full(field.name).0);
            json.number(field.index.map_or(-1, |index| index as i64));
            json.number(field.depth);
            json.number(field.start);
            json.number(field.end);
            match field.value.as_deref() {
                Some(value) => match value.char_indices().nth(VALUE) {
                    Some((cut, _)) => json.string(&format!("{}…", safe(&value[..cut]))),
                    None => json.string(&safe(value)),
                },
                None => json.number(0),
            }
        }
    });
    json.key("names").array(|json| names.iter().for_each(|name| json.string(name)));
}

/// The functions, each with its steps: text, start, end, targets (as numbers of steps), the function it names or -1.
fn put_code(json: &mut Json, file: &File, tree: &FieldTree) {
    let functions = functions(file);
    let mut locator = Locator::new(tree);
    let mut numbers: FxHashMap<(String, String), usize> = FxHashMap::default();
    for (number, (module, entry)) in functions.iter().enumerate() {
        numbers.entry((module.clone(), entry.name.clone())).or_insert(number);
    }
    json.key("code").array(|json| {
        for (module, entry) in &functions {
            let Some(code) = &entry.code else { continue };
            json.object(|json| {
                let name =
                    if module.is_empty() { entry.name.clone() } else { format!("{module}::{}", entry.name) };
                json.key("name").string(&safe(&name));
                json.key("detail").string(&safe(&entry.detail));
                json.key("base").number(code.start);
                json.key("steps").array(|json| {
                    for (index, step) in file.model.steps(code).iter().enumerate() {
                        let place = locator.bytes_of(&code.path, code.start + index, 1).unwrap_or_default();
                        json.string(&safe(&step.text));
                        json.number(place.start);
                        json.number(place.end);
                        json.list(&step.targets, |json, target| json.number(target));
                        let named = step.names.as_ref().and_then(|named| {
                            let module = named.module.as_ref().unwrap_or(module).clone();
                            numbers.get(&(module, named.name.clone())).copied()
                        });
                        json.number(named.map_or(-1, |number| number as i64));
                    }
                });
            });
        }
    });
}

/// The functions with code, each with its module.
fn functions(file: &File) -> Vec<(String, Entry)> {
    let mut modules: Vec<(usize, String)> = Vec::new();
    let mut list = Vec::new();
    for entry in file.entries() {
        modules.retain(|(depth, _)| *depth < entry.depth);
        if entry.kind.is_module() {
            modules.push((entry.depth, entry.name));
        } else if matches!(entry.kind, Kind::Function | Kind::Code) && entry.code.is_some() {
            list.push((modules.last().map_or(String::new(), |(_, name)| name.clone()), entry));
        }
    }
    list
}

/// The sizes of the parts: depth, name, size, start or -1.
fn put_sizes(json: &mut Json, file: &File) {
    json.key("sizes").list(&sizes::rows(file), |json, row| {
        json.array(|json| {
            json.number(row.depth);
            json.string(&safe(&row.name));
            json.number(row.size);
            json.number(row.start.map_or(-1, |start| start as i64));
        });
    });
}
