//! Notices when the clock was set, by a person, a time server or the end of a suspend: the loop's own waits run on a
//! clock that such jumps do not reach, and the date on the screen would stay behind.

use std::io;
use std::sync::mpsc::SyncSender;

use super::event::LoopEvent;

/// Begins to listen; the thread ends with the program.
#[cfg(target_os = "linux")]
pub fn start(events: SyncSender<LoopEvent>) -> io::Result<()> {
    use std::thread;

    use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime};

    // Rings in the year 2242, or with an error whenever the clock jumps, which is what it is for.
    let never =
        Itimerspec { it_interval: Timespec { tv_sec: 0, tv_nsec: 0 }, it_value: Timespec { tv_sec: 1 << 33, tv_nsec: 0 } };
    let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
    let arm = move |timer: &_| timerfd_settime(timer, TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET, &never);
    arm(&timer)?;
    let listen = move || {
        loop {
            match rustix::io::read(&timer, &mut [0; 8]) {
                Ok(_) | Err(rustix::io::Errno::CANCELED) if arm(&timer).is_ok() => {
                    if events.send(LoopEvent::ClockSet).is_err() {
                        return;
                    }
                }
                Err(rustix::io::Errno::INTR) => {}
                _ => return,
            }
        }
    };
    thread::Builder::new().name("clock".into()).spawn(listen)?;
    Ok(())
}

/// Where the system has no such notification, the date follows with the next key or at midnight.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "it fails where there is a thread to start")]
pub fn start(_: SyncSender<LoopEvent>) -> io::Result<()> {
    Ok(())
}
