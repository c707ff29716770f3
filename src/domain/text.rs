//! Text from people and from elsewhere: made comparable on the way in, made harmless on the way out.

use std::borrow::Cow;
use std::path::Path;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use super::fold::search_key;
use super::invisible::sign;
pub use super::invisible::{is_invisible, judged};

/// How text is stored: composed (NFC), line ends as LF. Nothing else is changed: what a person wrote is
/// evidence, and what is dangerous in it is shown by [`escape_control`] instead.
pub fn to_stored(text: &str) -> String {
    if text.is_ascii() && !text.contains('\r') {
        return text.to_owned();
    }
    let lf = text.replace("\r\n", "\n").replace('\r', "\n");
    if is_nfc(&lf) { lf } else { lf.nfc().collect() }
}

/// Whether a character takes one column and joins no other: ASCII, the letters of Latin alphabets, what rules are drawn of.
pub const fn takes_a_column(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '─'..='╿')
}

/// A pasted text as the text area takes it: [`to_stored`], tabs as spaces, and without characters that
/// are never typed (control, bidirectional, zero-width) but come unseen with a paste.
pub fn pasted(text: &str) -> String {
    // Other programs' line ends: of Word, of mainframes, of Unicode.
    let lines = to_stored(text).replace(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    without_hidden(&lines)
}

/// [`pasted_line`] for the path of a file. It is not composed: to most file systems another spelling is another file.
pub fn pasted_path(text: &str) -> String {
    without_hidden(&text.replace(['\r', '\n'], " ")).trim().to_owned()
}

/// The path that a text of one line is, also as terminals write a file that is dragged into them: in quotation marks, with
/// backslashes, or as an address; `None` where it is no whole path.
pub fn path_in(text: &str) -> Option<String> {
    let text = text.trim();
    let quoted = |mark| text.strip_prefix(mark)?.strip_suffix(mark).map(str::to_owned);
    let path = if let Some(address) = text.strip_prefix("file://") {
        percent_decoded(address.strip_prefix("localhost").unwrap_or(address))?
    } else if let Some(inside) = quoted('\'').or_else(|| quoted('"')) {
        inside
    } else {
        without_backslashes(text)
    };
    (!path.contains('\n') && (path.starts_with('/') || path.starts_with("~/"))).then_some(path)
}

fn without_backslashes(text: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

fn percent_decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).ok()
}

fn without_hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (c, hides) in judged(text) {
        match c {
            '\t' => out.push_str("    "),
            '\n' => out.push('\n'),
            _ if hides => {}
            c => out.push(c),
        }
    }
    out
}

/// [`pasted`] for a field of one line: line ends become spaces.
pub fn pasted_line(text: &str) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.trim().to_owned();
    }
    pasted(text).replace('\n', " ").trim().to_owned()
}

/// A text with one plain space wherever it has spaces of any kind: what looks the same is the same.
pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with plain spaces for those of other widths, which look the same and would tell equal names apart.
pub fn plain_spaces(text: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}');
    if text.is_ascii() || !text.contains(wide) { Cow::Borrowed(text) } else { Cow::Owned(text.replace(wide, " ")) }
}

/// The form in which text is compared: NFC, lower case.
pub fn fold_case(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// One line that can go to any terminal or file: every control, bidirectional and zero-width character is
/// replaced by a visible sign. The only way out for text from outside.
pub fn escape_control(text: &str) -> Cow<'_, str> {
    show(text, false)
}

/// [`escape_control`], with line feeds left as they are.
pub fn escape_control_lines(text: &str) -> Cow<'_, str> {
    show(text, true)
}

/// A path as it can be shown.
pub fn escape_path(path: &Path) -> String {
    escape_control(&path.display().to_string()).into_owned()
}

/// [`escape_control_lines`] for a person's own editor, where tabs are tabs. Each character stays one character.
pub fn escape_for_editor(text: &str) -> String {
    judged(text).map(|(c, hides)| if hides && !matches!(c, '\n' | '\t') { sign(c) } else { c }).collect()
}

