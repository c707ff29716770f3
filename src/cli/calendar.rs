//! The calendar file that the settings ask for: written anew after each command that changed something.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::error::{CliError, path};
use super::out::stderr_line;
use crate::content::fill;
use crate::runtime::system_error::system_words;
use crate::runtime::user::at_home;
use crate::service::calendar_file::{CalendarFile, CalendarFileError};
use crate::store;

/// The calendar file, where the settings name one.
pub fn file(context: &Context) -> Option<CalendarFile> {
    let named = context.settings.get("calendar.file").filter(|name| !name.is_empty())?;
    let link = context.links.complaint().to_owned();
    Some(CalendarFile { path: resolved(context, named), lang: context.lang, link })
}

/// A path as the settings give it: `~/` is the home folder, and what is not absolute begins at the settings' folder.
fn resolved(context: &Context, named: &str) -> PathBuf {
    let folder = context.settings_file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    folder.join(at_home(named))
}

/// Writes it. That it failed is said, and changes nothing about the command that was done.
pub fn rewrite(context: &Context) {
    if let Some(Err(message)) = write(context) {
        stderr_line(&message);
    }
}

/// Writes it: its name, or what is wrong; `None` where there is nothing to write.
pub fn write(context: &Context) -> Option<std::result::Result<String, String>> {
    let file = file(context)?;
    let written = match store::open_existing(&context.db) {
        Ok(reader) => file.write(&reader?, context.today),
        Err(error) => Err(error.into()),
    };
    Some(written.map(|()| path(&file.path)).map_err(|error| {
        let why = match error {
            CalendarFileError::Io(error) => system_words(&error, context.lang),
            CalendarFileError::Store(error) => match context.stored(&error) {
                CliError::Failed(message) | CliError::Busy(message) => message,
                _ => String::new(),
            },
        };
        fill(&context.words().errors.calendar_file, &[("file", &path(&file.path)), ("why", &why)])
    }))
}
