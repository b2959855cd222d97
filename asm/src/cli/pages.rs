//! The options that print a text and do nothing else: `--explain`, `--completions`, `--man`.

use super::messages;
use clap::{Args, Command};
use clap_complete::Shell;
use lzasm_grammar::diag::{Code, Diagnostic, pages};

/// The options.
#[derive(Args, Debug, Default)]
pub struct About {
    /// Explain a message, by its code or name
    #[arg(long, value_name = "CODE", help_heading = "Messages")]
    explain: Option<String>,
    /// Print a script that completes this command's options in a shell
    #[arg(long, value_name = "SHELL", value_enum, hide = true)]
    completions: Option<Shell>,
    /// Print the manual page
    #[arg(long, hide = true)]
    man: bool,
}

impl About {
    /// The text that the options ask for, if they ask for one.
    pub fn text(&self, command: impl FnOnce() -> Command) -> Option<Result<Vec<u8>, Diagnostic>> {
        if let Some(code) = &self.explain {
            return Some(page(code));
        }
        if let Some(shell) = self.completions {
            let (mut command, mut text) = (command(), Vec::new());
            let name = command.get_name().to_owned();
            clap_complete::generate(shell, &mut command, name, &mut text);
            return Some(Ok(text));
        }
        self.man.then(|| {
            let mut text = Vec::new();
            // Writing to memory cannot fail.
            let _ = clap_mangen::Man::new(command()).render(&mut text);
            Ok(text)
        })
    }
}

fn page(code: &str) -> Result<Vec<u8>, Diagnostic> {
    Code::find(code)
        .map(|code| pages::explain(code).as_bytes().to_vec())
        .ok_or_else(|| messages::unknown_code(code))
}
