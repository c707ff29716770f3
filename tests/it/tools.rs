//! Programs that a test needs beside the one it tests. Where one is missing the test says so and passes; where `CI` is
//! set it fails, so that a check never goes missing unseen.

/// Skips a test for lack of a tool.
///
/// # Panics
/// Where `CI` is set: there `.ci/run` installs every tool.
#[expect(clippy::print_stdout, reason = "where a test says what it left out")]
#[expect(clippy::disallowed_methods, reason = "whether this is CI is a matter of the test run, not of the program")]
pub fn skip(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty() || ci == "false"), "{why}, and CI must not skip");
    println!("skipped: {why}");
}

/// A program of the person who runs the tests.
#[expect(clippy::disallowed_methods, reason = "where it is, is a matter of the test run, not of the program")]
pub fn in_path(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Sends a signal, by name or number. A shell does it: the program called kill is missing on small systems.
pub fn kill(signal: &str, process: u32) {
    let sent = std::process::Command::new("sh").args(["-c", &format!("kill -{signal} {process}")]).status();
    assert!(sent.unwrap().success(), "{signal}");
}
