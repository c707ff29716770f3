//! Many at once: marks, and what is logged for all of them.

use nej::app::model::key::{Key, parse_script};
use nej::domain::{EventData, Lang, Status};
use nej::runtime::event::{LoopEvent, Signal};

use crate::desk::Desk;

/// Six accounts of two people, nothing sent.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    for handle in ["@anna1", "@anna2", "@anna3", "@olle1", "@olle2", "@olle3"] {
        desk.press("a<enter>").press(handle).press("<C-s>");
    }
    desk.press("1g");
    desk
}

fn count(desk: &Desk, status: Status) -> u64 {
    desk.model().counts.as_ref().map_or(0, |c| c.status(status))
}

#[test]
fn a_reply_is_logged_for_all_that_were_filtered_and_marked() {
    for size in [(80, 24), (120, 40), (40, 12)] {
        let mut desk = desk(size);
        desk.press("ms<C-s>");
        assert!(desk.words().contains("6 av dem har ingen text till Meta."), "{}", desk.text());
        desk.press("j");
        assert_eq!(count(&desk, Status::AwaitingReply), 6, "{}", desk.text());
        assert!(desk.message().contains("6 konton: skickad"), "{}", desk.text());
        // Then the three that a search shows; a reply for all of them in few keys.
        desk.press("/olle<enter>mr<C-s>j");
        assert_eq!((count(&desk, Status::Granted), count(&desk, Status::AwaitingReply)), (3, 3), "{}", desk.text());
        // One of them was a mistake.
        desk.press("uFel konto<C-s>");
        assert_eq!((count(&desk, Status::Granted), count(&desk, Status::AwaitingReply)), (2, 4), "{}", desk.text());
    }
}

#[test]
fn a_dialog_about_marked_accounts_says_how_many_which_and_how_many_are_hidden() {
    let mut desk = desk((80, 24));
    desk.press("<space><space><space><space>");
    assert!(desk.lines()[0].contains("4 markerade"), "{}", desk.text());
    desk.press("/anna<enter>n");
    assert!(desk.text().contains("4 markerade (1 dolda av urvalet): @anna1, @anna2, @anna3 med flera"), "{}", desk.text());
    desk.press("Samma för alla<C-s><esc>");
    assert!(!desk.lines()[0].contains("markerade"), "marks end with what they were for\n{}", desk.text());
    desk.press("g<space><space>");
    assert!(desk.lines()[0].contains("2 markerade"), "{}", desk.text());
}

/// The marks are looked up on a thread of their own; whoever types on does not wait for them.
#[test]
fn a_dialog_asked_for_while_all_are_being_marked_is_about_all_of_them() {
    let mut desk = desk((80, 24));
    let keys = ['m', 'n'].map(|c| LoopEvent::Key(Key::char(c)));
    desk.headless().happen_together(keys.to_vec());
    assert!(desk.text().contains("6 markerade"), "{}", desk.text());
    // What is asked for instead is shown instead.
    desk.press("<esc>m");
    let keys = ['m', 'n', '?'].map(|c| LoopEvent::Key(Key::char(c)));
    desk.headless().happen_together(keys.to_vec());
    assert!(desk.model().help.is_some() && desk.model().dialog.is_none(), "{}", desk.text());
}

#[test]
fn what_means_one_account_means_the_one_under_the_cursor_whatever_is_marked() {
    let mut desk = desk((80, 24));
    desk.press("nFel konto<C-s>gmu");
    assert!(desk.text().contains("Stryk en post · @anna1"), "{}", desk.text());
}

#[test]
fn each_marked_account_gets_its_own_explanation() {
    let mut desk = desk((120, 40));
    desk.press("4<enter>Bara hos Anna.<esc>1ms<C-s>");
    assert!(desk.words().contains("5 av dem har ingen text till Meta."), "{}", desk.text());
    desk.press("jg5<enter>");
    assert!(desk.text().contains("Bara hos Anna."), "{}", desk.text());
    desk.press("<esc>1/olle1<enter>5<enter>");
    assert!(desk.text().contains("Loggad utan text."), "{}", desk.text());
}

/// Two accounts of one person, and one of somebody else.
fn family(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::En, size, "2026-09-01");
    desk.press("a<enter>@olle<C-s>a<enter>@anna1<enter>Anna<enter>a1@example.org<C-s>");
    desk.press("a<enter>@anna2<enter>Anna<enter>a2@example.org<C-s>");
    desk
}

