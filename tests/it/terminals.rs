//! Terminals as they are: left in any state by the program before, of no size yet, talking of themselves, not in
//! UTF-8; and a tmux that is gone or does not answer.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use nej::app::Dialog;
use nej::app::model::field::FieldId;
use nej::domain::Lang;
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;
use crate::outside::explanation;
use crate::terminal::{Outer, clean, nej};
use crate::tools::skip;

const SIZE: (u16, u16) = (100, 30);

fn in_english(folder: &Path) -> Outer {
    let mut command = nej(folder);
    command.env("NEJ_LANG", "en");
    Outer::start(command, SIZE)
}

#[test]
fn a_clean_terminal_is_never_assumed() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = clean("sh", folder.path());
    command.env("NEJ_LANG", "en");
    // A line was cut here while another program had the full screen, with margins, origin and insert mode set.
    let left = r"\033[?1049h\033[?6h\033[4h\033[?7l\033[?1h\033[5;20rJUNK";
    command.args(["-c", &format!("printf '{left}'; exec {}", env!("CARGO_BIN_EXE_nej"))]);
    let mut nej = Outer::start(command, SIZE);
    nej.says("first account");
    assert!(!nej.screen().contains("JUNK"), "{}", nej.screen());
    assert!(nej.screen().lines().next().unwrap().contains("nej"), "{}", nej.screen());
    assert!(!nej.has(vt100::Screen::application_cursor));
    // And what else a program may leave: introducers of eight bits, another encoding, the mouse, keys sent otherwise.
    for reset in
        ["\x1b F", "\x1b%G", "\x1b[?9l", "\x1b[?1005l", "\x1b[?1015l", "\x1b[?1016l", "\x1b[?9001l", "\x1b[=0u", "\x1b[2l"]
    {
        assert!(nej.bytes().contains(reset), "{}", reset.escape_default());
    }
    let resets = |pty: &Outer| pty.bytes().matches("\x1b[4l").count();
    assert_eq!(resets(&nej), 1);
    nej.press("\x0c").until("the modes are set back", |pty| resets(pty) == 2);
}

#[test]
fn the_full_screen_is_entered_in_one_write_with_what_it_shows() {
    let watching = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).status();
    if !watching.is_ok_and(|status| status.success()) {
        return skip("strace is not installed here, or no program may be watched");
    }
    let folder = tempfile::tempdir().unwrap();
    let calls = folder.path().join("calls");
    let mut command = clean("strace", folder.path());
    command.env("NEJ_LANG", "en");
    command.args(["-qq", "-e", "trace=write", "-s", "9999", "-o", calls.to_str().unwrap(), env!("CARGO_BIN_EXE_nej")]);
    let mut nej = Outer::start(command, SIZE);
    nej.says("first account").press("q");
    nej.end();
    let calls = fs::read_to_string(&calls).unwrap();
    let entering: Vec<&str> = calls.lines().filter(|call| call.contains("?1049h")).collect();
    assert!(matches!(entering[..], [call] if call.contains("first account")), "{entering:?}");
}

#[test]
fn a_terminal_that_has_no_size_yet_is_used_and_follows_when_it_has_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = nej(folder.path());
    command.env("NEJ_LANG", "en");
    let mut nej = Outer::start_without_size(command);
    nej.says("first account").resize(120, 40).until("it fills the window", |pty| {
        pty.screen().lines().next().is_some_and(|line| line.trim_end().chars().count() == 119)
    });
    nej.press("q");
    assert_eq!(nej.end(), 0);
}

#[test]
fn what_a_terminal_says_about_itself_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = in_english(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("4\r").says("[ Done ]");
    for report in ["\x1b]11;rgb:1e1e/1e1e/2e2e\x07", "\x1b[?997;1n", "\x1bP>|term 1\x1b\\", "\x1b[?62;22c", "\x1b[12;40R"] {
        nej.press(report);
    }
    nej.press("Pictures\x13").says("Saved: Pictures");
    assert!(nej.screen().lines().any(|line| line.trim() == "Pictures"), "{}", nej.screen());
}

#[test]
fn a_paste_that_never_ends_lets_the_keys_through_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = in_english(folder.path());
    nej.says("first account").press("\x1b[200~abc");
    // A key that comes too soon is part of the paste: one of these comes after the pause.
    for _ in 0..60 {
        std::thread::sleep(Duration::from_millis(900));
        if nej.screen().contains("Keys") {
            break;
        }
        nej.press("?");
    }
    nej.says("Keys");
}

#[test]
fn letters_that_are_not_utf_8_are_read_and_the_person_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = nej(folder.path());
    command.env("NEJ_LANG", "en");
    command.env("LC_ALL", "sv_SE.ISO-8859-1");
    let mut nej = Outer::start(command, SIZE);
    nej.says("first account").press("a\r").says("New account");
    nej.send(b"Bj\xf6rn \xc5ngstr\xf6m").says("Björn Ångström").says("UTF-8");
}

