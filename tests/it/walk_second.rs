//! What a second newcomer stumbled over: keys that were named wrongly, words that were not true, ways that ended nowhere.

use nej::app::model::field::FieldId;
use nej::app::model::{Dialog, PageKind, Pane};
use nej::domain::{EventData, EventKind, Lang, Representation};

use crate::desk::Desk;

/// An account of Anna's with an objection sent on 1 September.
fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna Berg<enter>anna@example.org<C-s>s<C-s>j");
    desk
}

/// One that waits for a decision, three months after the complaint was lodged.
fn lodged(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = sent(lang, size);
    desk.again("2026-10-05", size);
    desk.press("i4<C-s>");
    desk.again("2027-01-10", size);
    desk
}

fn footer(desk: &Desk) -> String {
    desk.lines().pop().unwrap()
}

fn in_field(desk: &Desk, id: FieldId) -> bool {
    matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.focus_is(id))
}

fn is_complaint(desk: &Desk) -> bool {
    matches!(desk.model().dialog, Some(Dialog::Page(page)) if page.page == PageKind::Complaint)
}

#[test]
fn a_request_for_a_decision_is_called_so_everywhere_and_the_number_is_logged_from_it() {
    for (lang, title, text, button, number) in [
        (Lang::Sv, "Begäran om besked från IMY · @anna", "Begäran som den lämnas in", "Logga som begärt", "(r logga den)"),
        (Lang::En, "Request for a decision from IMY · @anna", "This is the request", "Log as requested", "(r log it)"),
    ] {
        let mut desk = lodged(lang, (100, 40));
        desk.press("i");
        for part in [title, text, button, number] {
            assert!(desk.words().contains(part), "{part}\n{}", desk.text());
        }
        assert!(!desk.words().contains(if lang == Lang::Sv { "Påminnelse" } else { "Reminder" }), "{}", desk.text());
        desk.press("r<enter>IMY-2026-123<C-s>");
        assert!(is_complaint(&desk), "back to the request\n{}", desk.text());
        assert!(!desk.words().contains(number), "{}", desk.text());
        desk.press("4");
        assert!(desk.words().contains(if lang == Lang::Sv { "besked begärt" } else { "decision requested" }), "{}", desk.text());
    }
}

#[test]
fn the_account_opens_at_what_the_complaint_lacks() {
    for size in [(40, 12), (80, 24)] {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        desk.press("a<enter>@anna<C-s>s<C-s>j");
        desk.again("2026-10-05", size);
        desk.press("ie");
        assert!(in_field(&desk, FieldId::Person), "{}", desk.text());
        desk.press("Anna Berg<C-s>e");
        assert!(in_field(&desk, FieldId::Email), "{}", desk.text());
    }
}

#[test]
fn a_note_for_the_complaint_is_written_from_the_complaint() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-10-05", (80, 24));
    desk.press("inThey promised to answer.<C-s>");
    assert!(is_complaint(&desk), "{}", desk.text());
    let public = desk.model().detail.as_ref().unwrap().events.iter().any(|event| event.in_complaint);
    assert!(public, "asked for in the complaint, it stands there");
    desk.press("qnMine alone.<esc>in");
    assert!(desk.text().contains("Mine alone."), "{}", desk.text());
    desk.press("<C-s>");
    let noted = desk.model().detail.as_ref().unwrap().events.iter().filter(|event| event.in_complaint).count();
    assert_eq!(noted, 1, "what was typed elsewhere stays private");
}

#[test]
fn a_case_with_a_yes_has_nothing_to_complain_of_and_no_buttons_for_it() {
    for (lang, nothing, not) in [
        (Lang::Sv, "Inget att klaga på än.", ["Inget som visar", "Logga som"]),
        (Lang::En, "Nothing to complain about yet.", ["Nothing that shows", "Log as"]),
    ] {
        let mut desk = sent(lang, (80, 24));
        desk.press("r<C-s>i");
        assert!(desk.text().contains(nothing), "{}", desk.text());
        assert!(not.iter().all(|words| !desk.text().contains(words)), "{}", desk.text());
        desk.press("<enter>");
        assert!(desk.model().dialog.is_none());
    }
}

