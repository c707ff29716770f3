//! The recipes of `docs/mail.md` and `docs/reminders.md`, run as they stand there by the programs they are for.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::mail::corpus;
use crate::outside::installed;
use crate::terminal::{Outer, clean};
use crate::tools::{in_path, skip};

/// What stands in a page in the block that is marked with a word.
fn recipe(page: &str, word: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)).unwrap();
    let (_, after) = text.split_once(&format!("\n```{word}\n")).unwrap_or_else(|| panic!("{page}: no {word}"));
    after.split_once("\n```").unwrap().0.to_owned() + "\n"
}

/// A home with an account whose objection was sent, and with the program where cargo puts it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        fs::create_dir_all(home.path(".cargo/bin")).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_nej"), home.path(".cargo/bin/nej")).unwrap();
        home.ok("nej add --platform facebook --handle 'Anna Berg' --email anna@example.org");
        home.ok("nej submit 1 --on 2025-05-30 2>/dev/null");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// A Maildir with a mail of Meta's and one of a friend's.
    fn maildir(&self, name: &str) {
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(self.path(&format!("{name}/{part}"))).unwrap();
        }
        self.write(&format!("{name}/cur/1:2,S"), message());
        self.write(&format!("{name}/cur/2:2,S"), "From: friend@example.net\nTo: anna@example.org\nDate: Tue, 03 Jun 2025 10:15:00 +0000\nSubject: Hi\nMessage-ID: <2@example.net>\n\nHi\n");
    }

    /// Runs a line of a shell with no more in its environment than cron gives it.
    fn shell(&self, line: &str) -> Output {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line]).env_clear().current_dir(self.0.path()).env("HOME", self.0.path());
        command.env("PATH", "/usr/bin:/bin").env("NEJ_TODAY", "2026-11-23").env("NEJ_LANG", "en").output().unwrap()
    }

    /// Runs what has to succeed, with the program in the path; its output.
    fn ok(&self, line: &str) -> String {
        let output = self.shell(&format!("PATH=$HOME/.cargo/bin:$PATH; {line}"));
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A program in a terminal.
    fn open(&self, program: &str, args: &[&str]) -> Outer {
        let mut command = clean(program, self.0.path());
        command.env("PATH", format!("{}:/usr/bin:/bin", self.path(".cargo/bin").display()));
        command.env_remove("NEJ_DB");
        command.env("NEJ_TODAY", "2026-11-23");
        command.env("NEJ_LANG", "en");
        command.args(args);
        Outer::start(command, (100, 30))
    }

    /// Whether exactly the one mail waits at the account.
    fn has_the_mail(&self) -> bool {
        self.ok("nej mail").starts_with("1  2025-06-03  1 FB Anna Berg  Meta says yes")
            && self.ok("nej mail | wc -l").trim() == "1"
    }
}

fn message() -> Vec<u8> {
    corpus().into_iter().find(|row| row.0 == "plain-ascii").unwrap().4
}

#[test]
fn in_mutt_a_mail_is_piped_as_it_came() {
    if !installed("mutt") {
        return skip("mutt is not installed here");
    }
    let home = Home::new();
    home.maildir("Mail");
    // One message, so that no key has to find it first.
    fs::remove_file(home.path("Mail/cur/2:2,S")).unwrap();
    home.write(".muttrc", recipe("mail.md", "muttrc") + "set mbox_type=Maildir folder=~ spoolfile=~/Mail quit=yes\n");
    let mut mutt = home.open("mutt", &[]);
    mutt.says("About your objection").press(",n").says("To go through: 1 FB Anna Berg");
    mutt.says("Press any key").press(" ").says("q:Quit").press("q");
    mutt.end();
    assert!(home.has_the_mail());
}

#[test]
fn in_aerc_a_mail_is_piped_as_it_came() {
    if !installed("aerc") {
        return skip("aerc is not installed here");
    }
    let home = Home::new();
    home.maildir("Mail");
    fs::remove_file(home.path("Mail/cur/2:2,S")).unwrap();
    let accounts = format!("[Anna]\nsource=maildir://{}\ndefault=Mail\nfrom=anna@example.org\n", home.0.path().display());
    home.write(".config/aerc/accounts.conf", accounts);
    fs::set_permissions(home.path(".config/aerc/accounts.conf"), fs::Permissions::from_mode(0o600)).unwrap();
    home.write(".config/aerc/binds.conf", recipe("mail.md", "aerc") + "q = :quit -f<Enter>\n[terminal]\n$noinherit = true\n");
    let mut aerc = home.open("aerc", &[]);
    aerc.says("Connected").says("About your objection");
    // aerc 0.14 loses keys now and then while it starts; nothing is taken in twice.
    for _ in 0..20 {
        aerc.press(",n");
        thread::sleep(Duration::from_secs(1));
        if aerc.screen().contains("nej <About") {
            break;
        }
    }
    // What it shows of a program that ends quickly is not all that the program wrote, on a busy machine.
    aerc.until("the mail is there", |_| home.has_the_mail());
    aerc.says("press any key").press(" ").until("the list again", |aerc| !aerc.screen().contains("press any key"));
    aerc.press("q");
    aerc.end();
    assert!(home.has_the_mail());
}

