//! What the rows of the statistics are called.

use super::asset::fill;
use super::phrases::phrases;
use crate::domain::Lang;
use crate::domain::stats::{SMALLEST_GROUP, StatsSubject};

/// What a row is about, in words.
pub fn stats_subject(subject: &StatsSubject, lang: Lang) -> String {
    let words = &phrases(lang).stats;
    match subject {
        StatsSubject::All => words.all.clone(),
        StatsSubject::Platform(platform) => platform.name().to_owned(),
        StatsSubject::Group(name) => name.clone(),
        StatsSubject::SmallGroups => fill(&words.small_groups, &[("n", &SMALLEST_GROUP.to_string())]),
        StatsSubject::Month(month) => month.format("%Y-%m").to_string(),
    }
}
