//! Transcripts of `lzdump`: each command runs over the files of the conformance folder, and what it prints is compared
//! with a file of `tests/dump/`. `BLESS=1` writes those files anew.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lzasm_grammar::diag::render::sanitize;
use pretty_assertions::assert_eq;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the conformance files as bytes, and some odd ones made of them.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let conformance = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance");
    for entry in std::fs::read_dir(conformance).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "hex") {
            let text = std::fs::read_to_string(&path).unwrap();
            let bytes: Vec<u8> =
                text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect();
            std::fs::write(folder.path().join(path.file_stem().unwrap()), bytes).unwrap();
        }
    }
    let calc = std::fs::read(folder.path().join("calc.lzr")).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("cut.lzr", &calc[..20]);
    write("version.lzr", &[&calc[..3], &[9], &calc[4..]].concat());
    write("longer.lzr", &[&calc[..], b"!"].concat());
    // `mul` becomes `add`, a jump leads out of the code, and `hello` becomes `hullo`.
    let mut changed = calc.clone();
    changed[0x85] = 0x10;
    changed[0x83] = 0x7F;
    changed[0x16] = b'u';
    write("changed.lzr", &changed);
    write("text.s", b".target lazer\n");
    write("empty", b"");
    folder
}

fn lzdump(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lzdump"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The command, what it prints, and how it ends.
fn transcript(folder: &Path, arguments: &[&str]) -> String {
    let output = lzdump(folder, arguments);
    let mut shown = format!("$ lzdump {}\n{}", arguments.join(" "), text(&output.stdout));
    if !output.stderr.is_empty() {
        shown.push_str("--- standard error\n");
        shown.push_str(&text(&output.stderr));
    }
    match output.status.code() {
        Some(0) => {}
        code => shown.push_str(&format!("--- exit code {}\n", code.unwrap())),
    }
    shown
}

#[track_caller]
fn golden(name: &str, commands: &[&[&str]]) {
    let folder = folder();
    let shown: Vec<_> = commands.iter().map(|arguments| transcript(folder.path(), arguments)).collect();
    let shown = shown.join("\n");
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dump").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, shown).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(shown, expected, "{} (BLESS=1 writes it anew)", path.display());
}

#[test]
fn summaries() {
    golden(
        "summary.txt",
        &[&["calc.lzr", "pair.lzr", "native.lzr", "fact.hydro", "shapes.roomod", "wide.sail"]],
    );
}

#[test]
fn annotated_hex() {
    golden("hex.txt", &[&["-x", "native.lzr"], &["-x", "plain.sail", "longer.lzr"]]);
}

#[test]
fn text_forms() {
    golden(
        "text.txt",
        &[
            &["--to", "h2o", "fact.hydro"],
            &["--to", "h2o", "--lossy=allow", "-W", "no-not-for-machine", "usings.hydro"],
            &["--to", "h2o", "--lossy=deny", "fact.hydro"],
            &["--to", "h2o", "calc.lzr"],
            &["--to", "h2o", "fact.hydro", "usings.hydro"],
        ],
    );
}

#[test]
fn symbols() {
    golden("symbols.txt", &[&["-s", "calc.lzr", "pair.lzr", "fact.hydro", "shapes.roomod"]]);
}

#[test]
fn sizes() {
    golden("sizes.txt", &[&["--size", "calc.lzr", "pair.lzr", "fact.hydro", "shapes.roomod"]]);
}

#[test]
fn graphs() {
    golden(
        "graph.txt",
        &[
            &["--graph", "calls", "calc.lzr"],
            &["--graph", "blocks", "fact.hydro"],
            &["--graph", "modules", "fact.hydro"],
        ],
    );
}

#[test]
fn differences() {
    golden(
        "diff.txt",
        &[
            &["--diff", "calc.lzr", "calc.lzr"],
            &["--diff", "calc.lzr", "changed.lzr"],
            &["--diff", "calc.lzr", "longer.lzr"],
            &["--diff", "calc.lzr", "fact.hydro"],
            &["--diff", "calc.lzr", "cut.lzr"],
            &["--diff", "calc.lzr"],
        ],
    );
}

#[test]
fn findings() {
    golden(
        "verify.txt",
        &[
            &["--verify", "calc.lzr"],
            &["--verify", "changed.lzr", "longer.lzr"],
            &["--verify", "--message-format", "short", "changed.lzr"],
            &["--verify", "-W", "no-odd-content", "longer.lzr"],
        ],
    );
}

#[test]
fn disassembly() {
    golden(
        "disassembly.txt",
        &[&["-d", "calc.lzr"], &["-d", "--annotate", "fact.hydro"], &["-d", "shapes.roomod"]],
    );
}

#[test]
fn files_that_do_not_decode_become_sources_too() {
    golden("lenient.txt", &[&["-d", "--lenient", "cut.lzr"], &["-d", "cut.lzr"]]);
    let folder = folder();
    for name in ["cut.lzr", "version.lzr", "text.s", "empty", "calc.lzr"] {
        let source = lzdump(folder.path(), &["-d", "--lenient", name]).stdout;
        let input = lzasm::Input { name: "x.s".into(), bytes: source, stem: "x".into() };
        let made = lzasm::assemble(input, &lzasm::Options::default(), Box::new(lzasm::files::FileLoader));
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        assert_eq!(made.bytes, Some(bytes), "{name}: {:?}", made.diagnostics);
    }
}

#[test]
fn disassemblies_give_the_same_bytes() {
    let folder = folder();
    for name in
        ["calc.lzr", "pair.lzr", "native.lzr", "fact.hydro", "usings.hydro", "shapes.roomod", "longer.lzr"]
    {
        let output = lzdump(folder.path(), &["--check-roundtrip", "-v", name]);
        assert_eq!(text(&output.stderr), format!("{name}: the disassembly gives the same bytes\n"));
    }
}

#[test]
fn a_user_s_instructions_are_known() {
    let folder = folder();
    let mut calc = std::fs::read(folder.path().join("calc.lzr")).unwrap();
    calc[0x85] = 0x80;
    std::fs::write(folder.path().join("own.lzr"), calc).unwrap();
    std::fs::write(folder.path().join("own.ops"), ".op fma 0x80 dst:reg, a:reg, b:reg\n").unwrap();
    let shown = |arguments: &[&str]| text(&lzdump(folder.path(), arguments).stdout);
    assert!(shown(&["-d", "own.lzr"]).contains(".word 0x01000080"));
    assert!(shown(&["-d", "--ops", "own.ops", "own.lzr"]).contains("fma"));
}

#[test]
fn definitions_of_instructions_are_limited() {
    let folder = folder();
    let ops = ".repeat 100, i\n.op x\\i 0x80\n.end\n";
    std::fs::write(folder.path().join("many.ops"), ops).unwrap();
    let code = |more: &[&str]| {
        let output = lzdump(folder.path(), &[&["-d", "--ops", "many.ops", "calc.lzr"], more].concat());
        output.status.code()
    };
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--max-statements", "10"]), Some(4));
    assert_eq!(code(&["--max-expansion", "1000"]), Some(4));
}

/// The document that the scripts of a page make, run by the browser at hand; `None` where there is none.
fn browse(folder: &Path, page: &str, fragment: &str) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let Some(browser) = names.iter().find(|name| Command::new(name).arg("--version").output().is_ok()) else {
        let missing = "there is no Chromium to show the page in";
        assert!(std::env::var_os("LZASM_NEED_TOOLS").is_none(), "{missing}, and `LZASM_NEED_TOOLS` is set");
        eprintln!("skipped: {missing}");
        return None;
    };
    let place = format!("file://{}#{fragment}", folder.join(page).display());
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1500,900", "--dump-dom"])
        // The time of the page's clock, which does not go on while it works: that until its data is unpacked.
        .arg("--virtual-time-budget=20000")
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(place)
        .output()
        .unwrap();
    Some(text(&output.stdout))
}

