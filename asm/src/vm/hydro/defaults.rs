//! The values that variables and elements start with.

use super::Fail;
use super::step::Run;
use super::types::{Kind, TypeId};
use super::value::{Array, Items, Layout, Value};
use crate::formats::hydro::model::Int;
use crate::vm::Cause;
use std::rc::Rc;

impl Run<'_> {
    /// The value that a variable of this type starts with.
    pub(super) fn default(&mut self, ty: TypeId) -> Result<Value, Fail> {
        self.prepare(ty)?;
        self.ready(ty)
    }

    /// The same, where all layouts in it have theirs. (Types are nested at most as deep as a file may nest them.)
    fn ready(&mut self, ty: TypeId) -> Result<Value, Fail> {
        Ok(match self.program.types.kind(ty) {
            Kind::Bool => Value::Bool(false),
            Kind::Int(int) => Value::int(int, 0),
            Kind::F32 => Value::F32(0.0),
            Kind::F64 => Value::F64(0.0),
            Kind::Array(length, element) => self.array(length.unwrap_or(0).into(), element)?,
            Kind::Layout(number) => match self.defaults.get(&number) {
                Some(value) => value.clone(),
                None => return Err(self.no_default(ty)),
            },
            Kind::Any | Kind::Function | Kind::Reference(_) => return Err(self.no_default(ty)),
        })
    }

    /// An array of this number of defaults.
    fn array(&mut self, length: u64, element: TypeId) -> Result<Value, Fail> {
        let items = match self.program.types.kind(element) {
            Kind::Int(Int::U8) => Items::Bytes(vec![0; self.affordable(length, 1)?]),
            Kind::Int(int) if int.bits() <= 64 => Items::Words(int, vec![0; self.affordable(length, 8)?]),
            _ if length == 0 => Items::Values(Vec::new()),
            _ => {
                let value = self.ready(element)?;
                Items::Values(vec![value; self.affordable(length, size_of::<Value>() as u64)?])
            }
        };
        Ok(Value::Array(Rc::new(Array::new(&self.meter, element, items)?)))
    }

    /// The length, if the memory is enough for that number of elements of this size.
    fn affordable(&mut self, length: u64, size: u64) -> Result<usize, Fail> {
        let bytes = length.saturating_mul(size);
        self.meter.check(bytes)?;
        self.fuel.burn(bytes / 256)?;
        // What can be taken can be numbered, unless the limit itself cannot.
        usize::try_from(length).map_err(|_| Cause::MemoryLimit(u64::MAX).into())
    }

    /// Makes the defaults of all layouts that the default of this type holds.
    fn prepare(&mut self, ty: TypeId) -> Result<(), Fail> {
        let Some(first) = self.missing(ty) else { return Ok(()) };
        let mut open = vec![(first, 0)];
        let mut is_open = rustc_hash::FxHashSet::from_iter([first.1]);
        while let Some((layout, member)) = open.pop() {
            self.fuel.burn(1)?;
            let info = self.program.types.layout(layout.1);
            if !info.is_defined {
                let name = self.program.layout_name(layout.1, "::");
                return Err(Cause::UnknownName { what: "layout", name }.into());
            }
            let Some(next) = info.members.get(member) else {
                self.make(layout)?;
                continue;
            };
            open.push((layout, member + 1));
            if let Some(missing) = self.missing(next.ty) {
                if !is_open.insert(missing.1) {
                    // It holds itself.
                    return Err(self.no_default(missing.0));
                }
                open.push((missing, 0));
            }
        }
        Ok(())
    }

    /// Makes the default of a layout.
    fn make(&mut self, (ty, number): (TypeId, u32)) -> Result<(), Fail> {
        let program = self.program;
        let members = program.types.layout(number).members.iter();
        let members = members.map(|member| self.ready(member.ty)).collect::<Result<_, _>>()?;
        let value = Value::Layout(Rc::new(Layout::new(&self.meter, number, ty, members)?));
        self.defaults.insert(number, value);
        Ok(())
    }

    /// The layout that the default of this type holds, with its type, if it was not made yet.
    fn missing(&self, mut ty: TypeId) -> Option<(TypeId, u32)> {
        loop {
            match self.program.types.kind(ty) {
                Kind::Array(Some(1..), element) => ty = element,
                Kind::Layout(number) => {
                    return (!self.defaults.contains_key(&number)).then_some((ty, number));
                }
                _ => return None,
            }
        }
    }

    #[cold]
    fn no_default(&self, ty: TypeId) -> Fail {
        Cause::NoDefault(self.program.types.text(ty)).into()
    }
}

/// A new array.
pub(super) fn elements(run: &mut Run<'_>, length: u64, element: TypeId) -> Result<Value, Fail> {
    if length > 0 {
        run.prepare(element)?;
    }
    run.array(length, element)
}
