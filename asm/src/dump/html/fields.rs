//! The fields of a file as a page holds them. The tree is stored as shapes — what many fields have in common — and
//! numbers. A field's place follows from the fields before it, and most values from the field's bytes, so most fields
//! are one number, that of their shape.

use super::pack::{Numbers, Pool, Ranked, TextId, by_frequency};
use super::safe;
use crate::bytes::{Field, FieldTree};
use crate::formats::json::Json;
use indexmap::{IndexMap, IndexSet};

/// The number of characters of a value that are shown.
const VALUE: usize = 200;
/// Longer fields are written with their length.
const FIXED_LENGTH: usize = 16;
/// A text that is used so often is part of a shape.
const FREQUENT: usize = 64;
/// In a text, the placeholder for the value of the first part; the next one for the same without its quotes, and
/// so on for the other parts. Texts with such characters of their own are never made of parts.
const PART: u32 = 0xE000;
/// The greatest number of parts of a field in its value.
const PARTS: usize = 16;
/// Shorter values of parts do not.
const PART_LENGTH: usize = 2;

/// The form in which a page stores a value. The script knows the numbers of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shown {
    /// 0: there is none.
    No,
    /// 1: it is a text of the pool.
    Text(TextId),
    /// 2 to 5: it is the integer that the bytes are.
    Integer { big: bool, signed: bool },
    /// 6: it is the text that the bytes are, in quotes.
    Quoted,
    /// 7: it is the byte, as `0x0e`.
    Hex,
    /// 8: it is a text with values of its parts in it.
    Made(TextId),
}

impl Shown {
    const fn kind(self) -> usize {
        match self {
            Self::No => 0,
            Self::Text(_) => 1,
            Self::Integer { big, signed } => 2 + big as usize + 2 * signed as usize,
            Self::Quoted => 6,
            Self::Hex => 7,
            Self::Made(_) => 8,
        }
    }
}

/// The common part of fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape {
    name: usize,
    depth: usize,
    /// 0: it has no index; 1: the one after that of the field before; 2: its index follows.
    index: usize,
    /// The number of its bytes; -1: those of its parts; -2: it states its own length.
    length: i64,
    kind: usize,
    /// A frequent text.
    text: Option<TextId>,
}

/// The fields, before texts and shapes have their numbers.
#[derive(Debug, Default)]
pub(super) struct Fields {
    names: IndexSet<&'static str>,
    shown: Vec<Shown>,
}

impl Fields {
    /// Looks through the fields, and collects their texts.
    pub(super) fn new(tree: &FieldTree, bytes: &[u8], pool: &mut Pool) -> Self {
        let mut fields = Self::default();
        for (at, field) in tree.fields.iter().enumerate() {
            fields.names.insert(field.name);
            let bytes = bytes.get(field.start..field.end).unwrap_or_default();
            fields.shown.push(match field.value.as_deref() {
                Some(value) => shown_as(&shown(value), bytes, &parts(tree, at), pool),
                None => Shown::No,
            });
        }
        fields
    }

    /// Writes the members of the page's data that are about fields.
    pub(super) fn write(&self, tree: &FieldTree, frequent: &[bool], texts: &Ranked, json: &mut Json) {
        let mut shapes: IndexMap<Shape, usize> = IndexMap::new();
        let mut places = Places::default();
        let list: Vec<(usize, usize)> = (0..tree.fields.len())
            .map(|at| {
                let (shape, index) = self.shape(tree, at, frequent, &mut places);
                let entry = shapes.entry(shape);
                let number = entry.index();
                *entry.or_insert(0) += 1;
                (number, index)
            })
            .collect();
        let order = by_frequency(&shapes.values().copied().collect::<Vec<_>>());
        let mut ranks = vec![0; order.len()];
        order.iter().enumerate().for_each(|(rank, &shape)| ranks[shape] = rank);
        let mut numbers = Numbers::default();
        for (at, (number, index)) in list.into_iter().enumerate() {
            numbers.push(ranks[number]);
            if let Some((shape, _)) = shapes.get_index(number) {
                self.push_rest(&mut numbers, shape, &tree.fields[at], at, index, texts);
            }
        }
        json.key("count").number(tree.fields.len());
        json.key("names").array(|json| self.names.iter().for_each(|name| json.string(name)));
        json.key("shapes").array(|json| {
            order.iter().filter_map(|&shape| shapes.get_index(shape)).for_each(|(shape, _)| {
                let text = shape.text.map_or(-1, |text| texts.rank(text) as i64);
                let parts = [shape.name as i64, shape.depth as i64, shape.index as i64, shape.length];
                json.list(&parts, |json, part| json.number(part));
                json.list(&[shape.kind as i64, text], |json, part| json.number(part));
            });
        });
        json.key("fields");
        numbers.write(json);
    }

