//! Mails that came in, on the screen: seen without a key, read, and filed with two.

use std::io::Write;
use std::process::{Command, Stdio};

use nej::app::model::Dialog;
use nej::domain::account::AccountDetails;
use nej::domain::change::Change;
use nej::domain::{AccountId, EventData, EvidenceKind, Lang, Platform};
use nej::runtime::event::LoopEvent;
use nej::service::mail::MailIntake;
use nej::store::open;

use crate::desk::{Desk, day};
use crate::mail::corpus;
use crate::store::{now, sent};
use crate::terminal::{Outer, nej};

fn message(name: &str) -> Vec<u8> {
    corpus().into_iter().find(|row| row.0 == name).unwrap().4
}

/// Anna's account and Olle's on the same platform, each with an objection that was sent.
fn desk(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2025-06-10");
    let mut writer = open(&desk.folder().join("nej.db")).unwrap().writer.unwrap();
    for (handle, email) in [("Anna Berg", "anna@example.org"), ("Olle Ek", "olle@example.org")] {
        let fields = AccountDetails::new(Platform::from_id("facebook").unwrap(), handle);
        let fields = AccountDetails { email: email.into(), ..fields }.checked().unwrap();
        writer.apply(&Change::Add { fields, on: day("2025-05-01") }).unwrap();
    }
    for account in [1, 2].map(AccountId) {
        let event = nej::domain::change::NewEvent {
            account,
            on: day("2025-05-30"),
            note: String::new(),
            in_complaint: false,
            data: sent("Nej."),
        };
        writer.apply(&Change::Record { events: vec![event], together: false, at: now() }).unwrap();
    }
    drop(writer);
    desk.again("2025-06-10", size);
    desk
}

/// Another process takes a mail in, as `nej mail` does.
fn comes_in(desk: &mut Desk, name: &str) {
    let mut writer = open(&desk.folder().join("nej.db")).unwrap().writer.unwrap();
    let mut batch = writer.batch().unwrap();
    let intake = MailIntake { log_as: None, account: None, today: day("2025-06-10"), at: now() };
    intake.take(&mut batch, &message(name)).unwrap();
    batch.finish().unwrap();
    drop(writer);
    desk.headless().happen(LoopEvent::DatabaseTouched);
}

#[test]
fn a_mail_that_comes_in_is_seen_without_a_key_and_filed_with_two() {
    for (lang, size, header) in [
        (Lang::Sv, (80, 24), "1 mejl att gå igenom"),
        (Lang::En, (120, 40), "1 mail to go through"),
        (Lang::Sv, (200, 60), "1 mejl att gå igenom"),
    ] {
        let mut desk = desk(lang, size);
        assert!(!desk.text().contains(header));
        comes_in(&mut desk, "quoted-printable-utf-8");
        assert!(desk.text().contains(header), "{}", desk.text());
        desk.press("gr");
        let shown = desk.text();
        assert!(shown.contains("Din invändning") && (shown.contains("3 jun") || shown.contains("3 Jun")), "{shown}");
        desk.press("<enter><enter>");
        assert!(!desk.text().contains(header), "{}", desk.text());
        let log = desk.logs().swap_remove(0);
        let [_, EventData::Refused { .. }, EventData::EvidenceAdded { evidence_kind, about, .. }] = log.as_slice() else {
            panic!("{log:?}\n{}", desk.text())
        };
        assert_eq!((*evidence_kind, about.is_some()), (Some(EvidenceKind::Reply), true));
        desk.press("g");
        let dated = &desk.model().detail.as_ref().unwrap().events;
        assert!(dated[1..].iter().all(|event| event.on == day("2025-06-03")), "its own day, not today");
    }
}

#[test]
fn the_text_of_a_mail_is_decoded_where_it_is_filed_and_in_the_log() {
    let mut desk = desk(Lang::Sv, (80, 24));
    comes_in(&mut desk, "base64-utf-8");
    desk.press("gr<pgdn><pgdn>");
    let text = desk.model().detail.as_ref().unwrap().mail.as_ref().unwrap().text.clone();
    let first = text.lines().next().unwrap();
    assert!(desk.text().contains(&first[..first.floor_char_boundary(20)]), "{}", desk.text());
    desk.press("<C-s>g5G<enter>");
    assert!(desk.text().contains("Subject: ") && !desk.text().contains("base64"), "{}", desk.text());
}

