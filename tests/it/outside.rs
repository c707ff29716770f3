//! What leaves the full screen, in a real terminal: the plain text, the clipboard, the editor, the bell; and in
//! tmux and GNU screen where they are installed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use nej::app::model::key::Key;
use nej::app::{Effect, Moment, Msg, update};
use nej::content::Links;
use nej::domain::Platform;
use nej::runtime::Session;
use nej::runtime::headless::Headless;
use tempfile::TempDir;

use crate::desk::day;
use crate::terminal::{Outer, clean, nej};
use crate::tools::kill;

const SIZE: (u16, u16) = (100, 30);

/// Adds an account with one objection; its name and the reason come with characters of several bytes.
fn with_account(pty: &mut Outer) {
    pty.says("Konton").until("the welcome", |pty| pty.screen().contains('a'));
    pty.press("a\r@åsa.foto\x13j").says("Sparat: @åsa.foto");
    pty.press("3\r4\rMina bilder är mitt jobb. 🙂\x1b").says("Sparat: Mina bilder");
}

/// What `y` has to send: the explanation as the library makes it of the same database, once what was typed is saved.
pub fn explanation(home: &Path) -> String {
    let session = Session { today: Some(day("2026-09-01")), ..Session::on(home.join("nej.db")) };
    for _ in 0..300 {
        let mut model = Headless::start(&session, SIZE).unwrap().model().clone();
        if let Some(Effect::CopyToClipboard(text)) = update(&mut model, Moment::default(), Msg::Key(Key::char('y'))).pop() {
            return text;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("nothing to copy was saved");
}

#[test]
fn a_plain_text_stands_outside_the_full_screen_until_a_key_comes_back() {
    let home = TempDir::new().unwrap();
    let mut pty = Outer::start(nej(home.path()), SIZE);
    with_account(&mut pty);
    pty.press("p").says("Enter eller q");
    assert!(!pty.is_full_screen());
    // Blanks fill the rows, and the terminal breaks them: what is selected is pasted whole.
    let text = explanation(home.path());
    let squeezed = |text: &str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let printed = squeezed(&pty.bytes());
    for line in text.lines() {
        assert!(printed.contains(&squeezed(line)), "{line}\n{}", pty.screen());
    }
    pty.press("xyzq").until("the full screen", Outer::is_full_screen).says("@åsa.foto");
    pty.press("q");
    assert_eq!(pty.end(), 0);
    assert!(!pty.is_full_screen());
    // It is private, and does not stay on the terminal.
    assert!(!pty.screen().contains("Mina bilder"), "{}", pty.screen());
}

#[test]
fn ctrl_c_comes_back_from_a_plain_text_too_and_the_screen_is_left_once_at_the_end() {
    let home = TempDir::new().unwrap();
    let mut pty = Outer::start(nej(home.path()), SIZE);
    with_account(&mut pty);
    pty.press("p").says("Enter eller q");
    let before = pty.bytes().matches("\x1b[?1049l").count();
    pty.press("\x03").until("the full screen", Outer::is_full_screen);
    pty.press("q");
    assert_eq!(pty.end(), 0);
    assert_eq!(pty.bytes().matches("\x1b[?1049l").count(), before + 1);
}

#[test]
fn the_clipboard_gets_the_exact_text() {
    let home = TempDir::new().unwrap();
    let mut pty = Outer::start(nej(home.path()), SIZE);
    with_account(&mut pty);
    pty.press("y").says("Skickat till urklipp");
    assert_eq!(pty.clipboard().unwrap(), explanation(home.path()));
}

/// A program in place of an editor.
fn editor(home: &Path, script: &str) -> String {
    let path = home.join("editor.sh");
    fs::write(&path, script).unwrap();
    format!("sh {}", path.display())
}

#[test]
fn the_editor_has_the_terminal_and_what_it_leaves_is_saved() {
    let home = TempDir::new().unwrap();
    let mut command = nej(home.path());
    command.env("EDITOR", editor(home.path(), "cat \"$1\"; printf 'Klart? '; read line; echo \"Ny: $line\" > \"$1\""));
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("E").says("Klart?");
    assert!(!pty.is_full_screen() && pty.screen().contains("Mina bilder"), "{}", pty.screen());
    // Typed in the editor's terminal, keys are the editor's: in ours this would ask for help and quit.
    pty.press("?q\r").says("Sparat: Ny: ?q");
    assert!(pty.is_full_screen());
    pty.press("q");
    assert_eq!(pty.end(), 0);
    let left: Vec<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("nej-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn an_editor_that_is_killed_changes_nothing_and_what_it_wrote_can_be_found() {
    let home = TempDir::new().unwrap();
    let mut command = nej(home.path());
    command.env("VISUAL", editor(home.path(), "echo fel > \"$1\"; kill -9 $$"));
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("E").says("reason.txt");
    assert!(pty.is_full_screen());
    let kept = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("nej-")));
    assert_eq!(fs::read_to_string(kept.unwrap().join("reason.txt")).unwrap(), "fel\n");
    pty.press("4").says("Mina bilder är mitt jobb.");
}

#[test]
fn a_folder_for_temporary_files_that_is_not_there_is_named() {
    let home = TempDir::new().unwrap();
    let mut command = nej(home.path());
    command.env("EDITOR", "true");
    command.env("TMPDIR", "/nowhere/at/all");
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("E").says("/nowhere/at/all: finns inte");
}

#[test]
fn a_line_lost_while_the_editor_runs_keeps_what_the_editor_saved() {
    let home = TempDir::new().unwrap();
    let mut command = nej(home.path());
    command.env(
        "EDITOR",
        editor(home.path(), "trap 'echo Sparat i sista stund > \"$1\"; exit 1' HUP; echo Skriv; while :; do sleep 0.05; done"),
    );
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("E").says("Skriv");
    kill("HUP", pty.process());
    assert_eq!(pty.end(), 129);
    let mut again = Outer::start(nej(home.path()), SIZE);
    again.says("Sparat i sista stund");
}

#[test]
fn ctrl_z_in_the_editor_leads_to_the_shell_and_fg_back_to_the_editor() {
    if !installed("bash") || !installed("vim") {
        return crate::tools::skip("bash or vim is not installed here");
    }
    let home = TempDir::new().unwrap();
    let mut command = clean("bash", home.path());
    command.args(["--norc", "--noprofile", "-i"]);
    for (name, value) in [("PS1", "shell> "), ("NEJ_TODAY", "2026-09-01"), ("EDITOR", "vim -u NONE -i NONE -n")] {
        command.env(name, value);
    }
    let mut pty = Outer::start(command, SIZE);
    pty.says("shell> ");
    pty.press(&format!("{}\r", env!("CARGO_BIN_EXE_nej")));
    with_account(&mut pty);
    pty.press("E").says("reason.txt");
    pty.press("\x1a").says("shell> ").says("Stopped");
    pty.press("fg\r").until("vim again", |pty| pty.is_full_screen() && pty.screen().contains('~'));
    pty.press("ONytt överst.\x1b:wq\r").says("Sparat: Nytt överst.");
    pty.press("q").until("the shell", |pty| !pty.is_full_screen());
}

#[test]
fn a_browser_is_started_where_there_is_a_display_and_no_ssh_and_nothing_else_ever() {
    for (set, started) in [
        (&[("DISPLAY", ":0")][..], true),
        (&[("WAYLAND_DISPLAY", "wayland-0")], true),
        (&[], false),
        (&[("DISPLAY", ":0"), ("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")], false),
        (&[("DISPLAY", ":0"), ("SSH_TTY", "/dev/pts/1")], false),
        (&[("WAYLAND_DISPLAY", "wayland-0"), ("SSH_CLIENT", "192.0.2.1 1 22")], false),
    ] {
        let home = TempDir::new().unwrap();
        let programs = home.path().join("programs");
        fs::create_dir(&programs).unwrap();
        // Each writes down that it was started, and with what.
        for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview", "w3m", "lynx", "links", "www-browser", "sh"] {
            fs::write(programs.join(name), "#!/bin/sh\necho \"${0##*/} $*\" >> \"$HOME/started\"\n").unwrap();
            fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = nej(home.path());
        command.env("PATH", &programs);
        for (name, value) in set {
            command.env(name, value);
        }
        let mut pty = Outer::start(command, SIZE);
        pty.says("Konton");
        pty.press("a\r@anna\x13").says("Sparat: @anna");
        pty.press("oo").says(if started { "Öppnas i webbläsaren" } else { "Ingen webbläsare här" });
        let record = || fs::read_to_string(home.path().join("started")).unwrap_or_default();
        let expected = if started {
            format!("xdg-open {}\n", Links::builtin().form(Platform::from_id("instagram").unwrap()))
        } else {
            String::new()
        };
        pty.until("the browser", |_| record().len() >= expected.len());
        pty.press("qq");
        pty.end();
        assert_eq!(record(), expected, "{set:?}");
    }
}

#[test]
fn the_bell_rings_for_a_refusal_alone_and_not_where_it_is_switched_off() {
    for (setting, rings) in [("", true), ("bell = false\n", false)] {
        let home = TempDir::new().unwrap();
        let config = home.path().join("config.toml");
        fs::write(&config, setting).unwrap();
        let mut command = nej(home.path());
        command.args(["--config", config.to_str().unwrap()]);
        let mut pty = Outer::start(command, SIZE);
        pty.says("nej");
        pty.press("a\r@anna\x13").says("Sparat: @anna");
        // One also ends the title's sequence.
        let alone =
            |pty: &Outer| pty.bytes().split('\x1b').filter(|part| !part.starts_with(']') && part.contains('\x07')).count();
        assert_eq!(alone(&pty), 0);
        pty.press("y").says("Det finns ingen text än");
        assert_eq!(alone(&pty) > 0, rings, "{setting}");
    }
}

pub fn installed(program: &str) -> bool {
    ["/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin"].iter().any(|folder| Path::new(folder).join(program).exists())
}

#[test]
fn in_tmux_the_text_goes_through_its_own_buffer() {
    if !installed("tmux") {
        return crate::tools::skip("tmux is not installed here");
    }
    let home = TempDir::new().unwrap();
    let socket = home.path().join("tmux");
    let mut command = clean("tmux", home.path());
    command.env("NEJ_TODAY", "2026-09-01");
    command.args(["-f", "/dev/null", "-S", socket.to_str().unwrap(), "new-session", env!("CARGO_BIN_EXE_nej")]);
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("y").says("Skickat till urklipp");
    let buffer = Command::new("tmux").arg("-S").arg(&socket).arg("show-buffer").output().unwrap();
    assert_eq!(String::from_utf8(buffer.stdout).unwrap(), explanation(home.path()));
    let text = explanation(home.path());
    pty.until("tmux hands it to the terminal outside", |pty| pty.clipboard().as_ref() == Some(&text));
    pty.press("o").says(Links::builtin().form(Platform::from_id("instagram").unwrap()));
    assert!(!pty.screen().contains("8;id"), "no part of the hyperlink is seen\n{}", pty.screen());
    pty.press("qq").until("the end of tmux", |pty| !pty.is_full_screen());
}

#[test]
fn in_gnu_screen_it_says_that_nothing_is_passed_on() {
    if !installed("screen") {
        return crate::tools::skip("screen is not installed here");
    }
    let home = TempDir::new().unwrap();
    fs::create_dir(home.path().join("screens")).unwrap();
    let mut command = clean("screen", home.path());
    command.env("NEJ_TODAY", "2026-09-01");
    command.env("SCREENDIR", home.path().join("screens"));
    command.args(["-U", "-c", "/dev/null", env!("CARGO_BIN_EXE_nej")]);
    fs::set_permissions(home.path().join("screens"), fs::Permissions::from_mode(0o700)).unwrap();
    let mut pty = Outer::start(command, SIZE);
    with_account(&mut pty);
    pty.press("y").says("GNU screen släpper inte igenom urklipp");
    assert_eq!(pty.clipboard(), None);
    pty.press("p").says("Enter eller q");
    pty.press("\r").says("@åsa.foto");
    pty.press("o").says(Links::builtin().form(Platform::from_id("instagram").unwrap()));
    assert!(!pty.screen().contains("8;id"), "no part of the hyperlink is seen\n{}", pty.screen());
    pty.press("qq");
    pty.end();
}
