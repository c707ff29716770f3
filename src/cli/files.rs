//! Files that a command writes: private, whole or not at all, and never over another one unasked.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::{CliError, CliResult, path};
use crate::content::fill;
use crate::service::given;
use crate::service::place::NewFile;

/// Writes a file under a temporary name beside its place, and puts it there when it is whole and on the disk. An
/// existing one is replaced only when `over` says so.
pub fn write(
    context: &Context,
    file: &Path,
    over: bool,
    what: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
) -> CliResult<()> {
    write_atomically(context, file, over, |out| what(out).map_err(|error| CliError::write(file, &error, context.lang)))
}

/// The same, for what can fail in other ways, too.
pub fn write_atomically(
    context: &Context,
    file: &Path,
    over: bool,
    what: impl FnOnce(&mut BufWriter<&File>) -> CliResult<()>,
) -> CliResult<()> {
    let failed = |error: &io::Error| CliError::write(file, error, context.lang);
    let exists = || CliError::Failed(fill(&context.words().errors.file_exists, &[("file", &path(file))]));
    if is_database(context, file) {
        return Err(CliError::Failed(fill(&context.words().errors.file_is_database, &[("file", &path(file))])));
    }
    if let Some(meta) = fs::metadata(file).ok().filter(|meta| !meta.is_file()) {
        given::may_use(file, &meta).map_err(|error| failed(&error))?;
        return write_in_place(file, what, &failed);
    }
    must_be_new(context, over, [file.to_owned()])?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = NewFile::create_in(folder).map_err(|e| failed(&e))?;
    let mut out = BufWriter::new(new.as_file());
    what(&mut out)?;
    out.flush().map_err(|e| failed(&e))?;
    drop(out);
    match if over { new.replace(file) } else { new.place_new(file) } {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
        placed => placed.map_err(|error| failed(&error)),
    }
}

/// Refuses files that are there, unless `over` says so: before any of several is written.
pub fn must_be_new(context: &Context, over: bool, files: impl IntoIterator<Item = PathBuf>) -> CliResult<()> {
    match files.into_iter().find(|file| !over && (file.exists() || file.is_symlink())) {
        Some(file) => Err(CliError::Failed(fill(&context.words().errors.file_exists, &[("file", &path(&file))]))),
        None => Ok(()),
    }
}

/// Whether it is something to write into that a file cannot replace, such as /dev/stdout or a pipe.
pub fn is_device(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|meta| !meta.is_file())
}

/// Whether a file is the database in use or one of those that SQLite keeps beside it, whatever it is called here.
fn is_database(context: &Context, file: &Path) -> bool {
    let same = |a: &fs::Metadata, b: &fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    let Ok(file) = fs::metadata(file) else { return false };
    ["", "-wal", "-shm", "-journal"].iter().any(|suffix| {
        let mut name = context.db.clone().into_os_string();
        name.push(suffix);
        fs::metadata(name).is_ok_and(|database| same(&file, &database))
    })
}

fn write_in_place(
    file: &Path,
    what: impl FnOnce(&mut BufWriter<&File>) -> CliResult<()>,
    failed: &impl Fn(&io::Error) -> CliError,
) -> CliResult<()> {
    let device = File::options().write(true).open(file).map_err(|e| failed(&e))?;
    let mut out = BufWriter::new(&device);
    what(&mut out)?;
    out.flush().map_err(|e| failed(&e))
}
