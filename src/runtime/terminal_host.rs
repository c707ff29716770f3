//! The machine as it is: a terminal with its input, its signals and its clipboard, a browser, the person's editor,
//! the clock. What is done with them is decided by the loop.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::layout::Size;

use super::backend::{Screen, mend, redraw};
use super::event::{LoopEvent, exit_code_of};
use super::guard::Guard;
use super::host::{Host, Resumed};
use super::input::Input;
use super::session::{RunError, Session};
use super::signals::Signals;
use super::tty::Tty;
use super::watch::Watch;
use super::{clock, editor, handing, job};
use crate::app::model::msg::{Edited, HandOff};
use crate::app::{Model, Moment, Msg};
use crate::view;

/// The terminal that the program runs in, and the machine around it.
#[derive(Debug)]
pub struct TerminalHost {
    guard: Guard,
    terminal: Terminal<Screen<Tty>>,
    /// The title that the terminal's window has.
    title: String,
    events: Receiver<LoopEvent>,
    sender: SyncSender<LoopEvent>,
    signals: Signals,
    input: Option<Input>,
    watch: Option<Watch>,
    /// Whether the terminal is tmux.
    tmux: bool,
    /// Whether the terminal is GNU screen.
    screen: bool,
    editor: Option<String>,
}

impl TerminalHost {
    /// Takes the terminal.
    pub fn take(session: &Session, events: Receiver<LoopEvent>, sender: SyncSender<LoopEvent>) -> Result<Self, RunError> {
        let guard = Guard::take(session.term.as_deref(), session.mouse)?;
        let size = guard.tty().size()?;
        Ok(Self {
            signals: Signals::start(sender.clone(), guard.tty())?,
            terminal: Terminal::new(Screen::new(guard.tty(), size))?,
            guard,
            title: String::new(),
            events,
            sender,
            input: None,
            watch: None,
            tmux: session.tmux,
            screen: session.screen,
            editor: session.editor.clone(),
        })
    }
}

impl Host for TerminalHost {
    fn now(&self) -> Moment {
        Moment { millis: clock::millis(), utc: clock::now() }
    }

    fn wait(&mut self, millis: Option<u64>) -> Vec<LoopEvent> {
        // The channel has no end: the loop itself holds a sender for the threads it starts.
        let first = match millis {
            None => self.events.recv().ok(),
            Some(millis) => self.events.recv_timeout(Duration::from_millis(millis)).ok(),
        };
        first.into_iter().chain(self.events.try_iter()).collect()
    }

    fn listen(&mut self, database: &Path) -> io::Result<()> {
        self.input = Some(Input::start(self.sender.clone())?);
        // Fails when too many watches are in use: then the loop looks at each key.
        self.watch = Watch::start(database, self.sender.clone()).ok();
        Ok(())
    }

    fn is_watching(&self) -> bool {
        self.watch.is_some()
    }

    fn size(&self) -> io::Result<Size> {
        self.guard.tty().size()
    }

    fn redraw(&mut self, size: Size) -> io::Result<()> {
        redraw(&mut self.terminal, size)
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        let title = match model.overdue() {
            0 => "nej".to_owned(),
            n => format!("nej · {n}"),
        };
        if title != self.title {
            self.terminal.backend_mut().pass(format!("\x1b]2;{title}\x07").as_bytes());
            self.title = title;
        }
        let drawn = self.terminal.draw(|frame| {
            view::render(frame, model);
            mend(frame.buffer_mut());
        });
        drawn.map(|_| ())
    }

    fn bell(&mut self) {
        self.terminal.backend_mut().pass(b"\x07");
    }

    fn copy(&mut self, text: &str) -> Option<HandOff> {
        if handing::too_long(text) {
            return Some(HandOff::TooLong);
        }
        if self.tmux {
            // Blocking is fine: if tmux hangs we cannot draw anyway.
            return Some(handing::to_tmux(text));
        }
        if self.screen {
            return Some(HandOff::Screen);
        }
        self.terminal.backend_mut().pass(&handing::clipboard(text));
        Some(HandOff::Clipboard)
    }

    /// On a thread of its own: a browser may take its time to start.
    fn browse(&mut self, link: &str) -> Option<HandOff> {
        let (answers, link) = (self.sender.clone(), link.to_owned());
        let open = move || {
            // The loop is gone only when the program is.
            let _ = answers.send(LoopEvent::Answer(Box::new(Msg::HandedOff(handing::browse(&link)))));
        };
        let started = thread::Builder::new().name("browser".into()).spawn(open);
        started.err().map(|error| HandOff::Failed(error.to_string()))
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.guard.step_out()?;
        // In raw mode a line feed alone would not go back to the first column.
        self.guard.tty().write_all(text.replace('\n', "\r\n").as_bytes())
    }

    fn resume(&mut self) -> io::Result<Option<Size>> {
        let size = self.guard.resume()?;
        if size.is_some() {
            self.title.clear();
        }
        Ok(size)
    }

    fn edit(&mut self, text: &str) -> Option<(Option<Edited>, Resumed)> {
        let mut events = self.input.as_ref()?.hand_over(&self.events);
        let mut edited = None;
        if !events.contains(&LoopEvent::Gone) {
            self.guard.suspend();
            let loan = editor::Loan { events: &self.events, sender: self.sender.clone(), signals: &self.signals };
            let (result, more) = editor::run(text, self.editor.as_deref(), &loan);
            edited = Some(result);
            events.extend(more);
        }
        let lost = events.iter().any(|event| exit_code_of(event).is_some());
        let back = if lost { Ok(None) } else { self.resume() };
        if let (Ok(_), Some(input)) = (&back, &self.input) {
            input.take_back();
        }
        Some((edited, Resumed { gone: back.is_err(), size: back.unwrap_or_default(), events }))
    }

    fn can_suspend(&self) -> bool {
        job::can_suspend()
    }

    fn suspend(&mut self) -> Option<Resumed> {
        let input = self.input.as_ref()?;
        let resumed = job::suspend(&mut self.guard, input, &self.signals, &self.events).ok()?;
        self.title.clear();
        Some(resumed)
    }

    fn last_input(&mut self) -> Vec<LoopEvent> {
        self.input.as_ref().map(|input| input.finish(&self.events)).unwrap_or_default()
    }

    fn stop_waiting(&mut self) {
        self.guard.tty().stop_waiting();
    }

    fn folder(&self, name: &str) -> Option<PathBuf> {
        Some(name.into())
    }
}
