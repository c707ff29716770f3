//! Damage, crashes and other programs' locks: told as errors, and nothing is made worse.

use std::fs;
use std::path::{Path, PathBuf};

use nej::domain::change::{Change, Erased};
use nej::domain::list::{Filter, ScanFrom};
use nej::domain::{AccountId, Event, EventData, EventId, Platform};
use nej::store::{Error, Journal, SCHEMA, Store, Unreadable, open};

use super::{Db, d, now, seeded, sent};

const TODAY: &str = "2026-11-23";

/// The bytes of a sound database with some eighty accounts.
fn sound() -> Vec<u8> {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(80) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    let path = db.path();
    let Db { folder, reader, writer } = db;
    drop((reader, writer));
    let bytes = fs::read(path).unwrap();
    drop(folder);
    bytes
}

/// Reads everything there is; whatever comes, it comes as an answer or as an error.
fn read_all(path: &Path) -> Result<(), Error> {
    let Store { reader, .. } = open(path)?;
    reader.counts(d(TODAY))?;
    reader.open_forms()?;
    for search in ["", "anna", "an"] {
        let filter = Filter { search: search.into(), ..Filter::default() };
        for from in [ScanFrom::Start, ScanFrom::End] {
            let rows = reader.page(d(TODAY), &filter, from, 500)?.rows;
            if let Some(lost) = rows.iter().find(|row| !row.readable) {
                return Err(Error::UnreadableAccount(lost.id));
            }
        }
    }
    for id in reader.number_chunks().collect::<Result<Vec<_>, _>>()?.concat() {
        reader.account(id)?;
        reader.draft(id)?;
        reader.events(id)?;
        reader.row(id, d("2026-11-23"))?;
    }
    reader.check().map(|_| ())
}

fn damaged(bytes: &[u8]) -> Result<(), Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nej.db");
    fs::write(&path, bytes).unwrap();
    let read = read_all(&path);
    assert!(fs::read(&path).unwrap() == bytes, "reading changed the file");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["nej.db"]);
    read
}

#[test]
fn a_flipped_byte_is_an_error_at_most_and_the_file_stays_as_it_is() {
    let sound = sound();
    assert_eq!(damaged(&sound), Ok(()));
    let mut told = 0;
    // A step that visits the header, and then every kind of page at all sorts of places.
    for at in (0..100).chain((100..sound.len()).step_by(sound.len() / 150 + 1)) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        match damaged(&bytes) {
            Ok(()) => {}
            Err(
                Error::Damaged { .. }
                | Error::UnreadableAccount(_)
                | Error::UnreadableEvent(..)
                | Error::NotADatabase
                | Error::Newer { .. }
                | Error::Foreign,
            ) => told += 1,
            Err(other) => panic!("byte {at}: {other:?}"),
        }
    }
    assert!(told > 20, "{told}");
}

#[test]
fn a_file_that_was_cut_off_is_told_as_damaged() {
    let sound = sound();
    for part in 1..20 {
        let bytes = &sound[..sound.len() * part / 20];
        assert!(matches!(damaged(bytes), Err(Error::Damaged { .. })), "{part}");
    }
    for length in [1, 17, 50, 99, 100, 511] {
        let told = damaged(&sound[..length]);
        assert!(matches!(told, Err(Error::Damaged { .. } | Error::NotADatabase)), "{length}: {told:?}");
    }
}

