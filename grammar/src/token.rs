//! Tokens: one byte each, their text taken through the span.
//!
//! The patterns here know no context. What depends on it (the start of a statement, brackets, the kind of the
//! innermost block) is decided by the [`lexer`](crate::lexer), which also makes the variants without a pattern.

use logos::Logos;

/// The kind of a token.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[logos(skip r"[ \t]+")]
#[logos(subpattern word = r"[A-Za-z_][A-Za-z0-9_]*")]
#[logos(subpattern name = r"(?&word)(\.(?&word))*")]
#[logos(subpattern ticked = r"`(\\[^\r\n]|[^`\\\r\n])*`")]
#[logos(subpattern decimal = r"[0-9](_*[0-9])*")]
#[logos(subpattern exponent = r"[eE][+-]?(?&decimal)")]
#[logos(subpattern isuffix = r"[uis](8|16|32|64|128)")]
#[logos(subpattern fsuffix = r"f(32|64)")]
#[logos(subpattern nl = r"\r?\n[ \t]*")]
pub(crate) enum Token {
    // ---- lines and what is kept beside the statements
    /// The end of a line, with the blanks that follow.
    #[regex(r"(?&nl)")]
    Newline,
    /// The ends of several lines, all but the first empty. Never reaches the parser.
    #[regex(r"(?&nl)(?&nl)+")]
    Newlines,
    /// `; …` or `// …`. Never reaches the parser.
    #[regex(r"(;|//)[^\n]*", allow_greedy = true)]
    LineComment,
    /// `/*`. Never reaches the parser.
    #[token("/*")]
    BlockComment,
    /// A `\` that joins two lines. Never reaches the parser.
    #[regex(r"\\[ \t]*\r?\n")]
    Join,

    // ---- names
    /// A name or a path of names.
    #[regex(r"(?&name)")]
    Name,
    /// A name in backticks.
    #[regex(r"(?&ticked)")]
    Ticked,
    /// `name:`; to the parser, of a parameter.
    #[regex(r"((?&name)|(?&ticked)):")]
    NameColon,
    /// `name::`
    #[regex(r"((?&name)|(?&ticked))::")]
    NameColons,
    /// `:name`
    #[regex(r":((?&name)|(?&ticked))")]
    Atom,

    // ---- literals
    /// An integer.
    #[regex(r"(?&decimal)(?&isuffix)?", priority = 20)]
    #[regex(r"0x[0-9A-Fa-f](_*[0-9A-Fa-f])*(?&isuffix)?", priority = 20)]
    #[regex(r"0b[01](_*[01])*(?&isuffix)?", priority = 20)]
    #[regex(r"0o[0-7](_*[0-7])*(?&isuffix)?", priority = 20)]
    Int,
    /// A floating-point number.
    #[regex(r"(?&decimal)\.(?&decimal)(?&exponent)?(?&fsuffix)?", priority = 20)]
    #[regex(r"(?&decimal)((?&exponent)(?&fsuffix)?|(?&fsuffix))", priority = 20)]
    Float,
    /// Numbers joined by two or more dots.
    #[regex(r"[0-9]+(\.[0-9]+)(\.[0-9]+)+", priority = 20)]
    Dotted,
    /// `1:`
    #[regex(r"[0-9]+:", priority = 20)]
    NumberColon,
    /// `1b`
    #[regex(r"[0-9]+b", priority = 20)]
    LabelBack,
    /// `1f`
    #[regex(r"[0-9]+f", priority = 20)]
    LabelForward,
    /// A word that starts like a number and is none. Never reaches the parser.
    #[regex(r"\.?[0-9][0-9A-Za-z_]*(\.[0-9A-Za-z_]*)*", priority = 5)]
    BadNumber,
    /// `'c'`
    #[regex(r"'(\\[^\r\n]|[^'\\\r\n])*'")]
    Char,
    /// `"…"`
    #[regex(r#""(\\[^\r\n]|[^"\\\r\n])*""#)]
    Str,
    /// `b"…"`
    #[regex(r#"b"(\\[^\r\n]|[^"\\\r\n])*""#)]
    Bytes,
    /// `bytes16"…"`
    #[regex(r#"bytes(8|16|32)"(\\[^\r\n]|[^"\\\r\n])*""#)]
    SizedBytes,
    /// A literal or name without its closing quote. Never reaches the parser.
    #[regex(r#"'(\\[^\r\n]|[^'\\\r\n])*"#, priority = 1)]
    #[regex(r#"(b|bytes(8|16|32))?"(\\[^\r\n]|[^"\\\r\n])*"#, priority = 1)]
    #[regex(r":?`(\\[^\r\n]|[^`\\\r\n])*", priority = 1)]
    Unterminated,

