//! The situations in which an invented case can be, each as the log that leads to it.

use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use serde::Deserialize;

use crate::content::asset::fill;
use crate::domain::day::{add_days, months_after};
use crate::domain::holiday::Country;
use crate::domain::who::Authority;
use crate::domain::{Closing, Deadline, EventData, Outcome, Submission};

/// Events of a log, in order: the day, a note (may be empty), and what happened.
pub type DemoLog = Vec<(NaiveDate, String, EventData)>;

/// Where a case is to stand today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Scenario {
    /// Nothing sent.
    Draft,
    /// A code was asked for yesterday or today.
    CodePending,
    /// A code was asked for two days ago or more.
    CodeLate,
    /// Sent, with time left.
    Waiting,
    /// Sent, and the month ends within a week.
    DueSoon,
    /// The controller asks something.
    Asks,
    /// The controller takes longer and said so in time.
    Extended,
    /// The month is over; only an automatic reply came.
    Overdue,
    /// The month is over, the code not logged.
    OverdueCode,
    /// The month is over, and the controller was reminded.
    Reminded,
    /// The month is over, the controller's question unanswered.
    OverdueAsked,
    /// Notice of an extension came when the month was over.
    LateNotice,
    /// The month is just over, and it is safe to complain only later, where today allows that.
    OverdueEarly,
    /// The controller said no.
    Refused,
    /// The controller goes on despite a yes.
    Continued,
    /// The complaint is with the authority.
    Lodged,
    /// A decision may be asked for.
    AskDecision,
    /// A decision was asked for.
    DecisionRequested,
    /// The authority's two weeks are over.
    DecisionLate,
    /// The authority answered.
    Replied,
    /// The controller said yes.
    Granted,
    /// Done.
    Closed,
    /// Given up.
    Abandoned,
    /// Taken back.
    Withdrawn,
}

/// What a scenario is built with.
pub(super) struct ScenarioContext<'a> {
    pub today: NaiveDate,
    /// Where the controller acts.
    pub country: Country,
    /// The objection; whether a code is pending is up to the scenario.
    pub submission: Submission,
    /// The complaint's words.
    pub complaint: &'a str,
    /// Makes case numbers and outcomes differ.
    pub number: u64,
}

impl Scenario {
    /// The numbers of days with which the scenario can be built: how far back it lies, or how many are left.
    pub fn days(self) -> RangeInclusive<i64> {
        match self {
            Self::CodePending => 0..=1,
            Self::CodeLate => 2..=20,
            Self::Waiting => 0..=20,
            // A month's end can lie up to three days earlier than asked for, where the month is short.
            Self::DueSoon => 3..=7,
            Self::Asks => 3..=20,
            Self::Extended => 22..=60,
            Self::Overdue | Self::OverdueCode | Self::OverdueAsked => 1..=150,
            Self::Reminded => 5..=150,
            Self::LateNotice => 12..=50,
            Self::OverdueEarly => 1..=1,
            Self::Refused | Self::Continued | Self::Lodged => 1..=80,
            Self::Draft | Self::AskDecision => 0..=40,
            Self::DecisionRequested => 0..=13,
            Self::DecisionLate => 15..=40,
            Self::Replied | Self::Granted | Self::Closed | Self::Abandoned | Self::Withdrawn => 1..=300,
        }
    }

    /// The log of the scenario.
    pub fn build(self, days: i64, context: &ScenarioContext) -> DemoLog {
        use Scenario::{Abandoned, Closed, Continued, Draft, Granted, Refused, Withdrawn};
        use Scenario::{AskDecision, DecisionLate, DecisionRequested, Lodged, Replied};
        use Scenario::{Asks, CodeLate, CodePending, DueSoon, Extended, Waiting};
        use Scenario::{LateNotice, Overdue, OverdueAsked, OverdueCode, OverdueEarly, Reminded};
        let mut builder = LogBuilder { context, log: DemoLog::new() };
        let build = match self {
            Draft => return builder.log,
            CodePending | CodeLate | Waiting | DueSoon | Asks | Extended => LogBuilder::waiting,
            Overdue | OverdueCode | OverdueAsked | Reminded | LateNotice | OverdueEarly => LogBuilder::overdue,
            Lodged | AskDecision | DecisionRequested | DecisionLate | Replied => LogBuilder::at_authority,
            Refused | Continued | Granted | Closed | Abandoned | Withdrawn => LogBuilder::ended,
        };
        build(&mut builder, self, days);
        builder.log
    }
}

struct LogBuilder<'a> {
    context: &'a ScenarioContext<'a>,
    log: DemoLog,
}

