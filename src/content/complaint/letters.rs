//! Letters besides the complaint, ready to paste or print: a reminder, the answer where the controller asks who one is,
//! and a written authority for a representative.

use serde::Deserialize;

use super::input::ComplaintInput;
use super::parties::reach;
use super::story::CaseStory;
use crate::content::explanation::platform_names;
use crate::content::language::listed;
use crate::content::language::{PerLang, per_lang};

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
    objected: String,
    objected_email: String,
    waiting: String,
    overdue: String,
    asks: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct IdentityWords {
    asked: String,
    asked_email: String,
    known: String,
    reasons: String,
    time: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AuthorityLetterWords {
    title: String,
    gives: String,
    may: String,
    contact: String,
    until: String,
    place: String,
    signature: String,
}

static LETTERS: PerLang<Letters> = per_lang!(PerLang, "letters.toml");

/// A reminder of the earliest objection that waits for an answer; `None` where none does.
pub fn reminder(input: ComplaintInput<'_>) -> Option<String> {
    let story = CaseStory::new(input, Vec::new());
    let words = &LETTERS.get(input.lang).reminder;
    let waiting = story.findings.attempts.iter().find(|attempt| attempt.answered.is_none())?;
    let last = waiting.deadline.legal_last_day;
    let time = if input.today > last { &words.overdue } else { &words.waiting };
    let email = waiting.sent.email.trim();
    let objected = if email.is_empty() { &words.objected } else { &words.objected_email };
    let accounts = listed(&story.accounts_of(waiting.event), story.input.lang);
    let platforms = platform_names(&[input.account.fields.platform], input.lang);
    let date = story.day(waiting.event.on);
    let values = [("date", date.as_str()), ("platforms", &platforms), ("accounts", &accounts), ("email", email)];
    let body = [
        story.voice.say(objected, &values),
        story.voice.say(time, &[("last", &story.day(last))]),
        story.voice.say(&words.asks, &[]),
    ];
    Some(story.signed(&body))
}

/// The answer where the controller asks who the objection comes from; `None` where nothing was sent.
pub fn identity_answer(input: ComplaintInput<'_>) -> Option<String> {
    let story = CaseStory::new(input, Vec::new());
    let words = &LETTERS.get(input.lang).identity;
    let attempt = story.findings.attempts.iter().rev().find(|attempt| attempt.answered.is_none())?;
    let email = attempt.sent.email.trim();
    let asked = if email.is_empty() { &words.asked } else { &words.asked_email };
    let accounts = listed(&story.accounts_of(attempt.event), story.input.lang);
    let (date, last) = (story.day(attempt.event.on), story.day(attempt.deadline.legal_last_day));
    let mut body = vec![
        story.voice.say(asked, &[("date", &date), ("accounts", &accounts), ("email", email)]),
        story.voice.say(&words.known, &[]),
        story.voice.say(&words.reasons, &[]),
    ];
    if input.today <= attempt.deadline.legal_last_day {
        body.push(story.voice.say(&words.time, &[("last", &last)]));
    }
    Some(story.signed(&body))
}

/// A written authority to be printed and signed; `None` where nobody represents the person.
pub fn authority_letter(inputs: &[ComplaintInput<'_>]) -> Option<String> {
    let input = inputs.first()?;
    let story = CaseStory::new(*input, Vec::new());
    let words = &LETTERS.get(input.lang).authority;
    let who = input.representative()?;
    let person = input.complainant().name;
    let accounts: Vec<String> = inputs.iter().map(ComplaintInput::account_name).collect();
    let ways = reach(&who);
    let accounts = listed(&accounts, story.input.lang);
    let values = [("person", person.as_str()), ("name", &who.name), ("accounts", &accounts), ("reach", &ways)];
    let mut parts = vec![words.title.to_uppercase()];
    parts.extend([&words.gives, &words.may].map(|phrase| story.voice.say(phrase, &values)));
    parts.extend((!ways.is_empty()).then(|| story.voice.say(&words.contact, &values)));
    parts.extend([&words.until, &words.place, &words.signature].map(Clone::clone));
    parts.push(person);
    parts.retain(|part| !part.trim().is_empty());
    Some(parts.join("\n\n"))
}

impl CaseStory<'_> {
    /// Paragraphs and the name of who sends them.
    fn signed(&self, body: &[String]) -> String {
        let name = self.input.complainant().name;
        let parts = body.iter().map(String::as_str).chain([name.trim()]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n\n")
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
