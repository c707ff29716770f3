//! `nej show`: all about one account, for a person or as JSON.

use std::borrow::Cow;
use std::io::Write;

use super::account::{label, resolve_account};
use super::args::ShowArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::{Stdout, columns};
use crate::app::model::detail::Detail;
use crate::content::complaint::{Covered, CoveredAccount};
use crate::content::{
    calendar, event_marks, facts, fill, ground, kind_words, phrases, representation_words, state_words, steps, written_by,
};
use crate::domain::text::{escape_control, escape_control_lines};
use crate::domain::{Account, Case, Code, Draft, Event, EventData, Submission};
use crate::exchange::account_json::{AccountJson, events_json};
use crate::exchange::json;
use crate::exchange::summary::FlatSummary;
use crate::runtime::user::login;
use crate::service::complaint_source::covered;
use crate::store::Reader;

/// Shows an account.
pub fn run(context: &Context, args: &ShowArgs, out: &mut Stdout) -> CliResult<()> {
    let reader = context.reader()?;
    context.in_snapshot(reader.as_ref(), || show(context, args, reader.as_ref(), out))
}

fn show(context: &Context, args: &ShowArgs, reader: Option<&Reader>, out: &mut Stdout) -> CliResult<()> {
    let account = resolve_account(context, reader, &args.account)?;
    let Some(reader) = reader else { return Ok(()) };
    let draft = reader.draft(account.id).map_err(|e| context.stored(&e))?;
    let events = reader.events(account.id).map_err(|e| context.stored(&e))?;
    let case = Case::of(account.fields.platform, &events);
    let summary = FlatSummary::of(&account, &draft, &case, context.today);
    if args.json {
        let written = json::write(out.writer(), &AccountJson::new(summary, &events)).and_then(|()| writeln!(out.writer()));
        return written.map_err(|error| CliError::output(&error, context.lang));
    }
    let covered = covered(reader, &account, &events).map_err(|e| context.stored(&e))?;
    let detail = Detail::new(account.clone(), draft.clone(), events.clone());
    let page = AccountPage { context, account: &account, case: &case, summary: &summary, detail: &detail, covered: &covered };
    page.head()
        .iter()
        .chain(&page.draft(&draft))
        .chain(&page.log(&events))
        .try_for_each(|line| wrapped(line).iter().try_for_each(|line| out.line(line)))
}

/// A line as a terminal has room for it, further in where it goes on; whole where there is none.
fn wrapped(line: &str) -> Vec<Cow<'_, str>> {
    let Some(room) = columns() else { return vec![line.into()] };
    let further = " ".repeat((line.len() - line.trim_start_matches(' ').len() + 2).min(room / 2));
    textwrap::wrap(line, textwrap::Options::new(room).subsequent_indent(&further))
        .into_iter()
        .map(|l| l.into_owned().into())
        .collect()
}

/// An account as text.
struct AccountPage<'a> {
    context: &'a Context,
    account: &'a Account,
    case: &'a Case,
    summary: &'a FlatSummary<'a>,
    detail: &'a Detail,
    covered: &'a [Covered],
}

