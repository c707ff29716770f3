//! Import: accounts from a table or from an export, all of them or none. The file is read twice: what is wrong with it is
//! known before the database is touched.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};

use super::given;
use super::import_match::{Nearest, Seen, nearest};
pub use super::import_read::{ByteProgress, ImportError, NAMED};
use super::import_read::{ProgressReader, WrongLines};
use crate::domain::change::Change;
use crate::domain::handle::HandleRemark;
use crate::domain::{AccountDetails, AccountId, Event};
use crate::exchange::import::compare::Difference;
use crate::exchange::import::sniff::{Sniff, Sniffed};
use crate::exchange::import::{self, Encoding, Imported, LineError, LineFault, Record, Stopped, UnknownColumns};
use crate::store::{self, Batch, Incoming, Writer};

/// How many bytes are read at a time.
const PIECE: usize = 64 << 10;

/// An encoding that is only likely, with a line as it reads in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Guess {
    pub encoding: Encoding,
    pub line: u64,
    pub sample: String,
}

/// What is to be said of a file that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportNotes {
    /// Set where the encoding is not certain.
    pub guess: Option<Guess>,
    /// Columns that are passed over.
    pub unknown_columns: Vec<String>,
    /// What is odd about handles: the first [`NAMED`] of them with line and details, and how many there are.
    pub handles: Vec<(u64, AccountDetails, HandleRemark)>,
    /// How many handles are odd.
    pub odd_handles: u64,
}

/// A file that can be read twice.
#[derive(Debug)]
pub struct ImportSource {
    file: File,
    /// In bytes, without a mark at the end that is none of the text.
    length: u64,
    encoding: Encoding,
    guess: Option<Guess>,
}

impl ImportSource {
    /// Opens a file and finds out its encoding, unless a person said which it is.
    pub fn open(path: &Path, encoding: Option<Encoding>) -> Result<Self, ImportError> {
        let mut file = given::open(path)?;
        if file.metadata()?.is_file() { Self::new(file, encoding) } else { Self::from_reader(&mut file, encoding) }
    }

    /// Copies what can be read only once to a file that has no name and is gone with the program.
    pub fn from_reader(input: &mut impl Read, encoding: Option<Encoding>) -> Result<Self, ImportError> {
        let mut file = tempfile::tempfile()?;
        let mut head = Vec::new();
        input.take(PIECE as u64).read_to_end(&mut head)?;
        // What is no table need not be read to its end, which may never come.
        if let Sniffed::Refused(lines, count) = sniffed_head(&head, encoding)
            && lines.iter().any(|line| matches!(line.fault, LineFault::Binary | LineFault::Workbook))
        {
            return Err(ImportError::Lines(lines, count));
        }
        file.write_all(&head)?;
        io::copy(input, &mut file)?;
        Self::new(file, encoding)
    }

    fn new(mut file: File, said: Option<Encoding>) -> Result<Self, ImportError> {
        let (mut sniff, mut piece, mut length) = (Sniff::default(), vec![0; PIECE], 0);
        file.rewind()?;
        loop {
            let n = file.read(&mut piece)?;
            if n == 0 {
                break;
            }
            sniff.feed(&piece[..n]);
            length += n as u64;
        }
        let (encoding, guess) = match sniff.finish(said) {
            Sniffed::Certain(encoding) => (encoding, None),
            Sniffed::Guess(encoding, line, sample) => (encoding, Some(Guess { encoding, line, sample })),
            Sniffed::Refused(lines, count) => return Err(ImportError::Lines(lines, count)),
        };
        let length = length - sniff.end_marks(encoding);
        Ok(Self { file, length, encoding, guess })
    }

    /// Reads all of it. `half` says which of two times this is.
    fn read<E>(
        &mut self,
        today: NaiveDate,
        progress: ByteProgress<'_>,
        half: u64,
        take: impl FnMut(Result<Imported, LineError>) -> Result<(), E>,
    ) -> Result<UnknownColumns, Stopped<E>> {
        self.file.rewind()?;
        let file = BufReader::with_capacity(PIECE, (&self.file).take(self.length));
        let reader = ProgressReader { file, progress, read: self.length * half, all: self.length * 2 };
        import::read(reader, self.encoding, today, take)
    }