#[test]
fn the_page_shows_the_file_in_a_browser() {
    let folder = folder();
    assert!(lzdump(folder.path(), &["--html", "page.html", "calc.lzr"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(!page.contains("http://") && !page.contains("https://"), "the page needs a network");
    let Some(shown) = browse(folder.path(), "page.html", "85") else { return };
    assert!(shown.contains("code[4] ") || shown.contains("code[4]   85"), "the selected field is not named");
    assert!(shown.contains("class=\"row select\""), "nothing is selected");
    assert!(shown.contains("call fn fact/1</a>"), "a call is no link");
    assert_eq!(shown.matches("class=\" select\"").count(), 8, "four bytes, as digits and as characters");
}

#[test]
fn what_does_not_decode() {
    golden(
        "faults.txt",
        &[&["cut.lzr"], &["version.lzr", "text.s", "empty", "missing"], &["--explain", "LZ0606"]],
    );
}

#[test]
fn every_byte_belongs_to_a_field() {
    let folder = folder();
    for name in
        ["calc.lzr", "pair.lzr", "native.lzr", "fact.hydro", "usings.hydro", "shapes.roomod", "wide.sail"]
    {
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        let shown = text(&lzdump(folder.path(), &["-x", name]).stdout);
        let read: Vec<u8> = shown
            .lines()
            .flat_map(|line| line.get(10..34).unwrap_or(&line[10..]).split_whitespace())
            .map(|byte| u8::from_str_radix(byte, 16).unwrap())
            .collect();
        assert_eq!(read, bytes, "{name}");
    }
}

#[test]
fn names_are_those_that_a_run_starts_with() {
    let folder = folder();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/asm");
    let mut asked = 0;
    let mut wrong = Vec::new();
    let mut sources: Vec<PathBuf> =
        std::fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path()).collect();
    sources.sort();
    for source in sources.iter().filter(|path| path.extension().is_some_and(|ending| ending == "s")) {
        for ending in ["lzr", "hydro"] {
            let file = folder.path().join(format!("x.{ending}"));
            let mut lzasm = Command::new(env!("CARGO_BIN_EXE_lzasm"));
            let made =
                lzasm.args(["-q", "--lossy=allow", "-f", ending, "-o"]).arg(&file).arg(source).output();
            if !made.unwrap().status.success() {
                continue;
            }
            let listed = text(&lzdump(folder.path(), &["-s", file.to_str().unwrap()]).stdout);
            for name in listed.lines().filter_map(|line| line.split_once(" T ")).map(|(_, name)| name) {
                let mut lzrun = Command::new(env!("CARGO_BIN_EXE_lzrun"));
                lzrun
                    .args(["--max-steps", "1", "--max-memory", "1000000"])
                    .arg(&file)
                    .args(["--entry", name]);
                let output = lzrun.stdin(std::process::Stdio::null()).output().unwrap();
                asked += 1;
                if text(&output.stderr).contains("LZ0831") {
                    wrong.push(format!("{name} of {} as {ending}", source.display()));
                }
            }
        }
    }
    assert!(asked > 20, "only {asked} names");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_read_as_others_are_listed_and_taken_in_backticks() {
    let names =
        ["plain", "a::b", ":f", "g:", "\\u{1b}[31m", "tick\\`", "x/1", "a.b", "é", "\\u{202e}", "two words"];
    let folder = folder();
    for (target, ends) in [("lazer", "ret"), ("hydro", "push 1\n    return")] {
        for module in ["m", "m::n", ":m:", "\\u{7}"] {
            let functions: String =
                names.iter().map(|name| format!(".func `{name}`()\n    {ends}\n.end\n")).collect();
            let source = format!(".target {target}\n.module `{module}`\n{functions}");
            let input = lzasm::Input { name: "x.s".into(), bytes: source.into_bytes(), stem: "x".into() };
            let made = lzasm::assemble(input, &lzasm::Options::default(), Box::new(lzasm::files::FileLoader));
            std::fs::write(folder.path().join("x"), made.bytes.unwrap()).unwrap();
            let listed = functions_of_x(folder.path());
            assert_eq!(listed.len(), names.len(), "{listed:?}");
            for name in listed {
                assert!(!name.contains(|ch: char| ch.is_control()), "{name:?}");
                let mut lzrun = Command::new(env!("CARGO_BIN_EXE_lzrun"));
                lzrun.current_dir(folder.path()).args(["x", "--entry", &name]);
                let output = lzrun.output().unwrap();
                assert_eq!(output.status.code(), Some(0), "{target}: {name}: {}", text(&output.stderr));
            }
        }
    }
}

/// The functions that `lzdump -s` lists for the file `x`.
fn functions_of_x(folder: &Path) -> Vec<String> {
    let listed = text(&lzdump(folder, &["-s", "x"]).stdout);
    listed.lines().filter_map(|line| line.split_once(" T ")).map(|(_, name)| name.to_owned()).collect()
}

#[test]
fn a_page_runs_nothing_but_its_own_script() {
    let folder = folder();
    assert!(lzdump(folder.path(), &["--html", "page.html", "calc.lzr"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    let (_, policy) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
    let (policy, _) = policy.split_once('"').unwrap();
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for (tag, start) in [("style", "<style>"), ("script", "<script type=\"module\">")] {
        let content = page.split_once(start).unwrap().1.split_once(&format!("</{tag}>")).unwrap().0;
        let hash = BASE64_STANDARD.encode(Sha256::digest(content.as_bytes()));
        assert!(policy.contains(&format!("{tag}-src 'sha256-{hash}'")), "the {tag} has the hash {hash}");
        assert_eq!(page.matches(&format!("<{tag}")).count(), if tag == "script" { 2 } else { 1 });
    }
    // What the policy would not let work.
    assert!(!page.contains(" style=") && !page.contains(" onclick="));
}

#[test]
fn a_script_from_elsewhere_does_not_run_in_a_page() {
    let folder = folder();
    assert!(lzdump(folder.path(), &["--html", "page.html", "calc.lzr"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("page.html")).unwrap();
    let line = "document.title = 'it ' + 'ran';";
    let script = format!("<script>{line}</script></body>");
    std::fs::write(folder.path().join("with.html"), page.replace("</body>", &script)).unwrap();
    std::fs::write(folder.path().join("without.html"), with_script(&page, line)).unwrap();
    let Some(with) = browse(folder.path(), "with.html", "") else { return };
    let without = browse(folder.path(), "without.html", "").unwrap();
    assert!(!with.contains("<title>it ran") && without.contains("<title>it ran"), "{with}");
}

#[test]
fn json_is_one_object_a_line() {
    let folder = folder();
    let output = lzdump(folder.path(), &["--json", "calc.lzr", "fact.hydro", "shapes.roomod", "wide.sail"]);
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line["schema"] == 1 && line["model"].is_object()));
    assert_eq!(lines[0]["model"]["module"]["constants"][9]["function"], "sqrt");
    assert_eq!(lines[0]["model"]["module"]["code"][7]["text"], "ret");
    assert_eq!(lines[1]["model"]["modules"][0]["functions"][0]["name"], "fact");
    assert_eq!(lines[2]["model"]["things"][0]["symbol"], "geo_area");
    assert_eq!(lines[3]["model"]["structs"][0]["fields"][0]["export"], true);
}

#[test]
fn sarif_names_the_rules() {
    let folder = folder();
    let output = lzdump(folder.path(), &["--verify", "--message-format", "sarif", "changed.lzr"]);
    assert_eq!(output.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "LZ0650");
    let place = &result["locations"][0];
    assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "changed.lzr");
    assert_eq!(
        place["physicalLocation"]["region"],
        serde_json::json!({ "byteOffset": 0x81, "byteLength": 4 })
    );
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "code[3]");
}

#[test]
fn json_names_the_bytes_and_the_field() {
    let folder = folder();
    let output = lzdump(folder.path(), &["--verify", "--message-format", "json", "changed.lzr", "cut.lzr"]);
    let reported: Vec<serde_json::Value> =
        text(&output.stderr).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let spans: Vec<_> = reported.iter().map(|line| &line["spans"][0]).collect();
    assert_eq!((&spans[0]["file_name"], &spans[0]["label"]), (&"changed.lzr".into(), &"code[3]".into()));
    assert_eq!((&spans[0]["byte_start"], &spans[0]["byte_end"]), (&0x81.into(), &0x85.into()));
    assert_eq!((&spans[1]["byte_start"], &spans[1]["byte_end"]), (&20.into(), &20.into()));
    assert_eq!(spans[1]["label"], "constants[2].length");
}

/// A page to whose script a test adds lines: its policy would not let that run.
fn with_script(page: &str, lines: &str) -> String {
    let (head, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (rest, end) = rest.rsplit_once("</script>").unwrap();
    format!("{head}{rest}{lines}</script>{end}")
}

/// Points, clicks and types in the page of `fact.hydro`, and writes down the result.
const SCRIPT: &str = r##"
const send = (element, kind) => element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
const key = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));
const trail = () => $("trail").textContent.split(" ")[0];
const seen = [];
send(document.querySelector('#hex [data-at="110"]'), "click"); seen.push(trail());
send(document.querySelector('#hex [data-at="114"]'), "mousemove");
seen.push([...document.querySelectorAll("#tree .hover b")].map((row) => row.textContent).join());
seen.push([...document.querySelectorAll("#code .hover")].length);
key("ArrowUp"); seen.push(trail());
find("main"); seen.push(trail());
send(document.querySelector("#code a"), "click"); seen.push(trail());
$("about").textContent = "seen: " + seen.join(" | ");
"##;

#[test]
fn the_page_answers_to_mouse_and_keys() {
    let folder = folder();
    assert!(lzdump(folder.path(), &["--html", "page.html", "fact.hydro"]).status.success());
    let path = folder.path().join("page.html");
    let page = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, with_script(&page, SCRIPT)).unwrap();
    let Some(shown) = browse(folder.path(), "page.html", "") else { return };
    let seen = shown.split("seen: ").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or(&shown);
    let step = "module[0].functions[0].instruction";
    let expected = format!(
        "{step}[1].value.integer | instruction[2],opcode | 1 | {step}[1].value.tag | module[0].functions[1].name | \
         {step}[4].opcode"
    );
    assert_eq!(seen, expected);
}

/// Writes down everything that the page of a file holds, as hexadecimal digits of UTF-8.
const EVERYTHING: &str = r##"
const all = [];
for (let at = 0; at < count; at++) all.push(`${depth(at)} ${label(at)} ${start(at)}-${end(at)} ${value(at)}`);
functions.forEach((f, number) => {
  all.push(`${f.name} ${f.detail}`);
  for (let line = heads[number] + 1; line <= heads[number] + f.length; line++) {
    const s = step(line);
    all.push(`${s.text} ${s.start}-${s.end} [${s.targets.join(", ")}]`);
  }
});
$("about").textContent = "seen: " + Array.from(new TextEncoder().encode(all.join("\n")), hex2).join("");
"##;

/// A value as a page has it: clean, and not too long.
fn shown(value: &str) -> String {
    match value.char_indices().nth(200) {
        Some((cut, _)) => sanitize::line(&value[..cut]).into_owned() + "…",
        None => sanitize::line(value).into_owned(),
    }
}

/// Names and texts that are easy to get wrong in a page.
const ODD: &str = r#"
.module `</script><b>&amp;`
.func `\u{e000}\u{e003}`(`\u{f8ff}`: i64)
    TEXT "\u{e000}</script>&lt;\u{1}\u{202e}é\"\\ 007 12 99999999999999999999"
    TEXT "LONG"
    TEXT "LONG é"
    TEXT ""
    TEXT -9223372036854775808i64
    TEXT f32bits(0x7fc00001)
    ENDS
.end
.func `</script>`()
    ENDS
.end
"#;

/// The file that an odd source makes, with what a text is pushed by and what ends a function.
fn odd(target: &str, text: &str, ends: &str) -> Vec<u8> {
    let long = "0123456789".repeat(30);
    let body = ODD.replace("TEXT", text).replace("ENDS", ends).replace("LONG", &long);
    let bytes = format!(".target {target}\n{body}").into_bytes();
    let input = lzasm::Input { name: "odd.s".into(), bytes, stem: "odd".into() };
    let made = lzasm::assemble(input, &lzasm::Options::default(), Box::new(lzasm::files::FileLoader));
    made.bytes.unwrap_or_else(|| panic!("{:?}", made.diagnostics))
}

/// What the page of a file must hold.
fn everything(file: &lzasm::dump::File) -> String {
    use lzasm::formats::inspect::Kind;
    let tree = file.fields();
    let mut all = Vec::new();
    for field in &tree.fields {
        let index = field.index.map_or(String::new(), |index| format!("[{index}]"));
        let value = field.value.as_deref().map_or("null".into(), shown);
        all.push(format!("{} {}{index} {}-{} {value}", field.depth, field.name, field.start, field.end));
    }
    let mut locator = lzasm::dump::Locator::new(&tree);
    let mut modules: Vec<(usize, String)> = Vec::new();
    for entry in file.entries() {
        modules.retain(|(depth, _)| *depth < entry.depth);
        if entry.kind.is_module() {
            modules.push((entry.depth, entry.name));
        } else if let Some(code) = entry.code.filter(|_| matches!(entry.kind, Kind::Function | Kind::Code)) {
            let module = modules.last().map_or("", |(_, name)| name);
            let joint = if module.is_empty() { "" } else { "::" };
            let (name, detail) = (sanitize::line(&entry.name), sanitize::line(&entry.detail));
            all.push(format!("{}{joint}{name} {detail}", sanitize::line(module)));
            for (index, step) in file.model.steps(&code).into_iter().enumerate() {
                let place = locator.bytes_of(&code.path, code.start + index, 1).unwrap();
                let text = sanitize::line(&step.text);
                all.push(format!("{text} {}-{} {:?}", place.start, place.end, step.targets));
            }
        }
    }
    all.join("\n")
}

#[test]
fn the_page_holds_every_field_and_step() {
    let folder = folder();
    std::fs::write(folder.path().join("odd.lzr"), odd("lazer", "loadk r1,", "ret")).unwrap();
    std::fs::write(folder.path().join("odd.hydro"), odd("hydro", "push", "return")).unwrap();
    for name in ["odd.lzr", "odd.hydro", "pair.lzr", "fact.hydro", "shapes.roomod", "wide.sail"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        let Ok(file) = lzasm::dump::File::open(name, bytes) else { panic!("{name} does not decode") };
        let page = with_script(&lzasm::dump::html::page(&file), EVERYTHING);
        std::fs::write(folder.path().join("page.html"), page).unwrap();
        let Some(shown) = browse(folder.path(), "page.html", "") else { return };
        let seen = shown.split("seen: ").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or(&shown);
        let digits =
            seen.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16));
        assert_eq!(text(&digits.collect::<Result<Vec<_>, _>>().unwrap()), everything(&file), "{name}");
    }
}

