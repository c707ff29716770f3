//! Names of accounts completed in the shells themselves, where they are installed: what stands on the line in the
//! end is run, and means that account and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::outside::installed;
use crate::terminal::{Outer, clean};

/// Handles that a shell could take for something else, by number from 1.
const HANDLES: [&str; 6] = ["Anna Berg", "$(touch x)", "Mia's \"Lund\"", "b`touch y`;touch z", "123", "Öl *?~{å,ö}!x #"];

/// What is typed before the completing key, what is seen once it has done its work, and the number of the account.
const TYPED: [(&str, &str, u32); 14] = [
    ("Ann", "Berg", 1),
    ("Anna\\ B", "Berg", 1),
    ("'Anna B", "Berg", 1),
    ("\"Anna", "Berg", 1),
    ("\\$", "touch", 2),
    ("'$", "touch", 2),
    ("\"\\$", "touch", 2),
    ("Mi", "Lund", 3),
    ("'Mi", "Lund", 3),
    ("b", "touch", 4),
    ("facebook:12", "123", 5),
    ("Öl", "å,ö", 6),
    ("@ann", ".foto", 7),
    ("instagram:@ann", ".foto", 7),
];

fn nej(home: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nej"));
    command.env_clear().env("HOME", home).env("NEJ_LANG", "en").env("NEJ_DB", home.join("nej.db")).current_dir(home);
    let output = command.args(args).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn accounts() -> TempDir {
    let home = TempDir::new().unwrap();
    for handle in HANDLES {
        nej(home.path(), &["add", "--platform", "facebook", "--handle", handle]);
    }
    nej(home.path(), &["add", "--platform", "instagram", "--handle", "@anna.foto"]);
    home
}

/// Completes everything of [`TYPED`] in a shell that is set up by a line.
fn completes(shell: &str, args: &[&str], set_up: &str) {
    let home = accounts();
    fs::write(home.path().join("script"), nej(home.path(), &["completions", shell])).unwrap();
    let mut command = clean(shell, home.path());
    let folder = Path::new(env!("CARGO_BIN_EXE_nej")).parent().unwrap().display();
    command.env("PATH", format!("{folder}:/usr/bin:/bin"));
    command.env("NEJ_LANG", "en");
    command.args(args);
    let mut pty = Outer::start(command, (120, 20));
    pty.press(&format!("{set_up}; echo re''ady\r")).says("ready");
    for (typed, seen, account) in TYPED {
        pty.press("\x0c").until("a clear screen", |pty| !pty.screen().contains("nej"));
        pty.press(&format!("nej text {typed}")).says(typed).until("no more", |pty| !pty.screen().contains(seen));
        pty.press("\t").says(seen);
        pty.press("\r").says(&format!("Account {account} has no text to Meta."));
    }
    pty.press("nej --db other.db text no\tthing\r").says("other.db does not exist");
    pty.press("exit\r").end();
    for file in ["x", "y", "z", "other.db"] {
        assert!(!home.path().join(file).exists(), "{file} was made");
    }
}

#[test]
fn bash_completes_accounts() {
    if !installed("bash") {
        return crate::tools::skip("bash is not installed here");
    }
    completes("bash", &["--norc", "--noprofile", "-i"], "source ./script");
}

#[test]
fn zsh_completes_accounts() {
    if !installed("zsh") {
        return crate::tools::skip("zsh is not installed here");
    }
    completes("zsh", &["-f", "-i"], "autoload -U compinit; compinit -u -D; source ./script");
}

#[test]
fn fish_completes_accounts() {
    if !installed("fish") {
        return crate::tools::skip("fish is not installed here");
    }
    completes("fish", &["--no-config", "-i"], "set -g fish_autosuggestion_enabled 0; source ./script");
}
