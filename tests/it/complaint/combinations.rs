//! Logs in which several things happened: what the complaint says stands in order, contradicts nothing, and claims no more
//! than the log.

use nej::content::complaint::{CoveredAccount, all_remarks, complaint, required, warnings};
use nej::domain::{EventData, EvidenceKind, Lang, Representation, Submission};

use super::{Case, TEXT, file, sent};
use crate::desk::day;

fn matter(case: &Case) -> String {
    let text = case.text(Lang::Sv);
    let (_, matter) = text.split_once("Saken\n-----\n").expect("the matter");
    matter.split("\n\n").next().unwrap().replace('\n', " ")
}

fn sent_with(change: impl Fn(&mut Submission)) -> EventData {
    let EventData::Submitted(mut submission) = sent(TEXT) else { unreachable!() };
    change(&mut submission);
    EventData::Submitted(submission)
}

fn pending() -> EventData {
    sent_with(|submission| submission.code_pending = true)
}

fn said(remarks: Vec<nej::content::complaint::Remark>) -> String {
    remarks.into_iter().map(|remark| remark.text + "\n").collect()
}

#[test]
fn an_objection_after_an_answer_is_told_after_it() {
    let refused = EventData::Refused { reasons: Some(true) };
    let case = Case::new("2025-09-01", &[("2025-05-06", sent(TEXT)), ("2025-05-20", refused), ("2025-07-01", sent(TEXT))]);
    let matter = matter(&case);
    let order = [
        "avslog invändningen den 20 maj 2025",
        "invände på nytt den 1 juli 2025 (bilaga 2)",
        "har inte svarat på invändningen den 1 juli 2025. Tiden gick ut den 1 augusti 2025",
    ];
    let at: Vec<Option<usize>> = order.iter().map(|part| matter.find(part)).collect();
    assert!(at.is_sorted() && at.iter().all(Option::is_some), "{matter}");
}

#[test]
fn a_code_is_no_doubt_once_the_controller_took_a_position() {
    for answer in [
        EventData::Refused { reasons: None },
        EventData::Extended { until: None, reasons: Some(true) },
        EventData::InfoRequested { identity: false },
    ] {
        let case = Case::new("2025-09-01", &[("2025-05-06", pending()), ("2025-05-20", answer)]);
        let matter = matter(&case);
        assert!(matter.contains("att invändningen kom fram framgår av Metas senare meddelanden"), "{matter}");
        assert!(!matter.contains("inte säkert") && !matter.contains("Hade invändningen kommit fram"), "{matter}");
    }
    let late = Case::new("2025-08-01", &[("2025-05-06", pending()), ("2025-07-20", EventData::Granted)]);
    assert!(matter(&late).contains("Räknat från den dag då invändningen skickades hade tiden gått ut den 6 juni 2025"));
    assert!(late.text(Lang::Sv).contains("prövar om Meta har svarat för sent (artikel 12.3)"));
    assert!(said(required(late.input(Lang::Sv))).contains("Angav du koden"), "the day of the code decides");
}

#[test]
fn of_two_objections_the_one_that_surely_arrived_dates_the_breach() {
    let case = Case::new("2025-07-01", &[("2025-05-06", pending()), ("2025-05-20", sent(TEXT))]);
    let matter = matter(&case);
    assert!(matter.contains("Hade invändningen den 6 maj 2025 kommit fram skulle tiden för den ha gått ut den 6 juni 2025"));
    assert!(matter.contains("För invändningen den 20 maj 2025 gick tiden ut den 20 juni 2025"), "{matter}");
}

#[test]
fn a_notice_that_came_between_the_two_last_days_is_not_called_both_late_and_in_time() {
    let extended = |until| EventData::Extended { until, reasons: Some(true) };
    let case = Case::new("2025-07-20", &[("2025-05-06", sent(TEXT)), ("2025-06-09", extended(None))]);
    assert!(!case.text(Lang::Sv).contains("svenska helgdagar"), "{}", case.text(Lang::Sv));
    let notices = [("2025-05-30", extended(Some(day("2025-06-07")))), ("2025-06-07", extended(Some(day("2025-07-20"))))];
    let case = Case::new("2025-07-20", &[&[("2025-05-06", sent(TEXT))], &notices[..]].concat());
    let matter = matter(&case);
    assert!(matter.contains("kom efter den sista dagen för ett sådant meddelande, den 6 juni 2025"), "{matter}");
    assert!(matter.contains("Tiden gick ut den 9 juni 2025"), "{matter}");
}

