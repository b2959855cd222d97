//! The command `lzrun` as its users meet it: files and arguments in, output, messages and exit codes out.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const LAZER: &str = "
.target lazer
.module main
.extern println(v: any) from std.io.print
.func main()
    loadk r1, 5i64
    call  fact
    move  r1, r0
    call  println, tail
.end
.func fact(n: i64) -> i64
    loadk r0, 1i64
1:  loadk r3, 1i64
    le    r2, n, r3
    jt    r2, 2f
    mul   r0, r0, n
    sub   n, n, r3
    jmp   1b
2:  ret
.end
.func forever()
1:  jmp 1b
.end
.func deep()
    call deep
    ret
.end
.func much()
    list r1, 2, 1
    put  r1, r1
    jmp  much
much:
    list r1, 1, 1
    put  r1
    jmp  much
.end
.func stop()
    trap 9
.end
.func half(a: any, b: any)
    div r0, a, b
    ret
.end
";

const HYDRO: &str = "
.target hydro
.module main
.func main() -> s64
    push 5s64
    push fn fact
    call
    return
.end
.func fact(n: s64) -> s64
    duplicate
    push 1s64
    lessthanequal
    branch done, again
done:
    pop
    push 1s64
    return
again:
    duplicate
    push 1s64
    subtract
    push fn fact
    call
    multiply
    return
.end
";

/// The result of a run.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    #[track_caller]
    fn is(&self, code: i32, out: &str) -> &Self {
        assert_eq!((self.code, self.out.as_str()), (code, out), "standard error:\n{}", self.err);
        self
    }

    #[track_caller]
    fn says(&self, text: &str) -> &Self {
        assert!(self.err.contains(text), "expected {text:?} in\n{}", self.err);
        self
    }
}

/// A folder with the two programs as sources.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("l.s"), LAZER).unwrap();
    fs::write(folder.path().join("h.s"), HYDRO).unwrap();
    folder
}

fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn piped(folder: &TempDir, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(folder.path(), env!("CARGO_BIN_EXE_lzrun"), arguments).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // The command may end without reading; that is not a failure.
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn lzrun(folder: &TempDir, arguments: &[&str]) -> Ran {
    piped(folder, arguments, "")
}

/// Assembles a source of the folder.
fn assembled(folder: &TempDir, arguments: &[&str]) {
    let output = command(folder.path(), env!("CARGO_BIN_EXE_lzasm"), arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn programs_of_both_machines_run() {
    let folder = folder();
    lzrun(&folder, &["l.s"]).is(0, "120\n");
    lzrun(&folder, &["h.s"]).is(0, "120\n");
    lzrun(&folder, &["l.s", "--entry", "fact", "6i64"]).is(0, "720\n");
    lzrun(&folder, &["h.s", "6", "-e", "main::fact"]).is(0, "720\n");
    lzrun(&folder, &["l.s", "-e", "half", "-7", "2"]).is(0, "-3\n");
    assembled(&folder, &["l.s"]);
    assembled(&folder, &["h.s"]);
    lzrun(&folder, &["l.lzr"]).is(0, "120\n");
    lzrun(&folder, &["h.hydro"]).is(0, "120\n");
    piped(&folder, &["-", "-v"], LAZER).is(0, "120\n").says("steps");
}

/// A loop, a call and strings, in code that both machines run.
const PORTABLE: &str = "\
.module main
.extern print(text: string) from std.io.print

.func repeat(text: string, count: u64) -> u64 isa=hydro
    duplicate
    push 0u64
    equal
    branch done, more
more:
    swap
    duplicate
    push fn std.io.print::print
    call
    swap
    push 1u64
    subtract
    jump 0
done:
    return
.end

.func main() -> u64 isa=hydro
    push \"ho \"
    push 3u64
    push fn repeat
    call
    return
.end
";

#[test]
fn one_source_runs_as_lazer_as_hydro_and_as_text() {
    let folder = folder();
    fs::write(folder.path().join("p.s"), PORTABLE).unwrap();
    assembled(&folder, &["-q", "p.s", "-o", "p.lzr"]);
    assembled(&folder, &["-q", "p.s", "-o", "p.hydro"]);
    let to_text = ["--to", "h2o", "--lossy=allow", "p.hydro", "-o", "p.h2o"];
    let output = command(folder.path(), env!("CARGO_BIN_EXE_lzdump"), &to_text).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for file in ["p.lzr", "p.hydro", "p.h2o"] {
        lzrun(&folder, &["-q", file]).is(0, "ho ho ho 0\n");
    }
}

/// One source as a module of either machine and as Hydro's own text: the same output, and the same result.
#[test]
fn one_source_runs_in_every_form() {
    let folder = folder();
    let text =
        ".module main\n.extern println(v: string) from io\n.func main() -> i64\nloadk r1, \"counting\"\n
        call println, save\nloadk r1, 10i64\ncall sum, tail\n.end\n
        .func sum(n: i64) -> i64\nloadk r0, 0i64\nloadk r2, 1i64\n1:\nadd r0, r0, n\nsub n, n, r2\n
        le r3, r2, n\njt r3, 1b\nret\n.end\n";
    fs::write(folder.path().join("s.s"), text).unwrap();
    assembled(&folder, &["-f", "lazer", "s.s"]);
    assembled(&folder, &["-f", "hydro", "s.s"]);
    let output =
        command(folder.path(), env!("CARGO_BIN_EXE_lzdump"), &["--to", "h2o", "s.hydro", "-o", "s.h2o"])
            .output()
            .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for file in ["s.s", "s.lzr", "s.hydro", "s.h2o"] {
        lzrun(&folder, &[file]).is(0, "counting\n55\n");
    }
    lzrun(&folder, &["-f", "hydro", "s.s"]).is(0, "counting\n55\n");
}

#[test]
fn several_files_are_one_program() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.s", ".module a\n.func main()\nloadk r1, 4i64\ncall main::fact/1, tail\n.end\n");
    lzrun(&folder, &["a.s", "-e", "a::main", "--with", "l.s"]).is(0, "24\n");
    lzrun(&folder, &["a.s"]).is(1, "").says("unknown function `main::fact/1`");
    lzrun(&folder, &["l.s", "--with", "l.s"]).is(1, "").says("duplicate module `main`");
    lzrun(&folder, &["l.s", "--with", "h.s"]).is(1, "").says("are for different machines");
}

#[test]
fn calls_in_a_row_from_one_place_are_reported_once() {
    let folder = folder();
    let source = ".module main\n.func main()\n call main\n ret\n.end\n";
    fs::write(folder.path().join("deep.s"), source).unwrap();
    let ran = lzrun(&folder, &["deep.s", "--max-depth", "1000"]);
    ran.is(4, "").says("instruction 0 (`deep.s:3:2`), 16 times\n").says("… and 967 more calls …");
}

#[test]
fn faults_show_the_source_and_the_calls() {
    let folder = folder();
    let ran = lzrun(&folder, &["l.s", "-e", "half", "1", "0"]);
    ran.is(1, "").says("error[LZ0801]: division by zero: `div r0, r1, r2`");
    ran.says("l.s:41:5").says("div r0, a, b").says("`l.s` did not run to its end");
    assembled(&folder, &["-g", "l.s"]);
    lzrun(&folder, &["l.lzr", "-e", "half", "1", "0"]).is(1, "").says("div r0, a, b");
    fs::remove_file(folder.path().join("l.s")).unwrap();
    lzrun(&folder, &["l.lzr", "-e", "half", "1", "0"]).is(1, "").says("from `l.s:41:5`");
    let short = lzrun(&folder, &["l.lzr", "-e", "stop", "--message-format", "short"]);
    short.is(1, "").says("fault code 9");
    let json = lzrun(&folder, &["l.lzr", "-e", "stop", "--message-format", "json"]);
    assert!(json.err.contains("\"LZ0810\""), "{}", json.err);
}

#[test]
fn expansions_of_a_source_are_limited() {
    let folder = folder();
    let source = ".func main()\n.repeat 1000\nnop\n.end\nret\n.end\n";
    fs::write(folder.path().join("r.s"), source).unwrap();
    lzrun(&folder, &["r.s", "--max-statements", "2000", "--max-expansion", "1000000"]).is(0, "0\n");
    lzrun(&folder, &["r.s", "--max-statements", "100"]).is(4, "").says("LZ0335");
    lzrun(&folder, &["r.s", "--max-expansion", "1000"]).is(4, "").says("--max-expansion BYTES");
}

#[test]
fn limits_have_an_exit_code_of_their_own() {
    let folder = folder();
    lzrun(&folder, &["l.s", "-e", "forever", "--max-steps", "1000"]).is(4, "").says("LZ0820");
    lzrun(&folder, &["l.s", "-e", "deep"]).is(4, "").says("… and 99967 more calls …");
    lzrun(&folder, &["l.s", "-e", "deep", "--max-depth", "10"]).is(4, "").says("more than 10 deep");
    lzrun(&folder, &["l.s", "-e", "much", "--max-memory", "100000"]).is(4, "").says("LZ0822");
    lzrun(&folder, &["l.s", "--max-output", "3"])
        .is(4, "")
        .says("LZ0823")
        .says("the output has more than 3 bytes");
}

#[test]
fn what_cannot_run_is_refused() {
    let folder = folder();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("bad.s", ".func main()\nrte\n.end\n");
    write("plain.s", ".func main()\nloadi r0, 7\nret\n.end\n");
    write("roo.s", ".target roomod\n.extern f()\n");
    lzrun(&folder, &["plain.s"]).is(0, "7\n");
    write("which.s", ".if target == lazer\n.func main()\nloadi r0, 8\nret\n.end\n.end\n");
    lzrun(&folder, &["which.s"]).is(0, "8\n");
    lzrun(&folder, &["bad.s"]).is(1, "").says("LZ0401");
    lzrun(&folder, &["roo.s"]).is(1, "").says("is a Roo module file").says("has no code to run");
    lzrun(&folder, &["missing.lzr"]).is(3, "").says("cannot read `missing.lzr`");
    lzrun(&folder, &["l.s", "-e", "fcat", "1"]).is(1, "").says("did you mean");
    lzrun(&folder, &["l.s", "-e", "fact"]).is(2, "").says("takes 1 argument, not 0");
    lzrun(&folder, &["l.s", "300u8"]).is(2, "").says("out of range for its type");
    lzrun(&folder, &["l.s", "--max-steps", "x"]).is(2, "");
    lzrun(&folder, &["h.s", "-e", "fact", "text"]).is(2, "").says("argument 1");
    lzrun(&folder, &[]).is(2, "");
}

/// A program, or the arguments of a run, for each message about running.
const SHOWN: &[(&str, &str, &[&str])] = &[
    ("LZ0801", "lazer: loadi r1, 5\ndiv r0, r1, r2", &[]),
    ("LZ0802", "lazer: loadk r1, \"text\"\nadd r0, r1, r2", &[]),
    ("LZ0803", "hydro: push 1i32\nadd", &[]),
    ("LZ0804", "lazer: call std.io.print::prnt/1", &[]),
    ("LZ0805", "hydro: push ref count\nload\npop", &[]),
    ("LZ0806", "hydro: push ref count\nalloc i32\nalloc i32\npop", &[]),
    ("LZ0807", "lazer: loadi r1, 1\nloadi r2, 32\nshl r0, r1, r2", &[]),
    ("LZ0808", "lazer: loadk r1, [1, 2, 3]\nloadi r2, 3\nget r0, r1, r2", &[]),
    ("LZ0809", "hydro: push 1e30\ncast i32\npop", &[]),
    ("LZ0810", "lazer: trap 7", &[]),
    ("LZ0811", "lazer: jmp 9", &[]),
    ("LZ0812", "lazer: .word 0xFF", &[]),
    ("LZ0813", "hydro: return", &[]),
    ("LZ0814", "lazer: call std.io.read::read/0", &[]),
    ("LZ0820", "lazer: jmp -1", &["--max-steps", "1000"]),
    ("LZ0821", "lazer: call main/0", &["--max-depth", "10"]),
    ("LZ0822", "lazer: list r0, 1, 1\nput r0\njmp -3", &["--max-memory", "100000"]),
    ("LZ0823", "lazer: loadi r1, 777\ncall std.io.print::print/1", &["--max-output", "2"]),
    ("LZ0830", "roomod", &[]),
    ("LZ0831", "lazer: nop", &["--entry", "mian"]),
    ("LZ0832", "lazer: nop", &["300u8"]),
];

#[test]
fn each_message_about_running_is_shown() {
    let folder = folder();
    let mut codes = Vec::new();
    for (code, program, arguments) in SHOWN {
        let (format, body) = program.split_once(": ").unwrap_or((program, ""));
        let end = if format == "lazer" { "ret\n" } else { "" };
        let text = match body {
            "" => format!(".target {format}\n.extern f()\n"),
            _ => format!(".target {format}\n.module main\n.func main()\n{body}\n{end}.end\n"),
        };
        fs::write(folder.path().join("x.s"), text).unwrap();
        let arguments = [&["x.s", "-q"], *arguments].concat();
        let mut command = command(folder.path(), env!("CARGO_BIN_EXE_lzrun"), &arguments);
        // A folder cannot be read as a text.
        let output = command.stdin(fs::File::open(folder.path()).unwrap()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(&format!("error[{code}]")), "{code}:\n{said}");
        assert!(matches!(output.status.code(), Some(1 | 2 | 4)), "{code}: {:?}", output.status);
        codes.push(*code);
    }
    let all = lzasm_grammar::diag::Code::ALL.iter().map(|code| code.number());
    assert_eq!(codes, all.filter(|number| number.starts_with("LZ08")).collect::<Vec<_>>());
}

#[test]
fn what_a_run_does_can_be_seen() {
    let folder = folder();
    let trace = lzrun(&folder, &["l.s", "--trace"]);
    trace.is(0, "120\n").says("main::main/0:0  loadk r1, 5i64\n").says(".main::fact/1:0  loadk r0, 1i64\n");
    let profile = lzrun(&folder, &["l.s", "--profile"]);
    profile.is(0, "120\n").says("instructions   share").says("main::fact/1").says("100.0%");
    lzrun(&folder, &["h.s", "--profile"]).is(0, "120\n").says("main::fact");
    lzrun(&folder, &["l.s", "--trace", "--debug"]).is(2, "");
}

#[test]
fn the_debugger_reads_commands() {
    let folder = folder();
    let ran = piped(&folder, &["l.s", "--debug"], "b fact\nc\nf\np r0\nl 1\nc\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for text in [
        "breakpoint 1 at `fact`",
        "main::fact/1:0  loadk r0, 1i64",
        "r0 = 120i64",
        ">    8      move  r1, r0",
        "\n120\n",
    ] {
        assert!(ran.out.contains(text), "{text}:\n{}", ran.out);
    }
    piped(&folder, &["l.s", "--debug"], "q\n").says("");
    let hydro = piped(&folder, &["h.s", "--debug"], "b fact:2\nc\np\nbt\nl\nq\n");
    assert_eq!(hydro.code, 0, "{}", hydro.err);
    for text in ["breakpoint 1", "stack:", "lessthanequal", "main::main"] {
        assert!(hydro.out.contains(text), "{text}:\n{}", hydro.out);
    }
}

#[test]
fn the_program_reads_the_input() {
    let folder = folder();
    let text =
        ".func main()\ncall std.io.read::read_line/0\nmove r1, r0\ncall std.io.print::print/1, tail\n.end\n";
    fs::write(folder.path().join("echo.s"), text).unwrap();
    piped(&folder, &["echo.s"], "a line\nand more\n").is(0, "a line");
}

#[test]
fn an_output_that_is_gone_ends_quietly_and_a_full_one_does_not() {
    let folder = folder();
    let text = ".func main()\nloadk r1, \"much of it\"\n1:\ncall std.io.print::println/1\njmp 1b\n.end\n";
    fs::write(folder.path().join("endless.s"), text).unwrap();
    let mut child = command(folder.path(), env!("CARGO_BIN_EXE_lzrun"), &["endless.s"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let mut command = command(folder.path(), env!("CARGO_BIN_EXE_lzrun"), &["endless.s"]);
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = self::command(folder.path(), env!("CARGO_BIN_EXE_lzrun"), &["l.s"]);
        assert_eq!(command.stdout(full).output().unwrap().status.code(), Some(3));
    }
}

#[test]
fn the_command_describes_itself() {
    let folder = folder();
    assert!(lzrun(&folder, &["--help"]).is(0, &lzrun(&folder, &["--help"]).out).out.contains("Exit codes:"));
    assert!(lzrun(&folder, &["--completions", "bash"]).out.contains("--max-steps"));
    assert!(lzrun(&folder, &["--man"]).out.contains(".TH lzrun 1"));
    assert!(lzrun(&folder, &["--explain", "LZ0821"]).out.contains("calls deeper than they may go"));
}
