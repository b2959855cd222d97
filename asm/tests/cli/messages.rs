//! The forms of messages, how many there are, and which of them count.

use super::*;

#[test]
fn messages_have_four_forms() {
    let bench = Bench::new(&[("a.s", BAD)]);
    let run = |form: &str| bench.run(&["-f", "lazer", "--message-format", form, "a.s"]).exits(1).err;
    let human = run("human");
    assert!(human.contains("a.s:2:5") && human.contains("could not assemble `a.s`: 1 error"), "{human}");
    assert_eq!(bench.run(&["-f", "lazer", "a.s"]).err, human);
    let short = run("short");
    assert!(short.starts_with("a.s:2:5: error: ") && short.lines().count() == 1, "{short}");
    for line in run("json").lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["level"], "error");
        assert_eq!(object["spans"][0]["line_start"], 2);
    }
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn a_run_without_faults_is_a_document_too() {
    let bench = Bench::new(&[("a.s", GOOD)]);
    let run = |form: &str| bench.run(&["-v", "-f", "lazer", "--message-format", form, "a.s"]).exits(0).err;
    assert_eq!(run("json"), "");
    let log: serde_json::Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let bench = Bench::new(&[("a.s", BAD)]);
    let colored = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = bench.command(&["-f", "lazer", "a.s"]);
        command.args(arguments).envs(variable);
        run(&mut command, b"").err.contains('\u{1b}')
    };
    assert!(!colored(&[], None));
    assert!(colored(&["--color=always"], None));
    assert!(colored(&["--color", "always"], Some(("NO_COLOR", "1"))));
    assert!(colored(&[], Some(("CLICOLOR_FORCE", "1"))));
    assert!(!colored(&["--color=never"], Some(("CLICOLOR_FORCE", "1"))));
    assert!(!colored(&["--color=always", "--message-format=short"], None));
    assert!(colored(&["--color=always", "--nope"], None));
    assert!(!colored(&["--color=never", "--nope"], Some(("CLICOLOR_FORCE", "1"))));
}

#[test]
fn warnings_are_turned_off_or_into_errors() {
    let bench = Bench::new(&[("a.s", ODD)]);
    let run = |arguments: &[&str]| {
        let mut all = vec!["-f", "lazer", "a.s"];
        all.extend(arguments);
        bench.run(&all)
    };
    run(&[]).exits(0).says("warning[LZ0350]").says("warning: 1 warning");
    run(&["-W", "no-unused-label"]).exits(0).silently();
    run(&["-Wno-unused-label"]).exits(0).silently();
    run(&["-Wno-unused-label", "-Wunused-label"]).exits(0).says("LZ0350");
    run(&["-Werror"]).exits(1).says("error[LZ0350]");
    run(&["-Werror=unused-label"]).exits(1).says("error[LZ0350]");
    run(&["-Werror", "-Wno-error=unused-label"]).exits(0).says("warning[LZ0350]");
    run(&["-q"]).exits(0).silently();
    run(&["-q", "-Werror"]).exits(1).says("error[LZ0350]");
}

#[test]
fn errors_are_shown_up_to_a_limit() {
    let faults = format!(".func f()\n{}.end\n", "    rte\n".repeat(50));
    let bench = Bench::new(&[("a.s", &faults)]);
    let shown = |limit: &[&str]| {
        let mut arguments = vec!["-f", "lazer", "a.s", "--message-format", "short"];
        arguments.extend(limit);
        bench.run(&arguments).exits(1).err.lines().count()
    };
    assert_eq!(shown(&[]), 21);
    assert_eq!(shown(&["--error-limit", "3"]), 4);
    assert_eq!(shown(&["--error-limit=0"]), 50);
}

#[test]
fn messages_that_nobody_takes_change_nothing() {
    let bench = Bench::new(&[("a.s", ODD)]);
    let mut command = bench.command(&["-f", "lazer", "a.s"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(bench.has("a.lzr"));
}

#[test]
fn limits_of_resources_have_their_own_code() {
    let deep = format!(".const x = {}1{}\n", "(".repeat(100_000), ")".repeat(100_000));
    let bench = Bench::new(&[("a.s", &deep)]);
    bench.run(&["-f", "lazer", "a.s"]).exits(4).says("LZ0204");
}

#[test]
fn arguments_are_shown_as_they_are() {
    let bench = Bench::new(&[]);
    let odd = "--no\u{1b}[31mpe\u{202e}\u{7}";
    for form in ["human", "short", "json", "sarif"] {
        for arguments in
            [&[odd, "x"][..], &["--format", "x", "--emit", odd, "x"], &["--error-limit", odd, "x"]]
        {
            let mut all = vec!["--color=always", "--message-format", form];
            all.extend(arguments);
            let ran = bench.run(&all).exits(2);
            assert!(ran.err.contains("x1b[31mpe") && ran.err.contains("u{202e}"), "{form}: {}", ran.err);
            assert!(
                !ran.err.contains(['\u{202e}', '\u{7}']) && !ran.err.contains("\u{1b}[31mpe"),
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn faults_of_the_arguments_have_the_forms_of_others() {
    let bench = Bench::new(&[]);
    let ran = bench.run(&["--errr-limit=3", "--message-format=json", "x"]).exits(2);
    let object: serde_json::Value = serde_json::from_str(ran.err.lines().next().unwrap()).unwrap();
    assert_eq!(object["code"]["code"], "LZ0922");
    assert_eq!(object["message"], "unexpected argument '--errr-limit' found");
    assert_eq!(object["children"][0]["message"], "a similar argument exists: '--error-limit'");
    let ran = bench.run(&["--message-format", "short"]).exits(2);
    assert_eq!(ran.err, "error: the following required arguments were not provided: <SOURCE>... [LZ0922]\n");
    let ran = bench.run(&["--message-format", "sarif"]).exits(2);
    let log: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
    assert!(bench.run(&["--", "--message-format=json"]).exits(3).err.starts_with("error"));
}
