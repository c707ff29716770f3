//! A table: a header, then an account a line, parted by commas, semicolons or tabs.

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use csv::{ReaderBuilder, StringRecord};

use super::metered::{LimitedReader, Meter};
use super::quotes::Quotes;
use super::record::{ImportColumn, LineError, LineFault, Record, SheetColumns, Stopped, UnknownColumns, checked, reason};
use crate::content::columns::{column_id, outcome_id};
use crate::domain::day::parse_iso;
use crate::domain::handle::{HandleRemark, clean_handle};
use crate::domain::text::to_stored;
use crate::domain::{AccountDetails, Draft, Event, EventData, EventId, Ground, Platform, Submission};
use crate::exchange::table::{COLUMNS, unescape_formula};

/// The most of a line that is looked at to see what parts its cells.
const LOOK: u64 = 64 << 10;

/// Reads a table and returns its unknown columns.
pub fn read<E>(
    text: LimitedReader<impl Read>,
    today: NaiveDate,
    mut take: impl FnMut(Result<Record, LineError>) -> Result<(), E>,
) -> Result<UnknownColumns, Stopped<E>> {
    let meter = text.meter();
    let mut text = BufReader::new(text);
    let mut first = first_line(&mut text)?;
    let (mut line, said) = (1, separator(&first));
    if said.is_some() {
        first = first_line(&mut text)?;
        line = 2;
    }
    if let Some(end) = odd_line_end(&first) {
        return Err(LineError { line, fault: LineFault::LineEnds(end) }.into());
    }
    let delimiter = said.unwrap_or_else(|| delimiter(&first));
    let quotes = Quotes::new(io::Cursor::new(first).chain(text), delimiter, line);
    let mut lines = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(quotes);
    let mut cells = StringRecord::new();
    if !next(&mut lines, &mut cells, &meter)? {
        return Err(LineError { line, fault: LineFault::Nothing }.into());
    }
    let (columns, unknown) = header(&cells).map_err(|fault| LineError { line, fault })?;
    let own = cells.iter().map(str::trim).eq(COLUMNS);
    while next(&mut lines, &mut cells, &meter)? {
        // Spreadsheets write lines that were used once as nothing but delimiters.
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let at = cells.position().map_or(0, csv::Position::line) + line - 1;
        let row = SheetRow { cells: &cells, columns: &columns, today, delimiter: char::from(delimiter), own };
        take(row.record(at).map_err(|fault| LineError { line: at, fault })).map_err(Stopped::ByTaker)?;
    }
    Ok(unknown)
}

/// The first line with its end, whichever of three that is.
fn first_line(text: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        let ready = text.fill_buf()?;
        let end = ready.iter().position(|b| matches!(b, b'\r' | b'\n'));
        let used = end.map_or(ready.len(), |at| at + 1);
        line.extend_from_slice(&ready[..used]);
        text.consume(used);
        if end.is_some() || used == 0 || line.len() as u64 > LOOK {
            break;
        }
    }
    if line.ends_with(b"\r") && text.fill_buf()?.first() == Some(&b'\n') {
        text.consume(1);
        line.push(b'\n');
    }
    Ok(line)
}

/// A character that ends lines for Unicode alone, in the first line of a table: to nobody else it has a second.
fn odd_line_end(line: &[u8]) -> Option<&'static str> {
    let ends: [(&[u8], &str); 3] = [(b"\xc2\x85", "U+0085"), (b"\xe2\x80\xa8", "U+2028"), (b"\xe2\x80\xa9", "U+2029")];
    ends.into_iter().find(|(end, _)| line.windows(end.len()).any(|part| part == *end)).map(|(_, name)| name)
}

/// The delimiter that Excel's own first line `sep=;` names.
fn separator(line: &[u8]) -> Option<u8> {
    let line = line.trim_ascii().strip_prefix(b"\"").unwrap_or(line).trim_ascii();
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    // A tab that parts the cells is at the end of the line, where trimming would take it.
    let said = line.get(..4).filter(|said| said.eq_ignore_ascii_case(b"sep=")).map(|_| &line[4..])?;
    match said {
        [] | b"\\t" => Some(b'\t'),
        [one] if one.is_ascii_punctuation() && *one != b'"' => Some(*one),
        _ if said.eq_ignore_ascii_case(b"tab") => Some(b'\t'),
        _ => None,
    }
}

