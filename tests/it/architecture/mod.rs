//! The architecture of `docs/architecture.md`, held: who may name whom, what the pure layers may not name, and
//! how long a file and a function may be. A layer that needs a new neighbour gets it here, in the same change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use source::Code;

mod paths;
mod source;

/// A layer and the layers it may name.
const LAYERS: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("content", &["domain"]),
    ("app", &["content", "domain"]),
    ("exchange", &["content", "domain"]),
    ("view", &["app", "content", "domain"]),
    ("store", &["content", "domain"]),
    ("service", &["exchange", "store", "content", "domain"]),
    ("runtime", &["service", "view", "app", "exchange", "store", "content", "domain"]),
    ("cli", &["runtime", "service", "view", "app", "exchange", "store", "content", "domain"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// What the outside is called, and the layers that may name it.
const OUTSIDE: [(&str, &[&str]); 19] = [
    ("nix", &["store"]),
    ("rusqlite", &["store"]),
    ("crossterm", &["runtime"]),
    ("signal_hook", &["runtime"]),
    ("notify", &["runtime"]),
    ("rustix", &["runtime", "store", "service", "cli", "main"]),
    ("open", &["runtime"]),
    ("ratatui", &["app", "view", "runtime", "cli"]),
    ("tui_textarea", &["app", "view"]),
    ("clap", &["cli"]),
    ("std::fs", &["store", "service", "runtime", "cli"]),
    ("std::env", &["main", "cli", "runtime"]),
    ("std::process", &["main", "cli", "runtime"]),
    ("std::thread", &["store", "runtime", "cli"]),
    ("std::net", &[]),
    ("std::time::Instant", &["store", "runtime", "cli"]),
    ("std::time::SystemTime", &["runtime"]),
    ("Utc::now", &["runtime", "main"]),
    ("Local::now", &[]),
];

/// Crates of [`OUTSIDE`] whose name is also an everyday word: they count only as the root of a path.
const EVERYDAY: [&str; 2] = ["open", "notify"];

const FILE_MAX: usize = 400;
const FUNCTION_MAX: usize = 60;

/// Files that are longer, and by how much they may be. To be emptied: a file that has become shorter fails, too.
const TOO_LONG: [(&str, usize); 0] = [];

struct File {
    /// From the crate's root, with `/`.
    path: String,
    text: String,
    code: Code,
}

impl File {
    fn layer(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split(['/', '.']).next().unwrap_or_default()
    }

    /// How many `super` lead from the file's own module to the crate: 1 for `src/app/mod.rs`.
    fn depth(&self) -> usize {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        if matches!(inside, "lib" | "main") { 0 } else { inside.split('/').count() }
    }

    /// The paths by which the crate's root can be reached: from the file, and from a module inside it.
    fn roots(&self) -> Vec<String> {
        let mut roots = vec!["crate".to_owned(), "nej".to_owned()];
        roots.extend((0..2).map(|inner| vec!["super"; self.depth() + inner].join("::")));
        roots.retain(|root| !root.is_empty());
        roots
    }
}

fn sources(folder: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut paths) = (vec![root.join(folder)], Vec::<PathBuf>::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.into_iter().map(|path| read(root, &path)).collect()
}

fn read(root: &Path, path: &Path) -> File {
    let text = fs::read_to_string(path).expect("a source file");
    let path = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
    File { path, code: Code::of(&text), text }
}

/// Every fault on a line of its own, so that one run tells them all.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The layers that a file names and may not.
fn strangers(file: &File) -> Vec<String> {
    let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == file.layer()) else {
        return vec![format!("{}: no such layer in the table", file.path)];
    };
    let mut out = Vec::new();
    for root in file.roots() {
        for named in file.code.below(&root) {
            let name = named.name.as_str();
            let a_layer = LAYERS.iter().any(|(layer, _)| *layer == name);
            if a_layer && name != file.layer() && !allowed.contains(&name) {
                out.push(format!("{}:{}: {} may not name {name}", file.path, named.line, file.layer()));
            }
        }
    }
    out
}

fn lines_naming(code: &Code, outside: &str) -> Vec<usize> {
    if EVERYDAY.contains(&outside) {
        return code.below(outside).into_iter().map(|named| named.line).collect();
    }
    code.lines_naming(outside)
}

#[test]
fn no_layer_names_a_layer_above_it() {
    none(&sources("src").iter().flat_map(strangers).collect::<Vec<_>>());
}

#[test]
fn the_outside_is_named_only_where_it_belongs() {
    let mut faults = Vec::new();
    for file in sources("src") {
        for (outside, allowed) in OUTSIDE {
            if !allowed.contains(&file.layer()) {
                let lines = lines_naming(&file.code, outside);
                faults.extend(lines.iter().map(|n| format!("{}:{n}: {} may not name {outside}", file.path, file.layer())));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_table_of_layers_has_no_cycle() {
    for (at, (layer, below)) in LAYERS.iter().enumerate() {
        for name in *below {
            let other = LAYERS.iter().position(|(l, _)| l == name);
            assert!(other.is_some_and(|o| o < at), "{layer} names {name}, which is not before it");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut faults = Vec::new();
    for file in sources("src").into_iter().chain(sources("tests")) {
        let lines = file.text.lines().count();
        let known = TOO_LONG.iter().find(|(path, _)| *path == file.path);
        let max = known.map_or(FILE_MAX, |(_, max)| *max);
        if !file.text.starts_with("//! ") {
            faults.push(format!("{}:1: does not open with `//!`", file.path));
        }
        if lines > max {
            faults.push(format!("{}:{max}: {lines} lines; split it", file.path));
        }
        if known.is_some() && lines <= FILE_MAX {
            faults.push(format!("{}:1: is short enough now; take it out of TOO_LONG", file.path));
        }
    }
    none(&faults);
}

#[test]
fn no_type_name_is_defined_twice() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources("src") {
        for named in file.code.types() {
            places.entry(named.name).or_default().push(format!("{}:{}", file.path, named.line));
        }
    }
    let twice = places.into_iter().filter(|(_, places)| places.len() > 1);
    none(&twice.map(|(name, places)| format!("{name} is defined in {}", places.join(" and "))).collect::<Vec<_>>());
}

#[test]
fn every_function_fits_a_page() {
    let mut faults = Vec::new();
    for file in sources("src").into_iter().chain(sources("tests")) {
        for (function, lines) in file.code.functions() {
            if lines > FUNCTION_MAX {
                faults.push(format!("{}:{}: fn {} has {lines} lines", file.path, function.line, function.name));
            }
        }
    }
    none(&faults);
}

/// What stands at the top level; the agreed folders, what Cargo adds, and nothing that a test left behind.
const TOP: [&str; 9] = ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "assets", "benches", "docs", "src", "tests"];

#[test]
fn nothing_else_stands_at_the_top_level() {
    let entries = fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the top level");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let others = names.filter(|name| !name.starts_with('.') && name != "target" && !TOP.contains(&name.as_str()));
    none(&others.collect::<Vec<_>>());
}

#[test]
fn addresses_live_in_the_assets() {
    let mut faults = Vec::new();
    for file in sources("src") {
        for (n, line) in file.text.lines().enumerate() {
            if ["facebook.com", "instagram.com", "imy.se"]
                .iter()
                .any(|host| line.contains(&format!("://{host}")) || line.contains(&format!(".{host}")))
            {
                faults.push(format!("{}:{}: an address belongs to the data in assets", file.path, n + 1));
            }
        }
    }
    none(&faults);
}

/// Files that read the data of controllers and authorities, and those whose lines speak of the key called Meta.
const MAY_NAME: [&str; 4] =
    ["src/domain/who.rs", "src/exchange/invented_platform.rs", "src/app/model/key.rs", "src/runtime/input/sequence.rs"];

#[test]
fn no_controller_and_no_authority_is_named_outside_its_data() {
    let mut faults = Vec::new();
    for file in sources("src").iter().filter(|file| !MAY_NAME.contains(&file.path.as_str())) {
        for (n, line) in file.text.lines().enumerate() {
            let words = line.split(|c: char| !c.is_alphanumeric());
            let named = words.filter(|word| {
                let starts = |name: &str| word.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
                ["Metas", "IMY"].contains(word) || starts("Meta") || starts("Imy")
            });
            faults.extend(named.map(|word| format!("{}:{}: {word} belongs to its file in assets", file.path, n + 1)));
        }
    }
    none(&faults);
}

#[test]
fn a_stranger_is_told_with_file_and_line() {
    let file = |path: &str, text: &str| File { path: path.into(), text: text.into(), code: Code::of(text) };
    let told = strangers(&file("src/domain/case.rs", "//! x\nuse super::super::app::Model;\nuse super::deadline::Deadline;"));
    assert_eq!(told, ["src/domain/case.rs:2: domain may not name app"]);
    assert_eq!(strangers(&file("src/app/mod.rs", "use super::view;\nuse crate::{content, store};")).len(), 2);
    assert_eq!(strangers(&file("src/main.rs", "nej::cli::run(); nej::store::open()")).len(), 1);
    assert_eq!(strangers(&file("src/odd/mod.rs", "")).len(), 1);
    assert_eq!(strangers(&file("src/view/mod.rs", "// crate::store\nuse crate::app::Model;")), Vec::<String>::new());
}
