//! Archives out of which more comes than a text may be.

use vermilion_formats::import::{Format, ImportError, Limits};

use crate::archive::pack;

const LARGE: u32 = 200_000_000;

/// Formats that are archives, each with a part that is read before all others.
const ARCHIVES: [(&str, &str); 4] = [
    ("docx", "_rels/.rels"),
    ("odt", "content.xml"),
    ("epub", "META-INF/container.xml"),
    ("qdpx", "project.qde"),
];

fn refusal(format: &str, bytes: &[u8], limits: Limits) -> ImportError {
    format.parse::<Format>().unwrap().read(bytes, None, limits).unwrap().unwrap_err()
}

/// Has the list of contents say that each member is as large as this.
fn declare(archive: &mut [u8], size: u32) {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const SIZE_AT: usize = 24;
    let starts = archive.windows(ENTRY.len()).enumerate().filter(|(_, bytes)| *bytes == ENTRY);
    for start in starts.map(|(at, _)| at).collect::<Vec<_>>() {
        archive[start + SIZE_AT..start + SIZE_AT + 4].copy_from_slice(&size.to_le_bytes());
    }
}

#[test]
fn a_part_of_200_mb_is_refused_before_it_is_unpacked() {
    for (format, part) in ARCHIVES {
        let mut archive = pack(&[(part, b"<a/>")]);
        declare(&mut archive, LARGE);
        let error = refusal(format, &archive, Limits::default());
        assert!(matches!(error, ImportError::TooMuch { .. }), "{format}: {error}");
    }
}

#[test]
fn a_part_that_says_it_is_small_is_unpacked_as_far_as_a_text_may_go() {
    let limits = Limits { text: 10_000, ..Limits::default() };
    for (format, part) in ARCHIVES {
        let mut archive = pack(&[(part, &b" ".repeat(100_000))]);
        declare(&mut archive, 4);
        let error = refusal(format, &archive, limits);
        // Whoever unpacks it may notice first that it is not what it says.
        assert!(
            matches!(error, ImportError::TooMuch { .. } | ImportError::Malformed { .. }),
            "{format}: {error}"
        );
    }
}
