//! Keys nobody has to know: the menu, lists to choose from, messages that hide no key, texts left by a dot.

use nej::app::Dialog;
use nej::app::model::key::parse_script;
use nej::domain::{EventKind, Lang};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;

/// An account with an objection sent, on a screen.
fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<C-s>3<enter>1s<C-s>");
    desk
}

fn kinds(desk: &Desk) -> Vec<EventKind> {
    desk.logs().into_iter().flatten().map(|data| data.kind()).collect()
}

#[test]
fn the_menu_runs_what_is_chosen_by_arrows_a_digit_or_the_key_itself() {
    for size in [(80, 24), (40, 12)] {
        for keys in ["x<enter>", "x1", "xr"] {
            let mut desk = sent(Lang::Sv, size);
            desk.press(keys);
            assert!(desk.text().contains("Vad har hänt?"), "{keys}\n{}", desk.text());
        }
        let mut desk = sent(Lang::Sv, size);
        desk.press("x");
        assert!(desk.text().contains("Vad vill du göra?") && desk.text().contains(" 1 "), "{}", desk.text());
        desk.press("q");
        assert!(desk.model().dialog.is_none());
        desk.press("xGk<enter>");
        assert!(desk.model().dialog.is_none() && desk.model().help.is_some(), "the last row but one is help\n{}", desk.text());
    }
}

#[test]
fn the_footer_begins_with_what_the_case_asks_for_and_keeps_the_menu_and_help() {
    let mut desk = sent(Lang::Sv, (40, 12));
    let keys = |desk: &Desk| desk.lines().pop().unwrap();
    desk.press("1k");
    assert!(keys(&desk).trim_start().starts_with("r logga svaret"), "{}", desk.text());
    desk.again("2026-10-02", (40, 12));
    assert!(keys(&desk).trim_start().starts_with("i klaga hos IMY"), "{}", desk.text());
    assert!(keys(&desk).contains("x mer") && keys(&desk).contains("? hjälp"), "{}", desk.text());
}

#[test]
fn what_a_case_asks_for_fits_beside_menu_and_help_on_a_phone() {
    for lang in Lang::ALL {
        let words = &nej::content::phrases(lang).asked;
        let all = [
            &words.mail,
            &words.send,
            &words.code,
            &words.answer,
            &words.complain,
            &words.decision,
            &words.appeal,
            &words.follow_up,
        ];
        assert!(all.iter().all(|words| words.chars().count() <= 17), "{all:?}");
    }
}

#[test]
fn a_message_says_what_follows_and_hides_no_key() {
    let desk = sent(Lang::Sv, (80, 24));
    let text = desk.text();
    assert!(text.contains("Sparat: skickad 2026-09-01. Meta ska svara senast 2026-10-01. Nästa:"), "{text}");
    assert!(desk.lines().pop().unwrap().contains("? hjälp"), "{text}");
}

#[test]
fn what_happened_is_a_list_that_arrows_digits_and_letters_choose_from() {
    for (keys, kind) in [
        ("r<enter><enter>", EventKind::Granted),
        ("r<down><enter><enter>", EventKind::Refused),
        ("r3<enter><enter>", EventKind::Acknowledged),
        ("rp<C-s>", EventKind::Reminded),
    ] {
        let mut desk = sent(Lang::Sv, (80, 24));
        desk.press("r");
        assert!(desk.text().contains("2 Meta säger nej: "), "{}", desk.text());
        desk.press(&keys[1..]);
        if desk.model().dialog.is_some() {
            desk.press("<C-s>");
        }
        assert_eq!(kinds(&desk).last(), Some(&kind), "{keys}\n{}", desk.text());
    }
}

#[test]
fn an_empty_line_and_a_dot_leave_the_text_without_an_arrow_or_escape() {
    let mut desk = sent(Lang::Sv, (40, 12));
    desk.press("4<enter>Bilder.<enter><enter>.<enter>");
    assert!(!desk.model().reason.editing, "{}", desk.text());
    assert_eq!(desk.model().detail.as_ref().unwrap().draft.reason, "Bilder.");
    // Typed so fast that it came at once.
    desk.press("4<enter>");
    let keys = parse_script(" Mer.<enter><enter>.<enter>").unwrap();
    desk.headless().happen_together(keys.into_iter().map(LoopEvent::Key).collect());
    assert!(!desk.model().reason.editing, "{}", desk.text());
    assert_eq!(desk.model().detail.as_ref().unwrap().draft.reason, "Bilder. Mer.");
}

#[test]
fn the_complaint_is_read_before_it_is_copied_and_e_leads_there_and_back() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.again("2026-10-02", (80, 24));
    desk.press("i");
    assert!(desk.text().contains("(e konto, b bilaga)"), "{}", desk.text());
    desk.press("eAnna Berg<C-s>");
    assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "{}", desk.text());
    let mut seen = desk.text();
    for _ in 0..20 {
        desk.press("<space>");
        seen.push_str(&desk.text());
    }
    assert!(seen.contains("KLAGOMÅL ENLIGT ARTIKEL 77") && seen.contains("Anna Berg"), "{seen}");
}

#[test]
fn a_text_of_more_lines_than_two_bytes_count_is_read_to_its_end() {
    let mut desk = sent(Lang::Sv, (80, 24));
    let text = format!("{}sista raden\n", "x\n".repeat(70_000));
    let file = desk.folder().join("mejl.txt");
    std::fs::write(&file, text).unwrap();
    desk.press("b<down>").press(&file.to_string_lossy()).press("<C-s>5G<enter>G");
    assert!(desk.text().contains("sista raden"), "{}", desk.text());
}
