//! Each rule of each format: a file that breaks it is reported with the message beside the source in `golden/verify/`.
//! The pages of the verifiers list the same rules.

use libtest_mimic::{Arguments, Failed, Trial};
use lzasm::formats::{self, Info, Rule, Severity};
use lzasm_tests::{planted, repo};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for info in formats::ALL.iter().map(|format| format.info()) {
        for rule in info.rules {
            trials.push(Trial::test(format!("{}: {}", info.name, rule.name), || {
                let path = repo::root().join(folder(info)).join(format!("{}.s", rule.name));
                if !path.exists() {
                    return Err(
                        format!("{} is not there: no file breaks this rule", repo::name(&path)).into()
                    );
                }
                planted::compare(&path, info, rule).map_err(Failed::from)
            }));
        }
        let law = |name: &str, law: fn(&'static Info) -> Result<(), String>| {
            Trial::test(format!("{}: {name}", info.name), move || law(info).map_err(Failed::from))
        };
        trials.push(law("each file belongs to a rule", no_other_files));
        trials.push(law("refused files are distinguished", refusals_differ));
        trials.push(law("the page lists the rules", page_is_current));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn folder(info: &Info) -> String {
    format!("tests/golden/verify/{}", info.name)
}

fn no_other_files(info: &'static Info) -> Result<(), String> {
    let rules: BTreeSet<_> = info.rules.iter().map(|rule| rule.name).collect();
    if rules.len() < info.rules.len() {
        return Err("two rules have one name".into());
    }
    for path in repo::files(&folder(info), &["s", "txt"]) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if !rules.contains(&*stem) {
            return Err(format!("{} belongs to no rule", repo::name(&path)));
        }
    }
    Ok(())
}

/// A decoder does not name the rule that a file breaks, so two files of different rules must be refused for different
/// reasons.
fn refusals_differ(info: &'static Info) -> Result<(), String> {
    let mut seen = BTreeMap::new();
    for rule in info.rules.iter().filter(|rule| rule.is_refused) {
        let path = repo::root().join(folder(info)).join(format!("{}.s", rule.name));
        let reported = planted::reported(&path, info, rule)?;
        let reason =
            reported.lines().next().and_then(|line| line.split_once(", offset")).map(|(_, reason)| reason);
        if let Some(other) = seen.insert(reason.map(str::to_owned), rule.name) {
            return Err(format!("{} and {other} are refused alike: {reported}", rule.name));
        }
    }
    Ok(())
}

/// The rules as the page of the verifier lists them.
fn page_is_current(info: &'static Info) -> Result<(), String> {
    let room = repo::root().join(format!("asm/src/formats/{}", info.name));
    let page = [room.join("verify/mod.rs"), room.join("verify.rs")].into_iter().find(|path| path.exists());
    let page = repo::text(&page.ok_or("there is no verifier")?);
    let lines = page.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let mut listed: Vec<String> = Vec::new();
    let mut heading = "";
    for line in lines {
        match (line.strip_prefix("- "), listed.last_mut()) {
            (Some(item), _) => listed.push(format!("{heading} {item}")),
            (None, _) if line.ends_with(':') => heading = line,
            (None, Some(last)) if !line.is_empty() && !heading.is_empty() => {
                last.push_str(&format!(" {line}"))
            }
            (None, _) if line.is_empty() => {}
            _ => {}
        }
        if line.starts_with("The rules as data") {
            break;
        }
    }
    let heading = |rule: &Rule| match (rule.is_refused, rule.severity) {
        (true, _) => "Refused, so that no file that decodes has them:",
        (false, Severity::Error) => "Errors:",
        (false, Severity::Warning) => "Warnings:",
    };
    for (rule, listed) in info.rules.iter().zip(&listed) {
        let expected = format!("{} `{}`: {}", heading(rule), rule.name, rule.meaning);
        if !listed.starts_with(&expected) {
            return Err(format!("expected: {expected}\nlisted:   {listed}"));
        }
    }
    if listed.len() == info.rules.len() { Ok(()) } else { Err(format!("{} rules are listed", listed.len())) }
}
