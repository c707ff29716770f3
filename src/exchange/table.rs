//! CSV, for spreadsheets: one line an account, under the names that JSON has. A cell that a spreadsheet would take
//! for a formula gets an apostrophe in front, which reading takes off again.

use std::borrow::Cow;
use std::io::{self, Write};

use super::summary::{Day, FlatSummary};
use crate::domain::event::logins;
use crate::domain::text::escape_control_lines;
use crate::domain::{Case, Code, Event};

/// The columns in their order. Those that import reads are among them.
pub const COLUMNS: [&str; 31] = [
    "id",
    "platform",
    "handle",
    "person",
    "email",
    "country",
    "group",
    "status",
    "submitted_on",
    "confirmed_on",
    "outcome",
    "outcome_on",
    "month_ends",
    "overdue_from",
    "legal_last_day",
    "complaint_from",
    "extended_until",
    "days_left",
    "case_number",
    "lodged_on",
    "ask_decision_from",
    "decision_due",
    "appeal_until",
    "objection_until",
    "reply",
    "replied_on",
    "text_lang",
    "grounds",
    "reason",
    "assignee",
    "logins",
];

/// For whom a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// For programs: commas, and nothing before the header.
    Plain,
    /// For spreadsheets: commas, and a mark without which they take UTF-8 for the system's old encoding.
    Marked,
    /// For Excel where the comma is in decimals: semicolons, and the mark.
    Excel,
}

/// Writes lines as they come.
pub struct TableWriter<W: Write>(csv::Writer<W>);

impl<W: Write> TableWriter<W> {
    /// Writes the header.
    pub fn new(mut out: W, dialect: Dialect) -> io::Result<Self> {
        if dialect != Dialect::Plain {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = if dialect == Dialect::Excel { b';' } else { b',' };
        let mut inner = csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        inner.write_record(COLUMNS).map_err(io_error)?;
        Ok(Self(inner))
    }

    /// Writes an account's line.
    pub fn push(&mut self, summary: &FlatSummary<'_>, case: &Case, log: &[Event]) -> io::Result<()> {
        let day = |day: Option<Day>| day.map(|d| d.0.to_string()).unwrap_or_default();
        let attempt = case.open_attempt().or(case.attempts.last());
        // `outcome` and `outcome_on` are read by import, `reply` and `replied_on` are called as in JSON: each pair says the same.
        let confirmed = attempt.and_then(|a| if let Code::Entered(on) = a.code { Some(Day(on)) } else { None });
        let record: [Cow<'_, str>; COLUMNS.len()] = [
            summary.id.to_string().into(),
            summary.platform.into(),
            summary.handle.into(),
            summary.person.into(),
            summary.email.into(),
            summary.country.into(),
            summary.group.into(),
            summary.status.into(),
            day(summary.submitted_on).into(),
            day(confirmed).into(),
            summary.reply.unwrap_or_default().into(),
            day(summary.replied_on).into(),
            day(summary.month_ends).into(),
            day(summary.overdue_from).into(),
            day(summary.legal_last_day).into(),
            day(summary.complaint_from).into(),
            day(summary.extended_until).into(),
            summary.days_left.map(|n| n.to_string()).unwrap_or_default().into(),
            summary.case_number.unwrap_or_default().into(),
            day(summary.lodged_on).into(),
            day(summary.ask_decision_from).into(),
            day(summary.decision_due).into(),
            day(summary.appeal_until).into(),
            day(summary.objection_until).into(),
            summary.reply.unwrap_or_default().into(),
            day(summary.replied_on).into(),
            summary.text_lang.unwrap_or_default().into(),
            summary.grounds.join(" ").into(),
            summary.reason.into(),
            summary.assignee.into(),
            logins(log).join(" ").into(),
        ];
        let cells = record.iter().zip(COLUMNS).map(|(cell, name)| {
            // Days that are past have a minus sign and are numbers all the same.
            if name == "days_left" { cell.clone() } else { escape_formula(cell) }
        });
        self.0.write_record(cells.map(|cell| cell.as_bytes().to_vec())).map_err(io_error)
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell that shows its text in every spreadsheet: nothing hidden in it, and no formula.
pub fn escape_formula(cell: &str) -> Cow<'_, str> {
    let shown = escape_control_lines(cell);
    if is_formula(shown.trim_start_matches('\'')) { Cow::Owned(format!("'{shown}")) } else { shown }
}

/// The text of a cell that [`TableWriter`] wrote.
pub fn unescape_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether spreadsheets would calculate a cell. They look past white space, and some take full-width signs for
/// the signs themselves.
fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start().chars().next();
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%'))
        || cell.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_comes_back_as_it_was() {
        for cell in ["=1+1", "@anna", "-3d", "+46", " =x", "'=x", "''@x", "\n=x", "＝1"] {
            let written = escape_formula(cell);
            assert!(written.starts_with('\''), "{cell:?}");
            assert_eq!(unescape_formula(&written), cell, "{cell:?}");
        }
        for cell in ["Anna", "'Anna'", "'", "", "a=b", "O'Neill", "2026-01-01"] {
            assert_eq!(escape_formula(cell), cell);
            assert_eq!(unescape_formula(cell), cell);
        }
    }

    #[test]
    fn hidden_characters_are_signs_and_line_ends_stay() {
        assert_eq!(escape_formula("a\u{1b}b\nc\u{202e}"), "a␛b\nc\u{fffd}");
    }
}
