//! The texts around a complaint on the screen: the letters, the appeal, the questions before it goes, the links.

use nej::app::model::key::Key;
use nej::app::screen::hints::{MenuRow, menu};
use nej::app::{Effect, Moment, Msg, update};
use nej::domain::{EventKind, Lang};

use crate::desk::Desk;

/// What `y` sends to the clipboard here.
fn copied(desk: &Desk) -> Option<String> {
    let mut model = desk.model().clone();
    let effects = update(&mut model, Moment::default(), Msg::Key(Key::char('y')));
    effects.into_iter().find_map(|effect| if let Effect::CopyToClipboard(text) = effect { Some(text) } else { None })
}

fn kinds(desk: &Desk) -> Vec<EventKind> {
    desk.logs().into_iter().flatten().map(|data| data.kind()).collect()
}

/// An overdue case; with or without a code that was asked for and not entered.
fn overdue(size: (u16, u16), code: bool) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna Berg<enter>anna@example.org<C-s>s");
    desk.press(if code { "<down><down><down><right><C-s>j" } else { "<C-s>j" });
    desk.again("2026-10-20", size);
    desk
}

#[test]
fn the_letters_are_reached_from_the_complaint_read_and_copied() {
    for size in [(80, 24), (40, 12)] {
        let mut desk = overdue(size, false);
        desk.press("ix");
        let rows = menu(desk.model());
        let at = rows.iter().position(|row| matches!(row, MenuRow::Letter(_))).unwrap();
        desk.press("g").press(&"j".repeat(at)).press("<enter>");
        assert!(desk.text().contains("Påminnelse till Meta · @anna"), "{}", desk.text());
        assert!(copied(&desk).unwrap().contains("2026"), "{:?}", copied(&desk));
        desk.press("q");
        assert!(desk.text().contains("Klagomål till IMY · @anna"), "back on the page\n{}", desk.text());
    }
}

#[test]
fn a_code_that_was_never_logged_is_asked_about_before_the_complaint_goes() {
    for size in [(80, 24), (40, 12)] {
        for key in ["y", "4"] {
            let mut desk = overdue(size, true);
            desk.press("i").press(key);
            assert!(desk.text().contains("Har du angett koden"), "{}", desk.text());
            assert_eq!(copied(&desk), None, "not before it is answered");
            desk.press("j");
            assert!(desk.text().contains("Vad har hänt? · @anna"), "{}", desk.text());
            desk.press("<C-s>");
            assert!(kinds(&desk).contains(&EventKind::Confirmed), "{}", desk.text());
        }
        let mut desk = overdue(size, true);
        desk.press("iyn");
        assert!(copied(&desk).unwrap().contains("Anna Berg"), "as it is, and it is not asked again");
    }
}

#[test]
fn the_link_dialog_says_who_saw_the_address_and_when_and_takes_worked_today() {
    for size in [(80, 24), (120, 40)] {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        desk.press("a<enter>@anna<C-s>o");
        let text = desk.text();
        assert!(text.contains("Är sidan borta: Inställningar → Integritetscenter"), "{text}");
        assert!(text.contains("Adressen kommer från"), "{text}");
        desk.press("w");
        assert!(desk.text().contains("Du såg den fungera 2026-09-01."), "{}", desk.text());
        assert!(desk.message().contains("Sparat: adressen fungerade 2026-09-01"), "{}", desk.text());
        desk.again("2026-09-20", size);
        desk.press("o");
        assert!(desk.text().contains("Du såg den fungera 2026-09-01."), "it is in the database\n{}", desk.text());
    }
}
