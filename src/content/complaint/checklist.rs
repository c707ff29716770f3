//! What a complaint still lacks, and what to check before it is lodged: shown beside it (dialog, standard error, the file
//! in the folder), never in it.

use super::authority::{appeal, decision_request};
use super::compose::complaint;
use super::findings::AttemptFinding;
use super::identity_number::identity_number;
use super::input::ComplaintInput;
use super::parties::reachable;
use super::story::CaseStory;
use super::wording::{names_authority, wording};
use crate::domain::{Case, Event, EventData, EvidenceKind, Representation};

/// Something to see to before lodging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether the complaint is not complete without it, or must not go before it is answered.
    pub is_required: bool,
    /// Whether one attachment is enough for all accounts of a complaint.
    pub per_complaint: bool,
    /// In words.
    pub text: String,
}

fn lacking(text: String) -> Remark {
    Remark { is_required: true, per_complaint: false, text }
}

fn attachment(text: String) -> Remark {
    Remark { per_complaint: true, ..lacking(text) }
}

fn hint(text: String) -> Remark {
    Remark { is_required: false, ..lacking(text) }
}

/// What the complaint still lacks, and the questions that must be answered first.
pub fn required(input: ComplaintInput<'_>) -> Vec<Remark> {
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.checklist;
    let mut out = Vec::new();
    if input.complainant().name.trim().is_empty() {
        out.push(lacking(story.voice.say(&words.name, &[])));
    }
    out.extend(story.contact());
    out.extend(story.proof_of_representation());
    if story.findings.attempts.is_empty() {
        out.push(lacking(story.voice.say(&words.request, &[])));
    }
    if story.findings.silent().any(AttemptFinding::code_unknown) {
        out.push(lacking(story.voice.say(&words.code, &[])));
    }
    if let Some(question) = story.findings.question().filter(|q| q.answered.is_none())
        && story.findings.silent().next().is_some()
    {
        out.push(lacking(story.voice.say(&words.question, &[("date", &story.day(question.asked))])));
    }
    if !story.has_correspondence() {
        out.push(attachment(story.voice.say(&words.correspondence, &[])));
    }
    out
}

/// What to look at before it is lodged.
pub fn warnings(input: ComplaintInput<'_>) -> Vec<Remark> {
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.checklist;
    let mut out = Vec::new();
    out.extend(story.too_early());
    if story.findings.granted().is_some() && story.findings.answered_late().is_none() && story.continued().is_none() {
        out.push(hint(story.voice.say(&words.answered, &[])));
    }
    let country = &input.account.fields.country;
    if !country.trim().is_empty() && *country != crate::domain::who::Authority::get().country {
        let named = story.words.countries.get(country).unwrap_or(country);
        out.push(hint(story.voice.say(&words.elsewhere, &[("country", named)])));
    }
    let private = story.live.iter().filter(|event| is_left_out(event)).count() as u64;
    if private > 0 {
        out.push(hint(words.private_notes.of(private, input.lang)));
    }
    let made = complaint(&[input]).map(|made| made.text()).unwrap_or_default();
    if let Some(number) = identity_number(&made) {
        out.push(lacking(story.voice.say(&words.personal_number, &[("number", number)])));
    }
    out.push(hint(story.voice.say(&words.public_record, &[])));
    out
}

