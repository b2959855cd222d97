//! The functions of a program by their names and those of their modules, for calls from one module to another.

use super::{Function, Program, Sym};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// An index of function definitions. It is made when the first of them is looked for: most programs have one module.
#[derive(Debug, Default)]
pub struct Foreign {
    places: OnceCell<FxHashMap<(Sym, Sym), Vec<Place>>>,
}

/// The index of a module and that of a function in it.
#[derive(Clone, Copy, Debug)]
enum Place {
    Native(u32, u32),
    Module(u32, u32),
}

impl Foreign {
    /// The functions of this name in the native modules and, if they have code, in the modules of a name, in order.
    pub fn find<'p>(
        &self,
        program: &'p Program,
        module: Sym,
        name: Sym,
    ) -> impl Iterator<Item = &'p Function> + use<'p, '_> {
        let places = self.places.get_or_init(|| places(program)).get(&(module, name));
        places.into_iter().flatten().map(|place| match *place {
            Place::Native(native, index) => &program.natives[native as usize].functions[index as usize],
            Place::Module(module, index) => &program.modules[module as usize].functions[index as usize],
        })
    }
}

fn places(program: &Program) -> FxHashMap<(Sym, Sym), Vec<Place>> {
    let mut places: FxHashMap<_, Vec<Place>> = FxHashMap::default();
    for (at, native) in program.natives.iter().enumerate() {
        for (index, function) in native.functions.iter().enumerate() {
            let place = Place::Native(at as u32, index as u32);
            places.entry((native.name, function.name)).or_default().push(place);
        }
    }
    for (at, module) in program.modules.iter().enumerate() {
        let Some(name) = module.name else { continue };
        let functions = module.functions.iter().enumerate();
        for (index, function) in functions.filter(|(_, function)| function.body.is_some()) {
            places.entry((name, function.name)).or_default().push(Place::Module(at as u32, index as u32));
        }
    }
    places
}
