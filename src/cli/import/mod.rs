//! `nej import`: accounts from a table or from an export, all of them or none. The file is read twice: what is wrong
//! with it is known before the database is touched.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

mod fresh;

use fresh::Fresh;

use super::account::label;
use super::args::ImportArgs;
use super::context::Context;
use super::failure::{Failure, Result, path};
use super::out::{Out, remark};
use super::progress::Progress;
use crate::content::fill;
use crate::domain::change::Change;
use crate::domain::text::escape_control;
use crate::domain::{AccountId, Event};
use crate::exchange::import::compare::Difference;
use crate::exchange::import::{self, Bad, Encoding, Fault, Halt, Record, Sniff};
use crate::runtime::cancel::CancelFlag;
use crate::runtime::clock;
use crate::store::{self, Batch, Incoming, Writer};

/// How many lines are named; the rest is counted.
const NAMED: u64 = 50;
/// How many bytes are read at a time.
const PIECE: usize = 64 << 10;

/// Imports a file.
pub fn run(context: &Context, args: &ImportArgs, out: &mut Out) -> Result<()> {
    let mut source = Source::open(context, &args.file)?;
    let stop = CancelFlag::listen();
    source.stop = Some(stop.clone());
    let told = imported(context, args, &mut source);
    context.unless_stopped(&stop, told)?.tell(context, args, out)
}

fn imported(context: &Context, args: &ImportArgs, source: &mut Source<'_>) -> Result<Told> {
    check(context, source)?;
    if context.has_database() {
        let (_, mut writer) = context.writer()?;
        return write(context, args, source, &mut writer);
    }
    // What comes to nothing leaves nothing: a new database gets its place when all is in it, and trying out gives it none.
    let fresh = if args.dry_run { Fresh::to_throw_away(context)? } else { Fresh::beside_its_place(context)? };
    let told = write(context, args, source, &mut fresh.writer(context)?)?;
    if !args.dry_run {
        fresh.place(context)?;
    }
    Ok(told)
}

/// The file, so that it can be read again.
struct Source<'a> {
    name: &'a Path,
    file: File,
    length: u64,
    encoding: Encoding,
    stop: Option<CancelFlag>,
}

impl<'a> Source<'a> {
    fn open(context: &Context, name: &'a Path) -> Result<Self> {
        let failed = |error: io::Error| Failure::read(name, &error, context.lang);
        let file = if name == Path::new("-") {
            spooled(&mut io::stdin().lock()).map_err(failed)?
        } else {
            let mut file = File::open(name).map_err(failed)?;
            if file.metadata().map_err(failed)?.is_file() { file } else { spooled(&mut file).map_err(failed)? }
        };
        let mut source = Self { name, file, length: 0, encoding: Encoding::Utf8, stop: None };
        source.look().map_err(failed)?;
        Ok(source)
    }

    /// Finds out what it is written in.
    fn look(&mut self) -> io::Result<()> {
        let (mut sniff, mut piece) = (Sniff::default(), vec![0; PIECE]);
        self.file.rewind()?;
        loop {
            let n = self.file.read(&mut piece)?;
            if n == 0 {
                break;
            }
            sniff.feed(&piece[..n]);
            self.length += n as u64;
        }
        self.encoding = sniff.encoding();
        Ok(())
    }

    /// Reads all of it. `half` says which of two times this is.
    fn read<E>(
        &mut self,
        context: &Context,
        progress: &mut Progress,
        half: u64,
        take: impl FnMut(std::result::Result<Record, Bad>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), Halt<E>> {
        self.file.rewind().map_err(Halt::Io)?;
        let all = self.length * 2;
        let done = self.length * half;
        let watched =
            Watched { file: BufReader::with_capacity(PIECE, &self.file), progress, stop: self.stop.as_ref(), done, all };
        import::read(watched, self.encoding, context.today, take)
    }
}

/// A copy of what can be read only once; it has no name and is gone with the program.
fn spooled(from: &mut impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(from, &mut file)?;
    Ok(file)
}

/// Shows how far reading has come, and ends it when it is to stop.
struct Watched<'a, R> {
    file: R,
    progress: &'a mut Progress,
    stop: Option<&'a CancelFlag>,
    done: u64,
    all: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.stop.is_some_and(|stop| stop.asked().is_some()) {
            return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
        }
        let n = self.file.read(buf)?;
        self.done += n as u64;
        self.progress.at(self.done, self.all);
        Ok(n)
    }
}

