//! Programs: modules that were checked, and their emission to bytes.

use super::{ModuleBuilder, NativeBuilder};
use crate::front::{Assembled, is_error};
use crate::{Diagnostics, Lossy, Options, Target, assemble as assembly, ir};
use lzasm_grammar::names::Interner;
use lzasm_grammar::source::SourceMap;
use std::sync::Arc;

/// Joins modules, native modules and archives to one program.
///
/// ```
/// use lzasm::{ModuleBuilder, NativeBuilder, ProgramBuilder, Reg, Target};
///
/// let mut main = ModuleBuilder::new("main");
/// let area = main.import("geo", "area", &[], None);
/// main.function("main", &[], None).call(&area).ret();
/// let mut geo = ModuleBuilder::new("geo");
/// geo.function("area", &[], None).loadi(Reg::R0, 12).ret();
/// let libm = NativeBuilder::new("libm", "libm.so.6").function("sqrt");
///
/// let program = ProgramBuilder::new().module(main).module(geo).native(libm).finish()?;
/// let archive = program.emit(Target::LAZER)?;
/// # Ok::<(), lzasm::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ProgramBuilder {
    name: Option<String>,
    text: String,
}

impl ProgramBuilder {
    /// A program without modules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a module.
    pub fn module(mut self, module: ModuleBuilder) -> Self {
        self.name.get_or_insert_with(|| module.name().to_owned());
        self.text.push_str(&module.source());
        self
    }

    /// Adds a native module.
    pub fn native(mut self, native: NativeBuilder) -> Self {
        self.text.push_str(&native.text);
        self.text.push_str(".end\n");
        self
    }

    /// Adds an archive of everything that another builder holds.
    pub fn archive(mut self, content: Self) -> Self {
        self.text.push_str(".archive\n");
        self.text.push_str(&content.text);
        self.text.push_str(".end\n");
        self
    }

    /// The program as a source of the assembly language.
    pub fn source(&self) -> &str {
        &self.text
    }

    /// Checks the modules and what they name of each other.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with its place in [`Self::source`].
    pub fn finish(self) -> Result<Program, Diagnostics> {
        let name = format!("<{}>", self.name.as_deref().unwrap_or("program"));
        let read = assembly::read_program(name, self.text);
        let sources = Arc::new(read.sources);
        let found = Diagnostics::new(read.report, Arc::clone(&sources));
        if found.iter().any(is_error) {
            return Err(found);
        }
        Ok(Program { ir: read.program, names: read.names, sources, warnings: found })
    }
}

/// A program that was checked: it can be emitted in any format that can carry it.
#[derive(Clone, Debug)]
pub struct Program {
    ir: ir::Program,
    names: Interner,
    sources: Arc<SourceMap>,
    warnings: Diagnostics,
}

impl Program {
    /// The warnings about it.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The program as a source of the assembly language, which assembles to the same bytes.
    pub fn source(&self) -> &str {
        self.sources.files().first().map_or("", |file| &file.text)
    }

    /// The bytes in a format. Code of the other instruction set is translated. Nothing is left out: what the format
    /// cannot carry is an error; [`Self::emit_with`] can allow it.
    ///
    /// # Errors
    ///
    /// What the format cannot carry, its limits, and code that has no translation.
    pub fn emit(&self, target: Target) -> Result<Vec<u8>, Diagnostics> {
        let options = EmitOptions::new().lossy(Lossy::Deny);
        self.emit_with(target, &options).map(Assembled::into_bytes)
    }

    /// The file in a format, with options.
    ///
    /// # Errors
    ///
    /// As for [`Self::emit`].
    pub fn emit_with(&self, target: Target, options: &EmitOptions) -> Result<Assembled, Diagnostics> {
        let emitted = assembly::emit_program(
            (self.ir.clone(), self.names.clone(), (*self.sources).clone()),
            target.format(),
            &options.inner,
        );
        let found = Diagnostics::new(emitted.report, Arc::clone(&self.sources));
        match emitted.bytes {
            Some(bytes) => Ok(Assembled::new(bytes, Some(target), found, Vec::new())),
            None => Err(found),
        }
    }
}

/// Options for emitting a program.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EmitOptions {
    inner: Options,
}

impl EmitOptions {
    /// Leaves out what the format cannot carry, with a warning.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses what happens to constructs that the format cannot carry.
    pub fn lossy(mut self, lossy: Lossy) -> Self {
        self.inner.lossy = lossy;
        self
    }

    /// Adds the lines of [`Program::source`] to the line table.
    pub fn debug(mut self, yes: bool) -> Self {
        self.inner.debug = yes;
        self
    }
}
