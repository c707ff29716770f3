//! What a phrase can be: text, a word in two lengths, a phrase that counts, words by the id of what they mean; and how a
//! table of phrases is declared. A phrase that its file lacks is empty, so that the one test that looks for it fails and
//! not every test that reads the file.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

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

/// Makes a struct of each section, and one of all of them, beside the sections whose types are elsewhere. Each is read when
/// something of it is first asked for.
macro_rules! sections {
    (
        $(#[$whole_doc:meta])* $whole:ident with { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)+ }
        $($(#[$doc:meta])* $section:ident: $type:ident { $($field:ident $(: $kind:ty)?),+ $(,)? })+
    ) => {
        $(#[$whole_doc])*
        #[derive(Debug)]
        pub struct $whole {
            $($(#[$own_doc])* pub $own: $crate::content::section::FileSection<$own_type>,)+
            $($(#[$doc])* pub $section: $crate::content::section::FileSection<$type>,)+
        }

        impl $crate::content::section::Sections for $whole {
            #[cfg(test)]
            const NAMES: &[&str] = &[$(stringify!($own),)+ $(stringify!($section)),+];

            fn unread(pieces: $crate::content::section::Pieces, naming: $crate::content::language::Naming) -> Self {
                use $crate::content::section::FileSection;
                Self {
                    $($own: FileSection::new(stringify!($own), pieces, naming),)+
                    $($section: FileSection::new(stringify!($section), pieces, naming),)+
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Default)]
            #[expect(missing_docs, reason = "a phrase is named after what it says")]
            pub struct $type { $(pub $field: phrase!($($kind)?)),+ }
            $crate::content::phrase::by_field!($type { $($field),+ });
        )+
    };
}

/// Lets a struct be read from a table: a field without a row keeps its default, and a row without a field is refused.
///
/// serde's own derive keeps a copy of each field until the last one is read. For structs with hundreds of fields that is
/// a megabyte of program.
macro_rules! by_field {
    ($type:ident { $($field:ident),+ }) => {
        impl $crate::content::phrase::ByField for $type {
            fn read_row<'de, A: serde::de::MapAccess<'de>>(&mut self, name: &str, rows: &mut A) -> Result<bool, A::Error> {
                match name {
                    $(stringify!($field) => $crate::content::phrase::read_value(&mut self.$field, rows),)+
                    _ => Ok(false),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::content::phrase::read_table(from)
            }
        }
    };
}

pub(super) use {by_field, phrase, sections};

/// A struct whose fields are read one by one, see [`by_field!`].
pub(super) trait ByField: Default {
    /// Reads the value that comes next into the field of that name. Whether there is one.
    fn read_row<'de, A: MapAccess<'de>>(&mut self, name: &str, rows: &mut A) -> Result<bool, A::Error>;
}

/// Reads a value into its field. Apart from `read_row`, which calls it for each field, so that it is there but once for each type.
#[inline(never)]
pub(super) fn read_value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(field: &mut T, rows: &mut A) -> Result<bool, A::Error> {
    *field = rows.next_value()?;
    Ok(true)
}

pub(super) fn read_table<'de, T: ByField, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(FieldVisitor(PhantomData))
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: ByField> Visitor<'de> for FieldVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut rows: A) -> Result<T, A::Error> {
        let mut read = T::default();
        // Borrowed: no name has anything that JSON would escape.
        while let Some(name) = rows.next_key::<&str>()? {
            if !read.read_row(name, &mut rows)? {
                return Err(A::Error::custom(format_args!("unknown field `{name}`")));
            }
        }
        Ok(read)
    }
}

/// A kind of event in words.
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