    // ---- words of values and types
    /// `mut`
    #[token("mut")]
    Mut,
    /// `mut&`
    #[token("mut&")]
    MutRef,
    /// `fn`
    #[token("fn")]
    Fn,
    /// `ref`
    #[token("ref")]
    RefWord,
    /// `import`
    #[token("import")]
    Import,
    /// `incbin`
    #[token("incbin")]
    Incbin,
    /// `true`
    #[token("true")]
    True,
    /// `false`
    #[token("false")]
    False,
    /// `inf`
    #[token("inf")]
    Inf,
    /// `nan`
    #[token("nan")]
    Nan,

    // ---- punctuation
    /// `,` with the blanks that follow.
    #[regex(r",[ \t]*")]
    Comma,
    /// `(`
    #[token("(")]
    LParen,
    /// `)`
    #[token(")")]
    RParen,
    /// `[`
    #[token("[")]
    LBracket,
    /// `]`
    #[token("]")]
    RBracket,
    /// `{`
    #[token("{")]
    LBrace,
    /// `}`
    #[token("}")]
    RBrace,
    /// `#{`
    #[token("#{")]
    HashBrace,
    /// `list16[`
    #[regex(r"list(8|16|32)\[")]
    SizedList,
    /// `tuple16{`
    #[regex(r"tuple(8|16|32)\{")]
    SizedTuple,
    /// `map16#{`
    #[regex(r"map(8|16|32)#\{")]
    SizedMap,
    /// `#`
    #[token("#")]
    Hash,
    /// `=`
    #[token("=")]
    Assign,
    /// `=>`
    #[token("=>")]
    FatArrow,
    /// `->`
    #[token("->")]
    Arrow,
    /// `:` that touches no name. The grammar does not use it.
    #[token(":")]
    Colon,
    /// `::` that touches no name. The grammar does not use it.
    #[token("::")]
    Colons,
    /// `||`
    #[token("||")]
    OrOr,
    /// `&&`
    #[token("&&")]
    AndAnd,
    /// `|`
    #[token("|")]
    Or,
    /// `^`
    #[token("^")]
    Caret,
    /// `&`
    #[token("&")]
    And,
    /// `==`
    #[token("==")]
    EqEq,
    /// `!=`
    #[token("!=")]
    NotEq,
    /// `<`
    #[token("<")]
    Less,
    /// `<=`
    #[token("<=")]
    LessEq,
    /// `>`
    #[token(">")]
    Greater,
    /// `>=`
    #[token(">=")]
    GreaterEq,
    /// `<<`
    #[token("<<")]
    Shl,
    /// `>>`
    #[token(">>")]
    Shr,
    /// `+`
    #[token("+")]
    Plus,
    /// `-`
    #[token("-")]
    Minus,
    /// `*`
    #[token("*")]
    Star,
    /// `/`
    #[token("/")]
    Slash,
    /// `%`
    #[token("%")]
    Percent,
    /// `!`
    #[token("!")]
    Bang,
    /// `~`
    #[token("~")]
    Tilde,

    /// `.word` and the like, before the lexer looks at which one it is. The parser sees it where no statement
    /// starts, and does not expect it there.
    #[regex(r"\.(?&word)")]
    Dot,

    // ---- made by the lexer from what is above
    /// `&` as the suffix of a type.
    RefSuffix,
    /// `&&` as the suffix of a type.
    RefRefSuffix,
    /// `fn` that no name follows.
    FnType,
    /// `name:` as a label.
    Label,
    /// `name:` of a field.
    FieldName,
    /// The name of a line in a native module.
    NativeName,
    /// The digits and dots of a version.
    Version,
    /// The punctuation of an operator.
    OperatorSymbol,
    /// `token` before the number of an operator.
    NumberWord,
    /// `from` before the module of a prototype.
    From,
    /// A directive with operands separated by commas.
    Plain,
    /// A directive with operands separated by blanks.
    Spaced,
    /// `.format`
    Format,
    /// `.module`
    Module,
    /// `.struct`
    Struct,
    /// `.const`, `.pool`
    Const,
    /// `.func`, `.intrinsic`
    Func,
    /// `.operator`
    Operator,
    /// `.extern`
    Extern,
    /// `.extern operator`
    ExternOperator,
    /// `.extern struct`
    ExternStruct,
    /// `.native`
    Native,
    /// `.op`
    Op,
    /// `.macro`
    Macro,
    /// `.repeat`
    Repeat,
    /// The body of a `.macro` or `.repeat`.
    RawBody,
    /// The `.end` of a `.macro` or `.repeat`.
    RawEnd,
    /// A token that already has its diagnostic. The grammar does not use it.
    Invalid,
}
