//! A reader of plain lines: comments, labels, and instructions whose operands are names, calls such as `f/2`, decimal
//! integers, atoms and strings without escapes.
//!
//! The grammar defines the language. This reader only makes the trees of the lines that most sources consist of without
//! a detour through tokens and states; a law holds it equal to the grammar (`plain_laws.rs`). A line that it does not
//! know is left to the grammar from its first byte on.

use super::actions::Builder;
use crate::ast::{BinaryOp, List, NodeKind, StmtKind, TriviaKind, UnaryOp};
use crate::lexer::Lexer;

/// The longest integer that is certainly one without a check.
const MOST_DIGITS: usize = 18;

/// What a byte can be in a plain line.
const WORD_START: u8 = 1;
const WORD: u8 = 2;
const DIGIT: u8 = 4;
const BLANK: u8 = 8;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => WORD_START | WORD,
            b'0'..=b'9' => WORD | DIGIT,
            b' ' | b'\t' => BLANK,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// Whether a word is one of values and types: only the lexer knows where these are names.
#[inline]
fn is_keyword(word: &[u8]) -> bool {
    matches!(word, b"mut" | b"fn" | b"ref" | b"import" | b"incbin" | b"true" | b"false" | b"inf" | b"nan")
}

/// Reads plain lines from where the lexer is until a line is not plain or the chunk is at its end.
pub(super) fn read(lexer: &mut Lexer<'_>, builder: &mut Builder<'_>) {
    let Some(at) = lexer.plain_start() else { return };
    let mut reader =
        Reader { bytes: lexer.bytes(), start: lexer.offset(), lexer, builder, at, done: at, cut: false };
    while reader.line() {}
    let (done, cut) = (reader.done, reader.cut);
    builder.line();
    lexer.plain_end(done, cut);
}

/// A label or an instruction, by the offsets of its parts.
struct Statement {
    start: usize,
    /// The end of its name.
    end: usize,
    /// Its end.
    last: usize,
    /// The first of its operands in their arena; nothing for a label.
    first: Option<usize>,
}

/// The state of reading lines. Offsets are those in the text.
struct Reader<'r, 's, 'b> {
    bytes: &'s [u8],
    /// The position of the first byte.
    start: u32,
    lexer: &'r mut Lexer<'s>,
    builder: &'r mut Builder<'b>,
    /// The next byte.
    at: usize,
    /// The end of the last complete line.
    done: usize,
    /// Whether that line ends the chunk.
    cut: bool,
}

