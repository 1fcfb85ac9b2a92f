//! Markup made for a browser, as a saved page and the chapters of an EPUB are: the tree that it gives, and its lines.

pub(in crate::import) mod dom;
pub(in crate::import) mod flow;
mod roles;
mod table;

/// The language of a text: what is guessed from its words, or, where these do not tell, what the file declares. A page's
/// declaration is often that of its template, so the words outrank it.
pub(in crate::import) fn language(guessed: &str, declared: Option<&str>) -> String {
    let Some(declared) = declared.map(str::trim).filter(|tag| is_language_tag(tag)) else {
        return guessed.to_owned();
    };
    if guessed == "und" { declared.to_owned() } else { guessed.to_owned() }
}

fn is_language_tag(tag: &str) -> bool {
    const LONGEST: usize = 35;
    let mut parts = tag.split('-');
    let is_primary = parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    is_primary
        && tag.len() <= LONGEST
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_language_counts_where_the_words_do_not_tell() {
        for (guessed, declared, expected) in [
            ("zh-Hant", Some("en"), "zh-Hant"),
            ("und", Some("de-AT"), "de-AT"),
            ("und", Some("\"><script>"), "und"),
            ("und", Some("zh_TW"), "und"),
            ("und", None, "und"),
        ] {
            assert_eq!(language(guessed, declared), expected, "{declared:?}");
        }
    }
}
