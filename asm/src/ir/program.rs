//! Programs, modules and what they declare.

use super::{Body, Interner, LabelId, Span, Sym, TypeId, TypePool, UserOp, ValueId, ValuePool};
use crate::isa::Isa;

/// All that a source says.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Types.
    pub types: TypePool,
    /// Values and function references.
    pub values: ValuePool,
    /// Top-level modules, native modules and archives, in source order.
    pub units: Vec<Unit>,
    /// All modules, those in archives too.
    pub modules: Vec<Module>,
    /// All native modules, those in archives too.
    pub natives: Vec<Native>,
    /// The instructions that `.op` defined.
    pub user_ops: Vec<UserOp>,
    /// The settings of `.format`.
    pub format: FormatSettings,
    /// `.optional`: the count and bytes of optional header fields.
    pub optional: Option<Spanned<(u32, Vec<u8>)>>,
    /// `.trailing`: bytes after the end.
    pub trailing: Option<Spanned<Vec<u8>>>,
}

/// A value with its place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value.
    pub span: Span,
}

/// The settings of `.format`.
#[derive(Clone, Debug, Default)]
pub struct FormatSettings {
    /// The version: the numbers of `1.300`, one or two of them.
    pub version: Option<Spanned<(u32, Option<u32>)>>,
    /// The settings that only some formats have: the key of each with its number, which is 0 for a word.
    pub settings: Vec<(&'static str, Spanned<u8>)>,
}

impl FormatSettings {
    /// The setting of this key.
    pub fn setting(&self, key: &str) -> Option<Spanned<u8>> {
        self.settings.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }

    /// States a setting; a later `.format` replaces what an earlier one says.
    pub(crate) fn set(&mut self, key: &'static str, value: Spanned<u8>) {
        self.settings.retain(|(known, _)| *known != key);
        self.settings.push((key, value));
    }
}

/// A top-level thing.
#[derive(Clone, Debug)]
pub enum Unit {
    /// A module: its index in `Program::modules`.
    Module(u32),
    /// A native module: its index in `Program::natives`.
    Native(u32),
    /// An archive.
    Archive(Archive),
}

/// `.archive … .end`. At most 65 enclose each other: what reads a program may descend into them.
#[derive(Clone, Debug)]
pub struct Archive {
    /// Its contents.
    pub units: Vec<Unit>,
    /// Its first line.
    pub span: Span,
}

/// `.native … .end`
#[derive(Clone, Debug)]
pub struct Native {
    /// The module's name.
    pub name: Sym,
    /// The place of its name.
    pub span: Span,
    /// The path of the library.
    pub library: Spanned<Vec<u8>>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name; `None` for a `.module` without one.
    pub name: Option<Sym>,
    /// The place of its name or of its `.module`; of the first item if the file has no `.module`.
    pub span: Span,
    /// Its version numbers.
    pub version: Vec<Spanned<u64>>,
    /// The modules it uses.
    pub usings: Vec<Spanned<Sym>>,
    /// Its declarations, in source order.
    pub items: Vec<Item>,
    /// Structs.
    pub structs: Vec<Struct>,
    /// Named constants.
    pub consts: Vec<Const>,
    /// Functions, operators, intrinsics, prototypes and `.code` blocks.
    pub functions: Vec<Function>,
    /// The names of structs that `.extern struct` declares.
    pub foreign_structs: Vec<Spanned<Sym>>,
    /// `.lines`: files of the line table, in order; there is a table even if it names none.
    pub line_files: Option<Vec<Spanned<Sym>>>,
    /// `.sections`
    pub sections: Option<Spanned<Vec<SectionPart>>>,
}

impl Module {
    /// A module that declares nothing.
    pub fn new(name: Option<Sym>, span: Span) -> Self {
        Self {
            name,
            span,
            version: Vec::new(),
            usings: Vec::new(),
            items: Vec::new(),
            structs: Vec::new(),
            consts: Vec::new(),
            functions: Vec::new(),
            foreign_structs: Vec::new(),
            line_files: None,
            sections: None,
        }
    }
}

/// An item of a module: an index into the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// In `structs`.
    Struct(u32),
    /// In `consts`.
    Const(u32),
    /// In `functions`.
    Function(u32),
}

/// A part of a `.sections`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionPart {
    /// A section, in its place.
    Section(Section),
    /// Bytes between sections.
    Gap(Vec<u8>),
    /// An empty section with its offset.
    Empty(Section, u32),
}

