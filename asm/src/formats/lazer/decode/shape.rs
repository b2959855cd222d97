//! The shape of a file: which bytes follow which, from archives to code. It is written once, for every source of bytes
//! and for all that is made of them.

use super::constants::{Value, atom, atom_parts, constants};
use super::lines::{Lines, line_table};
use super::source::Source;
use crate::formats::lazer::model::{FLAG_LINES, FLAG_NAMED, MAGIC, MAX_DEPTH, VERSION};
use crate::formats::lazer::walk::Part;

/// Makes something of modules while they are read: of each constant, and at the end of the module.
pub(super) trait Maker<'b, S: Source<'b>> {
    /// What a module other than an archive becomes.
    type Module;
    /// What a constant becomes.
    type Constant;

    /// Makes something of a constant, in order; `depth` is the number of constants around it.
    fn constant(&mut self, value: Value<'b, S, Self::Constant>, depth: usize) -> Self::Constant;

    /// Looks at a function of a native module, before the module is made.
    fn native_function(&mut self, _name: &'b str) {}

    /// Makes something of a native module.
    fn native(&mut self, native: Native<'b, S>) -> Self::Module;

    /// Makes something of a bytecode module, which ends where the source is.
    fn bytecode(
        &mut self,
        source: &S,
        bytecode: Bytecode<'b, S, Self::Constant>,
    ) -> Result<Self::Module, S::Error>;
}

/// The parts of a native module.
pub(super) struct Native<'b, S: Source<'b>> {
    pub(super) name: &'b str,
    pub(super) library: &'b [u8],
    pub(super) functions: S::List<&'b str>,
}

/// The parts of a bytecode module.
pub(super) struct Bytecode<'b, S: Source<'b>, C> {
    pub(super) named: bool,
    pub(super) constants: S::List<C>,
    pub(super) lines: Option<Lines<'b, S>>,
    /// Four bytes for each word.
    pub(super) code: &'b [u8],
}

/// Reads a module of any type, and shows its parts from front to back, each with its number in every archive around it.
/// Archives nest at most 64 deep, so this may call itself.
pub(super) fn module<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    place: &mut Vec<usize>,
    visit: &mut impl FnMut(&[usize], Part<M::Module>),
) -> Result<(), S::Error> {
    if place.len() > MAX_DEPTH {
        return r.too_deep(MAX_DEPTH);
    }
    let start = r.offset();
    let module_type = header(r)?;
    if module_type != 0 {
        let module = leaf(r, maker, module_type)?;
        visit(place, Part::Module(module, start..r.offset()));
        return Ok(());
    }
    let count = r.u8("num_sections")?;
    visit(place, Part::Archive(count.into()));
    place.push(0);
    let mut index = 0;
    r.list("modules", count.into(), |r| {
        if let Some(last) = place.last_mut() {
            *last = index;
        }
        index += 1;
        module(r, maker, place, visit)
    })?;
    place.pop();
    Ok(())
}

/// Reads what every module begins with, and returns the module's type.
pub(super) fn header<'b, S: Source<'b>>(r: &mut S) -> Result<u8, S::Error> {
    r.magic(&MAGIC)?;
    let at = r.offset();
    let version = r.u8("version")?;
    if version != VERSION {
        return r.unexpected(at, "version", "version 0", version);
    }
    let at = r.offset();
    match r.u8("module_type")? {
        module_type @ 0..=2 => Ok(module_type),
        other => r.unexpected(at, "module_type", "0 (archive), 1 (native) or 2 (bytecode)", other),
    }
}

/// Reads a module other than an archive, behind its header.
pub(super) fn leaf<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    module_type: u8,
) -> Result<M::Module, S::Error> {
    match module_type {
        1 => native(r, maker),
        _ => bytecode(r, maker),
    }
}

fn native<'b, S: Source<'b>, M: Maker<'b, S>>(r: &mut S, maker: &mut M) -> Result<M::Module, S::Error> {
    let count = r.u8("num_sections")?;
    let name = atom(r, "module_name")?;
    let library = r.group("library_path", None, |r| {
        let length = r.u8("length")?;
        r.take("bytes", length.into())
    })?;
    let functions = r.list("functions", count.into(), |r| {
        let name = atom_parts(r)?;
        maker.native_function(name);
        Ok(name)
    })?;
    Ok(maker.native(Native { name, library, functions }))
}

fn bytecode<'b, S: Source<'b>, M: Maker<'b, S>>(r: &mut S, maker: &mut M) -> Result<M::Module, S::Error> {
    let at = r.offset();
    let flags = r.u8("flags")?;
    if flags & !(FLAG_LINES | FLAG_NAMED) != 0 {
        return r.unexpected(at, "flags", "bits 2 to 7 clear", format!("{flags:#04x}"));
    }
    let named = flags & FLAG_NAMED != 0;
    let constants = constants(r, maker, named)?;
    let lines = match flags & FLAG_LINES {
        0 => None,
        _ => Some(r.group("line_table", None, line_table)?),
    };
    let size = r.le32("bytecode_size")?;
    if let Some(lines) = lines.as_ref().filter(|_| !r.is_over()) {
        lines.check_last_row(r, size)?;
    }
    let code = code(r, size)?;
    maker.bytecode(r, Bytecode { named, constants, lines, code })
}

/// Reads the words that are there, and then those that are missing: a damaged file shows the former.
fn code<'b, S: Source<'b>>(r: &mut S, size: u32) -> Result<&'b [u8], S::Error> {
    let whole = (r.rest().len() / 4).min(size as usize);
    let words = r.take("code", 4 * whole as u64)?;
    if whole < size as usize {
        r.group("code", Some(whole), |r| r.take("", 4 * (u64::from(size) - whole as u64)))?;
    }
    Ok(words)
}
