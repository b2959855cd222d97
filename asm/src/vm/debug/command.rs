//! Parses the commands of the debugger, one a line.

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Step(u64),
    Next(u64),
    Continue,
    Finish,
    /// A breakpoint at a place, or here.
    Break(Option<String>),
    /// Removes a breakpoint, or all.
    Delete(Option<u64>),
    Breakpoints,
    /// One value, or all.
    Print(Option<String>),
    Backtrace,
    /// The number of lines on each side.
    List(u32),
    Where,
    Help,
    Quit,
}

/// A parsed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    Command(Command),
    /// An empty line: the last command once more.
    Again,
    /// No command, and why not.
    Fault(String),
}

/// The text of `help`.
pub(super) const HELP: &str = "\
step [N]          execute N instructions (1)
next [N]          the same, with the calls they make
finish            go on until this function returns
continue          go on until a breakpoint or the end
break [PLACE]     stop at FUNCTION, MODULE::FUNCTION, FUNCTION:INSTRUCTION or FILE:LINE; here without PLACE
delete [N]        remove breakpoint N, or all
breakpoints       list them
print [NAME]      show a register, slot or variable, or all that are in use
backtrace         show the open calls
list [N]          show N lines on each side (5)
where             show the place again
help              show this
quit              end the run
The first letter of a command will do; an empty line repeats the last command.
";

/// The number of lines that `list` shows on each side.
const LISTED: u32 = 5;

/// The words for commands, those of one letter among them, and what they are.
const WORDS: &[(&str, &str)] = &[
    ("step", "s"),
    ("next", "n"),
    ("finish", "f"),
    ("continue", "c"),
    ("break", "b"),
    ("delete", "d"),
    ("breakpoints", "breakpoints"),
    ("print", "p"),
    ("backtrace", "bt"),
    ("list", "l"),
    ("where", "w"),
    ("help", "h"),
    ("quit", "q"),
];

impl Command {
    /// Parses a line.
    pub(super) fn parse(line: &str) -> Parsed {
        let mut words = line.split_whitespace();
        let Some(word) = words.next() else { return Parsed::Again };
        let operand = words.next();
        if words.next().is_some() {
            return Parsed::Fault("expected a command and at most one word more".to_owned());
        }
        let word = if word == "?" { "help" } else { word };
        let Some((name, _)) = WORDS.iter().find(|(name, short)| *name == word || *short == word) else {
            return Parsed::Fault(format!("there is no command `{}`; `help` lists them", clipped(word)));
        };
        match command(name, operand) {
            Ok(command) => Parsed::Command(command),
            Err(expected) => Parsed::Fault(format!("{name}: expected {expected}")),
        }
    }
}

fn command(name: &str, operand: Option<&str>) -> Result<Command, &'static str> {
    let text = operand.map(str::to_owned);
    let count = || match operand {
        None => Ok(1),
        Some(word) => word.parse().ok().filter(|count| *count > 0).ok_or("a number from 1 on"),
    };
    Ok(match (name, operand) {
        ("step", _) => Command::Step(count()?),
        ("next", _) => Command::Next(count()?),
        ("break", _) => Command::Break(text),
        ("delete", None) => Command::Delete(None),
        ("delete", Some(_)) => Command::Delete(Some(count()?)),
        ("print", _) => Command::Print(text),
        ("list", None) => Command::List(LISTED),
        ("list", Some(_)) => Command::List(u32::try_from(count()?).unwrap_or(u32::MAX)),
        (_, Some(_)) => return Err("nothing behind it"),
        ("finish", _) => Command::Finish,
        ("continue", _) => Command::Continue,
        ("breakpoints", _) => Command::Breakpoints,
        ("backtrace", _) => Command::Backtrace,
        ("where", _) => Command::Where,
        ("quit", _) => Command::Quit,
        _ => Command::Help,
    })
}

fn clipped(word: &str) -> String {
    word.chars().take(40).filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_letters() {
        let is = |line: &str, command: Command| assert_eq!(Command::parse(line), Parsed::Command(command));
        is("step", Command::Step(1));
        is("  s  20 \n", Command::Step(20));
        is("n", Command::Next(1));
        is("b a::f:3", Command::Break(Some("a::f:3".to_owned())));
        is("break", Command::Break(None));
        is("d 2", Command::Delete(Some(2)));
        is("p r1", Command::Print(Some("r1".to_owned())));
        is("bt", Command::Backtrace);
        is("l", Command::List(5));
        is("list 9", Command::List(9));
        is("?", Command::Help);
        is("q", Command::Quit);
        assert_eq!(Command::parse("\n"), Parsed::Again);
    }

    #[test]
    fn faults_say_what_is_expected() {
        for line in
            ["step 0", "step x", "next -1", "quit now", "print a b", "frobnicate", "delete x", "\u{1b}[2J"]
        {
            assert!(matches!(Command::parse(line), Parsed::Fault(_)), "{line}");
        }
    }

    #[test]
    fn every_word_has_help() {
        for (name, short) in WORDS {
            assert!(HELP.lines().any(|line| line.starts_with(name)), "{name}");
            assert!(matches!(Command::parse(short), Parsed::Command(_)), "{short}");
        }
    }
}
