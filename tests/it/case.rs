//! The life of a case: the rules of the month, one log each, and every pair of state and event.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate};
use nej::domain::{
    Case, Class, Closing, Code, Event, EventData, EventId, EventKind, Outcome, Phase, Platform, Status, Submission,
};

use crate::desk::day;
use crate::kinds::full;

const ADDED: &str = "2026-01-01";

fn sent(code_pending: bool) -> EventData {
    EventData::Submitted(Submission { code_pending, ..Submission::default() })
}

fn log(events: &[(&str, EventData)]) -> Vec<Event> {
    let event = |(n, (on, what)): (usize, &(&str, EventData))| Event {
        id: EventId(n as i64 + 1),
        on: day(on),
        recorded_at: DateTime::UNIX_EPOCH,
        note: String::new(),
        in_complaint: false,
        login: None,
        batch: None,
        data: what.clone(),
    };
    events.iter().enumerate().map(event).collect()
}

fn status(events: &[(&str, EventData)], today: &str) -> Status {
    Case::of(Platform::default(), &log(events)).state(day(ADDED), day(today)).status(day(today))
}

fn ends(events: &[(&str, EventData)]) -> NaiveDate {
    Case::of(Platform::default(), &log(events)).states(day(ADDED)).main.day
}

const UNTIL: &str = "2026-12-01";

fn extended() -> EventData {
    EventData::Extended { until: Some(day(UNTIL)), reasons: None }
}

#[test]
fn a_case_is_overdue_from_the_day_after_the_month_and_not_before() {
    let case = [("2026-09-01", sent(false))];
    assert_eq!(status(&case, "2026-10-01"), Status::AwaitingReply);
    assert_eq!(status(&case, "2026-10-02"), Status::Overdue);
}

#[test]
fn the_month_counts_from_the_day_the_code_was_entered() {
    let case = [("2026-09-01", sent(true)), ("2026-09-05", EventData::Confirmed)];
    assert_eq!(ends(&case), day("2026-10-05"));
    assert_eq!(status(&case, "2026-10-02"), Status::AwaitingReply);
}

#[test]
fn while_the_code_is_pending_the_month_runs_from_the_day_of_sending() {
    let case = [("2026-09-01", sent(true))];
    assert_eq!(status(&case, "2026-10-01"), Status::AwaitingCode);
    assert_eq!(status(&case, "2026-10-02"), Status::Overdue);
    let state = Case::of(Platform::default(), &log(&case)).states(day(ADDED)).main;
    assert_eq!(state.sent(), Some(day("2026-09-01")));
    for sent_on in ["2026-01-31", "2026-01-29", "2024-01-31", "2026-08-31"] {
        let state = Case::of(Platform::default(), &log(&[(sent_on, sent(true))])).states(day(ADDED)).main;
        assert_eq!(state.sent(), Some(day(sent_on)));
    }
}

#[test]
fn only_a_yes_or_a_no_stops_the_clock() {
    let quiet = [
        EventData::Acknowledged,
        EventData::InfoRequested { identity: true },
        EventData::InfoSupplied,
        EventData::Reminded,
        EventData::Note,
        EventData::EvidenceAdded { name: "mail.txt".into(), size: 1, sha256: String::new(), evidence_kind: None, about: None },
    ];
    for what in quiet {
        let case = [("2026-09-01", sent(false)), ("2026-09-02", what.clone())];
        assert_eq!(status(&case, "2026-10-02"), Status::Overdue, "{what:?}");
    }
    for (what, is) in [(EventData::Granted, Status::Granted), (EventData::Refused { reasons: None }, Status::Refused)] {
        let case = [("2026-09-01", sent(false)), ("2026-11-02", what)];
        assert_eq!(status(&case, "2026-12-24"), is);
    }
}

#[test]
fn an_extension_counts_only_when_told_by_the_months_legal_last_day() {
    // The month ends on Saturday 3 October, its legal last day is Monday the 5th.
    let told = |on| [("2026-09-03", sent(false)), (on, extended())];
    assert_eq!(status(&told("2026-10-05"), "2026-10-06"), Status::Extended);
    assert_eq!(ends(&told("2026-10-05")), day(UNTIL));
    assert_eq!(status(&told("2026-10-05"), "2026-12-02"), Status::Overdue);
    assert_eq!(status(&told("2026-10-06"), "2026-10-06"), Status::Overdue);
    let late = Case::of(Platform::default(), &log(&told("2026-10-06")));
    assert_eq!(late.open_attempt().unwrap().late_notice(), Some(day("2026-10-06")));
}

