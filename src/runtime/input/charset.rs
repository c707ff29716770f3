//! The encoding of a terminal or a file that is not in UTF-8, as the locale names it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How bytes that are not UTF-8 are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// The charset of a locale such as `sv_SE.ISO-8859-15@euro`; none where it names none, or UTF-8.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let named = locale.split('@').next().and_then(|name| name.split_once('.')).map_or("", |(_, charset)| charset);
        // The C library spells some of them without the hyphen.
        let named = named.to_ascii_lowercase().replace("euc", "euc-").replace("--", "-");
        let found = Encoding::for_label(named.as_bytes());
        found.filter(|charset| charset.is_ascii_compatible() && *charset != UTF_8).map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Reads bytes that are not UTF-8. What the charset lacks is read as western European, so that nothing is lost.
    pub fn decode(self, bytes: &[u8]) -> String {
        let read = self.0.decode_without_bom_handling_and_without_replacement(bytes);
        read.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0).into_owned()
    }
}

/// The usual one of western Europe.
impl Default for Charset {
    fn default() -> Self {
        Self(WINDOWS_1252)
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
            ("ru_RU.KOI8-R", "KOI8-R"),
        ] {
            assert_eq!(Charset::of_locale(locale).unwrap().name(), name, "{locale}");
        }
        for locale in ["sv_SE.UTF-8", "sv_SE", "C", ""] {
            assert_eq!(Charset::of_locale(locale), None, "{locale}");
        }
    }

    #[test]
    fn no_byte_is_lost() {
        let all: Vec<u8> = (0x80..=0xff).collect();
        for locale in ["sv_SE.ISO-8859-1", "pl_PL.ISO8859-2", "ja_JP.eucJP", "C"] {
            let text = Charset::of_locale(locale).unwrap_or_default().decode(&all);
            assert!(!text.contains('\u{fffd}') && !text.is_empty(), "{locale}: {text}");
        }
        assert_eq!(Charset::default().decode(b"Bj\xf6rn \xc5ngstr\xf6m"), "Björn Ångström");
    }
}
