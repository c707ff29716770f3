//! The documents, held to what they speak of.

use std::fmt::Write as _;
use std::path::Path;

use nej::app::model::keymap::{BINDINGS, Keymap};
use nej::app::screen::help_page::sections;
use nej::content::phrases;
use nej::domain::Lang;
use toml::Table;

use crate::documented::{blocks, pages};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_crate_is_documented_with_its_reason() {
    let manifest: Table = include_str!("../../Cargo.toml").parse().expect("TOML");
    let page = include_str!("../../docs/dependencies.md");
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().expect("a table").keys() {
            assert!(page.contains(&format!("| `{name}` | ")), "docs/dependencies.md says nothing of {name}");
        }
    }
}

fn keys() -> String {
    let mut page = String::from("# Tangenter · Keys\n\nMade from the key table; `NEJ_WRITE=1 cargo test` writes it anew.\n");
    for (lang, name) in [(Lang::Sv, "Svenska"), (Lang::En, "English")] {
        for section in sections(&Keymap::default(), lang) {
            let (level, title) = section.title.map_or(("##", name), |title| ("###", title));
            write!(page, "\n{level} {title}\n\n| {} | |\n|---|---|\n", phrases(lang).keys.title).unwrap();
            for (keys, what) in section.rows {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                writeln!(page, "| {} | {what} |", keys.join(" ")).unwrap();
            }
        }
    }
    page.push_str(
        "\n## Other keys\n\nIn the settings the table `[keys]` gives a command other keys than these: one by its name as help \
         shows it, or a list. The first one is shown. A key that is given so is taken from the command above that has it; what is left \
         without a key is in the menu (`x`), which always keeps one. Only a key that two lines give is refused, with its line. \
         `nej config` prints what holds.\n\n```toml\n[keys]\nreply = \"w\"\nmenu = [\"x\", \"F2\", \"Ctrl-k\"]\n```\n\n\
         | name | keys |\n|---|---|\n",
    );
    for binding in BINDINGS {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        writeln!(page, "| `{}` | {} |", binding.id, keys.join(" ")).unwrap();
    }
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the one way to ask a test to write instead of to compare")]
fn the_page_of_keys_is_the_key_table_in_both_languages() {
    let (fresh, path) = (keys(), Path::new(ROOT).join("docs/keys.md"));
    if std::env::var_os("NEJ_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(fresh == kept, "docs/keys.md is stale: run the tests once with NEJ_WRITE=1");
}

/// The anchors of a page: its headings in lower case, with `-` for spaces and without other signs.
fn anchors(page: &str) -> Vec<String> {
    let (_, text) = blocks(page);
    let headings =
        text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let anchor = |heading: String| {
        heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn what_a_page_points_to_is_there_anchors_included() {
    let mut faults = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|target| !target.contains("://"))
        {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let there = std::fs::read_to_string(&file)
                .is_ok_and(|found| anchor.is_empty() || anchors(&found).contains(&anchor.to_owned()));
            if !there {
                faults.push(format!("{} points to {target}", page.display()));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Places outside that the pages name: few, and each on purpose, since no test can look whether they are still there.
const OUTSIDE: [&str; 3] = ["https://keepachangelog.com", "https://litestream.io", "https://semver.org"];

#[test]
fn pages_point_to_nothing_outside_that_is_not_listed_here() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|target| target.contains("://")) {
            assert!(OUTSIDE.contains(&target), "{} points to {target}", page.display());
        }
    }
}