#[test]
fn an_extension_reaches_three_months_from_the_start_at_most() {
    let case =
        [("2026-11-30", sent(false)), ("2026-12-10", EventData::Extended { until: Some(day("2027-12-31")), reasons: None })];
    assert_eq!(ends(&case), day("2027-02-28"));
}

#[test]
fn a_new_attempt_never_silences_an_earlier_one() {
    let case = [("2026-09-01", sent(false)), ("2026-09-20", sent(false))];
    assert_eq!(status(&case, "2026-10-02"), Status::Overdue);
    let answered =
        [("2026-09-01", sent(false)), ("2026-09-10", EventData::Refused { reasons: None }), ("2026-09-20", sent(false))];
    assert_eq!(ends(&answered), day("2026-10-20"));
}

#[test]
fn an_attempt_that_never_arrived_is_voided_and_the_next_one_counts() {
    let case =
        [("2026-09-01", sent(false)), ("2026-09-20", sent(false)), ("2026-09-21", EventData::Voided { voids: EventId(1) })];
    assert_eq!(ends(&case), day("2026-10-20"));
}

#[test]
fn a_voiding_cannot_itself_be_voided() {
    let case = [
        ("2026-09-01", sent(false)),
        ("2026-09-02", EventData::Granted),
        ("2026-09-03", EventData::Voided { voids: EventId(2) }),
        ("2026-09-04", EventData::Voided { voids: EventId(3) }),
    ];
    assert_eq!(status(&case, "2026-09-05"), Status::AwaitingReply);
}

#[test]
fn a_question_about_identity_gives_a_second_date_and_keeps_the_alarm() {
    let case = [
        ("2026-09-01", sent(false)),
        ("2026-09-10", EventData::InfoRequested { identity: true }),
        ("2026-09-15", EventData::InfoSupplied),
    ];
    let folded = Case::of(Platform::default(), &log(&case));
    assert_eq!(folded.ends_if_identity_counts(), Some(day("2026-10-15")));
    assert_eq!(status(&case, "2026-09-16"), Status::AwaitingReply);
    assert_eq!(status(&case, "2026-10-02"), Status::Overdue);
}

#[test]
fn a_complaint_has_clocks_of_its_own_and_imys_answer_ends_them() {
    let lodged = EventData::ComplaintLodged { text: String::new(), case_number: String::new() };
    let mut case = vec![("2026-09-01", sent(false)), ("2026-10-02", lodged)];
    let class = |case: &[(&str, EventData)], today| {
        Class::of(Case::of(Platform::default(), &log(case)).state(day(ADDED), day(today)), day(today))
    };
    assert_eq!(class(&case, "2027-01-02"), Class::Done);
    assert_eq!(class(&case, "2027-01-03"), Class::AskAuthority);
    case.push(("2027-01-03", EventData::DecisionRequested));
    // Two weeks end on a Sunday, which moves in Sweden.
    assert_eq!(class(&case, "2027-01-18"), Class::Done);
    assert_eq!(class(&case, "2027-01-19"), Class::AskAuthority);
    case.push(("2027-01-20", EventData::AuthorityReplied { outcome: Outcome::SupervisionOpened, served: None }));
    assert_eq!(class(&case, "2028-01-01"), Class::Done);
}

#[test]
fn entries_count_by_their_day_whenever_they_were_written_down() {
    // The refusal was logged first and came last: the case is refused, and complained about only after it.
    let case = [("2026-10-20", EventData::Refused { reasons: Some(false) }), ("2026-09-01", sent(false))];
    assert_eq!(status(&case, "2026-10-21"), Status::Refused);
}

