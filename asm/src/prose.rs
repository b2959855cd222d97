//! Parts of sentences that the messages of several phases share.

use lzasm_grammar::diag::suggest::Guesses;

/// A number with its digits in groups of three.
pub(crate) fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// "did you mean …?" if a candidate is like the word.
pub(crate) fn meant<'c>(
    guesses: &Guesses,
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    guesses.nearest(word, candidates).map(|nearest| nearest.question())
}

/// `a, b and c`
pub(crate) fn listed(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
