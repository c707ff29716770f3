//! The real program in a real pseudo-terminal, for what only a terminal shows: start, resize, paste, hang-up,
//! the terminal given back.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How often a test looks before it gives up; generous, since machines are slow at times.
const PATIENCE: usize = 2_000;
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// A program in a pseudo-terminal, with the screen it draws.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    /// Tells the reading thread to let go of the terminal.
    closing: Arc<AtomicBool>,
    reading: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Starts nej on the database in a folder, in English.
    fn start(folder: &Path, more: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nej"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", folder);
        command.arg("--db");
        command.arg(folder.join("nej.db"));
        command.args(["--lang", "en", "--today", "2026-09-01"]);
        command.args(more);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let mut output = pty.master.try_clone_reader().unwrap();
        let shown = Arc::clone(&screen);
        let closing = Arc::new(AtomicBool::new(false));
        let close = Arc::clone(&closing);
        let reading = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n) = output.read(&mut bytes) {
                if n == 0 || close.load(SeqCst) {
                    return;
                }
                shown.lock().unwrap_or_else(PoisonError::into_inner).process(&bytes[..n]);
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { master: Some(pty.master), keys: Some(keys), child, screen, closing, reading: Some(reading) }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap_or_else(PoisonError::into_inner).screen().contents()
    }

    /// Waits until the screen shows a text.
    fn until(&mut self, what: &str) -> &mut Self {
        self.wait(|screen| screen.contents().contains(what), what);
        self
    }

    fn wait(&mut self, holds: impl Fn(&vt100::Screen) -> bool, what: &str) {
        for _ in 0..PATIENCE {
            if holds(self.screen.lock().unwrap_or_else(PoisonError::into_inner).screen()) {
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("waited for {what:?} in vain:\n{}", self.text());
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// The exit status, within a bound.
    fn end(&mut self) -> u32 {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            thread::sleep(PAUSE);
        }
        panic!("it does not end:\n{}", self.text());
    }

    /// Closes the terminal's window.
    fn close(&mut self) {
        // The reading thread has the terminal open, too: something to read makes it look up and let go.
        self.closing.store(true, SeqCst);
        self.master.as_ref().unwrap().resize(PtySize { rows: 23, cols: 80, ..PtySize::default() }).unwrap();
        self.reading.take().unwrap().join().unwrap();
        self.keys = None;
        self.master = None;
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn a_hang_up_in_the_middle_of_a_word_loses_nothing_and_leaves_no_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Terminal::start(folder.path(), &[]);
    first.until("add your first account").press("a").until("New account");
    first.press("\r@anna\x13").until("Saved: @anna");
    first.press("4\r").until("[ Done ]").press("Mina bilder är mitt levebr").until("levebr");
    first.close();
    first.end();
    // Open again without a key: the text, and the cursor in it.
    let mut again = Terminal::start(folder.path(), &[]);
    again.until("[ Done ]").until("Mina bilder är mitt levebr");
    again.press("öd.").until("levebröd.").press("\x1b").until("Saved: Mina bilder").press("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn what_was_typed_in_a_dialog_survives_a_hang_up_and_is_shown_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Terminal::start(folder.path(), &[]);
    first.until("first account").press("a\r@olle\x13").until("Saved: @olle");
    first.press("n").until("Free text").press("Meta ringde").until("Meta ringde");
    first.close();
    first.end();
    let mut again = Terminal::start(folder.path(), &[]);
    again.until("Meta ringde").press("\x13").until("Saved: Meta ringde");
}

#[test]
fn the_terminal_is_given_back_after_quitting() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = Terminal::start(folder.path(), &[]);
    nej.until("first account");
    nej.wait(vt100::Screen::alternate_screen, "the alternate screen");
    nej.wait(vt100::Screen::bracketed_paste, "bracketed paste");
    nej.press("q");
    assert_eq!(nej.end(), 0);
    nej.wait(|screen| !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor(), "the old screen");
}

#[test]
fn another_size_is_another_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = Terminal::start(folder.path(), &[]);
    nej.until("first account").press("a\r@anna\x13").until("Saved: @anna");
    for (rows, cols, shown) in
        [(40, 120, "3 Objections"), (12, 40, "1 Accounts  2"), (5, 20, "Window too small"), (24, 80, "2 Steps")]
    {
        nej.screen.lock().unwrap_or_else(PoisonError::into_inner).screen_mut().set_size(rows, cols);
        nej.master.as_ref().unwrap().resize(PtySize { rows, cols, ..PtySize::default() }).unwrap();
        nej.until(shown);
    }
}

#[test]
fn a_paste_is_text_where_text_is_typed_and_nothing_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = Terminal::start(folder.path(), &[]);
    nej.until("first account").press("a\r@anna\x13").until("Saved: @anna");
    // Outside a field each letter would be a command, "q" among them.
    nej.press("\x1b[200~qqq\x1b[201~").press("4\r").until("[ Done ]");
    nej.press("\x1b[200~rad ett\rrad två\x1b[201~").until("rad ett\n").until("rad två");
}

#[test]
fn two_windows_see_each_others_changes_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = Terminal::start(folder.path(), &[]);
    one.until("first account");
    let mut two = Terminal::start(folder.path(), &[]);
    two.until("first account").press("a\r@anna\x13").until("Saved: @anna");
    one.until("@anna");
}

#[cfg(unix)]
#[test]
fn a_signal_saves_and_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = Terminal::start(folder.path(), &[]);
    nej.until("first account").press("a\r@anna\x13").until("Saved: @anna").press("4\r").until("[ Done ]");
    nej.press("Halva ordet").until("Halva ordet");
    let pid = rustix::process::Pid::from_raw(nej.child.process_id().unwrap() as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(nej.end(), 143);
    nej.wait(|screen| !screen.alternate_screen(), "the old screen");
    let mut again = Terminal::start(folder.path(), &[]);
    again.until("Halva ordet");
}
