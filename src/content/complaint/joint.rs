//! Several accounts of one person in one complaint: what is the same for some of them is stated once, under their names.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::annexes::Annexes;
use super::events::ComplaintEvent;
use super::matter::Sentence;
use super::parties::complainant;
use super::story::{CaseStory, Requests};
use crate::domain::text::fold_case;
use crate::domain::{Account, ContactDetails, Event, EventId, EventKind, Platform};

/// The most accounts in one complaint. A person has a handful; accounts without a person would otherwise become one complaint of
/// thousands, and be kept in the log of each of them.
const ACCOUNTS_MAX: usize = 50;

/// What is stated about one account, or about several whose cases are the same.
#[derive(Debug)]
pub(super) struct CaseSection {
    pub accounts: Vec<String>,
    pub platforms: Vec<Platform>,
    pub matter: Vec<Sentence>,
    pub events: Vec<ComplaintEvent>,
    pub deadlines: Vec<(String, Vec<String>)>,
    pub requests: Requests,
}

impl CaseSection {
    /// Of all accounts of a complaint, in order. Cases that are the same but for their annexes are one, with the annexes
    /// of each.
    pub fn of_all(stories: &[CaseStory<'_>], annexes: &mut Annexes<'_>) -> Vec<Self> {
        prove_what_is_shared(stories, annexes);
        let none = Annexes::default();
        let mut groups: Vec<(&CaseStory<'_>, Self)> = Vec::new();
        for story in stories {
            let own = Self::new(story, &none);
            let Some((_, same)) = groups.iter_mut().find(|(_, other)| other.same_as(&own)) else {
                groups.push((story, own));
                continue;
            };
            for (event, theirs) in same.events.iter().zip(&own.events) {
                annexes.also_prove(event.id, theirs.id);
            }
            same.accounts.extend(own.accounts);
            same.platforms.extend(own.platforms);
        }
        let sections = groups.into_iter().map(|(story, Self { accounts, platforms, .. })| Self {
            accounts,
            platforms,
            ..Self::new(story, annexes)
        });
        sections.collect()
    }

    fn new(story: &CaseStory<'_>, annexes: &Annexes<'_>) -> Self {
        Self {
            accounts: vec![story.input.account_name()],
            platforms: vec![story.input.account.fields.platform],
            matter: story.matter(annexes),
            events: story.events(annexes),
            deadlines: story.deadlines(),
            requests: story.requests(),
        }
    }

    fn same_as(&self, other: &Self) -> bool {
        let same = |(own, theirs): (&ComplaintEvent, &ComplaintEvent)| own.same_as(theirs);
        let events = self.events.len() == other.events.len() && self.events.iter().zip(&other.events).all(same);
        self.matter == other.matter && events && self.deadlines == other.deadlines
    }
}

/// What proves an event also proves those that were logged with it, for other accounts.
fn prove_what_is_shared(stories: &[CaseStory<'_>], annexes: &mut Annexes<'_>) {
    let events: Vec<&Event> = stories.iter().flat_map(|story| story.live.iter().copied()).collect();
    let mut shared: HashMap<(EventKind, i64), Vec<EventId>> = HashMap::new();
    for event in events {
        let Some(number) = event.shared_number() else { continue };
        shared.entry((event.data.kind(), number)).or_default().push(event.id);
    }
    for same in shared.values() {
        for (event, other) in same.iter().flat_map(|event| same.iter().map(move |other| (*event, *other))) {
            if event != other {
                annexes.also_prove(event, other);
            }
        }
    }
}

/// How many sentences at the beginning say the same of all cases, about one and the same submission.
pub(super) fn shared_sentences(cases: &[CaseSection]) -> usize {
    let Some((first, others)) = cases.split_first() else { return 0 };
    if others.is_empty() {
        return first.matter.len();
    }
    let same = |n: &usize| others.iter().all(|case| case.matter.get(*n) == first.matter.get(*n));
    let shared = (0..first.matter.len()).take_while(same).count();
    let is_one = first.matter.first().is_some_and(|sentence| sentence.submission.is_some());
    if is_one { shared } else { 0 }
}

/// What happened, in order, each line once: those that are not about all cases name their accounts.
pub(super) fn chronology(cases: &[CaseSection]) -> Vec<(NaiveDate, String)> {
    let mut told: Vec<(&ComplaintEvent, Vec<&CaseSection>)> = Vec::new();
    for case in cases {
        for event in &case.events {
            let own = |sections: &[&CaseSection]| sections.iter().any(|section| std::ptr::eq(*section, case));
            match told.iter_mut().find(|(other, sections)| other.same_as(event) && !own(sections)) {
                Some((_, sections)) => sections.push(case),
                None => told.push((event, vec![case])),
            }
        }
    }
    told.sort_by_key(|(event, _)| event.on);
    let line = |(event, about): (&ComplaintEvent, Vec<&CaseSection>)| {
        let accounts: Vec<&str> = about.iter().flat_map(|case| &case.accounts).map(String::as_str).collect();
        let of_all = about.len() == cases.len();
        (event.on, if of_all { event.text.clone() } else { format!("{}: {}", accounts.join(", "), event.text) })
    };
    told.into_iter().map(line).collect()
}

/// The accounts that belong in one complaint each, as places in the list: same person, same representative.
pub fn group_by_person(accounts: &[Account], me: &ContactDetails) -> Vec<Vec<usize>> {
    let mut people: Vec<Vec<usize>> = Vec::new();
    let mut places = HashMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let who = complainant(&account.fields, me);
        // Without a name, the address identifies the person; without either, nothing does.
        let who = [who.name, who.email, account.id.0.to_string()].into_iter().find(|text| !text.trim().is_empty());
        let controller = &account.fields.platform.controller().id;
        let key = (fold_case(who.unwrap_or_default().trim()), fold_case(account.fields.represented_by.trim()), controller);
        let place = *places.entry(key.clone()).or_insert(people.len());
        match people.get_mut(place) {
            Some(ats) if ats.len() < ACCOUNTS_MAX => ats.push(at),
            _ => {
                places.insert(key, people.len());
                people.push(vec![at]);
            }
        }
    }
    people
}
