//! Paths that a person names and that are no ordinary file, no file, or one file under two names: one line at once.

use std::fs;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::{Home, inside};

fn home() -> Home {
    let home = Home::new().with("NEJ_DB", "nej.db").with("NEJ_LANG", "en");
    home.ok("add --platform facebook --handle Anna");
    home
}

fn pipe(home: &Home, name: &str) {
    mknodat(CWD, home.path(name), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

#[test]
fn a_pipe_a_socket_or_a_device_is_read_nowhere_and_waited_for_nowhere() {
    let home = home();
    pipe(&home, "pipe");
    let _socket = UnixListener::bind(home.path("socket")).unwrap();
    for file in ["pipe", "socket", "/dev/zero", "/dev/full"] {
        for command in [
            "--config FILE list",
            "import FILE",
            "mail FILE",
            "draft 1 --reason-file FILE",
            "evidence 1 --add FILE",
            "restore FILE",
        ] {
            let said = home.fails(&command.replace("FILE", file), 1);
            let why = "it is not an ordinary file, but a pipe, a socket or a device.";
            assert!(said.contains(file) && said.contains(why), "{command}: {said}");
        }
        let said = home.fails(&format!("--db {file} list"), 1);
        assert!(said.starts_with(&format!("{file} cannot be opened: it is not an ordinary file.")), "{said}");
    }
    assert!(home.fails("import .", 1).contains("it is a folder"));
    assert_eq!(home.ok("--config /dev/null status"), home.ok("status"), "which is always empty");
}

#[test]
fn nothing_is_written_into_a_pipe_a_socket_a_device_or_a_folder() {
    let home = home();
    home.run("submit 1 --on 2026-10-01");
    pipe(&home, "pipe");
    let _socket = UnixListener::bind(home.path("socket")).unwrap();
    fs::create_dir(home.path("folder")).unwrap();
    std::os::unix::fs::symlink("pipe", home.path("link")).unwrap();
    let commands = ["export --format json -o FILE", "export --format csv -o FILE --force", "complaint 1 -o FILE"];
    for file in ["pipe", "socket", "link", "/dev/zero"] {
        for command in commands {
            let said = home.fails(&command.replace("FILE", file), 1);
            assert!(said.starts_with(&format!("{file} cannot be written: it is not an ordinary file")), "{command}: {said}");
        }
    }
    assert!(home.fails("export --format json -o folder", 1).contains("it is a folder"));
    for command in ["backup FILE", "demo --into FILE"] {
        for file in ["pipe", "socket", "folder"] {
            assert!(home.fails(&command.replace("FILE", file), 1).contains("exists already"), "{command} {file}");
        }
    }
    home.write(".config/nej/config.toml", format!("[calendar]\nfile = '{}'\n", home.path("pipe").display()));
    assert!(home.run("log 1 acknowledged").err.contains("it is not an ordinary file"), "nor put in its place");
    assert!(!fs::metadata(home.path("pipe")).unwrap().is_file());
}

#[test]
fn what_the_program_was_started_with_can_be_named() {
    let home = home();
    assert!(home.ok("export --format json -o /dev/stdout").starts_with('{'));
    home.ok("export --format json -o /dev/null");
    let table = b"platform,handle\nfacebook,Bo\n";
    assert_eq!(home.run_with("import /dev/stdin", table).status, 0);
    assert_eq!(home.run_with("import -", b"platform,handle\nfacebook,Eva\n").status, 0);
    home.write("table.csv", "platform,handle\nfacebook,Ida\n");
    let mut command = Command::new("bash");
    command.args(["-c", "\"$0\" import <(cat table.csv)", env!("CARGO_BIN_EXE_nej")]);
    command.env_clear().env("PATH", "/usr/bin:/bin").env("NEJ_DB", "nej.db").current_dir(home.path(""));
    if command.output().is_ok_and(|ran| ran.status.code() != Some(127)) {
        assert!(home.ok("list").contains("Ida"));
    }
}

#[test]
fn what_is_no_table_and_has_no_end_is_refused_at_its_beginning() {
    let home = home();
    let mut command = home.command();
    command.args(["import", "-"]).stdin(fs::File::open("/dev/zero").unwrap()).stdout(Stdio::null());
    let ran = command.output().unwrap();
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn an_empty_file_is_no_database_in_which_nothing_is_overdue() {
    for named in ["", "--db empty.db "] {
        let home = Home::new().with("NEJ_DB", "empty.db").with("NEJ_LANG", "en");
        home.write("empty.db", "");
        for command in [
            "status",
            "status --check",
            "status --short",
            "list",
            "agenda",
            "stats",
            "export --format json",
            "doctor",
            "backup b.db",
        ] {
            let said = home.fails(&format!("{named}{command}"), 1);
            assert!(said.starts_with("empty.db is empty: there is no database in it. Put a backup"), "{command}: {said}");
        }
        assert_eq!((fs::read(home.path("empty.db")).unwrap().len(), inside(&home.path("")).len()), (0, 1), "nothing is made");
        home.ok(&format!("{named}add --platform facebook --handle Anna"));
        assert_eq!(home.ok("status --check"), "");
    }
}

#[test]
fn a_database_under_two_names_is_refused_until_one_is_gone() {
    let home = home();
    fs::create_dir(home.path("elsewhere")).unwrap();
    let files = || inside(&home.path(""));
    for other in ["other.db", "elsewhere/nej.db"] {
        fs::hard_link(home.path("nej.db"), home.path(other)).unwrap();
        let before = (fs::read(home.path("nej.db")).unwrap(), files());
        for db in ["nej.db", other] {
            for command in ["list", "status", "status --check", "status --short", "doctor", "add --platform facebook --handle Bo"]
            {
                let said = home.fails(&format!("--db {db} {command}"), 1);
                let named = said.starts_with(&format!("{db} is also called ")) && other == "other.db";
                assert!(named || said.starts_with(&format!("{db} has two names (a hard link)")), "{command}: {said}");
                assert!(said.contains("Remove one of the names"), "{said}");
            }
        }
        assert!(before == (fs::read(home.path("nej.db")).unwrap(), files()), "nothing was changed");
        fs::remove_file(home.path(other)).unwrap();
        assert!(home.ok("list").contains("Anna"));
    }
}

#[test]
fn a_backup_may_have_several_names_and_takes_the_place_of_a_database_that_has() {
    let home = home();
    home.ok("backup b.db");
    fs::hard_link(home.path("b.db"), home.path("b-2.db")).unwrap();
    fs::hard_link(home.path("nej.db"), home.path("other.db")).unwrap();
    assert_eq!(home.run("restore b.db").status, 0);
    assert!(home.ok("list").contains("Anna"));
}

#[test]
fn a_backup_that_cannot_be_used_is_not_answered_with_the_command_that_was_given() {
    let home = home();
    home.ok("backup b.db");
    let mut bytes = fs::read(home.path("b.db")).unwrap();
    bytes.truncate(bytes.len() / 2);
    home.write("half.db", &bytes);
    home.write("empty.db", "");
    home.write("text.db", "This is no database. ".repeat(100));
    for file in ["half.db", "empty.db", "text.db"] {
        let said = home.fails(&format!("restore {file}"), 1);
        assert!(said.contains(file) && said.contains("Name another one.") && !said.contains("nej restore"), "{said}");
    }
    assert!(home.ok("list").contains("Anna"), "nothing was changed");
}

#[test]
fn too_many_open_files_and_a_limit_for_files_are_told_as_what_they_are() {
    let home = home();
    for (limit, command, why) in [
        ("-n 5", "list", "too many files are open"),
        ("-f 1", "add --platform facebook --handle Bo", "larger than the system allows"),
    ] {
        let mut shell = Command::new("bash");
        shell.args(["-c", &format!("ulimit {limit}; exec \"$0\" {command}"), env!("CARGO_BIN_EXE_nej")]);
        shell.env_clear().env("PATH", "/usr/bin:/bin").env("NEJ_DB", "nej.db").env("NEJ_LANG", "en").current_dir(home.path(""));
        let Ok(ran) = shell.output() else { return println!("skipped: bash is not installed here") };
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.code() == Some(1) && said.contains(why) && said.lines().count() == 1, "{limit}: {said}");
    }
    assert!(home.ok("list").contains("Anna"));
}

#[test]
fn a_log_beside_what_a_link_leads_to_is_looked_at_too() {
    let home = home();
    fs::create_dir(home.path("elsewhere")).unwrap();
    home.write("elsewhere/real.db", "");
    home.write("elsewhere/real.db-wal", "changes");
    std::os::unix::fs::symlink("elsewhere/real.db", home.path("link.db")).unwrap();
    for command in ["list", "add --platform facebook --handle Bo"] {
        assert!(home.fails(&format!("--db link.db {command}"), 1).contains("there are changes next to it"));
    }
    assert_eq!(fs::read(home.path("elsewhere/real.db-wal")).unwrap(), b"changes");
}