    /// Reads all of it once, and finds every line that is wrong.
    pub fn check(&mut self, today: NaiveDate, progress: ByteProgress<'_>) -> Result<ImportNotes, ImportError> {
        let mut wrong = WrongLines::default();
        let mut notes = ImportNotes { guess: self.guess.clone(), ..ImportNotes::default() };
        let take = |read: Result<Imported, LineError>| -> Result<(), ImportError> {
            match read {
                Ok(Imported::Account(record)) => notes.record(&record),
                Ok(Imported::Mail(_)) => {}
                Err(error) => wrong.push(error),
            }
            Ok(())
        };
        let read = self.read(today, progress, 0, take);
        notes.unknown_columns = wrong.end(read)?.0;
        Ok(notes)
    }

    /// Writes all accounts into one transaction, which ends without a change for a dry run.
    pub fn write(
        &mut self,
        writer: &mut Writer,
        options: ImportOptions,
        progress: ByteProgress<'_>,
    ) -> Result<ImportReport, ImportError> {
        if options.dry_run
            && let Some(report) = self.count(writer, options, progress)?
        {
            return Ok(report);
        }
        let mut batch = writer.batch()?;
        let fresh = batch.is_fresh()?;
        let (mut report, mut wrong, mut seen) = (ImportReport::default(), WrongLines::default(), Seen::default());
        let take = |read: Result<Imported, LineError>| -> Result<(), ImportError> {
            let record = match read {
                Ok(Imported::Account(record)) => record,
                Ok(Imported::Mail(mail)) => return Ok(batch.import_mail(&mail, None)?),
                Err(error) => {
                    wrong.push(error);
                    return Ok(());
                }
            };
            // An export into a fresh database is that database again, with accounts that are there twice.
            let new = fresh && (record.whole() || seen.insert_names(&record));
            let found = if new { Nearest::New } else { nearest(&batch, &record)? };
            match import_one(&mut batch, options, fresh, (&record, found), &mut report) {
                // Numbers that are kept can stand in the file twice.
                Err(store::Error::Sqlite { .. }) if fresh && record.whole() && wrong.count < NAMED as u64 => {
                    wrong.push(LineError { line: record.line, fault: LineFault::Twice(record.id.map_or(0, |id| id.0)) });
                    Ok(())
                }
                done => Ok(done?),
            }
        };
        let read = self.read(options.today, progress, 1, take);
        wrong.end(read)?;
        if !options.dry_run {
            batch.finish()?;
        }
        Ok(report)
    }

    /// What writing would come to, without writing. `None` where accounts of the file may be the same as others of it:
    /// what is done with the later ones depends on what was written of the earlier.
    fn count(
        &mut self,
        writer: &mut Writer,
        options: ImportOptions,
        progress: ByteProgress<'_>,
    ) -> Result<Option<ImportReport>, ImportError> {
        let batch = writer.batch()?;
        let fresh = batch.is_fresh()?;
        let (mut report, mut wrong, mut seen, mut distinct) =
            (ImportReport::default(), WrongLines::default(), Seen::default(), true);
        let take = |read: Result<Imported, LineError>| -> Result<(), ImportError> {
            match read {
                Err(error) => wrong.push(error),
                Ok(Imported::Mail(_)) => {}
                Ok(Imported::Account(record)) if fresh && record.whole() => {
                    distinct &= seen.insert_number(&record);
                    report.new += 1;
                }
                Ok(Imported::Account(record)) => {
                    distinct &= seen.insert_names(&record);
                    match if fresh { Nearest::New } else { nearest(&batch, &record)? } {
                        Nearest::New => {
                            report.new += 1;
                            report.renumbered |= record.whole() && !fresh;
                        }
                        Nearest::Same => report.same += 1,
                        Nearest::Differs(..) if options.update => report.updated += 1,
                        Nearest::Differs(id, _) => report.differs(id, &record),
                    }
                }
            }
            Ok(())
        };
        let read = self.read(options.today, progress, 1, take);
        wrong.end(read)?;
        Ok(distinct.then_some(report))
    }
}