    fn shape(&self, tree: &FieldTree, at: usize, frequent: &[bool], places: &mut Places) -> (Shape, usize) {
        let field = &tree.fields[at];
        let has_parts = tree.fields.get(at + 1).is_some_and(|next| next.depth > field.depth);
        let length = match field.end - field.start {
            _ if has_parts => -1,
            length if length <= FIXED_LENGTH => length as i64,
            _ => -2,
        };
        let shown = self.shown[at];
        let text = match shown {
            Shown::Text(text) | Shown::Made(text) if frequent[text.number()] => Some(text),
            _ => None,
        };
        let name = self.names.get_index_of(field.name).unwrap_or_default();
        let index = places.mode(field);
        let shape = Shape { name, depth: field.depth, index, length, kind: shown.kind(), text };
        (shape, field.index.unwrap_or_default())
    }

    fn push_rest(
        &self,
        numbers: &mut Numbers,
        shape: &Shape,
        field: &Field,
        at: usize,
        index: usize,
        texts: &Ranked,
    ) {
        if shape.index == 2 {
            numbers.push(index);
        }
        if shape.length == -2 {
            numbers.push(field.end - field.start);
        }
        match self.shown[at] {
            Shown::Text(text) | Shown::Made(text) if shape.text.is_none() => numbers.push(texts.rank(text)),
            _ => {}
        }
    }
}

/// The index that a field at each depth would have if it went on with a list.
#[derive(Debug, Default)]
struct Places(Vec<usize>);

impl Places {
    fn mode(&mut self, field: &Field) -> usize {
        self.0.resize(self.0.len().max(field.depth + 2), 0);
        self.0[field.depth + 1] = 0;
        let Some(index) = field.index else { return 0 };
        let expected = std::mem::replace(&mut self.0[field.depth], index + 1);
        if index == expected { 1 } else { 2 }
    }
}

/// The values of the first parts of a field.
fn parts(tree: &FieldTree, at: usize) -> Vec<String> {
    let inside = tree.fields[at].depth + 1;
    let below = tree.fields[at + 1..].iter().take_while(|field| field.depth >= inside);
    let parts = below.filter(|field| field.depth == inside).take(PARTS);
    parts.map(|field| field.value.as_deref().map(shown).unwrap_or_default()).collect()
}

/// A value as the page shows it.
pub(super) fn shown(value: &str) -> String {
    match value.char_indices().nth(VALUE) {
        Some((cut, _)) => format!("{}…", safe(&value[..cut])),
        None => safe(value).into_owned(),
    }
}

fn shown_as(value: &str, bytes: &[u8], parts: &[String], pool: &mut Pool) -> Shown {
    if parts.is_empty() {
        return of_bytes(value, bytes).unwrap_or_else(|| Shown::Text(pool.add(value)));
    }
    match made(value, parts) {
        Some(text) => Shown::Made(pool.add(&text)),
        None => Shown::Text(pool.add(value)),
    }
}

