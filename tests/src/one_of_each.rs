//! A line for each shape of each row of an instruction table: lines that assemble, and a
//! program that has all of them.

use lzasm::formats;
use lzasm::isa::{Isa, OperandKind, Row};

/// An instruction as it is written.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row it must become.
    pub row: &'static Row,
    /// What is written.
    pub text: String,
}

/// The lines: each operand of each row takes each of its samples at least once.
pub fn lines(isa: Isa) -> Vec<Line> {
    formats::rows(isa)
        .iter()
        .flat_map(|row| shapes(row).into_iter().map(move |text| Line { row, text }))
        .collect()
}

/// A program with these lines in order, in a function `each`, and all they refer to.
pub fn program(isa: Isa, lines: &[Line]) -> String {
    let lines: String = lines.iter().map(|line| format!("    {}\n", line.text)).collect();
    let target = formats::isa_name(isa);
    let (parts, last) = match isa {
        Isa::Register => (".extern sqrt(x: f64) -> f64 from libm\n.const greeting = \"hello\"\n", "ret"),
        Isa::Stack => (".using other\n.struct Point\n    x: i32\n.end\n", "return"),
    };
    format!(".target {target}\n.module main\n{parts}.func each()\n{lines}over:\n    {last}\n.end\n")
}

fn shapes(row: &'static Row) -> Vec<String> {
    let samples: Vec<&[&str]> = row.operands().iter().map(|kind| samples(row, *kind)).collect();
    let most = samples.iter().map(|samples| samples.len()).max().unwrap_or(1);
    let mut shapes: Vec<_> = (0..most).map(|turn| spell(row, &samples, turn, samples.len())).collect();
    shapes.extend((row.required()..samples.len()).map(|count| spell(row, &samples, 0, count)));
    shapes
}

fn spell(row: &Row, samples: &[&[&str]], turn: usize, count: usize) -> String {
    let operands: Vec<&str> = samples[..count].iter().map(|samples| samples[turn % samples.len()]).collect();
    format!("{} {}", row.mnemonic, operands.join(", ")).trim_end().to_owned()
}

/// Operands of a kind, its ends among them.
fn samples(row: &Row, kind: OperandKind) -> &'static [&'static str] {
    match kind {
        OperandKind::Reg(_) => &["r0", "r31", "s0", "s127", "r7"],
        OperandKind::Element => &["r0", "r31", "s0", "s126"],
        OperandKind::U8 => &["0", "255", "'a'", "0x7F"],
        OperandKind::I8 => &["-128", "127", "0"],
        OperandKind::U16 => &["0", "65535"],
        OperandKind::I16 => &["-32768", "32767", "0", "1 + 1"],
        OperandKind::I24 => &["-8388608", "8388607"],
        OperandKind::Const => {
            &["42", "greeting", "#0", "fn each", "[1, {:ok, true}, #{1 => 2.5}]", "\"text\"", "1.5f32"]
        }
        OperandKind::Callee => &["each", "libm::sqrt/1", "each/0", "main::each/0"],
        OperandKind::Word => &["0xFFFFFFFF", "-0x80000000"],
        OperandKind::Flags8 | OperandKind::Flags16 => &["tail", "save", "tail, save"],
        OperandKind::Label16 | OperandKind::Label24 => &["over", "0", "-1"],
        OperandKind::Count => &["0", "1", "65535"],
        OperandKind::Places => &["-3", "3", "-32768", "32767"],
        OperandKind::Value => VALUES,
        OperandKind::Target => &["over", "0"],
        OperandKind::Type if row.mnemonic == "alloc" => &["Point", "other::Shape", "u8", "string", "i64"],
        OperandKind::Type => TYPES,
        OperandKind::ArrayType => &["u8[5]", "u8[]", "Point[2]", "i32[2][]"],
        OperandKind::Member => &["length", "`a b`"],
    }
}

const VALUES: &[&str] = &[
    "true",
    "false",
    "1u8",
    "2u16",
    "3u32",
    "4u64",
    "5u128",
    "-1i8",
    "-2i16",
    "-3i32",
    "-4i64",
    "-5i128",
    "1.5f32",
    "-2.5",
    "\"text\"",
    "fn each",
    "fn other::there",
    "ref x",
    "7",
    "inf",
];

const TYPES: &[&str] = &[
    "any",
    "bool",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "s32",
    "f32",
    "f64",
    "string",
    "char",
    "int",
    "uint",
    "float",
    "fn",
    "Point",
    "other::Shape",
    "u8[5]",
    "u8[]",
    "i32&",
    "Point[2][]",
];
