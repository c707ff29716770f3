//! Placeholders of phrases, checked against the code that fills them in: each one's name stands in a file that uses its
//! phrase, or is filled in everywhere. A placeholder that is renamed in every language fails here.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

/// The files of phrases, and the files whose names are filled in everywhere in them, besides those of every file.
const FILES: [(&str, &[&str]); 7] = [
    // A key stands for the command of its name.
    ("screen.toml", &["src/app/model/keymap.rs", "src/app/screen/labels.rs"]),
    ("cli.toml", &["src/cli/help.rs"]),
    ("complaint.toml", &["src/content/complaint/wording.rs"]),
    ("letters.toml", &["src/content/complaint/wording.rs"]),
    ("calendar.toml", &[]),
    ("explanation.toml", &[]),
    ("man.toml", &[]),
];

/// Names that are filled in in every file.
const EVERYWHERE: &str = "src/content/language.rs";

/// Parts of a phrase: what counts is the name of the whole.
const PARTS: [&str; 9] = ["short", "long", "one", "many", "about", "more", "first", "example", "help"];

/// Tables of phrases by the ids of the domain: what counts is the name of the table.
const BY_ID: [&str; 3] = ["decisions", "outcomes", "plain_events"];

/// A file of the code.
struct Source {
    path: String,
    /// Its fields and methods, as in `.name`.
    fields: HashSet<String>,
    /// Its text literals of one word.
    literals: HashSet<String>,
}

impl Source {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let fields = text.split('.').skip(1).map(|rest| word(rest.trim_start())).collect();
        let literals = text.split('"').map(str::to_owned).filter(|text| word(text) == *text).collect();
        Self { path: path.to_string_lossy().into_owned(), fields, literals }
    }
}

fn sources(folder: &Path, out: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            sources(&entry.path(), out);
        } else {
            out.push(Source::read(&entry.path()));
        }
    }
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
            let table = path.iter().find(|key| BY_ID.contains(key));
            let name = table.or(path.iter().rev().find(|key| !PARTS.contains(key))).unwrap_or(&path[0]);
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
    let in_file = |path: &str, name: &str| files.iter().any(|f| f.path.ends_with(path) && f.literals.contains(name));
    let mut faults = Vec::new();
    for (file, also) in FILES {
        for lang in ["sv", "en"] {
            let table: Table = fs::read_to_string(root.join("assets").join(lang).join(file)).unwrap().parse().unwrap();
            let unfilled = |phrase: &str, name: &str| {
                let by_user = files.iter().any(|file| file.fields.contains(phrase) && file.literals.contains(name));
                !(by_user || name == "n" || in_file(EVERYWHERE, name) || also.iter().any(|path| in_file(path, name)))
            };
            check(&[file], &Value::Table(table), &unfilled, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
