//! The rules of Lazer files, as data.

use crate::formats::finding::rules;

rules! {
    refused {
        /// a module of another version than 0
        UNKNOWN_VERSION = "unknown-version";
        /// a module that is neither an archive nor native nor bytecode
        UNKNOWN_MODULE_TYPE = "unknown-module-type";
        /// one of the flag bits 2 to 7 is set
        RESERVED_FLAGS = "reserved-flags";
        /// flag bit 1 says that constant 0 is the module's name, and it is not an atom
        NAME_NOT_ATOM = "name-not-atom";
        /// a constant of a kind that is not known
        UNKNOWN_TAG = "unknown-tag";
        /// an atom without a character
        EMPTY_ATOM = "empty-atom";
        /// an atom or the path of a source that is not UTF-8
        BAD_TEXT = "bad-text";
        /// a constant in more than 64 others, or a module in more than 64 archives
        TOO_DEEP = "too-deep";
        /// rows of the line table that are out of order, or that name words or files that are not there
        BAD_LINES = "bad-lines";
        /// a count or a length that leads behind the end of the file
        CUT_SHORT = "cut-short";
    }
    errors {
        /// two functions of a module have one name and arity
        DUPLICATE_FUNCTION = "duplicate-function";
        /// a function takes more arguments than there are registers for them, 31
        TOO_MANY_ARGUMENTS = "too-many-arguments";
        /// a function starts outside the code
        ENTRY_OUTSIDE = "entry-outside";
        /// a function starts between the `put` words of a tuple, a list or a map
        ENTRY_INTO_PUTS = "entry-into-puts";
        /// an import names a module of this file that has no such function
        MISSING_FUNCTION = "missing-function";
        /// an import names a function of this file with another number of arguments
        IMPORT_ARITY = "import-arity";
        /// a byte that names neither a register (below 32) nor a stack slot (bit 7 set)
        BAD_REGISTER = "bad-register";
        /// an index behind the end of the pool
        NO_SUCH_CONSTANT = "no-such-constant";
        /// a call of a constant that is neither a function nor an import
        NOT_CALLABLE = "not-callable";
        /// a jump out of the code
        JUMP_OUTSIDE = "jump-outside";
        /// a jump between the `put` words of a tuple, a list or a map
        JUMP_INTO_PUTS = "jump-into-puts";
        /// a tuple, a list or a map without the `put` words of all its elements
        MISSING_PUTS = "missing-puts";
        /// a `put` with an element too many or too few
        BAD_PUT = "bad-put";
        /// a `put` that belongs to nothing
        STRAY_PUT = "stray-put";
    }
    warnings {
        /// two modules of the file have one name
        DUPLICATE_MODULE = "duplicate-module";
        /// a native module lists a function twice
        DUPLICATE_NATIVE = "duplicate-native";
        /// two constants of a pool are equal, though one is enough
        DUPLICATE_CONSTANT = "duplicate-constant";
        /// a map with two equal keys
        EQUAL_KEYS = "equal-keys";
        /// a function states fewer registers than it uses or than its arguments need
        FEW_REGISTERS = "few-registers";
        /// a function states more registers than there are, 32
        MANY_REGISTERS = "many-registers";
        /// a tuple, a list or a map states fewer live registers than its elements use
        FEW_LIVE = "few-live";
        /// a tuple, a list or a map states more live registers than there are, 32
        MANY_LIVE = "many-live";
        /// a register is read that may be uninitialized: not an argument, and not written on some path
        UNSET_REGISTER = "unset-register";
        /// a register from `r1` to `r31` is read after a call without `save`, which may have changed it
        CLOBBERED_REGISTER = "clobbered-register";
        /// a word that is not an instruction
        UNKNOWN_OPCODE = "unknown-opcode";
        /// words with an opcode from 80, whose meaning is the user's (reported once for each opcode)
        USER_OPCODE = "user-opcode";
        /// a word with bits set that its instruction does not use
        SPARE_BITS = "spare-bits";
        /// a call with flags other than `tail` and `save`
        UNKNOWN_FLAGS = "unknown-flags";
        /// a tail call with `save`, which has no effect
        SAVE_WITHOUT_EFFECT = "save-without-effect";
        /// a jump from one function into another
        JUMP_TO_OTHER_FUNCTION = "jump-to-other-function";
        /// the words of a function may run on into what follows
        FALLS_THROUGH = "falls-through";
        /// bytes after the end of the file
        TRAILING_BYTES = "trailing-bytes";
    }
}
