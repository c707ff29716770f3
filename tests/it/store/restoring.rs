//! Putting a backup in place: checked, whole, and nothing of what was there is lost.

use std::fs;
use std::path::{Path, PathBuf};

use nej::domain::Platform;
use nej::store::{Error, RestoreError, open, restore};

use super::{Db, d};

fn put(backup: &Path, database: &Path) -> Result<Option<PathBuf>, RestoreError> {
    restore(backup, database, |_, _| (), || true)
}

fn accounts(path: &Path) -> u64 {
    open(path).unwrap().reader.counts(d("2026-11-23")).unwrap().total()
}

/// A folder with a database of two accounts, and a backup from when there was one.
fn scene() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let mut db = Db::new();
    let (path, backup) = (db.path(), db.folder.path().join("backup.db"));
    db.add(Platform::from_id("facebook").unwrap(), "a");
    db.reader.backup(&backup, |_, _| (), || true).unwrap();
    db.add(Platform::from_id("facebook").unwrap(), "b");
    (db.folder, path, backup)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_takes_the_place_and_what_was_there_is_kept() {
    let (folder, path, backup) = scene();
    let kept = put(&backup, &path).unwrap().unwrap();
    assert_eq!((accounts(&path), accounts(&kept), accounts(&backup)), (1, 2, 1));
    // Once more: what was kept is not written over.
    let again = put(&backup, &path).unwrap().unwrap();
    assert_ne!(again, kept);
    assert_eq!(accounts(&kept), 2);
    drop(folder);
}

#[test]
fn a_backup_is_put_where_nothing_was() {
    let (folder, _, backup) = scene();
    let path = folder.path().join("new/nej.db");
    assert_eq!(put(&backup, &path), Ok(None));
    assert_eq!((accounts(&path), names(path.parent().unwrap())), (1, vec!["nej.db".to_owned()]));
}

#[test]
fn what_is_damaged_is_replaced_together_with_its_log() {
    let (folder, path, backup) = scene();
    for (bytes, log) in [(&b"not a database at all"[..], &b"a log"[..]), (b"", b"a log"), (&[b'x'; 5000], b"")] {
        fs::write(&path, bytes).unwrap();
        fs::write(folder.path().join("nej.db-wal"), log).unwrap();
        fs::write(folder.path().join("nej.db-shm"), "index").unwrap();
        let kept = put(&backup, &path).unwrap().unwrap();
        assert_eq!(fs::read(&kept).unwrap(), bytes);
        assert_eq!(fs::read(format!("{}-wal", kept.display())).unwrap_or_default(), log);
        assert_eq!(accounts(&path), 1);
    }
}

#[test]
fn what_is_no_sound_backup_changes_nothing() {
    let (folder, path, backup) = scene();
    let before = fs::read(&path).unwrap();
    let bad = |error: Error| Err(RestoreError::Backup(error));
    fs::write(folder.path().join("words"), "hello").unwrap();
    fs::write(folder.path().join("empty"), "").unwrap();
    assert_eq!(put(&folder.path().join("words"), &path), bad(Error::NotADatabase));
    assert_eq!(put(&folder.path().join("empty"), &path), bad(Error::NotADatabase));
    assert_eq!(put(&folder.path().join("nowhere"), &path), bad(Error::NotFound));
    assert_eq!(put(&path, &path), bad(Error::SameFile));
    let mut bytes = fs::read(&backup).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x55);
    fs::write(&backup, bytes).unwrap();
    assert!(matches!(put(&backup, &path), Err(RestoreError::Backup(Error::Damaged { .. }))));
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(names(folder.path()), ["backup.db", "empty", "nej.db", "words"]);
}

#[test]
fn a_database_that_another_window_has_open_is_left_alone() {
    let (folder, path, backup) = scene();
    let window = open(&path).unwrap();
    window.reader.counts(d("2026-11-23")).unwrap();
    assert_eq!(put(&backup, &path), Err(RestoreError::Database(Error::InUse)));
    drop(window);
    assert_eq!(accounts(&path), 2);
    assert!(put(&backup, &path).is_ok());
    drop(folder);
}
