//! Language as data: what is different in each language is a file in that language's folder in `assets`, and this is
//! how such a file is read. A language is added as a folder, an argument of `per_lang!`, and a variant of [`Lang`].

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::asset::{asset, fill};
use crate::domain::who::{Authority, CONTROLLERS, Controller};
use crate::domain::{Lang, Platform};

/// What one file of each language's folder says, parsed for a language when that language first asks.
pub(super) struct PerLang<T> {
    file: &'static str,
    sources: [&'static str; Lang::ALL.len()],
    parsed: [OnceLock<Box<T>>; Lang::ALL.len()],
}

impl<T: DeserializeOwned> PerLang<T> {
    /// A file without its ending, and the sources in the order of [`Lang::ALL`]; see [`per_lang!`].
    pub(super) const fn new(file: &'static str, sources: [&'static str; Lang::ALL.len()]) -> Self {
        Self { file, sources, parsed: [const { OnceLock::new() }; Lang::ALL.len()] }
    }

    /// What the file says in a language.
    pub(super) fn get(&self, lang: Lang) -> &T {
        self.parsed[lang as usize].get_or_init(|| Box::new(asset(&path(self.file, lang), self.sources[lang as usize])))
    }

    /// Fails where the file of a language lacks a phrase: it is empty then.
    #[cfg(test)]
    pub(super) fn assert_complete(&self)
    where
        T: std::fmt::Debug,
    {
        for lang in Lang::ALL {
            assert_said(self.get(lang), &path(self.file, lang));
        }
    }
}

/// Fails where a phrase of a file is empty: the file lacks it.
#[cfg(test)]
pub(super) fn assert_said(phrases: &impl std::fmt::Debug, path: &str) {
    let said = format!("{phrases:?}");
    let lacking: Vec<&str> = said.split("\"\"").map(|before| before.rsplit(", ").next().unwrap_or(before)).collect();
    let (_, lacking) = lacking.split_last().expect("text");
    assert!(lacking.is_empty(), "{path} lacks {lacking:#?}");
}

pub(super) fn path(file: &str, lang: Lang) -> String {
    format!("{}/{file}.toml", lang.id())
}

/// Something for texts about no account, and for those about each controller, in each language; made when first asked for.
struct Made<T>([[OnceLock<Box<T>>; Lang::ALL.len()]; CONTROLLERS + 1]);

impl<T> Made<T> {
    const fn new() -> Self {
        Self([const { [const { OnceLock::new() }; Lang::ALL.len()] }; CONTROLLERS + 1])
    }

    fn get(&self, lang: Lang, about: Option<&'static Controller>, make: impl FnOnce() -> T) -> &T {
        let at = about.and_then(|about| Controller::all().iter().position(|c| c.id == about.id));
        // With one controller, what is about no account names it as well.
        let at = at.filter(|_| CONTROLLERS > 1).map_or(0, |at| at + 1);
        self.0[at][lang as usize].get_or_init(|| Box::new(make()))
    }
}

/// A file that names the controller: once for texts about no account, and once for each controller.
pub(super) struct PerController<T, Source = &'static str> {
    pub(super) file: &'static str,
    pub(super) sources: [Source; Lang::ALL.len()],
    made: Made<T>,
}

impl<T, Source: Copy> PerController<T, Source> {
    /// See [`PerLang::new`].
    pub(super) const fn new(file: &'static str, sources: [Source; Lang::ALL.len()]) -> Self {
        Self { file, sources, made: Made::new() }
    }

    /// What is made of the file in a language about an account on a platform, or about none.
    pub(super) fn made(&self, lang: Lang, platform: Option<Platform>, make: impl FnOnce(Source, Naming) -> T) -> &T {
        let about = platform.map(Platform::controller);
        self.made.get(lang, about, || make(self.sources[lang as usize], Naming { file: self.file, lang, about }))
    }
}

impl<T: DeserializeOwned> PerController<T> {
    /// See [`PerLang::assert_complete`].
    #[cfg(test)]
    pub(super) fn assert_complete(&self)
    where
        T: std::fmt::Debug,
    {
        for lang in Lang::ALL {
            assert_said(self.get(lang, None), &path(self.file, lang));
        }
    }

    /// What the file says in a language about an account on a platform, or about none.
    pub(super) fn get(&self, lang: Lang, platform: Option<Platform>) -> &T {
        self.made(lang, platform, |text, naming| naming.read(text))
    }
}

/// A file in a language, and the controller that its texts are to name; none where they are about no account.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    file: &'static str,
    lang: Lang,
    about: Option<&'static Controller>,
}

impl Naming {
    /// Reads a text of the file, with the names of the controller, of the authority and of all platforms in their places.
    pub(super) fn read<T: DeserializeOwned>(self, text: &str) -> T {
        asset(&path(self.file, self.lang), &self.fill(text))
    }

    /// Apart from `read`, so that it is there but once and not for each type. The values are kept for the next section.
    fn fill(self, text: &str) -> String {
        static VALUES: Made<Vec<(&str, &str)>> = Made::new();
        fill(text, VALUES.get(self.lang, self.about, || self.values()))
    }

    /// What stands for each placeholder that texts have everywhere.
    fn values(self) -> Vec<(&'static str, &'static str)> {
        let Self { lang, about, .. } = self;
        let words = language(lang);
        let platforms = joined(Platform::all().map(Platform::name), &words.and);
        let ids = joined(Platform::all().map(Platform::id), &words.or);
        let handles = joined(Platform::all().map(|p| p.texts(lang).handle.as_str()), ", ");
        let mut values = names(about, lang).to_vec();
        values.extend([("platforms", &*platforms.leak()), ("platform_ids", &*ids.leak()), ("handles", &*handles.leak())]);
        values
    }
}

