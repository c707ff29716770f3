//! Complaints as a folder to hand in: the text in three forms, what to read first, and the annexes, each compared with
//! its SHA-256 while it is written. The folder is renamed into place when everything in it is on the disk.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf, absolute};

use chrono::NaiveDate;

use super::complaint_source::{ComplaintSettings, LoadedAccount, group_by_person, inputs};
use crate::content::Links;
use crate::content::complaint::{
    AnnexFile, ComplaintInput, NAME_MAX, annex_files, complaint, dedupe_file_name, file_names, is_matter, read_first,
    read_first_name,
};
use crate::domain::text::file_name;
use crate::domain::{AccountId, ContactDetails, Lang};
use crate::exchange::checksum::sha256;
use crate::exchange::complaint::{html, markdown};
use crate::store::{self, Claim, Reader, sweep, sync_folder};

/// A complaint is written as text, as Markdown and as HTML, and beside it what to read first.
const FORMS: usize = 4;

/// What is to be written, and where.
#[derive(Debug)]
pub struct ComplaintFolder {
    /// Those of one person share one complaint.
    pub accounts: Vec<AccountId>,
    /// The folder, which must not exist.
    pub to: PathBuf,
    /// The day of the complaints.
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
pub struct WrittenFolder {
    /// An absolute path.
    pub folder: PathBuf,
    /// In it and in the folders below.
    pub files: u64,
    /// Accounts that gave nothing to complain of and are not in it.
    pub left_out: u64,
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
    /// The log gives nothing to complain of.
    #[error("there is nothing to complain of")]
    Nothing,
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

type FolderResult<T> = std::result::Result<T, FolderError>;

/// Takes the number of files written and of all, and returns whether to go on.
pub type FileProgress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// How many files are written, and of how many.
struct FileCount<'a> {
    report: FileProgress<'a>,
    written: usize,
    all: usize,
}

impl FileCount<'_> {
    fn expect(&mut self, files: usize) -> FolderResult<()> {
        self.all += files;
        self.report()
    }

    fn wrote_one(&mut self) -> FolderResult<()> {
        self.written += 1;
        self.report()
    }

    /// Reports, and is the error [`store::Error::Interrupted`] when cancelled.
    fn report(&mut self) -> FolderResult<()> {
        if (self.report)(self.written, self.all) { Ok(()) } else { Err(store::Error::Interrupted.into()) }
    }
}

impl ComplaintFolder {
    /// Writes a temporary folder beside the place and renames it when it is whole. When cancelled the error is
    /// [`store::Error::Interrupted`].
    pub fn write(&self, reader: &Reader, progress: FileProgress<'_>) -> FolderResult<WrittenFolder> {
        let folder = absolute(&self.to)?;
        if folder.symlink_metadata().is_ok() {
            return Err(FolderError::Exists(self.to.clone()));
        }
        let mut progress = FileCount { report: progress, written: 0, all: 0 };
        // Check for cancellation before creating anything.
        progress.report()?;
        let beside = folder.parent().unwrap_or(&folder);
        let private = Permissions::from_mode(0o700);
        sweep(beside);
        let temporary = tempfile::Builder::new().prefix(".nej-").permissions(private).tempdir_in(beside)?;
        let _claim = Claim::of(temporary.path());
        let left_out = reader.in_snapshot(|reader| self.fill(reader, temporary.path(), &mut progress))?;
        fs::rename(temporary.path(), &folder)?;
        // Renamed, so there is nothing left to remove.
        let _ = temporary.keep();
        // The folder is in place and whole even if this fails.
        let _ = sync_folder(beside);
        Ok(WrittenFolder { folder, files: progress.written as u64, left_out })
    }

    /// The files of one person, or a folder for each of several that have something to complain of. Returns how many accounts
    /// are left out.
    fn fill(&self, reader: &Reader, folder: &Path, progress: &mut FileCount<'_>) -> FolderResult<u64> {
        let (mut people, mut left_out) = (Vec::new(), 0);
        for accounts in group_by_person(reader, &self.accounts, &self.me)? {
            let loaded = LoadedAccount::load_all(reader, &accounts)?;
            let matters = matters(&self.inputs(&loaded));
            left_out += (accounts.len() - matters.len()) as u64;
            if !matters.is_empty() {
                progress.expect(FORMS + annex_files(&matters).len())?;
                people.push(accounts);
            }
        }
        if people.is_empty() {
            return Err(FolderError::Nothing);
        }
        if let [only] = &people[..] {
            self.person(reader, only, folder, progress)?;
            return Ok(left_out);
        }
        let mut taken = BTreeSet::new();
        for accounts in people {
            let loaded = LoadedAccount::load(reader, accounts[0])?;
            let fields = &loaded.account.fields;
            let name = if fields.person.trim().is_empty() { &fields.handle } else { &fields.person };
            let own = folder.join(dedupe_file_name(&file_name(name, NAME_MAX), &mut taken));
            DirBuilder::new().mode(0o700).create(&own)?;
            self.person(reader, &accounts, &own, progress)?;
        }
        sync_folder(folder)?;
        Ok(left_out)
    }

    fn person(&self, reader: &Reader, accounts: &[AccountId], folder: &Path, progress: &mut FileCount<'_>) -> FolderResult<()> {
        let loaded = LoadedAccount::load_all(reader, accounts)?;
        let inputs = self.inputs(&loaded);
        let made = complaint(&inputs).ok_or(FolderError::Nothing)?;
        let [text, marked, page] = file_names(self.lang);
        let forms: [(String, String); FORMS] = [
            (text, made.text()),
            (marked, markdown(&made)),
            (page, html(&made)),
            (read_first_name(self.lang), read_first(&inputs)),
        ];
        for (name, form) in &forms {
            put(&folder.join(name), form.as_bytes())?;
            progress.wrote_one()?;
        }
        for file in annex_files(&matters(&inputs)) {
            put(&folder.join(&file.name), &bytes(reader, &file)?)?;
            progress.wrote_one()?;
        }
        Ok(sync_folder(folder)?)
    }

    fn inputs<'a>(&'a self, loaded: &'a [LoadedAccount]) -> Vec<ComplaintInput<'a>> {
        inputs(loaded, ComplaintSettings { me: &self.me, links: &self.links, on: self.on, lang: self.lang })
    }
}

/// The accounts that the complaint is about.
fn matters<'a>(inputs: &[ComplaintInput<'a>]) -> Vec<ComplaintInput<'a>> {
    inputs.iter().copied().filter(is_matter).collect()
}

/// The bytes of an attachment, if they are what the log says.
fn bytes(reader: &Reader, file: &AnnexFile) -> FolderResult<Vec<u8>> {
    let mut data = Vec::new();
    // A file that is attached to several cases is compared in each of them.
    for event in &file.events {
        data = reader.evidence(*event)?.unwrap_or_default();
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
