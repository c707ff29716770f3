//! The whole job on a phone: 40 by 12, with the keys that its keyboard shows: letters, arrows, Enter, Tab.

use nej::app::Dialog;
use nej::app::model::form::Focus;
use nej::app::model::key::{KeyCode, parse_script};
use nej::domain::Lang;

use crate::desk::Desk;

const PHONE: (u16, u16) = (40, 12);

/// Presses keys, after making sure that a phone has them.
fn tap<'a>(desk: &'a mut Desk, script: &str) -> &'a mut Desk {
    for key in parse_script(script).unwrap() {
        let shown = matches!(
            key.code,
            KeyCode::Char(_) | KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right | KeyCode::Enter | KeyCode::Tab
        );
        assert!(shown && !key.ctrl && !key.alt, "a phone has no {key}");
    }
    desk.press(script)
}

/// Presses keys, after making sure that even a keyboard without arrows has them: letters, digits, signs, Enter and
/// Backspace.
fn tap_plain<'a>(desk: &'a mut Desk, script: &str) -> &'a mut Desk {
    for key in parse_script(script).unwrap() {
        let shown = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Backspace);
        assert!(shown && !key.ctrl && !key.alt, "there is no {key}");
    }
    desk.press(script)
}

/// Goes on with Enter until the cursor is on the first button.
fn on_to_save(desk: &mut Desk) {
    for _ in 0..30 {
        if matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.focus == Focus::Save) {
            return;
        }
        tap_plain(desk, "<enter>");
    }
    panic!("the buttons are never reached\n{}", desk.text());
}

/// Goes through what can be seen until it is under the cursor, and takes it.
fn take(desk: &mut Desk, button: &str) {
    for _ in 0..30 {
        if desk.picture().lines().any(|l| l.contains("reversed") && l.contains(&format!("[ {button} ]"))) {
            tap(desk, "<enter>");
            return;
        }
        tap(desk, "<tab>");
    }
    panic!("[ {button} ] is never reached\n{}", desk.picture());
}

fn assert_says(desk: &Desk, what: &str) {
    let text = desk.text().replace("\n ", " ");
    assert!(text.contains(what), "{what}\n{}", desk.text());
}

#[test]
fn the_whole_job_can_be_done_with_the_keys_of_a_phone() {
    let mut desk = Desk::new(Lang::Sv, PHONE, "2026-09-01");
    tap(&mut desk, "a<enter>@anna.foto<enter>Anna Berg<enter>anna@example.org");
    take(&mut desk, "Spara");
    assert_says(&desk, "Sparat: @anna.foto");
    // The steps, the link of one, and back.
    tap(&mut desk, "<enter>g<enter>");
    assert_says(&desk, "[ Kopiera ]");
    take(&mut desk, "Visa QR-kod");
    assert_says(&desk, "kolumner");
    tap(&mut desk, "<enter>");
    take(&mut desk, "Tillbaka");
    // Two objections and a reason, left by its button.
    tap(&mut desk, "3<enter>jj<enter>4<enter>Bilderna är mitt jobb.<down>");
    assert_says(&desk, "[ Klar ]");
    tap(&mut desk, "<enter>");
    assert_says(&desk, "Sparat: Bilderna är mitt jobb.");
    tap(&mut desk, "s");
    take(&mut desk, "Spara");
    assert_says(&desk, "Sparat: skickad 2026-09-01");
    tap(&mut desk, "r<right><right><enter>");
    take(&mut desk, "Spara");
    assert_says(&desk, "Sparat: autosvar");
    // A month and a day later.
    desk.again("2026-10-02", PHONE);
    assert_says(&desk, "1 försenat ärende");
    tap(&mut desk, "i");
    let mut pages = 0;
    while !desk.text().contains("Klaga från 2026-10-02.") && pages < 9 {
        tap(&mut desk, "<space>");
        pages += 1;
    }
    assert_says(&desk, "Klaga från 2026-10-02.");
    take(&mut desk, "IMY");
    assert_says(&desk, "https://www.imy.se/");
    take(&mut desk, "Tillbaka");
    take(&mut desk, "Tillbaka");
    tap(&mut desk, "i");
    take(&mut desk, "Logga");
    tap(&mut desk, "<enter>IMY-2026-77");
    take(&mut desk, "Spara");
    assert_says(&desk, "Sparat: klagomål inlämnat 2026-10-02");
    assert!(!desk.text().contains("försenat"), "{}", desk.text());
}

