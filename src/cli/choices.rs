//! What can be typed for an option that takes one of several choices: read from the tables of those choices.

use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::domain::{Closing, HasId, Lang, Outcome, Platform, Representation};
use crate::exchange::import::Encoding;

/// The placeholder of a language: `sv|en`.
pub static LANGS: LazyLock<String> = LazyLock::new(alternatives::<Lang>);
/// The placeholder of a platform.
pub static PLATFORMS: LazyLock<String> = LazyLock::new(alternatives::<Platform>);
/// The placeholder of how a representative acts.
pub static REPRESENTATIONS: LazyLock<String> = LazyLock::new(alternatives::<Representation>);

/// How the authority may have answered, and how a case may have been closed: both are said with `--outcome`.
pub fn outcomes() -> impl Iterator<Item = &'static str> {
    Outcome::IDS.iter().chain(Closing::IDS).copied()
}

/// Reads one of several choices by its id, and offers no others.
pub fn one_of<T: HasId>(choices: impl IntoIterator<Item = T>) -> impl TypedValueParser<Value = T> {
    let ids = choices.into_iter().map(HasId::id);
    PossibleValuesParser::new(ids).try_map(|id| T::from_id(&id).ok_or("not one of the choices"))
}

fn alternatives<T: HasId>() -> String {
    T::ALL.iter().map(|choice| choice.id()).collect::<Vec<_>>().join("|")
}

/// [`one_of`] all there are.
pub fn any_of<T: HasId>() -> impl TypedValueParser<Value = T> {
    one_of(T::ALL.iter().copied())
}

/// An encoding by any of its names; with clap's own list only the first names could be written.
pub fn encoding(text: &str) -> Result<String, String> {
    let known = Encoding::from_id(text);
    known.map(|encoding| encoding.id().to_owned()).ok_or_else(|| text.to_owned())
}
