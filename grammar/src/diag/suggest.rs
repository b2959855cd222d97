//! "Did you mean": the nearest of some known words, within a budget.

use std::cell::Cell;

/// The search for the correct spelling of a misspelled word. Each run has one budget, so that a source with many misspelled
/// names and many names to compare them with takes time in proportion to its size.
#[derive(Clone, Debug)]
pub struct Guesses {
    /// How much work may still be done: pairs of letters compared.
    left: Cell<u64>,
}

/// The work of a run. Comparing two words of eight letters takes 64 steps, so this is enough for hundreds of errors
/// among thousands of names, and takes a fraction of a second at most.
const WORK: u64 = 20_000_000;
/// The cost of a candidate before its letters are compared: it was looked up, and perhaps sorted.
const LOOK: u64 = 16;
/// The length of the longest word that is compared: longer ones are rarely mistyped, and comparing them takes time.
const LONGEST: usize = 64;

impl Default for Guesses {
    fn default() -> Self {
        Self { left: Cell::new(WORK) }
    }
}

/// The known word nearest to a misspelled one, and the next one if it is equally near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearest<'c> {
    /// The first of the nearest candidates.
    pub first: &'c str,
    /// The second of them.
    pub second: Option<&'c str>,
}

impl Nearest<'_> {
    /// The question to the user, with both words if they are equally near.
    pub fn question(&self) -> String {
        match self.second {
            None => format!("did you mean `{}`?", self.first),
            Some(second) => format!("did you mean `{}` or `{second}`?", self.first),
        }
    }
}

/// The question to the user for the names that [`Guesses::similar`] found.
pub fn question(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    Some(Nearest { first, second: rest.first().map(String::as_str) }.question())
}

impl Guesses {
    /// The first of the candidates nearest to a word: see [`Guesses::nearest`].
    pub fn did_you_mean<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.nearest(word, candidates).map(|nearest| nearest.first)
    }

    /// The names of the candidates nearest to a word, two at most: see [`Guesses::nearest`].
    pub fn similar<'c>(&self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<String> {
        let nearest = self.nearest(word, candidates);
        let names = nearest.map(|nearest| [Some(nearest.first), nearest.second]);
        names.into_iter().flatten().flatten().map(str::to_owned).collect()
    }

    /// The candidates nearest to a word, if they are near enough to be a slip: at most a third of the word's letters
    /// may be inserted, left out, replaced or swapped. `None` once the work of the run is used up.
    pub fn nearest<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<Nearest<'c>> {
        let length = word.chars().take(LONGEST + 1).count();
        if length > LONGEST {
            return None;
        }
        // The best so far is at this distance; a word that differs in all letters is not a misspelling.
        let mut least = length.div_ceil(3).max(1).min(length.checked_sub(1)?);
        let mut best: Option<Nearest<'c>> = None;
        for candidate in candidates {
            // Half a search could find a worse name than a whole one, so it finds none.
            self.spend(LOOK)?;
            // Of a candidate of any length only as much is read as a near one can have.
            let other = candidate.chars().take(2 * LONGEST).count();
            if length.abs_diff(other) > least {
                continue;
            }
            self.spend((length * other) as u64)?;
            let distance = strsim::osa_distance(word, candidate);
            match &mut best {
                Some(best) if distance == least => {
                    // The same name may be a candidate several times.
                    best.second = best.second.or(Some(candidate).filter(|name| *name != best.first));
                }
                _ if distance <= least => {
                    least = distance;
                    best = Some(Nearest { first: candidate, second: None });
                }
                _ => {}
            }
        }
        best
    }

    /// Whether candidates are to be gathered from a list of this length. That alone takes time for each misspelled word,
    /// even if none of the list is a candidate, so it comes out of the budget as well.
    pub fn can_gather(&self, length: usize) -> bool {
        self.spend(length as u64).is_some()
    }

    /// Takes steps from the budget; `None` if it has fewer left.
    fn spend(&self, steps: u64) -> Option<()> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
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
    fn equally_near_words_are_both_named() {
        let guesses = Guesses::default();
        let nearest = |word, known: &[&'static str]| guesses.nearest(word, known.iter().copied());
        let both = nearest("ad", &["or", "add", "add", "and", "adds"]).unwrap();
        assert_eq!((both.first, both.second), ("add", Some("and")));
        assert_eq!(both.question(), "did you mean `add` or `and`?");
        assert_eq!(question(&guesses.similar("ad", ["or", "add", "and"])), Some(both.question()));
        let one = nearest("addd", &["and", "add", "xor"]).unwrap();
        assert_eq!((one.second, one.question()), (None, "did you mean `add`?".to_owned()));
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
        let (word, other) = ("x".repeat(LONGEST), format!("{}y", "x".repeat(LONGEST - 1)));
        assert_eq!(Guesses::default().did_you_mean(&word, [other.as_str()]), Some(other.as_str()));
        let longer = "x".repeat(LONGEST + 5);
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
        assert!(!guesses.can_gather(1));
        assert_eq!(guesses.did_you_mean("nmae_77", counted()), None);
        assert!(looked.get() < WORK / LOOK + 20_000, "{}", looked.get());
    }
}
