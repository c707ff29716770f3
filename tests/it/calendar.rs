//! The calendar as a person uses it: what is due on which day, and the way from there to the account.

use nej::domain::Lang;

use crate::desk::Desk;

const SIZES: [(u16, u16); 5] = [(40, 12), (40, 24), (80, 24), (120, 40), (200, 60)];

/// Two waiting cases with a month's end each, and one that is overdue.
fn three(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<C-s>s<C-s>j");
    desk.again("2026-10-20", size);
    desk.press("a<enter>@lisa<C-s>s<C-s>j");
    desk.again("2026-11-02", size);
    desk.press("a<enter>@olle<C-s>s<C-s>j");
    desk
}

#[test]
fn what_is_due_is_listed_by_day_and_enter_leads_to_the_account() {
    for size in SIZES {
        let mut desk = three(Lang::Sv, size);
        desk.press("t");
        let text = desk.text();
        assert!(text.contains("Kalender · november 2026"), "{text}");
        let day = |day: &str, weekday| if size.0 < 100 { day.to_owned() } else { format!("{day} {weekday}") };
        // Where there is little room the name comes first: it is what must not be cut.
        let due =
            |who: &str| if size.0 < 100 { format!("{who} · Metas sista dag") } else { format!("Metas sista dag · {who}") };
        assert!(text.contains(&day("20 nov", "fre")) && text.contains(&due("@lisa")), "{size:?}\n{text}");
        assert!(text.contains(&day("2 dec", "ons")) && text.contains(&due("@olle")), "{size:?}\n{text}");
        desk.press("jj<enter>");
        assert!(desk.model().dialog.is_none());
        assert_eq!(desk.model().detail.as_ref().unwrap().account.fields.handle, "@olle", "{}", desk.text());
    }
}

#[test]
fn what_is_past_comes_before_and_a_grid_stands_where_there_is_room() {
    let mut desk = three(Lang::En, (120, 40));
    desk.press("tjk");
    let text = desk.text();
    assert!(text.contains("October 2026") && text.contains("complain to IMY · @anna"), "{text}");
    // As many as there are, on their day.
    assert!(text.contains(" 1·1"), "{text}");
    assert!(text.contains("Mon") && text.contains("Sun"), "{text}");
    desk.press("n");
    assert!(desk.text().contains("20·1") && desk.text().contains("November 2026"), "{}", desk.text());
    // Days one by one: the agenda begins at the day.
    desk.press("t").press(&"<right>".repeat(19));
    assert!(!desk.text().contains("@lisa ") && desk.text().contains("@olle"), "{}", desk.text());
    let mut phone = three(Lang::En, (40, 12));
    phone.press("t");
    assert!(!phone.text().contains("Mon "), "{}", phone.text());
}

#[test]
fn a_filter_does_not_hide_the_account_that_the_calendar_leads_to() {
    let mut desk = three(Lang::Sv, (80, 24));
    desk.press("/lisa<enter>t<enter>");
    assert_eq!(desk.model().detail.as_ref().unwrap().account.fields.handle, "@anna", "{}", desk.text());
    assert!(desk.model().list.filter.is_all());
}

#[test]
fn a_hundred_are_gone_through_to_both_ends_and_back() {
    let mut desk = Desk::hundred((80, 24), "2026-11-23");
    desk.press("t");
    let all = desk.press(&"j".repeat(120)).text();
    assert!(!all.contains('↓'), "{all}");
    let back = desk.press(&"k".repeat(240)).text();
    assert!(!back.contains('↑'), "{back}");
}