/// The files as they lie there when the power fails, in a folder of their own.
fn crashed(db: &Db) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["nej.db", "nej.db-wal"] {
        fs::copy(db.folder.path().join(name), folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("nej.db");
    (folder, path)
}

#[test]
fn what_was_written_is_there_after_a_crash() {
    let mut db = Db::new();
    let id = db.add(Platform::from_id("instagram").unwrap(), "anna");
    db.record(id, "2026-02-03", sent("Text"));
    let (_folder, path) = crashed(&db);
    assert_eq!(open(&path).unwrap().reader.events(id), db.reader.events(id));
}

#[test]
fn what_was_not_finished_is_not_there_after_a_crash() {
    let mut db = Db::new();
    let id = db.add(Platform::from_id("instagram").unwrap(), "anna");
    let before = fs::read(db.folder.path().join("nej.db-wal")).unwrap().len();
    let Db { folder, reader, writer } = &mut db;
    let mut batch = writer.batch().unwrap();
    // So much that some of it is in the log before the end.
    let mut case = seeded(1).next().unwrap();
    let what =
        EventData::EvidenceAdded { name: "a".into(), size: 48 << 20, sha256: "0".into(), evidence_kind: None, about: None };
    case.events.push(Event {
        id: EventId(99),
        on: d("2026-02-03"),
        recorded_at: now(),
        note: String::new(),
        in_complaint: false,
        login: None,
        batch: None,
        data: what,
    });
    case.evidence.push((EventId(99), vec![7; 48 << 20]));
    batch.import(&case).unwrap();
    assert!(fs::metadata(folder.path().join("nej.db-wal")).unwrap().len() as usize > before);
    let other = tempfile::tempdir().unwrap();
    for name in ["nej.db", "nej.db-wal"] {
        fs::copy(folder.path().join(name), other.path().join(name)).unwrap();
    }
    drop(batch);
    let after = open(&other.path().join("nej.db")).unwrap().reader;
    assert_eq!(after.counts(d(TODAY)).unwrap().total(), 1);
    assert_eq!(after.account(id), reader.account(id));
    assert_eq!(after.check(), Ok(vec![]));
}

#[test]
fn a_database_that_was_only_just_begun_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nej.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; COMMIT").unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 0);
    assert_eq!(open(&path).unwrap().journal, Journal::Wal);
    read_all(&path).unwrap();
}

#[test]
fn a_locked_database_can_be_read_and_says_that_it_is_busy() {
    let mut db = Db::new();
    let id = db.add(Platform::from_id("instagram").unwrap(), "anna");
    let change = Change::SaveFormDraft { account: None, form: "x".into(), body: Some("y".into()), open: false };
    let other = db.stranger();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(db.writer.apply(&change), Err(Error::Busy));
    assert!(db.reader.account(id).unwrap().is_some());
    assert!(open(&db.path()).is_ok());
    other.execute_batch("COMMIT").unwrap();
    assert!(db.writer.apply(&change).is_ok());
    assert_eq!(db.reader.form_draft(None, "x"), Ok(Some("y".into())));
}

#[test]
fn a_newer_program_that_upgrades_the_file_meanwhile_stops_the_older_one_from_writing() {
    let mut db = Db::new();
    db.stranger().pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    let change = Change::SaveFormDraft { account: None, form: "x".into(), body: Some("y".into()), open: false };
    assert_eq!(db.writer.apply(&change), Err(Error::Newer { found: SCHEMA + 1, known: SCHEMA }));
    let before = fs::read(db.folder.path().join("nej.db-wal")).unwrap();
    assert_eq!(open(&db.path()).unwrap_err(), Error::Newer { found: SCHEMA + 1, known: SCHEMA });
    assert!(fs::read(db.folder.path().join("nej.db-wal")).unwrap() == before);
}

#[test]
fn without_a_log_everything_works_and_is_known() {
    let db = Db::new();
    let path = db.path();
    let Db { folder, reader, writer } = db;
    drop((reader, writer));
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA journal_mode = DELETE").unwrap();
    let Store { reader, writer, journal, .. } = open(&path).unwrap();
    assert_eq!(journal, Journal::Rollback);
    let mut db = Db { folder, reader, writer: writer.unwrap() };
    let id = db.add(Platform::from_id("instagram").unwrap(), "anna");
    db.record(id, "2026-02-03", sent("Text"));
    assert_eq!(db.reader.events(id).unwrap()[0].recorded_at, now());
    assert_eq!(db.writer.forget(&[id]), Ok(()));
    assert_eq!(db.writer.erase(|| true), Erased::Wholly);
}

