//! What people see, as text.

use super::*;
use crate::diag::Code;
use crate::source::{Expansion, Origin, Span};
use pretty_assertions::assert_eq;

const PLAIN: Style = Style { color: false };

fn one(text: &str) -> SourceMap {
    let mut map = SourceMap::new();
    map.add("rules.s", text, Origin::Root).unwrap();
    map
}

fn fault(message: &str) -> Diagnostic {
    Diagnostic::new(Code::UnexpectedToken, message)
}

fn at(map: &SourceMap, what: &str) -> Span {
    let file = &map.files()[0];
    let lo = file.start + file.text.find(what).unwrap() as u32;
    Span::new(lo, lo + what.len() as u32)
}

#[test]
fn a_fault_shows_its_line_its_cause_the_rule_and_the_mend() {
    let filler = "    nop\n".repeat(10);
    let map = one(&format!("start:\n\n    jt r1, far\n{filler}far: ret\n"));
    let diagnostic = fault("`jt` cannot reach `far`")
        .at(Span::new(at(&map, "far").lo, at(&map, "far").hi), "40 000 words away")
        .and(
            at(&map, "far: ret").start().to(Span::new(at(&map, "far:").lo, at(&map, "far:").lo + 3)),
            "is here",
        )
        .note("a conditional jump holds a 16-bit distance")
        .help("jump over a `jmp`");
    let expected = "\
error[LZ0201]: `jt` cannot reach `far`
   ┌─ rules.s:3:12
   │
 3 │     jt r1, far
   │            ^^^ 40 000 words away
   ·
14 │ far: ret
   │ --- is here
   │
   = a conditional jump holds a 16-bit distance
   = help: jump over a `jmp`

";
    assert_eq!(human(&diagnostic, &map, &PLAIN), expected);
    assert_eq!(short(&diagnostic, &map), "rules.s:3:12: error: `jt` cannot reach `far` [LZ0201]");
}

#[test]
fn without_a_place_there_is_only_text() {
    let map = SourceMap::new();
    let diagnostic = fault("no input").note("one is needed");
    assert_eq!(human(&diagnostic, &map, &PLAIN), "error[LZ0201]: no input\n = one is needed\n\n");
    assert_eq!(short(&diagnostic, &map), "error: no input [LZ0201]");
}

#[test]
fn a_place_in_no_text_is_kept_as_words() {
    let map = SourceMap::new();
    let text = human(&fault("odd").at(Span::default(), "right there"), &map, &PLAIN);
    assert_eq!(text, "error[LZ0201]: odd\n = right there\n\n");
}

