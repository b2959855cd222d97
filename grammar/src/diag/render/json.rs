//! Diagnostics for programs: a JSON object per line, in the shape that rustc prints.

use super::expansion::{self, Step};
use super::human::{Style, human, level_name};
use super::sanitize;
use crate::diag::{Diagnostic, Label, Remark, pages};
use crate::source::{SourceMap, Span, floor};
use serde_json::{Value, json};

/// Lines of source longer than this many characters are cut in the output.
const WIDTH: usize = 400;
/// Of a span over more lines than this only the first lines are given.
const LINES: usize = 40;

/// A diagnostic as one line of JSON, without a line end.
pub fn line(diagnostic: &Diagnostic, map: &SourceMap) -> String {
    let main = diagnostic.main.iter().filter_map(|label| labelled(label, map, true));
    let others = diagnostic.others.iter().take(expansion::SHOWN_OTHERS);
    let others = others.filter_map(|label| labelled(label, map, false));
    let repeats = diagnostic.about_repeats().map(|text| message("note", &text, Vec::new(), None));
    let children = diagnostic.remarks.iter().filter_map(|remark| child(remark, map));
    let children: Vec<Value> = children.chain(repeats).collect();
    let files = diagnostic.remarks.iter().filter_map(file);
    let files = files.enumerate().map(|(index, file)| bytes(&file, index == 0));
    let spans: Vec<Value> = main.chain(others).chain(files).collect();
    let code = diagnostic.code;
    json!({
        "$message_type": "diagnostic",
        "message": sanitize::message(&diagnostic.message),
        "code": { "code": code.number(), "explanation": pages::explain(code) },
        "level": level_name(diagnostic.level),
        "spans": spans,
        "children": children,
        "rendered": human(diagnostic, map, &Style::default()),
    })
    .to_string()
}

/// A binary file that a remark names, and the bytes at fault.
pub(super) struct Binary<'r> {
    pub(super) name: &'r str,
    pub(super) offset: Option<u64>,
    pub(super) length: u64,
    pub(super) field: Option<&'r str>,
}

/// The binary file that a remark names, if it does.
pub(super) fn file(remark: &Remark) -> Option<Binary<'_>> {
    match remark {
        Remark::File { name, offset, length, field } => {
            Some(Binary { name, offset: *offset, length: *length, field: field.as_deref() })
        }
        _ => None,
    }
}

/// A place in a file without lines: all of it is one line.
fn bytes(file: &Binary<'_>, primary: bool) -> Value {
    let at = file.offset.unwrap_or(0);
    json!({
        "file_name": sanitize::message(file.name), "byte_start": at, "byte_end": at + file.length, "line_start": 1,
        "line_end": 1, "column_start": 1, "column_end": 1, "is_primary": primary, "text": [],
        "label": file.field.map(sanitize::message),
        "suggested_replacement": null, "suggestion_applicability": null, "expansion": null,
    })
}

/// A line about the whole run.
pub fn summary(level: &str, text: &str) -> String {
    message(level, text, Vec::new(), Some(&format!("{text}\n"))).to_string()
}

fn message(level: &str, text: &str, spans: Vec<Value>, rendered: Option<&str>) -> Value {
    let mut value = json!({
        "message": sanitize::lines(text), "code": null, "level": level, "spans": spans, "children": [],
        "rendered": rendered,
    });
    if rendered.is_some() {
        value["$message_type"] = "diagnostic".into();
    }
    value
}

fn child(remark: &Remark, map: &SourceMap) -> Option<Value> {
    Some(match remark {
        Remark::File { .. } => return None,
        Remark::Note(text) => message("note", text, Vec::new(), None),
        Remark::Help(text) => message("help", text, Vec::new(), None),
        Remark::Fix { text, span, with } => {
            let mut place = place(*span, map, true);
            if let Some(place) = &mut place {
                place["suggested_replacement"] = with.as_str().into();
                place["suggestion_applicability"] = "MaybeIncorrect".into();
            }
            message("help", text, place.into_iter().collect(), None)
        }
    })
}

fn labelled(label: &Label, map: &SourceMap, primary: bool) -> Option<Value> {
    let mut place = place(label.span, map, primary)?;
    if !label.text.is_empty() {
        place["label"] = sanitize::message(&label.text).into();
    }
    Some(place)
}

/// A span where it is written, with the calls that led to it.
fn place(span: Span, map: &SourceMap, primary: bool) -> Option<Value> {
    let mut value = bare(map.written(span), map, primary)?;
    let steps = expansion::chain(map, span).steps;
    value["expansion"] = steps.iter().rev().fold(Value::Null, |outer, step| expansion(outer, step, map));
    Some(value)
}

fn expansion(outer: Value, step: &Step, map: &SourceMap) -> Value {
    let Some(mut call) = bare(step.span, map, false) else { return outer };
    call["expansion"] = outer;
    let what = step.expanded.as_deref().unwrap_or(".include");
    json!({ "span": call, "macro_decl_name": sanitize::message(what), "def_site_span": null })
}

