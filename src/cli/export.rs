//! `nej export`: everything, as of one moment: JSON to take along, CSV for a spreadsheet, iCalendar for the phone.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::ExportArgs;
use super::context::Context;
use super::failure::{CliResult, Failure, path};
use super::files;
use super::out::{Out, remark};
use super::progress::Progress;
use crate::content::fill;
use crate::domain::{Case, EventId};
use crate::exchange::export::Exported;
use crate::exchange::summary::Summary;
use crate::exchange::table::{self, Dialect};
use crate::exchange::{calendar, export};
use crate::runtime::cancel::CancelFlag;
use crate::store::{self, AccountRecord, Reader, Unreadable};

/// Exports to a file, or to standard output.
pub fn run(context: &Context, args: &ExportArgs, out: &mut Out) -> CliResult<()> {
    if args.excel && args.format != "csv" {
        return Err(Failure::Usage(fill(&context.words().usage.only_with, &[("what", "--excel"), ("other", "--format csv")])));
    }
    let reader = context.reader()?;
    let Some(file) = args.output.as_deref().filter(|file| *file != Path::new("-")) else {
        let told = |halt| told(context, halt, |error| Failure::output(error, context.lang));
        let unreadable = write(context, reader.as_ref(), args, &mut |_| true, out.writer()).map_err(told)?;
        return context.complete(&unreadable);
    };
    // A pipe that nobody reads is waited for without a look at whether to go on.
    let stop = if files::is_device(file) { CancelFlag::default() } else { CancelFlag::listen() };
    let (mut progress, mut accounts) = (Progress::new(), 0);
    let mut watch = |(done, all)| {
        accounts = done;
        progress.at(done, all);
        stop.asked().is_none()
    };
    let mut unreadable = Vec::new();
    let written = files::write_with(context, file, args.force, |out| {
        let told = |halt| told(context, halt, |error| Failure::write(file, error, context.lang));
        unreadable = write(context, reader.as_ref(), args, &mut watch, out).map_err(told)?;
        Ok(())
    });
    drop(progress);
    context.unless_stopped(&stop, written)?;
    // A script did not ask, and its error stream is for errors.
    if io::stderr().is_terminal() {
        remark(&fill(&context.words().done.exported.of(accounts, context.lang), &[("file", &path(file))]));
    }
    context.complete(&unreadable)
}

/// What ends an export before its end.
pub enum Halt {
    /// The database could not be read.
    Store(store::Error),
    /// The answer could not be written.
    Io(io::Error),
}

impl From<store::Error> for Halt {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What ended it, in words.
pub fn told(context: &Context, halt: Halt, io: impl FnOnce(&io::Error) -> Failure) -> Failure {
    match halt {
        Halt::Store(error) => context.stored(&error),
        Halt::Io(error) => io(&error),
    }
}

/// Is told how many accounts of how many are written, and says whether to go on.
pub type Watch<'a> = dyn FnMut((u64, u64)) -> bool + 'a;

/// Writes all that can be read; what cannot.
fn write(
    context: &Context,
    reader: Option<&Reader>,
    args: &ExportArgs,
    watch: &mut Watch<'_>,
    out: impl Write,
) -> std::result::Result<Vec<Unreadable>, Halt> {
    let today = context.today;
    let unreadable;
    match args.format.as_str() {
        "csv" => {
            let dialect = if args.excel { Dialect::Excel } else { Dialect::Marked };
            let mut table = table::TableWriter::new(out, dialect)?;
            unreadable = each(context, reader, watch, |_, record| {
                let case = Case::of(record.account.fields.platform, &record.events);
                Ok(table.push(&Summary::of(&record.account, &record.draft, &case, today), &case, &record.events)?)
            })?;
            table.finish()?;
        }
        "ics" => {
            let mut calendar = calendar::CalendarWriter::new(out, context.lang, today, context.links.complaint())?;
            unreadable = each(context, reader, watch, |_, record| {
                Ok(calendar.push(&record.account, &Case::of(record.account.fields.platform, &record.events), &record.events)?)
            })?;
            calendar.finish()?;
        }
        _ => {
            let mut document = export::ExportWriter::new(out)?;
            unreadable = each(context, reader, watch, |reader, record| {
                let case = Case::of(record.account.fields.platform, &record.events);
                let summary = Summary::of(&record.account, &record.draft, &case, today);
                let evidence = |entry: EventId| reader.evidence(entry);
                let mut exported = Exported::new(&record.account, &record.draft, &record.events, summary, evidence)?;
                reader.each_mail(Some(record.account.id), |mail| -> std::result::Result<(), Halt> {
                    exported.mails.push(mail.into());
                    Ok(())
                })?;
                Ok(document.push(&exported)?)
            })?;
            document.finish::<Halt>(|take| reader.map_or(Ok(()), |reader| reader.each_mail(None, take)))?;
        }
    }
    Ok(unreadable)
}

/// Hands over all accounts by number, as they were at one moment.
pub fn each(
    context: &Context,
    reader: Option<&Reader>,
    watch: &mut Watch<'_>,
    mut take: impl FnMut(&Reader, &AccountRecord) -> std::result::Result<(), Halt>,
) -> std::result::Result<Vec<Unreadable>, Halt> {
    let Some(reader) = reader else { return Ok(Vec::new()) };
    reader.in_snapshot(|reader| {
        let all = reader.counts(context.today)?.total();
        reader.each_record(|reader, record, done| {
            take(reader, record)?;
            if watch((done + 1, all)) { Ok(()) } else { Err(store::Error::Interrupted.into()) }
        })
    })
}