#[test]
fn the_whole_job_needs_neither_arrows_nor_tab_nor_escape() {
    for size in [PHONE, (80, 24)] {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        tap_plain(&mut desk, "aanna.foto<enter>Anna Berg<enter>anna@example.org");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "<enter>");
        assert_says(&desk, "Sparat: @anna.foto");
        tap_plain(&mut desk, "<enter>g<enter>");
        assert_says(&desk, "[ Kopiera ]");
        tap_plain(&mut desk, "c<enter>q<bs>3<enter>jj<enter>4<enter>Bilderna är mitt jobb.<enter><enter>.<enter>");
        assert_says(&desk, "Sparat: Bilderna är mitt jobb.");
        tap_plain(&mut desk, "s");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "<enter>");
        assert_says(&desk, "Sparat: skickad 2026-09-01");
        tap_plain(&mut desk, "r3<enter><enter>");
        assert_says(&desk, "Sparat: autosvar");
        desk.again("2026-10-02", size);
        tap_plain(&mut desk, "i3");
        assert_says(&desk, "https://www.imy.se/");
        tap_plain(&mut desk, "q2");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "q4<enter>IMY-2026-77");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "<enter>");
        assert_says(&desk, "Sparat: klagomål inlämnat 2026-10-02");
        assert!(!desk.text().contains("försenat"), "{}", desk.text());
    }
}

#[test]
fn every_form_and_the_text_are_left_without_saving_by_letters_enter_and_backspace() {
    for size in [PHONE, (80, 24)] {
        let mut desk = Desk::new(Lang::En, size, "2026-09-01");
        tap_plain(&mut desk, "aanna");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "<enter>s");
        on_to_save(&mut desk);
        tap_plain(&mut desk, "<enter>y");
        let events = desk.events();
        for open in ["a", "e", "s", "r", "n", "u", "b", "D", "i2", "i4"] {
            for leave in ["q", "<bs>"] {
                tap_plain(&mut desk, open);
                assert!(desk.model().dialog.is_some(), "{open}\n{}", desk.text());
                on_to_save(&mut desk);
                tap_plain(&mut desk, leave);
                while desk.model().dialog.is_some() {
                    assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "{open}\n{}", desk.text());
                    tap_plain(&mut desk, leave);
                }
            }
        }
        for (open, leave) in [("i", "q"), ("o", "q"), ("x", "x"), ("t", "q"), ("f", "f"), ("?", "q"), ("5<enter>", "q")] {
            tap_plain(&mut desk, open).press("");
            tap_plain(&mut desk, leave);
            assert!(desk.model().dialog.is_none() && desk.model().help.is_none(), "{open}\n{}", desk.text());
        }
        tap_plain(&mut desk, "4<enter>Text.<enter><enter>.<enter>");
        assert!(!desk.model().reason.editing, "{}", desk.text());
        tap_plain(&mut desk, "<bs>/anna<enter>");
        assert!(desk.model().search.is_none(), "{}", desk.text());
        assert_eq!(desk.events(), events, "nothing was saved\n{}", desk.text());
    }
}

