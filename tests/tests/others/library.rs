//! A library whose interviews are annotated in every way that an exported file has to hold.

use crate::original::interviews;
use std::error::Error;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationCreate, Block, BlockKind, Colour, DocumentOpen, DocumentSummary, DocumentView, ExportFormat,
    ExportLibrary, ExportSave, ImportCommit, ImportSource, Mark, MemoCreate, MemoKind, Nothing, Style, Tag,
    TagCreate,
};
use vermilion_tests::fixtures::open_library;

/// A note in Markdown, and the words of it that any program shows.
pub(crate) const NOTE: &str =
    "**Bold** & <plain> 重點：\n\n- one\n- 二\n\n> quoted\n\n[a link](https://example.org/?a=1&b=2)";
pub(crate) const WORDS_OF_NOTE: [&str; 5] = ["Bold & <plain> 重點：", "one", "二", "quoted", "a link"];

/// What a spreadsheet would run if it were not text.
pub(crate) const FORMULA: &str = "=HYPERLINK(\"https://example.org\")";

/// An open library in a folder that goes with it.
pub(crate) struct Library {
    pub(crate) api: Api,
    pub(crate) folder: TempDir,
}

impl Library {
    /// All interviews, annotated.
    pub(crate) fn annotated() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let api = open_library(&folder.path().join("library.vermilion"))?;
        let tag = TagCreate {
            name: "紙".to_owned(),
            parent: None,
            colour: Some(Colour::Green),
            shortcut: None,
            definition: "What is said of *paper*.\n\n另一段。".to_owned(),
        };
        let tag = api.tag_create(tag, "test")?.tag;
        let library = Self { api, folder };
        for path in interviews() {
            let source = ImportSource::Path { path: path.to_string_lossy().into_owned() };
            let document = library.api.import_commit(ImportCommit::as_found(source), "test")?.document;
            library.annotate(&document)?;
        }
        library.memo(MemoKind::Library, None, None, None)?;
        library.memo(MemoKind::Tag, None, None, Some(tag))?;
        Ok(library)
    }

    /// What a file brings.
    pub(crate) fn of(path: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let api = open_library(&folder.path().join("library.vermilion"))?;
        let source = ImportSource::Path { path: path.to_string_lossy().into_owned() };
        api.import_commit(ImportCommit::as_found(source), "test")?;
        Ok(Self { api, folder })
    }

    /// The documents as they are, in the order of the list of documents, in which a file of all has them.
    pub(crate) fn views(&self) -> Result<Vec<DocumentView>, Box<dyn Error>> {
        let listed = self.api.document_list(Nothing {})?;
        let open = |one: DocumentSummary| self.api.document_open(DocumentOpen { document: one.id });
        Ok(listed.into_iter().map(open).collect::<Result<_, _>>()?)
    }

    /// The codebook.
    pub(crate) fn tags(&self) -> Result<Vec<Tag>, Box<dyn Error>> {
        Ok(self.api.tag_list(Nothing {})?)
    }

    /// A document as a file of this format, with these annotations or all.
    pub(crate) fn save(
        &self,
        document: &str,
        format: ExportFormat,
        annotations: Option<Vec<String>>,
    ) -> Result<PathBuf, Box<dyn Error>> {
        let path = self.folder.path().join(format!("interview.{}", format.ending()));
        let request = ExportSave {
            document: document.to_owned(),
            format,
            annotations,
            tags: None,
            path: path.to_string_lossy().into_owned(),
            overwrite: true,
        };
        self.api.export_save(request)?;
        Ok(path)
    }

    /// All documents as one file of this format.
    pub(crate) fn save_all(&self, format: ExportFormat) -> Result<PathBuf, Box<dyn Error>> {
        let path = self.folder.path().join(format!("library.{}", format.ending()));
        let shown = Some(path.to_string_lossy().into_owned());
        self.api.export_library(ExportLibrary { format, documents: None, path: shown, overwrite: false })?;
        Ok(path)
    }

    fn annotate(&self, document: &str) -> Result<(), Box<dyn Error>> {
        let view = self.api.document_open(DocumentOpen { document: document.to_owned() })?;
        let long = |block: &&Block| block.kind == BlockKind::Turn && block.body_end - block.body_start > 60;
        let turns: Vec<&Block> = view.blocks.iter().filter(long).collect();
        let [first, second, third, fourth] = turns[..4] else { return Err("four long turns".into()) };
        let after_third = view.blocks.iter().find(|block| block.start == third.end).ok_or("a next block")?;
        let fill = |colour| Style { mark: Mark::Fill, colour };
        let line = |colour| Style { mark: Mark::Underline, colour };
        let at = first.body_start;
        let passages = [
            // Two that overlap, a third within both, and one that begins where the first ends.
            (at + 2, at + 20, fill(Colour::Yellow), NOTE, &["紙"][..]),
            (at + 10, at + 40, fill(Colour::Blue), "second", &["聲音/紙", "new"]),
            (at + 12, at + 18, line(Colour::Red), "", &[]),
            (at + 20, at + 30, fill(Colour::Purple), "", &["紙"]),
            // A whole paragraph, under a note that is no formula.
            (second.body_start, second.body_end, fill(Colour::Green), FORMULA, &[]),
            // From the middle of a paragraph into the next.
            (
                third.body_start + 10,
                after_third.body_start + 3,
                fill(Colour::Red),
                "two\n\nparagraphs",
                &["紙"],
            ),
            (fourth.body_start, fourth.body_start + 9, fill(Colour::Yellow), "", &[]),
            (fourth.body_start + 30, fourth.body_end, line(Colour::Blue), "underlined", &[]),
        ];
        for (start, end, style, note, tags) in passages {
            let request = AnnotationCreate {
                id: None,
                document: document.to_owned(),
                start,
                end,
                style,
                note: note.to_owned(),
                tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
            };
            self.api.annotation_create(request, "test")?;
        }
        let heading = view.sections.first().ok_or("a section")?.heading;
        self.memo(MemoKind::Document, Some(document), None, None)?;
        self.memo(MemoKind::Section, Some(document), Some(heading), None)
    }

    fn memo(
        &self,
        kind: MemoKind,
        document: Option<&str>,
        heading: Option<u32>,
        tag: Option<String>,
    ) -> Result<(), Box<dyn Error>> {
        let memo = MemoCreate {
            id: None,
            kind,
            document: document.map(str::to_owned),
            heading,
            speaker: None,
            tag,
            text: format!("A memo about one {kind:?}.\n\n第二段。"),
            join_key: String::new(),
        };
        self.api.memo_create(memo, "test")?;
        Ok(())
    }
}
