//! The names that belong to a source: in messages, of its module, and of its output.

use crate::files::is_standard;
use crate::formats::{Format, by_extension};
use std::path::{Path, PathBuf};

/// The name of a source in messages and line tables: its path as given.
pub fn shown(source: &Path) -> String {
    if is_standard(source) { "<stdin>".to_owned() } else { source.to_string_lossy().into_owned() }
}

/// The name of the module of a source without `.module`.
pub fn stem(source: &Path) -> String {
    let stem = source.file_stem().filter(|_| !is_standard(source));
    stem.map_or_else(|| "main".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The default output of a source: beside the source or in a folder, with this extension. The output of standard input is
/// standard output, or `main` in the folder.
pub fn output(source: &Path, folder: Option<&Path>, extension: &str) -> PathBuf {
    let named = match folder {
        None if is_standard(source) => return source.to_owned(),
        None => source.to_owned(),
        Some(folder) if is_standard(source) => folder.join("main"),
        Some(folder) => folder.join(source.file_name().unwrap_or_default()),
    };
    // The standard library panics at an extension with a separator. This leads to no other folder.
    named.with_extension(extension.rsplit(std::path::is_separator).next().unwrap_or_default())
}

/// The format of the extension of a path.
pub fn format_of(output: &Path) -> Option<&'static dyn Format> {
    output.extension().and_then(|extension| extension.to_str()).and_then(by_extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_lie_beside_their_sources_or_in_the_folder() {
        let name = |source: &str, folder: Option<&str>| output(source.as_ref(), folder.map(Path::new), "lzr");
        assert_eq!(name("a/x.s", None), Path::new("a/x.lzr"));
        assert_eq!(name("x", None), Path::new("x.lzr"));
        assert_eq!(name("a/x.y.s", Some("b")), Path::new("b/x.y.lzr"));
        assert_eq!(output("a/x.s".as_ref(), None, "../y"), Path::new("a/x.y"));
        assert_eq!(name("-", None), Path::new("-"));
        assert_eq!(name("-", Some("b")), Path::new("b/main.lzr"));
    }

    #[test]
    fn modules_are_named_after_their_sources() {
        assert_eq!(stem("a/x.s".as_ref()), "x");
        assert_eq!(stem("-".as_ref()), "main");
        assert_eq!(shown("-".as_ref()), "<stdin>");
        assert_eq!(shown("./a/x.s".as_ref()), "./a/x.s");
    }

    #[test]
    fn extensions_determine_formats() {
        for format in crate::formats::ALL {
            for extension in format.info().extensions {
                let found = format_of(format!("a.b/x.{extension}").as_ref());
                assert_eq!(found.map(|found| found.info().name), Some(format.info().name));
            }
        }
        assert!(format_of("lzr".as_ref()).is_none());
        assert!(format_of("x.s".as_ref()).is_none());
    }
}