#[test]
fn source_and_names_cannot_reach_the_terminal() {
    let mut map = SourceMap::new();
    map.add("a\u{1b}[2J\u{202e}.s", "\tx\u{1b}[31m\u{202e} bad\r\n", Origin::Root).unwrap();
    let diagnostic = fault("`\u{7}` is \u{9b}odd").at(at(&map, "bad"), "here\u{8}");
    let text = human(&diagnostic, &map, &PLAIN);
    assert!(text.chars().all(|ch| ch == '\n' || !sanitize::is_unsafe(ch)), "{text:?}");
    let expected = "\
error[LZ0201]: `\\x07` is \\u{9b}odd
  ┌─ a\\x1b[2J\\u{202e}.s:1:10
  │
1 │     x\\x1b[31m\\u{202e} bad
  │                       ^^^ here\\x08

";
    assert_eq!(text, expected);
    assert!(!short(&diagnostic, &map).contains(sanitize::is_unsafe));
}

#[test]
fn a_line_of_ten_megabytes_is_clipped_around_its_labels() {
    let half = "x".repeat(5_000_000);
    let map = one(&format!("{half}BAD{half} WORSE\n"));
    let diagnostic = fault("odd").at(at(&map, "BAD"), "this").and(at(&map, "WORSE"), "and this");
    let text = human(&diagnostic, &map, &PLAIN);
    assert!(text.contains("rules.s:1:5000001"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 260), "{text}");
    assert!(text.lines().all(|line| !line.ends_with(' ')), "{text}");
    let line = text.lines().find(|line| line.contains("BAD")).unwrap();
    assert!(line.contains("… x") && line.contains("x … x") && line.ends_with("x WORSE"), "{line}");
    let carets = text.lines().find(|line| line.contains("^^^")).unwrap();
    let column =
        |line: &str, what: &str| line.chars().count() - line.split(what).nth(1).unwrap().chars().count();
    assert_eq!(column(carets, "^^^"), column(line, "BAD"));
}

#[test]
fn a_label_over_a_whole_huge_line_stays_short() {
    let map = one(&"é".repeat(1_000_000));
    let span = map.files()[0].span();
    let text = human(&fault("long").at(span, "all of it"), &map, &PLAIN);
    assert!(text.lines().all(|line| line.chars().count() < 260), "{text}");
}

#[test]
fn labels_over_many_lines_show_the_first() {
    let map = one(&"nop\n".repeat(100_000));
    let text = human(&fault("no end").at(map.files()[0].span(), "begins here"), &map, &PLAIN);
    assert!(text.lines().count() < 10, "{text}");
    let map = one("a\nb\nc\nd\n");
    let text = human(&fault("four").at(map.files()[0].span(), "these"), &map, &PLAIN);
    assert!(text.contains("4 │ │ d") && text.contains("these"), "{text}");
}

#[test]
fn invalid_spans_do_no_harm() {
    let map = one("äb\n");
    for lo in 0..8 {
        for hi in 0..8 {
            let text = human(&fault("odd").at(Span::new(lo, hi), "x"), &map, &PLAIN);
            assert!(text.starts_with("error[LZ0201]: odd\n"), "{text}");
        }
    }
    let empty = one("");
    let text = human(&fault("nothing").at(Span::new(1, 1), "here"), &empty, &PLAIN);
    assert!(text.contains("rules.s:1:1"), "{text}");
}

/// `.macro` body `    jt \x` called on line 4, the call itself formed by a macro called on line 5.
fn nested() -> (SourceMap, Span) {
    let mut map = one(".macro one x\n    jt \\x\n.end\n    one far\n    two\n");
    let body = at(&map, "    jt \\x");
    let expansion = |call, what: &str, body: Span| {
        let places = [(0, body.lo)].into();
        Origin::Expanded(Expansion { call, what: what.into(), places })
    };
    let two = at(&map, "two");
    let line = at(&map, "    one far");
    let outer = map.add("two", "    one far", expansion(two, "macro `two`", line)).unwrap();
    let call = Span::new(map.file(outer).start + 4, map.file(outer).start + 11);
    let inner = map.add("one", "    jt far", expansion(call, "macro `one`", body)).unwrap();
    let start = map.file(inner).start;
    (map, Span::new(start + 4, start + 6))
}

#[test]
fn an_expansion_shows_the_body_and_every_call() {
    let (map, span) = nested();
    let text = human(&fault("bad").at(span, "this"), &map, &PLAIN);
    let expected = "\
error[LZ0201]: bad
  ┌─ rules.s:2:5
  │
2 │     jt \\x
  │     ^^ this
3 │ .end
4 │     one far
  │     ------- in this expansion of macro `one`
5 │     two
  │     --- in this expansion of macro `two`

";
    assert_eq!(text, expected);
    assert_eq!(short(&fault("bad").at(span, ""), &map), "rules.s:2:5: error: bad [LZ0201]");
}

#[test]
fn includes_are_notes_and_long_chains_lose_their_middle() {
    let mut map = one(".include \"b.s\"\n");
    let mut by = at(&map, ".include");
    for depth in 0..30 {
        let id = map.add(format!("f{depth}.s"), ".include \"next.s\"\n", Origin::Included(by)).unwrap();
        by = Span::new(map.file(id).start, map.file(id).start + 8);
    }
    let text = human(&fault("bad").at(by, ""), &map, &PLAIN);
    assert!(text.contains("┌─ f29.s:1:1"), "{text}");
    assert!(
        text.contains("= included from f28.s:1\n") && text.contains("= included from rules.s:1\n"),
        "{text}"
    );
    assert!(text.contains("= 22 more steps are left out"), "{text}");
    assert_eq!(text.matches("included from").count(), 8);
}

#[test]
fn colours_are_only_there_when_asked_for() {
    let map = one("x\n");
    let diagnostic = fault("bad").at(at(&map, "x"), "this").fix(at(&map, "x"), "y", "write");
    let text = human(&diagnostic, &map, &Style { color: true });
    assert!(text.contains("\u{1b}[1;31merror") && text.contains("\u{1b}[0m"), "{text:?}");
    let plain = human(&diagnostic, &map, &PLAIN);
    assert!(!plain.contains('\u{1b}') && plain.contains("= help: write: `y`"), "{plain}");
    assert_eq!(heading(Level::Error, "could not", &PLAIN), "error: could not\n");
}

#[test]
fn very_many_places_are_not_all_shown() {
    let map = one(&"nop\n".repeat(1000));
    let places =
        (0..1000).fold(fault("bad"), |all, line| all.and(Span::new(1 + line * 4, 4 + line * 4), "here"));
    let text = human(&places, &map, &PLAIN);
    assert_eq!(text.matches("--- here").count(), 20);
    assert!(text.contains("= 980 more places are left out"), "{text}");
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    let map = one("\u{feff}bad\n");
    let text = human(&fault("odd").at(at(&map, "bad"), "x"), &map, &PLAIN);
    assert_eq!(text, "error[LZ0201]: odd\n  ┌─ rules.s:1:1\n  │\n1 │ bad\n  │ ^^^ x\n\n");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    /// Whatever the text and the spans, each form is made and none can reach the terminal.
    #[test]
    fn nothing_harms_any_form(
        text in "[ -~\\PC\\n\\r\\t\u{0}-\u{1f}\u{80}-\u{9f}\u{202a}-\u{202e}\u{300}é]{0,300}",
        repeat in 1..4usize,
        spans in proptest::collection::vec((0..1000u32, 0..1000u32), 1..5),
    ) {
        let mut map = one(&text.repeat(repeat));
        let (call, what) = (Span::new(spans[0].0, spans[0].1), "macro `m`".into());
        let places = [(0, spans[0].0), (5, spans[0].1)].into();
        map.add("formed", text.as_str(), Origin::Expanded(Expansion { call, what, places })).unwrap();
        let diagnostic = spans.iter().fold(fault(&text), |all, (lo, hi)| {
            all.and(Span::new(*lo, *hi), text.as_str()).fix(Span::new(*lo, *hi), text.as_str(), "write")
        });
        let diagnostic = diagnostic.at(Span::new(spans[0].0, spans[0].1), "here");
        let shown = human(&diagnostic, &map, &PLAIN);
        proptest::prop_assert!(shown.chars().all(|ch| ch == '\n' || !sanitize::is_unsafe(ch)), "{:?}", shown);
        let line = short(&diagnostic, &map);
        proptest::prop_assert!(!line.contains(sanitize::is_unsafe), "{:?}", line);
        let json: serde_json::Value = serde_json::from_str(&super::super::json::line(&diagnostic, &map)).unwrap();
        proptest::prop_assert_eq!(&json["level"], "error");
        let mut log = super::super::sarif::Log::new("lzasm", "0.1.0");
        let text = log.add(&diagnostic, &map) + &log.finish(false);
        proptest::prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}

#[test]
fn every_form_of_one_diagnostic_is_bounded() {
    let text = format!("{}\n", "é ".repeat(300_000)).repeat(3);
    let map = one(&text);
    let long = "long ".repeat(100_000);
    let place = |at: u32| Span::new(1 + at * 3, 900_000);
    let mut diagnostic = fault(&long).at(place(7), long.as_str());
    for at in 0..5000 {
        diagnostic = diagnostic.and(place(at * 7), &long[..1000]);
    }
    for _ in 0..4 {
        diagnostic = diagnostic.note("note\n".repeat(1000)).help(long.as_str());
        diagnostic = diagnostic.fix(place(1), long.as_str(), long.as_str());
    }
    let mut clipped = diagnostic.clone();
    clipped.clip();
    let sarif = |diagnostic: &Diagnostic| super::super::sarif::Log::new("lzasm", "0").add(diagnostic, &map);
    for (name, shown, bound) in [
        ("human", human(&diagnostic, &map, &PLAIN), 60_000),
        ("short", short(&diagnostic, &map), 1000),
        ("json", super::super::json::line(&diagnostic, &map), 250_000),
        ("sarif", sarif(&diagnostic), 60_000),
    ] {
        assert!(shown.len() < bound, "{name}: {}", shown.len());
    }
    assert_eq!(human(&clipped, &map, &PLAIN), human(&diagnostic, &map, &PLAIN));
    assert_eq!(sarif(&clipped), sarif(&diagnostic));
}