/// Names every line that is wrong, in one go.
fn check(context: &Context, source: &mut Source<'_>) -> Result<()> {
    let mut found = Vec::new();
    let mut count = 0_u64;
    let mut note = |bad: Bad| {
        count += 1;
        if count <= NAMED {
            found.push(bad);
        }
    };
    let take = |record: std::result::Result<Record, Bad>| -> std::result::Result<(), Failure> {
        if let Err(bad) = record {
            note(bad);
        }
        Ok(())
    };
    match source.read(context, &mut Progress::new(), 0, take) {
        Ok(()) => {}
        Err(Halt::Bad(bad)) => note(bad),
        Err(Halt::Io(error)) => return Err(Failure::read(source.name, &error, context.lang)),
        Err(Halt::Taker(failure)) => return Err(failure),
    }
    refuse(context, source, &found, count)
}

/// Ends the import when something is wrong.
fn refuse(context: &Context, source: &Source<'_>, found: &[Bad], count: u64) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let words = &context.words().import;
    for bad in found {
        remark(&fill(&words.line, &[("line", &bad.line.to_string()), ("why", &why(context, &bad.fault))]));
    }
    let rest = count - found.len() as u64;
    if rest > 0 {
        remark(&words.more.of(rest, context.lang));
    }
    Err(Failure::Refused(fill(&words.refused.of(count, context.lang), &[("file", &path(source.name))])))
}

/// What an import came to.
#[derive(Default)]
struct Told {
    new: u64,
    same: u64,
    updated: u64,
    differ: u64,
    listed: Vec<String>,
    renumbered: bool,
}

fn write(context: &Context, args: &ImportArgs, source: &mut Source<'_>, writer: &mut Writer) -> Result<Told> {
    context.retry_while_busy(|| writer.batch().map(drop))?;
    let mut batch = writer.batch().map_err(|e| context.stored(&e))?;
    let fresh = batch.is_fresh().map_err(|e| context.stored(&e))?;
    let (mut told, mut bad) = (Told::default(), Vec::new());
    let take = |record: std::result::Result<Record, Bad>| -> store::Result<()> {
        let record = match record {
            Ok(record) => record,
            Err(wrong) => {
                bad.push(wrong);
                return Ok(());
            }
        };
        match one(context, args, &mut batch, fresh, &record, &mut told) {
            // Numbers that are kept can stand in the file twice.
            Err(store::Error::Sqlite { .. }) if fresh && record.whole() && (bad.len() as u64) < NAMED => {
                bad.push(Bad { line: record.line, fault: Fault::Twice(record.id.map_or(0, |id| id.0)) });
                Ok(())
            }
            done => done,
        }
    };
    let mut progress = Progress::new();
    match source.read(context, &mut progress, 1, take) {
        Ok(()) => {}
        Err(Halt::Bad(wrong)) => bad.push(wrong),
        Err(Halt::Io(error)) => return Err(Failure::read(source.name, &error, context.lang)),
        Err(Halt::Taker(error)) => return Err(context.stored(&error)),
    }
    drop(progress);
    refuse(context, source, &bad, bad.len() as u64)?;
    if !args.dry_run {
        batch.finish().map_err(|e| context.stored(&e))?;
    }
    Ok(told)
}

/// Takes in one account.
fn one(
    context: &Context,
    args: &ImportArgs,
    batch: &mut Batch<'_>,
    fresh: bool,
    record: &Record,
    told: &mut Told,
) -> store::Result<()> {
    // An export into a fresh database is that database again, with accounts that are there twice.
    let same = if fresh && record.whole() { Vec::new() } else { batch.same(&record.fields)? };
    let mut nearest: Option<(AccountId, Difference)> = None;
    for id in same {
        let Some((account, draft, log)) = batch.known(id)? else { continue };
        let difference = Difference::between(record, &account, &draft, &log);
        if difference.is_none() {
            told.same += 1;
            return Ok(());
        }
        nearest.get_or_insert((id, difference));
    }
    match nearest {
        None => {
            told.new += 1;
            told.renumbered |= record.whole() && !fresh;
            batch.bring_in(&incoming(context, record, fresh))?;
        }
        Some((id, difference)) if args.update => {
            told.updated += 1;
            update(batch, id, difference, record)?;
        }
        Some((id, _)) => {
            told.differ += 1;
            if told.differ <= NAMED {
                let values = [("line", record.line.to_string()), ("account", label(&record.fields)), ("id", id.0.to_string())];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                told.listed.push(fill(&context.words().import.differs, &values));
            }
        }
    }
    Ok(())
}

