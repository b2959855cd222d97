//! The rules about code words.

use super::{Place, flow, rules};
use crate::bytes::counted;
use crate::formats::Rule;
use crate::formats::finding::Findings;
use crate::formats::lazer::model::{Bytecode, Constant, Function};
use crate::formats::lazer::word::{
    FIRST_FREE, LIST, MAP, NO_ELEMENT, PUT, REGISTERS, TUPLE, is_register, operands, puts_after, row_of,
    successors, target,
};
use crate::isa::operand::{FLAG_SAVE, FLAG_TAIL};
use crate::isa::{OperandKind, Row};
use std::collections::BTreeMap;

/// Looks at the code of a module.
pub(super) fn verify(found: &mut Findings, module: &Bytecode, place: Place<'_>) {
    let mut v =
        Verifier { found, module, place, inside: vec![false; module.code.len()], user: BTreeMap::new() };
    v.words();
    v.user_opcodes();
    let functions = functions(module);
    v.jumps(&functions);
    let mut end = module.code.len();
    for alike in functions.chunk_by(|one, two| one.0 == two.0).rev() {
        v.functions(alike, end);
        end = alike[0].0;
    }
}

/// The functions that start inside the code, by their first words: (word, pool index).
fn functions(module: &Bytecode) -> Vec<(usize, usize)> {
    let entry = |(index, constant): (usize, &Constant)| match constant {
        Constant::Function(function) => Some((function.entry as usize, index)),
        _ => None,
    };
    let inside = |function: &(usize, usize)| function.0 < module.code.len();
    let mut functions: Vec<_> =
        module.constants.iter().enumerate().filter_map(entry).filter(inside).collect();
    functions.sort_unstable();
    functions
}

struct Verifier<'v> {
    found: &'v mut Findings,
    module: &'v Bytecode,
    place: Place<'v>,
    /// Whether a word continues a tuple, a list or a map.
    inside: Vec<bool>,
    /// The first word with each opcode that is the user's, and how many have it.
    user: BTreeMap<u8, (usize, usize)>,
}

