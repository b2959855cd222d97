//! Observes a running program: an observer sees the machine before each instruction. Traces, profiles and the
//! debugger are observers.

use super::{CallStack, Place};

/// The decision of an observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The instruction is executed.
    Go,
    /// The run ends here.
    Quit,
}

/// Someone who looks on.
pub trait Observer {
    /// Whether it observes anything. Machines are compiled for each observer, so `Nobody` costs nothing.
    const ACTIVE: bool = true;

    /// Called before each instruction.
    fn before(&mut self, view: &dyn View) -> Control;
}

/// The observer that does not look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Observer for Nobody {
    const ACTIVE: bool = false;

    fn before(&mut self, _: &dyn View) -> Control {
        Control::Go
    }
}

/// An instruction of a function, in numbers that stay the same during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The function.
    pub function: u32,
    /// The instruction.
    pub instruction: u32,
}

/// A name with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// What it is: `registers`, `slots`, `stack`, `variables`.
    pub group: &'static str,
    /// Its name.
    pub name: String,
    /// Its value as the language writes it; the end of a long one is left out.
    pub value: String,
}

/// The observable state of a machine before an instruction.
pub trait View {
    /// Its place, in a cheap form.
    fn spot(&self) -> Spot;

    /// Its place, in words.
    fn place(&self) -> Place;

    /// The number of open calls, including the first one.
    fn depth(&self) -> usize;

    /// The calls that led here.
    fn stack(&self) -> CallStack;

    /// The values that the instruction will read: `r1 = 5i32, r2 = 7i32`.
    fn operands(&self) -> String;

    /// What the current call can name, or reach on its stack, that is not as it was at the start.
    fn variables(&self) -> Vec<Variable>;

    /// The value of one name, whether it was touched or not; `None` if there is no such name.
    fn variable(&self, name: &str) -> Option<String>;

    /// The functions of the program, with their modules, as places name them.
    fn functions(&self) -> Vec<String>;

    /// The instructions of the current function around this one, with their numbers.
    fn nearby(&self, each_side: u32) -> Vec<(u32, String)>;
}
