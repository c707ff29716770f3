//! What a clock can say, and warnings about an event, which do not keep it from being logged. One answer for the screen and
//! the command line.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::authority::Complaint;
use super::case::{Attempt, Case};
use super::event::{Event, EventData, EventKind};
use super::offered::offered_events;
use super::state::Phase;

/// The day from which the GDPR applies: nothing in a case can have happened before.
const GDPR_APPLIES: NaiveDate = NaiveDate::from_ymd_opt(2018, 5, 25).expect("a day");

/// Years that a clock may say: before them there was no training of AI to object to, and a clock that was never set says
/// one of those; after them it is broken.
const YEARS: RangeInclusive<i32> = 2020..=2199;

/// Whether a day can be today.
pub fn can_be_today(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// Something odd about an event and the day it is said to have happened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The day is before the first objection was sent, which was on that day.
    BeforeSubmission(NaiveDate),
    /// A notice of extension that came after that day, the last on which it counts.
    LateNotice(NaiveDate),
    /// A complaint about silence before that day, from which it is safe.
    EarlyComplaint(NaiveDate),
    /// A request for a decision before that day, from which one can be requested.
    EarlyDecision(NaiveDate),
    /// The day is before the law that the case is about, which applies since that day.
    BeforeLaw(NaiveDate),
    /// The kind of event is not one that follows where the case stands.
    Unlikely,
}

/// What is odd about an event of a kind on a day, in a case that stands in `phase`.
pub fn oddities(kind: EventKind, on: NaiveDate, case: &Case, phase: Phase) -> Vec<Oddity> {
    let mut odd = Vec::new();
    if on < GDPR_APPLIES {
        odd.push(Oddity::BeforeLaw(GDPR_APPLIES));
    }
    odd.extend(before_submission(kind, on, case));
    let last = case.open_attempt().map(Attempt::last_day_of_month);
    odd.extend(last.filter(|last| kind == EventKind::Extended && on > *last).map(Oddity::LateNotice));
    let safe = case.limit().map(|period| period.complaint_from());
    let early = safe.filter(|from| kind == EventKind::ComplaintLodged && on < *from);
    odd.extend(early.map(Oddity::EarlyComplaint));
    let ask_from = case.complaint.as_ref().map(Complaint::ask_decision_from);
    odd.extend(ask_from.filter(|from| kind == EventKind::DecisionRequested && on < *from).map(Oddity::EarlyDecision));
    if early.is_none() && kind.spec().is_offered() && !offered_events(case, phase).contains(&kind) {
        odd.push(Oddity::Unlikely);
    }
    odd
}

/// The first attempt, not the newest: an answer to it may come after another was sent.
fn before_submission(kind: EventKind, on: NaiveDate, case: &Case) -> Option<Oddity> {
    let first = case.attempts.iter().map(|attempt| attempt.sent).min();
    let follows = !matches!(kind, EventKind::Note | EventKind::Submitted | EventKind::EvidenceAdded | EventKind::Voided);
    first.filter(|sent| follows && on < *sent).map(Oddity::BeforeSubmission)
}

/// Until when an extension counts that names an end which none can have; `None` where it can, or where notice came too late.
pub fn other_end(on: NaiveDate, until: NaiveDate, attempt: Option<&Attempt>) -> Option<NaiveDate> {
    let in_time = attempt.filter(|attempt| on <= attempt.last_day_of_month())?;
    Some(in_time.counted_until(until)).filter(|counted| *counted != until)
}

/// [`other_end`] of an event that is in the log of a case and was not voided.
pub fn other_end_in_log(event: &Event, case: &Case) -> Option<NaiveDate> {
    let EventData::Extended { until: Some(until), .. } = &event.data else { return None };
    let attempt = case.attempts.iter().find(|attempt| attempt.notices.iter().any(|notice| notice.on == event.on));
    other_end(event.on, *until, attempt)
}

