//! The terminal's clipboard: by its own sequence, or in tmux by tmux's buffer.

use std::io::{self, Write};
use std::process::{self, Stdio};
use std::thread;
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::clock;

/// The longest text that terminals take for their clipboard, in bytes of base64.
const LONGEST: usize = 74_994;
/// How long tmux may take, in milliseconds.
const TMUX_TIMEOUT: u64 = 1500;
/// Between two looks whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Whether a text is longer than terminals take for their clipboard.
pub const fn too_long(text: &str) -> bool {
    text.len().div_ceil(3) * 4 > LONGEST
}

/// The bytes that put a text into the terminal's clipboard (OSC 52).
pub fn sequence(text: &str) -> Vec<u8> {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut out);
    out.into_bytes()
}

/// Gives a text to tmux, which passes it on to the terminal outside: with its defaults it would swallow [`sequence`].
/// Fails where tmux is not there, too old for it, or does not answer. Blocks: not for the loop.
pub fn to_tmux(text: &str) -> io::Result<()> {
    let mut tmux = process::Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let input = tmux.stdin.take();
    let text = text.to_owned();
    // On a separate thread: a tmux that does not read would block a long write for ever.
    let write = move || input.map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    let written = thread::Builder::new().name("tmux".into()).spawn(write);
    let end = clock::millis() + TMUX_TIMEOUT;
    let status = loop {
        match tmux.try_wait()? {
            Some(status) => break status,
            None if clock::millis() < end && written.is_ok() => thread::sleep(PAUSE),
            None => {
                let _ = tmux.kill();
                let _ = tmux.wait();
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    };
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_carries_the_text_whole() {
        assert_eq!(sequence("Åsa"), b"\x1b]52;c;w4VzYQ==\x1b\\");
    }

    #[test]
    fn what_terminals_would_cut_is_too_long() {
        assert!(!too_long(&"a".repeat(56_244)) && too_long(&"a".repeat(56_247)));
    }
}
