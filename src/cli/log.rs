//! `nej log`: a reply or anything else that happened. What can mean nothing is refused; what is odd is logged and
//! told.

use chrono::NaiveDate;

use super::account::{label, named};
use super::args::LogArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::out::{Out, remark};
use crate::content::{fill, kind_words};
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{Account, Case, Closing, Code, Deadline, EventData, EventKind, Lang, Outcome, Phase, next};
use crate::runtime::clock;
use crate::service::complaint_source::{ComplaintSettings, with_frozen_complaint};

/// Logs an entry.
pub fn run(context: &Context, args: &LogArgs, out: &mut Out) -> Result<()> {
    let on = context.past_day("--on", args.on.as_ref())?;
    let asked = Asked { context, args, kind: EventKind::from_id(&args.event).unwrap_or(EventKind::Note) };
    asked.belongs()?;
    let what = asked.happening()?;
    let (reader, mut writer) = context.writer()?;
    let account = named(context, Some(&reader), &args.account)?;
    let case = Case::of(&reader.entries(account.id).map_err(|e| context.stored(&e))?);
    asked.means_something(&account, &case)?;
    let what = match what {
        EventData::ComplaintLodged { .. } => {
            let lang = context.lang_behind.unwrap_or(Lang::Sv);
            let settings = ComplaintSettings { me: &context.settings.me(), links: &context.links, on, lang };
            with_frozen_complaint(&reader, &[account.id], what, settings).map_err(|e| context.stored(&e))?
        }
        other => other,
    };
    let note = to_stored(args.note.as_deref().unwrap_or_default().trim());
    let entry = NewEvent { account: account.id, on, note, data: what };
    let change = Change::Record { entries: vec![entry], together: false, at: clock::now() };
    let WriteOutcome::Recorded(ids) = context.apply(&mut writer, &change)? else { return Ok(()) };
    for text in asked.odd(&account, &case, on) {
        remark(&text);
    }
    let numbers = ids.first().map(|id| id.0.to_string()).unwrap_or_default();
    let values = [
        ("id", &*account.id.0.to_string()),
        ("account", &label(&account.fields)),
        ("entry", &numbers),
        ("what", &kind_words(asked.kind, context.lang).short),
        ("date", &on.to_string()),
    ];
    out.line(&fill(&context.words().done.logged, &values))
}

struct Asked<'a> {
    context: &'a Context,
    args: &'a LogArgs,
    kind: EventKind,
}