#[test]
fn notmuch_hands_over_what_is_new_after_each_run() {
    if !installed("notmuch") {
        return skip("notmuch is not installed here");
    }
    let home = Home::new();
    home.maildir("Mail");
    home.write(
        ".notmuch-config",
        format!("[database]\npath={}\n[user]\nname=Anna\nprimary_email=anna@example.org\n", home.path("Mail").display()),
    );
    home.write("Mail/.notmuch/hooks/post-new", recipe("mail.md", "notmuch"));
    fs::set_permissions(home.path("Mail/.notmuch/hooks/post-new"), fs::Permissions::from_mode(0o700)).unwrap();
    home.ok("notmuch new");
    assert!(home.has_the_mail());
    assert!(home.ok("notmuch new").contains("1 mail is already here"), "and again it does no harm");
}

#[test]
fn procmail_hands_over_a_copy_of_what_it_delivers() {
    if !installed("procmail") {
        return skip("procmail is not installed here");
    }
    let home = Home::new();
    home.write(".procmailrc", "MAILDIR=$HOME\nDEFAULT=$HOME/inbox\n".to_owned() + &recipe("mail.md", "procmail"));
    home.write("one.eml", message());
    home.ok("procmail -m HOME=$HOME $HOME/.procmailrc < one.eml");
    home.ok("printf 'From: friend@example.net\\nTo: anna@example.org\\n\\nHi\\n' | procmail -m HOME=$HOME $HOME/.procmailrc");
    assert!(home.has_the_mail(), "{}", home.ok("cat nej-mail.log"));
    assert_eq!(home.ok("grep -c ^From: inbox").trim(), "2", "both are delivered as ever");
}

#[test]
fn sieve_pipes_a_copy_to_a_script() {
    let plugin = Path::new("/usr/lib/dovecot/modules/sieve/lib90_sieve_extprograms_plugin.so");
    if !installed("sieve-test") || !plugin.exists() {
        return skip("Dovecot's Sieve is not installed here");
    }
    let home = Home::new();
    home.maildir("Mail");
    home.write("rules.sieve", recipe("mail.md", "sieve"));
    // A binary of its own: Dovecot reads no mail as root, and another user may not see this one.
    fs::copy(env!("CARGO_BIN_EXE_nej"), home.path("nej")).unwrap();
    let script = "#!/bin/sh\nexport HOME={home} NEJ_LANG=en\nexec {home}/nej mail -\n";
    home.write("pipes/nej-mail", script.replace("{home}", home.0.path().to_str().unwrap()));
    fs::set_permissions(home.path("pipes/nej-mail"), fs::Permissions::from_mode(0o700)).unwrap();
    home.write("one.eml", message());
    let plugin = "sieve_plugins = sieve_extprograms\nsieve_extensions = +vnd.dovecot.pipe\nsieve_pipe_bin_dir";
    let pipes = home.path("pipes").display().to_string();
    let settings = format!("mail_location = maildir:~/Mail\nlog_path = /dev/stderr\nplugin {{\n{plugin} = {pipes}\n}}\n");
    home.write("dovecot.conf", settings);
    home.ok(
        "as=; if [ $(id -u) = 0 ]; then chown -R 65534:65534 $HOME; as='setpriv --reuid=65534 --regid=65534 --clear-groups'; fi
             $as sieve-test -c dovecot.conf -e rules.sieve one.eml",
    );
    assert!(home.has_the_mail());
}

