//! All diagnostics of a run as one SARIF 2.1.0 log, a JSON document.
//!
//! File names stay relative: of an absolute one only its last part is written, so that a log reveals nothing about the
//! machine.

use super::expansion::{self, WrittenLabel};
use super::human::fix_text;
use super::json::{Binary, file};
use super::sanitize;
use crate::diag::{Code, Diagnostic, Level, Remark, pages};
use crate::source::{SourceMap, Span};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A log under construction. Results are written as they come and not kept, however many there are; what sums them up
/// comes at the end.
#[derive(Debug)]
pub(crate) struct Log {
    tool: String,
    version: String,
    rules: Vec<Code>,
    has_results: bool,
    notifications: Vec<Value>,
}

impl Log {
    /// An empty log of this tool.
    pub(crate) fn new(tool: &str, version: &str) -> Self {
        let (tool, version) = (tool.to_owned(), version.to_owned());
        Self { tool, version, rules: Vec::new(), has_results: false, notifications: Vec::new() }
    }

    /// Adds a diagnostic and returns the next piece of the document.
    #[must_use]
    pub(crate) fn add(&mut self, diagnostic: &Diagnostic, map: &SourceMap) -> String {
        let places = expansion::places(diagnostic, map);
        let (main, others): (Vec<&WrittenLabel>, _) = places.labels.iter().partition(|label| label.primary);
        let mut locations: Vec<Value> = main.iter().filter_map(|label| location(label, map)).collect();
        let mut files = diagnostic.remarks.iter().filter_map(file).map(bytes);
        if locations.is_empty() {
            locations.extend(files.next());
        }
        let related = others.iter().filter_map(|label| location(label, map)).chain(files);
        let related = related.enumerate().map(|(id, mut value)| {
            value["id"] = id.into();
            value
        });
        let mut result = json!({
            "ruleId": diagnostic.code.number(),
            "ruleIndex": self.rule(diagnostic.code),
            "level": level(diagnostic.level),
            "message": { "text": text(diagnostic, &places.notes) },
            "locations": locations,
        });
        insert_some(&mut result, "relatedLocations", related.collect());
        insert_some(
            &mut result,
            "fixes",
            diagnostic.remarks.iter().filter_map(|remark| fix(remark, map)).collect(),
        );
        let before = if self.has_results { ",".to_owned() } else { begin() };
        self.has_results = true;
        format!("{before}{result}")
    }

    /// Adds a remark of the tool on its own run.
    pub(crate) fn notify(&mut self, text: &str) {
        self.notifications.push(json!({ "level": "note", "message": { "text": text } }));
    }

    /// The last piece of the document.
    pub(crate) fn finish(self, success: bool) -> String {
        let rules: Vec<Value> = self.rules.iter().map(|code| rule(*code)).collect();
        let mut invocation = json!({ "executionSuccessful": success });
        insert_some(&mut invocation, "toolExecutionNotifications", self.notifications);
        let driver = json!({ "name": self.tool, "semanticVersion": self.version, "rules": rules });
        let tool = json!({ "driver": driver });
        let before = if self.has_results { String::new() } else { begin() };
        format!(
            "{before}],\"columnKind\":\"unicodeCodePoints\",\"invocations\":[{invocation}],\"tool\":{tool}}}]}}"
        )
    }

    fn rule(&mut self, code: Code) -> usize {
        let known = self.rules.iter().position(|rule| *rule == code);
        known.unwrap_or_else(|| {
            self.rules.push(code);
            self.rules.len() - 1
        })
    }
}

/// The document up to its first result.
fn begin() -> String {
    format!("{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")
}

fn insert_some(value: &mut Value, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        value[key] = list.into();
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.number(),
        "name": code.name(),
        "shortDescription": { "text": code.title() },
        "help": { "text": pages::explain(code), "markdown": pages::explain(code) },
        "defaultConfiguration": { "level": level(code.level()) },
    })
}

/// The message, with the remarks that have no place of their own below it.
fn text(diagnostic: &Diagnostic, notes: &[String]) -> String {
    let mut text = sanitize::message(&diagnostic.message).into_owned();
    for note in notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    for remark in &diagnostic.remarks {
        let line = match remark {
            Remark::File { .. } => continue,
            Remark::Note(text) => format!("\nnote: {}", sanitize::lines(text)),
            Remark::Help(text) => format!("\nhelp: {}", sanitize::lines(text)),
            Remark::Fix { text, with, .. } => format!("\nhelp: {}", sanitize::lines(&fix_text(text, with))),
        };
        text.push_str(&line);
    }
    text
}

