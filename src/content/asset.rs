//! How a file of `assets` is read, and how the placeholders of a phrase are filled in.

pub(super) use crate::domain::asset::asset;

/// A file of `assets` as the build script left it, by its name without ending.
macro_rules! asset_text {
    ($($name:expr),+) => {
        include_str!(concat!(env!("OUT_DIR"), "/assets/", $($name,)+ ".json"))
    };
}

/// The same in pieces: what stands under each of its outermost names, by that name.
macro_rules! asset_sections {
    ($($name:expr),+) => {
        include!(concat!(env!("OUT_DIR"), "/assets/", $($name,)+ ".rs"))
    };
}

pub(super) use {asset_sections, asset_text};

/// A phrase with its `{placeholders}` filled in. What is filled in is not looked at again, and a placeholder
/// without a value stays as it is.
pub fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    fill_with(phrase, |name| values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value))
}

/// [`fill`] with values that are looked up by their name.
pub fn fill_with<V: AsRef<str>>(phrase: &str, value: impl Fn(&str) -> Option<V>) -> String {
    let mut out = String::with_capacity(phrase.len() + 32);
    let mut rest = phrase;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let named = from[1..].split_once('}').and_then(|(name, behind)| Some((value(name)?, behind)));
        if let Some((value, behind)) = named {
            out.push_str(value.as_ref());
            rest = behind;
        } else {
            out.push('{');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{n} av {m}, {x}", &[("n", "{m}"), ("m", "7")]), "{m} av 7, {x}");
        assert_eq!(fill("en { och en }", &[("n", "1")]), "en { och en }");
        assert_eq!(fill("{{n}}", &[("n", "1")]), "{1}");
        assert_eq!(fill("", &[]), "");
    }
}
