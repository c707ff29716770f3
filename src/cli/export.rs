//! `nej export`: everything, as of one moment: JSON to take along, CSV for a spreadsheet, iCalendar for the phone.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::ExportArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::files;
use super::out::{Stdout, stderr_line};
use super::progress::Progress;
use crate::content::fill;
use crate::domain::{Case, EventId};
use crate::exchange::export::Exported;
use crate::exchange::summary::FlatSummary;
use crate::exchange::table::{self, Dialect};
use crate::exchange::{calendar, export};
use crate::runtime::cancel::CancelFlag;
use crate::store::{self, AccountRecord, Reader, Unreadable};

/// Exports to a file, or to standard output.
pub fn run(context: &Context, args: &ExportArgs, out: &mut Stdout) -> CliResult<()> {
    if args.excel && args.format != "csv" {
        return Err(CliError::Usage(fill(&context.words().usage.only_with, &[("what", "--excel"), ("other", "--format csv")])));
    }
    let reader = context.reader()?;
    let Some(file) = args.output.as_deref().filter(|file| *file != Path::new("-")) else {
        let failed = |error| export_failure(context, error, |error| CliError::output(error, context.lang));
        let unreadable = write(context, reader.as_ref(), args, &mut |_| true, out.writer()).map_err(failed)?;
        return context.complete(&unreadable);
    };
    // A write to a pipe that is not read blocks, so there is nothing to check in between.
    let stop = if files::is_device(file) { CancelFlag::default() } else { CancelFlag::listen() };
    let (mut progress, mut accounts) = (Progress::new(), 0);
    let mut watch = |(done, all)| {
        accounts = done;
        progress.at(done, all);
        stop.asked().is_none()
    };
    let mut unreadable = Vec::new();
    let written = files::write_atomically(context, file, args.force, |out| {
        let failed = |error| export_failure(context, error, |error| CliError::write(file, error, context.lang));
        unreadable = write(context, reader.as_ref(), args, &mut watch, out).map_err(failed)?;
        Ok(())
    });
    drop(progress);
    context.unless_stopped(&stop, written)?;
    // A script did not ask, and its error stream is for errors.
    if io::stderr().is_terminal() {
        stderr_line(&fill(&context.words().done.exported.of(accounts, context.lang), &[("file", &path(file))]));
    }
    context.complete(&unreadable)
}

/// What ends an export before its end.
pub enum ExportError {
    /// The database could not be read.
    Store(store::Error),
    /// The answer could not be written.
    Io(io::Error),
}

impl From<store::Error> for ExportError {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What ended it, in words.
pub fn export_failure(context: &Context, error: ExportError, io: impl FnOnce(&io::Error) -> CliError) -> CliError {
    match error {
        ExportError::Store(error) => context.stored(&error),
        ExportError::Io(error) => io(&error),
    }
}

/// Called with the accounts written and their total; returns whether to continue.
pub type ProgressFn<'a> = dyn FnMut((u64, u64)) -> bool + 'a;

/// Writes all that can be read; what cannot.
fn write(
    context: &Context,
    reader: Option<&Reader>,
    args: &ExportArgs,
    progress: &mut ProgressFn<'_>,
    out: impl Write,
) -> std::result::Result<Vec<Unreadable>, ExportError> {
    let today = context.today;
    let unreadable;
    match args.format.as_str() {
        "csv" => {
            let dialect = if args.excel { Dialect::Excel } else { Dialect::Marked };
            let mut table = table::TableWriter::new(out, dialect)?;
            unreadable = each(context, reader, progress, |_, record| {
                let case = Case::of(record.account.fields.platform, &record.events);
                Ok(table.push(&FlatSummary::of(&record.account, &record.draft, &case, today), &case, &record.events)?)
            })?;
            table.finish()?;
        }
        "ics" => {
            let mut calendar = calendar::CalendarWriter::new(out, context.lang, today, context.links.complaint())?;
            unreadable = each(context, reader, progress, |_, record| {
                Ok(calendar.push(&record.account, &Case::of(record.account.fields.platform, &record.events), &record.events)?)
            })?;
            calendar.finish()?;
        }
        _ => {
            let mut document = export::ExportWriter::new(out)?;
            unreadable = each(context, reader, progress, |reader, record| {
                let case = Case::of(record.account.fields.platform, &record.events);
                let summary = FlatSummary::of(&record.account, &record.draft, &case, today);
                let evidence = |event: EventId| reader.evidence(event);
                let mut exported = Exported::new(&record.account, &record.draft, &record.events, summary, evidence)?;
                reader.each_mail(Some(record.account.id), |mail| -> std::result::Result<(), ExportError> {
                    exported.mails.push(mail.into());
                    Ok(())
                })?;
                Ok(document.push(&exported)?)
            })?;
            document.finish::<ExportError>(|take| reader.map_or(Ok(()), |reader| reader.each_mail(None, take)))?;
        }
    }
    Ok(unreadable)
}

/// Hands over all accounts by number, as they were at one moment.
pub fn each(
    context: &Context,
    reader: Option<&Reader>,
    progress: &mut ProgressFn<'_>,
    mut take: impl FnMut(&Reader, &AccountRecord) -> std::result::Result<(), ExportError>,
) -> std::result::Result<Vec<Unreadable>, ExportError> {
    let Some(reader) = reader else { return Ok(Vec::new()) };
    reader.in_snapshot(|reader| {
        let all = reader.counts(context.today)?.total();
        reader.each_record(|reader, record, done| {
            take(reader, record)?;
            if progress((done + 1, all)) { Ok(()) } else { Err(store::Error::Interrupted.into()) }
        })
    })
}
