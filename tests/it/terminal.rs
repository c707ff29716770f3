//! A real terminal around any program, for tests that need the bytes it sent and not only the screen they make.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// How often a test looks before something counts as never; generous, since machines are slow at times.
const PATIENCE: usize = 6_000;
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// What the terminal got.
struct Shown {
    screen: vt100::Parser,
    bytes: Vec<u8>,
}

/// A terminal with a program in it. The program ends with it.
pub struct Outer {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<Mutex<Shown>>,
    /// Tells the reading thread to let go of the terminal.
    closing: Arc<AtomicBool>,
    reading: Option<JoinHandle<()>>,
}

/// The program itself, in a home of its own and with nothing else of this machine's environment.
pub fn nej(home: &Path) -> CommandBuilder {
    let mut command = clean(env!("CARGO_BIN_EXE_nej"), home);
    command.env("NEJ_TODAY", "2026-09-01");
    command
}

/// Any program, likewise.
pub fn clean(program: &str, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")] {
        command.env(name, value);
    }
    command.env("HOME", home);
    command.env("TMPDIR", home);
    command.env("NEJ_DB", home.join("nej.db"));
    command.cwd(home);
    command
}

impl Outer {
    /// Starts a program in a terminal of so many columns and rows.
    pub fn start(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        Self::open(command, (cols, rows), size(cols, rows))
    }

    /// Starts a program in a terminal that is told its size later.
    pub fn start_without_size(command: CommandBuilder) -> Self {
        Self::open(command, (80, 24), size(0, 0))
    }

    fn open(command: CommandBuilder, (cols, rows): (u16, u16), told: PtySize) -> Self {
        let pair = native_pty_system().openpty(told).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shown = Arc::new(Mutex::new(Shown {
            screen: vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 1000),
            bytes: Vec::new(),
        }));
        let (mut out, ours) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&shown));
        let closing = Arc::new(AtomicBool::new(false));
        let close = Arc::clone(&closing);
        let reading = thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = out.read(&mut chunk) {
                if close.load(SeqCst) {
                    return;
                }
                let mut shown = ours.lock().unwrap();
                shown.screen.process(&chunk[..n]);
                shown.bytes.extend_from_slice(&chunk[..n]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), keys: Some(keys), child, shown, closing, reading: Some(reading) }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.shown.lock().unwrap().screen.screen_mut().set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        self.master.as_ref().unwrap().resize(size(cols, rows)).unwrap();
        self
    }

    /// Closes the window.
    pub fn close(&mut self) {
        // The reading thread has the terminal open, too: something to read makes it look up and let go.
        self.closing.store(true, SeqCst);
        self.master.as_ref().unwrap().resize(size(79, 23)).unwrap();
        self.reading.take().unwrap().join().unwrap();
        self.type_no_end();
        self.keys = None;
        self.master = None;
    }

    /// Dropping the writer types a line feed and the key that ends the input, which no window does; unless there is no such key.
    fn type_no_end(&self) {
        let name = self.master.as_ref().unwrap().tty_name().unwrap();
        let flags = OFlags::NOCTTY.bits().try_into().unwrap();
        let terminal = OpenOptions::new().read(true).write(true).custom_flags(flags).open(name).unwrap();
        let mut modes = tcgetattr(&terminal).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &modes).unwrap();
    }

    /// Types.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.send(keys.as_bytes())
    }

    /// Sends bytes as a terminal does.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
        self
    }

    /// The lines of the screen.
    pub fn screen(&self) -> String {
        self.shown.lock().unwrap().screen.screen().contents()
    }

    /// Whether something holds for the screen.
    pub fn has(&self, holds: impl Fn(&vt100::Screen) -> bool) -> bool {
        holds(self.shown.lock().unwrap().screen.screen())
    }

    /// Whether a full-screen program has the terminal.
    pub fn is_full_screen(&self) -> bool {
        self.has(vt100::Screen::alternate_screen)
    }

    /// Everything that was sent.
    pub fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap().bytes).into_owned()
    }

    /// Waits until something holds.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) -> &mut Self {
        for _ in 0..PATIENCE {
            if holds(self) {
                return self;
            }
            thread::sleep(PAUSE);
        }
        panic!("never: {what}\n{}", self.screen());
    }

    /// Waits until the screen says something.
    pub fn says(&mut self, what: &str) -> &mut Self {
        self.until(what, |pty| pty.screen().contains(what))
    }

    /// The text that was sent to the clipboard last (OSC 52).
    pub fn clipboard(&self) -> Option<String> {
        let bytes = self.bytes();
        // Which clipboard is meant stands before the text; tmux leaves it empty.
        let (_, payload) = bytes.rsplit_once("\x1b]52;")?.1.split_once(';')?;
        let end = payload.find(['\x07', '\x1b'])?;
        String::from_utf8(base64(&payload[..end])).ok()
    }

    /// The program's number.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits for the program's end; its exit status.
    pub fn end(&mut self) -> u32 {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            thread::sleep(PAUSE);
        }
        panic!("it does not end\n{}", self.screen());
    }

    /// Ends the program as a lost line does, without a word.
    pub fn cut(mut self) {
        self.child.kill().unwrap();
        self.end();
    }
}

impl Drop for Outer {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("{other} is not base64"),
    };
    let digits: Vec<u32> = text.trim_end_matches('=').bytes().map(|c| u32::from(value(c))).collect();
    let group = |four: &[u32]| {
        let bits = (0..4).fold(0, |bits, i| bits << 6 | four.get(i).copied().unwrap_or(0));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}
