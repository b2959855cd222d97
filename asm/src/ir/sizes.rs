//! Sizes of types: what a struct takes if nothing states its size.
//!
//! The size is the sum of the members in order, without padding. A reference counts 8, array or not; an array counts
//! its element as often as it has elements; a struct counts what it states, else its own sum.

use super::{Program, REFERENCE_SIZE, Struct, Sym, Type, TypeId};
use rustc_hash::FxHashMap;
use std::borrow::Borrow;

/// The sizes of a list of structs, each summed up once. The list may grow between two questions.
#[derive(Debug, Default)]
pub struct Sizes {
    names: FxHashMap<Sym, u32>,
    states: FxHashMap<u32, State>,
    every_module: bool,
}

/// Why the size of a struct is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSize {
    /// The type of this field has no size, or none that the source defines.
    Field(u32),
    /// This field holds the struct itself, at once or by way of others.
    Endless(u32),
    /// A struct that it holds has none.
    Within,
    /// 64 bits do not hold it.
    TooLarge,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Its members are being visited.
    Open,
    Known(u64),
    /// Kept, so that a chain of structs around one without a size is not walked again for each question.
    Failed(NoSize, Until),
}

/// The state of a struct's size.
#[derive(Clone, Copy, Debug)]
enum Until {
    /// Whatever else is read.
    Always,
    /// Until there is a struct of this name.
    Named(Sym),
    /// Until the type of this field of this struct is known.
    Typed(u32, u32),
}

/// Why a sum is not known yet or at all.
enum Missing {
    /// Depends on these structs.
    Structs(Vec<u32>),
    Failed(NoSize, Until),
}

impl Sizes {
    /// The size of each struct of a list, stated or summed up. Names mean structs of the list, whatever module
    /// qualifies them; of several with one name, the first counts.
    pub fn all<S: Borrow<Struct>>(program: &Program, structs: &[S]) -> Vec<Result<u64, NoSize>> {
        let mut sizes = Self { every_module: true, ..Self::default() };
        for (index, found) in structs.iter().enumerate() {
            sizes.add(found.borrow().name, index as u32);
        }
        (0..structs.len()).map(|index| sizes.size(program, structs, index as u32)).collect()
    }

    /// Makes a struct known; of several with one name, the first counts.
    pub fn add(&mut self, name: Sym, index: u32) {
        self.names.entry(name).or_insert(index);
    }

    /// The size of the struct of this name, stated or summed up.
    pub fn named(&mut self, program: &Program, structs: &[Struct], name: Sym) -> Option<u64> {
        let index = *self.names.get(&name)?;
        self.size(program, structs, index).ok()
    }

    /// Forgets what has no size: one of the structs has got a stated one.
    pub fn reconsider(&mut self) {
        self.states.retain(|_, state| matches!(state, State::Known(_)));
    }

    fn size<S: Borrow<Struct>>(
        &mut self,
        program: &Program,
        structs: &[S],
        index: u32,
    ) -> Result<u64, NoSize> {
        if let Some(size) = structs[index as usize].borrow().size {
            return Ok(size.value.into());
        }
        let mut stack = vec![index];
        while let Some(&top) = stack.last() {
            if let Some(State::Known(_) | State::Failed(..)) = self.state(structs, top) {
                stack.pop();
                continue;
            }
            self.states.insert(top, State::Open);
            let state = match self.sum(program, structs, top) {
                Ok(size) => State::Known(size),
                Err(Missing::Failed(why, until)) => State::Failed(why, until),
                Err(Missing::Structs(needed)) => {
                    stack.extend(needed);
                    continue;
                }
            };
            self.states.insert(top, state);
        }
        match self.states.get(&index) {
            Some(State::Known(size)) => Ok(*size),
            Some(State::Failed(why, _)) => Err(*why),
            _ => Err(NoSize::Within),
        }
    }

