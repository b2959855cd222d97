//! "Did you mean": the nearest of some known words.

/// The candidate nearest to a word, if one is near enough to be a slip: a third of the word's letters at most may
/// have to be put in, left out, replaced or swapped. Of equally near ones it is the first.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(MOST + 1).collect();
    if word.len() > MOST {
        return None;
    }
    let most = word.len().div_ceil(3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let far = distance(&word, candidate, best.map_or(most + 1, |(far, _)| far));
        if far <= most && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, candidate));
        }
    }
    best.filter(|(far, _)| *far < word.len()).map(|(_, candidate)| candidate)
}

/// Longer words are not compared: nobody mistypes them, and it would take time.
const MOST: usize = 64;

/// The Damerau-Levenshtein distance (with neighbours swapped at most once); `limit` if it is not below that.
fn distance(word: &[char], candidate: &str, limit: usize) -> usize {
    let other: Vec<char> = candidate.chars().take(MOST + 1).collect();
    if word.len().abs_diff(other.len()) >= limit {
        return limit;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && word[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()].min(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 5] = [".func", ".format", ".struct", ".end", ".endless"];

    #[test]
    fn slips_find_their_word() {
        assert_eq!(did_you_mean(".fucn", WORDS), Some(".func"));
        assert_eq!(did_you_mean(".strukt", WORDS), Some(".struct"));
        assert_eq!(did_you_mean(".ned", WORDS), Some(".end"));
        assert_eq!(did_you_mean(".end", WORDS), Some(".end"));
    }

    #[test]
    fn other_words_find_none() {
        assert_eq!(did_you_mean(".quux", WORDS), None);
        assert_eq!(did_you_mean("", WORDS), None);
        assert_eq!(did_you_mean("x", ["y"]), None);
        assert_eq!(did_you_mean(&"x".repeat(100_000), WORDS), None);
    }
}
