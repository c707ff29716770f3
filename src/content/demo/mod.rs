//! Invented cases for trying nej out: a fixed cast in every state, and an endless variety of further ones. Pure:
//! all days are reckoned from the day that is given, and the same seed makes the same people.
//!
//! Nothing in them is voided or attached, since entries get their numbers, and files their place, when written.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::language::{PerLang, per_lang};
use super::{Links, asset, submission};
use crate::domain::day::add_days;
use crate::domain::{AccountDetails, Draft, EventData, Ground, Lang, ManualSteps, Platform};
use scenario::{Scenario, ScenarioContext};

mod scenario;
mod seeded;

pub use seeded::seeded;

/// Entries of a log, in order: the day, a note (may be empty), and what happened.
pub type Log = Vec<(NaiveDate, String, EventData)>;

/// An invented account with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCase {
    /// What is said of the account; passes [`AccountDetails::checked`] unchanged.
    pub fields: AccountDetails,
    /// The day it was added.
    pub added_on: NaiveDate,
    /// What is prepared for it.
    pub draft: Draft,
    /// Its log, the oldest entry first, none after today.
    pub entries: Log,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoFile {
    cast: Vec<CastMember>,
    names: Names,
    says: Says,
}

/// One of the cast, and the scenario it is in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CastMember {
    platform: String,
    handle: String,
    person: String,
    email: String,
    #[serde(default)]
    group: String,
    #[serde(default = "sweden")]
    country: String,
    text_lang: Option<String>,
    #[serde(default)]
    represented_by: String,
    scenario: Scenario,
    days: i64,
    grounds: Vec<String>,
    reason: String,
    note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    first: Vec<String>,
    last: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Says {
    groups: Vec<String>,
    agents: Vec<String>,
    notes: Vec<String>,
    complaint: String,
}

/// What is invented anew in each language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    reasons: Vec<String>,
}

fn sweden() -> String {
    "SE".to_owned()
}

static IN_LANGUAGE: PerLang<InLanguage> = per_lang!(PerLang, "demo.toml");
static DEMO: LazyLock<DemoFile> = LazyLock::new(|| asset("demo.toml", include_str!("../../../assets/demo.toml")));

/// The fixed cast: a case in every state, three and more of them overdue.
pub fn cast(today: NaiveDate) -> Vec<DemoCase> {
    DEMO.cast.iter().enumerate().map(|(n, member)| member.build(n as u64, today)).collect()
}

impl CastMember {
    fn build(&self, number: u64, today: NaiveDate) -> DemoCase {
        let platform = Platform::from_id(&self.platform).unwrap_or_default();
        let fields = AccountDetails {
            person: self.person.clone(),
            email: self.email.clone(),
            country: self.country.clone(),
            group: self.group.clone(),
            text_lang: self.text_lang.as_deref().and_then(Lang::from_id),
            represented_by: self.represented_by.clone(),
            ..AccountDetails::new(platform, &self.handle)
        };
        let grounds = self.grounds.iter().filter_map(|id| id.parse::<Ground>().ok()).collect();
        let draft = Draft { grounds, reason: self.reason.clone(), ..Draft::default() };
        DemoCase::build(fields, draft, Placement { scenario: self.scenario, days: self.days, number }, today, &self.note)
    }
}

/// Where a case is put: the scenario, how far back it lies, and a number that makes case numbers differ.
#[derive(Debug, Clone, Copy)]
struct Placement {
    scenario: Scenario,
    days: i64,
    number: u64,
}

impl DemoCase {
    /// A case in a scenario; the note goes to the last entry.
    fn build(fields: AccountDetails, mut draft: Draft, placement: Placement, today: NaiveDate, note: &str) -> Self {
        let (lang, country) = (fields.text_lang.unwrap_or_default(), fields.platform.controller().holidays);
        let submission = submission(&fields, &draft, &[fields.platform], lang, Links::builtin());
        let context = ScenarioContext { today, country, submission, complaint: &DEMO.says.complaint, number: placement.number };
        let mut entries = placement.scenario.build(placement.days, &context);
        if let Some((_, text, _)) = entries.last_mut() {
            note.clone_into(text);
        }
        // Whoever has sent has been through the steps before; a draft stops half way.
        draft.ticks = if entries.is_empty() { ManualSteps((1 << (placement.number % 5)) - 1) } else { ManualSteps(0b1_1111) };
        let first = entries.first().map_or(add_days(today, -placement.days), |(day, ..)| *day);
        Self { fields, added_on: first, draft, entries }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assets_name_only_platforms_grounds_and_languages_that_there_are() {
        for member in &DEMO.cast {
            assert!(Platform::from_id(&member.platform).is_some(), "{}", member.handle);
            assert!(member.grounds.iter().all(|id| id.parse::<Ground>().is_ok()), "{}", member.handle);
            assert!(member.text_lang.as_deref().is_none_or(|id| Lang::from_id(id).is_some()), "{}", member.handle);
            assert!(member.scenario.days().contains(&member.days), "{}", member.handle);
        }
    }
}
