//! What newcomers stumbled over on the fourth way: at 80 by 24 in Swedish, and on a phone in English.

use nej::app::Dialog;
use nej::app::model::PageKind;
use nej::app::model::field::{Choice, FieldId};
use nej::domain::{EventKind, Lang};

use crate::desk::Desk;

/// An account of Anna's with nothing sent.
pub fn drafted(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna Berg<enter>anna@example.org<C-s>");
    desk
}

/// The same, sent with one ground.
pub fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = drafted(lang, size);
    desk.press("3<space>s<C-s>");
    desk
}

pub fn footer(desk: &Desk) -> String {
    desk.lines().last().unwrap().clone()
}

pub fn is_form(desk: &Desk, kind: &str) -> bool {
    matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.id.kind.id() == kind)
}

pub fn chosen(desk: &Desk, id: FieldId) -> Option<Choice> {
    if let Some(Dialog::Form(form)) = &desk.model().dialog { form.chosen(id) } else { None }
}

#[test]
fn the_header_says_something_true_of_every_mix_and_how_much_is_left_out() {
    for (lang, asks, more) in [(Lang::Sv, "1 fråga från Meta", "+1 till"), (Lang::En, "1 question from Meta", "+1 more")] {
        for width in [30, 34, 40, 46, 60, 80] {
            let mut desk = sent(lang, (80, 24));
            desk.press("1r");
            while chosen(&desk, FieldId::Event) != Some(Choice::Kind(EventKind::InfoRequested)) {
                desk.press("<down>");
            }
            desk.press("<C-s>");
            desk.press("a<enter>@olle<C-s>");
            desk.again("2026-09-01", (width, 12));
            let header = desk.lines()[0].clone();
            assert!(header.contains(asks), "{width}\n{}", desk.text());
            assert!(
                width < 40 || header.contains(more) || header.contains("1 not sent") || header.contains("1 inte skickad"),
                "{header}"
            );
        }
    }
}

#[test]
fn the_whole_text_is_read_in_the_program_by_a_key_that_the_footer_and_the_menu_name() {
    for (lang, key, end) in [(Lang::Sv, "v läs", "12.4"), (Lang::En, "v read", "12(4)")] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            let mut desk = drafted(lang, size);
            desk.press("3v");
            assert!(desk.model().dialog.is_none() && !desk.message().is_empty(), "there is no text\n{}", desk.text());
            desk.press("<space>");
            for pane in ["3", "4"] {
                desk.press(pane);
                assert!(footer(&desk).contains(key), "{}", desk.text());
                desk.press("v");
                assert!(matches!(&desk.model().dialog, Some(Dialog::Page(page)) if page.page == PageKind::Explanation));
                for _ in 0..40 {
                    desk.press("<space>");
                }
                assert!(desk.words().contains(end), "{}", desk.text());
                desk.press("q");
            }
            desk.press("x");
            while !desk.lines().iter().any(|line| line.contains('▌') && line.contains(&key[2..])) {
                desk.press("<down>");
            }
        }
    }
}

#[test]
fn a_text_that_was_only_shown_is_not_said_to_be_copied() {
    for (lang, copied, shown) in [
        (Lang::Sv, "Nästa: klistra in den", "Har du kopierat texten?"),
        (Lang::En, "Next: paste it", "Have you copied the text?"),
    ] {
        let mut desk = drafted(lang, (80, 24));
        desk.press("3<space>pq");
        assert!(desk.words().contains(shown) && !desk.words().contains(copied), "{}", desk.text());
    }
}

#[test]
fn the_wording_of_a_ground_is_offered_before_and_after_one_is_chosen() {
    for (lang, large, small) in [(Lang::Sv, "z större", "z mindre"), (Lang::En, "z large", "z small")] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            desk.press("3");
            assert!(footer(&desk).contains(large), "{}", desk.text());
            desk.press("<space>");
            assert!(footer(&desk).contains(large), "{}", desk.text());
            desk.press("z");
            assert!(footer(&desk).contains(small), "{}", desk.text());
        }
    }
}

#[test]
fn words_that_were_changed_after_the_text_was_sent_are_not_called_sent() {
    for (lang, sent, changed, old) in [
        (Lang::Sv, "skickat", "ändrad ", "Meta har texten som skickades"),
        (Lang::En, "sent", "changed since", "Meta has the text that was sent"),
    ] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            let mut desk = drafted(lang, size);
            desk.press("4<enter>Mina bilder är mitt jobb.<esc>s<C-s>4");
            let title = |desk: &Desk| desk.lines().into_iter().find(|line| line.contains(" 4 ")).unwrap();
            let phone = size.0 == 40;
            assert!(phone || (title(&desk).contains(sent) && !title(&desk).contains(changed)), "{}", desk.text());
            desk.press("<enter>");
            assert!(desk.words().contains(old), "{}", desk.text());
            desk.press("Och mina.<esc>");
            assert!(phone || title(&desk).contains(changed), "{}", desk.text());
        }
    }
}

