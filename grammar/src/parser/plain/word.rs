//! Names of plain lines, eight bytes at a time.

/// A name without dots that is not a keyword.
pub(super) struct Word {
    /// The offset of its end.
    pub(super) end: usize,
    /// Its bytes as a number, 0 if there are more than eight: what the cache of names finds it by.
    pub(super) key: u64,
}

/// The name at an offset. None is found in the last bytes of a text, so that eight bytes can always be looked at.
#[inline]
pub(super) fn word(bytes: &[u8], at: usize) -> Option<Word> {
    let rest = bytes.get(at..)?;
    let eight = u64::from_le_bytes(*rest.first_chunk::<8>()?);
    if rest[0].is_ascii_digit() {
        return None;
    }
    let length = length(eight);
    if length == 8 {
        return long(rest, at, eight);
    }
    let key = eight & ((1 << (8 * length)) - 1);
    (length > 0 && !is_keyword(key)).then_some(Word { end: at + length, key })
}

/// A name of eight bytes and more.
fn long(rest: &[u8], at: usize, eight: u64) -> Option<Word> {
    let more = word_length(&rest[8..]);
    Some(Word { end: at + 8 + more, key: if more == 0 { eight } else { 0 } })
}

/// The number of bytes, from the first on, that can be in a name.
pub(super) fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

/// One in each of the eight bytes of a number.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x80 * ONES;

/// The number of bytes, from the lowest on, that can be in a name.
///
/// All eight are judged at once: in a byte whose highest bit is clear, adding `0x80 - x` sets that bit if the byte is at
/// least `x`, and no sum reaches the next byte.
#[inline]
fn length(eight: u64) -> usize {
    let low = eight & !HIGH;
    // Capital letters become small; of the other bytes only control characters become digits, and no text has these here.
    let small = low | (0x20 * ONES);
    let letters = (small + (0x80 - 0x61) * ONES) & !(small + (0x80 - 0x7B) * ONES);
    let digits = (low + (0x80 - 0x30) * ONES) & !(low + (0x80 - 0x3A) * ONES);
    let not_underscore = (low ^ (0x5F * ONES)) + 0x7F * ONES;
    let in_name = (letters | digits | !not_underscore) & !eight & HIGH;
    ((in_name ^ HIGH).trailing_zeros() / 8) as usize
}

/// The bytes of a short word as a number.
const fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut key = 0;
    let mut at = bytes.len();
    while at > 0 {
        at -= 1;
        key = key << 8 | bytes[at] as u64;
    }
    key
}

/// The words of values and types that are not names in most places.
const KEYWORDS: [&str; 9] = ["mut", "fn", "ref", "import", "incbin", "true", "false", "inf", "nan"];

/// How many of the bits of a product find a keyword's slot.
const SLOT_BITS: u32 = 4;

/// The first factor of a random sequence that gives each keyword a slot of its own.
const FACTOR: u64 = {
    let mut factor = 1;
    while !separates(factor) {
        factor = factor.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
    }
    factor
};

const fn slot(key: u64, factor: u64) -> usize {
    (key.wrapping_mul(factor) >> (64 - SLOT_BITS)) as usize
}

const fn separates(factor: u64) -> bool {
    let mut taken = [false; 1 << SLOT_BITS];
    let mut at = 0;
    while at < KEYWORDS.len() {
        let slot = slot(key(KEYWORDS[at]), factor);
        if taken[slot] {
            return false;
        }
        taken[slot] = true;
        at += 1;
    }
    true
}

/// The keywords by their slots, so that a word is compared with one of them.
const SLOTS: [u64; 1 << SLOT_BITS] = {
    let mut slots = [0; 1 << SLOT_BITS];
    let mut at = 0;
    while at < KEYWORDS.len() {
        let key = key(KEYWORDS[at]);
        slots[slot(key, FACTOR)] = key;
        at += 1;
    }
    slots
};

/// Whether a word is one of values and types: only the lexer knows where these are names.
#[inline]
fn is_keyword(key: u64) -> bool {
    SLOTS[slot(key, FACTOR)] == key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_judged_as_a_name_judges_it() {
        for byte in 0..=u8::MAX {
            let is_word = byte.is_ascii_alphanumeric() || byte == b'_';
            for at in 0..8 {
                let mut bytes = *b"aZ_09bcd";
                bytes[at] = byte;
                assert_eq!(length(u64::from_le_bytes(bytes)), if is_word { 8 } else { at }, "{bytes:?}");
            }
        }
    }

    #[test]
    fn each_keyword_is_found() {
        assert!(KEYWORDS.iter().all(|word| is_keyword(key(word))));
        assert!(["m", "fm", "nam", "false1", "r0", "add"].iter().all(|word| !is_keyword(key(word))));
    }

    #[test]
    fn words_have_their_length_and_key() {
        let found = |text: &str| word(text.as_bytes(), 0).map(|word| (word.end, word.key));
        assert_eq!(found("add r0, r1"), Some((3, key("add"))));
        assert_eq!(found("abcdefgh, "), Some((8, key("abcdefgh"))));
        assert_eq!(found("abcdefghi "), Some((9, 0)));
        assert_eq!(found("mut      "), None);
        assert_eq!(found("import   "), None);
        assert_eq!(found("imports  "), Some((7, key("imports"))));
        assert_eq!((found("1abcdefgh"), found(", abcdefgh"), found("short")), (None, None, None));
    }
}