#[test]
fn what_somebody_acts_as_is_asked_as_soon_as_somebody_acts() {
    for (lang, role) in [(Lang::Sv, "- roll"), (Lang::En, "- acts as")] {
        let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
        desk.press("a<enter>@mia");
        assert!(!desk.text().contains(role), "{}", desk.text());
        desk.press("<enter>Mia Lund<enter><enter><enter><enter><enter>Bo Lund");
        assert!(desk.text().contains(role), "{}", desk.text());
        desk.press("<enter><right><right><C-s>");
        let fields = &desk.model().detail.as_ref().unwrap().account.fields;
        assert_eq!(fields.representation, Some(Representation::Guardian));
    }
}

#[test]
fn the_letters_stand_first_in_the_menu_of_the_complaint_and_say_where_they_go() {
    for (lang, letter, place) in [
        (Lang::Sv, "Påminnelse till Meta", "som svar på Metas senaste mejl"),
        (Lang::En, "Reminder to Meta", "as a reply to Meta's latest mail"),
    ] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = sent(lang, size);
            desk.again("2026-10-05", size);
            desk.press("ix");
            assert!(desk.text().contains(letter), "{}", desk.text());
            desk.press("<enter>");
            assert!(desk.words().contains(place), "{}", desk.text());
        }
    }
}

#[test]
fn a_day_that_is_odd_is_where_enter_leads() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-10-20", (80, 24));
    desk.press("r");
    let row = desk.lines().into_iter().find(|line| line.contains(" extended: ")).unwrap_or_else(|| panic!("{}", desk.text()));
    let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
    desk.press(&digit).press("<enter>");
    assert!(in_field(&desk, FieldId::Day), "{}", desk.text());
    assert!(desk.words().contains("Too late"), "{}", desk.text());
    desk.press("15 Sep");
    assert!(desk.words().contains("Read as 2026-09-15.") && !desk.words().contains("Too late"), "{}", desk.text());
}

#[test]
fn days_are_typed_as_the_screen_writes_them() {
    for typed in ["2 sep", "2 Sep", "2/9", "2.9.2026", "2026-9-2", "2 september", "Wed 2 Sep"] {
        let mut desk = sent(Lang::Sv, (80, 24));
        desk.again("2026-09-20", (80, 24));
        desk.press("n").press("Ringde<enter>").press(typed).press("<C-s>");
        let on = desk.model().detail.as_ref().unwrap().newest().unwrap().on;
        assert_eq!(on.to_string(), "2026-09-02", "{typed}\n{}", desk.text());
    }
}

#[test]
fn enter_does_not_pass_what_must_be_filled_in() {
    for (lang, fault) in [(Lang::Sv, "Vad var fel? Behöver fyllas i."), (Lang::En, "Why void it? Needs to be filled in.")] {
        let mut desk = sent(lang, (80, 24));
        desk.press("u<enter>");
        assert!(in_field(&desk, FieldId::Why), "{}", desk.text());
        assert!(desk.message().contains(fault), "{}", desk.text());
    }
}

#[test]
fn a_case_number_that_is_what_is_logged_does_not_say_that_it_can_wait() {
    let mut desk = lodged(Lang::En, (80, 24));
    desk.press("ir<enter>");
    assert!(in_field(&desk, FieldId::CaseNumber) && !desk.words().contains("May come later"), "{}", desk.text());
}

#[test]
fn an_objection_with_another_address_than_the_accounts_asks_whether_it_is_right() {
    for (lang, asks) in
        [(Lang::Sv, "Kontots adress är anna@example.org."), (Lang::En, "The account's address is anna@example.org.")]
    {
        let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
        desk.press("a<enter>@anna<enter><enter>anna@example.org<C-s>s<enter>");
        assert!(!desk.words().contains(asks), "{}", desk.text());
        desk.press("seqxq");
        assert!(desk.words().contains(asks), "{}", desk.text());
    }
}

