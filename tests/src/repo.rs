//! The files of the repository: lists those of a folder with an extension, in order.

use std::fs;
use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// All files below a folder of the repository with one of these extensions (without the dot), sorted. Folders of
/// build results and hidden ones are left out; a folder that is not there has no files.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                // A link leads to a folder that is found by itself.
                true if is_ours(&path) && !path.is_symlink() => open.push(path),
                false if has_ending(&path, endings) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn is_ours(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !["target", "book", "node_modules"].contains(&name.as_ref())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
}

/// A path as the repository spells it: from its top, with `/`.
pub fn name(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The text of a file; the test ends if it cannot be read.
///
/// # Panics
/// If the file cannot be read as text.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a file that may hold anything, as a test source may.
///
/// # Panics
/// If the file cannot be read.
pub fn text_lossy(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}
