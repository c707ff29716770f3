//! Placeholders of phrases, checked against the code that fills them in: each one's name stands in a file that uses its
//! phrase, or is filled in everywhere. A placeholder that is renamed in every language fails here.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// The files of phrases, and the file whose names are filled in everywhere in them, besides those of every file.
const FILES: [(&str, &str); 6] = [
    ("screen.toml", "src/app/model/keymap.rs"),
    ("cli.toml", "src/cli/help.rs"),
    ("complaint.toml", "src/content/complaint/wording.rs"),
    ("letters.toml", "src/content/complaint/wording.rs"),
    ("calendar.toml", ""),
    ("explanation.toml", ""),
];

/// Names that are filled in in every file.
const EVERYWHERE: &str = "src/content/language.rs";

/// Parts of a phrase: what counts is the name of the whole.
const PARTS: [&str; 9] = ["short", "long", "one", "many", "about", "more", "first", "example", "help"];

struct Source {
    path: String,
    text: String,
}

fn sources(folder: &Path, out: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            sources(&entry.path(), out);
        } else {
            let path = entry.path().to_string_lossy().into_owned();
            out.push(Source { text: fs::read_to_string(&path).unwrap(), path });
        }
    }
}

/// Whether the code says `.name`, as the field of a table of phrases is named.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].trim_end().ends_with('.');
        before && !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

fn placeholders(phrase: &str) -> impl Iterator<Item = &str> {
    let names = phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    names.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_'))
}

/// Looks at every phrase below a value, the path of whose keys is given.
fn check(path: &[&str], value: &Value, unfilled: &dyn Fn(&str, &str) -> bool, faults: &mut Vec<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                check(&[path, &[key.as_str()]].concat(), value, unfilled, faults);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| check(path, value, unfilled, faults)),
        Value::String(phrase) => {
            let name = path.iter().rev().find(|key| !PARTS.contains(key)).unwrap_or(&path[0]);
            let own = placeholders(phrase).filter(|placeholder| unfilled(name, placeholder));
            faults.extend(own.map(|placeholder| format!("{{{placeholder}}} of {} is filled in by nothing", path.join("."))));
        }
        _ => {}
    }
}

#[test]
fn every_placeholder_is_filled_in_by_the_code_that_uses_its_phrase() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let names = |path: &str, placeholder: &str| {
        let quoted = format!("\"{placeholder}\"");
        files.iter().any(|file| !path.is_empty() && file.path.ends_with(path) && file.text.contains(&quoted))
    };
    let mut faults = Vec::new();
    for (file, also) in FILES {
        for lang in ["sv", "en"] {
            let table: Table = fs::read_to_string(root.join("assets").join(lang).join(file)).unwrap().parse().unwrap();
            let unfilled = |name: &str, placeholder: &str| {
                let quoted = format!("\"{placeholder}\"");
                let by_user = files.iter().any(|file| uses(&file.text, name) && file.text.contains(&quoted));
                !(by_user || placeholder == "n" || names(EVERYWHERE, placeholder) || names(also, placeholder))
            };
            check(&[file], &Value::Table(table), &unfilled, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
