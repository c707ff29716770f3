//! The terminal's clipboard: by its own sequence, or in tmux by tmux's buffer.

use std::io::{self, Write};
use std::process::{self, Stdio};
use std::thread;
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use rustix::io::ioctl_fionread;

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
/// Fails where tmux is not there, too old for it, does not answer, or ends without having read the text. Blocks: not for
/// the loop.
pub fn to_tmux(text: &str) -> io::Result<()> {
    give(process::Command::new("tmux").args(["load-buffer", "-w", "-"]), text)
}

/// Gives a text to a program's standard input.
fn give(program: &mut process::Command, text: &str) -> io::Result<()> {
    let (unread, mut input) = io::pipe()?;
    let mut child = program.stdin(unread.try_clone()?).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // The command holds a handle of its own, and the end of the text must be its end.
    program.stdin(Stdio::null());
    let text = text.to_owned();
    // On a separate thread: a program that does not read would block a long write for ever. It ends with the pipe.
    let written = thread::Builder::new().name("tmux".into()).spawn(move || input.write_all(text.as_bytes()));
    let end = clock::millis() + TMUX_TIMEOUT;
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if clock::millis() < end && written.is_ok() => thread::sleep(PAUSE),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    };
    if !status.success() {
        return Err(io::Error::other(status.to_string()));
    }
    // Without readers what is still to be written fails.
    let left = ioctl_fionread(&unread)?;
    drop(unread);
    let whole = written?.join().is_ok_and(|written| written.is_ok());
    if left == 0 && whole { Ok(()) } else { Err(io::ErrorKind::WriteZero.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_carries_the_text_whole() {
        assert_eq!(sequence("Åsa"), b"\x1b]52;c;w4VzYQ==\x1b\\");
    }

    #[test]
    fn a_program_that_ends_well_without_reading_has_taken_nothing() {
        let sh = |script: &str, text: &str| give(process::Command::new("sh").args(["-c", script]), text);
        let long = "a".repeat(200_000);
        for text in ["kort", &long] {
            assert!(sh("cat > /dev/null", text).is_ok());
            assert!(sh("exit 0", text).is_err());
            assert!(sh("head -c 2 > /dev/null", text).is_err());
            assert!(sh("cat > /dev/null; exit 1", text).is_err());
        }
    }

    #[test]
    fn what_terminals_would_cut_is_too_long() {
        assert!(!too_long(&"a".repeat(56_244)) && too_long(&"a".repeat(56_247)));
    }
}