#[test]
fn what_is_not_clear_is_for_the_person_to_say_and_nothing_is_logged_before() {
    for (lang, choose) in [(Lang::Sv, "Välj vad mejlet säger"), (Lang::En, "Choose what the mail says")] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            let mut desk = desk(lang, size);
            comes_in(&mut desk, "yes-and-no");
            desk.press("gr<enter><enter>");
            assert!(desk.message().contains(choose), "{}", desk.text());
            desk.press("<C-s>");
            assert!(desk.model().dialog.is_some() && desk.logs()[0].len() == 1, "{}", desk.text());
            desk.press("2<enter><enter>");
            let log = desk.logs().swap_remove(0);
            assert!(matches!(log.as_slice(), [_, EventData::Refused { .. }, EventData::EvidenceAdded { .. }]), "{log:?}");
        }
    }
}

/// Puts the cursor of the list on an account.
fn to(desk: &mut Desk, handle: &str) {
    desk.press("g");
    for _ in 0..3 {
        if desk.model().list.current().unwrap().handle != handle {
            desk.press("j");
        }
    }
}

/// Pastes a mail as an annex where `keys` lead.
fn paste(desk: &mut Desk, keys: &str, mail: &str) {
    desk.press(keys);
    desk.headless().happen(LoopEvent::Paste(mail.to_owned()));
    desk.press("<C-s>");
}

fn corpus_text(name: &str) -> String {
    String::from_utf8(message(name)).unwrap()
}

#[test]
fn a_voided_entry_puts_its_mail_back_in_line() {
    for (lang, back, waits) in [
        (Lang::Sv, "Mejlet väntar på att gås igenom igen.", "1 mejl att gå igenom"),
        (Lang::En, "Its mail waits to be gone through again.", "1 mail to go through"),
    ] {
        let mut desk = desk(lang, (100, 30));
        comes_in(&mut desk, "quoted-printable-utf-8");
        // Filed as the wrong thing.
        desk.press("gr<up><enter><enter>");
        assert!(!desk.text().contains(waits) && desk.logs()[0].len() == 3, "{}", desk.text());
        to(&mut desk, "Anna Berg");
        desk.press("uFel<C-s>");
        assert!(desk.message().contains(back) && desk.text().contains(waits), "{}", desk.text());
        assert!(desk.model().detail.as_ref().unwrap().open_attempt().is_some());
        to(&mut desk, "Anna Berg");
        desk.press("r");
        assert!(desk.text().contains("Din invändning"), "{}", desk.text());
        desk.press("<enter><enter>");
        assert!(!desk.text().contains(waits), "{}", desk.text());
        to(&mut desk, "Anna Berg");
        let live: Vec<_> = desk.model().detail.as_ref().unwrap().live().map(|event| event.data.kind()).collect();
        assert_eq!(live.len(), 3, "the objection, the reply, and the mail once: {live:?}");
    }
}

#[test]
fn the_key_that_opens_what_happened_chooses_nothing_in_it() {
    for lang in Lang::ALL {
        let mut desk = desk(lang, (80, 24));
        comes_in(&mut desk, "code");
        desk.press("gr");
        let before = desk.text();
        assert_eq!(desk.press("r").lines()[..20], before.lines().collect::<Vec<_>>()[..20], "{}", desk.text());
    }
}

#[test]
fn a_mail_pasted_from_the_complaint_is_gone_through_right_there() {
    for (lang, missing) in [(Lang::Sv, "Inget som visar kontakten"), (Lang::En, "Nothing that shows the contact")] {
        let mut desk = desk(lang, (80, 24));
        desk.again("2025-07-20", (80, 24));
        desk.press("gi");
        assert!(desk.text().contains(missing), "{}", desk.text());
        paste(&mut desk, "b", &corpus_text("automatic-reply"));
        desk.press("<enter><enter>");
        assert!(!desk.text().contains(missing), "{}", desk.text());
        assert!(desk.message().contains(if lang == Lang::Sv { "Sparat: autosvar" } else { "Saved: automatic reply" }));
        assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "{}", desk.text());
    }
}

#[test]
fn a_mail_that_is_pasted_while_another_waits_is_the_one_that_is_gone_through() {
    let mut desk = desk(Lang::En, (100, 30));
    comes_in(&mut desk, "quoted-printable-utf-8");
    paste(&mut desk, "gb", &corpus_text("plain-ascii"));
    assert!(desk.text().contains("Mail: About your objection"), "{}", desk.text());
    desk.press("<enter><enter>");
    assert!(matches!(desk.logs()[0][1], EventData::Granted), "{:?}", desk.logs()[0]);
}