#[test]
fn an_extension_beyond_three_months_says_why_it_ends_earlier() {
    let extended = EventData::Extended { until: Some(day("2025-09-30")), reasons: Some(true) };
    let case = Case::new("2025-09-01", &[("2025-05-06", sent(TEXT)), ("2025-05-20", extended)]);
    assert!(matter(&case).contains("Tiden får förlängas till som mest tre månader."));
    assert!(matter(&case).contains("Tiden gick ut den 6 augusti 2025"));
    let unreasoned = EventData::Extended { until: Some(day("2025-08-06")), reasons: Some(false) };
    let case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-20", unreasoned)]);
    assert!(matter(&case).contains("Räknas förlängningen inte, eftersom skäl saknas, gick tiden ut den 6 juni 2025; räknas den går tiden ut den 6 augusti 2025"));
    assert!(!case.text(Lang::Sv).contains("följer invändningen"), "its time has not passed");
}

#[test]
fn no_complaint_is_made_of_nothing() {
    let logs: [&[(&str, EventData)]; 3] = [
        &[],
        &[("2025-05-06", sent(TEXT)), ("2025-05-20", EventData::Granted)],
        &[("2025-05-06", sent(TEXT)), ("2025-05-20", EventData::Refused { reasons: None }), ("2025-06-01", EventData::Granted)],
    ];
    for events in logs {
        assert_eq!(complaint(&[Case::new("2025-08-01", events).input(Lang::Sv)]), None, "{events:?}");
    }
}

#[test]
fn a_yes_that_was_followed_by_a_no_is_told_too() {
    let no = EventData::Refused { reasons: None };
    let case = Case::new("2025-08-01", &[("2025-05-06", sent(TEXT)), ("2025-05-20", EventData::Granted), ("2025-06-01", no)]);
    let matter = matter(&case);
    assert!(matter.contains("Meta godtog invändningen den 20 maj 2025. Meta avslog invändningen den 1 juni 2025."), "{matter}");
}

#[test]
fn a_reply_that_is_attached_and_not_logged_must_be_settled_first() {
    let case =
        Case::new("2025-08-01", &[("2025-05-06", sent(TEXT)), ("2025-05-20", file("svar.eml", EvidenceKind::Reply, Some(1)))]);
    assert!(
        said(required(case.input(Lang::Sv))).contains("Filen svar.eml är märkt som svar från Meta, men inget svar är loggat")
    );
    assert!(matter(&case).contains("specifika situation (bilaga 1)."), "what came back proves no sending: {}", matter(&case));
}

#[test]
fn the_addresses_of_two_objections_are_both_named() {
    let to = |email: &str| sent_with(|submission| submission.email = email.into());
    let case = Case::new("2025-09-01", &[("2025-05-06", to("gammal@example.org")), ("2025-07-01", to("ny@example.org"))]);
    let text = case.text(Lang::Sv);
    assert!(text.contains("gammal@example.org (6 maj 2025), ny@example.org (1 juli 2025)"), "{text}");
}

#[test]
fn a_ward_signs_no_authority_and_is_no_adult() {
    let mut case = Case::new("2025-08-01", &[("2025-05-29", sent(TEXT))]);
    case.account.fields.represented_by = "Olle Ek".into();
    case.account.fields.representation = Some(Representation::Guardian);
    assert!(!case.text(Lang::Sv).contains("från vuxna"));
    assert_eq!(nej::content::complaint::authority_letter(&[case.input(Lang::Sv)]), None);
    assert!(said(warnings(case.input(Lang::Sv))).contains("hur barnets uppgifter"));
    case.account.fields.person.clear();
    assert!(case.text(Lang::Sv).contains("Olle Ek för ____________"), "{}", case.text(Lang::Sv));
}

#[test]
fn accounts_that_fared_differently_have_their_own_requests_and_other_people_are_not_named() {
    let together = sent_with(|submission| submission.submission_id = Some(7));
    let silent = Case::new("2025-08-01", &[("2025-05-29", together.clone())]);
    let mut refused =
        Case::new("2025-08-01", &[("2025-05-29", together.clone()), ("2025-06-20", EventData::Refused { reasons: None })])
            .numbered_from(11);
    let mut granted = Case::new("2025-08-01", &[("2025-05-29", together), ("2025-06-20", EventData::Granted)]).numbered_from(21);
    refused.account.fields.handle = "@anna.privat".into();
    granted.account.fields.handle = "@anna.tredje".into();
    let other = CoveredAccount { platform: super::instagram(), handle: "@olle".into(), same_person: false, awaits: true };
    let mut silent = silent;
    silent.covered = vec![nej::content::complaint::Covered { submission_id: 7, accounts: vec![other], more: 0, same_text: true }];
    let inputs = [&silent, &refused, &granted].map(|case| case.input(Lang::Sv));
    let text = complaint(&inputs).unwrap().text().replace("\n   ", " ");
    assert!(text.contains("artikel 12.3 och 12.4, såvitt avser Instagram @anna.foto,"), "{text}");
    assert!(text.contains("(artikel 21.1), såvitt avser Instagram @anna.privat,"), "{text}");
    assert!(text.contains("Invändningen gällde samtliga konton ovan."), "{text}");
    assert!(!text.contains("@anna.tredje") && !text.contains("@olle"), "{text}");
    assert!(text.contains("ett konto till"), "{text}");
    assert!(said(all_remarks(&inputs)).contains("Instagram @anna.tredje tas inte med"));
}

