//! Dependency files for Make, as GCC writes them: the files that an output was made from.
//!
//! With `phony`, each file but the first also gets an empty rule, so that a deleted one does not stop the build.

use std::ffi::OsStr;

/// The line length at which a rule continues on the next line.
const WIDTH: usize = 72;

/// The left side of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'t> {
    /// The name of a file, to be escaped.
    File(&'t OsStr),
    /// Text for Make, inserted as it is (`-MT`).
    Verbatim(&'t OsStr),
}

/// The text of a dependency file. Names that Make cannot express (see [`escape`]) are left out; without a target there is
/// no rule.
///
/// Names that are not Unicode keep their bytes, so the result is not a `String`.
pub fn render(targets: &[Target<'_>], prerequisites: &[&OsStr], phony: bool) -> Vec<u8> {
    let names: Vec<Vec<u8>> = prerequisites.iter().filter_map(|name| escape(name)).collect();
    let left = targets.iter().filter_map(|target| match target {
        Target::File(name) => escape(name),
        Target::Verbatim(text) => Some(text.as_encoded_bytes().to_vec()),
    });
    let mut text = left.collect::<Vec<_>>().join(&b' ');
    if text.is_empty() {
        return text;
    }
    text.push(b':');
    let mut column = text.len();
    for name in &names {
        if column + 1 + name.len() > WIDTH {
            text.extend(b" \\\n ");
            column = 1;
        }
        text.push(b' ');
        text.extend(name);
        column += 1 + name.len();
    }
    text.push(b'\n');
    if phony {
        for name in names.iter().skip(1) {
            text.extend(name);
            text.extend(b":\n");
        }
    }
    text
}

/// A file name, escaped for Make: `$` is doubled; blanks, `#` and `:` get a backslash, and the backslashes before them are
/// doubled. `None` for a name with a newline or a final backslash, which Make cannot express.
pub fn escape(name: &OsStr) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let mut slashes = 0;
    for &byte in name.as_encoded_bytes() {
        match byte {
            b'\n' => return None,
            b' ' | b'\t' | b'#' | b':' => text.extend(std::iter::repeat_n(b'\\', slashes + 1)),
            b'$' => text.push(b'$'),
            _ => {}
        }
        slashes = if byte == b'\\' { slashes + 1 } else { 0 };
        text.push(byte);
    }
    (slashes == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pretty_assertions::assert_eq;
    use std::fs;
    use std::process::Command;

    fn rule(targets: &[&str], prerequisites: &[&str], phony: bool) -> String {
        let targets: Vec<_> = targets.iter().map(|name| Target::File(name.as_ref())).collect();
        let prerequisites: Vec<_> = prerequisites.iter().map(|name| name.as_ref()).collect();
        String::from_utf8(render(&targets, &prerequisites, phony)).unwrap()
    }

    #[test]
    fn rules_look_like_gcc_s() {
        assert_eq!(rule(&["a.lzr"], &["a.s", "inc/b.s"], false), "a.lzr: a.s inc/b.s\n");
        assert_eq!(rule(&["a.lzr", "a.d"], &["a.s", "b.s"], true), "a.lzr a.d: a.s b.s\nb.s:\n");
        assert_eq!(rule(&["a"], &[], true), "a:\n");
        let verbatim = [Target::Verbatim("$(OUT) x:y".as_ref())];
        assert_eq!(render(&verbatim, &["a b.s".as_ref()], false), b"$(OUT) x:y: a\\ b.s\n");
    }

    #[test]
    fn characters_of_make_are_escaped() {
        let cases = [
            ("a b\tc", "a\\ b\\\tc"),
            ("$x$$", "$$x$$$$"),
            ("a#b:c", "a\\#b\\:c"),
            ("dir\\file", "dir\\file"),
            ("a\\ b\\\\#", "a\\\\\\ b\\\\\\\\\\#"),
            ("größe", "größe"),
        ];
        for (name, expected) in cases {
            assert_eq!(String::from_utf8(escape(name.as_ref()).unwrap()).unwrap(), expected);
        }
        assert_eq!(escape("a\nall:".as_ref()), None);
        assert_eq!(escape("end\\".as_ref()), None);
        assert_eq!(rule(&["end\\"], &["a"], false), "");
        assert_eq!(rule(&["a"], &["b", "x\ny", "c"], true), "a: b c\nc:\n");
    }

    #[test]
    fn long_rules_continue_on_the_next_line() {
        let names: Vec<String> = (0..30).map(|index| format!("folder/file{index}.s")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text = rule(&["out.lzr"], &names, false);
        assert!(text.lines().all(|line| line.len() <= WIDTH + 2), "{text}");
        assert_eq!(text.replace(" \\\n ", ""), format!("out.lzr: {}\n", names.join(" ")));
        let long = "x".repeat(100);
        assert_eq!(rule(&["o"], &[&long], false), format!("o: \\\n  {long}\n"));
    }

    #[test]
    #[cfg(unix)]
    fn names_that_are_not_unicode_keep_their_bytes() {
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"\xff x");
        assert_eq!(render(&[Target::File(name)], &[name], false), b"\xff\\ x: \xff\\ x\n");
    }

    /// Make itself reads the names back, on both sides of the rule. Runs where GNU make is installed.
    #[test]
    #[cfg(unix)]
    fn make_reads_the_names_back() {
        let is_gnu = |out: std::process::Output| out.stdout.starts_with(b"GNU Make");
        if !Command::new("make").arg("--version").output().is_ok_and(is_gnu) {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        // No tabs: GNU make 4.3 turns one in a target into a blank, whatever precedes it.
        let odd = ["a b", "a:b", "a#b", "$a$", "a\\b", "a\\ b", "a\\\\b#c", "é!", "'q'"];
        let mut files = vec!["main.s"];
        files.extend(odd);
        for name in &files {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let make = |makefile: String| {
            fs::write(folder.path().join("Makefile"), makefile).unwrap();
            Command::new("make").args(["-s", "-r"]).current_dir(folder.path()).output().unwrap()
        };
        for name in odd {
            let target = format!("{name}.out");
            let out = make(rule(&[&target], &files, false) + "\t@: $(info [$@])\n");
            assert_eq!(String::from_utf8_lossy(&out.stderr), "");
            assert!(make(rule(&[&target], &[name], false)).status.success(), "{name:?}");
            assert_eq!(String::from_utf8_lossy(&out.stdout), format!("[{target}]\n"));
            fs::remove_file(folder.path().join(name)).unwrap();
            assert!(!make(rule(&[&target], &files, false)).status.success(), "{name:?}");
            assert!(make(rule(&[&target], &files, true)).status.success(), "{name:?}");
            fs::write(folder.path().join(name), "").unwrap();
        }
    }
}