#[test]
fn an_account_whose_name_cannot_be_typed_is_erased_by_its_number() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("D2<C-s>");
    assert!(desk.model().dialog.is_some(), "not by another number\n{}", desk.text());
    desk.press("<C-u>1<C-s>");
    assert!(desk.model().list.rows.is_empty(), "{}", desk.text());
}

#[test]
fn what_is_said_names_the_account_that_the_cursor_has_left() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>s<C-s>ja<enter>@olle<C-s>s<C-s>j");
    let handle = desk.press("g").model().list.current().unwrap().handle.clone();
    desk.press("r<C-s>");
    assert!(desk.message().contains(&format!("Saved: {handle}, Meta says yes")), "{}", desk.text());
}

#[test]
fn on_a_phone_text_names_no_key_that_a_phone_lacks() {
    for lang in Lang::ALL {
        for keys in ["n", "nHej", "e<enter>", "4<enter>", "4<enter>Hej", "/", "/anna", "b"] {
            let mut desk = sent(lang, (40, 12));
            desk.press(keys);
            for lacking in ["Esc", "Ctrl", "F1", "PgDn", "Tab"] {
                assert!(!footer(&desk).contains(lacking), "{keys} {lacking}\n{}", desk.text());
            }
        }
    }
}

#[test]
fn backspace_leaves_the_calendar_and_an_empty_search_and_help_opens_in_the_calendar() {
    let mut desk = sent(Lang::Sv, (40, 12));
    desk.press("t?");
    assert!(desk.model().help.is_some(), "{}", desk.text());
    desk.press("q<bs>");
    assert!(desk.model().dialog.is_none() && desk.model().help.is_none(), "{}", desk.text());
    desk.press("/a<bs><bs>");
    assert!(desk.model().search.is_none(), "{}", desk.text());
}

#[test]
fn the_calendar_begins_with_what_is_overdue() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut desk = Desk::new(Lang::En, size, "2026-09-01");
        desk.press("a<enter>@anna<C-s>s<C-s>j");
        desk.again("2026-10-20", size);
        desk.press("a<enter>@olle<C-s>s<C-s>jt");
        let rows: Vec<String> = desk.lines().into_iter().filter(|line| line.contains('@')).collect();
        assert!(rows.iter().any(|row| row.contains("@anna")), "{}", desk.text());
        desk.press("<enter>");
        assert_eq!(desk.model().list.current().unwrap().handle, "@anna", "{}", desk.text());
    }
}

#[test]
fn a_link_that_was_copied_for_a_step_is_ticked_from_where_it_was_copied() {
    for (lang, offer) in [(Lang::Sv, "Space bockar av steget."), (Lang::En, "Space ticks the step.")] {
        let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
        desk.press("a<enter>@anna<C-s>2gj<enter>");
        let step = desk.model().step;
        desk.press("y");
        assert!(desk.message().contains(offer), "{}", desk.text());
        desk.press("<space>");
        assert!(desk.model().dialog.is_none() && desk.model().detail.as_ref().unwrap().done(step), "{}", desk.text());
    }
}

#[test]
fn what_is_chosen_while_others_are_marked_says_whose_it_is() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>a<enter>@olle<C-s>m3<space>");
    let handle = desk.model().detail.as_ref().unwrap().account.fields.handle.clone();
    assert!(desk.message().contains(&format!("That is for {handle} only")), "{}", desk.text());
}

#[test]
fn who_begins_to_write_in_the_empty_reason_writes() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("4");
    assert_eq!(desk.model().focus, Pane::Reason);
    desk.press("Mina bilder är mina.");
    assert!(desk.model().reason.editing && desk.text().contains("Mina bilder är mina."), "{}", desk.text());
    assert_eq!(desk.logs()[0].len(), 1, "no letter was a command");
}