/// A section of a module that has sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// `usings`
    Usings,
    /// `layouts`
    Layouts,
    /// `functions`
    Functions,
}

/// `.struct … .end`
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its name.
    pub name: Sym,
    /// The place of its name.
    pub span: Span,
    /// Its fields.
    pub fields: Vec<Field>,
    /// `export`
    pub export: bool,
    /// `open`
    pub open: Option<Span>,
    /// `size=`
    pub size: Option<Spanned<u32>>,
    /// `dup`
    pub dup: bool,
}

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: Sym,
    /// The place of its name.
    pub span: Span,
    /// Its type.
    pub ty: TypeId,
    /// The place of its type.
    pub ty_span: Span,
    /// `export`
    pub export: bool,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: Sym,
    /// The place of its name.
    pub span: Span,
    /// Its type.
    pub ty: TypeId,
    /// The place of its type.
    pub ty_span: Span,
}

/// `.const` or `.pool`.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: Sym,
    /// The place of its name.
    pub span: Span,
    /// Its value.
    pub value: ValueId,
    /// The place of its value.
    pub value_span: Span,
    /// Whether it is a `.pool` entry, which is never shared.
    pub pool: bool,
    /// The further settings of a `.pool` entry of a function.
    pub entry: PoolFunction,
    /// `dup`
    pub dup: bool,
}

/// `registers=` and `at=` of a function in the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolFunction {
    /// `registers=`
    pub registers: Option<u8>,
    /// `at=`
    pub at: Option<Entry>,
}

/// The start of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// At this word of the module.
    Word(u32),
    /// At a label of a `.code` block: the index in `functions`, and its label.
    Label(u32, LabelId),
}

/// The kind of a [`Function`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// Has a body here.
    Defined,
    /// `.extern`: its body is elsewhere. `signature` is false for `.extern NAME`.
    Prototype {
        /// The module after `from`.
        from: Option<Spanned<Sym>>,
        /// Whether parameters are written.
        signature: bool,
    },
    /// `.intrinsic`: each target's name with its code.
    Intrinsic(Vec<(Sym, Sym, Span)>),
    /// A line of a `.native`; false without a list of parameters.
    Native {
        /// Whether parameters are written.
        signature: bool,
    },
    /// `.code`: words without a function.
    Code,
}

/// A function or whatever has a signature or code.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its kind.
    pub kind: FunctionKind,
    /// Its name. An operator has its symbol here.
    pub name: Sym,
    /// The place of its name or operator token.
    pub span: Span,
    /// The number of its token, if it is an operator.
    pub operator: Option<u32>,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The type of its result.
    pub result: Option<Spanned<TypeId>>,
    /// `symbol=`
    pub symbol: Option<Spanned<Sym>>,
    /// `registers=`
    pub registers: Option<Spanned<u8>>,
    /// `export`
    pub export: bool,
    /// `dup`
    pub dup: bool,
    /// Its code.
    pub body: Option<Body>,
}

impl Function {
    /// A `.code` block without code.
    pub fn code(span: Span) -> Self {
        Self {
            kind: FunctionKind::Code,
            name: Sym(0),
            span,
            operator: None,
            params: Vec::new(),
            result: None,
            symbol: None,
            registers: None,
            export: false,
            dup: false,
            body: None,
        }
    }

    /// The number of parameters.
    pub fn arity(&self) -> usize {
        self.params.len()
    }

    /// The symbol, stated or made.
    pub fn symbol_text(&self, program: &Program, names: &Interner) -> String {
        match (&self.symbol, self.operator) {
            (Some(symbol), _) => names.text(symbol.value).to_owned(),
            (None, None) => format!("_R_{}", names.text(self.name)),
            (None, Some(token)) => operator_symbol(token, &self.params, &program.types, names),
        }
    }

    /// The set of its code, if it has any.
    pub fn isa(&self) -> Option<Isa> {
        self.body.as_ref().map(|body| body.isa)
    }
}

/// The symbol of an operator that states none: `_RO_plus_Point_Point`.
pub fn operator_symbol(token: u32, params: &[Param], types: &TypePool, names: &Interner) -> String {
    let mut text = format!("_RO_{}", super::operator_word(token));
    for param in params {
        text.push('_');
        text.push_str(&types.bare_name(param.ty, names));
    }
    text
}
