use super::model::File;
pub(super) fn lower(_: &mut crate::Context, _: &crate::ir::Program) -> Option<File> {
    None
}
