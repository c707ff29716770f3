//! The encodings of tables as spreadsheets of four decades write them: their names, and the characters of those with one
//! byte a character.

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Macintosh,
    Cp850,
    Cp437,
}

impl Encoding {
    /// As they are offered.
    pub const ALL: [Self; 7] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252, Self::Macintosh, Self::Cp850, Self::Cp437];

    /// Those that a file without a mark may be in when it is not UTF-8, the likeliest first. Of the two of DOS the one that
    /// Western Europe used.
    pub(super) const GUESSED: [Self; 3] = [Self::Windows1252, Self::Macintosh, Self::Cp850];

    /// As written on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Macintosh => "macintosh",
            Self::Cp850 => "cp850",
            Self::Cp437 => "cp437",
        }
    }

    /// The encoding with that id, or with one of the usual other names.
    pub fn from_id(id: &str) -> Option<Self> {
        let letters = |id: &str| id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let id = letters(id);
        let id = match id.as_str() {
            "utf8sig" | "utf8bom" => "utf8",
            // Which of the two it is, its mark says.
            "utf16" | "unicode" => "utf16le",
            "latin1" | "iso88591" | "cp1252" | "ansi" => "windows1252",
            "mac" | "macroman" | "xmacroman" => "macintosh",
            "dos" | "ibm850" => "cp850",
            "ibm437" => "cp437",
            id => id,
        };
        Self::ALL.into_iter().find(|encoding| letters(encoding.id()) == id)
    }

    /// The characters of the bytes from 0x80; none where a character has more than one byte.
    pub fn upper_half(self) -> Option<[char; 128]> {
        let table = match self {
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => return None,
            Self::Windows1252 => WINDOWS_1252,
            Self::Macintosh => MACINTOSH,
            Self::Cp850 => CP850,
            Self::Cp437 => CP437,
        };
        let mut chars = [char::REPLACEMENT_CHARACTER; 128];
        for (place, c) in chars.iter_mut().zip(table.chars()) {
            *place = c;
        }
        Some(chars)
    }
}

// The bytes from 0x80 to 0xff, as the Unicode Consortium maps them. Those without a character have U+FFFD.
const WINDOWS_1252: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\
    \u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
    †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
    ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
    áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_its_128_characters() {
        for table in [WINDOWS_1252, MACINTOSH, CP850, CP437] {
            assert_eq!(table.chars().count(), 128);
        }
        // The same letters, and the bytes that each encoding has for them.
        for (encoding, bytes) in [
            (Encoding::Windows1252, b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9\x80"),
            (Encoding::Macintosh, b"\x8c\x8a\x9a\x81\x80\x85\x8e\xdb"),
            (Encoding::Cp850, b"\x86\x84\x94\x8f\x8e\x99\x82\x9f"),
            (Encoding::Cp437, b"\x86\x84\x94\x8f\x8e\x99\x82\x9f"),
        ] {
            let table = encoding.upper_half().expect("one byte a character");
            let text: String = bytes.iter().map(|byte| table[usize::from(byte - 0x80)]).collect();
            assert!(text == "åäöÅÄÖé€" || text == "åäöÅÄÖéƒ", "{encoding:?} {text}");
        }
    }

    #[test]
    fn an_encoding_has_one_name_and_is_found_by_the_usual_ones() {
        assert!(Encoding::ALL.iter().all(|e| Encoding::from_id(e.id()) == Some(*e)));
        assert_eq!(Encoding::from_id("Latin-1"), Some(Encoding::Windows1252));
        for (name, encoding) in
            [("UTF16", Encoding::Utf16Le), ("iso_8859-1", Encoding::Windows1252), ("windows1252", Encoding::Windows1252)]
        {
            assert_eq!(Encoding::from_id(name), Some(encoding), "{name}");
        }
        assert!(["klingon", "", "iso-8859-15"].iter().all(|name| Encoding::from_id(name).is_none()));
    }
}
