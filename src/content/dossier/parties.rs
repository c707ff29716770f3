//! Who complains, for whom, and about whom.

use super::{Block, Reading};
use crate::content::fill;
use crate::domain::{AccountDetails, ContactDetails};

/// A person and the ways to reach them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub address: String,
}

impl Person {
    /// Whether there is some way to reach them.
    pub fn reachable(&self) -> bool {
        [&self.email, &self.phone, &self.address].iter().any(|way| !way.trim().is_empty())
    }
}

/// Facts, those left out that say nothing.
pub(super) fn facts<const N: usize>(facts: [(&String, String); N]) -> Block {
    let said = facts.into_iter().filter(|(_, value)| !value.trim().is_empty());
    Block::Facts(said.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect())
}

/// Who complains about an account: its person, who is "me" where the account names nobody or the same name.
pub(super) fn complainant(fields: &AccountDetails, me: &ContactDetails) -> Person {
    let unnamed = fields.person.trim().is_empty() && fields.represented_by.trim().is_empty();
    if unnamed || me.is(&fields.person) {
        let own = if me.email.is_empty() { &fields.email } else { &me.email };
        return Person { name: me.name.clone(), email: own.clone(), phone: me.phone.clone(), address: me.address.clone() };
    }
    Person { name: fields.person.clone(), email: fields.email.clone(), ..Person::default() }
}

/// What several say, each once.
fn each_once(said: impl Iterator<Item = String>, between: &str) -> String {
    let mut once: Vec<String> = Vec::new();
    for text in said.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once.join(between)
}

impl Reading<'_> {
    /// Who complains.
    pub(super) fn complainant(&self) -> Person {
        complainant(&self.matter.account.fields, self.matter.me)
    }

    /// Who complains for them, if somebody does.
    pub(super) fn representative(&self) -> Option<Person> {
        let (name, me) = (self.matter.account.fields.represented_by.trim(), self.matter.me);
        if name.is_empty() {
            return None;
        }
        let mut person = Person { name: name.to_owned(), ..Person::default() };
        if me.is(name) {
            person.email.clone_from(&me.email);
            person.phone.clone_from(&me.phone);
            person.address.clone_from(&me.address);
        }
        Some(person)
    }

    /// Whether the parties can be reached at all.
    pub(super) fn reachable(&self) -> bool {
        self.complainant().reachable() || self.representative().is_some_and(|r| r.reachable())
    }

    /// To whom, by whom, against whom, about which accounts.
    pub(super) fn parties(&self, all: &[Reading<'_>]) -> Vec<Block> {
        let words = &self.words.parties;
        let matter = &self.matter;
        let head = [(&words.to, words.authority.clone()), (&words.day, matter.today.to_string())];
        let who = self.complainant();
        let accounts = each_once(all.iter().map(|reading| reading.matter.name()), "\n");
        let email = each_once(all.iter().map(|reading| reading.complainant().email), ", ");
        let complainant = [
            (&words.complainant, who.name),
            (&words.email, email),
            (&words.phone, who.phone),
            (&words.address, who.address),
            (if all.len() > 1 { &words.accounts } else { &words.account }, accounts),
        ];
        // The address on a line of its own, so that it can be selected whole.
        let lodged_at = format!("{}:\n{}", words.lodged_at, matter.links.complaint());
        let mut blocks = vec![facts(head), Block::Paragraph(lodged_at), facts(complainant)];
        if let Some(who) = self.representative() {
            let follows = fill(&words.authority_follows, &[("name", &who.name)]);
            blocks.push(facts([
                (&words.representative, who.name),
                (&words.email, who.email),
                (&words.phone, who.phone),
                (&words.address, who.address),
            ]));
            blocks.push(Block::Paragraph(follows));
        }
        blocks.push(facts([(&words.controller, words.meta.clone())]));
        let countries = all.iter().map(|reading| reading.matter.account.fields.country.clone());
        let elsewhere = each_once(countries.filter(|country| country != "SE"), ", ");
        if !elsewhere.is_empty() {
            blocks.push(Block::Paragraph(fill(&words.other_country, &[("country", &elsewhere)])));
        }
        blocks
    }
}
