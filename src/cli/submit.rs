//! `nej submit`: logs objections as sent, with the words they were sent with. Nothing is sent here.

use chrono::NaiveDate;

use super::account::{label, resolve_accounts};
use super::add::fault;
use super::args::SubmitArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::log;
use super::out::{Stdout, stderr_line};
use crate::content::{fill, joint_submission};
use crate::domain::account::{check_country, check_email};
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::text::to_stored;
use crate::domain::{Account, AccountDetails, Case, EventData, EventKind, Platform, Submission};
use crate::runtime::clock;
use crate::store::Reader;

/// Logs an event for each account, all or none.
pub fn run(context: &Context, args: &SubmitArgs, out: &mut Stdout) -> CliResult<()> {
    let on = context.past_day("--on", args.on.as_ref())?;
    check(context, args)?;
    let (reader, mut writer) = context.writer()?;
    let accounts = resolve_accounts(context, Some(&reader), &args.accounts)?;
    let all = if args.together {
        vec![sent(context, &reader, &accounts, args)?; accounts.len()]
    } else {
        let each = accounts.iter().map(|account| sent(context, &reader, std::slice::from_ref(account), args));
        each.collect::<CliResult<Vec<Submission>>>()?
    };
    let (mut events, mut remarks) = (Vec::new(), Vec::new());
    for (account, sent) in accounts.iter().zip(all) {
        remarks.extend(warnings(context, &reader, account, &sent, on)?);
        events.push(NewEvent {
            account: account.id,
            on,
            note: String::new(),
            in_complaint: false,
            data: EventData::Submitted(sent),
        });
    }
    let change = Change::Record { events, together: args.together, at: clock::now() };
    let WriteOutcome::Recorded(ids) = context.apply(&mut writer, &change)? else { return Ok(()) };
    for text in &remarks {
        stderr_line(text);
    }
    for (account, event) in accounts.iter().zip(ids) {
        let (id, event, date) = (account.id.0.to_string(), event.0.to_string(), on.to_string());
        let values = [("id", &*id), ("account", &*label(&account.fields)), ("entry", &*event), ("date", &*date)];
        out.line(&fill(&context.words().done.submitted, &values))?;
    }
    Ok(())
}

fn check(context: &Context, args: &SubmitArgs) -> CliResult<()> {
    let trimmed = |option: &Option<String>| option.as_deref().unwrap_or_default().trim().to_owned();
    let (email, country) = (trimmed(&args.sent_email), trimmed(&args.sent_country));
    let given = AccountDetails { email, country, ..AccountDetails::new(Platform::default(), "") };
    let checked = check_email(&given.email).and_then(|()| check_country(&given.country));
    checked.map_err(|invalid| CliError::Usage(fault(context, &given, invalid)))
}

/// The one objection that was sent for these accounts, frozen.
fn sent(context: &Context, reader: &Reader, accounts: &[Account], args: &SubmitArgs) -> CliResult<Submission> {
    let draft = |account: &Account| reader.draft(account.id).map_err(|e| context.stored(&e));
    let drafts = accounts.iter().map(draft).collect::<CliResult<Vec<_>>>()?;
    let covered: Vec<_> = accounts.iter().map(|account| &account.fields).zip(&drafts).collect();
    let own = joint_submission(&covered, context.lang, &context.links);
    let given = |option: &Option<String>, own: &String| option.as_ref().unwrap_or(own).trim().to_owned();
    Ok(Submission {
        email: to_stored(&given(&args.sent_email, &own.email)),
        country: given(&args.sent_country, &own.country).to_uppercase(),
        code_pending: args.code_pending,
        ..own
    })
}

/// What the screen would ask before, as remarks.
fn warnings(context: &Context, reader: &Reader, account: &Account, sent: &Submission, on: NaiveDate) -> CliResult<Vec<String>> {
    let words = &context.words().done;
    let id = account.id.0.to_string();
    let events = reader.events(account.id).map_err(|e| context.stored(&e))?;
    let case = Case::of(account.fields.platform, &events);
    let asked = [(case.open_attempt().is_some(), &words.waits_already), (sent.text.is_empty(), &words.no_text)];
    let mut odd = log::warnings(context, EventKind::Submitted, on, account, &case);
    odd.extend(asked.into_iter().filter(|(is, _)| *is).map(|(_, phrase)| fill(phrase, &[("id", &id)])));
    Ok(odd)
}