/// The next line; false behind the last.
fn next<E>(lines: &mut csv::Reader<impl Read>, cells: &mut StringRecord, meter: &Meter) -> Result<bool, Stopped<E>> {
    meter.next();
    let line = lines.position().line();
    lines.read_record(cells).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(_) if meter.is_spent() => LineError { line, fault: LineFault::Endless(meter.most()) }.into(),
        csv::ErrorKind::Io(error) => error.into(),
        _ => LineError { line, fault: LineFault::Unreadable }.into(),
    })
}

/// What parts the cells of the header: the one that is there most often, outside quotes.
fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let plain: Vec<u8> = header.iter().copied().filter(|b| (*b == b'"').then(|| quoted = !quoted).is_none() && !quoted).collect();
    let count = |delimiter: u8| plain.split(|b| *b == delimiter).count();
    // Of equals the last wins.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// Which column is which, and the unknown ones.
fn header(cells: &StringRecord) -> Result<(Rc<SheetColumns>, UnknownColumns), LineFault> {
    let column = |name: &str| column_id(name).and_then(ImportColumn::from_id);
    let columns: Vec<Option<ImportColumn>> = cells.iter().map(column).collect();
    let missing: Vec<&str> = [ImportColumn::Platform, ImportColumn::Handle]
        .into_iter()
        .filter(|c| !columns.contains(&Some(*c)))
        .map(ImportColumn::id)
        .collect();
    if !missing.is_empty() {
        return Err(LineFault::NoColumns(missing));
    }
    let mut places = SheetColumns::default();
    places.count = cells.len();
    for (at, column) in columns.iter().enumerate().filter_map(|(at, column)| column.map(|column| (at, column))) {
        if let Some(before) = places.place(column).replace(at) {
            return Err(LineFault::TwiceColumn(column.id(), [before + 1, at + 1]));
        }
    }
    // A column without a name is what a delimiter at the end of each line makes; others are only in our own output.
    let known = |name: &str| name.is_empty() || COLUMNS.contains(&name.to_lowercase().as_str());
    let named = cells.iter().zip(&columns).map(|(name, column)| (name.trim(), column));
    let unknown = named.filter(|(name, column)| column.is_none() && !known(name)).map(|(name, _)| name.to_owned());
    Ok((Rc::new(places), UnknownColumns(unknown.collect())))
}

struct SheetRow<'a> {
    cells: &'a StringRecord,
    columns: &'a Rc<SheetColumns>,
    today: NaiveDate,
    delimiter: char,
    /// Whether the table is our own export.
    own: bool,
}

