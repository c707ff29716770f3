//! The stamp in `meta`: which database this is, and how many commits it has seen. Every commit writes it.
//!
//! A crash leaves a write-ahead log beside the file. Where a backup is then put in the file's place, SQLite would
//! replay that log into it and mix the two. The stamps show it: the first commit in a log that belongs to the file has
//! the file's id, and a count that is at most one ahead of the file's own.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, named_params};

use super::connection::{Mode, beside, connect};
use super::error::Result;

/// Its key in `meta`.
const KEY: &str = "stamp";
/// How its row begins in the bytes of a page: the length of the row's header, and text of five and of 33 bytes. Key and
/// value follow.
const ROW: &[u8] = b"\x03\x17\x4fstamp";
/// How a page begins that has such rows: a leaf of an index, as which SQLite keeps a table without rowid.
const LEAF: u8 = 0x0a;
/// The length of the value: sixteen hexadecimal digits, a colon, sixteen decimal digits.
const LENGTH: usize = 33;
/// How often a log that does not seem to belong to the file is looked at again: another program may be about to
/// copy it into the file.
const LOOKS: usize = 3;

/// Which database, and after how many commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) id: u64,
    pub(super) commits: u64,
}

impl Stamp {
    fn parse(value: &[u8]) -> Option<Self> {
        let (id, commits) = std::str::from_utf8(value.get(..LENGTH)?).ok()?.split_once(':')?;
        let id = (id.len() == 16).then_some(id)?;
        Some(Self { id: u64::from_str_radix(id, 16).ok()?, commits: commits.parse().ok()? })
    }

    /// The stamp as a connection sees it; `None` where no commit has written one yet.
    pub(super) fn stored(conn: &Connection) -> Result<Option<Self>> {
        let mut query = conn.prepare_cached("SELECT value FROM meta WHERE key = :key")?;
        let value: Option<String> = query.query_row(named_params! { ":key": KEY }, |row| row.get(0)).optional()?;
        Ok(value.and_then(|value| Self::parse(value.as_bytes())))
    }

    /// The stamp in the file alone, whatever its log says; `None` where it cannot be read or there is none.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        Self::stored(&connect(path, Mode::Immutable).ok()?).ok()?
    }
}

/// Ends a transaction, so that it stands.
pub(super) fn commit(tx: Transaction<'_>) -> Result<()> {
    count_commit(&tx)?;
    Ok(tx.commit()?)
}

/// Counts a commit, in its transaction.
pub(super) fn count_commit(conn: &Connection) -> Result<()> {
    let sql = "INSERT INTO meta (key, value) VALUES (:key, lower(hex(randomblob(8))) || ':' || printf('%016d', 1))
         ON CONFLICT (key) DO UPDATE SET value = substr(value, 1, 17) || printf('%016d', CAST(substr(value, 18) AS INTEGER) + 1)";
    conn.prepare_cached(sql)?.execute(named_params! { ":key": KEY })?;
    Ok(())
}

/// Gives a copy its own identity.
pub(super) fn renew(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM meta WHERE key = :key", named_params! { ":key": KEY })?;
    count_commit(conn)
}

/// Whether the log beside a file may be replayed into it. True without evidence against it.
pub(super) fn log_belongs(path: &Path) -> bool {
    (0..LOOKS).any(|look| {
        if look > 0 {
            sleep(Duration::from_millis(20));
        }
        seems_to_belong(path).unwrap_or(true)
    })
}

fn seems_to_belong(path: &Path) -> Option<bool> {
    let first = first_in_log(&beside(path, "-wal"))?;
    // After the log: what is copied into the file meanwhile only brings it closer.
    let follows = |file: Stamp| first.id == file.id && first.commits <= file.commits + 1;
    let matches = Stamp::of_file(path).map_or(first.commits == 1, follows);
    // A crash in the middle of a checkpoint leaves a file that SQLite can read only with its log; its stamp is on some page.
    Some(matches || any_page(path, follows).unwrap_or(false))
}

/// Whether some page of a file has such a stamp, whatever the file as a whole says.
fn any_page(path: &Path, is: impl Fn(Stamp) -> bool) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut header = [0; 18];
    file.read_exact_at(&mut header, 0)?;
    // 1 stands for the largest size (the file format's offset 16).
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => usize::from(size).max(512),
    };
    let mut page = vec![0; size];
    loop {
        match file.read_exact(&mut page) {
            Ok(()) if in_page(&page).is_some_and(&is) => return Ok(true),
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

/// The stamp of the first commit in a log. It is looked for on every page: writing the file anew gives `meta` another.
fn first_in_log(log: &Path) -> Option<Stamp> {
    const HEADER: usize = 32;
    const FRAME: usize = 24;
    let file = File::open(log).ok()?;
    let mut header = [0; HEADER];
    file.read_exact_at(&mut header, 0).ok()?;
    let size = number(&header[8..]) as usize;
    if number(&header) & !1 != 0x377f_0682 || !(512..=65_536).contains(&size) {
        return None;
    }
    let (mut frame, mut page, mut at) = ([0; FRAME], vec![0; size], HEADER as u64);
    loop {
        file.read_exact_at(&mut frame, at).ok()?;
        // What follows is left of an older log.
        if frame[8..16] != header[16..24] {
            return None;
        }
        file.read_exact_at(&mut page, at + FRAME as u64).ok()?;
        if let Some(stamp) = in_page(&page) {
            return Some(stamp);
        }
        at += (FRAME + size) as u64;
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// Where several lie on a page, all but the newest are remains.
fn in_page(page: &[u8]) -> Option<Stamp> {
    if page.first() != Some(&LEAF) {
        return None;
    }
    let values = page.windows(ROW.len() + LENGTH).filter_map(|bytes| bytes.strip_prefix(ROW));
    values.filter_map(Stamp::parse).max_by_key(|stamp| stamp.commits)
}