impl Verifier<'_> {
    fn add(&mut self, rule: &'static Rule, word: usize, message: impl FnOnce() -> String) {
        let place = self.place;
        self.found.add(rule, || (place.path(format_args!("code[{word}]")), message()));
    }

    fn words(&mut self) {
        let mut at = 0;
        while let Some(&word) = self.module.code.get(at) {
            match row_of(word) {
                Some(row) => self.word(at, word, row),
                None if word as u8 >= FIRST_FREE => self.user.entry(word as u8).or_insert((at, 0)).1 += 1,
                None => {
                    self.add(&rules::UNKNOWN_OPCODE, at, || format!("{word:#010x} is not an instruction"))
                }
            }
            at += 1 + self.puts(at, word);
        }
    }

    fn user_opcodes(&mut self) {
        for (opcode, (first, count)) in std::mem::take(&mut self.user) {
            self.add(&rules::USER_OPCODE, first, || {
                let words = match count {
                    1 => "this word has".into(),
                    2 => "this word and another have".into(),
                    _ => format!("this word and {} more have", count - 1),
                };
                format!("{words} the opcode {opcode:#04x}, whose meaning is the user's")
            });
        }
    }

    /// Looks at the fields of a word by itself.
    fn word(&mut self, at: usize, word: u32, row: &'static Row) {
        if row.opcode == PUT {
            self.add(&rules::STRAY_PUT, at, || "this `put` belongs to no tuple, list or map".into());
            return;
        }
        let bits: usize = row.operands().iter().map(|kind| 8 * kind.width()).sum();
        if bits < 24 && word >> (8 + bits) != 0 {
            self.add(&rules::SPARE_BITS, at, || {
                format!("`{}` does not use all bits that are set in {word:#010x}", row.mnemonic)
            });
        }
        for (kind, value) in operands(row, word) {
            self.operand(at, kind, value);
        }
        if matches!(row.opcode, TUPLE | LIST | MAP) {
            self.live(at, word, row.mnemonic);
        }
    }

    /// Looks at how many registers a word says are in use while it makes a tuple, a list or a map.
    fn live(&mut self, at: usize, word: u32, mnemonic: &str) {
        let [opcode, _, count, live] = word.to_le_bytes();
        if live > REGISTERS {
            self.add(&rules::MANY_LIVE, at, || {
                format!("`{mnemonic}` says that {live} registers are in use, and there are {REGISTERS}")
            });
            return;
        }
        let puts = self.module.code[at + 1..].iter().take(puts_after(opcode, count).into());
        let elements =
            puts.take_while(|&&word| word as u8 == PUT).flat_map(|word| word.to_le_bytes()[1..].to_vec());
        if let Some(highest) =
            elements.filter(|&byte| byte < REGISTERS).max().filter(|&highest| highest >= live)
        {
            self.add(&rules::FEW_LIVE, at, || {
                let stated = counted(live, "register");
                let are = if live == 1 { "is" } else { "are" };
                format!("`{mnemonic}` says that {stated} {are} in use, and an element is in `r{highest}`")
            });
        }
    }

    fn operand(&mut self, at: usize, kind: OperandKind, value: i32) {
        let pool = &self.module.constants;
        match kind {
            OperandKind::Reg(_) if !is_register(value as u8) => {
                self.add(&rules::BAD_REGISTER, at, || {
                    format!("{value:#04x} is neither a register nor a stack slot")
                });
            }
            OperandKind::Const | OperandKind::Callee => match pool.get(value as usize) {
                None => {
                    let count = pool.len();
                    self.add(&rules::NO_SUCH_CONSTANT, at, || {
                        format!("there is no constant {value}: the pool has {}", counted(count, "constant"))
                    });
                }
                Some(Constant::Function(_) | Constant::Import(_)) => {}
                Some(_) if kind == OperandKind::Const => {}
                Some(other) => {
                    let kind = other.kind();
                    self.add(&rules::NOT_CALLABLE, at, || {
                        format!("expected a function or an import, found constant {value}, of kind {kind}")
                    });
                }
            },
            OperandKind::Flags8 | OperandKind::Flags16 => self.flags(at, value),
            _ => {}
        }
    }

    fn flags(&mut self, at: usize, flags: i32) {
        let (tail, save) = (i32::from(FLAG_TAIL), i32::from(FLAG_SAVE));
        if flags & !(tail | save) != 0 {
            self.add(&rules::UNKNOWN_FLAGS, at, || {
                format!("expected `tail` and `save`, found flags {flags:#x}")
            });
        }
        if flags & tail != 0 && flags & save != 0 {
            self.add(&rules::SAVE_WITHOUT_EFFECT, at, || {
                "a tail call does not come back: `save` has no effect".into()
            });
        }
    }

    /// Looks at the `put` words that must follow a word, and says how many do.
    fn puts(&mut self, at: usize, word: u32) -> usize {
        let [opcode, _, count, _] = word.to_le_bytes();
        let expected = usize::from(puts_after(opcode, count));
        let follow = &self.module.code[at + 1..];
        let found = follow.iter().take(expected).take_while(|&&word| word as u8 == PUT).count();
        if found < expected {
            self.add(&rules::MISSING_PUTS, at, || {
                let mnemonic = row_of(word).map_or("", |row| row.mnemonic);
                format!("expected {} after this `{mnemonic}`, found {found}", counted(expected, "`put` word"))
            });
        }
        for (index, &put) in follow[..found].iter().enumerate() {
            let elements = if opcode == MAP { 2 } else { usize::from(count) - 3 * index };
            self.inside[at + 1 + index] = true;
            self.put(at + 1 + index, put, elements);
        }
        found
    }

    fn put(&mut self, at: usize, word: u32, elements: usize) {
        let [_, bytes @ ..] = word.to_le_bytes();
        for (index, byte) in bytes.into_iter().enumerate() {
            let wanted = index < elements;
            if wanted == (byte == NO_ELEMENT) {
                let elements = elements.min(3);
                self.add(&rules::BAD_PUT, at, || {
                    format!("this `put` must have exactly {}", counted(elements, "element"))
                });
                return;
            }
            if wanted && !is_register(byte) {
                self.operand(at, OperandKind::Reg(crate::isa::Access::Read), byte.into());
            }
        }
    }

    /// The jumps of each word that is an instruction.
    fn jumps(&mut self, functions: &[(usize, usize)]) {
        for (at, &word) in self.module.code.iter().enumerate() {
            let Some(row) = row_of(word).filter(|_| !self.inside[at]) else { continue };
            if let Some(target) = target(row, word, at) {
                self.jump(at, target, functions);
            }
        }
    }

    fn jump(&mut self, at: usize, target: i64, functions: &[(usize, usize)]) {
        let words = self.module.code.len();
        let Some(target) = usize::try_from(target).ok().filter(|&target| target < words) else {
            self.add(&rules::JUMP_OUTSIDE, at, || {
                format!("a jump to word {target}, and the code has {}", counted(words, "word"))
            });
            return;
        };
        if self.inside[target] {
            let message = || format!("a jump to word {target}, which continues the word before it");
            self.add(&rules::JUMP_INTO_PUTS, at, message);
        }
        let owner = |word| functions.partition_point(|function| function.0 <= word);
        if owner(at) != owner(target) {
            self.add(&rules::JUMP_TO_OTHER_FUNCTION, at, || {
                format!("a jump to word {target}, which belongs to another function")
            });
        }
    }

    /// The functions, one as a rule, that start at one word and have the words up to `end`.
    fn functions(&mut self, alike: &[(usize, usize)], end: usize) {
        let entry = alike[0].0;
        let used = (entry..end).map(|at| self.highest_register(at)).max().unwrap_or(0);
        let runs_on = self.runs_on(entry, end);
        if !self.inside[entry] {
            self.registers(alike, end);
        }
        for &(_, index) in alike {
            let Constant::Function(function) = &self.module.constants[index] else { continue };
            let Function { name, arity, registers, .. } = function;
            let place = self.place.path(format_args!("constants[{index}]"));
            if self.inside[entry] {
                self.found.add(&rules::ENTRY_INTO_PUTS, || {
                    let message = format!(
                        "function `{name}/{arity}` starts at word {entry}, which continues the word before it"
                    );
                    (format!("{place}.entry"), message)
                });
            }
            if *registers > *arity && *registers < used {
                self.found.add(&rules::FEW_REGISTERS, || {
                    let stated = counted(*registers, "register");
                    let message =
                        format!("function `{name}/{arity}` states {stated}, and uses `r{}`", used - 1);
                    (format!("{place}.registers"), message)
                });
            }
            if runs_on {
                let note = "a function ends with `ret`, `jmp`, `trap` or a tail call";
                self.found.noted(&rules::FALLS_THROUGH, || {
                    let message = format!("the words of function `{name}/{arity}` run on into what follows");
                    (place, message, Some(note.into()))
                });
            }
        }
    }

    /// Follows the contents of the registers. Of functions that start at one word, the one with most arguments counts.
    fn registers(&mut self, alike: &[(usize, usize)], end: usize) {
        let arity = |&(_, index): &(usize, usize)| match &self.module.constants[index] {
            Constant::Function(function) => function.arity,
            _ => 0,
        };
        let arity = alike.iter().map(arity).max().unwrap_or(0);
        let code = flow::Code { module: self.module, inside: &self.inside, words: alike[0].0..end };
        for read in flow::unsound(&code, arity) {
            let place = self.place;
            self.found.noted(read.rule(), || {
                let (message, note) = read.reported(self.module.code[read.at]);
                (place.path(format_args!("code[{}]", read.at)), message, Some(note))
            });
        }
    }

    /// The number of the highest register of a word, and one; 0 if it names none.
    fn highest_register(&self, at: usize) -> u8 {
        let word = self.module.code[at];
        let register = |(kind, value): (OperandKind, i32)| match kind {
            OperandKind::Reg(_) | OperandKind::Element if value < REGISTERS.into() => Some(value as u8 + 1),
            _ => None,
        };
        row_of(word).and_then(|row| operands(row, word).filter_map(register).max()).unwrap_or(0)
    }

    /// Whether control may go past the end of these words.
    fn runs_on(&self, entry: usize, end: usize) -> bool {
        let last = (entry..end).rev().find(|&at| !self.inside[at]).unwrap_or(entry);
        let word = self.module.code[last];
        let Some(row) = row_of(word) else { return false };
        successors(row, word).falls_through()
    }
}
