//! Characters that change what is seen without being seen, and where they belong all the same: inside a joined emoji, in
//! the spelling of Persian and of the languages of India, after the sign whose form they choose.

use unicode_normalization::char::is_combining_mark;

/// So many combining marks may stand on one letter. No language needs more; a pile of them covers other lines.
const MARKS_MAX: usize = 6;

/// The characters of a text, each with whether it hides something where it stands.
pub fn judged(text: &str) -> impl Iterator<Item = (char, bool)> + '_ {
    let mut before = None;
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        // All that is hidden is a control character of ASCII, or behind it.
        if c.is_ascii() {
            (before, marks) = (Some(c), 0);
            return Some((c, c.is_ascii_control()));
        }
        let invisible = is_invisible(c);
        marks = if !invisible && is_combining_mark(c) { marks + 1 } else { 0 };
        let hides = marks > MARKS_MAX || (invisible && !belongs(before, c, chars.peek().copied()));
        before = Some(c);
        Some((c, hides))
    })
}

/// A character that changes what is seen without being seen.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an invisible character is part of how its neighbours are written.
fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{200d}' if is_pictorial(before) => after.is_some_and(is_pictorial),
        '\u{200c}' | '\u{200d}' => is_joining(before),
        '\u{fe0e}' | '\u{fe0f}' => is_pictorial(before) || (after == Some('\u{20e3}') && !is_invisible(before)),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_ideograph(before),
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        _ => false,
    }
}

fn is_pictorial(c: char) -> bool {
    matches!(c, '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{1f000}'..='\u{1faff}')
}

/// A letter or mark of a script in which a joiner or non-joiner distinguishes words.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{74f}' | '\u{750}'..='\u{77f}' | '\u{7ca}'..='\u{7fa}' | '\u{8a0}'..='\u{8ff}'
        | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17dd}' | '\u{1820}'..='\u{18aa}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && !is_invisible(c)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The sign that stands for a hidden character: its control picture, else the replacement character.
pub(super) fn sign(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides(text: &str) -> Vec<char> {
        judged(text).filter(|(_, hides)| *hides).map(|(c, _)| c).collect()
    }

    #[test]
    fn what_the_spelling_needs_is_kept() {
        for text in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ന്\u{200d}",
            "👩\u{200d}👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}",
            "nâ\u{323}y",
        ] {
            assert_eq!(hides(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_hides_something_is_found_wherever_it_stands() {
        for c in "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{202e}\u{2066}\u{feff}\u{fe0f}\u{fe00}\u{e0100}\u{e0041}\u{1bca0}\u{1d173}\u{13430}".chars() {
            assert_eq!(hides(&format!("a{c}b")), [c], "{:x}", u32::from(c));
            assert_eq!(hides(&format!("{c}")), [c]);
        }
        assert_eq!(hides("😀\u{fe0f}\u{e0101}\u{e0102}").len(), 2);
        assert_eq!(hides("می\u{200c}\u{200c}خ").len(), 1);
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        assert_eq!(hides(&format!("a{}b", "\u{301}".repeat(20))).len(), 14);
        assert_eq!(hides("e\u{302}\u{301}\u{323}"), []);
    }
}
