-- The text of a document may be corrected: each correction is a further revision, stored as what it changed.
-- Columns and tables are only added, so that this step reads and writes nothing of what is there and every table stays
-- where it begins: a large library is brought up to date at once, and a damaged older one can still be taken apart.

-- How a revision's text came from the one before it: every revision has one but the first of a document, and only the
-- first has its text in `revision`, where it is empty for the others.
CREATE TABLE correction (
    revision_id TEXT PRIMARY KEY NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    origin      TEXT NOT NULL CHECK (origin IN ('edit', 'replace', 'update', 'restore')),
    inserted    INTEGER NOT NULL,        -- code points that came
    removed     INTEGER NOT NULL,        -- code points that went
    digest      TEXT NOT NULL,           -- SHA-256 of the text
    edits       TEXT NOT NULL            -- JSON: [[start in the text before, what was removed, what was inserted], …]
) STRICT;

CREATE INDEX correction_digest ON correction (digest);
CREATE UNIQUE INDEX revision_number ON revision (document_id, number);

-- A block counts its offsets in the text of its revision and holds in every later one up to, and without, that of
-- `until_id`; NULL: it still does. What a revision did not touch has no row of it.
ALTER TABLE block ADD COLUMN until_id TEXT REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX block_until ON block (until_id) WHERE until_id IS NOT NULL;

-- So does an annotation with its place: it is rewritten only by a revision that touches it. An orphan names the last
-- revision in which it stood.
ALTER TABLE annotation ADD COLUMN state TEXT NOT NULL DEFAULT 'anchored'
    CHECK (state IN ('anchored', 'changed', 'orphan'));
ALTER TABLE annotation ADD COLUMN original TEXT;   -- the words that were marked, where they have changed
ALTER TABLE annotation ADD COLUMN reason TEXT      -- why it is an orphan
    CHECK ((reason IS NOT NULL) = (state = 'orphan'));
ALTER TABLE annotation ADD COLUMN made_id TEXT;    -- the revision it was made on; NULL: the first of the document

CREATE INDEX annotation_state ON annotation (document_id, state);

-- Where an annotation was before, up to, and without, the revision of `until_id`.
CREATE TABLE former_place (
    annotation_id TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
    until_id      TEXT NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    revision_id   TEXT NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('anchored', 'changed', 'orphan')),
    original      TEXT,
    reason        TEXT CHECK ((reason IS NOT NULL) = (state = 'orphan')),
    PRIMARY KEY (annotation_id, until_id),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE INDEX former_place_until ON former_place (until_id);
CREATE INDEX former_place_revision ON former_place (revision_id);

-- What follows is not recorded in the history.

-- A copy of one text of a document, so that a current text is at most some sixty corrections away from one that is
-- stored whole. Derived: ids are never used twice, so a copy of a revision that was undone is right when it is redone.
CREATE TABLE text_copy (
    document_id TEXT PRIMARY KEY NOT NULL,
    revision_id TEXT NOT NULL,
    text        TEXT NOT NULL
) STRICT;
