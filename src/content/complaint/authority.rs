//! The letters in a complaint's own case: the request for a decision once three months have passed, the appeal of what the
//! authority decided, and the objection to an early resolution. The rules they rest on are data of the authority, with their source.

use chrono::NaiveDate;

use super::document::{Block, Document, Section};
use super::input::ComplaintInput;
use super::story::CaseStory;
use crate::domain::who::Authority;
use crate::domain::{AuthorityReply, Case, Complaint, Outcome};

/// A complaint that was lodged, with what letters about it say.
struct LodgedCase<'a> {
    complaint: Complaint,
    /// The accounts that the case is about, at least one.
    accounts: Vec<CaseStory<'a>>,
}

/// The request for a decision on whether the authority will act, about the accounts of one case; `None` while there is
/// nothing to ask: before the three months have passed, and once the authority has replied or its two
/// weeks have passed, after which its silence is appealed.
pub fn decision_request(inputs: &[ComplaintInput<'_>]) -> Option<Document> {
    let case = LodgedCase::new(inputs)?;
    let (story, complaint) = (case.story(), &case.complaint);
    let deemed_refused = complaint.decision_due().is_some_and(|due| story.input.today > due);
    if deemed_refused || complaint.reply.is_some() || story.input.today < complaint.ask_decision_from() {
        return None;
    }
    let words = &story.words.decision;
    let rule = &Authority::get().texts(story.input.lang).decision_rule;
    let said = [case.say(&words.lodged), case.say(&words.passed)].join(" ");
    let ask = story.voice.say(&words.ask, &[("rule", rule)]);
    let to = vec![story.voice.say(&story.words.parties.to, &[])];
    let body = vec![Block::Paragraph(said), Block::Paragraph(ask)];
    Some(story.letter(&words.title, to, case.sections(body, &[])))
}

/// The appeal of the authority's newest decision, or of its silence on a request for one, or the objection to its early
/// resolution, about the accounts of one case; `None` where there is nothing to appeal.
pub fn appeal(inputs: &[ComplaintInput<'_>]) -> Option<Document> {
    let case = LodgedCase::new(inputs)?;
    let (story, complaint) = (case.story(), &case.complaint);
    let words = &story.words.appeal;
    let theirs = Authority::get().texts(story.input.lang);
    if let Some(reply) = complaint.early_resolution() {
        let (paragraphs, annexes) = case.objection_to(reply);
        let body = paragraphs.into_iter().map(Block::Paragraph).collect();
        let to = vec![story.voice.say(&story.words.parties.to, &[])];
        return Some(story.letter(&words.title_objection, to, case.sections(body, &annexes)));
    }
    let (paragraphs, annexes) = match (complaint.reply, complaint.decision_requested, complaint.decision_due()) {
        (Some(reply), ..) if reply.outcome.is_appealable() => case.appeal_of(reply),
        (None, Some(asked), Some(due)) if story.input.today > due => case.appeal_of_silence(asked, due),
        _ => return None,
    };
    let rule = match complaint.reply.map(|reply| reply.outcome) {
        None => &theirs.silence_rule,
        Some(Outcome::DecisionRefused) => &theirs.refusal_rule,
        Some(_) => &theirs.appeal_rule,
    };
    let body = paragraphs.into_iter().chain([rule.clone()]).map(Block::Paragraph).collect();
    let to = [&words.to, &words.lodged_through].map(|phrase| story.voice.say(phrase, &[])).to_vec();
    Some(story.letter(&words.title, to, case.sections(body, &annexes)))
}

/// Whether some accounts are one case at the authority: a single account, or several whose complaints have the same number.
pub fn is_one_case(inputs: &[ComplaintInput<'_>]) -> bool {
    let number = |input: &ComplaintInput<'_>| {
        let complaint = Case::as_of(input.account.fields.platform, input.events, input.today).complaint;
        complaint.map(|complaint| complaint.case_number.trim().to_owned()).filter(|number| !number.is_empty())
    };
    let Some((first, others)) = inputs.split_first() else { return true };
    others.is_empty() || number(first).is_some_and(|own| others.iter().all(|other| number(other).as_ref() == Some(&own)))
}

impl<'a> LodgedCase<'a> {
    fn new(inputs: &[ComplaintInput<'a>]) -> Option<Self> {
        let input = *inputs.first()?;
        let complaint = Case::as_of(input.account.fields.platform, input.events, input.today).complaint?;
        let story = |input: &ComplaintInput<'a>| CaseStory::new(*input, Vec::new());
        Some(Self { complaint, accounts: inputs.iter().map(story).collect() })
    }

    /// The first account, whose person writes.
    fn story(&self) -> &CaseStory<'a> {
        &self.accounts[0]
    }

    /// A sentence with the case, by its number where it has one, and the day of the complaint.
    fn say(&self, phrase: &str) -> String {
        self.say_more(phrase, &[])
    }

    fn say_more(&self, phrase: &str, more: &[(&str, &str)]) -> String {
        let words = &self.story().words.appeal;
        let (number, lodged) = (self.complaint.case_number.trim(), self.story().day(self.complaint.lodged_on));
        let phrases = match number {
            "" => [&*words.case_unnumbered, &words.complaint_unnumbered, ""],
            _ => [&*words.case, &words.complaint, &words.in_case],
        };
        let [case, about, in_case] =
            phrases.map(|phrase| self.story().voice.say(phrase, &[("number", number), ("lodged", &lodged)]));
        let own = [("case", &*case), ("complaint", &*about), ("in_case", &*in_case), ("lodged", &*lodged)];
        let values: Vec<_> = more.iter().copied().chain(own).collect();
        self.story().voice.say(phrase, &values)
    }

    /// The paragraphs that appeal a decision, and what is enclosed.
    fn appeal_of(&self, reply: AuthorityReply) -> (Vec<String>, Vec<String>) {
        let words = &self.story().words.appeal;
        let of_request = reply.outcome == Outcome::DecisionRefused;
        let phrase = words.decisions.get(reply.outcome.id()).map_or("", String::as_str);
        let mut opening = vec![self.say_more(phrase, &[("on", &self.story().day(reply.on))])];
        opening.extend(reply.served.map(|day| self.say_more(&words.served, &[("served", &self.story().day(day))])));
        let until = self.complaint.appeal_until();
        opening.extend(until.filter(|until| self.story().input.today <= *until).map(|_| self.say(&words.in_time)));
        let (asks, reasons) =
            if of_request { (&words.asks_silence, &words.reasons_silence) } else { (&words.asks, &words.reasons) };
        let paragraphs = vec![opening.join(" "), self.say(asks), self.say(reasons)];
        let mut annexes = vec![self.say(&words.annex_decision)];
        if let Some(asked) = self.complaint.decision_requested.filter(|_| of_request) {
            annexes.push(self.say_more(&words.annex_request, &[("asked", &self.story().day(asked))]));
        }
        annexes.push(self.say(&words.annex_complaint));
        (paragraphs, annexes)
    }

    /// The paragraphs that object to an early resolution, with what was noted for the complaint since, and what is enclosed.
    fn objection_to(&self, reply: AuthorityReply) -> (Vec<String>, Vec<String>) {
        let (story, words) = (self.story(), &self.story().words.appeal);
        let until = self.complaint.objection_until().filter(|until| story.input.today <= *until);
        let rule = &Authority::get().texts(story.input.lang).resolution_rule;
        let in_time = until.map(|_| self.say(&words.objection_in_time));
        let mut paragraphs = vec![self.say_more(&words.objection, &[("on", &story.day(reply.served.unwrap_or(reply.on)))])];
        paragraphs.extend(story.notes_since(reply.on));
        paragraphs.push(self.say(&words.objection_asks));
        paragraphs.push([Some(rule.clone()), in_time].into_iter().flatten().collect::<Vec<_>>().join(" "));
        (paragraphs, vec![self.say(&words.annex_notice), self.say(&words.annex_complaint)])
    }

    /// The paragraphs that appeal the authority's silence on a request, and what is enclosed.
    fn appeal_of_silence(&self, asked: NaiveDate, due: NaiveDate) -> (Vec<String>, Vec<String>) {
        let words = &self.story().words.appeal;
        let days = [("asked", &*self.story().day(asked)), ("due", &*self.story().day(due))];
        let paragraphs =
            vec![self.say_more(&words.silence, &days), self.say(&words.asks_silence), self.say(&words.reasons_silence)];
        (paragraphs, vec![self.say_more(&words.annex_request, &days), self.say(&words.annex_complaint)])
    }

    /// The parties under the case number, the body, what is enclosed, the signature.
    fn sections(&self, body: Vec<Block>, enclosed: &[String]) -> Vec<Section> {
        let story = self.story();
        let mut parties = story.parties(&self.accounts, None);
        if let Some(Block::Facts(facts)) = parties.blocks.first_mut() {
            // The case number in place of the controller, which the letter names where it has to.
            facts[0] = (story.words.parties.case_number.clone(), self.complaint.case_number.trim().to_owned());
            let email = story.voice.say(&story.words.parties.account_email, &[]);
            facts.retain(|(label, value)| !value.is_empty() && *label != email);
        }
        let section = |heading: &str, blocks| Section { heading: heading.to_owned(), blocks };
        let mut sections = vec![parties, section("", body)];
        if !enclosed.is_empty() {
            sections.push(section(&story.words.headings.annexes, vec![Block::Numbered(enclosed.to_vec())]));
        }
        sections.push(story.signature());
        sections
    }
}
