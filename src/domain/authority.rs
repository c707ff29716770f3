//! A complaint to the authority, with the clocks of the authority and of the court. They run beside the controller's month, and
//! neither stops the other.

use chrono::NaiveDate;

use super::day::{add_days, months_after};
use super::deadline::{last_day_at_authority, legal_last_day};
use super::event_parts::Outcome;
use super::state::{CaseState, Phase};
use super::who::Authority;

/// The months after which one may ask whether the authority will act (Article 78(2) GDPR).
const MONTHS_TO_ASK: u32 = 3;
/// The days in which it has to decide on that (Swedish law since 2025-05-01, prop. 2024/25:88).
const DAYS_TO_DECIDE: i64 = 14;
/// The days in which a decision can be appealed (förvaltningslagen 43–44 §§).
const DAYS_TO_APPEAL: i64 = 21;
/// The days in which an early resolution can be objected to (Regulation 2025/2518 Article 5).
const DAYS_TO_OBJECT: i64 = 28;
/// Complaints lodged from this day on can end in an early resolution (Regulation 2025/2518).
const EARLY_RESOLUTION_FROM: NaiveDate = NaiveDate::from_ymd_opt(2027, 4, 2).expect("a day");

/// A complaint and its clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The day it was lodged.
    pub lodged_on: NaiveDate,
    /// The case number, empty until it is known.
    pub case_number: String,
    /// The day a decision was asked for, newest.
    pub decision_requested: Option<NaiveDate>,
    /// The newest answer.
    pub reply: Option<AuthorityReply>,
    /// The day the newest answer was appealed.
    pub appealed: Option<NaiveDate>,
}

/// The authority's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorityReply {
    /// The day it came.
    pub on: NaiveDate,
    /// What it says.
    pub outcome: Outcome,
    /// The day one was served with it, where it is known; the time to appeal counts from it.
    pub served: Option<NaiveDate>,
}

impl Complaint {
    pub(super) fn new(lodged_on: NaiveDate, case_number: &str) -> Self {
        Self { lodged_on, case_number: case_number.to_owned(), decision_requested: None, reply: None, appealed: None }
    }

    pub(super) fn ask_decision(&mut self, on: NaiveDate) {
        // What was answered before the request does not answer it.
        self.decision_requested = Some(on);
        self.reply = None;
        self.appealed = None;
    }

    pub(super) fn answer(&mut self, reply: AuthorityReply) {
        self.reply = Some(reply);
        self.appealed = None;
    }

    /// From when a decision may be asked for: three months have passed on the day after the same date.
    pub fn ask_decision_from(&self) -> NaiveDate {
        add_days(months_after(self.lodged_on, MONTHS_TO_ASK), 1)
    }

    /// From when the request is certainly not too early: the last day of the three months may be one that
    /// moves in Sweden.
    pub fn safe_decision_from(&self) -> NaiveDate {
        add_days(last_day_at_authority(months_after(self.lodged_on, MONTHS_TO_ASK)), 1)
    }

    /// The last day of the authority's two weeks, while a request for a decision is unanswered.
    pub fn decision_due(&self) -> Option<NaiveDate> {
        let asked = self.decision_requested.filter(|_| self.reply.is_none())?;
        Some(last_day_at_authority(add_days(asked, DAYS_TO_DECIDE)))
    }

    /// The last day to appeal, while the newest answer can be appealed and was not. Counts from the day one was
    /// served, or from the day the answer came, which is the same or earlier.
    pub fn appeal_until(&self) -> Option<NaiveDate> {
        let reply = self.reply.filter(|reply| reply.outcome.is_appealable() && self.appealed.is_none())?;
        Some(last_day_at_authority(add_days(reply.served.unwrap_or(reply.on), DAYS_TO_APPEAL)))
    }

    /// The authority's notice of an early resolution, where it is the newest answer and Regulation 2025/2518 applies.
    pub fn early_resolution(&self) -> Option<AuthorityReply> {
        let early = |reply: &AuthorityReply| reply.outcome == Outcome::EarlyResolution;
        self.reply.filter(early).filter(|_| self.lodged_on >= EARLY_RESOLUTION_FROM)
    }