#[test]
fn one_submission_covers_the_accounts_of_the_same_person_each_with_its_own_entry() {
    let mut desk = family((120, 40));
    desk.press("s<up><up><right>");
    assert!(desk.text().contains("‹ both accounts ›"), "{}", desk.text());
    assert!(desk.text().contains("a2@example.org"), "one form has one address\n{}", desk.text());
    desk.press("<C-s>y");
    assert_eq!((count(&desk, Status::AwaitingReply), count(&desk, Status::Draft)), (2, 1), "{}", desk.text());
    desk.press("g");
    assert!(desk.text().contains("sent and 1 more"), "{}", desk.text());
    desk.press("5<enter>");
    assert!(desk.text().contains("a2@example.org"), "{}", desk.text());
}

#[test]
fn what_a_submission_is_to_cover_survives_a_lost_line_and_the_entry_of_another_window() {
    let mut desk = family((120, 40));
    // A choice alone is not kept.
    desk.press("s<up><up><right><up><up>NO");
    desk.headless().happen(LoopEvent::Signal(Signal::Hangup));
    desk.again("2026-09-01", (120, 40));
    assert!(desk.text().contains("‹ both accounts ›"), "{}", desk.text());
    desk.another_window().press(&parse_script("nMeanwhile<C-s>").unwrap());
    desk.headless().happen(LoopEvent::DatabaseTouched);
    desk.press("<C-s>y");
    assert_eq!((count(&desk, Status::AwaitingReply), count(&desk, Status::Draft)), (2, 1), "{}", desk.text());
}

#[test]
fn what_covers_several_accounts_is_one_text_one_form_and_one_address_as_the_dialog_shows_it() {
    let mut desk = Desk::new(Lang::En, (120, 60), "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna<enter>a1@example.org<C-s>");
    desk.press("a<left><enter>Anna Berg<enter>Anna<enter>a2@example.org<C-s>");
    desk.press("4<enter>My pictures.<esc>1s<up><up><right>");
    assert!(desk.words().contains("on Facebook and Instagram"), "{}", desk.text());
    desk.press("<C-s>");
    let sent: Vec<_> = desk
        .logs()
        .into_iter()
        .flatten()
        .filter_map(|what| if let EventData::Submitted(sent) = what { Some(sent) } else { None })
        .collect();
    assert!(sent.len() == 2 && sent[0] == sent[1], "{sent:?}");
    assert!(sent[0].text.contains("on Facebook and Instagram") && sent[0].submission_id.is_some(), "{sent:?}");
}

#[test]
fn an_account_without_a_text_was_covered_by_the_text_that_was_sent() {
    let mut desk = family((120, 40));
    desk.press("4<enter>My pictures.<esc>1s<up><up><right><C-s>");
    let texts: Vec<String> = desk
        .logs()
        .into_iter()
        .flatten()
        .filter_map(|what| if let EventData::Submitted(sent) = what { Some(sent.text) } else { None })
        .collect();
    assert!(texts.len() == 2 && texts.iter().all(|text| text.contains("My pictures.")), "{texts:?}");
}

#[test]
fn a_reply_to_a_shared_submission_is_offered_for_all_of_it() {
    let mut desk = family((120, 40));
    desk.press("s<up><up><right><C-s>ygr<up><up><right><C-s>");
    assert_eq!(count(&desk, Status::Granted), 2, "{}", desk.text());
}

#[test]
fn voiding_a_shared_submission_asks_here_only_or_everywhere() {
    for (everywhere, drafts) in [(false, 2), (true, 3)] {
        let mut desk = family((120, 40));
        desk.press("s<up><up><right><C-s>ygunot sent after all");
        desk.press(if everywhere { "<down><right><C-s>" } else { "<C-s>" });
        assert_eq!(count(&desk, Status::Draft), drafts, "{}", desk.text());
    }
}

#[test]
fn an_account_that_is_gone_is_named_and_nothing_is_written_for_the_others() {
    for keys in ["s<C-s>j", "r<C-s>j", "nHej<C-s>", "i<C-s>j", "bHej<C-s>"] {
        let mut desk = desk((80, 24));
        let (dialog, saves) = keys.split_at(1);
        desk.press("m").press(dialog);
        // Another window forgets one of them while the dialog is open.
        desk.forget("@olle1");
        desk.press(saves);
        assert!(desk.words().contains("@olle1 finns inte längre. Inget har sparats"), "{keys}\n{}", desk.text());
        assert_eq!(desk.events(), 0, "{keys}");
    }
}