/// A log that ends in each phase.
fn states() -> Vec<(&'static str, Vec<(&'static str, EventData)>)> {
    let lodged = || EventData::ComplaintLodged { text: String::new(), case_number: String::new() };
    let waiting = || vec![("2026-09-01", sent(false))];
    let with = |more: Vec<(&'static str, EventData)>| waiting().into_iter().chain(more).collect::<Vec<_>>();
    let asked = EventData::InfoRequested { identity: false };
    let replied = |outcome| EventData::AuthorityReplied { outcome, served: None };
    let dismissed = || ("2026-10-04", replied(Outcome::Dismissed));
    vec![
        ("draft", vec![]),
        ("awaiting code", vec![("2026-09-01", sent(true))]),
        ("awaiting reply", waiting()),
        ("extended", with(vec![("2026-09-10", extended())])),
        ("info requested", with(vec![("2026-09-10", asked)])),
        ("granted", with(vec![("2026-09-10", EventData::Granted)])),
        ("continued", with(vec![("2026-09-10", EventData::Granted), ("2026-09-20", EventData::Continued)])),
        ("refused", with(vec![("2026-09-10", EventData::Refused { reasons: None })])),
        ("complaint", with(vec![("2026-10-02", lodged())])),
        ("decision requested", with(vec![("2026-10-02", lodged()), ("2026-10-03", EventData::DecisionRequested)])),
        ("authority replied", with(vec![("2026-10-02", lodged()), ("2026-10-04", replied(Outcome::SupervisionOpened))])),
        ("appeal open", with(vec![("2026-10-02", lodged()), dismissed()])),
        ("appealed", with(vec![("2026-10-02", lodged()), dismissed(), ("2026-10-05", EventData::Appealed)])),
        ("closed", with(vec![("2026-09-10", EventData::Closed { reason: Closing::Done })])),
        ("abandoned", with(vec![("2026-09-10", EventData::Closed { reason: Closing::Abandoned })])),
        ("withdrawn", with(vec![("2026-09-10", EventData::Closed { reason: Closing::Withdrawn })])),
    ]
}

/// An event of a kind, without what would take the case elsewhere: a code to wait for, an extension without reasons.
fn happening(kind: EventKind) -> EventData {
    match kind {
        EventKind::Submitted => sent(false),
        EventKind::Extended => extended(),
        kind => full(kind),
    }
}

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "draft",
        Phase::AwaitingCode { .. } => "awaiting code",
        Phase::AwaitingReply => "awaiting reply",
        Phase::Extended => "extended",
        Phase::InfoRequested => "info requested",
        Phase::Refused => "refused",
        Phase::Continued => "continued",
        Phase::ComplaintLodged => "complaint",
        Phase::DecisionRequested => "decision requested",
        Phase::AuthorityReplied => "authority replied",
        Phase::AppealOpen => "appeal open",
        Phase::ObjectionOpen => "objection open",
        Phase::Appealed => "appealed",
        Phase::Granted => "granted",
        Phase::Closed(Closing::Done) => "closed",
        Phase::Closed(Closing::Abandoned) => "abandoned",
        Phase::Closed(Closing::Withdrawn) => "withdrawn",
    }
}

