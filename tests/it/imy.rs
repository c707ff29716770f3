//! The IMY page: the language of the complaint, and complaint and annexes as a folder.

use nej::app::Effect;
use nej::domain::{EventData, Lang};

use crate::desk::Desk;

/// An overdue case with an attachment, on its IMY page.
fn desk(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna.foto<enter>Anna Berg<enter>anna@example.org<C-s>s<C-s>ybHej från Meta<C-s>");
    desk.again("2026-11-24", size);
    desk.press("i");
    desk
}

#[test]
fn the_page_writes_a_folder_and_says_where_it_is_and_how_to_fetch_it() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = desk(Lang::Sv, size);
        let button = if size.0 < 60 { "2 [ Mapp ]" } else { "[ Spara som mapp ]" };
        assert!(desk.text().contains(button), "{}", desk.text());
        desk.press("<tab><enter>");
        assert!(desk.text().contains("anna.foto-2026-11-24"), "{}", desk.text());
        let folder = desk.folder().join("imy");
        desk.press("<C-u>").press(&folder.to_string_lossy()).press("<C-s>");
        assert!(desk.words().contains("5 filer skrivna. Över SSH: scp -r värd:"), "{}", desk.text());
        let mut names: Vec<String> =
            std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["Hej från Meta.txt", "LÄS FÖRST.txt", "klagomal.html", "klagomal.md", "klagomal.txt"]);
        assert_eq!(desk.events(), 2, "a folder is nothing that happened in the case");
        desk.press("<esc><enter><C-u>").press(&folder.to_string_lossy()).press("<C-s>");
        assert!(desk.words().contains("finns redan. Välj ett annat namn."), "{}", desk.text());
        desk.press("<C-u><C-s>");
        assert!(desk.text().contains("Skriv ett namn på mappen."), "{}", desk.text());
    }
}

#[test]
fn the_folder_of_all_marked_leaves_out_who_has_nothing_to_complain_of() {
    let mut desk = desk(Lang::En, (80, 24));
    desk.press("<esc>a<enter>@olle<enter>Olle Ek<C-s>a<enter>@mia<enter>Mia Ek<C-s>mi<right>");
    assert!(desk.text().contains("‹ save as a folder ›"), "{}", desk.text());
    assert!(!desk.text().contains("Case number"), "{}", desk.text());
    let folder = desk.folder().join("imy");
    desk.press("<down><C-u>").press(&folder.to_string_lossy()).press("<C-s>");
    assert!(desk.words().contains("5 files written.") && desk.words().contains("2 accounts are left out"), "{}", desk.text());
    assert!(folder.join("klagomal.txt").exists(), "one person has something to complain of");
    assert_eq!(desk.events(), 2);
}

#[test]
fn the_complaint_is_swedish_until_english_is_chosen_and_then_everything_is() {
    let mut desk = desk(Lang::Sv, (80, 24));
    assert!(desk.text().contains("På svenska, IMY:s språk · l byter"), "{}", desk.text());
    assert!(copied(&mut desk).contains("Anna Berg, bosatt i Sverige\n"));
    desk.press("l");
    assert!(desk.text().contains("På engelska · l byter"), "{}", desk.text());
    assert!(copied(&mut desk).contains("Anna Berg, resident in Sweden\n"));
    desk.press("<tab><enter>");
    let folder = desk.folder().join("imy");
    desk.press("<C-u>").press(&folder.to_string_lossy()).press("<C-s>");
    assert!(folder.join("complaint.txt").exists(), "{}", desk.text());
    desk.press("<esc>4<C-s>");
    let kept = desk.logs().into_iter().flatten().find_map(|what| match what {
        EventData::ComplaintLodged { text, .. } => Some(text),
        _ => None,
    });
    assert!(kept.unwrap().contains("Anna Berg, resident in Sweden\n"), "{}", desk.text());
    desk.press("i");
    assert!(desk.text().contains("På svenska"), "each time anew\n{}", desk.text());
}

/// What `y` sends to the clipboard.
fn copied(desk: &mut Desk) -> String {
    let mut model = desk.model().clone();
    let key = nej::app::Msg::Key(nej::app::model::key::Key::char('y'));
    let effects = nej::app::update(&mut model, nej::app::Moment::default(), key);
    effects.into_iter().find_map(|e| if let Effect::CopyToClipboard(text) = e { Some(text) } else { None }).unwrap()
}

#[test]
fn two_silent_days_are_told_in_the_steps_at_every_width() {
    for (size, told) in [
        ((120, 40), "Inget mejl? Titta i skräpposten."),
        ((80, 24), "Inget mejl? Titta i skräpposten. Stämmer adressen?"),
        ((40, 12), "Inget mejl? Titta i skräpposten."),
    ] {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        desk.press("a<enter>@anna<C-s>s<C-s>j2");
        assert!(!desk.text().contains("i skräpposten"), "{}", desk.text());
        for (today, shown) in [("2026-09-02", false), ("2026-09-03", true), ("2026-10-01", true), ("2026-10-02", false)] {
            desk.again(today, size);
            desk.press("2");
            assert_eq!(desk.lines().iter().any(|line| line.contains(told)), shown, "{today}\n{}", desk.text());
        }
    }
}
