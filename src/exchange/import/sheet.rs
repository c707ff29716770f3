//! A table: a header, then an account a line, parted by commas, semicolons or tabs.

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use csv::{ReaderBuilder, StringRecord};

use super::metered::{Meter, Metered};
use super::{Bad, Column, Fault, Halt, Record, checked, reason};
use crate::domain::day::parse_iso;
use crate::domain::text::to_stored;
use crate::domain::{AccountDetails, Draft, Event, EventData, EventId, Ground, Platform, Submission};
use crate::exchange::table::{COLUMNS, undefused};

/// The most of a line that is looked at to see what parts its cells.
const LOOK: u64 = 64 << 10;

/// Reads a table.
pub fn read<E>(
    text: Metered<impl Read>,
    today: NaiveDate,
    mut take: impl FnMut(Result<Record, Bad>) -> Result<(), E>,
) -> Result<(), Halt<E>> {
    let meter = text.meter();
    let mut text = BufReader::new(text);
    let mut first = Vec::new();
    text.by_ref().take(LOOK).read_until(b'\n', &mut first).map_err(Halt::Io)?;
    let delimiter = delimiter(&first);
    // Of a line end of two characters the reader leaves the second for the next line, and counts by it.
    let behind = u64::from(first.ends_with(b"\r\n"));
    let mut lines = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(io::Cursor::new(first).chain(text));
    let mut cells = StringRecord::new();
    if !next(&mut lines, &mut cells, &meter)? {
        return Err(Bad { line: 1, fault: Fault::NoColumns(vec!["platform", "handle"]) }.into());
    }
    let columns = Rc::new(header(&cells).map_err(|fault| Bad { line: 1, fault })?);
    while next(&mut lines, &mut cells, &meter)? {
        // Spreadsheets write lines that were used once as nothing but delimiters.
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = cells.position().map_or(0, csv::Position::line) + behind;
        let row = Row { cells: &cells, columns: &columns, today };
        take(row.record(line).map_err(|fault| Bad { line, fault })).map_err(Halt::Taker)?;
    }
    Ok(())
}

/// The next line; false behind the last.
fn next<E>(lines: &mut csv::Reader<impl Read>, cells: &mut StringRecord, meter: &Meter) -> Result<bool, Halt<E>> {
    meter.next();
    let line = lines.position().line();
    lines.read_record(cells).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(_) if meter.is_spent() => Bad { line, fault: Fault::Endless }.into(),
        csv::ErrorKind::Io(error) => Halt::Io(error),
        other => Bad { line, fault: Fault::Unreadable(format!("{other:?}")) }.into(),
    })
}

/// What parts the cells of the header: the one that is there most often, outside quotes.
fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let plain: Vec<u8> = header.iter().copied().filter(|b| (*b == b'"').then(|| quoted = !quoted).is_none() && !quoted).collect();
    let count = |delimiter: u8| plain.split(|b| *b == delimiter).count();
    // Of equals the last wins.
    [b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// Which column is which; none for those that only our own output has.
fn header(cells: &StringRecord) -> Result<Vec<Option<Column>>, Fault> {
    let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let column = |name: &String| Column::ALL.into_iter().find(|c| c.id() == name);
    let columns: Vec<Option<Column>> = names.iter().map(column).collect();
    let missing: Vec<&str> =
        [Column::Platform, Column::Handle].into_iter().filter(|c| !columns.contains(&Some(*c))).map(Column::id).collect();
    if !missing.is_empty() {
        return Err(Fault::NoColumns(missing));
    }
    // A column without a name and without cells is what a delimiter at the end of each line makes.
    let known = |name: &&String| name.is_empty() || COLUMNS.contains(&name.as_str());
    let unknown: Vec<String> = names.iter().filter(|name| !known(name)).cloned().collect();
    if !unknown.is_empty() {
        return Err(Fault::UnknownColumns(unknown));
    }
    match columns.iter().enumerate().find(|(at, c)| c.is_some() && columns[..*at].contains(c)) {
        Some((at, _)) => Err(Fault::TwiceColumn(names[at].clone())),
        None => Ok(columns),
    }
}

struct Row<'a> {
    cells: &'a StringRecord,
    columns: &'a Rc<Vec<Option<Column>>>,
    today: NaiveDate,
}

