//! Opening: privately made, and nothing touched that cannot be used.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use nej::domain::Platform;
use nej::domain::change::Change;
use nej::store::{Access, Error, Journal, SCHEMA, Why, open};

use super::{Db, d};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_database_is_private_and_leaves_nothing_beside_it() {
    // Of the whole test program, and harmless to the others: what they make is no less private for it.
    rustix::process::umask(rustix::fs::Mode::empty());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/nej.db");
    let mut store = open(&path).unwrap();
    let kept = Change::SaveFormDraft { account: None, form: "x".into(), body: Some("y".into()), open: false };
    store.writer.as_mut().unwrap().apply(&kept).unwrap();
    assert_eq!((store.access, store.journal), (Access::ReadWrite, Journal::Wal));
    assert_eq!([mode(&folder.path().join("a")), mode(&folder.path().join("a/b"))], [0o700, 0o700]);
    assert_eq!(names(path.parent().unwrap()), ["nej.db", "nej.db-shm", "nej.db-wal"]);
    for name in names(path.parent().unwrap()) {
        assert_eq!(mode(&path.with_file_name(&name)), 0o600, "{name}");
    }
    // Whichever is closed last.
    drop(store.writer);
    drop(store.reader);
    assert_eq!(names(path.parent().unwrap()), ["nej.db"]);
}

#[test]
fn what_cannot_be_used_stays_as_it_is() {
    let newer = {
        let db = Db::new();
        db.stranger().pragma_update(None, "user_version", 99).unwrap();
        let path = db.path();
        let Db { folder, reader, writer } = db;
        drop((reader, writer));
        let bytes = fs::read(path).unwrap();
        drop(folder);
        bytes
    };
    let foreign = {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
        fs::read(path).unwrap()
    };
    let cut = newer[..newer.len() / 2].to_vec();
    for (what, bytes, error) in [
        ("words", b"hello, this is not a database".to_vec(), Error::NotADatabase),
        ("newer", newer, Error::Newer { found: 99, known: SCHEMA }),
        ("foreign", foreign, Error::Foreign),
        ("cut off", cut, Error::Damaged { detail: "database disk image is malformed".into() }),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nej.db");
        fs::write(&path, &bytes).unwrap();
        assert_eq!(open(&path).unwrap_err(), error, "{what}");
        assert!(fs::read(&path).unwrap() == bytes, "{what}");
        assert_eq!(names(folder.path()), ["nej.db"], "{what}");
    }
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(open(folder.path()).unwrap_err(), Error::IsDirectory);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), &link).unwrap();
    assert_eq!(open(&link).unwrap_err(), Error::DanglingLink);
    assert!(!folder.path().join("nowhere").exists());
    let below_a_file = folder.path().join("file/nej.db");
    fs::write(folder.path().join("file"), "").unwrap();
    assert!(matches!(open(&below_a_file).unwrap_err(), Error::NoFolder { folder: f, .. } if f.ends_with("file")));
    assert_eq!(open(Path::new("/dev/null")).unwrap_err(), Error::NotAFile);
}

#[test]
fn an_empty_file_is_filled_but_not_beside_a_log_of_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nej.db");
    fs::write(&path, "").unwrap();
    fs::write(folder.path().join("nej.db-wal"), "what was here").unwrap();
    assert_eq!(open(&path).unwrap_err(), Error::EmptyBesideWal);
    assert_eq!(fs::read(&path).unwrap(), b"");
    fs::remove_file(folder.path().join("nej.db-wal")).unwrap();
    assert_eq!(open(&path).unwrap().access, Access::ReadWrite);
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_file_or_folder_that_nobody_may_write_opens_to_read() {
    for (why, read_only) in [(Why::File, "nej.db"), (Why::Folder, "")] {
        let mut db = Db::new();
        let id = db.add(nej::domain::Platform::from_id("facebook").unwrap(), "Åsa");
        let path = db.path();
        let Db { folder, reader, writer } = db;
        drop((reader, writer));
        let before = fs::read(&path).unwrap();
        let target = if read_only.is_empty() { folder.path().to_owned() } else { path.clone() };
        let was = fs::metadata(&target).unwrap().permissions();
        fs::set_permissions(&target, fs::Permissions::from_mode(was.mode() & !0o222)).unwrap();
        let store = open(&path).unwrap();
        assert_eq!(store.access, Access::ReadOnly(why));
        assert!(store.writer.is_none());
        assert_eq!(store.reader.account(id).unwrap().unwrap().fields.handle, "Åsa");
        drop(store);
        assert!(fs::read(&path).unwrap() == before);
        assert_eq!(names(folder.path()), ["nej.db"], "{why:?}");
        fs::set_permissions(&target, was).unwrap();
    }
}

#[test]
fn eight_windows_that_open_at_once_make_one_database() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nej.db");
        let stores: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| open(&path))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        for store in stores {
            assert_eq!(store.unwrap().journal, Journal::Wal);
        }
    }
}

/// Copies the pages of a log into its file, the first so many of them, as a checkpoint does before it is cut short.
fn checkpoint_in_part(file: &Path, log: &Path, pages: usize) -> usize {
    use std::collections::BTreeMap;
    use std::io::{Seek, SeekFrom, Write};
    let bytes = fs::read(log).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let size = number(8) as usize;
    let frames = (32..bytes.len()).step_by(24 + size).take_while(|at| at + 24 + size <= bytes.len());
    let newest: BTreeMap<u32, usize> = frames.map(|at| (number(at), at + 24)).collect();
    let mut file = fs::OpenOptions::new().write(true).open(file).unwrap();
    for (page, at) in newest.iter().take(pages) {
        file.seek(SeekFrom::Start((u64::from(*page) - 1) * size as u64)).unwrap();
        file.write_all(&bytes[*at..at + size]).unwrap();
    }
    newest.len()
}

#[test]
fn a_crash_in_the_middle_of_a_checkpoint_costs_nothing() {
    let mut db = Db::new();
    // A reader of an old moment keeps everything in the log.
    for n in 0..40 {
        db.add(Platform::from_id("facebook").unwrap(), &format!("Anna Berg {n}"));
    }
    let (file, log) = (db.path(), db.folder.path().join("nej.db-wal"));
    let crashed = tempfile::tempdir().unwrap();
    let (part, part_log) = (crashed.path().join("nej.db"), crashed.path().join("nej.db-wal"));
    let mut copied = 0;
    loop {
        fs::copy(&file, &part).unwrap();
        fs::copy(&log, &part_log).unwrap();
        let all = checkpoint_in_part(&part, &part_log, copied);
        let store = open(&part).unwrap();
        assert_eq!(store.refused_log, None, "after {copied} of {all} pages");
        assert_eq!(store.reader.counts(d("2026-11-23")).unwrap().total(), 40, "after {copied} of {all} pages");
        drop(store);
        if copied >= all {
            break;
        }
        copied += 1;
    }
    assert!(copied > 5, "the log holds pages");
}
