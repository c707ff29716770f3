//! What is told beside the complaint: what it lacks, what must be answered first, and what its sender should know.

use nej::content::complaint::{appeal_remarks, decision_remarks, read_first, required, warnings};
use nej::domain::{ContactDetails, EventData, EvidenceKind, Lang, Outcome, Representation, Submission};

use super::{Case, TEXT, file, log, sent};
use crate::desk::day;

fn lacking(case: &Case) -> usize {
    required(case.input(Lang::En)).len()
}

fn says(case: &Case, word: &str) -> bool {
    let input = case.input(Lang::Sv);
    [required(input), warnings(input)].concat().iter().any(|remark| remark.text.contains(word))
}

#[test]
fn a_complaint_needs_a_name_a_way_back_an_objection_and_what_was_written() {
    let mut case = Case::new("2025-06-20", &[]);
    case.account.fields.person.clear();
    case.account.fields.email.clear();
    assert_eq!(lacking(&case), 4);
    case.me = ContactDetails { name: "Anna".into(), address: "Ekgatan 1\nUmeå".into(), ..ContactDetails::default() };
    case.events = log(&[("2025-05-06", sent("")), ("2025-05-06", file("bild.png", EvidenceKind::Objection, None))]);
    assert_eq!(lacking(&case), 0);
}

#[test]
fn each_kind_of_representation_has_its_own_proof() {
    let mut case =
        Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-06", file("a.eml", EvidenceKind::AutomaticReply, None))]);
    case.account.fields.represented_by = "Olle Ek".into();
    case.account.fields.representative_email = "olle@example.org".into();
    for (kind, word) in [
        (None, Some("Fullmakten")),
        (Some(Representation::Agent), Some("Fullmakten")),
        (Some(Representation::Trustee), Some("Registerutdraget")),
        (Some(Representation::Organisation), Some("artikel 80.1")),
        (Some(Representation::Guardian), None),
    ] {
        case.account.fields.representation = kind;
        let told: Vec<String> = required(case.input(Lang::Sv)).into_iter().map(|remark| remark.text).collect();
        match word {
            Some(word) => assert!(told.len() == 1 && told[0].contains(word), "{told:?}"),
            None => assert!(told.is_empty(), "{told:?}"),
        }
    }
    case.account.fields.representation = Some(Representation::Agent);
    case.events.extend(
        log(&[
            ("2025-05-06", EventData::Note),
            ("2025-05-06", EventData::Note),
            ("2025-06-01", file("x.pdf", EvidenceKind::AuthorityToAct, None)),
        ])
        .into_iter()
        .skip(2),
    );
    assert_eq!(lacking(&case), 0);
    case.account.fields.representative_email.clear();
    assert!(says(&case, "Det saknas ett sätt att nå Olle Ek"));
}

#[test]
fn the_questions_come_before_the_complaint_and_end_when_they_are_answered() {
    let EventData::Submitted(submission) = sent(TEXT) else { unreachable!() };
    let pending = EventData::Submitted(Submission { code_pending: true, ..submission });
    let mut case =
        Case::new("2025-06-20", &[("2025-05-06", pending), ("2025-05-09", EventData::InfoRequested { identity: false })]);
    assert!(says(&case, "Angav du koden") && says(&case, "fråga den 9 maj 2025 är inte besvarad"));
    case.today = "2025-05-20";
    assert!(!says(&case, "Angav du koden"), "nothing is alleged yet");
    case.today = "2025-06-20";
    case.events.extend(
        log(&[
            ("2025-05-06", EventData::Note),
            ("2025-05-06", EventData::Note),
            ("2025-05-07", EventData::Confirmed),
            ("2025-05-10", EventData::InfoSupplied),
        ])
        .into_iter()
        .skip(2),
    );
    assert!(!says(&case, "Angav du koden") && !says(&case, "är inte besvarad"));
}

