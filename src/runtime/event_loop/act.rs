//! Acting: what each effect does to the database and to the machine.

use std::io::{self, ErrorKind};
use std::mem;

use super::super::event::ReadKind;
use super::super::host::Host;
use super::super::read;
use super::super::system_error::system_words;
use super::super::trouble::trouble;
use super::super::user::at_home;
use super::super::writer_thread::WriteJob;
use super::{Connections, EventLoop};
use unicode_width::UnicodeWidthStr;

use crate::app::model::key::Key;
use crate::app::model::msg::{HandOff, Ticket};
use crate::app::model::others::Presence;
use crate::app::screen::wrap;
use crate::app::{Effect, Msg, WriteError};
use crate::content::phrases;
use crate::domain::EventId;
use crate::domain::change::Source;
use crate::domain::text::escape_control_lines;
use crate::service::attachment::{Attachment, save_out};
use crate::service::bulk::BulkWrite;
use crate::service::complaint_folder::ComplaintFolder;
use crate::store::Access;

/// The rows around a text that is printed: an empty one above and below, how one comes back, and where the cursor is left.
const AROUND_PLAIN: usize = 4;

impl<H: Host> EventLoop<H> {
    /// Does what an effect asks for; the answer, where it is known at once.
    pub(super) fn act(&mut self, effect: Effect) -> Option<Msg> {
        if let Some(kind) = ReadKind::of(&effect) {
            return self.threads.read(kind, (&self.reader, &self.sender), self.model.today, effect);
        }
        match effect {
            Effect::CancelCount => self.threads.cancel(ReadKind::Count),
            Effect::CancelStats => self.threads.cancel(ReadKind::Stats),
            Effect::Write(ticket, change) => return self.write(ticket, WriteJob::Change(change)),
            Effect::WriteMany { ticket, accounts, what, at, lang, links, me } => {
                return self.write(ticket, WriteJob::Many(BulkWrite { accounts, what, at, lang, links, me }));
            }
            Effect::Attach { ticket, accounts, source, on, note, kind, about, at } => {
                let source = match source {
                    Source::File(path) => Source::File(at_home(&path).to_string_lossy().into_owned()),
                    pasted @ Source::Pasted(_) => pasted,
                };
                return self.write(ticket, WriteJob::Attach(source, Attachment { accounts, on, note, at, kind, about }));
            }
            Effect::Folder { ticket, accounts, to, on, lang, links, me } => {
                let Some(to) = self.host.folder(&to) else { return Some(self.no_folders(ticket, &to)) };
                return self.write(ticket, WriteJob::Folder(ComplaintFolder { accounts, to, on, lang, links, me: *me }));
            }
            Effect::FileMail { ticket, mail, event, at } => return self.write(ticket, WriteJob::FileMail(mail, event, at)),
            Effect::DiscardMail(ticket, mail) => return self.write(ticket, WriteJob::DiscardMail(mail)),
            Effect::SaveAttachment(event, name) => return Some(Msg::SavedOut(self.save_attachment(event, &name))),
            Effect::Forget(ticket, accounts) => return self.write(ticket, WriteJob::Forget(accounts)),
            Effect::TellOthers(at) => self.tell_others(at),
            Effect::Run(command) => return Some(Msg::Command(command)),
            Effect::CopyToClipboard(text) => return self.host.copy(&text).map(Msg::HandedOff),
            Effect::Browse(link) if self.session.display => return self.host.browse(&link).map(Msg::HandedOff),
            Effect::Browse(_) => return Some(Msg::HandedOff(HandOff::NoBrowser)),
            Effect::OpenToWrite(key) => return self.open_to_write(key),
            Effect::PrintPlain(text) => self.print(&text),
            Effect::FullScreen => return self.full_screen(),
            Effect::Editor(text) => self.edit(&text),
            Effect::Bell if self.session.bell => self.host.bell(),
            Effect::Redraw => return self.draw_anew(),
            Effect::Suspend if self.host.can_suspend() => {
                self.suspend();
            }
            Effect::Suspend => return Some(Msg::HandedOff(HandOff::NoShell)),
            Effect::Quit => self.exit_code = self.exit_code.or(Some(0)),
            Effect::ForceQuit => self.quit_now(),
            Effect::Bell => {}
            Effect::Window { .. }
            | Effect::Agenda(_)
            | Effect::Counts
            | Effect::Detail(_)
            | Effect::Siblings(_)
            | Effect::Attached(_)
            | Effect::Mails
            | Effect::ReadMail(_)
            | Effect::LoadIds(_)
            | Effect::LoadBulkTarget(..)
            | Effect::CountView(_)
            | Effect::Stats
            | Effect::LoadFormDraft(_) => return read::read(&self.reader, self.model.today, &effect),
        }
        None
    }

