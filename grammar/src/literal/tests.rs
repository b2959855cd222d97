//! Values and faults of literals.

use super::*;

#[test]
fn integers_of_every_base() {
    for (text, value) in [
        ("0", 0),
        ("007", 7),
        ("1_000", 1000),
        ("0x2A", 42),
        ("0b10_1", 5),
        ("0o52", 42),
        ("'a'", 97),
        ("'\\u{1F600}'", 0x1F600),
        ("340282366920938463463374607431768211455", u128::MAX),
    ] {
        assert_eq!(int(text), Ok((value, None)), "{text}");
    }
    assert_eq!(int("0x1Fu8"), Ok((31, Some(IntType::U8))));
    assert_eq!(int("5s128"), Ok((5, Some(IntType::I128))));
}

#[test]
fn faults_of_integers_have_their_place() {
    for (text, kind, at, len) in [
        ("0b12", Fault::BadDigit('2', 2), 3, 1),
        ("0x", Fault::NoDigits, 0, 2),
        ("0xu8", Fault::NoDigits, 0, 2),
        ("0xZZ", Fault::BadDigit('Z', 16), 2, 1),
        ("0b2", Fault::BadDigit('2', 2), 2, 1),
        ("1_", Fault::Underscore, 1, 1),
        ("0x_1", Fault::Underscore, 2, 1),
        ("12u7", Fault::UnknownSuffix, 2, 2),
        ("340282366920938463463374607431768211456u8", Fault::TooLarge, 0, 39),
        ("''", Fault::EmptyChar, 0, 2),
        ("'ab'", Fault::LongChar, 0, 4),
    ] {
        assert_eq!(int(text), Err(fault(kind, at, len)), "{text}");
    }
}

#[test]
fn floats_and_their_suffixes() {
    assert_eq!(float("1_0.2_5"), Ok((10.25, None)));
    assert_eq!(float("2e-3f32"), Ok((0.002, Some(FloatSuffix::F32))));
    assert_eq!(float("1f64"), Ok((1.0, Some(FloatSuffix::F64))));
    assert_eq!(float("1."), Err(fault(Fault::NoFraction, 0, 2)));
    assert_eq!(float(".5"), Err(fault(Fault::NoWhole, 0, 2)));
    assert_eq!(float("1e+"), Err(fault(Fault::NoExponent, 1, 2)));
}

#[test]
fn an_f32_is_rounded_once() {
    // Halfway between two f32 but for the last digit, which an f64 does not hold.
    let text = "1.00000005960464477539062500000000000000001";
    assert_eq!(float32(text), Ok(1.000_000_1));
    assert_eq!(float(text).map(|(value, _)| value as f32), Ok(1.0));
}

#[test]
fn escapes_of_text_and_of_bytes() {
    assert_eq!(unescape_str(r#""a\n\x41\u{e9}\"""#).as_deref(), Ok("a\nAé\""));
    assert_eq!(unescape_str("`plain`"), Ok(Cow::Borrowed("plain")));
    assert_eq!(unescape_bytes(r#"bytes16"\xffé\\u{e9}""#), Ok(b"\xFF\xC3\xA9\\u{e9}".to_vec()));
    assert_eq!(unescape_bytes(r#""\u{e9}""#), Ok(vec![0xC3, 0xA9]));
    assert_eq!(unescape_str(r#""ab\x80""#), Err(fault(Fault::NotAscii, 3, 4)));
    assert_eq!(unescape_str(r#""\q""#), Err(fault(Fault::UnknownEscape, 1, 2)));
    assert_eq!(unescape_bytes(r#"b"\\\u{41}""#), Err(fault(Fault::NotByte, 4, 6)));
}
