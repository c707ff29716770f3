//! What became of many cases, in numbers: per platform, group and month of sending. No names are in it, and a group that is
//! too small to hide anybody is counted with the other small ones.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::account::Account;
use super::case::Case;
use super::event_parts::Outcome;
use super::who::Platform;

/// A group with fewer accounts is not listed separately.
pub const SMALLEST_GROUP: u64 = 5;

/// The names of the numbers of a row, as programs know them. The outcomes of complaints follow them.
pub const NUMBERS: [&str; 9] =
    ["accounts", "sent", "granted", "refused", "unanswered", "median_days", "p90_days", "overdue", "complaints"];

/// The numbers of some cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseTally {
    /// All of them.
    pub accounts: u64,
    /// In so many an objection was sent.
    pub sent: u64,
    /// The newest answer is a yes.
    pub granted: u64,
    /// The newest answer is a no.
    pub refused: u64,
    /// The month has passed without an answer.
    pub overdue: u64,
    /// A complaint was lodged.
    pub complaints: u64,
    /// How the authority answered the complaints.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// How many answers came after how many days.
    days: BTreeMap<i64, u64>,
}

impl CaseTally {
    fn add(&mut self, account: &Account, case: &Case, today: NaiveDate) {
        self.accounts += 1;
        self.sent += u64::from(!case.attempts.is_empty());
        let answer = case.answer.filter(|_| !case.attempts.is_empty());
        self.granted += u64::from(answer.is_some_and(|answer| answer.granted));
        self.refused += u64::from(answer.is_some_and(|answer| !answer.granted));
        self.overdue += u64::from(case.state(account.added_on, today).overdue(today));
        self.complaints += u64::from(case.complaint.is_some());
        if let Some(reply) = case.complaint.as_ref().and_then(|complaint| complaint.reply) {
            *self.outcomes.entry(reply.outcome).or_default() += 1;
        }
        for attempt in &case.attempts {
            if let Some(on) = attempt.answered {
                *self.days.entry((on - attempt.sent).num_days()).or_default() += 1;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.accounts += other.accounts;
        self.sent += other.sent;
        self.granted += other.granted;
        self.refused += other.refused;
        self.overdue += other.overdue;
        self.complaints += other.complaints;
        for (outcome, n) in &other.outcomes {
            *self.outcomes.entry(*outcome).or_default() += n;
        }
        for (days, n) in &other.days {
            *self.days.entry(*days).or_default() += n;
        }
    }

    /// An objection was sent and no answer came.
    pub const fn unanswered(&self) -> u64 {
        self.sent.saturating_sub(self.granted + self.refused)
    }

    /// Its numbers, in the order of [`NUMBERS`]; `None` for days to an answer where none came.
    pub fn numbers(&self) -> [Option<i64>; NUMBERS.len()] {
        let count = |n: u64| i64::try_from(n).ok();
        [
            count(self.accounts),
            count(self.sent),
            count(self.granted),
            count(self.refused),
            count(self.unanswered()),
            self.days_to_answer(50),
            self.days_to_answer(90),
            count(self.overdue),
            count(self.complaints),
        ]
    }

    /// The days within which so many hundredths of the answers came; `None` where none came.
    pub fn days_to_answer(&self, percent: u64) -> Option<i64> {
        let all: u64 = self.days.values().sum();
        let rank = (all * percent).div_ceil(100).max(1);
        let mut passed = 0;
        self.days.iter().find_map(|(days, n)| {
            passed += n;
            (passed >= rank).then_some(*days)
        })
    }
}

/// The numbers of all cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// All together.
    pub all: CaseTally,
    /// By platform.
    pub platforms: BTreeMap<Platform, CaseTally>,
    /// By the month in which the objection was first sent, as its first day.
    pub months: BTreeMap<NaiveDate, CaseTally>,
    groups: BTreeMap<String, CaseTally>,
}

impl Stats {
    /// Counts a case.
    pub fn add(&mut self, account: &Account, case: &Case, today: NaiveDate) {
        self.all.add(account, case, today);
        self.platforms.entry(account.fields.platform).or_default().add(account, case, today);
        if !account.fields.group.is_empty() {
            self.groups.entry(account.fields.group.clone()).or_default().add(account, case, today);
        }
        let sent = case.attempts.iter().map(|attempt| attempt.sent).min();
        if let Some(month) = sent.and_then(|sent| sent.with_day(1)) {
            self.months.entry(month).or_default().add(account, case, today);
        }
    }

