//! The shape of line tables.

use super::source::Source;
use crate::bytes::counted;
use crate::formats::lazer::model::LineRow;

/// How many bytes a row takes.
const ROW_SIZE: usize = 12;

/// The parts of a line table.
pub(super) struct Lines<'b, S: Source<'b>> {
    pub(super) files: S::List<&'b str>,
    pub(super) rows: S::List<LineRow>,
    /// Where the last row is, and its word, if rows are looked at.
    last: Option<(usize, u32)>,
    rows_at: usize,
}

pub(super) fn line_table<'b, S: Source<'b>>(r: &mut S) -> Result<Lines<'b, S>, S::Error> {
    let file_count = r.le16("num_files")?;
    let files = r.list("files", file_count.into(), |r| {
        let length = r.le16("length")?;
        r.text("text", length.into())
    })?;
    let count = r.le32("num_rows")?;
    let rows_at = r.offset();
    let mut last: Option<(usize, u32)> = None;
    let rows = r.rows::<ROW_SIZE, _>("rows", count as usize, |r| {
        let row = line_row(r, last.map(|(_, word)| word), file_count)?;
        last = Some((last.map_or(0, |(index, _)| index + 1), row.word));
        Ok(row)
    })?;
    Ok(Lines { files, rows, last, rows_at })
}

fn line_row<'b, S: Source<'b>>(r: &mut S, before: Option<u32>, files: u16) -> Result<LineRow, S::Error> {
    let at = r.offset();
    let word = r.le32("word")?;
    if let Some(before) = before.filter(|&before| before >= word) {
        return r.unexpected(at, "word", format!("a word after {before}"), word);
    }
    let at = r.offset();
    let file = r.le16("file")?;
    if file >= files {
        return r.unexpected(at, "file", format!("the index of one of {}", counted(files, "file")), file);
    }
    Ok(LineRow { word, file, line: r.le32("line")?, column: r.le16("column")? })
}

impl<'b, S: Source<'b>> Lines<'b, S> {
    /// Checks that the words of all rows are there, when their number is known. The rows increase, so if the last
    /// one's word is there, all are.
    pub(super) fn check_last_row(&self, r: &mut S, size: u32) -> Result<(), S::Error> {
        let Some((index, word)) = self.last.filter(|&(_, word)| word >= size) else { return Ok(()) };
        r.group("line_table", None, |r| {
            r.group("rows", Some(index), |r| {
                let expected = format!("the index of one of {}", counted(size, "word"));
                r.unexpected(self.rows_at + ROW_SIZE * index, "word", expected, word)
            })
        })
    }
}
