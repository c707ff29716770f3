//! Language as data: what is different in each language is a file in that language's folder in `assets`, and this is
//! how such a file is read. A language is added as a folder, a line in [`per_lang!`], and a variant of [`Lang`].

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::asset;
use crate::domain::Lang;

/// What one file of each language's folder says, parsed for a language when that language first asks.
pub(super) struct PerLang<T> {
    file: &'static str,
    sources: [&'static str; Lang::ALL.len()],
    parsed: [OnceLock<T>; Lang::ALL.len()],
}

impl<T: DeserializeOwned> PerLang<T> {
    /// The sources in the order of [`Lang::ALL`]; see [`per_lang!`].
    pub(super) const fn new(file: &'static str, sources: [&'static str; Lang::ALL.len()]) -> Self {
        Self { file, sources, parsed: [const { OnceLock::new() }; Lang::ALL.len()] }
    }

    /// What the file says in a language.
    pub(super) fn get(&self, lang: Lang) -> &T {
        let at = lang as usize;
        self.parsed[at].get_or_init(|| asset(&format!("{}/{}", lang.id(), self.file), self.sources[at]))
    }
}

/// Reads the file of that name in each language's folder; see [`PerLang`].
macro_rules! per_lang {
    ($file:literal) => {
        $crate::content::language::per_lang!($file, "sv", "en")
    };
    ($file:literal, $($lang:literal),+) => {
        $crate::content::language::PerLang::new(
            $file,
            [$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $lang, "/", $file))),+],
        )
    };
}

pub(super) use per_lang;
