//! What is generated when the crate is built.

#[path = "build/pages.rs"]
mod pages;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    pages::generate()?;
    Ok(())
}
