//! Files with a planted fault: changes the bytes of a source of `golden/verify` as the source says, and compares
//! what a reader says about them.
//!
//! `; patch: 5: 02 -> 06` changes bytes at an offset, `; insert: 8: 08 01 * 65` puts bytes there, so often, and
//! `; cut: 20` leaves only the first 20. Offsets are decimal, bytes hexadecimal, and the lines are followed in order.

use crate::golden::Outcome;
use crate::source::{self, Source};
use crate::{golden, hex, repo};
use lzasm::dump::{File, disassembly, verify};
use lzasm::formats::{Info, RaiseOptions, Rule};
use lzasm_grammar::diag::{Diagnostic, render};
use lzasm_grammar::source::SourceMap;
use std::path::Path;

/// What a reader says about the file of a source, in which a rule of the format must not hold.
pub fn reported(path: &Path, info: &'static Info, rule: &Rule) -> Result<String, String> {
    let name = format!("{}.{}", rule.name, info.extensions[0]);
    let reported = match File::open(&name, bytes(path, info)?) {
        Err(fault) if rule.is_refused => vec![*fault],
        Err(fault) => return Err(format!("is refused:\n{}", human(&[*fault]))),
        Ok(_) if rule.is_refused => return Err("is not refused".into()),
        Ok(file) => findings(&file, rule)?,
    };
    Ok(human(&reported))
}

/// Compares the report with the expectation beside the source.
pub fn compare(path: &Path, info: &'static Info, rule: &Rule) -> Outcome {
    golden::compare(&path.with_extension("txt"), &reported(path, info, rule)?)
}

fn findings(file: &File, rule: &Rule) -> Result<Vec<Diagnostic>, String> {
    let found = file.model.verify();
    let is_found = |(name, severity)| found.iter().any(|one| (one.rule, one.severity) == (name, severity));
    if !is_found((rule.name, rule.severity)) {
        return Err(format!("no such finding among these: {found:#?}"));
    }
    if disassembly::check(file, &RaiseOptions::default()).is_err() {
        return Err("its disassembly does not give it again".into());
    }
    Ok(verify::verify(file))
}

fn human(reported: &[Diagnostic]) -> String {
    let style = render::Style { color: false };
    let map = SourceMap::new();
    let texts: Vec<_> = reported.iter().map(|reported| render::human(reported, &map, &style)).collect();
    texts.join("")
}

/// The bytes that a source makes, changed as it says.
fn bytes(path: &Path, info: &Info) -> Result<Vec<u8>, String> {
    let assembly = Source::read(path).assemble(Some(info.name));
    let mut bytes = assembly.bytes.as_ref().ok_or_else(|| source::human(&assembly))?.clone();
    for line in repo::text(path).lines() {
        let change = line.strip_prefix("; ").and_then(|line| line.split_once(": "));
        let done = match change {
            Some(("patch", what)) => patch(&mut bytes, what),
            Some(("insert", what)) => insert(&mut bytes, what),
            Some(("cut", what)) => {
                what.parse().ok().filter(|end| *end < bytes.len()).map(|end| bytes.truncate(end))
            }
            _ => Some(()),
        };
        done.ok_or_else(|| format!("cannot follow `{line}` in\n{}", hex::spell(&bytes)))?;
    }
    Ok(bytes)
}

fn patch(bytes: &mut [u8], what: &str) -> Option<()> {
    let (at, change) = what.split_once(": ")?;
    let (old, new) = change.split_once(" -> ")?;
    let (old, new) = (hex::plain(old), hex::plain(new));
    let place = bytes.get_mut(at.parse().ok()?..)?.get_mut(..old.len())?;
    if place != old || old.len() != new.len() {
        return None;
    }
    place.copy_from_slice(&new);
    Some(())
}

fn insert(bytes: &mut Vec<u8>, what: &str) -> Option<()> {
    let (at, what) = what.split_once(": ")?;
    let (new, times) = what.split_once(" * ").unwrap_or((what, "1"));
    let new = hex::plain(new).repeat(times.parse().ok()?);
    let at: usize = at.parse().ok().filter(|at| *at <= bytes.len())?;
    bytes.splice(at..at, new);
    Some(())
}
