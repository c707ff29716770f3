//! The mouse, where it is wanted: a click focuses and selects, the wheel scrolls.

use nej::app::{Dialog, Pane};
use nej::domain::{Ground, Lang, Step};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;

fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    for name in ["@anna", "@berit", "@cilla"] {
        desk.press(&format!("a<enter>{name}<C-s>"));
    }
    desk.press("3G<enter>1");
    desk
}

/// Clicks on the first cell of a text.
fn click(desk: &mut Desk, text: &str) {
    let lines = desk.lines();
    let row = lines.iter().position(|l| l.contains(text)).unwrap_or_else(|| panic!("{text}\n{}", desk.text()));
    let column = unicode_width::UnicodeWidthStr::width(&lines[row][..lines[row].find(text).unwrap()]);
    desk.headless().happen(LoopEvent::Click { column: column as u16, row: row as u16 });
    desk.headless().rest();
}

fn wheel(desk: &mut Desk, down: bool, at: (u16, u16)) {
    desk.headless().happen(LoopEvent::Wheel { down, column: at.0, row: at.1 });
    desk.headless().rest();
}

#[test]
fn a_click_on_an_account_shows_it() {
    for size in [(120, 40), (80, 24), (40, 20)] {
        let mut desk = desk(size);
        click(&mut desk, "@berit");
        let shown = desk.model().detail.as_ref().unwrap().account.fields.handle.clone();
        assert_eq!((shown.as_str(), desk.model().focus), ("@berit", Pane::Accounts), "{}", desk.text());
    }
}

#[test]
fn a_click_in_another_pane_gives_it_the_keys_and_selects_what_is_under_it() {
    let mut desk = desk((120, 40));
    click(&mut desk, "Fyll i e-post");
    assert_eq!((desk.model().focus, desk.model().step), (Pane::Steps, Step::GiveAddress), "{}", desk.text());
    // Without the keys the pane of objections shows only the chosen one, which is the last of all.
    click(&mut desk, "▣");
    assert_eq!((desk.model().focus, desk.model().ground), (Pane::Objections, Ground::at(usize::MAX)), "{}", desk.text());
    click(&mut desk, "□");
    assert_eq!(desk.model().ground, Ground::at(0), "{}", desk.text());
}

#[test]
fn a_click_on_a_title_turns_to_its_pane() {
    for size in [(80, 24), (40, 14)] {
        let mut desk = desk(size);
        click(&mut desk, "5");
        assert_eq!(desk.model().focus, Pane::Log, "{size:?}\n{}", desk.text());
        click(&mut desk, "4");
        assert_eq!(desk.model().focus, Pane::Reason, "{size:?}\n{}", desk.text());
    }
}

#[test]
fn the_wheel_scrolls_what_is_under_it_or_in_front() {
    let mut desk = desk((80, 24));
    desk.press("2g");
    wheel(&mut desk, true, (10, 12));
    assert_eq!(desk.model().step, Step::GiveAddress);
    wheel(&mut desk, false, (10, 12));
    assert_eq!(desk.model().step, Step::LogIn);
    desk.press("?");
    wheel(&mut desk, true, (10, 12));
    assert!(desk.model().help.unwrap() > 0, "help scrolls, and stays");
    desk.press("<esc>i");
    wheel(&mut desk, true, (10, 12));
    assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "a page stays too");
}

#[test]
fn what_is_written_is_saved_when_a_click_goes_elsewhere() {
    let mut desk = desk((120, 40));
    desk.press("4<enter>Mina bilder.");
    click(&mut desk, "@berit");
    assert!(!desk.model().reason.editing);
    assert!(desk.text().contains("Sparat: Mina bilder."), "{}", desk.text());
}

#[test]
fn no_click_anywhere_panics() {
    for size in [(30, 12), (40, 12), (80, 24), (120, 40), (10, 3), (0, 0)] {
        for keys in ["", "2", "3z", "4<enter>", "5", "i", "o", "?", "s"] {
            let mut desk = desk((80, 24));
            desk.press(keys);
            desk.headless().happen(LoopEvent::Resize(size.0, size.1));
            for row in 0..=size.1 {
                for column in (0..=size.0).step_by(7) {
                    desk.headless().happen(LoopEvent::Wheel { down: row % 2 == 0, column, row });
                    desk.headless().happen(LoopEvent::Click { column, row });
                }
            }
        }
    }
}

#[test]
fn in_a_dialog_a_click_goes_to_a_field_changes_a_choice_and_presses_a_button() {
    for size in [(120, 40), (80, 24), (40, 14)] {
        let mut desk = desk(size);
        desk.press("e");
        click(&mut desk, "Person");
        desk.press("Anna Berg");
        click(&mut desk, "‹ Instagram ›");
        assert!(desk.text().contains("‹ Instagram ›"), "the first click only goes there\n{}", desk.text());
        click(&mut desk, "‹ Instagram ›");
        assert!(desk.text().contains("‹ Facebook ›"), "{}", desk.text());
        desk.press("<up>");
        click(&mut desk, "[ Spara ]");
        assert!(desk.model().dialog.is_none(), "{}", desk.text());
        let fields = &desk.model().detail.as_ref().unwrap().account.fields;
        assert_eq!((fields.person.as_str(), fields.platform.name()), ("Anna Berg", "Facebook"));
    }
}

#[test]
fn pages_links_and_states_take_clicks_on_what_can_be_seen() {
    for size in [(120, 40), (80, 24), (40, 14)] {
        let mut desk = desk(size);
        desk.press("2s<C-s>j1i");
        click(&mut desk, "På svenska");
        assert!(desk.text().contains("På engelska"), "{}", desk.text());
        click(&mut desk, if size.0 < 60 { "[ IMY ]" } else { "[ IMY:s sida ]" });
        assert!(matches!(desk.model().dialog, Some(Dialog::Link(_))), "{}", desk.text());
        click(&mut desk, "[ Tillbaka ]");
        assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "back on the page\n{}", desk.text());
        click(&mut desk, "[ Tillbaka ]");
        assert!(desk.model().dialog.is_none(), "{}", desk.text());
        desk.press("f");
        click(&mut desk, "□ inte skickad");
        assert!(matches!(&desk.model().dialog, Some(Dialog::Filter(_, chosen)) if chosen.len() == 1), "{}", desk.text());
    }
}
