//! Smaller things that a newcomer stumbled over: what is cut, what is noise, what says too little.

use nej::domain::{EventKind, Lang, Outcome};

use crate::desk::Desk;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// An account with an objection sent.
fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<C-s>3<enter>1s<C-s>");
    desk
}

fn footer(desk: &Desk) -> String {
    desk.lines().pop().unwrap()
}

/// The line of a title.
fn title(desk: &Desk, of: &str) -> String {
    desk.lines().into_iter().find(|line| line.contains(of)).unwrap_or_else(|| panic!("{of}\n{}", desk.text()))
}

#[test]
fn what_was_typed_is_there_also_where_the_dialog_opens_again_before_it_is_saved() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.headless().hold_writes();
    desk.press("nRingde Meta<esc>n");
    assert!(desk.text().contains("Ringde Meta"), "{}", desk.text());
    desk.headless().held_writes();
    desk.headless().release_writes();
    assert!(desk.text().contains("Ringde Meta"), "{}", desk.text());
}

#[test]
fn the_menu_has_no_key_that_does_nothing_and_describes_all_rows_or_none() {
    for lang in Lang::ALL {
        let mut empty = Desk::new(lang, (80, 24), "2026-09-01");
        empty.press("x");
        let text = empty.text();
        assert!(!text.contains("Ctrl-z") && !text.contains(" /  "), "{text}");
        for size in SIZES {
            let mut desk = sent(lang, size);
            desk.press("x");
            let rows: Vec<String> =
                desk.lines().into_iter().filter(|line| line.contains("  n  ") || line.contains("  b  ")).collect();
            let described = rows.iter().filter(|row| row.trim_end().chars().count() > 60).count();
            assert!(described == 0 || described == rows.len(), "{size:?}\n{}", desk.text());
        }
    }
}

#[test]
fn on_a_phone_help_has_keys_and_meaning_on_one_line() {
    let mut desk = sent(Lang::Sv, (40, 12));
    desk.press("?");
    let mut seen = desk.text();
    for _ in 0..20 {
        desk.press("<space>");
        seen.push_str(&desk.text());
    }
    assert!(seen.lines().any(|line| line.trim_start().starts_with("n          skriv en anteckning")), "{seen}");
}

#[test]
fn titles_and_tabs_are_whole_and_the_numbers_give_way() {
    for lang in Lang::ALL {
        for (size, keys) in [((40, 12), "3"), ((40, 12), "4"), ((60, 18), "2"), ((60, 18), "3")] {
            let mut desk = sent(lang, size);
            desk.press(keys);
            let name = if lang == Lang::Sv {
                ["Steg", "Invändningar", "Egen motivering"]
            } else {
                ["Steps", "Objections", "Custom reason"]
            };
            let line = title(&desk, name[keys.parse::<usize>().unwrap() - 2]);
            assert!(line.contains('5'), "the last tab is there: {line}");
        }
    }
}

#[test]
fn a_row_too_long_for_a_phone_is_whole_below_while_the_cursor_is_on_it() {
    for lang in Lang::ALL {
        let mut desk = sent(lang, (40, 12));
        desk.press("3");
        for _ in 0..15 {
            let ground = desk.model().ground;
            let words = nej::content::ground(ground, nej::domain::Platform::default(), lang).short.clone();
            let text = desk.text().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&words), "{words}\n{}", desk.text());
            desk.press("j");
        }
    }
}

#[test]
fn the_states_to_choose_from_say_that_there_are_more() {
    for lang in Lang::ALL {
        let mut desk = sent(lang, (40, 12));
        desk.press("f");
        let name = if lang == Lang::Sv { "Visa bara" } else { "Show only" };
        assert!(title(&desk, name).contains('↓'), "{}", desk.text());
        assert!(footer(&desk).starts_with(" ↵ "), "Enter chooses, too\n{}", desk.text());
        desk.press("<up>");
        assert!(title(&desk, name).contains('↑') && !title(&desk, name).contains('↓'), "{}", desk.text());
    }
}

#[test]
fn what_the_header_leaves_out_is_counted() {
    for size in [(40, 12), (80, 24)] {
        let desk = Desk::hundred(size, "2026-11-23");
        assert!(desk.lines()[0].contains(" · +"), "{}", desk.lines()[0]);
    }
    assert!(!Desk::hundred((200, 60), "2026-11-23").lines()[0].contains(" · +"));
}

#[test]
fn a_name_is_not_cut_beside_an_empty_place() {
    for lang in Lang::ALL {
        let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
        desk.press("a<enter>@en.anvandare.med.langt.namn<C-s>");
        assert!(title(&desk, "✎").contains("@en.anvandare.med.langt.namn"), "{}", desk.text());
    }
}

#[test]
fn a_fault_and_a_full_field_say_what_is_wrong() {
    for (lang, fault, full) in
        [(Lang::Sv, "E-post: Ingen e-postadress", "två bokstäver"), (Lang::En, "E-mail: Not an e-mail address", "two letters")]
    {
        for size in SIZES {
            let mut desk = sent(lang, size);
            desk.press("e<enter><enter><enter><C-u>fel<C-s>");
            assert!(desk.message().contains(fault), "{}", desk.text());
            desk.press("<C-u><enter><C-u>SEX");
            assert!(desk.message().contains(full), "{}", desk.text());
        }
    }
}

