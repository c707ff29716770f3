-- The schema of a fresh database; made by the test that compares it. NEJ_WRITE=1 writes it anew.

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
, profile TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', post_address TEXT NOT NULL DEFAULT '', representation TEXT, representative_email TEXT NOT NULL DEFAULT '', representative_phone TEXT NOT NULL DEFAULT '', representative_address TEXT NOT NULL DEFAULT '', assignee TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX accounts_handle ON accounts (handle, email, person);

CREATE INDEX accounts_person ON accounts (person) WHERE person <> '';

CREATE INDEX accounts_email ON accounts (email) WHERE email <> '';

CREATE TRIGGER accounts_never_replaced BEFORE INSERT ON accounts
WHEN EXISTS (SELECT 1 FROM accounts WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an account is never replaced'); END;

CREATE TRIGGER accounts_keep_their_number BEFORE UPDATE ON accounts
WHEN new.id <> old.id
BEGIN SELECT raise(ABORT, 'an account keeps its number'); END;

CREATE TABLE drafts (
    account_id INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    grounds    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    ticks      INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

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
, login TEXT CHECK (login <> ''), in_complaint INTEGER NOT NULL DEFAULT 0 CHECK (in_complaint IN (0, 1)), served TEXT CHECK (served GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), evidence_kind TEXT, about INTEGER, batch INTEGER) STRICT;

CREATE INDEX events_account ON events (account_id);

CREATE INDEX events_submission ON events (submission_id) WHERE submission_id IS NOT NULL;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
WHEN EXISTS (SELECT 1 FROM accounts WHERE id = old.account_id)
BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END;

CREATE TRIGGER events_never_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an entry is never replaced'); END;

CREATE TRIGGER events_void_their_own BEFORE INSERT ON events
WHEN new.voids IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events WHERE id = new.voids AND account_id = new.account_id)
BEGIN SELECT raise(ABORT, 'an entry voids one of its own account'); END;

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

CREATE TABLE "form_drafts" (
    account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
    form       TEXT NOT NULL,
    body       TEXT NOT NULL,
    open       INTEGER NOT NULL CHECK (open IN (0, 1))
, login TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX events_day ON events (day, account_id);

CREATE TRIGGER events_about_their_own BEFORE INSERT ON events
WHEN new.about IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events WHERE id = new.about AND account_id = new.account_id)
BEGIN SELECT raise(ABORT, 'evidence is about an entry of its own account'); END;

CREATE INDEX form_drafts_account ON form_drafts (account_id);

CREATE TABLE complaint_folders (
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    path       TEXT NOT NULL CHECK (path <> ''),
    PRIMARY KEY (account_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE links_worked (
    address   TEXT NOT NULL PRIMARY KEY,
    worked_on TEXT NOT NULL CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;

CREATE TABLE case_list (
    status      INTEGER NOT NULL,
    day         INTEGER NOT NULL,
    account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    beside      INTEGER NOT NULL DEFAULT 0 CHECK (beside IN (0, 1)),
    from_day    INTEGER NOT NULL DEFAULT 0,
    to_day      INTEGER NOT NULL DEFAULT -1,
    search_text TEXT NOT NULL,
    PRIMARY KEY (status, day, account_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX case_list_account ON case_list (account_id, beside, from_day, to_day);

CREATE TABLE case_counts (
    status   INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    beside   INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    to_day   INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    PRIMARY KEY (status, day, beside, from_day, to_day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_counts_in AFTER INSERT ON case_list
BEGIN
    INSERT INTO case_counts (status, day, beside, from_day, to_day, n)
    VALUES (new.status, new.day, new.beside, new.from_day, new.to_day, 1)
    ON CONFLICT (status, day, beside, from_day, to_day) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER case_counts_out AFTER DELETE ON case_list
BEGIN
    UPDATE case_counts SET n = n - 1
    WHERE status = old.status AND day = old.day AND beside = old.beside AND from_day = old.from_day AND to_day = old.to_day;
    DELETE FROM case_counts
    WHERE status = old.status AND day = old.day AND beside = old.beside AND from_day = old.from_day AND to_day = old.to_day
        AND n = 0;
END;

CREATE TRIGGER case_counts_move AFTER UPDATE OF status, day, beside, from_day, to_day ON case_list
BEGIN
    UPDATE case_counts SET n = n - 1
    WHERE status = old.status AND day = old.day AND beside = old.beside AND from_day = old.from_day AND to_day = old.to_day;
    DELETE FROM case_counts
    WHERE status = old.status AND day = old.day AND beside = old.beside AND from_day = old.from_day AND to_day = old.to_day
        AND n = 0;
    INSERT INTO case_counts (status, day, beside, from_day, to_day, n)
    VALUES (new.status, new.day, new.beside, new.from_day, new.to_day, 1)
    ON CONFLICT (status, day, beside, from_day, to_day) DO UPDATE SET n = n + 1;
END;

CREATE VIEW case_text AS SELECT account_id, search_text FROM case_list WHERE beside = 0;

CREATE VIRTUAL TABLE search_index USING fts5 (
    search_text, content = 'case_text', content_rowid = 'account_id', tokenize = 'trigram case_sensitive 1',
    detail = 'none', columnsize = 0
);

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE INDEX events_batch ON events (batch) WHERE batch IS NOT NULL;

CREATE INDEX accounts_mail ON accounts (email COLLATE NOCASE) WHERE email <> '';

CREATE TABLE mails (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
    message_id TEXT NOT NULL,
    sha256     TEXT NOT NULL UNIQUE,
    day        TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    sender     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    -- The kind of event that it seems to be.
    kind       TEXT,
    data       BLOB
) STRICT;

CREATE INDEX mails_message ON mails (message_id) WHERE message_id <> '';

CREATE INDEX mails_waiting ON mails (id) WHERE data IS NOT NULL;

CREATE TABLE mail_accounts (
    mail_id    INTEGER NOT NULL REFERENCES mails (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (mail_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_accounts_account ON mail_accounts (account_id);

CREATE TRIGGER mails_go AFTER DELETE ON mail_accounts
WHEN NOT EXISTS (SELECT 1 FROM mail_accounts WHERE mail_id = old.mail_id)
BEGIN DELETE FROM mails WHERE id = old.mail_id; END;

CREATE UNIQUE INDEX form_drafts_once ON form_drafts (ifnull(account_id, 0), form, login);