/// What is odd about an event that is in the log of a case and was not voided.
pub fn oddities_in_log(event: &Event, case: &Case) -> Vec<Oddity> {
    let (kind, on) = (event.data.kind(), event.on);
    let law = (on < GDPR_APPLIES).then_some(Oddity::BeforeLaw(GDPR_APPLIES));
    let has_notice = |attempt: &&Attempt| kind == EventKind::Extended && attempt.notices.iter().any(|notice| notice.on == on);
    // One that is in time for a later attempt counts there.
    let last = case.attempts.iter().filter(has_notice).map(Attempt::last_day_of_month).max();
    let late = last.filter(|last| on > *last).map(Oddity::LateNotice);
    law.into_iter().chain(before_submission(kind, on, case)).chain(late).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Platform, Submission};

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    fn case(events: &[(&str, EventData)]) -> Case {
        Case::of(Platform::default(), &Event::log(events))
    }

    fn odd(kind: EventKind, on: &str, case: &Case) -> Vec<Oddity> {
        oddities(kind, d(on), case, case.state(d("2026-01-01"), d("2026-12-01")).phase)
    }

    fn sent() -> EventData {
        EventData::Submitted(Submission::default())
    }

    #[test]
    fn a_day_before_the_first_attempt_is_odd_and_one_between_two_is_not() {
        let case = case(&[("2026-09-01", sent()), ("2026-09-20", sent())]);
        assert_eq!(odd(EventKind::Acknowledged, "2026-09-10", &case), []);
        assert_eq!(odd(EventKind::Acknowledged, "2026-08-31", &case), [Oddity::BeforeSubmission(d("2026-09-01"))]);
        assert_eq!(odd(EventKind::Note, "2026-08-31", &case), []);
    }

    #[test]
    fn the_log_marks_what_was_odd_when_it_came() {
        let extended = || EventData::Extended { until: None, reasons: None };
        let events = [
            ("2017-01-01", EventData::Note),
            ("2026-08-31", EventData::Acknowledged),
            ("2026-09-03", sent()),
            ("2026-10-05", extended()),
            ("2026-10-06", extended()),
            ("2026-10-07", EventData::Granted),
        ];
        let (log, case) = (Event::log(&events), case(&events));
        let odd: Vec<_> = log.iter().map(|event| oddities_in_log(event, &case)).collect();
        let late = vec![Oddity::LateNotice(d("2026-10-05"))];
        assert_eq!(odd[..3], [vec![Oddity::BeforeLaw(GDPR_APPLIES)], vec![Oddity::BeforeSubmission(d("2026-09-03"))], vec![]]);
        assert_eq!(odd[3..], [vec![], late, vec![]]);
    }

    #[test]
    fn an_extension_ends_where_one_can() {
        let extended = |until: &str| EventData::Extended { until: Some(d(until)), reasons: None };
        for (until, counts) in [("2020-01-01", Some("2026-10-03")), ("2026-11-20", None), ("2031-01-01", Some("2026-12-03"))] {
            let events = [("2026-09-03", sent()), ("2026-09-20", extended(until))];
            let (log, case) = (Event::log(&events), case(&events));
            assert_eq!(other_end(d("2026-09-20"), d(until), case.open_attempt()), counts.map(d), "{until}");
            assert_eq!(other_end_in_log(&log[1], &case), counts.map(d), "{until}");
            assert_eq!(
                (other_end_in_log(&log[0], &case), other_end(d("2026-11-01"), d(until), case.open_attempt())),
                (None, None)
            );
        }
    }

    #[test]
    fn what_comes_late_or_early_or_before_the_law_is_odd() {
        let case = case(&[("2026-09-03", sent())]);
        // The month ends on a Saturday; Monday the 5th is the last day.
        assert_eq!(odd(EventKind::Extended, "2026-10-05", &case), []);
        assert_eq!(odd(EventKind::Extended, "2026-10-06", &case), [Oddity::LateNotice(d("2026-10-05"))]);
        assert_eq!(odd(EventKind::ComplaintLodged, "2026-10-05", &case), [Oddity::EarlyComplaint(d("2026-10-06"))]);
        assert_eq!(odd(EventKind::ComplaintLodged, "2026-10-06", &case), []);
        assert_eq!(odd(EventKind::Note, "2018-05-24", &case), [Oddity::BeforeLaw(GDPR_APPLIES)]);
        assert_eq!(odd(EventKind::Note, "2018-05-25", &case), []);
        assert_eq!(odd(EventKind::Reopened, "2026-09-04", &case), [Oddity::Unlikely]);
    }
}
