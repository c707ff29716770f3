//! `nej doctor`: looks everything over, puts right what can be derived anew, and says what is wrong and what to do.

use chrono::NaiveDate;

use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::Stdout;
use super::permissions::{Finding, findings};
use super::progress::Progress;
use crate::content::{fill, phrases};
use crate::domain::change::Erased;
use crate::domain::text::escape_control;
use crate::runtime::editor_file::left_over;
use crate::store::{Access, Journal, Rebuilt, SCHEMA, Store, UNSAVED, leftovers, unsaved_elsewhere};

/// An address that has not been seen for so many days is worth a look.
const LINKS_AGE: i64 = 90;

/// Looks everything over; 1 when something is wrong.
pub fn run(context: &Context, out: &mut Stdout) -> CliResult<u8> {
    // Permissions have their own line here.
    context.others_told.set(true);
    let mut report = Report { context, lines: Vec::new(), wrong: false, working: Vec::new() };
    if let Some(store) = context.store()? {
        report.working = store.reader.working_links().unwrap_or_default();
        report.database(store)?;
        report.permissions();
        report.calendar();
    } else {
        report.fine(&fill(&context.words().doctor.no_database, &[("file", &path(&context.db))]));
    }
    report.links();
    report.terminal();
    report.lines.iter().try_for_each(|line| out.line(line))?;
    Ok(u8::from(report.wrong))
}

struct Report<'a> {
    context: &'a Context,
    lines: Vec<String>,
    wrong: bool,
    /// The addresses that the person saw working, and when last.
    working: Vec<(String, NaiveDate)>,
}

impl Report<'_> {
    fn fine(&mut self, text: &str) {
        self.lines.push(format!("{:<5}  {text}", self.context.words().doctor.ok));
    }

    fn odd(&mut self, text: &str) {
        self.lines.push(format!("{:<5}  {text}", self.context.words().doctor.odd));
    }

    fn bad(&mut self, text: &str) {
        self.wrong = true;
        self.lines.push(format!("{:<5}  {text}", self.context.words().doctor.bad));
    }

    fn database(&mut self, mut store: Store) -> CliResult<()> {
        let context = self.context;
        let words = &context.words().doctor;
        let values = [("file", path(&context.db)), ("version", SCHEMA.to_string())];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        self.fine(&fill(&words.schema, &values));
        let problems = store.reader.check().map_err(|e| context.stored(&e))?;
        if !problems.is_empty() {
            self.bad(&words.damaged);
        }
        if store.journal == Journal::Rollback && store.access == Access::ReadWrite {
            self.odd(&words.no_wal);
        }
        if problems.is_empty() {
            self.fine(&words.sound);
            self.unreadable(&store)?;
            self.projection(&mut store)?;
            self.erasing(&mut store);
        }
        for file in leftovers(&context.db) {
            let typed = file.to_string_lossy().contains(UNSAVED);
            let phrase = if typed { &words.leftover_typed } else { &words.leftover };
            self.odd(&fill(phrase, &[("file", &path(&context.beside_database(&file)))]));
        }
        for file in unsaved_elsewhere(&context.db) {
            self.odd(&fill(&words.leftover_typed, &[("file", &path(&file))]));
        }
        for file in left_over() {
            self.odd(&fill(&words.leftover_text, &[("file", &path(&file))]));
        }
        Ok(())
    }

    /// Finishes erasing what was forgotten, where that could not be done at once.
    fn erasing(&mut self, store: &mut Store) {
        let words = &self.context.words().doctor;
        let Some(writer) = store.writer.as_mut().filter(|writer| writer.owes_erasing().unwrap_or_default()) else { return };
        match writer.erase(|| true) {
            Erased::Wholly => self.fine(&words.erased),
            Erased::InUse => self.odd(&words.erased_in_use),
            Erased::NoRoom => self.odd(&words.erased_no_room),
            Erased::Interrupted | Erased::Unfinished => self.odd(&words.erased_failed),
        }
    }

    /// Names what this program cannot have written.
    fn unreadable(&mut self, store: &Store) -> CliResult<()> {
        let context = self.context;
        for ids in store.reader.number_chunks() {
            let records = ids.and_then(|ids| store.reader.records(&ids)).map_err(|e| context.stored(&e))?;
            for lost in &records.unreadable {
                self.bad(&context.unreadable(lost));
            }
        }
        Ok(())
    }

    /// The list's table is derived from the log: where it differed, it was repaired, and that is reported.
    fn projection(&mut self, store: &mut Store) -> CliResult<()> {
        let words = &self.context.words().doctor;
        let Some(writer) = &mut store.writer else {
            self.odd(&words.read_only);
            return Ok(());
        };
        let mut progress = Progress::new();
        let rebuilt = self.context.retry_while_busy(|| writer.rebuild(|done, all| progress.at(done, all)));
        drop(progress);
        let rebuilt = match rebuilt {
            Err(CliError::Busy(_)) => {
                self.odd(&words.busy);
                return Ok(());
            }
            rebuilt => rebuilt?,
        };
        if rebuilt == Rebuilt::default() {
            self.fine(&words.list_right);
            return Ok(());
        }
        if rebuilt.rows > 0 {
            self.bad(&words.rows_differed.of(rebuilt.rows, self.context.lang));
        }
        for (differed, text) in [(rebuilt.counts, &words.counts_differed), (rebuilt.index, &words.index_differed)] {
            if differed {
                self.bad(text);
            }
        }
        Ok(())
    }

    fn permissions(&mut self) {
        for (finding, text) in findings(&self.context.db, self.context.lang) {
            match finding {
                Finding::Fine => self.fine(&text),
                Finding::Odd => self.odd(&text),
                Finding::Bad => self.bad(&text),
            }
        }
    }

    fn calendar(&mut self) {
        match super::calendar::write(self.context) {
            Some(Ok(file)) => self.fine(&fill(&self.context.words().doctor.calendar, &[("file", &file)])),
            Some(Err(message)) => self.bad(&message),
            None => {}
        }
    }

    fn links(&mut self) {
        let words = &self.context.words().doctor;
        let mut all_seen = true;
        let lately = |day: NaiveDate| (self.context.today - day).num_days() <= LINKS_AGE;
        for link in &self.context.links {
            let Some(known) = link.seen else { continue };
            let seen_working = self.working.iter().any(|(address, on)| *address == link.address && lately(*on));
            if !seen_working && !lately(known.seen) {
                all_seen = false;
                let (date, source) = (known.seen.to_string(), known.source(self.context.lang));
                let values = [("link", link.address.as_str()), ("date", &date), ("source", source)];
                self.odd(&fill(&words.links_old, &values));
            }
        }
        if all_seen {
            self.fine(&words.links);
        }
    }

    fn terminal(&mut self) {
        let words = &self.context.words().doctor;
        let look = super::screen::look(self.context);
        let yes = |is: bool| if is { &phrases(self.context.lang).small.yes } else { &phrases(self.context.lang).small.no };
        let term = self.context.env.term.as_deref().unwrap_or("-");
        let values = [
            ("term", &*escape_control(term)),
            ("color", yes(look.theme != crate::app::Theme::Mono)),
            ("unicode", yes(look.unicode)),
        ];
        self.fine(&fill(&words.terminal, &values));
    }
}
