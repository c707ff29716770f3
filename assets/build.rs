//! Makes the words ready: each TOML file of `assets` becomes JSON without what only its readers need, which the program
//! reads ten times as fast; and Rust that has this JSON in pieces, for files that are read section by section. A file
//! that is no TOML fails here.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[expect(clippy::disallowed_methods, reason = "this is how Cargo says where to write")]
fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    // The second one is what the unit tests know besides.
    ["assets", "tests/data/invented"].into_iter().try_for_each(|folder| convert(Path::new(folder), &Path::new(&out).join(folder)))
}

fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", from.display());
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            convert(&path, &to)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let table: toml::Table =
                toml::from_str(&fs::read_to_string(&path)?).map_err(|wrong| format!("{}: {wrong}", path.display()))?;
            fs::write(to.with_extension("json"), serde_json::to_string(&table)?)?;
            let pieces: Result<Vec<_>, _> =
                table.iter().map(|(name, of)| serde_json::to_string(of).map(|of| (name, of))).collect();
            fs::write(to.with_extension("rs"), format!("&{:?}", pieces?))?;
        }
    }
    Ok(())
}
