//! The names of a table's columns and the words in its cells, in every language: tables come from spreadsheets whose
//! language, for every reader.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::language::{PerController, per_lang};
use crate::domain::list::SearchField;
use crate::domain::text::fold_case;
use crate::domain::{Lang, Platform};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableWords {
    columns: WordsById,
    outcomes: WordsById,
    search: WordsById,
}

/// Words by the id of what they mean.
type WordsById = BTreeMap<String, Vec<String>>;

static WORDS: PerController<TableWords> = per_lang!(PerController, "columns");

/// The columns by what they are called. A header may have thousands, and only a few of them known.
static COLUMN_IDS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut ids = HashMap::new();
    for (id, words) in tables(|words| &words.columns) {
        for word in words.iter().chain([id]) {
            ids.entry(key(word)).or_insert(id.as_str());
        }
    }
    ids
});

/// The id of the column that a header names.
pub fn column_id(name: &str) -> Option<&'static str> {
    COLUMN_IDS.get(&key(name)).copied()
}

/// The id of the outcome that a cell names.
pub fn outcome_id(word: &str) -> Option<&'static str> {
    find(|words| &words.outcomes, word)
}

/// The id of a word of the search that is no column: a field's name, or whose cases are meant.
pub fn search_word(word: &str) -> Option<&'static str> {
    find(|words| &words.search, word)
}

/// What the fields of the search are called in a language.
pub fn search_names(lang: Lang) -> Vec<&'static str> {
    let words = WORDS.get(lang, None);
    // A term ends at a space.
    let one_word = |words: &'static Vec<String>| words.iter().find(|word| !word.contains(' '));
    let name = |id: &'static str, table: &'static WordsById| table.get(id).and_then(one_word).map_or(id, String::as_str);
    let fields = SearchField::IDS.iter().map(|id| name(id, &words.columns));
    fields.chain(["status", "due"].map(|id| name(id, &words.search))).collect()
}

fn find(table: fn(&'static TableWords) -> &'static WordsById, word: &str) -> Option<&'static str> {
    let wanted = key(word);
    let names = |id: &String, words: &[String]| key(id) == wanted || words.iter().any(|word| key(word) == wanted);
    tables(table).find(|(id, words)| names(id, words)).map(|(id, _)| id.as_str())
}

/// The words in every language, about every controller.
fn tables(table: fn(&'static TableWords) -> &'static WordsById) -> impl Iterator<Item = (&'static String, &'static Vec<String>)> {
    let about = |lang| Platform::all().map(move |platform| WORDS.get(lang, Some(platform)));
    Lang::ALL.into_iter().flat_map(about).flat_map(table)
}

/// Letters and digits in lower case.
fn key(name: &str) -> String {
    fold_case(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_their_names_in_every_language() {
        for (name, id) in [
            ("platform", "platform"),
            (" Plattform ", "platform"),
            ("Konto", "handle"),
            ("E-POST", "email"),
            ("ska\u{308}l", "grounds"),
            ("Kod angiven", "confirmed_on"),
            ("submitted on", "submitted_on"),
            ("Utfall den", "outcome_on"),
        ] {
            assert_eq!(column_id(name), Some(id), "{name}");
        }
        assert_eq!(column_id("skostorlek"), None);
        assert_eq!(column_id(""), None);
        assert_eq!((outcome_id("Ja"), outcome_id("no"), outcome_id("kanske")), (Some("granted"), Some("refused"), None));
    }

    #[test]
    fn no_word_means_two_things() {
        let all = |table: fn(&'static TableWords) -> &'static WordsById| {
            tables(table).flat_map(|(id, words)| words.iter().map(move |word| (key(word), id.clone()))).collect::<Vec<_>>()
        };
        for words in [all(|w| &w.columns), all(|w| &w.outcomes)] {
            for (word, id) in &words {
                assert!(words.iter().all(|(other, theirs)| other != word || theirs == id), "{word}");
            }
        }
    }
}
