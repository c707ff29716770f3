//! Letters besides the complaint, ready to paste or print: a reminder, the answer where the controller asks who one is,
//! and a written authority for a representative.

use serde::Deserialize;

use super::findings::AttemptFinding;
use super::input::ComplaintInput;
use super::parties::{or_line, reach};
use super::story::CaseStory;
use crate::content::explanation::platform_names;
use crate::content::language::listed;
use crate::content::language::{PerLang, per_lang};
use crate::domain::{Code, EventKind, Representation};

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Letters {
    reminder: ReminderWords,
    identity: IdentityWords,
    authority: AuthorityLetterWords,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ReminderWords {
    represents: String,
    objected: String,
    objected_for: String,
    email: String,
    waiting: String,
    overdue: String,
    undated: String,
    asks: String,
    r#else: String,
    lodged: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct IdentityWords {
    who: String,
    who_for: String,
    asked: String,
    asked_for: String,
    email: String,
    known: String,
    known_several: String,
    reasons: String,
    reasons_for: String,
    time: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AuthorityLetterWords {
    title: String,
    title_mandate: String,
    gives: String,
    mandates: String,
    may: String,
    contact: String,
    until: String,
    until_mandate: String,
    place: String,
    signature: String,
}

static LETTERS: PerLang<Letters> = per_lang!(PerLang, "letters");

/// A reminder of the earliest objection that waits for an answer; `None` where none does, or where the controller waits for an
/// answer to its own question.
pub fn reminder(input: ComplaintInput<'_>) -> Option<String> {
    let story = CaseStory::new(input, Vec::new());
    let words = &LETTERS.get(input.lang).reminder;
    if story.findings.open_question().is_some() {
        return None;
    }
    let waiting = story.findings.attempts.iter().find(|attempt| attempt.answer.is_none())?;
    let last = waiting.deadline.legal_last_day;
    let time = match waiting.attempt.code {
        Code::Pending => &words.undated,
        _ if input.today > last => &words.overdue,
        _ => &words.waiting,
    };
    let lodged = story.newest(EventKind::ComplaintLodged).filter(|lodged| lodged.on >= waiting.event.on);
    let objected = if input.represented() { &words.objected_for } else { &words.objected };
    let platforms = platform_names(&story.platforms_of(waiting.event), input.lang);
    let (name, accounts) = (input.complainant().name, listed(&story.accounts_of(waiting.event), input.lang));
    let (date, email) = (story.day(waiting.event.on), story.with_email(&words.email, waiting));
    let values =
        [("person", or_line(&name)), ("date", &date), ("platforms", &platforms), ("accounts", &accounts), ("email", &email)];
    let mut body = vec![story.voice.say(objected, &values), story.voice.say(time, &[("last", &story.day(last))])];
    body.push(story.voice.say(&words.asks, &[]));
    body.push(match lodged {
        Some(lodged) => story.voice.say(&words.lodged, &[("lodged", &story.day(lodged.on))]),
        None => story.voice.say(&words.r#else, &[]),
    });
    if input.represented() {
        let who = input.representative().map(|who| who.name).unwrap_or_default();
        let values = [("name", &*who), ("person", or_line(&name)), ("role", story.role())];
        body.insert(0, story.voice.say(&words.represents, &values));
    }
    Some(story.signed(&body))
}

/// The answer where the controller asks who the objection comes from; `None` where nothing was sent.
pub fn identity_answer(input: ComplaintInput<'_>) -> Option<String> {
    let story = CaseStory::new(input, Vec::new());
    let words = &LETTERS.get(input.lang).identity;
    let attempt = story.findings.attempts.iter().rev().find(|attempt| attempt.answer.is_none())?;
    let accounts = story.accounts_of(attempt.event);
    let known = if accounts.len() > 1 { &words.known_several } else { &words.known };
    let (person, name) = (input.complainant().name, input.representative().map(|who| who.name).unwrap_or_default());
    let accounts = listed(&accounts, story.input.lang);
    let who = [("person", or_line(&person)), ("name", &name), ("role", story.role()), ("accounts", &accounts)];
    let email = story.with_email(&words.email, attempt);
    let [asked, reasons] =
        if input.represented() { [&words.asked_for, &words.reasons_for] } else { [&words.asked, &words.reasons] };
    let mut body = vec![
        story.voice.say(if input.represented() { &words.who_for } else { &words.who }, &who),
        story.voice.say(asked, &[("person", or_line(&person)), ("date", &story.day(attempt.event.on)), ("email", &email)]),
        story.voice.say(known, &[]),
        story.voice.say(reasons, &[("person", or_line(&person))]),
    ];
    let last = attempt.deadline.legal_last_day;
    if input.today <= last && attempt.attempt.code != Code::Pending {
        body.push(story.voice.say(&words.time, &[("last", &story.day(last))]));
    }
    Some(story.signed(&body))
}

/// A written authority to be printed and signed, or the mandate of an organisation; `None` where nobody represents the person,
/// or where the law or a court made the representative: a guardian or trustee shows a register, not a signature.
pub fn authority_letter(inputs: &[ComplaintInput<'_>]) -> Option<String> {
    let input = inputs.first()?;
    let story = CaseStory::new(*input, Vec::new());
    let words = &LETTERS.get(input.lang).authority;
    let who = input.representative()?;
    let [title, gives, until] = match input.account.fields.representation {
        Some(Representation::Guardian | Representation::Trustee) => return None,
        Some(Representation::Organisation) => [&words.title_mandate, &words.mandates, &words.until_mandate],
        None | Some(Representation::Agent) => [&words.title, &words.gives, &words.until],
    };
    let person = input.complainant().name;
    let accounts: Vec<String> = inputs.iter().map(ComplaintInput::account_name).collect();
    let ways = reach(&who);
    let accounts = listed(&accounts, story.input.lang);
    let values = [("person", or_line(&person)), ("name", &who.name), ("accounts", &accounts), ("reach", &ways)];
    let mut parts = vec![title.to_uppercase()];
    parts.extend([gives, &words.may].map(|phrase| story.voice.say(phrase, &values)));
    parts.extend((!ways.is_empty()).then(|| story.voice.say(&words.contact, &values)));
    parts.extend([until, &words.place, &words.signature].map(Clone::clone));
    parts.push(person);
    parts.retain(|part| !part.trim().is_empty());
    Some(parts.join("\n\n"))
}

impl CaseStory<'_> {
    /// Paragraphs and the name of who sends them: the representative for the person, where there is one.
    fn signed(&self, body: &[String]) -> String {
        let person = self.input.complainant().name;
        let name = self.signatory(&person);
        let parts = body.iter().map(String::as_str).chain([name.trim()]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// The e-mail address of an objection, for the middle of a sentence; empty where it had none.
    fn with_email(&self, phrase: &str, attempt: &AttemptFinding<'_>) -> String {
        let email = attempt.sent.email.trim();
        if email.is_empty() { String::new() } else { format!(" {}", self.voice.say(phrase, &[("email", email)])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        LETTERS.assert_complete();
    }
}
