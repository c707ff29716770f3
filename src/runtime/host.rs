//! The port between the loop and the machine: the terminal, clipboard, browser, editor and clock that it needs.
//! [`TerminalHost`](super::terminal_host::TerminalHost) is the real one, [`headless`](super::headless) the one
//! without a terminal.

use std::io;
use std::path::{Path, PathBuf};

use ratatui::layout::Size;

use super::event::LoopEvent;
use crate::app::model::msg::{Edited, HandOff};
use crate::app::{Model, Moment};

/// What the loop needs of the machine it runs on.
pub trait Host {
    /// The time, by both clocks.
    fn now(&self) -> Moment;

    /// Sleeps until something happens, but at most so many milliseconds; all events that are there by then.
    fn wait(&mut self, millis: Option<u64>) -> Vec<LoopEvent>;

    /// Starts what listens: called once, after the first frame.
    fn listen(&mut self, database: &Path) -> io::Result<()>;

    /// Whether the host sends [`LoopEvent::DatabaseTouched`] when another program writes.
    fn is_watching(&self) -> bool;

    /// The terminal's size.
    fn size(&self) -> io::Result<Size>;

    /// Makes the next frame a whole one of this size.
    fn redraw(&mut self, size: Size);

    /// Puts the terminal's modes back with the next frame: another program may have changed them.
    fn clean(&mut self);

    /// Draws a frame.
    fn draw(&mut self, model: &Model) -> io::Result<()>;

    /// Rings the terminal's bell.
    fn bell(&mut self);

    /// Puts a text into the terminal's clipboard; none when the answer comes as an event.
    fn copy(&mut self, text: &str) -> Option<HandOff>;

    /// Sends a text to the terminal itself, which may or may not put it into its clipboard.
    fn copy_directly(&mut self, text: &str);

    /// Opens a link in a browser; none when the answer comes as an event.
    fn browse(&mut self, link: &str) -> Option<HandOff>;

    /// Leaves the full screen and prints these lines.
    fn print(&mut self, text: &str) -> io::Result<()>;

    /// Takes the terminal (again) for the full screen. None while another job has it.
    fn resume(&mut self) -> io::Result<Option<Size>>;

    /// Lets the person edit a text in their own editor; none when the terminal was gone before it began.
    fn edit(&mut self, text: &str) -> (Option<Edited>, Resumed);

    /// Whether a shell would take the terminal and give it back.
    fn can_suspend(&self) -> bool;

    /// Stops the process until the shell continues it.
    fn suspend(&mut self) -> Resumed;

    /// The last input before the end: a signal may have overtaken it.
    fn last_input(&mut self) -> Vec<LoopEvent>;

    /// From now on no write waits for the terminal.
    fn stop_waiting(&mut self);

    /// Where a folder of this name is to be written; none where none may be.
    fn folder(&self, name: &str) -> Option<PathBuf>;
}

/// How the terminal came back after something else had it.
#[derive(Debug)]
pub struct Resumed {
    /// Its size, to draw everything anew; none while another job has it, and when it is gone.
    pub size: Option<Size>,
    /// Whether it is gone.
    pub gone: bool,
    /// What came meanwhile, keys excepted.
    pub events: Vec<LoopEvent>,
}
