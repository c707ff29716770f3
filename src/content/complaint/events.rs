//! What has happened, a line for each event that concerns the controller or the authority, each with its annexes.
//! Events without a sentence in `complaint.toml` are left out: closing and reopening, files, a case number by itself.

use chrono::NaiveDate;

use super::annexes::Annexes;
use super::input::{Covered, CoveredAccount};
use super::matter::submission;
use super::story::CaseStory;
use crate::content::language::{language_of, listed};
use crate::domain::{Event, EventData, EventId, Lang, Outcome, Platform};

/// An event as a sentence.
#[derive(Debug)]
pub(super) struct ComplaintEvent {
    pub id: EventId,
    pub on: NaiveDate,
    pub text: String,
    /// What makes one submission of the lines that log it.
    pub submission: Option<i64>,
}

impl ComplaintEvent {
    /// Whether it says the same of another account.
    pub fn same_as(&self, other: &Self) -> bool {
        (self.on, self.submission, &self.text) == (other.on, other.submission, &other.text)
    }
}

impl CaseStory<'_> {
    /// The events that are listed, in order.
    pub fn events(&self, annexes: &Annexes<'_>) -> Vec<ComplaintEvent> {
        let events = self.live.iter().filter_map(|event| {
            let text = self.event(event, annexes)?;
            Some(ComplaintEvent { id: event.id, on: event.on, text, submission: submission(event) })
        });
        events.collect()
    }

    /// The sentence for an event; `None` for one that is left out.
    fn event(&self, event: &Event, annexes: &Annexes<'_>) -> Option<String> {
        let noted = self.note_of(event);
        let parts: Vec<String> = self.happened(event, annexes).into_iter().chain(noted).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// What was noted for the complaint on a day or later.
    pub fn notes_since(&self, day: NaiveDate) -> Vec<String> {
        self.live.iter().filter(|event| event.on >= day).filter_map(|event| self.note_of(event)).collect()
    }

    /// An event's note, where it goes along.
    fn note_of(&self, event: &Event) -> Option<String> {
        let noted = Some(one_line(&event.note)).filter(|note| event.in_complaint && !note.is_empty());
        noted.map(|note| self.noted(event, &note))
    }

    /// A note that goes along: by itself where nothing else is said on that day, and with its language where it is another.
    fn noted(&self, event: &Event, note: &str) -> String {
        let words = &self.words.events;
        let swedish = || note.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']).then_some(Lang::Sv);
        let own = language_of(note).or_else(swedish).unwrap_or(self.input.lang);
        let foreign = own != self.input.lang;
        let mark = if foreign { format!(" {}", self.words.in_language(own, self.input.lang)) } else { String::new() };
        let alone = matches!(event.data, EventData::Note) && mark.is_empty();
        let phrase = if alone {
            "{note}"
        } else if mark.is_empty() {
            &words.noted
        } else {
            &words.noted_in
        };
        let said = self.voice.say(phrase, &[("note", note), ("language", &mark)]);
        if said.ends_with(['.', '!', '?', '”']) { said } else { said + "." }
    }

    fn happened(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.events;
        let phrase = match &event.data {
            EventData::Submitted(_) => return self.submitted(event, annexes),
            EventData::Extended { .. } => return vec![self.notice(&words.extended, event, "", annexes)],
            EventData::ComplaintLodged { .. } => return vec![self.lodged(event, annexes)],
            EventData::AuthorityReplied { outcome, .. } => match self.words.outcomes.get(outcome.id()) {
                Some(phrase) => phrase,
                None => return Vec::new(),
            },
            EventData::Appealed if self.objects_to_resolution(event) => &words.objected_to_resolution,
            EventData::InfoRequested { identity: true } => &words.identity_requested,
            EventData::InfoRequested { identity: false } => &words.info_requested,
            data => match self.words.plain_events.get(data.kind().id()) {
                Some(phrase) => phrase,
                None => return Vec::new(),
            },
        };
        vec![self.on(phrase, event, annexes)]
    }

    /// Whether an appeal is an objection to an early resolution: that is what the authority notified last before it.
    fn objects_to_resolution(&self, event: &Event) -> bool {
        let replies = self.live.iter().rev().skip_while(|other| other.id != event.id);
        let newest = replies.map(|other| &other.data).find(|data| matches!(data, EventData::AuthorityReplied { .. }));
        matches!(newest, Some(EventData::AuthorityReplied { outcome: Outcome::EarlyResolution, .. }))
    }

    fn submitted(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.events;
        let first = self.findings.attempts.first().is_none_or(|a| a.event.id == event.id);
        let mut parts = vec![self.on(if first { &words.submitted } else { &words.submitted_again }, event, annexes)];
        parts.extend(self.covers(event).map(|accounts| self.voice.say(&words.covers, &[("accounts", &accounts)])));
        let asked = matches!(&event.data, EventData::Submitted(sent) if sent.code_pending);
        parts.extend(asked.then(|| self.voice.say(&words.code_asked, &[])));
        parts
    }

    fn lodged(&self, event: &Event, annexes: &Annexes<'_>) -> String {
        let words = &self.words.events;
        let number = self.case_number(event);
        let phrase = if number.is_empty() { &words.complaint_lodged } else { &words.complaint_numbered };
        self.voice.say(phrase, &[("number", &number), ("annex", &annexes.mark(event.id, self.words, self.input.lang))])
    }

    /// The case number of a complaint, which may come days later: the newest before the next complaint.
    pub fn case_number(&self, lodged: &Event) -> String {
        let later = self.live.iter().skip_while(|e| e.id != lodged.id);
        let mut number = "";
        for (n, event) in later.enumerate() {
            match &event.data {
                EventData::ComplaintLodged { case_number, .. } if n == 0 => number = case_number,
                EventData::ComplaintLodged { .. } => break,
                EventData::CaseNumber { case_number } => number = case_number,
                _ => {}
            }
        }
        one_line(number)
    }

    /// The accounts outside this complaint that an event's submission covered, in words.
    fn covers(&self, event: &Event) -> Option<String> {
        let names = self.covered(event);
        (!names.is_empty()).then(|| listed(&names, self.input.lang))
    }

    fn covered(&self, event: &Event) -> Vec<String> {
        let Some(covered) = self.covered_by(event) else { return Vec::new() };
        let (own, others): (Vec<_>, Vec<_>) = covered.accounts.iter().partition(|account| account.same_person);
        let names = own.into_iter().map(CoveredAccount::name);
        let mut names: Vec<String> = names.filter(|name| !self.beside.contains(name)).collect();
        let more = covered.more + others.len() as u64;
        names.extend((more > 0).then(|| self.words.events.more.of(more, self.input.lang)));
        names
    }

    fn covered_by(&self, event: &Event) -> Option<&Covered> {
        let number = event.data.submission_id()?;
        self.input.covered.iter().find(|covered| covered.submission_id == number)
    }

    /// The accounts of the person that an event's submission covered and that wait for an answer, this one first.
    pub fn accounts_of(&self, event: &Event) -> Vec<String> {
        [self.input.account_name()].into_iter().chain(self.own_covered(event).map(CoveredAccount::name)).collect()
    }

    /// The platforms of those accounts.
    pub fn platforms_of(&self, event: &Event) -> Vec<Platform> {
        [self.input.account.fields.platform].into_iter().chain(self.own_covered(event).map(|own| own.platform)).collect()
    }

    fn own_covered(&self, event: &Event) -> impl Iterator<Item = &CoveredAccount> {
        self.covered_by(event)
            .into_iter()
            .flat_map(|covered| &covered.accounts)
            .filter(|account| account.same_person && account.awaits)
    }
}

/// A text without its line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
