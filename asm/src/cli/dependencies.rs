//! Rules for Make: the options that ask for one, and the file and text of the rule for an output.

use super::depfile::{Target, render};
use crate::files::is_standard;
use clap::Args;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The options in the spelling that clap knows. [`spell_out`] rewrites GCC's spelling.
#[derive(Args, Debug)]
#[command(next_help_heading = "Dependencies")]
pub struct Dependencies {
    /// Write a rule for Make that lists the files read (also -MD)
    #[arg(long)]
    pub depfile: bool,
    /// Write that rule to FILE (also -MF) [default: the output with the extension `.d`]
    #[arg(long, value_name = "FILE", requires = "depfile")]
    pub depfile_path: Option<PathBuf>,
    /// Make NAME the target of that rule (also -MT) [default: the output]
    #[arg(long, value_name = "NAME", requires = "depfile", action = clap::ArgAction::Append)]
    depfile_target: Vec<OsString>,
    /// Add an empty rule for each file but the first (also -MP)
    #[arg(long, requires = "depfile")]
    depfile_phony: bool,
}

impl Dependencies {
    /// The rule that is asked for, if one is.
    pub fn rule(&self) -> Option<Depfile> {
        let Self { depfile, depfile_path: path, depfile_target: targets, depfile_phony: phony } = self;
        depfile.then(|| Depfile { path: path.clone(), targets: targets.clone(), phony: *phony })
    }
}

/// The properties of the rule for Make.
pub struct Depfile {
    /// `-MF`
    pub path: Option<PathBuf>,
    /// `-MT`
    pub targets: Vec<OsString>,
    /// `-MP`
    pub phony: bool,
}

impl Depfile {
    /// The file of the rule for an output; `None` if nothing names it.
    pub fn file(&self, output: &Path) -> Option<PathBuf> {
        self.path.clone().or_else(|| (!is_standard(output)).then(|| output.with_extension("d")))
    }

    /// The file of the rule and its text, in which the output depends on the files read.
    pub fn text(&self, output: &Path, read: &[&OsStr]) -> Option<(PathBuf, Vec<u8>)> {
        let path = self.file(output)?;
        let mut targets: Vec<Target<'_>> = self.targets.iter().map(|name| Target::Verbatim(name)).collect();
        if targets.is_empty() {
            targets.push(Target::File(output.as_os_str()));
        }
        Some((path, render(&targets, read, self.phony)))
    }
}

/// GCC's spelling of the dependency options, which clap would read as several short ones. The flag is set if a value
/// follows.
const DEPENDENCY_OPTIONS: [(&str, &str, bool); 4] = [
    ("-MD", "--depfile", false),
    ("-MP", "--depfile-phony", false),
    ("-MF", "--depfile-path", true),
    ("-MT", "--depfile-target", true),
];

/// Replaces GCC's spelling of the dependency options, up to `--`.
pub fn spell_out(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut is_open = true;
    let replaced = arguments.into_iter().map(|word| {
        is_open &= word != "--";
        if is_open { spelled_out(&word).unwrap_or(word) } else { word }
    });
    replaced.collect()
}

fn spelled_out(word: &OsString) -> Option<OsString> {
    let found = DEPENDENCY_OPTIONS.iter().find_map(|(short, long, has_value)| {
        let glued = word.to_str()?.strip_prefix(short)?;
        (glued.is_empty() || *has_value).then_some((long, glued))
    });
    let (long, glued) = found?;
    Some(if glued.is_empty() { long.into() } else { format!("{long}={glued}").into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn gcc_s_spelling_is_understood() {
        let given = words(&["lzasm", "-MD", "-MFx.d", "-MF", "y.d", "-MTa b", "-MP", "-MDx", "--", "-MD"]);
        let expected = words(&[
            "lzasm",
            "--depfile",
            "--depfile-path=x.d",
            "--depfile-path",
            "y.d",
            "--depfile-target=a b",
            "--depfile-phony",
            "-MDx",
            "--",
            "-MD",
        ]);
        assert_eq!(spell_out(given), expected);
    }
}
