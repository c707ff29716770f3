//! The connection that reads. Every call runs to its end in one snapshot; nothing stays open behind it.

use std::cell::{Cell, OnceCell, RefCell};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use chrono::NaiveDate;
use rusqlite::{Connection, DropBehavior, InterruptHandle};

use super::connection::{Journal, Mode, connect, journal_of, leave_log};
use super::error::{Error, Result};
use super::form_drafts::FormDraftKey;
use super::identity::{FileIdentity, Replaced};
use super::keyset_scan::KeysetScan;
use super::past;
use super::search::Candidates;
use super::stamp::Stamp;
use super::{accounts, agenda, case_list, counts, drafts, events, form_drafts, outside, schema, view_counts};
use crate::domain::agenda::{AgendaFrom, AgendaItem};
use crate::domain::change::{FormDraft, HalfTyped};
use crate::domain::list::{AccountSummary, Counts, Filter, Page, Row, ScanFrom};
use crate::domain::{Account, AccountId, Draft, Event, EventId, Platform};

/// How many accounts are looked up at a time where all are gone through.
const CHUNK: usize = 500;

/// How much a connection keeps of what it has read, in KiB. The system keeps the file's pages, too; a screen with
/// three such connections shall not keep them four times.
const CACHE: i64 = 512;

/// The same while everything is gone through.
const LARGE_CACHE: i64 = 16 << 10;

/// Makes connections that read the same file, for other threads: when they are needed, since each costs time and memory.
#[derive(Debug, Clone)]
pub struct ReaderSource {
    path: PathBuf,
    mode: Mode,
    replaced: Replaced,
    /// The login of who reads: what is half-typed in dialogs is that person's.
    login: Option<String>,
    /// The day as of which everything is seen; `None` for all that there is.
    as_of: Option<NaiveDate>,
}

impl ReaderSource {
    /// Another connection.
    pub fn open(&self) -> Result<Reader> {
        let conn = connect(&self.path, self.mode)?;
        conn.pragma_update(None, "query_only", "ON")?;
        conn.pragma_update(None, "cache_size", -CACHE)?;
        Ok(Reader {
            conn,
            source: self.clone(),
            identity: OnceCell::new(),
            looked_back: Cell::new(None),
            newest: Arc::default(),
            number: Cell::new(0),
            candidates: RefCell::default(),
        })
    }
}

/// Reads, and cannot write.
#[derive(Debug)]
pub struct Reader {
    conn: Connection,
    source: ReaderSource,
    /// The file, from the first reading on.
    identity: OnceCell<FileIdentity>,
    /// The version of the database that is seen as of that day.
    looked_back: Cell<Option<i64>>,
    /// The newest read that was asked for, and the one that is being made.
    newest: Arc<AtomicU64>,
    number: Cell<u64>,
    /// What the index knew for the last search.
    candidates: RefCell<Option<Candidates>>,
}

/// Stops what a [`Reader`] is doing, from another thread: its call returns [`Error::Interrupted`].
pub struct Interrupt {
    handle: InterruptHandle,
    newest: Arc<AtomicU64>,
}

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupt")
    }
}

impl Interrupt {
    /// Stops it; nothing when it does nothing.
    pub fn interrupt(&self) {
        self.handle.interrupt();
    }

    /// Stops every read before the one with this number, in whatever it does: also between two statements, where an
    /// interruption is lost.
    pub fn supersede(&self, number: u64) {
        self.newest.store(number, Relaxed);
        self.handle.interrupt();
    }
}

impl Reader {
    pub(super) fn new(path: &Path, mode: Mode) -> Result<Self> {
        Self::beside(path, mode, Replaced::default())
    }

    /// One of several connections to a file.
    pub(super) fn beside(path: &Path, mode: Mode, replaced: Replaced) -> Result<Self> {
        ReaderSource { path: path.to_owned(), mode, replaced, login: None, as_of: None }.open()
    }

    /// The login of who reads: what is half-typed in dialogs is that person's.
    pub fn set_login(&mut self, login: Option<String>) {
        self.source.login = login;
    }

    /// From now on everything is seen as of a day: what is dated later has not happened yet.
    pub fn set_as_of(&mut self, day: Option<NaiveDate>) {
        self.source.as_of = day;
        self.looked_back.set(None);
    }

    /// Whether an event had happened by the day as of which everything is seen.
    pub(super) fn has_happened(&self, event: &Event) -> bool {
        self.source.as_of.is_none_or(|day| event.on <= day)
    }

    /// What makes others for the same file, as of the same day and for the same person.
    pub const fn source(&self) -> &ReaderSource {
        &self.source
    }

