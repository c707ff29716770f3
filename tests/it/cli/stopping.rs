//! What takes long, in a real terminal: a bar that goes again, and Ctrl-C that leaves nothing half done.

use std::fmt::Write as _;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use portable_pty::CommandBuilder;

use super::{Home, inside};
use crate::terminal::{Outer, nej};
use crate::tools::kill;

const SIZE: (u16, u16) = (80, 24);

/// A home and the program in a terminal there.
fn command(home: &Home, args: &[&str]) -> CommandBuilder {
    let mut command = nej(home.folder.path());
    command.args(args);
    command
}

/// How far the bar is.
fn percent(pty: &Outer) -> Option<u32> {
    let screen = pty.screen();
    screen.split_once(" %")?.0.rsplit_once(' ')?.1.parse().ok()
}

fn table(lines: usize) -> String {
    let mut table = String::from("platform,handle,email,submitted_on\n");
    for n in 0..lines {
        let _ = writeln!(table, "facebook,Anna Berg,anna{n}@example.org,2026-08-01");
    }
    table
}

#[test]
fn an_import_shows_a_bar_that_goes_again_and_ctrl_c_undoes_it() {
    let home = Home::new().with("NEJ_DB", "nej.db");
    home.ok("add --platform facebook --handle Först");
    home.write("many.csv", table(60_000));
    for (lang, told) in [("sv", "nej: Avbrutet. Inget är skrivet."), ("en", "nej: Stopped. Nothing was written.")] {
        let mut pty = Outer::start(command(&home, &["--lang", lang, "import", "many.csv"]), SIZE);
        pty.until("the half that writes", |pty| percent(pty).is_some_and(|n| n > 55));
        pty.press("\x03").says(told);
        assert!(!pty.screen().contains('%'), "{}", pty.screen());
        assert_eq!(pty.end(), 130);
        assert_eq!(home.json("list --json").as_array().unwrap().len(), 1);
    }
    let mut pty = Outer::start(command(&home, &["--db", "new/new.db", "import", "many.csv"]), SIZE);
    pty.until("the half that writes", |pty| percent(pty).is_some_and(|n| n > 55));
    pty.press("\x03").says("nej: Avbrutet. Inget är skrivet.");
    assert_eq!((pty.end(), home.path("new").exists()), (130, false));
    let mut pty = Outer::start(command(&home, &["import", "many.csv", "--dry-run"]), SIZE);
    pty.until("the bar", |pty| pty.screen().contains('%'));
    pty.says("nya konton. Inget är skrivet.");
    assert_eq!((pty.end(), pty.screen().contains('%')), (0, false));
}

#[test]
fn an_export_shows_a_bar_and_leaves_no_part_of_a_file() {
    let home = Home::new();
    home.ok("demo --accounts 12000 --into nej.db");
    let mut pty = Outer::start(command(&home, &["export", "--format", "json", "-o", "all.json"]), SIZE);
    pty.until("the bar", |pty| pty.screen().contains('%'));
    pty.press("\x03").says("nej: Avbrutet. Inget är skrivet.");
    assert_eq!((pty.end(), pty.screen().contains('%')), (130, false));
    assert_eq!(inside(home.folder.path()), ["nej.db"]);
}

#[test]
fn an_export_to_a_file_says_on_a_terminal_what_was_written() {
    let home = Home::new();
    home.ok("demo --accounts 3 --into nej.db");
    for (lang, told) in [("sv", "nej: 3 konton skrivna i x.ics"), ("en", "nej: 3 accounts written to x.ics")] {
        let args = ["--lang", lang, "export", "--format", "ics", "-o", "x.ics", "--force"];
        let mut pty = Outer::start(command(&home, &args), SIZE);
        pty.says(told);
        assert_eq!(pty.end(), 0);
    }
    // Nobody is told where nobody looks.
    assert_eq!(home.ok("export --db nej.db --format ics -o y.ics"), "");
}

#[test]
fn a_folder_shows_a_bar_and_leaves_no_part_of_itself() {
    let home = Home::new();
    home.ok("demo --accounts 4000 --into nej.db");
    let numbers: Vec<String> = (1..=4000).map(|n| n.to_string()).collect();
    let mut args = vec!["complaint", "--folder", "imy"];
    args.extend(numbers.iter().map(String::as_str));
    let mut pty = Outer::start(command(&home, &args), SIZE);
    pty.until("the bar", |pty| percent(pty).is_some_and(|n| n > 0));
    pty.press("\x03").says("nej: Avbrutet. Inget är skrivet.");
    assert_eq!((pty.end(), pty.screen().contains('%')), (130, false));
    assert_eq!(inside(home.folder.path()), ["nej.db"]);
}

#[test]
fn an_export_into_a_pipe_that_nobody_empties_ends_at_a_signal() {
    let home = Home::new();
    home.ok("demo --accounts 500 --into nej.db");
    let mut command = home.command();
    command.args(["--db", "nej.db", "export", "--format", "json", "-o", "/dev/stdout"]).stdout(Stdio::piped());
    let mut export = command.spawn().unwrap();
    let mut pipe = export.stdout.take().unwrap();
    // It has begun, and nothing more is read.
    pipe.read_exact(&mut [0]).unwrap();
    kill("TERM", export.id());
    let mut ended = None;
    for _ in 0..500 {
        sleep(Duration::from_millis(10));
        ended = ended.or(export.try_wait().unwrap());
        if ended.is_some() {
            break;
        }
    }
    let _ = export.kill();
    drop(pipe);
    assert_eq!(ended.and_then(|status| status.signal()), Some(15));
}
