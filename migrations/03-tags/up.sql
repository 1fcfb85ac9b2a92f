-- Annotations are given tags, which make the codebook, and memos are written on what is no passage.
-- Columns and tables are only added, as in the step before.

-- A tag; the codebook is a forest of them. A name is its own among its siblings when case and width are folded, and a
-- shortcut in the whole codebook: rules of the code, for an index could not be kept while two tags change places.
CREATE TABLE tag (
    id         TEXT PRIMARY KEY NOT NULL,
    parent_id  TEXT REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,  -- NULL: at the top
    position   INTEGER NOT NULL,         -- order among its siblings; equal ones by id
    name       TEXT NOT NULL,
    colour     TEXT CHECK (colour IN ('yellow', 'red', 'green', 'blue', 'purple')),
    shortcut   TEXT,                     -- a digit or a small letter
    definition TEXT NOT NULL,            -- Markdown; empty where there is none
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_parent ON tag (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE annotation_tag (
    annotation_id TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
    tag_id        TEXT NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (annotation_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX annotation_tag_tag ON annotation_tag (tag_id);

-- A memo is about what it names: a tag, a speaker, a section, a document, or, where it names nothing, the library.
-- A section is told by its heading: the words, and where they start in the text of `revision_id`, carried into the
-- current one when it is read.
CREATE TABLE memo (
    id          TEXT PRIMARY KEY NOT NULL,
    document_id TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    speaker_id  TEXT REFERENCES speaker (id) DEFERRABLE INITIALLY DEFERRED,
    tag_id      TEXT REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
    revision_id TEXT,
    start       INTEGER,
    heading     TEXT,
    text        TEXT NOT NULL,           -- Markdown
    created_at  INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    CHECK (tag_id IS NULL OR document_id IS NULL),
    CHECK (document_id IS NOT NULL OR (speaker_id IS NULL AND heading IS NULL)),
    CHECK (speaker_id IS NULL OR heading IS NULL),
    CHECK ((heading IS NULL) = (start IS NULL) AND (heading IS NULL) = (revision_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX memo_document ON memo (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX memo_speaker ON memo (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX memo_tag ON memo (tag_id) WHERE tag_id IS NOT NULL;
