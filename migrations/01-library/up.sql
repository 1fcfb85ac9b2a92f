-- Offsets count Unicode code points of revision.text; times are milliseconds since 1970-01-01 UTC; ids are UUIDv7.
-- Every table whose rows an action may change has a declared primary key without NULLs: the session extension
-- identifies rows by it. No cascades: an action deletes what hangs on a row itself, so that its inverse is exact.
-- Indexes stand on the child side of each foreign key whose parent rows an action deletes: without them SQLite reads
-- the whole child table for every row deleted.

CREATE TABLE document (
    id          TEXT PRIMARY KEY NOT NULL,
    title       TEXT NOT NULL,
    source      TEXT,
    published   TEXT,
    language    TEXT NOT NULL,
    file_name   TEXT,                    -- the last part of the imported path, for people; never opened again
    format      TEXT NOT NULL,           -- text, markdown
    encoding    TEXT NOT NULL,           -- WHATWG name of the encoding it was decoded from
    digest      TEXT NOT NULL,           -- SHA-256 of the decoded text, to recognise a second import
    revision_id TEXT NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX document_digest ON document (digest);

CREATE TABLE revision (
    id          TEXT PRIMARY KEY NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    number      INTEGER NOT NULL,        -- 1 for the text as imported
    characters  INTEGER NOT NULL,        -- code points of text
    created_at  INTEGER NOT NULL,
    text        TEXT NOT NULL            -- last: a column behind a large value is read only after all of that value
) STRICT;

CREATE INDEX revision_document ON revision (document_id);

CREATE TABLE speaker (
    id          TEXT PRIMARY KEY NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    position    INTEGER NOT NULL,        -- order in which they are listed
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('interviewer', 'interviewee', 'other')),
    colour      INTEGER NOT NULL         -- index into the palette of speaker colours
) STRICT, WITHOUT ROWID;

CREATE INDEX speaker_document ON speaker (document_id);

CREATE TABLE speaker_alias (
    document_id TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    alias       TEXT NOT NULL,           -- a label as it stands in the text, without colon and marks
    speaker_id  TEXT NOT NULL REFERENCES speaker (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (document_id, alias)
) STRICT, WITHOUT ROWID;

-- The blocks of a revision lie back to back over its text.
CREATE TABLE block (
    revision_id TEXT NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    body_start  INTEGER NOT NULL,        -- after Markdown marks, section number and speaker label
    body_end    INTEGER NOT NULL,        -- before the line end and blank lines
    kind        TEXT NOT NULL CHECK (kind IN ('title', 'metadata', 'heading', 'turn', 'paragraph')),
    level       INTEGER,                 -- of a heading
    number      INTEGER,                 -- of a heading
    speaker_id  TEXT REFERENCES speaker (id) DEFERRABLE INITIALLY DEFERRED,
    label_start INTEGER,                 -- of the turn's opening block
    label_end   INTEGER,
    time        INTEGER,                 -- of the turn, milliseconds from the start of the recording
    PRIMARY KEY (revision_id, start),
    CHECK (start <= body_start AND body_start <= body_end AND body_end <= "end" AND start < "end"),
    CHECK ((kind = 'turn') = (speaker_id IS NOT NULL)),
    CHECK ((label_start IS NULL) = (label_end IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX block_speaker ON block (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX block_heading ON block (revision_id) WHERE kind = 'heading';

CREATE TABLE annotation (
    id          TEXT PRIMARY KEY NOT NULL,
    document_id TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    revision_id TEXT NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
    start       INTEGER NOT NULL,        -- TextPositionSelector
    "end"       INTEGER NOT NULL,
    exact       TEXT NOT NULL,           -- TextQuoteSelector
    prefix      TEXT NOT NULL,
    suffix      TEXT NOT NULL,
    mark        TEXT NOT NULL CHECK (mark IN ('fill', 'underline')),
    colour      TEXT NOT NULL CHECK (colour IN ('yellow', 'red', 'green', 'blue', 'purple')),
    note        TEXT NOT NULL,           -- Markdown; empty where there is none
    created_at  INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE INDEX annotation_place ON annotation (document_id, start, "end");
CREATE INDEX annotation_revision ON annotation (revision_id);
CREATE INDEX annotation_note ON annotation (document_id) WHERE note <> '';

-- What follows is not recorded in the history.

-- One row an action: what it changed, as SQLite's session extension recorded it. The undone ones are always the
-- newest.
CREATE TABLE history (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    action        TEXT NOT NULL,         -- a name from the list of actions, such as annotation-create
    subject       TEXT NOT NULL,         -- what it was about, a few words for people; may be empty
    join_key      TEXT NOT NULL,         -- an action with the same key soon after joins this one; empty: none does
    created_at    INTEGER NOT NULL,
    modified_at   INTEGER NOT NULL,
    is_undone     INTEGER NOT NULL CHECK (is_undone IN (0, 1)),
    bytes_through INTEGER NOT NULL,      -- bytes of every changeset up to and with this one, dropped ones included
    changeset     BLOB NOT NULL          -- last, as the text of a revision is
) STRICT;

CREATE INDEX history_undone ON history (id) WHERE is_undone = 1;

-- Where the reader was. Reading is not an action.
CREATE TABLE reading (
    document_id TEXT PRIMARY KEY NOT NULL,
    position    INTEGER NOT NULL,        -- code point at the top of the view
    read_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name        TEXT PRIMARY KEY NOT NULL,
    value       TEXT NOT NULL            -- JSON
) STRICT, WITHOUT ROWID;
