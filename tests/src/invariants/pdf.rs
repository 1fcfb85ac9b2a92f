//! What must hold of any bytes that are read as a PDF.

use vermilion_anchor::TextIndex;
use vermilion_formats::import::{ImportError, Limits, Report, pdf};

/// What a fuzzer's input may become: small, so that whatever swells is soon refused.
const LIMITS: Limits =
    Limits { file: 1 << 20, unpacked: 4 << 20, members: 200, depth: 64, text: 1 << 20, items: 1_000 };

/// Reads `bytes` as a PDF.
///
/// # Panics
/// When what comes out is no clean text or not within the limits, its blocks do not cover it, an annotation's words
/// are not those of its passage, the report counts wrongly, or a parser that is not ours panicked.
pub fn check(bytes: &[u8]) {
    match pdf::read(bytes, Some("a.pdf"), LIMITS) {
        Ok(import) => {
            assert_counted(&import.report);
            for document in import.documents {
                let text = &document.interview.text;
                assert!(text.len() <= LIMITS.text + 1);
                assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
                super::structure::check_interview(&document.interview);
                let index = TextIndex::new(text);
                for annotation in document.annotations {
                    let words = annotation.span.map(|span| index.slice(span));
                    assert!(words.is_none_or(|words| words == Some(&annotation.quote)), "{annotation:?}");
                }
            }
        }
        Err(ImportError::Malformed { reason, .. }) => {
            assert_ne!(reason, "a table in it cannot be read", "a parser panicked");
        }
        Err(_) => {}
    }
}

fn assert_counted(report: &Report) {
    let all = report.taken + report.altered + report.skipped;
    assert!(report.findings.len() == all as usize || report.findings.len() == Report::MOST);
}
