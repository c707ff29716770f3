//! Making a database that a group shares, as `nej init` and the settings ask for, and why that cannot be done.

use std::path::Path;

use super::error::{CliError, CliResult, path};
use super::settings::Settings;
use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::runtime::system_error::system_words;
use crate::runtime::user::login;
use crate::store::{self, ShareError, can_share, group_name, group_number, share};

/// Makes a database for a group where there is none yet, as the setting says.
pub fn create_as_set(db: &Path, settings: &Settings, lang: Lang) -> CliResult<()> {
    match settings.get("shared").filter(|group| !group.is_empty()) {
        Some(group) if db.symlink_metadata().is_err() => create_shared(db, numbered(group, lang)?, lang),
        _ => Ok(()),
    }
}

/// The number of a group.
pub fn numbered(group: &str, lang: Lang) -> CliResult<u32> {
    let no_group = || CliError::Usage(fill(&cli_phrases(lang).errors.no_group, &[("group", &path(Path::new(group)))]));
    group_number(group).ok_or_else(no_group)
}

/// Makes the database, where there is none, and shares it. It is private until it is whole.
pub fn create_shared(db: &Path, group: u32, lang: Lang) -> CliResult<()> {
    can_share(db, group).map_err(|error| refusal(group, &error, lang))?;
    let store = store::open(db).map_err(|error| CliError::store(db, &error, lang))?;
    if store.writer.is_none() {
        return Err(CliError::store(db, &store::Error::ReadOnly, lang));
    }
    // Closed before its files are changed: no file of our own may touch a database that is open.
    drop(store);
    share(db, group).map_err(|error| refusal(group, &error, lang))
}

fn refusal(group: u32, error: &ShareError, lang: Lang) -> CliError {
    let words = &cli_phrases(lang).errors;
    let said = |phrase: &str, at: &Path| {
        let values = [("file", path(at)), ("group", group_name(group)), ("me", login())];
        fill(phrase, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    CliError::Failed(match error {
        ShareError::Closed(folder) => said(&words.closed_to_group, folder),
        ShareError::NotItsOwn(folder) => said(&words.folder_not_its_own, folder),
        ShareError::NotAllowed(at) => said(&words.cannot_share, at),
        ShareError::Io(at, code) => {
            let why = system_words(&std::io::Error::from_raw_os_error(*code), lang);
            fill(&words.file_write, &[("file", &path(at)), ("why", &why)])
        }
    })
}
