//! What is told once, and what is told of whom: accounts of one submission, codes, notices and questions that concern
//! several objections or only one of them.

use nej::content::complaint::{Covered, CoveredAccount, complaint};
use nej::domain::{EventData, EvidenceKind, Lang, Submission};

use super::{Case, TEXT, both, file, log, own, sent};
use crate::desk::day;

fn sent_with(change: impl Fn(&mut Submission)) -> EventData {
    let EventData::Submitted(mut submission) = sent(TEXT) else { unreachable!() };
    change(&mut submission);
    EventData::Submitted(submission)
}

fn pending() -> EventData {
    sent_with(|submission| submission.code_pending = true)
}

/// An account, by platform and name, and what came after the objection.
type After<'a> = (&'a str, &'a str, &'a [(&'a str, EventData)]);

/// The accounts that one objection covered.
fn together(today: &'static str, cases: &[After<'_>]) -> Vec<Case> {
    let objection = sent_with(|submission| submission.submission_id = Some(7));
    let names: Vec<CoveredAccount> = cases.iter().map(|(platform, handle, _)| own(platform, handle)).collect();
    let one = |(n, (_, _, events)): (usize, &After<'_>)| {
        let mut case =
            Case::new(today, &[&[("2025-06-02", objection.clone())], *events].concat()).numbered_from(n as i64 * 10 + 1);
        (case.account.fields.platform, case.account.fields.handle) = (names[n].platform, names[n].handle.clone());
        let accounts = names.iter().filter(|other| **other != names[n]).cloned().collect();
        case.covered = vec![Covered { submission_id: 7, accounts, more: 0, same_text: true }];
        case
    };
    cases.iter().enumerate().map(one).collect()
}

fn text(cases: &[Case]) -> String {
    let inputs: Vec<_> = cases.iter().map(|case| case.input(Lang::Sv)).collect();
    complaint(&inputs).unwrap().text()
}

#[test]
fn what_three_accounts_of_one_objection_share_is_told_once_and_the_rest_by_name() {
    let no = EventData::Refused { reasons: Some(true) };
    let later = EventData::Extended { until: None, reasons: Some(false) };
    let cases = together(
        "2025-08-01",
        &[
            ("instagram", "@anna.foto", &[]),
            ("instagram", "@anna.privat", &[("2025-06-20", no)]),
            ("facebook", "Anna Berg", &[("2025-06-25", later)]),
        ],
    );
    let told = both(&cases.iter().collect::<Vec<_>>());
    insta::assert_snapshot!(told);
    assert_eq!(told.matches("Jag invände mot det").count(), 1);
    assert_eq!(told.matches("Jag skickade invändningen").count(), 1);
}

#[test]
fn a_reply_that_was_logged_for_several_accounts_is_told_once_with_its_annex() {
    let reply: &[(&str, EventData)] = &[("2025-06-20", EventData::Refused { reasons: Some(true) })];
    let silent = EventData::Continued;
    let mut cases = together("2025-08-01", &[("instagram", "@anna.foto", reply), ("facebook", "Anna Berg", reply)]);
    for case in &mut cases {
        case.events[1].batch = Some(2);
    }
    // Attached to one of them, and something else happened to the other.
    cases[0].events.extend(log(&[("2025-06-20", file("nej.eml", EvidenceKind::Reply, Some(2)))]));
    cases[0].events[2].id.0 = 5;
    cases[1].events.extend(log(&[("2025-07-01", EventData::Reminded), ("2025-07-02", silent)]));
    (cases[1].events[2].id.0, cases[1].events[3].id.0) = (18, 19);
    let text = text(&cases);
    assert!(text.contains("20 juni 2025  Meta avslog invändningen (bilaga 2).\n"), "{text}");
    assert!(text.contains("1 juli 2025   Facebook Anna Berg: Jag påminde Meta om invändningen.\n"), "{text}");
    assert_eq!(text.matches("Meta avslog invändningen den 20 juni 2025 och angav skäl (bilaga 2).").count(), 1, "{text}");
}

#[test]
fn objections_that_were_sent_apart_on_one_day_are_two_with_names_of_their_own() {
    let first = Case::new("2025-08-01", &[("2025-06-02", sent(TEXT))]);
    let mut second = Case::new("2025-08-01", &[("2025-06-02", sent(TEXT))]).numbered_from(11);
    second.account.fields.handle = "@anna.privat".into();
    let text = text(&[first, second]);
    assert!(text.contains("1. invändningen den 2 juni 2025 för Instagram @anna.foto, ordagrant"), "{text}");
    assert!(text.contains("2. invändningen den 2 juni 2025 för Instagram @anna.privat, ordagrant"), "{text}");
    assert_eq!(text.matches("Jag invände mot det").count(), 2, "{text}");
    assert!(!text.contains("samtliga konton"), "{text}");
    let mut bare = Case::new("2025-09-01", &[("2025-06-02", sent(TEXT)), ("2025-07-15", sent(""))]);
    assert!(bare.text(Lang::Sv).contains("1. invändningen den 2 juni 2025, ordagrant"), "{}", bare.text(Lang::Sv));
    bare.events.pop();
    assert!(bare.text(Lang::Sv).contains("1. invändningen, ordagrant"));
}

#[test]
fn a_yes_for_one_account_and_a_no_for_the_other_is_a_complaint_about_the_other() {
    let yes: &[(&str, EventData)] = &[("2025-06-20", EventData::Granted)];
    let no: &[(&str, EventData)] = &[("2025-06-20", EventData::Refused { reasons: Some(false) })];
    let mut cases = together("2025-08-01", &[("instagram", "@anna.foto", no), ("facebook", "Anna Berg", yes)]);
    cases[0].events[1].note = "Meta skrev att de tar bort Facebook men inte Instagram.".into();
    cases[0].events[1].in_complaint = true;
    let told = both(&cases.iter().collect::<Vec<_>>());
    insta::assert_snapshot!(told);
    assert_eq!(told.matches("visar inget att klaga på").count(), 1, "and nothing else about the other: {told}");
}

#[test]
fn two_codes_that_were_never_entered_are_told_once() {
    let case = Case::new("2025-10-01", &[("2025-06-02", pending()), ("2025-07-15", pending())]);
    let (sv, en) = (case.text(Lang::Sv), case.text(Lang::En));
    assert!(sv.contains("För invändningarna den 2 juni 2025 och den 15 juli 2025 bad Meta om koder"), "{sv}");
    assert!(en.contains("For the objections of 2 June 2025 and 15 July 2025, Meta asked for codes"), "{en}");
    assert_eq!((sv.matches("inte säkert").count(), en.matches("not certain").count()), (1, 1));
    assert!(!sv.contains("har brutit mot") && !en.contains("has infringed"), "{sv}");
    assert!(sv.contains("ska anses ha tagit emot invändningarna") && en.contains("to have received the objections"), "{sv}");
}

#[test]
fn a_notice_that_is_late_for_one_objection_and_in_time_for_another_is_told_as_both() {
    let extended = EventData::Extended { until: Some(day("2025-09-01")), reasons: Some(true) };
    let events = [("2025-06-02", sent(TEXT)), ("2025-07-01", sent(TEXT)), ("2025-07-10", extended)];
    let text = Case::new("2025-10-01", &events).text(Lang::Sv);
    for said in [
        "Den 10 juli 2025 meddelade Meta att svaret dröjer till den 1 september 2025, och angav skäl. För invändningen den 2 juni \
         2025 kom meddelandet efter den sista dagen, den 2 juli 2025, och förlänger därför inte tiden (artikel 12.3).",
        "För invändningen den 2 juni 2025 gick tiden ut den 2 juli 2025. För invändningen den 1 juli 2025 gick tiden ut den 1 \
         september 2025.",
        "* Meddelandet den 10 juli 2025 kom efter den sista dagen för ett sådant meddelande, den 2 juli 2025, och förlänger inte \
         tiden.",
        "* Meddelandet den 10 juli 2025 kom i tid. Den förlängda tiden gick ut den 1 september 2025.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn a_question_of_identity_before_a_late_answer_is_told_and_moves_the_time_where_it_may() {
    let case = |supplied, answered| {
        let asked = ("2025-06-10", EventData::InfoRequested { identity: true });
        Case::new(
            "2025-09-20",
            &[("2025-06-02", sent(TEXT)), asked, (supplied, EventData::InfoSupplied), (answered, EventData::Granted)],
        )
    };
    let text = case("2025-06-25", "2025-07-15").text(Lang::Sv);
    assert!(text.contains("Den 10 juni 2025 frågade Meta vem jag är, och fick svar den 25 juni 2025."), "{text}");
    assert!(text.contains("Räknas tiden från svaret på frågan vem jag är gick den ut den 25 juli 2025."), "{text}");
    assert!(text.contains("prövar om Meta har svarat för sent (artikel 12.3)") && !text.contains("har brutit mot"), "{text}");
    let late = case("2025-06-25", "2025-08-15").text(Lang::Sv);
    assert!(late.contains("har brutit mot artikel 12.3 genom att svara för sent"), "late by both: {late}");
}

#[test]
fn while_the_controller_waits_to_be_told_who_one_is_no_breach_is_claimed() {
    let asked = |on| [("2025-06-02", sent(TEXT)), (on, EventData::InfoRequested { identity: true })];
    let text = Case::new("2025-08-01", &asked("2025-06-10")).text(Lang::Sv);
    assert!(text.contains("Den frågan är inte besvarad.") && !text.contains("har brutit mot"), "{text}");
    assert!(text.contains("prövar om Meta har följt artikel 12.3 och 12.4"), "{text}");
    let answered = [&asked("2025-06-10")[..], &[("2025-07-20", EventData::InfoSupplied)]].concat();
    let runs = Case::new("2025-08-01", &answered).text(Lang::Sv);
    assert!(runs.contains("skickades gick tiden ut den 2 juli 2025. Räknas tiden från svaret"), "{runs}");
    assert!(runs.contains("går den ut den 20 augusti 2025") && !runs.contains("har brutit mot"), "{runs}");
    // Asked when the time was over already.
    let over = Case::new("2025-08-01", &asked("2025-07-10")).text(Lang::Sv);
    assert!(over.contains("har brutit mot artikel 12.3 och 12.4") && !over.contains("Räknas tiden från svaret"), "{over}");
}

#[test]
fn while_the_time_runs_restriction_is_asked_for_and_no_breach_is_claimed() {
    let case = Case::new("2025-06-20", &[("2025-06-02", sent(TEXT))]);
    insta::assert_snapshot!(case.both());
    for events in [
        vec![("2025-06-02", sent(TEXT))],
        vec![("2025-06-02", pending())],
        vec![("2025-06-02", pending()), ("2025-06-10", EventData::InfoRequested { identity: false })],
    ] {
        let text = Case::new("2025-06-20", &events).text(Lang::Sv);
        assert!(
            !text.contains("brutit") && !text.contains("har inte svarat") && text.contains("går tiden") | text.contains("går ut"),
            "{text}"
        );
    }
    let lost = Case::new("2025-06-20", &[("2025-06-02", pending())]).text(Lang::Sv);
    assert!(lost.contains("inte säkert att invändningen kom fram. Kom invändningen fram går tiden"), "{lost}");
}

#[test]
fn the_reckoning_names_the_accounts_where_it_differs() {
    let later: &[(&str, EventData)] = &[("2025-06-25", EventData::Extended { until: None, reasons: None })];
    let cases = together("2025-10-01", &[("instagram", "@anna.foto", &[]), ("facebook", "Anna Berg", later)]);
    let text = text(&cases);
    assert!(text.contains("Invändningen den 2 juni 2025, Instagram @anna.foto:\n"), "{text}");
    assert!(text.contains("Invändningen den 2 juni 2025, Facebook Anna Berg:\n"), "{text}");
}
