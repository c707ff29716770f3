//! The program opens no network connection: watched from outside, by the system calls that it makes.

use std::process::Command;

use tempfile::TempDir;

use crate::outside::installed;
use crate::tools::skip;

#[test]
fn no_command_makes_a_connection_to_the_network() {
    if !installed("strace") {
        return skip("strace is not installed here");
    }
    let home = TempDir::new().unwrap();
    let nej = env!("CARGO_BIN_EXE_nej");
    for line in [
        "add --platform instagram --handle @anna.photo --email anna@example.org",
        "submit 1 --on 2026-10-01",
        "list --json",
        "complaint 1",
        "doctor",
        "frame --keys io",
    ] {
        let calls = home.path().join("calls");
        let mut watched = Command::new("strace");
        watched.args(["-f", "-qq", "-e", "trace=%network", "-o"]).arg(&calls).arg(nej).args(line.split(' '));
        let ran = watched.env_clear().env("HOME", home.path()).env("NEJ_TODAY", "2026-11-23").output().unwrap();
        if String::from_utf8_lossy(&ran.stderr).contains("Operation not permitted") {
            return skip("no program may be watched here");
        }
        assert!(ran.status.success(), "{line}: {}", String::from_utf8_lossy(&ran.stderr));
        let calls = std::fs::read_to_string(calls).unwrap();
        // Sockets on this machine are the C library's, which asks who a user is.
        let outward: Vec<&str> = calls.lines().filter(|call| call.contains("AF_INET")).collect();
        assert_eq!(outward, Vec::<&str>::new(), "nej {line}");
    }
}
