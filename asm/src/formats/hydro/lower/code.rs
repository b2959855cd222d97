//! The instructions of a Hydro function.

use super::InModule;
use crate::bytes::{At, Origins};
use crate::formats::hydro::model::{self, Instr, Type};
use crate::formats::hydro::table::ROWS;
use crate::ir::{self, Body, Operand, Span};
use crate::isa::{OperandKind, Row};

impl InModule<'_, '_, '_> {
    /// The code of a function.
    pub(super) fn code(&mut self, body: &Body) -> Option<model::Body> {
        let mut code = Vec::with_capacity(body.instrs.len());
        let mut complete = true;
        for instr in &body.instrs {
            match self.instr(body, instr) {
                Some(instr) => code.push(instr),
                None => complete = false,
            }
        }
        let origins = if self.cx.options.places {
            body.instrs.iter().map(|instr| At(instr.position)).collect()
        } else {
            Vec::new()
        };
        complete.then_some(model::Body::Code { code, origins: Origins(origins) })
    }

    fn instr(&mut self, body: &Body, instr: &ir::Instr) -> Option<Instr> {
        // A faulty source may have a `.word` here, which has been reported.
        let row = ROWS.get(usize::from(instr.row))?;
        let operands = body.operands(instr);
        let operand = self.operand(body, row, operands, instr.position)?;
        Some(Instr::new(row.opcode, operand))
    }

    fn operand(
        &mut self,
        body: &Body,
        row: &Row,
        operands: &[Operand],
        position: u32,
    ) -> Option<model::Operand> {
        Some(match (row.operands(), operands) {
            ([], _) => model::Operand::None,
            ([OperandKind::Target, OperandKind::Target], [yes, no]) => {
                model::Operand::Targets(target(body, *yes)?, target(body, *no)?)
            }
            ([OperandKind::Target], [label]) => model::Operand::Target(target(body, *label)?),
            ([OperandKind::Count], [Operand::Int(count)]) => {
                model::Operand::Count(u16::try_from(*count).ok()?)
            }
            ([OperandKind::Places], [Operand::Int(places)]) => {
                model::Operand::Places(i16::try_from(*places).ok()?)
            }
            ([OperandKind::Member], [Operand::Member(name)]) => {
                model::Operand::Member(self.name(*name, self.line(position)).into())
            }
            ([OperandKind::Value], [operand]) => model::Operand::Value(self.pushed(*operand, position)?),
            ([OperandKind::Type], [Operand::Type(ty)]) => {
                model::Operand::Type(self.ty(*ty, self.line(position)))
            }
            ([OperandKind::ArrayType], [Operand::Type(ty)]) => {
                match self.array_type(*ty, self.line(position)) {
                    Type::Array(length, element) => model::Operand::Array(length, element),
                    _ => return None,
                }
            }
            _ => return None,
        })
    }

    fn pushed(&mut self, operand: Operand, position: u32) -> Option<model::Value> {
        let id = match operand {
            Operand::Value(id) => id,
            Operand::Const(index) => self.module.consts[index as usize].value,
            _ => return None,
        };
        self.value(id, self.line(position))
    }

    fn line(&self, position: u32) -> Span {
        self.cx.line_span(position)
    }
}

fn target(body: &Body, operand: Operand) -> Option<u32> {
    // The targets of the stack set are indices, wherever they are used.
    body.target(0, operand).map(|index| index as u32)
}
