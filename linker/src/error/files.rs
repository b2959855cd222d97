//! The files that an error is about, for programs that read messages: the one at fault first, with an offset where one
//! is known.

use super::{LinkError, Origin};

/// A file and an offset in it.
type Place<'e> = (&'e str, Option<u64>);

impl LinkError {
    /// The files that the error is about, each once.
    pub(super) fn files(&self) -> Vec<Place<'_>> {
        let mut seen: Vec<Place<'_>> = Vec::new();
        for place in all(self) {
            if seen.iter().all(|(file, _)| *file != place.0) {
                seen.push(place);
            }
        }
        seen
    }
}

fn all(error: &LinkError) -> Vec<Place<'_>> {
    match error {
        LinkError::NoInput | LinkError::TooMuch { .. } | LinkError::NoEntry { .. } => Vec::new(),
        LinkError::NotAModule { file, .. } | LinkError::NotLinkable { file, .. } => vec![(file, Some(0))],
        LinkError::MixedFormats { files } => {
            files.iter().flat_map(|(_, files)| files.first()).map(|file| (file.as_str(), Some(0))).collect()
        }
        LinkError::Damaged { file, error } => vec![(file, Some(error.offset as u64))],
        LinkError::Refused { file, .. }
        | LinkError::TooDeep { file, .. }
        | LinkError::TrailingBytes { file, .. }
        | LinkError::NoMember { file, .. }
        | LinkError::NotAnArchive { file, .. }
        | LinkError::HiddenForm { file, .. }
        | LinkError::LinkInTheWay { path: file } => vec![(file, None)],
        LinkError::DuplicateModule { origins, .. } => origins.first().iter().map(place).collect(),
        LinkError::DuplicateFunction { origin, .. } => vec![place(origin)],
        LinkError::Undefined { by, similar, module, .. } => {
            let similar = similar.iter().map(|(_, origin)| origin);
            by.first().iter().chain(module).chain(similar).map(place).collect()
        }
        LinkError::WrongArity { by, origin, .. } => by.first().iter().chain([origin]).map(place).collect(),
        LinkError::Conflict { first, second, .. } => vec![place(second), place(first)],
        LinkError::SizeMismatch { origin, parts, .. } => {
            [origin].into_iter().chain(parts.iter().map(|(_, origin)| origin)).map(place).collect()
        }
        LinkError::SharedSymbol { first, second, .. } => vec![place(&second.1), place(&first.1)],
        LinkError::Disagreement { values, .. } => {
            values.iter().map(|(_, file)| (file.as_str(), None)).collect()
        }
    }
}

fn place(origin: &Origin) -> Place<'_> {
    (&origin.file, None)
}
