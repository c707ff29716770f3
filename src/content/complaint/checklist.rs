//! What a complaint still lacks, and what to check before it is lodged: shown beside it (dialog, standard error, the file
//! in the folder), never in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::authority::{appeal, decision_request};
use super::compose::{complaint, is_matter};
use super::findings::AttemptFinding;
use super::identity_number::identity_number;
use super::input::ComplaintInput;
use super::parties::reachable;
use super::story::CaseStory;
use super::wording::{names_authority, wording};
use crate::content::words::outcome_words;
use crate::domain::{Case, Code, Complaint, Event, EventData, EventKind, EvidenceKind, Lang, Representation};

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

/// What an account itself still lacks for a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum AccountGap {
    Name,
    Contact,
    RepresentativeContact,
}

/// The first thing that has to be filled in at the account.
pub fn account_gap(input: ComplaintInput<'_>) -> Option<AccountGap> {
    let complainant = input.complainant();
    if complainant.name.trim().is_empty() {
        return Some(AccountGap::Name);
    }
    match input.representative() {
        Some(who) => (!reachable(&who)).then_some(AccountGap::RepresentativeContact),
        None => (!reachable(&complainant)).then_some(AccountGap::Contact),
    }
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
    if story.asks_about_code() {
        let lost = story.findings.silent().any(AttemptFinding::may_be_lost);
        out.push(lacking(story.voice.say(if lost { &words.code } else { &words.code_counted }, &[])));
    }
    out.extend(story.unlogged_reply());
    if let Some(question) = story.findings.open_question()
        && story.findings.silent().next().is_some()
    {
        out.push(lacking(story.voice.say(&words.question, &[("date", &story.day(question.event.on))])));
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
    out.extend(story.added_to().map(|lodged| hint(story.voice.say(&words.addition, &[("on", &story.day(lodged.on))]))));
    out.extend(story.nothing_to_complain_of());
    out.extend(story.weak_spots());
    let country = &input.account.fields.country;
    if !country.trim().is_empty() && *country != crate::domain::who::Authority::get().country {
        let phrase = if story.words.countries.contains_key(country) { &words.elsewhere } else { &words.outside };
        out.push(hint(story.voice.say(phrase, &[("country", story.words.country(country))])));
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
    // Of an account that is left out nothing else matters.
    let some = inputs.iter().any(is_matter);
    let (told, left_out): (Vec<ComplaintInput<'_>>, Vec<_>) = inputs.iter().partition(|input| !some || is_matter(input));
    let each: Vec<Vec<Remark>> = told.iter().map(|input| [required(*input), warnings(*input)].concat()).collect();
    let left_out = left_out.into_iter().map(|input| {
        let story = CaseStory::new(input, Vec::new());
        hint(story.voice.say(&story.words.checklist.left_out, &[("account", &input.account_name())]))
    });
    let mut out: Vec<Remark> = left_out.collect();
    for (input, own) in told.iter().zip(&each) {
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

/// What to look at before a decision is requested in a case about some accounts.
pub fn decision_remarks(inputs: &[ComplaintInput<'_>]) -> Vec<Remark> {
    let Some(input) = inputs.first() else { return Vec::new() };
    let story = CaseStory::new(*input, Vec::new());
    let words = &story.words.checklist;
    let Some(lodged) = Case::as_of(input.account.fields.platform, input.events, input.today).complaint else {
        return vec![lacking(story.voice.say(&words.no_complaint, &[]))];
    };
    if let Some(reply) = lodged.reply {
        let outcome = outcome_words(reply.outcome, input.lang);
        return vec![lacking(story.voice.say(&words.already_replied, &[("on", &story.day(reply.on)), ("outcome", outcome)]))];
    }
    let mut out = Vec::new();
    let (from, safe) = (lodged.ask_decision_from(), lodged.safe_decision_from());
    if from > input.today {
        out.push(lacking(story.voice.say(&words.decision_early, &[("from", &story.day(from))])));
    }
    if safe > input.today && safe > from {
        out.push(hint(story.voice.say(&words.decision_safe, &[("safe", &story.day(safe))])));
    }
    if let Some((asked, due)) = lodged.decision_requested.zip(lodged.decision_due()) {
        let values = [("asked", &*story.day(asked)), ("due", &*story.day(due))];
        let over = input.today > due;
        let phrase = if over { &words.decision_overdue } else { &words.decision_asked };
        out.push(Remark { is_required: over, ..hint(story.voice.say(phrase, &values)) });
    }
    if lodged.case_number.trim().is_empty() {
        out.push(lacking(story.voice.say(&words.case_number, &[])));
    }
    out.extend(story.numbers_in(decision_request(inputs).map(|made| made.text())));
    out
}

/// What to look at before a decision in a case about some accounts is appealed.
pub fn appeal_remarks(inputs: &[ComplaintInput<'_>]) -> Vec<Remark> {
    let Some(input) = inputs.first() else { return Vec::new() };
    let story = CaseStory::new(*input, Vec::new());
    let words = &story.words.checklist;
    let Some(made) = appeal(inputs) else { return vec![lacking(story.voice.say(&words.no_decision, &[]))] };
    let complaints = inputs.iter().filter_map(|i| Case::as_of(i.account.fields.platform, i.events, i.today).complaint);
    let complaints: Vec<Complaint> = complaints.collect();
    let mut out = Vec::new();
    if complaints.iter().any(|complaint| complaint.case_number.trim().is_empty()) {
        out.push(lacking(story.voice.say(&words.case_number, &[])));
    }
    let objects = complaints.iter().any(|complaint| complaint.early_resolution().is_some());
    if !objects && complaints.iter().any(|complaint| complaint.reply.is_some_and(|reply| reply.served.is_none())) {
        out.push(lacking(story.voice.say(&words.served, &[])));
    }
    if let Some(on) = complaints.iter().find_map(|complaint| complaint.appealed) {
        let phrase = if objects { &words.already_objected } else { &words.already_appealed };
        out.push(hint(story.voice.say(phrase, &[("on", &story.day(on))])));
    }
    let last_day = |complaint: &Complaint| complaint.appeal_until().or_else(|| complaint.objection_until());
    let until: BTreeSet<NaiveDate> = complaints.iter().filter_map(last_day).collect();
    if let Some(first) = until.first() {
        let phrase = match (objects, input.today > *first) {
            (false, true) => &words.appeal_late,
            (false, false) => &words.appeal_soon,
            (true, true) => &words.objection_late,
            (true, false) => &words.objection_soon,
        };
        out.push(hint(story.voice.say(phrase, &[("until", &story.day(*first))])));
    }
    if until.len() > 1 {
        out.push(hint(story.voice.say(&words.served_differs, &[])));
    }
    let told = complaints.iter().filter_map(Complaint::early_resolution).map(|reply| reply.on).min();
    if told.is_some_and(|on| story.notes_since(on).is_empty()) {
        out.push(hint(story.voice.say(&words.objection_why, &[])));
    }
    if !objects && input.lang != Lang::Sv {
        out.push(hint(story.voice.say(&words.court_language, &[])));
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

/// Why no complaint is made of some accounts.
pub fn why_none(inputs: &[ComplaintInput<'_>]) -> Vec<Remark> {
    let mut out: Vec<Remark> = Vec::new();
    for input in inputs {
        let story = CaseStory::new(*input, Vec::new());
        let words = &story.words.checklist;
        let phrase = if story.findings.attempts.is_empty() { &words.request } else { &words.answered };
        let said = lacking(story.voice.say(phrase, &[]));
        if !out.contains(&said) {
            out.push(said);
        }
    }
    out
}

impl CaseStory<'_> {
    /// Whether the day of the code decides on what the complaint says: nothing came of the objection, or it came late counted
    /// from the day of sending.
    fn asks_about_code(&self) -> bool {
        let pending = |a: &&AttemptFinding<'_>| a.attempt.code == Code::Pending;
        self.findings.attempts.iter().filter(pending).any(|a| a.silent(self.input.today) || a.answered_late())
    }

    /// A file that is marked as a reply while no reply is logged: the complaint would contradict its own annex.
    fn unlogged_reply(&self) -> Option<Remark> {
        use EventKind::{Extended, Granted, InfoRequested, Refused};
        if [Extended, Granted, InfoRequested, Refused].into_iter().any(|kind| self.has(kind)) {
            return None;
        }
        let (name, _) = self.evidence().find(|(_, kind)| *kind == Some(EvidenceKind::Reply))?;
        Some(lacking(self.voice.say(&self.words.checklist.unlogged_reply, &[("name", name)])))
    }

    /// Why no complaint is made of it.
    fn nothing_to_complain_of(&self) -> Option<Remark> {
        let in_time = self.findings.granted().is_some() && !is_matter(&self.input);
        in_time.then(|| hint(self.voice.say(&self.words.checklist.answered, &[])))
    }

    /// What would make it stronger, or should be looked at once more.
    fn weak_spots(&self) -> Vec<Remark> {
        let (words, found) = (&self.words.checklist, &self.findings);
        let mut said: Vec<&str> = Vec::new();
        if found.refusal().is_some_and(|refusal| refusal.reasons == Some(true)) {
            said.push(&words.rebut);
        }
        if !found.attempts.is_empty() && found.attempts.iter().all(|attempt| attempt.sent.text.trim().is_empty()) {
            said.push(&words.bare);
        }
        if self.input.for_child() {
            said.push(&words.child);
        }
        let mut out: Vec<Remark> = said.into_iter().map(|phrase| hint(self.voice.say(phrase, &[]))).collect();
        out.extend(
            found
                .ends_if_identity_counts()
                .filter(|ends| self.input.today <= *ends)
                .map(|ends| hint(self.voice.say(&words.identity_runs, &[("ends", &self.day(ends))]))),
        );
        out.extend(self.unexplained_file());
        out
    }

    /// A file of which nothing says what it is.
    fn unexplained_file(&self) -> Option<Remark> {
        let unexplained = self.live.iter().find_map(|event| match &event.data {
            EventData::EvidenceAdded { name, evidence_kind: None, about: None, .. } if !names_authority(name) => Some(name),
            _ => None,
        })?;
        Some(hint(self.voice.say(&self.words.checklist.unexplained, &[("name", unexplained)])))
    }

    /// Whether any file is marked as a reply from the controller.
    pub fn has_reply_file(&self) -> bool {
        self.evidence().any(|(_, kind)| kind == Some(EvidenceKind::Reply))
    }

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
        if found.refusal().is_some() || self.continued().is_some() || found.answered_late() {
            return None;
        }
        let open = found.attempts.iter().filter(|a| a.answer.is_none());
        let deadline = open.map(|a| &a.deadline).min_by_key(|deadline| deadline.ends)?;
        let words = &self.words.checklist;
        let phrase = match (deadline.safe_last_day > deadline.legal_last_day, today > deadline.legal_last_day) {
            (true, true) => &words.early_safe_only,
            (true, false) => &words.early_safe,
            (false, _) => &words.early,
        };
        let (last, safe) = (self.day(deadline.legal_last_day), self.day(deadline.safe_last_day));
        (today <= deadline.safe_last_day).then(|| hint(self.voice.say(phrase, &[("last", &last), ("safe", &safe)])))
    }

    fn numbers_in(&self, text: Option<String>) -> Option<Remark> {
        let text = text?;
        let number = identity_number(&text)?;
        Some(lacking(self.voice.say(&self.words.checklist.personal_number, &[("number", number)])))
    }
}
