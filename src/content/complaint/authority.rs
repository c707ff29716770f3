//! The letters in a complaint's own case: the request for a decision once three months have passed, and the appeal of what
//! the authority decided. The rules they rest on are data of the authority, with their source.

use super::document::{Block, Document, Section};
use super::input::ComplaintInput;
use super::story::CaseStory;
use crate::content::words::outcome_words;
use crate::domain::who::Authority;
use crate::domain::{Case, Complaint};

/// The request for a decision on whether the authority will act; `None` while no complaint is lodged.
pub fn decision_request(input: ComplaintInput<'_>) -> Option<Document> {
    let lodged = Case::as_of(input.account.fields.platform, input.entries, input.today).complaint?;
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.decision;
    let number = lodged.case_number.trim();
    let date = story.day(lodged.lodged_on);
    let phrase = if number.is_empty() { &words.lodged_unnumbered } else { &words.lodged };
    let mut said = vec![story.voice.say(phrase, &[("date", &date), ("number", number)])];
    if lodged.reply.is_none() {
        let last = story.day(crate::domain::day::add_days(lodged.ask_decision_from(), -1));
        let passed = input.today >= lodged.ask_decision_from();
        said.push(story.voice.say(if passed { &words.passed } else { &words.early }, &[("last", &last)]));
    }
    let rule = &Authority::get().texts(input.lang).decision_rule;
    let ask = story.voice.say(&words.ask, &[("rule", rule)]);
    let to = vec![story.voice.say(&story.words.parties.to, &[])];
    let body = vec![Block::Paragraph(said.join(" ")), Block::Paragraph(ask)];
    Some(story.letter(&words.title, to, story.in_case(&lodged, body)))
}

/// The appeal of the authority's newest decision, or of its silence on a request for one; `None` where there is nothing to
/// appeal.
pub fn appeal(input: ComplaintInput<'_>) -> Option<Document> {
    let lodged = Case::as_of(input.account.fields.platform, input.entries, input.today).complaint?;
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.appeal;
    let number = lodged.case_number.trim();
    let day = |day| story.day(day);
    let mut said = Vec::new();
    let theirs = Authority::get().texts(input.lang);
    let (asks, rule) = match (lodged.reply, lodged.decision_requested, lodged.decision_due()) {
        (Some(reply), ..) if reply.outcome.is_appealable() => {
            let phrase = if number.is_empty() { &words.decision_unnumbered } else { &words.decision };
            let (lodged_on, outcome) = (day(lodged.lodged_on), outcome_words(reply.outcome, input.lang));
            said.push(story.voice.say(phrase, &[("number", number), ("lodged", &lodged_on), ("outcome", outcome)]));
            if let (Some(served), Some(until)) = (reply.served, lodged.appeal_until()) {
                said.push(story.voice.say(&words.served, &[("served", &day(served)), ("until", &day(until))]));
            }
            (&words.asks, &theirs.appeal_rule)
        }
        (None, Some(asked), Some(due)) if input.today > due => {
            said.push(story.voice.say(&words.silence, &[("asked", &day(asked)), ("number", number)]));
            (&words.asks_silence, &theirs.silence_rule)
        }
        _ => return None,
    };
    let mut body = vec![said.join(" "), story.voice.say(asks, &[])];
    body.extend(lodged.reply.map(|_| story.voice.say(&words.reasons, &[])));
    body.push(rule.clone());
    let blocks = body.into_iter().map(Block::Paragraph).collect();
    let to = [&words.to, &words.sent_to].map(|phrase| story.voice.say(phrase, &[])).to_vec();
    Some(story.letter(&words.title, to, story.in_case(&lodged, blocks)))
}

impl CaseStory<'_> {
    /// A letter in a case that has a number: the number and the parties, the body, the signature.
    fn in_case(&self, lodged: &Complaint, body: Vec<Block>) -> Vec<Section> {
        let mut parties = self.parties(std::slice::from_ref(self));
        let number = lodged.case_number.trim();
        if let Some(Block::Facts(facts)) = parties.blocks.first_mut() {
            // The case number in place of the controller, which the letter names where it has to.
            facts[0] = (self.words.parties.case_number.clone(), number.to_owned());
            facts.retain(|(_, value)| !value.is_empty());
        }
        vec![parties, Section { heading: String::new(), blocks: body }, self.signature()]
    }
}