/// A place in a file without lines.
fn bytes(file: Binary<'_>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(file.name) } });
    if let Some(offset) = file.offset {
        physical["region"] = json!({ "byteOffset": offset });
        if file.length > 0 {
            physical["region"]["byteLength"] = file.length.into();
        }
    }
    let mut value = json!({ "physicalLocation": physical });
    if let Some(field) = file.field {
        value["logicalLocations"] =
            json!([{ "fullyQualifiedName": sanitize::message(field), "kind": "value" }]);
    }
    value
}

fn location(label: &WrittenLabel, map: &SourceMap) -> Option<Value> {
    let (artifact, region) = (artifact(label.span, map)?, region(label.span, map)?);
    let mut value = json!({ "physicalLocation": { "artifactLocation": artifact, "region": region } });
    if !label.text.is_empty() {
        value["message"] = json!({ "text": label.text });
    }
    Some(value)
}

fn fix(remark: &Remark, map: &SourceMap) -> Option<Value> {
    let Remark::Fix { text, span, with } = remark else { return None };
    let span = map.written(*span);
    let replacement = json!({ "deletedRegion": region(span, map)?, "insertedContent": { "text": with } });
    let change = json!({ "artifactLocation": artifact(span, map)?, "replacements": [replacement] });
    Some(json!({ "description": { "text": sanitize::lines(text) }, "artifactChanges": [change] }))
}

fn artifact(span: Span, map: &SourceMap) -> Option<Value> {
    map.find(span.lo).map(|file| json!({ "uri": uri(&file.name) }))
}

fn region(span: Span, map: &SourceMap) -> Option<Value> {
    let file = map.find(span.lo)?;
    let hi = span.hi.clamp(span.lo, file.span().hi);
    let (start, end) = (map.place(span.lo)?, map.place(hi)?);
    Some(json!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        "byteOffset": span.lo - file.start, "byteLength": hi - span.lo,
    }))
}

/// A file name as a relative reference.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let absolute = name.starts_with('/') || drive;
    let shown = if absolute { name.rsplit('/').next().unwrap_or("") } else { &name };
    let mut out = String::new();
    for byte in shown.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;
    use pretty_assertions::assert_eq;

    #[test]
    fn a_log_names_its_rules_once_and_points_at_places() {
        let mut map = SourceMap::new();
        map.add("my dir/a.s", "ädd r0\nret\n", Origin::Root).unwrap();
        let mut log = Log::new("lzasm", "0.1.0");
        let diagnostic = Diagnostic::new(Code::UnexpectedToken, "bad")
            .at(Span::new(6, 8), "this")
            .and(Span::new(9, 12), "because of this")
            .note("a rule")
            .fix(Span::new(6, 8), "r1", "write");
        let text = log.add(&diagnostic, &map) + &log.add(&diagnostic, &map);
        log.notify("… and 2 more errors");
        let value: Value = serde_json::from_str(&(text + &log.finish(false))).unwrap();
        let run = &value["runs"][0];
        assert_eq!((&value["version"], &run["columnKind"]), (&json!("2.1.0"), &json!("unicodeCodePoints")));
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
        assert_eq!(run["results"].as_array().unwrap().len(), 2);
        let result = &run["results"][0];
        assert_eq!(result["message"]["text"], "bad\nnote: a rule\nhelp: write: `r1`");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20dir/a.s");
        assert_eq!((&place["region"]["startColumn"], &place["region"]["byteOffset"]), (&json!(5), &json!(5)));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "because of this");
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["insertedContent"]["text"], "r1");
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    }

    #[test]
    fn fields_of_binary_files_have_a_place_and_a_name() {
        let mut log = Log::new("lzdump", "0.1.0");
        let diagnostic =
            Diagnostic::new(Code::InvalidContent, "bad").in_field("a.lzr", Some(9..13), "code[3]");
        let text = log.add(&diagnostic, &SourceMap::new());
        let value: Value = serde_json::from_str(&(text + &log.finish(false))).unwrap();
        let place = &value["runs"][0]["results"][0]["locations"][0];
        assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "a.lzr");
        assert_eq!(place["physicalLocation"]["region"], json!({ "byteOffset": 9, "byteLength": 4 }));
        assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "code[3]");
    }

    #[test]
    fn absolute_names_lose_their_folders() {
        assert_eq!(uri("/home/me/secret/a.s"), "a.s");
        assert_eq!(uri("C:\\users\\me\\a.s"), "a.s");
        assert_eq!(uri("src\\a.s"), "src/a.s");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
