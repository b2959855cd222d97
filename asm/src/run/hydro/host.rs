//! The functions that the host provides to Hydro programs, and what each does. An intrinsic finds its own by the code
//! of its target `vm`, else by its name; a call into a module that is not there, by the name.

/// A function of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostFunction {
    Print,
    PrintLine,
    Flush,
    ReadLine,
    ReadChar,
    Prompt,
    /// A function of one float.
    Math(Math),
    Power,
    IntegerRoot,
    Reverse,
}

/// A function of one float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Math {
    Root,
    Floor,
    Ceiling,
    Round,
    Truncate,
    Absolute,
    Sine,
    Cosine,
    Tangent,
    Exponential,
    Logarithm,
}

impl Math {
    pub(super) fn float32(self, x: f32) -> f32 {
        match self {
            Self::Root => x.sqrt(),
            Self::Floor => x.floor(),
            Self::Ceiling => x.ceil(),
            Self::Round => x.round(),
            Self::Truncate => x.trunc(),
            Self::Absolute => x.abs(),
            _ => self.float64(x.into()) as f32,
        }
    }

    pub(super) fn float64(self, x: f64) -> f64 {
        match self {
            Self::Root => x.sqrt(),
            Self::Floor => x.floor(),
            Self::Ceiling => x.ceil(),
            Self::Round => x.round(),
            Self::Truncate => x.trunc(),
            Self::Absolute => x.abs(),
            Self::Sine => x.sin(),
            Self::Cosine => x.cos(),
            Self::Tangent => x.tan(),
            Self::Exponential => x.exp(),
            Self::Logarithm => x.ln(),
        }
    }
}

/// Where a function is found.
pub(super) struct Row {
    pub(super) module: &'static str,
    /// Its name there, and its code for the target `vm`.
    pub(super) name: &'static str,
    pub(super) parameters: usize,
    pub(super) function: HostFunction,
}

const fn row(module: &'static str, name: &'static str, parameters: usize, function: HostFunction) -> Row {
    Row { module, name, parameters, function }
}

/// All functions.
pub(super) const ROWS: &[Row] = &[
    row("std.io.print", "print", 1, HostFunction::Print),
    row("std.io.print", "println", 1, HostFunction::PrintLine),
    row("std.io.print", "flush", 0, HostFunction::Flush),
    row("std.io.read", "readline", 0, HostFunction::ReadLine),
    row("std.io.read", "readchar", 0, HostFunction::ReadChar),
    row("std.io.read", "prompt", 1, HostFunction::Prompt),
    row("std.math", "sqrt", 1, HostFunction::Math(Math::Root)),
    row("std.math", "floor", 1, HostFunction::Math(Math::Floor)),
    row("std.math", "ceil", 1, HostFunction::Math(Math::Ceiling)),
    row("std.math", "round", 1, HostFunction::Math(Math::Round)),
    row("std.math", "trunc", 1, HostFunction::Math(Math::Truncate)),
    row("std.math", "abs", 1, HostFunction::Math(Math::Absolute)),
    row("std.math", "sin", 1, HostFunction::Math(Math::Sine)),
    row("std.math", "cos", 1, HostFunction::Math(Math::Cosine)),
    row("std.math", "tan", 1, HostFunction::Math(Math::Tangent)),
    row("std.math", "exp", 1, HostFunction::Math(Math::Exponential)),
    row("std.math", "log", 1, HostFunction::Math(Math::Logarithm)),
    row("std.math", "pow", 2, HostFunction::Power),
    row("std.math", "isqrt", 1, HostFunction::IntegerRoot),
    row("std.string", "reverse", 1, HostFunction::Reverse),
];

/// The function of this name.
pub(super) fn find(module: &str, name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.module == module && row.name == name)
}

/// The function with this code for the target `vm`.
pub(super) fn by_code(code: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.name == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique() {
        for (at, row) in ROWS.iter().enumerate() {
            assert!(!ROWS[..at].iter().any(|other| other.name == row.name), "{}", row.name);
            assert_eq!(find(row.module, row.name).map(|found| found.function), Some(row.function));
            assert_eq!(by_code(row.name).map(|found| found.function), Some(row.function));
        }
        assert!(find("std.io", "print").is_none() && by_code("").is_none());
    }
}
