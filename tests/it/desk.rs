//! A screen in a temporary folder, for tests that press keys and look at frames.

use std::fmt::Write;
use std::path::Path;

use chrono::NaiveDate;
use nej::app::Model;
use nej::app::model::key::parse_script;
use nej::domain::{AccountId, EventData, Lang};
use nej::runtime::Session;
use nej::runtime::headless::{Frame, Headless};
use nej::store::open;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use tempfile::TempDir;

/// The screen, with its database.
pub struct Desk {
    headless: Headless,
    session: Session,
    size: (u16, u16),
    /// Removed with everything in it when the desk is dropped, after the screen.
    folder: TempDir,
}

/// A day written as ISO date.
pub fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

impl Desk {
    /// An empty database, on a day.
    pub fn new(lang: Lang, size: (u16, u16), today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = Session { lang, today: Some(day(today)), ..Session::on(folder.path().join("nej.db")) };
        let headless = start(&session, size);
        Self { headless, session, size, folder }
    }

    /// A hundred invented accounts, as of a day.
    pub fn hundred(size: (u16, u16), today: &str) -> Self {
        Self::of(100, Lang::Sv, size, today)
    }

    /// So many invented accounts, as of a day.
    pub fn of(accounts: u64, lang: Lang, size: (u16, u16), today: &str) -> Self {
        let mut desk = Self::new(lang, size, today);
        let mut writer = open(&desk.session.db).unwrap().writer.unwrap();
        let mut batch = writer.batch().unwrap();
        for case in crate::store::seeded(accounts) {
            batch.import(&case).unwrap();
        }
        batch.finish().unwrap();
        desk.again(today, size);
        desk
    }

    /// Leaves, and comes back on another day, at another size.
    pub fn again(&mut self, today: &str, size: (u16, u16)) {
        self.session.today = Some(day(today));
        self.size = size;
        self.headless = start(&self.session, size);
    }

    /// Another window on the same database.
    pub fn another_window(&self) -> Headless {
        start(&self.session, self.size)
    }

    /// Forgets an account, as another window would.
    pub fn forget(&self, handle: &str) {
        let mut store = open(&self.session.db).unwrap();
        let id = store.reader.find(None, handle).unwrap()[0];
        store.writer.take().unwrap().forget(&[id]).unwrap();
    }

    /// What each account's log holds, by number.
    pub fn logs(&self) -> Vec<Vec<EventData>> {
        let reader = open(&self.session.db).unwrap().reader;
        let ids: Vec<AccountId> = reader.number_chunks().flat_map(Result::unwrap).collect();
        let log = |id| reader.events(id).unwrap().into_iter().map(|event| event.data).collect();
        ids.into_iter().map(log).collect()
    }

    /// How many entries there are in all logs.
    pub fn events(&self) -> usize {
        self.logs().iter().map(Vec::len).sum()
    }

    /// Where files may be put that go with the desk.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Presses the keys of a script.
    pub fn press(&mut self, script: &str) -> &mut Self {
        self.headless.press(&parse_script(script).unwrap());
        self
    }

    /// The screen without a terminal.
    pub fn headless(&mut self) -> &mut Headless {
        &mut self.headless
    }

    /// Does something to the database behind the screen's back.
    pub fn behind(&self, sql: &str) {
        rusqlite::Connection::open(&self.session.db).unwrap().execute_batch(sql).unwrap();
    }

    /// What the screen knows.
    pub fn model(&self) -> &Model {
        self.headless.model()
    }

    /// The lines of the frame, without blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.headless.frame())
    }

    /// What was just done: the lines above the keys, of which a message takes as many as it needs.
    pub fn message(&self) -> String {
        let lines = self.lines();
        let above = &lines[lines.len() - 5..lines.len() - 1];
        above.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// The frame as text.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// What is on the screen, without its line breaks.
    pub fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The frame as text, followed by what is set off and where the cursor is.
    pub fn picture(&self) -> String {
        let frame = self.headless.frame();
        let mut out = lines(&frame).join("\n");
        out.push_str("\n\n");
        for (y, row) in rows(&frame).enumerate() {
            for (text, style) in runs(row) {
                let _ = writeln!(out, "{y:2} {style}: {text}");
            }
        }
        if let Some(cursor) = frame.cursor {
            let _ = writeln!(out, "cursor {} {}", cursor.x, cursor.y);
        }
        out
    }
}

fn start(session: &Session, size: (u16, u16)) -> Headless {
    let noon = session.today.unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc();
    // What it writes goes with the database, whatever keys a test presses.
    Headless::start_at(session, size, Some(noon), session.db.parent()).unwrap()
}

/// The lines of the frame that shows a model.
pub fn frame_of(model: &Model) -> Vec<String> {
    let (width, height) = model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let cursor = nej::view::render(&mut buffer, model);
    lines(&Frame { buffer, cursor })
}

type Row<'a> = &'a [ratatui::buffer::Cell];

fn rows(frame: &Frame) -> impl Iterator<Item = Row<'_>> {
    let width = usize::from(frame.buffer.area.width).max(1);
    frame.buffer.content.chunks(width)
}

fn lines(frame: &Frame) -> Vec<String> {
    rows(frame).map(|row| symbols(row).trim_end().to_owned()).collect()
}

/// The text of cells; the second cell of a wide character says nothing.
fn symbols(row: Row<'_>) -> String {
    let (mut out, mut covered) = (String::new(), 0);
    for cell in row {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        out.push_str(cell.symbol());
        covered = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
    }
    out
}

/// The stretches of a row that are not in the plain style, with the style in words.
fn runs(row: Row<'_>) -> Vec<(String, String)> {
    let mut runs = Vec::new();
    for part in row.chunk_by(|a, b| a.style() == b.style()) {
        let text = symbols(part);
        if !text.trim().is_empty() && !text.contains('─') && !words(part[0].style()).is_empty() {
            runs.push((text.trim_end().to_owned(), words(part[0].style())));
        }
    }
    runs
}

fn words(style: Style) -> String {
    let mut words = Vec::new();
    if let Some(color) = style.fg.filter(|c| *c != ratatui::style::Color::Reset) {
        words.push(color.to_string().to_lowercase());
    }
    if let Some(color) = style.bg.filter(|c| *c != ratatui::style::Color::Reset) {
        words.push(format!("on {}", color.to_string().to_lowercase()));
    }
    for (modifier, word) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::CROSSED_OUT, "struck"),
    ] {
        if style.add_modifier.contains(modifier) {
            words.push(word.to_owned());
        }
    }
    words.join(" ")
}
