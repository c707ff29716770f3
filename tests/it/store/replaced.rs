//! Another file at the path of the database: beside a log that a crash left, or under an open window.

use std::fs;
use std::path::{Path, PathBuf};

use nej::domain::change::{Change, Erased};
use nej::domain::{AccountDetails, AccountId, Platform};
use nej::store::{Error, Store, Writer, open};

use super::{Db, d, seeded};

fn add(writer: &mut Writer, handle: &str) -> Result<(), Error> {
    let fields = AccountDetails::new(Platform::from_id("facebook").unwrap(), handle).checked().unwrap();
    writer.apply(&Change::Add { fields, on: d("2026-01-01") }).map(|_| ())
}

/// Opens, adds accounts and closes.
fn session(path: &Path, handles: &[&str]) {
    let mut writer = open(path).unwrap().writer.unwrap();
    for handle in handles {
        add(&mut writer, handle).unwrap();
    }
}

/// Opens, adds accounts and crashes: what is in the files then stays in them.
fn crash(path: &Path, handles: &[&str]) {
    let Store { writer, reader, .. } = open(path).unwrap();
    let mut writer = writer.unwrap();
    for handle in handles {
        add(&mut writer, handle).unwrap();
    }
    let left: Vec<_> = files(path).into_iter().map(|file| (fs::read(&file).unwrap(), file)).collect();
    drop((writer, reader));
    for (bytes, file) in left {
        fs::write(file, bytes).unwrap();
    }
}

/// The database, its log and the log's index, as far as they are there.
fn files(path: &Path) -> Vec<PathBuf> {
    let name = |suffix: &str| PathBuf::from(format!("{}{suffix}", path.display()));
    ["", "-wal", "-shm"].map(name).into_iter().filter(|file| file.exists()).collect()
}

/// How many accounts there are, in a sound database.
fn accounts(path: &Path) -> (u64, Option<PathBuf>) {
    let store = open(path).unwrap();
    assert_eq!(store.reader.check(), Ok(vec![]));
    (store.reader.counts(d("2026-11-23")).unwrap().total(), store.refused_log)
}

#[test]
fn a_log_that_belongs_to_the_file_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nej.db");
    crash(&path, &["a"]);
    assert_eq!(accounts(&path), (1, None));
    session(&path, &["b", "c"]);
    crash(&path, &["d", "e"]);
    crash(&path, &["f"]);
    assert_eq!(accounts(&path), (6, None));
}

#[test]
fn a_backup_is_not_mixed_with_the_log_of_what_it_replaces() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup) = (folder.path().join("nej.db"), folder.path().join("backup.db"));
    session(&path, &["a", "b"]);
    open(&path).unwrap().reader.backup(&backup, |_, _| (), || true).unwrap();
    crash(&path, &["c", "d", "e"]);
    fs::copy(&backup, &path).unwrap();
    let (count, refused) = accounts(&path);
    assert_eq!(count, 2);
    // Nothing is thrown away.
    assert_eq!(refused, Some(folder.path().join("nej.db-wal.refused")));
    assert!(refused.unwrap().exists());
    assert_eq!(accounts(&path), (2, None));
}

/// Each time something is forgotten the file is written anew, and its tables come to lie on other pages.
#[test]
fn a_log_is_recognised_after_the_file_was_written_anew() {
    let mut db = Db::new();
    let (path, backup) = (db.path(), db.folder.path().join("backup.db"));
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(150) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    db.reader.backup(&backup, |_, _| (), || true).unwrap();
    for n in 1..=60 {
        db.writer.forget(&[AccountId(n)]).unwrap();
        assert_eq!(db.writer.erase(|| true), Erased::Wholly);
    }
    let Db { folder, reader, writer } = db;
    drop((reader, writer));
    crash(&path, &["a", "b", "c"]);
    fs::copy(&backup, &path).unwrap();
    let (count, refused) = accounts(&path);
    assert_eq!((count, refused.is_some()), (150, true));
    drop(folder);
}

