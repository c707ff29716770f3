//! One account's case in the complaint: what happened, in sentences, and what follows from it. Nothing here says
//! more than the log does.

use chrono::NaiveDate;

use super::annexes::Annexes;
use super::findings::{AttemptFinding, CaseFindings};
use super::input::{ComplaintInput, live_events};
use super::wording::{Voice, Wording, wording};
use crate::content::calendar::full_date;
use crate::domain::{Event, EventData, EventId, EventKind};

/// An account's log, read.
pub(super) struct CaseStory<'a> {
    pub input: ComplaintInput<'a>,
    pub words: &'static Wording,
    pub voice: Voice,
    pub live: Vec<&'a Event>,
    pub findings: CaseFindings<'a>,
    /// The accounts in the same complaint.
    pub beside: Vec<String>,
}

/// What a complaint asks for; each is a sentence in the table of requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one request each, in any combination")]
pub(super) struct Requests {
    pub silence: bool,
    pub code: bool,
    pub late: bool,
    pub extension: bool,
    pub refused: bool,
    pub reasons: bool,
    pub continued: bool,
    pub comply: bool,
}

/// A notice of extension (Article 12(3) GDPR).
#[derive(Debug, Clone, Copy)]
pub(super) struct StoryExtension<'a> {
    pub event: &'a Event,
    /// The attempt it was about: the earliest before it that had no answer.
    pub attempt: Option<EventId>,
    /// Whether it came after the month's last day, so that it extends nothing.
    pub late: bool,
}

impl Requests {
    /// Whether the month of Article 12(3) is at issue.
    pub const fn concern_time(self) -> bool {
        self.silence || self.code || self.late || self.extension
    }

    /// What either asks for.
    pub fn or(self, other: Self) -> Self {
        Self {
            silence: self.silence || other.silence,
            code: self.code || other.code,
            late: self.late || other.late,
            extension: self.extension || other.extension,
            refused: self.refused || other.refused,
            reasons: self.reasons || other.reasons,
            continued: self.continued || other.continued,
            comply: self.comply || other.comply,
        }
    }
}

impl<'a> CaseStory<'a> {
    pub fn new(input: ComplaintInput<'a>, beside: Vec<String>) -> Self {
        let live = live_events(&input);
        let findings = CaseFindings::new(input.account.fields.platform, &live, input.today);
        let fields = &input.account.fields;
        let voice = Voice::new(input.lang, input.represented(), fields.platform.controller());
        Self { input, words: wording(input.lang), voice, live, findings, beside }
    }

    pub fn has(&self, kind: EventKind) -> bool {
        self.live.iter().any(|e| e.data.kind() == kind)
    }

