//! The encoding of a terminal or a file that is not in UTF-8, as the locale names it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::exchange::import::Encoding as Table;

/// How bytes that are not UTF-8 are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    kind: CharsetKind,
    /// Whether the bytes from 0x80 to 0x9f steer the terminal instead of being characters.
    steers: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharsetKind {
    Encoding(&'static Encoding),
    /// One of DOS, with one byte a character.
    Dos(Table),
    /// The locale names one that is not known here.
    Unknown,
}

/// Names that locales have for encodings, where the usual list of labels has another.
const OTHER_NAMES: [(&str, &str); 10] = [
    ("euccn", "gbk"),
    ("eucjp", "euc-jp"),
    ("euckr", "euc-kr"),
    ("cp932", "shift_jis"),
    ("shiftjis", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("cp950", "big5"),
    ("big5hkscs", "big5"),
    ("koi8u", "koi8-u"),
];

impl Charset {
    /// The charset of a locale such as `sv_SE.ISO-8859-15@euro`; none where it names none, or UTF-8.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let named = locale.split('@').next().and_then(|name| name.split_once('.')).map_or("", |(_, charset)| charset);
        let named = named.to_ascii_lowercase();
        let steers = named.starts_with("iso");
        let plain: String = named.chars().filter(char::is_ascii_alphanumeric).collect();
        if plain.is_empty() {
            return None;
        }
        let other = OTHER_NAMES.iter().find_map(|(name, label)| (*name == plain).then_some(*label));
        let found = Encoding::for_label(other.unwrap_or(&named).as_bytes());
        let kind = match found.filter(|charset| charset.is_ascii_compatible()) {
            Some(charset) if charset == UTF_8 => return None,
            Some(charset) => CharsetKind::Encoding(charset),
            None => dos(&plain).map_or(CharsetKind::Unknown, CharsetKind::Dos),
        };
        Some(Self { kind, steers })
    }

    /// Its name; none where the locale's is not known here.
    pub fn name(self) -> Option<&'static str> {
        match self.kind {
            CharsetKind::Encoding(charset) => Some(charset.name()),
            CharsetKind::Dos(table) => Some(table.id()),
            CharsetKind::Unknown => None,
        }
    }

    /// Whether a character may have more than one byte.
    pub fn is_wide(self) -> bool {
        matches!(self.kind, CharsetKind::Encoding(charset) if !charset.is_single_byte())
    }

    /// Whether a byte begins a sequence that steers the terminal, as `ESC` and a letter do.
    pub const fn steers(self, byte: u8) -> bool {
        self.steers && matches!(byte, 0x80..=0x9f)
    }

    /// Reads bytes that are not UTF-8; none where one of them is no character.
    pub fn read(self, bytes: &[u8]) -> Option<String> {
        let text = match self.kind {
            CharsetKind::Encoding(charset) => charset.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(),
            CharsetKind::Dos(table) => {
                let upper = table.upper_half()?;
                let read = |byte: &u8| upper.get(usize::from(byte.wrapping_sub(0x80))).copied().unwrap_or((*byte).into());
                bytes.iter().map(read).collect()
            }
            CharsetKind::Unknown => return None,
        };
        let is_character = |c: char| !matches!(c, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER);
        text.chars().all(is_character).then_some(text)
    }

    /// Reads bytes of which some are UTF-8 and others are not, and leaves out what is neither; whether it did.
    pub fn read_mixed(self, bytes: &[u8]) -> (String, bool) {
        if let Some(text) = Some(bytes).filter(|_| self.is_wide()).and_then(|bytes| self.read(bytes)) {
            return (text, false);
        }
        let (mut text, mut lost) = (String::new(), false);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let read = self.read(&[*byte]);
                lost |= read.is_none();
                text.push_str(read.as_deref().unwrap_or_default());
            }
        }
        (text, lost)
    }

    /// Reads bytes that are not UTF-8. What the charset lacks is read as western European, so that nothing is lost.
    pub fn decode(self, bytes: &[u8]) -> String {
        self.read(bytes).unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// The usual one of western Europe.
impl Default for Charset {
    fn default() -> Self {
        Self { kind: CharsetKind::Encoding(WINDOWS_1252), steers: true }
    }
}

/// The encodings of DOS: those that have the letters of western Europe at the same bytes count as one.
fn dos(name: &str) -> Option<Table> {
    match name.trim_start_matches("ibm").trim_start_matches("cp") {
        "850" | "858" => Some(Table::Cp850),
        "437" | "865" => Some(Table::Cp437),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_names_the_charset() {
        for (locale, name) in [
            ("sv_SE.ISO-8859-1", "windows-1252"),
            ("sv_SE.ISO-8859-15@euro", "ISO-8859-15"),
            ("pl_PL.ISO8859-2", "ISO-8859-2"),
            ("ja_JP.eucJP", "EUC-JP"),
            ("ja_JP.SJIS", "Shift_JIS"),
            ("ja_JP.CP932", "Shift_JIS"),
            ("zh_CN.eucCN", "GBK"),
            ("zh_HK.BIG5-HKSCS", "Big5"),
            ("ru_RU.KOI8-R", "KOI8-R"),
            ("sv_SE.CP850", "cp850"),
            ("sv_SE.IBM850", "cp850"),
            ("en_US.IBM437", "cp437"),
        ] {
            assert_eq!(Charset::of_locale(locale).unwrap().name(), Some(name), "{locale}");
        }
        for locale in ["sv_SE.UTF-8", "sv_SE.utf8", "sv_SE", "C", ""] {
            assert_eq!(Charset::of_locale(locale), None, "{locale}");
        }
        for locale in ["hy_AM.ARMSCII-8", "ja_JP.ISO-2022-JP", "sv_SE.EBCDIC"] {
            assert_eq!(Charset::of_locale(locale).map(Charset::name), Some(None), "{locale}");
        }
    }

    #[test]
    fn no_byte_is_lost() {
        let all: Vec<u8> = (0x80..=0xff).collect();
        for locale in ["sv_SE.ISO-8859-1", "pl_PL.ISO8859-2", "ja_JP.eucJP", "sv_SE.CP850", "hy_AM.ARMSCII-8", "C"] {
            let text = Charset::of_locale(locale).unwrap_or_default().decode(&all);
            assert!(!text.contains('\u{fffd}') && !text.is_empty(), "{locale}: {text}");
        }
        assert_eq!(Charset::default().decode(b"Bj\xf6rn \xc5ngstr\xf6m"), "Björn Ångström");
        assert_eq!(Charset::of_locale("sv_SE.CP850").unwrap().decode(b"Bj\x94rn \x8fngstr\x94m"), "Björn Ångström");
    }

    #[test]
    fn what_is_neither_utf_8_nor_of_the_charset_is_left_out_and_said() {
        assert_eq!(Charset::default().read_mixed("å".as_bytes()), ("å".into(), false));
        assert_eq!(Charset::default().read_mixed(b"\xc3\xa5 \xe5"), ("å å".into(), false));
        assert_eq!(Charset::default().read_mixed(b"m\x81rk"), ("mrk".into(), true));
        let unknown = Charset::of_locale("hy_AM.ARMSCII-8").unwrap();
        assert_eq!(unknown.read_mixed(b"a\xe5b"), ("ab".into(), true));
    }
}
