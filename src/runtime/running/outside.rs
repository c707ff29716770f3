//! Where the loop lets something other than its frames have the terminal: the clipboard, a plain text, the
//! person's editor, the shell.

use std::io::Write;
use std::thread;

use ratatui::layout::Size;

use super::super::backend::redraw;
use super::super::event::{LoopEvent, Signal};
use super::super::{editor, handing, job};
use super::{Running, ends};
use crate::app::Msg;
use crate::app::model::msg::HandOff;
use crate::content::phrases;
use crate::domain::text::escape_control_lines;

impl Running {
    pub(super) fn copy(&mut self, text: &str) -> HandOff {
        if handing::too_long(text) {
            return HandOff::TooLong;
        }
        if self.session.tmux {
            // A tmux that does not answer shows no frame of ours either, so there is nothing to wait beside.
            return handing::to_tmux(text);
        }
        if self.session.screen {
            return HandOff::Screen;
        }
        self.terminal.backend_mut().pass(&handing::clipboard(text));
        HandOff::Clipboard
    }

    /// Lets a thread of its own open a browser, which may take its time to start; the answer comes as an event.
    pub(super) fn browse(&self, link: String) -> Option<Msg> {
        let answers = self.sender.clone();
        let open = move || {
            // The loop is gone only when the program is.
            let _ = answers.send(LoopEvent::Answer(Box::new(Msg::HandedOff(handing::browse(&link)))));
        };
        let started = thread::Builder::new().name("browser".into()).spawn(open);
        started.err().map(|error| Msg::HandedOff(HandOff::Failed(error.to_string())))
    }

    /// Leaves the full screen and prints a text; its lines are as long as they are, and the terminal breaks them.
    pub(super) fn print(&mut self, text: &str) {
        let hint = &phrases(self.model.lang).notices.plain_back;
        let plain = format!("\n{}\n\n{hint}\n", escape_control_lines(text).trim_end());
        // In raw mode a line feed alone would not go back to the first column.
        let printed = self.guard.step_out().and_then(|()| self.guard.tty().write_all(plain.replace('\n', "\r\n").as_bytes()));
        self.blind |= printed.is_err();
    }

    /// Comes back from a text that was printed.
    pub(super) fn full_screen(&mut self) -> Option<Msg> {
        match self.guard.resume() {
            Ok(Some(size)) => Some(self.drawn_anew(size)),
            _ => None,
        }
    }

    /// Somebody else had the terminal: everything on it has to be drawn again.
    fn drawn_anew(&mut self, size: Size) -> Msg {
        self.title.clear();
        let _ = redraw(&mut self.terminal, size);
        Msg::Resize(size.width, size.height)
    }

    /// Opens a text in the person's editor.
    pub(super) fn edit(&mut self, text: &str) {
        let (Some(input), Some(signals)) = (&self.input, &self.signals) else { return };
        let mut meanwhile = input.hand_over(&self.events);
        let mut edited = None;
        if !meanwhile.contains(&LoopEvent::Gone) {
            self.guard.suspend();
            let loan = editor::Loan { events: &self.events, sender: self.sender.clone(), signals };
            let (result, more) = editor::run(text, self.session.editor.as_deref(), &loan);
            edited = Some(result);
            meanwhile.extend(more);
        }
        let lost = meanwhile.iter().any(|event| ends(event).is_some());
        match if lost { Ok(None) } else { self.guard.resume() } {
            Ok(size) => {
                input.take_back();
                if let Some(size) = size {
                    let resized = self.drawn_anew(size);
                    self.tell(resized);
                }
            }
            Err(_) => self.blind = true,
        }
        self.aside = true;
        if let Some(edited) = edited {
            self.tell(Msg::Edited(edited));
        }
        self.catch_up(meanwhile);
    }

    pub(super) fn suspend(&mut self) -> bool {
        let (Some(input), Some(signals)) = (&self.input, &self.signals) else { return false };
        let Ok(resumed) = job::suspend(&mut self.guard, input, signals, &self.events) else { return false };
        self.aside = true;
        match resumed.size {
            Some(size) => {
                let resized = self.drawn_anew(size);
                self.tell(resized);
                self.tell(Msg::Resumed);
            }
            None => self.blind = true,
        }
        self.catch_up(resumed.events);
        true
    }

    /// The process runs again after it was stopped from outside.
    pub(super) fn continued(&mut self) -> bool {
        let Ok(Some(size)) = self.guard.resume() else { return false };
        let resized = self.drawn_anew(size);
        self.tell(resized);
        self.tell(Msg::Resumed)
    }

    /// Takes in what came while somebody else had the terminal; what ends the program last.
    fn catch_up(&mut self, events: Vec<LoopEvent>) {
        let end = events.iter().find_map(ends);
        for event in events {
            self.take(event);
        }
        if let Some(code) = end.or_else(|| self.blind.then(|| Signal::Hangup.exit_code())) {
            self.hang_up(code);
        }
    }
}
