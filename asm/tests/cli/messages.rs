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
fn warnings_are_shown_up_to_the_same_limit() {
    let odd: String = (0..3000).map(|at| format!("l{at}: ")).collect();
    let bench = Bench::new(&[("a.s", &format!(".func f()\n{odd}\nret\n.end\n"))]);
    let run = |form: &str, more: &[&str]| {
        let mut arguments = vec!["-f", "lazer", "a.s", "--message-format", form];
        arguments.extend(more);
        bench.run(&arguments).exits(0).err
    };
    for (form, most) in [("human", 20_000), ("short", 2000), ("json", 100_000), ("sarif", 20_000)] {
        let said = run(form, &[]);
        assert!(said.len() < most, "{form}: {} bytes", said.len());
        assert!(said.contains("… and 2980 more warnings"), "{form}: {said}");
    }
    assert_eq!(run("short", &["--error-limit", "3"]).lines().count(), 4);
    assert!(run("human", &[]).ends_with("\nwarning: 3000 warnings\n"));
    // Beyond what is kept they are counted.
    assert_eq!(run("short", &["--error-limit", "1000"]).lines().count(), 1001);
    assert_eq!(run("short", &["--error-limit", "2500"]).lines().count(), 2501);
    let all = run("short", &["--error-limit", "0"]);
    assert_eq!(all.lines().count(), 3000);
    assert!(all.contains("a.s:2:1: ") && all.contains("`l2999`") && !all.contains("more"), "{}", all.len());
}

#[test]
fn without_a_limit_everything_is_reported_in_every_form() {
    let faults: String = (0..2500).map(|at| format!("    rte{at}\n")).collect();
    let bench = Bench::new(&[
        ("a.s", &format!(".func f()\n{faults}.end\n")),
        ("b.s", GOOD),
        ("c.s", BAD),
        ("d.s", ".error \"no\"\n"),
    ]);
    let run = |form: &str, files: &[&str]| {
        let mut arguments = vec!["-f", "lazer", "--error-limit", "0", "--message-format", form];
        arguments.extend(files);
        bench.run(&arguments).exits(1).err
    };
    assert_eq!(run("json", &["a.s"]).lines().count(), 2500);
    let log: serde_json::Value = serde_json::from_str(&run("sarif", &["a.s"])).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2500);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let human = run("human", &["c.s", "a.s", "b.s", "d.s"]);
    assert!(human.ends_with("error: could not assemble all of 4 sources: 2502 errors\n"), "{}", human.len());
    let short = run("short", &["c.s", "a.s", "b.s", "d.s"]);
    let files: Vec<&str> = short.lines().map(|line| &line[..3]).collect();
    assert!(files[0] == "c.s" && files[2501] == "d.s" && files[1..2501].iter().all(|file| *file == "a.s"));
    assert!(bench.has("b.lzr") && !bench.has("a.lzr"));
    // A format that nothing determines is still described in terms of the options.
    bench.run(&["--error-limit", "0", "b.s"]).exits(2).says("b.s");
}

#[test]
fn warnings_that_are_errors_count_though_they_are_not_kept() {
    let odd: String = (0..1500).map(|at| format!("l{at}:\n")).collect();
    let source = format!(".func f()\n{odd}ret\n.end\n.warning \"last\"\n");
    let bench = Bench::new(&[("a.s", &source)]);
    for limit in ["20", "0"] {
        let run = |lint| bench.run(&["-f", "lazer", "--error-limit", limit, "-W", lint, "a.s"]);
        run("error=user-warning").exits(1).says("1500 warnings");
        assert!(!bench.has("a.lzr"));
        run("error=unused-label").exits(1).says("1500 errors");
        assert!(!bench.has("a.lzr"));
    }
    bench.run(&["-f", "lazer", "-W", "no-unused-label", "a.s"]).exits(0).says("warning: 1 warning\n");
}

#[test]
fn equal_faults_are_folded_into_one_note() {
    let bench = Bench::new(&[("a.s", ".func f()\n.repeat 5000\n    rte\n.end\n.end\n")]);
    let run = |form| bench.run(&["-f", "lazer", "--message-format", form, "a.s"]).exits(1).err;
    let human = run("human");
    assert!(human.contains("and 4998 more like this on this line"), "{human}");
    assert!(human.ends_with("could not assemble `a.s`: 5000 errors\n"), "{human}");
    assert_eq!(run("short").lines().count(), 2);
    let json = run("json");
    let last: serde_json::Value = serde_json::from_str(json.lines().last().unwrap()).unwrap();
    let children = last["children"].as_array().unwrap();
    assert_eq!(children.last().unwrap()["message"], "and 4998 more like this on this line");
    assert!(run("sarif").contains("note: and 4998 more like this on this line"));
}

#[test]
fn a_few_bytes_do_not_make_much_of_messages() {
    for source in [".repeat 2\n".repeat(63), ".if 1\n".repeat(200_000), "x = q + 1\ny = q\n".repeat(4000)] {
        let bench = Bench::new(&[("a.s", &source)]);
        for (form, most) in [("human", 20_000), ("short", 5000), ("json", 100_000), ("sarif", 40_000)] {
            let said = bench.run(&["-f", "lazer", "--message-format", form, "a.s"]).exits(1).err;
            assert!(said.len() < most, "{form}: {} bytes", said.len());
        }
    }
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