#[test]
fn line_feeds_in_a_paste_without_brackets_keep_the_words_apart() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<tab>Anna<C-j>Berg<C-s>");
    assert!(desk.text().contains("Anna Berg"), "{}", desk.text());
    desk.press("4<enter>one");
    desk.headless().happen(LoopEvent::Run("\ntwo".into()));
    desk.press("<C-j>three<esc>");
    assert_eq!(desk.model().detail.as_ref().unwrap().draft.reason, "one\ntwo\nthree");
}

/// Longer than what anybody types ahead on a slow line.
const LONG: &str =
    "A line of a mail that was copied in a terminal without bracketed paste, and that is longer than what anybody types ahead.";

#[test]
fn several_lines_that_come_at_once_stay_in_the_field_that_has_the_cursor() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>");
    desk.headless().happen(LoopEvent::Run(format!("{LONG}\rberit\n\rceo@example.org\r\r")));
    let text = |desk: &Desk, field| match &desk.model().dialog {
        Some(Dialog::Form(form)) => form.text(field),
        _ => panic!("{}", desk.text()),
    };
    let joined = format!("{LONG} berit  ceo@example.org");
    assert_eq!((text(&desk, FieldId::Handle), text(&desk, FieldId::Person)), (joined, String::new()));
    assert!(desk.message().contains("Several lines came at once"), "{}", desk.text());
    // What somebody types on a slow line goes from field to field, as it was typed.
    desk.press("<C-u>");
    desk.headless().happen(LoopEvent::Run("@anna\rAnna Berg\ranna@example.org\r".into()));
    assert_eq!((text(&desk, FieldId::Handle).as_str(), text(&desk, FieldId::Person).as_str()), ("@anna", "Anna Berg"));
    desk.press("<C-s>n");
    let events = desk.events();
    for place in ["", "<tab>", "<tab><tab>"] {
        desk.press(place);
        desk.headless().happen(LoopEvent::Run(format!("{LONG}\ry\r\r\r\r")));
    }
    assert_eq!((desk.events(), desk.model().dialog.is_some()), (events, true), "{}", desk.text());
}

#[test]
fn several_lines_answer_no_question_and_search_for_nothing_else() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>s<C-s>");
    let asks = |desk: &Desk| matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.confirming.is_some());
    assert!(asks(&desk), "{}", desk.text());
    desk.headless().happen(LoopEvent::Run(format!("yes\r{LONG}")));
    assert!(asks(&desk), "{}", desk.text());
    desk.press("n<esc>/");
    desk.headless().happen(LoopEvent::Run("an\rz".into()));
    assert!(desk.model().search.is_none() && desk.model().zoomed, "the next key of somebody on a slow line");
    desk.press("z/<C-u>");
    desk.headless().happen(LoopEvent::Run(format!("{LONG}\rDq")));
    assert_eq!((desk.model().search.is_some(), desk.model().dialog.is_some()), (true, false), "{}", desk.text());
}

#[test]
fn a_plain_paste_in_a_terminal_runs_over_no_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = nej(folder.path());
    command.env("NEJ_LANG", "en");
    let mut nej = Outer::start(command, SIZE);
    nej.says("first account").press("a\r").says("New account");
    nej.press(&format!("{LONG}\rAnna Berg\ranna@example.org\r")).says("came at once");
    nej.press("\x15eva\rEva Ek\r")
        .until("the next fields", |pty| pty.screen().lines().any(|line| line.contains("Person") && line.contains("Eva Ek")));
}

/// A folder of programs with a tmux of this script in it.
fn tmux(home: &Path, script: &str) -> String {
    let programs = home.join("programs");
    fs::create_dir(&programs).unwrap();
    fs::write(programs.join("tmux"), script).unwrap();
    fs::set_permissions(programs.join("tmux"), fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", programs.display())
}

#[test]
fn without_a_tmux_that_answers_the_text_goes_to_the_terminal_itself() {
    for script in ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexec sleep 600\n", "no program at all"] {
        let home = tempfile::tempdir().unwrap();
        let mut command = nej(home.path());
        command.env("TMUX", "/nowhere/gone,1,0");
        command.env("PATH", tmux(home.path(), script));
        let mut nej = Outer::start(command, SIZE);
        nej.says("Konton").press("a\r@anna\x13").says("Sparat: @anna").press("3\ry");
        nej.says("utan tmux").says("visar p det");
        assert_eq!(nej.clipboard().unwrap(), explanation(home.path()));
    }
}

#[test]
fn while_tmux_is_waited_for_the_keys_work() {
    let home = tempfile::tempdir().unwrap();
    let mut command = nej(home.path());
    command.env("TMUX", "/nowhere/gone,1,0");
    command.env("NEJ_LANG", "en");
    // It ends once the file is there, which is not before the help was on the screen.
    command.env("PATH", tmux(home.path(), "#!/bin/sh\nwhile ! [ -e \"$HOME/go\" ]; do sleep 0.05; done\n"));
    let mut nej = Outer::start(command, SIZE);
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("3\ry?").says("Keys");
    fs::write(home.path().join("go"), "").unwrap();
    nej.press("\x1b").says("@anna");
}
