//! Reading the files of `assets`, which the build script made JSON.

use serde::de::DeserializeOwned;

/// Reads an asset.
///
/// # Panics
/// Where it is not what is asked for: a mistake in the program, and a test reads each of them.
pub fn asset<T: DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|wrong| panic!("assets/{name}: {wrong}"))
}
