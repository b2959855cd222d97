//! The code of a function: labels, instructions, lines.

use super::ModuleBuilder;
use super::owner::{ModuleId, Owned, Owner};
use crate::formats::is_reserved;
use lzasm_grammar::ast::build::{string_literal, value_name};
use std::fmt::{self, Write};
use std::marker::PhantomData;

/// A function that instructions of one module can name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Callee {
    name: String,
    arity: Option<u8>,
    module: ModuleId,
}

impl Callee {
    pub(super) fn new(name: &str, arity: Option<u8>, module: ModuleId) -> Self {
        Self { name: name.to_owned(), arity, module }
    }
}

impl fmt::Display for Callee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&value_name(&self.name, is_reserved))?;
        self.arity.map_or(Ok(()), |arity| write!(f, "/{arity}"))
    }
}

impl Owned for Callee {
    fn owner(&self) -> Owner {
        Owner::Module(self.module)
    }
}

/// A place in the code of one function, made by [`Code::label`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    module: ModuleId,
    function: u32,
    number: u32,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "L{}", self.number)
    }
}

impl Owned for Label {
    fn owner(&self) -> Owner {
        Owner::Function(self.module, self.function)
    }
}

/// The flags of a call in the register set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallFlags {
    /// The call takes the place of its caller.
    Tail,
    /// All registers but `r0` are saved.
    Save,
    /// Both.
    TailSave,
}

impl fmt::Display for CallFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tail => "tail",
            Self::Save => "save",
            Self::TailSave => "tail, save",
        })
    }
}

/// The name of a member of a layout.
pub(super) struct Member<'n>(pub(super) &'n str);

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&value_name(self.0, is_reserved))
    }
}

/// Marks code of the register set.
#[derive(Clone, Copy, Debug)]
pub struct Registers;

/// Marks code of the stack set.
#[derive(Clone, Copy, Debug)]
pub struct Stack;

/// The code of a function in the register set.
pub type RegisterCode<'m> = Code<'m, Registers>;

/// The code of a function in the stack set.
pub type StackCode<'m> = Code<'m, Stack>;

/// The code of a function of a module, instruction by instruction. It ends when the module is used for something else.
///
/// Each instruction of the set is a method; a trailing `_` keeps a name apart from a keyword of Rust (`move_`). An
/// instruction with operands that may be left out has a second method that takes them all: `call`, `call_with`.
#[derive(Debug)]
pub struct Code<'m, S> {
    module: &'m mut ModuleBuilder,
    callee: Callee,
    function: u32,
    labels: u32,
    set: PhantomData<S>,
}

impl<'m, S> Code<'m, S> {
    pub(super) fn new(module: &'m mut ModuleBuilder, callee: Callee, function: u32) -> Self {
        Self { module, callee, function, labels: 0, set: PhantomData }
    }

    /// The function itself, for calls.
    pub fn callee(&self) -> Callee {
        self.callee.clone()
    }

    /// A label that is not placed yet.
    pub fn label(&mut self) -> Label {
        self.labels += 1;
        Label { module: self.module.id(), function: self.function, number: self.labels - 1 }
    }

    /// Puts a label before the next instruction.
    pub fn bind(&mut self, label: Label) -> &mut Self {
        if label.owner().allows(self.module.id(), self.function) {
            let _ = writeln!(self.module.text(), "{label}:");
        } else {
            self.foreign("label");
        }
        self
    }

    /// Notes where the next instruction comes from; formats with line tables keep it. A column of 0 means none.
    pub fn line(&mut self, file: &str, line: u32, column: u16) -> &mut Self {
        let file = string_literal(file);
        let _ = match column {
            0 => writeln!(self.module.text(), "    .loc {file} {line}"),
            _ => writeln!(self.module.text(), "    .loc {file} {line} {column}"),
        };
        self
    }

    /// Exports the function, in formats that distinguish.
    pub fn export(&mut self) -> &mut Self {
        self.attribute(" export")
    }

    /// Sets a symbol for the function other than the one that is formed from its name.
    pub fn symbol(&mut self, symbol: &str) -> &mut Self {
        self.attribute(&format!(" symbol={}", string_literal(symbol)))
    }

    fn attribute(&mut self, text: &str) -> &mut Self {
        self.module.attribute(text);
        self
    }

    /// Writes an instruction.
    pub(super) fn instruction(&mut self, mnemonic: &str, operands: &[&dyn Owned]) -> &mut Self {
        let id = self.module.id();
        if operands.iter().any(|operand| !operand.owner().allows(id, self.function)) {
            self.foreign(mnemonic);
            return self;
        }
        let text = self.module.text();
        let _ = write!(text, "    {mnemonic}");
        for (at, operand) in operands.iter().enumerate() {
            let _ = write!(text, "{}{operand}", if at == 0 { " " } else { ", " });
        }
        text.push('\n');
        self
    }

    /// Reports the handle of another module or function where it is used: written as it is, its name could mean
    /// something else here.
    fn foreign(&mut self, what: &str) {
        let message = format!("`{what}` names a label, function or constant of another module or function");
        let _ = writeln!(self.module.text(), "    .error {}", string_literal(&message));
    }
}

impl Code<'_, Registers> {
    /// Writes a raw word.
    pub fn word(&mut self, word: u32) -> &mut Self {
        self.instruction(".word", &[&word])
    }

    /// Sets how many registers the function uses, where that is not what its code shows.
    pub fn registers(&mut self, count: u8) -> &mut Self {
        self.attribute(&format!(" registers={count}"))
    }
}
