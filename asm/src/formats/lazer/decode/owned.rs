//! The maker of models, which own what they hold.

use super::constants::Value;
use super::lines::Lines;
use super::shape::{self, Maker};
use crate::bytes::{At, DecodeError, Origins, Reader};
use crate::formats::lazer::model::{Atom, Bytecode, Constant, Function, LineTable, Module, Native};

/// Makes models.
pub(super) struct Owned;

impl<'b> Maker<'b, Reader<'b>> for Owned {
    type Module = Module;
    type Constant = Constant;

    #[inline]
    fn constant(&mut self, value: Value<'b, Reader<'b>, Constant>, _: usize) -> Constant {
        match value {
            Value::U8(value) => Constant::U8(value),
            Value::I16(value) => Constant::I16(value),
            Value::I32(value) => Constant::I32(value),
            Value::F32(value) => Constant::F32(value),
            Value::F64(value) => Constant::F64(value),
            Value::I64(value) => Constant::I64(value),
            Value::U64(value) => Constant::U64(value),
            Value::Atom(text) => Constant::Atom(Atom::read(text)),
            Value::List(class, elements) => Constant::List(class, elements),
            Value::Tuple(class, elements) => Constant::Tuple(class, elements),
            Value::Map(class, pairs) => Constant::Map(class, pairs),
            Value::Binary(class, bytes) => Constant::Binary(class, bytes.to_vec()),
            Value::Function { name, arity, registers, entry } => {
                Constant::Function(Function { name: Atom::read(name), arity, registers, entry })
            }
            Value::Import { module, function, arity } => {
                Constant::import(Atom::read(module), Atom::read(function), arity)
            }
        }
    }

    fn native(&mut self, native: shape::Native<'b, Reader<'b>>) -> Module {
        Module::Native(Native {
            name: Atom::read(native.name),
            library: native.library.to_vec(),
            functions: native.functions.into_iter().map(Atom::read).collect(),
            function_origins: Origins::default(),
            origin: At::default(),
        })
    }

    fn bytecode(
        &mut self,
        r: &Reader<'b>,
        bytecode: shape::Bytecode<'b, Reader<'b>, Constant>,
    ) -> Result<Module, DecodeError> {
        let shape::Bytecode { named, constants, lines, code: bytes } = bytecode;
        let words = bytes.as_chunks().0;
        let mut code = Vec::new();
        r.make_room(&mut code, words.len())?;
        code.extend(words.iter().map(|&word| u32::from_le_bytes(word)));
        let mut lines = lines.map(table);
        // A file that is cut short may have rows of words that are not there.
        if let Some(table) = lines.as_mut().filter(|_| r.is_over()) {
            table.rows.retain(|row| (row.word as usize) < code.len());
        }
        Ok(Module::Bytecode(Bytecode { named, constants, lines, code, ..Bytecode::default() }))
    }
}

fn table<'b>(lines: Lines<'b, Reader<'b>>) -> LineTable {
    LineTable { files: lines.files.into_iter().map(str::to_owned).collect(), rows: lines.rows }
}
