//! Leaving without being asked: signals, a lost line, a limit of the system. The terminal is given back, what was typed
//! is saved, and no process stays behind.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::outside::installed;
use crate::terminal::{Outer, clean, nej};
use crate::tools::kill;

const SIZE: (u16, u16) = (80, 24);

fn start(folder: &Path) -> Outer {
    let mut command = nej(folder);
    command.env("NEJ_LANG", "en");
    Outer::start(command, SIZE)
}

/// A program with half a word typed into the reason of its one account.
fn typing(folder: &Path) -> Outer {
    let mut nej = start(folder);
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("4\r").says("[ Done ]");
    nej.press("Half a wo").says("Half a wo");
    nej
}

#[test]
fn every_signal_that_ends_a_program_saves_and_gives_the_terminal_back() {
    for (signal, status) in [("QUIT", 131), ("USR1", 138), ("ALRM", 142), ("XCPU", 152), ("ABRT", 134)] {
        let folder = tempfile::tempdir().unwrap();
        let mut nej = typing(folder.path());
        kill(signal, nej.process());
        assert_eq!(nej.end(), status, "{signal}");
        nej.until("the old screen", |pty| {
            pty.has(|screen| !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor())
        });
        start(folder.path()).says("Half a wo");
    }
}

#[test]
fn the_limit_for_files_is_an_error_on_the_screen_and_not_the_end() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path()).says("first account").press("a\r@anna\x13").says("Saved: @anna").press("q").end();
    let mut command = clean("sh", folder.path());
    command.env("NEJ_TODAY", "2026-09-01");
    command.env("NEJ_LANG", "en");
    // In blocks of 512 bytes: room for the index of the log, not for so long a text.
    command.args(["-c", &format!("ulimit -f 72; exec {}", env!("CARGO_BIN_EXE_nej"))]);
    let mut nej = Outer::start(command, SIZE);
    nej.says("@anna").press("4\r").says("[ Done ]").press(&format!("\x1b[200~{}\x1b[201~", "å".repeat(19_000)));
    nej.press("\x1b").until("what is wrong", |pty| pty.screen().contains("not saved"));
    nej.press("?").says("Keys");
}

/// Another program that holds the database until it is dropped.
fn hold(folder: &Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(database(folder)).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    conn
}

fn database(folder: &Path) -> PathBuf {
    folder.join("nej.db")
}

fn unsaved(folder: &Path) -> PathBuf {
    folder.join("nej.db.unsaved")
}

#[test]
fn what_is_typed_while_the_database_is_busy_survives_the_end_of_the_line() {
    for signal in ["HUP", "TERM"] {
        let folder = tempfile::tempdir().unwrap();
        let mut nej = typing(folder.path());
        nej.press("\x1b").says("Saved: Half a wo");
        let held = hold(folder.path());
        nej.press("\rrd, and more")
            .says("and more")
            .press("\x1b")
            .press("n")
            .says("Free text")
            .press("Meta called")
            .says("Meta called");
        kill(signal, nej.process());
        nej.end();
        let kept = fs::metadata(unsaved(folder.path())).unwrap();
        assert_eq!(kept.mode() & 0o777, 0o600);
        // While it is busy still, its place is said, and nothing is lost.
        let mut busy = start(folder.path());
        busy.says("What you typed when the connection was lost is still in").press("q");
        busy.end();
        drop(held);
        let mut again = start(folder.path());
        again.says("Meta called").press("\x13").says("Saved: Meta called").press("4").says("Half a wo").says("rd, and more");
        assert!(!unsaved(folder.path()).exists(), "taken in");
    }
}

#[test]
fn what_was_kept_for_another_database_is_not_taken_into_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = typing(folder.path());
    let held = hold(folder.path());
    nej.press("rd").says("Half a word");
    kill("TERM", nej.process());
    nej.end();
    drop(held);
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.path().join(format!("nej.db{suffix}")));
    }
    start(folder.path()).says("is still in");
    assert!(unsaved(folder.path()).exists());
}

#[test]
fn what_a_killed_window_left_half_typed_is_named_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("n").says("Free text").press("Meta called");
    nej.until("it is kept", |_| {
        let conn = rusqlite::Connection::open(database(folder.path())).unwrap();
        conn.query_row("SELECT count(*) FROM form_drafts WHERE body LIKE '%Meta called%'", [], |row| row.get::<_, i64>(0))
            == Ok(1)
    });
    kill("KILL", nej.process());
    let mut again = start(folder.path());
    again.says("Half-typed and kept: “Note”, @anna.").press("n").says("Meta called");
}

#[test]
fn signals_of_real_time_end_it_in_order_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = typing(folder.path());
    kill("40", nej.process());
    assert_eq!(nej.end(), 168);
    nej.until("the old screen", |pty| pty.has(|screen| !screen.alternate_screen()));
    start(folder.path()).says("Half a wo");
}

/// The numbers of the programs that were started in a folder and still run.
fn left_behind(folder: &Path) -> Vec<u32> {
    let home = format!("HOME={}", folder.display());
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    processes
        .filter(|process: &u32| {
            let file = |name: &str| fs::read(format!("/proc/{process}/{name}")).unwrap_or_default();
            let ours = fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|exe| exe == Path::new(env!("CARGO_BIN_EXE_nej")));
            let zombie = String::from_utf8_lossy(&file("stat")).rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z"));
            ours && !zombie && file("environ").split(|byte| *byte == 0).any(|variable| variable == home.as_bytes())
        })
        .collect()
}

#[test]
fn suspended_and_then_hung_up_it_leaves_nothing_behind() {
    if !installed("bash") {
        return println!("skipped: bash is not installed here");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = clean("bash", folder.path());
    command.args(["--norc", "--noprofile", "-i"]);
    for (name, value) in [("PS1", "shell> "), ("NEJ_TODAY", "2026-09-01"), ("NEJ_LANG", "en")] {
        command.env(name, value);
    }
    let mut pty = Outer::start(command, SIZE);
    pty.says("shell> ").press(&format!("{}\r", env!("CARGO_BIN_EXE_nej"))).says("first account");
    pty.press("a\r@anna\x13").says("Saved: @anna").press("4\rHalf a wo\x1b").says("Saved: Half a wo");
    pty.press("\x1a").says("Stopped");
    assert_eq!(left_behind(folder.path()).len(), 1);
    pty.close();
    pty.until("its end", |_| left_behind(folder.path()).is_empty());
    start(folder.path()).says("@anna").press("4").says("Half a wo");
}
