//! The fixed cast: who there is, and how a case is built from a scenario.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::scenario::{DemoLog, Scenario, ScenarioContext};
use crate::content::asset::{asset, asset_text};
use crate::content::language::{PerLang, per_lang};
use crate::content::links::Links;
use crate::content::submission::submission;
use crate::domain::day::add_days;
use crate::domain::{AccountDetails, Draft, Ground, Lang, ManualSteps, Platform};

/// An invented account with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCase {
    /// What is said of the account; passes [`AccountDetails::checked`] unchanged.
    pub fields: AccountDetails,
    /// The day it was added.
    pub added_on: NaiveDate,
    /// What is prepared for it.
    pub draft: Draft,
    /// Its log, the oldest event first, none after today.
    pub events: DemoLog,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoFile {
    cast: Vec<CastMember>,
    pub(super) names: Names,
    pub(super) says: Says,
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
pub(super) struct Names {
    pub(super) first: Vec<String>,
    pub(super) last: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Says {
    pub(super) groups: Vec<String>,
    pub(super) agents: Vec<String>,
    pub(super) notes: Vec<String>,
    complaint: String,
}

/// What is invented anew in each language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InLanguage {
    pub(super) reasons: Vec<String>,
}

fn sweden() -> String {
    "SE".to_owned()
}

pub(super) static IN_LANGUAGE: PerLang<InLanguage> = per_lang!(PerLang, "demo");
pub(super) static DEMO: LazyLock<DemoFile> = LazyLock::new(|| asset("demo.toml", asset_text!("demo")));

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
pub(super) struct Placement {
    pub(super) scenario: Scenario,
    pub(super) days: i64,
    pub(super) number: u64,
}

impl DemoCase {
    /// A case in a scenario; the note goes to the last event.
    pub(super) fn build(fields: AccountDetails, mut draft: Draft, placement: Placement, today: NaiveDate, note: &str) -> Self {
        let (lang, country) = (fields.text_lang.unwrap_or_default(), fields.platform.controller().holidays);
        let submission = submission(&fields, &draft, &[fields.platform], lang, Links::builtin());
        let context = ScenarioContext { today, country, submission, complaint: &DEMO.says.complaint, number: placement.number };
        let mut events = placement.scenario.build(placement.days, &context);
        if let Some((_, text, _)) = events.last_mut() {
            note.clone_into(text);
        }
        // A submitted case has its earlier steps ticked; a draft stops half way.
        draft.ticks = if events.is_empty() { ManualSteps((1 << (placement.number % 5)) - 1) } else { ManualSteps(0b1_1111) };
        let first = events.first().map_or(add_days(today, -placement.days), |(day, ..)| *day);
        Self { fields, added_on: first, draft, events }
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
