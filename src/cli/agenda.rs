//! `nej agenda`: what is due, the overdue first, then day by day; for cron, a timer, a status bar. It reads the list's
//! index, so it costs the same whatever the database holds, and says nothing when nothing is due.

use std::io::Write;

use serde::Serialize;

use super::args::AgendaArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::{Stdout, columns};
use super::table::{self, Column};
use crate::content::days::due_words;
use crate::content::{fill, handle_words, phrases};
use crate::domain::agenda::{AgendaFrom, AgendaItem, DueKind};
use crate::domain::day::add_days;
use crate::domain::list::{Counts, UNREADABLE};
use crate::domain::text::escape_control;
use crate::exchange::json::List;
use crate::exchange::summary::Day;
use crate::store::Unreadable;

/// How far ahead it looks unless said otherwise, in days.
const DAYS: u32 = 30;
/// How many things are read and aligned together.
const CHUNK: usize = 500;

/// One thing that is due, for programs.
#[derive(Debug, Serialize)]
struct AgendaEntry<'a> {
    id: i64,
    platform: &'static str,
    handle: &'a str,
    on: Day,
    days: i64,
    due: &'static str,
}

/// Lists what is due.
pub fn run(context: &Context, args: &AgendaArgs, out: &mut Stdout) -> CliResult<()> {
    if args.json { json(context, args, out) } else { table(context, args, out) }
}

/// Hands over what is due until the last day that is asked for, some at a time; the accounts that cannot be read.
fn each(
    context: &Context,
    args: &AgendaArgs,
    mut take: impl FnMut(&[(AgendaItem, DueKind)]) -> CliResult<()>,
) -> CliResult<Vec<Unreadable>> {
    let mut unreadable = Vec::new();
    let Some(reader) = context.reader()? else { return Ok(unreadable) };
    let until = add_days(context.today, i64::from(args.days.unwrap_or(DAYS)));
    let mut from = AgendaFrom::Day(chrono::NaiveDate::default());
    loop {
        let (items, more) = reader.agenda(from, CHUNK).map_err(|e| context.stored(&e))?;
        let Some(last) = items.last().map(|item| item.key) else { return Ok(unreadable) };
        let due = items.into_iter().filter(|item| item.key.on <= until);
        let due = due.filter_map(|item| Some((DueKind::of(item.platform, item.key.state(), context.today)?, item)));
        let due: Vec<_> = due.map(|(kind, item)| (item, kind)).collect();
        let unread =
            |(item, _): &(AgendaItem, DueKind)| (!item.readable).then_some(Unreadable { account: item.key.id, event: None });
        unreadable.extend(due.iter().filter_map(unread));
        take(&due)?;
        if !more || last.on > until {
            return Ok(unreadable);
        }
        from = AgendaFrom::After(last);
    }
}

fn table(context: &Context, args: &AgendaArgs, out: &mut Stdout) -> CliResult<()> {
    const SHAPE: [Column; 6] = [Column::Left, Column::Right, Column::Right, Column::Left, Column::Shrinks, Column::Left];
    let words = &phrases(context.lang).days;
    let unreadable = each(context, args, |due| {
        let row = |(item, kind): &(AgendaItem, DueKind)| {
            // An overdue case is counted from where its row in the list counts it.
            let state = item.key.state();
            let on = if state.overdue(context.today) { state.day } else { item.key.on };
            let left = (on - context.today).num_days();
            let phrase = if left < 0 { &words.late } else { &words.left };
            vec![
                on.to_string(),
                fill(phrase, &[("n", &left.abs().to_string())]),
                item.key.id.0.to_string(),
                (if item.readable { item.platform.short() } else { UNREADABLE }).to_owned(),
                escape_control(handle_words(&item.handle, item.readable, context.lang)).into_owned(),
                due_words(*kind, context.lang).to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = due.iter().map(row).collect();
        table::lines(&SHAPE, &rows, columns()).iter().try_for_each(|line| out.line(line))
    })?;
    let counts = context.reader()?.map_or(Ok(Counts::default()), |reader| reader.counts(context.today));
    let waiting = counts.map_err(|e| context.stored(&e))?.mails;
    let words = &phrases(context.lang).counts.mails;
    if waiting > 0 {
        out.line(&words.of(waiting, context.lang))?;
    }
    context.complete(&unreadable)
}

fn json(context: &Context, args: &AgendaArgs, out: &mut Stdout) -> CliResult<()> {
    let failed = |error: std::io::Error| CliError::output(&error, context.lang);
    let mut list = List::new(out.writer());
    let unreadable = each(context, args, |due| {
        due.iter().filter(|(item, _)| item.readable).try_for_each(|(item, kind)| {
            let (id, platform, days) = (item.key.id.0, item.platform.id(), (item.key.on - context.today).num_days());
            list.push(&AgendaEntry { id, platform, handle: &item.handle, on: Day(item.key.on), days, due: kind.id() })
                .map_err(failed)
        })
    })?;
    list.finish().and_then(|out| writeln!(out)).map_err(failed)?;
    context.complete(&unreadable)
}
