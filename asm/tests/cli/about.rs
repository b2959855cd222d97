//! `--help`, `--version` and the other options about the command itself.

use super::*;

#[test]
fn help_has_two_lengths() {
    let bench = Bench::new(&[]);
    let short = bench.run(&["-h"]).exits(0).silently();
    let long = bench.run(&["--help"]).exits(0).silently();
    assert!(short.text().contains("--out-dir <DIR>") && !short.text().contains("Examples:"));
    assert!(long.text().contains("Examples:") && long.text().contains("Exit codes:"));
    for option in ["-MD", "-MF", "-MT", "-MP", "--explain", "--fmt", "--length-size", "--hydro-header"] {
        assert!(long.text().contains(option), "{option}");
    }
    assert_eq!(bench.run(&["--version"]).exits(0).text(), concat!("lzasm ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn formats_are_listed() {
    let ran = Bench::new(&[]).run(&["--list-formats"]).exits(0).silently();
    for format in lzasm::formats::ALL {
        let info = format.info();
        let line = ran.text().lines().find(|line| line.starts_with(info.name)).unwrap();
        assert!(info.extensions.iter().all(|ending| line.contains(&format!(".{ending}"))), "{line}");
    }
}

#[test]
fn codes_are_explained() {
    let bench = Bench::new(&[]);
    let page = "# LZ0201: a token that is not expected here\n";
    for code in ["LZ0201", "lz0201", "0201", "201", "unexpected-token"] {
        assert!(bench.run(&["--explain", code]).exits(0).silently().text().starts_with(page), "{code}");
    }
    bench.run(&["--explain", "unexpected-tokem"]).exits(2).says("did you mean `unexpected-token`?");
    bench.run(&["--explain", "LZ9999"]).exits(2).says("no message has this code or name");
}

#[test]
fn completions_and_the_manual_come_from_the_options() {
    let bench = Bench::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = bench.run(&["--completions", shell]).exits(0).silently();
        assert!(ran.text().contains("path-prefix-map"), "{shell}");
    }
    let manual = bench.run(&["--man"]).exits(0).silently();
    assert!(manual.text().contains(".TH lzasm 1") && manual.text().contains("out\\-dir"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let bench = Bench::new(&[]);
    let mut command = bench.command(&["--completions", "zsh"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn text_that_is_not_taken_is_a_failed_write() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let bench = Bench::new(&[]);
    let output = bench.command(&["--explain", "LZ0201"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot write standard output"));
}
