//! Commands that correct a text, look at its revisions, and take in a corrected version.

use crate::api::{Api, Result};
use crate::convert;
use crate::convert::revision::{Shown, entry};
use crate::error::Refusal;
use crate::import;
use crate::wire::{
    AnnotationAccept, AnnotationCandidates, AnnotationRelink, BlockEdit, BlockJoin, BlockSplit, Candidates,
    Changed, Decision, Neighbour, Occurrences, OrphanPlace, OrphanPlaces, Outcome, OutcomeCounts,
    RenamedSpeaker, ReplaceCommit, ReplaceFind, Replaced, Revision, RevisionCompare, RevisionComparison,
    RevisionList, RevisionOpen, RevisionRestore, RevisionView, SpliceView, Task, UpdateCommit, UpdatePreview,
    UpdateReport, Updated, Verdict,
};
use std::collections::HashMap;
use vermilion_anchor::{CodePoint, Span};
use vermilion_core::documents::{self, OpenDocument};
use vermilion_core::revisions::{Fold, Typed, Version, Words};
use vermilion_core::{ActionName, AnnotationId, DocumentId, annotations, revisions};

/// Hunks that a report shows at most: nobody reads more, and a window would have to hold them.
const HUNKS: usize = 500;

impl Api {
    /// Gives a block another text.
    ///
    /// # Errors
    /// When there is no such document or block, or its text was corrected meanwhile.
    pub fn block_edit(&self, request: BlockEdit, origin: &str) -> Result<Changed> {
        let BlockEdit { document, revision, start, text, splices } = request;
        let (document, revision) = (convert::id(&document)?, convert::id(&revision)?);
        let typed: Vec<Typed> = splices.into_iter().map(typed).collect();
        self.change(ActionName::BlockEdit.name(), origin, |library| {
            revisions::type_block(library, document, revision, CodePoint(start), &text, &typed)
        })
    }

    /// Makes one block two.
    ///
    /// # Errors
    /// When there is no such document, its text was corrected meanwhile, or one of the two would be blank.
    pub fn block_split(&self, request: BlockSplit, origin: &str) -> Result<Changed> {
        let BlockSplit { document, revision, at } = request;
        let (document, revision) = (convert::id(&document)?, convert::id(&revision)?);
        self.change(ActionName::BlockSplit.name(), origin, |library| {
            revisions::split_block(library, document, revision, CodePoint(at))
        })
    }

    /// Makes two blocks one.
    ///
    /// # Errors
    /// When there is no such document, block or neighbour, or its text was corrected meanwhile.
    pub fn block_join(&self, request: BlockJoin, origin: &str) -> Result<Changed> {
        let BlockJoin { document, revision, start, with } = request;
        let (document, revision) = (convert::id(&document)?, convert::id(&revision)?);
        let with = match with {
            Neighbour::Previous => revisions::Neighbour::Previous,
            Neighbour::Next => revisions::Neighbour::Next,
        };
        self.change(ActionName::BlockJoin.name(), origin, |library| {
            revisions::join_blocks(library, document, revision, CodePoint(start), with)
        })
    }

