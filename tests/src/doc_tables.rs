//! The parts of the manual that are generated: formats the tables of the crates as Markdown.
//!
//! The pages of instructions come from the rows, the catalogue of messages from its rows, and dumps of bytes from the
//! fields of an assembled module. `tests/tables.rs` compares them with what lies in `docs/`, and writes them with
//! `BLESS=1`.

mod host;
mod portable;

pub use portable::KINDS;

use lzasm::formats::{self, Severity, hydro, lazer};
use lzasm::isa::{Access, OperandKind, Row};
use lzasm_grammar::diag::{Code, Level};
use std::fmt::Write;

/// The pages that are made as a whole, with their paths in `docs/`.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("instructions-lazer.md", register_page()),
        ("instructions-hydro.md", stack_page()),
        ("portable-instructions.md", portable::page()),
        ("host-functions.md", host::page()),
        ("errors.md", catalogue()),
        ("formats/rules.md", rules_page()),
    ]
}

// ---- rules

const RULES_HEAD: &str = "\
# What `lzdump --verify` checks

<!-- Made from the rules in asm/src/formats/*/ by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

`lzdump --verify FILE` checks a whole file and reports every fault that it finds with its offset, its field, and the name
of the rule in parentheses:

```text
$ lzdump --verify --message-format short fact.hydro
error: `fact.hydro`, offset 0x37, module[0].functions[0].instruction[1]: expected a function to call, found `1u8` (not-callable) [LZ0650]
```

- A file that breaks a **refused** rule cannot be read at all; the message is [LZ0601](../errors/LZ0601.md) to
  [LZ0605](../errors/LZ0605.md), and nothing else is reported about the file.
- An **error** ([LZ0650](../errors/LZ0650.md)) makes loading or running the file fail.
- A **warning** ([LZ0651](../errors/LZ0651.md)) is about something that works but is probably not
  intended. `-W no-odd-content` turns warnings off.
";

/// The rules of each format.
fn rules_page() -> String {
    let mut page = RULES_HEAD.to_owned();
    for format in formats::ALL {
        let info = format.info();
        let _ = write!(page, "\n## {}\n\n| rule | | what is wrong |\n|---|---|---|\n", info.title);
        for rule in info.rules {
            let weight = match (rule.is_refused, rule.severity) {
                (true, _) => "refused",
                (false, Severity::Error) => "error",
                (false, Severity::Warning) => "warning",
            };
            let _ = writeln!(page, "| `{}` | {weight} | {} |", rule.name, cell(rule.meaning));
        }
    }
    page
}

// ---- instructions

const REGISTER_HEAD: &str = "\
# Instructions of the lazer set

<!-- Made from the rows in asm/src/formats/lazer/table.rs by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

A word is four bytes: the opcode and three more. A dash is a byte that is 0; an element that a `put` leaves out is `FF`. [The language](language/code.md) describes how
operands are written, [the format](formats/lazer.md#the-machine) what the instructions mean in full.

- `d` is the register that is written, `a` and `b` are read. Each may be a register or a stack slot.
- `n` and `m` are integers, `value` is an entry of the pool.
- Of `tuple`, `list` and `map`, `n` is the number of elements or pairs and `m` the number of registers in use.
- An operand in brackets may be left out.

| opcode | instruction | bytes | meaning |
|---|---|---|---|
";

const STACK_HEAD: &str = "\
# Instructions of the hydro set

<!-- Made from the rows in asm/src/formats/hydro/table.rs by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

An instruction is one byte, an ASCII character, and its operands. [The language](language/code.md) describes how operands are
written, [the format](formats/hydro.md#the-machine) what the instructions mean in full.

- In the meanings, `c` is the top value, if three are taken; else `b` is the top value, if two are taken; `a` lies
  below.
- The column *stack* shows the number of values that an instruction pops and pushes.
- An operand in brackets may be left out.

| byte | instruction | operand | stack | meaning |
|---|---|---|---|---|
";

fn register_page() -> String {
    let mut page = REGISTER_HEAD.to_owned();
    for row in lazer::table::ROWS {
        let names = names(row);
        let _ = writeln!(
            page,
            "| `{:02X}` | `{}` | `{}` | {} |",
            row.opcode,
            instruction(row, &names),
            word_bytes(row, &names),
            cell(row.meaning)
        );
    }
    page.push_str(
        "\nOpcodes `80` to `FF` are free for [your own](language/code.md#instructions-of-your-own).\n",
    );
    page
}

fn stack_page() -> String {
    let mut page = STACK_HEAD.to_owned();
    for row in hydro::table::ROWS {
        let count = |count: Option<u8>| count.map_or("?".to_owned(), |count| count.to_string());
        let _ = writeln!(
            page,
            "| `{:02X}` {} | `{}` | {} | {} → {} | {} |",
            row.opcode,
            character(row.opcode),
            instruction(row, &names(row)),
            row.operands().iter().map(|kind| operand_bytes(*kind)).collect::<Vec<_>>().join(", "),
            count(row.effect.pops),
            count(row.effect.pushes),
            cell(row.meaning)
        );
    }
    page.push_str("\n`?` depends on the operand or on what is called.\n");
    page
}

/// What each operand of a row is called on the page.
fn names(row: &Row) -> Vec<&'static str> {
    let (mut read, mut numbers, mut elements) =
        (["a", "b"].iter(), ["n", "m"].iter(), ["a", "b", "c"].iter());
    let mut next = |kind: &OperandKind| match kind {
        OperandKind::Reg(Access::Write) => Some(&"d"),
        OperandKind::Reg(_) => read.next(),
        OperandKind::Element => elements.next(),
        OperandKind::Const | OperandKind::Value => Some(&"value"),
        OperandKind::Callee => Some(&"function"),
        OperandKind::Flags8 | OperandKind::Flags16 => Some(&"flags"),
        OperandKind::Label16 | OperandKind::Label24 | OperandKind::Target => Some(&"label"),
        OperandKind::Type => Some(&"type"),
        OperandKind::ArrayType => Some(&"type[]"),
        OperandKind::Member => Some(&"name"),
        _ => numbers.next(),
    };
    row.operands().iter().map(|kind| next(kind).copied().unwrap_or("n")).collect()
}

/// `add d, a, b`
fn instruction(row: &Row, names: &[&str]) -> String {
    let mut text = row.mnemonic.to_owned();
    for (index, (name, kind)) in names.iter().zip(row.operands()).enumerate() {
        let comma = if index == 0 { " " } else { ", " };
        // The first element of a `put` cannot be left out.
        let optional = kind.is_optional() && (index > 0 || *kind != OperandKind::Element);
        let _ = if optional { write!(text, "[{comma}{name}]") } else { write!(text, "{comma}{name}") };
    }
    text.replace("[ ", " [")
}

/// The three bytes behind the opcode of a word.
fn word_bytes(row: &Row, names: &[&str]) -> String {
    let mut bytes: Vec<&str> = Vec::new();
    for (kind, name) in row.operands().iter().zip(names) {
        bytes.extend(std::iter::repeat_n(*name, kind.width()));
    }
    bytes.resize(3, "–");
    bytes.join(" ")
}

fn operand_bytes(kind: OperandKind) -> &'static str {
    match kind {
        OperandKind::Count => "u16",
        OperandKind::Places => "i16",
        OperandKind::Target => "u32",
        OperandKind::Value => "value",
        OperandKind::Type => "type",
        OperandKind::ArrayType => "flag, length, type",
        OperandKind::Member => "str16be",
        _ => "",
    }
}

fn character(opcode: u8) -> String {
    match opcode {
        b'|' => "<code>&#124;</code>".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "&#124;")
}

// ---- messages

const CATALOGUE_HEAD: &str = "\
# The catalogue of messages

<!-- Made from the rows in grammar/src/diag/codes.rs by `BLESS=1 cargo test -p lzasm-tests --test tables`. -->

Each message has a code. `lzasm --explain CODE` prints its page. Warnings have a name that `-W` takes: `-W no-NAME` turns
one off, `-W error=NAME` makes an error of it.
";

/// The phases, by the digits that their codes start with.
const PHASES: &[(&str, &str)] = &[
    ("LZ01", "Characters and words"),
    ("LZ02", "Statements"),
    ("LZ03", "Names and expansion"),
    ("LZ04", "Operands and types"),
    ("LZ05", "Limits of a format"),
    ("LZ06", "Decoding and verifying"),
    ("LZ07", "Linking"),
    ("LZ08", "Running"),
    ("LZ09", "Files and options"),
];

fn catalogue() -> String {
    let mut page = CATALOGUE_HEAD.to_owned();
    for (prefix, title) in PHASES {
        let codes: Vec<Code> =
            by_number().into_iter().filter(|code| code.number().starts_with(prefix)).collect();
        if codes.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {title}\n\n| code | name | | about |\n|---|---|---|---|\n");
        for code in codes {
            let (number, name) = (code.number(), code.name());
            let _ = writeln!(
                page,
                "| [{number}](errors/{number}.md) | {name} | {} | {} |",
                level(code),
                cell(code.title())
            );
        }
    }
    page
}

fn level(code: Code) -> &'static str {
    match code.level() {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn by_number() -> Vec<Code> {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.number());
    codes
}

/// The book's table of contents with a line for each message below the line of the catalogue.
pub fn summary(written: &str) -> String {
    let mut page = String::new();
    for line in written.lines().filter(|line| !line.contains("](errors/LZ")) {
        page.push_str(line);
        page.push('\n');
        if line.contains("](errors.md)") {
            for code in by_number() {
                let number = code.number();
                let _ = writeln!(page, "  - [{number}: {}](errors/{number}.md)", code.name());
            }
        }
    }
    page
}
