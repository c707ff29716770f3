//! `nej void`: an entry was a mistake. It stays, and another entry says so.

use super::account::{label, named};
use super::args::VoidArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::out::Out;
use crate::content::fill;
use crate::domain::case::voided;
use crate::domain::change::{Change, NewEvent};
use crate::domain::text::to_stored;
use crate::domain::{EventData, EventId, EventKind};
use crate::runtime::clock;
use crate::store;

/// Voids an entry.
pub fn run(context: &Context, args: &VoidArgs, out: &mut Out) -> Result<()> {
    let words = context.words();
    let note = to_stored(args.why.trim());
    if note.is_empty() {
        return Err(Failure::Usage(fill(&words.fields.empty, &[("field", "why")])));
    }
    let (reader, mut writer) = context.writer()?;
    let account = named(context, Some(&reader), &args.account)?;
    let entries = reader.entries(account.id).map_err(|e| context.stored(&e))?;
    let target = EventId(args.entry);
    let number = args.entry.to_string();
    let refused = |phrase: &str| Err(Failure::Refused(fill(phrase, &[("entry", &number)])));
    match entries.iter().find(|e| e.id == target).map(|e| e.data.kind()) {
        None => return Err(context.stored(&store::Error::NoSuchEntry(target))),
        Some(EventKind::Voided) => return refused(&words.log.a_voiding),
        Some(_) if voided(&entries).contains(&target) => return refused(&words.log.voided_already),
        Some(_) => {}
    }
    let entry = NewEvent { account: account.id, on: context.today, note, data: EventData::Voided { entry: target } };
    context.apply(&mut writer, &Change::Record { entries: vec![entry], together: false, at: clock::now() })?;
    let values = [("id", &*account.id.0.to_string()), ("account", &label(&account.fields)), ("entry", &number)];
    out.line(&fill(&words.done.voided, &values))
}
