//! The session on the screen, from its beginning to its end.

use std::sync::mpsc::sync_channel;

use super::event::QUEUE;
use super::event_loop::{Connections, EventLoop};
use super::guard::TakeError;
use super::host::Host;
use super::session::{RunError, Session};
use super::terminal_host::TerminalHost;

/// Shows the full screen until the person leaves or the terminal does; the exit status.
pub fn run(mut session: Session) -> Result<i32, RunError> {
    session.take_in_unsaved();
    let (store, source) = session.open()?;
    let (sender, events) = sync_channel(QUEUE);
    let store = Connections::of(store, source, sender.clone(), &session);
    let host = TerminalHost::take(&session, events, sender.clone())?;
    let size = host.size().map_err(TakeError::Io)?;
    let mut event_loop = EventLoop::new(session, store, host, sender, size);
    event_loop.first_frame();
    event_loop.listen()?;
    let code = event_loop.run();
    event_loop.end();
    Ok(code)
}
