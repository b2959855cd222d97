//! The values of `--lossy`.

use clap::ValueEnum;

/// The treatment of what a format cannot carry.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub enum Lossy {
    /// Leave it out
    Allow,
    /// Leave it out with a warning
    #[default]
    Warn,
    /// Report an error
    Deny,
}

impl From<Lossy> for crate::Lossy {
    fn from(lossy: Lossy) -> Self {
        match lossy {
            Lossy::Allow => Self::Allow,
            Lossy::Warn => Self::Warn,
            Lossy::Deny => Self::Deny,
        }
    }
}
