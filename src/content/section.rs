//! Files of phrases whose sections are read one by one: the first frame needs but a few of them.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::language::{Naming, PerController};
use crate::domain::{Lang, Platform};

/// The sections of a file by their names, as `asset_sections!` has them.
pub(super) type Pieces = &'static [(&'static str, &'static str)];

/// A section of a file, read when something of it is first asked for. One that the file lacks is empty.
pub struct FileSection<T> {
    name: &'static str,
    pieces: Pieces,
    naming: Naming,
    read: OnceLock<Box<T>>,
}

impl<T> FileSection<T> {
    pub(super) fn new(name: &'static str, pieces: Pieces, naming: Naming) -> Self {
        Self { name, pieces, naming, read: OnceLock::new() }
    }
}

impl<T: DeserializeOwned + Default> Deref for FileSection<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.read.get_or_init(|| {
            let text = self.pieces.iter().find(|(name, _)| *name == self.name);
            Box::new(text.map(|(_, text)| self.naming.read(text)).unwrap_or_default())
        })
    }
}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for FileSection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

/// A struct of the sections of a file, see `sections!`.
pub(super) trait Sections {
    #[cfg(test)]
    const NAMES: &[&str];

    fn unread(pieces: Pieces, naming: Naming) -> Self;
}

impl<T: Sections> PerController<T, Pieces> {
    /// The sections in a language about an account on a platform, or about none.
    pub(super) fn get(&self, lang: Lang, platform: Option<Platform>) -> &T {
        self.made(lang, platform, T::unread)
    }

    /// Fails where the file of a language lacks a phrase, or has one that no struct has.
    #[cfg(test)]
    pub(super) fn assert_complete(&self)
    where
        T: fmt::Debug,
    {
        use super::language::{assert_said, path};

        for lang in Lang::ALL {
            let path = path(self.file, lang);
            let of_file = self.sources[lang as usize].iter().map(|(name, _)| name);
            let (known, strange): (Vec<&str>, Vec<&str>) = of_file.partition(|name| T::NAMES.contains(name));
            let lacking: Vec<&&str> = T::NAMES.iter().filter(|name| !known.contains(name)).collect();
            assert!(strange.is_empty() && lacking.is_empty(), "{path}: no struct has {strange:?}, and it lacks {lacking:?}");
            assert_said(self.get(lang, None), &path);
        }
    }
}
