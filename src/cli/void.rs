//! `nej void`: an event was a mistake. It stays, and another event says so.

use super::account::{label, resolve_account};
use super::args::VoidArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::Stdout;
use crate::content::fill;
use crate::domain::case::voided;
use crate::domain::change::{BulkEvent, Change, NewEvent, WriteOutcome};
use crate::domain::text::to_stored;
use crate::domain::{Event, EventData, EventId, EventKind};
use crate::runtime::clock;
use crate::service::bulk::BulkWrite;
use crate::service::mail;
use crate::store::{self, Reader, Writer};

/// Voids an event.
pub fn run(context: &Context, args: &VoidArgs, out: &mut Stdout) -> CliResult<()> {
    let words = context.words();
    let note = to_stored(args.why.trim());
    if note.is_empty() {
        return Err(CliError::Usage(fill(&words.fields.empty, &[("field", "why")])));
    }
    let (reader, mut writer) = context.writer()?;
    let account = resolve_account(context, Some(&reader), &args.account)?;
    let events = reader.events(account.id).map_err(|e| context.stored(&e))?;
    let target = EventId(args.entry);
    let number = args.entry.to_string();
    let refused = |phrase: &str| Err(CliError::Failed(fill(phrase, &[("entry", &number)])));
    match events.iter().find(|e| e.id == target).map(|e| e.data.kind()) {
        None => return Err(context.stored(&store::Error::NoSuchEvent(target))),
        Some(EventKind::Voided) => return refused(&words.log.a_voiding),
        Some(_) if voided(&events).contains(&target) => return refused(&words.log.voided_already),
        Some(_) => {}
    }
    let shared = events.iter().find(|e| e.id == target).and_then(Event::shared_number);
    if let Some(shared) = shared.filter(|_| args.batch) {
        return void_batch(context, (&reader, &mut writer), shared, note, out);
    }
    let event =
        NewEvent { account: account.id, on: context.today, note, in_complaint: false, data: EventData::Voided { voids: target } };
    let change = Change::Record { events: vec![event], together: false, at: clock::now() };
    let done = context.retry_while_busy(|| mail::apply(&mut writer, &change))?;
    let values = [("id", &*account.id.0.to_string()), ("account", &label(&account.fields)), ("entry", &number)];
    out.line(&fill(&words.done.voided, &values))?;
    if done == WriteOutcome::MailPutBack { out.line(&words.done.mail_back) } else { Ok(()) }
}

/// Voids everything that was logged in one go with an event, all of it or nothing.
fn void_batch(
    context: &Context,
    (reader, writer): (&Reader, &mut Writer),
    number: i64,
    why: String,
    out: &mut Stdout,
) -> CliResult<()> {
    let accounts = reader.in_batch(number).map_err(|e| context.stored(&e))?;
    let all = accounts.len() as u64;
    let what = BulkEvent::VoidBatch { number, on: context.today, why };
    let (lang, links, me) = (context.lang, context.links.clone(), Box::new(context.settings.me()));
    let bulk = BulkWrite { accounts, what, at: clock::now(), lang, links, me };
    context.retry_while_busy(|| bulk.write(writer, reader, &mut |_, _| {}))?;
    out.line(&context.words().done.voided_batch.of(all, lang))
}
