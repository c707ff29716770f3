//! `nej stats`: what became of all cases, in numbers without names, for an association to publish: a table for people,
//! JSON and CSV for programs.

use std::io::Write;

use serde_json::{Map, Value};

use super::args::StatsArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::export::{each, export_failure};
use super::out::{Stdout, columns};
use super::table::{self, Column};
use crate::content::{fill, number};
use crate::domain::stats::{CaseTally, SMALLEST_GROUP, Stats};
use crate::domain::text::escape_control;
use crate::domain::{Case, Outcome};
use crate::exchange::json;
use crate::exchange::table::escape_formula;

/// Counts all cases and says the numbers.
pub fn run(context: &Context, args: &StatsArgs, out: &mut Stdout) -> CliResult<()> {
    let reader = context.reader()?;
    let mut stats = Stats::default();
    let counted = each(context, reader.as_ref(), &mut |_| true, |_, record| {
        let case = Case::of(record.account.fields.platform, &record.events);
        stats.add(&record.account, &case, context.today);
        Ok(())
    });
    let unreadable = counted.map_err(|error| export_failure(context, error, |error| CliError::output(error, context.lang)))?;
    let page = StatsPage { context, rows: rows(context, &stats) };
    match (args.json, args.csv) {
        (true, _) => page.json(out)?,
        (_, true) => page.csv(out)?,
        _ => page.text(out)?,
    }
    context.complete(&unreadable)
}

/// What a row is about: its kind, as programs know it, and its name.
type StatsRow = (&'static str, String, CaseTally);

fn rows(context: &Context, stats: &Stats) -> Vec<StatsRow> {
    let words = &context.words().stats;
    let mut rows = vec![("all", words.all.clone(), stats.all.clone())];
    rows.extend(stats.platforms.iter().map(|(platform, tally)| ("platform", platform.name().to_owned(), tally.clone())));
    let (groups, small) = stats.groups();
    rows.extend(groups.into_iter().map(|(name, tally)| ("group", name.to_owned(), tally.clone())));
    if small.accounts > 0 {
        rows.push(("group", fill(&words.small_groups, &[("n", &SMALLEST_GROUP.to_string())]), small));
    }
    rows.extend(stats.months.iter().map(|(month, tally)| ("month", month.format("%Y-%m").to_string(), tally.clone())));
    rows
}

/// The names of the numbers, as programs know them, before those of the outcomes.
const NUMBERS: [&str; 9] =
    ["accounts", "sent", "granted", "refused", "unanswered", "median_days", "p90_days", "overdue", "complaints"];

fn numbers(tally: &CaseTally) -> [Option<i64>; NUMBERS.len()] {
    let count = |n: u64| i64::try_from(n).ok();
    [
        count(tally.accounts),
        count(tally.sent),
        count(tally.granted),
        count(tally.refused),
        count(tally.unanswered()),
        tally.days_to_answer(50),
        tally.days_to_answer(90),
        count(tally.overdue),
        count(tally.complaints),
    ]
}

struct StatsPage<'a> {
    context: &'a Context,
    rows: Vec<StatsRow>,
}

impl StatsPage<'_> {
    fn text(&self, out: &mut Stdout) -> CliResult<()> {
        let words = &self.context.words().stats;
        let heads = [
            &words.accounts,
            &words.sent,
            &words.granted,
            &words.refused,
            &words.unanswered,
            &words.median_days,
            &words.p90_days,
            &words.overdue,
            &words.complaints,
        ];
        let heading = [String::new()].into_iter().chain(heads.into_iter().cloned()).collect();
        let cell = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| number(n.unsigned_abs(), self.context.lang));
        let mut lines: Vec<Vec<String>> = vec![heading];
        for (_, name, tally) in &self.rows {
            lines.push([escape_control(name).into_owned()].into_iter().chain(numbers(tally).map(cell)).collect());
        }
        let mut shape = [Column::Right; 1 + NUMBERS.len()];
        shape[0] = Column::Shrinks;
        table::lines(&shape, &lines, columns()).iter().try_for_each(|line| out.line(line))?;
        let outcomes = &self.rows[0].2.outcomes;
        outcomes.iter().try_for_each(|(outcome, n)| {
            let said = crate::content::outcome_words(*outcome, self.context.lang);
            out.line(&format!("{}: {said}: {n}", words.outcome))
        })
    }

    fn json(&self, out: &mut Stdout) -> CliResult<()> {
        let mut object = Map::new();
        object.insert("today".into(), self.context.today.to_string().into());
        let row = |(kind, name, tally): &StatsRow| {
            let mut row = Map::new();
            row.insert("by".into(), (*kind).into());
            row.insert("name".into(), name.as_str().into());
            row.extend(NUMBERS.iter().zip(numbers(tally)).map(|(name, n)| ((*name).to_owned(), n.into())));
            let outcomes = tally.outcomes.iter().map(|(outcome, n)| (outcome.id().to_owned(), (*n).into()));
            row.insert("outcomes".into(), Value::Object(outcomes.collect()));
            Value::Object(row)
        };
        object.insert("rows".into(), self.rows.iter().map(row).collect());
        let written = json::write(out.writer(), &object).and_then(|()| writeln!(out.writer()));
        written.map_err(|error| CliError::output(&error, self.context.lang))
    }

    fn csv(&self, out: &mut Stdout) -> CliResult<()> {
        let heading: Vec<&str> = ["by", "name"].into_iter().chain(NUMBERS).chain(Outcome::IDS.iter().copied()).collect();
        let mut lines = vec![heading.join(",")];
        for (kind, name, tally) in &self.rows {
            let cell = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
            let name = format!("\"{}\"", escape_formula(name).replace('"', "\"\""));
            let outcomes = Outcome::ALL.iter().map(|outcome| tally.outcomes.get(outcome).copied().unwrap_or(0).to_string());
            let cells = [(*kind).to_owned(), name].into_iter().chain(numbers(tally).map(cell)).chain(outcomes);
            lines.push(cells.collect::<Vec<_>>().join(","));
        }
        lines.iter().try_for_each(|line| out.line(line))
    }
}
