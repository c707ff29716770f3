//! The person's own editor: a private file, a program that has the terminal, and what it leaves in the file.
//!
//! The terminal is handed over and taken back by the loop; what becomes of the text is decided in `app`.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::mpsc::{Receiver, SyncSender},
    thread,
    time::Duration,
};

use rustix::process::{self, Pid};

use super::event::{LoopEvent, Signal};
use super::job;
use super::signals::Signals;
use crate::app::model::msg::Edited;

/// The editors to try where the person has named none.
const USUAL: [&str; 2] = ["nano", "vi"];
/// How long an editor may take to save after the connection was lost.
const LAST_SAVE: Duration = Duration::from_millis(300);
/// What nano calls the file that it saves when the terminal is gone.
const SAVED_BY_NANO: &str = "reason.txt.save";

/// What the loop lends while the editor runs.
#[derive(Debug)]
pub struct Loan<'a> {
    /// Where everything from outside arrives.
    pub events: &'a Receiver<LoopEvent>,
    /// For the thread that waits for the editor.
    pub sender: SyncSender<LoopEvent>,
    /// To stop together with the editor.
    pub signals: &'a Signals,
}

/// Lets the person edit a text; what came of it, and what else happened meanwhile. The terminal must have been
/// given back. An end that is among the events (a lost terminal, SIGTERM) has ended the editor too.
pub fn run(text: &str, wanted: Option<&str>, loan: &Loan<'_>) -> (Edited, Vec<LoopEvent>) {
    let mut meanwhile = Vec::new();
    let edited = Scratch::new(text).and_then(|scratch| match start(wanted, &scratch.file) {
        Ok(child) => wait(child, &scratch, text, loan, &mut meanwhile),
        Err(error) if error.kind() == ErrorKind::NotFound && wanted.is_none() => Ok(Edited::NoEditor),
        Err(error) => Err(error),
    });
    (edited.unwrap_or_else(|error| Edited::Failed(error.to_string())), meanwhile)
}

fn start(wanted: Option<&str>, file: &Path) -> io::Result<Child> {
    let Some(wanted) = wanted else {
        let found = USUAL.iter().map(|name| Command::new(name).arg(file).spawn()).find(|started| !missing(started));
        return found.unwrap_or_else(|| Err(ErrorKind::NotFound.into()));
    };
    // As `EDITOR="code --wait"`: words, the first of which is the program. No shell is asked.
    let mut words = wanted.split_whitespace();
    let program = words.next().ok_or(ErrorKind::NotFound)?;
    let started = Command::new(program).args(words).arg(file).spawn();
    started.map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))
}

