//! Keeping the database in order: forgetting for good, copying it, and looking it over.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use nej::domain::change::{Change, Erased, NewEvent};
use nej::domain::list::{Filter, ScanFrom};
use nej::domain::{AccountId, Draft, EventData, ManualSteps, Platform};
use nej::store::{Error, Rebuilt, open};

use super::{Db, d, index_is_whole, now, seeded, sent};

/// A word for each place in which something of an account is kept; nothing else in the tests has their letters.
const SECRETS: [&str; 7] = ["qxhandle", "qxperson", "qxnote", "qxtext", "qxreason", "qxtyped", "qxevidence"];

/// An account with a secret in every place, among a few hundred others.
fn with_secrets(db: &mut Db) -> AccountId {
    let mut batch = db.writer.batch().unwrap();
    for (n, mut case) in seeded(400).enumerate() {
        if n == 200 {
            case.draft.reason = "to be written over".into();
        }
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    let account = AccountId(200);
    let mut fields = db.reader.account(account).unwrap().unwrap().fields;
    for (handle, person) in [("@zqwas", "zqwas"), ("@qxhandle", "qxperson")] {
        (fields.handle, fields.person) = (handle.into(), person.into());
        db.writer.apply(&Change::Edit { account, fields: fields.clone() }).unwrap();
    }
    let stale = Draft { reason: "qxreason".into(), ticks: ManualSteps(1), ..db.reader.draft(account).unwrap() };
    db.writer.apply(&Change::SaveDraft { account, draft: stale }).unwrap();
    db.record(account, "2026-11-01", sent(&"qxtext ".repeat(3_000)));
    let event = |note: &str, what| NewEvent { account, on: d("2026-11-02"), note: note.into(), in_complaint: false, data: what };
    let events = vec![
        event("qxnote", EventData::Note),
        event("", EventData::EvidenceAdded { name: "a".into(), size: 9, sha256: "0".into(), evidence_kind: None, about: None }),
    ];
    let mut batch = db.writer.batch().unwrap();
    let done = batch.apply(&Change::Record { events, together: false, at: now() }).unwrap();
    let nej::domain::change::WriteOutcome::Recorded(ids) = done else { panic!("{done:?}") };
    batch.attach(ids[1], "qxevidence ".repeat(10_000).as_bytes()).unwrap();
    batch.finish().unwrap();
    let kept = Change::SaveFormDraft { account: Some(account), form: "note".into(), body: Some("qxtyped".into()), open: true };
    db.writer.apply(&kept).unwrap();
    account
}

/// The secrets that are to be found in the bytes of any file of a folder.
fn left_in(folder: &Path) -> Vec<(String, &'static str)> {
    let mut left = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        let bytes = fs::read(&file).unwrap();
        // And the beginnings of words, now and before a change, as the index of words has them.
        for secret in SECRETS.into_iter().chain(["qxh", "zqw"]) {
            if bytes.windows(secret.len()).any(|w| w == secret.as_bytes()) {
                left.push((file.file_name().unwrap().to_string_lossy().into_owned(), secret));
            }
        }
    }
    left
}

#[test]
fn what_is_forgotten_is_in_no_byte_of_any_file() {
    let mut db = Db::new();
    let account = with_secrets(&mut db);
    assert!(left_in(db.folder.path()).len() >= 8);
    assert_eq!(db.writer.forget(&[account]), Ok(()));
    assert_eq!(db.reader.account(account), Ok(None));
    assert_eq!(db.writer.owes_erasing(), Ok(true));
    assert_eq!((db.writer.erase(|| false), db.writer.owes_erasing()), (Erased::Interrupted, Ok(true)));
    assert_eq!(db.writer.erase(|| true), Erased::Wholly);
    assert_eq!(db.writer.owes_erasing(), Ok(false));
    assert_eq!(left_in(db.folder.path()), []);
    assert_eq!((db.reader.account(account), db.reader.row(account, d("2026-11-23"))), (Ok(None), Ok(None)));
    assert_eq!(db.reader.events(account), Ok(vec![]));
    assert_eq!(db.reader.counts(d("2026-11-23")).unwrap().total(), 399);
    assert_eq!(db.writer.forget(&[account]), Err(Error::NoSuchAccount(account)));
    assert!(index_is_whole(&db) && db.reader.check() == Ok(vec![]));
    assert_eq!(db.add(Platform::from_id("instagram").unwrap(), "new"), AccountId(401));
}

