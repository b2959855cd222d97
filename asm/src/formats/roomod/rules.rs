//! The rules of Roo modules, as data.

use crate::formats::finding::rules;

rules! {
    refused {
        /// a file of another version than 0
        UNKNOWN_VERSION = "unknown-version";
        /// a thing that is neither a function nor an operator
        UNKNOWN_THING = "unknown-thing";
        /// a string that does not end in a NUL
        NO_NUL = "no-nul";
        /// a string with a NUL inside it or with characters that are not ASCII
        BAD_TEXT = "bad-text";
        /// a boolean that is neither 0 nor 1
        BAD_BOOLEAN = "bad-boolean";
        /// a count or a length that leads behind the end of the file
        CUT_SHORT = "cut-short";
    }
    errors {
        /// a type, a function, a type's name in a variable or a symbol is empty
        EMPTY_NAME = "empty-name";
        /// two types have one name
        DUPLICATE_TYPE = "duplicate-type";
        /// two functions have one name and parameters of the same types
        DUPLICATE_FUNCTION = "duplicate-function";
        /// two operators have one token and parameters of the same types
        DUPLICATE_OPERATOR = "duplicate-operator";
        /// a type contains itself without a reference
        ENDLESS_TYPE = "endless-type";
    }
    warnings {
        /// a member or a parameter without a name
        EMPTY_VARIABLE_NAME = "empty-variable-name";
        /// two members of a type have one name
        DUPLICATE_MEMBER = "duplicate-member";
        /// two parameters of a thing have one name
        DUPLICATE_PARAMETER = "duplicate-parameter";
        /// two things have one symbol
        DUPLICATE_SYMBOL = "duplicate-symbol";
        /// a type of the file is named like a primitive, which the name then means
        SHADOWED_TYPE = "shadowed-type";
        /// a type with members states another size than their sum
        SIZE_MISMATCH = "size-mismatch";
        /// a type that is neither primitive nor of the file
        UNDEFINED_TYPE = "undefined-type";
        /// an operator's number is not in the table
        UNKNOWN_OPERATOR = "unknown-operator";
        /// `isReferenceMutable` without `isReference`
        ODD_TYPE = "odd-type";
        /// bytes after the end of the file
        TRAILING_BYTES = "trailing-bytes";
    }
}
