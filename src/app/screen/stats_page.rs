//! The page of statistics as lines: a table with bars where there is room for one, else a few lines for each row.

use unicode_width::UnicodeWidthStr;

use super::wrap;
use crate::app::model::Model;
use crate::app::model::stats::StatsDialog;
use crate::content::{fill, number, outcome_words, phrases, stats_subject};
use crate::domain::Lang;
use crate::domain::stats::{CaseTally, NUMBERS, SMALLEST_GROUP, StatsRow, StatsSubject};
use crate::domain::text::escape_control;

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatsRole {
    /// Names, numbers and bars.
    Plain,
    /// A heading.
    Strong,
}

/// A line of the page, no wider than asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatsLine {
    /// How it is meant.
    pub role: StatsRole,
    /// What it says.
    pub text: String,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatsPage {
    /// What stays above the lines that scroll.
    pub head: Vec<StatsLine>,
    /// The lines that scroll.
    pub lines: Vec<StatsLine>,
}

/// The signs of a bar: a yes, a no, no reply. Words and numbers stand beside every bar.
const SIGNS: [&str; 3] = ["█", "▒", "─"];
/// The shortest and the longest bar beside the numbers, in cells.
const BAR: (usize, usize) = (16, 60);
/// The narrowest name in the table, in cells.
const NAME: usize = 12;
/// What stands for a number that there is none of.
const NONE: &str = "–";

/// The page at a width.
pub fn page(model: &Model, open: &StatsDialog, width: u16) -> StatsPage {
    let words = &phrases(model.lang).stats;
    let mut writer = StatsWriter { width: usize::from(width).max(1), lang: model.lang, lines: Vec::new() };
    let Some(counted) = &open.counted else {
        writer.text(&words.counting);
        return StatsPage { head: Vec::new(), lines: writer.lines };
    };
    if counted.rows.first().is_none_or(|all| all.tally.accounts == 0) {
        writer.text(&words.nothing);
        return StatsPage { head: Vec::new(), lines: writer.lines };
    }
    let table = Table::of(&counted.rows, writer.width, model.lang);
    let [granted, refused, open] = SIGNS;
    let key = format!("{granted} {}  {refused} {}  {open} {}", words.granted, words.refused, words.unanswered);
    writer.text(&format!("{}: {key}", words.shares));
    let mut heading = None;
    for row in &counted.rows {
        let of = section(&row.subject, model.lang);
        if heading != Some(of) {
            writer.gap();
            writer.heading(of);
            heading = Some(of);
        }
        match &table {
            Some(table) => writer.table_row(table, row),
            None => writer.words_row(row),
        }
        writer.outcomes(&row.tally);
    }
    writer.gap();
    writer.text(&words.days_note);
    let few = counted.rows.first().is_some_and(|all| all.tally.accounts < SMALLEST_GROUP);
    let note = if few { &words.few_note } else { &words.groups_note };
    writer.text(&fill(note, &[("n", &SMALLEST_GROUP.to_string())]));
    if counted.unreadable > 0 {
        writer.text(&words.unreadable.of(counted.unreadable as u64, model.lang));
    }
    writer.text(&words.elsewhere);
    let head = table.map(|table| StatsLine { role: StatsRole::Strong, text: table.line("", "", &table.headings) });
    StatsPage { head: head.into_iter().collect(), lines: writer.lines }
}

/// The heading of the part that a row stands in; empty above the row of all.
fn section(subject: &StatsSubject, lang: Lang) -> &'static str {
    let words = &phrases(lang).stats;
    match subject {
        StatsSubject::All => "",
        StatsSubject::Platform(_) => &words.by_platform,
        StatsSubject::Group(_) | StatsSubject::SmallGroups => &words.by_group,
        StatsSubject::Month(_) => &words.by_month,
    }
}

/// What the columns of numbers are called.
fn headings(lang: Lang) -> [&'static str; NUMBERS.len()] {
    let words = &phrases(lang).stats;
    [
        &words.accounts,
        &words.sent,
        &words.granted,
        &words.refused,
        &words.unanswered,
        &words.median,
        &words.p90,
        &words.overdue,
        &words.complaints,
    ]
}

