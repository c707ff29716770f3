//! Several people, one database: real users of the machine, each with a home and a login of their own. Only root can
//! play them; elsewhere these tests are skipped with a word.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use portable_pty::CommandBuilder;
use rustix::process::geteuid;
use tempfile::TempDir;

use crate::terminal::{Outer, clean};
use crate::tools::skip;

mod sharing;
mod windows;

/// The first of the users; they need no names.
const USERS: u32 = 61_000;
/// Who is in no group.
const STRANGER: u32 = 101;
/// The group that they share.
const GROUP: u32 = 61_900;

/// A folder that a group shares, and a home for each of its members.
pub struct Office {
    folder: TempDir,
}

impl Office {
    /// None where this cannot be played, which is then said.
    pub fn open() -> Option<Self> {
        let office = Self { folder: TempDir::new().unwrap() };
        let cannot = if geteuid().is_root() { office.cannot() } else { Some("only root can be several people") };
        if let Some(why) = cannot {
            skip(why);
            return None;
        }
        Some(office)
    }

    /// Why users of other numbers cannot start the program here.
    fn cannot(&self) -> Option<&'static str> {
        fs::set_permissions(self.folder.path(), Permissions::from_mode(0o755)).unwrap();
        // Where members may make folders, as /srv for those who look after it.
        let place = self.path("srv");
        fs::create_dir(&place).unwrap();
        chown(&place, Some(USERS), Some(USERS)).unwrap();
        fs::set_permissions(&place, Permissions::from_mode(0o755)).unwrap();
        for n in (0..8).chain([STRANGER]) {
            fs::create_dir(self.home(n)).unwrap();
            chown(self.home(n), Some(USERS + n), Some(USERS + n)).unwrap();
            fs::set_permissions(self.home(n), Permissions::from_mode(0o700)).unwrap();
        }
        let started = self.command(0, &["--version"]).output().is_ok_and(|ran| ran.status.success());
        (!started).then_some("other users cannot start the program here")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self, n: u32) -> PathBuf {
        self.path(&format!("home{n}"))
    }

    pub fn db(&self) -> PathBuf {
        self.path("srv/nej/nej.db")
    }

    /// The program as a member of the group; or as the stranger.
    fn command(&self, n: u32, args: &[&str]) -> Command {
        self.command_under("022", n, args)
    }

    /// The same with a umask.
    fn command_under(&self, umask: &str, n: u32, args: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "umask $0 && exec setpriv \"$@\"", umask]).args(privileges(n));
        command.arg(env!("CARGO_BIN_EXE_nej")).args(args);
        let home = self.home(n);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", &home).env("TMPDIR", &home).current_dir("/");
        command.env("NEJ_DB", self.db()).env("NEJ_TODAY", "2026-11-23").env("LANG", "sv_SE.UTF-8");
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, n: u32, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        self.command(n, &words).output().unwrap()
    }

    pub fn run_under(&self, umask: &str, n: u32, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        self.command_under(umask, n, &words).output().unwrap()
    }

    /// Runs what has to fail with one line; that line.
    pub fn fails(&self, n: u32, line: &str) -> String {
        let ran = self.run(n, line);
        assert!(!ran.status.success() && ran.stdout.is_empty(), "{n}: nej {line}\n{}", said(&ran));
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(told.matches('\n').count(), 1, "{told}");
        told.strip_prefix("nej: ").unwrap().trim_end().to_owned()
    }

    /// Runs what has to succeed and say nothing odd; its output.
    pub fn ok(&self, n: u32, line: &str) -> String {
        let ran = self.run(n, line);
        assert!(ran.status.success() && ran.stderr.is_empty(), "{n}: nej {line}\n{}", said(&ran));
        String::from_utf8(ran.stdout).unwrap()
    }

    /// A window of a member.
    pub fn window(&self, n: u32) -> Outer {
        self.window_under("022", n)
    }

    /// The same with a umask.
    pub fn window_under(&self, umask: &str, n: u32) -> Outer {
        let home = self.home(n);
        let mut command: CommandBuilder = clean("sh", &home);
        command.args(["-c", "umask $0 && exec setpriv \"$@\"", umask]);
        command.args(privileges(n));
        command.arg(env!("CARGO_BIN_EXE_nej"));
        command.env("NEJ_DB", self.db());
        command.env("NEJ_TODAY", "2026-11-23");
        command.env("NEJ_LANG", "en");
        Outer::start(command, (120, 40))
    }

    /// A database that the group shares.
    pub fn shared() -> Option<Self> {
        let office = Self::open()?;
        office.ok(0, &format!("init --shared {GROUP}"));
        office.ok(0, "add --platform instagram --handle anna");
        office.ok(0, "add --platform instagram --handle olle");
        Some(office)
    }
}

fn privileges(n: u32) -> Vec<String> {
    let user = USERS + n;
    let groups = if n < STRANGER { format!("--groups={GROUP}") } else { "--clear-groups".into() };
    vec![format!("--reuid={user}"), format!("--regid={user}"), groups]
}

fn said(ran: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
}

/// Group and permissions of a file.
fn mode(path: &Path) -> (u32, u32) {
    let meta = fs::metadata(path).unwrap();
    (meta.gid(), meta.mode() & 0o7777)
}
