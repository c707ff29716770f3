//! What wakes the loop: everything from outside comes through one bounded channel as one of these. What an event does is
//! decided in `app`.

use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::Ticket;

use crate::app::{Effect, Msg, WriteError};
use crate::domain::change::WriteOutcome;

/// How many events wait before those who send them wait too.
pub const QUEUE: usize = 256;

/// Something happened outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopEvent {
    /// A key was pressed, or repeats while it is held.
    Key(Key),
    /// Keys that came together and are nothing but text, [`key_of`] their characters.
    Run(String),
    /// Text was pasted, as the terminal sent it: line ends may be `\r`, control characters may be in it.
    Paste(String),
    /// The terminal has this many columns and rows now, possibly none.
    Resize(u16, u16),
    /// The left mouse button went down.
    Click {
        /// From 0.
        column: u16,
        /// From 0.
        row: u16,
    },
    /// The wheel was turned by one notch.
    Wheel {
        /// Towards the end of the text.
        down: bool,
        /// From 0.
        column: u16,
        /// From 0.
        row: u16,
    },
    /// The terminal is gone: nothing can be read from it or shown on it any more.
    Gone,
    /// The input thread stands aside. For [`Input`](super::input::Input) alone.
    HandedOver,
    /// The person's editor has ended: well, or for this reason not. For [`editor`](super::editor) alone.
    EditorEnded(Result<(), String>),
    /// Something was read that is not UTF-8, by this encoding instead; without one it could not be read.
    NotUtf8(Option<&'static str>),
    /// tmux did not take this text for the clipboard.
    NoTmux(String),
    /// The clock was set.
    ClockSet,
    /// Another process sent a signal. It may overtake keys: who leaves because of it takes
    /// [`Input::finish`](super::input::Input::finish) first.
    Signal(Signal),
    /// The database's file was written to, perhaps by this program.
    DatabaseTouched,
    /// Another person's window on the database was opened, closed, or is at another account.
    OthersMoved,
    /// What another thread has to say: how far a long change is, what came of a browser.
    Answer(Box<Msg>),
    /// What a reading thread found for the request with this number.
    Read(ReadKind, u64, Box<Msg>),
    /// What came of a change.
    Written(Ticket, Result<WriteOutcome, WriteError>),
}

impl LoopEvent {
    /// Whether it was done with the mouse.
    pub const fn is_mouse(&self) -> bool {
        matches!(self, Self::Click { .. } | Self::Wheel { .. })
    }

    /// Whether a person did it at the terminal.
    pub const fn is_input(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Run(_) | Self::Paste(_) | Self::Click { .. } | Self::Wheel { .. })
    }
}

/// What is read on a thread of its own: of each kind the newest request alone is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadKind {
    /// The rows that a search finds.
    Search,
    /// What is marked, which may be everything there is.
    Lookup,
    /// How many cases a search finds.
    Count,
    /// The statistics of all cases.
    Stats,
}

impl ReadKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Search, Self::Lookup, Self::Count, Self::Stats];

    /// The kind of a read that takes long; `None` for every other effect.
    pub fn of(effect: &Effect) -> Option<Self> {
        match effect {
            Effect::Window { filter, .. } if !filter.search.trim().is_empty() => Some(Self::Search),
            Effect::LoadIds(_) | Effect::LoadBulkTarget(..) => Some(Self::Lookup),
            Effect::CountView(_) => Some(Self::Count),
            Effect::Stats => Some(Self::Stats),
            _ => None,
        }
    }

    /// What its thread is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Lookup => "lookup",
            Self::Count => "count",
            Self::Stats => "stats",
        }
    }
}

/// A signal that the program answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The connection or the terminal's window was closed: save, leave with 129.
    Hangup,
    /// Save, leave with 143.
    Terminate,
    /// Only from outside: in raw mode Ctrl-C is a key. Save, leave with 130.
    Interrupt,
    /// Only from outside, as with Ctrl-\ in a terminal that is not raw. Save, leave with 131.
    Quit,
    /// Any other that would end the program, by its number. Save, leave with 128 and the number.
    Other(i32),
    /// Only from outside: in raw mode Ctrl-Z is a key.
    Stop,
    /// The process runs again after it was stopped from outside.
    Continue,
}

impl Signal {
    /// The exit status of a program that ends because of it.
    pub const fn exit_code(self) -> i32 {
        128 + match self {
            Self::Hangup => 1,
            Self::Interrupt => 2,
            Self::Quit => 3,
            Self::Other(number) => number,
            Self::Terminate => 15,
            Self::Continue => 18,
            Self::Stop => 20,
        }
    }
}

/// Puts keys that came together and are nothing but text into one event each: a person types them one by one, a paste without
/// brackets comes whole.
pub fn in_runs(events: Vec<LoopEvent>) -> Vec<LoopEvent> {
    let mut out: Vec<LoopEvent> = Vec::with_capacity(events.len());
    for event in events {
        let letter = letter(&event);
        match (out.last_mut(), letter) {
            (Some(LoopEvent::Run(text)), Some(c)) => text.push(c),
            (Some(LoopEvent::Key(before)), Some(c)) if let Some(first) = letter_of(*before) => {
                let text = String::from_iter([first, c]);
                out.pop();
                out.push(LoopEvent::Run(text));
            }
            _ => out.push(event),
        }
    }
    out
}

/// The key that a character of a run stands for.
pub fn key_of(c: char) -> Key {
    match c {
        '\r' => Key::plain(KeyCode::Enter),
        '\n' => Key::ctrl('j'),
        c => Key::char(c),
    }
}

fn letter(event: &LoopEvent) -> Option<char> {
    if let LoopEvent::Key(key) = event { letter_of(*key) } else { None }
}

fn letter_of(key: Key) -> Option<char> {
    match key.code {
        KeyCode::Enter => Some('\r'),
        // A line feed in a paste without brackets.
        KeyCode::Char('j') if key.ctrl => Some('\n'),
        KeyCode::Char(c) => Some(c),
        _ => None,
    }
    .filter(|c| key_of(*c) == key)
}

/// The exit status of an event that ends the program.
pub fn exit_code_of(event: &LoopEvent) -> Option<i32> {
    match event {
        LoopEvent::Gone => Some(Signal::Hangup.exit_code()),
        LoopEvent::Signal(Signal::Stop | Signal::Continue) => None,
        LoopEvent::Signal(signal) => Some(signal.exit_code()),
        _ => None,
    }
}