impl Reader<'_, '_, '_> {
    #[inline]
    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn is(&self, class: u8) -> bool {
        CLASSES[usize::from(self.byte())] & class != 0
    }

    #[inline]
    fn skip(&mut self, class: u8) {
        while self.is(class) {
            self.at += 1;
        }
    }

    fn position(&self, at: usize) -> u32 {
        self.start + at as u32
    }

    /// Reads a line from its first byte that is not a blank; false if nothing more is to be read here.
    #[inline]
    fn line(&mut self) -> bool {
        let start = self.at;
        if self.byte() == b';' {
            return self.comment(true) && self.newline() && self.complete();
        }
        if !self.is(WORD_START) {
            return false;
        }
        let arenas = self.builder.arenas();
        let Some(statement) = self.statement(start).filter(|_| self.end()) else {
            self.builder.shrink(arenas);
            return false;
        };
        self.push(statement);
        self.complete();
        self.cut = self.lexer.is_past_limit(self.done);
        !self.cut
    }

    /// Keeps a statement. Its name becomes known only now, because the grammar, too, meets it after its operands.
    #[inline]
    fn push(&mut self, statement: Statement) {
        let Statement { start, end, last, first } = statement;
        let (l, e, r) = (self.position(start), self.position(end), self.position(last));
        let name = self.builder.sym(l, e);
        let kind = match first {
            None => StmtKind::Label(name),
            Some(first) => {
                let operands = List::new(first, self.builder.operand_count() - first);
                StmtKind::Instr { name, operands }
            }
        };
        self.builder.push_stmt(kind, l, r);
    }

    fn complete(&mut self) -> bool {
        self.done = self.at;
        true
    }

    /// A label or an instruction, without what follows it on its line.
    #[inline]
    fn statement(&mut self, start: usize) -> Option<Statement> {
        let end = self.word()?;
        if self.byte() == b':' {
            self.at += 1;
            let is_alone = self.is(BLANK) || matches!(self.byte(), b'\r' | b'\n' | b';');
            return is_alone.then_some(Statement { start, end, last: end + 1, first: None });
        }
        let first = Some(self.builder.operand_count());
        let mut last = end;
        if self.is(BLANK) {
            self.skip(BLANK);
            if self.is_operand() {
                last = self.operands()?;
            }
        }
        Some(Statement { start, end, last, first })
    }

    /// Whether an operand begins here, and not the end of the line.
    fn is_operand(&self) -> bool {
        !matches!(self.byte(), b'\r' | b'\n' | b';')
    }

    /// The operands of an instruction; returns the end of the last.
    #[inline]
    fn operands(&mut self) -> Option<usize> {
        loop {
            let end = self.operand()?;
            self.builder.operand();
            self.skip(BLANK);
            if self.byte() != b',' {
                return Some(end);
            }
            self.at += 1;
            self.skip(BLANK);
        }
    }

    /// An operand that nothing but a blank, a comma or the line's end follows; returns its end.
    #[inline]
    fn operand(&mut self) -> Option<usize> {
        let start = self.at;
        let l = self.position(start);
        match self.byte() {
            byte if CLASSES[usize::from(byte)] & WORD_START != 0 => {
                let end = self.word()?;
                let arity = if self.byte() == b'/' { Some(self.arity()?) } else { None };
                self.ends_operand()?;
                let first = self.builder.bare_name(l, self.position(end));
                if let Some((from, to)) = arity {
                    self.builder.leaf(NodeKind::Int, from, to);
                    self.builder.many(NodeKind::Binary(BinaryOp::Divide), first, l, to);
                }
            }
            b'0'..=b'9' => {
                self.integer()?;
                let end = self.ends_operand()?;
                self.builder.leaf(NodeKind::Int, l, end);
            }
            b'-' => {
                self.at += 1;
                self.integer()?;
                let end = self.ends_operand()?;
                self.builder.leaf(NodeKind::Int, l + 1, end);
                self.builder.one(NodeKind::Unary(UnaryOp::Negate), l, end);
            }
            b'"' => {
                self.string()?;
                let end = self.ends_operand()?;
                self.builder.leaf(NodeKind::Str, l, end);
            }
            b':' => {
                self.at += 1;
                self.name()?;
                let end = self.ends_operand()?;
                self.builder.atom(l, end);
            }
            _ => return None,
        }
        Some(self.at)
    }

    /// The end of an operand, if what follows may follow one.
    #[inline]
    fn ends_operand(&self) -> Option<u32> {
        let ends = self.is(BLANK) || matches!(self.byte(), b',' | b'\r' | b'\n' | b';');
        ends.then(|| self.position(self.at))
    }

    /// The place of the number of parameters in `f/2`, from the slash on.
    fn arity(&mut self) -> Option<(u32, u32)> {
        self.at += 1;
        let from = self.position(self.at);
        self.integer()?;
        Some((from, self.position(self.at)))
    }

    /// A name without dots.
    #[inline]
    fn name(&mut self) -> Option<usize> {
        if !self.is(WORD_START) {
            return None;
        }
        self.skip(WORD);
        Some(self.at)
    }

    /// A name that is not a keyword.
    #[inline]
    fn word(&mut self) -> Option<usize> {
        let start = self.at;
        let end = self.name()?;
        (!is_keyword(&self.bytes[start..end])).then_some(end)
    }

    /// A decimal integer without a suffix.
    #[inline]
    fn integer(&mut self) -> Option<()> {
        let start = self.at;
        self.skip(DIGIT);
        let digits = self.at - start;
        ((1..=MOST_DIGITS).contains(&digits) && !self.is(WORD)).then_some(())
    }

    /// A string without escapes.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\r' | b'\n'))?;
        self.at += length;
        if self.byte() != b'"' {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// What may follow a statement on its line: blanks and a comment.
    #[inline]
    fn end(&mut self) -> bool {
        self.skip(BLANK);
        if self.byte() == b';' && !self.comment(false) {
            return false;
        }
        self.newline()
    }

    /// `; …` up to the line's end.
    fn comment(&mut self, is_own_line: bool) -> bool {
        let start = self.at;
        let Some(length) = memchr::memchr(b'\n', &self.bytes[start..]) else { return false };
        let mut end = start + length;
        self.at = end;
        while self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        let text = &self.bytes[start..end];
        let is_doc = is_own_line && text.starts_with(b";;") && !text.starts_with(b";;;");
        let kind = if is_doc { TriviaKind::Doc } else { TriviaKind::Line };
        self.lexer.keep_trivia(start..end, kind, is_own_line);
        true
    }

    /// The line's end, the empty lines after it, and the blanks before the next line's first byte.
    #[inline]
    fn newline(&mut self) -> bool {
        if !self.line_break() {
            return false;
        }
        let first = self.at;
        let mut last = first;
        self.skip(BLANK);
        while self.line_break() {
            last = self.at;
            self.skip(BLANK);
        }
        if last > first {
            self.lexer.keep_trivia(first..last, TriviaKind::Blank, true);
        }
        true
    }

    #[inline]
    fn line_break(&mut self) -> bool {
        match self.byte() {
            b'\n' => self.at += 1,
            b'\r' if self.bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
            _ => return false,
        }
        true
    }
}
