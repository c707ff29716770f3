-- Schema 2. The log gets columns, accounts say more of a person, and what the list keeps of a case is made anew: it
-- knows two matters side by side. The program fills `case_list` and `search_index` in the same transaction.

-- Who wrote an event down; NULL where it is not known, as for those before this schema.
ALTER TABLE events ADD COLUMN login TEXT CHECK (login <> '');
-- Whether the note may stand in a complaint. Notes are private unless marked, and those before this schema are.
ALTER TABLE events ADD COLUMN in_complaint INTEGER NOT NULL DEFAULT 0 CHECK (in_complaint IN (0, 1));
ALTER TABLE events ADD COLUMN served TEXT CHECK (served GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
ALTER TABLE events ADD COLUMN evidence_kind TEXT;
-- The event that an attached file proves.
ALTER TABLE events ADD COLUMN about INTEGER;

-- To find what is dated after a day.
CREATE INDEX events_day ON events (day, account_id);

CREATE TRIGGER events_about_their_own BEFORE INSERT ON events
WHEN new.about IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events WHERE id = new.about AND account_id = new.account_id)
BEGIN SELECT raise(ABORT, 'evidence is about an entry of its own account'); END;

-- The address of the account's page, and how its person can be reached besides by e-mail.
ALTER TABLE accounts ADD COLUMN profile TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN post_address TEXT NOT NULL DEFAULT '';
-- How the person is represented; NULL where nobody said. The name is in represented_by.
ALTER TABLE accounts ADD COLUMN representation TEXT;
ALTER TABLE accounts ADD COLUMN representative_email TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN representative_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN representative_address TEXT NOT NULL DEFAULT '';
-- Who of a team works on the case.
ALTER TABLE accounts ADD COLUMN assignee TEXT NOT NULL DEFAULT '';

-- What is typed in a dialog and not saved yet.
DROP INDEX typed_once;
DROP INDEX typed_account;
ALTER TABLE typed RENAME TO form_drafts;
CREATE UNIQUE INDEX form_drafts_once ON form_drafts (ifnull(account_id, 0), form);
CREATE INDEX form_drafts_account ON form_drafts (account_id);

-- The folders that complaints were written to: they are outside this file, and erasing an account names them.
CREATE TABLE complaint_folders (
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    path       TEXT NOT NULL CHECK (path <> ''),
    PRIMARY KEY (account_id, path)
) STRICT, WITHOUT ROWID;

-- The addresses that the person saw working, and when last.
CREATE TABLE links_worked (
    address   TEXT NOT NULL PRIMARY KEY,
    worked_on TEXT NOT NULL CHECK (worked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;

DROP TABLE find;
DROP TABLE list;
DROP TABLE tally;

-- What the list needs of a case, derived from its events alone: phase, deciding day, and the folded text that is
-- searched. Nothing in it depends on today. A case whose complaint runs beside a new attempt has a second row for the
-- complaint (`beside`): of the two the one beside counts from `from_day` to `to_day`, the other on all other days.
-- In the order of the list, so that reading it is one search.
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

-- With all that a search needs of a hit before its text.
CREATE UNIQUE INDEX case_list_account ON case_list (account_id, beside, from_day, to_day);

-- How many rows there are of each phase and day.
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

-- The text of each account, once.
CREATE VIEW case_text AS SELECT account_id, search_text FROM case_list WHERE beside = 0;

-- The trigrams of the text, which is folded already. Written together with it by the program. Without FTS5's own
-- "secure-delete", which costs ten milliseconds a change at a million accounts: forgetting merges the index.
CREATE VIRTUAL TABLE search_index USING fts5 (
    search_text, content = 'case_text', content_rowid = 'account_id', tokenize = 'trigram case_sensitive 1',
    detail = 'none', columnsize = 0
);

-- Which entries were logged for several accounts in one go: the number of the first of them.
ALTER TABLE events ADD COLUMN batch INTEGER;
CREATE INDEX events_batch ON events (batch) WHERE batch IS NOT NULL;

-- Mail is laid to an account by its address, whatever the case of its letters.
CREATE INDEX accounts_mail ON accounts (email COLLATE NOCASE) WHERE email <> '';

-- Mails that came in. One with `data` waits to be gone through; without, it was dealt with, and is only known, so that it
-- is passed over when it comes again. Bytes and checksum are those of the message without the digits of a code: a
-- checksum of the message as it came would give the code away.
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

-- The accounts that a mail can belong to: one where that is clear, several where a person has to say.
CREATE TABLE mail_accounts (
    mail_id    INTEGER NOT NULL REFERENCES mails (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (mail_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_accounts_account ON mail_accounts (account_id);

-- A mail goes with the last account that it can belong to.
CREATE TRIGGER mails_go AFTER DELETE ON mail_accounts
WHEN NOT EXISTS (SELECT 1 FROM mail_accounts WHERE mail_id = old.mail_id)
BEGIN DELETE FROM mails WHERE id = old.mail_id; END;
