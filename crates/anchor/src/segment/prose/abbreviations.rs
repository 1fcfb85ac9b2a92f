//! Full stops that end a word and not a sentence: titles, initials, numbering.

/// Always followed by a name or an explanation.
const BEFORE_A_NAME: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gen", "col", "maj", "capt", "lt", "sgt", "sen",
    "rep", "gov", "pres", "st", "mt", "messrs", "mme", "mlle", "e.g", "i.e", "cf", "viz", "vs", "approx",
    "ca",
];

/// Abbreviations when a number follows; words otherwise ("No.").
const BEFORE_A_NUMBER: &[&str] = &[
    "no", "nos", "p", "pp", "vol", "vols", "fig", "figs", "ch", "sec", "art", "eq", "ed", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Whether the sentence goes on after the full stop at `at`, which a gap follows; `next` is the first character after
/// that gap.
pub(super) fn goes_on_after(clusters: &[(usize, &str)], at: usize, next: Option<char>) -> bool {
    let is_of_word = |&(_, cluster): &(usize, &str)| {
        cluster == "."
            || cluster.chars().next().is_some_and(|c| c.is_alphanumeric() && !super::marks::is_han_like(c))
    };
    let start =
        clusters[..at].iter().rposition(|cluster| !is_of_word(cluster)).map_or(0, |before| before + 1);
    let word: String = clusters[start..at].iter().map(|&(_, cluster)| cluster).collect();

    let is_number = !word.is_empty() && word.chars().all(|character| character.is_ascii_digit());
    if is_number {
        // "1. Title": a number with nothing but marks before it counts, it does not end a sentence.
        return clusters[..start].iter().all(|(_, cluster)| !cluster.contains(char::is_alphanumeric));
    }
    let lower = word.to_lowercase();
    BEFORE_A_NAME.contains(&lower.as_str())
        || BEFORE_A_NUMBER.contains(&lower.as_str()) && next.is_some_and(char::is_numeric)
        || is_initial(&word)
}

/// "J" in "J. R. R. Tolkien", "U.S" in "the U.S. Army", "D" of "Ph.D."; not the pronoun in "So do I."
fn is_initial(word: &str) -> bool {
    let (head, last) = word.rsplit_once('.').map_or((None, word), |(head, last)| (Some(head), last));
    let mut characters = last.chars();
    let is_capital = characters.next().is_some_and(char::is_uppercase) && characters.next().is_none();
    is_capital && (head.is_some() || last != "I")
}
