//! The file that is given to the person's editor: private, and gone afterwards unless something in it would be lost.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io::{self, ErrorKind, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;
use rustix::process::{self, Pid};

use super::input::Charset;
use crate::app::model::msg::{Edited, EditorFault};
use crate::domain::account::REASON_MAX;

/// What nano calls the file that it saves when the terminal is gone.
const SAVED_BY_NANO: &str = "reason.txt.save";

/// The largest file that is read back, in bytes: far more than a reason takes.
const SIZE_MAX: u64 = 64 << 20;

/// The name of the file in its folder.
const TEXT: &str = "reason.txt";

/// A temporary file with mode 0600 in its own folder; both are removed on drop.
#[derive(Debug)]
pub struct TempFile {
    folder: PathBuf,
    /// How many characters it was given, a note of ours among them.
    given: usize,
    /// Where it is.
    pub path: PathBuf,
}

impl TempFile {
    /// With this text in it.
    pub fn new(text: &str) -> io::Result<Self> {
        let parent = std::env::temp_dir();
        let named = |error: io::Error| io::Error::new(error.kind(), parent.display().to_string());
        let folder = private_folder(&parent).map_err(named)?;
        let file = Self { path: folder.join(TEXT), folder, given: text.chars().count() };
        let mut open = File::options().write(true).create_new(true).mode(0o600).open(&file.path)?;
        open.write_all(text.as_bytes())?;
        // Some editors complain of a last line that does not end.
        open.write_all(if text.is_empty() || text.ends_with('\n') { b"" } else { b"\n" })?;
        Ok(file)
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        match read_file(&self.path) {
            // No file is no text: nothing changes.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            read => read,
        }
    }

    /// What the editor left, or why it stays in the file; `words` are for what could not be read.
    pub fn taken(self, charset: Option<Charset>, words: impl Fn(&io::Error) -> String) -> Edited {
        match self.bytes().map(|bytes| decode(bytes, charset)) {
            Ok(Some(text)) => self.fitting(text),
            Ok(None) => self.keep(EditorFault::NotUtf8),
            Err(error) if fs::metadata(&self.path).is_ok_and(|meta| meta.is_file()) => {
                self.keep(EditorFault::Status(words(&error)))
            }
            Err(error) => Edited::Failed(words(&error)),
        }
    }

    /// The text, unless a part of it would be lost.
    fn fitting(self, text: String) -> Edited {
        if text.trim_end().chars().count() > REASON_MAX.max(self.given) {
            self.keep(EditorFault::TooLong)
        } else {
            Edited::Text(text)
        }
    }

    /// Whether it still is this text.
    pub fn is(&self, text: &str) -> bool {
        self.bytes().is_ok_and(|bytes| bytes.strip_suffix(b"\n").unwrap_or(&bytes) == text.trim_end_matches('\n').as_bytes())
    }

    /// Whether the editor took the file away.
    pub fn is_gone(&self) -> bool {
        self.path.symlink_metadata().is_err()
    }

    /// What an editor that lost its terminal could still save.
    pub fn rescued(self, given: &str, charset: Option<Charset>) -> io::Result<Edited> {
        // Nothing can be said any more: better read by the wrong encoding than lost.
        let bytes = if self.is(given) { read_file(&self.folder.join(SAVED_BY_NANO)).unwrap_or_default() } else { self.bytes()? };
        let text = String::from_utf8(bytes);
        Ok(self.fitting(text.unwrap_or_else(|error| charset.unwrap_or_default().decode(error.as_bytes()))))
    }

    /// Leaves the file where it is.
    pub fn keep(self, fault: EditorFault) -> Edited {
        let kept = std::mem::ManuallyDrop::new(self);
        Edited::FileKept(fault, kept.path.display().to_string())
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The bytes of an ordinary file, also behind a link. An editor may leave a pipe or a device instead, which would be waited
/// for, or read, for ever.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(if meta.is_dir() { ErrorKind::IsADirectory } else { ErrorKind::InvalidInput }.into());
    }
    let mut bytes = Vec::new();
    file.take(SIZE_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SIZE_MAX { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The texts that are left of editors whose nej was killed: a person may want them, or want them gone.
pub fn left_over() -> Vec<PathBuf> {
    let is_gone = |name: &str| {
        let pid = name.strip_prefix("nej-").and_then(|rest| rest.split('-').next()).and_then(|pid| pid.parse().ok());
        pid.and_then(Pid::from_raw).is_some_and(|pid| process::test_kill_process(pid).is_err())
    };
    let folders = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    let texts = folders.filter(|folder| is_gone(&folder.file_name().to_string_lossy())).map(|folder| folder.path().join(TEXT));
    let own = |path: &PathBuf| fs::metadata(path).is_ok_and(|meta| meta.uid() == process::getuid().as_raw());
    texts.filter(own).collect()
}

fn decode(bytes: Vec<u8>, charset: Option<Charset>) -> Option<String> {
    String::from_utf8(bytes).or_else(|error| charset.and_then(|charset| charset.read(error.as_bytes())).ok_or(error)).ok()
}

/// A new folder of ours alone. What is there already, or is a link, is never taken.
fn private_folder(parent: &Path) -> io::Result<PathBuf> {
    for n in 0..1000 {
        let folder = parent.join(format!("nej-{}-{n}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => {
                // The umask may have taken something from us, too.
                fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
                return Ok(folder);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}
