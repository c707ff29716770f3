//! `nej export`: everything, as of one moment: JSON to take along, CSV for a spreadsheet, iCalendar for the phone.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::ExportArgs;
use super::context::Context;
use super::failure::{Failure, Result, path};
use super::files;
use super::out::{Out, remark};
use super::progress::Progress;
use crate::content::fill;
use crate::domain::{Account, AccountId, Case, Draft, Event, EventId};
use crate::exchange::export::Exported;
use crate::exchange::summary::Summary;
use crate::exchange::{calendar, export, table};
use crate::runtime::stop::Stop;
use crate::store::{self, Reader};

/// How many accounts are looked up at a time.
const CHUNK: usize = 500;

/// Exports to a file, or to standard output.
pub fn run(context: &Context, args: &ExportArgs, out: &mut Out) -> Result<()> {
    let reader = context.reader()?;
    let Some(file) = args.output.as_deref().filter(|file| *file != Path::new("-")) else {
        let told = |halt| told(context, halt, |error| Failure::output(error, context.lang));
        return write(context, reader.as_ref(), &args.format, &mut |_| true, out.writer()).map_err(told);
    };
    // A pipe that nobody reads is waited for without a look at whether to go on.
    let stop = if files::is_device(file) { Stop::default() } else { Stop::listen() };
    let (mut progress, mut accounts) = (Progress::new(), 0);
    let mut watch = |(done, all)| {
        accounts = done;
        progress.at(done, all);
        stop.asked().is_none()
    };
    let written = files::write_with(context, file, args.force, |out| {
        let told = |halt| told(context, halt, |error| Failure::write(file, error, context.lang));
        write(context, reader.as_ref(), &args.format, &mut watch, out).map_err(told)
    });
    drop(progress);
    context.unless_stopped(&stop, written)?;
    // A script did not ask, and its error stream is for errors.
    if io::stderr().is_terminal() {
        remark(&fill(&context.words().done.exported.of(accounts, context.lang), &[("file", &path(file))]));
    }
    Ok(())
}

/// What ends an export before its end.
enum Halt {
    Store(store::Error),
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

fn told(context: &Context, halt: Halt, io: impl FnOnce(&io::Error) -> Failure) -> Failure {
    match halt {
        Halt::Store(error) => context.stored(&error),
        Halt::Io(error) => io(&error),
    }
}

/// Is told how many accounts of how many are written, and says whether to go on.
type Watch<'a> = dyn FnMut((u64, u64)) -> bool + 'a;

fn write(
    context: &Context,
    reader: Option<&Reader>,
    format: &str,
    watch: &mut Watch<'_>,
    out: impl Write,
) -> std::result::Result<(), Halt> {
    match format {
        "csv" => {
            let mut table = table::Writer::new(out)?;
            each(context, reader, watch, |known| Ok(table.push(&known.summary(context), &known.case)?))?;
            Ok(table.finish()?)
        }
        "ics" => {
            let mut calendar = calendar::Writer::new(out, context.lang, context.today, context.links.complaint())?;
            each(context, reader, watch, |known| Ok(calendar.push(&known.account, &known.case, &known.entries)?))?;
            Ok(calendar.finish()?)
        }
        _ => {
            let mut document = export::Writer::new(out)?;
            each(context, reader, watch, |known| Ok(document.push(&known.exported(context)?)?))?;
            Ok(document.finish()?)
        }
    }
}

/// An account with all that belongs to it.
struct Known<'r> {
    reader: &'r Reader,
    account: Account,
    draft: Draft,
    entries: Vec<Event>,
    case: Case,
}

impl Known<'_> {
    fn summary(&self, context: &Context) -> Summary<'_> {
        Summary::of(&self.account, &self.draft, &self.case, context.today)
    }

    fn exported(&self, context: &Context) -> store::Result<Exported<'_>> {
        let evidence = |entry: EventId| self.reader.evidence(entry);
        Exported::new(&self.account, &self.draft, &self.entries, self.summary(context), evidence)
    }
}

/// Hands over all accounts by number, as they were at one moment.
fn each(
    context: &Context,
    reader: Option<&Reader>,
    watch: &mut Watch<'_>,
    mut take: impl FnMut(&Known<'_>) -> std::result::Result<(), Halt>,
) -> std::result::Result<(), Halt> {
    let Some(reader) = reader else { return Ok(()) };
    reader.at_one_moment(|reader| {
        let (mut last, mut done, all) = (AccountId(0), 0, reader.counts(context.today)?.total());
        loop {
            let ids = reader.numbers(last, CHUNK)?;
            for id in &ids {
                let Some(account) = reader.account(*id)? else { continue };
                let entries = reader.entries(*id)?;
                let case = Case::of(&entries);
                take(&Known { reader, account, draft: reader.draft(*id)?, entries, case })?;
                done += 1;
                if !watch((done, all)) {
                    return Err(store::Error::Interrupted.into());
                }
            }
            match ids.last() {
                Some(id) => last = *id,
                None => return Ok(()),
            }
        }
    })
}
