//! Text from people and from elsewhere: made comparable on the way in, made harmless on the way out.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How text is stored: composed (NFC), line ends as LF. Nothing else is changed: what a person wrote is
/// evidence, and what is dangerous in it is shown by [`visible`] instead.
pub fn to_stored(text: &str) -> String {
    let lf = text.replace("\r\n", "\n").replace('\r', "\n");
    if is_nfc(&lf) { lf } else { lf.nfc().collect() }
}

/// A pasted text as the text area takes it: [`to_stored`], tabs as spaces, and without the characters that
/// nobody types (control, bidirectional, zero-width), which a paste carries along unseen.
pub fn pasted(text: &str) -> String {
    without_hidden(&to_stored(text))
}

/// [`pasted_line`] for the path of a file. It is not composed: to most file systems another spelling is another file.
pub fn pasted_path(text: &str) -> String {
    without_hidden(&text.replace(['\r', '\n'], " ")).trim().to_owned()
}

fn without_hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => out.push_str("    "),
            '\n' => out.push('\n'),
            c if is_invisible(c) && !joins(out.chars().next_back(), c, chars.peek().copied()) => {}
            c => out.push(c),
        }
    }
    out
}

/// [`pasted`] for a field of one line: line ends become spaces.
pub fn pasted_line(text: &str) -> String {
    pasted(text).replace('\n', " ").trim().to_owned()
}

/// The form in which text is compared and searched: NFC, lower case.
pub fn fold_case(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// One line that can go to any terminal or file: every control, bidirectional and zero-width character is
/// replaced by a visible sign. The one way out for text that somebody else may have written.
pub fn escape_control(text: &str) -> Cow<'_, str> {
    show(text, false)
}

/// [`visible`], with line feeds left as they are.
pub fn escape_control_lines(text: &str) -> Cow<'_, str> {
    show(text, true)
}

fn show(text: &str, lines: bool) -> Cow<'_, str> {
    if !text.chars().any(|c| is_invisible(c) && !(lines && c == '\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        if !is_invisible(c) || (lines && c == '\n') || joins(before, c, chars.peek().copied()) {
            out.push(c);
        } else {
            out.push(sign(c));
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// A character that changes what is seen without being seen.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether `c` is a joiner inside a joined emoji, such as a family, where it belongs.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let pictorial = |c: char| matches!(c, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    c == '\u{200d}' && before.is_some_and(pictorial) && after.is_some_and(pictorial)
}

/// The sign that stands for a hidden character: its control picture, else the replacement character.
fn sign(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        _ => '\u{fffd}',
    }
}

/// Characters that some file system takes for something else.
const RESERVED: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// The last part of a path, whichever system it is from.
pub fn base_name(path: &str) -> &str {
    path.split(['/', '\\']).map(str::trim).rfind(|part| !part.is_empty()).unwrap_or_default()
}

/// A file name made from other text, such as a handle or the name of an attachment, in the one alphabet for all of
/// them: at most `max` bytes with its ending. It leads to no other folder, is no option to a program, and hides nothing.
pub fn file_name(text: &str, max: usize) -> String {
    let shown: String = text.trim().chars().map(|c| if is_invisible(c) || RESERVED.contains(&c) { '-' } else { c }).collect();
    let guarded = if shown.is_empty() || shown.starts_with(['-', '.']) { format!("_{shown}") } else { shown };
    let (stem, kind) = file_name_parts(&guarded);
    let room = max.saturating_sub(kind.len());
    format!("{}{kind}", stem[..stem.floor_char_boundary(room)].trim_end())
}

/// A file name without its ending, and the ending with its dot.
pub fn file_name_parts(name: &str) -> (&str, &str) {
    let at = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= 16).unwrap_or(name.len());
    name.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_steer_a_terminal_becomes_a_sign() {
        assert_eq!(escape_control("a\x1b[31mb\x07\u{9b}2J\u{202e}c\u{200b}\x7f"), "a␛[31mb␇\u{fffd}2J\u{fffd}c\u{fffd}␡");
        assert_eq!(escape_control("rad\nett"), "rad␊ett");
        assert_eq!(escape_control_lines("rad\nett\r"), "rad\nett␍");
        assert!(matches!(escape_control("Åsa Öberg 👩‍👧"), Cow::Owned(s) if s == "Åsa Öberg 👩‍👧"));
        assert_eq!(escape_control("a\u{200d}b"), "a\u{fffd}b");
    }

    #[test]
    fn a_paste_brings_its_words_and_nothing_else() {
        assert_eq!(pasted("ett\r\ntva\u{30a}\rtre\x1b[0m\u{200b}\t!"), "ett\ntvå\ntre[0m    !");
        assert_eq!(pasted_line(" a\r\nb "), "a b");
        assert_eq!(pasted("👩‍👧"), "👩‍👧");
        assert_eq!(pasted_path("/tmp/a\u{30a}.eml\r\n"), "/tmp/a\u{30a}.eml");
    }

    #[test]
    fn searching_knows_more_letters_than_ascii() {
        assert_eq!(fold_case("A\u{30a}SA Öberg"), "åsa öberg");
    }

    #[test]
    fn a_file_name_leads_nowhere_else_and_is_no_option() {
        for (text, name) in [
            ("svar från Meta (2).txt", "svar från Meta (2).txt"),
            ("../../etc/passwd", "_..-..-etc-passwd"),
            ("Anna/Bo", "Anna-Bo"),
            ("-rf", "_-rf"),
            (".bashrc", "_.bashrc"),
            ("a\u{1b}[31m\n.txt", "a-[31m-.txt"),
            ("vad? \"allt\".eml", "vad- -allt-.eml"),
            ("..", "_.."),
            ("", "_"),
            (" / ", "_-"),
        ] {
            assert_eq!(file_name(text, 180), name);
        }
        assert_eq!(
            ["../../etc/passwd", "C:\\mail\\svar.eml", "a", " / ", ""].map(base_name),
            ["passwd", "svar.eml", "a", "", ""]
        );
        let long = file_name(&format!("{}.pdf", "å".repeat(300)), 180);
        assert!(long.len() <= 180 && long.ends_with("å.pdf"));
    }
}