impl Row<'_> {
    fn record(&self, line: u64) -> Result<Record, Fault> {
        if self.cells.len() != self.columns.len() {
            return Err(Fault::Cells { found: self.cells.len(), expected: self.columns.len() });
        }
        let fields = self.fields()?;
        let draft = Draft { grounds: self.grounds()?, reason: reason(self.text(Column::Reason))?, ..Draft::default() };
        let entries = self.entries(&fields)?;
        let given = Some(Rc::clone(self.columns));
        Ok(Record { line, id: None, fields, added_on: None, draft, entries, evidence: Vec::new(), given })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    fn cell(&self, column: Column) -> &str {
        let at = self.columns.iter().position(|c| *c == Some(column));
        at.and_then(|at| self.cells.get(at)).map(undefused).unwrap_or_default()
    }

    fn text(&self, column: Column) -> String {
        to_stored(self.cell(column))
    }

    fn fields(&self) -> Result<AccountDetails, Fault> {
        let told = self.cell(Column::Platform).trim();
        if told.is_empty() {
            return Err(Fault::Empty { what: "platform".to_owned() });
        }
        let platform = Platform::from_id(&told.to_lowercase()).ok_or_else(|| Fault::no_platform(told))?;
        let mut fields = AccountDetails::new(platform, self.cell(Column::Handle));
        fields.person = self.text(Column::Person);
        fields.email = self.text(Column::Email);
        fields.group = self.text(Column::Group);
        if self.has(Column::Country) {
            fields.country = self.text(Column::Country);
        }
        checked(fields)
    }

    fn grounds(&self) -> Result<Vec<Ground>, Fault> {
        let mut draft = Draft::default();
        for id in self.cell(Column::Grounds).split_whitespace() {
            let ground: Ground = id.parse().map_err(|_| Fault::no_ground(id))?;
            if !draft.grounds.contains(&ground) {
                draft.toggle(ground);
            }
        }
        Ok(draft.grounds)
    }

    fn day(&self, column: Column) -> Result<Option<NaiveDate>, Fault> {
        let (what, value) = (column.id().to_owned(), self.cell(column).trim());
        if value.is_empty() {
            return Ok(None);
        }
        match parse_iso(value) {
            Err(_) => Err(Fault::NotADay { what, value: value.to_owned() }),
            Ok(day) if day > self.today => Err(Fault::Future { what, value: value.to_owned() }),
            Ok(day) => Ok(Some(day)),
        }
    }

    /// What the line says has happened.
    fn entries(&self, fields: &AccountDetails) -> Result<Vec<Event>, Fault> {
        let (sent, confirmed) = (self.day(Column::SubmittedOn)?, self.day(Column::ConfirmedOn)?);
        let mut happened = Vec::new();
        if let Some(day) = sent {
            let submission = Submission {
                email: fields.email.clone(),
                country: fields.country.clone(),
                code_pending: confirmed.is_some(),
                ..Submission::default()
            };
            happened.push((day, EventData::Submitted(submission)));
        }
        match (sent, confirmed) {
            (None, Some(_)) => return Err(Fault::Needs { what: "confirmed_on".to_owned(), other: "submitted_on" }),
            (Some(sent), Some(day)) if day < sent => {
                return Err(Fault::Before { what: "confirmed_on", value: day.to_string(), other: "submitted_on" });
            }
            (_, confirmed) => happened.extend(confirmed.map(|day| (day, EventData::Confirmed))),
        }
        happened.extend(self.answer()?);
        let entry = |((on, what), id)| Event { id: EventId(id), on, recorded_at: noon(on), note: String::new(), data: what };
        Ok(happened.into_iter().zip(1..).map(entry).collect())
    }

    fn answer(&self) -> Result<Option<(NaiveDate, EventData)>, Fault> {
        let what = match self.cell(Column::Outcome).trim() {
            "" => None,
            "granted" => Some(EventData::Granted),
            "refused" => Some(EventData::Refused { reasons: None }),
            other => return Err(Fault::among("outcome", other, ["granted", "refused"])),
        };
        match (what, self.day(Column::OutcomeOn)?) {
            (Some(what), Some(day)) => Ok(Some((day, what))),
            (Some(_), None) => Err(Fault::Needs { what: "outcome".to_owned(), other: "outcome_on" }),
            (None, Some(_)) => Err(Fault::Needs { what: "outcome_on".to_owned(), other: "outcome" }),
            (None, None) => Ok(None),
        }
    }
}

/// Stands for a moment that nobody told; whoever writes the entry down puts the real one in its place.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
