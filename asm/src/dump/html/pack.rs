//! Packs numbers, bytes and texts into few characters, as a page holds them. Numbers are written seven
//! bits a byte, the lowest first; bytes as base64; texts are stored once in a pool, the frequent ones first.

use crate::formats::json::Json;
use indexmap::IndexMap;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0; 4];
        group[1..=chunk.len()].copy_from_slice(chunk);
        let group = u32::from_be_bytes(group);
        for place in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// Numbers, one after another.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<u8>);

impl Numbers {
    /// Adds a number.
    pub(super) fn push(&mut self, number: usize) {
        let mut rest = number;
        while rest > 0x7F {
            self.0.push(0x80 | (rest & 0x7F) as u8);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    /// Adds a number that may be negative: the lowest bit is the sign.
    pub(super) fn push_signed(&mut self, number: i64) {
        self.push(((number << 1) ^ (number >> 63)) as usize);
    }

    /// Writes them.
    pub(super) fn write(&self, json: &mut Json) {
        json.string(&base64(&self.0));
    }
}

/// A text of a pool, by the order in which it was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TextId(usize);

impl TextId {
    /// The number of texts that were added before it.
    pub(super) const fn number(self) -> usize {
        self.0
    }
}

/// Texts and how often each is used.
#[derive(Debug, Default)]
pub(super) struct Pool(IndexMap<String, usize>);

impl Pool {
    /// Uses a text.
    pub(super) fn add(&mut self, text: &str) -> TextId {
        if let Some((id, _, count)) = self.0.get_full_mut(text) {
            *count += 1;
            return TextId(id);
        }
        TextId(self.0.insert_full(text.to_owned(), 1).0)
    }

    /// The number of uses of a text.
    pub(super) fn count(&self, id: TextId) -> usize {
        self.0.get_index(id.0).map_or(0, |(_, count)| *count)
    }

    /// All texts, in the order in which they were added.
    pub(super) fn ids(&self) -> impl Iterator<Item = TextId> {
        (0..self.0.len()).map(TextId)
    }

    /// Numbers the texts, the frequent ones first.
    pub(super) fn ranked(self) -> Ranked {
        let counts: Vec<usize> = self.0.values().copied().collect();
        let order = by_frequency(&counts);
        let mut ranks = vec![0; order.len()];
        order.iter().enumerate().for_each(|(rank, &id)| ranks[id] = rank);
        Ranked { pool: self, order, ranks }
    }
}

/// The numbers of things by how often each is used, the most used one first.
pub(super) fn by_frequency(counts: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&id| std::cmp::Reverse(counts[id]));
    order
}

/// A pool whose texts have their numbers.
#[derive(Debug)]
pub(super) struct Ranked {
    pool: Pool,
    order: Vec<usize>,
    ranks: Vec<usize>,
}

impl Ranked {
    /// The number of a text.
    pub(super) fn rank(&self, id: TextId) -> usize {
        self.ranks[id.0]
    }

    /// Writes the texts: the patterns, which are the parts of texts around numbers, and for each text the number
    /// of its pattern and its own numbers.
    pub(super) fn write(&self, json: &mut Json) {
        let mut patterns: IndexMap<Vec<&str>, usize> = IndexMap::new();
        let split = |id: &usize| self.pool.0.get_index(*id).map(|(text, _)| numbered(text));
        let texts: Vec<_> = self.order.iter().filter_map(split).collect();
        for (pattern, _) in &texts {
            *patterns.entry(pattern.clone()).or_insert(0) += 1;
        }
        patterns.sort_by(|_, count, _, other| other.cmp(count));
        let mut packed = Numbers::default();
        for (pattern, numbers) in &texts {
            packed.push(patterns.get_index_of(pattern).unwrap_or_default());
            numbers.iter().for_each(|&number| packed.push(number));
        }
        json.key("patterns").array(|json| {
            patterns.keys().for_each(|pattern| json.list(pattern, |json, part| json.string(part)));
        });
        json.key("text_count").number(texts.len());
        json.key("texts");
        packed.write(json);
    }
}

/// The most digits of a number that is cut out of a text.
const DIGITS_OF_NUMBER: usize = 15;

/// A text as the parts around its numbers, and the numbers. Digits that a number would not be spelled with stay text.
fn numbered(text: &str) -> (Vec<&str>, Vec<usize>) {
    let (mut parts, mut numbers) = (Vec::new(), Vec::new());
    let (mut from, mut at) = (0, 0);
    while let Some(start) = text[at..].find(|ch: char| ch.is_ascii_digit()).map(|found| at + found) {
        let end =
            text[start..].find(|ch: char| !ch.is_ascii_digit()).map_or(text.len(), |found| start + found);
        let digits = &text[start..end];
        at = end;
        let is_number = digits.len() <= DIGITS_OF_NUMBER && (digits == "0" || !digits.starts_with('0'));
        if let Some(number) = digits.parse().ok().filter(|_| is_number) {
            parts.push(&text[from..start]);
            numbers.push(number);
            from = end;
        }
    }
    parts.push(&text[from..]);
    (parts, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_sixty_four_digits() {
        let cases: [(&[u8], &str); 6] = [
            (b"", ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"\xff\xfe\xfd\xfc", "//79/A=="),
            (b"\0\0\0", "AAAA"),
        ];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes), text);
        }
    }

    #[test]
    fn numbers_take_the_bytes_they_need() {
        let mut numbers = Numbers::default();
        [0, 1, 127, 128, 300, 1 << 40].iter().for_each(|&number| numbers.push(number));
        assert_eq!(numbers.0[..4], [0, 1, 127, 0x80]);
        assert_eq!(numbers.0.len(), 3 + 2 + 2 + 6);
        let mut signed = Numbers::default();
        [0, -1, 1, -64, 64].iter().for_each(|&number| signed.push_signed(number));
        assert_eq!(signed.0, [0, 1, 2, 127, 0x80, 1]);
    }

    #[test]
    fn frequent_texts_come_first() {
        let mut pool = Pool::default();
        let ids = ["a", "b", "c", "b", "c", "c"].map(|text| pool.add(text));
        assert_eq!(pool.count(ids[1]), 2);
        let ranked = pool.ranked();
        assert_eq!([ids[0], ids[1], ids[2]].map(|id| ranked.rank(id)), [2, 1, 0]);
        let mut json = Json::default();
        json.object(|json| ranked.write(json));
        let written = r#"{"patterns":[["c"],["b"],["a"]],"text_count":3,"texts":"AAEC"}"#;
        assert_eq!(json.into_text(), written);
    }

    #[test]
    fn numbers_are_cut_out_of_texts() {
        assert_eq!(numbered("loadk r3, #0"), (vec!["loadk r", ", #", ""], vec![3, 0]));
        assert_eq!(numbered("10"), (vec!["", ""], vec![10]));
        assert_eq!(numbered("007 é 7"), (vec!["007 é ", ""], vec![7]));
        assert_eq!(numbered("9999999999999999"), (vec!["9999999999999999"], vec![]));
        assert_eq!(numbered(""), (vec![""], vec![]));
    }
}
