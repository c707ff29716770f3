//! The person's own editor: a private file, a program that has the terminal, and what it leaves in the file.
//!
//! The terminal is handed over and taken back by the loop; what becomes of the text is decided in `app`.

use std::{
    ffi::OsStr,
    io::{self, ErrorKind},
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Child, Command, ExitStatus},
    sync::mpsc::{Receiver, SyncSender},
    thread,
    time::Duration,
};

use rustix::process::{self, Pid};

use super::clock;
use super::editor_file::TempFile;
use super::event::{LoopEvent, Signal, exit_code_of};
use super::input::Charset;
use super::job_control;
use super::signals::Signals;
use super::system_error::system_words;
use crate::app::model::msg::{Edited, EditorFault};
use crate::domain::Lang;
use crate::domain::text::escape_control;

/// The editors to look for where the person has named none.
const USUAL: [&str; 2] = ["nano", "vi"];
/// An editor that ends sooner (in milliseconds) and changed nothing has only asked a window to open.
const AT_ONCE: u64 = 2000;
/// Editors that have the terminal until they are left, however soon that is.
const STAYING: [&str; 10] = ["vi", "vim", "vi.tiny", "vim.tiny", "nvim", "nano", "pico", "mg", "micro", "hx"];
/// How long an editor may take to save after the connection was lost.
const LAST_SAVE: Duration = Duration::from_millis(300);

/// What the editor needs of the loop while it runs.
#[derive(Debug)]
pub struct EditorPorts<'a> {
    /// Where everything from outside arrives.
    pub events: &'a Receiver<LoopEvent>,
    /// For the thread that waits for the editor.
    pub sender: SyncSender<LoopEvent>,
    /// To stop together with the editor.
    pub signals: &'a Signals,
}

/// Whose editor it is.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    /// `VISUAL`, else `EDITOR`, with its options, else one of the usual ones; none where there is none.
    pub command: Option<String>,
    /// The encoding of its files, where the locale names another than UTF-8.
    pub charset: Option<Charset>,
    /// The language of what the system says.
    pub lang: Lang,
}

impl Editor {
    /// Lets the person edit a text; what came of it, and what else happened meanwhile. The terminal must have been
    /// given back. An end that is among the events (a lost terminal, SIGTERM) has ended the editor too.
    pub fn run(&self, text: &str, ports: &EditorPorts<'_>) -> (Edited, Vec<LoopEvent>) {
        let mut meanwhile = Vec::new();
        let edited = self.edit(text, ports, &mut meanwhile);
        (edited.unwrap_or_else(|error| Edited::Failed(self.words(&error))), meanwhile)
    }

    /// Whether the editor is one that has the terminal until it is left: then who left at once changed nothing.
    fn stays(&self) -> bool {
        let words = self.command.as_deref().map(words).unwrap_or_default();
        let name = words.first().and_then(|program| Path::new(program).file_name()?.to_str());
        name.is_some_and(|name| STAYING.contains(&name))
    }

    /// A program that cannot be started is named.
    fn words(&self, error: &io::Error) -> String {
        let why = system_words(error, self.lang);
        match error.get_ref() {
            Some(program) => format!("{program}: {why}"),
            None => why,
        }
    }

    fn edit(&self, text: &str, ports: &EditorPorts<'_>, meanwhile: &mut Vec<LoopEvent>) -> io::Result<Edited> {
        let file = TempFile::new(text)?;
        let started = clock::millis();
        let child = match start(self.command.as_deref(), &file.path) {
            Err(error) if error.kind() == ErrorKind::NotFound && self.command.is_none() => return Ok(Edited::NoEditor),
            started => started?,
        };
        Ok(match wait(child, ports, meanwhile)? {
            Ended::Well if clock::millis() - started < AT_ONCE && !self.stays() && file.is(text) => {
                file.keep(EditorFault::AtOnce)
            }
            Ended::Well => file.taken(self.charset, |error| self.words(error)),
            Ended::Badly(why) if file.is(text) || file.is_gone() => Edited::Failed(why),
            Ended::Badly(why) => file.keep(EditorFault::Status(why)),
            Ended::WithTerminal => file.rescued(text, self.charset)?,
        })
    }
}

/// How the editor ended.
enum Ended {
    Well,
    /// With an error, or killed.
    Badly(String),
    /// Because the terminal is gone.
    WithTerminal,
}