#[test]
fn every_event_in_every_state_leads_where_this_table_says() {
    let mut table = String::new();
    for (state, events) in states() {
        assert_eq!(name(Case::of(Platform::default(), &log(&events)).states(day(ADDED)).main.phase), state);
        for kind in EventKind::ALL {
            let mut what = happening(*kind);
            if let EventData::Voided { voids: event } = &mut what {
                *event = EventId(events.len() as i64);
            }
            let mut after = events.clone();
            after.push(("2026-10-05", what));
            let phase = name(Case::of(Platform::default(), &log(&after)).states(day(ADDED)).main.phase);
            let leads_to = if phase == state { "·" } else { phase };
            let _ = writeln!(table, "{state:<18} + {:<18} = {leads_to}", kind.id());
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn two_days_without_a_word_are_told_until_something_comes_or_the_month_ends() {
    let unheard = |events: &[(&str, EventData)], today| Case::of(Platform::default(), &log(events)).needs_nudge(day(today));
    let case = [("2026-09-01", sent(false))];
    let told = ["2026-09-02", "2026-09-03", "2026-10-01", "2026-10-02"].map(|today| unheard(&case, today));
    assert_eq!(told, [false, true, true, false]);
    assert!(unheard(&[("2026-09-01", sent(true))], "2026-09-03"), "a code that never came is silence, too");
    for what in [
        EventData::Acknowledged,
        EventData::InfoRequested { identity: false },
        extended(),
        EventData::Granted,
        EventData::Refused { reasons: None },
        EventData::Closed { reason: Closing::Abandoned },
    ] {
        assert!(!unheard(&[("2026-09-01", sent(false)), ("2026-09-02", what.clone())], "2026-09-03"), "{what:?}");
    }
    assert!(!unheard(&[("2026-09-01", sent(true)), ("2026-09-02", EventData::Confirmed)], "2026-09-05"));
    for what in [EventData::Note, EventData::Reminded] {
        assert!(unheard(&[("2026-09-01", sent(false)), ("2026-09-02", what)], "2026-09-03"));
    }
    let again = [("2026-09-01", sent(false)), ("2026-09-02", EventData::Acknowledged), ("2026-09-10", sent(false))];
    assert_eq!(["2026-09-11", "2026-09-12"].map(|today| unheard(&again, today)), [false, true], "the newest attempt counts");
}

#[test]
fn the_code_belongs_to_the_newest_attempt_that_waits_for_one() {
    let case = Case::of(
        Platform::default(),
        &log(&[("2026-09-01", sent(true)), ("2026-09-03", sent(true)), ("2026-09-04", EventData::Confirmed)]),
    );
    let codes: Vec<Code> = case.attempts.iter().map(|a| a.code).collect();
    assert_eq!(codes, [Code::Pending, Code::Entered(day("2026-09-04"))]);
}

/// A complaint was lodged on 2025-03-05 about a first attempt, and a second attempt was sent on 2025-05-20.
fn two_matters(code_pending: bool, more: &[(&'static str, EventData)]) -> Vec<(&'static str, EventData)> {
    let lodged = EventData::ComplaintLodged { text: String::new(), case_number: String::new() };
    let begun = [("2025-01-10", sent(false)), ("2025-03-05", lodged), ("2025-05-20", sent(code_pending))];
    begun.into_iter().chain(more.iter().cloned()).collect()
}

#[test]
fn a_new_attempt_after_a_complaint_leaves_its_clocks_running_and_the_more_urgent_matter_counts() {
    // A decision may be asked for from 6 June; the second month ends on 20 June.
    let class = |today| {
        Class::of(Case::of(Platform::default(), &log(&two_matters(false, &[]))).state(day(ADDED), day(today)), day(today))
    };
    assert_eq!(class("2025-06-05"), Class::Waiting);
    assert_eq!(class("2025-06-06"), Class::AskAuthority);
    assert_eq!(class("2025-06-20"), Class::AskAuthority, "the month that ends today is less urgent");
    assert_eq!(class("2025-06-21"), Class::Overdue);
    assert_eq!(status(&two_matters(false, &[]), "2025-06-06"), Status::ComplaintLodged);
    assert_eq!(status(&two_matters(false, &[]), "2025-06-21"), Status::Overdue);
}

#[test]
fn a_yes_or_a_no_after_a_complaint_leaves_its_clocks_running() {
    for answer in [EventData::Granted, EventData::Refused { reasons: None }] {
        let lodged = EventData::ComplaintLodged { text: String::new(), case_number: String::new() };
        let case =
            Case::of(Platform::default(), &log(&[("2025-01-10", sent(false)), ("2025-03-05", lodged), ("2025-04-01", answer)]));
        assert_eq!(Class::of(case.state(day(ADDED), day("2025-06-06")), day("2025-06-06")), Class::AskAuthority);
        assert_eq!(case.complaint.unwrap().ask_decision_from(), day("2025-06-06"));
    }
}

/// The class of each matter alone, reckoned day by day from what the log says; the case is in the more urgent one.
fn independent_class(code_pending: bool, dismissed_on: Option<NaiveDate>, today: NaiveDate) -> Class {
    let (sent, ends) = (day("2025-05-20"), day("2025-06-20"));
    let waits = (ends - today).num_days();
    let meta = match waits {
        ..0 => Class::Overdue,
        _ if code_pending && (today - sent).num_days() >= 2 => Class::CodeLate,
        0..=7 if !code_pending => Class::DueSoon,
        _ => Class::Waiting,
    };
    // Served with a dismissal, one has three weeks; before it, a decision may be asked for from 6 June.
    let imy = match dismissed_on {
        Some(on) if (today - on).num_days() <= 21 => Class::AskAuthority,
        None if today >= day("2025-06-06") => Class::AskAuthority,
        _ => Class::Done,
    };
    meta.min(imy)
}

#[test]
fn two_matters_stand_where_an_independent_reckoning_puts_them_on_every_day() {
    // 27 May and 10 June are days on which three weeks end on a working day.
    for (code_pending, dismissed) in
        [false, true].into_iter().flat_map(|c| [None, Some("2025-05-27"), Some("2025-06-10")].map(|d| (c, d)))
    {
        let replied = dismissed.map(|on| (on, EventData::AuthorityReplied { outcome: Outcome::Dismissed, served: None }));
        let events = log(&two_matters(code_pending, replied.as_slice()));
        for today in day("2025-06-10").iter_days().take(60) {
            let state = Case::as_of(Platform::default(), &events, today).state(day(ADDED), today);
            let expected = independent_class(code_pending, dismissed.map(day), today);
            assert_eq!(Class::of(state, today), expected, "{code_pending} {dismissed:?} {today}");
        }
    }
}

#[test]
fn what_is_dated_after_today_has_not_happened_yet() {
    let events = log(&[
        ("2026-09-01", sent(false)),
        ("2026-09-20", EventData::Granted),
        ("2026-09-25", EventData::Voided { voids: EventId(2) }),
    ]);
    let phase = |today| Case::as_of(Platform::default(), &events, day(today)).state(day(ADDED), day(today)).phase;
    assert_eq!(phase("2026-08-31"), Phase::Draft);
    assert_eq!(phase("2026-09-19"), Phase::AwaitingReply);
    assert_eq!(phase("2026-09-20"), Phase::Granted);
    assert_eq!(phase("2026-09-25"), Phase::AwaitingReply);
}
