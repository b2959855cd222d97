//! The pages of the catalogue, which `--explain` prints. They are embedded from `docs/errors/`.

use super::Code;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

fn page(number: &str) -> Option<&'static str> {
    TABLE.iter().find(|(of, _)| *of == number).map(|(_, page)| *page)
}

/// The page of a code, in Markdown.
pub fn explain(code: Code) -> &'static str {
    page(code.number()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: [&str; 4] = ["## What", "## Why", "## How to fix it", "## Example"];

    fn faults(code: Code) -> Vec<String> {
        let Some(page) = page(code.number()) else { return vec!["has no page".into()] };
        let mut faults = Vec::new();
        if page.lines().next() != Some(&format!("# {}: {}", code.number(), code.title())) {
            faults.push("does not begin with its number and title".to_owned());
        }
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        if headings != SECTIONS {
            faults.push(format!("has the sections {headings:?}, not {SECTIONS:?}"));
        }
        let bodies =
            page.split("\n## ").skip(1).map(|section| section.split_once('\n').map_or("", |cut| cut.1));
        if bodies.map(str::trim).any(str::is_empty) {
            faults.push("has an empty section".into());
        }
        if page.matches("\n```").count() < 2 {
            faults.push("shows no example".into());
        }
        faults
    }

    #[test]
    fn every_row_has_its_page() {
        let found: Vec<String> = Code::ALL
            .iter()
            .flat_map(|code| faults(*code).into_iter().map(|fault| format!("{} {fault}", code.number())))
            .collect();
        assert!(found.is_empty(), "see docs/errors/README.md:\n{}", found.join("\n"));
    }

    #[test]
    fn every_page_has_its_row() {
        let strays: Vec<_> = TABLE
            .iter()
            .map(|(number, _)| number)
            .filter(|number| Code::ALL.iter().all(|code| code.number() != **number))
            .collect();
        assert!(strays.is_empty(), "pages without a row in the catalogue: {strays:?}");
    }

    #[test]
    fn numbers_and_names_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(
                seen.insert(code.number()) && seen.insert(code.name()),
                "{} is there twice",
                code.number()
            );
            assert_eq!(Code::find(code.number()), Some(*code));
            assert_eq!(Code::find(code.name()), Some(*code));
        }
    }
}