#[test]
fn the_page_of_a_large_file_is_not_many_times_as_large() {
    let mut source = String::from(".target lazer\n.module large\n");
    for number in 0..900 {
        source +=
            &format!(".func f{number}(a: i64) -> i64\n    loadk r1, \"text {number}\"\n    jt r1, over\n");
        source += &format!("    mul r0, a, r{}\n    call f{}/1, save\n", number % 32, (number * 7) % 900);
        source += "over:\n    ret\n.end\n";
    }
    let input = lzasm::Input { name: "x.s".into(), bytes: source.into_bytes(), stem: "x".into() };
    let made = lzasm::assemble(input, &lzasm::Options::default(), Box::new(lzasm::files::FileLoader));
    let bytes = made.bytes.unwrap();
    assert!(bytes.len() > 30_000, "{} bytes", bytes.len());
    let Ok(file) = lzasm::dump::File::open("large.lzr", bytes.clone()) else { panic!("it does not decode") };
    let page = lzasm::dump::html::page(&file);
    assert!(page.len() < 3 * bytes.len() + 40_000, "{} bytes for {}", page.len(), bytes.len());
}

/// Every view of a file that decodes: none may panic.
fn look_everywhere(name: &str, bytes: Vec<u8>) {
    use lzasm::dump::{File, diff, disassembly, graph, hex, html, json, sizes, summary, symbols, verify};
    use lzasm::formats::RaiseOptions;
    let Ok(file) = File::open(name, bytes) else { return };
    let shown =
        [summary::summary(&file), symbols::symbols(&file), sizes::text(&file, true), html::page(&file)];
    assert!(shown.iter().skip(2).all(|text| !text.is_empty()));
    assert!(serde_json::from_str::<serde_json::Value>(&json::json(&file)).is_ok());
    assert!(!hex::dump(&file.bytes, &file.fields()).is_empty());
    for of in [graph::Of::Calls, graph::Of::Blocks, graph::Of::Modules] {
        assert!(graph::graph(&file, of).ends_with("}\n"));
    }
    assert_eq!(diff::diff(&file, &file), "");
    verify::verify(&file);
    assert!(disassembly::check(&file, &RaiseOptions::default()).is_ok(), "{name} does not round-trip");
}

