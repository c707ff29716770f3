//! The letters beside the complaint: the request for a decision, the appeal, the reminder, the answer to the question who
//! one is, and the written authority.

use nej::content::complaint::{
    Covered, appeal, appeal_remarks, authority_letter, decision_remarks, decision_request, identity_answer, is_one_case, reminder,
};
use nej::domain::{EventData, Lang, Outcome, Submission};

use super::{Case, TEXT, own, sent};
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
    assert_eq!(decision_request(&[unlodged.input(Lang::Sv)]), None);
    let case = lodged("2025-09-15", &[]);
    insta::assert_snapshot!(both(|lang| decision_request(&[case.input(lang)]).map(|made| made.text())));
    let early = lodged("2025-09-01", &[]);
    assert_eq!(decision_request(&[early.input(Lang::Sv)]), None, "three months have not passed");
    let replied = EventData::AuthorityReplied { outcome: Outcome::SupervisionOpened, served: None };
    let replied = lodged("2025-09-20", &[("2025-07-08", replied)]);
    assert_eq!(decision_request(&[replied.input(Lang::Sv)]), None, "the authority has said what it does");
    assert!(decision_remarks(&[replied.input(Lang::Sv)])[0].text.contains("har redan svarat, den 8 juli 2025: tillsyn inledd"));
}

#[test]
fn a_decision_that_ends_the_complaint_is_appealed_to_the_court() {
    let reply = EventData::AuthorityReplied { outcome: Outcome::ClosedWithoutAction, served: Some(day("2025-10-10")) };
    let case = lodged("2025-10-20", &[("2025-10-08", reply)]);
    insta::assert_snapshot!(both(|lang| appeal(&[case.input(lang)]).map(|made| made.text())));
    let opened = EventData::AuthorityReplied { outcome: Outcome::SupervisionOpened, served: None };
    assert_eq!(appeal(&[lodged("2025-10-20", &[("2025-10-08", opened)]).input(Lang::Sv)]), None);
}

