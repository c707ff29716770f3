//! Key scripts: what is written is what is read.

use nej::app::model::key::{Key, KeyCode, parse_script};
use proptest::prelude::*;

fn code() -> impl Strategy<Value = KeyCode> {
    let named = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
    ]);
    prop_oneof![
        named,
        (1..=24u8).prop_map(KeyCode::F),
        prop_oneof!["[ -~]", "[^\\pC]"].prop_map(|s: String| { KeyCode::Char(s.chars().next().unwrap()) })
    ]
}

/// Keys as terminals send them: Shift is in the character, Control makes it lower case.
fn key() -> impl Strategy<Value = Key> {
    (code(), any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| match code {
        KeyCode::Char(c) if ctrl => Key { code: KeyCode::Char(c.to_ascii_lowercase()), ctrl, alt, shift: false },
        KeyCode::Char(_) => Key { code, ctrl, alt, shift: false },
        code => Key { code, ctrl, alt, shift },
    })
}

proptest! {
    #[test]
    fn every_key_survives_being_written_and_read(keys in prop::collection::vec(key(), 0..12)) {
        let script: String = keys.iter().map(|key| key.script()).collect();
        prop_assert_eq!(parse_script(&script), Ok(keys));
    }

    #[test]
    fn no_script_makes_the_reader_panic(script in "(<|>|C-|S-|[a-zå]|\\PC){0,12}") {
        let _ = parse_script(&script);
    }
}
