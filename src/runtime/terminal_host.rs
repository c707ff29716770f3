//! The machine as it is: a terminal with its input, its signals and its clipboard, a browser, the person's editor,
//! the clock. What is done with them is decided by the loop.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use ratatui::layout::Size;
use unicode_width::UnicodeWidthStr;

use super::editor::{Editor, EditorPorts};
use super::event::{LoopEvent, exit_code_of};
use super::frame_writer::FrameWriter;
use super::guard::{self, FrameOutput, Guard};
use super::host::{Host, Resumed};
use super::input::{Charset, Decoder, Input};
use super::session::{RunError, Session};
use super::signals::Signals;
use super::system_error::system_words;
use super::tty::Tty;
use super::user::at_home;
use super::watch::DatabaseWatch;
use super::{browser, clipboard, clock, clock_watch, job_control};
use crate::app::model::msg::{Edited, HandOff};
use crate::app::{Model, Moment, Msg};
use crate::view;

/// How often a simulated clock is looked at, in milliseconds.
const LOOK_AT_CLOCK: u64 = 2000;

/// The terminal that the program runs in, and the machine around it.
#[derive(Debug)]
pub struct TerminalHost {
    guard: Guard,
    writer: FrameWriter<FrameOutput>,
    /// The title that the terminal's window has.
    title: String,
    /// The text that stands outside the full screen.
    printed: String,
    events: Receiver<LoopEvent>,
    sender: SyncSender<LoopEvent>,
    signals: Signals,
    input: Input,
    watch: Option<DatabaseWatch>,
    /// Whether the terminal is tmux.
    tmux: bool,
    /// Whether the terminal is GNU screen.
    screen: bool,
    editor: Editor,
}

impl TerminalHost {
    /// Listens to signals and takes the terminal. In this order: where no thread is to be had, the terminal stays as it
    /// was.
    pub fn take(session: &Session, events: Receiver<LoopEvent>, sender: SyncSender<LoopEvent>) -> Result<Self, RunError> {
        guard::check(session.term.as_deref())?;
        let tty = Tty::open()?;
        let charset = session.locale.as_deref().and_then(Charset::of_locale);
        let signals = Signals::start(sender.clone(), tty.clone())?;
        let input = Input::new(sender.clone(), Decoder::new(charset.unwrap_or_default(), session.mouse))?;
        let guard = Guard::take(tty, session.mouse, charset.is_none())?;
        let size = guard.tty().size()?;
        Ok(Self {
            writer: FrameWriter::new(guard.frame_output(), size),
            guard,
            title: String::new(),
            printed: String::new(),
            events,
            sender,
            signals,
            input,
            watch: None,
            tmux: session.tmux,
            screen: session.screen,
            editor: Editor { command: session.editor.clone(), charset, lang: session.lang },
        })
    }

    /// Copies through tmux on a separate thread: tmux may block.
    fn copy_in_tmux(&mut self, text: &str) -> Option<HandOff> {
        let (answers, text) = (self.sender.clone(), text.to_owned());
        let copy = move || {
            let answer = match clipboard::to_tmux(&text) {
                Ok(()) => LoopEvent::Answer(Box::new(Msg::HandedOff(HandOff::Clipboard))),
                Err(_) => LoopEvent::NoTmux(text),
            };
            // The loop is gone only when the program is.
            let _ = answers.send(answer);
        };
        let started = thread::Builder::new().name("clipboard".into()).spawn(copy);
        started.err().map(|error| HandOff::Failed(system_words(&error, self.editor.lang)))
    }

    /// What was printed is private: as far as it is still on the screen, it does not stay there.
    fn wipe_printed(&mut self) -> io::Result<()> {
        let printed = std::mem::take(&mut self.printed);
        if printed.is_empty() {
            return Ok(());
        }
        let size = self.guard.tty().size()?;
        let up = rows_of(&printed, size.width).min(size.height.saturating_sub(1));
        self.guard.tty().write_all(format!("\r\x1b[{up}A\x1b[J").as_bytes())
    }
}

impl Host for TerminalHost {
    fn now(&self) -> Moment {
        Moment { millis: clock::millis(), utc: clock::now() }
    }

    fn wait(&mut self, millis: Option<u64>) -> Vec<LoopEvent> {
        // Whose jumps nothing announces has to be looked at.
        let millis = if clock::is_simulated() { Some(millis.map_or(LOOK_AT_CLOCK, |m| m.min(LOOK_AT_CLOCK))) } else { millis };
        // The channel has no end: the loop itself holds a sender for the threads it starts.
        let first = match millis {
            None => self.events.recv().ok(),
            Some(millis) => self.events.recv_timeout(Duration::from_millis(millis)).ok(),
        };
        first.into_iter().chain(self.events.try_iter()).collect()
    }

