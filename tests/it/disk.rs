//! A disk that is full: a file system of its own, small enough to be filled, in a mount namespace that ends with the test.
//! And a file that cannot be written, until it can, and one that is damaged.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use nej::app::model::key::parse_script;
use nej::domain::Lang;
use nej::runtime::Session;
use nej::runtime::headless::Headless;
use nej::store::open;
use tempfile::TempDir;

use crate::desk::{Desk, day};
use crate::tools::skip;

/// Fills the disk but for so many bytes, and runs the program's commands on a database there. What each says, with its
/// exit status on a line of its own.
fn on_a_full_disk(free: u32, commands: &[&str]) -> Option<Vec<String>> {
    let folder = TempDir::new().unwrap();
    let (disk, database) = (folder.path().join("disk"), folder.path().join("nej.db"));
    fs::create_dir(&disk).unwrap();
    let mut store = open(&database).unwrap();
    let mut batch = store.writer.as_mut().unwrap().batch().unwrap();
    for case in crate::store::seeded(40) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    drop(store);
    let mut script = format!(
        "mount -t tmpfs -o size=2m none \"$DISK\" || exit 99
         cp \"$DB\" \"$DISK/nej.db\" && chmod 600 \"$DISK/nej.db\"
         cat /dev/zero 2>&- > \"$DISK/filler\"
         test {free} = 0 || truncate -s -{free} \"$DISK/filler\"\n"
    );
    for command in commands {
        let _ = writeln!(script, "\"$NEJ\" --db \"$DISK/nej.db\" {command} 2>&1; echo \"status $?\"");
    }
    let mut shell = Command::new("unshare");
    shell.args(["--map-root-user", "--mount", "sh", "-c", &script]);
    shell.env("NEJ", env!("CARGO_BIN_EXE_nej")).env("DB", &database).env("DISK", &disk);
    shell.env("HOME", folder.path()).env("TMPDIR", folder.path()).env("NEJ_LANG", "en").env("NEJ_TODAY", "2026-11-23");
    let ran = shell.output().ok().filter(|ran| ran.status.code() != Some(99) && !ran.stdout.is_empty());
    let Some(ran) = ran else {
        skip("unshare may not mount here");
        return None;
    };
    let said = String::from_utf8(ran.stdout).unwrap();
    Some(said.split_inclusive('\n').fold(vec![String::new()], |mut all, line| {
        all.last_mut().unwrap().push_str(line);
        if line.starts_with("status ") {
            all.push(String::new());
        }
        all
    }))
}

/// Without a free block, and with too little for what SQLite puts beside the file.
#[test]
fn on_a_full_disk_everything_can_be_read_and_what_cannot_be_saved_is_said() {
    for free in [0, 8 << 10, 24 << 10] {
        let commands = [
            "list",
            "doctor",
            "add --platform instagram --handle @ny",
            "frame --size 80x24",
            "frame --size 80x24 --keys 'nhej<C-s>'",
        ];
        let Some(said) = on_a_full_disk(free, &commands) else { return };
        assert!(said[0].lines().count() > 40 && said[0].ends_with("status 0\n"), "{free}: {}", said[0]);
        assert!(said[1].ends_with("status 0\n"), "{free}: {}", said[1]);
        assert!(said[2].contains("disk is full") && said[2].ends_with("status 1\n"), "{free}: {}", said[2]);
        assert!(said[3].contains("READ-ONLY") && said[3].ends_with("status 0\n"), "{free}: {}", said[3]);
        // What was typed stands in its dialog still.
        assert!(said[4].contains("hej") && said[4].contains("read-only"), "{free}: {}", said[4]);
        for said in said {
            for raw in ["SQLITE", "sqlite", "os error", "No space left"] {
                assert!(!said.contains(raw), "{free}: {said}");
            }
        }
    }
}

/// Reading has room then, and writing fails.
#[test]
fn on_a_disk_that_fills_up_the_text_stays_in_its_dialog() {
    let Some(said) = on_a_full_disk(48 << 10, &["list", "frame --size 80x24 --keys 'nhej<C-s>'"]) else { return };
    assert!(said[0].ends_with("status 0\n"), "{}", said[0]);
    assert!(said[1].contains("hej") && said[1].contains("the disk is full"), "{}", said[1]);
}

/// As on a disk that was full when the program started and has room again.
#[test]
fn what_was_refused_is_saved_by_the_same_key_once_it_can_be() {
    let mut desk = Desk::hundred((80, 24), "2026-11-23");
    let (events, database) = (desk.events(), desk.folder().join("nej.db"));
    let permit = |mode| fs::set_permissions(&database, fs::Permissions::from_mode(mode)).unwrap();
    permit(0o400);
    desk.again("2026-11-23", (80, 24));
    desk.press("nhej<C-s>");
    assert!(desk.text().contains("SKRIVSKYDDAD") && desk.text().contains("hej"), "{}", desk.text());
    permit(0o600);
    desk.press("<C-s>");
    assert!(!desk.text().contains("SKRIVSKYDDAD") && desk.text().contains("Sparat"), "{}", desk.text());
    assert_eq!(desk.events(), events + 1);
}

/// In pages that the first frame does not read.
#[test]
fn damage_is_said_before_anything_is_written_into_it() {
    let folder = TempDir::new().unwrap();
    let session = Session { lang: Lang::En, today: Some(day("2026-11-23")), ..Session::on(folder.path().join("nej.db")) };
    let mut store = open(&session.db).unwrap();
    let mut batch = store.writer.as_mut().unwrap().batch().unwrap();
    for case in crate::store::seeded(40) {
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    drop(store);
    // The last pages are those of an index.
    let mut bytes = fs::read(&session.db).unwrap();
    let end = bytes.len();
    bytes[end - 4096..].fill(0xA5);
    fs::write(&session.db, &bytes).unwrap();
    let mut screen = Headless::start(&session, (80, 24)).unwrap();
    let text = |screen: &Headless| screen.frame().buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
    // The connection that writes is made after the first frame.
    for _ in 0..3000 {
        if text(&screen).contains("The database is damaged") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        screen.happen_together(Vec::new());
    }
    assert!(text(&screen).contains("The database is damaged") && text(&screen).contains("Accounts"), "{}", text(&screen));
    screen.press(&parse_script("nhello<C-s>").unwrap());
    assert!(text(&screen).contains("damaged") && text(&screen).contains("hello"), "{}", text(&screen));
    drop(screen);
    assert!(fs::read(&session.db).unwrap() == bytes);
}