impl LogBuilder<'_> {
    fn ago(&self, days: i64) -> NaiveDate {
        add_days(self.context.today, -days)
    }

    fn add(&mut self, day: NaiveDate, what: EventData) {
        self.log.push((day, String::new(), what));
    }

    fn sent(&mut self, day: NaiveDate, code_pending: bool) {
        self.add(day, EventData::Submitted(Submission { code_pending, ..self.context.submission.clone() }));
    }

    /// Sent, with an automatic reply on the same day.
    fn sent_and_acknowledged(&mut self, day: NaiveDate) {
        self.sent(day, false);
        self.add(day, EventData::Acknowledged);
    }

    fn waiting(&mut self, scenario: Scenario, days: i64) {
        let sent = if scenario == Scenario::DueSoon { month_before(self.ago(-days)) } else { self.ago(days) };
        match scenario {
            Scenario::CodePending | Scenario::CodeLate => self.sent(sent, true),
            // Some have entered a code, and the month counts from that day.
            Scenario::Waiting if self.context.number.is_multiple_of(3) => {
                self.sent(sent, true);
                self.add(sent, EventData::Confirmed);
            }
            _ => self.sent_and_acknowledged(sent),
        }
        match scenario {
            Scenario::Asks => {
                self.add(add_days(sent, 2), EventData::InfoRequested { identity: self.context.number.is_multiple_of(2) });
            }
            Scenario::Extended => {
                self.add(add_days(sent, 20), EventData::Extended { until: Some(months_after(sent, 3)), reasons: None });
            }
            _ => {}
        }
    }

    fn overdue(&mut self, scenario: Scenario, days: i64) {
        let sent = if scenario == Scenario::OverdueEarly { self.just_over() } else { month_before(self.ago(days)) };
        if scenario == Scenario::OverdueCode {
            self.sent(sent, true);
            return;
        }
        self.sent_and_acknowledged(sent);
        let month = self.month(sent);
        match scenario {
            Scenario::OverdueAsked => self.add(add_days(sent, 9), EventData::InfoRequested { identity: true }),
            Scenario::Reminded => self.add(add_days(month.ends, 3), EventData::Reminded),
            Scenario::LateNotice => {
                self.add(
                    add_days(month.legal_last_day, 2),
                    EventData::Extended { until: Some(months_after(sent, 3)), reasons: None },
                );
            }
            _ => {}
        }
    }

    /// A day of sending whose month is over today and after which it is safe to complain only later; else one
    /// whose month ended yesterday or shortly before.
    fn just_over(&self) -> NaiveDate {
        let sent = (1..=5).map(|n| month_before(self.ago(n)));
        let early = |sent: &NaiveDate| self.month(*sent).complaint_from() > self.context.today;
        sent.clone().find(early).or_else(|| sent.clone().next()).unwrap_or(self.context.today)
    }

    fn month(&self, sent: NaiveDate) -> Deadline {
        Deadline::month(sent, self.context.country)
    }

    fn at_authority(&mut self, scenario: Scenario, days: i64) {
        let lodged = match scenario {
            Scenario::AskDecision => months_before(self.ago(days), 3),
            Scenario::DecisionRequested | Scenario::DecisionLate => months_before(self.ago(days), 4),
            Scenario::Replied => self.ago(days + 45),
            _ => self.ago(days),
        };
        self.sent_and_acknowledged(add_days(lodged, -50));
        self.add(lodged, EventData::ComplaintLodged { text: self.context.complaint.to_owned(), case_number: String::new() });
        let numbered = add_days(lodged, 4);
        if numbered <= self.context.today {
            let number = 10_000 + self.context.number.wrapping_add(1).wrapping_mul(7_919) % 80_000;
            let values = [("year", &*numbered.year().to_string()), ("number", &*number.to_string())];
            let case_number = fill(&Authority::get().case_numbers, &values);
            self.add(numbered, EventData::CaseNumber { case_number });
        }
        match scenario {
            Scenario::DecisionRequested | Scenario::DecisionLate => self.add(self.ago(days), EventData::DecisionRequested),
            Scenario::Replied => {
                let outcome = Outcome::ALL[self.context.number as usize % Outcome::ALL.len()];
                self.add(self.ago(days), EventData::AuthorityReplied { outcome, served: None });
            }
            _ => {}
        }
    }

    fn ended(&mut self, scenario: Scenario, days: i64) {
        let end = self.ago(days);
        // A yes comes quickest.
        self.sent_and_acknowledged(add_days(end, if scenario == Scenario::Granted { -1 } else { -5 }));
        let reasons = [None, Some(true), Some(false)][(self.context.number % 3) as usize];
        match scenario {
            Scenario::Refused => self.add(end, EventData::Refused { reasons }),
            Scenario::Granted => self.add(end, EventData::Granted),
            Scenario::Continued => {
                self.add(add_days(end, -4), EventData::Granted);
                self.add(end, EventData::Continued);
            }
            Scenario::Abandoned => self.add(end, EventData::Closed { reason: Closing::Abandoned }),
            Scenario::Withdrawn => self.add(end, EventData::Closed { reason: Closing::Withdrawn }),
            _ => {
                self.add(add_days(end, -4), EventData::Granted);
                self.add(end, EventData::Closed { reason: Closing::Done });
            }
        }
    }
}

/// A day from which a month ends on `end`, or as shortly before as the calendar allows.
fn month_before(end: NaiveDate) -> NaiveDate {
    months_before(end, 1)
}

fn months_before(end: NaiveDate, months: u32) -> NaiveDate {
    end.checked_sub_months(Months::new(months)).unwrap_or(end)
}