impl Asked<'_> {
    /// Whether every option that was given belongs to the event.
    fn belongs(&self) -> Result<()> {
        let args = self.args;
        let options: [(&str, bool, &[EventKind]); 5] = [
            ("--until", args.until.is_some(), &[EventKind::Extended]),
            ("--case-number", args.case_number.is_some(), &[EventKind::ComplaintLodged, EventKind::CaseNumber]),
            ("--outcome", args.outcome.is_some(), &[EventKind::AuthorityReplied, EventKind::Closed]),
            ("--reasons", args.reasons.is_some(), &[EventKind::Refused]),
            ("--identity", args.identity, &[EventKind::InfoRequested]),
        ];
        match options.iter().find(|(_, given, kinds)| *given && !kinds.contains(&self.kind)) {
            Some((what, ..)) => Err(self.wrong(&self.context.words().log.not_with, what)),
            None => Ok(()),
        }
    }

    fn wrong(&self, phrase: &str, what: &str) -> Failure {
        Failure::Usage(fill(phrase, &[("what", what), ("event", self.kind.id())]))
    }

    fn needs<'v>(&self, value: Option<&'v String>, what: &str) -> Result<&'v str> {
        let given = value.map(|text| text.trim()).filter(|text| !text.is_empty());
        given.ok_or_else(|| self.wrong(&self.context.words().log.needs, what))
    }

    fn happening(&self) -> Result<EventData> {
        let args = self.args;
        let case_number = to_stored(args.case_number.as_deref().unwrap_or_default().trim());
        Ok(match self.kind {
            EventKind::Confirmed => EventData::Confirmed,
            EventKind::Acknowledged => EventData::Acknowledged,
            EventKind::InfoRequested => EventData::InfoRequested { identity: args.identity },
            EventKind::InfoSupplied => EventData::InfoSupplied,
            EventKind::Extended => {
                let until = self.needs(args.until.as_ref(), "--until")?;
                EventData::Extended { until: self.context.any_day("--until", until)? }
            }
            EventKind::Granted => EventData::Granted,
            EventKind::Refused => EventData::Refused { reasons: args.reasons.as_ref().map(|word| word == "yes") },
            EventKind::Reminded => EventData::Reminded,
            EventKind::ComplaintLodged => EventData::ComplaintLodged { text: String::new(), case_number },
            EventKind::CaseNumber => {
                self.needs(args.case_number.as_ref(), "--case-number")?;
                EventData::CaseNumber { case_number }
            }
            EventKind::DecisionRequested => EventData::DecisionRequested,
            EventKind::AuthorityReplied => EventData::AuthorityReplied { outcome: self.outcome(Outcome::ALL, Outcome::id)? },
            EventKind::Closed if args.outcome.is_none() => EventData::Closed { reason: Closing::Done },
            EventKind::Closed => EventData::Closed { reason: self.outcome(Closing::ALL, Closing::id)? },
            EventKind::Reopened => EventData::Reopened,
            EventKind::Note | EventKind::Submitted | EventKind::EvidenceAdded | EventKind::Voided => {
                self.needs(args.note.as_ref(), "--note")?;
                EventData::Note
            }
        })
    }

    /// The outcome that was given, which must be one of this event's.
    fn outcome<T: Copy>(&self, all: &[T], id: fn(T) -> &'static str) -> Result<T> {
        let choices = all.iter().map(|o| id(*o)).collect::<Vec<_>>().join(", ");
        let given = self.needs(self.args.outcome.as_ref(), &format!("--outcome ({choices})"))?;
        all.iter().copied().find(|o| id(*o) == given).ok_or_else(|| {
            let words = &self.context.words().usage;
            let fault = fill(&words.not_a_choice, &[("what", "--outcome"), ("value", &escape_control(given))]);
            Failure::Usage(fault + " " + &fill(&words.choices, &[("what", &choices)]))
        })
    }

    /// Refuses what nothing in the log gives a meaning to.
    fn means_something(&self, account: &Account, case: &Case) -> Result<()> {
        use EventKind::{Acknowledged, Confirmed, Extended, Granted, InfoRequested, InfoSupplied, Refused, Reminded};
        use EventKind::{AuthorityReplied, CaseNumber, DecisionRequested};
        let words = &self.context.words().log;
        let lacks = match self.kind {
            Confirmed | Acknowledged | InfoRequested | InfoSupplied | Extended | Granted | Refused | Reminded
                if case.attempts.is_empty() =>
            {
                &words.nothing_sent
            }
            Confirmed if !case.attempts.iter().any(|a| a.code == Code::Pending) => &words.no_code,
            CaseNumber | DecisionRequested | AuthorityReplied if case.complaint.is_none() => &words.no_complaint,
            EventKind::Reopened if case.closed.is_none() => &words.not_closed,
            _ => return Ok(()),
        };
        let values = [("id", &*account.id.0.to_string()), ("event", self.kind.id())];
        Err(Failure::Refused(fill(lacks, &values)))
    }

    /// What the screen would ask before or never offer, as remarks.
    fn odd(&self, account: &Account, case: &Case, on: NaiveDate) -> Vec<String> {
        let words = self.context.words();
        let mut odd = Vec::new();
        let sent = case.attempts.iter().map(|a| a.sent).min();
        if let Some(sent) = sent.filter(|sent| on < *sent && self.kind != EventKind::Note) {
            odd.push(fill(&words.log.before_cause, &[("on", &on.to_string()), ("sent", &sent.to_string())]));
        }
        let last = case.open_attempt().map(|a| Deadline::month(a.start()).legal_last_day);
        if let Some(last) = last.filter(|last| self.kind == EventKind::Extended && on > *last) {
            odd.push(fill(&words.log.late_notice, &[("last", &last.to_string())]));
        }
        let phase = case.state(account.added_on).phase;
        let early = case.limit().map(|l| l.complaint_from()).filter(|from| self.kind == EventKind::ComplaintLodged && on < *from);
        if let Some(from) = early {
            odd.push(fill(&words.done.early, &[("date", &from.to_string())]));
        } else if !self.is_likely(case, phase) {
            odd.push(fill(&words.log.unlikely, &[("event", self.kind.id())]));
        }
        odd
    }

    fn is_likely(&self, case: &Case, phase: Phase) -> bool {
        self.kind == EventKind::Note || next::offered_events(case, phase).contains(&self.kind)
    }
}
