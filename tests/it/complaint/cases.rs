//! A complaint for each way in which a case can go. Each snapshot is read line by line against its log and the law.

use nej::content::complaint::Covered;
use nej::domain::{
    AccountDetails, AccountId, ContactDetails, EventData, EvidenceKind, Lang, Outcome, Platform, Representation, Submission,
};

use super::{Case, TEXT, account, both, file, own, sent};
use crate::desk::day;

fn refused(reasons: Option<bool>) -> Case {
    Case::new(
        "2025-06-20",
        &[
            ("2025-05-06", sent(TEXT)),
            ("2025-05-20", EventData::Refused { reasons }),
            ("2025-05-20", file("svar från Meta.eml", EvidenceKind::Reply, Some(2))),
        ],
    )
}

#[test]
fn silence_is_told_as_silence() {
    insta::assert_snapshot!(Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]).both());
}

#[test]
fn a_code_that_was_never_entered_is_said_openly_and_no_breach_is_claimed() {
    let EventData::Submitted(submission) = sent(TEXT) else { unreachable!() };
    let pending = EventData::Submitted(Submission { code_pending: true, ..submission });
    let mut case = Case::new("2025-06-20", &[("2025-05-06", pending)]);
    insta::assert_snapshot!(case.both());
    assert!(!case.text(Lang::Sv).contains("har brutit mot artikel 12.3"));
    case.events.extend(super::log(&[("2025-05-06", EventData::Note), ("2025-05-07", EventData::Confirmed)]).into_iter().skip(1));
    assert!(case.text(Lang::Sv).contains("har brutit mot artikel 12.3"), "it was entered");
}

#[test]
fn a_question_that_was_not_answered_is_said() {
    insta::assert_snapshot!(
        Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-09", EventData::InfoRequested { identity: true })])
            .both()
    );
}

#[test]
fn a_question_of_identity_that_was_answered_has_both_its_days() {
    insta::assert_snapshot!(
        Case::new(
            "2025-07-01",
            &[
                ("2025-05-06", sent(TEXT)),
                ("2025-05-09", EventData::InfoRequested { identity: true }),
                ("2025-05-12", EventData::InfoSupplied),
            ]
        )
        .both()
    );
}

#[test]
fn a_refusal_without_reasons_is_about_the_refusal_and_the_reasons() {
    let case = refused(Some(false));
    insta::assert_snapshot!(case.both());
    assert!(!case.text(Lang::Sv).contains("artikel 12.3"), "it was answered in time");
}

#[test]
fn a_refusal_with_reasons_is_about_the_refusal() {
    let case = refused(Some(true));
    insta::assert_snapshot!(case.both());
    assert!(!case.text(Lang::Sv).contains("12.4"));
}

#[test]
fn an_extension_without_reasons_is_a_matter_of_its_own() {
    let extended = EventData::Extended { until: Some(day("2025-08-06")), reasons: Some(false) };
    let case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-28", extended)]);
    insta::assert_snapshot!(case.both());
}

#[test]
fn a_late_extension_is_late_and_extends_nothing() {
    let extended = EventData::Extended { until: None, reasons: None };
    let case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-06-09", extended)]);
    insta::assert_snapshot!(case.both());
}

#[test]
fn an_acknowledgement_is_no_answer_and_no_refusal() {
    let events = [
        ("2025-05-06", sent(TEXT)),
        ("2025-05-06", EventData::Acknowledged),
        ("2025-05-06", file("autosvar.eml", EvidenceKind::AutomaticReply, Some(2))),
        ("2025-06-12", EventData::Reminded),
    ];
    insta::assert_snapshot!(Case::new("2025-06-20", &events).both());
}

#[test]
fn two_attempts_have_a_day_a_text_and_a_deadline_each() {
    let events =
        [("2025-05-06", sent(TEXT)), ("2025-07-01", sent("Jag invänder en gång till.")), ("2025-07-02", EventData::Acknowledged)];
    insta::assert_snapshot!(Case::new("2025-09-01", &events).both());
}

#[test]
fn a_late_yes_is_a_late_yes() {
    let case = Case::new("2025-07-20", &[("2025-05-06", sent(TEXT)), ("2025-07-10", EventData::Granted)]);
    insta::assert_snapshot!(case.both());
    let text = case.text(Lang::Sv);
    assert!(text.contains("svara för sent") && !text.contains("58.2") && !text.contains("har inte svarat"));
}

#[test]
fn a_broken_yes_is_a_complaint_of_its_own() {
    let mut case = Case::new(
        "2025-09-20",
        &[
            ("2025-05-06", sent(TEXT)),
            ("2025-05-10", EventData::Granted),
            ("2025-05-10", file("ja från Meta.eml", EvidenceKind::Reply, Some(2))),
            ("2025-09-01", EventData::Continued),
        ],
    );
    case.events[3].note = "Meta AI återgav en bildtext från mitt konto, ordagrant.".into();
    case.events[3].in_complaint = true;
    insta::assert_snapshot!(case.both());
}

#[test]
fn an_objection_without_a_text_was_sent_without_reasons() {
    let events = [("2025-05-29", sent("")), ("2025-05-29", file("bekräftelse.png", EvidenceKind::Objection, Some(1)))];
    insta::assert_snapshot!(Case::new("2025-08-01", &events).both());
}

