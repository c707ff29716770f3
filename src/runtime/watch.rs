//! Watches the database file for writes, so that two windows follow each other without polling.
//!
//! Watches `FILE-wal`; while there is none, the folder, for the file itself and for the WAL to appear (a watch on
//! the file alone would never see that: from then on all is written to the WAL). What was written, and whether it
//! was us, only the database knows.

use std::{
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, Sender, SyncSender, channel},
    thread,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::ModifyKind};

use super::event::LoopEvent;

/// The watcher. It ends when this is dropped.
#[derive(Debug)]
pub struct DatabaseWatch {
    notices: Sender<WatchEvent>,
}

/// Sent by the callback to the thread that may change what is watched.
#[derive(Debug, PartialEq, Eq)]
enum WatchEvent {
    /// Bytes were written.
    Written,
    /// Names changed, or the watch lost track: look which file is the one to watch now.
    Moved,
    /// The watcher is dropped.
    End,
}

/// The file or folder to watch, and which one of that name it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Target {
    path: PathBuf,
    identity: (u64, u64),
}

impl DatabaseWatch {
    /// Begins to watch. To be called after the database was opened and read once: only then is the WAL there.
    pub fn start(database: &Path, events: SyncSender<LoopEvent>) -> io::Result<Self> {
        let files = Files::of(database);
        let (notices, arriving) = channel();
        let (ours, callback) = (files.clone(), notices.clone());
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if let Some(notice) = notice(event, &ours) {
                let _ = callback.send(notice);
            }
        })
        .map_err(io::Error::other)?;
        let target = rewatch(&mut watcher, &files, None);
        if target.is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        thread::Builder::new().name("watch".into()).spawn(move || run(watcher, &files, target, &arriving, &events))?;
        Ok(Self { notices })
    }
}

impl Drop for DatabaseWatch {
    fn drop(&mut self) {
        let _ = self.notices.send(WatchEvent::End);
    }
}

/// The names that matter.
#[derive(Debug, Clone)]
struct Files {
    wal: PathBuf,
    database: PathBuf,
    folder: PathBuf,
}

impl Files {
    fn of(database: &Path) -> Self {
        // SQLite puts the WAL beside the file that a link leads to.
        let database = std::fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
        let mut wal = database.clone().into_os_string();
        wal.push("-wal");
        let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { wal: wal.into(), folder: folder.to_owned(), database }
    }

    /// What is to be watched now; nothing when even the folder is gone.
    fn target(&self) -> Option<Target> {
        [&self.wal, &self.folder].into_iter().find_map(|path| {
            let found = std::fs::metadata(path).ok()?;
            Some(Target { path: path.clone(), identity: (found.dev(), found.ino()) })
        })
    }
}

/// Runs in notify's own thread, at each event of the kernel: reading and opening end here.
fn notice(event: notify::Result<notify::Event>, files: &Files) -> Option<WatchEvent> {
    let Ok(event) = event else { return Some(WatchEvent::Moved) };
    let ours = |path: &PathBuf| *path == files.wal || *path == files.database || *path == files.folder;
    match event.kind {
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Data(_)) => event.paths.iter().any(ours).then_some(WatchEvent::Written),
        _ if event.need_rescan() => Some(WatchEvent::Moved),
        _ => event.paths.iter().any(ours).then_some(WatchEvent::Moved),
    }
}

/// The watch thread.
fn run(
    mut watcher: RecommendedWatcher,
    files: &Files,
    mut target: Option<Target>,
    arriving: &Receiver<WatchEvent>,
    events: &SyncSender<LoopEvent>,
) {
    while let Ok(notice) = arriving.recv() {
        // A burst is one event: what was sent meanwhile is seen by the same look.
        let rest: Vec<_> = arriving.try_iter().collect();
        if notice == WatchEvent::End || rest.contains(&WatchEvent::End) {
            return;
        }
        if notice == WatchEvent::Moved || rest.contains(&WatchEvent::Moved) {
            target = rewatch(&mut watcher, files, target);
        }
        if events.send(LoopEvent::DatabaseTouched).is_err() {
            return;
        }
    }
}

