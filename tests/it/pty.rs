//! The real program in a real terminal, for what only a terminal shows: start, resize, paste, hang-up, the terminal
//! given back.

use std::path::Path;

use crate::terminal::{Outer, nej};

/// Starts nej on the database in a folder, in English.
fn start(folder: &Path) -> Outer {
    let mut command = nej(folder);
    command.env("NEJ_LANG", "en");
    Outer::start(command, (80, 24))
}

#[test]
fn a_hang_up_in_the_middle_of_a_word_loses_nothing_and_leaves_no_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = start(folder.path());
    first.says("add your first account").press("a").says("New account");
    first.press("\r@anna\x13").says("Saved: @anna");
    first.press("4\r").says("[ Done ]").press("Mina bilder är mitt levebr").says("levebr");
    first.close();
    first.end();
    // Open again without a key: the text, and the cursor in it.
    let mut again = start(folder.path());
    again.says("[ Done ]").says("Mina bilder är mitt levebr");
    again.press("öd.").says("levebröd.").press("\x1b").says("Saved: Mina bilder").press("q");
    assert_eq!(again.end(), 0);
}

#[test]
fn what_was_typed_in_a_dialog_survives_a_hang_up_and_is_shown_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = start(folder.path());
    first.says("first account").press("a\r@olle\x13").says("Saved: @olle");
    first.press("n").says("Free text").press("Meta ringde").says("Meta ringde");
    first.close();
    first.end();
    let mut again = start(folder.path());
    again.says("Meta ringde").press("\x13").says("Saved: Meta ringde");
}

#[test]
fn the_terminal_is_given_back_after_quitting() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account");
    nej.until("the alternate screen", |pty| pty.has(vt100::Screen::alternate_screen));
    nej.until("bracketed paste", |pty| pty.has(vt100::Screen::bracketed_paste));
    nej.press("q");
    assert_eq!(nej.end(), 0);
    nej.until("the old screen", |pty| {
        pty.has(|screen| !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor())
    });
}

#[test]
fn after_leaving_the_one_file_has_everything() {
    let folder = tempfile::tempdir().unwrap();
    let names = |home: &Path| {
        let mut names: Vec<_> = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.retain(|name| name.to_string_lossy().starts_with("nej.db"));
        names
    };
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("/").press("ann\r").press("q");
    assert_eq!(nej.end(), 0);
    assert_eq!(names(folder.path()), ["nej.db"]);
    // The other window has the log still, and nothing in it is missing from the file.
    let mut one = start(folder.path());
    one.says("@anna");
    let mut two = start(folder.path());
    two.says("@anna").press("n").says("Free text").press("Meta ringde\x13").says("Saved: Meta").press("q");
    assert_eq!(two.end(), 0);
    let copied = tempfile::tempdir().unwrap();
    std::fs::copy(folder.path().join("nej.db"), copied.path().join("nej.db")).unwrap();
    let mut copy = start(copied.path());
    copy.says("@anna").press("5").says("Meta ringde");
}

#[test]
fn a_window_whose_file_is_gone_says_so_and_saves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    std::fs::remove_file(folder.path().join("nej.db")).unwrap();
    nej.press("n").says("Free text").press("Meta ringde\x13").says("was moved, removed or replaced");
}

#[test]
fn another_size_is_another_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    for (rows, cols, shown) in
        [(40, 120, "3 Objections"), (12, 40, "1 Accounts  2"), (5, 20, "Window too small"), (24, 80, "2 Steps")]
    {
        nej.resize(cols, rows).says(shown);
    }
}

#[test]
fn a_paste_is_text_where_text_is_typed_and_nothing_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    // Outside a field each letter would be a command, "q" among them.
    nej.press("\x1b[200~qqq\x1b[201~").press("4\r").says("[ Done ]");
    nej.press("\x1b[200~rad ett\rrad två\x1b[201~").says("rad ett\n").says("rad två");
}

#[test]
fn two_windows_see_each_others_changes_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = start(folder.path());
    one.says("first account");
    let mut two = start(folder.path());
    two.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    one.says("@anna");
}

#[cfg(unix)]
#[test]
fn a_signal_saves_and_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("4\r").says("[ Done ]");
    nej.press("Halva ordet").says("Halva ordet");
    let pid = rustix::process::Pid::from_raw(nej.process() as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(nej.end(), 143);
    nej.until("the old screen", |pty| pty.has(|screen| !screen.alternate_screen()));
    let mut again = start(folder.path());
    again.says("Halva ordet");
}

#[test]
fn who_will_not_wait_for_a_busy_database_is_asked_and_may_leave() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    let other = rusqlite::Connection::open(folder.path().join("nej.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    nej.press("4\r").says("[ Done ]").press("Halva ordet").says("Halva ordet").press("\x1b").says("busy");
    // It leaves by itself as soon as the text is saved; asked again, it asks back.
    nej.press("q").press("q").says("could not be saved").press("n").says("4 Custom reason");
    nej.press("qq").says("could not be saved").press("y");
    assert_eq!(nej.end(), 0);
    drop(other);
    start(folder.path()).says("@anna").press("4").says("Nothing written yet");
}

#[test]
fn leaving_waits_for_the_database_and_then_needs_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    let other = rusqlite::Connection::open(folder.path().join("nej.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    nej.press("4\r").says("[ Done ]").press("Halva ordet").says("Halva ordet").press("\x1b").says("busy").press("q");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(nej.end(), 0);
    start(folder.path()).says("@anna").press("4").says("Halva ordet");
}

#[test]
fn two_quick_keys_to_leave_are_one_wish_and_no_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna");
    nej.press("2g qq");
    assert_eq!(nej.end(), 0);
    start(folder.path()).says("@anna").press("2").says("✓ Log in with a browser");
}

#[test]
fn what_another_window_wrote_is_kept_also_when_this_one_has_gone_on_to_another_account() {
    let folder = tempfile::tempdir().unwrap();
    let mut nej = start(folder.path());
    nej.says("first account").press("a\r@anna\x13").says("Saved: @anna").press("a\r@berit\x13").says("Saved: @berit");
    nej.press("1g4\r").says("[ Done ]").press("Base.\x13").says("Saved: Base.");
    let other = rusqlite::Connection::open(folder.path().join("nej.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    nej.press(" Mine.").says("Base. Mine.").says("busy");
    nej.press(" More.").says("Base. Mine. More.").press("\x1b");
    nej.says("▌ Base. Mine. More.").says("not saved yet").press("1j").says("Nothing written yet");
    other.execute_batch("UPDATE drafts SET reason = 'Theirs.', version = version + 1 WHERE account_id = 1; COMMIT").unwrap();
    nej.says("Another window changed the same text").press("q");
    assert_eq!(nej.end(), 0);
    let kept: String = other.query_row("SELECT reason FROM drafts WHERE account_id = 1", [], |row| row.get(0)).unwrap();
    assert!(kept.starts_with("Base. Mine. More.") && kept.ends_with("Theirs."), "{kept}");
}