/// Three accounts that one objection covered.
fn three() -> [Case; 3] {
    let EventData::Submitted(submission) = sent(TEXT) else { unreachable!() };
    let together = EventData::Submitted(Submission { submission_id: Some(7), ..submission });
    let names = ["@anna.foto", "@anna.privat", "Anna Berg"];
    [0, 1, 2].map(|n| {
        let mut case = Case::new("2025-06-20", &[("2025-05-06", together.clone()), ("2025-05-06", EventData::Acknowledged)]);
        case.account.id = AccountId(n as i64 + 1);
        let platform = if n == 2 { Platform::from_id("facebook").unwrap() } else { super::instagram() };
        case.account.fields = AccountDetails { platform, handle: names[n].into(), ..case.account.fields };
        let all = [("instagram", "@anna.foto"), ("instagram", "@anna.privat"), ("facebook", "Anna Berg")];
        let others = all.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, (platform, name))| own(platform, name));
        case.covered = vec![Covered { submission_id: 7, accounts: others.collect(), more: 0, same_text: true }];
        case.numbered_from(n as i64 * 10 + 1)
    })
}

#[test]
fn three_accounts_of_one_submission_are_told_once() {
    let mut cases = three();
    // Attached to one of the accounts, it proves what is told of all.
    cases[1].events.extend(
        super::log(&[("2025-05-06", file("autosvar.eml", EvidenceKind::AutomaticReply, Some(12)))])
            .into_iter()
            .map(|event| nej::domain::Event { id: nej::domain::EventId(19), ..event }),
    );
    let [first, second, third] = &cases;
    let told = both(&[first, second, third]);
    insta::assert_snapshot!(told);
    assert_eq!(told.matches("Jag invände mot det").count(), 1);
    assert_eq!(told.matches("bröllop").count(), Lang::ALL.len(), "the text once in each language");
}

#[test]
fn accounts_that_fared_differently_are_told_apart() {
    let [first, mut second, _] = three();
    second.events.push(super::log(&[("2025-06-01", EventData::Refused { reasons: None })]).remove(0));
    second.events[2].id.0 = 15;
    insta::assert_snapshot!(both(&[&first, &second]));
}

#[test]
fn what_an_earlier_version_logged_otherwise_is_told_as_the_draft_it_was() {
    let [first, mut second, _] = three();
    if let EventData::Submitted(sent) = &mut second.events[0].data {
        sent.text = "Jag invänder, för mitt privata konto.".into();
    }
    let told = both(&[&first, &second]);
    assert!(told.contains("Bilaga 1: texten i utkastet för kontot Instagram @anna.foto"), "{told}");
    assert!(told.contains("Bilaga 2: texten i utkastet för kontot Instagram @anna.privat"), "{told}");
    let mut alone = first;
    alone.covered[0].same_text = false;
    assert!(alone.text(Lang::Sv).contains("texten i utkastet"));
}

#[test]
fn a_guardian_complains_for_a_child_in_the_third_person() {
    let mut case =
        Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-09", EventData::InfoRequested { identity: true })]);
    case.account.fields = AccountDetails {
        person: "Maja Berg".into(),
        email: String::new(),
        represented_by: "Anna Berg".into(),
        representation: Some(Representation::Guardian),
        ..case.account.fields
    };
    case.me = ContactDetails {
        name: "Anna Berg".into(),
        email: "anna.berg@example.org".into(),
        phone: "070-000 00 00".into(),
        address: "Ekgatan 1\n903 25 Umeå".into(),
    };
    insta::assert_snapshot!(case.both());
}

#[test]
fn an_organisation_complains_with_its_own_contact() {
    let mut case =
        Case::new("2025-06-20", &[("2025-05-06", sent(TEXT)), ("2025-05-20", EventData::Refused { reasons: Some(false) })]);
    case.account.fields = AccountDetails {
        country: "FI".into(),
        represented_by: "Fotografförbundet Exempel".into(),
        representation: Some(Representation::Organisation),
        representative_email: "jurist@example.org".into(),
        ..case.account.fields
    };
    insta::assert_snapshot!(case.both());
}

#[test]
fn an_english_complaint_quotes_a_swedish_text_as_swedish_and_the_other_way_round() {
    let swedish =
        Case::new("2025-06-20", &[("2025-05-06", sent("Jag invänder mot att det används och jag vill inte vara med."))]);
    assert!(swedish.text(Lang::En).contains("Annex 1: the objection, word for word (in Swedish)"));
    assert!(!swedish.text(Lang::Sv).contains("(på svenska)"));
    let english =
        Case::new("2025-06-20", &[("2025-05-06", sent("I object to the use of it, and I do not want to be part of that."))]);
    assert!(english.text(Lang::Sv).contains("(på engelska)"));
}

#[test]
fn a_complaint_is_the_same_before_and_after_it_was_lodged() {
    let mut case = Case::new("2025-06-20", &[("2025-05-06", sent(TEXT))]);
    let before = case.text(Lang::Sv);
    let lodged = EventData::ComplaintLodged { text: before.clone(), case_number: "IMY-2025-12345".into() };
    let replied = EventData::AuthorityReplied { outcome: Outcome::ClosedWithoutAction, served: None };
    case.events.extend(super::log(&[("2025-05-06", EventData::Note), ("2025-06-20", lodged)]).into_iter().skip(1));
    let after = case.text(Lang::Sv);
    let line = "20 juni 2025 Jag lämnade in ett klagomål till IMY, diarienummer IMY-2025-12345.";
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(spaced(&spaced(&after).replace(line, "")), spaced(&before));
    case.events.extend(
        super::log(&[("2025-05-06", EventData::Note), ("2025-06-20", EventData::Note), ("2025-06-20", replied)])
            .into_iter()
            .skip(2),
    );
    assert!(case.text(Lang::Sv).contains("IMY avslutade ärendet utan åtgärd."));
    assert_eq!(account().fields.person, "Anna Berg");
}