fn incoming(context: &Context, record: &Record, fresh: bool) -> Incoming {
    let mut draft = record.draft.clone();
    if !record.whole() && draft.has_text() {
        draft.version = 1;
    }
    Incoming {
        keep: record.id.filter(|_| fresh),
        fields: record.fields.clone(),
        added_on: record.added_on.unwrap_or(context.today),
        draft,
        entries: written_now(record, record.entries.clone()),
        evidence: record.evidence.clone(),
    }
}

/// Entries with the moment of writing; an export tells its own.
fn written_now(record: &Record, mut entries: Vec<Event>) -> Vec<Event> {
    if !record.whole() {
        let now = clock::now();
        for entry in &mut entries {
            entry.recorded_at = now;
        }
    }
    entries
}

fn update(batch: &mut Batch<'_>, account: AccountId, difference: Difference, record: &Record) -> store::Result<()> {
    if let Some(fields) = difference.fields {
        batch.apply(&Change::Edit { account, fields })?;
    }
    if let Some(draft) = difference.draft {
        batch.apply(&Change::SaveDraft { account, draft })?;
    }
    let new = |id| difference.entries.iter().any(|entry| entry.id == id);
    let evidence: Vec<_> = record.evidence.iter().filter(|(id, _)| new(*id)).cloned().collect();
    let entries = written_now(record, difference.entries.clone());
    if !entries.is_empty() {
        batch.add_entries(account, &entries, &evidence, difference.known)?;
    }
    Ok(())
}

impl Told {
    fn tell(self, context: &Context, args: &ImportArgs, out: &mut Out) -> Result<()> {
        let words = &context.words().import;
        for line in &self.listed {
            remark(line);
        }
        let unlisted = self.differ - self.listed.len() as u64;
        if unlisted > 0 {
            remark(&words.more.of(unlisted, context.lang));
        }
        if self.differ > 0 {
            remark(&words.take_them);
        }
        let mut parts = vec![words.new.of(self.new, context.lang)];
        for (n, phrase) in [(self.updated, &words.updated), (self.same, &words.same), (self.differ, &words.left)] {
            parts.extend((n > 0).then(|| phrase.of(n, context.lang)));
        }
        let head = if args.dry_run { &words.would } else { &words.done };
        out.line(&fill(head, &[("what", &parts.join(", "))]))?;
        if self.renumbered {
            out.line(&words.renumbered)?;
        }
        Ok(())
    }
}

/// What is wrong with a line, in words.
fn why(context: &Context, fault: &Fault) -> String {
    let words = &context.words().import;
    let shown = |text: &str| {
        let cut: String = text.chars().take(60).collect();
        escape_control(&cut).into_owned()
    };
    let say = |phrase: &str, what: &str, value: &str| fill(phrase, &[("what", &shown(what)), ("value", &shown(value))]);
    match fault {
        Fault::NoColumns(names) => say(&words.no_columns, &names.join(", "), ""),
        Fault::UnknownColumns(names) => {
            let known = import::Column::ALL.map(import::Column::id).join(", ");
            let names: Vec<String> = names.iter().take(10).map(|name| shown(name)).collect();
            fill(&words.unknown_columns, &[("what", &names.join(", ")), ("known", &known)])
        }
        Fault::TwiceColumn(name) => say(&words.twice_column, name, ""),
        Fault::Cells { found, expected } => fill(&words.cells, &[("n", &found.to_string()), ("max", &expected.to_string())]),
        Fault::Empty { what } => say(&words.empty, what, ""),
        Fault::TooLong { what, max } => fill(&words.too_long, &[("what", what), ("max", &max.to_string())]),
        Fault::Unknown { what, value, choices } if choices.is_empty() => say(&words.unknown, what, value),
        Fault::Unknown { what, value, choices } => {
            let usage = &context.words().usage;
            say(&usage.not_a_choice, what, value) + " " + &fill(&usage.choices, &[("what", &choices.join(", "))])
        }
        Fault::NotADay { what, value } => say(&words.not_a_day, what, value),
        Fault::Future { what, value } => say(&words.future, what, value),
        Fault::Needs { what, other } => fill(&words.needs, &[("what", what), ("other", other)]),
        Fault::Before { what, value, other } => fill(&words.before, &[("what", what), ("value", value), ("other", other)]),
        Fault::Unreadable(detail) => fill(&words.unreadable, &[("why", &escape_control(detail))]),
        Fault::Foreign => words.foreign.clone(),
        Fault::Newer(version) => say(&words.newer, version, ""),
        Fault::Twice(id) => say(&words.twice, &id.to_string(), ""),
        Fault::NoTarget(id) => say(&words.no_target, &id.to_string(), ""),
        Fault::Evidence(name) => say(&words.evidence, name, ""),
        Fault::Endless => words.endless.clone(),
    }
}