    /// Where words stand, to be replaced.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn replace_find(&self, request: ReplaceFind) -> Result<Occurrences> {
        let ReplaceFind { document, find, fold_width, fold_case } = request;
        let id: DocumentId = convert::id(&document)?;
        let words = words(find, fold_width, fold_case);
        let (revision, spans) = revisions::occurrences(&self.library, id, &words)?;
        if spans.is_empty() {
            return Ok(Occurrences { revision: revision.to_string(), places: Vec::new() });
        }
        // Two readings: where somebody corrected the text between them, the places are those of another one.
        let document = documents::open(&self.library, id)?;
        if document.revision != revision {
            return Err(vermilion_core::Error::StaleRevision { document: id }.into());
        }
        let shown = shown(&document);
        Ok(Occurrences {
            revision: revision.to_string(),
            places: spans.into_iter().map(|span| shown.place(span)).collect(),
        })
    }

    /// Replaces words in the places that were chosen.
    ///
    /// # Errors
    /// When there is no such document, or its text was corrected meanwhile.
    pub fn replace_commit(&self, request: ReplaceCommit, origin: &str) -> Result<Replaced> {
        let ReplaceCommit { document, revision, find, fold_width, fold_case, replacement, only } = request;
        let (document, revision) = (convert::id(&document)?, convert::id(&revision)?);
        let words = words(find, fold_width, fold_case);
        let only: Option<Vec<CodePoint>> = only.map(|only| only.into_iter().map(CodePoint).collect());
        let (count, change) = self.act(ActionName::TextReplace.name(), origin, |library| {
            revisions::replace(library, document, revision, &words, &replacement, only.as_deref())
        })?;
        Ok(Replaced { count, change })
    }

    /// The revisions of a document, the newest first.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn revision_list(&self, request: RevisionList) -> Result<Vec<Revision>> {
        let document = convert::id(&request.document)?;
        Ok(revisions::list(&self.library, document)?.into_iter().map(Into::into).collect())
    }

    /// The revision that a reference means: a number, an id, or the beginning of one.
    ///
    /// # Errors
    /// When there is no such document or revision.
    pub fn revision_resolve(&self, document: &str, reference: &str) -> Result<Revision> {
        Ok(revisions::resolve(&self.library, convert::id(document)?, reference)?.into())
    }

    /// A document as it was in one of its revisions.
    ///
    /// # Errors
    /// When there is no such document or revision.
    pub fn revision_open(&self, request: RevisionOpen) -> Result<RevisionView> {
        let RevisionOpen { document, revision } = request;
        let (document, revision) = (convert::id(&document)?, convert::id(&revision)?);
        Ok(revisions::open(&self.library, document, revision)?.into())
    }

    /// What differs between two revisions.
    ///
    /// # Errors
    /// When there is no such document or revision.
    pub fn revision_compare(&self, request: RevisionCompare) -> Result<RevisionComparison> {
        let RevisionCompare { document, from, to } = request;
        let (document, from, to) = (convert::id(&document)?, convert::id(&from)?, convert::id(&to)?);
        Ok(revisions::compare(&self.library, document, from, to)?.into())
    }

    /// Brings an older revision back.
    ///
    /// # Errors
    /// When there is no such document or revision, or its text was corrected meanwhile.
    pub fn revision_restore(&self, request: RevisionRestore, origin: &str) -> Result<Changed> {
        let RevisionRestore { document, base, revision } = request;
        let (document, base, revision) =
            (convert::id(&document)?, convert::id(&base)?, convert::id(&revision)?);
        self.change(ActionName::RevisionRestore.name(), origin, |library| {
            revisions::restore(library, document, base, revision)
        })
    }

    /// What would become of the annotations with a corrected version of the text. Stores nothing.
    ///
    /// # Errors
    /// When there is no such document, the source cannot be read or is no text, or it was called off.
    pub fn update_preview(&self, request: UpdatePreview) -> Result<UpdateReport> {
        let UpdatePreview { document, source, encoding, with_kept } = request;
        let id: DocumentId = convert::id(&document)?;
        let source = import::read(&source, encoding.as_deref(), None)?;
        let (encodings, file_name) = (source.encodings(), source.file_name.clone());
        let (encoding, is_encoding_certain) = (source.encoding.clone(), source.is_encoding_certain);
        let version = Version { interview: source.into_interview()? };
        let mut progress = self.tasks.begin(Task::Update);
        let report = revisions::preview(&self.library, id, &version, &mut progress)?;
        let today = documents::open(&self.library, id)?;
        if today.revision != report.revision {
            return Err(vermilion_core::Error::StaleRevision { document: id }.into());
        }
        let names = version.interview.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        let (old, new) = (shown(&today), Shown::new(&report.new, &version.interview.blocks, names));
        let mut counts = OutcomeCounts::default();
        let mut entries = Vec::new();
        for one in &report.entries {
            let shown = entry(one, &old, &new);
            *match shown.outcome {
                Outcome::Kept => &mut counts.kept,
                Outcome::Moved => &mut counts.moved,
                Outcome::Changed => &mut counts.changed,
                Outcome::ToConfirm => &mut counts.to_confirm,
                Outcome::Orphaned => &mut counts.orphaned,
            } += 1;
            if shown.outcome != Outcome::Kept || with_kept {
                entries.push(shown);
            }
        }
        let left_out = report.hunks.len().saturating_sub(HUNKS);
        let characters = vermilion_anchor::count(&report.new);
        let kept = characters.saturating_sub(report.inserted);
        let longer = characters.max(kept.saturating_add(report.removed));
        Ok(UpdateReport {
            document,
            revision: report.revision.to_string(),
            digest: report.digest,
            shown: report.shown,
            file_name,
            encoding,
            is_encoding_certain,
            encodings,
            is_same: report.is_same,
            is_mostly_other: kept < longer - kept,
            characters,
            inserted: report.inserted,
            removed: report.removed,
            new_speakers: report.new_speakers,
            renamed_speakers: report
                .renamed_speakers
                .into_iter()
                .map(|(before, after)| RenamedSpeaker { before, after })
                .collect(),
            counts,
            entries,
            hunks: report.hunks.into_iter().take(HUNKS).map(Into::into).collect(),
            hunks_left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
        })
    }

    /// Takes a corrected version of the text in.
    ///
    /// # Errors
    /// See [`Api::update_preview`]; when the document or the source has another text than the report was made of.
    pub fn update_commit(&self, request: UpdateCommit, origin: &str) -> Result<Updated> {
        let UpdateCommit { document, revision, digest, shown, source, encoding, decisions } = request;
        let (document, revision): (DocumentId, _) = (convert::id(&document)?, convert::id(&revision)?);
        let interview = import::read(&source, encoding.as_deref(), None)?.into_interview()?;
        if documents::digest(&interview.text) != digest {
            return Err(Refusal::SourceChanged.into());
        }
        let version = Version { interview };
        let decisions: HashMap<AnnotationId, revisions::Decision> =
            decisions.iter().map(decision).collect::<Result<_>>()?;
        let mut progress = self.tasks.begin(Task::Update);
        let (revised, change) = self.act(ActionName::DocumentRevise.name(), origin, |library| {
            revisions::revise(library, document, revision, &shown, &version, &decisions, &mut progress)
        })?;
        let revisions::Revised { kept, moved, changed, orphaned } = revised;
        Ok(Updated { counts: OutcomeCounts { kept, moved, changed, to_confirm: 0, orphaned }, change })
    }

    /// Places that may be an annotation's.
    ///
    /// # Errors
    /// When there is no such annotation.
    pub fn annotation_candidates(&self, request: AnnotationCandidates) -> Result<Candidates> {
        let id: AnnotationId = convert::id(&request.annotation)?;
        let found = annotations::candidates(&self.library, id)?;
        let annotations::Candidates { revision, text, blocks, speakers, was, candidates } = &found;
        let names: Vec<&str> = speakers.iter().map(String::as_str).collect();
        let shown = Shown::new(text, blocks, names.clone());
        let old = Shown::new(&was.text, &was.blocks, names);
        Ok(Candidates {
            revision: revision.to_string(),
            old: old.place(was.span),
            candidates: candidates.iter().map(|one| shown.candidate(one)).collect(),
        })
    }

    /// Who spoke where the orphans of a document stood, and in which section.
    ///
    /// # Errors
    /// When there is no such document.
    pub fn orphan_places(&self, request: OrphanPlaces) -> Result<Vec<OrphanPlace>> {
        let found = annotations::orphan_places(&self.library, convert::id(&request.document)?)?;
        let place = |annotations::OrphanPlace { annotation, speaker, section }| OrphanPlace {
            annotation: annotation.to_string(),
            speaker,
            section,
        };
        Ok(found.into_iter().map(place).collect())
    }

    /// Says where an annotation's passage is.
    ///
    /// # Errors
    /// When there is no such annotation or passage, or the text was corrected meanwhile.
    pub fn annotation_relink(&self, request: AnnotationRelink, origin: &str) -> Result<Changed> {
        let AnnotationRelink { annotation, revision, start, end } = request;
        let (annotation, revision) = (convert::id(&annotation)?, convert::id(&revision)?);
        self.change(ActionName::AnnotationRelink.name(), origin, |library| {
            annotations::relink(library, annotation, revision, convert::span(start, end))
        })
    }

    /// Says that changed annotations are right as they are.
    ///
    /// # Errors
    /// When one of them is not there: none is accepted then.
    pub fn annotation_accept(&self, request: AnnotationAccept, origin: &str) -> Result<Changed> {
        let ids = convert::ids(&request.annotations)?;
        self.change(ActionName::AnnotationAccept.name(), origin, |library| annotations::accept(library, &ids))
    }
}

fn typed(SpliceView { start, removed, inserted }: SpliceView) -> Typed {
    Typed { span: Span::new(start, start.saturating_add(removed)), text: inserted }
}

fn words(words: String, width: bool, case: bool) -> Words {
    Words { words, fold: Fold { width, case } }
}

fn shown(document: &OpenDocument) -> Shown<'_> {
    let names = document.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    Shown::new(&document.text, &document.blocks, names)
}

fn decision(decision: &Decision) -> Result<(AnnotationId, revisions::Decision)> {
    let verdict = match decision.verdict {
        Verdict::Accept => revisions::Decision::Accept,
        Verdict::Place { start, end } => revisions::Decision::Place(convert::span(start, end)),
        Verdict::Wait => revisions::Decision::Wait,
        Verdict::Orphan => revisions::Decision::Orphan,
    };
    Ok((convert::id(&decision.annotation)?, verdict))
}
