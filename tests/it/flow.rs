//! The main job, as a person does it: from an empty database to an overdue case, keys in and frames out.

use nej::domain::Lang;

use crate::desk::Desk;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (40, 12), (200, 60)];

/// Every key is named in the frame before it: `a` in the welcome, `Enter` in dialogs, `s` in the footer.
const ADD: &str = "a<enter>@anna.foto<enter>Anna Berg<enter>anna@example.org<enter><enter><enter><enter><enter><enter>";

fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press(ADD).press("3<enter>jj<enter>4<enter>Jag är porträttfotograf. 🙂<esc>1");
    desk.press("s<C-s>");
    desk
}

/// The keys that a frame names, and above them what was just said.
fn footer(desk: &Desk) -> String {
    let lines = desk.lines();
    lines[lines.len().saturating_sub(5)..].iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_welcome_leads_to_a_logged_submission_with_keys_that_were_on_the_screen() {
    for (lang, saved) in [(Lang::Sv, "Sparat: skickad 2026-09-01"), (Lang::En, "Saved: sent 2026-09-01")] {
        for size in SIZES {
            let mut desk = Desk::new(lang, size, "2026-09-01");
            assert!(footer(&desk).contains("a ny") || footer(&desk).contains("a new"), "{}", desk.text());
            desk.press("a");
            assert!(footer(&desk).contains('↵'), "{}", desk.text());
            desk.press(&ADD[1..]);
            assert!(desk.message().contains("@anna.foto"), "{}", desk.text());
            desk.press("<esc>");
            assert!(footer(&desk).contains("s log"), "{}", desk.text());
            desk.press("s<enter><enter><enter><enter><enter>");
            // Nothing is chosen and nothing written, so it asks before it logs an empty text.
            assert!(footer(&desk).contains("n n"), "{}", desk.text());
            desk.press(if lang == Lang::Sv { "j" } else { "y" });
            assert!(desk.message().contains(saved), "{lang:?} {size:?}\n{}", desk.text());
        }
    }
}

#[test]
fn a_month_and_a_day_later_the_case_is_first_and_told_in_sign_words_and_colour() {
    let link = "https://www.imy.se/privatperson/utfora-arenden/lamna-ett-klagomal/";
    for (lang, word, banner) in [(Lang::Sv, "1 d över", "1 ärende har väntat"), (Lang::En, "1 d over", "1 case has waited")] {
        let mut desk = sent(lang, (80, 24));
        desk.press("a<enter>@fri<C-s>");
        for size in [(120, 40), (80, 24), (40, 20)] {
            desk.again("2026-10-02", size);
            let lines = desk.lines();
            assert!(lines[1].contains(banner), "{}", desk.text());
            let joined: String = lines[2..5].iter().map(|l| l.trim()).collect();
            assert!(joined.contains(link), "{size:?}\n{}", desk.text());
            let first = lines.iter().position(|l| l.starts_with('▌')).unwrap();
            assert!(lines[first].starts_with("▌! IG @anna.foto"), "{}", desk.text());
            assert!(lines[first].contains(word), "{}", desk.text());
            // Sign and bar in red, the number set off; only the banner is loud as a whole.
            let picture = desk.picture();
            let styled = |style: &str, text: &str| picture.lines().any(|l| l.contains(&format!(" {style}: {text}")));
            assert!(styled("white on red bold", "!") && styled("lightred", "▶") && styled("bold", word), "{picture}");
        }
        desk.again("2026-10-02", (40, 12));
        assert!(desk.lines()[1].contains("IMY"), "{}", desk.text());
        assert!(!desk.text().contains("https://"), "{}", desk.text());
        desk.again("2026-10-01", (80, 24));
        assert!(!desk.text().contains("https://"), "on the month's last day nothing is overdue\n{}", desk.text());
    }
}

#[test]
fn the_screens_of_the_main_job_look_like_this() {
    for lang in Lang::ALL {
        for size in SIZES {
            let name = |what: &str| format!("{what}-{}-{}x{}", lang.id(), size.0, size.1);
            let mut desk = Desk::new(lang, size, "2026-09-01");
            insta::assert_snapshot!(name("1-welcome"), desk.picture());
            desk.press("a<enter>@anna.foto<enter>Anna Berg<enter>anna@example");
            insta::assert_snapshot!(name("2-add"), desk.picture());
            desk.press(".org<C-s><enter>");
            insta::assert_snapshot!(name("3-steps"), desk.picture());
            desk.press("3<enter>jj<enter>");
            insta::assert_snapshot!(name("4-objections"), desk.picture());
            desk.press("4<enter>Jag är porträttfotograf, och mina bilder visar andra. 🙂<enter>Åsa");
            insta::assert_snapshot!(name("5-reason"), desk.picture());
            desk.press("<esc>1s");
            insta::assert_snapshot!(name("6-submit"), desk.picture());
            desk.press("<C-s>r");
            insta::assert_snapshot!(name("7-reply"), desk.picture());
            desk.press("<esc>");
            desk.again("2026-10-02", size);
            insta::assert_snapshot!(name("8-overdue"), desk.picture());
            desk.press("i");
            insta::assert_snapshot!(name("9-complaint"), desk.picture());
            desk.press("<esc>t");
            insta::assert_snapshot!(name("10-calendar"), desk.picture());
        }
    }
}

#[test]
fn long_and_wide_names_keep_the_columns_straight() {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
    for handle in ["@åäö.räksmörgås", "@👩‍👧.familjen", &format!("@{}", "x".repeat(60)), "@a"] {
        desk.press("a<enter>").press(handle).press("<enter>Åsa Öberg<C-s>j");
    }
    let rows: Vec<String> = desk.lines().into_iter().filter(|l| l.contains("inte skickad") && l.contains(" IG ")).collect();
    assert_eq!(rows.len(), 4, "{}", desk.text());
    let column = |row: &String| unicode_width::UnicodeWidthStr::width(&row[..row.find("inte skickad").unwrap()]);
    assert!(rows.iter().all(|r| column(r) == column(&rows[0])), "{}", desk.text());
}

#[test]
fn what_was_typed_in_a_dialog_is_there_when_it_opens_again() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("nMeta called<esc>");
    assert!(!desk.text().contains("Meta called"));
    desk.press("n");
    assert!(desk.text().contains("Meta called"), "{}", desk.text());
    desk.press(" back<C-s>");
    assert!(desk.message().contains("Saved: Meta called back"), "{}", desk.text());
    desk.press("n");
    assert!(!desk.text().contains("Meta called"), "once saved, nothing is left of it\n{}", desk.text());
}

