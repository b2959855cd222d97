//! The line table of a module: the rows of `.loc`, and with `-g` the assembler's own.

use super::InModule;
use crate::formats::lazer::model::{LineRow, LineTable, MAX_FILES};
use crate::formats::messages;
use crate::ir::{Loc, LocFile, Sym};
use rustc_hash::FxHashMap;

/// The table while it grows.
#[derive(Default)]
struct Lines {
    numbers: FxHashMap<Sym, usize>,
    files: Vec<Sym>,
    rows: Vec<LineRow>,
}

impl Lines {
    fn file(&mut self, name: Sym) -> u16 {
        let Self { numbers, files, .. } = self;
        let number = *numbers.entry(name).or_insert_with(|| {
            files.push(name);
            files.len() - 1
        });
        number as u16
    }

    /// A row replaces one for the same word.
    fn add(&mut self, row: LineRow) {
        match self.rows.last_mut() {
            Some(last) if last.word == row.word => *last = row,
            _ => self.rows.push(row),
        }
    }
}

impl InModule<'_, '_, '_> {
    /// The table, if there is anything to say.
    pub(super) fn lines(&mut self, code_size: usize) -> Option<LineTable> {
        let mut lines = Lines::default();
        for file in self.module.line_files.iter().flatten() {
            lines.numbers.entry(file.value).or_insert(lines.files.len());
            lines.files.push(file.value);
        }
        for (index, function) in self.module.functions.iter().enumerate() {
            let Some(body) = &function.body else { continue };
            let start = self.entries.of(index as u32);
            let mut locs = body.locs.iter().peekable();
            if self.cx.options.debug {
                for (at, instr) in (0..).zip(&body.instrs) {
                    self.own_row(&mut lines, start + at, instr.position);
                    while let Some(loc) = locs.next_if(|loc| loc.instr <= at) {
                        self.add_loc(&mut lines, loc, start + at);
                    }
                }
            }
            let end = body.len() as u32;
            for loc in locs {
                match loc.instr < end {
                    true => self.add_loc(&mut lines, loc, start + loc.instr),
                    false => self.loc_at_end(&mut lines, loc, start + end, code_size),
                }
            }
        }
        self.table(lines)
    }

    /// A `.loc` behind a function's last instruction belongs to the next function's first word.
    fn loc_at_end(&mut self, lines: &mut Lines, loc: &Loc, word: u32, code_size: usize) {
        if word as usize >= code_size {
            return self.cx.report(messages::loc_without_word(loc.span));
        }
        self.add_loc(lines, loc, word);
    }

    fn add_loc(&mut self, lines: &mut Lines, loc: &Loc, word: u32) {
        let listed = self.module.line_files.as_ref().map_or(0, Vec::len);
        let file = match loc.file {
            LocFile::Path(path) => lines.file(path),
            LocFile::Index(index) if usize::from(index) < listed => index,
            LocFile::Index(index) => return self.cx.report(messages::no_such_file(loc.span, index, listed)),
        };
        lines.add(LineRow { word, file, line: loc.line, column: loc.column });
    }

    fn own_row(&mut self, lines: &mut Lines, word: u32, position: u32) {
        let Some(place) = self.cx.called_at(position) else { return };
        let name = self.cx.mapped_path(&place.file);
        let file = lines.file(self.cx.names.intern(&name));
        let column = u16::try_from(place.column).unwrap_or(u16::MAX);
        let row = LineRow { word, file, line: place.line, column };
        let last = lines.rows.last();
        if last.is_none_or(|last| (last.file, last.line, last.column) != (row.file, row.line, row.column)) {
            lines.add(row);
        }
    }

    fn table(&mut self, lines: Lines) -> Option<LineTable> {
        if lines.files.is_empty() && self.module.line_files.is_none() {
            return None;
        }
        if lines.files.len() > MAX_FILES {
            let place = self
                .module
                .line_files
                .iter()
                .flatten()
                .nth(MAX_FILES)
                .map_or(self.module.span, |file| file.span);
            let rule = "a line table counts its files in two bytes";
            self.cx.report(messages::too_many(place, "files", lines.files.len(), MAX_FILES, rule));
        }
        let files = lines.files.iter().map(|&name| self.path(name)).collect();
        Some(LineTable { files, rows: lines.rows })
    }

    fn path(&mut self, name: Sym) -> String {
        let text = self.cx.names.text(name).to_owned();
        if text.len() > usize::from(u16::MAX) {
            let place = self
                .module
                .line_files
                .iter()
                .flatten()
                .find(|file| file.value == name)
                .map_or(self.module.span, |file| file.span);
            let rule = "a path has its length in two bytes";
            self.cx.report(messages::text_too_long(place, "the path", text.len(), u16::MAX.into(), rule));
        }
        text
    }
}
