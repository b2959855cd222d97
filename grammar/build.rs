//! What is generated when the crate is built: the manual's error pages as a table, and the parser.

#[path = "build/pages.rs"]
mod pages;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    pages::generate()?;
    lalrpop::Configuration::new().emit_rerun_directives(true).use_cargo_dir_conventions().process_dir("src")
}