#[test]
fn every_dialog_is_left_by_a_button_that_can_be_seen_and_keeps_what_was_typed() {
    let mut desk = Desk::new(Lang::En, PHONE, "2026-09-01");
    tap(&mut desk, "a<enter>@anna<down>");
    take(&mut desk, "Save");
    for open in ["a<enter>x", "e<enter>x", "s", "r", "nx", "i", "o"] {
        tap(&mut desk, open);
        assert!(desk.model().dialog.is_some(), "{open}");
        take(&mut desk, "Back");
        assert!(desk.model().dialog.is_none(), "{open}\n{}", desk.text());
    }
    tap(&mut desk, "n");
    assert_says(&desk, "x");
    take(&mut desk, "Back");
    tap(&mut desk, "s");
    take(&mut desk, "Save");
    assert_says(&desk, "y yes");
    tap(&mut desk, "y");
    for open in ["u", "5<enter>"] {
        tap(&mut desk, open);
        assert!(desk.model().dialog.is_some(), "{open}");
        take(&mut desk, "Back");
        assert!(desk.model().dialog.is_none(), "{open}\n{}", desk.text());
    }
    tap(&mut desk, "1f<down>");
    assert!(desk.model().dialog.is_some());
    assert_says(&desk, "f Show");
    tap(&mut desk, "f");
    assert!(desk.model().dialog.is_none());
    tap(&mut desk, "?");
    assert!(desk.model().help.is_some());
    tap(&mut desk, "<enter>");
    assert!(desk.model().help.is_none());
}

/// Lets no draft be saved.
const BROKEN: &str = "CREATE TRIGGER broken BEFORE INSERT ON drafts BEGIN SELECT RAISE(ABORT, 'broken'); END";

#[test]
fn leaving_asks_when_something_could_not_be_saved_and_goes_on_without_loss() {
    let mut desk = Desk::new(Lang::Sv, PHONE, "2026-09-01");
    desk.press("a<enter>@anna<C-s>");
    desk.behind(BROKEN);
    tap(&mut desk, "4<enter>Bilder.<down><enter>q");
    assert_says(&desk, "Något kunde inte sparas.");
    tap(&mut desk, "n");
    assert!(desk.model().dialog.is_none());
    assert_says(&desk, "Bilder.");
    desk.behind("DROP TRIGGER broken");
    tap(&mut desk, "q");
    assert!(desk.model().dialog.is_none(), "{}", desk.text());
    desk.again("2026-09-01", PHONE);
    tap(&mut desk, "4");
    assert_says(&desk, "Bilder.");
}

#[test]
fn every_dialog_on_a_phone_looks_like_this() {
    for lang in [Lang::Sv, Lang::En] {
        let mut desk = Desk::new(lang, PHONE, "2026-09-01");
        desk.press("a<enter>@anna.foto<enter>Anna Berg<enter>anna@example.org<C-s>3<enter>1s<C-s>");
        desk.again("2026-10-02", PHONE);
        let mut frames = String::new();
        for (name, open, leave) in [
            ("add", "a", "<esc>"),
            ("edit", "e", "<esc>"),
            ("submit", "s", "<esc>"),
            ("submit asks", "s<C-s>", "n<esc>"),
            ("reply", "r", "<esc>"),
            ("note", "n", "<esc>"),
            ("void", "u", "<esc>"),
            ("complaint", "i", "<esc>"),
            ("log complaint", "i<enter>", "<esc>"),
            ("folder", "i<tab><enter>", "<esc>"),
            ("entry", "5<enter>", "<esc>1"),
            ("link", "o", "<esc>"),
            ("link of a step", "2g<enter>", "<esc>1"),
            ("code", "oc", "<esc><esc>"),
            ("states", "f", "<esc>"),
            ("help", "?", "<esc>"),
            ("reason", "4<enter>", "<esc>1"),
            ("search", "/", "<esc>"),
            ("evidence", "b", "<esc>"),
            ("forget", "D", "<esc>"),
            ("marked", "ms", "<esc>m"),
            ("complaint of the marked", "mi", "<esc>m"),
            ("folder of the marked", "mi<right>", "<esc>m"),
        ] {
            desk.press(open);
            frames.extend(["== ", name, "\n", &desk.text(), "\n"]);
            desk.press(leave);
        }
        desk.behind(BROKEN);
        desk.press("4<enter>Bilder.<esc>q");
        frames.extend(["== leaving unsaved\n", &desk.text(), "\n"]);
        insta::assert_snapshot!(format!("dialogs-{lang:?}").to_lowercase(), frames);
    }
}