/// A value with the values of parts in it, the longest ones first, replaced by their placeholders.
fn made(value: &str, parts: &[String]) -> Option<String> {
    let is_reserved = |ch: char| ('\u{E000}'..='\u{F8FF}').contains(&ch);
    if value.contains(is_reserved) {
        return None;
    }
    let mut text = value.to_owned();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| std::cmp::Reverse(parts[part].len()));
    for part in order {
        let whole = parts[part].as_str();
        let bare = whole.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let is_all = |form: &str| form == text;
        let found = [Some(whole), bare].into_iter().enumerate().find_map(|(way, form)| {
            let form = form.filter(|form| form.len() >= PART_LENGTH || is_all(form))?;
            text.find(form).filter(|_| !form.is_empty()).map(|at| (way, at..at + form.len()))
        });
        if let Some((way, range)) = found {
            let mark = char::from_u32(PART + 2 * part as u32 + way as u32)?;
            text.replace_range(range, mark.encode_utf8(&mut [0; 4]));
        }
    }
    text.contains(is_reserved).then_some(text)
}

/// The rule by which a value follows from the bytes of its field, if there is one.
fn of_bytes(value: &str, bytes: &[u8]) -> Option<Shown> {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    let quoted = value.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    if quoted.is_some_and(|text| text.as_bytes() == bytes) && bytes.iter().all(is_plain) {
        return Some(Shown::Quoted);
    }
    if let [byte] = bytes
        && value == format!("{byte:#04x}")
    {
        return Some(Shown::Hex);
    }
    let wanted: i128 = value.parse().ok().filter(|wanted: &i128| wanted.to_string() == value)?;
    let forms = [(false, false), (false, true), (true, false), (true, true)];
    let found = forms.into_iter().find(|&(signed, big)| integer(bytes, big, signed) == Some(wanted))?;
    Some(Shown::Integer { big: found.1, signed: found.0 })
}

fn integer(bytes: &[u8], big: bool, signed: bool) -> Option<i128> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    let step = |value: i128, byte: &u8| value << 8 | i128::from(*byte);
    let value = if big { bytes.iter().fold(0, step) } else { bytes.iter().rev().fold(0, step) };
    let bits = 8 * bytes.len();
    let is_negative = signed && value >> (bits - 1) == 1;
    Some(if is_negative { value - (1 << bits) } else { value })
}

/// The texts that are frequent enough to be in shapes.
pub(super) fn frequent(pool: &Pool) -> Vec<bool> {
    pool.ids().map(|id| pool.count(id) >= FREQUENT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_from_bytes() {
        let cases: [(&str, &[u8], Option<usize>); 14] = [
            ("5", &[5], Some(2)),
            ("256", &[0, 1], Some(2)),
            ("1", &[0, 1], Some(3)),
            ("-1", &[0xFF], Some(4)),
            ("-256", &[0xFF, 0], Some(5)),
            ("18446744073709551615", &[0xFF; 8], Some(2)),
            ("\"a b\"", b"a b", Some(6)),
            ("\"\"", b"", Some(6)),
            ("0x0e", &[14], Some(7)),
            ("\"\\n\"", b"\n", None),
            ("\"é\"", "é".as_bytes(), None),
            ("05", &[5], None),
            ("6", &[5], None),
            ("1", &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], None),
        ];
        for (value, bytes, kind) in cases {
            assert_eq!(of_bytes(value, bytes).map(Shown::kind), kind, "{value}");
        }
    }

    #[test]
    fn values_follow_from_parts() {
        let parts = |parts: &[&str]| parts.iter().map(|&part| part.to_owned()).collect::<Vec<_>>();
        let made = |value: &str, list: &[&str]| made(value, &parts(list));
        assert_eq!(made("push 15s32", &[":", "15s32"]).as_deref(), Some("push \u{E002}"));
        assert_eq!(made("x1: i32", &["1", "\"x1\"", "\"i32\""]).as_deref(), Some("\u{E003}: \u{E005}"));
        assert_eq!(made("\"x\"", &["1", "\"x\""]).as_deref(), Some("\u{E002}"));
        assert_eq!(made("5", &["5"]).as_deref(), Some("\u{E000}"));
        assert_eq!(made("\u{E000}", &["\u{E000}"]), None);
        assert_eq!(made("abc", &["d", ""]), None);
        let mut pool = Pool::default();
        assert_eq!(shown_as("4", &[4], &parts(&["5"]), &mut pool).kind(), 1);
        assert_eq!(shown_as("4", &[4], &[], &mut pool).kind(), 2);
    }
}
