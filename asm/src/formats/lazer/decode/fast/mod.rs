//! The fast mode of the reader, for links of gigabytes: where the modules of a file are, what they define and import,
//! and whether all is well. No model is made. Any fault silently ends the reading; [`super::super::walk`] and
//! [`verify()`](super::super::verify()) have the words.

#[cfg(test)]
mod tests;

use super::constants::Value;
use super::cursor::Cursor;
use super::shape::{self, Bytecode, Maker, Native};
use super::source::Source;
use crate::formats::lazer::verify::quick::Checker;
use crate::formats::lazer::walk::Part;

/// Shows where the parts of a file lie, from front to back, and returns the end of the last one. Only what that needs
/// is looked at: the parts may be wrong in other ways.
pub fn bounds(bytes: &[u8], mut visit: impl FnMut(Part<()>)) -> Option<usize> {
    let mut r = Inexact::new(bytes);
    shape::module(&mut r, &mut Nothing, &mut Vec::new(), &mut |_, part| visit(part)).ok()?;
    Some(r.offset())
}

type Inexact<'b> = Cursor<'b, false>;
type Exact<'b> = Cursor<'b, true>;

/// The maker that makes nothing.
struct Nothing;

impl<'b> Maker<'b, Inexact<'b>> for Nothing {
    type Module = ();
    type Constant = ();

    #[inline]
    fn constant(&mut self, _: Value<'b, Inexact<'b>, ()>, _: usize) {}

    fn native(&mut self, _: Native<'b, Inexact<'b>>) {}

    fn bytecode(&mut self, _: &Inexact<'b>, _: Bytecode<'b, Inexact<'b>, ()>) -> Result<(), ()> {
        Ok(())
    }
}

/// Something that a module defines or imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention<'b> {
    /// A function of the module, by name and number of arguments.
    Function(&'b str, u8),
    /// A function of a library.
    Native(&'b str),
    /// A function of another module: the module, the function, the number of arguments.
    Import(&'b str, &'b str, u8),
}

/// Reads modules one by one, in the same few buffers.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    checker: Option<Checker>,
}

impl Scanner {
    /// A scanner that verifies, or only reads.
    pub fn new(is_verifying: bool) -> Self {
        Self { checker: is_verifying.then(Checker::default) }
    }

    /// Reads the bytes of a module other than an archive, and returns its name if it has one; `None` if the bytes do
    /// not decode to such a module, or the verifier reports errors in it. Then what was shown before is void. Two
    /// functions of one name are not an error here.
    pub fn module<'b>(&mut self, bytes: &'b [u8], visit: impl FnMut(Mention<'b>)) -> Option<Option<&'b str>> {
        let mut r = Exact::new(bytes);
        let module_type = shape::header(&mut r).ok().filter(|&module_type| module_type != 0)?;
        let checker = self.checker.as_mut().map(Checker::begin);
        let mut names = Names { visit, checker, first: None };
        let found = shape::leaf(&mut r, &mut names, module_type).ok()?;
        r.is_at_end().then_some(found)
    }
}

/// The maker that only shows names, and has a module verified. A module becomes its name, if it has one.
struct Names<'s, 'b, V> {
    visit: V,
    checker: Option<&'s mut Checker>,
    /// The first atom of the pool: constant 0, if that is the module's name.
    first: Option<&'b str>,
}

impl<'b, V: FnMut(Mention<'b>)> Maker<'b, Exact<'b>> for Names<'_, 'b, V> {
    type Module = Option<&'b str>;
    type Constant = ();

    #[inline]
    fn constant(&mut self, value: Value<'b, Exact<'b>, ()>, depth: usize) {
        let is_in_pool = depth == 0;
        let mut is_callable = false;
        match value {
            Value::Atom(text) if is_in_pool => _ = self.first.get_or_insert(text),
            Value::Function { name, arity, entry, .. } => {
                is_callable = true;
                if is_in_pool {
                    (self.visit)(Mention::Function(name, arity));
                }
                if let Some(checker) = &mut self.checker {
                    checker.function(arity, entry, is_in_pool);
                }
            }
            Value::Import { module, function, arity } => {
                is_callable = true;
                (self.visit)(Mention::Import(module, function, arity));
            }
            _ => {}
        }
        if let Some(checker) = self.checker.as_mut().filter(|_| is_in_pool) {
            checker.constant(is_callable);
        }
    }

    fn native_function(&mut self, name: &'b str) {
        (self.visit)(Mention::Native(name));
    }

    fn native(&mut self, native: Native<'b, Exact<'b>>) -> Option<&'b str> {
        Some(native.name)
    }

    fn bytecode(
        &mut self,
        _: &Exact<'b>,
        bytecode: Bytecode<'b, Exact<'b>, ()>,
    ) -> Result<Option<&'b str>, ()> {
        let is_valid =
            self.checker.as_mut().is_none_or(|checker| checker.is_sound(bytecode.code.as_chunks().0));
        if is_valid { Ok(self.first.filter(|_| bytecode.named)) } else { Err(()) }
    }
}
