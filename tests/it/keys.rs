//! Key scripts: what is written is what is read.

use nej::app::model::key::{Code, Key, parse_script};
use proptest::prelude::*;

fn code() -> impl Strategy<Value = Code> {
    let named = prop::sample::select(vec![
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::Backspace,
        Code::Delete,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
    ]);
    prop_oneof![
        named,
        (1..=24u8).prop_map(Code::F),
        prop_oneof!["[ -~]", "[^\\pC]"].prop_map(|s: String| { Code::Char(s.chars().next().unwrap()) })
    ]
}

/// Keys as terminals send them: Shift is in the character, Control makes it lower case.
fn key() -> impl Strategy<Value = Key> {
    (code(), any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| match code {
        Code::Char(c) if ctrl => Key { code: Code::Char(c.to_ascii_lowercase()), ctrl, alt, shift: false },
        Code::Char(_) => Key { code, ctrl, alt, shift: false },
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