fn start(wanted: Option<&str>, file: &Path) -> io::Result<Child> {
    let words = words(wanted.ok_or(ErrorKind::NotFound)?);
    let (program, arguments) = words.split_first().ok_or(ErrorKind::NotFound)?;
    let started = Command::new(program).args(arguments).arg(file).spawn();
    started.map_err(|error| io::Error::new(error.kind(), program.as_str()))
}

/// A command such as `"/opt/my editor" -c "set tw=72"`, in words as a shell would take it; no shell is asked. A path
/// with spaces needs no quotes if there is such a file.
fn words(wanted: &str) -> Vec<String> {
    if Path::new(wanted).is_file() {
        return vec![wanted.to_owned()];
    }
    shell_words::split(wanted).unwrap_or_else(|_| wanted.split_whitespace().map(str::to_owned).collect())
}

/// The first of the usual editors in the folders of a `PATH`, for who has named none.
pub fn usual(path: &OsStr) -> Option<String> {
    let is_there = |name: &&&str| std::env::split_paths(path).any(|folder| folder.join(name).is_file());
    USUAL.iter().find(is_there).map(|name| (*name).to_owned())
}

/// What the person's editor is called: its program's name, without its folder and options.
pub fn name(wanted: Option<&str>) -> Option<String> {
    let program = words(wanted?).into_iter().next()?;
    let name = Path::new(&program).file_name()?.to_string_lossy().into_owned();
    Some(escape_control(&name).into_owned())
}

/// How a program ended, in words that are the same in every language.
fn words_of(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("status {code}"),
        (None, signal) => format!("signal {}", signal.unwrap_or_default()),
    }
}

/// Waits for the editor, and for what cannot wait for it.
fn wait(mut child: Child, ports: &EditorPorts<'_>, meanwhile: &mut Vec<LoopEvent>) -> io::Result<Ended> {
    let pid = Pid::from_child(&child);
    let sender = ports.sender.clone();
    thread::Builder::new().name("editor".into()).spawn(move || {
        let ended = child.wait().map_err(|error| error.to_string());
        let well = ended.and_then(|status| if status.success() { Ok(()) } else { Err(words_of(status)) });
        let _ = sender.send(LoopEvent::EditorEnded(well));
    })?;
    for event in ports.events {
        match event {
            LoopEvent::EditorEnded(Ok(())) => return Ok(Ended::Well),
            LoopEvent::EditorEnded(Err(why)) => return Ok(Ended::Badly(why)),
            // Ctrl-C, Ctrl-\\ and Ctrl-Z in the editor reach the whole job: the first two are the editor's alone.
            LoopEvent::Signal(Signal::Interrupt | Signal::Quit | Signal::Continue) => {}
            LoopEvent::Signal(Signal::Stop) if job_control::can_suspend() => ports.signals.stop_self()?,
            LoopEvent::Signal(Signal::Stop) => process::kill_process(pid, process::Signal::CONT)?,
            event if exit_code_of(&event).is_some() => {
                meanwhile.push(event);
                // It may have got the signal itself. Where it saved what was typed, nothing of that is lost.
                let _ = process::kill_process(pid, process::Signal::HUP);
                wait_briefly(ports.events, meanwhile);
                return Ok(Ended::WithTerminal);
            }
            other => meanwhile.push(other),
        }
    }
    Ok(Ended::WithTerminal)
}