#[test]
fn an_older_copy_of_the_file_is_not_mixed_with_a_newer_log_either() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("nej.db"), folder.path().join("copy.db"));
    session(&path, &["a", "b"]);
    fs::copy(&path, &copy).unwrap();
    session(&path, &["c"]);
    crash(&path, &["d", "e"]);
    fs::copy(&copy, &path).unwrap();
    let (count, refused) = accounts(&path);
    assert_eq!((count, refused.is_some()), (2, true));
}

#[test]
fn where_nothing_can_be_written_a_foreign_log_is_passed_over() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (path, backup) = (folder.path().join("nej.db"), folder.path().join("backup.db"));
    session(&path, &["a", "b"]);
    open(&path).unwrap().reader.backup(&backup, |_, _| (), || true).unwrap();
    crash(&path, &["c"]);
    fs::copy(&backup, &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    let before: Vec<_> = files(&path).iter().map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(accounts(&path), (2, Some(folder.path().join("nej.db-wal"))));
    assert_eq!(files(&path).iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>(), before);
}

#[test]
fn a_window_saves_nothing_once_another_file_lies_at_its_path() {
    type Replace = fn(&Path, &Path);
    let replace: [(&str, Replace); 4] = [
        ("removed", |path, _| fs::remove_file(path).unwrap()),
        ("moved", |path, _| fs::rename(path, path.with_extension("moved")).unwrap()),
        ("replaced", |path, other| fs::rename(other, path).unwrap()),
        ("copied over", |path, other| _ = fs::copy(other, path).unwrap()),
    ];
    for (what, replace) in replace {
        let mut db = Db::new();
        let (path, other) = (db.path(), db.folder.path().join("other.db"));
        for case in seeded(20) {
            let mut batch = db.writer.batch().unwrap();
            batch.import(&case).unwrap();
            batch.finish().unwrap();
        }
        db.reader.backup(&other, |_, _| (), || true).unwrap();
        add(&mut db.writer, "before").unwrap();
        replace(&path, &other);
        assert_eq!(add(&mut db.writer, "after"), Err(Error::Replaced), "{what}");
        assert_eq!(add(&mut db.writer, "after"), Err(Error::Replaced), "{what}");
        let expected = fs::read(&path).ok();
        let Db { folder, reader, writer } = db;
        writer.close();
        drop(reader);
        assert!(fs::read(&path).ok() == expected, "{what}: closing changed what lies there now");
        if path.exists() {
            assert_eq!(accounts(&path).0, 20, "{what}");
        }
        drop(folder);
    }
}

#[test]
fn a_window_leaves_the_log_of_what_replaced_its_file_alone() {
    let mut db = Db::new();
    add(&mut db.writer, "before").unwrap();
    let path = db.path();
    for file in files(&path) {
        fs::remove_file(file).unwrap();
    }
    let mut other = open(&path).unwrap();
    add(other.writer.as_mut().unwrap(), "theirs").unwrap();
    let Db { folder, reader, writer } = db;
    drop((reader, writer));
    assert_eq!(files(&path).len(), 3, "the other one's log is gone");
    add(other.writer.as_mut().unwrap(), "theirs too").unwrap();
    drop(other);
    assert_eq!(accounts(&path), (2, None));
    drop(folder);
}

#[test]
fn windows_that_take_turns_notice_nothing() {
    let mut db = Db::new();
    let mut other = open(&db.path()).unwrap();
    let other = other.writer.as_mut().unwrap();
    for n in 0..30 {
        add(&mut db.writer, &format!("a{n}")).unwrap();
        add(other, &format!("b{n}")).unwrap();
        if n % 7 == 0 {
            db.stranger().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        }
    }
    assert_eq!(db.reader.counts(d("2026-11-23")).unwrap().total(), 60);
}
