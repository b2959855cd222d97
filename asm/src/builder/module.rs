//! Builds a module: its declarations, one after another.

use super::code::{Callee, Code, Registers, Stack};
use super::owner::{ModuleId, Owned};
use super::{Constant, Program, ProgramBuilder, Type};
use crate::Diagnostics;
use crate::formats;
use crate::isa::Isa;
use lzasm_grammar::ast::build::{declared_name, string_literal};
use std::fmt::Write;

/// A parameter: its name and type.
pub(super) type Param<'n> = (&'n str, Type);

/// Builds one module from code.
///
/// ```
/// use lzasm::{ModuleBuilder, Reg, Target, Type};
///
/// let mut m = ModuleBuilder::new("hello");
/// let println = m.import("std.io.print", "println", &[("text", Type::STRING)], None);
/// m.function("main", &[], None).loadk(Reg::R1, "hello, world").call(&println).ret();
/// let program = m.finish()?;
/// assert!(program.emit(Target::LAZER)?.starts_with(b"LZR"));
/// assert!(program.emit(Target::HYDRO)?.starts_with(b"hydro"));
/// # Ok::<(), lzasm::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct ModuleBuilder {
    id: ModuleId,
    name: String,
    text: String,
    /// The position for attributes of the open block: the end of its first line.
    head: usize,
    /// Whether a block is open that `.end` must close.
    is_open: bool,
    functions: u32,
}

impl ModuleBuilder {
    /// A module without declarations.
    pub fn new(name: &str) -> Self {
        let text = format!(".module {}\n", declared_name(name));
        let head = text.len() - 1;
        let name = name.to_owned();
        Self { id: ModuleId::fresh(), name, text, head, is_open: false, functions: 0 }
    }

    /// Sets the version of the module, which only some formats keep. Calls after the first declaration come too late
    /// and are reported by [`Self::finish`].
    pub fn version(&mut self, numbers: &[u32]) -> &mut Self {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let version = format!(" {}", numbers.join("."));
        if self.text.len() == self.head + 1 {
            self.attribute(&version);
        } else {
            self.declare(".error \"the version of a module is set before its first declaration\"");
        }
        self
    }

    /// Names a module that this one uses; importing a function does not need it.
    pub fn using(&mut self, module: &str) -> &mut Self {
        self.declare(&format!(".using {}", declared_name(module)));
        self
    }

