//! The input thread: reads keys, pastes, mouse and resizes from the terminal, and can stand aside.
//!
//! It blocks in crossterm's `read`, which empties crossterm's own queue before it waits; `poll(0)` would not
//! see that queue. Two things bring it out of that wait without a timer:
//! * A SIGWINCH that the program sends to itself. crossterm answers it with a resize, after all it had queued,
//!   so that resize also marks the place up to which input belongs to us.
//! * A second thread that waits for the hang-up alone. crossterm would take the end of the terminal for "nothing
//!   to read" and spin; putting something unreadable in place of standard input makes it an error, again only
//!   after all that was queued.

use std::{
    fs::File,
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, SyncSender},
    },
    thread,
    time::Duration,
};

use crossterm::event::{self as term, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    process::{self, Signal},
    stdio,
};

use super::{event::LoopEvent, guard};
use crate::app::model::key::{Key, KeyCode};

/// The input thread, as the loop sees it.
#[derive(Debug)]
pub struct Input {
    reader: Arc<Reader>,
}

/// What the loop and the input thread tell each other outside the queue.
#[derive(Debug, Default)]
struct Reader {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy)]
struct State {
    /// The thread shall stand aside.
    aside: bool,
    /// The thread came to the end of the terminal.
    ended: bool,
}

impl Input {
    /// Begins to read. The terminal must be taken, and be standard input.
    pub fn start(events: SyncSender<LoopEvent>) -> io::Result<Self> {
        // The first call makes crossterm listen to SIGWINCH; `finish` must not come before that.
        term::poll(Duration::ZERO)?;
        let unreadable = File::options().write(true).open("/dev/null")?;
        thread::Builder::new().name("hang-up".into()).spawn(move || end_at_hang_up(&unreadable))?;
        let reader = Arc::new(Reader::default());
        let input = Self { reader: Arc::clone(&reader) };
        thread::Builder::new().name("input".into()).spawn(move || read_all(&events, &reader))?;
        Ok(input)
    }

    /// Stops reading, and returns all that came until then: for the end of the program, where a signal may have
    /// overtaken the last keys.
    pub fn finish(&self, events: &Receiver<LoopEvent>) -> Vec<LoopEvent> {
        self.reader.set(|state| state.aside = true);
        if self.reader.get().ended {
            return events.try_iter().collect();
        }
        // After a hang-up the thread ends by itself, and crossterm must not look for the size of nothing.
        if !hung_up() && process::kill_process(process::getpid(), Signal::WINCH).is_err() {
            return events.try_iter().collect();
        }
        let mut last = Vec::new();
        for event in events.iter().take_while(|event| *event != LoopEvent::HandedOver) {
            let end = event == LoopEvent::Gone;
            last.push(event);
            if end {
                break;
            }
        }
        last
    }

    /// Leaves the terminal to somebody else: after it, nothing is read. What was typed before is dropped, as
    /// it was not meant for who comes now; everything else that came meanwhile is returned.
    pub fn hand_over(&self, events: &Receiver<LoopEvent>) -> Vec<LoopEvent> {
        let mut others = self.finish(events);
        others.retain(|event| {
            !matches!(
                event,
                LoopEvent::Key(_)
                    | LoopEvent::Paste(_)
                    | LoopEvent::Click { .. }
                    | LoopEvent::Wheel { .. }
                    | LoopEvent::Resize(..)
            )
        });
        others
    }

    /// Reads again.
    pub fn take_back(&self) {
        self.reader.set(|state| state.aside = false);
    }
}

impl Reader {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self) -> State {
        *self.lock()
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait_aside(&self) {
        drop(self.changed.wait_while(self.lock(), |state| state.aside));
    }
}

/// The input thread. Ends with the terminal, or when nobody listens any more.
fn read_all(events: &SyncSender<LoopEvent>, reader: &Reader) {
    loop {
        // Some malformed sequences make crossterm's parser panic: they cost that sequence, not the program.
        let sent = match guard::caught(term::read) {
            None => Ok(()),
            Some(Err(_)) => {
                reader.set(|state| state.ended = true);
                let _ = events.send(LoopEvent::Gone);
                return;
            }
            Some(Ok(term::Event::Resize(..))) if reader.get().aside => {
                let sent = events.send(LoopEvent::HandedOver);
                reader.wait_aside();
                sent
            }
            Some(Ok(event)) => translate(event).map_or(Ok(()), |event| events.send(event)),
        };
        if sent.is_err() {
            return;
        }
    }
}

fn hung_up() -> bool {
    let mut terminal = [PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::empty())];
    poll(&mut terminal, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
}

/// The hang-up thread: waits for that alone, so no key wakes it.
fn end_at_hang_up(unreadable: &File) {
    while let Err(Errno::INTR) = poll(&mut [PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::empty())], None) {}
    let _ = stdio::dup2_stdin(unreadable);
}

