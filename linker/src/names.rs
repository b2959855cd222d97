//! Names of modules as messages show them.

/// What a module without a name is called: its number among all modules of the inputs, from 1.
pub(crate) fn number(index: usize) -> String {
    format!("#{}", index as u128 + 1)
}