#[test]
fn a_mail_without_a_subject_is_acknowledged_in_words() {
    let mut desk = desk(Lang::En, (100, 30));
    let mail = corpus_text("yes-and-no");
    let lines: Vec<&str> = mail.lines().filter(|line| !line.starts_with("Subject:")).collect();
    paste(&mut desk, "gb", &lines.join("\n"));
    let row = desk.lines().into_iter().find(|line| line.contains(" note: ")).unwrap_or_else(|| panic!("{}", desk.text()));
    let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
    desk.press(&digit).press("<C-s>");
    assert!(desk.message().contains("Saved: Anna Berg, note 2025-06-03"), "{}", desk.text());
    assert!(!desk.text().contains("to go through"), "{}", desk.text());
}

#[test]
fn a_code_that_was_taken_out_of_a_mail_is_said_to_be() {
    for (lang, words) in [(Lang::Sv, "Kodens siffror är borttagna"), (Lang::En, "The digits of the code are left out")] {
        let mut desk = desk(lang, (80, 24));
        comes_in(&mut desk, "code");
        assert!(desk.press("gr").text().contains(words), "{}", desk.text());
        comes_in(&mut desk, "plain-ascii");
        assert!(!desk.press("q").press("gjr").text().contains(words));
    }
}

#[test]
fn another_event_can_be_logged_while_the_mail_goes_on_waiting() {
    let mut desk = desk(Lang::En, (100, 30));
    comes_in(&mut desk, "automatic-reply");
    desk.press("gr<s-tab><s-tab><s-tab><right><C-s>");
    let log = desk.logs().swap_remove(0);
    assert!(matches!(log.as_slice(), [_, EventData::Acknowledged]), "{log:?}");
    assert!(desk.text().contains("1 mail to go through"), "{}", desk.text());
}

#[test]
fn a_sender_that_only_looks_right_is_pointed_out_and_a_mail_without_a_day_asks_for_it() {
    let mut desk = desk(Lang::En, (100, 30));
    comes_in(&mut desk, "no-date");
    desk.press("gr<C-s>");
    assert!(desk.text().contains("No day") || desk.model().dialog.is_some(), "{}", desk.text());
    assert_eq!(desk.logs()[0].len(), 1, "today is not taken for its day");
    desk.press("2025-06-04<C-s>G");
    assert_eq!(desk.model().detail.as_ref().unwrap().events[1].on, day("2025-06-04"));
}

#[test]
fn a_whole_mail_that_is_pasted_as_an_annex_begins_a_reply() {
    let mut desk = desk(Lang::En, (100, 30));
    desk.press("gb");
    let text = String::from_utf8(message("plain-ascii")).unwrap();
    desk.headless().happen(LoopEvent::Paste(text.clone()));
    desk.press("<C-s>");
    assert!(desk.text().contains("Mail: About your objection"), "{}", desk.text());
    desk.press("<enter><enter>");
    let log = desk.logs().swap_remove(0);
    assert!(matches!(log.as_slice(), [_, EventData::Granted, EventData::EvidenceAdded { .. }]), "{log:?}");
    desk.press("gb");
    desk.headless().happen(LoopEvent::Paste(text));
    desk.press("<C-s>");
    assert!(desk.text().contains("The mail is already here"), "{}", desk.text());
    assert_eq!(desk.logs()[0].len(), 3);
}

#[test]
fn an_annex_in_the_log_is_saved_out_to_the_byte() {
    let mut desk = desk(Lang::En, (100, 30));
    comes_in(&mut desk, "zip-attached");
    desk.press("gr<C-s>G5Gb");
    let saved: Vec<_> = std::fs::read_dir(desk.folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mail =
        saved.iter().find(|path| path.extension().is_some_and(|kind| kind == "eml")).unwrap_or_else(|| panic!("{saved:?}"));
    assert_eq!(std::fs::read(mail).unwrap(), message("zip-attached"));
    assert!(desk.text().contains("The annex is in "), "{}", desk.text());
    desk.press("b");
    assert_eq!(std::fs::read_dir(desk.folder()).unwrap().count(), saved.len(), "once more is the same file");
    std::fs::remove_file(mail).unwrap();
    // What makes a file of that name impossible is said, and nothing is written.
    std::fs::create_dir(mail).unwrap();
    desk.press("b");
    assert!(mail.is_dir() && desk.text().contains("The annex is in "), "{}", desk.text());
}

#[test]
fn what_was_logged_for_many_in_one_go_is_voided_in_one_go_with_one_question() {
    let mut desk = desk(Lang::En, (100, 30));
    desk.press("mr<C-s>y");
    assert_eq!(desk.logs().iter().map(Vec::len).collect::<Vec<_>>(), [2, 2], "{}", desk.text());
    desk.press("guwrong<down><right><C-s>");
    assert_eq!(desk.logs().iter().map(Vec::len).collect::<Vec<_>>(), [3, 3], "{}", desk.text());
    assert!(desk.logs().iter().all(|log| matches!(log[2], EventData::Voided { .. })));
}

#[test]
fn a_mail_piped_in_from_a_second_window_appears_in_the_first_and_is_filed_with_two_keys() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str], input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nej"));
        command.env_clear().env("HOME", home.path()).env("NEJ_DB", home.path().join("nej.db")).env("NEJ_TODAY", "2026-09-01");
        let mut child = command.args(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        assert!(child.wait().unwrap().success(), "{args:?}");
    };
    run(&["add", "--platform", "facebook", "--handle", "Anna Berg", "--email", "anna@example.org"], b"");
    run(&["submit", "1", "--on", "2025-05-30"], b"");
    let mut first = Outer::start(nej(home.path()), (80, 24));
    first.says("Anna Berg");
    run(&["mail", "-"], &message("plain-ascii"));
    first.says("1 mejl att gå igenom").press("r").says("Mejl: About your objection").press("\x13");
    first.until("the mail is filed", |pty| pty.screen().contains("Sparat") && !pty.screen().contains("att gå igenom"));
    first.press("q");
    first.end();
}