    /// What is known of a struct, unless it no longer holds.
    fn state<S: Borrow<Struct>>(&self, structs: &[S], index: u32) -> Option<State> {
        let state = *self.states.get(&index)?;
        let holds = match state {
            State::Failed(_, Until::Named(name)) => !self.names.contains_key(&name),
            State::Failed(_, Until::Typed(index, field)) => {
                structs[index as usize].borrow().fields[field as usize].ty == TypeId::PENDING
            }
            State::Failed(_, Until::Always) | State::Known(_) | State::Open => true,
        };
        holds.then_some(state)
    }

    fn sum<S: Borrow<Struct>>(&self, program: &Program, structs: &[S], index: u32) -> Result<u64, Missing> {
        let mut total = Some(0u64);
        let mut needed = Vec::new();
        for (at, field) in structs[index as usize].borrow().fields.iter().enumerate() {
            if field.ty == TypeId::PENDING {
                let at = at as u32;
                return Err(Missing::Failed(NoSize::Field(at), Until::Typed(index, at)));
            }
            match self.type_size(program, structs, field.ty, at as u32) {
                Ok(size) => total = total.and_then(|total| total.checked_add(size)),
                Err(Missing::Structs(more)) => needed.extend(more),
                Err(failed) => return Err(failed),
            }
        }
        if needed.is_empty() {
            total.ok_or(Missing::Failed(NoSize::TooLarge, Until::Always))
        } else {
            Err(Missing::Structs(needed))
        }
    }

    /// The size of the type of a field.
    fn type_size<S: Borrow<Struct>>(
        &self,
        program: &Program,
        structs: &[S],
        ty: TypeId,
        field: u32,
    ) -> Result<u64, Missing> {
        let unknown = |until| Missing::Failed(NoSize::Field(field), until);
        let mut factor = Some(1u64);
        let mut ty = program.types.get(ty);
        while let Type::Array(inner, _) | Type::Mut(inner) | Type::MutSuffix(inner) = ty {
            if let Type::Array(_, count) = ty {
                factor = factor.and_then(|factor| factor.checked_mul(count.into()));
            }
            ty = program.types.get(inner);
        }
        let size = match ty {
            Type::Ref(_) | Type::RefMut(_) => REFERENCE_SIZE,
            Type::Prim(prim, _) => prim.size().ok_or(unknown(Until::Always))?,
            Type::Named { module, name, .. } if module.is_none() || self.every_module => {
                match self.names.get(&name) {
                    Some(&index) => self.struct_size(structs, index, field)?,
                    None => return Err(unknown(Until::Named(name))),
                }
            }
            _ => return Err(unknown(Until::Always)),
        };
        factor
            .and_then(|factor| factor.checked_mul(size))
            .ok_or(Missing::Failed(NoSize::TooLarge, Until::Always))
    }

