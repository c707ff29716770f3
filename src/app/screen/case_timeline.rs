//! What stands on the timeline of a case: its sending, its log, the ends of periods, the authority's dates, and today.

use chrono::NaiveDate;

use super::timeline::{Mark, MarkKind, Timeline, layout};
use crate::app::model::Model;
use crate::app::model::detail::Detail;
use crate::content::{calendar, kind_words, phrases};
use crate::domain::day::months_after;
use crate::domain::{Attempt, EventId, EventKind};

/// The timeline of an account's case over `width` cells; `None` before anything was sent.
pub fn of(model: &Model, detail: &Detail, width: usize) -> Option<Timeline> {
    let attempt = detail.open_attempt().or(detail.case.attempts.last())?;
    let today = model.today;
    let mark = |on: NaiveDate, kind, words: &str| {
        let date = calendar::short_date(on, today, model.lang);
        Mark { on, kind, date, words: words.to_owned() }
    };
    let words = &phrases(model.lang).timeline;
    let mut marks: Vec<Mark> = detail
        .live()
        .filter(|e| e.on >= attempt.sent && e.on <= today)
        .map(|e| {
            let kind = if e.id == attempt.event { MarkKind::Sent } else { MarkKind::Event };
            mark(e.on, kind, &kind_words(e.data.kind(), model.lang).short)
        })
        .collect();
    let open = detail.case.closed.is_none() && attempt.answered.is_none() && !attempt.complained;
    let waits = open || attempt.complained || answered_after_the_month(detail, attempt);
    if waits {
        marks.push(mark(months_after(attempt.start(), 1), MarkKind::MonthEnd, &words.month_end));
    }
    let limit = attempt.limit();
    if open && attempt.extended() {
        marks.push(mark(limit.ends, MarkKind::Deadline, &words.extended));
    }
    if open {
        marks.push(mark(limit.complaint_from(), MarkKind::Deadline, &words.complain));
    }
    if let Some(complaint) = detail.case.complaint.as_ref().filter(|_| detail.case.closed.is_none()) {
        let deadline = match (complaint.reply, complaint.decision_due()) {
            (None, Some(due)) => Some((due, &words.due)),
            (None, None) => Some((complaint.ask_decision_from(), &words.ask)),
            (Some(_), _) => {
                let appeal = complaint.appeal_until().filter(|_| complaint.appealed.is_none()).map(|day| (day, &words.appeal));
                appeal.or_else(|| complaint.objection_until().map(|day| (day, &words.object)))
            }
        };
        marks.extend(deadline.map(|(day, words)| mark(day, MarkKind::Deadline, words)));
    }
    marks.push(Mark { on: today, kind: MarkKind::Today, date: words.today.clone(), words: String::new() });
    Some(layout(&marks, waits.then_some(limit.ends).filter(|_| open), today, width))
}

/// Whether the answer to an attempt came after its month had ended, which the timeline then shows.
fn answered_after_the_month(detail: &Detail, attempt: &Attempt) -> bool {
    let end = months_after(attempt.start(), 1);
    let answers = |kind| matches!(kind, EventKind::Granted | EventKind::Refused);
    detail.live().any(|e| e.id > EventId(0) && answers(e.data.kind()) && e.on > end)
}
