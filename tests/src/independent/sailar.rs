//! SAILAR modules by hand: a description of a file in, its bytes and what they say out. Written from
//! `docs/formats/sailar.md`.

use super::facts::hex;
use crate::dice::Dice;
use serde_json::{Value, json};

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    /// The version of the format.
    pub format: [u8; 2],
    /// How many bytes a length has.
    pub length_size: u8,
    /// The name of the module.
    pub name: String,
    /// Its version.
    pub version: Vec<u32>,
    /// The number of optional fields, not 0, and their bytes.
    pub optional: Option<(u32, Vec<u8>)>,
    /// The structs, if there is a table of them.
    pub structs: Option<Vec<Struct>>,
    /// What comes after the table.
    pub trailing: Vec<u8>,
}

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Exported, open.
    pub flags: [bool; 2],
    /// Its name.
    pub name: String,
    /// Its fields: exported, name, type.
    pub fields: Vec<(bool, String, String)>,
}

impl File {
    /// The bytes, and what they say.
    pub fn made(&self) -> (Vec<u8>, Value) {
        let mut out = b"SAILAR".to_vec();
        out.extend(self.format);
        out.push(match self.length_size {
            1 => 0,
            2 => 1,
            _ => 2,
        });
        let header = self.header();
        self.number(&mut out, header.len() as u32);
        out.extend(header);
        if let Some(structs) = &self.structs {
            self.number(&mut out, structs.len() as u32);
            for item in structs {
                out.push(u8::from(item.flags[0]) + if item.flags[1] { 2 } else { 0 });
                self.identifier(&mut out, &item.name);
                self.number(&mut out, item.fields.len() as u32);
                for (export, name, ty) in &item.fields {
                    out.push(u8::from(*export));
                    self.identifier(&mut out, name);
                    self.identifier(&mut out, ty);
                }
            }
        }
        out.extend(&self.trailing);
        (out, self.described())
    }

    /// What follows the size in the header.
    fn header(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.identifier(&mut out, &self.name);
        self.number(&mut out, self.version.len() as u32);
        self.version.iter().for_each(|number| self.number(&mut out, *number));
        match &self.optional {
            None => self.number(&mut out, 0),
            Some((count, bytes)) => {
                self.number(&mut out, *count);
                out.extend(bytes);
            }
        }
        out
    }

    fn number(&self, out: &mut Vec<u8>, number: u32) {
        out.extend(&number.to_le_bytes()[..usize::from(self.length_size)]);
    }

    fn identifier(&self, out: &mut Vec<u8>, text: &str) {
        self.number(out, text.len() as u32);
        out.extend(text.as_bytes());
    }

    fn described(&self) -> Value {
        let field = |(export, name, ty): &(bool, String, String)| json!({ "name": name, "type": ty, "export": export });
        let item = |item: &Struct| {
            json!({
                "name": item.name, "export": item.flags[0], "open": item.flags[1],
                "fields": item.fields.iter().map(field).collect::<Vec<_>>(),
            })
        };
        let optional =
            self.optional.as_ref().map(|(count, bytes)| json!({ "count": count, "bytes": hex(bytes) }));
        json!({
            "major": self.format[0], "minor": self.format[1], "length_size": self.length_size, "name": self.name,
            "version": self.version, "optional": optional, "trailing": hex(&self.trailing),
            "structs": self.structs.as_ref().map(|structs| structs.iter().map(item).collect::<Vec<_>>()),
        })
    }
}

/// A file that depends on chance alone.
pub fn any_file(dice: &mut Dice) -> File {
    let length_size = dice.pick(&[1, 1, 2, 4]);
    let most = if length_size == 1 { 60 } else { 300 };
    let number = |dice: &mut Dice| (dice.number() & (u64::MAX >> (64 - 8 * u32::from(length_size)))) as u32;
    let structs = (!dice.once_in(8)).then(|| dice.several(5, |dice| item(dice, most)));
    File {
        format: if dice.once_in(3) { [dice.byte(), dice.byte()] } else { [0, 12] },
        length_size,
        name: text(dice, most),
        version: dice.several(4, number),
        optional: dice.once_in(5).then(|| (number(dice).max(1), dice.bytes(20))),
        // Bytes behind a header without a table would be read as one.
        trailing: if structs.is_some() && dice.once_in(8) { dice.bytes(12) } else { Vec::new() },
        structs,
    }
}

fn item(dice: &mut Dice, most: usize) -> Struct {
    let flags = [dice.once_in(2), dice.once_in(4)];
    let fields = dice.several(4, |dice| (flags[1] || dice.once_in(2), text(dice, most), text(dice, most)));
    Struct { flags, name: text(dice, most), fields }
}

/// Not empty, no NUL.
fn text(dice: &mut Dice, most: usize) -> String {
    let text: String = dice.name(most).chars().filter(|ch| *ch != '\0').collect();
    if text.is_empty() { "z".to_owned() } else { text }
}

/// Files that chance would not make.
pub fn corners() -> Vec<(&'static str, File)> {
    let base = |length_size| File {
        format: [0, 12],
        length_size,
        name: "m".into(),
        version: Vec::new(),
        optional: None,
        structs: Some(Vec::new()),
        trailing: Vec::new(),
    };
    let fields =
        |count: usize, export| (0..count).map(|at| (export, format!("f{at}"), "i32".to_owned())).collect();
    let one = |flags, fields| Some(vec![Struct { flags, name: "S".into(), fields }]);
    let types =
        ["i32", "a b", "mut T mut&", "T[4][]", "M::T", "`", "``", "mut", "é\n", "list of int", "8", "u8 mut"];
    let typed = types.map(|ty| (false, "x".to_owned(), ty.to_owned())).to_vec();
    let at = |length_size, change: &dyn Fn(&mut File)| {
        let mut file = base(length_size);
        change(&mut file);
        file
    };
    vec![
        ("least", base(1)),
        ("least with two bytes", base(2)),
        ("least with four bytes", base(4)),
        ("no table", at(1, &|file| file.structs = None)),
        ("no table, four bytes", at(4, &|file| file.structs = None)),
        (
            "optional without a table",
            at(2, &|file| (file.structs, file.optional) = (None, Some((1, vec![0; 9])))),
        ),
        ("optional fields without bytes", at(1, &|file| file.optional = Some((255, Vec::new())))),
        ("greatest version", at(4, &|file| file.version = vec![u32::MAX, 0, 1])),
        ("many version numbers", at(1, &|file| file.version = vec![255; 249])),
        ("longest name in one byte", at(1, &|file| file.name = "n".repeat(252))),
        ("name longer than a byte counts", at(2, &|file| file.name = "é".repeat(300))),
        ("long name in four bytes", at(4, &|file| file.name = "n".repeat(70_000))),
        ("version 0.0", at(1, &|file| file.format = [0, 0])),
        ("version 255.255", at(1, &|file| file.format = [255, 255])),
        ("open without fields", at(1, &|file| file.structs = one([false, true], Vec::new()))),
        ("open and exported", at(1, &|file| file.structs = one([true, true], fields(255, true)))),
        ("many fields", at(2, &|file| file.structs = one([true, false], fields(300, false)))),
        ("types as text", at(1, &|file| file.structs = one([false, false], typed.clone()))),
        (
            "one name often",
            at(1, &|file| {
                file.structs = one([true, false], vec![(true, "x".into(), "u8".into()); 3]);
                let again = file.structs.clone().into_iter().flatten();
                file.structs = Some(again.clone().chain(again).collect());
            }),
        ),
        ("trailing", at(1, &|file| file.trailing = b"SAILAR".to_vec())),
    ]
}
