//! A Roo module as JSON, where its model is not written as it is.

use super::model::ThingKind;
use serde::ser::{SerializeMap, Serializer};

/// Which of the two a thing is, and its name.
pub(super) fn kind<S: Serializer>(kind: &ThingKind, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    match kind {
        ThingKind::Function { name } => {
            map.serialize_entry("type", "function")?;
            map.serialize_entry("name", name)?;
        }
        ThingKind::Operator { token } => {
            map.serialize_entry("type", "operator")?;
            map.serialize_entry("token", token)?;
            map.serialize_entry("name", kind.spelling().trim_start_matches("operator "))?;
        }
    }
    map.end()
}
