//! `nej restore`: puts a backup in the place of the database, and keeps what was there.

use std::io::ErrorKind;
use std::path::Path;

use super::args::RestoreArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::{Stdout, stderr_line};
use super::progress::Progress;
use crate::content::fill;
use crate::runtime::cancel::CancelFlag;
use crate::store::{self, RestoreError, restore};

/// Puts the backup in place.
pub fn run(context: &Context, args: &RestoreArgs, out: &mut Stdout) -> CliResult<()> {
    let words = &context.words().done;
    let (mut progress, stop) = (Progress::new(), CancelFlag::listen());
    let asked = stop.clone();
    let restored = restore(&args.backup, &context.db, |done, all| progress.at(done, all), move || asked.asked().is_none());
    drop(progress);
    let restored = restored.map_err(|error| match error {
        RestoreError::Backup(error) => unusable(context, &args.backup, &error),
        RestoreError::Database(error) => context.stored(&error),
    });
    let kept = context.unless_stopped(&stop, restored)?;
    context.changed.set(true);
    out.line(&fill(&words.restored, &[("backup", &path(&args.backup)), ("file", &path(&context.db))]))?;
    if let Some(kept) = kept {
        stderr_line(&fill(&words.restored_kept, &[("file", &path(&context.beside_database(&kept)))]));
    }
    Ok(())
}

/// Why a backup was not used. What is said of a database would ask for this very command.
fn unusable(context: &Context, backup: &Path, error: &store::Error) -> CliError {
    use store::Error as E;
    let words = &context.words().store;
    let phrase = match error {
        E::Damaged { .. } => &words.backup_damaged,
        E::NotADatabase | E::Foreign | E::EmptyBesideWal => &words.no_backup,
        E::NotAFile => return CliError::read(backup, &ErrorKind::InvalidInput.into(), context.lang),
        E::IsDirectory => return CliError::read(backup, &ErrorKind::IsADirectory.into(), context.lang),
        _ => return CliError::store(backup, error, context.lang),
    };
    CliError::Failed(fill(phrase, &[("file", &path(backup))]))
}
