//! Who else has a shared database open, and at which account. Each window keeps a file in a folder beside the database.
//! Its name says what the window is at, its owner whose it is, and a lock that it is open still: the system lets go of
//! the lock when the program ends, however it ends, and tells those who watch the folder. So nothing has to be sent
//! while nothing happens, and nothing of it is in the database. A private database has no such folder.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::SyncSender;
use std::thread::sleep;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rustix::process::getuid;

use super::event::LoopEvent;
use crate::app::model::others::{OtherWindow, Presence};
use crate::domain::AccountId;
use crate::store::{Audience, Sharing, user_name};

/// What the folder is called, behind the name of the database.
const FOLDER: &str = "-here";
/// How the name of a file begins until it is locked.
const UNLOCKED: &str = "new-";

/// How often a window tries to enter, and how long it waits in between.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// Tells the windows of one process apart.
static WINDOWS: AtomicU32 = AtomicU32::new(0);

/// The folder, as one window uses it.
#[derive(Debug)]
pub struct PresenceFolder {
    folder: PathBuf,
    /// Names the window.
    window: String,
    /// The window's own file, open for writing as long as the window is; `None` where none could be made.
    own: Option<(File, PathBuf)>,
    watcher: Option<RecommendedWatcher>,
}

impl PresenceFolder {
    /// Enters the folder beside a database that several people share; `None` beside any other. `events` hears when
    /// anything changes in it.
    pub fn enter(database: &Path, events: SyncSender<LoopEvent>) -> Option<Self> {
        let sharing = Sharing::of(database).filter(|sharing| sharing.audience() != Audience::Private)?;
        let mut folder = fs::canonicalize(database).ok()?.into_os_string();
        folder.push(FOLDER);
        let folder = PathBuf::from(folder);
        let window = format!("{}-{}", process::id(), WINDOWS.fetch_add(1, Relaxed));
        // Another window may be about to make the folder, and to give it its permissions.
        let own = (0..TRIES).find_map(|attempt| {
            if attempt > 0 {
                sleep(PAUSE);
            }
            open_file(&folder, &window, &sharing).ok()
        });
        let watcher = watch(&folder, events).ok();
        Some(Self { folder, window, own, watcher })
    }

    /// Tells the others what this window is at.
    pub fn tell(&mut self, at: Option<Presence>) {
        let Some((_, path)) = &mut self.own else { return };
        let to = self.folder.join(name(&self.window, at));
        if fs::rename(&path, &to).is_ok() {
            *path = to;
        }
    }

    /// Whether it is told when anything changes.
    pub const fn is_watching(&self) -> bool {
        self.watcher.is_some()
    }

    /// The windows of other people that are open now, in order. Files of windows that ended are removed.
    pub fn others(&self) -> Vec<OtherWindow> {
        let me = getuid().as_raw();
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut others: Vec<OtherWindow> = files
            .filter_map(|entry| {
                let name = entry.file_name();
                let (window, at) = parse(name.to_str()?)?;
                let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                let owner = meta.uid();
                let other = window != self.window && is_open(&entry.path());
                (other && owner != me).then(|| OtherWindow { login: user_name(owner), at })
            })
            .collect();
        others.sort_by(|a, b| a.login.cmp(&b.login));
        others
    }
}

impl Drop for PresenceFolder {
    fn drop(&mut self) {
        if let Some((_, path)) = self.own.take() {
            let _ = fs::remove_file(path);
        }
        // Fails, as it should, while another window is in it.
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Makes the window's file and its folder. The file gets the name that counts once it is locked.
fn open_file(folder: &Path, window: &str, sharing: &Sharing) -> io::Result<(File, PathBuf)> {
    if DirBuilder::new().mode(0o700).create(folder).is_ok() {
        sharing.give_to(&File::open(folder)?)?;
    }
    let (new, path) = (folder.join(format!("{UNLOCKED}{window}")), folder.join(name(window, None)));
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    sharing.give_to(&file)?;
    file.lock()?;
    fs::rename(&new, &path)?;
    Ok((file, path))
}

/// Whether a window's file is held open; where not, the window ended without removing it.
fn is_open(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => true,
        Ok(()) => {
            let _ = fs::remove_file(path);
            false
        }
        Err(TryLockError::Error(_)) => false,
    }
}

fn name(window: &str, at: Option<Presence>) -> String {
    match at {
        None => format!("{window}.0.o"),
        Some(Presence { account, writing }) => format!("{window}.{}.{}", account.0, if writing { 'w' } else { 'o' }),
    }
}

fn parse(name: &str) -> Option<(&str, Option<Presence>)> {
    let (rest, how) = name.rsplit_once('.')?;
    let (window, account) = rest.rsplit_once('.')?;
    let account: i64 = account.parse().ok()?;
    if window.starts_with(UNLOCKED) {
        return None;
    }
    Some((window, (account > 0).then_some(Presence { account: AccountId(account), writing: how == "w" })))
}

/// Files that come, go, or get another name; and one that is closed, also by the end of a program that was killed.
fn watch(folder: &Path, events: SyncSender<LoopEvent>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let counts = event.is_ok_and(|event| match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        });
        if counts {
            let _ = events.send(LoopEvent::OthersMoved);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_window_is_at() {
        let writing = Some(Presence { account: AccountId(12), writing: true });
        for at in [None, writing, Some(Presence { account: AccountId(3), writing: false })] {
            assert_eq!(parse(&name("417-0", at)), Some(("417-0", at)));
        }
        assert_eq!((parse("new-417-0"), parse("new-1.2.w"), parse("letter.txt")), (None, None, None));
    }
}
