//! The letters beside the complaint: the request for a decision, the appeal, the reminder, the answer to the question who
//! one is, and the written authority.

use nej::content::complaint::{Covered, appeal, authority_letter, decision_request, identity_answer, reminder};
use nej::domain::{EventData, Lang, Outcome, Submission};

use super::{Case, TEXT, sent};
use crate::desk::day;

fn both(letter: impl Fn(Lang) -> Option<String>) -> String {
    Lang::ALL.map(|lang| letter(lang).unwrap()).join("\n----\n")
}

fn lodged(today: &'static str, events: &[(&str, EventData)]) -> Case {
    let first = [
        ("2025-05-06", sent(TEXT)),
        ("2025-06-12", EventData::ComplaintLodged { text: String::new(), case_number: String::new() }),
        ("2025-06-16", EventData::CaseNumber { case_number: "IMY-2025-12345".into() }),
    ];
    Case::new(today, &[&first[..], events].concat())
}

#[test]
fn a_decision_is_requested_in_the_same_case_by_its_number() {
    let unlodged = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]);
    assert_eq!(decision_request(unlodged.input(Lang::Sv)), None);
    let case = lodged("2025-09-15", &[]);
    insta::assert_snapshot!(both(|lang| decision_request(case.input(lang)).map(|made| made.text())));
    let early = lodged("2025-09-01", &[]);
    assert!(!decision_request(early.input(Lang::Sv)).unwrap().text().contains("har inte lämnat besked"));
}

#[test]
fn a_decision_that_ends_the_complaint_is_appealed_to_the_court() {
    let reply = EventData::AuthorityReplied { outcome: Outcome::ClosedWithoutAction, served: Some(day("2025-10-10")) };
    let case = lodged("2025-10-20", &[("2025-10-08", reply)]);
    insta::assert_snapshot!(both(|lang| appeal(case.input(lang)).map(|made| made.text())));
    let opened = EventData::AuthorityReplied { outcome: Outcome::SupervisionOpened, served: None };
    assert_eq!(appeal(lodged("2025-10-20", &[("2025-10-08", opened)]).input(Lang::Sv)), None);
}

#[test]
fn silence_on_a_request_is_appealed_as_a_refusal_when_its_two_weeks_have_passed() {
    let asked = [("2025-09-15", EventData::DecisionRequested)];
    assert_eq!(appeal(lodged("2025-09-29", &asked).input(Lang::Sv)), None);
    let case = lodged("2025-09-30", &asked);
    insta::assert_snapshot!(both(|lang| appeal(case.input(lang)).map(|made| made.text())));
}

#[test]
fn a_reminder_names_the_objection_and_its_last_day() {
    let mut case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]);
    insta::assert_snapshot!(both(|lang| reminder(case.input(lang))));
    case.today = "2025-05-20";
    assert!(reminder(case.input(Lang::Sv)).unwrap().contains("Ni ska svara senast den 6 juni 2025"));
    case.events.extend(super::log(&[("2025-05-06", EventData::Note), ("2025-05-12", EventData::Granted)]).into_iter().skip(1));
    assert_eq!(reminder(case.input(Lang::Sv)), None, "it was answered");
}

#[test]
fn who_one_is_is_answered_without_giving_more_than_is_needed() {
    let EventData::Submitted(submission) = sent(TEXT) else { unreachable!() };
    let together = EventData::Submitted(Submission { submission_id: Some(7), ..submission });
    let mut case =
        Case::new("2025-05-20", &[("2025-05-06", together), ("2025-05-15", EventData::InfoRequested { identity: true })]);
    case.covered = vec![Covered { submission_id: 7, names: vec!["Facebook Anna Berg".into()], more: 0, same_text: true }];
    insta::assert_snapshot!(both(|lang| identity_answer(case.input(lang))));
}

#[test]
fn a_written_authority_is_ready_to_be_signed() {
    let mut case = Case::new("2025-06-20", &[]);
    assert_eq!(authority_letter(&[case.input(Lang::Sv)]), None, "nobody acts for her");
    case.account.fields.represented_by = "Olle Ek".into();
    case.account.fields.representative_email = "olle.ek@example.org".into();
    insta::assert_snapshot!(both(|lang| authority_letter(&[case.input(lang)])));
}
