//! The functions of the host, the same for all machines: a table of modules, names and numbers of arguments. Each
//! machine gives them its own values. A native module of Lazer and an intrinsic of Hydro get those with their name.

/// The operation of a host function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostFunction {
    Print,
    PrintLine,
    Flush,
    ReadLine,
    ReadChar,
    Prompt,
    IntegerRoot,
    Reverse,
    /// A function of one number.
    One(One),
    /// A function of two numbers.
    Two(Two),
}

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum One {
    Sqrt,
    Cbrt,
    Floor,
    Ceil,
    Round,
    Trunc,
    Abs,
    Exp,
    Log,
    Log2,
    Log10,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Two {
    Pow,
    Atan2,
    Hypot,
    Min,
    Max,
}

/// A function of the host.
#[derive(Clone, Copy, Debug)]
pub struct HostRow {
    /// The module it belongs to, and others where programs look for it.
    pub modules: &'static [&'static str],
    /// Its name and aliases.
    pub names: &'static [&'static str],
    /// The number of arguments it takes.
    pub arity: u8,
    /// Its effect.
    pub about: &'static str,
    pub(super) function: HostFunction,
}

const PRINT: &[&str] = &["std.io.print", "std.io", "io"];
const READ: &[&str] = &["std.io.read", "std.io", "io"];
const MATH: &[&str] = &["std.math", "math"];
const STRING: &[&str] = &["std.string", "string"];

const fn row(
    modules: &'static [&'static str],
    names: &'static [&'static str],
    arity: u8,
    function: HostFunction,
    about: &'static str,
) -> HostRow {
    HostRow { modules, names, arity, about, function }
}

const fn one(names: &'static [&'static str], function: One, about: &'static str) -> HostRow {
    row(MATH, names, 1, HostFunction::One(function), about)
}

const fn two(names: &'static [&'static str], function: Two, about: &'static str) -> HostRow {
    row(MATH, names, 2, HostFunction::Two(function), about)
}

/// All functions of the host.
pub const HOST_FUNCTIONS: &[HostRow] = &[
    row(PRINT, &["print"], 1, HostFunction::Print, "writes the value"),
    row(PRINT, &["println"], 1, HostFunction::PrintLine, "writes the value and ends the line"),
    row(PRINT, &["flush"], 0, HostFunction::Flush, "makes what was written appear"),
    row(
        READ,
        &["readline", "read_line", "read"],
        0,
        HostFunction::ReadLine,
        "a line of the input; at its end `:eof`, or an empty string on a machine without atoms",
    ),
    row(
        READ,
        &["readchar", "read_char"],
        0,
        HostFunction::ReadChar,
        "a byte of the input as a u8; at its end `:eof`, or 0 on a machine without atoms",
    ),
    row(READ, &["prompt"], 1, HostFunction::Prompt, "writes the value, then reads a line"),
    row(STRING, &["reverse"], 1, HostFunction::Reverse, "the bytes of a text backwards"),
    row(MATH, &["isqrt"], 1, HostFunction::IntegerRoot, "the whole part of an integer's square root"),
    one(&["sqrt"], One::Sqrt, "the square root"),
    one(&["cbrt"], One::Cbrt, "the cube root"),
    one(&["floor"], One::Floor, "the next whole number below"),
    one(&["ceil"], One::Ceil, "the next whole number above"),
    one(&["round"], One::Round, "the nearest whole number, halves away from zero"),
    one(&["trunc"], One::Trunc, "the whole part"),
    one(&["abs", "fabs"], One::Abs, "without its sign; the least integer stays as it is"),
    one(&["exp"], One::Exp, "e to this power"),
    one(&["log", "ln"], One::Log, "the natural logarithm"),
    one(&["log2"], One::Log2, "the logarithm to base 2"),
    one(&["log10"], One::Log10, "the logarithm to base 10"),
    one(&["sin"], One::Sin, "the sine"),
    one(&["cos"], One::Cos, "the cosine"),
    one(&["tan"], One::Tan, "the tangent"),
    one(&["asin"], One::Asin, "the angle of this sine"),
    one(&["acos"], One::Acos, "the angle of this cosine"),
    one(&["atan"], One::Atan, "the angle of this tangent"),
    two(&["pow"], Two::Pow, "the first to the power of the second, as a float"),
    two(&["atan2"], Two::Atan2, "the angle of the point with this y and x"),
    two(&["hypot"], Two::Hypot, "the length of the line to this point"),
    two(&["min", "fmin"], Two::Min, "the lesser, as a float; not NaN if the other is a number"),
    two(&["max", "fmax"], Two::Max, "the greater, as a float; not NaN if the other is a number"),
];

impl HostRow {
    /// The function of this name in a module of the host.
    pub(super) fn find(module: &str, name: &str) -> Option<&'static Self> {
        HOST_FUNCTIONS.iter().find(|row| row.modules.contains(&module) && row.names.contains(&name))
    }

    /// The function that a program means by a name alone.
    pub(super) fn by_name(name: &str) -> Option<&'static Self> {
        HOST_FUNCTIONS.iter().find(|row| row.names.contains(&name))
    }

    /// All names of all functions, with their modules.
    pub(super) fn all_names() -> impl Iterator<Item = (String, u8)> {
        HOST_FUNCTIONS.iter().flat_map(|row| {
            let names =
                move |module| row.names.iter().map(move |name| (format!("{module}::{name}"), row.arity));
            row.modules.iter().flat_map(names)
        })
    }
}

impl One {
    /// Whether it leaves integers as they are.
    pub(super) const fn keeps_integers(self) -> bool {
        matches!(self, Self::Floor | Self::Ceil | Self::Round | Self::Trunc)
    }

    pub(super) fn number(self, value: f64) -> f64 {
        match self {
            Self::Sqrt => value.sqrt(),
            Self::Cbrt => value.cbrt(),
            Self::Floor => value.floor(),
            Self::Ceil => value.ceil(),
            Self::Round => value.round(),
            Self::Trunc => value.trunc(),
            Self::Abs => value.abs(),
            Self::Exp => value.exp(),
            Self::Log => value.ln(),
            Self::Log2 => value.log2(),
            Self::Log10 => value.log10(),
            Self::Sin => value.sin(),
            Self::Cos => value.cos(),
            Self::Tan => value.tan(),
            Self::Asin => value.asin(),
            Self::Acos => value.acos(),
            Self::Atan => value.atan(),
        }
    }
}

impl Two {
    pub(super) fn number(self, x: f64, y: f64) -> f64 {
        match self {
            Self::Pow => x.powf(y),
            Self::Atan2 => x.atan2(y),
            Self::Hypot => x.hypot(y),
            Self::Min => x.min(y),
            Self::Max => x.max(y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_one_function() {
        let mut all: Vec<String> = HostRow::all_names().map(|(name, _)| name).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        let function = |row: Option<&HostRow>| row.map(|row| row.function);
        assert_eq!(function(HostRow::find("std.io.print", "println")), Some(HostFunction::PrintLine));
        assert_eq!(function(HostRow::find("libm", "cos")), None);
        assert_eq!(function(HostRow::by_name("cos")), Some(HostFunction::One(One::Cos)));
    }
}
