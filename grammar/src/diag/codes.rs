//! The catalogue: the code, level, name and title of each diagnostic. The wording lives with its phase.
//!
//! Codes go by phase: LZ01xx lexing, LZ02xx syntax, LZ03xx names and expansion, LZ04xx operands and types, LZ05xx
//! limits of a format, LZ06xx decoding and verifying, LZ07xx linking, LZ08xx running, LZ09xx files and options.
//! Each row has a page in `docs/errors/` and at least one golden test.

use super::Level;

macro_rules! catalogue {
    ($( $variant:ident $number:literal $level:ident $name:literal $title:literal )*) => {
        /// A row of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( #[doc = $title] $variant, )* }

        impl Code {
            /// All rows, in the order of their numbers.
            pub const ALL: &[Self] = &[$( Self::$variant, )*];

            /// The number as printed: `LZ0301`.
            pub fn number(self) -> &'static str {
                match self { $( Self::$variant => concat!("LZ", $number), )* }
            }

            /// The name that `-W` takes.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// Its subject, in one line.
            pub fn title(self) -> &'static str {
                match self { $( Self::$variant => $title, )* }
            }

            /// The default level.
            pub fn level(self) -> Level {
                match self { $( Self::$variant => Level::$level, )* }
            }
        }
    };
}

