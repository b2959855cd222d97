//! Tests of the translation: sources of one set as they come out in the other.
