//! Fixtures for this crate's tests: a library in a fresh folder, interviews from one-line descriptions, and everything
//! that the history records as text to compare.

use crate::{
    ActionName, AnnotationId, DocumentId, Library, Surroundings,
    annotations::{self, Created},
    documents::{self, NewDocument, OpenDocument},
    revisions::edit_block,
};
use std::{
    fmt::Write,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};
use tempfile::TempDir;
use uuid::Uuid;
use vermilion_anchor::{CodePoint, Span, count};
use vermilion_formats::{
    annotated::{Colour, Mark, Style},
    interview::{Block, BlockKind, Interview, Role, Speaker},
};

pub(crate) const YELLOW: Style = Style { mark: Mark::Fill, colour: Colour::Yellow };
pub(crate) const RED_LINE: Style = Style { mark: Mark::Underline, colour: Colour::Red };

/// A title, somebody who asks, somebody who answers in two paragraphs.
pub(crate) const TALK: &[&str] = &[
    "= 風景",
    "導言。",
    "# 01. 開始",
    "Ada: 你在讀什麼？",
    "Ben: 一本書。",
    "這是第二段。",
    "# 02. 然後",
    "Ada: 好看嗎？",
    "Ben: 好看。",
];

static IDS: AtomicU64 = AtomicU64::new(1);

/// A library in a folder of its own, with a clock that stands still until it is told to go.
pub(crate) struct Desk {
    folder: Arc<TempDir>,
    pub(crate) clock: Arc<AtomicI64>,
    pub(crate) library: Library,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::at(Arc::new(tempfile::tempdir().unwrap()), Arc::new(AtomicI64::new(1_700_000_000_000)))
    }

    /// With one document, made as [`interview`] makes it.
    pub(crate) fn with(lines: &[&str]) -> (Self, DocumentId) {
        let desk = Self::new();
        let document = desk.import(lines);
        (desk, document)
    }

    fn at(folder: Arc<TempDir>, clock: Arc<AtomicI64>) -> Self {
        let time = Arc::clone(&clock);
        let surroundings = Surroundings::new(
            move || time.load(Ordering::Relaxed),
            || Uuid::from_u64_pair(0x0192_0000_0000_7000, IDS.fetch_add(1, Ordering::Relaxed) | 1 << 63),
        )
        .remembering(Some(folder.path().join("memory")));
        let library = Library::open(&folder.path().join("library.vermilion"), surroundings).unwrap();
        Self { folder, clock, library }
    }

    /// The same file opened once more, beside this one.
    pub(crate) fn beside(&self) -> Self {
        Self::at(Arc::clone(&self.folder), Arc::clone(&self.clock))
    }

    /// The same file after everything was closed.
    pub(crate) fn reopened(self) -> Self {
        let Self { folder, clock, library } = self;
        drop(library);
        Self::at(folder, clock)
    }

    /// The folder after everything was closed.
    pub(crate) fn closed(self) -> Arc<TempDir> {
        self.folder
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.library.path().to_owned()
    }

    pub(crate) fn wait(&self, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::Relaxed);
    }

    pub(crate) fn import(&self, lines: &[&str]) -> DocumentId {
        let new = NewDocument { may_repeat: true, ..NewDocument::new(interview(lines)) };
        documents::import(&self.library, &new).unwrap().value.document
    }

    pub(crate) fn highlight(&self, document: DocumentId, start: u32, end: u32) -> AnnotationId {
        self.create(document, start, end, "").annotation.id
    }

    pub(crate) fn create(&self, document: DocumentId, start: u32, end: u32, note: &str) -> Created {
        annotations::create(&self.library, document, Span::new(start, end), YELLOW, note).unwrap().value
    }

    /// So many highlights of one passage, as one step.
    pub(crate) fn highlight_often(&self, document: DocumentId, times: usize) -> Vec<AnnotationId> {
        let one = self.highlight(document, 5, 7);
        let insert = "INSERT INTO annotation
                      SELECT ?2, document_id, revision_id, start, \"end\", exact, prefix, suffix, mark, colour, note,
                             created_at, modified_at, state, original, reason, made_id
                      FROM annotation WHERE id = ?1";
        let act = self.library.act(ActionName::AnnotationCreate, |act| {
            let more = (1..times).map(|_| {
                let id = AnnotationId(act.new_id());
                act.connection.prepare_cached(insert)?.execute([one, id])?;
                Ok(id)
            });
            more.collect::<crate::Result<Vec<_>>>()
        });
        [vec![one], act.unwrap().value].concat()
    }

    pub(crate) fn open(&self, document: DocumentId) -> OpenDocument {
        documents::open(&self.library, document).unwrap()
    }

    /// The structure of a document, a line a block: what it is, who says it (`+` where it opens no turn), its body.
    pub(crate) fn structure(&self, document: DocumentId) -> Vec<String> {
        let open = self.open(document);
        let characters: Vec<char> = open.text.chars().collect();
        let blocks = open.blocks.iter().map(|block| {
            let body: String =
                characters[block.body.start.0 as usize..block.body.end.0 as usize].iter().collect();
            let kind = match block.kind {
                BlockKind::Title => "title".to_owned(),
                BlockKind::Metadata => "metadata".to_owned(),
                BlockKind::Heading { level, number } => {
                    format!("heading {level} {}", number.map_or("-".to_owned(), |number| number.to_string()))
                }
                BlockKind::Turn { speaker, label, .. } => {
                    format!("{}{}", open.speakers[speaker].name, if label.is_some() { "" } else { "+" })
                }
                BlockKind::Paragraph => "nobody".to_owned(),
            };
            format!("{kind}: {body}")
        });
        blocks.collect()
    }

    /// Where the block starts in which this text stands.
    pub(crate) fn start_of(&self, document: DocumentId, text: &str) -> CodePoint {
        let open = self.open(document);
        let at = count(&open.text[..open.text.find(text).unwrap()]);
        open.blocks.iter().find(|block| block.span.contains(CodePoint(at))).unwrap().span.start
    }

    /// Corrects words where they first stand, as somebody does who types in their paragraph.
    pub(crate) fn correct(&self, document: DocumentId, words: &str, by: &str) {
        let open = self.open(document);
        let start = self.start_of(document, words);
        let body = open.blocks.iter().find(|block| block.span.start == start).unwrap().body;
        let text: String = open.text.chars().skip(body.start.0 as usize).take(body.len() as usize).collect();
        let text = text.replacen(words, by, 1);
        edit_block(&self.library, document, open.revision, start, &text).unwrap();
    }

    /// Every row of every recorded table.
    pub(crate) fn dump(&self) -> String {
        dump(&self.library)
    }
}