impl SheetRow<'_> {
    fn record(&self, line: u64) -> Result<Record, LineFault> {
        // Empty cells at the end are padding, and those that are missing there were empty.
        let found =
            self.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, _)| at + 1).max().unwrap_or(0);
        if found > self.columns.count {
            return Err(LineFault::Cells { found, expected: self.columns.count });
        }
        // Our own lines are whole: a shorter one was cut off, and its last cell is half a name.
        if self.own && self.cells.len() < self.columns.count {
            return Err(LineFault::Cells { found: self.cells.len(), expected: self.columns.count });
        }
        if self.cells.iter().any(|cell| self.swallowed(cell)) {
            return Err(LineFault::OpenQuote);
        }
        let (fields, remark) = self.fields()?;
        let draft = Draft { grounds: self.grounds()?, reason: reason(self.text(ImportColumn::Reason))?, ..Draft::default() };
        let events = self.events(&fields)?;
        let given = Some(Rc::clone(self.columns));
        let given_handle = self.given_handle(&fields);
        Ok(Record {
            line,
            id: None,
            fields,
            added_on: None,
            draft,
            events,
            evidence: Vec::new(),
            mails: Vec::new(),
            given_handle,
            remark,
            given,
        })
    }

    /// The handle as it would have been stored, where it was put right.
    fn given_handle(&self, fields: &AccountDetails) -> Option<String> {
        let given = self.cell(ImportColumn::Handle);
        if given == fields.handle {
            return None;
        }
        let stored = checked(AccountDetails::new(fields.platform, given)).ok()?.handle;
        (stored != fields.handle).then_some(stored)
    }

    /// Whether a cell of several lines holds what looks like another account's line: a quotation mark was closed late.
    fn swallowed(&self, cell: &str) -> bool {
        let platform = |cell: &str| platform(cell.trim().trim_matches('"')).is_some();
        cell.lines().skip(1).any(|line| line.contains(self.delimiter) && line.split(self.delimiter).any(platform))
    }

    fn has(&self, column: ImportColumn) -> bool {
        self.columns.at(column).is_some()
    }

    fn cell(&self, column: ImportColumn) -> &str {
        self.columns.at(column).and_then(|at| self.cells.get(at)).map(unescape_formula).unwrap_or_default()
    }

    fn text(&self, column: ImportColumn) -> String {
        to_stored(self.cell(column))
    }

    fn fields(&self) -> Result<(AccountDetails, Option<HandleRemark>), LineFault> {
        let given = self.cell(ImportColumn::Platform).trim();
        if given.is_empty() {
            return Err(LineFault::Empty { what: "platform".to_owned() });
        }
        let platform = platform(given).ok_or_else(|| LineFault::no_platform(given))?;
        let value = self.cell(ImportColumn::Handle);
        let fault = |fault| LineFault::Handle { value: value.to_owned(), fault };
        let (handle, remark) = clean_handle(platform, value).map_err(fault)?;
        // What we exported was asked about before.
        let remark = remark.filter(|_| !self.own);
        let mut fields = AccountDetails::new(platform, &handle);
        fields.person = self.text(ImportColumn::Person);
        fields.email = self.text(ImportColumn::Email);
        fields.group = self.text(ImportColumn::Group);
        fields.assignee = self.text(ImportColumn::Assignee);
        if self.has(ImportColumn::Country) {
            fields.country = self.text(ImportColumn::Country);
        }
        Ok((checked(fields)?, remark))
    }

    fn grounds(&self) -> Result<Vec<Ground>, LineFault> {
        let mut draft = Draft::default();
        for id in self.cell(ImportColumn::Grounds).split_whitespace() {
            let ground: Ground = id.parse().map_err(|_| LineFault::no_ground(id))?;
            if !draft.grounds.contains(&ground) {
                draft.toggle(ground);
            }
        }
        Ok(draft.grounds)
    }

    fn day(&self, column: ImportColumn) -> Result<Option<NaiveDate>, LineFault> {
        let (what, value) = (column.id().to_owned(), self.cell(column).trim());
        if value.is_empty() {
            return Ok(None);
        }
        // A spreadsheet that takes a day for a moment writes the midnight, too.
        let date = value.strip_suffix("00:00:00").map_or(value, |date| date.trim_end_matches(['T', ' ']));
        match parse_iso(date) {
            Err(_) => Err(LineFault::NotADay { what, value: value.to_owned() }),
            Ok(day) if day > self.today => Err(LineFault::Future { what, value: value.to_owned() }),
            Ok(day) => Ok(Some(day)),
        }
    }

    /// What the line says has happened.
    fn events(&self, fields: &AccountDetails) -> Result<Vec<Event>, LineFault> {
        let (sent, confirmed) = (self.day(ImportColumn::SubmittedOn)?, self.day(ImportColumn::ConfirmedOn)?);
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
            (None, Some(_)) => return Err(LineFault::Needs { what: "confirmed_on".to_owned(), other: "submitted_on" }),
            (Some(sent), Some(day)) if day < sent => {
                return Err(LineFault::Before { what: "confirmed_on", value: day.to_string(), other: "submitted_on" });
            }
            (_, confirmed) => happened.extend(confirmed.map(|day| (day, EventData::Confirmed))),
        }
        happened.extend(self.answer()?);
        let event = |((on, what), id)| Event {
            id: EventId(id),
            on,
            recorded_at: midnight(on),
            note: String::new(),
            in_complaint: false,
            login: None,
            batch: None,
            data: what,
        };
        Ok(happened.into_iter().zip(1..).map(event).collect())
    }

    fn answer(&self) -> Result<Option<(NaiveDate, EventData)>, LineFault> {
        let given = self.cell(ImportColumn::Outcome).trim();
        let id = if given.is_empty() { Some("") } else { outcome_id(given) };
        let what = match id {
            Some("") => None,
            Some("granted") => Some(EventData::Granted),
            Some("refused") => Some(EventData::Refused { reasons: None }),
            _ => return Err(LineFault::among("outcome", given, ["granted", "refused"])),
        };
        match (what, self.day(ImportColumn::OutcomeOn)?) {
            (Some(what), Some(day)) => Ok(Some((day, what))),
            (Some(_), None) => Err(LineFault::Needs { what: "outcome".to_owned(), other: "outcome_on" }),
            (None, Some(_)) => Err(LineFault::Needs { what: "outcome_on".to_owned(), other: "outcome" }),
            (None, None) => Ok(None),
        }
    }
}

/// The platform that a cell names, by its id or by the two letters that the list shows.
fn platform(cell: &str) -> Option<Platform> {
    let id = cell.to_lowercase();
    Platform::from_id(&id).or_else(|| Platform::all().find(|p| p.short().to_lowercase() == id))
}

/// A placeholder for `recorded_at`, which no table has; the import sets the real one.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
