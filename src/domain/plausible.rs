//! What is odd about an event: told beside it, and logged all the same. One answer for the screen and the command line.

use chrono::NaiveDate;

use super::case::{Attempt, Case};
use super::event::EventKind;
use super::offered::offered_events;
use super::state::Phase;

/// The day from which the GDPR applies: nothing in a case can have happened before.
const GDPR_APPLIES: NaiveDate = NaiveDate::from_ymd_opt(2018, 5, 25).expect("a day");

/// Something odd about an event and the day it is said to have happened on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The day is before the first objection was sent, which was on that day.
    BeforeSubmission(NaiveDate),
    /// A notice of extension that came after that day, the last on which it counts.
    LateNotice(NaiveDate),
    /// A complaint about silence before that day, from which it is safe.
    EarlyComplaint(NaiveDate),
    /// The day is before the law that the case is about, which applies since that day.
    BeforeLaw(NaiveDate),
    /// The kind of event is not one that follows where the case stands.
    Unlikely,
}

/// Why the day of an event that is logged is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubtfulDay {
    /// It lies before the law that the case is about.
    BeforeLaw,
    /// It has not come yet, so the event does not count yet.
    Future,
}

/// Whether the day of an event that is logged is doubtful, and why.
pub fn doubtful_day(on: NaiveDate, today: NaiveDate) -> Option<DoubtfulDay> {
    match on {
        on if on < GDPR_APPLIES => Some(DoubtfulDay::BeforeLaw),
        on if on > today => Some(DoubtfulDay::Future),
        _ => None,
    }
}

/// What is odd about an event of a kind on a day, in a case that stands in `phase`.
pub fn oddities(kind: EventKind, on: NaiveDate, case: &Case, phase: Phase) -> Vec<Oddity> {
    let mut odd = Vec::new();
    if on < GDPR_APPLIES {
        odd.push(Oddity::BeforeLaw(GDPR_APPLIES));
    }
    // The first attempt, not the newest: an answer to it may come after another was sent.
    let first = case.attempts.iter().map(|attempt| attempt.sent).min();
    let follows = kind != EventKind::Note && kind != EventKind::Submitted;
    odd.extend(first.filter(|sent| follows && on < *sent).map(Oddity::BeforeSubmission));
    let last = case.open_attempt().map(Attempt::last_day_of_month);
    odd.extend(last.filter(|last| kind == EventKind::Extended && on > *last).map(Oddity::LateNotice));
    let safe = case.limit().map(|period| period.complaint_from());
    let early = safe.filter(|from| kind == EventKind::ComplaintLodged && on < *from);
    odd.extend(early.map(Oddity::EarlyComplaint));
    if early.is_none() && kind.spec().is_offered() && !offered_events(case, phase).contains(&kind) {
        odd.push(Oddity::Unlikely);
    }
    odd
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::Platform;
    use crate::domain::{Event, EventData, EventId, Submission};

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    fn case(events: &[(&str, EventData)]) -> Case {
        let event = |((on, data), id): (&(&str, EventData), i64)| Event {
            id: EventId(id),
            on: d(on),
            recorded_at: DateTime::UNIX_EPOCH,
            login: None,
            note: String::new(),
            in_complaint: false,
            data: data.clone(),
        };
        Case::of(Platform::default(), &events.iter().zip(1..).map(event).collect::<Vec<_>>())
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

    #[test]
    fn a_day_that_has_not_come_or_was_before_the_law_is_doubtful() {
        let on = |day| doubtful_day(d(day), d("2026-11-26"));
        assert_eq!(on("2026-11-27"), Some(DoubtfulDay::Future));
        assert_eq!((on("2026-11-26"), on("2018-05-25")), (None, None));
        assert_eq!(on("2016-11-26"), Some(DoubtfulDay::BeforeLaw));
    }
}
