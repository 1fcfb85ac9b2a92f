//! Search is exact: what it finds in a real interview is what a plain scan finds, whatever is asked.

use super::{TestResult, import_file, import_text};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::collections::HashMap;
use std::path::Path;
use vermilion_api::Api;
use vermilion_api::wire::{SearchFolding, SearchHit, SearchRequest, SearchScope, SearchSyntax};
use vermilion_tests::fixtures::{open_unhurried_library, project, shared_interview};

const NO_FOLDING: SearchFolding = SearchFolding {
    case: false,
    width: false,
    compatibility: false,
    variants: false,
    kana: false,
    diacritics: false,
    quotes: false,
    separators: false,
};

/// Substrings of which each place is compared and not only their number, one of so many.
const COMPARED: usize = 97;

fn literal(query: &str, folding: Option<SearchFolding>, limit: u32) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        syntax: SearchSyntax::Literal,
        scope: SearchScope::Text,
        document: None,
        folding,
        whole_word: false,
        offset: 0,
        limit,
    }
}

fn hits(api: &Api, request: SearchRequest) -> Result<Vec<SearchHit>, vermilion_api::ApiError> {
    let found = api.search(request)?.found;
    Ok(found.into_iter().flat_map(|one| one.sections).flat_map(|one| one.hits).collect())
}

/// Where every substring of so many characters stands in a text, without overlapping itself.
fn scan(text: &[char], length: usize) -> HashMap<&[char], Vec<usize>> {
    let mut places: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (start, words) in text.windows(length).enumerate() {
        let places = places.entry(words).or_default();
        if places.last().is_none_or(|last| last + length <= start) {
            places.push(start);
        }
    }
    places
}

/// The interview that is measured by, or the sample where this machine does not have it.
fn interview() -> std::path::PathBuf {
    shared_interview().unwrap_or_else(|| project().join("samples/interview.zh-Hant.txt"))
}

fn check_all(path: &Path, text: &[char], lengths: &[usize]) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let api =
        open_unhurried_library(&folder.path().join("library.vermilion")).map_err(|error| error.message)?;
    import_file(&api, path).map_err(|error| error.message)?;
    for length in lengths {
        for (number, (words, places)) in scan(text, *length).into_iter().enumerate() {
            let query: String = words.iter().collect();
            let total =
                api.search(literal(&query, Some(NO_FOLDING), 0)).map_err(|error| error.message)?.total;
            if total != places.len() as u64 {
                return Err(format!("{query:?}: {total} of {}", places.len()));
            }
            if number % COMPARED > 0 {
                continue;
            }
            let found = hits(&api, literal(&query, Some(NO_FOLDING), 1000)).map_err(|error| error.message)?;
            let starts: Vec<usize> = found.iter().map(|hit| hit.start as usize).collect();
            if starts != places[..places.len().min(1000)] || found.iter().any(|hit| hit.text != query) {
                return Err(format!("{query:?}: {starts:?} and not {places:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn every_short_substring_is_found_wherever_a_plain_scan_finds_it() -> TestResult {
    let path = interview();
    let text: Vec<char> = std::fs::read_to_string(&path)?.chars().collect();
    // Side by side, for there are some thirty thousand of them.
    std::thread::scope(|scope| {
        let (path, text) = (&path, &text);
        let running =
            [vec![1, 2, 3], vec![4]].map(|lengths| scope.spawn(move || check_all(path, text, &lengths)));
        running.into_iter().try_for_each(|thread| thread.join().unwrap_or(Err("a check panicked".to_owned())))
    })?;
    Ok(())
}

#[test]
fn a_thousand_simplified_spellings_find_what_the_traditional_ones_do() -> TestResult {
    let path = interview();
    let folder = tempfile::tempdir()?;
    let api = open_unhurried_library(&folder.path().join("library.vermilion"))?;
    import_file(&api, &path)?;
    let text: Vec<char> = std::fs::read_to_string(&path)?.chars().collect();
    let simplified = OpenCC::from_config(BuiltinConfig::T2s)?;
    let mut tried = 0;
    // From all over the text; the sample, which is short, is gone through three times.
    for start in (0..3).flat_map(|first| (first..text.len() - 6).step_by(3)) {
        let words: String = text[start..start + 2 + start % 4].iter().collect();
        let other = simplified.convert(&words);
        if other == words {
            continue;
        }
        tried += 1;
        let ours = hits(&api, literal(&other, None, 1000))?;
        assert_eq!(ours, hits(&api, literal(&words, None, 1000))?, "{words} {other}");
        assert!(ours.iter().any(|hit| hit.text == words), "{words} {other}");
        if tried == 1000 {
            break;
        }
    }
    assert!(tried == 1000, "{tried}");
    Ok(())
}

#[test]
fn hostile_queries_are_answered_or_refused() -> TestResult {
    let folder = tempfile::tempdir()?;
    let api = open_unhurried_library(&folder.path().join("library.vermilion"))?;
    import_text(&api, &format!("題\n\n甲：{}\n\n乙：{}\n", "啊".repeat(20_000), "ab".repeat(20_000)))?;
    for query in [
        "啊".repeat(10_000),
        "a".repeat(10_000),
        "(".repeat(10_000),
        "-".repeat(10_000),
        "\"".repeat(9_999),
        "speaker:".repeat(1_000),
        "啊 OR ".repeat(100),
        "(a OR (b -(c \"d".to_owned(),
        "((((((((((a{50}){50}){50}){50})))))))".to_owned(),
        "(a*)*b".to_owned(),
        "啊{300}".to_owned(),
        "\u{202e}\u{0}\u{feff}".to_owned(),
    ] {
        for syntax in [SearchSyntax::Words, SearchSyntax::Literal, SearchSyntax::Pattern] {
            let request = SearchRequest { syntax, scope: SearchScope::All, ..literal(&query, None, 10) };
            if let Err(error) = api.search(request) {
                assert_eq!(error.code, "bad-query", "{error:?}");
            }
        }
    }
    Ok(())
}