    /// For going through everything: the inner pages of all tables stay in memory.
    pub fn expect_much(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "cache_size", -LARGE_CACHE)?)
    }

    /// A way to stop it from another thread.
    pub fn interrupt_handle(&self) -> Interrupt {
        Interrupt { handle: self.conn.get_interrupt_handle(), newest: Arc::clone(&self.newest) }
    }

    /// What is read from now on is for the request with this number.
    pub fn begin_read(&self, number: u64) {
        self.number.set(number);
    }

    /// Whether something was asked for later than what is being read: looked at in every loop that may be long, since
    /// SQLite's own interruption is lost between two statements.
    pub(super) fn superseded(&self) -> bool {
        self.newest.load(Relaxed) > self.number.get()
    }

    /// Several calls that see the same moment, whatever others write meanwhile.
    pub fn in_snapshot<T, E: std::convert::From<Error>>(&self, what: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        // What was made in memory goes with the transaction, which SQLite ends by itself after a grave error.
        let undone = |_: &E| self.looked_back.set(None);
        if !self.conn.is_autocommit() {
            return what(self).inspect_err(undone);
        }
        let snapshot = self.conn.unchecked_transaction().map_err(Error::from)?;
        self.look_back()?;
        let out = what(self).inspect_err(undone)?;
        snapshot.commit().map_err(Error::from)?;
        Ok(out)
    }

    /// From now on all calls see the same moment, until it is released. After an error each sees its own.
    pub fn hold_snapshot(&self) -> Result<()> {
        let mut snapshot = self.conn.unchecked_transaction()?;
        self.look_back()?;
        snapshot.set_drop_behavior(DropBehavior::Ignore);
        Ok(())
    }

    /// Ends what is held, whatever failed meanwhile.
    pub fn release_snapshot(&self) {
        if self.conn.execute_batch("COMMIT").is_err() {
            let _ = self.conn.execute_batch("ROLLBACK");
            self.looked_back.set(None);
        }
    }

    /// A part of the list as of a day, at most `limit` rows, always in the order of the list.
    pub fn page(&self, today: NaiveDate, filter: &Filter, from: ScanFrom, limit: usize) -> Result<Page> {
        let scan = KeysetScan::new(today, filter, from);
        let superseded = || self.superseded();
        self.read(|conn| case_list::page(conn, &scan, limit, (&superseded, &mut self.candidates.borrow_mut())))
    }

    /// The numbers of all accounts that a filter shows, in the order of the list.
    pub fn shown_by(&self, today: NaiveDate, filter: &Filter) -> Result<Vec<AccountId>> {
        self.read(|conn| case_list::shown_by(conn, today, filter, &|| self.superseded()))
    }

    /// Shows those of the accounts that are there, one after the other.
    pub fn summaries(&self, ids: &[AccountId], see: impl FnMut(AccountSummary<'_>)) -> Result<()> {
        self.read(|conn| case_list::summaries(conn, ids, see, &|| self.superseded()))
    }

    /// How many cases there are of each class and status on a day.
    pub fn counts(&self, today: NaiveDate) -> Result<Counts> {
        self.read(|conn| {
            let half_typed = form_drafts::all_half_typed_by_others(conn, self.source.login.as_deref())?;
            Ok(Counts { half_typed, ..counts::counts(conn, today)? })
        })
    }

    /// How many of them a search finds; `None` where that is too much to be counted now.
    pub fn counts_in_view(&self, today: NaiveDate, filter: &Filter) -> Result<Option<Counts>> {
        self.read(|conn| view_counts::counts_in_view(conn, today, filter, &|| self.superseded()))
    }

    /// The next day on which a period that the controller has ends, today included.
    pub fn next_due(&self, today: NaiveDate) -> Result<Option<NaiveDate>> {
        self.read(|conn| counts::next_due(conn, today))
    }

    /// At most `limit` things that are due, in the order of the calendar, and whether more follow in that direction.
    pub fn agenda(&self, from: AgendaFrom, limit: usize) -> Result<(Vec<AgendaItem>, bool)> {
        self.read(|conn| agenda::agenda(conn, from, limit))
    }

    /// How many things are due on each day of a stretch, of the days on which anything is.
    pub fn due_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, u64)>> {
        self.read(|conn| agenda::due_days(conn, from, to))
    }

    /// An account's row in the list as of a day.
    pub fn row(&self, id: AccountId, today: NaiveDate) -> Result<Option<Row>> {
        self.read(|conn| case_list::row(conn, id, today))
    }

    /// An account.
    pub fn account(&self, id: AccountId) -> Result<Option<Account>> {
        self.read(|conn| accounts::account(conn, id))
    }

    /// The accounts with exactly this handle, by number, at most twenty.
    pub fn find(&self, platform: Option<Platform>, handle: &str) -> Result<Vec<AccountId>> {
        self.read(|conn| accounts::with_handle(conn, platform, handle))
    }

    /// The handles from one text to before another, each once and in order: the first `most`, and the last.
    pub fn handles(&self, from: &str, end: &str, most: usize) -> Result<Vec<String>> {
        self.read(|conn| accounts::handles(conn, from, end, most))
    }

    /// The other accounts of the same person or with the same e-mail address: one objection may cover them.
    pub fn siblings(&self, account: &Account) -> Result<Vec<(AccountId, Platform)>> {
        self.read(|conn| accounts::siblings(conn, account))
    }

    /// An account's draft; an empty one when nothing is prepared.
    pub fn draft(&self, id: AccountId) -> Result<Draft> {
        self.read(|conn| drafts::draft(conn, id))
    }

    /// An account's log, by day and number, voided events included.
    pub fn events(&self, id: AccountId) -> Result<Vec<Event>> {
        let mut events = self.read(|conn| events::of_account(conn, id))?;
        events.retain(|event| self.has_happened(event));
        Ok(events)
    }

    /// The bytes of the file that an event attaches.
    pub fn evidence(&self, event: EventId) -> Result<Option<Vec<u8>>> {
        self.read(|conn| events::evidence(conn, event))
    }

    /// The accounts that share a submission, by number.
    pub fn accounts_of_submission(&self, submission_id: i64) -> Result<Vec<AccountId>> {
        self.read(|conn| events::accounts_of_submission(conn, submission_id))
    }

    /// The accounts where something stands that was logged under a number in one go, and was not voided.
    pub fn in_batch(&self, number: i64) -> Result<Vec<AccountId>> {
        self.read(|conn| events::in_batch(conn, number))
    }

    /// The numbers of all accounts, in order and some hundreds at a time; ends after an error.
    pub fn number_chunks(&self) -> impl Iterator<Item = Result<Vec<AccountId>>> + '_ {
        // Numbers begin at 1.
        let mut last = Some(AccountId(0));
        iter::from_fn(move || {
            let after = last?;
            let ids = self.read(|conn| accounts::numbers(conn, after, CHUNK));
            last = ids.as_ref().ok().and_then(|ids| ids.last().copied());
            (last.is_some() || ids.is_err()).then_some(ids)
        })
    }

    /// What the person typed in a dialog and did not save.
    pub fn form_draft(&self, account: Option<AccountId>, form: &str) -> Result<Option<String>> {
        let key = FormDraftKey { account, form, login: self.source.login.as_deref() };
        self.read(|conn| form_drafts::form_draft(conn, key))
    }

    /// The person's dialogs that were open when the program ended, oldest first.
    pub fn open_forms(&self) -> Result<Vec<FormDraft>> {
        self.read(|conn| form_drafts::open_forms(conn, self.source.login.as_deref()))
    }

    /// The person's dialogs that were left half-typed: the newest, and how many there are.
    pub fn half_typed(&self) -> Result<Option<(HalfTyped, u64)>> {
        self.read(|conn| form_drafts::half_typed(conn, self.source.login.as_deref()))
    }

    /// Which database it is, and how many commits it has seen; `None` where none was made.
    pub(super) fn stamp(&self) -> Result<Option<Stamp>> {
        self.read(Stamp::stored)
    }

    /// Who else has something half-typed about an account, by login.
    pub fn half_typed_by_others(&self, id: AccountId) -> Result<Vec<String>> {
        self.read(|conn| form_drafts::half_typed_by_others(conn, id, self.source.login.as_deref()))
    }

    /// The folders with the complaints of accounts, by name, each once; also those that are gone by now.
    pub fn complaint_folders(&self, accounts: &[AccountId]) -> Result<Vec<String>> {
        self.read(|conn| outside::folders(conn, accounts))
    }

    /// The addresses that the person saw working, and the last day each of them did.
    pub fn working_links(&self) -> Result<Vec<(String, NaiveDate)>> {
        self.read(outside::working_links)
    }

    /// A number that changes when another connection has written. Asked for before the rows are read, it
    /// never misses a change.
    pub fn data_version(&self) -> Result<i64> {
        if !self.is_current() {
            return Err(Error::Replaced);
        }
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Brings the list to the day as of which everything is seen, where the database has changed since.
    fn look_back(&self) -> Result<()> {
        let Some(day) = self.source.as_of else { return Ok(()) };
        // Reading takes the snapshot, of which the version is then that of.
        self.schema()?;
        let version = self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.looked_back.get() != Some(version) {
            past::look_back(&self.conn, day)?;
            self.looked_back.set(Some(version));
        }
        Ok(())
    }

    /// Whether no statement is left open, which would hold an old snapshot.
    pub fn is_idle(&self) -> bool {
        self.conn.is_autocommit() && !self.conn.is_busy()
    }

    pub(super) fn schema(&self) -> Result<i64> {
        schema::version(&self.conn)
    }

    pub(super) fn journal(&self) -> Result<Journal> {
        journal_of(&self.conn)
    }

    /// Where the file is.
    pub(super) fn path(&self) -> &Path {
        &self.source.path
    }

    /// Whether the file that is read is still the one at its path.
    fn is_current(&self) -> bool {
        self.identity.get().is_none_or(FileIdentity::holds)
    }

    pub(super) fn read<T>(&self, what: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let read = self.in_snapshot(|reader| what(&reader.conn))?;
        self.identity.get_or_init(|| FileIdentity::of(&self.source.path, Replaced::clone(&self.source.replaced)));
        Ok(read)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if !self.is_current() {
            leave_log(&self.conn);
        }
    }
}
