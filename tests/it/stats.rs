//! The page of statistics: what became of all cases, in numbers and bars, at every size.

use nej::app::{Dialog, Look, Moment, Msg, Theme, update};
use nej::domain::Lang;
use unicode_width::UnicodeWidthStr;

use crate::desk::{Desk, frame_of};

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn page(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::hundred(size, "2026-11-24");
    desk.press(if lang == Lang::En { "LS" } else { "S" });
    desk
}

#[test]
fn the_page_of_statistics_looks_like_this() {
    for lang in Lang::ALL {
        for size in SIZES {
            let desk = page(lang, size);
            insta::assert_snapshot!(format!("page-{}-{}x{}", lang.id(), size.0, size.1), desk.picture());
        }
    }
}

#[test]
fn it_scrolls_to_its_end_and_leads_back() {
    for size in SIZES {
        let mut desk = page(Lang::Sv, size);
        desk.press("G");
        assert!(desk.text().contains("--json"), "{}", desk.text());
        desk.press("g").press("<pgdn>j<pgup>k");
        desk.press("<esc>");
        assert!(desk.model().dialog.is_none() && desk.text().contains("1 Konton"), "{}", desk.text());
        desk.press("SS");
        assert!(desk.model().dialog.is_none(), "the key that opens it closes it");
        desk.press("xS");
        assert!(desk.text().contains("Statistik · 2026-11-24"), "{}", desk.text());
    }
}

#[test]
fn no_name_is_in_it_and_every_bar_has_its_numbers() {
    let mut desk = page(Lang::Sv, (80, 24));
    let people: Vec<String> = desk.model().list.rows.iter().flat_map(|row| [row.handle.clone(), row.person.clone()]).collect();
    let mut seen = String::new();
    for _ in 0..40 {
        seen.push_str(&desk.text());
        desk.press("<pgdn>");
    }
    for name in people.iter().filter(|name| name.width() > 3) {
        assert!(!seen.contains(name.as_str()), "{name}");
    }
}

#[test]
fn without_colours_and_without_signs_it_says_the_same() {
    let desk = page(Lang::Sv, (80, 24));
    let mut model = desk.model().clone();
    let with_signs = frame_of(&model);
    model.look = Look { theme: Theme::Mono, unicode: false, ..Look::default() };
    let shown = frame_of(&model);
    assert!(shown.iter().all(|line| line.chars().all(|c| c.is_ascii() || c.is_alphabetic())), "{}", shown.join("\n"));
    let bar = |lines: &[String], signs: &[char]| lines.iter().filter(|line| line.contains(signs)).count();
    assert!(bar(&with_signs, &['█', '▒']) > 3, "{}", with_signs.join("\n"));
    assert_eq!(bar(&shown, &['#']), bar(&with_signs, &['█']), "{}", shown.join("\n"));
}

/// The screen counts elsewhere: what comes late, or for a page that was left, changes nothing.
#[test]
fn while_it_counts_it_says_so_and_may_be_left() {
    let desk = Desk::hundred((80, 24), "2026-11-24");
    let mut model = desk.model().clone();
    let press = |model: &mut nej::app::Model, keys: &str| {
        let keys = nej::app::model::key::parse_script(keys).unwrap();
        keys.into_iter().flat_map(|key| update(model, Moment::default(), Msg::Key(key))).collect::<Vec<_>>()
    };
    assert_eq!(press(&mut model, "S"), [nej::app::Effect::Stats]);
    assert!(frame_of(&model).join("\n").contains("Räknar alla ärenden"));
    assert_eq!(press(&mut model, "jG<pgdn>"), []);
    assert_eq!(press(&mut model, "<esc>"), [nej::app::Effect::CancelStats]);
    let before = frame_of(&model);
    update(&mut model, Moment::default(), Msg::Stats(Box::default(), 0));
    assert_eq!(frame_of(&model), before);
    press(&mut model, "S");
    update(&mut model, Moment::default(), Msg::Stats(Box::default(), 0));
    assert!(frame_of(&model).join("\n").contains("Det finns inga konton att räkna."));
    assert!(matches!(model.dialog, Some(Dialog::Stats(_))));
    assert_eq!(press(&mut model, "q"), [], "nothing is left to be given up");
}
