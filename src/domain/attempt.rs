//! One submission of an objection, with its own month and what came of it.

use chrono::NaiveDate;

use super::day::months_after;
use super::deadline::{Deadline, legal_last_day};
use super::event_parts::EventId;
use super::holiday::Country;

/// Where the e-mailed code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// None was asked for.
    NotAsked,
    /// Asked for, not logged as entered; the month is reckoned provisionally from the day of sending.
    Pending,
    /// Entered on that day, from which the month counts.
    Entered(NaiveDate),
}

/// A notice of extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtensionNotice {
    /// The day of the notice.
    pub on: NaiveDate,
    /// Until when; `None` when it did not say.
    pub until: Option<NaiveDate>,
    /// Whether it says why; `None` when not noted.
    pub reasons: Option<bool>,
}

/// One submission, with its own month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The event that logged it.
    pub event: EventId,
    /// The day it was sent.
    pub sent: NaiveDate,
    /// The e-mailed code.
    pub code: Code,
    /// Whether any mail came after it: an automatic reply, a question, an answer.
    pub heard: bool,
    /// Notices of extension after it.
    pub notices: Vec<ExtensionNotice>,
    /// The day of the first yes or no after it.
    pub answered: Option<NaiveDate>,
    /// Whether a complaint was lodged after it.
    pub complained: bool,
    /// The country where the controller acts, whose public holidays count.
    pub country: Country,
}

impl Attempt {
    pub(super) fn new(event: EventId, sent: NaiveDate, code_pending: bool, country: Country) -> Self {
        let code = if code_pending { Code::Pending } else { Code::NotAsked };
        Self { event, sent, code, heard: false, notices: Vec::new(), answered: None, complained: false, country }
    }

    /// Whether its answer is still awaited: neither a yes nor a no came after it, and no complaint.
    pub fn is_open(&self) -> bool {
        self.answered.is_none() && !self.complained
    }

    /// Whether its answer came in time, so that none of its dates matters any more.
    pub fn answered_in_time(&self) -> bool {
        self.answered.is_some_and(|on| on <= self.limit().legal_last_day)
    }

    /// The day from which its month counts.
    pub fn start(&self) -> NaiveDate {
        if let Code::Entered(on) = self.code { on } else { self.sent }
    }

    /// The month of the answer, whatever was extended.
    pub fn month(&self) -> Deadline {
        Deadline::month(self.start(), self.country)
    }

    /// The controller's last day of its month: what came until then came in time.
    pub fn last_day_of_month(&self) -> NaiveDate {
        legal_last_day(months_after(self.start(), 1), self.country)
    }

    /// Its month, or the extended period where notice came in time.
    pub fn limit(&self) -> Deadline {
        let start = self.start();
        let ends = |notice: &ExtensionNotice| notice.until.unwrap_or_else(|| months_after(start, 3));
        match self.notices_in_time().map(ends).max() {
            Some(until) => Deadline::extended(start, Some(until), self.country),
            None => self.month(),
        }
    }

    /// The day until which an extension that names this end counts: no sooner than the month's end, and for at most three
    /// months.
    pub fn counted_until(&self, until: NaiveDate) -> NaiveDate {
        Deadline::extended(self.start(), Some(until), self.country).ends
    }

    fn notices_in_time(&self) -> impl Iterator<Item = &ExtensionNotice> {
        let last = self.last_day_of_month();
        self.notices.iter().filter(move |notice| notice.on <= last)
    }

    /// Whether an extension counts: some notice came in time.
    pub fn extended(&self) -> bool {
        self.notices_in_time().next().is_some()
    }

    /// The first notice that came too late to count.
    pub fn late_notice(&self) -> Option<NaiveDate> {
        let last = self.last_day_of_month();
        self.notices.iter().map(|notice| notice.on).filter(|on| *on > last).min()
    }
}
