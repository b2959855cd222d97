//! Checks for enough memory before it is needed: where Rust cannot allocate, the program aborts.

use lzasm_grammar::diag::{Code, Diagnostic};
use lzasm_grammar::source::Span;
use std::hint::black_box;

/// The number of bytes that must be left for large inputs: a request of this size never changes how the system's
/// allocator treats small ones, because it is above the greatest size that glibc adapts to (32 MiB).
const LEAST: u64 = 64 << 20;
/// Below this size an input has no large buffers.
const SMALL: u64 = 1 << 20;

/// Whether this many bytes could be allocated now.
pub(crate) fn is_left(bytes: u64) -> bool {
    let mut buffer = Vec::<u8>::new();
    let left = usize::try_from(bytes).is_ok_and(|bytes| buffer.try_reserve_exact(bytes).is_ok());
    // Without this, the compiler leaves the allocation out and assumes that it works.
    black_box(buffer.as_ptr());
    left
}

/// Whether the work on an input of this size can go on. The largest buffer takes about twice the input and is doubled
/// when it is full, so four times the input must be left.
pub(crate) fn is_enough_for(input: u64) -> bool {
    input < SMALL || is_left(LEAST.saturating_add(input.saturating_mul(4)))
}

/// The work stops before the system's memory is used up, because an allocation that fails cannot be reported.
pub(crate) fn not_enough(place: Option<Span>) -> Diagnostic {
    let error = Diagnostic::new(Code::NotEnoughMemory, "there is not enough memory for this source");
    match place {
        Some(place) => error.at(place, "the work stops here"),
        None => error,
    }
    .help("give the process more memory, or split the source")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let nowhere = not_enough(None);
        assert_eq!(nowhere.code.number(), "LZ0906");
        assert_eq!(nowhere.message, "there is not enough memory for this source");
        assert_eq!(nowhere.remarks.len(), 1);
        let there = not_enough(Some(Span::new(3, 5)));
        assert_eq!(there.main.map(|label| label.text), Some("the work stops here".to_owned()));
    }

    #[test]
    fn no_system_has_all_memory_that_can_be_numbered() {
        assert!(is_left(0) && is_left(LEAST));
        assert!(!is_left(u64::MAX) && !is_left(1 << 62));
        assert!(is_enough_for(0) && is_enough_for(SMALL) && !is_enough_for(u64::MAX));
    }
}