    fn struct_size<S: Borrow<Struct>>(&self, structs: &[S], index: u32, field: u32) -> Result<u64, Missing> {
        if let Some(size) = structs[index as usize].borrow().size {
            return Ok(size.value.into());
        }
        match self.state(structs, index) {
            Some(State::Known(size)) => Ok(size),
            Some(State::Failed(_, until)) => Err(Missing::Failed(NoSize::Within, until)),
            Some(State::Open) => Err(Missing::Failed(NoSize::Endless(field), Until::Always)),
            None => Err(Missing::Structs(vec![index])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Field, Prim, Span, Spanned};

    /// A program's structs: `x` is a field of one byte, a capital letter one of the struct of that name, with `&` a
    /// reference to it, with a digit an array of that length.
    fn sizes(structs: &[(&str, &[&str])]) -> (Vec<Result<u64, NoSize>>, Option<u64>) {
        let mut program = Program::default();
        let name = |text: &str| Sym(u32::from(text.as_bytes()[0]));
        let mut list = Vec::new();
        for (title, fields) in structs {
            let stated = title.get(1..).and_then(|size| size.parse().ok());
            let mut found = Struct {
                name: name(title),
                span: Span::default(),
                fields: Vec::new(),
                export: false,
                open: None,
                size: stated.map(|value| Spanned { value, span: Span::default() }),
                dup: false,
            };
            for text in *fields {
                let bare = match text.starts_with('x') {
                    true => Type::Prim(Prim::U8, name("x")),
                    false => Type::Named { module: None, name: name(text), quoted: false },
                };
                let mut ty = program.types.add(bare);
                match text.get(1..) {
                    Some("&") => ty = program.types.add(Type::Ref(ty)),
                    Some(count) if !count.is_empty() => {
                        ty = program.types.add(Type::Array(ty, count.parse().unwrap()))
                    }
                    _ => {}
                }
                found.fields.push(Field {
                    name: name(text),
                    span: Span::default(),
                    ty,
                    ty_span: Span::default(),
                    export: false,
                });
            }
            list.push(found);
        }
        let mut named = Sizes::default();
        for (index, found) in list.iter().enumerate() {
            named.add(found.name, index as u32);
        }
        let first = named.named(&program, &list, list[0].name);
        assert_eq!(named.named(&program, &list, list[0].name), first);
        (Sizes::all(&program, &list), first)
    }

    #[test]
    fn members_are_summed_whatever_their_order() {
        let (all, first) = sizes(&[
            ("A", &["B", "C3", "x"]),
            ("B", &["x", "x", "C"]),
            ("C", &["x", "A&", "D"]),
            ("D7", &["Z"]),
        ]);
        assert_eq!(all, [Ok(18 + 48 + 1), Ok(18), Ok(16), Ok(7)]);
        assert_eq!(first, Some(67));
        // `B` is asked for before `C`, which needs it.
        assert_eq!(sizes(&[("A", &["B", "C"]), ("B", &["x"]), ("C", &["B", "x"])]).1, Some(3));
        assert_eq!(sizes(&[("A", &["A&", "x9"])]).1, Some(17));
    }

    #[test]
    fn the_fault_is_reported_once_where_it_is() {
        let (all, first) = sizes(&[("A", &["x", "B"]), ("B", &["x", "Z"]), ("C", &["A"]), ("D", &["x"])]);
        assert_eq!(all, [Err(NoSize::Within), Err(NoSize::Field(1)), Err(NoSize::Within), Ok(1)]);
        assert_eq!(first, None);
    }

    #[test]
    fn circles_have_no_size() {
        let (all, _) = sizes(&[("A", &["B"]), ("B", &["x", "A"]), ("C", &["C"]), ("D", &["C&"])]);
        assert_eq!(all, [Err(NoSize::Within), Err(NoSize::Endless(1)), Err(NoSize::Endless(0)), Ok(8)]);
    }

    #[test]
    fn sums_beyond_64_bits_are_too_large() {
        let (all, _) = sizes(&[("A", &["B4294967295"]), ("B", &["C4294967295"]), ("C", &["x4294967295"])]);
        assert_eq!(all[0], Err(NoSize::TooLarge));
        assert_eq!(all[1], Ok(4_294_967_295 * 4_294_967_295));
    }

    #[test]
    fn long_chains_take_no_stack() {
        let mut program = Program::default();
        let mut list = Vec::new();
        for index in 0..50_000u32 {
            let ty = program.types.add(Type::Named { module: None, name: Sym(index + 1), quoted: false });
            let field =
                Field { name: Sym(0), span: Span::default(), ty, ty_span: Span::default(), export: false };
            let name = Sym(index);
            list.push(Struct {
                name,
                span: Span::default(),
                fields: vec![field; 2],
                export: false,
                open: None,
                size: None,
                dup: false,
            });
        }
        let all = Sizes::all(&program, &list);
        assert_eq!(all[0], Err(NoSize::Within));
        assert_eq!(all[49_999], Err(NoSize::Field(0)));
        list[49_999].fields[0].ty = program.types.add(Type::Prim(Prim::U8, Sym(0)));
        list[49_999].fields.truncate(1);
        let all = Sizes::all(&program, &list);
        assert_eq!(all[49_990], Ok(1 << 9));
        // Each struct is twice the next one.
        assert_eq!(
            (all[49_936], all[49_935], all[0]),
            (Ok(1 << 63), Err(NoSize::TooLarge), Err(NoSize::Within))
        );
    }
}