#[test]
fn the_calendar_promises_nothing_that_is_not_there() {
    for lang in Lang::ALL {
        let mut desk = sent(lang, (80, 24));
        desk.press("1t");
        assert!(!desk.words().contains("·2"), "{}", desk.text());
        desk.press("nnn");
        assert!(
            !desk.words().contains("·1") && !desk.words().contains("har passerat") && !desk.words().contains("has passed"),
            "{}",
            desk.text()
        );
    }
}

#[test]
fn with_marks_the_footer_leads_with_what_can_be_done_with_them() {
    for (lang, first, unmark) in [(Lang::Sv, "s logga som skickad", "m avmarkera"), (Lang::En, "s log as sent", "m unmark")] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            desk.press("a<enter>@olle<C-s>m");
            assert!(footer(&desk).trim_start().starts_with(first), "{}", desk.text());
            assert!(footer(&desk).contains(unmark) || (lang == Lang::Sv && size.0 == 40), "{}", desk.text());
            desk.press("m");
            assert!(desk.model().marks.accounts.is_empty() && !footer(&desk).contains(unmark), "{}", desk.text());
        }
    }
}

#[test]
fn what_is_logged_from_the_complaint_names_the_account_that_the_cursor_leaves() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("a<enter>@olle<C-s>");
    desk.again("2026-10-20", (80, 24));
    desk.press("gi4<C-s>");
    assert!(desk.message().contains("Saved: @anna, complaint lodged"), "{}", desk.text());
}

#[test]
fn the_wording_of_a_ground_is_read_to_its_end_on_a_phone() {
    for lang in Lang::ALL {
        for size in [(40, 12), (30, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            desk.press("3z");
            for ground in nej::domain::Ground::ALL {
                let text = nej::content::ground(ground, nej::domain::Platform::default(), lang);
                let end = text.reminder.as_ref().unwrap_or(&text.text).split_whitespace().next_back().unwrap();
                let mut seen = desk.words().contains(end);
                while desk.model().ground == ground && desk.model().wording_scroll < last(&desk) {
                    desk.press("j");
                    seen |= desk.words().contains(end);
                }
                desk.press("j");
                assert!(seen, "{ground:?}\n{}", desk.text());
            }
        }
    }
}

fn last(desk: &Desk) -> usize {
    nej::app::screen::pane_rows::wording_scroll(desk.model()).0
}

#[test]
fn a_phone_is_told_of_no_keys_that_it_has_not() {
    for keys in ["e", "s", "r", "3<space>v", "1t", "f", "o"] {
        let mut desk = drafted(Lang::En, (40, 12));
        desk.press(keys);
        assert!(!["F1", "Ctrl", "PgDn"].iter().any(|key| desk.text().contains(key)), "{}", desk.text());
    }
    let mut desk = drafted(Lang::En, (40, 12));
    desk.press("r?");
    assert!(desk.model().help.is_some(), "{}", desk.text());
    desk.press("qqn?");
    assert!(desk.model().help.is_none(), "in a text it is a character\n{}", desk.text());
}

#[test]
fn a_plain_text_is_broken_between_words_and_selected_without_line_ends() {
    for width in [40, 80] {
        let mut desk = drafted(Lang::En, (width, 24));
        desk.press("4<enter>My pictures are my work, and I live by them. See https://example.org/a-long-path-to-a-page/of-mine<esc>3<space>p");
        let printed = desk.headless().handed_over().pop().unwrap();
        let width = usize::from(width);
        for line in printed.lines().filter(|line| line.chars().count() > width && !line.contains("https")) {
            let rows: Vec<char> = line.chars().collect();
            assert!(rows.chunks(width).rev().skip(1).all(|row| row[width - 1] == ' '), "{line}");
        }
        let own = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(own.contains("https://example.org/a-long-path-to-a-page/of-mine"), "{printed}");
    }
}

#[test]
fn the_footer_speaks_of_the_authority_once_there_is_something_to_complain_of() {
    for (lang, complain) in [(Lang::Sv, "i klaga"), (Lang::En, "i complain")] {
        let mut desk = sent(lang, (120, 40));
        assert!(!footer(desk.press("1")).contains(complain), "{}", desk.text());
        desk.again("2026-10-20", (120, 40));
        assert!(footer(&desk).contains(complain), "{}", desk.text());
    }
}

#[test]
fn a_number_of_the_statistics_stands_beside_what_it_counts() {
    for (lang, ends) in [(Lang::Sv, ["klagomål", "försenade"]), (Lang::En, ["complaints", "overdue"])] {
        for width in [36, 38, 40, 42, 45, 48] {
            let mut desk = Desk::hundred((width, 60), "2026-11-23");
            desk.press(if lang == Lang::En { "LS" } else { "S" });
            assert!(!desk.lines().iter().any(|line| ends.iter().any(|word| line.ends_with(word))), "{width}\n{}", desk.text());
        }
    }
}
