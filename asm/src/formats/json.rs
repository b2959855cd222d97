//! A writer of JSON into one buffer: takes keys and values in order, and returns one line of text.

use std::fmt::Display;

/// Writes JSON. Commas are put where they belong; that objects and arrays end is the caller's.
#[derive(Debug, Default)]
pub struct Json {
    text: String,
    needs_comma: bool,
}

impl Json {
    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// An object with what `members` writes.
    pub fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.bracket('{', '}', members);
    }

    /// An array with what `elements` writes.
    pub fn array(&mut self, elements: impl FnOnce(&mut Self)) {
        self.bracket('[', ']', elements);
    }

    /// An array of what `write` writes for each element.
    pub fn list<T>(&mut self, elements: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.array(|json| elements.iter().for_each(|element| write(json, element)));
    }

    /// The key of the member that is written next.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.string(key);
        self.text.push(':');
        self.needs_comma = false;
        self
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.comma();
        self.text.push('"');
        for ch in text.chars() {
            match ch {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\t' => self.text.push_str("\\t"),
                '\r' => self.text.push_str("\\r"),
                // What a script in a page must not see, and what a terminal must not.
                '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => self.escape(ch),
                ch if ch.is_control() => self.escape(ch),
                ch => self.text.push(ch),
            }
        }
        self.text.push('"');
    }

    /// A number.
    pub fn number(&mut self, number: impl Display) {
        self.comma();
        self.text.push_str(&number.to_string());
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.comma();
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// `null`
    pub fn null(&mut self) {
        self.comma();
        self.text.push_str("null");
    }

    /// Bytes, as a string of hexadecimal digits.
    pub fn bytes(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.comma();
        self.text.push('"');
        for byte in bytes {
            self.text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            self.text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        self.text.push('"');
    }

    fn escape(&mut self, ch: char) {
        self.text.push_str(&format!("\\u{:04x}", ch as u32));
    }

    fn bracket(&mut self, open: char, close: char, inside: impl FnOnce(&mut Self)) {
        self.comma();
        self.text.push(open);
        self.needs_comma = false;
        inside(self);
        self.text.push(close);
        self.needs_comma = true;
    }

    fn comma(&mut self) {
        if self.needs_comma {
            self.text.push(',');
        }
        self.needs_comma = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut json = Json::default();
        json.object(|json| {
            json.key("a").number(-1);
            json.key("b\u{1}\"<").list(&["x\n", "\u{2028}é"], |json, text| json.string(text));
            json.key("c").object(|_| ());
            json.key("d").bytes(&[0, 0xAF]);
            json.key("e").null();
            json.key("f").bool(true);
        });
        let text = json.into_text();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["b\u{1}\"<"][1], "\u{2028}é");
        assert_eq!(read["d"], "00af");
        assert!(text.is_ascii() || !text.contains('\u{2028}'), "{text}");
        assert_eq!(read.as_object().unwrap().len(), 6);
    }
}