fn wait_briefly(events: &Receiver<LoopEvent>, meanwhile: &mut Vec<LoopEvent>) {
    while let Ok(event) = events.recv_timeout(LAST_SAVE) {
        if matches!(event, LoopEvent::EditorEnded(_)) {
            return;
        }
        meanwhile.push(event);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::sync_channel;

    use super::super::tty::Tty;
    use super::*;

    /// Runs `script` in place of an editor, with the file as its first argument.
    fn edit(text: &str, script: &str) -> Edited {
        edit_in(text, script, None)
    }

    fn edit_in(text: &str, script: &str, charset: Option<Charset>) -> Edited {
        let folder = tempfile::tempdir().unwrap();
        let editor = folder.path().join("editor");
        fs::write(&editor, script).unwrap();
        with(text, &format!("sh {}", editor.display()), charset)
    }

    fn with(text: &str, wanted: &str, charset: Option<Charset>) -> Edited {
        let (sender, events) = sync_channel(16);
        let signals = Signals::start(sender.clone(), Tty::open().unwrap()).unwrap();
        let editor = Editor { command: Some(wanted.to_owned()), charset, lang: Lang::En };
        editor.run(text, &EditorPorts { events: &events, sender, signals: &signals }).0
    }

    /// What is in the file that was kept, which goes now.
    fn kept(edited: Edited) -> (EditorFault, Vec<u8>) {
        let Edited::FileKept(fault, path) = edited else { panic!("{edited:?}") };
        let bytes = fs::read(&path).unwrap();
        fs::remove_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        (fault, bytes)
    }

    #[test]
    fn what_the_editor_leaves_is_the_text() {
        assert_eq!(edit("ett", "printf två >> \"$1\""), Edited::Text("ett\ntvå".into()));
        assert_eq!(edit("ett", "rm \"$1\""), Edited::Text(String::new()));
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
    fn what_an_editor_wrote_that_failed_or_was_killed_is_kept_in_its_file() {
        for script in ["echo nytt > \"$1\"; exit 3", "echo nytt > \"$1\"; kill -9 $$"] {
            let (fault, bytes) = kept(edit("ett", script));
            assert!(matches!(fault, EditorFault::Status(_)), "{fault:?}");
            assert_eq!(bytes, b"nytt\n");
        }
    }

    #[test]
    fn what_is_too_long_is_kept_whole_in_its_file() {
        let write = |n: usize| format!("head -c {n} /dev/zero | tr '\\0' x > \"$1\"; echo >> \"$1\"");
        let (fault, bytes) = kept(edit("ett", &write(20_001)));
        assert_eq!((fault, bytes.len()), (EditorFault::TooLong, 20_002));
        assert!(matches!(edit("ett", &write(20_000)), Edited::Text(text) if text.len() == 20_001));
        let (fault, bytes) = kept(edit("ett", "truncate -s 65M \"$1\""));
        assert!(matches!(fault, EditorFault::Status(why) if why.contains("larger")) && bytes.len() == 65 << 20);
    }

    #[test]
    fn a_pipe_or_a_device_that_an_editor_leaves_is_not_read() {
        for script in ["rm \"$1\"; mkfifo \"$1\"", "ln -sf /dev/zero \"$1\"", "rm \"$1\"; mkdir \"$1\""] {
            assert!(matches!(edit("ett", script), Edited::Failed(_)), "{script}");
        }
        assert_eq!(edit("ett", "echo två > \"$1.x\"; ln -sf \"$1.x\" \"$1\""), Edited::Text("två\n".into()), "a link to a file");
    }

    #[test]
    fn an_editor_that_fails_and_wrote_nothing_or_is_not_there_leaves_nothing() {
        assert!(matches!(edit("ett", "exit 3"), Edited::Failed(_)));
        assert!(matches!(edit("ett", "rm \"$1\"; exit 3"), Edited::Failed(_)), "nor is a file named that is gone");
        assert!(matches!(with("ett", "/nowhere/editor --wait", None), Edited::Failed(why) if why.contains("/nowhere/editor")));
    }

    #[test]
    fn an_editor_that_returns_at_once_has_its_file_left_to_it() {
        assert_eq!(kept(edit("ett", "true")), (EditorFault::AtOnce, b"ett\n".to_vec()));
    }

    #[test]
    fn an_editor_in_the_terminal_that_is_left_at_once_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let vi = folder.path().join("vi");
        fs::write(&vi, format!("#!/bin/sh\necho \"$1\" > {}/file\n", folder.path().display())).unwrap();
        fs::set_permissions(&vi, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        assert_eq!(with("ett", vi.to_str().unwrap(), None), Edited::Text("ett\n".into()));
        let file = fs::read_to_string(folder.path().join("file")).unwrap();
        assert!(!Path::new(file.trim()).exists(), "{file}");
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_read_by_the_locale_or_kept_and_never_garbled() {
        let script = "printf 'Bj\\366rn' > \"$1\"";
        assert_eq!(edit_in("ett", script, Charset::of_locale("sv_SE.ISO-8859-1")), Edited::Text("Björn".into()));
        assert_eq!(kept(edit("ett", script)), (EditorFault::NotUtf8, b"Bj\xf6rn".to_vec()));
    }

    #[test]
    fn a_command_is_taken_apart_as_a_shell_would() {
        assert_eq!(words(r#"vim -c "set tw=72""#), ["vim", "-c", "set tw=72"]);
        assert_eq!(words(r#""/opt/my editor" --wait"#), ["/opt/my editor", "--wait"]);
        assert_eq!(words(r"/opt/my\ editor"), ["/opt/my editor"]);
        assert_eq!(words("emacs 'unbalanced"), ["emacs", "'unbalanced"]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my editor");
        fs::write(&path, "").unwrap();
        assert_eq!(words(path.to_str().unwrap()), [path.to_str().unwrap()]);
    }
}