#[test]
fn a_maildir_that_mbsync_keeps_is_read() {
    if !installed("mbsync") {
        return skip("mbsync is not installed here");
    }
    let home = Home::new();
    home.maildir("Far/Inbox");
    fs::create_dir_all(home.path("Mail")).unwrap();
    // The server's place is taken by another Maildir; the rest is as in the page.
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mail.md")).unwrap();
    let near = page.split_once("MaildirStore near").unwrap().1.split_once("\n```").unwrap().0;
    let near = near.replace("Far :far:INBOX", "Far :far:Inbox");
    home.write(".mbsyncrc", format!("MaildirStore far\nPath ~/Far/\nInbox ~/Far/Inbox\n\nMaildirStore near{near}\n"));
    home.ok(recipe("mail.md", "mbsync").trim());
    assert!(home.has_the_mail());
}

#[test]
fn the_lines_for_cron_and_login_work_with_a_bare_path_and_say_nothing_without_a_reason() {
    let home = Home::new();
    let text = |output: Output| (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let cron = recipe("reminders.md", "cron");
    let command = cron.trim().splitn(6, ' ').nth(5).unwrap();
    assert_eq!(text(home.shell(command)), ("2025-06-30  511 d over  1  FB  Anna Berg  complain to IMY\n".into(), String::new()));
    let login = recipe("reminders.md", "sh");
    assert_eq!(home.ok(&login), "1 overdue\n");
    assert_eq!(text(home.shell(&login)), (String::new(), String::new()), "where nej is not there, nothing is said");
    home.ok("nej log 1 granted --on 2025-06-10");
    assert_eq!(text(home.shell(command)), (String::new(), String::new()), "cron sends no mail");
    assert_eq!(home.ok(&login), "");
}

#[test]
fn the_systemd_units_are_sound_and_their_command_works() {
    let home = Home::new();
    let service = recipe("reminders.md", "nej.service");
    let command = service.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let command = command.replace("%h", home.0.path().to_str().unwrap());
    assert!(home.shell(&format!("{command} > $HOME/.nej-agenda")).status.success());
    assert!(home.ok(&recipe("reminders.md", "profile")).contains("Anna Berg"));
    if !installed("systemd-analyze") {
        return skip("systemd is not installed here");
    }
    home.write("units/nej.service", &service);
    home.write("units/nej.timer", recipe("reminders.md", "nej.timer"));
    let output = home.shell("systemd-analyze verify --man=no units/nej.service units/nej.timer 2>&1");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!told.lines().any(|line| line.contains("nej.") && !line.contains("not executable")), "{told}");
    assert!(home.shell("systemd-analyze calendar '*-*-* 08:00'").status.success());
}

#[test]
fn the_prompts_show_the_short_status() {
    let home = Home::new();
    home.write(".bashrc", "PS1='> '\n".to_owned() + &recipe("reminders.md", "bash"));
    home.open("bash", &["-i"]).says("nej 1! >").press("exit\r").end();
    if installed("zsh") {
        home.write(".zshrc", "PROMPT='> '\n".to_owned() + &recipe("reminders.md", "zsh"));
        home.open("zsh", &["-i"]).says("nej 1! >").press("exit\r").end();
    } else {
        skip("zsh is not installed here");
    }
    if installed("fish") {
        home.write(".config/fish/config.fish", recipe("reminders.md", "fish"));
        home.open("fish", &["-i"]).says("nej 1!").press("exit\r").end();
    } else {
        skip("fish is not installed here");
    }
}

/// Starship comes from cargo more often than from a package, and no distribution that CI knows has it: it is tried where it
/// is, and nobody is asked to install it.
#[test]
fn starship_shows_the_short_status() {
    let home = Home::new();
    home.write(".config/starship.toml", recipe("reminders.md", "toml"));
    let Some(starship) = in_path("starship") else {
        return println!("skipped: starship is not installed here");
    };
    let shown = home.ok(&format!("STARSHIP_CONFIG=$HOME/.config/starship.toml {} prompt", starship.display()));
    assert!(shown.contains("nej 1!"), "{shown}");
    home.ok("nej log 1 granted --on 2025-06-10");
    let shown = home.ok(&format!("STARSHIP_CONFIG=$HOME/.config/starship.toml {} prompt", starship.display()));
    assert!(!shown.contains("nej"), "{shown}");
}

#[test]
fn tmux_shows_the_short_status_in_its_line() {
    if !installed("tmux") {
        return skip("tmux is not installed here");
    }
    let home = Home::new();
    home.write(".tmux.conf", recipe("reminders.md", "tmux").replace("status-interval 60", "status-interval 1"));
    let socket = home.path("socket");
    let mut tmux = home.open("tmux", &["-S", socket.to_str().unwrap(), "new-session", "sh"]);
    tmux.says("nej 1!").press("exit\r");
    tmux.end();
}