#[test]
fn an_account_with_no_room_for_an_attachment_is_named_and_the_others_get_none() {
    let mut desk = desk((80, 24));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large");
    std::fs::write(&file, vec![7; nej::domain::account::FILE_MAX]).unwrap();
    desk.press("/olle2<enter>");
    for _ in 0..5 {
        desk.press("b<down>").press(&file.to_string_lossy()).press("<C-s>");
    }
    assert_eq!(desk.events(), 5, "{}", desk.text());
    desk.press("<esc>mbHej<C-s>");
    assert!(desk.words().contains("@olle2: högst 50 MB bilagor per ärende."), "{}", desk.text());
    assert_eq!(desk.events(), 5);
}

/// The texts that the log of each account keeps of its complaint.
fn lodged(desk: &mut Desk) -> Vec<String> {
    desk.logs()
        .into_iter()
        .flatten()
        .filter_map(|what| match what {
            EventData::ComplaintLodged { text, .. } => Some(text),
            _ => None,
        })
        .collect()
}

#[test]
fn the_complaint_of_all_marked_keeps_one_complaint_for_each_person() {
    let mut desk = family((80, 24));
    desk.press("ms<C-s>ymi<C-s>y");
    let texts = lodged(&mut desk);
    assert_eq!(texts.len(), 3, "{}", desk.text());
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (olle, anna) = (flat(&texts[0]), flat(&texts[1]));
    assert!(olle.contains("Kontot: Instagram @olle ") && !olle.contains("@anna"), "{olle}");
    assert!(anna.contains("Anna, bosatt i Sverige Ni når mig på: a1@example.org, a2@example.org "), "{anna}");
    assert!(anna.contains("Kontona: Instagram @anna1 Instagram @anna2 "), "{anna}");
    assert_eq!(texts[1], texts[2], "the same for both");
    assert_eq!(anna.matches("Bestämmelser").count(), 1);
    assert!(!anna.contains("lämnade in ett klagomål"), "as it stood before it was lodged\n{anna}");
}

#[test]
fn the_complaint_of_all_marked_is_kept_in_the_language_that_was_chosen() {
    let mut desk = family((80, 24));
    desk.press("ms<C-s>ymi<up><up><right>");
    assert!(desk.text().contains("‹ English ›"), "{}", desk.text());
    desk.press("<C-s>");
    assert!(desk.words().contains("Log “complaint lodged” for 3 accounts?"), "{}", desk.text());
    desk.press("y");
    let texts = lodged(&mut desk);
    assert!(texts.len() == 3 && texts.iter().all(|text| text.contains("\nI am complaining about: ")), "{texts:?}");
}

#[test]
fn of_a_hundred_accounts_forty_are_answered_in_seven_keys_and_one_is_taken_back() {
    for size in [(80, 24), (120, 40), (40, 12)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        // Two drafts are sent, so that months later forty cases wait in vain.
        desk.press("f<down><down><down><down><down><down><down><space>f");
        let draft = desk.model().list.rows[0].handle.clone();
        desk.press("<space><space>s<C-s>");
        if desk.words().contains("Logga utan text") {
            desk.press("j");
        }
        desk.again("2027-03-01", size);
        let before = [Status::Overdue, Status::Granted, Status::Refused].map(|status| count(&desk, status));
        assert_eq!(before, [40, 28, 1], "{}", desk.text());
        assert!(desk.lines()[0].contains("40 försenade"), "{}", desk.text());

        let keys = ["f", "<space>", "f", "m", "r", "<C-s>", "j"];
        assert!(keys.len() < 10);
        for key in keys {
            desk.press(key);
        }
        assert!(desk.words().contains("Sparat: 40 konton: Meta säger ja"), "{}", desk.text());
        assert!(!desk.lines()[0].contains("försenad") && !desk.lines()[0].contains("markerade"), "{}", desk.text());
        assert_eq!([Status::Overdue, Status::Granted, Status::Refused].map(|status| count(&desk, status)), [0, 68, 1]);

        desk.press("<esc>/").press(&draft).press("<enter>uFel konto<C-s>");
        assert_eq!([Status::Overdue, Status::Granted, Status::Refused].map(|status| count(&desk, status)), [1, 67, 1]);
        assert!(desk.words().contains("1 försenat"), "{}", desk.text());
        desk.press("5g");
        assert_eq!(desk.model().detail.as_ref().unwrap().voided.len(), 1);
    }
}

#[test]
fn what_was_marked_one_by_one_until_all_are_is_unmarked_by_the_same_key() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>a<enter>@tva<C-s>1g<space><space>");
    assert_eq!(desk.model().marks.accounts.len(), 2);
    desk.press("m");
    assert_eq!(desk.model().marks.accounts.len(), 0, "{}", desk.text());
    desk.press("m");
    assert_eq!(desk.model().marks.accounts.len(), 2, "{}", desk.text());
}
