//! What was read somewhere on a day: addresses and rules with their source, and how a file gives days and what differs by
//! language.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::day::parse_iso;
use super::lang::Lang;

/// When and where rules were read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenRules {
    /// The day on which they were read.
    #[serde(deserialize_with = "iso_day")]
    pub seen: NaiveDate,
    /// The sources.
    pub source: String,
}

/// An address, and when and where it was last seen. Nothing here opens it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenAddress {
    /// The address.
    pub address: String,
    /// The day on which the source names it.
    #[serde(deserialize_with = "iso_day")]
    pub seen: NaiveDate,
    /// Where it was seen, in plain words, as they follow "from".
    #[serde(deserialize_with = "in_each_language")]
    source: Vec<String>,
}

impl SeenAddress {
    /// Where it was seen, in a language.
    pub fn source(&self, lang: Lang) -> &str {
        &self.source[lang as usize]
    }
}

pub(super) fn iso_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    parse_iso(&String::deserialize(from)?).map_err(|_| D::Error::custom("not an ISO day"))
}

pub(super) fn lang_by_id<'de, D: Deserializer<'de>>(from: D) -> Result<Lang, D::Error> {
    Lang::from_id(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("not a language"))
}

/// What a file says in each language, in the order of [`Lang::ALL`].
pub(super) fn in_each_language<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let mut texts = HashMap::<String, T>::deserialize(from)?;
    let text = |lang: &Lang| texts.remove(lang.id()).ok_or_else(|| D::Error::custom(format!("{} is missing", lang.id())));
    Lang::ALL.iter().map(text).collect()
}