/// Watches what is to be watched now. Always anew: a file that was deleted took its watch with it, and one made
/// in its place may well have got its number.
fn rewatch(watcher: &mut RecommendedWatcher, files: &Files, mut target: Option<Target>) -> Option<Target> {
    // Each further round a file was replaced while the watch on it was set up; that does not go on for long.
    for _ in 0..10 {
        if let Some(old) = target.take() {
            let _ = watcher.unwatch(&old.path);
        }
        let found = files.target();
        target = found.filter(|found| watcher.watch(&found.path, RecursiveMode::NonRecursive).is_ok());
        if target == files.target() {
            break;
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File},
        io::Write,
        sync::mpsc::{RecvTimeoutError, sync_channel},
        time::Duration,
    };

    use super::*;

    struct Scene {
        folder: tempfile::TempDir,
        events: Receiver<LoopEvent>,
        _watch: DatabaseWatch,
    }

    /// A database of which the files with these endings exist.
    fn scene(endings: &[&str]) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        for ending in endings {
            fs::write(folder.path().join(format!("nej.db{ending}")), "x").unwrap();
        }
        let (sender, events) = sync_channel(16);
        let watch = DatabaseWatch::start(&folder.path().join("nej.db"), sender).unwrap();
        Scene { folder, events, _watch: watch }
    }

    impl Scene {
        fn path(&self, ending: &str) -> PathBuf {
            self.folder.path().join(format!("nej.db{ending}"))
        }

        fn append(&self, ending: &str) {
            File::options().append(true).open(self.path(ending)).unwrap().write_all(b"y").unwrap();
        }

        fn is_told(&self) -> bool {
            let first = self.events.recv_timeout(Duration::from_secs(5)) == Ok(LoopEvent::DatabaseTouched);
            self.settle();
            first
        }

        /// Until nothing more comes of what was done.
        fn settle(&self) {
            while self.events.recv_timeout(Duration::from_millis(60)).is_ok() {}
        }

        fn silent(&self) -> bool {
            self.events.recv_timeout(Duration::from_millis(150)) == Err(RecvTimeoutError::Timeout)
        }
    }

    #[test]
    fn a_write_to_the_wal_is_told() {
        let scene = scene(&["", "-wal"]);
        scene.append("-wal");
        assert!(scene.is_told());
    }

    #[test]
    fn reading_is_not_told() {
        let scene = scene(&["", "-wal"]);
        fs::read(scene.path("-wal")).unwrap();
        fs::read(scene.path("")).unwrap();
        assert!(scene.silent());
    }

    #[test]
    fn other_files_in_the_folder_are_not_told() {
        let scene = scene(&[]);
        fs::write(scene.folder.path().join("letter.txt"), "x").unwrap();
        assert!(scene.silent());
    }

    #[test]
    fn without_a_wal_a_write_to_the_file_itself_is_told() {
        let scene = scene(&[""]);
        scene.append("");
        assert!(scene.is_told());
    }

    #[test]
    fn a_wal_that_appears_is_followed_from_then_on() {
        let scene = scene(&[""]);
        fs::write(scene.path("-wal"), "x").unwrap();
        assert!(scene.is_told());
        scene.append("-wal");
        assert!(scene.is_told());
    }

    #[test]
    fn a_database_that_appears_is_followed_from_then_on() {
        let scene = scene(&[]);
        fs::write(scene.path(""), "x").unwrap();
        assert!(scene.is_told());
        scene.append("");
        assert!(scene.is_told());
    }

    #[test]
    fn a_wal_that_was_deleted_gives_way_to_the_file() {
        let scene = scene(&["", "-wal"]);
        fs::remove_file(scene.path("-wal")).unwrap();
        assert!(scene.is_told());
        scene.append("");
        assert!(scene.is_told());
    }

    #[test]
    fn a_file_that_was_replaced_is_followed_by_its_name() {
        let scene = scene(&["", "-wal"]);
        fs::write(scene.path("-new"), "x").unwrap();
        fs::rename(scene.path("-new"), scene.path("-wal")).unwrap();
        assert!(scene.is_told());
        scene.append("-wal");
        assert!(scene.is_told());
    }

    #[test]
    fn a_wal_that_is_deleted_and_made_again_is_followed_each_time() {
        let scene = scene(&["", "-wal"]);
        for _ in 0..5 {
            fs::remove_file(scene.path("-wal")).unwrap();
            fs::write(scene.path("-wal"), "x").unwrap();
            assert!(scene.is_told());
            scene.append("-wal");
            assert!(scene.is_told());
        }
    }

    #[test]
    fn a_wal_unlinked_while_it_is_held_open_is_noticed() {
        let scene = scene(&["", "-wal"]);
        let held = File::open(scene.path("-wal")).unwrap();
        fs::remove_file(scene.path("-wal")).unwrap();
        fs::write(scene.path("-wal"), "x").unwrap();
        assert!(scene.is_told());
        scene.append("-wal");
        assert!(scene.is_told());
        drop(held);
    }
}
