//! The functions of the host: a table of modules, names and arities. A native module lists functions by name alone, and
//! gets those of the table that have the name.

use super::arith::Refused;
use super::numeric::Int;
use super::value::Value;

/// What a function of the host does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostFunction {
    Print,
    Println,
    Flush,
    ReadLine,
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

/// Modules with these functions: the name it has, and others that programs use for it.
const PRINT: &[&str] = &["std.io.print", "std.io", "io"];
const READ: &[&str] = &["std.io.read", "std.io", "io"];
const MATH: &[&str] = &["std.math", "math"];

/// A row of the table: modules, names, arity, what it is, what it does.
type Row = (&'static [&'static str], &'static [&'static str], u8, HostFunction, &'static str);

const ROWS: &[Row] = &[
    (PRINT, &["print"], 1, HostFunction::Print, "writes the value"),
    (PRINT, &["println"], 1, HostFunction::Println, "writes the value and ends the line"),
    (PRINT, &["flush"], 0, HostFunction::Flush, "makes what was written appear"),
    (READ, &["read_line", "read"], 0, HostFunction::ReadLine, "a line of the input as bytes, or `:eof`"),
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

const fn one(names: &'static [&'static str], function: One, about: &'static str) -> Row {
    (MATH, names, 1, HostFunction::One(function), about)
}

const fn two(names: &'static [&'static str], function: Two, about: &'static str) -> Row {
    (MATH, names, 2, HostFunction::Two(function), about)
}

/// The function of a module of the host.
pub(super) fn find(module: &str, name: &str, arity: u8) -> Option<HostFunction> {
    let is_it = |row: &&Row| row.0.contains(&module) && row.1.contains(&name) && row.2 == arity;
    ROWS.iter().find(is_it).map(|row| row.3)
}

/// The function that a native module means by a name.
pub(super) fn native(name: &str, arity: u8) -> Option<HostFunction> {
    ROWS.iter().find(|row| row.1.contains(&name) && row.2 == arity).map(|row| row.3)
}

/// All names of the table, as `module::name/arity`.
pub(super) fn names() -> impl Iterator<Item = String> {
    ROWS.iter().flat_map(|(modules, names, arity, ..)| {
        modules
            .iter()
            .flat_map(move |module| names.iter().map(move |name| format!("{module}::{name}/{arity}")))
    })
}

/// What the manual tells of the table: of each function its module, its names and number of arguments, and what it
/// does.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static [&'static str], u8, &'static str)> {
    ROWS.iter().map(|row| (row.0[0], row.1, row.2, row.4))
}

impl One {
    /// What it makes of a number: a float of 32 bits of one, an integer of one where it can, else a float of 64 bits.
    pub(super) fn of(self, value: Value) -> Result<Value, Refused> {
        if let Some((ty, number)) = Int::of(value).zip(value.integer()) {
            match self {
                Self::Floor | Self::Ceil | Self::Round | Self::Trunc => return Ok(value),
                Self::Abs => return Ok(ty.wrap(number.abs())),
                _ => {}
            }
        }
        let wide = value.float().ok_or(Refused::Operand("a number", value))?;
        let result = self.number(wide);
        // What is rounded from 64 bits to 32 is right for a root, and for the rest as good as what 32 bits give.
        Ok(if matches!(value, Value::F32(_)) { Value::F32(result as f32) } else { Value::F64(result) })
    }

    fn number(self, value: f64) -> f64 {
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
    /// What it makes of two numbers: a float of 32 bits if both are, else one of 64 bits.
    pub(super) fn of(self, a: Value, b: Value) -> Result<Value, Refused> {
        let x = a.float().ok_or(Refused::Operand("a number", a))?;
        let y = b.float().ok_or(Refused::Operand("a number", b))?;
        let result = match self {
            Self::Pow => x.powf(y),
            Self::Atan2 => x.atan2(y),
            Self::Hypot => x.hypot(y),
            Self::Min => x.min(y),
            Self::Max => x.max(y),
        };
        let is_narrow = matches!((a, b), (Value::F32(_), Value::F32(_)));
        Ok(if is_narrow { Value::F32(result as f32) } else { Value::F64(result) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_one_function() {
        let mut all: Vec<String> = names().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(find("std.io.print", "println", 1), Some(HostFunction::Println));
        assert_eq!(find("std.io.print", "println", 2), None);
        assert_eq!(find("libm", "cos", 1), None);
        assert_eq!(native("cos", 1), Some(HostFunction::One(One::Cos)));
    }

    #[test]
    fn numbers_of_each_kind() {
        let cases = [
            (One::Sqrt, Value::F64(2.25), Value::F64(1.5)),
            (One::Sqrt, Value::F32(2.25), Value::F32(1.5)),
            (One::Sqrt, Value::I64(9), Value::F64(3.0)),
            (One::Floor, Value::F64(-1.5), Value::F64(-2.0)),
            (One::Ceil, Value::F64(-1.5), Value::F64(-1.0)),
            (One::Round, Value::F64(2.5), Value::F64(3.0)),
            (One::Trunc, Value::F64(-1.5), Value::F64(-1.0)),
            (One::Floor, Value::I64(i64::MAX), Value::I64(i64::MAX)),
            (One::Abs, Value::I32(-5), Value::I32(5)),
            (One::Abs, Value::I32(i32::MIN), Value::I32(i32::MIN)),
            (One::Abs, Value::F32(-0.5), Value::F32(0.5)),
            (One::Exp, Value::U8(0), Value::F64(1.0)),
            (One::Log2, Value::F64(8.0), Value::F64(3.0)),
        ];
        for (function, given, expected) in cases {
            assert_eq!(function.of(given).unwrap(), expected, "{function:?} of {given:?}");
        }
        assert_eq!(Two::Pow.of(Value::I32(2), Value::I32(10)).unwrap(), Value::F64(1024.0));
        assert_eq!(Two::Max.of(Value::F32(1.0), Value::F32(f32::NAN)).unwrap(), Value::F32(1.0));
        assert!(Two::Pow.of(Value::I32(2), Value::Atom(1)).is_err());
    }
}
