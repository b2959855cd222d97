//! The fast scan of a Lazer file, for links of gigabytes: where its modules are, what they define and
//! import, and whether all is well. No model is made. Any fault silently ends the scan;
//! [`super::walk`] and [`super::verify()`] have the words.

mod code;
mod cursor;
#[cfg(test)]
mod tests;

use super::model::{FLAG_LINES, FLAG_NAMED, MAGIC, MAX_DEPTH, VERSION};
use super::word::MAX_ARGUMENTS;
use cursor::Cursor;
use std::ops::Range;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// An archive of this number of modules begins; they follow.
    Archive(usize),
    /// The bytes of a module other than an archive.
    Module(Range<usize>),
}

/// Shows where the parts of a file lie, from front to back, and returns the end of the last one. Only what that needs
/// is looked at: the parts may be wrong in other ways.
pub fn bounds(bytes: &[u8], mut visit: impl FnMut(Bound)) -> Option<usize> {
    let mut c = Cursor::new(bytes);
    // How many parts each archive around lacks, with the one that is looked at.
    let mut open: Vec<u8> = Vec::new();
    loop {
        if open.len() > MAX_DEPTH {
            return None;
        }
        let start = c.at();
        let count = match header(&mut c)? {
            0 => Some(c.u8()?),
            module_type => {
                Frame.module(&mut c, module_type)?;
                None
            }
        };
        match count {
            Some(count) => {
                visit(Bound::Archive(count.into()));
                if count > 0 {
                    open.push(count);
                    continue;
                }
            }
            None => visit(Bound::Module(start..c.at())),
        }
        while let Some(left) = open.last_mut() {
            *left -= 1;
            if *left > 0 {
                break;
            }
            open.pop();
        }
        if open.is_empty() {
            return Some(c.at());
        }
    }
}

/// Something that a module defines or imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention<'b> {
    /// A function of the module, by name and number of arguments.
    Function(&'b str, u8),
    /// A function of a library.
    Native(&'b str),
    /// A function of another module: the module, the function, the number of arguments.
    Import(&'b str, &'b str, u8),
}

/// Looks at modules one by one, in the same few buffers.
#[derive(Clone, Debug, Default)]
pub struct Skimmer {
    is_verifying: bool,
    pool: Pool,
    code: code::Checker,
}

/// What the code may need to know of the constants.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    /// How many there are.
    count: u32,
    /// Which of them can be called, a bit each.
    callable: Vec<u64>,
    /// Where the functions start.
    entries: Vec<u32>,
    /// The greatest number of words that a function, in whatever constant, asks for.
    words: u32,
}

impl Pool {
    fn begin(&mut self, count: u32) {
        self.count = count;
        self.callable.clear();
        self.callable.resize(count as usize / 64 + 1, 0);
        self.entries.clear();
        self.words = 0;
    }

    fn call(&mut self, index: u32) {
        self.callable[index as usize / 64] |= 1 << (index % 64);
    }

    pub(super) fn can_call(&self, index: u32) -> bool {
        index < self.count && self.callable[index as usize / 64] >> (index % 64) & 1 != 0
    }
}

impl Skimmer {
    /// A look that verifies, or only reads.
    pub fn new(is_verifying: bool) -> Self {
        Self { is_verifying, ..Self::default() }
    }

    /// Reads the bytes of a module other than an archive, and returns its name if it has one; `None` if the bytes do
    /// not decode to such a module, or the verifier reports errors in it. Then what was shown before is void. Two
    /// functions of one name are not an error here.
    pub fn module<'b>(
        &mut self,
        bytes: &'b [u8],
        mut visit: impl FnMut(Mention<'b>),
    ) -> Option<Option<&'b str>> {
        let mut c = Cursor::new(bytes);
        let module_type = header(&mut c)?;
        let mut full = Full { skimmer: self, visit: &mut visit, name: None, is_valid: true };
        full.module(&mut c, module_type)?;
        let Full { name, is_valid, .. } = full;
        (c.is_at_end() && is_valid).then_some(name)
    }
}

