//! Reproducible chance: numbers, choices and texts from a seed, the same ones each time. All tests that make random
//! input without proptest take it from here.

/// A source of chance (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

/// Pieces of names: what people write, what the language keeps for itself, and what no person would write.
const PIECES: &[&str] = &[
    "main", "area", "x", "y", "Point", "std.io", "print", "f", "n", "r0", "r1", "s0", "loop", "mut", "fn",
    "ref", "true", "false", "nan", "inf", "import", "incbin", "u8", "i32", "string", "any", "_", "a.b.c",
    "end", "tail", "save", "`", "\"", "\\", "'", "\n", "\r", "\t", "\0", "\u{1b}", "\u{7f}", " ", ".", "::",
    ":", "/", ";", "//", "/*", "*/", "#", "[", "]", "{", "}", "(", ")", "&", ",", "=", "0", "1b", "-1",
    "\\x", "\\@", ".end", "é", "漢字", "😀", "\u{202e}", "\u{feff}", "\u{85}", "\u{2028}", "ß", "I\u{307}",
];

/// How many of the pieces people would write.
const PLAIN: usize = 31;

/// The number that a variable of the environment asks for; it changes the seeds of a test, or how many there are.
pub fn asked_for(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

impl Dice {
    /// Dice for a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub const fn u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another, or 0.
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.u64() % end as u64) as usize }
    }

    /// True once in this number of times, on average.
    pub const fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// True in this number of a hundred cases, on average.
    pub const fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; there must be one.
    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// One of these, if there is one.
    pub fn choose<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        let index = self.below(choices.len());
        choices.get(index).cloned()
    }

    /// Any byte.
    pub const fn byte(&mut self) -> u8 {
        self.u64() as u8
    }

    /// A number, often one at an end of its range.
    pub fn number(&mut self) -> u64 {
        let edges =
            [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];
        match self.below(4) {
            0 => self.pick(&edges),
            1 => self.pick(&[1 << 63, u64::MAX, (1 << 63) - 1, 1 << 32, 0xAB_CDEF_0123]),
            2 => self.below(300) as u64,
            _ => self.u64(),
        }
    }

    /// The bits of a float, often an odd one.
    pub fn f32(&mut self) -> u32 {
        let odd =
            [0, 0x8000_0000, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0x7FC0_0001, 0xFFC0_0000, 1, 0x3F80_0000];
        if self.once_in(2) { self.pick(&odd) } else { self.u64() as u32 }
    }

    /// The bits of a float, often an odd one.
    pub fn f64(&mut self) -> u64 {
        let odd = [0, 1 << 63, 0x7FF0 << 48, 0xFFF0 << 48, 0x7FF8 << 48, (0x7FF8 << 48) | 1, 1, 0x3FF0 << 48];
        if self.once_in(2) { self.pick(&odd) } else { self.u64() }
    }

    /// Up to `most` of what `make` makes.
    pub fn several<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }

    /// At most this number of bytes.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        self.several(most, Self::byte)
    }

    /// A text of up to `most` bytes, seldom empty: mostly a plain name.
    pub fn text(&mut self, most: usize) -> String {
        let mut text = match self.below(12) {
            0 => String::new(),
            1..=7 => self.pick(&PIECES[..PLAIN]).to_owned(),
            8..=9 => (0..=self.below(3)).map(|_| self.pick(&PIECES[..PLAIN])).collect(),
            10 => (0..=self.below(5)).map(|_| self.pick(PIECES)).collect(),
            _ => (0..=self.below(4))
                .map(|_| char::from_u32(self.below(0x3000) as u32).unwrap_or('\u{fffd}'))
                .collect(),
        };
        while text.len() > most {
            text.pop();
        }
        text
    }

    /// The same, but never empty.
    pub fn name(&mut self, most: usize) -> String {
        let text = self.text(most);
        if text.is_empty() { "z".to_owned() } else { text }
    }
}
