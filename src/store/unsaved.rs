//! What was typed and could not be written before the program had to leave, since another program held the database or
//! the disk was full: it is kept in a private file beside the database, or where that has no room in a folder for temporary
//! files, and taken in at the next start.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::getuid;
use serde_json::{Map, Value, json};

use super::connection::beside;
use super::error::{Error, Result};
use super::leftovers::free_name;
use super::names::real;
use super::opening::open;
use super::reader::Reader;
use crate::domain::change::Change;
use crate::domain::{AccountId, Draft, Ground, ManualSteps};

/// What the file's name ends with.
pub const ENDING: &str = ".unsaved";
/// How many such files are looked for.
const FILES: usize = 9;
/// The longest of them, in bytes.
const LONGEST: u64 = 64 << 20;

/// Folders that may lie on another disk; the last forgets at a restart, or when its owner logs out.
const ELSEWHERE: [&str; 3] = ["/var/tmp", "/tmp", "/dev/shm"];

/// Keeps what was typed; the file. Of other changes nothing is kept: they were not acknowledged, and can be made again.
pub fn keep_unsaved(database: &Path, reader: &Reader, changes: &[Change]) -> Result<PathBuf> {
    keep(&places(database), reader, changes)
}

/// Takes in what was kept for a database, as the person with this login; the first file that has to wait, since the
/// database cannot be written or is not the one it was kept for.
pub fn take_in_unsaved(database: &Path, login: Option<&str>) -> Option<PathBuf> {
    take_in_from(&places(database), database, login)
}

/// What was kept for a database away from it.
pub fn unsaved_elsewhere(database: &Path) -> Vec<PathBuf> {
    kept(&places(database)[1..])
}

/// The files to keep it in, the best first.
fn places(database: &Path) -> Vec<PathBuf> {
    let database = real(database);
    // FNV-1a: the name of a file holds no path, and a short one is enough to tell databases apart.
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = database.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix);
    let name = format!("nej-unsaved-{}-{hash:016x}", getuid().as_raw());
    // Who names a folder wants that one.
    let named = Some(tempfile::env::temp_dir()).filter(|folder| !ELSEWHERE.iter().any(|known| folder == Path::new(known)));
    let elsewhere = named.into_iter().chain(ELSEWHERE.map(PathBuf::from)).map(|folder| folder.join(&name));
    [beside(&database, ENDING)].into_iter().chain(elsewhere).collect()
}

/// The files of ours that are there.
fn kept(places: &[PathBuf]) -> Vec<PathBuf> {
    let number = |n: usize| if n == 1 { String::new() } else { format!("-{n}") };
    let names = places.iter().flat_map(|place| (1..=FILES).map(move |n| beside(place, &number(n))));
    names.filter(|file| file.symlink_metadata().is_ok_and(|meta| meta.uid() == getuid().as_raw())).collect()
}

fn keep(places: &[PathBuf], reader: &Reader, changes: &[Change]) -> Result<PathBuf> {
    let id = reader.stamp().ok().flatten().map(|stamp| format!("{:016x}", stamp.id));
    let changes: Vec<Value> = changes.iter().filter_map(to_json).collect();
    let text = json!({ "database": id, "changes": changes }).to_string();
    let mut failed = Error::DiskFull;
    for path in places.iter().map(|place| free_name(place, "")) {
        match write(&path, &text) {
            Ok(()) => return Ok(path),
            Err(error) => failed = Error::io(&error),
        }
    }
    Err(failed)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    // A part of it would be taken for all.
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| drop(fs::remove_file(path)))
}

fn take_in_from(places: &[PathBuf], database: &Path, login: Option<&str>) -> Option<PathBuf> {
    let waiting = kept(places).into_iter().filter(|file| take_in(&real(database), file, login).is_err());
    waiting.reduce(|first, _| first)
}

