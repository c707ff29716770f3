//! The program while it runs: terminal, input, signals, other programs' writes, the clock. All that the pure
//! layers are not told to know.

pub mod backend;
pub mod clock;
pub mod editor;
pub mod event;
pub mod event_loop;
pub mod guard;
pub mod handing;
pub mod headless;
pub mod host;
pub mod input;
pub mod job;
pub mod perform;
pub mod scribe;
pub mod searcher;
pub mod session;
pub mod signals;
pub mod stop;
pub mod terminal_host;
mod trouble;
pub mod tty;
pub mod watch;

pub use session::{RunError, Session, run};