impl ImportNotes {
    fn record(&mut self, record: &Record) {
        let Some(remark) = record.remark else { return };
        self.odd_handles += 1;
        if self.handles.len() < NAMED {
            self.handles.push((record.line, record.fields.clone(), remark));
        }
    }
}

/// What the beginning of a file says of all of it: only that it cannot be a table. Its last line may be cut off.
fn sniffed_head(head: &[u8], said: Option<Encoding>) -> Sniffed {
    let mut sniff = Sniff::default();
    sniff.feed(head.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default());
    sniff.finish(said)
}

/// How to import.
#[derive(Debug, Clone, Copy)]
pub struct ImportOptions {
    /// Change accounts that are there already and differ.
    pub update: bool,
    /// Count only.
    pub dry_run: bool,
    /// Days after it are refused in a table.
    pub today: NaiveDate,
    /// The moment that a table's events are recorded; an export has its own.
    pub at: DateTime<Utc>,
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ImportReport {
    pub new: u64,
    /// There already, without a difference.
    pub same: u64,
    pub updated: u64,
    /// There already, different, and left as they are.
    pub differing: u64,
    /// The first [`NAMED`] of those: the line, the account there, and its details in the file.
    pub named: Vec<(u64, AccountId, AccountDetails)>,
    /// Accounts of an export got new numbers.
    pub renumbered: bool,
}

impl ImportReport {
    /// Counts an account that is left as it is, and names the first of them.
    fn differs(&mut self, id: AccountId, record: &Record) {
        self.differing += 1;
        if self.named.len() < NAMED {
            self.named.push((record.line, id, record.fields.clone()));
        }
    }
}

fn import_one(
    batch: &mut Batch<'_>,
    options: ImportOptions,
    fresh: bool,
    (record, found): (&Record, Nearest),
    report: &mut ImportReport,
) -> store::Result<()> {
    match found {
        Nearest::New => {
            report.new += 1;
            report.renumbered |= record.whole() && !fresh;
            let id = batch.import(&incoming(record, options, fresh, batch.login()))?;
            import_mails(batch, id, record)?;
        }
        Nearest::Same => report.same += 1,
        Nearest::Differs(id, difference) if options.update => {
            report.updated += 1;
            update(batch, id, *difference, record, options)?;
            import_mails(batch, id, record)?;
        }
        Nearest::Differs(id, _) => report.differs(id, record),
    }
    Ok(())
}

fn import_mails(batch: &mut Batch<'_>, account: AccountId, record: &Record) -> store::Result<()> {
    record.mails.iter().try_for_each(|mail| batch.import_mail(mail, Some(account)))
}

fn incoming(record: &Record, options: ImportOptions, fresh: bool, login: Option<&str>) -> Incoming {
    let mut draft = record.draft.clone();
    if !record.whole() && draft.has_text() {
        draft.version = 1;
    }
    Incoming {
        keep: record.id.filter(|_| fresh),
        fields: record.fields.clone(),
        added_on: record.added_on.unwrap_or(options.today),
        draft,
        events: recorded(record, record.events.clone(), options, login),
        evidence: record.evidence.clone(),
    }
}

/// Events with the moment of the import and the login of who imports; an export has its own.
fn recorded(record: &Record, mut events: Vec<Event>, options: ImportOptions, login: Option<&str>) -> Vec<Event> {
    if !record.whole() {
        for event in &mut events {
            event.recorded_at = options.at;
            event.login = login.map(str::to_owned);
        }
    }
    events
}

fn update(
    batch: &mut Batch<'_>,
    account: AccountId,
    difference: Difference,
    record: &Record,
    options: ImportOptions,
) -> store::Result<()> {
    if let Some(fields) = difference.fields {
        batch.apply(&Change::Edit { account, fields })?;
    }
    if let Some(draft) = difference.draft {
        batch.apply(&Change::SaveDraft { account, draft })?;
    }
    let new = |id| difference.events.iter().any(|event| event.id == id);
    let evidence: Vec<_> = record.evidence.iter().filter(|(id, _)| new(*id)).cloned().collect();
    let events = recorded(record, difference.events.clone(), options, batch.login());
    if !events.is_empty() {
        batch.add_events(account, &events, &evidence, difference.known)?;
    }
    Ok(())
}