#[test]
fn a_voiding_says_what_was_voided() {
    for (lang, said) in [(Lang::Sv, "Sparat: struken skickad 2026-09-01"), (Lang::En, "Saved: voided sent 2026-09-01")] {
        let mut desk = sent(lang, (80, 24));
        desk.press("uFel<C-s>");
        assert!(desk.message().contains(said), "{}", desk.text());
        desk.press("5g");
        let void = if lang == Lang::Sv { "u stryk" } else { "u void" };
        assert!(!footer(&desk).contains(void), "what is struck cannot be struck again\n{}", desk.text());
    }
}

#[test]
fn the_calendar_on_a_phone_says_whose_day_it_is_and_grows_on_a_large_screen() {
    let mut desk = Desk::new(Lang::Sv, (40, 12), "2026-09-01");
    desk.press("a<enter>@anna.med.langt.namn<C-s>s<C-s>jt");
    assert!(desk.text().contains("@anna.med.langt.namn"), "{}", desk.text());
    assert!(footer(&desk).contains("q stäng"), "{}", desk.text());
    let mut desk = Desk::hundred((200, 60), "2026-11-23");
    desk.press("t");
    let weeks = desk.lines().iter().filter(|line| line.chars().take(90).any(|c| c.is_ascii_digit())).count();
    let last = desk.lines().iter().rposition(|line| line.contains("30")).unwrap();
    assert!(weeks > 3 && last > 15, "{}", desk.text());
}

#[test]
fn few_accounts_leave_room_for_what_comes_next() {
    for (lang, coming) in [(Lang::Sv, "Det som kommer härnäst"), (Lang::En, "What comes next")] {
        for size in [(40, 12), (200, 60)] {
            let desk = sent(lang, size);
            let lines = desk.lines();
            let at = lines.iter().position(|line| line.contains(coming)).unwrap_or_else(|| panic!("{}", desk.text()));
            assert!(lines[at + 1].contains("@anna"), "{}", desk.text());
        }
    }
}

#[test]
fn the_own_words_and_the_text_beside_the_panes_scroll() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("4<enter>");
    for n in 0..40 {
        desk.press(&format!("rad {n}<enter>"));
    }
    desk.press("<esc>G");
    assert!(desk.text().contains("rad 39") && title(&desk, "4 Egen").contains('↑'), "{}", desk.text());
    desk.press("g");
    assert!(desk.text().contains("rad 0") && !desk.text().contains("rad 39"), "{}", desk.text());
    desk.again("2026-10-20", (200, 60));
    desk.press("4");
    let before = desk.text();
    assert!(before.contains(" ↓ "), "{before}");
    desk.press("<pgdn>");
    assert_ne!(desk.text(), before);
    desk.press("G");
    assert!(title(&desk, "Klagomålet").contains('↑'), "{}", desk.text());
}

#[test]
fn a_quotation_in_the_complaint_is_one_on_each_of_its_lines() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("4<enter>Jag är fotograf och lever på mina bilder, som jag har tagit under tjugo år och inte vill att någon tränar en AI på.<esc>1s<C-s>j");
    desk.again("2026-10-20", (80, 24));
    desk.press("i");
    let mut quoted = Vec::new();
    for _ in 0..30 {
        quoted.extend(desk.lines().into_iter().filter(|line| line.starts_with(" > ")));
        desk.press("<space>");
    }
    assert!(quoted.iter().any(|line| line.contains("fotograf")), "{quoted:?}");
    let wraps = |line: &String| line.contains("tränar en AI") || line.contains("någon tränar");
    assert!(quoted.iter().any(wraps), "{quoted:?}");
}

#[test]
fn the_complaint_is_near_the_top_of_its_page() {
    for lang in Lang::ALL {
        let mut desk = sent(lang, (80, 24));
        desk.again("2026-10-20", (80, 24));
        desk.press("i");
        let at = desk.lines().iter().position(|line| line.contains("ARTIKEL 77"));
        assert!(at.is_some() || desk.press("<space>").text().contains("ARTIKEL 77"), "{}", desk.text());
        assert!(!desk.text().contains("nej complaint"), "no advice for the shell here\n{}", desk.text());
    }
}

#[test]
fn the_appeal_is_read_before_it_is_copied_like_the_complaint() {
    for (lang, appeal) in [(Lang::Sv, "Överklagande"), (Lang::En, "The appeal")] {
        for size in SIZES {
            let mut desk = sent(lang, size);
            desk.again("2026-10-20", size);
            desk.press("i4<C-s>");
            desk.again("2026-11-10", size);
            desk.press("2r");
            let replied = nej::content::kind_words(EventKind::AuthorityReplied, lang).short.as_str();
            let row = desk.lines().into_iter().find(|line| line.contains(replied)).unwrap_or_else(|| panic!("{}", desk.text()));
            let digit: String = row.chars().filter(char::is_ascii_digit).take(1).collect();
            desk.press(&digit).press("<enter>");
            let dismissed = nej::content::outcome_words(Outcome::ClosedWithoutAction, lang);
            for _ in 0..9 {
                // On a phone it takes two lines.
                if !desk.text().split_whitespace().collect::<Vec<_>>().join(" ").contains(dismissed) {
                    desk.press("<right>");
                }
            }
            desk.press("<C-s>");
            desk.press("i");
            assert!(desk.text().contains(appeal), "{}", desk.text());
            let logged: Vec<EventKind> = desk.logs().into_iter().flatten().map(|data| data.kind()).collect();
            assert!(logged.contains(&EventKind::AuthorityReplied));
        }
    }
}

#[test]
fn a_long_name_is_whole_where_the_row_has_room() {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna.foto<enter>Åsa Öberg-Lindström<C-s>");
    assert!(desk.text().contains("Åsa Öberg-Lindström"), "{}", desk.text());
}