#[test]
fn a_key_that_means_nothing_says_so() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("w");
    assert!(desk.message().contains("That key does nothing here."), "{}", desk.text());
}

#[test]
fn a_page_that_was_seen_to_work_is_not_asked_about() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("o");
    assert!(desk.words().contains("Press w if it works today."), "{}", desk.text());
    desk.press("w");
    assert!(!desk.words().contains("Press w") && desk.words().contains("You saw it work on 2026-09-01."), "{}", desk.text());
}

#[test]
fn the_entry_that_an_annex_came_with_is_what_is_voided() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("bA copy of it<C-s>u");
    assert!(desk.words().contains("Voids 2026-09-01 annex"), "what was attached by itself is its own entry\n{}", desk.text());
    let kinds: Vec<EventKind> = desk.logs().swap_remove(0).iter().map(EventData::kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::EvidenceAdded]);
}

#[test]
fn an_extended_time_is_not_called_a_month() {
    let mut desk = sent(Lang::En, (120, 40));
    desk.again("2026-09-10", (120, 40));
    desk.press("r");
    let row = desk.lines().into_iter().find(|line| line.contains(" extended")).unwrap_or_else(|| panic!("{}", desk.text()));
    let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
    desk.press(&digit).press("<C-s>");
    assert!(desk.words().contains("the time to reply ends 2026-12-01"), "{}", desk.text());
    desk.again("2026-12-10", (120, 40));
    assert!(desk.words().contains("the extended time has passed without a reply"), "{}", desk.text());
}

#[test]
fn a_refusal_needs_no_month_to_be_complained_of() {
    for (lang, step, not) in
        [(Lang::Sv, "Klaga hos IMY", "när månaden har gått"), (Lang::En, "Complain to IMY", "Complain to IMY after a month")]
    {
        let mut desk = sent(lang, (120, 40));
        desk.press("r2<C-s>");
        assert!(desk.text().contains(step) && !desk.text().contains(not), "{}", desk.text());
    }
}

#[test]
fn what_goes_on_despite_a_yes_is_offered_only_after_a_yes() {
    for (answer, offered) in [("r1<C-s>", true), ("r2<C-s>", false)] {
        let mut desk = sent(Lang::En, (120, 40));
        desk.press(answer).press("r");
        assert_eq!(desk.text().contains("Despite a yes"), offered, "{}", desk.text());
    }
}

#[test]
fn the_complaint_itself_is_in_sight_at_80_by_24() {
    for (lang, below) in [(Lang::Sv, "att känna till"), (Lang::En, "to know")] {
        let mut desk = sent(lang, (80, 24));
        desk.again("2026-10-05", (80, 24));
        desk.press("i");
        assert!(desk.text().contains(below), "{}", desk.text());
        let heading = desk.lines().iter().position(|line| line.contains("KLAGOMÅL ENLIGT")).unwrap_or(23);
        assert!(heading < 13, "{}", desk.text());
        desk.press("G");
        assert!(desk.words().contains(if lang == Lang::Sv { "allmän handling" } else { "public record" }), "{}", desk.text());
    }
}

#[test]
fn a_question_and_its_keys_are_not_torn_apart() {
    for (lang, how) in [(Lang::Sv, "j ja · n nej"), (Lang::En, "y yes · n no")] {
        for size in [(40, 12), (60, 18), (80, 24), (120, 40)] {
            let mut desk = sent(lang, size);
            desk.press("s<C-s>");
            assert!(desk.lines().iter().any(|line| line.contains(how)), "{}", desk.text());
        }
    }
}

#[test]
fn help_on_the_empty_screen_says_what_the_program_does() {
    for (lang, what) in [(Lang::Sv, "Här skickas ingenting"), (Lang::En, "Nothing is sent from here")] {
        for size in [(40, 12), (80, 24), (200, 60)] {
            let mut desk = Desk::new(lang, size, "2026-09-01");
            desk.press("?");
            assert!(desk.words().contains(what), "{}", desk.text());
        }
    }
}
