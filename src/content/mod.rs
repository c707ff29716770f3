//! Words and facts as data, compiled in from `assets`: phrases, grounds, steps, links, the calendar's words, invented cases.
//! Each file, or section of one, is parsed when something of it is first asked for, and once. Knows nothing but the domain.

mod asset;
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
pub mod man;
pub mod phrase;
pub mod phrases;
pub mod query;
pub mod row_words;
mod section;
pub mod stats_words;
pub mod steps;
mod submission;
pub mod typed_day;
pub mod words;

pub use asset::{fill, fill_with};
pub use cli::{CliPhrases, cli_phrases};
pub use explanation::{ReasonQuestion, explanation, platform_names, reason_questions};
pub use facts::{counted, event_marks, facts, written_by};
pub use grounds::{GroundText, ground};
pub use language::{Language, language, language_name, language_of, listed, names, number};
pub use links::{BadLink, KnownLink, Link, Links};
pub use phrase::{KindWords, Plural, Words};
pub use phrases::{Phrases, phrases, phrases_about};
pub use row_words::row_words;
pub use stats_words::stats_subject;
pub use steps::{StepWords, steps};
pub use submission::{joint_submission, submission};
pub use words::{
    closing_words, evidence_words, handle_words, kind_words, outcome_words, representation_words, state_words, status_words,
};
