//! What holds whatever is pressed: nothing panics, drawing changes nothing, nothing hidden reaches the screen.

use nej::app::model::key::{Key, KeyCode};
use nej::domain::Lang;
use nej::runtime::event::LoopEvent;
use proptest::prelude::*;

use crate::desk::Desk;

fn key() -> impl Strategy<Value = Key> {
    let codes = prop_oneof![
        8 => proptest::char::range(' ', '~').prop_map(KeyCode::Char),
        1 => proptest::sample::select(vec!['å', '🙂', '\u{30a}', '\u{200d}', '\u{202e}']).prop_map(KeyCode::Char),
        8 => proptest::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Up, KeyCode::Down, KeyCode::Left,
            KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::F(1),
        ]),
    ];
    (codes, 0..12u8).prop_map(|(code, with)| Key { code, ctrl: with == 0, alt: with == 1, shift: with == 2 })
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        3 => proptest::sample::select(vec![(80, 24), (120, 40), (40, 12), (30, 12), (60, 14), (100, 18)]),
        1 => (0..200u16, 0..70u16),
    ]
}

fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-11-23");
    desk.press("a<enter>@anna<C-s>a<enter>@olle<C-s>s<C-s>jnHej<C-s>");
    desk.headless().happen(LoopEvent::Resize(size.0, size.1));
    desk
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_at_any_size_never_panic_and_never_show_a_hidden_character(
        size in size(), keys in prop::collection::vec(key(), 0..60), then in size(), paste in "\\PC*"
    ) {
        let mut desk = desk(size);
        desk.headless().press(&keys);
        desk.headless().happen(LoopEvent::Paste(paste));
        desk.headless().happen(LoopEvent::Resize(then.0, then.1));
        let text = desk.text();
        prop_assert!(!text.chars().any(|c| c != '\n' && c.is_control()), "{text}");
        prop_assert!(!text.contains('\u{202e}'), "{text}");
    }

    #[test]
    fn drawing_changes_nothing(size in size(), keys in prop::collection::vec(key(), 0..40)) {
        let (mut drawn, mut never) = (desk(size), desk(size));
        for key in &keys {
            drawn.headless().press(&[*key]);
            let _ = drawn.text();
            never.headless().press(&[*key]);
        }
        prop_assert_eq!(format!("{:?}", drawn.model()), format!("{:?}", never.model()));
        prop_assert_eq!(drawn.picture(), never.picture());
    }
}
