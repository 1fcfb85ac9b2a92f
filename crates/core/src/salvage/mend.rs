//! Making each document whole from what was taken of it, and closing what no longer fits.

use super::{DocumentSalvage, SalvageError, TableSalvage, TextSalvage, take::Taken};
use crate::{
    annotations::{Loss, Passage, Place, State, find_again, locate},
    doctor,
    documents::{digest, participants_of, title_of},
    error::Result,
    ids::{AnnotationId, DocumentId, RevisionId},
    revisions::Lineage,
    structure::{blocks_of, is_cover},
    surroundings::Surroundings,
    tables::{
        self, annotation, block, correction,
        document::{self, DocumentRow},
        revision::{self, RevisionRow},
        speaker,
    },
    texts::{Text, Texts},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use vermilion_anchor::{CodePoint, Span, TextIndex, TextQuoteSelector, count};
use vermilion_formats::interview::{self, Interview};

pub(super) fn mend(
    connection: &Connection,
    taken: &Taken,
    surroundings: &Surroundings,
) -> Result<Vec<DocumentSalvage>, SalvageError> {
    let mut documents = Vec::new();
    for id in &taken.documents {
        let Ok(id) = id.parse::<DocumentId>() else { continue };
        let known = taken.annotations.get(&id.to_string());
        documents.extend(Mending { connection, surroundings, cut: &taken.cut, id }.document(known)?);
    }
    Ok(documents)
}

/// Drops rows that hang on nothing and steps that no longer fit, and counts what was dropped.
pub(super) fn close(connection: &Connection, taken: Taken) -> Result<Vec<TableSalvage>, SalvageError> {
    let mut salvaged = taken.tables;
    for (table, sql) in [
        ("correction", "DELETE FROM correction WHERE revision_id NOT IN (SELECT id FROM revision)"),
        (
            "annotation",
            "DELETE FROM annotation WHERE document_id NOT IN (SELECT id FROM document)
                 OR revision_id NOT IN (SELECT id FROM revision)",
        ),
        ("block", "DELETE FROM block WHERE revision_id NOT IN (SELECT id FROM revision)"),
        (
            "speaker_alias",
            "DELETE FROM speaker_alias WHERE document_id NOT IN (SELECT id FROM document)
                 OR speaker_id NOT IN (SELECT id FROM speaker)",
        ),
        ("speaker", "DELETE FROM speaker WHERE document_id NOT IN (SELECT id FROM document)"),
        ("revision", "DELETE FROM revision WHERE document_id NOT IN (SELECT id FROM document)"),
        (
            "former_place",
            "DELETE FROM former_place WHERE NOT EXISTS (
                 SELECT 1 FROM annotation
                     JOIN revision AS since ON since.document_id = annotation.document_id
                     JOIN revision AS until ON until.document_id = annotation.document_id
                 WHERE annotation.id = annotation_id AND since.id = former_place.revision_id
                     AND until.id = until_id AND since.number < until.number)",
        ),
    ] {
        let dropped = connection.execute(sql, [])? as u64;
        lose(&mut salvaged, table, dropped);
    }
    tables::unhook(connection)?;
    doctor::cut_circles(connection)?;
    let steps = |connection: &Connection| -> rusqlite::Result<u64> {
        let count: i64 = connection.query_row("SELECT count(*) FROM history", [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    let before = steps(connection)?;
    doctor::close_unfit(connection)?;
    lose(&mut salvaged, "history", before - steps(connection)?);
    Ok(salvaged)
}

fn lose(tables: &mut [TableSalvage], name: &str, rows: u64) {
    for table in tables.iter_mut().filter(|table| table.table == name) {
        table.taken = table.taken.saturating_sub(rows);
        table.lost += rows;
    }
}

/// One document under repair.
struct Mending<'new> {
    connection: &'new Connection,
    surroundings: &'new Surroundings,
    /// Ids of revisions of whose text only the beginning is left.
    cut: &'new BTreeSet<String>,
    id: DocumentId,
}

/// An annotation as it was taken.
struct Stored {
    id: AnnotationId,
    revision: String,
    span: Span,
    exact: String,
    prefix: String,
    suffix: String,
    is_orphan: bool,
}

impl Mending<'_> {
    fn document(&self, known: Option<&BTreeSet<String>>) -> Result<Option<DocumentSalvage>> {
        let mut row = document::find(self.connection, self.id)?;
        let annotations = self.annotations()?;
        let (text, state) = self.text(row.as_ref())?;
        if row.is_none() && text.is_none() && annotations.is_empty() {
            return Ok(None);
        }
        let mut is_structured = row.is_some();
        let (revision, text) = match text {
            Some(found) => found,
            None => self.quotes(row.as_ref(), &annotations)?,
        };
        let facts =
            row.take().map_or_else(|| self.facts(revision, &text), |row| Ok(row.with_revision(revision)))?;
        self.store(&facts)?;
        if state == TextSalvage::Quotes || !self.is_structured(&text)? {
            is_structured = false;
            self.structure(revision, &text)?;
        }
        let lost = self.place(revision, &text, &annotations, state == TextSalvage::Quotes)?;
        let there: BTreeSet<String> =
            annotations.iter().map(|annotation| annotation.id.to_string()).collect();
        let missing = known.map_or(0, |known| known.difference(&there).count());
        Ok(Some(DocumentSalvage {
            id: self.id,
            title: facts.title,
            text: state,
            characters: count(&text),
            structure: is_structured,
            annotations: annotations.len() as u64,
            lost_annotations: lost + missing as u64,
        }))
    }

    /// The text of today, as far as it can be made from the one that was imported and the corrections since.
    fn text(&self, row: Option<&DocumentRow>) -> Result<(Option<(RevisionId, String)>, TextSalvage)> {
        let (first, state) = self.first_text(row)?;
        let Some((first, mut text)) = first else { return Ok((None, state)) };
        let mut revision = first;
        let mut statement = self.connection.prepare(
            "SELECT revision.id, number, edits, correction.digest
             FROM revision LEFT JOIN correction ON revision_id = revision.id
             WHERE document_id = ?1 AND revision.id <> ?2 ORDER BY number",
        )?;
        let mut rows = statement.query(params![self.id, revision])?;
        let mut lost = Vec::new();
        let mut number = 1u32;
        while let Some(row) = rows.next()? {
            let id: RevisionId = row.get(0)?;
            let made = || {
                let (edits, expected): (String, String) = (row.get(2).ok()?, row.get(3).ok()?);
                let made = correction::read(&edits)?.apply(&text).ok()?;
                (row.get::<_, u32>(1).ok()? == number + 1 && digest(&made) == expected).then_some(made)
            };
            match made().filter(|_| lost.is_empty()) {
                Some(made) => {
                    (revision, text, number) = (id, made, number + 1);
                    self.count(revision, &text)?;
                }
                None => lost.push(id),
            }
        }
        let is_newest = lost.is_empty() && row.is_none_or(|row| row.revision == revision);
        self.drop_revisions(&lost)?;
        // Those that are left count on from it, whatever was stored.
        self.connection.execute("UPDATE revision SET number = 1 WHERE id = ?1", [first])?;
        let is_told = is_newest || state == TextSalvage::Beginning;
        Ok((Some((revision, text)), if is_told { state } else { TextSalvage::Altered }))
    }

    /// Takes out corrections that cannot be made any more: what they wrote goes, and what they ended holds on.
    fn drop_revisions(&self, lost: &[RevisionId]) -> Result<()> {
        for id in lost {
            for sql in [
                "DELETE FROM former_place WHERE until_id = ?1 OR revision_id = ?1",
                "DELETE FROM block WHERE revision_id = ?1",
                "UPDATE block SET until_id = NULL WHERE until_id = ?1",
                "DELETE FROM correction WHERE revision_id = ?1",
                "DELETE FROM revision WHERE id = ?1",
            ] {
                self.connection.execute(sql, [id])?;
            }
        }
        Ok(())
    }

    /// The text that is stored whole, as it was imported where that can be had.
    fn first_text(&self, row: Option<&DocumentRow>) -> Result<(Option<(RevisionId, String)>, TextSalvage)> {
        let found: Option<(RevisionId, String)> = self
            .connection
            .query_row(
                "SELECT id, text FROM revision WHERE document_id = ?1
                     AND id NOT IN (SELECT revision_id FROM correction)
                 ORDER BY number LIMIT 1",
                params![self.id],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let is_whole = |text: &str| row.is_some_and(|row| row.digest == digest(text));
        if let Some((revision, text)) = &found
            && is_whole(text)
        {
            self.count(*revision, text)?;
            return Ok((found, TextSalvage::Whole));
        }
        let is_corrected = row.is_some_and(|row| {
            self.connection
                .prepare("SELECT 1 FROM correction WHERE revision_id = ?1")
                .and_then(|mut statement| statement.exists([row.revision]))
                .unwrap_or(false)
        });
        let wanted = found.as_ref().map(|(revision, _)| *revision);
        let wanted = wanted.or(row.filter(|_| !is_corrected).map(|row| row.revision));
        if let (Some(revision), Some(row)) = (wanted, row)
            && let Some(text) = doctor::imported_text(self.connection, revision, &row.digest)
        {
            self.connection.execute("DELETE FROM revision WHERE id = ?1", [revision])?;
            self.add_revision(revision, &text)?;
            return Ok((Some((revision, text)), TextSalvage::Whole));
        }
        let state = match &found {
            Some((revision, _)) if self.cut.contains(&revision.to_string()) => TextSalvage::Beginning,
            Some(_) => TextSalvage::Altered,
            None => TextSalvage::Quotes,
        };
        if let Some((revision, text)) = &found {
            self.count(*revision, text)?;
        }
        Ok((found, state))
    }

    fn count(&self, revision: RevisionId, text: &str) -> Result<()> {
        self.connection
            .execute("UPDATE revision SET characters = ?2 WHERE id = ?1", params![revision, count(text)])?;
        Ok(())
    }

    fn add_revision(&self, id: RevisionId, text: &str) -> Result<()> {
        let created_at = (self.surroundings.now)();
        let characters = count(text);
        revision::insert(
            self.connection,
            &RevisionRow { id, document: self.id, number: 1, text, characters, created_at },
        )
    }

    /// A text made of what is left: the title, and the quotes in the order in which they stood.
    fn quotes(&self, row: Option<&DocumentRow>, annotations: &[Stored]) -> Result<(RevisionId, String)> {
        let mut text = row.map_or_else(|| "—".to_owned(), |row| row.title.clone());
        text.push('\n');
        for annotation in annotations {
            if !annotation.exact.trim().is_empty() {
                text.push('\n');
                text.push_str(annotation.exact.trim());
                text.push('\n');
            }
        }
        let mut statement = self.connection.prepare("SELECT id FROM revision WHERE document_id = ?1")?;
        let left = statement.query_map([self.id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        self.drop_revisions(&left)?;
        let revision = RevisionId((self.surroundings.new_id)());
        self.add_revision(revision, &text)?;
        Ok((revision, text))
    }

    /// What can be said about a document of which only the text is left.
    fn facts(&self, revision: RevisionId, text: &str) -> Result<DocumentRow> {
        let interview = interview::parse(text);
        Ok(DocumentRow {
            id: self.id,
            title: title_of(&interview, None),
            source: interview.source,
            published: interview.published,
            language: interview.language,
            file_name: None,
            format: "text".to_owned(),
            encoding: "UTF-8".to_owned(),
            digest: String::new(),
            revision,
            created_at: (self.surroundings.now)(),
        })
    }

    /// Stores the document with the digest of the text that it has now.
    fn store(&self, row: &DocumentRow) -> Result<()> {
        self.connection.execute("DELETE FROM document WHERE id = ?1", [self.id])?;
        document::insert(self.connection, row)?;
        self.connection
            .prepare("SELECT text FROM revision WHERE document_id = ?1 AND number = 1")?
            .query_row([self.id], |found| found.get::<_, String>(0))
            .map(|text| digest(&text))
            .and_then(|digest| {
                self.connection
                    .execute("UPDATE document SET digest = ?2 WHERE id = ?1", params![self.id, digest])
            })?;
        Ok(())
    }

    /// Whether blocks and speakers are all there.
    fn is_structured(&self, text: &str) -> Result<bool> {
        let Ok(speakers) = speaker::of_document(self.connection, self.id) else { return Ok(false) };
        let texts = Texts::default();
        let Ok(blocks) = blocks_of(self.connection, &texts, self.id, &speakers) else { return Ok(false) };
        let is_labelled = blocks.iter().all(|block| match block.kind {
            interview::BlockKind::Turn { label: Some(label), .. } => {
                block.span.start <= label.start && label.start <= label.end && label.end <= block.span.end
            }
            _ => true,
        });
        Ok(is_labelled && is_cover(&blocks, count(text), speakers.len()))
    }

    /// Finds the structure anew in the text.
    fn structure(&self, revision: RevisionId, text: &str) -> Result<()> {
        for (sql, id) in [
            (
                "DELETE FROM block WHERE revision_id IN (SELECT id FROM revision WHERE document_id = ?1)",
                self.id.to_string(),
            ),
            ("DELETE FROM speaker_alias WHERE document_id = ?1", self.id.to_string()),
            ("UPDATE memo SET speaker_id = NULL WHERE document_id = ?1", self.id.to_string()),
            ("DELETE FROM speaker WHERE document_id = ?1", self.id.to_string()),
        ] {
            self.connection.execute(sql, [id])?;
        }
        let interview: Interview = interview::parse(text);
        let participants = participants_of(&interview, &*self.surroundings.new_id);
        for participant in &participants {
            speaker::insert(self.connection, self.id, participant)?;
        }
        for found in &interview.blocks {
            block::put(self.connection, revision, found, &participants)?;
        }
        Ok(())
    }

    fn annotations(&self) -> Result<Vec<Stored>> {
        let mut statement = self.connection.prepare(
            "SELECT id, revision_id, start, \"end\", exact, prefix, suffix, state = 'orphan' FROM annotation
             WHERE document_id = ?1 ORDER BY start, \"end\", id",
        )?;
        let stored = statement
            .query_map([self.id], |row| {
                Ok(Stored {
                    id: row.get(0)?,
                    revision: row.get(1)?,
                    span: Span { start: CodePoint(row.get(2)?), end: CodePoint(row.get(3)?) },
                    exact: row.get(4)?,
                    prefix: row.get(5)?,
                    suffix: row.get(6)?,
                    is_orphan: row.get(7)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(stored)
    }

    /// Puts every annotation where its words stand; where they do not, it is an orphan. Gives back how many that are not
    /// orphans for any other reason. In a text that was made of the quotes their words are enough.
    fn place(
        &self,
        revision: RevisionId,
        text: &str,
        annotations: &[Stored],
        is_made_of_quotes: bool,
    ) -> Result<u64> {
        let index = TextIndex::new(text);
        let whole = Text::new(text.into());
        let lineage = Lineage::load(self.connection, self.id)?;
        let texts = Texts::default();
        let mut lost = 0;
        for stored in annotations {
            let known = stored.revision.parse::<RevisionId>().ok().filter(|id| lineage.number(*id).is_some());
            if stored.is_orphan
                && known.is_some_and(|known| {
                    texts
                        .get(self.connection, known)
                        .is_ok_and(|text| text.slice(stored.span) == Some(&stored.exact))
                })
            {
                continue;
            }
            let carried = known.and_then(|known| {
                lineage.carry_all(lineage.newest(), &[(known, stored.span)]).pop().flatten()
            });
            let stands =
                !stored.is_orphan && carried.is_some_and(|span| whole.slice(span) == Some(&stored.exact));
            // Where it was put, what is stored around it stood around it.
            if stands
                && let Some(known) = known
                && let Ok(text) = texts.get(self.connection, known)
                && text.slice(stored.span) == Some(&stored.exact)
            {
                self.put(stored, known, stored.span, &text, &State::Anchored)?;
                continue;
            }
            let quote = TextQuoteSelector {
                exact: stored.exact.clone(),
                prefix: stored.prefix.clone(),
                suffix: stored.suffix.clone(),
            };
            let own = || doctor::one_place(&index, stored.exact.trim(), "", "").filter(|_| is_made_of_quotes);
            let found = find_again(&index, &quote).or_else(own).filter(|_| !stored.is_orphan);
            match found {
                Some(span) => self.put(stored, revision, span, &whole, &State::Anchored)?,
                None => {
                    lost += u64::from(!stored.is_orphan);
                    let state = State::Orphan { original: None, reason: Loss::Mismatch };
                    self.lose(stored, known.unwrap_or(revision), &state)?;
                }
            }
        }
        Ok(lost)
    }

    fn put(
        &self,
        stored: &Stored,
        revision: RevisionId,
        span: Span,
        text: &Text,
        state: &State,
    ) -> Result<()> {
        match locate(text, span) {
            Ok(passage) => {
                let state = self.known_state(stored.id, state)?;
                let place = Place { revision, passage, state };
                annotation::set_place(self.connection, stored.id, &place, None)
            }
            Err(_) => self.lose(stored, revision, &State::Orphan { original: None, reason: Loss::Mismatch }),
        }
    }

    /// The words are what is left of it.
    fn lose(&self, stored: &Stored, revision: RevisionId, state: &State) -> Result<()> {
        let selector = annotation::selector(self.connection, stored.id)?;
        let passage = Passage { span: stored.span, selector };
        let place = Place { revision, passage, state: state.clone() };
        annotation::set_place(self.connection, stored.id, &place, None)
    }

    /// An annotation that had changed is one that has changed.
    fn known_state(&self, id: AnnotationId, state: &State) -> Result<State> {
        let known = annotation::find(self.connection, id)?.map(|annotation| annotation.state);
        Ok(match known {
            Some(changed @ State::Changed { .. }) => changed,
            _ => state.clone(),
        })
    }
}

impl DocumentRow {
    fn with_revision(self, revision: RevisionId) -> Self {
        Self { revision, ..self }
    }
}
