//! The Roo module format (`.roomod`): types, and the signatures of functions and operators.
