//! Words and facts as data, compiled in from `assets`: phrases, grounds, steps, links, the calendar's words, invented cases.
//! Each file is parsed when something of it is first asked for, and once. Knows nothing but the domain.

use serde::de::DeserializeOwned;

pub mod calendar;
pub mod cli;
pub mod columns;
pub mod complaint;
pub mod days;
pub mod demo;
pub mod explanation;
pub mod facts;
pub mod grounds;
pub mod help;
pub mod language;
pub mod links;
pub mod mail;
pub mod phrases;
pub mod row_words;
pub mod steps;
mod submission;
pub mod words;

pub use cli::{CliPhrases, cli_phrases};
pub use explanation::{ReasonQuestion, explanation, platform_names, reason_questions};
pub use facts::{counted, event_marks, facts, written_by};
pub use grounds::{GroundText, ground};
pub use language::{Language, language, language_of, listed, names};
pub use links::{BadLink, KnownLink, Link, Links};
pub use phrases::{Phrases, Plural, Words, fill, number, phrases, phrases_about};
pub use row_words::row_words;
pub use steps::{STEPS, Step, steps};
pub use submission::{joint_submission, submission};
pub use words::{
    KindWords, closing_words, evidence_words, kind_words, outcome_words, representation_words, state_words, status_words,
};

/// Reads an asset. What is wrong with one is a mistake in the program, and a test asks for each of them.
fn asset<T: DeserializeOwned>(name: &str, text: &str) -> T {
    // By way of a value: straight from the text, every struct would be read by two copies of the same code, half a
    // megabyte more than needed.
    let read = toml::from_str(text).and_then(|table| T::deserialize(toml::Value::Table(table)));
    read.unwrap_or_else(|wrong| panic!("assets/{name}: {wrong}"))
}
