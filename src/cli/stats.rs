//! `nej stats`: what became of all cases, in numbers without names, for an association to publish: a table for people,
//! JSON and CSV for programs.

use std::io::Write;

use serde_json::{Map, Value};

use super::args::StatsArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::out::{Stdout, columns};
use super::table::{self, Column};
use crate::content::{number, outcome_words, phrases, stats_subject};
use crate::domain::Outcome;
use crate::domain::stats::{NUMBERS, Stats, StatsRow};
use crate::domain::text::escape_control;
use crate::exchange::json;
use crate::exchange::table::escape_formula;
use crate::service::stats::collect;

/// Counts all cases and says the numbers.
pub fn run(context: &Context, args: &StatsArgs, out: &mut Stdout) -> CliResult<()> {
    let reader = context.reader()?;
    let counted = reader.as_ref().map_or(Ok((Stats::default(), Vec::new())), |reader| collect(reader, context.today));
    let (stats, unreadable) = counted.map_err(|error| context.stored(&error))?;
    let page = StatsOutput { context, rows: stats.rows() };
    match (args.json, args.csv) {
        (true, _) => page.json(out)?,
        (_, true) => page.csv(out)?,
        _ => page.text(out)?,
    }
    context.complete(&unreadable)
}

struct StatsOutput<'a> {
    context: &'a Context,
    rows: Vec<StatsRow>,
}

impl StatsOutput<'_> {
    fn name(&self, row: &StatsRow) -> String {
        stats_subject(&row.subject, self.context.lang)
    }

    fn text(&self, out: &mut Stdout) -> CliResult<()> {
        let words = &phrases(self.context.lang).stats;
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
        for row in &self.rows {
            let name = escape_control(&self.name(row)).into_owned();
            lines.push([name].into_iter().chain(row.tally.numbers().map(cell)).collect());
        }
        let mut shape = [Column::Right; 1 + NUMBERS.len()];
        shape[0] = Column::Shrinks;
        table::lines(&shape, &lines, columns()).iter().try_for_each(|line| out.line(line))?;
        let outcomes = &self.rows[0].tally.outcomes;
        outcomes.iter().try_for_each(|(outcome, n)| {
            let said = outcome_words(*outcome, self.context.lang);
            out.line(&format!("{}: {said}: {n}", words.outcome))
        })
    }

    fn json(&self, out: &mut Stdout) -> CliResult<()> {
        let mut object = Map::new();
        object.insert("today".into(), self.context.today.to_string().into());
        let row = |StatsRow { subject, tally }: &StatsRow| {
            let mut row = Map::new();
            row.insert("by".into(), subject.id().into());
            row.insert("name".into(), stats_subject(subject, self.context.lang).into());
            row.extend(NUMBERS.iter().zip(tally.numbers()).map(|(name, n)| ((*name).to_owned(), n.into())));
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
        for row in &self.rows {
            let tally = &row.tally;
            let cell = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
            let name = format!("\"{}\"", escape_formula(&self.name(row)).replace('"', "\"\""));
            let outcomes = Outcome::ALL.iter().map(|outcome| tally.outcomes.get(outcome).copied().unwrap_or(0).to_string());
            let cells = [row.subject.id().to_owned(), name].into_iter().chain(tally.numbers().map(cell)).chain(outcomes);
            lines.push(cells.collect::<Vec<_>>().join(","));
        }
        lines.iter().try_for_each(|line| out.line(line))
    }
}
