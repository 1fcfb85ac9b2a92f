//! The table of commands: everything a shell can ask for, in one place.
//!
//! A row is its way, the command's name, which is also that of the method of [`Api`](crate::Api), its request and its
//! response. The way is `read`, `act` (it goes through the one door for changes, and so is told who asks) or `keep` (it
//! writes what is no step of the history: a setting, where the reader is, a file). The dispatcher, the TypeScript map and
//! [`commands`] are all made from these rows, so none can forget a command.

/// Hands the rows to the macro named.
macro_rules! with_commands {
    ($use:ident) => {
        $use! {
            /// Everything the window shows first.
            read library_open(Nothing) -> LibraryView;
            /// All documents.
            read document_list(Nothing) -> Vec<DocumentSummary>;
            /// Opens a document for reading and remembers when.
            keep document_open(DocumentOpen) -> DocumentView;
            /// Shows a document to somebody who only looks into it, and remembers nothing of that.
            keep document_peek(DocumentOpen) -> DocumentView;
            /// Corrects what is said about a document.
            act document_update(DocumentUpdate) -> Changed;
            /// Deletes documents with all that hangs on them.
            act document_delete(DocumentDelete) -> Changed;
            /// Remembers where the reader is.
            keep reading_remember(ReadingRemember) -> Nothing;
            /// Shows what would be imported.
            read import_preview(ImportPreviewRequest) -> ImportPreview;
            /// The files to import that are meant by files and folders.
            read import_list(ImportList) -> ImportListed;
            /// The document that has the text of a source already.
            read import_find(ImportFind) -> ImportFound;
            /// The document that a source is another version of.
            read import_similar(ImportFind) -> ImportFound;
            /// Adds an interview to the library.
            act import_commit(ImportCommit) -> Imported;
            /// Adds the sample interview, in both its languages.
            act sample_add(Nothing) -> SampleAdded;
            /// Says what a block is.
            act block_set_kind(BlockSetKind) -> Changed;
            /// Says who speaks in a block.
            act block_set_speaker(BlockSetSpeaker) -> Changed;
            /// Says that a line opens with a speaker's label.
            act label_accept(LabelAccept) -> Changed;
            /// Says that a label is no speaker's.
            act label_reject(LabelReject) -> Changed;
            /// Corrects a participant.
            act speaker_update(SpeakerUpdate) -> Changed;
            /// Says that two participants are one.
            act speaker_merge(SpeakerMerge) -> Changed;
            /// Highlights a passage.
            act annotation_create(AnnotationCreate) -> AnnotationCreated;
            /// Highlights many passages in one step, and gives them tags.
            act annotation_create_all(AnnotationCreateAll) -> AnnotationsCreated;
            /// Which of these passages an annotation marks exactly.
            read annotation_marked(DocumentPassages) -> Vec<MarkedPassage>;
            /// Marks a passage differently.
            act annotation_set_style(AnnotationSetStyle) -> Changed;
            /// Moves the edges of a passage.
            act annotation_resize(AnnotationResize) -> Changed;
            /// Writes a note.
            act annotation_set_note(AnnotationSetNote) -> Changed;
            /// Deletes annotations.
            act annotation_delete(AnnotationDelete) -> Changed;
            /// Places that may be an annotation's.
            read annotation_candidates(AnnotationCandidates) -> Candidates;
            /// Who spoke where the orphans of a document stood, and in which section.
            read orphan_places(OrphanPlaces) -> Vec<OrphanPlace>;
            /// Says where an annotation's passage is.
            act annotation_relink(AnnotationRelink) -> Changed;
            /// Says that changed annotations are right as they are.
            act annotation_accept(AnnotationAccept) -> Changed;
            /// Some of the annotations of a document, for whoever reads all of very many.
            read annotation_page(AnnotationPage) -> AnnotationsPage;
            /// Annotations of all documents that have something in common.
            read annotation_find(AnnotationFind) -> AnnotationsFound;
            /// The codebook: each tag before those under it, siblings in their order.
            read tag_list(Nothing) -> Vec<Tag>;
            /// How much each tag holds.
            read tag_count(Nothing) -> Vec<TagCount>;
            /// Makes a tag.
            act tag_create(TagCreate) -> TagMade;
            /// Gives a tag another name.
            act tag_rename(TagRename) -> Changed;
            /// Gives a tag another colour.
            act tag_set_colour(TagSetColour) -> Changed;
            /// Gives a tag another key.
            act tag_set_shortcut(TagSetShortcut) -> Changed;
            /// Says what is meant by a tag.
            act tag_define(TagDefine) -> Changed;
            /// Puts tags elsewhere in the codebook.
            act tag_move(TagMove) -> Changed;
            /// Makes tags one with another.
            act tag_merge(TagMerge) -> Changed;
            /// Gives some annotations of a tag another one in its place.
            act tag_split(TagSplit) -> TagMade;
            /// Deletes tags.
            act tag_delete(TagDelete) -> Changed;
            /// Gives annotations tags.
            act tag_give(TagGive) -> TagsGiven;
            /// Takes tags from annotations.
            act tag_take(TagTake) -> Changed;
            /// All memos, the oldest first.
            read memo_list(Nothing) -> Vec<Memo>;
            /// Begins a memo.
            act memo_create(MemoCreate) -> MemoCreated;
            /// Gives a memo another text.
            act memo_write(MemoWrite) -> Changed;
            /// Deletes memos.
            act memo_delete(MemoDelete) -> Changed;
            /// What can be linked to.
            read crosslink_find(CrosslinkFind) -> Vec<CrosslinkCandidate>;
            /// Where a link inside the library leads.
            read crosslink_follow(Crosslink) -> CrosslinkPlace;
            /// What links to something.
            read backlink_list(Crosslink) -> Vec<Backlink>;
            /// Gives a block another text.
            act block_edit(BlockEdit) -> Changed;
            /// Makes one block two.
            act block_split(BlockSplit) -> Changed;
            /// Makes two blocks one.
            act block_join(BlockJoin) -> Changed;
            /// Where words stand, to be replaced.
            read replace_find(ReplaceFind) -> Occurrences;
            /// Replaces words in the places that were chosen.
            act replace_commit(ReplaceCommit) -> Replaced;
            /// The revisions of a document, the newest first.
            read revision_list(RevisionList) -> Vec<Revision>;
            /// A document as it was in one of its revisions.
            read revision_open(RevisionOpen) -> RevisionView;
            /// What differs between two revisions.
            read revision_compare(RevisionCompare) -> RevisionComparison;
            /// Brings an older revision back.
            act revision_restore(RevisionRestore) -> Changed;
            /// What would become of the annotations with a corrected version of the text.
            read update_preview(UpdatePreview) -> UpdateReport;
            /// Takes a corrected version of the text in.
            act update_commit(UpdateCommit) -> Updated;
            /// Every place where something stands.
            read search(SearchRequest) -> SearchResults;
            /// All places of a query in a document, and nothing around them.
            read search_places(SearchPlacesRequest) -> SearchPlaces;
            /// Where the words, clauses and sentences of a text end.
            read text_units(TextUnits) -> UnitEnds;
            /// Which Han characters are forms of the same one.
            read text_variants(Nothing) -> Variants;
            /// Notes as HTML that is safe to show.
            read note_render(NoteRender) -> Vec<String>;
            /// Where an address leads, to be shown before it is opened.
            read link_read(LinkRead) -> Link;
            /// A passage with its attribution.
            read quote_copy(QuoteCopy) -> Quoted;
            /// Annotations as text.
            read export_render(ExportRender) -> Rendered;
            /// What is where a file is to be written, and what would become of it.
            read export_look(ExportLook) -> ExportTarget;
            /// Annotations as a file.
            keep export_save(ExportSave) -> Saved;
            /// All documents as one file.
            keep export_library(ExportLibrary) -> ExportedLibrary;
            /// Several documents, or all of them, as a file each.
            keep export_each(ExportEach) -> ExportedEach;
            /// What a file that was written says otherwise than the library.
            read export_verify(ExportVerify) -> ExportVerified;
            /// The templates of text exports, and what they can name.
            read template_list(Nothing) -> TemplateList;
            /// Keeps a template.
            keep template_save(TemplateSave) -> Template;
            /// Gives a template another name.
            keep template_rename(TemplateRename) -> Template;
            /// Keeps a template no longer.
            keep template_delete(TemplateNamed) -> Template;
            /// What a template makes of documents.
            read template_render(TemplateRender) -> TemplateRendered;
            /// What a template makes of documents, as a file.
            keep template_export(TemplateExport) -> Saved;
            /// What undo and redo would do now.
            read history_state(Nothing) -> HistoryState;
            /// The newest steps, newest first.
            read history_list(HistoryList) -> Vec<HistoryEntry>;
            /// Takes the last step back.
            act history_undo(Nothing) -> HistoryMoved;
            /// Does the step taken back again.
            act history_redo(Nothing) -> HistoryMoved;
            /// Undoes or redoes until an entry is the last one done.
            act history_go(HistoryGo) -> Changed;
            /// Examines the library.
            read doctor_examine(Nothing) -> Diagnosis;
            /// Mends what can be mended without guessing.
            act doctor_repair(Nothing) -> RepairReport;
            /// The backups there are.
            read backup_list(Nothing) -> BackupList;
            /// Makes a backup.
            keep backup_make(BackupMake) -> Backup;
            /// How much a backup holds.
            read backup_count(BackupChosen) -> BackupCounts;
            /// What bringing a backup back would change.
            read backup_compare(BackupChosen) -> Comparison;
            /// Makes the library what the backup holds.
            act backup_restore(BackupChosen) -> Restored;
            /// Calls off what takes long: its command is refused with `cancelled`.
            read task_cancel(Nothing) -> Nothing;
            /// Sets one thing.
            keep setting_set(SettingSet) -> Settings;
        }
    };
}