#[test]
fn while_another_window_reads_erasing_waits_for_the_next_time() {
    let mut db = Db::new();
    let account = with_secrets(&mut db);
    let other = db.reader.source().open().unwrap();
    let forgotten = other.in_snapshot::<_, Error>(|other| {
        other.account(account)?;
        db.writer.forget(&[account])?;
        let erased = db.writer.erase(|| true);
        assert!(other.account(account)?.is_some());
        Ok(erased)
    });
    assert_eq!(forgotten, Ok(Erased::InUse));
    assert_eq!(db.reader.account(account), Ok(None));
    assert!(!left_in(db.folder.path()).is_empty());
    assert_eq!(db.writer.erase(|| true), Erased::Wholly);
    assert_eq!(left_in(db.folder.path()), []);
    assert_eq!(db.writer.erase(|| true), Erased::Wholly);
}

#[test]
fn a_backup_can_be_stopped_while_it_is_checked() {
    let mut db = Db::new();
    with_secrets(&mut db);
    // So small a database is copied in one step, after which nobody asks: all questions are those of the check.
    for answers in [0, 1] {
        let mut asked = 0;
        let go_on = move || {
            asked += 1;
            asked <= answers
        };
        assert_eq!(db.reader.backup(&db.folder.path().join("copy.db"), |_, _| (), go_on), Err(Error::Interrupted));
        let mut names: Vec<_> = fs::read_dir(db.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["nej.db", "nej.db-shm", "nej.db-wal"]);
    }
}

#[test]
fn a_backup_is_private_whole_and_never_written_over_anything() {
    let mut db = Db::new();
    with_secrets(&mut db);
    let to = db.folder.path().join("copy.db");
    let mut told = Vec::new();
    db.reader.backup(&to, |done, all| told.push((done, all)), || true).unwrap();
    assert!(told.is_sorted() && told.last().is_some_and(|(done, all)| done == all), "{told:?}");
    assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    let copy = open(&to).unwrap().reader;
    let all = |reader: &nej::store::Reader| reader.page(d("2026-11-23"), &Filter::default(), ScanFrom::Start, 500).unwrap();
    assert_eq!(all(&copy), all(&db.reader));
    drop(copy);
    let bytes = fs::read(&to).unwrap();
    let link = db.folder.path().join("link");
    std::os::unix::fs::symlink(db.folder.path().join("nowhere"), &link).unwrap();
    for taken in [&to, &link] {
        assert_eq!(db.reader.backup(taken, |_, _| (), || true), Err(Error::Exists { path: taken.clone() }));
    }
    assert!(fs::read(&to).unwrap() == bytes && !db.folder.path().join("nowhere").exists());
    assert!(matches!(db.reader.backup(&db.folder.path().join("no/where"), |_, _| (), || true), Err(Error::Io { .. })));
    let mut names: Vec<_> = fs::read_dir(db.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["copy.db", "link", "nej.db", "nej.db-shm", "nej.db-wal"]);
}

#[test]
fn looking_over_finds_what_another_program_has_broken_and_puts_it_right() {
    let mut db = Db::new();
    with_secrets(&mut db);
    let before = db.reader.page(d("2026-11-23"), &Filter::default(), ScanFrom::Start, 500).unwrap();
    assert_eq!(db.writer.rebuild(|_, _| {}), Ok(Rebuilt::default()));
    for (broken, rebuilt) in [
        (
            "UPDATE case_list SET day = day + 1, search_text = 'x' WHERE account_id = 7",
            Rebuilt { rows: 1, counts: false, index: true },
        ),
        ("DELETE FROM case_list WHERE account_id = 8", Rebuilt { rows: 1, counts: false, index: true }),
        ("UPDATE case_list SET day = 0 WHERE account_id IN (9, 10)", Rebuilt { rows: 2, counts: false, index: false }),
        ("UPDATE case_counts SET n = n + 1", Rebuilt { rows: 0, counts: true, index: false }),
        ("INSERT INTO search_index (search_index) VALUES ('delete-all')", Rebuilt { rows: 0, counts: false, index: true }),
    ] {
        db.stranger().execute_batch(broken).unwrap();
        let mut last = (0, 0);
        assert_eq!(db.writer.rebuild(|done, all| last = (done, all)), Ok(rebuilt), "{broken}");
        assert_eq!(last, (400, 400));
        assert_eq!(db.writer.rebuild(|_, _| {}), Ok(Rebuilt::default()), "{broken}");
        assert_eq!(db.reader.page(d("2026-11-23"), &Filter::default(), ScanFrom::Start, 500).unwrap(), before);
    }
}

#[test]
fn looking_over_tells_what_belongs_to_nothing() {
    let mut db = Db::new();
    db.add(Platform::from_id("instagram").unwrap(), "a");
    db.stranger().execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO drafts VALUES (99, '', '', 0, 1)").unwrap();
    assert_eq!(db.reader.check().unwrap(), ["a row of drafts belongs to nothing in accounts"]);
}