fn header(c: &mut Cursor<'_>) -> Option<u8> {
    let [a, b, d, version, module_type] = *c.take(5)?.first_chunk()?;
    ([a, b, d] == MAGIC && version == VERSION && module_type <= 2).then_some(module_type)
}

/// A visitor of a module. What is not overridden is skipped.
trait Look<'b> {
    /// The bytes of an atom or of a file's name.
    fn text(&mut self, bytes: &'b [u8]) -> Option<&'b str>;
    fn pool(&mut self, count: u32);
    /// The constant `index` of the pool is at hand, of this tag.
    fn constant(&mut self, index: u32, tag: u8);
    /// The name of the module.
    fn name(&mut self, text: &'b str);
    fn mention(&mut self, what: Mention<'b>);
    fn entry(&mut self, arity: u8, entry: u32, is_in_pool: bool);
    fn lines(&mut self, files: u16, rows: &'b [u8], words: u32) -> Option<()>;
    fn words(&mut self, words: &'b [u8]);

    fn module(&mut self, c: &mut Cursor<'b>, module_type: u8) -> Option<()> {
        match module_type {
            1 => self.native(c),
            2 => self.bytecode(c),
            _ => None,
        }
    }

    fn native(&mut self, c: &mut Cursor<'b>) -> Option<()> {
        let count = c.u8()?;
        let name = self.atom(c)?;
        self.name(name);
        let length = c.u8()?;
        c.take(length.into())?;
        for _ in 0..count {
            let function = self.atom(c)?;
            self.mention(Mention::Native(function));
        }
        Some(())
    }

    fn bytecode(&mut self, c: &mut Cursor<'b>) -> Option<()> {
        let flags = c.u8()?;
        if flags & !(FLAG_LINES | FLAG_NAMED) != 0 {
            return None;
        }
        let is_named = flags & FLAG_NAMED != 0;
        let count = u32::from(c.le16()?);
        self.pool(count);
        if is_named && (count == 0 || c.peek()? != ATOM) {
            return None;
        }
        for index in 0..count {
            self.constant(index, c.peek()?);
            if index == 0 && is_named {
                c.u8()?;
                let name = self.atom(c)?;
                self.name(name);
            } else {
                self.value(c, 0)?;
            }
        }
        let lines = if flags & FLAG_LINES != 0 { Some(self.line_table(c)?) } else { None };
        let words = c.le32()?;
        if let Some((files, rows)) = lines {
            self.lines(files, rows, words)?;
        }
        self.words(c.take(4 * u64::from(words))?);
        Some(())
    }

    fn line_table(&mut self, c: &mut Cursor<'b>) -> Option<(u16, &'b [u8])> {
        let files = c.le16()?;
        for _ in 0..files {
            let length = c.le16()?;
            self.text(c.take(length.into())?)?;
        }
        let rows = c.le32()?;
        Some((files, c.take(ROW * u64::from(rows))?))
    }

    /// A constant with its tag; they nest at most 64 deep, so this may call itself.
    fn value(&mut self, c: &mut Cursor<'b>, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        let tag = c.u8()?;
        match tag {
            0..=6 => c.take(NUMBERS[usize::from(tag)]).map(|_| ()),
            ATOM => self.atom(c).map(|_| ()),
            8..=13 => {
                let count = c.count((tag - 8) % 3)?;
                (0..count).try_for_each(|_| self.value(c, depth + 1))
            }
            14..=16 => {
                let count = u64::from(c.count(tag - 14)?);
                (0..2 * count).try_for_each(|_| self.value(c, depth + 1))
            }
            17..=19 => {
                let length = c.count(tag - 17)?;
                c.take(length.into()).map(|_| ())
            }
            FUNCTION => self.function(c, depth == 0),
            IMPORT => {
                let (module, function) = (self.atom(c)?, self.atom(c)?);
                let arity = c.u8()?;
                self.mention(Mention::Import(module, function, arity));
                Some(())
            }
            _ => None,
        }
    }

    fn function(&mut self, c: &mut Cursor<'b>, is_in_pool: bool) -> Option<()> {
        let name = self.atom(c)?;
        let [arity, _registers] = *c.take(2)?.first_chunk()?;
        let entry = c.le32()?;
        self.entry(arity, entry, is_in_pool);
        if is_in_pool {
            self.mention(Mention::Function(name, arity));
        }
        Some(())
    }

    fn atom(&mut self, c: &mut Cursor<'b>) -> Option<&'b str> {
        let length = c.u8()?;
        if length == 0 {
            return None;
        }
        self.text(c.take(length.into())?)
    }
}

const ATOM: u8 = 7;
pub(super) const FUNCTION: u8 = 20;
pub(super) const IMPORT: u8 = 21;
/// The bytes of the constants that are numbers, by tag.
const NUMBERS: [u64; 7] = [1, 2, 4, 4, 8, 8, 8];
/// The bytes of a row of a line table.
const ROW: u64 = 12;

/// The visitor that only finds the end.
struct Frame;

impl<'b> Look<'b> for Frame {
    #[inline]
    fn text(&mut self, _: &'b [u8]) -> Option<&'b str> {
        Some("")
    }
    fn pool(&mut self, _: u32) {}
    fn constant(&mut self, _: u32, _: u8) {}
    fn name(&mut self, _: &'b str) {}
    fn mention(&mut self, _: Mention<'b>) {}
    fn entry(&mut self, _: u8, _: u32, _: bool) {}
    fn lines(&mut self, _: u16, _: &'b [u8], _: u32) -> Option<()> {
        Some(())
    }
    fn words(&mut self, _: &'b [u8]) {}
}

/// The visitor that reports everything.
struct Full<'s, 'b, V: FnMut(Mention<'b>)> {
    skimmer: &'s mut Skimmer,
    visit: &'s mut V,
    name: Option<&'b str>,
    is_valid: bool,
}

impl<'b, V: FnMut(Mention<'b>)> Look<'b> for Full<'_, 'b, V> {
    #[inline]
    fn text(&mut self, bytes: &'b [u8]) -> Option<&'b str> {
        std::str::from_utf8(bytes).ok()
    }

    fn pool(&mut self, count: u32) {
        self.skimmer.pool.begin(count);
    }

    fn constant(&mut self, index: u32, tag: u8) {
        if tag == FUNCTION || tag == IMPORT {
            self.skimmer.pool.call(index);
        }
    }

    fn name(&mut self, text: &'b str) {
        self.name = Some(text);
    }

    fn mention(&mut self, what: Mention<'b>) {
        (self.visit)(what);
    }

    fn entry(&mut self, arity: u8, entry: u32, is_in_pool: bool) {
        let pool = &mut self.skimmer.pool;
        self.is_valid &= !self.skimmer.is_verifying || arity <= MAX_ARGUMENTS;
        pool.words = pool.words.max(entry.saturating_add(1));
        if is_in_pool {
            pool.entries.push(entry);
        }
    }

    /// Rows strictly increase, and name words and files that are there.
    fn lines(&mut self, files: u16, rows: &'b [u8], words: u32) -> Option<()> {
        let mut least = 0;
        for row in rows.as_chunks::<{ ROW as usize }>().0 {
            let [a, b, c, d, e, f, ..] = *row;
            let word = u32::from_le_bytes([a, b, c, d]);
            if u64::from(word) < least || word >= words || u16::from_le_bytes([e, f]) >= files {
                return None;
            }
            least = u64::from(word) + 1;
        }
        Some(())
    }

    fn words(&mut self, words: &'b [u8]) {
        let Skimmer { is_verifying, pool, code } = &mut *self.skimmer;
        if *is_verifying {
            let words = words.as_chunks().0;
            self.is_valid = self.is_valid && pool.words as usize <= words.len() && code.is_sound(words, pool);
        }
    }
}
