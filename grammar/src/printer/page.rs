//! Lines under construction: pieces of text, places where a line may break, and comments.
//!
//! A line breaks after the last comma in brackets that keeps it within the width. Comments after neighbouring lines of
//! one column are aligned. Each piece is moved at most once, so the cost is linear in the text.

/// Lines are broken, where they may, to stay within this many columns.
const WIDTH: usize = 100;
/// The additional indentation of a continued line.
const CONTINUED: usize = 4;
/// The distance of a comment from its line.
const GAP: usize = 2;
/// The digits of the longest integer.
const MOST_DIGITS: usize = 20;
/// Lines longer than this do not push the comments of their neighbours to the right.
const COMMENT_COLUMN: usize = 72;

/// A text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Page {
    out: String,
    /// Where the line being written starts in `out`.
    line: usize,
    /// The blank after the last comma of this line at which it may break.
    soft: Option<usize>,
    indent: usize,
    flat: bool,
    state: State,
    blank: bool,
    /// The comments after the line being written.
    trailing: String,
    /// Comments of the finished lines just above, not yet written.
    held: Vec<Held>,
    /// Whether the line above has no comment.
    gap: bool,
}

/// What may still be added to the line being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// No line is being written.
    #[default]
    Finished,
    /// A statement.
    Code,
    /// A comment that is closed.
    Comment,
    /// A comment that takes the rest of the line.
    Full,
}

/// A comment that is kept until it is known how far its neighbours reach.
#[derive(Debug)]
struct Held {
    at: usize,
    indent: usize,
    column: usize,
    text: String,
}

impl Page {
    /// A page that continues after these lines.
    pub(super) fn after(out: String) -> Self {
        Self { out, ..Self::default() }
    }

    /// A page for a single line, which never breaks.
    pub(super) fn flat() -> Self {
        Self { flat: true, ..Self::default() }
    }

