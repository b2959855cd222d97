//! Looking on while a program runs: an observer is shown the machine before each instruction. Traces, profiles and the
//! debugger are observers.

use super::{CallStack, Place};

/// What an observer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The instruction is executed.
    Go,
    /// The run ends here.
    Quit,
}

/// Someone who looks on.
pub trait Observer {
    /// Whether there is anybody at all. Machines are compiled for each observer, so nobody costs nothing.
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

/// Which instruction of which function, in numbers that stay the same during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The function.
    pub function: u32,
    /// The instruction.
    pub instruction: u32,
}

/// Something with a name and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// What it is: `registers`, `slots`, `stack`, `variables`.
    pub group: &'static str,
    /// Its name.
    pub name: String,
    /// Its value as the language writes it; the end of a long one is left out.
    pub value: String,
}

/// What can be seen of a machine before an instruction.
pub trait View {
    /// Where it is, cheaply.
    fn spot(&self) -> Spot;

    /// Where it is, in words.
    fn place(&self) -> Place;

    /// How many calls are open, the first one among them.
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
