//! The form in which text is searched: what people type for a name is less than how it is written. One fold for what is
//! stored and for what is typed; stored texts of an earlier fold become those of this one by folding them again.

use unicode_normalization::UnicodeNormalization;

/// Lower case, with one apostrophe, one hyphen and one space, without accents, joiners and other forms of the same
/// letter. Letters that a keyboard elsewhere lacks become the ones that are typed for them: ß is ss, ø is o. å, ä and ö
/// are letters of their own and stay apart from a and o.
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        let key = text.to_ascii_lowercase();
        return if key.contains('`') { key.replace('`', "'") } else { key };
    }
    let mut key = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'ö' => key.push(c),
            '`' => key.push('\''),
            _ if c.is_ascii() => key.push(c),
            _ => fold(c, &mut key),
        }
    }
    key
}

/// Folds a letter that is neither ASCII nor one of ours.
fn fold(c: char, key: &mut String) {
    let one = std::iter::once(c);
    match c {
        _ if is_apostrophe(c) => key.push('\''),
        _ if is_hyphen(c) => key.push('-'),
        // Hangul is written in syllables, and would fall apart.
        '\u{ac00}'..='\u{d7a3}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327e}' => key.extend(one.nfkc()),
        _ => {
            for part in one.nfkd().flat_map(char::to_lowercase) {
                plain(part, key);
            }
        }
    }
}

/// Adds what is left of a part of a letter.
fn plain(part: char, key: &mut String) {
    match part {
        'ß' => key.push_str("ss"),
        'æ' => key.push_str("ae"),
        'œ' => key.push_str("oe"),
        'þ' => key.push_str("th"),
        'ð' | 'đ' => key.push('d'),
        'ø' => key.push('o'),
        'ł' => key.push('l'),
        'ħ' => key.push('h'),
        'ŧ' => key.push('t'),
        'ŋ' => key.push('n'),
        'ı' => key.push('i'),
        'ς' => key.push('σ'),
        _ if is_apostrophe(part) => key.push('\''),
        _ if is_hyphen(part) => key.push('-'),
        _ if is_dropped(part) => {}
        _ => key.push(part),
    }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '’' | '‘' | '‛' | 'ʼ' | '′' | '´' | '`' | '＇' | '｀')
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '‐'..='―' | '−')
}

/// Accents of Latin, Greek and Cyrillic, vowel points of Arabic and Hebrew, and what is not seen. The vowels of Indian
/// and Thai scripts are marks, too, and stay.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_finds_what_is_written() {
        for (stored, typed) in [
            ("Zoë O’Connor", "o'connor"),
            ("Zoë O’Connor", "ZOE"),
            ("Anne‑Marie Müller", "anne-marie muller"),
            ("Renée Nguyễn", "renee nguyen"),
            ("می\u{200c}خواهم", "میخواهم"),
            ("A\u{30a}sa", "åsa"),
            ("Weiß", "weiss"),
            ("WEISS", "weiß"),
            ("STRAẞE", "strasse"),
            ("Łukasz", "lukasz"),
            ("IŞIK ışık", "isik"),
            ("İnci", "inci"),
            ("Søren Kjær", "soren kjaer"),
            ("Þórður", "thordur"),
            ("Đorđe", "dorde"),
            ("O`Brien", "o'brien"),
            ("Œuvre", "oeuvre"),
            ("ﬁlippa", "filippa"),
            ("Ａｎｎａ", "anna"),
            ("𝐀𝐧𝐧𝐚", "anna"),
            ("Αλέξης", "αλεξησ"),
            ("ΑΛΕΞΗΣ", "αλέξης"),
            ("Ёлкин", "елкин"),
            ("Андрей", "андреи"),
            ("Андре\u{438}\u{306}", "андрей"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("שָׁלוֹם", "שלום"),
            ("한글", "\u{1112}\u{1161}\u{11ab}글"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("Anna\u{a0}Berg", "anna berg"),
            ("Anna\u{3000}Berg", "anna berg"),
            ("An\u{ad}na\u{200b}", "anna"),
            ("❤\u{fe0f}", "❤"),
            ("№ 5", "no 5"),
        ] {
            assert!(search_key(stored).contains(&search_key(typed)), "{typed} in {stored}: {}", search_key(stored));
        }
        for (stored, typed) in [("Åsa", "asa"), ("Bjorn", "björn"), ("Märta", "marta"), ("किताब", "कतब")] {
            assert!(!search_key(stored).contains(&search_key(typed)), "{typed} in {stored}");
        }
        assert_eq!(search_key("\u{1}Åsa\n\u{2}ß"), "\u{1}åsa\n\u{2}ss", "lines and the marks of fields stay");
    }

    /// The fold of the schemas before 4.
    fn earlier(text: &str) -> String {
        let mut key = String::new();
        for c in text.nfc().flat_map(char::to_lowercase) {
            match c {
                'å' | 'ä' | 'ö' | 'a'..='z' | ' ' => key.push(c),
                '’' | '‘' | '‛' | 'ʼ' | '′' | '´' | '`' | '＇' => key.push('\''),
                '‐'..='―' | '−' => key.push('-'),
                '\u{a0}' | '\u{202f}' => key.push(' '),
                '\u{200c}' | '\u{200d}' => {}
                c => {
                    let base = std::iter::once(c).nfd().next().filter(char::is_ascii_alphabetic);
                    key.push(base.unwrap_or(c));
                }
            }
        }
        key
    }

    #[test]
    fn what_was_folded_is_folded_for_good_and_an_earlier_fold_becomes_this_one() {
        for c in '\0'..='\u{ffff}' {
            let text = format!("xé{c}");
            let folded = search_key(&text);
            assert_eq!(search_key(&folded), folded, "{c:?}");
            assert_eq!(search_key(&earlier(&text)), folded, "{c:?}");
        }
    }
}