    /// The newest event of a kind.
    pub fn newest(&self, kind: EventKind) -> Option<&'a Event> {
        self.live.iter().rev().copied().find(|e| e.data.kind() == kind)
    }

    /// A day as people write it.
    pub fn day(&self, day: NaiveDate) -> String {
        full_date(day, self.input.lang)
    }

    /// A sentence with a day and the annexes of an event.
    pub fn on(&self, phrase: &str, event: &Event, annexes: &Annexes<'_>) -> String {
        self.voice.say(phrase, &[("date", &self.day(event.on)), ("annex", &annexes.mark(event.id, self.words, self.input.lang))])
    }

    /// What the complaint asks for on account of this case.
    pub fn requests(&self) -> Requests {
        let found = &self.findings;
        let refusal = found.refusal();
        let continued = self.continued().is_some();
        Requests {
            silence: found.silent().any(|a| !a.code_unknown()),
            code: found.silent().next().is_some() && found.silent().all(AttemptFinding::code_unknown),
            late: found.answered_late().is_some(),
            extension: self.extensions().any(|n| !n.late && extension_reasons(n.event) == Some(false)),
            refused: refusal.is_some(),
            reasons: refusal.is_some_and(|r| r.reasons == Some(false)),
            continued,
            comply: !continued && found.granted().is_none(),
        }
    }

    /// The matter in sentences, without the processing that it is about.
    pub fn matter(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let mut said = self.objections(annexes);
        said.extend(self.question(annexes));
        said.extend(self.extensions().map(|notice| self.extension(notice, annexes)));
        said.extend(self.answer(annexes));
        said.extend(self.continued().map(|event| self.on(&self.words.matter.continued, event, annexes)));
        said.extend(self.silence(annexes));
        said
    }

    fn objections(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let mut said = Vec::new();
        for (n, attempt) in self.findings.attempts.iter().enumerate() {
            let phrase = match (n, attempt.sent.text.trim().is_empty()) {
                (0, false) => &words.objected,
                (0, true) => &words.objected_bare,
                (_, false) => &words.again,
                (_, true) => &words.again_bare,
            };
            said.push(self.on(phrase, attempt.event, annexes));
            said.extend(attempt.code_unknown().then(|| self.voice.say(&words.code_unknown, &[])));
        }
        if said.is_empty() {
            said.push(self.voice.say(&words.nothing_sent, &[]));
        }
        said
    }

    fn question(&self, annexes: &Annexes<'_>) -> Option<String> {
        let question = self.findings.question()?;
        let words = &self.words.matter;
        let event = self.newest(EventKind::InfoRequested)?;
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

    /// The notices of extension.
    pub fn extensions(&self) -> impl Iterator<Item = StoryExtension<'a>> {
        let notices = self.live.iter().copied().filter(|e| e.data.kind() == EventKind::Extended);
        notices.map(|notice| {
            let about = self
                .findings
                .attempts
                .iter()
                .find(|a| (a.event.on, a.event.id) < (notice.on, notice.id) && a.answered.is_none_or(|on| on >= notice.on));
            let late = about.is_some_and(|a| notice.on > a.attempt.last_day_of_month());
            StoryExtension { event: notice, attempt: about.map(|a| a.event.id), late }
        })
    }

    fn extension(&self, StoryExtension { event, late, .. }: StoryExtension<'_>, annexes: &Annexes<'_>) -> String {
        let words = &self.words.matter;
        let phrase = match (late, extension_reasons(event)) {
            (true, _) => &words.extended_late,
            (false, Some(true)) => &words.extended_with,
            (false, Some(false)) => &words.extended_without,
            (false, None) => &words.extended,
        };
        self.notice(phrase, event, annexes)
    }

    /// A sentence about a notice of extension.
    pub fn notice(&self, phrase: &str, event: &Event, annexes: &Annexes<'_>) -> String {
        let until = extension_until(event).map(|day| self.voice.say(&self.words.matter.until, &[("date", &self.day(day))]));
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let (date, annex) = (self.day(event.on), annexes.mark(event.id, self.words, self.input.lang));
        self.voice.say(phrase, &[("date", &date), ("until", &until), ("annex", &annex)])
    }

    fn answer(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let Some(answer) = self.findings.answer() else { return Vec::new() };
        let kind = if answer.granted { EventKind::Granted } else { EventKind::Refused };
        let Some(event) = self.newest(kind) else { return Vec::new() };
        let phrase = match (answer.granted, answer.reasons) {
            (true, _) => &words.granted,
            (false, Some(true)) => &words.refused_with,
            (false, Some(false)) => &words.refused_without,
            (false, None) => &words.refused,
        };
        let mut said = vec![self.on(phrase, event, annexes)];
        // CaseSection of the newest answer only where it is the one that came late.
        let late = self.findings.answered_late().filter(|a| a.answered == Some(answer.on));
        said.extend(late.map(|a| self.voice.say(&words.answered_late, &[("last", &self.day(a.deadline.legal_last_day))])));
        said
    }

    /// The event that says that the processing goes on, where the newest answer is a yes.
    pub fn continued(&self) -> Option<&'a Event> {
        let granted = self.newest(EventKind::Granted).filter(|_| self.findings.refusal().is_none())?;
        self.newest(EventKind::Continued).filter(|e| (e.on, e.id) > (granted.on, granted.id))
    }

    fn silence(&self, annexes: &Annexes<'_>) -> Vec<String> {
        let words = &self.words.matter;
        let mut said = Vec::new();
        if let Some(silent) = self.findings.silent().next() {
            said.extend(self.only_acknowledged().map(|event| self.on(&words.only_acknowledged, event, annexes)));
            let (last, safe) = (silent.deadline.legal_last_day, silent.deadline.safe_last_day);
            let phrase = if self.findings.silent().all(AttemptFinding::code_unknown) {
                &words.no_answer
            } else if safe > last {
                &words.silence_safe
            } else {
                &words.silence
            };
            said.push(self.voice.say(phrase, &[("last", &self.day(last)), ("safe", &self.day(safe))]));
        } else if let Some(waiting) = self.findings.waiting() {
            said.push(self.voice.say(&words.waiting, &[("last", &self.day(waiting.deadline.legal_last_day))]));
        }
        said
    }

    /// The automatic reply, where it is all that came.
    fn only_acknowledged(&self) -> Option<&'a Event> {
        use EventKind::{Extended, Granted, InfoRequested, Refused};
        let more = [Extended, Granted, InfoRequested, Refused].into_iter().any(|kind| self.has(kind));
        self.newest(EventKind::Acknowledged).filter(|_| !more)
    }
}

/// Whether a notice of extension gave reasons; `None` where that was not recorded.
pub(super) const fn extension_reasons(event: &Event) -> Option<bool> {
    if let EventData::Extended { reasons, .. } = &event.data { *reasons } else { None }
}

/// Until when a notice of extension says, where it does.
const fn extension_until(event: &Event) -> Option<NaiveDate> {
    if let EventData::Extended { until, .. } = &event.data { *until } else { None }
}
