//! The loop itself: what comes while a write is on its way, what fails, who leaves, and what day it is.

use chrono::{DateTime, Utc};
use nej::app::Pane;
use nej::app::model::key::parse_script;
use nej::domain::Lang;
use nej::runtime::Session;
use nej::runtime::event::{LoopEvent, Signal};
use nej::runtime::headless::Headless;

use crate::desk::Desk;

const SIZE: (u16, u16) = (80, 24);

/// Lets no draft be saved.
const BROKEN: &str = "CREATE TRIGGER broken BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'broken'); END";

fn keys(script: &str) -> Vec<LoopEvent> {
    parse_script(script).unwrap().into_iter().map(LoopEvent::Key).collect()
}

/// A screen with one account.
fn anna() -> Desk {
    let mut desk = Desk::new(Lang::En, SIZE, "2026-09-01");
    desk.press("a<enter>@anna<C-s>");
    desk
}

#[test]
fn a_key_that_comes_while_a_write_is_on_its_way_is_answered_at_once() {
    let mut desk = anna();
    desk.headless().hold_writes();
    desk.press("nMeta called<C-s>");
    assert!(!desk.message().contains("Saved"), "{}", desk.text());
    assert!(desk.text().contains("Meta called"), "the dialog is there until it is saved\n{}", desk.text());
    desk.press("<esc>5");
    assert!(desk.model().dialog.is_none() && desk.model().focus == Pane::Log, "{}", desk.text());
    desk.headless().release_writes();
    assert!(desk.message().contains("Saved: Meta called"), "{}", desk.text());
    assert_eq!(desk.events(), 1);
}

#[test]
fn what_is_being_saved_is_not_kept_as_a_draft_too() {
    let mut desk = anna();
    desk.headless().hold_writes();
    desk.headless().happen_together(keys("nMeta called<C-s>"));
    for _ in 0..3 {
        desk.headless().rest();
    }
    assert_eq!(desk.headless().held_writes(), 1, "the entry alone is on its way");
    desk.headless().release_writes();
    desk.press("n");
    assert!(!desk.text().contains("Meta called"), "{}", desk.text());
}

#[test]
fn a_line_lost_while_a_dialog_is_being_saved_leaves_no_second_copy() {
    let mut desk = anna();
    desk.headless().hold_writes();
    desk.headless().happen_together(keys("nMeta called<C-s>"));
    desk.headless().happen(LoopEvent::Gone);
    assert_eq!(desk.headless().exit_code(), None, "it waits for what is being saved");
    desk.headless().release_writes();
    assert_eq!(desk.headless().exit_code(), Some(129));
    desk.again("2026-09-01", SIZE);
    assert!(desk.model().dialog.is_none(), "{}", desk.text());
    assert_eq!(desk.events(), 1);
}

#[test]
fn a_save_that_failed_is_tried_again_by_a_key_and_not_by_itself() {
    let mut desk = anna();
    desk.behind(BROKEN);
    desk.press("4<enter>");
    desk.headless().hold_writes();
    desk.press("Pictures");
    assert_eq!(desk.headless().held_writes(), 1);
    desk.headless().let_writes_through();
    assert!(desk.message().contains("Database error"), "{}", desk.text());
    for _ in 0..3 {
        desk.headless().rest();
        assert_eq!(desk.headless().held_writes(), 0, "no attempt without a key");
    }
    desk.behind("DROP TRIGGER broken");
    desk.headless().release_writes();
    desk.press("<esc>");
    assert!(desk.message().contains("Saved: Pictures"), "{}", desk.text());
}

#[test]
fn leaving_waits_for_the_save_and_another_command_means_staying() {
    for (then, left) in [("", Some(0)), ("2", None), ("?", None)] {
        let mut desk = anna();
        desk.press("4<enter>");
        desk.headless().hold_writes();
        desk.press("Pictures<esc>q");
        assert_eq!(desk.headless().exit_code(), None, "not before it is saved");
        desk.press(then);
        desk.headless().release_writes();
        assert_eq!(desk.headless().exit_code(), left, "after q and {then:?}");
    }
}

#[test]
fn a_save_that_fails_while_leaving_keeps_the_program_open_and_asks() {
    let mut desk = anna();
    desk.behind(BROKEN);
    desk.headless().hold_writes();
    desk.press("4<enter>Pictures<esc>q");
    desk.headless().release_writes();
    assert_eq!(desk.headless().exit_code(), None);
    assert!(desk.text().contains("could not be saved"), "{}", desk.text());
}

#[test]
fn an_answer_may_ask_for_more_as_often_as_it_needs() {
    let mut desk = anna();
    desk.press("a<enter>@berit<C-s>1gmnMeta called<esc>g");
    // The key waits for the account, the dialog for the marked accounts, and what was typed for the dialog.
    desk.headless().happen_together(keys("j"));
    desk.headless().happen_together(keys("kn"));
    assert!(desk.text().contains("Meta called"), "{}", desk.text());
}

#[test]
fn a_signal_comes_after_the_keys_that_were_pressed_before_it() {
    let mut desk = anna();
    let mut events = vec![LoopEvent::Signal(Signal::Terminate)];
    events.extend(keys("nMeta called"));
    desk.headless().happen_together(events);
    assert_eq!(desk.headless().exit_code(), Some(143));
    desk.again("2026-09-01", SIZE);
    assert!(desk.text().contains("Meta called"), "{}", desk.text());
}