    fn listen(&mut self, database: &Path) -> io::Result<()> {
        self.input.start()?;
        self.signals.listen_to_unnamed();
        // Without it the date follows with the next key or at midnight.
        let _ = clock_watch::start(self.sender.clone());
        // Fails when too many watches are in use: then the loop looks at each key.
        self.watch = DatabaseWatch::start(database, self.sender.clone()).ok();
        Ok(())
    }

    fn is_watching(&self) -> bool {
        self.watch.is_some()
    }

    fn size(&self) -> io::Result<Size> {
        self.guard.tty().size()
    }

    fn redraw(&mut self, size: Size) {
        self.writer.redraw(size);
    }

    fn clean(&mut self) {
        self.writer.queue_raw(&self.guard.clean());
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let title = match model.overdue() {
            0 => "nej".to_owned(),
            n => format!("nej · {n}"),
        };
        if title != self.title {
            self.writer.queue_raw(format!("\x1b]2;{title}\x07").as_bytes());
            self.title = title;
        }
        self.writer.draw(|buffer| view::render(buffer, model))
    }

    fn bell(&mut self) {
        self.writer.queue_raw(b"\x07");
    }

    fn copy(&mut self, text: &str) -> Option<HandOff> {
        if clipboard::too_long(text) {
            return Some(HandOff::TooLong);
        }
        if self.tmux {
            return self.copy_in_tmux(text);
        }
        if self.screen {
            return Some(HandOff::Screen);
        }
        self.copy_directly(text);
        Some(HandOff::Clipboard)
    }

    fn copy_directly(&mut self, text: &str) {
        self.writer.queue_raw(&clipboard::sequence(text));
    }

    /// On a separate thread: starting a browser may take long.
    fn browse(&mut self, link: &str) -> Option<HandOff> {
        let (answers, link, lang) = (self.sender.clone(), link.to_owned(), self.editor.lang);
        let open = move || {
            // The loop is gone only when the program is.
            let _ = answers.send(LoopEvent::Answer(Box::new(Msg::HandedOff(browser::browse(&link, lang)))));
        };
        let started = thread::Builder::new().name("browser".into()).spawn(open);
        started.err().map(|error| HandOff::Failed(system_words(&error, lang)))
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.guard.step_out()?;
        self.wipe_printed()?;
        text.clone_into(&mut self.printed);
        // In raw mode a line feed alone would not go back to the first column.
        self.guard.tty().write_all(text.replace('\n', "\r\n").as_bytes())
    }

    fn resume(&mut self) -> io::Result<Option<Size>> {
        self.wipe_printed()?;
        let size = self.guard.resume()?;
        if size.is_some() {
            self.title.clear();
        }
        Ok(size)
    }

    fn edit(&mut self, text: &str) -> (Option<Edited>, Resumed) {
        let mut events = self.input.hand_over(&self.events);
        let mut edited = None;
        if !events.contains(&LoopEvent::Gone) {
            self.guard.suspend();
            let ports = EditorPorts { events: &self.events, sender: self.sender.clone(), signals: &self.signals };
            let (result, more) = self.editor.run(text, &ports);
            edited = Some(result);
            events.extend(more);
        }
        let lost = events.iter().any(|event| exit_code_of(event).is_some());
        let back = if lost { Ok(None) } else { self.resume() };
        if back.is_ok() {
            self.input.take_back();
        }
        (edited, Resumed { gone: back.is_err(), size: back.unwrap_or_default(), events })
    }

    fn can_suspend(&self) -> bool {
        job_control::can_suspend()
    }

    fn suspend(&mut self) -> Resumed {
        self.title.clear();
        job_control::suspend(&mut self.guard, &self.input, &self.signals, &self.events)
    }

    fn last_input(&mut self) -> Vec<LoopEvent> {
        self.input.finish(&self.events)
    }

    fn stop_waiting(&mut self) {
        self.guard.tty().stop_waiting();
    }

    fn folder(&self, name: &str) -> Option<PathBuf> {
        Some(at_home(name))
    }
}

/// How many rows a text takes in a terminal that breaks its lines.
fn rows_of(text: &str, width: u16) -> u16 {
    let rows = |line: &str| line.width().div_ceil(usize::from(width.max(1))).max(1);
    u16::try_from(text.lines().map(rows).sum::<usize>()).unwrap_or(u16::MAX)
}
