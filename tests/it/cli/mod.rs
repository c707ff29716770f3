//! The program as a process: arguments in; output, errors and exit status out. The environment is empty but for a
//! home of its own, and the day is always the same.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

mod basics;
mod calendar;
mod cases;
mod complaint;
mod every;
mod export;
mod files;
mod folder;
mod given;
mod import;
mod keeping;
mod mail;
mod moments;
mod odd_files;
mod pages;
mod reminders;
mod schema;
mod settings;
mod stopping;
mod team;
mod unreadable;
mod upgrade;
mod widths;

/// The day of every test.
const TODAY: &str = "2026-11-23";

/// A home with the program in it.
struct Home {
    folder: TempDir,
    /// For temporary files: others may have left something in the system's own folder.
    temporary: TempDir,
    env: Vec<(&'static str, String)>,
}

/// What a run left.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), temporary: TempDir::new().unwrap(), env: vec![("NEJ_TODAY", TODAY.into())] }
    }

    /// With another variable.
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.env.retain(|(known, _)| *known != name);
        self.env.push((name, value.to_owned()));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nej"));
        command.env_clear().env("HOME", self.folder.path()).env("TMPDIR", self.temporary.path()).current_dir(self.folder.path());
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs the program with the words of a line; what stands in single quotes is one word.
    fn run(&self, line: &str) -> Ran {
        self.run_with(line, b"")
    }

    /// The same, with something on standard input.
    fn run_with(&self, line: &str, input: &[u8]) -> Ran {
        let mut command = self.command();
        command.args(words(line)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that does not read it may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what has to succeed; its output.
    fn ok(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "nej {line}: {}", ran.out);
        ran.out
    }

    /// Runs what has to fail with a status and one line; that line.
    fn fails(&self, line: &str, status: i32) -> String {
        let ran = self.run(line);
        assert_eq!((ran.status, ran.out.as_str()), (status, ""), "nej {line}: {}", ran.err);
        assert_eq!(ran.err.matches('\n').count(), 1, "{}", ran.err);
        ran.err.strip_prefix("nej: ").unwrap().trim_end().to_owned()
    }

    fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(line)).unwrap()
    }
}

fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let word = |(n, part): (usize, &str)| match n % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    };
    parts.flat_map(word).collect()
}

/// Everything in a folder, by name.
fn inside(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