#[test]
fn silence_on_a_request_is_appealed_as_a_refusal_when_its_two_weeks_have_passed() {
    let asked = [("2025-09-15", EventData::DecisionRequested)];
    assert_eq!(appeal(&[lodged("2025-09-29", &asked).input(Lang::Sv)]), None);
    let case = lodged("2025-09-30", &asked);
    insta::assert_snapshot!(both(|lang| appeal(&[case.input(lang)]).map(|made| made.text())));
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
    case.covered = vec![Covered { submission_id: 7, accounts: vec![own("facebook", "Anna Berg")], more: 0, same_text: true }];
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

/// The appeal of each decision that can be appealed, in both languages.
#[test]
fn each_decision_is_appealed_by_what_it_is() {
    let appealed = |outcome: &Outcome| {
        let reply = EventData::AuthorityReplied { outcome: *outcome, served: Some(day("2025-10-10")) };
        let case = lodged("2025-10-20", &[("2025-10-08", reply)]);
        let text = |lang| appeal(&[case.input(lang)]).map(|made| made.text().lines().skip(12).collect::<Vec<_>>().join("\n"));
        Some(format!("# {}\n{}\n{}", outcome.id(), text(Lang::Sv)?, text(Lang::En)?))
    };
    let all: Vec<String> = Outcome::ALL.iter().filter_map(appealed).collect();
    assert_eq!(all.len(), 5);
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn silence_is_appealed_without_a_case_number_too() {
    let events = [
        ("2025-05-06", sent(TEXT)),
        ("2025-06-12", EventData::ComplaintLodged { text: String::new(), case_number: String::new() }),
        ("2025-09-15", EventData::DecisionRequested),
    ];
    let case = Case::new("2025-09-30", &events);
    let text = appeal(&[case.input(Lang::Sv)]).unwrap().text().replace('\n', " ");
    assert!(text.contains("besked av IMY i ärendet om klagomålet av den 12 juni 2025. IMY lämnade inget"), "{text}");
    assert!(
        decision_remarks(&[case.input(Lang::Sv)]).iter().any(|r| r.text.starts_with("Besked begärdes den 15 september 2025"))
    );
}

#[test]
fn accounts_of_one_case_share_a_letter_and_its_earliest_day() {
    let reply = |served| EventData::AuthorityReplied { outcome: Outcome::Dismissed, served: Some(day(served)) };
    let first = lodged("2025-10-20", &[("2025-10-08", reply("2025-10-10"))]);
    let mut second = lodged("2025-10-20", &[("2025-10-08", reply("2025-10-09"))]);
    second.account.fields.handle = "@anna.privat".into();
    let inputs = [first.input(Lang::En), second.input(Lang::En)];
    assert!(is_one_case(&inputs));
    assert!(appeal(&inputs).unwrap().text().contains("@anna.privat"));
    let said: Vec<String> = appeal_remarks(&inputs).into_iter().map(|remark| remark.text).collect();
    assert!(said.iter().any(|text| text.contains("30 October 2025")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("different days of service")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("language is Swedish")), "{said:?}");
    let other = Case::new("2025-10-20", &[("2025-05-06", sent(TEXT))]);
    assert!(!is_one_case(&[first.input(Lang::En), other.input(Lang::En)]));
}

#[test]
fn an_early_resolution_is_objected_to_in_the_same_case_and_told_as_that() {
    let early = EventData::AuthorityReplied { outcome: Outcome::EarlyResolution, served: None };
    let lodged = EventData::ComplaintLodged { text: String::new(), case_number: "IMY-2027-77".into() };
    let mut case =
        Case::new("2027-07-01", &[("2027-03-01", sent(TEXT)), ("2027-04-10", lodged.clone()), ("2027-06-10", early.clone())]);
    let why = |case: &Case| appeal_remarks(&[case.input(Lang::Sv)]).iter().any(|r| r.text.contains("varför saken inte är löst"));
    assert!(why(&case));
    case.events[2].note = "Meta AI citerar fortfarande mina bildtexter.".into();
    case.events[2].in_complaint = true;
    insta::assert_snapshot!(both(|lang| appeal(&[case.input(lang)]).map(|made| made.text())));
    let told: Vec<String> = appeal_remarks(&[case.input(Lang::Sv)]).into_iter().map(|remark| remark.text).collect();
    assert_eq!(told, ["Invändningen ska ha kommit in till IMY senast den 8 juli 2027."]);
    case.events.extend(super::log(&[("2027-07-01", EventData::Appealed)]));
    case.events[3].id.0 = 4;
    let text = case.text(Lang::Sv);
    assert!(text.contains("Jag invände mot den tidiga lösningen.") && !text.contains("överklagade"), "{text}");
    // Before the regulation applies there is nothing to object to.
    let before = Case::new("2027-07-01", &[("2027-02-01", sent(TEXT)), ("2027-04-01", lodged), ("2027-06-10", early)]);
    assert_eq!(appeal(&[before.input(Lang::Sv)]), None);
}

#[test]
fn a_reminder_says_what_is_so() {
    let mut case = lodged("2025-07-20", &[]);
    let text = |case: &Case| reminder(case.input(Lang::Sv)).unwrap_or_default();
    assert!(text(&case).contains("Jag har den 12 juni 2025 lämnat in ett klagomål"), "{}", text(&case));
    case.account.fields.represented_by = "Olle Ek".into();
    assert!(text(&case).starts_with("Olle Ek (ombud) företräder Anna Berg."), "{}", text(&case));
    assert!(text(&case).ends_with("Olle Ek för Anna Berg"), "{}", text(&case));
    let asked = [("2025-05-06", sent(TEXT)), ("2025-05-10", EventData::InfoRequested { identity: false })];
    assert_eq!(text(&Case::new("2025-06-20", &asked)), "", "the controller waits for an answer");
    let EventData::Submitted(submission) = sent(TEXT) else { unreachable!() };
    let pending = EventData::Submitted(Submission { code_pending: true, ..submission });
    assert!(!text(&Case::new("2025-06-20", &[("2025-05-06", pending)])).contains("senast"), "from when is not known");
}
