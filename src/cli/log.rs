//! `nej log`: a reply or anything else that happened. What can mean nothing is refused; what is odd is logged and
//! told.

use chrono::NaiveDate;

use super::account::{label, resolve_account};
use super::args::LogArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::{Stdout, stderr_line};
use crate::content::{fill, kind_words};
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::event_field::EventFieldError;
use crate::domain::offered::Needs;
use crate::domain::plausible::{Oddity, oddities, other_end};
use crate::domain::text::{escape_control, to_stored};
use crate::domain::who::Authority;
use crate::domain::{Account, Case, Closing, EventData, EventField, EventKind, FieldType, FieldValue};
use crate::runtime::clock;
use crate::service::complaint_source::{ComplaintSettings, with_frozen_complaint};

/// Logs an event.
pub fn run(context: &Context, args: &LogArgs, out: &mut Stdout) -> CliResult<()> {
    let on = context.past_day("--on", args.on.as_ref())?;
    let asked = LogCommand { context, args, kind: args.event };
    asked.check_options()?;
    let data = asked.data()?;
    let (reader, mut writer) = context.writer()?;
    let account = resolve_account(context, Some(&reader), &args.account)?;
    let case = Case::of(account.fields.platform, &reader.events(account.id).map_err(|e| context.stored(&e))?);
    asked.check_state(&account, &case, on)?;
    let data = match data {
        EventData::ComplaintLodged { .. } => {
            let lang = context.lang_after_command.unwrap_or(Authority::get().lang);
            let settings = ComplaintSettings { me: &context.settings.me(), links: &context.links, on, lang };
            with_frozen_complaint(&reader, &[account.id], data, settings).map_err(|e| context.stored(&e))?
        }
        other => other,
    };
    let until = if let EventData::Extended { until, .. } = &data { *until } else { None };
    let odd_end = until.and_then(|until| other_end(on, until, case.open_attempt()).map(|counts| (until, counts)));
    let note = to_stored(args.note.as_deref().unwrap_or_default().trim());
    let event = NewEvent { account: account.id, on, note, in_complaint: args.in_complaint, data };
    let change = Change::Record { events: vec![event], together: false, at: clock::now() };
    let WriteOutcome::Recorded(ids) = context.apply(&mut writer, &change)? else { return Ok(()) };
    let odd_end = odd_end.map(|(until, counts)| {
        fill(&context.words().log.other_end, &[("on", &until.to_string()), ("date", &counts.to_string())])
    });
    for text in warnings(context, asked.kind, on, &account, &case).iter().chain(&odd_end) {
        stderr_line(text);
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

struct LogCommand<'a> {
    context: &'a Context,
    args: &'a LogArgs,
    kind: EventKind,
}

/// The option that fills a field of an event; `None` for fields that other commands fill.
const fn option(field: EventField) -> Option<&'static str> {
    match field {
        EventField::Until => Some("--until"),
        EventField::CaseNumber => Some("--case-number"),
        EventField::Outcome | EventField::Reason => Some("--outcome"),
        EventField::Served => Some("--served"),
        EventField::Reasons => Some("--reasons"),
        EventField::Identity => Some("--identity"),
        _ => None,
    }
}