#[test]
fn silence_is_too_early_until_both_calendars_are_over_and_a_refusal_never_is() {
    let mut case = Case::new("2025-06-09", &[("2025-05-06", sent(TEXT))]);
    assert!(says(&case, "Räkna till den 9 juni 2025"));
    case.today = "2025-06-10";
    assert!(!says(&case, "för säkerhets skull"));
    case.today = "2025-05-21";
    assert!(says(&case, "går ut den 6 juni 2025"));
    case.events.extend(
        log(&[("2025-05-06", EventData::Note), ("2025-05-20", EventData::Refused { reasons: None })]).into_iter().skip(1),
    );
    assert!(!says(&case, "för säkerhets skull"));
}

#[test]
fn private_notes_are_counted_and_those_that_go_along_are_not() {
    let mut case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-07", EventData::Note)]);
    assert!(!says(&case, "privat"));
    case.events[0].note = "Provade först i appen.".into();
    case.events[1].note = "Ringde supporten.".into();
    assert!(says(&case, "2 anteckningar är privata"));
    case.events[1].in_complaint = true;
    assert!(says(&case, "1 anteckning är privat"));
    let text = case.text(Lang::Sv);
    assert!(text.contains("7 maj 2025  Ringde supporten.") && !text.contains("appen"), "{text}");
}

#[test]
fn a_personal_number_in_any_text_that_goes_is_pointed_out() {
    let mut case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]);
    assert!(!says(&case, "personnummer"));
    case.events[0].note = "811228–9874".into();
    assert!(!says(&case, "personnummer"), "it does not go along");
    case.events[0].in_complaint = true;
    assert!(says(&case, "personnummer: 811228–9874"));
    let other = Case::new("2025-06-20", &[("2025-05-06", sent("Jag, 19811228 9874, invänder."))]);
    assert!(says(&other, "personnummer: 19811228 9874"));
}

#[test]
fn the_file_to_read_first_says_that_it_becomes_public_and_how_to_lodge_it() {
    let case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]);
    for (lang, word) in [(Lang::Sv, "allmän handling"), (Lang::En, "public record")] {
        let text = read_first(&[case.input(lang)]);
        assert!(text.contains(word) && text.contains("https://www.imy.se/"), "{text}");
        assert!(!case.text(lang).contains(word) && !case.text(lang).contains("https://www.imy.se/"));
    }
    insta::assert_snapshot!(read_first(&[case.input(Lang::Sv)]));
}

/// A case whose complaint has been lodged.
fn lodged(today: &'static str, events: &[(&str, EventData)]) -> Case {
    let first = [
        ("2025-05-06", sent(TEXT)),
        ("2025-06-12", EventData::ComplaintLodged { text: String::new(), case_number: "IMY-2025-12345".into() }),
    ];
    Case::new(today, &[&first[..], events].concat())
}

#[test]
fn what_a_request_for_a_decision_lacks_is_told_beside_it() {
    let told = |case: &Case| decision_remarks(&[case.input(Lang::Sv)]);
    assert!(told(&Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]))[0].is_required);
    assert_eq!(told(&lodged("2025-09-13", &[])), []);
    assert!(told(&lodged("2025-09-12", &[]))[0].text.contains("först från den 13 september 2025"));
    // The three months of a complaint of 14 June end on a Sunday.
    let mut sunday = lodged("2025-09-15", &[]);
    sunday.events[1].on = day("2025-06-14");
    assert!(told(&sunday).iter().any(|remark| remark.text.contains("till den 16 september 2025")));
}

#[test]
fn what_an_appeal_lacks_is_told_beside_it() {
    let told = |case: &Case| appeal_remarks(&[case.input(Lang::Sv)]);
    let closed = |served| EventData::AuthorityReplied { outcome: Outcome::ClosedWithoutAction, served };
    assert!(told(&lodged("2025-09-13", &[]))[0].text.contains("Inget beslut"));
    let unserved = told(&lodged("2025-09-13", &[("2025-09-01", closed(None))]));
    assert!(unserved.iter().any(|remark| remark.is_required && remark.text.contains("fick del av beslutet saknas")));
    let served = lodged("2025-09-13", &[("2025-09-01", closed(Some(day("2025-09-03"))))]);
    assert!(told(&served).iter().any(|remark| remark.text.contains("senast den 24 september 2025")));
    let late = lodged("2025-10-13", &[("2025-09-01", closed(Some(day("2025-09-03"))))]);
    assert!(told(&late).iter().any(|remark| remark.text.contains("gick ut den 24 september 2025")));
}