#[test]
fn rows_that_make_no_sense_are_told_as_damage() {
    for nonsense in [
        "UPDATE accounts SET platform = 'myspace'",
        "UPDATE accounts SET added_on = '2026-99-99'",
        "UPDATE case_list SET status = 77",
        "INSERT INTO events (account_id, kind, day, recorded_at) VALUES (1, 'greeted', '2026-01-01', '2026-01-01T00:00:00Z')",
        "INSERT INTO events (account_id, kind, day, recorded_at) VALUES (1, 'note', '2026-01-01', 'noon')",
        "INSERT INTO events (account_id, kind, day, recorded_at) VALUES (1, 'authority_replied', '2026-01-01', '2026-01-01T00:00:00Z')",
        "INSERT INTO case_list VALUES (0, 0, 9, 0, 0, -1, '')",
        "UPDATE accounts SET handle = CAST(x'ff' AS TEXT)",
    ] {
        let mut db = Db::new();
        db.add(Platform::from_id("instagram").unwrap(), "anna");
        db.stranger().execute_batch(&format!("PRAGMA foreign_keys = OFF; {nonsense}")).unwrap();
        let read = read_all(&db.path());
        if nonsense.contains("status = 77") {
            assert_eq!(db.reader.page(d(TODAY), &Filter::default(), ScanFrom::Start, 9).unwrap().rows, []);
        }
        let told = matches!(read, Err(Error::Damaged { .. } | Error::UnreadableAccount(_) | Error::UnreadableEvent(..)));
        assert!(told, "{nonsense}: {read:?}");
    }
}

#[test]
fn one_entry_that_cannot_be_read_hides_no_other() {
    let mut db = Db::new();
    let (anna, olle) =
        (db.add(Platform::from_id("instagram").unwrap(), "anna"), db.add(Platform::from_id("instagram").unwrap(), "olle"));
    db.record(anna, "2026-02-03", sent("Text"));
    db.stranger()
        .execute_batch(
            "INSERT INTO events (id, account_id, kind, day, recorded_at)
             VALUES (77, 1, 'greeted', '2026-01-01', '2026-01-01T00:00:00Z')",
        )
        .unwrap();
    assert_eq!(db.reader.events(anna), Err(Error::UnreadableEvent(anna, EventId(77))));
    let records = db.reader.records(&[olle, anna, AccountId(9)]).unwrap();
    let read: Vec<_> = records.accounts.iter().map(|record| (record.account.id, record.events.len())).collect();
    assert_eq!(read, [(olle, 0), (anna, 1)]);
    assert_eq!(records.unreadable, [Unreadable { account: anna, event: Some(EventId(77)) }]);
    // What can be put right is put right.
    db.stranger().execute_batch("UPDATE case_list SET day = 1 WHERE account_id = 2").unwrap();
    assert_eq!(db.writer.rebuild(|_, _| {}).unwrap().rows, 1);
    db.stranger().execute_batch("UPDATE accounts SET platform = 'myspace' WHERE id = 2").unwrap();
    assert_eq!(db.reader.records(&[olle]).unwrap().unreadable, [Unreadable { account: olle, event: None }]);
}

#[test]
fn many_accounts_at_once_are_the_same_as_one_after_the_other() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(200) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    let mut ids: Vec<AccountId> = db.reader.number_chunks().flat_map(Result::unwrap).collect();
    ids.reverse();
    let records = db.reader.records(&ids).unwrap();
    assert_eq!((records.accounts.len(), records.unreadable.len()), (200, 0));
    for (id, record) in ids.iter().zip(records.accounts) {
        assert_eq!(Some(&record.account), db.reader.account(*id).unwrap().as_ref());
        assert_eq!(record.draft, db.reader.draft(*id).unwrap());
        assert_eq!(record.events, db.reader.events(*id).unwrap());
    }
}