fn missing(started: &io::Result<Child>) -> bool {
    started.as_ref().is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// Waits for the editor, and for what cannot wait for it.
fn wait(mut child: Child, scratch: &Scratch, text: &str, loan: &Loan<'_>, meanwhile: &mut Vec<LoopEvent>) -> io::Result<Edited> {
    let pid = Pid::from_child(&child);
    let sender = loan.sender.clone();
    thread::Builder::new().name("editor".into()).spawn(move || {
        let ended = child.wait().map_err(|error| error.to_string());
        let well = ended.and_then(|status| if status.success() { Ok(()) } else { Err(status.to_string()) });
        let _ = sender.send(LoopEvent::EditorEnded(well));
    })?;
    for event in loan.events {
        match event {
            LoopEvent::EditorEnded(Ok(())) => return scratch.left(),
            LoopEvent::EditorEnded(Err(why)) => return Ok(Edited::Failed(why)),
            // Ctrl-C and Ctrl-Z in the editor reach the whole job: the first is the editor's alone.
            LoopEvent::Signal(Signal::Interrupt | Signal::Continue) => {}
            LoopEvent::Signal(Signal::Stop) if job::can_suspend() => loan.signals.stop_self()?,
            LoopEvent::Signal(Signal::Stop) => process::kill_process(pid, process::Signal::CONT)?,
            LoopEvent::Gone | LoopEvent::Signal(Signal::Hangup | Signal::Terminate) => {
                meanwhile.push(event);
                // It may have got the signal itself. Where it saved what was typed, nothing of that is lost.
                let _ = process::kill_process(pid, process::Signal::HUP);
                wait_briefly(loan.events, meanwhile);
                return scratch.rescued(text);
            }
            other => meanwhile.push(other),
        }
    }
    Ok(Edited::Text(text.to_owned()))
}

fn wait_briefly(events: &Receiver<LoopEvent>, meanwhile: &mut Vec<LoopEvent>) {
    while let Ok(event) = events.recv_timeout(LAST_SAVE) {
        if matches!(event, LoopEvent::EditorEnded(_)) {
            return;
        }
        meanwhile.push(event);
    }
}

/// A file that nobody else can read, in a folder of its own; both go when this is dropped.
#[derive(Debug)]
struct Scratch {
    folder: PathBuf,
    file: PathBuf,
}

impl Scratch {
    fn new(text: &str) -> io::Result<Self> {
        let folder = private_folder(&std::env::temp_dir())?;
        let scratch = Self { file: folder.join("reason.txt"), folder };
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(&scratch.file)?;
        file.write_all(text.as_bytes())?;
        // Some editors complain of a last line that does not end.
        file.write_all(if text.is_empty() || text.ends_with('\n') { b"" } else { b"\n" })?;
        Ok(scratch)
    }

    /// What the editor left.
    fn left(&self) -> io::Result<Edited> {
        match fs::read(&self.file) {
            Ok(bytes) => Ok(Edited::Text(String::from_utf8_lossy(&bytes).into_owned())),
            // No file is no text: nothing changes.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Edited::Text(String::new())),
            Err(error) => Err(error),
        }
    }

    /// What an editor that lost its terminal could still save.
    fn rescued(&self, given: &str) -> io::Result<Edited> {
        match self.left()? {
            Edited::Text(text) if text.trim_end_matches('\n') != given.trim_end_matches('\n') => Ok(Edited::Text(text)),
            _ => {
                let bytes = fs::read(self.folder.join(SAVED_BY_NANO)).unwrap_or_default();
                Ok(Edited::Text(String::from_utf8_lossy(&bytes).into_owned()))
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A new folder of ours alone. What is there already, or is a link, is never taken.
fn private_folder(parent: &Path) -> io::Result<PathBuf> {
    for n in 0..1000 {
        let folder = parent.join(format!("nej-{}-{n}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => {
                // The umask may have taken something from us, too.
                fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
                return Ok(folder);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::super::tty::Tty;
    use super::*;

    /// Runs `script` in place of an editor, with the file as its first argument.
    fn edit(text: &str, script: &str) -> Edited {
        let folder = tempfile::tempdir().unwrap();
        let editor = folder.path().join("editor");
        fs::write(&editor, script).unwrap();
        with(text, &format!("sh {}", editor.display()))
    }

    fn with(text: &str, wanted: &str) -> Edited {
        let (sender, events) = sync_channel(16);
        let signals = Signals::start(sender.clone(), Tty::open().unwrap()).unwrap();
        run(text, Some(wanted), &Loan { events: &events, sender, signals: &signals }).0
    }

    #[test]
    fn what_the_editor_leaves_is_the_text() {
        assert_eq!(edit("ett", "printf två >> \"$1\""), Edited::Text("ett\ntvå".into()));
    }

    #[test]
    fn file_and_folder_are_private_and_gone_afterwards() {
        let Edited::Text(said) =
            edit("ett", "f=\"$1\"; { stat -c %a \"$f\" \"${f%/*}\"; echo \"$f\"; } > \"$f.new\"; mv \"$f.new\" \"$f\"")
        else {
            panic!("an editor that ended well")
        };
        let said: Vec<&str> = said.lines().collect();
        assert_eq!(said[..2], ["600", "700"]);
        assert!(!Path::new(said[2]).parent().unwrap().exists());
    }

    #[test]
    fn an_editor_that_fails_is_killed_or_is_not_there_leaves_nothing() {
        for script in ["echo nytt > \"$1\"; exit 3", "echo nytt > \"$1\"; kill -9 $$"] {
            assert!(matches!(edit("ett", script), Edited::Failed(_)), "{script}");
        }
        assert!(matches!(with("ett", "/nowhere/editor --wait"), Edited::Failed(why) if why.contains("/nowhere/editor")));
        assert_eq!(edit("ett", "rm \"$1\""), Edited::Text(String::new()));
    }
}