fn bare(span: Span, map: &SourceMap, primary: bool) -> Option<Value> {
    let file = map.find(span.lo)?;
    let hi = Span::new(span.lo, span.hi.clamp(span.lo, file.span().hi)).hi;
    let (start, end) = (map.place(span.lo)?, map.place(hi)?);
    let lines = (start.line..=end.line).take(LINES);
    let text: Vec<Value> = lines
        .map(|line| {
            let index = line as usize - 1;
            let offset = |position: u32| (position - file.start - file.line_start(index)) as usize;
            let from = if line == start.line { offset(span.lo) } else { 0 };
            source_line(file.line_text(index), from, (line == end.line).then(|| offset(hi)))
        })
        .collect();
    Some(json!({
        "file_name": sanitize::message(&file.name),
        "byte_start": span.lo - file.start,
        "byte_end": hi - file.start,
        "line_start": start.line,
        "line_end": end.line,
        "column_start": start.column,
        "column_end": end.column,
        "is_primary": primary,
        "text": text,
        "label": null,
        "suggested_replacement": null,
        "suggestion_applicability": null,
        "expansion": null,
    }))
}

/// A line, with the columns of a span in it, from one offset to another. Of a very long line, only the part where the
/// span begins is read.
fn source_line(text: &str, from: usize, to: Option<usize>) -> Value {
    let from = floor(text, from);
    let before = text[..from].char_indices().rev().take(WIDTH / 4).last();
    let skipped = if text.len() > WIDTH { before.map_or(from, |(at, _)| at) } else { 0 };
    let shown: String = text[skipped..].chars().take(WIDTH).collect();
    let end = shown.chars().count() + 1;
    let column = |at: usize| shown[..floor(&shown, at.saturating_sub(skipped))].chars().count() + 1;
    let from = column(from);
    let to = to.map_or(end, |to| column(to).max(from));
    json!({ "text": shown, "highlight_start": from, "highlight_end": to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Expansion, Origin};
    use pretty_assertions::assert_eq;

    fn parsed(diagnostic: &Diagnostic, map: &SourceMap) -> Value {
        let line = line(diagnostic, map);
        assert!(!line.contains('\n'));
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn binary_files_have_places_too() {
        let diagnostic = Diagnostic::new(Code::DamagedInput, "no")
            .in_field("a.lzr", Some(9..13), "code[3]")
            .in_file("b.lzr", None);
        let value = parsed(&diagnostic, &SourceMap::new());
        let spans: Vec<_> = value["spans"].as_array().unwrap().iter().collect();
        assert_eq!((&spans[0]["file_name"], &spans[0]["byte_start"]), (&"a.lzr".into(), &9.into()));
        assert_eq!((&spans[0]["byte_end"], &spans[0]["label"]), (&13.into(), &"code[3]".into()));
        assert_eq!((&spans[1]["file_name"], &spans[1]["is_primary"]), (&"b.lzr".into(), &false.into()));
    }

    #[test]
    fn the_shape_is_that_of_rustc() {
        let mut map = SourceMap::new();
        map.add("a.s", "nop\n  x :ï32\n", Origin::Root).unwrap();
        let diagnostic = Diagnostic::new(Code::UnexpectedToken, "expected `x:`")
            .at(Span::new(7, 13), "here")
            .note("a rule")
            .fix(Span::new(7, 13), "x: ï32", "write");
        let value = parsed(&diagnostic, &map);
        assert_eq!(value["$message_type"], "diagnostic");
        assert_eq!(value["code"]["code"], "LZ0201");
        let span = &value["spans"][0];
        assert_eq!((&span["byte_start"], &span["byte_end"]), (&json!(6), &json!(12)));
        assert_eq!(
            (&span["line_start"], &span["column_start"], &span["column_end"]),
            (&json!(2), &json!(3), &json!(8))
        );
        let text = json!([{ "text": "  x :ï32", "highlight_start": 3, "highlight_end": 8 }]);
        assert_eq!(span["text"], text);
        assert_eq!((&span["label"], &span["is_primary"]), (&json!("here"), &json!(true)));
        assert_eq!(value["children"][0]["level"], "note");
        assert_eq!(value["children"][1]["spans"][0]["suggested_replacement"], "x: ï32");
        assert!(value["rendered"].as_str().unwrap().contains("┌─ a.s:2:3"));
    }

    #[test]
    fn calls_are_nested_expansions() {
        let mut map = SourceMap::new();
        map.add("a.s", "body\ncall\n", Origin::Root).unwrap();
        let (call, what) = (Span::new(6, 10), "macro `m`".into());
        let origin = Origin::Expanded(Expansion { call, what, places: [(0, 1)].into() });
        let id = map.add("m", "body", origin).unwrap();
        let value = parsed(&Diagnostic::new(Code::UnexpectedToken, "bad").at(map.file(id).span(), ""), &map);
        let span = &value["spans"][0];
        assert_eq!(
            (&span["line_start"], &span["expansion"]["macro_decl_name"]),
            (&json!(1), &json!("macro `m`"))
        );
        assert_eq!(span["expansion"]["span"]["line_start"], 2);
    }

    #[test]
    fn long_lines_are_cut() {
        let mut map = SourceMap::new();
        let id = map.add("a.s", "x".repeat(1_000_000), Origin::Root).unwrap();
        let start = map.file(id).start;
        let diagnostic =
            Diagnostic::new(Code::UnexpectedToken, "bad").at(Span::new(start + 500_000, start + 500_002), "");
        assert!(line(&diagnostic, &map).len() < 8_000);
        let text = &parsed(&diagnostic, &map)["spans"][0]["text"][0];
        assert_eq!((&text["highlight_start"], &text["highlight_end"]), (&json!(101), &json!(103)));
    }

    #[test]
    fn summaries_have_no_code() {
        let value: Value = serde_json::from_str(&summary("failure-note", "… and 3 more errors")).unwrap();
        assert_eq!((&value["code"], &value["level"]), (&Value::Null, &json!("failure-note")));
        assert_eq!(value["$message_type"], "diagnostic");
    }
}
