//! Embeds the pages of `docs/errors/` as a table from a code's number to its page.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Writes `pages.rs` into the folder for generated files.
pub(crate) fn generate() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../docs/errors");
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("pages.rs"), table(&pages(&folder)?))
}

/// Number and path of each page, in order.
fn pages(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().canonicalize()?;
        let number = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if number.starts_with("LZ") {
            found.push((number.to_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}

fn table(pages: &[(String, PathBuf)]) -> String {
    let mut code = String::from("static TABLE: &[(&str, &str)] = &[\n");
    for (number, path) in pages {
        let _ = writeln!(code, "    ({number:?}, include_str!({path:?})),");
    }
    code.push_str("];\n");
    code
}
