//! A warm standby by Litestream, as `docs/operations.md` has it: replicated while it runs, written to by the program,
//! put back from the replica alone. Where Litestream is not installed the test says so and passes; its single program
//! comes from its own releases and from no package of Debian's.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

/// Stopped with the test.
struct Replication(Child);

impl Drop for Replication {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn nej(home: &Path, database: &str, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nej"));
    command.env_clear().env("HOME", home).env("TMPDIR", home).env("NEJ_TODAY", "2026-11-23").env("NEJ_LANG", "en");
    let ran = command.current_dir(home).args(["--db", database]).args(line.split(' ')).output().unwrap();
    assert!(ran.status.success(), "nej {line}: {}", String::from_utf8_lossy(&ran.stderr));
    ran
}

fn litestream(home: &Path) -> Command {
    let mut command = Command::new("litestream");
    command.current_dir(home).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Puts the database back from the replica alone, and says what it exports; `None` while there is nothing to put back.
fn restored(home: &Path, replica: &str, n: usize) -> Option<Vec<u8>> {
    let to = format!("restored{n}.db");
    let done = litestream(home).args(["restore", "-o", &to, replica]).status().unwrap();
    done.success().then(|| nej(home, &to, "export --format json").stdout)
}

#[test]
fn a_standby_has_what_the_program_wrote_and_the_log_stays_open_for_it() {
    let folder = TempDir::new().unwrap();
    let home = folder.path();
    if litestream(home).arg("version").status().is_err() {
        println!("skipped: litestream is not installed here");
        return;
    }
    nej(home, "nej.db", "demo --accounts 20 --into nej.db");
    let replica = format!("file://{}", home.join("replica").display());
    let replication = Replication(litestream(home).args(["replicate", "nej.db", &replica]).spawn().unwrap());
    // It has begun once something can be put back.
    let mut tries = (1..120).inspect(|_| sleep(Duration::from_millis(250)));
    assert!(tries.by_ref().any(|n| restored(home, &replica, n).is_some()), "the replication never began");
    nej(home, "nej.db", "add --platform instagram --handle live");
    nej(home, "nej.db", "log 1 note --note replicated");
    let told = nej(home, "nej.db", "forget 3 --yes");
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("a replication such as Litestream") && told.contains("until it is pruned"), "{told}");
    let whole = nej(home, "nej.db", "export --format json").stdout;
    assert!(tries.any(|n| restored(home, &replica, n).is_some_and(|export| export == whole)), "the replica never had all of it");
    drop(replication);
    let export = restored(home, &replica, 0).unwrap();
    assert_eq!(export, whole, "also once the original's replication has stopped");
    nej(home, "restored0.db", "doctor");
}
