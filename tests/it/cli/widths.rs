//! What is said on a terminal is never wider than it.

use unicode_width::UnicodeWidthStr;

use super::Home;
use crate::terminal::{Outer, nej};

/// The lines that a command writes on a terminal of so many columns.
fn lines(home: &Home, columns: u16, args: &[&str]) -> Vec<String> {
    let mut command = nej(home.folder.path());
    command.env("NEJ_TODAY", super::TODAY);
    command.args(args);
    let mut pty = Outer::start(command, (columns, 60));
    assert_eq!(pty.end(), 0);
    let whole = home.ok(&format!("--db nej.db {}", args.join(" ")));
    let last = whole.lines().last().unwrap().trim_end().chars().last().unwrap();
    pty.until("all of it", |pty| pty.screen().trim_end().ends_with([last, '…']));
    pty.bytes().lines().map(|line| line.trim_end_matches('\r').to_owned()).collect()
}

#[test]
fn lists_and_pages_keep_to_the_terminal() {
    let home = Home::new();
    home.ok("demo --into nej.db");
    let long = "Åsa Ö 🌸🌼 Föreningen för bevarande av 日本の写真家たち och andra långa namn i hela landet";
    home.ok(&format!("--db nej.db add --platform facebook --handle '{long}' --person 'Örjan 👩‍👩‍👧‍👦 Ålund'"));
    for columns in [20, 40, 60, 80, 120] {
        for args in [&["list"][..], &["--lang", "en", "list"], &["show", "1"], &["show", "19"], &["--lang", "en", "show", "8"]] {
            let lines = lines(&home, columns, args);
            assert!(lines.len() > 5, "{lines:?}");
            assert!(lines.iter().all(|line| line.width() <= columns.into()), "{columns} {args:?}\n{}", lines.join("\n"));
        }
    }
    let narrow = lines(&home, 40, &["list"]);
    assert!(narrow.iter().all(|line| !line.ends_with('…')), "the status is told whole\n{}", narrow.join("\n"));
}