/// The numbers of a row, in words.
fn cells(tally: &CaseTally, lang: Lang) -> [String; NUMBERS.len()] {
    tally.numbers().map(|n| n.map_or_else(|| NONE.to_owned(), |n| number(n.unsigned_abs(), lang)))
}

/// The columns of the table.
struct Table {
    headings: [String; NUMBERS.len()],
    widths: [usize; NUMBERS.len()],
    name: usize,
    /// The cells between two columns.
    gap: usize,
    /// The width of a bar between name and numbers; where there is no room for one, it has a line of its own with the name.
    bar: Option<usize>,
    width: usize,
}

impl Table {
    /// The table for some rows; `None` where they have no room side by side.
    fn of(rows: &[StatsRow], width: usize, lang: Lang) -> Option<Self> {
        let headings = headings(lang).map(str::to_owned);
        let mut widths = headings.each_ref().map(|heading| heading.width());
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(cells(&row.tally, lang)) {
                *width = (*width).max(cell.width());
            }
        }
        let longest = rows.iter().map(|row| stats_subject(&row.subject, lang).width()).max().unwrap_or(0);
        for gap in [2, 1] {
            let numbers: usize = widths.iter().map(|width| width + gap).sum();
            let beside = width.saturating_sub(numbers + BAR.0 + 2);
            if beside >= NAME {
                let name = longest.clamp(NAME, beside);
                let bar = (width - numbers - name - 2).min(BAR.1);
                return Some(Self { headings, widths, name, gap, bar: Some(bar), width });
            }
            if numbers <= width {
                let name = longest.clamp(NAME, width / 2);
                return Some(Self { headings, widths, name, gap, bar: None, width });
            }
        }
        None
    }

    /// A line with name, bar and numbers.
    fn line(&self, name: &str, bar: &str, numbers: &[String; NUMBERS.len()]) -> String {
        let cells = numbers.iter().zip(self.widths).map(|(cell, width)| format!("{}{cell}", blank(self.gap + width, cell)));
        let cells: String = cells.collect();
        match self.bar {
            Some(width) => format!("{name}{}  {bar}{}{cells}", blank(self.name, name), blank(width, bar)),
            None => format!("{}{cells}", blank(self.width, &cells)),
        }
    }
}

