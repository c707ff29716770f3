-- Schema 1. Days that people read are ISO text; the days of `list` and `tally` are numbers since 1970-01-01,
-- so that they can be ordered and compared in an index. Text is stored as it was entered.

-- Accounts may change, but never their number.
CREATE TABLE accounts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
    platform       TEXT NOT NULL,
    handle         TEXT NOT NULL,
    person         TEXT NOT NULL,
    email          TEXT NOT NULL,
    country        TEXT NOT NULL,
    group_name     TEXT NOT NULL,
    text_lang      TEXT,
    represented_by TEXT NOT NULL,
    added_on       TEXT NOT NULL CHECK (added_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE INDEX accounts_handle ON accounts (handle, email, person);
-- One objection may cover all accounts of a person, or of an e-mail address.
CREATE INDEX accounts_person ON accounts (person) WHERE person <> '';
CREATE INDEX accounts_email ON accounts (email) WHERE email <> '';

CREATE TRIGGER accounts_never_replaced BEFORE INSERT ON accounts
WHEN EXISTS (SELECT 1 FROM accounts WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an account is never replaced'); END;

-- Not "UPDATE OF id": that would let "SET rowid" through.
CREATE TRIGGER accounts_keep_their_number BEFORE UPDATE ON accounts
WHEN new.id <> old.id
BEGIN SELECT raise(ABORT, 'an account keeps its number'); END;

-- What is prepared for the next submission.
CREATE TABLE drafts (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    grounds    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    ticks      INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

-- The log. A column that a kind of entry does not carry is NULL; `note` is NULL when there is none.
CREATE TABLE events (
    id            INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
    account_id    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,
    day           TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    recorded_at   TEXT NOT NULL,
    note          TEXT CHECK (note <> ''),
    text          TEXT,
    email         TEXT,
    country       TEXT,
    form          TEXT,
    code_pending  INTEGER CHECK (code_pending IN (0, 1)),
    submission_id INTEGER,
    identity      INTEGER CHECK (identity IN (0, 1)),
    until         TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    reasons       INTEGER CHECK (reasons IN (0, 1)),
    case_number   TEXT,
    outcome       TEXT,
    reason        TEXT,
    name          TEXT,
    size          INTEGER,
    sha256        TEXT,
    voids         INTEGER
) STRICT;

CREATE INDEX events_account ON events (account_id);

CREATE INDEX events_submission ON events (submission_id) WHERE submission_id IS NOT NULL;

-- The log only grows. An entry goes when its account has gone, never before.
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM accounts WHERE id = old.account_id)
BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END;

-- "INSERT OR REPLACE" fires no delete trigger.
CREATE TRIGGER events_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an entry is never replaced'); END;

CREATE TRIGGER events_void_their_own BEFORE INSERT ON events
WHEN new.voids IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events WHERE id = new.voids AND account_id = new.account_id)
BEGIN SELECT raise(ABORT, 'an entry voids one of its own account'); END;

-- The bytes of attached files, apart, so that reading the log does not read them.
CREATE TABLE evidence (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    data     BLOB NOT NULL
) STRICT;

CREATE TRIGGER evidence_never_changes BEFORE UPDATE ON evidence
BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;

CREATE TRIGGER evidence_never_goes BEFORE DELETE ON evidence
WHEN EXISTS (SELECT 1 FROM events WHERE id = old.event_id)
BEGIN SELECT raise(ABORT, 'evidence is never deleted'); END;

CREATE TRIGGER evidence_never_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE event_id = new.event_id)
BEGIN SELECT raise(ABORT, 'evidence is never replaced'); END;

-- What the list needs of a case, derived from its entries alone: phase, deciding day, and the folded text
-- that is searched. Nothing in it depends on today.
CREATE TABLE list (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    status     INTEGER NOT NULL,
    day        INTEGER NOT NULL,
    hay        TEXT NOT NULL
) STRICT;

CREATE INDEX list_order ON list (status, day, account_id, hay);

-- How many cases there are of each phase and day.
CREATE TABLE tally (
    status INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (status, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tally_in AFTER INSERT ON list
BEGIN
    INSERT INTO tally (status, day, n) VALUES (new.status, new.day, 1)
    ON CONFLICT (status, day) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER tally_out AFTER DELETE ON list
BEGIN
    UPDATE tally SET n = n - 1 WHERE status = old.status AND day = old.day;
    DELETE FROM tally WHERE status = old.status AND day = old.day AND n = 0;
END;

CREATE TRIGGER tally_move AFTER UPDATE ON list
WHEN new.status <> old.status OR new.day <> old.day
BEGIN
    UPDATE tally SET n = n - 1 WHERE status = old.status AND day = old.day;
    DELETE FROM tally WHERE status = old.status AND day = old.day AND n = 0;
    INSERT INTO tally (status, day, n) VALUES (new.status, new.day, 1)
    ON CONFLICT (status, day) DO UPDATE SET n = n + 1;
END;

-- The trigrams of list.hay, which is folded already. Written together with it by the program. Without FTS5's own
-- "secure-delete", which costs ten milliseconds a change at a million accounts: forgetting merges the index.
CREATE VIRTUAL TABLE find USING fts5 (
    hay, content = 'list', content_rowid = 'account_id', tokenize = 'trigram case_sensitive 1',
    detail = 'none', columnsize = 0
);

-- What is typed in a dialog and not saved yet.
CREATE TABLE typed (
    account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
    form       TEXT NOT NULL,
    body       TEXT NOT NULL,
    open       INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX typed_once ON typed (ifnull(account_id, 0), form);

CREATE INDEX typed_account ON typed (account_id);

-- What the program itself remembers about this file.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