    /// Starts a line.
    pub(super) fn begin(&mut self, indent: usize) {
        self.finish_line();
        if std::mem::take(&mut self.blank) && !self.out.is_empty() {
            self.flush_comments();
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.indent = indent;
        self.state = State::Code;
        self.pad(indent);
    }

    /// Adds text to the line.
    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Adds an integer to the line.
    pub(super) fn int(&mut self, value: i64) {
        if value < 0 {
            self.out.push('-');
        }
        // The formatter of the library is several times slower, and most integers are short.
        let mut rest = value.unsigned_abs();
        let mut digits = [b'0'; MOST_DIGITS];
        let mut first = MOST_DIGITS;
        loop {
            first -= 1;
            digits[first] += (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits[first..].iter().for_each(|digit| self.out.push((*digit).into()));
    }

    /// Adds blanks to the line.
    pub(super) fn pad(&mut self, count: usize) {
        const BLANKS: &str = "                ";
        for _ in 0..count / BLANKS.len() {
            self.out.push_str(BLANKS);
        }
        self.out.push_str(&BLANKS[..count % BLANKS.len()]);
    }

    /// Adds a comma after which the line may break.
    pub(super) fn comma(&mut self) {
        self.out.push(',');
        if self.flat {
            return self.out.push(' ');
        }
        self.keep_within_width();
        self.soft = Some(self.out.len());
        self.out.push(' ');
    }

    /// Adds a comment inside brackets, after the opening one or a comma.
    pub(super) fn inner_comment(&mut self, text: &str, own_line: bool) {
        if !takes_the_line(text) {
            self.out.push_str(text);
            self.out.push(' ');
            if let Some(at) = text.rfind('\n') {
                self.line = self.out.len() - 1 - (text.len() - at - 1);
                self.soft = None;
            }
            return;
        }
        if own_line {
            self.break_line();
        } else if !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        // A comment stays on the line it is on, however long it is.
        if self.soft.is_some_and(|soft| soft + 1 < self.out.len()) {
            self.keep_within_width();
        }
        self.soft = None;
        self.out.push_str(text);
        self.break_line();
    }

    /// Adds a comment after the line, or on a line of its own if nothing can follow on this one.
    pub(super) fn trail(&mut self, text: &str) {
        match self.state {
            State::Finished | State::Full => self.comment(self.indent, text),
            State::Code => {
                if !self.trailing.is_empty() {
                    self.trailing.push(' ');
                }
                self.trailing.push_str(text);
            }
            State::Comment => {
                self.out.push(' ');
                self.out.push_str(text);
            }
        }
        if takes_the_line(text) {
            self.state = State::Full;
        }
    }

    /// Adds a line that is a comment.
    pub(super) fn comment(&mut self, indent: usize, text: &str) {
        self.begin(indent);
        self.out.push_str(text);
        self.state = if takes_the_line(text) { State::Full } else { State::Comment };
    }

    /// Asks for an empty line before the next one.
    pub(super) fn blank(&mut self) {
        self.finish_line();
        self.blank = true;
    }

    /// Adds whole lines as they are.
    pub(super) fn verbatim(&mut self, lines: &str) {
        self.finish_line();
        self.flush_comments();
        self.out.push_str(lines);
        if !lines.is_empty() && !lines.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        self.finish_line();
        self.flush_comments();
        self.out
    }

    /// The text of a single line that was pushed without [`Page::begin`].
    pub(super) fn into_line(self) -> String {
        self.out
    }

    fn finish_line(&mut self) {
        if self.state == State::Finished {
            return;
        }
        self.keep_within_width();
        self.soft = None;
        if self.trailing.is_empty() {
            self.pass_without_comment();
        } else {
            self.hold_comment();
        }
        self.out.push('\n');
        self.state = State::Finished;
    }

    /// Keeps the comment of the line until it is known how far its neighbours reach. A line of another column starts a
    /// new group.
    fn hold_comment(&mut self) {
        let column = self.out[self.line..].chars().count();
        if self.held.last().is_some_and(|last| last.indent != self.indent) {
            self.flush_comments();
        }
        let text = std::mem::take(&mut self.trailing);
        self.held.push(Held { at: self.out.len(), indent: self.indent, column, text });
        self.gap = false;
    }

    /// A label does not end a group of aligned comments, nor does one line of code without a comment.
    fn pass_without_comment(&mut self) {
        let is_label = self.state == State::Code && self.out.ends_with(':');
        if is_label {
            return;
        }
        if self.gap || self.state != State::Code {
            self.flush_comments();
        }
        self.gap = true;
    }

    /// Breaks the line at the last place where it may break, if it has become too long.
    fn keep_within_width(&mut self) {
        let Some(soft) = self.soft else { return };
        if self.out[self.line..].chars().count() <= WIDTH {
            return;
        }
        let indent = self.indent + CONTINUED;
        self.out.replace_range(soft..=soft, &format!("\n{:indent$}", ""));
        self.line = soft + 1;
        self.soft = None;
    }

    /// Breaks the line here.
    fn break_line(&mut self) {
        self.soft = None;
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if self.out.ends_with('\n') {
            self.out.pop();
        }
        self.out.push('\n');
        self.line = self.out.len();
        self.pad(self.indent + CONTINUED);
    }

    /// Writes the comments that were kept, aligned.
    fn flush_comments(&mut self) {
        let held = std::mem::take(&mut self.held);
        let Some(first) = held.first().map(|held| held.at) else { return };
        let widest = held.iter().map(|held| held.column).filter(|column| *column <= COMMENT_COLUMN).max();
        let column = widest.unwrap_or(0);
        let tail = self.out.split_off(first);
        let ends = held.iter().skip(1).map(|held| held.at - first).chain([tail.len()]);
        let mut from = 0;
        for (comment, end) in held.iter().zip(ends) {
            self.pad(column.saturating_sub(comment.column) + GAP);
            self.out.push_str(&comment.text);
            self.out.push_str(&tail[from..end]);
            from = end;
        }
    }
}

/// Whether nothing can follow a comment on its line.
fn takes_the_line(comment: &str) -> bool {
    !comment.starts_with("/*")
}
