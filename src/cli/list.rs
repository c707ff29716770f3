//! `nej list`: the accounts in the order of the list, as a table for people, as JSON and CSV for programs. Read and
//! written a few hundred at a time, however many there are.

use std::io::Write;

use super::args::ListArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::export::{ExportError, export_failure};
use super::out::{Stdout, columns, stderr_line};
use super::screen::look;
use super::table::{self, Column};
use crate::content::days::{complain_later, days};
use crate::content::query::Query;
use crate::content::{fill, handle_words, phrases, state_words};
use crate::domain::list::{Filter, Row, ScanFrom};
use crate::domain::text::{escape_control, search_key};
use crate::domain::{Case, Event, Status};
use crate::exchange::json::List;
use crate::exchange::summary::FlatSummary;
use crate::exchange::table::{self as csv, Dialect};
use crate::runtime::user::login;
use crate::store::{Reader, Unreadable};
use crate::view::theme::Styles;

/// In a terminal that is narrower, a row says no more than its status.
const NARROW: usize = 60;
/// Rows that are read and aligned together.
const CHUNK: usize = 500;
/// Accounts whose logs are read together: many, since those of neighbours in the list lie apart in the tables.
const RECORDS: usize = 2_000;

const COLUMNS: [Column; 7] =
    [Column::Right, Column::Left, Column::Left, Column::Shrinks, Column::Shrinks, Column::Right, Column::Left];

/// Lists what is asked for.
pub fn run(context: &Context, args: &ListArgs, out: &mut Stdout) -> CliResult<()> {
    let filter = filter(context, args)?;
    if let Some(unclear) = Query::parse(&filter.search, context.today, &filter.login).unclear.first() {
        return Err(CliError::Usage(unclear.words(context.lang)));
    }
    let reader = context.reader()?;
    let asked = ListQuery { context, filter, reader: reader.as_ref() };
    match (args.json, args.csv) {
        (true, _) => asked.json(out),
        (_, true) => asked.csv(if args.excel { Dialect::Excel } else { Dialect::Plain }, out),
        _ => context.in_snapshot(reader.as_ref(), || asked.table(out)),
    }
}

fn filter(context: &Context, args: &ListArgs) -> CliResult<Filter> {
    let mut statuses: Vec<Status> = Status::ALL.iter().copied().filter(|status| args.status.contains(status)).collect();
    if args.overdue && !statuses.contains(&Status::Overdue) {
        statuses.push(Status::Overdue);
    }
    let search = match &args.view {
        Some(name) => saved_view(context, name)?,
        None => args.query.clone().unwrap_or_default(),
    };
    Ok(Filter { statuses, search, login: login() })
}

/// What a saved view searches for.
fn saved_view(context: &Context, name: &str) -> CliResult<String> {
    let views = &context.settings.views;
    let wanted = search_key(name);
    let found = views.iter().find(|view| search_key(&view.name) == wanted);
    found.map(|view| view.search.clone()).ok_or_else(|| {
        let known = views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>().join(", ");
        let values = [("what", &*escape_control(name)), ("known", &*escape_control(&known))];
        let words = &context.words().usage;
        CliError::Usage(fill(if views.is_empty() { &words.no_views } else { &words.no_view }, &values))
    })
}

struct ListQuery<'a> {
    context: &'a Context,
    filter: Filter,
    reader: Option<&'a Reader>,
}

impl ListQuery<'_> {
    /// Hands over all rows, some at a time.
    fn rows(&self, mut take: impl FnMut(&Reader, &[Row]) -> CliResult<()>) -> CliResult<()> {
        let Some(reader) = self.reader else { return Ok(()) };
        let mut from = ScanFrom::Start;
        loop {
            let page = reader.page(self.context.today, &self.filter, from, CHUNK).map_err(|e| self.context.stored(&e))?;
            take(reader, &page.rows)?;
            if page.truncated {
                stderr_line(&self.context.words().done.search_cut);
            }
            match page.rows.last() {
                Some(last) if page.more => from = ScanFrom::After(last.key(self.context.today)),
                _ => return Ok(()),
            }
        }
    }

    fn table(&self, out: &mut Stdout) -> CliResult<()> {
        let (room, mut unreadable) = (columns(), Vec::new());
        self.rows(|_, rows| {
            let lost = |row: &Row| (!row.readable).then_some(Unreadable { account: row.id, event: None });
            unreadable.extend(rows.iter().filter_map(lost));
            let narrow = room.is_some_and(|room| room < NARROW);
            let cells: Vec<Vec<String>> = rows.iter().map(|row| self.cells(row, narrow)).collect();
            table::lines(&COLUMNS, &cells, room).iter().try_for_each(|line| out.line(line))
        })?;
        self.context.complete(&unreadable)
    }

    fn cells(&self, row: &Row, narrow: bool) -> Vec<String> {
        let Context { lang, today, .. } = *self.context;
        let theme = Styles::of(look(self.context));
        let mut words = state_words(row.state, today, lang).short.clone();
        if let Some(from) = complain_later(row.platform, row.state, today).filter(|_| !narrow) {
            words = fill(&phrases(self.context.lang).days.complain_from, &[("date", &from.to_string())]);
        }
        vec![
            row.id.0.to_string(),
            theme.sign(row.state.status(today)).to_owned(),
            row.platform_short().to_owned(),
            escape_control(handle_words(&row.handle, row.readable, lang)).into_owned(),
            escape_control(&row.person).into_owned(),
            days(row.state, today, lang),
            words,
        ]
    }

    /// Hands over all that is known of the accounts, some at a time, as they were at one moment.
    fn records(&self, mut take: impl FnMut(&FlatSummary<'_>, &Case, &[Event]) -> std::io::Result<()>) -> CliResult<()> {
        let Some(reader) = self.reader else { return Ok(()) };
        let Context { lang, today, .. } = *self.context;
        let unreadable = reader.in_snapshot(|reader| -> std::result::Result<_, ExportError> {
            let mut unreadable = Vec::new();
            for ids in reader.shown_by(today, &self.filter)?.chunks(RECORDS) {
                let records = reader.records(ids)?;
                unreadable.extend(records.unreadable);
                for record in &records.accounts {
                    let case = Case::of(record.account.fields.platform, &record.events);
                    take(&FlatSummary::of(&record.account, &record.draft, &case, today), &case, &record.events)?;
                }
            }
            Ok(unreadable)
        });
        let failed = |halt| export_failure(self.context, halt, |error| CliError::output(error, lang));
        self.context.complete(&unreadable.map_err(failed)?)
    }

    fn json(&self, out: &mut Stdout) -> CliResult<()> {
        let lang = self.context.lang;
        let mut list = List::new(out.writer());
        let read = self.records(|summary, _, _| list.push(summary));
        list.finish().and_then(|out| writeln!(out)).map_err(|error| CliError::output(&error, lang))?;
        read
    }

    fn csv(&self, dialect: Dialect, out: &mut Stdout) -> CliResult<()> {
        let lang = self.context.lang;
        let mut table = csv::TableWriter::new(out.writer(), dialect).map_err(|error| CliError::output(&error, lang))?;
        let read = self.records(|summary, case, log| table.push(summary, case, log));
        table.finish().map_err(|error| CliError::output(&error, lang))?;
        read
    }
}
