//! The last step: the pieces of a layout, one after the other, as the bytes of one file.

use crate::input::Input;
use crate::layout::Layout;

/// The bytes of an output in pieces, none of them copied.
pub(crate) fn pieces<'l>(layout: &'l Layout, inputs: &'l [Input]) -> impl Iterator<Item = &'l [u8]> + 'l {
    layout.slices(|index| &inputs[index].bytes)
}

/// The bytes of an output.
pub(crate) fn bytes(layout: &Layout, inputs: &[Input]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(layout.size() as usize);
    for piece in pieces(layout, inputs) {
        bytes.extend_from_slice(piece);
    }
    bytes
}
