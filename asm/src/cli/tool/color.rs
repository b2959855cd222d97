//! The decision whether text for people gets colours.

use clap::ValueEnum;
use std::ffi::OsString;
use std::io::IsTerminal;

/// The value of `--color`.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether standard error gets colours.
pub fn on_stderr(choice: Choice) -> bool {
    wanted(choice, std::io::stderr().is_terminal(), |name| std::env::var_os(name))
}

/// Whether standard output gets colours.
pub fn on_stdout(choice: Choice) -> bool {
    wanted(choice, std::io::stdout().is_terminal(), |name| std::env::var_os(name))
}

/// Decides by the option, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether the output is a terminal with colours.
fn wanted(choice: Choice, is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_on = |name| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    match choice {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        Choice::Auto if is_on("CLICOLOR_FORCE") => true,
        Choice::Auto => {
            let is_off = variable("CLICOLOR").is_some_and(|value| value == "0");
            is_terminal && !is_off && variable("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(is_terminal: bool, variables: &[(&str, &str)]) -> bool {
        wanted(Choice::Auto, is_terminal, |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn a_terminal_gets_colours_and_a_pipe_does_not() {
        assert!(auto(true, &[]));
        assert!(auto(true, &[("TERM", "xterm")]));
        assert!(!auto(false, &[]));
        assert!(!auto(true, &[("TERM", "dumb")]));
    }

    #[test]
    fn the_environment_counts() {
        assert!(!auto(true, &[("NO_COLOR", "1")]));
        assert!(!auto(true, &[("NO_COLOR", "0"), ("CLICOLOR_FORCE", "1")]));
        assert!(auto(true, &[("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(true, &[("CLICOLOR", "0")]));
    }

    #[test]
    fn the_option_wins() {
        assert!(wanted(Choice::Always, false, |_| Some("1".into())));
        assert!(!wanted(Choice::Never, true, |_| Some("1".into())));
    }
}
