//! Finding cases: search as you type, the choice of states, and what they must never hide without a word.

use nej::domain::Lang;

use crate::desk::Desk;

/// Three accounts: one overdue, one waiting, one draft.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    desk.press("a<enter>@anna.foto<enter>Anna Öberg<C-s>s<C-s>j");
    desk.again("2026-10-02", size);
    desk.press("a<enter>@olle<enter>Olle Ek<C-s>s<C-s>ja<enter>@mia<enter>Mia Ek<C-s>");
    desk
}

fn handles(desk: &Desk) -> Vec<String> {
    desk.lines().iter().filter_map(|l| l.split_whitespace().find(|w| w.starts_with('@')).map(str::to_owned)).collect()
}

#[test]
fn a_search_narrows_with_each_letter_and_esc_brings_everything_back() {
    for size in [(80, 24), (40, 12)] {
        let mut desk = desk(size);
        desk.press("1/ek");
        assert_eq!(desk.model().list.rows.len(), 2, "{}", desk.text());
        desk.press(" MIA");
        assert_eq!(handles(&desk)[0], "@mia", "{}", desk.text());
        desk.press("<enter>");
        assert!(desk.lines().iter().any(|l| l.contains("sök ”ek MIA”")), "{}", desk.text());
        desk.press("<esc>");
        assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
        assert!(!desk.text().contains("sök ”"), "{}", desk.text());
    }
}

#[test]
fn a_search_for_letters_beyond_ascii_knows_both_cases() {
    let mut desk = desk((80, 24));
    desk.press("1/öBERG");
    assert_eq!(handles(&desk)[0], "@anna.foto", "{}", desk.text());
}

#[test]
fn an_overdue_case_is_never_hidden_without_a_word() {
    let mut desk = desk((80, 24));
    desk.press("1/ek");
    assert!(desk.lines()[0].contains("1 försenat syns inte i urvalet"), "{}", desk.text());
    desk.press("<esc>f");
    assert!(desk.text().contains("Visa bara"), "{}", desk.text());
    // Down to drafts, chosen, shown.
    desk.press("jjjjjjj<space>f");
    assert_eq!(handles(&desk)[0], "@mia", "{}", desk.text());
    assert!(desk.lines()[0].contains("1 försenat syns inte i urvalet"), "{}", desk.text());
    assert!(desk.text().contains("bara ej skickad"), "{}", desk.text());
    desk.press("<esc>");
    assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
}

#[test]
fn nothing_found_says_so_and_nothing_else_happens() {
    let mut desk = desk((80, 24));
    desk.press("1/xyzzy");
    assert!(desk.text().contains("Inget konto hittades."), "{}", desk.text());
    desk.press("<enter>snrie<esc>");
    assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
}