/// What is to be stored of a text that came back from an editor: what stands between the first and the last change is
/// as [pasted], the rest as it was, with what [`escape_for_editor`] had hidden behind signs.
pub fn merge_from_editor(original: &str, edited: &str) -> String {
    let shown: Vec<char> = escape_for_editor(original).chars().collect();
    let original: Vec<char> = original.chars().collect();
    let edited: Vec<char> = edited.chars().collect();
    let shared = shown.len().min(edited.len());
    let head = (0..shared).take_while(|n| shown[*n] == edited[*n]).count();
    let tail = (0..shared - head).take_while(|n| shown[shown.len() - 1 - n] == edited[edited.len() - 1 - n]).count();
    let changed: String = edited[head..edited.len() - tail].iter().collect();
    let kept = |chars: &[char]| chars.iter().collect::<String>();
    kept(&original[..head]) + &pasted(&changed) + &kept(&original[original.len() - tail..])
}

fn show(text: &str, lines: bool) -> Cow<'_, str> {
    if !judged(text).any(|(c, hides)| hides && !(lines && c == '\n')) {
        return Cow::Borrowed(text);
    }
    let shown = judged(text).map(|(c, hides)| if hides && !(lines && c == '\n') { sign(c) } else { c });
    Cow::Owned(shown.collect())
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
        assert_eq!(escape_control("Åsa Öberg 👩‍👧"), "Åsa Öberg 👩‍👧");
        assert_eq!(escape_control("a\u{200d}b"), "a\u{fffd}b");
        let once = escape_control("a\x1b\u{202e}").into_owned();
        assert_eq!(escape_control(&once), once, "what was escaped stays as it is");
    }

    #[test]
    fn a_paste_brings_its_words_and_nothing_else() {
        assert_eq!(pasted("ett\r\ntva\u{30a}\rtre\x1b[0m\u{200b}\t!"), "ett\ntvå\ntre[0m    !");
        assert_eq!(pasted_line(" a\r\nb "), "a b");
        assert_eq!(pasted("👩‍👧"), "👩‍👧");
        assert_eq!(pasted_path("/tmp/a\u{30a}.eml\r\n"), "/tmp/a\u{30a}.eml");
    }

    #[test]
    fn an_editor_shows_what_is_hidden_and_changes_only_what_was_changed() {
        let original = "ett\u{202e}\tett\ntvå\u{1b}[31m tre";
        let shown = escape_for_editor(original);
        assert_eq!(shown, "ett\u{fffd}\tett\ntvå␛[31m tre");
        assert_eq!(merge_from_editor(original, &shown), original);
        let changed = shown.replace("tre", "fyra\u{200b}");
        assert_eq!(merge_from_editor(original, &changed), "ett\u{202e}\tett\ntvå\u{1b}[31m fyra");
        assert_eq!(merge_from_editor(original, &format!("Noll\r\n{shown}")), format!("Noll\n{original}"));
        assert_eq!(merge_from_editor("aa", "aaa"), "aaa");
        assert_eq!(merge_from_editor("aaa", "aa"), "aa");
        assert_eq!(merge_from_editor("", "ny\u{7}"), "ny");
        assert_eq!(merge_from_editor("borta", ""), "");
    }

    #[test]
    fn a_file_that_is_dragged_is_its_path() {
        for (text, path) in [
            ("/home/anna/My File.pdf", Some("/home/anna/My File.pdf")),
            (" '/home/anna/My File.pdf' \n", Some("/home/anna/My File.pdf")),
            ("\"/a b\"", Some("/a b")),
            ("/a/My\\ File\\ \\(2\\).pdf", Some("/a/My File (2).pdf")),
            ("file:///a/%C3%A5%20b.pdf", Some("/a/å b.pdf")),
            ("file://localhost/a%", Some("/a%")),
            ("~/svar.eml", Some("~/svar.eml")),
            ("svar.eml", None),
            ("Dear Anna,", None),
            ("/a\n/b", None),
            ("file:///%ff", None),
            ("'", None),
            ("", None),
        ] {
            assert_eq!(path_in(text).as_deref(), path, "{text}");
        }
    }

    #[test]
    fn comparing_knows_capitals_and_composed_letters() {
        assert_eq!(fold_case("A\u{30a}SA Öberg"), "åsa öberg");
    }

    #[test]
    fn a_file_name_leads_nowhere_else_and_is_no_option() {
        for (text, name) in [
            ("svar från företaget (2).txt", "svar från företaget (2).txt"),
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