/// What of crossterm's events the program knows.
fn translate(event: term::Event) -> Option<LoopEvent> {
    match event {
        term::Event::Key(key) if key.kind != KeyEventKind::Release => translate_key(key).map(LoopEvent::Key),
        term::Event::Paste(text) => Some(LoopEvent::Paste(text)),
        term::Event::Resize(columns, rows) => Some(LoopEvent::Resize(columns, rows)),
        term::Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(LoopEvent::Click { column, row }),
                MouseEventKind::ScrollDown => Some(LoopEvent::Wheel { down: true, column, row }),
                MouseEventKind::ScrollUp => Some(LoopEvent::Wheel { down: false, column, row }),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What terminals send for one key or another:
/// * Backspace sends DEL nearly everywhere; Ctrl-H arrives as itself, and deletes in text fields by the key
///   map, because some terminals send it for Backspace.
/// * A line feed, as in a paste without brackets, arrives as Ctrl-J and never as Enter: it submits nothing.
/// * Ctrl-I and Ctrl-M are Tab and Enter; Ctrl-Space comes as a space with Control.
fn translate_key(key: KeyEvent) -> Option<Key> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let (code, shift) = match key.code {
        term::KeyCode::Char(c) if ctrl => (KeyCode::Char(c.to_ascii_lowercase()), false),
        term::KeyCode::Char(c) => (KeyCode::Char(c), false),
        term::KeyCode::F(n) => (KeyCode::F(n), shift),
        term::KeyCode::BackTab => (KeyCode::Tab, true),
        term::KeyCode::Tab => (KeyCode::Tab, shift),
        term::KeyCode::Enter => (KeyCode::Enter, shift),
        term::KeyCode::Esc => (KeyCode::Esc, shift),
        term::KeyCode::Backspace => (KeyCode::Backspace, shift),
        term::KeyCode::Delete => (KeyCode::Delete, shift),
        term::KeyCode::Up => (KeyCode::Up, shift),
        term::KeyCode::Down => (KeyCode::Down, shift),
        term::KeyCode::Left => (KeyCode::Left, shift),
        term::KeyCode::Right => (KeyCode::Right, shift),
        term::KeyCode::Home => (KeyCode::Home, shift),
        term::KeyCode::End => (KeyCode::End, shift),
        term::KeyCode::PageUp => (KeyCode::PageUp, shift),
        term::KeyCode::PageDown => (KeyCode::PageDown, shift),
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

#[cfg(test)]
mod tests {
    use crossterm::event::MouseEvent;

    use super::*;

    fn key(code: term::KeyCode, modifiers: KeyModifiers) -> Option<LoopEvent> {
        translate(term::Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn a_capital_is_its_character_without_shift() {
        assert_eq!(key(term::KeyCode::Char('D'), KeyModifiers::SHIFT), Some(LoopEvent::Key(Key::char('D'))));
    }

    #[test]
    fn control_and_a_letter_is_lower_case() {
        let both = KeyModifiers::CONTROL | KeyModifiers::SHIFT;
        assert_eq!(key(term::KeyCode::Char('S'), both), Some(LoopEvent::Key(Key::ctrl('s'))));
    }

    #[test]
    fn back_tab_is_tab_with_shift() {
        assert_eq!(key(term::KeyCode::BackTab, KeyModifiers::SHIFT), Some(LoopEvent::Key(Key::shift(KeyCode::Tab))));
        assert_eq!(key(term::KeyCode::BackTab, KeyModifiers::NONE), Some(LoopEvent::Key(Key::shift(KeyCode::Tab))));
    }

    #[test]
    fn a_held_key_repeats_and_its_release_is_nothing() {
        let event =
            |kind| translate(term::Event::Key(KeyEvent::new_with_kind(term::KeyCode::Char('j'), KeyModifiers::NONE, kind)));
        assert_eq!(event(KeyEventKind::Repeat), Some(LoopEvent::Key(Key::char('j'))));
        assert_eq!(event(KeyEventKind::Release), None);
    }

    #[test]
    fn of_the_mouse_only_the_left_button_and_the_wheel_count() {
        let event = |kind| translate(term::Event::Mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE }));
        assert_eq!(event(MouseEventKind::Down(MouseButton::Left)), Some(LoopEvent::Click { column: 3, row: 4 }));
        assert_eq!(event(MouseEventKind::ScrollUp), Some(LoopEvent::Wheel { down: false, column: 3, row: 4 }));
        assert_eq!(event(MouseEventKind::Moved), None);
        assert_eq!(event(MouseEventKind::Down(MouseButton::Right)), None);
    }

    #[test]
    fn keys_that_no_command_knows_are_dropped() {
        assert_eq!(key(term::KeyCode::Insert, KeyModifiers::NONE), None);
        assert_eq!(key(term::KeyCode::CapsLock, KeyModifiers::NONE), None);
    }
}