    /// The groups that are large enough, by name, and all others together.
    fn groups(&self) -> (Vec<(&str, &CaseTally)>, CaseTally) {
        let (mut large, mut small) = (Vec::new(), CaseTally::default());
        for (name, tally) in &self.groups {
            if tally.accounts < SMALLEST_GROUP {
                small.merge(tally);
            } else {
                large.push((name.as_str(), tally));
            }
        }
        (large, small)
    }
}

/// What a row of the statistics is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatsSubject {
    /// All cases.
    All,
    /// Those on a platform.
    Platform(Platform),
    /// Those of a group.
    Group(String),
    /// Those of all groups that are too small to be listed.
    SmallGroups,
    /// Those whose objection was first sent in a month, by its first day.
    Month(NaiveDate),
}

impl StatsSubject {
    /// The kind of subject, as programs know it.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Platform(_) => "platform",
            Self::Group(_) | Self::SmallGroups => "group",
            Self::Month(_) => "month",
        }
    }
}

/// A row of the statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatsRow {
    /// What it is about.
    pub subject: StatsSubject,
    /// Its numbers.
    pub tally: CaseTally,
}

impl Stats {
    /// All rows that may be told: of all cases, then by platform, group and month.
    pub fn rows(&self) -> Vec<StatsRow> {
        let row = |subject, tally: &CaseTally| StatsRow { subject, tally: tally.clone() };
        let mut rows = vec![row(StatsSubject::All, &self.all)];
        rows.extend(self.platforms.iter().map(|(platform, tally)| row(StatsSubject::Platform(*platform), tally)));
        let (groups, small) = self.groups();
        rows.extend(groups.into_iter().map(|(name, tally)| row(StatsSubject::Group(name.to_owned()), tally)));
        if small.accounts > 0 {
            rows.push(row(StatsSubject::SmallGroups, &small));
        }
        rows.extend(self.months.iter().map(|(month, tally)| row(StatsSubject::Month(*month), tally)));
        rows
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::domain::{AccountDetails, AccountId, Event, EventData, Submission};

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    fn counted(cases: &[(&str, &[(&str, EventData)])]) -> Stats {
        let mut stats = Stats::default();
        for ((group, events), id) in cases.iter().zip(1..) {
            let platform = Platform::default();
            let fields = AccountDetails { group: (*group).to_owned(), ..AccountDetails::new(platform, "a") };
            let account = Account { id: AccountId(id), added_on: d("2026-01-01"), fields };
            stats.add(&account, &Case::of(platform, &Event::log(events)), d("2026-12-01"));
        }
        stats
    }

    fn sent() -> EventData {
        EventData::Submitted(Submission::default())
    }

    #[test]
    fn each_case_is_counted_by_what_became_of_it() {
        let lodged = || EventData::ComplaintLodged { text: String::new(), case_number: String::new() };
        let replied = || EventData::AuthorityReplied { outcome: Outcome::Dismissed, served: None };
        let stats = counted(&[
            ("", &[]),
            ("", &[("2026-09-01", sent())]),
            ("", &[("2026-09-01", sent()), ("2026-09-02", EventData::Granted)]),
            ("", &[("2026-09-30", sent()), ("2026-10-20", EventData::Refused { reasons: None })]),
            ("", &[("2026-10-01", sent()), ("2026-11-05", lodged()), ("2026-11-20", replied())]),
        ]);
        let all = &stats.all;
        assert_eq!([all.accounts, all.sent, all.granted, all.refused, all.unanswered()], [5, 4, 1, 1, 2]);
        assert_eq!((all.overdue, all.complaints, all.outcomes[&Outcome::Dismissed]), (1, 1, 1));
        assert_eq!((all.days_to_answer(50), all.days_to_answer(90)), (Some(1), Some(20)));
        let months: Vec<_> = stats.months.iter().map(|(month, tally)| (month.to_string(), tally.sent)).collect();
        assert_eq!(months, [("2026-09-01".to_owned(), 3), ("2026-10-01".to_owned(), 1)]);
        assert_eq!(CaseTally::default().days_to_answer(50), None);
    }

    #[test]
    fn a_group_that_is_too_small_is_not_told_by_itself() {
        let case: &[(&str, EventData)] = &[("2026-09-01", sent())];
        let mut cases = vec![("Kören", case); 5];
        cases.extend([("Styrelsen", case), ("Kassören", case), ("", case)]);
        let stats = counted(&cases);
        let (large, small) = stats.groups();
        assert_eq!(large.iter().map(|(name, tally)| (*name, tally.sent)).collect::<Vec<_>>(), [("Kören", 5)]);
        assert_eq!(small.accounts, 2);
    }
}
