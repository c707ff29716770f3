//! Who complains, for whom, about whom and about which accounts, and who signs.

use chrono::NaiveDate;

use super::document::{Block, Section};
use super::input::ComplaintInput;
use super::story::CaseStory;
use crate::domain::{AccountDetails, ContactDetails, Representation};

/// Whether there is an e-mail address, a phone number or a postal address.
pub(super) fn reachable(who: &ContactDetails) -> bool {
    [&who.email, &who.phone, &who.address].iter().any(|way| !way.trim().is_empty())
}

/// Who complains about an account: its person, who is "me" where the account names nobody or the same name.
pub(super) fn complainant(account: &AccountDetails, me: &ContactDetails) -> ContactDetails {
    let own = |own: &String, mine: &String| if own.trim().is_empty() { mine.clone() } else { own.clone() };
    let unnamed = account.person.trim().is_empty() && account.represented_by.trim().is_empty();
    if unnamed || me.is(&account.person) {
        let email = if me.email.is_empty() { &account.email } else { &me.email };
        return ContactDetails {
            name: me.name.clone(),
            email: email.clone(),
            phone: own(&account.phone, &me.phone),
            address: own(&account.post_address, &me.address),
        };
    }
    ContactDetails {
        name: account.person.clone(),
        email: account.email.clone(),
        phone: account.phone.clone(),
        address: account.post_address.clone(),
    }
}

impl ComplaintInput<'_> {
    /// Whether the person is represented, so that the complaint speaks in the third person.
    pub(super) fn represented(&self) -> bool {
        !self.account.fields.represented_by.trim().is_empty()
    }

    /// Whether it is about a child, for whom a guardian acts.
    pub(super) fn for_child(&self) -> bool {
        self.represented() && self.account.fields.representation == Some(Representation::Guardian)
    }

    /// Who complains.
    pub(super) fn complainant(&self) -> ContactDetails {
        complainant(&self.account.fields, self.me)
    }

    /// Who complains on their behalf.
    pub(super) fn representative(&self) -> Option<ContactDetails> {
        let account = &self.account.fields;
        let name = account.represented_by.trim();
        if name.is_empty() {
            return None;
        }
        let me = if self.me.is(name) { self.me.clone() } else { ContactDetails::default() };
        let own = |own: &String, mine: String| if own.trim().is_empty() { mine } else { own.clone() };
        Some(ContactDetails {
            name: name.to_owned(),
            email: own(&account.representative_email, me.email),
            phone: own(&account.representative_phone, me.phone),
            address: own(&account.representative_address, me.address),
        })
    }
}

impl CaseStory<'_> {
    /// Against whom, who complains, how to reach them, about which accounts; the case number of a complaint that is added to.
    pub fn parties(&self, all: &[Self], case_number: Option<String>) -> Section {
        let words = &self.words.parties;
        let other = self.input.represented();
        let label = |own: &str, others: &str| if other { others.to_owned() } else { own.to_owned() };
        let controller = self.input.account.fields.platform.controller();
        let seat = controller.texts(self.input.lang).seat.clone();
        let mut who = self.input.complainant();
        who.email = once(all.iter().map(|story| story.input.complainant().email)).join(", ");
        let mut facts = vec![
            (label(&words.against, &words.against_other), format!("{}, {seat}", controller.legal_name)),
            (label(&words.name, &words.name_other), self.resident(or_line(&who.name))),
            (label(&words.reach, &words.reach_other), reach(&who)),
        ];
        if let Some(who) = self.input.representative() {
            let name = format!("{} ({})", who.name, self.role());
            let ways = [name, reach(&who)].into_iter().filter(|text| !text.is_empty());
            facts.push((words.represented_by.clone(), ways.collect::<Vec<_>>().join(", ")));
        }
        let accounts = once(all.iter().map(Self::account));
        facts.push((if accounts.len() > 1 { &words.accounts } else { &words.account }.clone(), accounts.join("\n")));
        facts.push((self.voice.say(&words.account_email, &[]), form_emails(all)));
        facts.extend(case_number.map(|number| (words.case_number.clone(), number)));
        facts.retain(|(_, value)| !value.trim().is_empty());
        Section { heading: String::new(), blocks: vec![Block::Facts(facts)] }
    }

    /// Name and signature.
    pub fn signature(&self) -> Section {
        let name = self.signatory(or_line(&self.input.complainant().name));
        Section { heading: String::new(), blocks: vec![Block::Paragraph(name)] }
    }

    /// Who signs: the person, or the representative for them; an organisation leaves a line for a human's name.
    pub fn signatory(&self, person: &str) -> String {
        let words = &self.words.parties;
        let organisation = self.input.account.fields.representation == Some(Representation::Organisation);
        let Some(who) = self.input.representative() else { return person.to_owned() };
        let phrase = if organisation { &words.signed_by } else { &words.signed_for };
        self.voice.say(phrase, &[("name", &who.name), ("person", or_line(person))])
    }

    fn resident(&self, name: &str) -> String {
        let country = &self.input.account.fields.country;
        if name.trim().is_empty() || country.trim().is_empty() {
            return name.to_owned();
        }
        self.voice.say(&self.words.parties.resident, &[("name", name), ("country", self.words.country(country))])
    }

    /// In what capacity the representative acts, in words.
    pub fn role(&self) -> &'static str {
        let words = &self.words.parties;
        match self.input.account.fields.representation {
            None | Some(Representation::Agent) => &words.agent,
            Some(Representation::Guardian) => &words.guardian,
            Some(Representation::Trustee) => &words.trustee,
            Some(Representation::Organisation) => &words.organisation,
        }
    }

    /// An account, with its address where it is known.
    fn account(&self) -> String {
        let profile = self.input.account.fields.profile.trim();
        let name = self.input.account_name();
        if profile.is_empty() { name } else { format!("{name}, {profile}") }
    }

    /// The e-mail addresses in the objections, each with its day.
    fn emails(&self) -> impl Iterator<Item = (NaiveDate, String)> {
        let sent = self.findings.attempts.iter().map(|attempt| (attempt.event.on, attempt.sent.email.trim().to_owned()));
        sent.filter(|(_, email)| !email.is_empty())
    }
}

/// The e-mail addresses that were given in the form, with their days where they differ.
fn form_emails(all: &[CaseStory<'_>]) -> String {
    let dated: Vec<(NaiveDate, String)> = all.iter().flat_map(CaseStory::emails).collect();
    let emails = once(dated.iter().map(|(_, email)| email.clone()));
    let Some(first) = all.first().filter(|_| emails.len() > 1) else { return emails.join(", ") };
    once(dated.iter().map(|(on, email)| format!("{email} ({})", first.day(*on)))).join(", ")
}

/// E-mail address, phone number and postal address, on one line.
pub(super) fn reach(who: &ContactDetails) -> String {
    let address = who.address.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    let ways = [who.email.trim().to_owned(), who.phone.trim().to_owned(), address];
    ways.into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A name, or a line to write it on by hand.
pub(super) fn or_line(name: &str) -> &str {
    if name.trim().is_empty() { "____________" } else { name }
}

/// Each text once.
fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in texts {
        if !text.trim().is_empty() && !out.contains(&text) {
            out.push(text);
        }
    }
    out
}