catalogue! {
    // ---- lexing
    BadCharacter "0101" Error "bad-character" "a character that no token starts with"
    NotUtf8 "0102" Error "not-utf8" "bytes that are not UTF-8"
    HashComment "0103" Error "hash-comment" "a comment that starts with `#`"
    OpenComment "0104" Error "open-comment" "a block comment that is not closed"
    OpenQuote "0105" Error "open-quote" "a literal or name without its closing quote"
    BadNumber "0106" Error "bad-number" "a malformed number"
    NumberTooLarge "0107" Error "number-too-large" "a number of more bits than any type has"
    BadEscape "0108" Error "bad-escape" "an invalid escape"
    BadCharLiteral "0109" Error "bad-char-literal" "a character literal that does not hold one character"
    BadVersion "0110" Error "bad-version" "a version that is not only digits and dots"
    TouchingAtom "0111" Error "touching-atom" "an atom that touches what is before it"
    // ---- syntax
    UnexpectedToken "0201" Error "unexpected-token" "a token that is not expected here"
    UnknownDirective "0202" Error "unknown-directive" "a directive that does not exist"
    MisplacedDirective "0203" Error "misplaced-directive" "a directive that is not at the start of a statement"
    NestedTooDeep "0204" Error "nested-too-deep" "brackets or operators nested too deep"
    OpenRawBlock "0205" Error "open-raw-block" "a `.macro` or `.repeat` without its `.end`"
    MisplacedColon "0206" Error "misplaced-colon" "a colon that does not touch the name before it"
    TooManyFaults "0207" Error "too-many-faults" "too many errors in one text"
    // ---- names and expansion
    UndefinedName "0301" Error "undefined-name" "an undefined name"
    DefinedTooLate "0302" Error "defined-too-late" "a name whose value is needed before it is known"
    CircularConstant "0303" Error "circular-constant" "a cyclic definition of constants"
    NotANumber "0304" Error "not-a-number" "something in an expression that has no number"
    FloatArithmetic "0305" Error "float-arithmetic" "a floating-point number where integers are computed"
    IntegerOverflow "0306" Error "integer-overflow" "an expression that leaves 128 bits"
    DivisionByZero "0307" Error "division-by-zero" "a division by zero in an expression"
    MixedSuffixes "0308" Error "mixed-suffixes" "two types in one expression"
    ConstantRange "0309" Error "constant-range" "a number that its type cannot hold"
    BadFunction "0310" Error "bad-function" "a function that is unknown or wrongly used in an expression"
    HereOutsideCode "0311" Error "here-outside-code" "`here` where no code is"
    TargetUnknown "0312" Error "target-unknown" "`target` before the target is known"
    UnknownFormat "0313" Error "unknown-format" "a format that does not exist"
    DuplicateConstant "0320" Error "duplicate-constant" "a duplicate constant"
    ReservedName "0321" Error "reserved-name" "a constant with a name that expressions need"
    BadDefine "0322" Error "bad-define" "a `-D` that defines nothing"
    DirectiveOperands "0323" Error "directive-operands" "a directive with operands that it does not take"
    CannotInclude "0324" Error "cannot-include" "an included file that is missing or cannot be read"
    IncludeLoop "0325" Error "include-loop" "a file that includes itself"
    TooManyIncludes "0326" Error "too-many-includes" "more included files than a run may have"
    TooMuchText "0327" Error "too-much-text" "more text than a run may have"
    DuplicateMacro "0328" Error "duplicate-macro" "a duplicate macro"
    MacroIsInstruction "0329" Error "macro-is-instruction" "a macro named like an instruction"
    DuplicateParameter "0330" Error "duplicate-parameter" "a duplicate parameter of a macro"
    UnknownParameter "0331" Error "unknown-parameter" "an unknown parameter after `\\`"
    MacroArguments "0332" Error "macro-arguments" "arguments that do not match a macro's parameters"
    GluedArgument "0333" Error "glued-argument" "an argument that cannot be part of a word"
    ExpansionDepth "0334" Error "expansion-depth" "macros that call each other too deep"
    ExpansionTooLarge "0335" Error "expansion-too-large" "an expansion that makes too many statements"
    RepeatCount "0336" Error "repeat-count" "a `.repeat` with a count below zero"
    UnclosedBlock "0337" Error "unclosed-block" "a block without its `.end`"
    StrayEnd "0338" Error "stray-end" "an `.end` or a branch without its block"
    MismatchedEnd "0339" Error "mismatched-end" "an `.end` that names another block"
    UserError "0340" Error "user-error" "an error that the source itself reports"
    UserWarning "0341" Warning "user-warning" "a warning that the source itself gives"
    AssertionFailed "0342" Error "assertion-failed" "an assertion of the source that does not hold"
    UnusedLabel "0350" Warning "unused-label" "an unused label"
    UndefinedLabel "0361" Error "undefined-label" "an undefined label"
    DefinedTwice "0362" Error "defined-twice" "a second definition of the same thing"
    DefinedByItself "0363" Error "defined-by-itself" "a cyclic definition of a constant"
    OutsideModule "0365" Error "outside-module" "an item outside any module"
    Misplaced "0366" Error "misplaced" "a line where it has no meaning"
    ArchivesTooDeep "0367" Error "archives-too-deep" "archives nested too deep"
    Attribute "0368" Error "attribute" "an attribute that is not legal here"
    SameName "0370" Warning "same-name" "a duplicate field, parameter or module"
    NamedLikeRegister "0371" Error "named-like-register" "a parameter or `.let` with the name of a register"
    // ---- operands and types
    UnknownMnemonic "0401" Error "unknown-mnemonic" "an instruction that the set does not have"
    OutOfReach "0402" Error "out-of-reach" "a jump farther than its distance field holds"
    OperandCount "0403" Error "operand-count" "too many or too few operands"
    ExpectedOperand "0404" Error "expected-operand" "an operand of another kind than the place takes"
    OutOfRange "0405" Error "out-of-range" "a number that its place cannot hold"
    NeedsSuffix "0406" Error "needs-suffix" "an integer that its type cannot hold"
    UnknownIsa "0407" Error "unknown-isa" "an unknown instruction set"
    UnknownOperator "0408" Error "unknown-operator" "an unknown operator"
    Arity "0409" Error "arity" "a function whose number of parameters is not clear"
    TooManyParameters "0410" Error "too-many-parameters" "more parameters than there are registers"
    Version "0411" Error "version" "an invalid version"
    OpTooWide "0412" Error "op-too-wide" "an `.op` whose operands do not fit a word"
    OddType "0413" Warning "odd-type" "a type that no compiler writes"
    OtherSpelling "0414" Warning "other-spelling" "an instruction under a name that its text form does not have"
    // ---- limits of a format
    TooMany "0501" Error "too-many" "more of something than its count can hold"
    TextTooLong "0502" Error "text-too-long" "a text longer than its field"
    BadText "0503" Error "bad-text" "a text that the format cannot write"
    CannotCarry "0504" Error "cannot-carry" "a construct that the format has no place for"
    LeftOut "0505" Warning "left-out" "a construct that was left out of the output"
    ValueTooLarge "0506" Error "value-too-large" "a number larger than its field"
    NotTranslated "0507" Error "not-translated" "an instruction or value that cannot be translated"
    NothingToWrite "0508" Error "nothing-to-write" "a source without anything for the format"
    SameKey "0509" Error "same-key" "two definitions with the same key"
    FormatSetting "0510" Error "format-setting" "a setting that the format does not have"
    FallsThrough "0511" Warning "falls-through" "a function whose end can be reached"
    MissingUsing "0512" Warning "missing-using" "a pointer into a module that no `.using` names"
    UnknownSize "0513" Error "unknown-size" "a struct whose size cannot be worked out"
    UnknownFunction "0514" Error "unknown-function" "a function that nothing defines or declares"
    EqualKeys "0515" Warning "equal-keys" "a map with a repeated key"
    UnknownType "0517" Error "unknown-type" "a type that nothing defines or declares"
    NoFormat "0518" Error "no-format" "a source without an output format"
    TooDeep "0516" Error "too-deep" "values or types nested too deep"
    HiddenField "0520" Error "hidden-field" "a field that an open struct does not export"
    // ---- decoding and verifying
    CutShort "0601" Error "cut-short" "a truncated file"
    UnexpectedBytes "0602" Error "unexpected-bytes" "bytes that the format does not allow"
    BadEncoding "0603" Error "bad-encoding" "text in another encoding than the format's"
    BrokenRule "0604" Error "broken-rule" "fields that do not agree with each other"
    DecodeTooDeep "0605" Error "decode-too-deep" "a file with more nesting than is read"
    UnknownMagic "0606" Error "unknown-magic" "a file of no known format"
    RoundTrip "0607" Error "round-trip" "a disassembly that does not give the same bytes"
    NotInText "0620" Error "not-in-text" "a construct that a text form cannot express"
    LostInText "0621" Warning "lost-in-text" "a construct that a text form leaves out"
    NotForMachine "0622" Warning "not-for-machine" "a text that the public machine does not read"
    InvalidContent "0650" Error "invalid-content" "a file whose content cannot work"
    OddContent "0651" Warning "odd-content" "a file with suspicious content"
    // ---- linking
    NotAModule "0701" Error "not-a-module" "a file that is not a module of any format"
    MixedFormats "0702" Error "mixed-formats" "inputs of different formats"
    DamagedInput "0703" Error "damaged-input" "an input that cannot be read"
    InvalidInput "0704" Error "invalid-input" "an input with invalid contents"
    DuplicateModule "0705" Error "duplicate-module" "a duplicate module"
    DuplicateDefinition "0706" Error "duplicate-definition" "a duplicate definition in a module"
    Undefined "0707" Error "undefined" "an undefined reference"
    WrongArity "0708" Error "wrong-arity" "a function with another number of arguments"
    LinkTooLarge "0709" Error "link-too-large" "more than the output can hold"
    NestedArchives "0710" Error "nested-archives" "archives nested too deep"
    Conflict "0711" Error "conflict" "conflicting definitions of one name"
    SizeMismatch "0712" Warning "size-mismatch" "a type whose size is not that of its members"
    SharedSymbol "0713" Warning "shared-symbol" "a symbol that two items share"
    Disagreement "0714" Error "disagreement" "inputs that disagree about the output"
    NoEntry "0715" Error "no-entry" "an unknown entry function"
    TrailingInput "0716" Warning "trailing-input" "bytes after the end of an input"
    NoSuchMember "0717" Error "no-such-member" "a module that is not in a file"
    NotAnArchive "0718" Error "not-an-archive" "a file without separate modules"
    LinkInTheWay "0719" Error "link-in-the-way" "a link where a file would be extracted to"
    // ---- running
    DividedByZero "0801" Error "divided-by-zero" "a program that divides an integer by zero"
    BadOperand "0802" Error "bad-operand" "a value of another kind than an instruction takes"
    StackUnderflow "0803" Error "stack-underflow" "fewer values on the stack than an instruction takes"
    CallUnknown "0804" Error "call-unknown" "a call of an unknown function"
    NoSuchName "0805" Error "no-such-name" "an unknown variable, member or layout"
    BadVariable "0806" Error "bad-variable" "a variable that cannot be made"
    ShiftCount "0807" Error "shift-count" "a shift by too many or too few bits"
    NoElement "0808" Error "no-element" "an index or key that does not exist"
    CastRange "0809" Error "cast-range" "a number that a cast cannot bring into its type"
    Trapped "0810" Error "trapped" "a program that stops itself"
    FellOff "0811" Error "fell-off" "execution outside the code"
    BadInstruction "0812" Error "bad-instruction" "a word that is not an instruction"
    NoResult "0813" Error "no-result" "a return without a value"
    HostFailed "0814" Error "host-failed" "an input or output that does not work"
    StepLimit "0820" Error "step-limit" "a run of more instructions than it may have"
    DepthLimit "0821" Error "depth-limit" "calls deeper than they may go"
    MemoryLimit "0822" Error "memory-limit" "values that take more memory than they may"
    OutputLimit "0823" Error "output-limit" "more output than a run may write"
    NotRunnable "0830" Error "not-runnable" "files that no machine runs together"
    NoStart "0831" Error "no-start" "an unknown or ambiguous entry function"
    BadArgument "0832" Error "bad-argument" "an argument that a function does not take"
    // ---- files and options
    CannotRead "0901" Error "cannot-read" "a file that cannot be read"
    CannotWrite "0902" Error "cannot-write" "an output that cannot be written"
    OutputIsInput "0903" Error "output-is-input" "an output that would replace an input"
    FileTooLarge "0904" Error "file-too-large" "a file larger than what is read"
    BadArgumentFile "0905" Error "bad-argument-file" "an argument file that cannot be expanded"
    NotEnoughMemory "0906" Error "not-enough-memory" "an input that needs more memory than there is"
    BadOption "0922" Error "bad-option" "an option with an invalid value"
    OptionsClash "0923" Error "options-clash" "options that conflict"
    SameOutput "0924" Error "same-output" "two outputs in the same file"
    BinaryToTerminal "0925" Error "binary-to-terminal" "binary output to a terminal"
    SourceIsModule "0926" Error "source-is-module" "a source that is a module already"
    NotFormatted "0927" Error "not-formatted" "a source that is not in the canonical form"
}

impl Code {
    /// Whether it reports that a run exceeds a limit on resources: a command that stops for it exits with status 4.
    pub fn is_resource_limit(self) -> bool {
        matches!(
            self,
            Self::NestedTooDeep
                | Self::TooManyIncludes
                | Self::TooMuchText
                | Self::ExpansionTooLarge
                | Self::StepLimit
                | Self::DepthLimit
                | Self::MemoryLimit
                | Self::OutputLimit
                | Self::NotEnoughMemory
        )
    }

    /// The row with this number (`LZ0301`, `lz0301`, `0301` or `301`) or name.
    pub fn find(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['l', 'L', 'z', 'Z']);
        let number = format!("LZ{digits:0>4}");
        Self::ALL.iter().copied().find(|code| code.name() == text || code.number() == number)
    }
}