#[test]
fn a_yes_right_after_sending_is_three_keys() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("r<enter><enter>");
    assert!(desk.message().contains("Meta säger ja 2026-09-01"), "{}", desk.text());
    desk.again("2026-12-24", (80, 24));
    assert!(!desk.text().contains("https://"), "an answered case is never overdue\n{}", desk.text());
}

#[test]
fn an_automatic_reply_does_not_silence_the_alarm() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("r<right><right>");
    assert!(desk.text().contains("▌ 3 autosvar"), "{}", desk.text());
    desk.press("<C-s>");
    desk.again("2026-10-02", (80, 24));
    assert!(desk.text().contains("1 försenat"), "{}", desk.text());
}

#[test]
fn a_voided_answer_brings_the_alarm_back_and_stays_in_the_log() {
    let mut desk = sent(Lang::Sv, (120, 40));
    desk.press("r<C-s>");
    desk.again("2026-10-02", (120, 40));
    assert!(!desk.text().contains("försenat"), "{}", desk.text());
    desk.press("uFel konto<C-s>");
    assert!(desk.text().contains("1 försenat"), "{}", desk.text());
    assert!(desk.text().contains("Meta säger ja (struken)"), "{}", desk.text());
    assert!(desk.picture().lines().any(|l| l.contains("struck") && l.contains("Meta säger ja")), "{}", desk.picture());
}

#[test]
fn a_complaint_that_is_in_order_only_later_says_from_when_and_why() {
    let mut desk = Desk::new(Lang::En, (120, 40), "2025-05-06");
    desk.press("a<enter>@anna<C-s>s<C-s>y");
    desk.again("2025-06-07", (120, 40));
    assert!(desk.text().contains("complain from 2025-06-10") || desk.text().contains("2025-06-10"), "{}", desk.text());
    assert!(desk.lines()[1].contains("2025-06-10"), "the banner says it too\n{}", desk.text());
    desk.press("i");
    assert!(desk.text().contains("public holiday"), "{}", desk.text());
    desk.press("<tab><tab><tab><enter><C-s>");
    assert!(desk.text().contains("It is safest to complain from 2025-06-10."), "{}", desk.text());
}

#[test]
fn a_new_attempt_asks_first_and_the_old_one_still_counts() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.again("2026-09-20", (80, 24));
    desk.press("s<C-s>");
    assert!(desk.text().contains("Logga ett nytt försök?"), "{}", desk.text());
    desk.press("n");
    assert!(desk.text().contains("[ Spara ]"), "{}", desk.text());
    desk.press("<C-s>j");
    desk.again("2026-10-02", (80, 24));
    assert!(desk.text().contains("1 försenat"), "{}", desk.text());
    // Between the two an answer can come to the first, before it none.
    desk.press("r<tab><C-u>2026-09-10");
    assert!(!desk.text().contains("före dagen då"), "{}", desk.text());
    desk.press("<C-u>2026-08-31");
    assert!(desk.text().contains("före dagen då invändningen skickades, 2026-09-01"), "{}", desk.text());
}

#[test]
fn the_language_changes_with_one_key_everywhere() {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
    assert!(desk.text().contains("English: press L"));
    desk.press("L");
    assert!(desk.text().contains("Svenska: tryck L"), "{}", desk.text());
    desk.press("?L");
    assert!(desk.text().contains("Tangenter"), "{}", desk.text());
}

#[test]
fn two_enters_lead_from_an_overdue_case_to_its_complaint() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-10-02", (80, 24));
    desk.press("<enter><enter>");
    assert!(desk.text().contains("Complaint to IMY · @anna.foto"), "{}", desk.text());
}

#[test]
fn what_was_sent_went_through_the_steps_before_it_and_an_answer_leaves_none_open() {
    let mut desk = Desk::new(Lang::Sv, (120, 60), "2026-09-01");
    desk.press("a<enter>@anna<C-s>3<space>s<C-s>2");
    let signs = |desk: &Desk| -> String {
        let steps = [
            "Logga in",
            "Öppna integritet",
            "Följ länken",
            "Fyll i",
            "Klistra in",
            "Skicka,",
            "Ange koden",
            "Spara bekr",
            "Vänta på",
        ];
        let sign = |step: &&str| desk.lines().iter().find_map(|l| l[..l.find(step)?].trim_end().chars().next_back()).unwrap();
        steps.iter().map(sign).collect()
    };
    assert_eq!(signs(&desk), "✓✓✓✓✓✓-··", "{}", desk.text());
    desk.press("r<C-s>");
    assert_eq!(signs(&desk), "✓✓✓✓✓✓--✓", "{}", desk.text());
}