/// Hands the rows of the commands that there are when the library does not open to the macro named.
macro_rules! with_recovery_commands {
    ($use:ident) => {
        $use! {
            /// What is wrong, and what there is to bring back.
            recovery_state(Nothing) -> RecoveryView;
            /// Examines the file.
            recovery_examine(Nothing) -> Diagnosis;
            /// Mends what can be mended without guessing, in a library that opens although it cannot be shown.
            recovery_repair(Nothing) -> RepairReport;
            /// Takes what can be read into a new library.
            recovery_salvage(RecoverySalvage) -> SalvageReport;
            /// How much a backup holds.
            backup_count(BackupChosen) -> BackupCounts;
            /// What putting a backup in the place of the library would change, as far as that can be read.
            recovery_compare(BackupChosen) -> RecoveryComparison;
            /// Puts a copy of a backup, or of what was salvaged, in the place of the damaged library.
            recovery_restore(BackupChosen) -> Adopted;
            /// Calls off what takes long: its command is refused with `cancelled`.
            task_cancel(Nothing) -> Nothing;
        }
    };
}

/// A command, as whoever has to know all of them is told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Whether it writes: to the library, or to a file beside it or elsewhere.
    pub writes: bool,
}

/// Every command that there is when the library is open.
#[must_use]
pub fn commands() -> Vec<Command> {
    macro_rules! writes {
        (read) => {
            false
        };
        ($way:ident) => {
            true
        };
    }
    macro_rules! list {
        ($($(#[doc = $doc:literal])* $way:ident $name:ident($request:ty) -> $response:ty;)*) => {
            vec![$(Command { name: stringify!($name), writes: writes!($way) }),*]
        };
    }
    with_commands!(list)
}

pub(crate) use with_commands;
pub(crate) use with_recovery_commands;