impl LogCommand<'_> {
    /// Whether every option that was given belongs to the event.
    fn check_options(&self) -> CliResult<()> {
        let args = self.args;
        let given = [
            ("--until", args.until.is_some()),
            ("--case-number", args.case_number.is_some()),
            ("--outcome", args.outcome.is_some()),
            ("--served", args.served.is_some()),
            ("--reasons", args.reasons.is_some()),
            ("--identity", args.identity),
        ];
        let carried = |name: &str| self.kind.fields().iter().any(|(field, _)| option(*field) == Some(name));
        match given.iter().find(|(name, given)| *given && !carried(name)) {
            Some((name, _)) => Err(self.wrong(&self.context.words().log.not_with, name)),
            None if self.kind == EventKind::Note && args.note.as_ref().is_none_or(|note| note.trim().is_empty()) => {
                Err(self.wrong(&self.context.words().log.needs, "--note"))
            }
            None if args.in_complaint && args.note.is_none() => {
                Err(self.wrong(&self.context.words().log.needs, "--in-complaint (--note)"))
            }
            None => Ok(()),
        }
    }

    fn wrong(&self, phrase: &str, what: &str) -> CliError {
        CliError::Usage(fill(phrase, &[("what", what), ("event", self.kind.id())]))
    }

    fn data(&self) -> CliResult<EventData> {
        EventData::from_fields(self.kind, |field| self.value(field).map_err(Refusal::Said)).map_err(|refusal| match refusal {
            Refusal::Said(failure) => failure,
            Refusal::Field(EventFieldError::Missing(field)) => {
                let name = option(field).unwrap_or(field.id());
                let choices = if let FieldType::Choice(ids) = field.field_type() { ids.join(", ") } else { String::new() };
                let what = if choices.is_empty() { name.to_owned() } else { format!("{name} ({choices})") };
                self.wrong(&self.context.words().log.needs, &what)
            }
            Refusal::Field(EventFieldError::Unknown(field)) => self.not_a_choice(field),
        })
    }

    /// What was given for a field.
    fn value(&self, field: EventField) -> CliResult<Option<FieldValue<'_>>> {
        let args = self.args;
        let text =
            |text: &String| Some(to_stored(text.trim())).filter(|text| !text.is_empty()).map(|t| FieldValue::Text(t.into()));
        Ok(match field {
            EventField::Until => match &args.until {
                Some(until) => Some(FieldValue::Day(self.context.any_day("--until", until)?)),
                None => None,
            },
            EventField::Served => match &args.served {
                Some(_) => Some(FieldValue::Day(self.context.past_day("--served", args.served.as_ref())?)),
                None => None,
            },
            EventField::CaseNumber => args.case_number.as_ref().and_then(text),
            EventField::Outcome => args.outcome.as_ref().and_then(text),
            // A case that is closed without a word is done.
            EventField::Reason => args.outcome.as_ref().map_or(Some(FieldValue::Text(Closing::Done.id().into())), text),
            EventField::Reasons => args.reasons.as_ref().map(|word| FieldValue::Flag(word == "yes")),
            EventField::Identity => Some(FieldValue::Flag(args.identity)),
            _ => None,
        })
    }

    fn not_a_choice(&self, field: EventField) -> CliError {
        let words = &self.context.words().usage;
        let given = self.args.outcome.as_deref().unwrap_or_default();
        let name = option(field).unwrap_or(field.id());
        let fault = fill(&words.not_a_choice, &[("what", name), ("value", &escape_control(given))]);
        let FieldType::Choice(ids) = field.field_type() else { return CliError::Usage(fault) };
        CliError::Usage(fault + " " + &fill(&words.choices, &[("what", &ids.join(", "))]))
    }

    /// Refuses what nothing in the log gives a meaning to.
    fn check_state(&self, account: &Account, case: &Case, on: NaiveDate) -> CliResult<()> {
        let needs = self.kind.spec().needs;
        if needs.met(case, on) {
            return Ok(());
        }
        let words = &self.context.words().log;
        let lacks = match needs {
            _ if matches!(needs, Needs::PendingCode) && case.attempts.is_empty() => &words.nothing_sent,
            Needs::Nothing | Needs::Submission => &words.nothing_sent,
            Needs::PendingCode => &words.no_code,
            Needs::Grant => &words.not_granted,
            Needs::Complaint => &words.no_complaint,
            Needs::Closing => &words.not_closed,
        };
        let values = [("id", &*account.id.0.to_string()), ("event", self.kind.id())];
        Err(CliError::Failed(fill(lacks, &values)))
    }
}

/// What the screen would warn of, ask before or never offer, as remarks.
pub fn warnings(context: &Context, kind: EventKind, on: NaiveDate, account: &Account, case: &Case) -> Vec<String> {
    let words = &context.words().log;
    let warning = |odd| {
        let (phrase, day) = match odd {
            Oddity::BeforeLaw(day) => (&words.before_law, day),
            Oddity::BeforeSubmission(day) => (&words.before_cause, day),
            Oddity::LateNotice(day) => (&words.late_notice, day),
            Oddity::EarlyComplaint(day) => (&words.early, day),
            Oddity::EarlyDecision(day) => (&words.early_decision, day),
            Oddity::Unlikely => (&words.unlikely, on),
        };
        fill(phrase, &[("on", &on.to_string()), ("date", &day.to_string()), ("event", kind.id())])
    };
    let phase = case.state(account.added_on, context.today).phase;
    oddities(kind, on, case, phase).into_iter().map(warning).collect()
}

/// Why an event cannot be made of the options.
enum Refusal {
    Field(EventFieldError),
    Said(CliError),
}

impl From<EventFieldError> for Refusal {
    fn from(error: EventFieldError) -> Self {
        Self::Field(error)
    }
}
