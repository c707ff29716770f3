//! Dossiers as a folder to hand in: the text in three forms and the attachments, each compared with its SHA-256 while it
//! is written. The folder gets its name when everything in it is on the disk.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf, absolute};

use chrono::NaiveDate;

use super::attach::sha256;
use super::covered::{Making, Told, matters, people};
use super::perform::trouble;
use crate::app::WriteError;
use crate::content::Links;
use crate::content::dossier::{Attached, Matter, attachments, file_names, joint, numbered, safe};
use crate::domain::change::WriteOutcome;
use crate::domain::text::escape_control;
use crate::domain::{AccountId, ContactDetails, Lang};
use crate::exchange::dossier::{html, markdown, text};
use crate::store::{self, Reader};

/// A dossier is written as text, as Markdown and as HTML.
const FORMS: usize = 3;

/// What is to be written, and where.
#[derive(Debug)]
pub struct Folder {
    /// The accounts; those of one person stand in one dossier.
    pub accounts: Vec<AccountId>,
    /// The folder, which must not exist.
    pub to: PathBuf,
    /// The day of the dossiers.
    pub on: NaiveDate,
    /// Their language.
    pub lang: Lang,
    /// The links in force.
    pub links: Links,
    /// Who sits at the keyboard.
    pub me: ContactDetails,
}

/// A folder that was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is, from the root.
    pub folder: PathBuf,
    /// How many files are in it.
    pub files: u64,
}

/// Why a folder was not written. Nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is something with its name.
    #[error("{} exists", .0.display())]
    Exists(PathBuf),
    /// An attachment is not as the log says.
    #[error("{0} differs from the log")]
    Differs(String),
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

type Result<T> = std::result::Result<T, FolderError>;

/// Is told how many files are written and of how many, and says whether to go on.
pub type Far<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// How far it is.
struct Progress<'a> {
    far: Far<'a>,
    written: usize,
    of: usize,
}

impl Progress<'_> {
    /// So many more files are to be written.
    fn more(&mut self, files: usize) -> Result<()> {
        self.of += files;
        self.told()
    }

    /// Another one is written.
    fn one(&mut self) -> Result<()> {
        self.written += 1;
        self.told()
    }

    fn told(&mut self) -> Result<()> {
        if (self.far)(self.written, self.of) { Ok(()) } else { Err(store::Error::Interrupted.into()) }
    }
}

impl Folder {
    /// Writes it, for the screen.
    pub fn done(&self, reader: &Reader, far: Far<'_>) -> std::result::Result<WriteOutcome, WriteError> {
        let shown = |path: &Path| escape_control(&path.display().to_string()).into_owned();
        match self.write(reader, far) {
            Ok(written) => Ok(WriteOutcome::Folder { folder: shown(&written.folder), files: written.files }),
            Err(FolderError::Exists(path)) => Err(WriteError::FolderExists(shown(&path))),
            Err(FolderError::Differs(name)) => Err(WriteError::Differs(escape_control(&name).into_owned())),
            Err(FolderError::Io(error)) => {
                Err(WriteError::Folder(format!("{}: {}", shown(&self.to), escape_control(&error.to_string()))))
            }
            Err(FolderError::Store(error)) => Err(trouble(&error)),
        }
    }

    /// Writes it under another name beside its place, and gives it its name when it is whole. Where it is not to go on
    /// the error is [`store::Error::Interrupted`].
    pub fn write(&self, reader: &Reader, far: Far<'_>) -> Result<Written> {
        let folder = absolute(&self.to)?;
        if folder.symlink_metadata().is_ok() {
            return Err(FolderError::Exists(self.to.clone()));
        }
        let mut progress = Progress { far, written: 0, of: 0 };
        // Whoever gives up all folders does not wait for one that has not begun.
        progress.told()?;
        let beside = folder.parent().unwrap_or(&folder);
        let private = Permissions::from_mode(0o700);
        let temporary = tempfile::Builder::new().prefix(".nej-").permissions(private).tempdir_in(beside)?;
        self.fill(reader, temporary.path(), &mut progress)?;
        fs::rename(temporary.path(), &folder)?;
        // It has another name now; there is nothing left to remove.
        let _ = temporary.keep();
        // It is there and whole, whatever becomes of this.
        let _ = sync(beside);
        Ok(Written { folder, files: progress.written as u64 })
    }

    /// The files of one person, or a folder for each of several.
    fn fill(&self, reader: &Reader, folder: &Path, progress: &mut Progress<'_>) -> Result<()> {
        let people = people(reader, &self.accounts, &self.me)?;
        for accounts in &people {
            let told = Told::all(reader, accounts)?;
            let matters = self.matters(&told);
            progress.more(if matters.is_empty() { 0 } else { FORMS + attachments(&matters).len() })?;
        }
        if let [only] = &people[..] {
            return self.person(reader, only, folder, progress);
        }
        let mut taken = BTreeSet::new();
        for accounts in people {
            let told = Told::of(reader, accounts[0])?;
            let fields = &told.account.fields;
            let name = if fields.person.trim().is_empty() { &fields.handle } else { &fields.person };
            let own = folder.join(numbered(&safe(name), &mut taken));
            DirBuilder::new().mode(0o700).create(&own)?;
            self.person(reader, &accounts, &own, progress)?;
        }
        Ok(sync(folder)?)
    }

    fn person(&self, reader: &Reader, accounts: &[AccountId], folder: &Path, progress: &mut Progress<'_>) -> Result<()> {
        let told = Told::all(reader, accounts)?;
        let matters = self.matters(&told);
        let Some(dossier) = joint(&matters) else { return Ok(()) };
        let forms: [String; FORMS] = [text(&dossier), markdown(&dossier), html(&dossier)];
        for (name, form) in file_names(self.lang).iter().zip(&forms) {
            put(&folder.join(name), form.as_bytes())?;
            progress.one()?;
        }
        for file in attachments(&matters) {
            put(&folder.join(&file.name), &bytes(reader, &file)?)?;
            progress.one()?;
        }
        Ok(sync(folder)?)
    }

    fn matters<'a>(&'a self, told: &'a [Told]) -> Vec<Matter<'a>> {
        matters(told, Making { me: &self.me, links: &self.links, on: self.on, lang: self.lang })
    }
}

/// The bytes of an attachment, if they are what the log says.
fn bytes(reader: &Reader, file: &Attached) -> Result<Vec<u8>> {
    let mut data = Vec::new();
    // Attached to several cases, it is looked at in each of them.
    for entry in &file.entries {
        data = reader.evidence(*entry)?.unwrap_or_default();
        if data.len() as i64 != file.size || sha256(&data) != file.sha256 {
            return Err(FolderError::Differs(file.name.clone()));
        }
    }
    Ok(data)
}

/// Writes a private file that was not there.
fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    out.write_all(bytes)?;
    out.sync_all()
}

/// Waits until the names in a folder are on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Not every file system lets a folder be synced; the files themselves are safe.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}
