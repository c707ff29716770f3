//! `nej status`: how things stand, on one line; for the message of the day, a prompt, cron. It reads the kept
//! counts alone, so it costs the same whatever the database holds.

use std::io::Write;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::args::StatusArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::Stdout;
use super::screen::look;
use crate::content::{counted, phrases};
use crate::domain::list::Counts;
use crate::domain::{Class, Status};
use crate::exchange::json;
use crate::store::{self, Reader};
use crate::view::theme::Styles;

/// Something is overdue, and `--check` was asked for.
const OVERDUE: u8 = 3;

/// Says how things stand; the exit status.
pub fn run(context: &Context, args: &StatusArgs, out: &mut Stdout) -> CliResult<u8> {
    let reader = if args.short { open_existing(context)? } else { context.reader()? };
    let (counts, next_due) = reader.as_ref().map_or_else(|| Ok((Counts::default(), None)), |reader| read(context, reader))?;
    let overdue = counts.class(Class::Overdue) > 0;
    if args.short {
        short(&counts).map_or(Ok(()), |text| out.line(&text))?;
    } else if args.json {
        let object = json_object(context, &counts, next_due.map(|day| day.to_string()));
        let written = json::write(out.writer(), &object).and_then(|()| writeln!(out.writer()));
        written.map_err(|error| CliError::output(&error, context.lang))?;
    } else if overdue || !args.check {
        out.line(&line(context, &counts))?;
    }
    Ok(if overdue && args.check { OVERDUE } else { 0 })
}

/// The counts, and the next day on which a period ends, as of one moment.
fn read(context: &Context, reader: &Reader) -> CliResult<(Counts, Option<NaiveDate>)> {
    let read = reader.in_snapshot(|reader| Ok((reader.counts(context.today)?, reader.next_due(context.today)?)));
    read.map_err(|error: store::Error| context.stored(&error))
}

/// The database as it is, for a prompt: nothing is created, nothing is upgraded, and nothing is waited for.
fn open_existing(context: &Context) -> CliResult<Option<Reader>> {
    if !context.has_database() {
        return Ok(None);
    }
    context.must_be_filled()?;
    store::open_existing(&context.db).map_err(|e| context.stored(&e))
}

/// How many cases and mails ask something of the person, with a mark where a case is overdue; nothing where none does.
fn short(counts: &Counts) -> Option<String> {
    let theirs = [Class::Overdue, Class::CodeLate, Class::ControllerAsks, Class::Refused, Class::AskAuthority];
    let all = theirs.into_iter().map(|class| counts.class(class)).sum::<u64>() + counts.mails;
    let mark = if counts.class(Class::Overdue) > 0 { "!" } else { "" };
    (all > 0).then(|| format!("nej {all}{mark}"))
}

fn line(context: &Context, counts: &Counts) -> String {
    let lang = context.lang;
    let mails = (counts.mails > 0).then(|| phrases(lang).counts.mails.of(counts.mails, lang));
    let said: Vec<String> = counted(counts, lang).into_iter().map(|(_, text)| text).chain(mails).collect();
    if said.is_empty() {
        return context.words().done.no_accounts.clone();
    }
    said.join(Styles::of(look(context)).dot())
}

fn json_object(context: &Context, counts: &Counts, next_due: Option<String>) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("today".into(), context.today.to_string().into());
    object.insert("accounts".into(), counts.total().into());
    for status in Status::ALL {
        object.insert(status.id().into(), counts.status(*status).into());
    }
    object.insert("due_soon".into(), counts.class(Class::DueSoon).into());
    object.insert("mails".into(), counts.mails.into());
    object.insert("next_due".into(), next_due.into());
    object
}
