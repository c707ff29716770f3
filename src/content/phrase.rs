//! What a phrase can be: text, a word in two lengths, a phrase that counts, words by the id of what they mean; and how a
//! table of phrases is declared.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::asset::fill;
use super::language::number;
use crate::domain::Lang;

/// One thing in two lengths: short for a list, whole for everywhere else.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// For a narrow column.
    pub short: String,
    /// Whole.
    pub long: String,
}

/// A phrase that counts: one for 1, one for every other number, which is `{n}` in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $whole {
            $($(#[$own_doc])* pub $own: $own_type,)+
            $($(#[$doc])* pub $section: $type,)+
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            #[expect(missing_docs, reason = "a phrase is named after what it says")]
            pub struct $type { $(pub $field: phrase!($($kind)?)),+ }
        )+
    };
}

pub(super) use {phrase, sections};

/// A kind of entry in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The word in the log.
    pub short: String,
    /// One line for the dialog in which it is chosen.
    pub help: String,
}

/// Words for the values of a closed list, by id. A test holds that each id has its words, and that no other has.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct ById<T>(pub(super) BTreeMap<String, T>);

impl<T> ById<T> {
    /// The words of an id of the list.
    pub(super) fn get(&self, id: &str) -> &T {
        self.0.get(id).unwrap_or_else(|| panic!("no words for {id}"))
    }
}
