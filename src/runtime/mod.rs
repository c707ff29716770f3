//! The program while it runs: terminal, input, signals, other programs' writes, the clock. All that the pure
//! layers do not know.

pub mod browser;
mod calendar_thread;
pub mod cancel;
mod checked_clock;
pub mod clipboard;
pub mod clock;
mod clock_watch;
pub mod editor;
pub mod editor_file;
pub mod event;
pub mod event_loop;
pub mod frame_writer;
pub mod guard;
pub mod headless;
pub mod host;
pub mod input;
pub mod job_control;
mod presence;
pub mod read;
pub mod read_thread;
mod run;
pub mod session;
pub mod signals;
pub mod system_error;
pub mod terminal_host;
mod trouble;
pub mod tty;
pub mod user;
pub mod watch;
mod write_mail;
pub mod writer_thread;

pub use run::run;
pub use session::{RunError, Session};
