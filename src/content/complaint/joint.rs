//! Several accounts of one person in one complaint: what is the same for some of them is stated once, under their names.

use std::collections::HashMap;

use super::annexes::Annexes;
use super::document::Block;
use super::events::ComplaintEvent;
use super::parties::complainant;
use super::story::{CaseStory, Requests};
use crate::domain::text::fold_case;
use crate::domain::{Account, ContactDetails, Platform};

/// The most accounts in one complaint. A person has a handful; accounts without a person would otherwise become one complaint of
/// thousands, and be kept in the log of each of them.
const ACCOUNTS_MAX: usize = 50;

/// What is stated about one account, or about several whose cases are the same.
#[derive(Debug)]
pub(super) struct CaseSection {
    pub accounts: Vec<String>,
    pub platforms: Vec<Platform>,
    pub matter: Vec<String>,
    pub events: Vec<ComplaintEvent>,
    pub deadlines: Vec<(String, Vec<String>)>,
    pub requests: Requests,
}

impl CaseSection {
    /// Of all accounts of a complaint, in order. Cases that are the same but for their annexes are one, with the annexes
    /// of each.
    pub fn of_all(stories: &[CaseStory<'_>], annexes: &mut Annexes<'_>) -> Vec<Self> {
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
        let texts = |sections: &Self| sections.events.iter().map(|event| (event.on, event.text.clone())).collect::<Vec<_>>();
        self.matter == other.matter && texts(self) == texts(other) && self.deadlines == other.deadlines
    }
}

/// The names of the accounts that a section is about.
pub(super) fn heading(case: &CaseSection) -> Block {
    Block::Heading(case.accounts.join(", "))
}

/// A block of each case, under the names of its accounts where there are several.
pub(super) fn per_case(sections: &[CaseSection], block: impl Fn(&CaseSection) -> Option<Block>) -> Vec<Block> {
    let blocks = sections.iter().filter_map(|case| {
        let block = block(case)?;
        Some(if sections.len() > 1 { vec![heading(case), block] } else { vec![block] })
    });
    blocks.flatten().collect()
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
