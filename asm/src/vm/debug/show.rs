//! The debugger's views of a machine.

use super::FindSource;
use crate::vm::{CallStack, Place, SourceLine, View};
use lzasm_grammar::diag::render::sanitize;
use rustc_hash::FxHashMap;
use std::io::{self, Write};

/// The texts of sources, read when they are first needed.
pub(super) struct Sources<'s> {
    find: FindSource<'s>,
    known: FxHashMap<String, Option<Vec<String>>>,
}

impl<'s> Sources<'s> {
    pub(super) fn new(find: FindSource<'s>) -> Self {
        Self { find, known: FxHashMap::default() }
    }

    /// The lines of a file.
    fn lines(&mut self, file: &str) -> Option<&[String]> {
        if !self.known.contains_key(file) {
            let text = (self.find)(file);
            let lines = text.map(|text| text.lines().map(shortened).collect());
            self.known.insert(file.to_owned(), lines);
        }
        self.known.get(file)?.as_deref()
    }

    fn line(&mut self, at: &SourceLine) -> Option<&str> {
        let index = at.line.checked_sub(1)? as usize;
        self.lines(&at.file)?.get(index).map(String::as_str)
    }
}

/// A line as a terminal can bear it.
fn shortened(line: &str) -> String {
    const LONGEST: usize = 200;
    let mut text: String = line.chars().take(LONGEST).collect();
    if text.len() < line.len() {
        text.push('…');
    }
    sanitize::line(&text).into_owned()
}

/// The place, the instruction, and what it reads.
pub(super) fn place(view: &dyn View, sources: &mut Sources<'_>, out: &mut dyn Write) -> io::Result<()> {
    let place = view.place();
    let operands = view.operands();
    let text = sanitize::line(&place.text);
    match operands.is_empty() {
        true => writeln!(out, "{}  {text}", named(&place))?,
        false => writeln!(out, "{}  {text}  ; {}", named(&place), sanitize::line(&operands))?,
    }
    if let Some(at) = &place.source {
        let line = sources.line(at).unwrap_or_default().to_owned();
        writeln!(out, "  {}:{}  {line}", sanitize::line(&at.file), at.line)?;
    }
    Ok(())
}

fn named(place: &Place) -> String {
    sanitize::line(&place.to_string()).into_owned()
}

/// The value of a name, or all values in use.
pub(super) fn values(view: &dyn View, name: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(name) = name {
        return match view.variable(name) {
            Some(value) => writeln!(out, "{} = {}", sanitize::line(name), sanitize::line(&value)),
            None => writeln!(out, "there is nothing named `{}`", sanitize::line(name)),
        };
    }
    let variables = view.variables();
    if variables.is_empty() {
        return writeln!(out, "nothing is in use");
    }
    let mut group = "";
    for variable in &variables {
        if variable.group != group {
            group = variable.group;
            writeln!(out, "{group}:")?;
        }
        writeln!(out, "  {} = {}", sanitize::line(&variable.name), sanitize::line(&variable.value))?;
    }
    Ok(())
}

/// The open calls, the current one first.
pub(super) fn calls(view: &dyn View, out: &mut dyn Write) -> io::Result<()> {
    let CallStack { newest, left_out, oldest } = view.stack();
    let current = view.place();
    let mut number = 0;
    let mut frame = |out: &mut dyn Write, place: &Place| {
        let line = place.source.as_ref().map_or(String::new(), |line| format!("  ({line})"));
        number += 1;
        writeln!(
            out,
            "#{}  {}  {}{}",
            number - 1,
            named(place),
            sanitize::line(&place.text),
            sanitize::line(&line)
        )
    };
    frame(out, &current)?;
    for place in &newest {
        frame(out, place)?;
    }
    if left_out > 0 {
        writeln!(out, "…  {left_out} more calls")?;
    }
    for place in &oldest {
        let line = place.source.as_ref().map_or(String::new(), |line| format!("  ({line})"));
        writeln!(out, "    {}  {}{}", named(place), sanitize::line(&place.text), sanitize::line(&line))?;
    }
    Ok(())
}

/// The lines of the source around the place, or the instructions if there are none.
pub(super) fn list(
    view: &dyn View,
    sources: &mut Sources<'_>,
    each_side: u32,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = view.place();
    let found = place.source.as_ref().and_then(|at| sources.lines(&at.file).map(|lines| (at, lines)));
    if let Some((at, lines)) = found {
        let from = at.line.saturating_sub(each_side).max(1);
        let to = at.line.saturating_add(each_side).min(lines.len() as u32);
        for line in from..=to {
            let mark = if line == at.line { '>' } else { ' ' };
            writeln!(out, "{mark}{line:5}  {}", lines[line as usize - 1])?;
        }
        return Ok(());
    }
    for (number, text) in view.nearby(each_side) {
        let mark = if number == place.instruction { '>' } else { ' ' };
        writeln!(out, "{mark}{number:5}  {}", sanitize::line(&text))?;
    }
    Ok(())
}
