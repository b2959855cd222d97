//! The rules of SAILAR files, as data.

use crate::formats::finding::rules;

rules! {
    refused {
        /// a length size other than 0, 1 and 2
        UNKNOWN_LENGTH_SIZE = "unknown-length-size";
        /// an identifier that is empty, has a NUL in it or is not UTF-8
        BAD_IDENTIFIER = "bad-identifier";
        /// the stated size of the header is not its size
        HEADER_SIZE = "header-size";
        /// a reserved flag bit of a struct or of a field is set
        RESERVED_FLAGS = "reserved-flags";
        /// an open struct with a field that is not exported
        OPEN_STRUCT = "open-struct";
        /// a count or a length that leads behind the end of the file
        CUT_SHORT = "cut-short";
    }
    errors {
        /// two structs have one name
        DUPLICATE_STRUCT = "duplicate-struct";
    }
    warnings {
        /// version 0.0, which a magic with NULs looks like
        VERSION_ZERO = "version-zero";
        /// a smaller length size would suffice
        WIDE_LENGTHS = "wide-lengths";
        /// the header has fields that the format does not define
        OPTIONAL_FIELDS = "optional-fields";
        /// two fields of a struct have one name
        DUPLICATE_FIELD = "duplicate-field";
        /// a type that is neither primitive nor of the file nor another module's
        UNDEFINED_TYPE = "undefined-type";
        /// bytes after the end of the file
        TRAILING_BYTES = "trailing-bytes";
    }
}
