//! What a phrase can be: text, a word in two lengths, a phrase that counts, words by the id of what they mean; and how a
//! table of phrases is declared. A phrase that its file lacks is empty, so that the one test that looks for it fails and
//! not every test that reads the file.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::asset::fill;
use super::language::number;
use crate::domain::Lang;

/// One thing in two lengths: short for a list, whole for everywhere else.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// For a narrow column.
    pub short: String,
    /// Whole.
    pub long: String,
}

/// A phrase that counts: one for 1, one for every other number, which is `{n}` in it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plural {
    /// For 1.
    pub one: String,
    /// For 0 and from 2.
    pub many: String,
}

impl Plural {
    /// The phrase for `n`.
    pub fn of(&self, n: u64, lang: Lang) -> String {
        fill(self.form(n), &[("n", &number(n, lang))])
    }

    /// The form for `n`, with its placeholders still in it.
    pub fn form(&self, n: u64) -> &str {
        if n == 1 { &self.one } else { &self.many }
    }
}

/// The type of a phrase: text where none is given.
macro_rules! phrase {
    () => {
        String
    };
    ($type:ty) => {
        $type
    };
}

/// Makes a struct of each section, and one of all of them, beside the sections whose types are elsewhere.
macro_rules! sections {
    (
        $(#[$whole_doc:meta])* $whole:ident with { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)+ }
        $($(#[$doc:meta])* $section:ident: $type:ident { $($field:ident $(: $kind:ty)?),+ $(,)? })+
    ) => {
        $(#[$whole_doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $whole {
            $($(#[$own_doc])* pub $own: $own_type,)+
            $($(#[$doc])* pub $section: $type,)+
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Default, Deserialize)]
            #[serde(default, deny_unknown_fields)]
            #[expect(missing_docs, reason = "a phrase is named after what it says")]
            pub struct $type { $(pub $field: phrase!($($kind)?)),+ }
        )+
    };
}

pub(super) use {phrase, sections};

/// A kind of entry in words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindWords {
    /// The word in the log.
    pub short: String,
    /// One line for the dialog in which it is chosen.
    pub help: String,
}

/// Words for the values of a closed list, by id. A test holds that each id has its words, and that no other has.
#[derive(Default, Deserialize)]
#[serde(from = "BTreeMap<String, T>", bound = "T: Deserialize<'de> + Default")]
pub struct ById<T> {
    words: BTreeMap<String, T>,
    /// Stands in for words that are missing.
    empty: T,
}

impl<T: fmt::Debug> fmt::Debug for ById<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.words.fmt(f)
    }
}

impl<T: Default> From<BTreeMap<String, T>> for ById<T> {
    fn from(words: BTreeMap<String, T>) -> Self {
        Self { words, empty: T::default() }
    }
}

impl<T> ById<T> {
    /// The words of an id of the list.
    pub fn get(&self, id: &str) -> &T {
        self.words.get(id).unwrap_or(&self.empty)
    }

    /// The ids that have words.
    #[cfg(test)]
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}