#[test]
fn what_another_window_writes_is_shown_without_a_key() {
    let mut desk = anna();
    desk.behind("UPDATE accounts SET person = 'Anna Berg' WHERE id = 1");
    assert!(!desk.text().contains("Anna Berg"), "{}", desk.text());
    desk.headless().happen(LoopEvent::DatabaseTouched);
    assert!(desk.text().contains("Anna Berg"), "{}", desk.text());
}

#[test]
fn where_nothing_announces_the_other_window_its_changes_come_with_the_next_key() {
    let mut desk = anna();
    desk.headless().stop_watching();
    assert!(desk.message().contains("another window"), "{}", desk.text());
    desk.behind("UPDATE accounts SET person = 'Anna Dal' WHERE id = 1");
    desk.press("2");
    assert!(desk.text().contains("Anna Dal"), "{}", desk.text());
}

#[test]
fn a_text_that_is_edited_in_two_windows_keeps_both_and_says_so_until_it_is_opened_again() {
    let mut two = anna();
    let mut one = two.another_window();
    two.press("4<enter>");
    two.headless().happen_together(keys("Second text."));
    one.press(&parse_script("4<enter>First text.<C-s>").unwrap());
    two.press("<C-s>");
    assert!(two.message().contains("Another window changed the same text"), "{}", two.text());
    assert!(two.text().contains("Second text.") && two.text().contains("First text."), "{}", two.text());
    assert!(two.text().contains("changed in two windows"), "{}", two.text());
    // What is undone is what was typed here, never what came from the other window.
    two.press("<C-z> More.<esc>");
    let text = two.text();
    assert!(text.contains("Second text. More.") && text.contains("First text."), "{text}");
    assert!(two.message().contains("Saved:") && text.contains("changed in two windows"), "{text}");
    one.happen(LoopEvent::DatabaseTouched);
    assert!(one.model().detail.as_ref().unwrap().draft.reason.contains("Second text. More."));
    two.press("<enter>");
    assert!(!two.text().contains("two windows"), "{}", two.text());
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn the_first_key_after_midnight_counts_for_the_new_day() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session { lang: Lang::En, ..Session::on(folder.path().join("nej.db")) };
    let mut screen = Headless::start_at(&session, SIZE, Some(moment("2026-09-01T21:59:00Z")), None).unwrap();
    screen.press(&parse_script("a<enter>@anna<C-s>").unwrap());
    // The machine slept over midnight in Stockholm; nothing but the key wakes it.
    screen.set_clock(moment("2026-09-01T22:01:00Z"));
    screen.press(&parse_script("s").unwrap());
    let frame = screen.frame();
    let text: String = frame.buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(text.contains("2026-09-02") && !text.contains("2026-09-01"), "{text}");
}

#[test]
fn a_clock_that_jumps_to_what_cannot_be_is_said_and_dates_nothing() {
    for (jump, size) in [("1970-01-01T00:00:00Z", SIZE), ("2019-12-31T12:00:00Z", (40, 12)), ("2027-09-10T12:00:00Z", SIZE)] {
        let folder = tempfile::tempdir().unwrap();
        let session = Session { lang: Lang::En, ..Session::on(folder.path().join("nej.db")) };
        let mut screen = Headless::start_at(&session, size, Some(moment("2026-09-01T12:00:00Z")), None).unwrap();
        let text =
            |screen: &Headless| screen.frame().buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
        screen.press(&parse_script("a<enter>@anna<C-s>").unwrap());
        screen.set_clock(moment(jump));
        screen.happen(LoopEvent::ClockSet);
        assert!(text(&screen).contains("clock says") && text(&screen).contains(&jump[..10]), "{}", text(&screen));
        assert!(text(&screen).contains("right."), "whole, also on a phone\n{}", text(&screen));
        screen.press(&parse_script("nhello<C-s><enter>").unwrap());
        assert!(text(&screen).contains("clock says"), "as long as it does\n{}", text(&screen));
        let reader = nej::store::open(&session.db).unwrap().reader;
        let events = reader.events(nej::domain::AccountId(1)).unwrap();
        assert_eq!((events.len(), events[0].on), (1, crate::desk::day("2026-09-01")));
        assert!(events[0].recorded_at.to_rfc3339().starts_with("2026-09-01T12:"), "{:?}", events[0].recorded_at);
        screen.set_clock(moment("2026-09-02T12:00:00Z"));
        screen.happen(LoopEvent::ClockSet);
        assert!(!text(&screen).contains("clock says") && text(&screen).contains("2026-09-02"), "{}", text(&screen));
    }
}

#[test]
fn a_window_that_slept_for_months_or_whose_clock_is_set_back_follows_it() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session { lang: Lang::En, ..Session::on(folder.path().join("nej.db")) };
    let mut screen = Headless::start_at(&session, SIZE, Some(moment("2026-09-01T12:00:00Z")), None).unwrap();
    for day in ["2027-08-01", "2024-03-01", "2025-02-01", "2026-01-01"] {
        screen.set_clock(moment(&format!("{day}T12:00:00Z")));
        screen.happen(LoopEvent::ClockSet);
        assert_eq!((screen.model().today.to_string().as_str(), screen.model().wrong_clock), (day, None));
    }
}