#[test]
fn a_note_in_another_language_is_marked_and_one_by_itself_stands_alone() {
    let mut case = Case::new("2025-08-01", &[("2025-05-29", sent(TEXT)), ("2025-06-10", EventData::Note)]);
    case.events[1].note = "Jag ringde och fick inget svar på frågan som jag ställde".into();
    case.events[1].in_complaint = true;
    assert!(case.text(Lang::Sv).replace('\n', " ").contains("Jag ringde och fick inget svar"));
    assert!(!case.text(Lang::Sv).contains("vill tillägga"));
    assert!(case.text(Lang::En).replace('\n', " ").contains("(in Swedish): “Jag ringde"), "{}", case.text(Lang::En));
}

#[test]
fn a_complaint_with_annexes_of_all_kinds() {
    let mut case = Case::new(
        "2025-08-01",
        &[
            ("2025-05-29", sent(TEXT)),
            ("2025-05-29", file("bekräftelse.png", EvidenceKind::Objection, Some(1))),
            ("2025-05-29", EventData::Acknowledged),
            ("2025-05-29", file("autosvar.eml", EvidenceKind::AutomaticReply, Some(3))),
            ("2025-06-10", EventData::Reminded),
            ("2025-06-10", file("påminnelse.txt", EvidenceKind::Other, Some(5))),
            ("2025-06-11", file("skärmbild.png", EvidenceKind::Other, None)),
        ],
    );
    case.events[4].note = "Jag fick inget svar på påminnelsen heller.".into();
    case.events[4].in_complaint = true;
    insta::assert_snapshot!(case.both());
}

#[test]
fn a_broken_yes_stays_told_and_asked_about_whatever_comes_after() {
    let broken = [("2025-05-29", sent(TEXT)), ("2025-06-10", EventData::Granted), ("2025-09-01", EventData::Continued)];
    let anew = [("2025-09-02", sent(TEXT)), ("2025-09-10", EventData::Granted)];
    let case = Case::new("2025-09-20", &[&broken[..], &anew[..]].concat());
    assert!(matter(&case).contains("behandlades uppgifterna, vilket visade sig den 1 september 2025"), "{}", matter(&case));
    let text = case.text(Lang::Sv);
    assert!(text.contains("behandla uppgifterna trots att invändningen var godtagen"), "{text}");
    assert!(!text.contains("upphör med behandlingen"), "the newest answer is a yes: {text}");
}

#[test]
fn a_complaint_after_a_complaint_adds_to_its_case() {
    let lodged = EventData::ComplaintLodged { text: String::new(), case_number: "IMY-2025-7".into() };
    let refused = EventData::Refused { reasons: Some(false) };
    let case = Case::new("2025-07-20", &[("2025-05-06", sent(TEXT)), ("2025-06-12", lodged), ("2025-07-01", refused)]);
    let text = case.text(Lang::Sv);
    assert!(text.starts_with("KOMPLETTERING AV KLAGOMÅL") && text.contains("IMY-2025-7\n"), "{text}");
    assert!(said(warnings(case.input(Lang::Sv))).contains("Skicka det här som komplettering i samma ärende"));
}

#[test]
fn a_day_that_is_not_over_is_not_told_as_over() {
    let case = Case::new("2025-06-07", &[("2025-05-06", sent(TEXT))]);
    assert!(matter(&case).contains("räknas svenska helgdagar till Metas fördel går den ut den 9 juni 2025"), "{}", matter(&case));
    assert!(said(warnings(case.input(Lang::Sv))).contains("gick ut den 6 juni 2025. Räkna till den 9 juni 2025"));
}

#[test]
fn one_answer_to_several_objections_names_the_day_of_each() {
    let refused = EventData::Refused { reasons: Some(false) };
    let case = Case::new("2025-09-01", &[("2025-05-29", sent(TEXT)), ("2025-07-01", sent(TEXT)), ("2025-08-20", refused)]);
    let matter = matter(&case);
    assert!(matter.contains("avslog invändningarna den 20 augusti 2025"), "{matter}");
    assert!(
        matter.contains("För invändningen den 29 maj 2025 hade tiden gått ut den 30 juni 2025. För invändningen den 1 juli"),
        "{matter}"
    );
}

#[test]
fn a_code_that_was_entered_later_moves_the_start_and_says_so() {
    let case = Case::new("2025-09-01", &[("2025-05-29", pending()), ("2025-06-20", EventData::Confirmed)]);
    assert!(
        matter(&case).contains("Koden som Meta bad om angavs den 20 juni 2025, och tiden räknas därifrån."),
        "{}",
        matter(&case)
    );
}
