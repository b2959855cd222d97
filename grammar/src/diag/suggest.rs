//! "Did you mean": the nearest of some known words, within a budget.

use std::cell::Cell;

/// Finds what was meant, as long as that costs little: each run has one, so that a source with many misspelled names
/// and many names to compare them with takes time in proportion to its size.
#[derive(Clone, Debug)]
pub struct Guesses {
    /// How much work may still be done, in steps of [`distance`].
    left: Cell<u64>,
}

/// The work of a run. Comparing two words of eight letters takes about a hundred steps, so this is enough for hundreds
/// of errors among thousands of names, and a fraction of a second at most.
const WORK: u64 = 20_000_000;
/// What a candidate costs before its letters are compared: it was looked up, and perhaps sorted.
const LOOK: u64 = 16;
/// Longer words are not compared: nobody mistypes them, and it would take time.
const MOST: usize = 64;

impl Default for Guesses {
    fn default() -> Self {
        Self { left: Cell::new(WORK) }
    }
}

impl Guesses {
    /// The candidate nearest to a word, if one is near enough to be a slip: a third of the word's letters at most may
    /// have to be put in, left out, replaced or swapped. Of equally near ones it is the first. Nothing once the work
    /// of the run is used up.
    pub fn did_you_mean<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let word: Vec<char> = word.chars().take(MOST + 1).collect();
        if word.len() > MOST {
            return None;
        }
        let most = word.len().div_ceil(3).max(1);
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            // Half a search could find a worse name than a whole one, so it finds none.
            self.spend(LOOK)?;
            let far = self.distance(&word, candidate, best.map_or(most + 1, |(far, _)| far))?;
            if far <= most && best.is_none_or(|(least, _)| far < least) {
                best = Some((far, candidate));
            }
        }
        best.filter(|(far, _)| *far < word.len()).map(|(_, candidate)| candidate)
    }

    /// Whether nothing will be found any more, so that candidates need not be gathered.
    pub fn are_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Takes steps from what is left; nothing if that is too little.
    fn spend(&self, steps: u64) -> Option<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }

    /// The Damerau-Levenshtein distance (with neighbours swapped at most once); `limit` if it is not below that.
    fn distance(&self, word: &[char], candidate: &str, limit: usize) -> Option<usize> {
        let mut other = ['\0'; MOST + 1];
        let mut len = 0;
        for (to, ch) in other.iter_mut().zip(candidate.chars()) {
            *to = ch;
            len += 1;
        }
        let other = &other[..len];
        if word.len().abs_diff(len) >= limit {
            return Some(limit);
        }
        self.spend((word.len() * len) as u64)?;
        // Three rows of the table, each used again: a comparison allocates nothing.
        let [mut before, mut last, mut row] = [[0; MOST + 2]; 3];
        last.iter_mut().enumerate().for_each(|(at, cell)| *cell = at);
        for (i, a) in word.iter().enumerate() {
            row[0] = i + 1;
            for (j, b) in other.iter().enumerate() {
                let replaced = last[j] + usize::from(a != b);
                let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
                if i > 0 && j > 0 && *a == other[j - 1] && word[i - 1] == *b {
                    least = least.min(before[j - 1] + 1);
                }
                row[j + 1] = least;
            }
            (before, last, row) = (last, row, before);
        }
        Some(last[len].min(limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 5] = [".func", ".format", ".struct", ".end", ".endless"];

    fn found(word: &str) -> Option<&'static str> {
        Guesses::default().did_you_mean(word, WORDS)
    }

    #[test]
    fn slips_find_their_word() {
        assert_eq!(found(".fucn"), Some(".func"));
        assert_eq!(found(".strukt"), Some(".struct"));
        assert_eq!(found(".ned"), Some(".end"));
        assert_eq!(found(".end"), Some(".end"));
    }

    #[test]
    fn other_words_find_none() {
        assert_eq!(found(".quux"), None);
        assert_eq!(found(""), None);
        assert_eq!(Guesses::default().did_you_mean("x", ["y"]), None);
        assert_eq!(found(&"x".repeat(100_000)), None);
    }

    #[test]
    fn words_of_the_greatest_length_are_compared() {
        let (word, other) = ("x".repeat(MOST), format!("{}y", "x".repeat(MOST - 1)));
        assert_eq!(Guesses::default().did_you_mean(&word, [other.as_str()]), Some(other.as_str()));
        let longer = "x".repeat(MOST + 5);
        assert_eq!(Guesses::default().did_you_mean(&word, [longer.as_str()]), Some(longer.as_str()));
    }

    #[test]
    fn many_words_among_many_names_use_the_work_up() {
        let names: Vec<String> = (0..10_000).map(|at| format!("name_{at}")).collect();
        let (guesses, looked) = (Guesses::default(), Cell::new(0u64));
        let counted = || names.iter().map(|name| (looked.set(looked.get() + 1), name.as_str()).1);
        assert_eq!(guesses.did_you_mean("nmae_77", counted()), Some("name_77"));
        for _ in 0..10_000 {
            guesses.did_you_mean("nmae_77", counted());
        }
        assert!(guesses.are_spent());
        assert_eq!(guesses.did_you_mean("nmae_77", counted()), None);
        assert!(looked.get() < WORK / LOOK + 20_000, "{}", looked.get());
    }
}
