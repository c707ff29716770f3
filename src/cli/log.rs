//! `nej log`: a reply or anything else that happened. What can mean nothing is refused; what is odd is logged and
//! told.

use chrono::NaiveDate;

use super::account::{label, named};
use super::args::LogArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::out::{Out, remark};
use crate::content::{fill, kind_words};
use crate::domain::change::{Change, Done, NewEntry};
use crate::domain::text::{normal, visible};
use crate::domain::{Account, Case, Closing, Code, Happening, Kind, Lang, Limit, Outcome, Phase, next};
use crate::runtime::clock;
use crate::service::complaint_source::{ComplaintSettings, with_frozen_complaint};

/// Logs an entry.
pub fn run(context: &Context, args: &LogArgs, out: &mut Out) -> Result<()> {
    let on = context.past_day("--on", args.on.as_ref())?;
    let asked = Asked { context, args, kind: Kind::from_id(&args.event).unwrap_or(Kind::Note) };
    asked.belongs()?;
    let what = asked.happening()?;
    let (reader, mut writer) = context.writer()?;
    let account = named(context, Some(&reader), &args.account)?;
    let case = Case::of(&reader.entries(account.id).map_err(|e| context.stored(&e))?);
    asked.means_something(&account, &case)?;
    let what = match what {
        Happening::ComplaintLodged { .. } => {
            let lang = context.lang_behind.unwrap_or(Lang::Sv);
            let settings = ComplaintSettings { me: &context.settings.me(), links: &context.links, on, lang };
            with_frozen_complaint(&reader, &[account.id], what, settings).map_err(|e| context.stored(&e))?
        }
        other => other,
    };
    let note = normal(args.note.as_deref().unwrap_or_default().trim());
    let entry = NewEntry { account: account.id, on, note, what };
    let change = Change::Record { entries: vec![entry], together: false, at: clock::now() };
    let Done::Recorded(ids) = context.apply(&mut writer, &change)? else { return Ok(()) };
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
    kind: Kind,
}

impl Asked<'_> {
    /// Whether every option that was given belongs to the event.
    fn belongs(&self) -> Result<()> {
        let args = self.args;
        let options: [(&str, bool, &[Kind]); 5] = [
            ("--until", args.until.is_some(), &[Kind::Extended]),
            ("--case-number", args.case_number.is_some(), &[Kind::ComplaintLodged, Kind::CaseNumber]),
            ("--outcome", args.outcome.is_some(), &[Kind::AuthorityReplied, Kind::Closed]),
            ("--reasons", args.reasons.is_some(), &[Kind::Refused]),
            ("--identity", args.identity, &[Kind::InfoRequested]),
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

    fn happening(&self) -> Result<Happening> {
        let args = self.args;
        let case_number = normal(args.case_number.as_deref().unwrap_or_default().trim());
        Ok(match self.kind {
            Kind::Confirmed => Happening::Confirmed,
            Kind::Acknowledged => Happening::Acknowledged,
            Kind::InfoRequested => Happening::InfoRequested { identity: args.identity },
            Kind::InfoSupplied => Happening::InfoSupplied,
            Kind::Extended => {
                let until = self.needs(args.until.as_ref(), "--until")?;
                Happening::Extended { until: self.context.any_day("--until", until)? }
            }
            Kind::Granted => Happening::Granted,
            Kind::Refused => Happening::Refused { reasons: args.reasons.as_ref().map(|word| word == "yes") },
            Kind::Reminded => Happening::Reminded,
            Kind::ComplaintLodged => Happening::ComplaintLodged { text: String::new(), case_number },
            Kind::CaseNumber => {
                self.needs(args.case_number.as_ref(), "--case-number")?;
                Happening::CaseNumber { case_number }
            }
            Kind::DecisionRequested => Happening::DecisionRequested,
            Kind::AuthorityReplied => Happening::AuthorityReplied { outcome: self.outcome(Outcome::ALL, Outcome::id)? },
            Kind::Closed if args.outcome.is_none() => Happening::Closed { reason: Closing::Done },
            Kind::Closed => Happening::Closed { reason: self.outcome(Closing::ALL, Closing::id)? },
            Kind::Reopened => Happening::Reopened,
            Kind::Note | Kind::Submitted | Kind::EvidenceAdded | Kind::Voided => {
                self.needs(args.note.as_ref(), "--note")?;
                Happening::Note
            }
        })
    }

    /// The outcome that was given, which must be one of this event's.
    fn outcome<T: Copy>(&self, all: &[T], id: fn(T) -> &'static str) -> Result<T> {
        let choices = all.iter().map(|o| id(*o)).collect::<Vec<_>>().join(", ");
        let given = self.needs(self.args.outcome.as_ref(), &format!("--outcome ({choices})"))?;
        all.iter().copied().find(|o| id(*o) == given).ok_or_else(|| {
            let words = &self.context.words().usage;
            let fault = fill(&words.not_a_choice, &[("what", "--outcome"), ("value", &visible(given))]);
            Failure::Usage(fault + " " + &fill(&words.choices, &[("what", &choices)]))
        })
    }

    /// Refuses what nothing in the log gives a meaning to.
    fn means_something(&self, account: &Account, case: &Case) -> Result<()> {
        use Kind::{Acknowledged, Confirmed, Extended, Granted, InfoRequested, InfoSupplied, Refused, Reminded};
        use Kind::{AuthorityReplied, CaseNumber, DecisionRequested};
        let words = &self.context.words().log;
        let lacks = match self.kind {
            Confirmed | Acknowledged | InfoRequested | InfoSupplied | Extended | Granted | Refused | Reminded
                if case.attempts.is_empty() =>
            {
                &words.nothing_sent
            }
            Confirmed if !case.attempts.iter().any(|a| a.code == Code::Pending) => &words.no_code,
            CaseNumber | DecisionRequested | AuthorityReplied if case.complaint.is_none() => &words.no_complaint,
            Kind::Reopened if case.closed.is_none() => &words.not_closed,
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
        if let Some(sent) = sent.filter(|sent| on < *sent && self.kind != Kind::Note) {
            odd.push(fill(&words.log.before_cause, &[("on", &on.to_string()), ("sent", &sent.to_string())]));
        }
        let last = case.counting().map(|a| Limit::month(a.start()).legal_last_day);
        if let Some(last) = last.filter(|last| self.kind == Kind::Extended && on > *last) {
            odd.push(fill(&words.log.late_notice, &[("last", &last.to_string())]));
        }
        let phase = case.standing(account.added_on).phase;
        let early = case.limit().map(|l| l.complaint_from()).filter(|from| self.kind == Kind::ComplaintLodged && on < *from);
        if let Some(from) = early {
            odd.push(fill(&words.done.early, &[("date", &from.to_string())]));
        } else if !self.is_likely(case, phase) {
            odd.push(fill(&words.log.unlikely, &[("event", self.kind.id())]));
        }
        odd
    }

    fn is_likely(&self, case: &Case, phase: Phase) -> bool {
        self.kind == Kind::Note || next::possible(case, phase).contains(&self.kind)
    }
}
