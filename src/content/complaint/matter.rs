//! What happened between the complainant and the controller, in sentences and in order. Nothing here says more than the
//! log does. What is still unanswered follows in `unanswered`.

use super::annexes::Annexes;
use super::story::{CaseStory, extension_reasons, extension_until};
use crate::domain::{Code, Event, EventData, EventKind};

/// A sentence of the matter, and the submission that it tells of, where it does: two that were sent apart are never one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub submission: Option<i64>,
    pub text: String,
}

/// What makes one submission of the events that log it; `None` for an event of another kind.
pub(super) fn submission(event: &Event) -> Option<i64> {
    matches!(event.data, EventData::Submitted(_)).then(|| event.data.submission_id().unwrap_or(-event.id.0))
}

impl<'a> CaseStory<'a> {
    /// The matter in sentences, without the processing that it is about.
    pub fn matter(&self, annexes: &Annexes<'_>) -> Vec<Sentence> {
        let passages = self.live.iter().flat_map(|event| {
            let told = self.passage(event, annexes);
            told.into_iter().map(|text| Sentence { submission: submission(event), text })
        });
        let unanswered = self.unanswered().into_iter().map(|text| Sentence { submission: None, text });
        passages.chain(unanswered).collect()
    }

    /// What the matter says about an event; nothing about most.
    fn passage(&self, event: &'a Event, annexes: &Annexes<'_>) -> Vec<String> {
        match &event.data {
            EventData::Submitted(_) => self.objection(event, annexes),
            EventData::InfoRequested { .. } => self.question(event, annexes).into_iter().collect(),
            EventData::Extended { .. } => self.extension(event, annexes),
            EventData::Granted | EventData::Refused { .. } => self.answer(event, annexes),
            EventData::Continued if self.breaks_a_yes(event) => vec![self.on(&self.words.matter.continued, event, annexes)],
            EventData::Confirmed => self.code_entered(event).into_iter().collect(),
            EventData::Acknowledged => self.only_acknowledged(event, annexes).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn objection(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let Some(n) = self.findings.attempts.iter().position(|attempt| attempt.event.id == event.id) else { return Vec::new() };
        let attempt = &self.findings.attempts[n];
        let before = event.on < self.input.account.fields.platform.controller().processing.since;
        let phrase = match (n, before, attempt.sent.text.trim().is_empty()) {
            (0, true, false) => &words.objected_before,
            (0, true, true) => &words.objected_before_bare,
            (0, false, false) => &words.objected,
            (0, false, true) => &words.objected_bare,
            (_, _, false) => &words.again,
            (_, _, true) => &words.again_bare,
        };
        let mut said = vec![self.on(phrase, event, annexes)];
        if attempt.attempt.code == Code::Pending && !attempt.may_be_lost() {
            said.push(self.voice.say(&words.code_shown, &[]));
        }
        said
    }

    /// From which day the time counts, where the code was entered later than the objection was sent.
    fn code_entered(&self, event: &Event) -> Option<String> {
        let words = &self.words.matter;
        let attempts = &self.findings.attempts;
        let counts = |n: &usize| attempts[*n].attempt.code == Code::Entered(event.on) && attempts[*n].attempt.sent < event.on;
        let n = (0..attempts.len()).find(counts)?;
        let phrase = if attempts.len() > 1 { &words.code_entered_of } else { &words.code_entered };
        Some(self.voice.say(phrase, &[("date", &self.day(event.on)), ("sent", &self.day(attempts[n].attempt.sent))]))
    }

    /// A question, where it was not answered or was about identity.
    fn question(&self, event: &Event, annexes: &Annexes<'_>) -> Option<String> {
        let question = self.findings.questions.iter().find(|question| question.event.id == event.id)?;
        let words = &self.words.matter;
        match (question.answered, question.identity) {
            (None, true) => Some(self.on(&words.unanswered_identity, event, annexes)),
            (None, false) => Some(self.on(&words.unanswered_question, event, annexes)),
            (Some(on), true) => {
                let (date, answered) = (self.day(event.on), self.day(on));
                let annex = annexes.mark(event.id, self.words, self.input.lang);
                let values = [("date", date.as_str()), ("answered", &answered), ("annex", &annex)];
                Some(self.voice.say(&words.answered_identity, &values))
            }
            (Some(_), false) => None,
        }
    }

    /// A notice of extension. Where it came too late for some objections only, each of those is named.
    fn extension(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let Some(notice) = self.extensions().find(|notice| notice.event.id == event.id) else { return Vec::new() };
        let late_for_all = matches!((&notice.late_for[..], &notice.in_time_for[..]), ([_], []));
        let phrase = match extension_reasons(event) {
            _ if late_for_all => &words.extended_late,
            Some(true) => &words.extended_with,
            Some(false) => &words.extended_without,
            None => &words.extended,
        };
        let month = notice.late_for.first().map(|about| self.day(about.attempt.last_day_of_month())).unwrap_or_default();
        let mut said = vec![self.notice(phrase, event, &month, annexes)];
        for about in notice.late_for.iter().filter(|_| !late_for_all) {
            let (sent, month) = (self.day(about.event.on), self.day(about.attempt.last_day_of_month()));
            said.push(self.voice.say(&words.extended_late_of, &[("sent", &sent), ("month", &month)]));
        }
        let too_long = |until| notice.in_time_for.iter().any(|about| until > about.deadline.ends);
        said.extend(extension_until(event).filter(|until| too_long(*until)).map(|_| self.voice.say(&words.capped, &[])));
        said
    }

    /// A sentence about a notice of extension; `month` is the last day on which one would have come in time.
    pub fn notice(&self, phrase: &str, event: &Event, month: &str, annexes: &Annexes<'_>) -> String {
        let until = extension_until(event).map(|day| self.voice.say(&self.words.matter.until, &[("date", &self.day(day))]));
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let (date, annex) = (self.day(event.on), annexes.mark(event.id, self.words, self.input.lang));
        self.voice.say(phrase, &[("date", &date), ("until", &until), ("annex", &annex), ("month", month)])
    }

    fn answer(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let phrase = match &event.data {
            EventData::Refused { reasons: Some(true) } => &words.refused_with,
            EventData::Refused { reasons: Some(false) } => &words.refused_without,
            EventData::Refused { reasons: None } => &words.refused,
            _ => &words.granted,
        };
        let answered: Vec<_> = self.findings.attempts.iter().filter(|a| a.answer.is_some_and(|own| own.id == event.id)).collect();
        let several = answered.len() > 1;
        let objections = if several { &words.the_objections } else { &words.the_objection };
        let annex = annexes.mark(event.id, self.words, self.input.lang);
        let values = [("date", &*self.day(event.on)), ("annex", &annex), ("objections", objections)];
        let mut said = vec![self.voice.say(phrase, &values)];
        for attempt in answered.into_iter().filter(|attempt| attempt.answered_late()) {
            let phrase = match (attempt.attempt.code, several) {
                (Code::Pending, false) => &words.answered_late_code,
                (Code::Pending, true) => &words.answered_late_code_of,
                (_, true) => &words.answered_late_of,
                (_, false) => &words.answered_late,
            };
            let (sent, last) = (self.day(attempt.event.on), self.day(attempt.deadline.legal_last_day));
            said.push(self.voice.say(phrase, &[("sent", &sent), ("last", &last)]));
            self.push_second_time(&mut said, attempt);
        }
        said
    }

    /// The automatic reply, where it is all that came: it may look like an answer.
    fn only_acknowledged(&self, event: &Event, annexes: &Annexes<'_>) -> Option<String> {
        use EventKind::{Extended, Granted, InfoRequested, Refused};
        let more = [Extended, Granted, InfoRequested, Refused].into_iter().any(|kind| self.has(kind));
        let all = !more && !self.has_reply_file() && self.newest(EventKind::Acknowledged).is_some_and(|a| a.id == event.id);
        let words = &self.words.matter;
        let phrase = if self.findings.attempts.len() > 1 { &words.only_acknowledged_several } else { &words.only_acknowledged };
        all.then(|| self.on(phrase, event, annexes))
    }
}