#[test]
fn changed_files_are_shown_or_refused() {
    /// How long this may take.
    const LIMIT: std::time::Duration = std::time::Duration::from_secs(20);
    let folder = folder();
    let started = std::time::Instant::now();
    for name in [
        "native.lzr",
        "pair.lzr",
        "wide.sail",
        "plain.sail",
        "usings.hydro",
        "calc.lzr",
        "fact.hydro",
        "shapes.roomod",
    ] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        for at in 0..bytes.len() {
            for value in [0, 1, bytes[at] ^ 0x80, bytes[at].wrapping_add(1), 0xFF] {
                let mut changed = bytes.clone();
                changed[at] = value;
                look_everywhere(&format!("{name}, byte {at} = {value}"), changed);
            }
            if started.elapsed() > LIMIT {
                return;
            }
        }
    }
}

#[test]
fn an_output_stays_as_it_was_if_no_file_can_be_read() {
    let folder = folder();
    let output = folder.path().join("out.txt");
    std::fs::write(&output, "before").unwrap();
    for view in ["-d", "-x"] {
        let made = lzdump(folder.path(), &[view, "cut.lzr", "-o", "out.txt"]);
        assert!(!made.status.success());
        assert_eq!(std::fs::read_to_string(&output).unwrap(), "before", "{view}");
    }
}
