//! The input of a program, of which it may take lines and single bytes in turn.

use super::{Host, HostError};

/// The part of the input that was read and not taken yet.
#[derive(Debug, Default)]
pub(super) struct Input {
    line: Vec<u8>,
    taken: usize,
}

impl Input {
    /// The rest of the line without its end; `None` at the input's end.
    pub(super) fn line(&mut self, host: &mut dyn Host) -> Result<Option<Vec<u8>>, HostError> {
        if self.taken == self.line.len() {
            return host.read_line();
        }
        let mut rest = self.line.split_off(self.taken);
        rest.pop_if(|byte| *byte == b'\n');
        (self.line, self.taken) = (Vec::new(), 0);
        Ok(Some(rest))
    }

    /// The next byte; `None` at the input's end.
    pub(super) fn byte(&mut self, host: &mut dyn Host) -> Result<Option<u8>, HostError> {
        if self.taken == self.line.len() {
            let Some(line) = host.read_line()? else { return Ok(None) };
            (self.line, self.taken) = (line, 0);
            self.line.push(b'\n');
        }
        self.taken += 1;
        Ok(self.line.get(self.taken - 1).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::Buffers;

    #[test]
    fn lines_and_bytes_take_turns() {
        let mut host = Buffers::with_input("ab\n\ncd");
        let mut input = Input::default();
        assert_eq!(input.byte(&mut host), Ok(Some(b'a')));
        assert_eq!(input.line(&mut host), Ok(Some(b"b".to_vec())));
        assert_eq!(input.byte(&mut host), Ok(Some(b'\n')));
        assert_eq!(input.byte(&mut host), Ok(Some(b'c')));
        assert_eq!(input.byte(&mut host), Ok(Some(b'd')));
        assert_eq!(input.line(&mut host), Ok(Some(Vec::new())));
        assert_eq!(input.line(&mut host), Ok(None));
        assert_eq!(input.byte(&mut host), Ok(None));
    }
}