/// One that no account fits comes in.
fn of_no_account(desk: &mut Desk) {
    let mail = String::from_utf8(message("quoted-printable-utf-8")).unwrap().replace("anna@example.org", "annan@example.org");
    let mut writer = open(&desk.folder().join("nej.db")).unwrap().writer.unwrap();
    let mut batch = writer.batch().unwrap();
    let intake = MailIntake { log_as: None, account: None, today: day("2025-06-10"), at: now() };
    intake.take(&mut batch, mail.as_bytes()).unwrap();
    batch.finish().unwrap();
    drop(writer);
    desk.headless().happen(LoopEvent::DatabaseTouched);
}

#[test]
fn a_mail_that_no_account_fits_is_reached_from_the_menu_and_logged_at_the_account_under_the_cursor() {
    for lang in Lang::ALL {
        for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
            let mut desk = desk(lang, size);
            of_no_account(&mut desk);
            let handle = desk.press("gj").model().list.current().unwrap().handle.clone();
            desk.press("x");
            let mails = if lang == Lang::Sv { "Mejl att gå igenom" } else { "Mails to go through" };
            assert!(desk.text().contains(mails), "{}", desk.text());
            let row = desk.lines().into_iter().find(|line| line.contains(mails)).unwrap();
            let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
            desk.press(&digit);
            let none = if lang == Lang::Sv { "inget konto passar" } else { "no account fits" };
            assert!(desk.text().contains(none) && desk.text().contains(&handle), "{}", desk.text());
            desk.press("<enter>");
            assert!(desk.text().contains(&handle), "{}", desk.text());
            desk.press("<C-s>");
            let filed = desk.logs().into_iter().filter(|log| log.len() == 3).count();
            assert_eq!(filed, 1, "{}", desk.text());
        }
    }
}

#[test]
fn a_mail_is_put_away_on_the_screen_and_asks_first() {
    for (lang, ask) in [(Lang::Sv, "Lägga undan mejlet"), (Lang::En, "Put the mail away")] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = desk(lang, size);
            comes_in(&mut desk, "quoted-printable-utf-8");
            let events = desk.events();
            desk.press("gx");
            let mails = if lang == Lang::Sv { "Mejl att gå igenom" } else { "Mails to go through" };
            let row = desk.lines().into_iter().find(|line| line.contains(mails)).unwrap();
            let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
            desk.press(&digit).press("d");
            assert!(desk.text().contains(ask), "{}", desk.text());
            desk.press("n");
            assert_eq!(desk.model().counts.as_ref().unwrap().mails, 1);
            desk.press("d").press(if lang == Lang::Sv { "j" } else { "y" });
            assert_eq!((desk.model().counts.as_ref().unwrap().mails, desk.events()), (0, events), "{}", desk.text());
            desk.press("q");
            assert!(desk.model().dialog.is_none(), "{}", desk.text());
        }
    }
}

#[test]
fn a_row_shows_that_a_mail_waits_and_the_footer_says_it_in_words() {
    for (lang, words) in [(Lang::Sv, "r läs mejlet"), (Lang::En, "r read the mail")] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            let mut desk = desk(lang, size);
            comes_in(&mut desk, "quoted-printable-utf-8");
            desk.press("g");
            let row = |desk: &Desk| desk.lines().into_iter().find(|line| line.contains("@FB")).unwrap();
            assert!(row(&desk).contains("@FB Anna Berg"), "{}", desk.text());
            while desk.model().list.current().unwrap().handle != "Anna Berg" {
                desk.press("j");
            }
            assert!(desk.lines().last().unwrap().contains(words), "{}", desk.text());
        }
    }
}
