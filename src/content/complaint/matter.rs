//! What happened between the complainant and the controller, in sentences and in order, and what is still unanswered. Nothing
//! here says more than the log does.

use super::annexes::Annexes;
use super::findings::AttemptFinding;
use super::story::{CaseStory, StoryExtension, extension_reasons, extension_until};
use crate::content::calendar::full_date;
use crate::domain::{Code, Event, EventData, EventKind};

impl<'a> CaseStory<'a> {
    /// The matter in sentences, without the processing that it is about.
    pub fn matter(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let mut said: Vec<String> = self.live.iter().flat_map(|event| self.passage(event, annexes)).collect();
        said.extend(self.unanswered(annexes));
        said
    }

    /// What the matter says about an event; nothing about most.
    fn passage(&self, event: &'a Event, annexes: &Annexes<'_>) -> Vec<String> {
        match &event.data {
            EventData::Submitted(_) => self.objection(event, annexes),
            EventData::InfoRequested { .. } => self.question(event, annexes).into_iter().collect(),
            EventData::Extended { .. } => self.extension(event, annexes),
            EventData::Granted | EventData::Refused { .. } => self.answer(event, annexes),
            EventData::Continued if self.continued().is_some_and(|newest| newest.id == event.id) => {
                vec![self.on(&self.words.matter.continued, event, annexes)]
            }
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

    /// The newest question, where it was not answered or was about identity.
    fn question(&self, event: &Event, annexes: &Annexes<'_>) -> Option<String> {
        let question = self.findings.question()?;
        self.newest(EventKind::InfoRequested).filter(|newest| newest.id == event.id)?;
        let words = &self.words.matter;
        match (question.answered, question.identity) {
            (None, true) => Some(self.on(&words.unanswered_identity, event, annexes)),
            (None, false) => Some(self.on(&words.unanswered_question, event, annexes)),
            (Some(on), true) => {
                let (date, answered) = (self.day(question.asked), self.day(on));
                let annex = annexes.mark(event.id, self.words, self.input.lang);
                let values = [("date", date.as_str()), ("answered", &answered), ("annex", &annex)];
                Some(self.voice.say(&words.answered_identity, &values))
            }
            (Some(_), false) => None,
        }
    }

    fn extension(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let Some(notice) = self.extensions().find(|notice| notice.event.id == event.id) else { return Vec::new() };
        let phrase = match (notice.late, extension_reasons(event)) {
            (true, _) => &words.extended_late,
            (false, Some(true)) => &words.extended_with,
            (false, Some(false)) => &words.extended_without,
            (false, None) => &words.extended,
        };
        let mut said = vec![self.notice(phrase, event, annexes)];
        said.extend(self.is_capped(notice).then(|| self.voice.say(&words.capped, &[])));
        said
    }

    /// Whether a notice names a later day than the law allows.
    fn is_capped(&self, StoryExtension { event, attempt, late }: StoryExtension<'_>) -> bool {
        let about = self.findings.attempts.iter().find(|a| Some(a.event.id) == attempt);
        !late && about.zip(extension_until(event)).is_some_and(|(about, until)| until > about.deadline.ends)
    }

    /// A sentence about a notice of extension.
    pub fn notice(&self, phrase: &str, event: &Event, annexes: &Annexes<'_>) -> String {
        let until = extension_until(event).map(|day| self.voice.say(&self.words.matter.until, &[("date", &self.day(day))]));
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let month = self.extensions().find(|notice| notice.event.id == event.id).and_then(|notice| notice.attempt);
        let month = self.findings.attempts.iter().find(|a| Some(a.event.id) == month).map(|a| a.attempt.last_day_of_month());
        let month = month.map(|day| self.day(day)).unwrap_or_default();
        let (date, annex) = (self.day(event.on), annexes.mark(event.id, self.words, self.input.lang));
        self.voice.say(phrase, &[("date", &date), ("until", &until), ("annex", &annex), ("month", &month)])
    }

    fn answer(&self, event: &Event, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let phrase = match &event.data {
            EventData::Refused { reasons: Some(true) } => &words.refused_with,
            EventData::Refused { reasons: Some(false) } => &words.refused_without,
            EventData::Refused { reasons: None } => &words.refused,
            _ => &words.granted,
        };
        let mut said = vec![self.on(phrase, event, annexes)];
        let late = self.findings.attempts.iter().find(|a| a.answered_late() && a.answer.is_some_and(|own| own.id == event.id));
        said.extend(late.map(|attempt| {
            let phrase = if attempt.attempt.code == Code::Pending { &words.answered_late_code } else { &words.answered_late };
            self.voice.say(phrase, &[("last", &self.day(attempt.deadline.legal_last_day))])
        }));
        said
    }

    /// What was not answered: the objections whose time has passed, or how long it still runs.
    fn unanswered(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let silent: Vec<_> = self.findings.silent().collect();
        let Some(first) = silent.first() else { return self.waiting().into_iter().collect() };
        let mut said = Vec::new();
        said.extend(self.only_acknowledged().map(|event| self.on(&words.only_acknowledged, event, annexes)));
        said.extend(silent.iter().filter(|a| a.may_be_lost()).map(|a| self.of_attempt([&words.lost, &words.lost_of], a)));
        let all = silent.len() == self.findings.attempts.len();
        said.push(match (silent.len(), all) {
            (1, true) => self.voice.say(&words.no_answer, &[]),
            (1, false) => self.of_attempt([&words.no_answer, &words.no_answer_of], first),
            (_, true) => self.voice.say(&words.no_answers, &[]),
            (_, false) => self.voice.say(&words.no_later_answers, &[]),
        });
        let one = silent.len() == 1;
        said.extend(silent.iter().map(|attempt| self.expiry(attempt, one)));
        said
    }

    /// When the time for an answer passed; `one` where there is no other objection to confuse it with.
    fn expiry(&self, attempt: &AttemptFinding<'_>, one: bool) -> String {
        let words = &self.words.matter;
        let [alone, among] = match (attempt.may_be_lost(), attempt.safe_day_matters()) {
            (true, _) => [&words.would_have, &words.would_have_of],
            (false, true) => [&words.expired_safe, &words.expired_safe_of],
            (false, false) => [&words.expired, &words.expired_of],
        };
        self.of_attempt(if one { [alone, alone] } else { [among, among] }, attempt)
    }

    /// A sentence about one objection: the first phrase where there is only one, the second where it has to be named.
    fn of_attempt(&self, [alone, among]: [&String; 2], attempt: &AttemptFinding<'_>) -> String {
        let phrase = if self.findings.attempts.len() == 1 { alone } else { among };
        let (last, safe) = (self.day(attempt.deadline.legal_last_day), self.day(attempt.deadline.safe_last_day));
        let sent = full_date(attempt.event.on, self.input.lang);
        self.voice.say(phrase, &[("sent", &sent), ("last", &last), ("safe", &safe)])
    }

    /// How long the time for an answer still runs.
    fn waiting(&self) -> Option<String> {
        let words = &self.words.matter;
        let waiting = self.findings.waiting()?;
        let unreasoned =
            |n: &StoryExtension<'_>| n.attempt == Some(waiting.event.id) && !n.late && extension_reasons(n.event) == Some(false);
        let phrase = if self.extensions().any(|n| unreasoned(&n)) { &words.waiting_unreasoned } else { &words.waiting };
        Some(self.voice.say(phrase, &[("last", &self.day(waiting.deadline.legal_last_day))]))
    }

    /// The automatic reply, where it is all that came.
    fn only_acknowledged(&self) -> Option<&'a Event> {
        use EventKind::{Extended, Granted, InfoRequested, Refused};
        let more = [Extended, Granted, InfoRequested, Refused].into_iter().any(|kind| self.has(kind));
        self.newest(EventKind::Acknowledged).filter(|_| !more && !self.has_reply_file())
    }
}
