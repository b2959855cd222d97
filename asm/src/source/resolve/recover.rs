//! Recovers from errors: gives pending slots a harmless value, so that lowering can find more errors.

use super::Resolver;
use crate::ir::{Function, IntType, Operand, Prim, Type, TypeId, Value, ValueId};
use crate::source::Context;

impl Resolver {
    /// Leaves nothing pending. Only called when the output will not be made.
    pub(super) fn recover(&mut self, cx: &mut Context) {
        let ty = self.program.types.add(Type::Prim(Prim::I32, cx.names.intern("i32")));
        let value = self.program.values.add(Value::Int(IntType::I32, 0), 0);
        for module in &mut self.program.modules {
            for field in module.structs.iter_mut().flat_map(|found| &mut found.fields) {
                recover_type(&mut field.ty, ty);
            }
            for found in module.consts.iter_mut().filter(|found| found.value == ValueId::PENDING) {
                found.value = value;
            }
            module.functions.iter_mut().for_each(|function| recover_function(function, ty, value));
        }
        for native in &mut self.program.natives {
            native.functions.iter_mut().for_each(|function| recover_function(function, ty, value));
        }
    }
}

fn recover_function(function: &mut Function, ty: TypeId, value: ValueId) {
    function.params.iter_mut().for_each(|param| recover_type(&mut param.ty, ty));
    if let Some(result) = &mut function.result {
        recover_type(&mut result.value, ty);
    }
    let Some(body) = &mut function.body else { return };
    for operand in &mut body.operands {
        if let Operand::Pending(_) = operand {
            *operand = Operand::Value(value);
        }
    }
    for label in body.labels.iter_mut().filter(|label| label.outer.is_none()) {
        label.target.get_or_insert(0);
    }
}

fn recover_type(ty: &mut TypeId, known: TypeId) {
    if *ty == TypeId::PENDING {
        *ty = known;
    }
}
