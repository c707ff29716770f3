//! `nej backup`: a copy of the whole database, checked before it gets its name.

use super::args::BackupArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::Stdout;
use super::progress::Progress;
use crate::content::fill;
use crate::runtime::cancel::CancelFlag;
use crate::store;

/// Copies the database.
pub fn run(context: &Context, args: &BackupArgs, out: &mut Stdout) -> CliResult<()> {
    let words = context.words();
    let Some(reader) = context.reader()? else {
        return Err(CliError::Failed(fill(&words.done.no_database, &[("file", &path(&context.db))])));
    };
    let (mut progress, stop) = (Progress::new(), CancelFlag::listen());
    let asked = stop.clone();
    let copied = reader.backup(&args.file, |done, all| progress.at(done, all), move || asked.asked().is_none());
    drop(progress);
    let copied = copied.map_err(|error| match error {
        // Of these the copy is to blame, not the database.
        store::Error::DiskFull | store::Error::Io { .. } | store::Error::NotFound | store::Error::ReadOnly => {
            CliError::store(&args.file, &error, context.lang)
        }
        error => context.stored(&error),
    });
    context.unless_stopped(&stop, copied)?;
    out.line(&fill(&words.done.backed_up, &[("file", &path(&args.file))]))
}
