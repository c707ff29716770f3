//! The commands that the pages name: those of both READMEs are run as they stand there, every other one has to be
//! understood, and what cargo is asked for has to be there.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What a person writes for something else: the words of a placeholder in a command.
const PLACEHOLDERS: [&str; 3] = ["…", "ACCOUNT", "KONTO"];

/// All pages but those that the program writes itself.
pub fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(Path::new(ROOT).join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        docs.filter(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("cli.md")).collect();
    pages.push(Path::new(ROOT).join("README.md"));
    pages.sort();
    pages
}

/// Blocks of code with the word behind the fence, and the text between them.
pub fn blocks(page: &str) -> (Vec<(&str, String)>, String) {
    let (mut code, mut text, mut open) = (Vec::new(), String::new(), false);
    for line in page.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(word), false) => {
                code.push((word, String::new()));
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let (_, block) = code.last_mut().unwrap();
                *block += line;
                block.push('\n');
            }
            (None, false) => {
                text += line;
                text.push('\n');
            }
        }
    }
    (code, text)
}

/// The commands of a page that begin with one of nej's own ways to be called, without remarks.
fn commands(page: &str) -> Vec<String> {
    let (code, text) = blocks(page);
    let shell = code.into_iter().filter(|(word, _)| ["", "sh"].contains(word));
    let lines = shell.flat_map(|(_, block)| block.lines().map(str::to_owned).collect::<Vec<_>>());
    let indented = text.lines().filter_map(|line| line.strip_prefix("    ")).map(str::to_owned).collect::<Vec<_>>();
    let inline = text.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " ")).collect::<Vec<_>>();
    let all = lines.chain(indented).chain(inline).map(|line| line.split("  #").next().unwrap().trim().to_owned());
    // A number or a sign behind the name is the short status in a prompt.
    let is_status =
        |line: &str| line.strip_prefix("nej ").is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == '-'));
    let all = all.filter(|line| !is_status(line));
    all.filter(|line| ["nej ", "cargo ", ".ci/", "docs/pictures"].iter().any(|start| line.starts_with(start))).collect()
}

/// Whether the program understands a command.
fn understood(words: &[String], home: &Path) -> bool {
    let end = words.iter().position(|word| [">", "|", "&&"].contains(&word.as_str())).unwrap_or(words.len());
    let words = words[1..end].iter().map(|word| if PLACEHOLDERS.contains(&word.as_str()) { "1" } else { word });
    let mut command = Command::new(env!("CARGO_BIN_EXE_nej"));
    let asked = command.env_clear().env("HOME", home).args(words).arg("--help").output().unwrap();
    asked.status.success()
}

/// Whether what cargo is asked for is there: a test, a bench, a command that is known here.
fn cargo_has_it(words: &[String]) -> bool {
    let after = |flag: &str| words.iter().position(|word| word == flag).and_then(|at| words.get(at + 1));
    let known = ["run", "test", "bench", "install", "deny", "deb", "build"].contains(&words[1].as_str());
    let tests = Path::new(ROOT).join("tests/it");
    let module = after("it").filter(|word| !word.starts_with('-'));
    let module = module.is_none_or(|name| tests.join(format!("{name}.rs")).exists() || tests.join(name).join("mod.rs").exists());
    let bench = after("--bench").is_none_or(|name| Path::new(ROOT).join(format!("benches/{name}.rs")).exists());
    known && module && bench
}

#[test]
fn every_command_that_a_page_names_is_one() {
    let home = TempDir::new().unwrap();
    let mut faults = Vec::new();
    for page in pages() {
        for line in commands(&fs::read_to_string(&page).unwrap()) {
            let words = shell_words::split(&line).unwrap();
            let sound = match words[0].as_str() {
                "nej" => understood(&words, home.path()),
                "cargo" => cargo_has_it(&words),
                script => fs::metadata(Path::new(ROOT).join(script)).is_ok_and(|file| file.permissions().mode() & 0o100 != 0),
            };
            if !sound {
                faults.push(format!("{}: {line}", page.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Stands for cargo: runs the program that is tested, and builds nothing.
const CARGO: &str = "#!/bin/sh\ncase \"$1 $2\" in\n'run --release') shift 3; exec nej \"$@\" ;;\n'install --locked') test -f \"$4/Cargo.toml\" ;;\n*) exit 9 ;;\nesac\n";

#[test]
fn the_commands_of_both_readmes_work_in_their_order() {
    for (page, photo, saved) in [("README.md", "@anna.photo", "all.json"), ("docs/readme.sv.md", "@anna.foto", "allt.json")] {
        let home = TempDir::new().unwrap();
        let path = |name: &str| home.path().join(name);
        for folder in ["bin", ".ci"] {
            fs::create_dir(path(folder)).unwrap();
        }
        symlink(env!("CARGO_BIN_EXE_nej"), path("bin/nej")).unwrap();
        symlink(Path::new(ROOT).join("Cargo.toml"), path("Cargo.toml")).unwrap();
        for (name, script) in [("bin/cargo", CARGO), (".ci/package", "#!/bin/sh\ntest \"$1\" = deb || test \"$1\" = musl\n")] {
            fs::write(path(name), script).unwrap();
            fs::set_permissions(path(name), fs::Permissions::from_mode(0o700)).unwrap();
        }
        let text = fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
        let lines: String = blocks(&text).0.into_iter().filter(|(word, _)| *word == "sh").map(|(_, block)| block).collect();
        let shell = |script: &str| {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-euc", script]).env_clear().current_dir(home.path()).env("HOME", home.path());
            shell.env("PATH", format!("{}:/usr/bin:/bin", path("bin").display())).env("NEJ_TODAY", "2026-11-23").output().unwrap()
        };
        let ran = shell(&lines);
        assert!(ran.status.success(), "{page}: {}", String::from_utf8_lossy(&ran.stderr));
        for written in
            [".local/share/man/man1/nej.1", ".local/share/man/sv/man1/nej.1", ".config/fish/completions/nej.fish", saved]
        {
            assert!(fs::metadata(path(written)).is_ok_and(|file| file.len() > 100), "{page}: {written}");
        }
        let shown = shell(&format!("nej --lang en show {photo}"));
        assert!(String::from_utf8_lossy(&shown.stdout).contains("2026-11-22"), "{page}: sent yesterday");
    }
}
