//! The rules of Hydro files, as data.

use crate::formats::finding::rules;

rules! {
    refused {
        /// a module, a using, a layout or a function that does not begin with its letter
        UNKNOWN_MARKER = "unknown-marker";
        /// the two reserved bytes of a module's header are not zero
        RESERVED_BYTES = "reserved-bytes";
        /// a section that is not empty starts inside its header or behind the end of the file
        SECTION_OUTSIDE = "section-outside";
        /// two sections of a module overlap
        SECTIONS_OVERLAP = "sections-overlap";
        /// a byte that is not an instruction
        UNKNOWN_OPCODE = "unknown-opcode";
        /// a type or a value of a kind that is not known
        UNKNOWN_TAG = "unknown-tag";
        /// a boolean or a flag that is neither 0 nor 1
        BAD_BOOLEAN = "bad-boolean";
        /// a name or a string that is not UTF-8
        BAD_TEXT = "bad-text";
        /// a type in more than 64 others
        TOO_DEEP = "too-deep";
        /// a count or a length that leads behind the end of the file
        CUT_SHORT = "cut-short";
    }
    errors {
        /// a module, a using, a layout or a function without a name
        EMPTY_NAME = "empty-name";
        /// two layouts of a module have one name
        DUPLICATE_LAYOUT = "duplicate-layout";
        /// two functions of a module have one name
        DUPLICATE_FUNCTION = "duplicate-function";
        /// a layout contains itself, not through a reference or an array of unknown length
        ENDLESS_LAYOUT = "endless-layout";
        /// a type names a layout that its module, which is in the file, does not define
        UNDEFINED_LAYOUT = "undefined-layout";
        /// a value names a function that its module, which is in the file, does not define
        UNDEFINED_FUNCTION = "undefined-function";
        /// a jump behind the end of the function
        JUMP_OUTSIDE = "jump-outside";
        /// an instruction takes more values than the stack has
        STACK_UNDERFLOW = "stack-underflow";
        /// a call of a value that is not a function
        NOT_CALLABLE = "not-callable";
    }
    warnings {
        /// two modules of the file have one name
        DUPLICATE_MODULE = "duplicate-module";
        /// a module uses another one twice
        DUPLICATE_USING = "duplicate-using";
        /// two members of a layout have one name
        DUPLICATE_MEMBER = "duplicate-member";
        /// two parameters of a function have one name
        DUPLICATE_PARAMETER = "duplicate-parameter";
        /// an intrinsic has two codes for one target
        DUPLICATE_TARGET = "duplicate-target";
        /// a member or a parameter without a name
        EMPTY_VARIABLE_NAME = "empty-variable-name";
        /// the name of another module that no using names (reported once for each such module)
        MISSING_USING = "missing-using";
        /// an instruction is reached with different numbers of values on the stack
        STACK_MISMATCH = "stack-mismatch";
        /// a function that returns a value on some paths and runs off its end on others
        MIXED_RESULTS = "mixed-results";
        /// instructions that no path reaches
        UNREACHABLE_CODE = "unreachable-code";
        /// a module whose sections are not in the usual places
        ODD_PLACEMENT = "odd-placement";
        /// bytes after the end of the file
        TRAILING_BYTES = "trailing-bytes";
    }
}