impl AccountPage<'_> {
    /// Who and where, and the dates in force.
    fn head(&self) -> Vec<String> {
        let words = self.context.words();
        let (show, fields) = (&words.show, &phrases(self.context.lang).fields);
        let said = &self.account.fields;
        let state = self.case.state(self.account.added_on, self.context.today);
        let words_of = |kind| representation_words(kind, self.context.lang).to_owned();
        let representation = said.representation.map(words_of).unwrap_or_default();
        let day = |day: Option<crate::exchange::summary::Day>| day.map(|d| d.0.to_string()).unwrap_or_default();
        let rows = [
            (&fields.person.short, said.person.clone()),
            (&fields.email.short, said.email.clone()),
            (&fields.country.short, said.country.clone()),
            (&fields.group.short, said.group.clone()),
            (&fields.text_lang.short, self.summary.text_lang.unwrap_or_default().to_owned()),
            (&fields.profile.short, said.profile.clone()),
            (&fields.phone.short, said.phone.clone()),
            (&fields.post_address.short, said.post_address.clone()),
            (&fields.represented_by.short, said.represented_by.clone()),
            (&fields.representation.short, representation),
            (&fields.representative_email.short, said.representative_email.clone()),
            (&fields.representative_phone.short, said.representative_phone.clone()),
            (&fields.representative_address.short, said.representative_address.clone()),
            (&fields.assignee.short, said.assignee.clone()),
            (&show.added, self.account.added_on.to_string()),
            (&show.status, state_words(state, self.context.today, self.context.lang).long.clone()),
            (&show.next_step, self.next_step()),
            (&show.unheard, self.unheard()),
            (&show.submitted, day(self.summary.submitted_on)),
            (&show.month, self.month_ends()),
            (&show.extended_until, day(self.summary.extended_until)),
            (&show.legal_last_day, day(self.summary.legal_last_day)),
            (&show.overdue_from, day(self.summary.overdue_from)),
            (&show.identity_until, self.identity_until()),
            (&show.complaint_from, self.complaint_from()),
            (&fields.case_number.short, self.summary.case_number.unwrap_or_default().to_owned()),
            (&show.ask_decision_from, day(self.summary.ask_decision_from)),
            (&show.decision_due, day(self.summary.decision_due)),
            (&show.appeal_until, day(self.summary.appeal_until)),
            (&show.objection_until, day(self.summary.objection_until)),
        ];
        let title = format!("{}  {}", self.account.id.0, label(said));
        let rows = rows.iter().filter(|(_, text)| !text.is_empty());
        [title].into_iter().chain(rows.map(|(name, text)| format!("  {name}: {}", escape_control(text)))).collect()
    }

    /// The step to go on with, as on the screen.
    fn next_step(&self) -> String {
        let steps = steps(self.account.fields.platform, self.context.lang);
        if self.case.closed.is_some() {
            return String::new();
        }
        let next = self.detail.next_step(self.context.today);
        if self.detail.done(next) { String::new() } else { steps[next.index()].title.clone() }
    }

    /// When the month ends, and that it is provisional where it is not known whether the code was entered.
    fn month_ends(&self) -> String {
        let Some(day) = self.summary.month_ends.map(|d| d.0.to_string()) else { return String::new() };
        let pending = self.case.open_attempt().is_some_and(|attempt| attempt.code == Code::Pending);
        if pending { format!("{day} ({})", phrases(self.context.lang).dialogs.provisional) } else { day }
    }

    /// What to look for where nothing was heard.
    fn unheard(&self) -> String {
        let words = &phrases(self.context.lang).unheard;
        let told =
            self.case.needs_nudge(self.context.today).then(|| [&words.mail, &words.address, &words.code].map(String::as_str));
        told.map(|sentences| sentences.join(" ")).unwrap_or_default()
    }

    /// The controller's last day if its time counts from the answer to the question who one is, while one waits.
    fn identity_until(&self) -> String {
        let until = self.case.ends_if_identity_counts().filter(|_| self.case.open_attempt().is_some());
        until.map(|day| day.to_string()).unwrap_or_default()
    }

    /// From when it is safe to complain, with the reason where it is later than one would think.
    fn complaint_from(&self) -> String {
        let Some(day) = self.summary.complaint_from.map(|d| d.0.to_string()) else { return String::new() };
        let attempt = self.case.open_attempt().or(self.case.attempts.last());
        match attempt.and_then(|a| calendar::reckoning(&a.limit(), self.context.lang)) {
            Some(why) => format!("{day} ({why})"),
            None => day,
        }
    }

    fn draft(&self, draft: &Draft) -> Vec<String> {
        let words = &self.context.words().show;
        let mut lines = Vec::new();
        if !draft.grounds.is_empty() {
            lines.extend([String::new(), words.grounds.clone()]);
            lines.extend(
                draft
                    .grounds
                    .iter()
                    .map(|g| format!("  {}  {}", g.id(), ground(*g, self.account.fields.platform, self.context.lang).short)),
            );
        }
        if !draft.reason.is_empty() {
            lines.extend([String::new(), words.reason.clone()]);
            lines.extend(indented(&draft.reason, 2));
        }
        lines
    }

    fn log(&self, events: &[Event]) -> Vec<String> {
        let words = &self.context.words().show;
        let mut lines = vec![String::new(), words.log.clone()];
        for (event, json) in events.iter().zip(events_json(events)) {
            let mut parts = vec![kind_words(event.data.kind(), self.context.lang).short.clone()];
            parts.extend(facts(&event.data, self.context.lang));
            parts.extend(self.with_others(event));
            parts.extend(written_by(event, events, Some(&login()), self.context.lang));
            if json.voided_by.is_none() {
                parts.extend(event_marks(event, self.case, self.context.today, self.context.lang));
            }
            parts.extend(json.voided_by.map(|id| fill(&words.entry_voided, &[("id", &id.to_string())])));
            lines.push(format!("  {}  {}  {}", event.id.0, event.on, escape_control(&parts.join(" · "))));
            lines.extend(indented(&event.note, 4));
            match &event.data {
                EventData::Submitted(Submission { text, .. }) | EventData::ComplaintLodged { text, .. } => {
                    lines.extend(indented(text, 4));
                }
                _ => {}
            }
        }
        if events.is_empty() {
            lines.push(format!("  {}", phrases(self.context.lang).empty.log));
        }
        lines
    }

    /// The other accounts that a submission covered.
    fn with_others(&self, event: &Event) -> Option<String> {
        let id = event.data.submission_id()?;
        let covered = self.covered.iter().find(|covered| covered.submission_id == id)?;
        let all = covered.accounts.len() as u64 + covered.more;
        let words = phrases(self.context.lang).panes.covers.of(all, self.context.lang);
        let names: Vec<String> = covered.accounts.iter().map(CoveredAccount::name).collect();
        (all > 0).then(|| format!("{words}: {}", names.join(", ")))
    }
}

fn indented(text: &str, by: usize) -> Vec<String> {
    escape_control_lines(text).lines().map(|line| format!("{:by$}{line}", "").trim_end().to_owned()).collect()
}
