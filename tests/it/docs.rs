//! The documents, held to what they speak of.

use toml::Table;

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
