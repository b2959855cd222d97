//! The rules of toys, as data.

use crate::formats::finding::rules;

rules! {
    refused {
        /// a file of another version than 0, with a mark over 2 or without modules
        BAD_HEADER = "bad-header";
        /// a name with something else than letters, digits and `_`
        BAD_NAME = "bad-name";
        /// a count or a length that leads behind the end of the file
        CUT_SHORT = "cut-short";
    }
    errors {
        /// two structs of a module have one name
        DUPLICATE_STRUCT = "duplicate-struct";
    }
    warnings {
        /// bytes after the end of the file
        TRAILING_BYTES = "trailing-bytes";
    }
}