/// Every row of every recorded table of a library.
pub(crate) fn dump(library: &Library) -> String {
    library
        .read(|snapshot| {
            let mut dump = String::new();
            for table in crate::library::changeset::RECORDED {
                let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
                let mut statement = snapshot.connection.prepare(&sql)?;
                let columns = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    write!(dump, "{table}").unwrap();
                    for column in 0..columns {
                        write!(dump, " {:?}", row.get::<_, rusqlite::types::Value>(column)?).unwrap();
                    }
                    dump.push('\n');
                }
            }
            Ok(dump)
        })
        .unwrap()
}

/// An interview of these lines: `= title`, `# heading`, `Name: what is said`, and else a further paragraph.
pub(crate) fn interview(lines: &[&str]) -> Interview {
    let mut interview = Interview {
        text: String::new(),
        title: None,
        source: None,
        published: None,
        language: "zh-Hant".to_owned(),
        speakers: Vec::new(),
        blocks: Vec::new(),
    };
    let mut speaking = None;
    for line in lines {
        let start = count(&interview.text);
        let end = start + count(line);
        let said = line.split_once(": ").filter(|(name, _)| !name.contains(' '));
        let (marks, kind) = if let Some(title) = line.strip_prefix("= ") {
            interview.title = Some(title.to_owned());
            (2, BlockKind::Title)
        } else if line.starts_with("# ") {
            (2, BlockKind::Heading { level: 1, number: None })
        } else if let Some((name, _)) = said {
            let speaker = speaker(&mut interview, name);
            speaking = Some(speaker);
            let label = Some(Span::new(start, start + count(name)));
            (count(name) + 2, BlockKind::Turn { speaker, label, time: None })
        } else if let Some(speaker) = speaking {
            (0, BlockKind::Turn { speaker, label: None, time: None })
        } else {
            (0, BlockKind::Paragraph)
        };
        interview.text.push_str(line);
        interview.text.push('\n');
        interview.blocks.push(Block {
            span: Span::new(start, end + 1),
            body: Span::new(start + marks, end),
            kind,
        });
    }
    interview
}

fn speaker(interview: &mut Interview, name: &str) -> usize {
    interview.speakers.iter().position(|speaker| speaker.name == name).unwrap_or_else(|| {
        interview.speakers.push(Speaker {
            name: name.to_owned(),
            labels: vec![name.to_owned()],
            role: Role::Other,
        });
        interview.speakers.len() - 1
    })
}
