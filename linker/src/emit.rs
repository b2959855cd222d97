//! The last step: the pieces of a layout, one after the other, as the bytes of one file.

use crate::input::Input;
use crate::layout::Layout;

/// The bytes of an output.
pub(crate) fn bytes(layout: &Layout, inputs: &[Input]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(layout.size() as usize);
    for slice in layout.slices(|index| &inputs[index].bytes) {
        bytes.extend_from_slice(slice);
    }
    bytes
}