    /// A frame without a terminal writes no folders.
    fn no_folders(&self, ticket: Ticket, to: &str) -> Msg {
        let why = format!("{to}: {}", system_words(&ErrorKind::Unsupported.into(), self.session.lang));
        Msg::Written(ticket, Err(WriteError::Folder(why)))
    }

    fn tell_others(&mut self, at: Option<Presence>) {
        if let Some(presence) = &mut self.presence {
            presence.tell(at);
        }
    }

    /// Opens the database anew and goes on with that, unless it can still be read only.
    fn open_to_write(&mut self, key: Key) -> Option<Msg> {
        let (store, source) = self.session.open().ok()?;
        if store.access != Access::ReadWrite {
            return None;
        }
        let Connections { reader, mut writer, .. } = Connections::of(store, source, self.sender.clone(), &self.session);
        writer.start().ok()?;
        self.reader = reader;
        mem::replace(&mut self.writer, writer).end();
        mem::take(&mut self.threads).end();
        Some(Msg::Writable(key))
    }

    /// Draws every cell, whatever another program left on the terminal.
    fn draw_anew(&mut self) -> Option<Msg> {
        let size = self.host.size().ok()?;
        self.host.redraw(size);
        self.host.clean();
        Some(Msg::Resize(size.width, size.height))
    }

    fn write(&mut self, ticket: Ticket, job: WriteJob) -> Option<Msg> {
        let trouble = self.writer.send(ticket, job);
        trouble.map(|trouble| Msg::Written(ticket, Err(trouble)))
    }

    /// Saves an attached file where the program was started, never over another one, and opens it where there is a display.
    fn save_attachment(&mut self, event: EventId, name: &str) -> Result<String, WriteError> {
        let lang = self.model.lang;
        let failed = |error: io::Error| WriteError::NotSavedOut(system_words(&error, lang));
        let data = self.reader.evidence(event).map_err(|error| trouble(&error))?;
        let data = data.ok_or_else(|| failed(ErrorKind::NotFound.into()))?;
        let folder = self.host.folder("").ok_or_else(|| failed(ErrorKind::NotFound.into()))?;
        let file = save_out(&folder, &format!("{}-{name}", event.0), &data).map_err(failed)?;
        let shown = file.display().to_string();
        if self.session.display {
            let _ = self.host.browse(&shown);
        }
        Ok(escape_control_lines(&shown).into_owned())
    }

    /// Leaves without waiting for what is still to be written.
    fn quit_now(&mut self) {
        self.exit_code = Some(0);
        self.deadline = Some(self.host.now().millis);
        self.writer.give_up_folders();
    }

    /// Leaves the full screen and prints a text; its lines are as long as they are, and the terminal breaks them.
    fn print(&mut self, text: &str) {
        let words = &phrases(self.model.lang).notices;
        let text = escape_control_lines(text);
        let (width, height) = (usize::from(self.model.size.0.max(1)), usize::from(self.model.size.1));
        let rows: usize = text.trim_end().lines().map(|line| line.width().div_ceil(width).max(1)).sum();
        // Below a text that is longer than the screen stands how its beginning is reached: nothing else says so here.
        let above = match (rows + AROUND_PLAIN > height, self.session.tmux) {
            (false, _) => String::new(),
            (true, false) => format!("{}\n", wrap::lines(&words.plain_above, width).join("\n")),
            (true, true) => format!("{}\n", wrap::lines(&words.plain_above_tmux, width).join("\n")),
        };
        let plain = format!("\n{}\n\n{above}{}\n", text.trim_end(), words.plain_back);
        self.terminal_lost |= self.host.print(&plain).is_err();
    }

    /// Comes back from a text that was printed.
    fn full_screen(&mut self) -> Option<Msg> {
        let size = self.host.resume().ok()??;
        self.host.redraw(size);
        Some(Msg::Resize(size.width, size.height))
    }

    /// Opens a text in the person's editor.
    fn edit(&mut self, text: &str) {
        let (edited, resumed) = self.host.edit(text);
        self.terminal_lost |= resumed.gone;
        if let Some(size) = resumed.size {
            self.redraw(size);
        }
        self.input_paused = true;
        if let Some(edited) = edited {
            self.tell(Msg::Edited(edited));
        }
        self.catch_up(resumed.events);
    }
}
