//! The types of SAILAR fields are text; this finds the name in it, where the text is a type of the language.

/// The name that a type is built on: `Point` of `mut Point[4] mut&`. `None` if the text is not a type of the language,
/// which the format allows, or if the name is another module's.
pub fn base_name(text: &str) -> Option<&str> {
    let text = text.strip_prefix("mut ").unwrap_or(text);
    let (name, suffixes) = match text.strip_prefix('`') {
        // Escapes in a name are not resolved here, so nothing is reported about such a name.
        Some(quoted) => quoted.split_once('`').filter(|(name, _)| !name.contains('\\'))?,
        None => text.split_at(plain_name(text)?),
    };
    only_suffixes(suffixes).then_some(name)
}

fn plain_name(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let is_name = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    text[..end].split('.').all(is_name).then_some(end)
}

fn only_suffixes(mut text: &str) -> bool {
    while !text.is_empty() {
        let rest = [" mut&", " mut", "&"].iter().find_map(|suffix| text.strip_prefix(suffix));
        let rest = rest.or_else(|| {
            let (count, rest) = text.strip_prefix('[')?.split_once(']')?;
            count.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
        });
        match rest {
            Some(rest) => text = rest,
            None => return false,
        }
    }
    true
}
