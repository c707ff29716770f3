//! Handing a text or a link to the person's own machine: the terminal's clipboard, a browser where there is one.

use std::io::Write;
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::app::model::msg::HandOff;

/// The longest text that terminals take for their clipboard, in bytes of base64.
const LONGEST: usize = 74_994;

/// Whether a text is longer than terminals take for their clipboard.
pub const fn too_long(text: &str) -> bool {
    text.len().div_ceil(3) * 4 > LONGEST
}

/// The bytes that put a text into the terminal's clipboard (OSC 52).
pub fn clipboard(text: &str) -> Vec<u8> {
    let mut sequence = String::new();
    // Writing to a String cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    sequence.into_bytes()
}

/// Gives a text to tmux, which passes it on to the terminal outside; with its defaults it would swallow the
/// sequence of [`clipboard`].
pub fn to_tmux(text: &str) -> HandOff {
    let tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let written = tmux.and_then(|mut tmux| {
        if let Some(mut input) = tmux.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        tmux.wait()
    });
    match written {
        Ok(status) if status.success() => HandOff::Clipboard,
        Ok(status) => HandOff::Failed(format!("tmux load-buffer: {status}")),
        Err(error) => HandOff::Failed(format!("tmux: {error}")),
    }
}

/// Opens a link in a browser of this machine, without waiting for it.
pub fn browse(link: &str) -> HandOff {
    if !crate::content::links::is_web_address(link) {
        return HandOff::Failed(link.to_owned());
    }
    match open::that_detached(link) {
        Ok(()) => HandOff::Browser,
        Err(error) => HandOff::Failed(error.to_string()),
    }
}
