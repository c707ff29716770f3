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
        said.extend(self.unanswered());
        said
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
        let counts = |a: &&AttemptFinding<'_>| a.attempt.code == Code::Entered(event.on) && a.attempt.sent < event.on;
        self.findings.attempts.iter().find(counts)?;
        Some(self.voice.say(&self.words.matter.code_entered, &[("date", &self.day(event.on))]))
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
    fn is_capped(&self, notice: StoryExtension<'_>) -> bool {
        let (about, until) = (self.attempt_of(notice), extension_until(notice.event));
        !notice.late && about.zip(until).is_some_and(|(about, until)| until > about.deadline.ends)
    }

    /// The objection that a notice of extension was about.
    fn attempt_of(&self, notice: StoryExtension<'_>) -> Option<&AttemptFinding<'a>> {
        self.findings.attempts.iter().find(|attempt| Some(attempt.event.id) == notice.attempt)
    }

    /// A sentence about a notice of extension.
    pub fn notice(&self, phrase: &str, event: &Event, annexes: &Annexes<'_>) -> String {
        let until = extension_until(event).map(|day| self.voice.say(&self.words.matter.until, &[("date", &self.day(day))]));
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let about = self.extensions().find(|notice| notice.event.id == event.id).and_then(|notice| self.attempt_of(notice));
        let month = about.map(|about| self.day(about.attempt.last_day_of_month())).unwrap_or_default();
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
        let answered: Vec<_> = self.findings.attempts.iter().filter(|a| a.answer.is_some_and(|own| own.id == event.id)).collect();
        let several = answered.len() > 1;
        let objections = if several { &words.the_objections } else { &words.the_objection };
        let annex = annexes.mark(event.id, self.words, self.input.lang);
        let values = [("date", &*self.day(event.on)), ("annex", &annex), ("objections", objections)];
        let mut said = vec![self.voice.say(phrase, &values)];
        said.extend(answered.into_iter().filter(|attempt| attempt.answered_late()).map(|attempt| {
            let phrase = match (attempt.attempt.code, several) {
                (Code::Pending, _) => &words.answered_late_code,
                (_, true) => &words.answered_late_of,
                (_, false) => &words.answered_late,
            };
            let (sent, last) = (self.day(attempt.event.on), self.day(attempt.deadline.legal_last_day));
            self.voice.say(phrase, &[("sent", &sent), ("last", &last)])
        }));
        said
    }

    /// What was not answered: the objections whose time has passed, or how long it still runs.
    fn unanswered(&self) -> Vec<String> {
        let words = &self.words.matter;
        let silent: Vec<_> = self.findings.silent().collect();
        let Some(first) = silent.first() else { return self.waiting().into_iter().collect() };
        let mut said = Vec::new();
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
        said.extend(self.findings.ends_if_identity_counts().map(|ends| {
            let phrase = if self.input.today > ends { &words.identity_over } else { &words.identity_runs };
            self.voice.say(phrase, &[("ends", &self.day(ends))])
        }));
        said
    }

    /// When the time for an answer passed; `one` where there is no other objection to confuse it with.
    fn expiry(&self, attempt: &AttemptFinding<'_>, one: bool) -> String {
        let words = &self.words.matter;
        let safe_day_is_over = self.input.today > attempt.deadline.safe_last_day;
        let [alone, among] = match (attempt.may_be_lost(), attempt.attempt.code, attempt.safe_day_matters()) {
            (true, ..) => [&words.would_have, &words.would_have_of],
            (_, Code::Pending, _) => [&words.counted, &words.counted_of],
            _ if self.has_unreasoned_extension(attempt) => [&words.unreasoned, &words.unreasoned],
            (.., true) if safe_day_is_over => [&words.expired_safe, &words.expired_safe_of],
            (.., true) => [&words.expired_safe_runs, &words.expired_safe_runs_of],
            (.., false) => [&words.expired, &words.expired_of],
        };
        self.of_attempt(if one { [alone, alone] } else { [among, among] }, attempt)
    }

    /// A sentence about one objection: the first phrase where there is only one, the second where it has to be named.
    fn of_attempt(&self, [alone, among]: [&String; 2], attempt: &AttemptFinding<'_>) -> String {
        let phrase = if self.findings.attempts.len() == 1 { alone } else { among };
        let (last, safe) = (self.day(attempt.deadline.legal_last_day), self.day(attempt.deadline.safe_last_day));
        let sent = full_date(attempt.event.on, self.input.lang);
        let month = self.day(attempt.attempt.last_day_of_month());
        self.voice.say(phrase, &[("sent", &sent), ("last", &last), ("safe", &safe), ("month", &month)])
    }

    /// How long the time for an answer still runs.
    fn waiting(&self) -> Option<String> {
        let words = &self.words.matter;
        let waiting = self.findings.waiting()?;
        let (month, last) = (waiting.attempt.last_day_of_month(), waiting.deadline.legal_last_day);
        let phrase = match (self.has_unreasoned_extension(waiting), self.input.today > month) {
            (true, true) => &words.unreasoned_runs,
            (true, false) => &words.waiting_unreasoned,
            (false, _) => &words.waiting,
        };
        Some(self.voice.say(phrase, &[("month", &self.day(month)), ("last", &self.day(last))]))
    }

    /// Whether the time of an objection was extended without reasons.
    fn has_unreasoned_extension(&self, attempt: &AttemptFinding<'_>) -> bool {
        let own = |n: &StoryExtension<'_>| n.attempt == Some(attempt.event.id) && !n.late;
        self.extensions().filter(own).any(|n| extension_reasons(n.event) == Some(false))
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
