//! The environment of a program: an output and an input.

use lzasm_grammar::diag::Diagnostic;
use std::fmt;
use std::io::{self, BufRead, BufWriter, ErrorKind, Write};

/// The greatest line that is read, in bytes.
const LONGEST_LINE: u64 = 1 << 24;

/// The world around a machine.
pub trait Host {
    /// Writes to the output.
    fn write(&mut self, bytes: &[u8]) -> Result<(), HostError>;

    /// Makes what was written appear.
    fn flush(&mut self) -> Result<(), HostError>;

    /// Reads a line of the input without its end; `None` at the input's end.
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, HostError>;
}

/// A failure of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostError {
    /// Write the output, for this reason.
    Write(ErrorKind),
    /// Read the input, for this reason.
    Read(ErrorKind),
    /// Read a line, as it is longer than a host reads.
    LineTooLong,
    /// Write more than this number of bytes.
    OutputLimit(u64),
}

impl HostError {
    /// Whether the output's reader is gone, which ends a command quietly.
    pub fn is_broken_pipe(self) -> bool {
        self == Self::Write(ErrorKind::BrokenPipe)
    }

    /// The diagnostic, if no instruction caused it.
    pub fn diagnostic(self) -> Diagnostic {
        crate::vm::messages::host(self)
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(kind) => write!(f, "the output cannot be written: {kind}"),
            Self::Read(kind) => write!(f, "the input cannot be read: {kind}"),
            Self::OutputLimit(limit) => write!(f, "the output has more than {limit} bytes"),
            Self::LineTooLong => write!(f, "a line of the input has more than {LONGEST_LINE} bytes"),
        }
    }
}

/// A line of this input without its end.
fn line(input: &mut dyn BufRead) -> Result<Option<Vec<u8>>, HostError> {
    let mut bytes = Vec::new();
    let mut limited = io::Read::take(input, LONGEST_LINE + 2);
    let count = limited.read_until(b'\n', &mut bytes).map_err(|error| HostError::Read(error.kind()))?;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        bytes.pop_if(|byte| *byte == b'\r');
    }
    match bytes.len() as u64 {
        length if length > LONGEST_LINE => Err(HostError::LineTooLong),
        _ => Ok((count > 0).then_some(bytes)),
    }
}

/// The standard output and input of this process.
pub struct Standard {
    output: BufWriter<io::Stdout>,
    is_direct: bool,
}

impl Standard {
    /// The streams of this process. The output is written when it is flushed, when it is much, and before the input
    /// is read.
    pub fn new() -> Self {
        Self { output: BufWriter::with_capacity(1 << 16, io::stdout()), is_direct: false }
    }

    /// The same with all output written at once, so that a user sees it immediately.
    pub fn direct() -> Self {
        Self { is_direct: true, ..Self::new() }
    }
}

impl Default for Standard {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for Standard {
    fn write(&mut self, bytes: &[u8]) -> Result<(), HostError> {
        self.output.write_all(bytes).map_err(|error| HostError::Write(error.kind()))?;
        if self.is_direct { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), HostError> {
        self.output.flush().map_err(|error| HostError::Write(error.kind()))
    }

    fn read_line(&mut self) -> Result<Option<Vec<u8>>, HostError> {
        self.flush()?;
        line(&mut io::stdin().lock())
    }
}

/// A host whose output is limited.
pub struct Limited<'h> {
    host: &'h mut dyn Host,
    left: u64,
    limit: u64,
}

impl<'h> Limited<'h> {
    /// The greatest output unless the user says otherwise: 256 MiB.
    pub const DEFAULT: u64 = 1 << 28;

    /// A host that takes at most this number of bytes.
    pub fn new(host: &'h mut dyn Host, limit: u64) -> Self {
        Self { host, left: limit, limit }
    }
}

impl Host for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), HostError> {
        let rest = self.left.checked_sub(bytes.len() as u64);
        self.left = rest.ok_or(HostError::OutputLimit(self.limit))?;
        self.host.write(bytes)
    }

    fn flush(&mut self) -> Result<(), HostError> {
        self.host.flush()
    }

    fn read_line(&mut self) -> Result<Option<Vec<u8>>, HostError> {
        self.host.read_line()
    }
}

/// An output and an input in memory.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    /// The output so far.
    pub output: Vec<u8>,
    /// The remaining input.
    pub input: Vec<u8>,
}

impl Buffers {
    /// An empty output, and this input.
    pub fn with_input(input: impl Into<Vec<u8>>) -> Self {
        Self { output: Vec::new(), input: input.into() }
    }
}

impl Host for Buffers {
    fn write(&mut self, bytes: &[u8]) -> Result<(), HostError> {
        self.output.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), HostError> {
        Ok(())
    }

    fn read_line(&mut self) -> Result<Option<Vec<u8>>, HostError> {
        let mut rest = self.input.as_slice();
        let found = line(&mut rest)?;
        let read = self.input.len() - rest.len();
        self.input.drain(..read);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_without_their_ends() {
        let mut host = Buffers::with_input("one\r\n\ntwo");
        let mut next = || host.read_line().unwrap().map(|line| String::from_utf8(line).unwrap());
        assert_eq!(next().as_deref(), Some("one"));
        assert_eq!(next().as_deref(), Some(""));
        assert_eq!(next().as_deref(), Some("two"));
        assert_eq!(next(), None);
        assert_eq!(next(), None);
    }

    #[test]
    fn an_output_has_a_limit() {
        let mut memory = Buffers::default();
        let mut host = Limited::new(&mut memory, 5);
        assert_eq!(host.write(b"abc"), Ok(()));
        assert_eq!(host.write(b"def"), Err(HostError::OutputLimit(5)));
        assert_eq!(host.write(b"de"), Ok(()));
        assert_eq!(memory.output, b"abcde");
    }

    #[test]
    fn an_endless_line_ends() {
        let mut host = Buffers::with_input(vec![b'x'; LONGEST_LINE as usize + 3]);
        assert_eq!(host.read_line(), Err(HostError::LineTooLong));
        let mut host = Buffers::with_input(vec![b'x'; LONGEST_LINE as usize]);
        assert!(host.read_line().unwrap().is_some());
    }
}
