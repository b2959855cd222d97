//! The shape of constants: tags and what follows each.

use super::shape::Maker;
use super::source::Source;
use crate::formats::lazer::model::{Class, KINDS, MAX_DEPTH, TAG_BINARY, TAG_LIST, TAG_MAP, TAG_TUPLE};

/// A constant as its bytes say it. `C` is what the maker has made of the constants in it.
pub(super) enum Value<'b, S: Source<'b>, C> {
    U8(u8),
    I16(i16),
    I32(i32),
    F32(u32),
    F64(u64),
    I64(i64),
    U64(u64),
    Atom(&'b str),
    List(Class, S::List<C>),
    Tuple(Class, S::List<C>),
    Map(Class, S::List<Pair<C>>),
    Binary(Class, &'b [u8]),
    Function { name: &'b str, arity: u8, registers: u8, entry: u32 },
    Import { module: &'b str, function: &'b str, arity: u8 },
}

/// A key of a map and its value.
type Pair<C> = (C, C);

/// The tag of an atom.
const TAG_ATOM: u8 = 7;

/// Reads the pool of a module.
pub(super) fn constants<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    named: bool,
) -> Result<S::List<M::Constant>, S::Error> {
    let count = r.le16("num_constants")?;
    let start = r.offset();
    let tag = r.rest().first().copied();
    // The tag of constant 0, once that is read: in a damaged file it may be cut short.
    let mut first = None;
    let constants = r.list("constants", count.into(), |r| {
        let constant = constant(r, maker, 0)?;
        first = tag;
        Ok(constant)
    })?;
    if named && first != Some(TAG_ATOM) {
        let field = if first.is_some() { "constants[0]" } else { "num_constants" };
        let found = first.map_or("no constants", |tag| KINDS[usize::from(tag)]);
        return r.unexpected(start, field, "an atom, the module's name, as constant 0", found);
    }
    Ok(constants)
}

/// Reads a constant; they nest at most 64 deep, so this may call itself.
fn constant<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    depth: usize,
) -> Result<M::Constant, S::Error> {
    if depth > MAX_DEPTH {
        return r.too_deep(MAX_DEPTH);
    }
    let at = r.offset();
    let tag = r.u8("tag")?;
    let class = |first: u8| Class::ALL[usize::from(tag - first)];
    let value = match tag {
        0 => Value::U8(r.u8("value")?),
        1 => Value::I16(r.le16("value")?.cast_signed()),
        2 => Value::I32(r.le32("value")?.cast_signed()),
        3 => Value::F32(r.le32("value")?),
        4 => Value::F64(r.le64("value")?),
        5 => Value::I64(r.le64("value")?.cast_signed()),
        6 => Value::U64(r.le64("value")?),
        TAG_ATOM => Value::Atom(atom_parts(r)?),
        8..=10 => Value::List(class(TAG_LIST), elements(r, maker, class(TAG_LIST), depth)?),
        11..=13 => Value::Tuple(class(TAG_TUPLE), elements(r, maker, class(TAG_TUPLE), depth)?),
        14..=16 => Value::Map(class(TAG_MAP), pairs(r, maker, class(TAG_MAP), depth)?),
        17..=19 => {
            let length = count(r, "length", class(TAG_BINARY))?;
            Value::Binary(class(TAG_BINARY), r.take("bytes", length.into())?)
        }
        20 => Value::Function {
            name: atom(r, "name")?,
            arity: r.u8("arity")?,
            registers: r.u8("registers")?,
            entry: r.le32("entry")?,
        },
        21 => Value::Import {
            module: atom(r, "module")?,
            function: atom(r, "function")?,
            arity: r.u8("arity")?,
        },
        other => return r.unexpected(at, "tag", "a tag from 0 to 21", other),
    };
    Ok(maker.constant(value, depth))
}

fn elements<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    class: Class,
    depth: usize,
) -> Result<S::List<M::Constant>, S::Error> {
    let count = count(r, "count", class)?;
    r.list("elements", count as usize, |r| constant(r, maker, depth + 1))
}

fn pairs<'b, S: Source<'b>, M: Maker<'b, S>>(
    r: &mut S,
    maker: &mut M,
    class: Class,
    depth: usize,
) -> Result<S::List<Pair<M::Constant>>, S::Error> {
    let count = count(r, "count", class)?;
    r.list("pairs", count as usize, |r| {
        let key = r.group("key", None, |r| constant(r, maker, depth + 1))?;
        let value = r.group("value", None, |r| constant(r, maker, depth + 1))?;
        Ok((key, value))
    })
}

fn count<'b, S: Source<'b>>(r: &mut S, field: &'static str, class: Class) -> Result<u32, S::Error> {
    match class {
        Class::Bits8 => r.u8(field).map(u32::from),
        Class::Bits16 => r.le16(field).map(u32::from),
        Class::Bits32 => r.le32(field),
    }
}

pub(super) fn atom<'b, S: Source<'b>>(r: &mut S, field: &'static str) -> Result<&'b str, S::Error> {
    r.group(field, None, atom_parts)
}

pub(super) fn atom_parts<'b, S: Source<'b>>(r: &mut S) -> Result<&'b str, S::Error> {
    let at = r.offset();
    let length = r.u8("length")?;
    let text = r.text("text", length.into())?;
    // The text is empty too where a damaged file is over.
    if length == 0 || r.is_over() {
        return r.unexpected(at, "length", "1 to 255 bytes", length);
    }
    Ok(text)
}
