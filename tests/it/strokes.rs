//! How many keys the main jobs take, what is typed as text apart, by keys that the screen names.

use nej::app::model::key::{Key, parse_script};
use nej::app::{Effect, Moment, Msg, update};
use nej::domain::{EventKind, Lang};

use crate::desk::Desk;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// What the hands do.
enum Step {
    /// Keys, each of which counts.
    Keys(&'static str),
    /// Text into a field.
    Text(&'static str),
}

use Step::{Keys, Text};

/// Does it; how many keys it took.
fn strokes(desk: &mut Desk, steps: &[Step]) -> usize {
    let mut count = 0;
    for step in steps {
        match step {
            Keys(script) => {
                count += parse_script(script).unwrap().len();
                desk.press(script);
            }
            Text(text) => drop(desk.press(text)),
        }
    }
    count
}

fn kinds(desk: &Desk) -> Vec<EventKind> {
    desk.logs().into_iter().flatten().map(|data| data.kind()).collect()
}

fn footer(desk: &Desk) -> String {
    desk.lines().pop().unwrap()
}

#[test]
fn the_first_account_is_logged_as_sent_in_seven_keys_at_best_and_twenty_as_the_screen_leads() {
    for size in SIZES {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        let best = [Keys("a"), Text("anna.foto"), Keys("<C-s>s<C-s>j")];
        assert!(strokes(&mut desk, &best) <= 7);
        assert_eq!(kinds(&desk), [EventKind::Submitted], "{}", desk.text());

        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        assert!(footer(&desk).contains("a nytt konto"), "{}", desk.text());
        let mut count = strokes(&mut desk, &[Keys("a"), Text("anna.foto")]);
        for _ in 0..8 {
            assert!(footer(&desk).contains("↵ vidare"), "{}", desk.text());
            count += strokes(&mut desk, &[Keys("<enter>")]);
        }
        assert!(footer(&desk).contains("s logga som skickad"), "{}", desk.text());
        count += strokes(&mut desk, &[Keys("s")]);
        for _ in 0..5 {
            assert!(footer(&desk).contains("↵ vidare"), "{}", desk.text());
            count += strokes(&mut desk, &[Keys("<enter>")]);
        }
        assert!(footer(&desk).contains("j ja"), "{}", desk.text());
        count += strokes(&mut desk, &[Keys("j")]);
        assert_eq!(kinds(&desk), [EventKind::Submitted], "{}", desk.text());
        assert!(count <= 20, "{count}");
    }
}

#[test]
fn from_an_overdue_row_to_the_complaint_in_the_clipboard_are_two_keys_that_are_named() {
    for (lang, complain) in [(Lang::Sv, "i klaga hos IMY"), (Lang::En, "i complain to IMY")] {
        for size in SIZES {
            let mut desk = Desk::new(lang, size, "2026-09-01");
            desk.press("a<enter>@anna<C-s>s<C-s>").press(if lang == Lang::Sv { "j" } else { "y" });
            desk.again("2026-10-20", size);
            assert!(footer(&desk).contains(complain), "{}", desk.text());
            desk.press("i");
            let copy = if lang == Lang::Sv { "[ Kopiera ]" } else { "[ Copy ]" };
            assert!(desk.text().contains(copy) && footer(&desk).contains('↵'), "{}", desk.text());
            let mut model = desk.model().clone();
            let effects = update(&mut model, Moment::default(), Msg::Key(Key::plain(nej::app::model::key::KeyCode::Enter)));
            let text = effects.iter().find_map(|e| if let Effect::CopyToClipboard(text) = e { Some(text) } else { None });
            assert!(text.is_some_and(|text| text.contains("ARTIKEL 77")), "{effects:?}");
        }
    }
}

#[test]
fn a_yes_is_two_keys_and_three_without_control() {
    for size in SIZES {
        for keys in ["r<C-s>", "r<enter><enter>"] {
            let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
            desk.press("a<enter>@anna<C-s>s<C-s>j");
            assert!(parse_script(keys).unwrap().len() <= 4);
            desk.press(keys);
            assert_eq!(kinds(&desk), [EventKind::Submitted, EventKind::Granted], "{}", desk.text());
        }
    }
}