    /// The last day to object to an early resolution of a complaint lodged under Regulation 2025/2518, while one was not
    /// objected to. A Union act moves it past weekends and public holidays (Regulation 1182/71), not past the eves.
    pub fn objection_until(&self) -> Option<NaiveDate> {
        let reply = self.early_resolution().filter(|_| self.appealed.is_none())?;
        let told = reply.served.unwrap_or(reply.on);
        Some(legal_last_day(add_days(told, DAYS_TO_OBJECT), Authority::get().holidays))
    }

    /// Where the complaint stands; `last` is the day of the last event of the case.
    pub fn state(&self, last: NaiveDate) -> CaseState {
        let (phase, day) = if self.appealed.is_some() {
            (Phase::Appealed, last)
        } else if let Some(until) = self.appeal_until() {
            (Phase::AppealOpen, until)
        } else if let Some(until) = self.objection_until() {
            (Phase::ObjectionOpen, until)
        } else if self.reply.is_some() {
            (Phase::AuthorityReplied, last)
        } else if let Some(due) = self.decision_due() {
            (Phase::DecisionRequested, due)
        } else {
            (Phase::ComplaintLodged, self.ask_decision_from())
        };
        CaseState { phase, day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    #[test]
    fn every_worked_clock_of_the_authority_and_the_court_comes_out() {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/data/imy.csv").as_bytes());
        let mut seen = 0;
        for row in rows.records() {
            let row: Vec<NaiveDate> = row.expect("a row").iter().map(d).collect();
            let [lodged, ask_from, safe_from, asked, due, served, appeal] = row[..] else { panic!("seven days") };
            let mut complaint = Complaint::new(lodged, "");
            assert_eq!((complaint.ask_decision_from(), complaint.safe_decision_from()), (ask_from, safe_from), "{lodged}");
            complaint.ask_decision(asked);
            assert_eq!(complaint.decision_due(), Some(due), "{lodged}");
            complaint.answer(AuthorityReply { on: served, outcome: Outcome::DecisionRefused, served: Some(served) });
            assert_eq!((complaint.appeal_until(), complaint.decision_due()), (Some(appeal), None), "{lodged}");
            seen += 1;
        }
        assert_eq!(seen, 8);
    }

    #[test]
    fn an_early_resolution_can_be_objected_to_for_four_weeks_where_the_regulation_applies() {
        let reply = AuthorityReply { on: d("2027-06-01"), outcome: Outcome::EarlyResolution, served: None };
        let until = |lodged| {
            let mut complaint = Complaint::new(d(lodged), "");
            complaint.answer(reply);
            (complaint.objection_until(), complaint.appeal_until())
        };
        assert_eq!(until("2027-04-02"), (Some(d("2027-06-29")), None));
        assert_eq!(until("2027-04-01"), (None, None));
    }

    #[test]
    fn the_last_day_to_object_is_never_a_day_off_and_the_time_ends_with_an_objection() {
        let mut complaint = Complaint::new(d("2027-04-02"), "");
        let told = |on| AuthorityReply { on: d(on), outcome: Outcome::EarlyResolution, served: None };
        // Ascension Day, a Saturday, and Christmas Eve, which moves nothing in the law of the Union.
        for (on, until) in [("2027-04-08", "2027-05-07"), ("2027-05-15", "2027-06-14"), ("2027-11-26", "2027-12-24")] {
            complaint.answer(told(on));
            assert_eq!(complaint.objection_until(), Some(d(until)), "{on}");
        }
        complaint.appealed = Some(d("2027-12-01"));
        assert_eq!((complaint.objection_until(), complaint.state(d("2027-12-01")).phase), (None, Phase::Appealed));
    }

    #[test]
    fn an_answer_ends_the_wait_and_an_appeal_the_time_to_appeal() {
        let mut complaint = Complaint::new(d("2025-06-10"), "");
        let reply = |outcome| AuthorityReply { on: d("2025-07-01"), outcome, served: Some(d("2025-07-03")) };
        complaint.answer(reply(Outcome::SupervisionOpened));
        assert_eq!(complaint.state(d("2025-07-01")).phase, Phase::AuthorityReplied);
        complaint.answer(reply(Outcome::SupervisionClosed));
        assert_eq!(complaint.state(d("2025-07-01")), CaseState { phase: Phase::AppealOpen, day: d("2025-07-24") });
        complaint.appealed = Some(d("2025-07-20"));
        assert_eq!((complaint.appeal_until(), complaint.state(d("2025-07-20")).phase), (None, Phase::Appealed));
    }
}
