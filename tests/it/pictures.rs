//! The pictures in the pages, drawn anew and compared: `docs/pictures.sh` makes them with the program that is tested.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// How large a moving picture may be, in bytes.
const LARGEST: u64 = 60_000;

#[test]
#[expect(clippy::disallowed_methods, reason = "the one way to ask a test to write instead of to compare")]
fn the_pictures_are_current_and_small() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let fresh = TempDir::new().unwrap();
    let mut script = Command::new("sh");
    script.arg(docs.join("pictures.sh")).args([Path::new(env!("CARGO_BIN_EXE_nej")), fresh.path()]);
    let made = script.env("HOME", fresh.path()).env_remove("NEJ_DB").output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    for name in ["screen.svg", "overdue.en.svg", "overdue.sv.svg", "phone.en.svg", "phone.sv.svg"] {
        if std::env::var_os("NEJ_WRITE").is_some() {
            fs::copy(fresh.path().join(name), docs.join(name)).unwrap();
        }
        let (kept, drawn) =
            (fs::read_to_string(docs.join(name)).unwrap_or_default(), fs::read_to_string(fresh.path().join(name)).unwrap());
        assert!(kept == drawn, "docs/{name} is stale: run the tests once with NEJ_WRITE=1");
        assert!(drawn.starts_with("<svg ") && drawn.contains("prefers-color-scheme:dark"), "{name}");
        assert!(name == "screen.svg" || drawn.contains("prefers-reduced-motion"), "{name} moves for everybody");
        assert!(fs::metadata(docs.join(name)).unwrap().len() <= LARGEST, "{name} is too large");
    }
}
