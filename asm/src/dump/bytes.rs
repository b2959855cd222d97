//! Formats bytes as lines of hexadecimal digits. Digits are formatted by hand.

use std::ops::Range;

const DIGITS: &[u8; 16] = b"0123456789abcdef";
/// The number of bytes in a row of a picture.
const ROW: usize = 16;
/// The number of rows of a field that a picture shows.
const ROWS: usize = 3;

/// Appends a byte: `4c`.
pub fn push_byte(out: &mut String, byte: u8) {
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Appends an offset in at least eight digits: `0000004c`.
pub fn push_offset(out: &mut String, offset: usize) {
    for digit in (0..digits(offset)).rev() {
        out.push(char::from(DIGITS[offset >> (4 * digit) & 15]));
    }
}

/// The number of bytes in a row beside fields.
pub const BESIDE: usize = 8;
/// The characters of such a row: an offset of up to sixteen digits, and three for each byte.
const BESIDE_WIDTH: usize = 16 + 2 + 3 * BESIDE + 1;

/// Appends an offset and up to [`BESIDE`] bytes, padded to the width of a full row.
pub fn push_beside(out: &mut String, offset: usize, bytes: &[u8]) {
    // The row is put together outside of the text, so that it is appended at once.
    let mut row = [b' '; BESIDE_WIDTH];
    let digits = digits(offset);
    for (at, digit) in (0..digits).rev().enumerate() {
        row[at] = DIGITS[offset >> (4 * digit) & 15];
    }
    for (cell, byte) in row[digits + 2..].chunks_exact_mut(3).zip(bytes) {
        cell[0] = DIGITS[usize::from(byte >> 4)];
        cell[1] = DIGITS[usize::from(byte & 15)];
    }
    out.push_str(std::str::from_utf8(&row[..digits + 2 + 3 * BESIDE + 1]).unwrap_or_default());
}

/// How many digits an offset has.
fn digits(offset: usize) -> usize {
    (usize::BITS - offset.leading_zeros()).div_ceil(4).max(8) as usize
}

/// The byte as a character, or a dot.
pub fn shown(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' { char::from(byte) } else { '.' }
}

/// The lines of bytes around a place, with the place underlined. A place at the end of the bytes is underlined there.
pub fn picture(bytes: &[u8], place: Range<usize>) -> String {
    let start = place.start.min(bytes.len());
    let end = place.end.min(bytes.len()).max(start + 1);
    let first = start / ROW;
    let last = ((end - 1) / ROW).min(first + ROWS - 1);
    let mut out = String::new();
    for row in first.saturating_sub(1)..=last {
        push_row(&mut out, bytes, row * ROW);
        let marked = start.max(row * ROW)..end.min((row + 1) * ROW);
        if !marked.is_empty() {
            out.extend(std::iter::repeat_n(' ', 10 + 3 * (marked.start - row * ROW)));
            out.extend(std::iter::repeat_n('^', 3 * marked.len() - 1));
            out.push('\n');
        }
    }
    if (last + 1) * ROW < bytes.len() {
        push_row(&mut out, bytes, (last + 1) * ROW);
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_row(out: &mut String, bytes: &[u8], start: usize) {
    let row = &bytes[start.min(bytes.len())..bytes.len().min(start + ROW)];
    push_offset(out, start);
    out.push_str("  ");
    for &byte in row {
        push_byte(out, byte);
        out.push(' ');
    }
    out.push_str(&"   ".repeat(ROW - row.len()));
    out.push(' ');
    out.extend(row.iter().map(|&byte| shown(byte)));
    out.truncate(out.trim_end().len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;

    #[test]
    fn a_place_is_shown_with_the_rows_around_it() {
        let bytes: Vec<u8> = (0x30..0x60).collect();
        let expected = "\
00000000  30 31 32 33 34 35 36 37 38 39 3a 3b 3c 3d 3e 3f  0123456789:;<=>?
00000010  40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f  @ABCDEFGHIJKLMNO
                ^^^^^
00000020  50 51 52 53 54 55 56 57 58 59 5a 5b 5c 5d 5e 5f  PQRSTUVWXYZ[\\]^_";
        assert_eq!(picture(&bytes, 0x12..0x14), expected);
    }

    #[test]
    fn a_place_at_the_end_is_shown_behind_the_last_byte() {
        let expected =
            "00000000  4c 5a 52                                         LZR\n                   ^^";
        assert_eq!(picture(b"LZR", 3..4), expected);
        assert_eq!(picture(b"LZR", 9..10), expected);
        assert_eq!(picture(b"", 0..1), "00000000\n          ^^");
        let sixteen = picture(&[b'x'; 16], 16..17);
        assert_eq!(sixteen.lines().skip(1).collect::<Vec<_>>(), ["00000010", "          ^^"]);
    }

    #[test]
    fn long_places_are_cut() {
        let lines = picture(&[0; 1000], 100..900).lines().count();
        assert_eq!(lines, 2 + 2 * ROWS);
    }

    #[test]
    fn offsets_have_eight_digits_or_more() {
        let mut text = String::new();
        push_offset(&mut text, 0x1F);
        push_offset(&mut text, 0x1_2345_6789);
        assert_eq!(text, "0000001f123456789");
    }
}