fn take_in(database: &Path, file: &Path, login: Option<&str>) -> Result<()> {
    let (id, changes) = read(file).ok_or(Error::NotFound)?;
    let store = open(database)?;
    let known = store.reader.stamp()?.map(|stamp| stamp.id);
    let mut writer = store.writer.filter(|_| known == id && id.is_some()).ok_or(Error::ReadOnly)?;
    writer.login = login.map(str::to_owned);
    let mut batch = writer.batch()?;
    for change in &changes {
        match batch.apply(change) {
            // It was forgotten meanwhile, and all that belonged to it.
            Ok(_) | Err(Error::NoSuchAccount(_)) => {}
            Err(error) => return Err(error),
        }
    }
    batch.finish()?;
    fs::remove_file(file).map_err(|error| Error::io(&error))
}

/// Which database a file was kept for, and what; none where another user made it or it cannot be read.
fn read(file: &Path) -> Option<(Option<u64>, Vec<Change>)> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
    let opened = OpenOptions::new().read(true).custom_flags(flags).open(file).ok()?;
    let own = |file: &File| file.metadata().is_ok_and(|meta| meta.is_file() && meta.uid() == getuid().as_raw());
    let mut text = String::new();
    Some(opened).filter(own)?.take(LONGEST).read_to_string(&mut text).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    let id = value["database"].as_str().and_then(|id| u64::from_str_radix(id, 16).ok());
    let changes = value["changes"].as_array()?.iter().map(|change| from_json(change.as_object()?));
    Some((id, changes.collect::<Option<_>>()?))
}

fn to_json(change: &Change) -> Option<Value> {
    match change {
        Change::SaveDraft { account, draft } => {
            let grounds: Vec<&str> = draft.grounds.iter().map(|ground| ground.id()).collect();
            let Draft { reason, ticks, version, .. } = draft;
            Some(json!({ "account": account.0, "grounds": grounds, "reason": reason, "ticks": ticks.0, "version": version }))
        }
        Change::SaveFormDraft { account, form, body, open } => {
            Some(json!({ "account": account.map(|id| id.0), "form": form, "body": body, "open": open }))
        }
        _ => None,
    }
}

fn from_json(map: &Map<String, Value>) -> Option<Change> {
    let account = map.get("account")?.as_i64().map(AccountId);
    let text = |name: &str| map.get(name)?.as_str().map(str::to_owned);
    if let Some(form) = text("form") {
        return Some(Change::SaveFormDraft { account, form, body: text("body"), open: map.get("open")?.as_bool()? });
    }
    let chosen = map.get("grounds")?.as_array()?;
    let grounds = Ground::ALL.into_iter().filter(|ground| chosen.iter().any(|id| id.as_str() == Some(ground.id()))).collect();
    let ticks = ManualSteps(map.get("ticks")?.as_i64()?.try_into().ok()?);
    let draft = Draft { grounds, reason: text("reason")?, ticks, version: map.get("version")?.as_i64()? };
    Some(Change::SaveDraft { account: account?, draft })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::domain::{AccountDetails, Platform};

    #[test]
    fn where_nothing_can_be_kept_beside_the_database_it_is_kept_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("nej.db");
        let mut store = open(&database).unwrap();
        let mut batch = store.writer.as_mut().unwrap().batch().unwrap();
        let fields = AccountDetails::new(Platform::default(), "@anna");
        batch.apply(&Change::Add { fields, on: "2026-09-01".parse().unwrap() }).unwrap();
        batch.finish().unwrap();
        let account = AccountId(1);
        let places = [folder.path().join("full").join("nej.db.unsaved"), folder.path().join("nej-unsaved")];
        for (reason, name) in [("first", "nej-unsaved"), ("second", "nej-unsaved-2")] {
            let draft = Draft { reason: reason.into(), ..Draft::default() };
            let kept = keep(&places, &store.reader, &[Change::SaveDraft { account, draft }]).unwrap();
            assert_eq!(kept, folder.path().join(name));
            assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(kept(&places).len(), 2);
        assert_eq!(take_in_from(&places, &database, None), None);
        let reason = store.reader.draft(account).unwrap().reason;
        assert!(reason.contains("first") && reason.contains("second"), "{reason}");
        assert_eq!(kept(&places), Vec::<PathBuf>::new());
        assert_eq!(super::places(&database)[0], folder.path().join("nej.db.unsaved"));
    }
}