/// The blanks that a text lacks to so many cells.
fn blank(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// A bar of so many cells: the shares of yes, no and no reply. What there is has a cell at least, where there are enough.
fn bar(tally: &CaseTally, width: usize) -> String {
    let parts = [tally.granted, tally.refused, tally.unanswered()];
    let all: u64 = parts.iter().sum();
    if all == 0 {
        return String::new();
    }
    let mut cells = parts.map(|n| (n as u128 * width as u128 / u128::from(all)) as usize);
    for (cell, n) in cells.iter_mut().zip(parts) {
        *cell = (*cell).max(usize::from(n > 0));
    }
    // What rounding left or took goes to the longest part.
    let used: usize = cells.iter().sum();
    if let Some(longest) = (0..cells.len()).max_by_key(|i| (parts[*i], *i)) {
        cells[longest] = (cells[longest] + width).saturating_sub(used);
    }
    SIGNS.iter().zip(cells).map(|(sign, n)| sign.repeat(n)).collect()
}

/// Puts the lines together.
struct StatsWriter {
    width: usize,
    lang: Lang,
    lines: Vec<StatsLine>,
}

impl StatsWriter {
    fn push(&mut self, role: StatsRole, text: String) {
        self.lines.push(StatsLine { role, text });
    }

    fn gap(&mut self) {
        self.push(StatsRole::Plain, String::new());
    }

    fn heading(&mut self, text: &str) {
        if !text.is_empty() {
            for line in wrap::lines(text, self.width) {
                self.push(StatsRole::Strong, line);
            }
        }
    }

    fn text(&mut self, text: &str) {
        let width = self.width.min(usize::from(wrap::TEXT_MAX));
        for line in wrap::lines(text, width) {
            self.push(StatsRole::Plain, line.replace(HELD, " "));
        }
    }

    fn name(&self, row: &StatsRow) -> String {
        escape_control(&stats_subject(&row.subject, self.lang)).into_owned()
    }

    fn table_row(&mut self, table: &Table, row: &StatsRow) {
        let name = cut(&self.name(row), table.name);
        let numbers = cells(&row.tally, self.lang);
        if let Some(width) = table.bar {
            return self.push(StatsRole::Plain, table.line(&name, &bar(&row.tally, width), &numbers));
        }
        let beside = table.width.saturating_sub(table.name + 2);
        let named = format!("{name}{}  {}", blank(table.name, &name), bar(&row.tally, beside));
        self.push(StatsRole::Plain, named.trim_end().to_owned());
        self.push(StatsRole::Plain, table.line("", "", &numbers));
    }

    /// A row in words, with its bar below the name.
    fn words_row(&mut self, row: &StatsRow) {
        let words = &phrases(self.lang).stats;
        let [accounts, sent, granted, refused, unanswered, median, p90, overdue, complaints] = cells(&row.tally, self.lang);
        let of = fill(&words.sent_of, &[("n", &sent), ("max", &accounts)]);
        self.text(&format!("{}: {of}", self.name(row)));
        let drawn = bar(&row.tally, self.width);
        if !drawn.is_empty() {
            self.push(StatsRole::Plain, drawn);
        }
        let mut said = Vec::new();
        if row.tally.sent > 0 {
            said.extend([held(&words.granted, &granted), held(&words.refused, &refused)]);
            said.push(held(&words.unanswered, &unanswered));
        }
        if row.tally.days_to_answer(50).is_some() {
            said.push(fill(&words.days, &[("median", &median), ("p90", &p90)]));
        }
        if row.tally.overdue > 0 {
            said.push(held(&words.overdue, &overdue));
        }
        if row.tally.complaints > 0 {
            said.push(held(&words.complaints, &complaints));
        }
        if !said.is_empty() {
            self.text(&said.join(" · "));
        }
    }

    /// How the authority answered, where it did.
    fn outcomes(&mut self, tally: &CaseTally) {
        if tally.outcomes.is_empty() {
            return;
        }
        let said =
            tally.outcomes.iter().map(|(outcome, n)| format!("{} {}", outcome_words(*outcome, self.lang), number(*n, self.lang)));
        let said = said.collect::<Vec<_>>().join(" · ");
        let text = format!("{}: {said}", phrases(self.lang).stats.outcome);
        for line in wrap::lines(&text, self.width.saturating_sub(2).min(usize::from(wrap::TEXT_MAX))) {
            self.push(StatsRole::Plain, format!("  {line}"));
        }
    }
}

/// A blank at which no line is broken.
const HELD: &str = "\u{a0}";

/// A number and what it counts, which stay on one line.
fn held(what: &str, n: &str) -> String {
    format!("{what} {n}").replace(' ', HELD)
}

/// A name in so many cells.
fn cut(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        short.push(c);
        if short.width() + 1 > width {
            short.pop();
            break;
        }
    }
    format!("{short}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(granted: u64, refused: u64, unanswered: u64) -> CaseTally {
        let mut tally = CaseTally::default();
        (tally.sent, tally.granted, tally.refused) = (granted + refused + unanswered, granted, refused);
        tally
    }

    #[test]
    fn a_bar_fills_its_width_and_hides_nothing() {
        assert_eq!(bar(&tally(1, 1, 2), 8), "██▒▒────");
        assert_eq!(bar(&tally(1, 0, 999_999), 10), "█─────────");
        assert_eq!(bar(&tally(0, 0, 0), 10), "");
        for (granted, refused, unanswered) in [(1, 2, 3), (u64::MAX / 4, 1, 1), (7, 7, 7), (0, 5, 0)] {
            for width in [3, 16, 59] {
                let bar = bar(&tally(granted, refused, unanswered), width);
                assert_eq!(bar.width(), width, "{bar}");
                for (sign, n) in SIGNS.iter().zip([granted, refused, unanswered]) {
                    assert_eq!(bar.contains(sign), n > 0, "{bar}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_is_cut_says_so() {
        assert_eq!((cut("Kören", 5).as_str(), cut("Kören i väst", 6).as_str()), ("Kören", "Kören…"));
    }
}