    /// Declares a function of another module.
    pub fn import(&mut self, module: &str, name: &str, params: &[Param<'_>], result: Option<Type>) -> Callee {
        let signature = signature(params, result.as_ref());
        self.declare(&format!(".extern {}{signature} from {}", declared_name(name), declared_name(module)));
        self.callee(name, params.len())
    }

    /// Declares a function that is defined elsewhere, in a module that only linking or the host decides.
    pub fn prototype(&mut self, name: &str, params: &[Param<'_>], result: Option<Type>) -> Callee {
        self.declare(&format!(".extern {}{}", declared_name(name), signature(params, result.as_ref())));
        self.callee(name, params.len())
    }

    /// A function of this module that is defined later. It is an error if it never is.
    pub fn callee(&self, name: &str, arity: usize) -> Callee {
        Callee::new(name, u8::try_from(arity).ok(), self.id)
    }

    /// Declares an operator that is defined elsewhere. `token` is its punctuation, such as `+` or `[]`.
    pub fn operator_prototype(
        &mut self,
        token: &str,
        params: &[Param<'_>],
        result: Option<Type>,
    ) -> &mut Self {
        self.declare(&format!(".extern operator {token} {}", signature(params, result.as_ref())));
        self
    }

    /// Declares a function that the host provides: for each host, the name of the host and its code.
    pub fn intrinsic(
        &mut self,
        name: &str,
        params: &[Param<'_>],
        result: Option<Type>,
        hosts: &[(&str, &str)],
    ) -> Callee {
        self.declare(&format!(".intrinsic {}{}", declared_name(name), signature(params, result.as_ref())));
        for (host, code) in hosts {
            let _ = writeln!(self.text, "    {} {}", declared_name(host), string_literal(code));
        }
        self.text.push_str(".end\n");
        self.callee(name, params.len())
    }

    /// Declares a struct of another module.
    pub fn extern_struct(&mut self, name: &str) -> &mut Self {
        self.declare(&format!(".extern struct {}", declared_name(name)));
        self
    }

    /// Defines a named constant. The result refers to it in instructions of this module.
    pub fn constant(&mut self, name: &str, value: impl Into<Constant>) -> Constant {
        let value = value.into();
        if value.owner().allows(self.id, u32::MAX) {
            self.declare(&format!(".const {} = {value}", declared_name(name)));
        } else {
            self.declare(".error \"the constant names a function or constant of another module\"");
        }
        Constant::named(name, self.id)
    }

    /// Begins a struct.
    pub fn struct_(&mut self, name: &str) -> StructBuilder<'_> {
        self.begin(&format!(".struct {}", declared_name(name)));
        StructBuilder { module: self }
    }

    /// Begins a function of the register set.
    pub fn function(
        &mut self,
        name: &str,
        params: &[Param<'_>],
        result: Option<Type>,
    ) -> Code<'_, Registers> {
        self.code(&format!(".func {}{}", declared_name(name), signature(params, result.as_ref())));
        let callee = self.callee(name, params.len());
        let function = self.functions;
        Code::new(self, callee, function)
    }

    /// Begins a function of the stack set.
    pub fn stack_function(
        &mut self,
        name: &str,
        params: &[Param<'_>],
        result: Option<Type>,
    ) -> Code<'_, Stack> {
        let signature = signature(params, result.as_ref());
        self.code(&format!(".func {}{signature} isa={}", declared_name(name), formats::isa_name(Isa::Stack)));
        let callee = self.callee(name, params.len());
        let function = self.functions;
        Code::new(self, callee, function)
    }

    /// Begins an operator of the register set. `token` is its punctuation, such as `+` or `[]`.
    pub fn operator(
        &mut self,
        token: &str,
        params: &[Param<'_>],
        result: Option<Type>,
    ) -> Code<'_, Registers> {
        self.code(&format!(".operator {token} {}", signature(params, result.as_ref())));
        let callee = self.callee(token, params.len());
        let function = self.functions;
        Code::new(self, callee, function)
    }

    /// The module as a source of the assembly language, as far as it is built.
    pub fn source(&self) -> String {
        let end = if self.is_open { ".end\n" } else { "" };
        format!("{}{end}", self.text)
    }

    /// Checks the module and makes a program of it alone; [`ProgramBuilder`] joins several.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with its place in [`Self::source`].
    pub fn finish(self) -> Result<Program, Diagnostics> {
        ProgramBuilder::new().module(self).finish()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn id(&self) -> ModuleId {
        self.id
    }

    /// The text of the open block, to be continued.
    pub(super) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    /// Adds an attribute to the first line of the open block.
    pub(super) fn attribute(&mut self, attribute: &str) {
        self.text.insert_str(self.head, attribute);
        self.head += attribute.len();
    }

    /// Writes a line of the module's own, closing the block that is open.
    fn declare(&mut self, line: &str) {
        if std::mem::take(&mut self.is_open) {
            self.text.push_str(".end\n");
        }
        self.text.push_str(line);
        self.head = self.text.len();
        self.text.push('\n');
    }

    fn begin(&mut self, line: &str) {
        self.declare(line);
        self.is_open = true;
    }

    fn code(&mut self, line: &str) {
        self.begin(line);
        self.functions += 1;
    }
}

/// `(a: i32, b: string) -> bool`
fn signature(params: &[Param<'_>], result: Option<&Type>) -> String {
    let params: Vec<String> =
        params.iter().map(|(name, ty)| format!("{}: {ty}", declared_name(name))).collect();
    let result = result.map(|ty| format!(" -> {ty}")).unwrap_or_default();
    format!("({}){result}", params.join(", "))
}

/// The fields of a struct of a module.
#[derive(Debug)]
pub struct StructBuilder<'m> {
    module: &'m mut ModuleBuilder,
}

impl StructBuilder<'_> {
    /// Adds a field.
    pub fn field(&mut self, name: &str, ty: Type) -> &mut Self {
        let _ = writeln!(self.module.text, "    {}: {ty}", declared_name(name));
        self
    }

    /// Adds an exported field.
    pub fn exported_field(&mut self, name: &str, ty: Type) -> &mut Self {
        let _ = writeln!(self.module.text, "    {}: {ty} export", declared_name(name));
        self
    }

    /// Exports the struct.
    pub fn export(&mut self) -> &mut Self {
        self.attribute(" export")
    }

    /// Makes all fields visible to other modules.
    pub fn open(&mut self) -> &mut Self {
        self.attribute(" open")
    }

    /// Sets the size in bytes, where it cannot be computed from the fields.
    pub fn size(&mut self, bytes: u32) -> &mut Self {
        self.attribute(&format!(" size={bytes}"))
    }

    fn attribute(&mut self, text: &str) -> &mut Self {
        self.module.attribute(text);
        self
    }
}

/// A native module: the functions of a library.
#[derive(Clone, Debug)]
pub struct NativeBuilder {
    pub(super) text: String,
}

impl NativeBuilder {
    /// A native module without functions; `library` is the path of the library.
    pub fn new(name: &str, library: &str) -> Self {
        Self { text: format!(".native {} {}\n", declared_name(name), string_literal(library)) }
    }

    /// Adds a function by its name.
    pub fn function(mut self, name: &str) -> Self {
        let _ = writeln!(self.text, "    {}", declared_name(name));
        self
    }

    /// Adds a function with its parameters and result.
    pub fn typed_function(mut self, name: &str, params: &[Param<'_>], result: Option<Type>) -> Self {
        let _ = writeln!(self.text, "    {}{}", declared_name(name), signature(params, result.as_ref()));
        self
    }
}