/// [`required`] and [`warnings`] of some accounts that stand in one complaint: what holds for all once, the rest with the
/// account's name.
pub fn all_remarks(inputs: &[ComplaintInput<'_>]) -> Vec<Remark> {
    let each: Vec<Vec<Remark>> = inputs.iter().map(|input| [required(*input), warnings(*input)].concat()).collect();
    let mut out: Vec<Remark> = Vec::new();
    for (input, own) in inputs.iter().zip(&each) {
        for remark in own {
            let for_all = each.iter().all(|others| others.contains(remark));
            if remark.per_complaint && !for_all {
                continue;
            }
            let text = if for_all { remark.text.clone() } else { format!("{}: {}", input.account_name(), remark.text) };
            let remark = Remark { text, ..remark.clone() };
            if !out.contains(&remark) {
                out.push(remark);
            }
        }
    }
    // What is lacking comes first, that it becomes public last.
    out.sort_by_key(|remark| !remark.is_required);
    out
}

/// What to look at before a decision is requested.
pub fn decision_remarks(input: ComplaintInput<'_>) -> Vec<Remark> {
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.checklist;
    let Some(lodged) = Case::as_of(input.account.fields.platform, input.entries, input.today).complaint else {
        return vec![lacking(story.voice.say(&words.no_complaint, &[]))];
    };
    let mut out = Vec::new();
    let (from, safe) = (lodged.ask_decision_from(), lodged.safe_decision_from());
    if from > input.today {
        out.push(hint(story.voice.say(&words.decision_early, &[("from", &story.day(from))])));
    }
    if safe > input.today && safe > from {
        out.push(hint(story.voice.say(&words.decision_safe, &[("safe", &story.day(safe))])));
    }
    if lodged.case_number.trim().is_empty() {
        out.push(lacking(story.voice.say(&words.case_number, &[])));
    }
    out.extend(story.numbers_in(decision_request(input).map(|made| made.text())));
    out
}

/// What to look at before a decision is appealed.
pub fn appeal_remarks(input: ComplaintInput<'_>) -> Vec<Remark> {
    let story = CaseStory::new(input, Vec::new());
    let words = &story.words.checklist;
    let Some(made) = appeal(input) else { return vec![lacking(story.voice.say(&words.no_decision, &[]))] };
    let mut out = Vec::new();
    let complaint = Case::as_of(input.account.fields.platform, input.entries, input.today).complaint;
    if let Some(complaint) = &complaint {
        if complaint.case_number.trim().is_empty() {
            out.push(lacking(story.voice.say(&words.case_number, &[])));
        }
        if complaint.reply.is_some_and(|reply| reply.served.is_none()) {
            out.push(lacking(story.voice.say(&words.served, &[])));
        }
    }
    if let Some(until) = complaint.and_then(|complaint| complaint.appeal_until()) {
        let phrase = if input.today > until { &words.appeal_late } else { &words.appeal_soon };
        out.push(hint(story.voice.say(phrase, &[("until", &story.day(until))])));
    }
    out.extend(story.numbers_in(Some(made.text())));
    out
}

/// The text of the file that lies beside the complaint in its folder: how to lodge it, that it becomes public, and what
/// is still missing.
pub fn read_first(inputs: &[ComplaintInput<'_>]) -> String {
    let Some(first) = inputs.first() else { return String::new() };
    let story = CaseStory::new(*first, Vec::new());
    let words = &wording(first.lang).read_first;
    let public = story.voice.say(&story.words.checklist.public_record, &[]);
    let mut lines = vec![words.title.to_uppercase(), String::new(), public.clone()];
    lines.extend([&words.lodge, &words.files, &words.number].map(|phrase| story.voice.say(phrase, &[])));
    lines.push(story.voice.say(&words.link, &[("link", first.links.complaint())]));
    let mut remarks = all_remarks(inputs);
    remarks.retain(|remark| remark.text != public);
    if !remarks.is_empty() {
        lines.extend([String::new(), words.missing.clone()]);
        lines.extend(remarks.iter().map(|remark| format!("* {}", remark.text)));
    }
    lines.join("\n") + "\n"
}

/// Whether an event has a note that does not go along. The reason of a voiding is no event that counts.
fn is_left_out(event: &Event) -> bool {
    !event.in_complaint && !event.note.trim().is_empty()
}

impl CaseStory<'_> {
    /// Whether the complainant, or who acts for them, can be reached.
    fn contact(&self) -> Option<Remark> {
        let words = &self.words.checklist;
        match self.input.representative() {
            Some(who) if !reachable(&who) => Some(lacking(self.voice.say(&words.contact_representative, &[("name", &who.name)]))),
            None if !reachable(&self.input.complainant()) => Some(lacking(self.voice.say(&words.contact, &[]))),
            _ => None,
        }
    }

    /// What a representative has to enclose. A guardian needs nothing.
    fn proof_of_representation(&self) -> Option<Remark> {
        let words = &self.words.checklist;
        let who = self.input.representative()?;
        let phrase = match self.input.account.fields.representation {
            Some(Representation::Guardian) => return None,
            Some(Representation::Trustee) => &words.register_extract,
            Some(Representation::Organisation) => &words.mandate,
            None | Some(Representation::Agent) => &words.authority,
        };
        let id = self.input.account.id.0.to_string();
        let text = self.voice.say(phrase, &[("name", &who.name), ("id", &id)]);
        (!self.has_authority()).then(|| attachment(text))
    }

    /// Whether an attachment is, or is called, a written authority.
    fn has_authority(&self) -> bool {
        self.evidence()
            .any(|(name, kind)| kind == Some(EvidenceKind::AuthorityToAct) || (kind.is_none() && names_authority(name)))
    }

    /// Whether an attachment shows the contact with the controller.
    fn has_correspondence(&self) -> bool {
        self.evidence().any(|(name, kind)| match kind {
            None => !names_authority(name),
            Some(EvidenceKind::AuthorityToAct) => false,
            Some(_) => true,
        })
    }

    fn evidence(&self) -> impl Iterator<Item = (&str, Option<EvidenceKind>)> {
        self.live.iter().filter_map(|event| match &event.data {
            EventData::EvidenceAdded { name, evidence_kind, .. } => Some((name.as_str(), *evidence_kind)),
            _ => None,
        })
    }

    /// Whether the time for the controller's answer runs, by its own calendar or by both.
    fn too_early(&self) -> Option<Remark> {
        let (found, today) = (&self.findings, self.input.today);
        // Anything but silence may be complained about at once.
        if found.refusal().is_some() || self.continued().is_some() || found.answered_late().is_some() {
            return None;
        }
        let open = found.attempts.iter().filter(|a| a.answered.is_none());
        let deadline = open.map(|a| &a.deadline).min_by_key(|deadline| deadline.ends)?;
        let words = &self.words.checklist;
        let phrase = if deadline.safe_last_day > deadline.legal_last_day { &words.early_safe } else { &words.early };
        let (last, safe) = (self.day(deadline.legal_last_day), self.day(deadline.safe_last_day));
        (today <= deadline.safe_last_day).then(|| hint(self.voice.say(phrase, &[("last", &last), ("safe", &safe)])))
    }

    fn numbers_in(&self, text: Option<String>) -> Option<Remark> {
        let text = text?;
        let number = identity_number(&text)?;
        Some(lacking(self.voice.say(&self.words.checklist.personal_number, &[("number", number)])))
    }
}
