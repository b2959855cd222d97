//! Texts that expansions form, made at random: bodies without templates stay what they are.

use super::super::template::{Formed, Template};
use lzasm_grammar::source::Span;
use proptest::prelude::*;

const PARTS: [&str; 16] = [
    "\\a",
    "\\b",
    "\\()",
    "\\@",
    "word",
    " ",
    "\n",
    "\"\\a\"",
    "'\\a'",
    "; \\b\n",
    "/* \\a */",
    ".repeat 2\n",
    ".end\n",
    "\\\n",
    "`\\a`",
    "\\",
];

proptest! {
    #[test]
    fn places_rise_and_lie_in_the_body(parts in prop::collection::vec(0..PARTS.len(), 0..40)) {
        let text: String = parts.iter().map(|part| PARTS[*part]).collect();
        let body = Span::new(100, 100 + text.len() as u32);
        let (template, unknown) = Template::new(&text, body, &["a", "b"]);
        prop_assert!(unknown.iter().all(|unknown| unknown.name != "a" && unknown.name != "b"));
        let mut formed = Formed::new(usize::MAX);
        if template.form(&text, &["x1", "y2"], 7, &mut formed).is_ok() {
            prop_assert!(formed.places.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1));
            let inside = |(at, place): &(u32, u32)| {
                *at as usize <= formed.text.len() && (body.lo..=body.hi).contains(place)
            };
            prop_assert!(formed.places.iter().all(inside));
            prop_assert!(formed.text.ends_with('\n'));
        }
    }

    #[test]
    fn text_without_backslashes_stays(text in "[a-z0-9 .,;/*\"'`\n]{0,60}") {
        let body = Span::new(1, 1 + text.len() as u32);
        let (template, unknown) = Template::new(&text, body, &["a"]);
        prop_assert!(unknown.is_empty());
        let mut formed = Formed::new(usize::MAX);
        prop_assert!(template.form(&text, &["x"], 1, &mut formed).is_ok());
        prop_assert_eq!(formed.text.trim_end_matches('\n'), text.trim_end_matches('\n'));
    }
}
