//! The languages of the screen and of the texts.

use super::ids::HasId;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Svenska.
    #[default]
    Sv,
    /// English.
    En,
}

impl Lang {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];
    /// Their ISO 639-1 codes, in the same order: as stored, as written on the command line, and the names of their
    /// folders in `assets`.
    pub const IDS: [&'static str; Self::ALL.len()] = ["sv", "en"];

    /// Its code in [`Self::IDS`].
    pub const fn id(self) -> &'static str {
        Self::IDS[self as usize]
    }

    /// The language with that code.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.id() == id)
    }

    /// The language that a locale such as `en_GB.UTF-8` asks for; the first where it names none of them.
    pub fn of_locale(locale: &str) -> Self {
        locale.get(..2).and_then(|id| Self::from_id(&id.to_ascii_lowercase())).unwrap_or_default()
    }

    /// The one that is offered after it; the first after the last.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

impl HasId for Lang {
    const ALL: &'static [Self] = &Self::ALL;

    fn id(self) -> &'static str {
        self.id()
    }
}
