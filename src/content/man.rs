//! The words of the man page that no other part of the program has: headings, what it is, variables, files, examples.

use serde::Deserialize;

use super::language::{PerController, per_lang};
use crate::domain::Lang;

/// The man page in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ManWords {
    /// The manual that the page belongs to.
    pub manual: String,
    /// See [`ManHeadings`].
    pub headings: ManHeadings,
    /// What the program is, in paragraphs.
    pub description: Vec<String>,
    /// What is said above the keys.
    pub keys: String,
    /// Variables of the environment.
    pub environment: Vec<ManEntry>,
    /// Files.
    pub files: Vec<ManEntry>,
    /// Exit statuses.
    pub exit_status: Vec<ManEntry>,
    /// Commands, and what they are for.
    pub examples: Vec<ManEntry>,
}

/// The titles of the sections.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named after what they are words for")]
pub struct ManHeadings {
    pub name: String,
    pub synopsis: String,
    pub description: String,
    pub options: String,
    pub commands: String,
    pub keys: String,
    pub environment: String,
    pub files: String,
    pub exit_status: String,
    pub examples: String,
}

/// A thing by its names, and what is to be known of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ManEntry {
    /// What it is called.
    pub term: String,
    /// What it is.
    pub text: String,
}

static WORDS: PerController<ManWords> = per_lang!(PerController, "man");

/// The words of the man page in a language.
pub fn man_words(lang: Lang) -> &'static ManWords {
    WORDS.get(lang, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        WORDS.assert_complete();
        let counts = |lang| {
            let words = man_words(lang);
            let terms = |entries: &[ManEntry]| entries.iter().map(|entry| entry.term.clone()).collect::<Vec<_>>();
            (
                words.description.len(),
                terms(&words.environment),
                terms(&words.files),
                terms(&words.exit_status),
                words.examples.len(),
            )
        };
        assert_eq!(counts(Lang::Sv), counts(Lang::En));
    }
}