/// A type that reads the file of that name in each language's folder: [`PerLang`] or [`PerController`]. Where its sections
/// are read one by one, `asset_sections` is named besides.
macro_rules! per_lang {
    ($type:ident, $file:literal) => {
        $crate::content::language::per_lang!($type, $file, asset_text)
    };
    ($type:ident, $file:literal, $source:ident) => {
        $crate::content::language::per_lang!($type, $file, $source, "sv", "en")
    };
    ($type:ident, $file:literal, $source:ident, $($lang:literal),+) => {
        $crate::content::language::$type::new($file, [$($crate::content::asset::$source!($lang, "/", $file)),+])
    };
}

pub(super) use per_lang;

/// What is to be known of a language itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Language {
    /// What stands between groups of three digits.
    pub thousands: String,
    /// How many digits a number has before they are grouped.
    pub grouped_from: usize,
    /// What is typed for the day itself, in lower case.
    pub today: Vec<String>,
    /// What is typed for the day before.
    pub yesterday: Vec<String>,
    /// What is typed for yes.
    pub yes: Vec<String>,
    /// What is typed for no.
    pub no: Vec<String>,
    /// A word for the controller where several could be meant.
    pub controller: String,
    /// The genitive of `controller`.
    pub controller_s: String,
    /// What stands between the last two of several things.
    pub and: String,
    /// What stands between the last two of several choices.
    pub or: String,
    /// What each language is called in this one, by its code.
    pub languages: HashMap<String, String>,
    /// The commonest words, by which a text is known to be written in this language.
    pub common: Vec<String>,
}

/// Several things in a row: commas, and a word before the last.
fn joined<'a>(things: impl Iterator<Item = &'a str>, last: &str) -> String {
    let things: Vec<&str> = things.collect();
    match &things[..] {
        [rest @ .., end] if !rest.is_empty() => format!("{}{last}{end}", rest.join(", ")),
        _ => things.concat(),
    }
}

static LANGUAGES: PerLang<Language> = per_lang!(PerLang, "language");

/// What is to be known of a language itself.
pub fn language(lang: Lang) -> &'static Language {
    LANGUAGES.get(lang)
}

/// What a language is called in another, or in itself.
pub fn language_name(of: Lang, lang: Lang) -> &'static str {
    language(lang).languages.get(of.id()).map_or("", String::as_str)
}

/// Whether a key means yes or no, by the first letters of what is typed for them in any language; `None` where neither.
pub fn typed_answer(key: char) -> Option<bool> {
    let begins = |words: &[String]| words.iter().any(|word| word.chars().next() == key.to_lowercase().next());
    let means = |lang| match language(lang) {
        Language { yes, .. } if begins(yes) => Some(true),
        Language { no, .. } if begins(no) => Some(false),
        _ => None,
    };
    Lang::ALL.into_iter().find_map(means)
}

/// The names that texts have placeholders for: of a controller, and of the authority. Where no controller is meant it
/// is the only one, or a word for any of them.
pub fn names(controller: Option<&'static Controller>, lang: Lang) -> [(&'static str, &'static str); 6] {
    let only = || Controller::all().first().filter(|_| CONTROLLERS == 1);
    let (name, name_s) = match controller.or_else(only) {
        Some(controller) => (&controller.name, &controller.texts(lang).name_s),
        None => (&language(lang).controller, &language(lang).controller_s),
    };
    let authority = Authority::get();
    let texts = authority.texts(lang);
    [
        ("controller", name),
        ("controller_s", name_s),
        ("authority", &authority.name),
        ("authority_s", &texts.name_s),
        ("authority_full", &texts.full_name),
        ("case_number", &texts.case_number),
    ]
}

/// The language that a text is written in, by its commonest words; `None` where they do not decide.
pub fn language_of(text: &str) -> Option<Lang> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let common = |lang: Lang| {
        let own = &language(lang).common;
        words.iter().filter(|word| own.contains(word)).count()
    };
    let counted = Lang::ALL.map(|lang| (common(lang), lang));
    let most = counted.iter().map(|(n, _)| *n).max().filter(|n| *n > 0)?;
    let mut best = counted.iter().filter(|(n, _)| *n == most);
    best.next().filter(|_| best.next().is_none()).map(|(_, lang)| *lang)
}

/// Several things in a sentence: "a, b and c".
pub fn listed(things: &[impl AsRef<str>], lang: Lang) -> String {
    joined(things.iter().map(AsRef::as_ref), &language(lang).and)
}

/// A number as it is written in a language: 30 182 with a space that does not break, or 30,182.
pub fn number(n: u64, lang: Lang) -> String {
    let digits = n.to_string();
    let language = language(lang);
    if digits.len() < language.grouped_from {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(&language.thousands);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        LANGUAGES.assert_complete();
        for lang in Lang::ALL {
            assert!(Lang::ALL.iter().all(|of| !language_name(*of, lang).is_empty()), "languages in {}", lang.id());
        }
    }

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!([1, 999, 1000, 30_182].map(|n| number(n, Lang::En)), ["1", "999", "1,000", "30,182"]);
        assert_eq!([1000, 30_182, 1_000_000].map(|n| number(n, Lang::Sv)), ["1000", "30\u{a0}182", "1\u{a0}000\u{a0}000"]);
    }
}
