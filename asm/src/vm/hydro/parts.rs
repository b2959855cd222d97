//! Arrays, layouts and variables: their parts are read and written, new ones are made, values are cast.

use super::cast::{self, Cast};
use super::defaults::elements;
use super::step::Run;
use super::types::{NameId, Names, TypeId};
use super::value::{Array, Layout, Value, Variable};
use super::{Fail, text};
use crate::formats::hydro::model::Int;
use crate::vm::Cause;
use std::rc::Rc;

impl Run<'_> {
    /// The variable that a reference names, if there is one.
    pub(super) fn variable_of(&self, variable: Variable) -> Option<&Value> {
        match self.slot(variable) {
            Some(slot) => self.variables.get(self.at.variables? + slot)?.as_ref(),
            None => self.foreign.get(&(self.frames.len(), variable.name.0)),
        }
    }

    /// The slot of a variable in this function, if its name is known here.
    #[inline(always)]
    fn slot(&self, variable: Variable) -> Option<usize> {
        if variable.function == self.at.function {
            return Some(variable.slot as usize);
        }
        let function = &self.program.functions[self.at.function as usize];
        function.slots.get(&variable.name).map(|&slot| slot as usize)
    }

    fn no_variable(&self, variable: Variable) -> Fail {
        let name = self.program.names.text(variable.name).to_owned();
        Cause::UnknownName { what: "variable", name }.into()
    }

    /// Replaces a reference by its value.
    pub(super) fn load(&mut self) -> Result<(), Fail> {
        let top = self.need(1)?;
        let Value::Variable(variable) = self.stack[top - 1] else { return Ok(()) };
        match self.variable_of(variable) {
            // Written in place, for the sake of what reads it next.
            Some(&Value::Int(int, bits)) => self.stack[top - 1] = Value::Int(int, bits),
            Some(value) => self.stack[top - 1] = value.clone(),
            None => return Err(self.no_variable(variable)),
        }
        Ok(())
    }

    /// Pops a value and stores it in the variable of the reference below.
    pub(super) fn store(&mut self) -> Result<(), Fail> {
        let top = self.need(2)?;
        let Value::Variable(variable) = self.stack[top - 2] else {
            return self.unfit("a reference", &self.stack[top - 2]);
        };
        let place = match (self.slot(variable), self.at.variables) {
            (Some(slot), Some(start)) => self.variables.get_mut(start + slot).and_then(Option::as_mut),
            (Some(_), None) => None,
            (None, _) => self.foreign.get_mut(&(self.frames.len(), variable.name.0)),
        };
        match (place, self.stack.pop()) {
            (Some(place), Some(value)) => *place = value,
            _ => return Err(self.no_variable(variable)),
        }
        Ok(())
    }

    /// Makes the variable of the reference on top.
    pub(super) fn new_variable(&mut self, ty: TypeId) -> Result<(), Fail> {
        let top = self.need(1)?;
        let Value::Variable(variable) = self.stack[top - 1] else {
            return self.unfit("a reference to a variable to be made", &self.stack[top - 1]);
        };
        if self.variable_of(variable).is_some() {
            return Err(Cause::VariableExists(self.program.names.text(variable.name).to_owned()).into());
        }
        let value = self.default(ty)?;
        match self.slot(variable) {
            Some(slot) => {
                let start = self.make_variables()?;
                self.variables[start + slot] = Some(value);
            }
            None => {
                self.meter.take(2 * size_of::<(usize, u32, Value)>() as u64)?;
                self.at.has_foreign = true;
                self.foreign.insert((self.frames.len(), variable.name.0), value);
            }
        }
        Ok(())
    }

    /// The start of the variables of this call. Makes room for them if it has none yet.
    fn make_variables(&mut self) -> Result<usize, Fail> {
        if let Some(start) = self.at.variables {
            return Ok(start);
        }
        let start = self.variables.len();
        let count = self.program.functions[self.at.function as usize].variables.len();
        self.fuel.burn(count as u64 / 64)?;
        let needed = start + count;
        if needed > self.variables.capacity() {
            let more = needed.max(2 * self.variables.capacity()) - self.variables.capacity();
            self.meter.take((more * size_of::<Option<Value>>()) as u64)?;
            self.variables.reserve_exact(more + self.variables.capacity() - start);
        }
        self.variables.resize(needed, None);
        self.at.variables = Some(start);
        Ok(start)
    }

    /// The element that an index on the stack names, if there is one.
    fn index(&self, index: &Value, length: usize) -> Result<usize, Fail> {
        let Some((int, bits)) = index.as_int() else { return self.unfit("an integer as index", index) };
        // Negative ones are far beyond any length.
        match usize::try_from(bits) {
            Ok(at) if at < length => Ok(at),
            _ => {
                let index = crate::formats::hydro::model::Integer::new(int, bits).to_string();
                Err(Cause::NoElement { index, length: length as u64 }.into())
            }
        }
    }

    /// Replaces the index on top by the element of the array below.
    #[inline(always)]
    pub(super) fn get_index(&mut self) -> Result<(), Fail> {
        let top = self.need(2)?;
        let Value::Array(array) = &self.stack[top - 2] else {
            return self.unfit("an array", &self.stack[top - 2]);
        };
        let at = self.index(&self.stack[top - 1], array.items.len())?;
        self.stack[top - 1] = array.items.get(at);
        Ok(())
    }

    /// Pops a value and an index, and puts the value into the array below.
    pub(super) fn set_index(&mut self) -> Result<(), Fail> {
        let top = self.need(3)?;
        let Value::Array(array) = &self.stack[top - 3] else {
            return self.unfit("an array", &self.stack[top - 3]);
        };
        let at = self.index(&self.stack[top - 2], array.items.len())?;
        if !self.fits(array.element, &self.stack[top - 1]) {
            let expected = format!("an element of type `{}`", self.program.types.text(array.element));
            return self.unfit(&expected, &self.stack[top - 1]);
        }
        let value = self.stack.pop();
        self.stack.truncate(top - 2);
        if let (Some(value), Some(Value::Array(array))) = (value, self.stack.last_mut()) {
            if Rc::get_mut(array).is_none() {
                self.fuel.burn(array.items.bytes() / 64)?;
                *array = Rc::new(Array::copy(array, &self.meter)?);
            }
            if let Some(array) = Rc::get_mut(array) {
                array.items.set(at, value);
            }
        }
        Ok(())
    }

    /// Pushes a member of the layout on top, or the length of an array.
    pub(super) fn get_member(&mut self, name: NameId) -> Result<(), Fail> {
        let top = self.need(1)?;
        let value = match &self.stack[top - 1] {
            Value::Layout(layout) => layout.members[self.member(layout, name)?].clone(),
            Value::Array(array) if name == Names::LENGTH => Value::Int(Int::U64, array.items.len() as u64),
            other => return self.no_member(name, other),
        };
        self.push(value)
    }

    /// Pops a value and puts it into a member of the layout below.
    pub(super) fn set_member(&mut self, name: NameId) -> Result<(), Fail> {
        let top = self.need(2)?;
        let Value::Layout(layout) = &self.stack[top - 2] else {
            return self.no_member(name, &self.stack[top - 2]);
        };
        let at = self.member(layout, name)?;
        let ty = self.program.types.layout(layout.layout).members[at].ty;
        if !self.fits(ty, &self.stack[top - 1]) {
            let name = self.program.names.text(name);
            let expected = format!("a value of type `{}` for `{name}`", self.program.types.text(ty));
            return self.unfit(&expected, &self.stack[top - 1]);
        }
        if let (Some(value), Some(Value::Layout(layout))) = (self.stack.pop(), self.stack.last_mut()) {
            if Rc::get_mut(layout).is_none() {
                self.fuel.burn(layout.members.len() as u64 / 8)?;
                *layout = Rc::new(Layout::copy(layout, &self.meter)?);
            }
            if let Some(layout) = Rc::get_mut(layout) {
                layout.members[at] = value;
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn member(&self, layout: &Layout, name: NameId) -> Result<usize, Fail> {
        let found = self.program.types.layout(layout.layout).find(name);
        found.ok_or_else(|| {
            let layout = self.program.layout_name(layout.layout, "::");
            let name = format!("{}` of `{layout}", self.program.names.text(name));
            Cause::UnknownName { what: "member", name }.into()
        })
    }

    #[cold]
    fn no_member(&self, name: NameId, value: &Value) -> Result<(), Fail> {
        let name = self.program.names.text(name);
        self.unfit(&format!("a layout with a member `{name}`"), value)
    }

    /// Pushes a new array.
    pub(super) fn new_array(&mut self, length: u64, element: TypeId) -> Result<(), Fail> {
        let array = elements(self, length, element)?;
        self.push(array)
    }

    /// Pops a length and pushes a new array of it.
    pub(super) fn new_array_popped(&mut self, element: TypeId) -> Result<(), Fail> {
        let top = self.need(1)?;
        let length = match self.stack[top - 1].as_int() {
            Some((int, bits)) if !int.is_signed() || bits <= i128::MAX as u128 => bits,
            _ => return self.unfit("a length", &self.stack[top - 1]),
        };
        let array = elements(self, u64::try_from(length).unwrap_or(u64::MAX), element)?;
        self.stack[top - 1] = array;
        Ok(())
    }

    /// Replaces the top value by one of another type.
    pub(super) fn cast(&mut self, to: TypeId) -> Result<(), Fail> {
        let top = self.need(1)?;
        if let Some(value) = self.converted(&self.stack[top - 1].clone(), to)? {
            self.stack[top - 1] = value;
        }
        Ok(())
    }

    /// A value as another type; `None` if it is of that type.
    fn converted(&mut self, value: &Value, to: TypeId) -> Result<Option<Value>, Fail> {
        if self.fits(to, value) {
            return Ok(None);
        }
        if cast::is_text(to) {
            let text = self.text(value)?;
            return Value::string(&self.meter, text).map(Some);
        }
        let types = &self.program.types;
        match cast::number(value, types.kind(to)) {
            Cast::To(value) => Ok(Some(value)),
            Cast::Range => {
                let (value, to) = (self.shown(value), types.text(to));
                Err(Cause::CastRange { value, to }.into())
            }
            Cast::No => self.unfit(&format!("a value that can become `{}`", types.text(to)), value),
        }
    }

    /// The text of a value, which is counted as memory from the first piece on.
    pub(super) fn text(&mut self, value: &Value) -> Result<Vec<u8>, Fail> {
        let mut bytes = Vec::new();
        let meter = Rc::clone(&self.meter);
        text::write(self.program, value, &mut self.fuel, &mut |piece| {
            meter.check((bytes.len() + piece.len()) as u64)?;
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}
