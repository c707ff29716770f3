//! What was typed and could not be written before the program had to leave, since another program held the database or
//! the disk was full: it is kept in a private file beside the database, and taken in at the next start.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
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

/// Keeps what was typed; the file. Of other changes nothing is kept: they were not acknowledged, and can be made again.
pub fn keep_unsaved(database: &Path, reader: &Reader, changes: &[Change]) -> Result<PathBuf> {
    let database = real(database);
    let id = reader.stamp().ok().flatten().map(|stamp| format!("{:016x}", stamp.id));
    let changes: Vec<Value> = changes.iter().filter_map(to_json).collect();
    let path = free_name(&database, ENDING);
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        let text = json!({ "database": id, "changes": changes }).to_string();
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map(|()| path.clone()).map_err(|error| {
        // A part of it would be taken for all.
        let _ = fs::remove_file(&path);
        Error::io(&error)
    })
}

/// Takes in what was kept for a database, as the person with this login; the first file that has to wait, since the
/// database is busy or is not the one it was kept for.
pub fn take_in_unsaved(database: &Path, login: Option<&str>) -> Option<PathBuf> {
    let database = real(database);
    let names = (1..=FILES).map(|n| if n == 1 { ENDING.to_owned() } else { format!("{ENDING}-{n}") });
    let files = names.map(|name| beside(&database, &name)).filter(|file| file.symlink_metadata().is_ok());
    let waiting = files.filter(|file| take_in(&database, file, login).is_err());
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
